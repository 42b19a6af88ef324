using NodaTime;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.Messages;
using Tact.Core.Outbox;
using Tact.Core.Timeline;
using Tact.Etiquette;
using Tact.FollowUps;
using Tact.Mail.Mailboxes;
using Tact.Messages;
using Tact.Storage;
using Tact.Templates;

namespace Tact.Mail.Outbox;

/// <summary>What stands in the way of a message: fields that cannot be filled, an address that is not theirs, and the etiquette.</summary>
/// <param name="Problems">What the writer has to mend.</param>
/// <param name="Verdict">The etiquette's answer at the moment it would leave.</param>
/// <param name="Next">The next moment in the receiver's working day at which it would be allowed; null when never.</param>
/// <param name="Words">What the message check finds in its words (METHOD F1–F4, B5–B9).</param>
public sealed record Checked(IReadOnlyList<Problem> Problems, VerdictShown Verdict, Instant? Next, TextChecked Words);

/// <summary>Looks at a message before it is released, and once more just before it leaves.</summary>
public static class CheckMessage
{
    private const int MorningHour = 9;
    private const int EveningHour = 17;
    private const int MostMoves = 40;

    /// <summary>Everything that stands in the way of a draft, were it to leave at an instant.</summary>
    public static Checked Draft(Session session, Workspace workspace, OutgoingRow row, Instant at)
    {
        var file = ContactFile.Open(session, workspace, row.ContactId)!;
        var c = CaseOf(file, row, at);
        var shown = AskVerdict.Show(file, file.FollowUpRows.Find(f => f.Id == row.FollowUpId), c, Channel.Email, at);
        return new Checked(Problems(session, workspace, row, file), shown, NextMoment(file, c, workspace.Now), Words(session, workspace, row));
    }

    /// <summary>What the message check finds in its words, filled in as they would leave, held against what is known of its receiver.</summary>
    public static TextChecked Words(Session session, Workspace workspace, OutgoingRow row)
    {
        var mailbox = Mailboxes.Mailboxes.Of(session, row.MailboxId);
        var (subject, body) = MessageText.Filled(session, workspace, row, mailbox);
        var writer = session.Scalar<string>("select name from users where id = @WrittenBy", new { row.WrittenBy });
        var draft = new Draft
        {
            Kind = MessageKind.Email, Subject = subject.Text, Text = body.Text, Thread = row.AnswersMailId is null ? InThread.New : InThread.Reply, Attachments = [.. AttachFile.Of(session, row.Id).Select(file => file.Name)], Brings = row.Offer,
            OwnNames = [.. new[] { writer, mailbox?.Name }.OfType<string>().Where(name => name.Length > 0)], Day = workspace.Now.InZone(workspace.Zone).Date,
            WayOut = row.AnswersMailId is not null || WayOut.IsDue(session, row) ? WayOutState.CaredFor : WayOutState.Due,
        };
        return CheckText.Shown(CheckText.For(session, workspace, row.ContactId, draft), draft);
    }

    /// <summary>The fields to mend.</summary>
    private static List<Problem> Problems(Session session, Workspace workspace, OutgoingRow row, ContactFile file)
    {
        var problems = new List<Problem>();
        var mailbox = Mailboxes.Mailboxes.Of(session, row.MailboxId);
        if (mailbox is null)
            problems.Add(new Problem("mailbox", "This mailbox is not connected any more. Choose another."));
        if (row.SendTo.Length == 0)
            problems.Add(new Problem("to", $"{file.Contact.Name} has no e-mail address that works. Add one first."));
        else if (!IsTheirs(session, row, file))
            problems.Add(new Problem("to", $"{row.SendTo} is not an address of {file.Contact.Name}, or mail to it comes back. Choose one of theirs."));
        var (subject, body) = MessageText.Filled(session, workspace, row, mailbox);
        if (subject.Text.Trim().Length == 0)
            problems.Add(new Problem("subject", "Give it a subject."));
        if (body.Text.Trim().Length == 0)
            problems.Add(new Problem("body", "There is no text yet."));
        problems.AddRange(Fields("subject", subject, file));
        problems.AddRange(Fields("body", body, file));
        if (row.With is { Next: not null, On: null })
            problems.Add(new Problem("on", "Say on which day the next step is."));
        if (row.With is { Promise: not null, PromisedFor: null })
            problems.Add(new Problem("promised", "Say for which day it is promised."));
        return problems;
    }

