using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Mail;
using Tact.FollowUps;
using Tact.Mail.Mailboxes;
using Tact.Storage;
using Tact.Timeline;
using Tact.Touches;

namespace Tact.Mail.Reading;

/// <summary>
/// What follows from a mail: it becomes the touch that it is, and the policy does the rest. An answer stops the cadence at once, an absence moves the
/// step, a dead address asks for another way; what is not sure waits for a person, and nothing is sent on until then.
/// </summary>
public static class TakeMail
{
    private const int LongestNote = 2000;
    private static readonly LocalDatePattern Written = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    // a server that cannot deliver says so within days; a report about a longer silence is not about our mail
    private static readonly Duration ReportsWithin = Duration.FromDays(30);

    // a mailbox that is read for the first time must not ask about last year's mail
    private static readonly Duration AskedAbout = Duration.FromDays(30);

    /// <summary>Takes in a mail that was kept just now, and notes with it what was done.</summary>
    public static void In(Session session, Workspace workspace, MailboxRow mailbox, MailRow mail, MailMeaning meaning, IReadOnlyList<long> contacts)
    {
        var (state, did) = mail.Direction == "out" ? Sent(session, workspace, mailbox, mail, contacts)
            : mail.Kind == "forwarded" ? ("shown", "Forwarded by a colleague: shown here, and counted for nobody.")
            : contacts.Count == 0 ? ("shown", "Nobody on record has this address.")
            : Received(session, workspace, mailbox, mail, meaning);
        (mail.State, mail.Did) = (state, did);
        Save(session, mail);
    }

    /// <summary>Takes in a mail as what a person says it is.</summary>
    public static void As(Session session, Workspace workspace, MailboxRow mailbox, MailRow mail, MailMeaning meaning)
    {
        mail.Kind = Names.Of(meaning.Kind);
        (mail.State, mail.Did) = Follow(session, workspace, mailbox, mail, meaning, Of.Person);
        Save(session, mail);
    }

    /// <summary>Who said what a mail means.</summary>
    private enum Of
    {
        /// <summary>Tact understood it so.</summary>
        Tact,

        /// <summary>A person said so.</summary>
        Person,
    }

    private static (string State, string Did) Sent(Session session, Workspace workspace, MailboxRow mailbox, MailRow mail, IReadOnlyList<long> contacts)
    {
        var touch = Touch(session, workspace, mailbox, mail, Outcome.Sent, mail.Words) with { Direction = Direction.Out, With = [.. contacts.Skip(1).Select(Number)] };
        return Log(session, workspace, mail, touch) is { } problem ? ("shown", problem) : ("done", "You wrote this outside Tact; it is on the timeline.");
    }

    private static (string State, string Did) Received(Session session, Workspace workspace, MailboxRow mailbox, MailRow mail, MailMeaning meaning)
    {
        if (meaning.Kind == MailKind.Unsure || (meaning.Confidence < MailMeaning.Sure && meaning.Kind != MailKind.Reply) || IsStranger(session, mail))
            return IsRecent(workspace, mail) ? Hold(session, workspace, mail) : ("shown", "Older mail that Tact was not sure about: shown, and nothing follows from it.");
        return Follow(session, workspace, mailbox, mail, meaning, Of.Tact);
    }

    private static bool IsRecent(Workspace workspace, MailRow mail) => Instant.FromUnixTimeMilliseconds(mail.At) > workspace.Now - AskedAbout;

    /// <summary>In our thread, but from an address that is not theirs: a colleague, an assistant, or another address of their own.</summary>
    private static bool IsStranger(Session session, MailRow mail)
    {
        if (mail.MatchedBy != "reference" || mail.Kind is "bounce" or "complaint" or "auto-reply")
            return false;
        var (name, address) = session.One<(string, string?)>("select name, email from contacts where id = @ContactId", new { mail.ContactId });
        var sameHouse = address is not null && address[(address.LastIndexOf('@') + 1)..].Equals(mail.FromAddress[(mail.FromAddress.LastIndexOf('@') + 1)..], StringComparison.OrdinalIgnoreCase);
        return !sameHouse && !string.Equals(Folded.Text(name), Folded.Text(mail.FromName ?? ""), StringComparison.Ordinal);
    }

