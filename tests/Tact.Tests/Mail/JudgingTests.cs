using NodaTime;
using Shouldly;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Mail;
using Tact.Mail.Inbox;
using Tact.Mail.Mailboxes;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>A person says what a mail is, and back: what followed before is taken back, entry by entry.</summary>
public class JudgingTests
{
    private const string Later = "2026-03-04T10:00:00Z";

    /// <summary>Each kind with where the follow-up stands after it.</summary>
    private static readonly (string Kind, LocalDate? Until, string State, TodayKind Today, string? Due)[] Kinds =
    [
        ("reply", null, "active", TodayKind.Answered, "2026-03-04"), ("interested", null, "active", TodayKind.Answered, "2026-03-04"), ("meeting", null, "active", TodayKind.Answered, "2026-03-04"),
        ("referral", null, "active", TodayKind.Answered, "2026-03-04"), ("not-now", new LocalDate(2026, 3, 30), "active", TodayKind.Agreed, "2026-03-30"), ("not-interested", null, "answered", TodayKind.None, null),
        ("wrong-person", null, "answered", TodayKind.None, null), ("left-company", null, "answered", TodayKind.None, null), ("opt-out", null, "stopped", TodayKind.None, null),
        ("complaint", null, "active", TodayKind.Cadence, "2026-03-05"), ("out-of-office", new LocalDate(2026, 3, 20), "active", TodayKind.Cadence, "2026-03-20"), ("auto-reply", null, "active", TodayKind.Cadence, "2026-03-05"),
        ("bounce", null, "active", TodayKind.Cadence, "2026-03-05"),
    ];

