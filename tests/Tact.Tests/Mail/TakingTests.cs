using NodaTime;
using NodaTime.Text;
using Shouldly;
using Tact.Core;
using Tact.Core.Mail;
using Tact.FollowUps;
using Tact.Mail.Mailboxes;
using Tact.Mail.Reading;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>What follows in the follow-up from each kind of mail, and whose business a mail is.</summary>
public class TakingTests
{
    private const string Wednesday = "2026-03-04T09:00:00Z";

    /// <summary>A mail to somebody whom Kim wrote to on Monday, and where their follow-up stands after it.</summary>
    private sealed record Case(string Rule, MailKind Kind, string Mail, string State, TodayKind Today, string? Due)
    {
        public Func<MailMeaning, MailMeaning> With { get; init; } = meaning => meaning;

        public double Confidence { get; init; } = 1;

        public string? Says { get; init; }
    }

    private static readonly Case[] Table =
    [
        new("C4 an answer stops the cadence at once and stands first", MailKind.Reply, "done", "active", TodayKind.Answered, "2026-03-04") { Says = "Answer them" },
        new("C4 however little Tact is sure of more than that", MailKind.Reply, "done", "active", TodayKind.Answered, "2026-03-04") { Confidence = 0.2 },
        new("C4 interested is answered by a person", MailKind.Interested, "done", "active", TodayKind.Answered, "2026-03-04"),
        new("C4 a meeting is answered by a person", MailKind.Meeting, "done", "active", TodayKind.Answered, "2026-03-04"),
        new("H1 a referral is thanked", MailKind.Referral, "done", "active", TodayKind.Answered, "2026-03-04") { With = m => m with { ReferredTo = new("Bo Field", "bo@other.example") } },
        new("A5 not now, March", MailKind.NotNow, "done", "active", TodayKind.Agreed, "2026-03-30") { With = m => m with { ResumeOn = new LocalDate(2026, 3, 30) }, Says = "come back on Today on 30 March 2026" },
        new("A5 not now, and no date", MailKind.NotNow, "done", "active", TodayKind.Agreed, "2026-06-02") { Says = "asks again on 2 June 2026" },
        new("A5 a date that is past is none", MailKind.NotNow, "done", "active", TodayKind.Agreed, "2026-06-02") { With = m => m with { ResumeOn = new LocalDate(2026, 1, 1) }, Says = "no date was named" },
        new("C4 a no with its reason", MailKind.NotInterested, "done", "answered", TodayKind.None, null) { With = m => m with { Evidence = ["we have no budget"] } },
        new("E6 the wrong person", MailKind.WrongPerson, "done", "answered", TodayKind.None, null),
        new("D2 they have left", MailKind.LeftCompany, "done", "answered", TodayKind.None, null),
        new("B1 never again", MailKind.OptOut, "done", "stopped", TodayKind.None, null),
        new("B1 a complaint", MailKind.Complaint, "done", "active", TodayKind.Cadence, "2026-03-05") { Says = "Call instead of writing" },
        new("C5 F3 away until the twentieth", MailKind.OutOfOffice, "done", "active", TodayKind.Cadence, "2026-03-20") { With = m => m with { ReturnsOn = new LocalDate(2026, 3, 20) }, Says = "They were away until Fri 20 Mar 2026: mention it" },
        new("C5 away, nobody knows how long", MailKind.OutOfOffice, "done", "active", TodayKind.Cadence, "same"),
        new("C5 an absence that is over changes nothing", MailKind.OutOfOffice, "done", "active", TodayKind.Cadence, "same") { With = m => m with { ReturnsOn = new LocalDate(2026, 2, 2) }, Says = "the plan stays" },
        new("C5 an automatic receipt is no answer", MailKind.AutoReply, "shown", "active", TodayKind.Cadence, "same"),
        new("A1 unsure is held for a person", MailKind.Unsure, "held", "active", TodayKind.Note, "2026-03-04"),
        new("A1 unsure what kind of no", MailKind.NotInterested, "held", "active", TodayKind.Note, "2026-03-04") { Confidence = 0.5, Says = "Nothing is sent on until" },
        new("B1 unsure whether never again", MailKind.OptOut, "held", "active", TodayKind.Note, "2026-03-04") { Confidence = 0.5 },
        new("C3 a dead address asks for another way", MailKind.Bounce, "done", "active", TodayKind.First, "2026-03-05") { With = m => Bounce(m, AddressVerdict.Dead), Says = "ask for their address" },
        new("C3 a full mailbox changes nothing", MailKind.Bounce, "shown", "active", TodayKind.Cadence, "same") { With = m => Bounce(m, AddressVerdict.Full) },
        new("C3 a refusal because of us changes nothing", MailKind.Bounce, "shown", "active", TodayKind.Cadence, "same") { With = m => Bounce(m, AddressVerdict.Blocked) },
        new("C3 a delay changes nothing", MailKind.Bounce, "shown", "active", TodayKind.Cadence, "same") { With = m => Bounce(m, AddressVerdict.Delayed) },
        new("C3 a report without a reason changes nothing", MailKind.Bounce, "shown", "active", TodayKind.Cadence, "same") { With = m => Bounce(m, AddressVerdict.Unknown) },
    ];

