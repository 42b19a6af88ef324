-- Mailboxes, what was read in them, and what leaves through them. Secrets are sealed with a key that is not in this database.

create table mailboxes (
  id {id},
  name text not null,
  address text not null,
  address_key text not null,
  -- other addresses of one's own that this mailbox receives for, a json list
  aliases text not null default '[]',
  -- whose it is; null for one the whole team shares
  owner_id {integer} references users(id),
  imap_host text not null,
  imap_port {integer} not null,
  imap_security text not null check (imap_security in ('tls', 'starttls', 'none')),
  smtp_host text,
  smtp_port {integer},
  smtp_security text check (smtp_security in ('tls', 'starttls', 'none')),
  user_name text not null,
  auth text not null check (auth in ('password', 'google', 'microsoft')),
  secret text,
  months {integer} not null default 12,
  company_mail {integer} not null default 0,
  -- addresses and domains whose mail is never kept, a json list
  left_out text not null default '[]',
  hour_limit {integer} not null default 20,
  day_limit {integer} not null default 80,
  spacing_seconds {integer} not null default 60,
  signature text not null default '',
  dkim text,
  -- which server reads it now, and until when it may, where there are several
  read_by text,
  read_until {integer},
  state text not null default 'new',
  problem text,
  problem_at {integer},
  checked_at {integer},
  created_at {integer} not null,
  removed_at {integer}
) {strict};
create unique index mailboxes_by_address on mailboxes(address_key) where removed_at is null;
create index mailboxes_by_owner on mailboxes(owner_id) where owner_id is not null;

-- One row a folder that is read. Everything up to last_uid has been looked at; gaps are what is not in mailbox_messages.
create table mailbox_folders (
  id {id},
  mailbox_id {integer} not null references mailboxes(id),
  path text not null,
  role text not null check (role in ('inbox', 'sent', 'all', 'other')),
  uid_validity text,
  last_uid {integer} not null default 0,
  -- on the server, within the months that are read
  on_server {integer} not null default 0,
  gone_at {integer},
  checked_at {integer},
  unique (mailbox_id, path)
) {strict};

-- Every message that was looked at and what became of it; of mail that is nobody's business only this is kept.
create table mailbox_messages (
  folder_id {integer} not null references mailbox_folders(id),
  uid {integer} not null,
  fate text not null,
  mail_id {integer},
  primary key (folder_id, uid)
) {keyed};
create index mailbox_messages_by_mail on mailbox_messages(mail_id) where mail_id is not null;

-- Mail with known people, once however many folders and mailboxes hold it.
create table mails (
  id {id},
  mailbox_id {integer} not null references mailboxes(id),
  -- the Message-ID without brackets, lower case; made from the content where a mail has none
  message_key text not null unique,
  message_id text,
  thread_id {integer} not null,
  direction text not null check (direction in ('in', 'out')),
  contact_id {integer},
  follow_up_id {integer},
  entry_id {integer},
  at {integer} not null,
  seen_at {integer} not null,
  from_name text,
  from_address text not null,
  sent_to text not null default '[]',
  copied_to text not null default '[]',
  subject text not null default '',
  -- their own words, without quotes and signature
  words text not null default '',
  body text not null default '',
  html text,
  files text not null default '[]',
  kind text not null,
  confidence {integer} not null default 100,
  -- how it was matched: reference, address, company, forwarded
  matched_by text not null,
  meaning text not null default '{}',
  -- done: taken into the follow-up; held: waits for a person; shown: nothing to do
  state text not null check (state in ('done', 'held', 'shown')),
  did text not null default '',
  judged_by {integer},
  judged_at {integer}
) {strict};
create index mails_by_contact on mails(contact_id, at, id) where contact_id is not null;
create index mails_by_mailbox on mails(mailbox_id, at, id);
create index mails_by_thread on mails(thread_id, at, id);
create index mails_held on mails(mailbox_id, at, id) where state = 'held';

-- Which thread a Message-ID belongs to, for mail that is not here (yet) as well.
create table mail_references (
  message_key text primary key,
  thread_id {integer} not null
) {strict};
create index mail_references_by_thread on mail_references(thread_id);