    [Theory, Databases]
    public void A_mail_becomes_each_kind_and_back(Dialect dialect)
    {
        using var place = House(dialect, out var kim);
        var box = place.Box();
        var mail = place.Take(box, new Letter { Kind = MailKind.Unsure }).Mail!;
        mail.State.ShouldBe("held");
        place.FollowUp(1).Kind.ShouldBe((long)TodayKind.Note);
        foreach (var (kind, until, state, today, due) in Kinds.Concat(Kinds.Reverse()))
        {
            var judged = Judge(place, kim, mail.Id, new SaidOfMail(kind, until)).ShouldBeOfType<Result<InboxMail>.Ok>(kind).Value;
            judged.Judged.ShouldBe("kim");
            var now = place.FollowUp(1);
            (now.State, (TodayKind)now.Kind, now.DueOn).ShouldBe((state, today, due), kind);
            place.Count("select count(*) from timeline where touch_key like 'mail:%' and undone_by is null").ShouldBe(kind is "auto-reply" or "bounce" ? 0 : 1, kind);
            place.Count("select count(*) from suppressions where lifted_at is null").ShouldBe(kind is "opt-out" or "complaint" ? place.Count("select count(*) from suppressions where lifted_at is null") : 0, kind);
            // once more changes nothing
            var entries = place.Count("select count(*) from timeline");
            Judge(place, kim, mail.Id, new SaidOfMail(kind, until)).ShouldBeOfType<Result<InboxMail>.Ok>();
            Judge(place, kim, mail.Id, new SaidOfMail()).ShouldBeOfType<Result<InboxMail>.Ok>();
            place.Count("select count(*) from timeline").ShouldBe(entries, kind);
        }

        place.RunAt(Later, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void A_report_about_an_address_that_nobody_wrote_to_strikes_it_only_when_a_person_says_so(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var kim = place.User("kim@house.example");
        place.RunAt(TestWorkspace.Monday, "add", "Maria Example, maria@mill.example").ExitCode.ShouldBe(0);
        var box = place.Box();
        var report = new Letter { From = "mailer-daemon@anywhere.example", Automatic = true, Kind = MailKind.Bounce, With = m => m with { Recipients = [new("maria@mill.example", "5.1.1", AddressVerdict.Dead)] } };
        var bounce = place.Take(box, report).Mail!;
        bounce.State.ShouldBe("held", bounce.Did);
        bounce.Did.ShouldContain("nobody here wrote there");
        place.Count("select count(*) from addresses where dead_at is not null").ShouldBe(0);
        Judge(place, kim, bounce.Id, new SaidOfMail("bounce")).ShouldBeOfType<Result<InboxMail>.Ok>();
        place.Count("select count(*) from addresses where dead_at is not null").ShouldBe(1);
    }

    [Theory, Databases]
    public void What_followed_is_taken_back_stops_struck_addresses_and_people(Dialect dialect)
    {
        using var place = House(dialect, out var kim);
        var box = place.Box();
        place.RunAt(TestWorkspace.Monday, "add", "Maria Twin, twin@mill.example").ExitCode.ShouldBe(0);
        place.Workspace.Data.Write(session =>
        {
            var keys = Tact.Contacts.ContactKeys.Of(session, 2);
            session.Execute("insert into addresses (contact_id, kind, address_key, value, position) values (2, 'email', 'maria@mill.example', 'maria@mill.example', 1)");
            Tact.Contacts.ContactKeys.Change(session, 2, keys);
        });

        var bounce = place.Take(box, new Letter { From = "mailer-daemon@relay.example", Automatic = true, Kind = MailKind.Bounce, With = m => m with { Recipients = [new("maria@mill.example", "5.1.1", AddressVerdict.Dead)] } }).Mail!;
        bounce.State.ShouldBe("done");
        place.Count("select count(*) from addresses where dead_at is not null").ShouldBe(2);
        Judge(place, kim, bounce.Id, new SaidOfMail("auto-reply")).ShouldBeOfType<Result<InboxMail>.Ok>();
        place.Count("select count(*) from addresses where dead_at is not null").ShouldBe(0);
        place.FollowUp(1).Channel.ShouldBe("email");
        Judge(place, kim, bounce.Id, new SaidOfMail("bounce")).ShouldBeOfType<Result<InboxMail>.Ok>();
        place.Count("select count(*) from addresses where dead_at is not null").ShouldBe(2);
        Judge(place, kim, bounce.Id, new SaidOfMail("reply", Contact: "1")).ShouldBeOfType<Result<InboxMail>.Ok>();

        var wrong = place.Take(box, new Letter { Kind = MailKind.WrongPerson, With = m => m with { ReferredTo = new("Bo Field", "bo@mill.example") } }).Mail!;
        place.Count("select count(*) from contacts where name = 'Bo Field'").ShouldBe(1);
        Judge(place, kim, wrong.Id, new SaidOfMail("reply")).ShouldBeOfType<Result<InboxMail>.Ok>();
        place.Count("select count(*) from contacts where name = 'Bo Field'").ShouldBe(0);

        var stop = place.Take(box, new Letter { Kind = MailKind.OptOut }).Mail!;
        place.FollowUp(1).State.ShouldBe("stopped");
        Judge(place, kim, stop.Id, new SaidOfMail("not-interested")).ShouldBeOfType<Result<InboxMail>.Ok>();
        place.FollowUp(1).State.ShouldBe("answered");
        place.Count("select count(*) from suppressions where lifted_at is null").ShouldBe(0);

        // with somebody else after all
        Judge(place, kim, stop.Id, new SaidOfMail("reply", Contact: "twin@mill.example")).ShouldBeOfType<Result<InboxMail>.Ok>().Value.Contact.ShouldBe(2);
        place.Count("select count(*) from timeline where contact_id = 2 and kind = 'touch' and undone_by is null").ShouldBe(1);
        place.RunAt(Later, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void What_cannot_be_recorded_leaves_everything_as_it_was(Dialect dialect)
    {
        using var place = House(dialect, out var kim);
        var mail = place.Take(place.Box(), new Letter { Kind = MailKind.OptOut }).Mail!;
        (string Why, SaidOfMail Said, string Field)[] table =
        [
            ("a word that is no kind", new SaidOfMail("perhaps"), "kind"), ("unsure is no answer", new SaidOfMail("unsure"), "kind"), ("nobody of that name", new SaidOfMail("reply", Contact: "nobody@there.example"), "contact"),
            ("a day that was over", new SaidOfMail("not-now", new LocalDate(2026, 3, 3)), "until"),
        ];
        foreach (var (why, said, field) in table)
            Judge(place, kim, mail.Id, said).ShouldBeOfType<Result<InboxMail>.Invalid>(why).Problems[0].Field.ShouldBe(field, why);
        place.FollowUp(1).State.ShouldBe("stopped");
        place.Mail(mail.Id).ShouldBeEquivalentTo(mail);
        var held = place.Take(place.Box("sales@house.example", input => input with { Owner = "kim@house.example" }), new Letter { Kind = MailKind.Unsure, Id = "held@mill.example" }).Mail!;
        Judge(place, kim, held.Id, new SaidOfMail()).ShouldBeOfType<Result<InboxMail>.Invalid>().Problems[0].Text.ShouldContain("Say what it is");
        place.RunAt(Later, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void A_colleagues_private_mailbox_stays_closed_to_everybody_else(Dialect dialect)
    {
        using var place = House(dialect, out var kim);
        var lea = place.User("lea@house.example");
        var boss = place.User("boss@house.example", "manager");
        var root = place.User("root@house.example", "admin");
        place.RunAt(TestWorkspace.Monday, "add", "Nobody's, una@wheel.example").ExitCode.ShouldBe(0);
        var hers = place.Take(place.Box("lea@house.example"), new Letter { From = "una@wheel.example", Kind = MailKind.Unsure }).Mail!;
        var shared = place.Take(place.Box("team@house.example", input => input with { Owner = null, Shared = true }), new Letter { From = "una@wheel.example" }).Mail!;
        var mine = place.Take(place.Box(), new Letter()).Mail!;
        (string Who, Actor Actor, long[] Sees)[] table = [("its owner", lea, [hers.Id, shared.Id]), ("a colleague", kim, [shared.Id, mine.Id]), ("a manager", boss, [shared.Id]), ("an admin", root, [shared.Id])];
        foreach (var (who, actor, sees) in table)
        {
            var page = ShowInbox.Run(place.At(Later), actor).ShouldBeOfType<Result<InboxShown>.Ok>().Value;
            page.Held.Concat(page.Mails).Select(mail => mail.Id).Order().ToArray().ShouldBe(sees, who);
            foreach (var closed in new[] { hers.Id, shared.Id, mine.Id }.Except(sees))
                Judge(place, actor, closed, new SaidOfMail("reply")).ShouldBeOfType<Result<InboxMail>.NotFound>(who);
            foreach (var open in sees)
                place.Workspace.Data.Read(session => ShowInbox.One(session, actor, open)).ShouldBeOfType<Result<(Tact.Mail.Reading.MailRow, InboxMail, IReadOnlyList<Tact.Mail.Reading.MailRow>)>.Ok>(who);
        }

        Judge(place, lea, hers.Id, new SaidOfMail("reply")).ShouldBeOfType<Result<InboxMail>.Ok>();
        Judge(place, lea, mine.Id, new SaidOfMail("reply", Contact: "1")).ShouldBeOfType<Result<InboxMail>.NotFound>();
    }

    private static Result<InboxMail> Judge(TestWorkspace place, Actor actor, long mail, SaidOfMail said) => JudgeMail.Run(place.At(Later), actor, mail, said);

    private static TestWorkspace House(Dialect dialect, out Actor kim)
    {
        var place = TestWorkspace.Create(dialect);
        kim = place.User("kim@house.example");
        place.RunAt(TestWorkspace.Monday, "add", "Maria Example, maria@mill.example, +49 30 123456", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", "maria@mill.example", "--owner", "kim@house.example").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "log", "maria@mill.example", "email", "sent", "--offer", "an article").ExitCode.ShouldBe(0);
        return place;
    }
}