    private static (string State, string Did) Follow(Session session, Workspace workspace, MailboxRow mailbox, MailRow mail, MailMeaning meaning, Of judged)
    {
        switch (meaning.Kind)
        {
            case MailKind.AutoReply:
                return ("shown", "An automatic receipt: it counts for nothing, and the plan stays as it is.");
            case MailKind.Bounce:
                return Bounced(session, workspace, mailbox, mail, meaning, judged);
            case MailKind.Unsure:
                return Hold(session, workspace, mail);
        }

        var touch = Touch(session, workspace, mailbox, mail, OutcomeOf(meaning.Kind), mail.Words) with { Direction = Direction.In };
        var on = Instant.FromUnixTimeMilliseconds(mail.At).InZone(workspace.Zone).Date;
        touch = meaning.Kind switch
        {
            MailKind.NotNow => touch with { Until = Later(meaning.ResumeOn, on), Reason = First(meaning) },
            MailKind.NotInterested => touch with { Reason = First(meaning) },
            MailKind.WrongPerson or MailKind.LeftCompany when (meaning.ReferredTo ?? meaning.StandIn) is { } right => touch with { Who = right.Name is { } name ? Cut(name, Lengths.Line) : null, WhoEmail = right.Email is { } email && Addresses.LooksLikeEmail(email) ? email : null },
            MailKind.OutOfOffice => touch with { Until = Later(meaning.ReturnsOn, on) },
            MailKind.Complaint => touch with { Scope = "email" },
            _ => touch,
        };
        return Log(session, workspace, mail, touch) is { } problem ? Hold(session, workspace, mail, problem) : ("done", Did(session, workspace, mail, meaning.Kind, touch) + Again(session, mail, meaning.Kind));
    }

    /// <summary>A1: who comes back, even after years, is recognised.</summary>
    private static string Again(Session session, MailRow mail, MailKind kind)
    {
        if (kind is not (MailKind.Reply or MailKind.Interested or MailKind.Referral or MailKind.Meeting)
            || session.Scalar<long>("select count(*) from follow_ups where contact_id = @ContactId and state not in ('answered', 'stopped')", new { mail.ContactId }) > 0)
            return "";
        var before = session.Scalar<long?>("select max(at) from timeline where contact_id = @ContactId and kind = 'touch' and at < @At and undone_by is null", new { mail.ContactId, mail.At });
        return before is { } last
            ? $" You know each other: the last contact was on {Day(Instant.FromUnixTimeMilliseconds(last).InUtc().Date)}. Nobody follows up now; welcome them back on their page."
            : " You know each other, and nobody follows up now; welcome them back on their page.";
    }

    /// <summary>
    /// Only a dead address ends anything; a full, blocked or late one is shown (corpora: more than half of all bounces say nothing bad about the address).
    /// Anybody can write a report: one about an address that nobody here wrote to strikes nothing until a person says so.
    /// </summary>
    private static (string State, string Did) Bounced(Session session, Workspace workspace, MailboxRow mailbox, MailRow mail, MailMeaning meaning, Of judged)
    {
        var dead = meaning.Recipients.Where(one => one.Verdict == AddressVerdict.Dead).Select(one => Addresses.EmailKey(one.Address)).Distinct().ToList();
        if (judged == Of.Tact && dead.Find(address => ContactKeys.ByEmail(session, address, most: 20) is { Count: > 0 } people && !people.Any(contact => WroteTo(session, contact, mail))) is { } unasked)
            return (IsRecent(workspace, mail) ? "held" : "shown", $"It says that {unasked} does not exist, but nobody here wrote there in the {ReportsWithin.Days} days before. Confirm it if you know that it is so.");
        var struck = new List<string>();
        foreach (var address in dead)
        {
            foreach (var contact in ContactKeys.ByEmail(session, address, most: 20))
            {
                session.Execute("update addresses set dead_at = @At where contact_id = @contact and kind = 'email' and address_key = @address and dead_at is null", new { mail.At, contact, address });
                struck.Add(address);
                var current = session.Scalar<string>("select email from contacts where id = @contact", new { contact });
                if (current is null || Addresses.EmailKey(current) != address)
                    continue;
                var touch = Touch(session, workspace, mailbox, mail, Outcome.Bounced, $"{address} does not exist any more. {meaning.Why}") with { Contact = Number(contact), Direction = Direction.In, Key = MailEntries.NewKey(session, mail, address), FollowUp = null };
                if (Log(session, workspace, mail, About(session, mail, touch, contact)) is { } problem)
                    return Hold(session, workspace, mail, problem);
            }
        }

        if (struck.Count > 0)
            return ("done", $"{string.Join(", ", struck.Distinct())} is struck: find another way to reach them.");
        var why = meaning.Recipients.FirstOrDefault()?.Verdict switch
        {
            AddressVerdict.Full => "Their mailbox is full. The address stays; try again in some days or use another way.",
            AddressVerdict.Blocked => "Their server refused it because of us or the content, not because of the address. The address stays.",
            AddressVerdict.Delayed => "It has not been delivered yet; their server is still being tried. The address stays.",
            _ when dead.Count > 0 => "The address is nobody's on record.",
            _ => "The report does not say why. The address stays.",
        };
        return ("shown", why);
    }