    private static IEnumerable<Problem> Fields(string field, Merged text, ContactFile file)
    {
        foreach (var name in text.Missing)
            yield return new Problem(field, MergeFields.OfTheMessage.TryGetValue(name, out var what) ? $"{{{{{name}}}}} is empty. {what}" : $"{{{{{name}}}}} is not known of {file.Contact.Name}. Add it to the person, or write around it.");
        foreach (var name in text.Unknown)
            yield return new Problem(field, name == "{{" ? "There is a {{ without a field after it." : $"{{{{{name}}}}} is no field. Choose one of: {string.Join(", ", MergeFields.All.Select(known => known.Name))}.");
        foreach (var wrong in text.Broken)
            yield return new Problem(field, wrong);
    }

    /// <summary>Why a released message must not leave; null when it may. To be asked in the transaction that lets it leave.</summary>
    public static StopBecause? WhyNot(Session session, Workspace workspace, OutgoingRow row)
    {
        var file = ContactFile.Open(session, workspace, row.ContactId);
        if (file is null)
            return new StopBecause("B1", "The person is not on record any more.");
        var now = workspace.Now;
        var c = CaseOf(file, row, now);
        var verdict = Judge.Of(c, Channel.Email, now);
        var followUp = file.FollowUpRows.Find(f => f.Id == row.FollowUpId);
        return StillRight.WhyNot(
            new BeforeItLeaves
            {
                ContactIsThere = session.Scalar<long?>("select id from contacts where id = @ContactId and erased_at is null", new { row.ContactId }) is not null,
                MailboxIsThere = Mailboxes.Mailboxes.Of(session, row.MailboxId) is { SmtpHost: not null },
                AddressIsTheirs = IsTheirs(session, row, file), HeldMail = IsHeld(session, row), Writer = row.WrittenBy,
                StateThen = row.SeenState is { } then ? Names.Read<FollowUpState>(then) : null, StateNow = followUp is null ? null : Names.Read<FollowUpState>(followUp.State),
                Since = [.. file.Entries.Where(entry => entry.Id > (row.SeenEntry ?? long.MaxValue))], Verdict = verdict, Overruled = row.With.Override is not null,
            },
            user => session.Scalar<string>("select name from users where id = @user", new { user }) ?? "A colleague",
            () => Reasons.Of(c, verdict, Channel.Email, now));
    }

    /// <summary>Whether mail from them waits for a person, other than the one that is answered.</summary>
    public static bool IsHeld(Session session, OutgoingRow row) =>
        session.Scalar<long?>("select id from mails where contact_id = @ContactId and state = 'held' and id <> @answered limit 1", new { row.ContactId, answered = row.AnswersMailId ?? 0 }) is not null;

    /// <summary>Whether the address is one of the contact's, and alive.</summary>
    private static bool IsTheirs(Session session, OutgoingRow row, ContactFile file) =>
        session.Scalar<long?>("select 1 from addresses where contact_id = @ContactId and kind = 'email' and address_key = @key and dead_at is null", new { row.ContactId, key = Contacts.Addresses.EmailKey(row.SendTo) }) is not null
        && !(file.Person.EmailDead && Contacts.Addresses.EmailKey(row.SendTo) == Contacts.Addresses.EmailKey(file.Contact.Email ?? ""));

    private static Case CaseOf(ContactFile file, OutgoingRow row, Instant at) =>
        file.FollowUpRows.Find(f => f.Id == row.FollowUpId) is { } followUp ? file.CaseOf(followUp, from: at) : file.CaseOfPerson(from: at);

    /// <summary>The first moment from an instant on that the etiquette allows and that lies in the working day of the receiver.</summary>
    private static Instant? NextMoment(ContactFile file, Case c, Instant from)
    {
        var at = from;
        for (var move = 0; move < MostMoves; move++)
        {
            if (Judge.FirstAllowed(c, Channel.Email, at) is not { } allowed)
                return null;
            var there = allowed.InZone(file.Zone);
            var day = WorkingDays.Number(there.Date);
            var early = there.Hour < MorningHour;
            if (file.Place.Calendar.IsWorkingDay(day) && !early && there.Hour < EveningHour)
                return allowed;
            var morning = file.Place.Calendar.IsWorkingDay(day) && early ? there.Date : there.Date.PlusDays(1);
            at = file.Zone.AtLeniently(morning.At(new LocalTime(MorningHour, 0))).ToInstant();
        }

        return null;
    }
}