    [Theory, Databases]
    public void What_follows_from_each_kind_of_mail(Dialect dialect)
    {
        using var place = House(dialect);
        var box = place.Box();
        var wrong = new List<string>();
        for (var i = 0; i < Table.Length; i++)
        {
            var one = Table[i];
            var followUp = Wrote(place, i);
            var before = place.FollowUp(followUp);
            var letter = new Letter { From = $"Person {i} <p{i}@c{i}.example>", Kind = one.Kind, Confidence = one.Confidence, With = m => one.With(m) with { Recipients = [.. one.With(m).Recipients.Select(r => r with { Address = $"p{i}@c{i}.example" })] } };
            var (fate, mail) = place.Take(box, letter);
            var after = place.FollowUp(followUp);
            var due = one.Due == "same" ? before.DueOn : one.Due;
            var (expected, found) = (("matched", one.Mail, one.State, one.Today, due), (fate, mail!.State, after.State, (TodayKind)after.Kind, after.DueOn));
            var said = $"{mail.Did} {after.Step}. {string.Join(' ', WhyNow.Of(after).Select(why => why.Text))}";
            if (expected != found || !said.Contains(one.Says ?? "", StringComparison.Ordinal))
                wrong.Add($"{one.Rule}: {expected} expected, but {found}. {said}");
        }

        wrong.ShouldBeEmpty();
        Well(place);
    }

    [Theory, Databases]
    public void An_answer_holds_a_colleague_on_the_same_matter_and_is_shown_to_one_on_another(Dialect dialect)
    {
        using var place = House(dialect);
        var box = place.Box();
        At(place, "add", "Maria Example, maria@mill.example", "--company", "Mill Ltd");
        At(place, "add", "Tom Gray, tom@mill.example", "--company", "Mill Ltd");
        At(place, "add", "Una Gray, una@mill.example", "--company", "Mill Ltd");
        At(place, "start", "maria@mill.example", "--owner", "kim@house.example", "--matter", "Mills");
        At(place, "start", "tom@mill.example", "--owner", "lea@house.example", "--matter", "Mills");
        At(place, "start", "una@mill.example", "--owner", "lea@house.example", "--matter", "Wheels");
        var (same, other) = (place.FollowUp(2).DueOn, place.FollowUp(3).DueOn);

        place.Take(box, new Letter()).Mail!.State.ShouldBe("done");
        place.FollowUp(1).Kind.ShouldBe((long)TodayKind.Answered);
        string.CompareOrdinal(place.FollowUp(2).DueOn, same).ShouldBePositive();
        WhyNow.Of(place.FollowUp(2)).ShouldContain(why => why.Rule == "B3" && why.Text.Contains("colleague"));
        place.FollowUp(3).DueOn.ShouldBe(other);
        place.RunAt(Wednesday, "show", "una@mill.example").Output.ShouldContain("Maria Example");
        Well(place);
    }

