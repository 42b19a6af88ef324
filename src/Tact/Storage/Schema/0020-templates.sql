-- Templates for every channel: what they are for, in which language, and examples for the blanks that only a person can fill.
-- Those as shipped before, which nobody has changed, give way to these.

alter table templates add column kind text not null default 'email' check (kind in ('email', 'letter', 'card', 'voicemail', 'opening', 'snippet'));
alter table templates add column purpose text not null default 'other';
alter table templates add column language text not null default 'en';
-- when to use it, in a sentence or two
alter table templates add column about text not null default '';
-- what a blank in square brackets might say, a json object
alter table templates add column examples text not null default '{}';

delete from templates where changed_at = 0;

insert into templates (name, name_key, kind, purpose, language, about, subject, body, examples, changed_at) values
  ('First approach', 'first approach', 'email', 'first-approach', 'en', 'Somebody you have never spoken with. One thing that is true of them, one thing that may help, an easy no.', '[what they are busy with] at {{contact.company}}', 'Hello {{contact.given}},

[one sentence about their situation, true of them alone].

[what may help them with it, in a sentence].

Would a short call next week be of use to you? If now is not the time, tell me and I will leave it there.

Kind regards
{{me.given}}', '{"one sentence about their situation, true of them alone": "you opened a second site in Leeds in May, and counting stock in two places by hand costs most teams a weekend", "what may help them with it, in a sentence": "A wholesaler in Hull got it down to one afternoon with a single page of steps; I can send it to you", "what they are busy with": "Two stocktakes"}', 0),
  ('After a good talk', 'after a good talk', 'email', 'after-talk', 'en', 'The same day, while it is fresh: their own words, what you promised, what happens next.', 'Thank you for the talk', 'Hello {{contact.given}},

Thank you for your time today. What stayed with me is what you said: [their own words].

As promised, here is [what you bring them, and what it does for them].

Next, [what happens next, and on which day]. If something changes on your side, just tell me.

Kind regards
{{me.given}}', '{"their own words": "the count takes your team a whole weekend", "what you bring them, and what it does for them": "the page of steps that the wholesaler in Hull used, so that your team can see whether it fits", "what happens next, and on which day": "I will call you on {{next.day}} to hear what your team made of it"}', 0),
  ('Something that may help', 'something that may help', 'email', 'value', 'en', 'When you come across something that is useful to this one person.', 'This made me think of you', 'Hello {{contact.given}},

You told me about [what they told you], and I thought of you when I came across this: {{#if offer}}{{offer}}{{else}}[what it is]{{/if}}. It may help you, because [what it does for them].

No need to answer. If it is of no use, tell me that too, and I will look for something better or leave you in peace.

Kind regards
{{me.given}}', '{"what they told you": "the weekends that your team spends counting", "what it is": "a short article by a warehouse manager in Utrecht", "what it does for them": "it shows how you can count one aisle a day in place of all of them at once"}', 0),
  ('Pleasantly persistent', 'pleasantly persistent', 'email', 'pleasantly-persistent', 'en', 'After two or three tries: calm, with something new for them, and what you will do on which day. Then do it.', '{{#if matter}}{{matter}}: where I stand{{else}}Where I stand{{/if}}', 'Hello {{contact.given}},

I would be glad to work with you, and I do not want to pester you. You are busy, and things change.

Something that may be of use to you meanwhile: [something new for them, in a sentence].

Unless I hear otherwise, I will [what you will do] on {{next.day}}. If another time suits you better, or none at all, a line is enough.

Kind regards
{{me.given}}', '{"something new for them, in a sentence": "a site of your size in Hull has written down how they count one aisle a day, and I can send you the page", "what you will do": "call you"}', 0),
  ('Permission to close', 'permission to close', 'email', 'permission-to-close', 'en', 'The last message of a cycle: where do they stand, no is fine, and what will really happen.', 'Shall I leave it there, {{contact.given}}?', 'Hello {{contact.given}},

I have left you a few messages{{#if matter}} about {{matter}}{{/if}} and have not reached you, which is quite all right.

Where do you stand? It is fine to say no; I would rather know than guess.

If I do not hear from you, I will leave it until [month], and come back only with something new for you.

Kind regards
{{me.given}}', '{"month": "September"}', 0),
  ('How would you like to hear from me?', 'how would you like to hear from me?', 'email', 'ask-preferences', 'en', 'Early, once there has been a talk. Keep to what they say.', 'How would you like to hear from me?', 'Hello {{contact.given}},

I would like to be of use to you and never in the way. By phone or by e-mail, once a month or twice a year, in the morning or after lunch, or not at all: how would you like it?

Whatever you choose, I will keep to it. Meanwhile, [something for them, in a sentence].

Kind regards
{{me.given}}', '{"something for them, in a sentence": "here is the page of steps that you asked me about on Tuesday"}', 0),
  ('Whom do you know?', 'whom do you know?', 'email', 'ask-referral', 'en', 'A client for whom something went well. Never in the same message as a request for business.', 'Whom do you know?', 'Hello {{contact.given}},

You told me that [what went well for them], and I was glad to hear it.

Is there somebody you know for whom the same would be of use? If a name comes to mind, I would write to them once, say that I have it from you, and leave it there if it does not fit. If you would rather not, that is quite all right.

Kind regards
{{me.given}}', '{"what went well for them": "your team has its weekends back since the count runs aisle by aisle"}', 0),
  ('Thank you for the introduction', 'thank you for the introduction', 'email', 'thank-referrer', 'en', 'To whoever sent you to somebody, as soon as you have spoken.', 'Thank you for the introduction', 'Hello {{contact.given}},

Thank you for introducing me to [name]. We spoke on [day], and [what came of it, as far as they may know].

It means a lot that you thought of me. If I can be of use to you in turn, tell me how.

Kind regards
{{me.given}}', '{"name": "Ruth Hale", "day": "Tuesday", "what came of it, as far as they may know": "she will try your way of counting at her own site"}', 0),
  ('A colleague takes over', 'a colleague takes over', 'email', 'handover', 'en', 'A warm handover: they need not begin again.', '[colleague] will be there for you', 'Hello {{contact.given}},

From [day] on my colleague [colleague] is there for you. I have passed on what matters to you: [what you told them], so you need not begin again.

[colleague] will call you on {{next.day}}. If another day suits you better, or you would rather stay with me, tell me.

Kind regards
{{me.given}}', '{"day": "next Monday", "colleague": "Tom", "what you told them": "that your team counts in May, and that mornings suit you best"}', 0),
  ('After a rest', 'after a rest', 'email', 'revival', 'en', 'After two months or more of silence, only with something new.', 'New since we last spoke', 'Hello {{contact.given}},

{{#if last.day}}We last spoke on {{last.day}}{{else}}It is a while since I wrote{{/if}}, and I have left you in peace since. I write because something is new: [what is new, and what it does for them].

Would ten minutes on the phone be worth it for you? If things have changed on your side, or it is no longer a matter for you, just tell me.

Kind regards
{{me.given}}', '{"what is new, and what it does for them": "two sites of your size now count without closing, and one of them would tell you how"}', 0),
  ('Congratulations', 'congratulations', 'email', 'congratulation', 'en', 'When something good happens to them. Ask for nothing.', 'Congratulations on [what happened]', 'Hello {{contact.given}},

I read [where you read it] that [what happened to them]. Congratulations; [why it is well deserved, from what you know of them].

No need to answer. I only wanted to say it.

Kind regards
{{me.given}}', '{"what happened": "the new site", "where you read it": "in the Leeds paper", "what happened to them": "your second site opened on Monday", "why it is well deserved, from what you know of them": "you told me how long you had been looking for the right place"}', 0),
  ('Answer to a question of theirs', 'answer to a question of theirs', 'email', 'enquiry', 'en', 'Within the hour. The answer first.', 'Your question about [what they asked about]', 'Hello {{contact.given}},

Thank you for asking about [what they asked about]. In short: [the answer, in a sentence or two].

To tell you more I would need to know one thing: [one open question]?

I will call you on {{next.day}} unless you would rather write.

Kind regards
{{me.given}}', '{"what they asked about": "counting two sites", "the answer, in a sentence or two": "yes, both sites can be counted on the same day, with two people at each", "one open question": "how do you count today"}', 0),
  ('Welcome back', 'welcome back', 'email', 'after-absence', 'en', 'When they were away as you wrote. No hurry in the first days.', 'For when you are back', 'Hello {{contact.given}},

You were away when I wrote, so here it is in one line: [the point, for them].

There is no hurry. I will call you on {{next.day}}; if another day suits you better, or none, tell me.

Kind regards
{{me.given}}', '{"the point, for them": "the page of steps that your team asked for is ready, and it is yours whatever you decide"}', 0),
  ('Get well', 'get well', 'card', 'get-well', 'en', 'Only where you know each other. Nothing about business, nothing to answer.', '', 'Dear {{contact.given}},

I heard that you are not well, and I am sorry. Nothing here is urgent; everything can wait until you are back.

I wish you a good recovery, in your own time.

{{me.given}}', '{}', 0),
  ('Thinking of you', 'thinking of you', 'card', 'thinking-of-you', 'en', 'After a long silence with somebody you know. Nothing to answer.', '', 'Dear {{contact.given}},

[what made you think of them], and I thought of you. I hope [what they had before them] went the way you wished.

No need to answer.

{{me.given}}', '{"what made you think of them": "I walked past the café where we met in March", "what they had before them": "the move to the new site"}', 0),
  ('First voicemail', 'first voicemail', 'voicemail', 'first-approach', 'en', 'Under half a minute: them first, one thing that may help, when you call again.', '', 'Hello {{contact.given}}, this is {{me.given}} from [your firm]. [one sentence about their situation, true of them alone]. [what may help them with it, in a sentence]. I will try you again on {{next.day}}; if you would rather I did not, just tell me. My number is [your number, slowly]. Thank you.', '{"your firm": "Keel and Sons", "one sentence about their situation, true of them alone": "You opened a second site in May, so you now count in two places", "what may help them with it, in a sentence": "A wholesaler in Hull got that down to one afternoon, and I can tell you how", "your number, slowly": "020 7946 0112"}', 0),
  ('With the e-mail of the same day', 'with the e-mail of the same day', 'voicemail', 'value', 'en', 'The voicemail that goes with an e-mail: what is in it for them, and no need to call back.', '', 'Hello {{contact.given}}, this is {{me.given}} from [your firm]. I have just sent you an e-mail with [what is in it for them], because you [why it is for them]. There is no need to call back; I will try you again on {{next.day}}. My number, in case: [your number, slowly].', '{"your firm": "Keel and Sons", "what is in it for them": "the page of steps from the site in Hull", "why it is for them": "said that counting costs you a weekend", "your number, slowly": "020 7946 0112"}', 0),
  ('Pleasantly persistent, as a voicemail', 'pleasantly persistent, as a voicemail', 'voicemail', 'pleasantly-persistent', 'en', 'Calm, something new, the day on which you call again.', '', 'Hello {{contact.given}}, this is {{me.given}} from [your firm]. You are busy, and I do not want to pester you. [something new for them, in a sentence]. I will call once more on {{next.day}}, unless another time suits you better, or none at all; just tell me. My number is [your number, slowly].', '{"your firm": "Keel and Sons", "something new for them, in a sentence": "Your neighbours in Hull now count without closing, and they would tell you how", "your number, slowly": "020 7946 0112"}', 0),
  ('Permission to close, as a voicemail', 'permission to close, as a voicemail', 'voicemail', 'permission-to-close', 'en', 'It is fine to say no, and you say what will really happen.', '', 'Hello {{contact.given}}, this is {{me.given}} from [your firm]. I have left you a few messages about [what it is about for them], and it is quite all right that you were busy. It is fine to say no. If I do not hear from you, I will leave it until [month], and come back only with something new for you. My number is [your number, slowly]. All the best to you.', '{"your firm": "Keel and Sons", "what it is about for them": "your weekend counts", "month": "September", "your number, slowly": "020 7946 0112"}', 0),
  ('After a rest, as a voicemail', 'after a rest, as a voicemail', 'voicemail', 'revival', 'en', 'Only with something new.', '', 'Hello {{contact.given}}, this is {{me.given}} from [your firm]. {{#if last.day}}We last spoke on {{last.day}}{{else}}It is a while since we spoke{{/if}}, and I have left you in peace since. Something is new that may help you: [what is new, and what it does for them]. I will try you once more on {{next.day}}; if it is no longer a matter for you, just tell me. My number is [your number, slowly].', '{"your firm": "Keel and Sons", "what is new, and what it does for them": "two sites of your size now count without closing", "your number, slowly": "020 7946 0112"}', 0),
  ('First call', 'first call', 'opening', 'first-approach', 'en', 'The first ten seconds: who, why them, and whether it is a good moment.', '', 'Good morning {{contact.given}}, this is {{me.given}} from [your firm]. I am calling because [one sentence about their situation, true of them alone]. Is this a good moment for two minutes, or shall I call at another time?', '{"your firm": "Keel and Sons", "one sentence about their situation, true of them alone": "you opened a second site in May and now count in two places"}', 0),
  ('A call on somebody’s word', 'a call on somebody’s word', 'opening', 'referral', 'en', 'Names who sent you in the first sentence.', '', 'Good morning {{contact.given}}, this is {{me.given}} from [your firm]. {{contact.referrer}} thought that we should talk, because [why, in their words]. Is this a good moment for two minutes, or shall I call at another time?', '{"your firm": "Keel and Sons", "why, in their words": "you are about to count two sites for the first time"}', 0),
  ('A way out', 'a way out', 'snippet', 'way-out', 'en', '', '', 'If now is not the time, tell me and I will leave it there.', '{}', 0),
  ('No need to answer', 'no need to answer', 'snippet', 'value', 'en', '', '', 'No need to answer. If it is of no use, tell me, and I will look for something better or leave you in peace.', '{}', 0),
  ('What happens next', 'what happens next', 'snippet', 'what-next', 'en', '', '', 'I will call you on {{next.day}} unless another day suits you better.', '{}', 0),
  ('Two times to choose from', 'two times to choose from', 'snippet', 'what-next', 'en', '', '', 'Would [day and time] suit you, or rather [another day and time]?', '{"day and time": "Thursday at ten", "another day and time": "Friday after lunch"}', 0),
  ('Who gave me your name', 'who gave me your name', 'snippet', 'referral', 'en', '', '', '{{contact.referrer}} gave me your name and thought that [why, in their words].', '{"why, in their words": "you are about to count two sites for the first time"}', 0),
  ('What we talked about', 'what we talked about', 'snippet', 'after-talk', 'en', '', '', 'On {{last.day}} you told me that [their own words].', '{"their own words": "the count takes your team a whole weekend"}', 0),
  ('You were away', 'you were away', 'snippet', 'after-absence', 'en', '', '', 'You were away when I wrote, so here it is in one line: [the point, for them].', '{"the point, for them": "the page of steps that your team asked for is ready"}', 0),
  ('Erste Nachricht', 'erste nachricht', 'email', 'first-approach', 'de', 'Für jemanden, mit dem Sie noch nie gesprochen haben. Etwas, das nur auf sie zutrifft, etwas, das helfen kann, und ein leichtes Nein.', '[was sie gerade beschäftigt] bei {{contact.company}}', 'Guten Tag {{contact.name}},

[ein Satz über ihre Lage, der nur auf sie zutrifft].

[was ihnen dabei helfen kann, in einem Satz].

Wäre ein kurzes Gespräch in der nächsten Woche nützlich für Sie? Wenn es gerade nicht passt, genügt ein Wort, und ich lasse es dabei.

Freundliche Grüße
{{me.name}}', '{"was sie gerade beschäftigt": "Zwei Inventuren", "ein Satz über ihre Lage, der nur auf sie zutrifft": "Sie haben im Mai einen zweiten Standort in Kiel eröffnet, und zwei Lager von Hand zu zählen kostet die meisten ein Wochenende", "was ihnen dabei helfen kann, in einem Satz": "Ein Großhändler in Husum braucht dafür nur noch einen Nachmittag; ich kann Ihnen die eine Seite mit seinen Schritten schicken"}', 0),
  ('Etwas, das helfen kann', 'etwas, das helfen kann', 'email', 'value', 'de', 'Wenn Ihnen etwas begegnet, das dieser einen Person nützt.', 'Dabei dachte ich an Sie', 'Guten Tag {{contact.name}},

Sie haben mir von [was sie Ihnen erzählt haben] erzählt. {{#if offer}}{{offer}}{{else}}[was es ist]{{/if}} könnte Ihnen nützen, denn [was es für sie tut].

Sie müssen nicht antworten. Wenn es Ihnen nichts nützt, sagen Sie mir auch das; dann suche ich Besseres oder lasse Sie in Ruhe.

Freundliche Grüße
{{me.name}}', '{"was sie Ihnen erzählt haben": "Ihren Wochenenden im Lager", "was es ist": "Ein kurzer Bericht einer Lagerleiterin aus Utrecht", "was es für sie tut": "er zeigt, wie Sie jeden Tag einen Gang zählen können statt alle auf einmal"}', 0),
  ('Freundlich beharrlich', 'freundlich beharrlich', 'email', 'pleasantly-persistent', 'de', 'Nach zwei oder drei Versuchen: ruhig, mit etwas Neuem und dem Tag, an dem Sie was tun. Und dann tun Sie es.', 'Wie es weitergeht', 'Guten Tag {{contact.name}},

ich würde gern mit Ihnen arbeiten und möchte Ihnen nicht lästig fallen. Sie haben viel zu tun, und die Dinge ändern sich.

Etwas, das Ihnen inzwischen nützen kann: [etwas Neues für sie, in einem Satz].

Wenn ich nichts anderes von Ihnen höre, werde ich Sie am {{next.day}} anrufen. Wenn Ihnen ein anderer Tag lieber ist oder gar keiner, genügt eine Zeile.

Freundliche Grüße
{{me.name}}', '{"etwas Neues für sie, in einem Satz": "ein Betrieb Ihrer Größe in Husum hat aufgeschrieben, wie er jeden Tag einen Gang zählt, und ich kann Ihnen die Seite schicken"}', 0),
  ('Soll ich es dabei lassen?', 'soll ich es dabei lassen?', 'email', 'permission-to-close', 'de', 'Die letzte Nachricht einer Runde: Wo stehen sie, ein Nein ist in Ordnung, und was wirklich geschieht.', 'Soll ich es dabei lassen?', 'Guten Tag {{contact.name}},

ich habe Ihnen ein paar Nachrichten hinterlassen und Sie nicht erreicht; das ist ganz in Ordnung.

Wo stehen Sie? Sie dürfen gern Nein sagen; ich möchte es lieber wissen als raten.

Wenn ich nichts von Ihnen höre, lasse ich es bis [Monat] ruhen und melde mich nur mit etwas Neuem für Sie.

Freundliche Grüße
{{me.name}}', '{"Monat": "September"}', 0),
  ('Erste Nachricht auf dem Anrufbeantworter', 'erste nachricht auf dem anrufbeantworter', 'voicemail', 'first-approach', 'de', 'Unter einer halben Minute: erst sie, dann etwas, das helfen kann, dann wann Sie wieder anrufen.', '', 'Guten Tag {{contact.name}}, hier ist {{me.name}} von [Ihre Firma]. [ein Satz über ihre Lage, der nur auf sie zutrifft]. [was ihnen dabei helfen kann, in einem Satz]. Ich rufe Sie am {{next.day}} noch einmal an; wenn Ihnen das nicht recht ist, sagen Sie es mir einfach. Meine Nummer ist [Ihre Nummer, langsam]. Vielen Dank.', '{"Ihre Firma": "Keel und Söhne", "ein Satz über ihre Lage, der nur auf sie zutrifft": "Sie haben im Mai einen zweiten Standort eröffnet und zählen jetzt an zwei Orten", "was ihnen dabei helfen kann, in einem Satz": "Ein Großhändler in Husum braucht dafür nur noch einen Nachmittag, und ich kann Ihnen sagen, wie", "Ihre Nummer, langsam": "0461 555 0112"}', 0),
  ('Erster Anruf', 'erster anruf', 'opening', 'first-approach', 'de', 'Die ersten zehn Sekunden: wer, warum sie, und ob es gerade passt.', '', 'Guten Tag {{contact.name}}, hier ist {{me.name}} von [Ihre Firma]. Es geht um [etwas, das nur auf sie zutrifft]. Passt es Ihnen gerade für zwei Minuten, oder soll ich ein andermal anrufen?', '{"Ihre Firma": "Keel und Söhne", "etwas, das nur auf sie zutrifft": "Ihre beiden Lager in Kiel, die seit Mai getrennt gezählt werden"}', 0),
  ('Gute Besserung', 'gute besserung', 'card', 'get-well', 'de', 'Nur, wo man sich kennt. Nichts Geschäftliches, nichts zu beantworten.', '', 'Guten Tag {{contact.name}},

ich habe gehört, dass es Ihnen nicht gut geht, und das tut mir leid. Alles hier kann warten, bis Sie wieder da sind.

Ich wünsche Ihnen gute Besserung, ganz in Ruhe.

{{me.name}}', '{}', 0),
  ('Ein leichtes Nein', 'ein leichtes nein', 'snippet', 'way-out', 'de', '', '', 'Wenn es gerade nicht passt, genügt ein Wort, und ich lasse es dabei.', '{}', 0)
on conflict (name_key) do nothing;