-- What leaves. Each step is committed before the next is tried (never twice, never lost).
create table outgoing (
  id {id},
  mailbox_id {integer} not null references mailboxes(id),
  contact_id {integer} not null references contacts(id),
  follow_up_id {integer},
  answers_mail_id {integer},
  written_by {integer} not null references users(id),
  state text not null check (state in ('draft', 'released', 'sending', 'sent', 'in-doubt', 'stopped', 'failed', 'dropped')),
  message_id text not null unique,
  send_to text not null,
  subject text not null default '',
  body text not null default '',
  offer text,
  -- a step, promise or override that is recorded with the touch, json
  touch text not null default '{}',
  -- 1 when the mail it answers goes along below it
  quotes {integer} not null default 0,
  -- 1 when it carries the way out
  way_out {integer} not null default 0,
  send_at {integer},
  released_at {integer},
  released_by {integer},
  -- the newest entry of the contact's timeline that the person who released it could see
  seen_entry {integer},
  -- the state of the follow-up when it was released
  seen_state text,
  tries {integer} not null default 0,
  next_try_at {integer},
  claimed_by text,
  claimed_at {integer},
  -- committed before the final dot of the message leaves: without it no server can have taken it
  data_at {integer},
  -- how often it was looked for in Sent
  looks {integer} not null default 0,
  sent_at {integer},
  filed_at {integer},
  why text,
  entry_id {integer},
  mail_id {integer},
  created_at {integer} not null,
  version {integer} not null default 1
) {strict};
create index outgoing_to_do on outgoing(state, send_at, id) where state in ('released', 'sending', 'in-doubt');
create index outgoing_by_contact on outgoing(contact_id, id);
create index outgoing_by_writer on outgoing(written_by, state, id);
create index outgoing_unfiled on outgoing(sent_at) where state = 'sent' and filed_at is null;
create index outgoing_sent on outgoing(mailbox_id, sent_at) where sent_at is not null;

create table outgoing_files (
  id {id},
  outgoing_id {integer} not null references outgoing(id),
  name text not null,
  type text not null,
  size {integer} not null,
  content {blob} not null
) {strict};
create index outgoing_files_by_mail on outgoing_files(outgoing_id);

-- A team's message templates: subject and text with merge fields.
create table templates (
  id {id},
  name text not null,
  name_key text not null unique,
  subject text not null default '',
  body text not null,
  changed_at {integer} not null,
  changed_by {integer}
) {strict};

insert into templates (name, name_key, subject, body, changed_at) values
  ('First message', 'first message', 'A thought for {{contact.company}}', 'Hello {{contact.given}},

(one sentence about their situation, true of them alone)

(what might help them with it, in a sentence, and why I think so)

Would a short call next week be useful to you? If now is not the time, a word is enough and I will leave it there.

Kind regards
{{me.given}}', 0),
  ('After a good talk', 'after a good talk', 'Thank you for the talk, {{contact.given}}', 'Hello {{contact.given}},

thank you for the talk. What stayed with me: (their words).

As promised: (what you bring them).

Shall we go on as we said? And if something has changed on your side, just tell me.

Kind regards
{{me.given}}', 0),
  ('Something that may help', 'something that may help', 'This made me think of you', 'Hello {{contact.given}},

this made me think of you: (what it is, and what it does for them).

No need to answer. If it is of no use, tell me that too, and I will look for better or leave you in peace.

Kind regards
{{me.given}}', 0),
  ('Pleasantly persistent', 'pleasantly persistent', '{{matter}}: where I stand', 'Hello {{contact.given}},

I would be glad to work with you, and I do not want to pester you. You are busy, and things change.

Unless I hear otherwise, I will (what you will do) on (day). If another time suits you better, or none at all, a line is enough.

Kind regards
{{me.given}}', 0),
  ('Permission to close', 'permission to close', 'Shall I leave it there, {{contact.given}}?', 'Hello {{contact.given}},

I have written and called a few times about {{matter}} and have not reached you. That is quite all right.

Where do you stand? It is fine to say no. If I do not hear from you, I will leave it until (month).

Kind regards
{{me.given}}', 0);

-- Contacts who asked, on their preferences page, for the data kept about them.
create table data_requests (
  id {id},
  contact_id {integer} not null references contacts(id),
  asked_at {integer} not null,
  answered_at {integer},
  answered_by {integer}
) {strict};
create index data_requests_open on data_requests(asked_at) where answered_at is null;