    [Theory, Databases]
    public void A_mail_from_before_the_follow_up_belongs_to_the_person(Dialect dialect)
    {
        using var place = House(dialect);
        var box = place.Box();
        var followUp = Wrote(place, 1);
        var before = place.FollowUp(followUp);
        var mail = place.Take(box, new Letter { From = "p1@c1.example", At = "2026-02-20T08:00:00Z" }).Mail!;
        (mail.State, mail.FollowUpId).ShouldBe(("done", null));
        mail.Did.ShouldContain("no follow-up had begun");
        (place.FollowUp(followUp).Kind, place.FollowUp(followUp).DueOn).ShouldBe((before.Kind, before.DueOn));

        // and what nobody can be asked about any more is shown, however unclear
        var old = place.Take(box, new Letter { From = "p1@c1.example", At = "2026-01-20T08:00:00Z", Kind = MailKind.Unsure }).Mail!;
        old.State.ShouldBe("shown");
        place.FollowUp(followUp).Kind.ShouldBe(before.Kind);
        Well(place);
    }

    [Theory, Databases]
    public void Of_several_follow_ups_the_thread_decides_else_the_one_last_touched(Dialect dialect)
    {
        using var place = House(dialect);
        var box = place.Box();
        At(place, "add", "Maria Example, maria@mill.example");
        At(place, "start", "maria@mill.example", "--owner", "kim@house.example", "--matter", "Mills");
        At(place, "start", "maria@mill.example", "--owner", "kim@house.example", "--matter", "Wheels");
        var first = place.Take(box, new Letter { From = "Kim <kim@house.example>", To = ["maria@mill.example"], Id = "mills@house.example", Subject = "Mills", At = "2026-03-02T10:00:00Z" }).Mail!;
        (first.Direction, first.State).ShouldBe(("out", "done"));
        var other = first.FollowUpId == 1 ? 2L : 1L;
        place.RunAt("2026-03-03T09:00:00Z", "log", "maria@mill.example", "email", "sent", "--followup", $"{other}", "--offer", "a wheel").ExitCode.ShouldBe(0);

        var answer = place.Take(box, new Letter { Subject = "Something else altogether", Answers = "mills@house.example" }).Mail!;
        (answer.FollowUpId, answer.ThreadId).ShouldBe((first.FollowUpId, first.ThreadId));
        (place.FollowUp(first.FollowUpId!.Value).Kind, place.FollowUp(other).Kind).ShouldBe(((long)TodayKind.Answered, (long)TodayKind.Cadence));
        place.Take(box, new Letter { Subject = "A new thing" }).Mail!.FollowUpId.ShouldBe(first.FollowUpId);
        // a program that does not say what it answers still keeps the subject
        place.Take(box, new Letter { Subject = "AW: mills" }).Mail!.ThreadId.ShouldBe(first.ThreadId);
        place.Take(box, new Letter { Subject = "Mills" }).Mail!.ThreadId.ShouldNotBe(first.ThreadId);
        Well(place);
    }