    private static bool WroteTo(Session session, long contact, MailRow report) => session.Scalar<long?>(
        "select id from timeline where contact_id = @contact and kind = 'touch' and channel = 'email' and direction = 'out' and undone_by is null and at between @from and @to limit 1",
        new { contact, from = report.At - (long)ReportsWithin.TotalMilliseconds, to = report.At + (long)Duration.FromDays(1).TotalMilliseconds }) is not null;

    /// <summary>Waits for a person: their follow-up is held with a note that needs a next step, so that nothing is sent on.</summary>
    private static (string State, string Did) Hold(Session session, Workspace workspace, MailRow mail, string? because = null)
    {
        var file = ContactFile.Open(session, workspace, mail.ContactId!.Value)!;
        if (Chosen(file, mail) is { } row && row.State is not ("answered" or "stopped"))
        {
            var now = workspace.Now.ToUnixTimeMilliseconds();
            var note = file.Append(new TimelineRow
            {
                Kind = "note", FollowUpId = row.Id, At = now, RecordedAt = now, ByUser = row.OwnerId, TouchKey = MailEntries.NewKey(session, mail, "held"),
                Note = Short($"A mail came that Tact is not sure about: {(mail.Words.Length > 0 ? mail.Words : mail.Subject)}"), Data = new EntryData { NeedsNextStep = true }.ToText(),
            });
            file.SaveDecisions();
            (mail.EntryId, mail.FollowUpId) = (note.Id, row.Id);
        }

        return ("held", because ?? "Tact is not sure what this means. Nothing is sent on until somebody has said so.");
    }

    private static TouchInput Touch(Session session, Workspace workspace, MailboxRow mailbox, MailRow mail, Outcome outcome, string words)
    {
        var by = mailbox.OwnerId is { } owner ? session.Scalar<string>("select email from users where id = @owner", new { owner }) : null;
        var touch = new TouchInput
        {
            Contact = Number(mail.ContactId ?? 0), Channel = Names.Of(Channel.Email), Outcome = Names.Of(outcome), By = by, Note = Short(words.Length > 0 ? words : mail.Subject),
            Happened = Instant.Min(Instant.FromUnixTimeMilliseconds(mail.At), workspace.Now), Key = MailEntries.NewKey(session, mail),
        };
        return mail.ContactId is { } contact ? About(session, mail, touch, contact, ContactFile.Open(session, workspace, contact)) : touch;
    }

    private static TouchInput About(Session session, MailRow mail, TouchInput touch, long contact, ContactFile? file = null)
    {
        var rows = file?.FollowUpRows ?? session.Query<FollowUpRow>("select id as Id, state as State, started_at as StartedAt, owner_id as OwnerId, last_touch_at as LastTouchAt from follow_ups where contact_id = @contact order by id", new { contact });
        var chosen = Chosen(rows, mail);
        return chosen is null ? touch with { WithoutFollowUp = true } : touch with { FollowUp = chosen.Id };
    }

    private static FollowUpRow? Chosen(ContactFile file, MailRow mail) => Chosen(file.FollowUpRows, mail);

    /// <summary>The follow-up of the thread; else the open one that had begun by then, the one last touched first. Mail from before all of them is the person's.</summary>
    private static FollowUpRow? Chosen(IReadOnlyList<FollowUpRow> rows, MailRow mail)
    {
        if (rows.FirstOrDefault(row => row.Id == mail.FollowUpId) is { } ofThread)
            return ofThread;
        var begun = rows.Where(row => row.StartedAt <= mail.At).ToList();
        return begun.Where(row => row.State is not ("answered" or "stopped")).OrderByDescending(row => row.LastTouchAt ?? row.StartedAt).FirstOrDefault() ?? begun.LastOrDefault();
    }