    [Theory, Databases]
    public void Whose_business_a_mail_is(Dialect dialect)
    {
        using var place = House(dialect);
        var box = place.Box(with: input => input with { Aliases = ["sales@house.example"], LeftOut = ["family.example", "doctor@clinic.example"] });
        At(place, "add", "Maria Example, maria@mill.example", "--company", "Mill Ltd");
        At(place, "add", "Aunt, aunt@family.example");
        At(place, "add", "Gone, gone@old.example");
        place.Workspace.Data.Write(session =>
        {
            var keys = Tact.Contacts.ContactKeys.Of(session, 3);
            session.Execute("update contacts set erased_at = 1 where id = 3");
            Tact.Contacts.ContactKeys.Change(session, 3, keys);
            session.Execute("update companies set domain = 'mill.example' where id = 1");
        });
        (string Why, Letter Letter, string Fate, string? Direction)[] table =
        [
            ("theirs", new Letter(), Fates.Matched, "in"),
            ("ours", new Letter { From = "kim@house.example", To = ["maria@mill.example"] }, Fates.Matched, "out"),
            ("ours, by another of our addresses", new Letter { From = "SALES@house.example", To = ["maria@mill.example"] }, Fates.Matched, "out"),
            ("ours, a colleague's", new Letter { From = "lea@house.example", To = ["maria@mill.example", "kim@house.example"] }, Fates.Matched, "out"),
            ("among ourselves", new Letter { From = "lea@house.example" }, Fates.Own, null),
            ("forwarded by a colleague", new Letter { From = "lea@house.example", Subject = "WG: Our talk", Text = "See below.\nFrom: Maria Example <maria@mill.example>\nNo thanks." }, Fates.Matched, "in"),
            ("forwarded, about nobody", new Letter { From = "lea@house.example", Subject = "Fwd: Lunch", Text = "Twelve?" }, Fates.Nobody, null),
            ("left out", new Letter { From = "aunt@family.example" }, Fates.LeftOut, null),
            ("left out, one address", new Letter { From = "doctor@clinic.example" }, Fates.LeftOut, null),
            ("nobody's", new Letter { From = "news@shop.example" }, Fates.Nobody, null),
            ("erased", new Letter { From = "gone@old.example" }, Fates.Nobody, null),
            ("a colleague of theirs, not wanted", new Letter { From = "boss@mill.example" }, Fates.Nobody, null),
            ("a report about nobody", new Letter { From = "", Automatic = true, Kind = MailKind.Bounce, With = m => Bounce(m, AddressVerdict.Dead) }, Fates.Nobody, null),
        ];
        foreach (var (why, letter, fate, direction) in table)
        {
            var taken = place.Take(box, letter);
            (taken.Fate, taken.Mail?.Direction).ShouldBe((fate, direction), why);
        }

        place.Count("select count(*) from mails where body like '%Twelve%'").ShouldBe(0);
        // a forwarded mail counts for nobody
        place.Mail(place.Count("select min(id) from mails where kind = 'forwarded'")).EntryId.ShouldBeNull();
        var wide = place.Box("lea@house.example", input => input with { CompanyMail = true });
        var company = place.Take(wide, new Letter { From = "boss@mill.example" });
        (company.Fate, company.Mail!.ContactId, company.Mail.MatchedBy).ShouldBe((Fates.Matched, null, "company"));
        Well(place);
    }