    /// <summary>Records the touch; null when it is done, otherwise why not.</summary>
    private static string? Log(Session session, Workspace workspace, MailRow mail, TouchInput touch)
    {
        switch (LogTouch.In(session, workspace, Actor.CommandLine, touch))
        {
            case Result<LoggedTouch>.Ok { Value: var logged }:
                (mail.EntryId, mail.FollowUpId) = (mail.EntryId ?? logged.Touch.Id, logged.Touch.FollowUp ?? mail.FollowUpId);
                return null;
            case Result<LoggedTouch>.Invalid invalid:
                return $"This could not be recorded by itself: {string.Join(" ", invalid.Problems.Select(problem => problem.Text))}";
            case Result<LoggedTouch>.Refused refused:
                return $"This could not be recorded by itself: {refused.Why}";
            case Result<LoggedTouch>.NotFound missing:
                return $"This could not be recorded by itself: {missing.What}";
            default:
                throw new InvalidOperationException();
        }
    }

    private static void Save(Session session, MailRow mail) => session.Execute(
        "update mails set kind = @Kind, entry_id = @EntryId, follow_up_id = @FollowUpId, state = @State, did = @Did where id = @Id",
        new { mail.Id, mail.Kind, mail.EntryId, mail.FollowUpId, mail.State, mail.Did });

    // an interested answer is answered by a person before anything is closed
    private static Outcome OutcomeOf(MailKind kind) => kind switch
    {
        MailKind.NotNow => Outcome.NotNow,
        MailKind.NotInterested => Outcome.NotInterested,
        MailKind.WrongPerson => Outcome.WrongPerson,
        MailKind.LeftCompany => Outcome.LeftCompany,
        MailKind.OptOut or MailKind.Complaint => Outcome.OptOut,
        MailKind.OutOfOffice => Outcome.OutOfOffice,
        _ => Outcome.Replied,
    };

    /// <summary>What was done, as the follow-up stands now: nothing is said that is not so.</summary>
    private static string Did(Session session, Workspace workspace, MailRow mail, MailKind kind, TouchInput touch)
    {
        if (kind == MailKind.OptOut)
            return "Nobody on the team contacts them any more, on any channel. Correct it if they meant less.";
        if (kind == MailKind.Complaint)
            return "They reported our mail as unwanted: no e-mail goes to them any more.";
        var now = touch.FollowUp is { } followUp ? session.One<(string State, long Kind, string? DueOn)?>("select state, kind, due_on from follow_ups where id = @followUp", new { followUp }) : null;
        var due = now?.DueOn is { } on ? IsoDate.Read(on) : (LocalDate?)null;
        var first = now?.Kind == (long)TodayKind.Answered;
        return kind switch
        {
            _ when now is null => "It is on their timeline; no follow-up had begun when it came.",
            MailKind.Reply => first ? "They answered: the cadence has stopped, and your answer is first on Today." : "They answered; it is on their timeline.",
            MailKind.Interested => first ? "They seem interested: the cadence has stopped, and your answer is first on Today." : "They seem interested; it is on their timeline.",
            MailKind.Meeting => first ? "About a meeting: your answer is first on Today." : "About a meeting; it is on their timeline.",
            MailKind.Referral => "They name somebody else: thank them, and add that person.",
            MailKind.NotNow when due is { } day && now.Value.State is not ("answered" or "stopped") => touch.Until is null ? $"Not now, and no date was named: Tact asks again on {Day(day)}." : $"Not now: they come back on Today on {Day(day)}.",
            MailKind.NotNow => "Not now; it is on their timeline.",
            MailKind.NotInterested => "A no to this matter: it is closed with their reason.",
            MailKind.WrongPerson => "Somebody else is the right person: this follow-up is closed.",
            MailKind.LeftCompany => "They have left the company: start afresh with the successor.",
            MailKind.OutOfOffice when touch.Until is null => "They are away and do not say until when; the plan stays as it is.",
            MailKind.OutOfOffice when touch.Until <= workspace.Now.InZone(workspace.Zone).Date => $"They were away and are back since {Day(touch.Until.Value)}; the plan stays as it is.",
            MailKind.OutOfOffice when due >= touch.Until => $"They are away: the next step waits until they are back on {Day(touch.Until.Value)}.",
            MailKind.OutOfOffice => $"They are away until they are back on {Day(touch.Until!.Value)}; the plan stays as it is.",
            _ => "",
        };
    }

    private static string Day(LocalDate day) => Written.Format(day);

    private static LocalDate? Later(LocalDate? date, LocalDate than) => date is { } day && day >= than ? day : null;

    private static string? First(MailMeaning meaning) => meaning.Evidence.Count > 0 ? Cut(meaning.Evidence[0], Lengths.Line) : null;

    private static string Short(string text) => Cut(text, LongestNote);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