    [Theory, Databases]
    public void The_same_mail_in_two_mailboxes_is_one_and_two_who_keep_it_at_once_keep_one(Dialect dialect)
    {
        using var place = House(dialect);
        var (kim, lea) = (place.Box(), place.Box("lea@house.example"));
        Wrote(place, 1);
        var letter = new Letter { From = "p1@c1.example", To = ["kim@house.example", "lea@house.example"] };
        place.Take(kim, letter).Fate.ShouldBe(Fates.Matched);
        place.Take(lea, letter).Fate.ShouldBe(Fates.Copy);
        place.Count("select count(*) from timeline where channel = 'email' and direction = 'in'").ShouldBe(1);

        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => place.Take(i % 2 == 0 ? kim : lea, letter with { Id = $"at-once-{i / 4}@c1.example" }));
        place.Count("select count(*) from mails").ShouldBe(7);
        place.Count("select count(*) from timeline where channel = 'email' and direction = 'in'").ShouldBe(7);
        Well(place);
    }

    [Theory, Databases]
    public void Whatever_strangers_write_is_kept_whole_and_harmless(Dialect dialect)
    {
        using var place = House(dialect);
        var box = place.Box();
        Wrote(place, 1);
        var from = "p1@c1.example";
        var nameless = new Letter { From = from, Id = null };
        place.Take(box, nameless).Fate.ShouldBe(Fates.Matched);
        place.Take(box, nameless).Fate.ShouldBe(Fates.Copy);
        place.Take(box, nameless with { Text = "Another." }).Fate.ShouldBe(Fates.Matched);

        var hostile = place.Take(box, new Letter
        {
            From = $"A\0nna\r\nBcc: x <{from}>", Subject = "Hi\r\nX-Forged: yes\0", Text = "a\0b \ud800 c", Html = "<b>\0</b>", Id = "odd\0key@c1.example", Kind = MailKind.NotInterested,
            With = m => m with { Evidence = ["no\0 \udc00"], ReferredTo = new("Bo\0", "bo\0@c1.example"), Why = "\0" },
        }).Mail!;
        (hostile.State, hostile.Subject, hostile.Words).ShouldBe(("done", "Hi  X-Forged: yes", "ab \ufffd c"));
        hostile.FromName!.ShouldNotContain('\n');
        hostile.MessageKey.ShouldBe("oddkey@c1.example");

        // whoever is named is only added with an address that is one
        place.Take(box, new Letter { From = from, Kind = MailKind.LeftCompany, With = m => m with { ReferredTo = new(new string('b', 9000), "no address") } }).Mail!.State.ShouldBe("done");

        var big = place.Take(box, new Letter { From = from, Subject = new string('s', 5000), Text = string.Concat(Enumerable.Repeat("so many words. ", 150_000)), Html = new string('x', 3_000_000), Id = new string('k', 900) + "@c1.example" }).Mail!;
        big.State.ShouldBe("done");
        (big.Body.Length, big.Subject.Length).ShouldBe((200_000, Lengths.Line));
        var odd = place.Take(box, new Letter { From = from, Subject = "", Text = "", Kind = MailKind.Unsure, Answers = string.Join(' ', Enumerable.Range(0, 500).Select(i => $"<r{i}@c1.example>")) }).Mail!;
        odd.State.ShouldBe("held");
        place.Take(box, new Letter { From = "", To = [], Subject = "Fwd: re: fwd:", Automatic = true, Kind = MailKind.Bounce, With = m => Bounce(m, AddressVerdict.Dead) with { Recipients = [new(from, null, AddressVerdict.Dead), new("", "5", AddressVerdict.Dead), new(new string('a', 3000), null, AddressVerdict.Dead)] } })
            .Mail!.Did.ShouldContain("struck");
        Well(place);
    }

    [Theory, Databases]
    public void A_bounce_in_a_thread_strikes_its_address_though_a_machine_wrote_it(Dialect dialect)
    {
        using var place = House(dialect);
        var box = place.Box();
        Wrote(place, 1);
        place.Take(box, new Letter { From = "kim@house.example", To = ["p1@c1.example"], Id = "ours@house.example", At = "2026-03-03T10:00:00Z" });
        var bounce = place.Take(box, new Letter { From = "MAILER-DAEMON@relay.example", Automatic = true, Answers = "ours@house.example", Kind = MailKind.Bounce, With = m => m with { Recipients = [new("p1@c1.example", "5.1.1", AddressVerdict.Dead)] } }).Mail!;
        bounce.State.ShouldBe("done", bounce.Did);
        // a person with another address in our thread is shown to a person
        place.Take(box, new Letter { From = "Somebody <who@elsewhere.example>", Answers = "ours@house.example" }).Mail!.State.ShouldBe("held");
        Well(place);
    }

    private static void Well(TestWorkspace place) => place.RunAt(Wednesday, "doctor").ExitCode.ShouldBe(0);

    private static void At(TestWorkspace place, params string[] words)
    {
        var run = place.RunAt(TestWorkspace.Monday, words);
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    private static MailMeaning Bounce(MailMeaning meaning, AddressVerdict verdict) => meaning with { Recipients = [new MailRecipient("p@c.example", "5.0.0", verdict)] };

    private static TestWorkspace House(Dialect dialect)
    {
        var place = TestWorkspace.Create(dialect);
        place.User("kim@house.example");
        place.User("lea@house.example");
        return place;
    }

    /// <summary>A person of a company of their own, to whom Kim wrote on Monday.</summary>
    private static long Wrote(TestWorkspace place, int i)
    {
        place.RunAt(TestWorkspace.Monday, "add", $"Person {i}, p{i}@c{i}.example, +49 30 1234{i:000}", "--company", $"Company {i}").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", $"p{i}@c{i}.example", "--owner", "kim@house.example").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "log", $"p{i}@c{i}.example", "email", "sent", "--offer", "an article").ExitCode.ShouldBe(0);
        return place.Count("select max(id) from follow_ups");
    }
}
