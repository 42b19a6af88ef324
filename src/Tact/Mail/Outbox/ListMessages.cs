using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Etiquette;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>A message as contracts show it; times are ISO 8601.</summary>
/// <param name="State">draft, released, sending, sent, in-doubt, stopped, failed or dropped.</param>
/// <param name="Why">Why it was stopped, failed, is in doubt or was put off; null when nothing is to be said.</param>
/// <param name="Quotes">Whether the mail it answers goes along below it.</param>
/// <param name="WayOut">Whether it carries the way out.</param>
public sealed record MessageShown(
    long Id, string State, long Contact, string Name, long? FollowUp, string Mailbox, string To, string Subject, string Body, string? Offer, WithTouch With, long? Answers, bool Quotes, bool WayOut, string MessageId,
    string? SendAt, string? SentAt, string? Why, long Tries, IReadOnlyList<OutgoingFile> Files, string WrittenBy, long? Touch, long Version);

/// <summary>A message with what its receiver sees and what stands in its way.</summary>
public sealed record MessageWithPreview(MessageShown Message, MessageOut? Preview, IReadOnlyList<Problem> Problems, VerdictShown Verdict, string? NextAllowed, Messages.TextChecked Words);

/// <summary>Shows messages: drafts, those that wait, those with a question, those sent lately.</summary>
public static class ListMessages
{
    private const int Most = 200;
    private static readonly string[] States = ["draft", "released", "sending", "sent", "in-doubt", "stopped", "failed", "dropped"];

    /// <summary>The actor's messages, the newest first; a manager's are the team's with <paramref name="everyone"/>.</summary>
    public static Result<IReadOnlyList<MessageShown>> Run(Workspace workspace, Actor actor, string? state = null, bool everyone = false) => workspace.Data.Read(session =>
    {
        if (state is not null && !States.Contains(state))
            return Result<IReadOnlyList<MessageShown>>.Wrong("state", $"\"{state}\" is no state. Choose one of: {string.Join(", ", States)}.");
        return new Result<IReadOnlyList<MessageShown>>.Ok(Rows(session, actor, state is null ? States : [state], everyone).ConvertAll(row => Show(session, workspace, row)));
    });

    /// <summary>Rows in some states.</summary>
    public static List<OutgoingRow> Rows(Session session, Actor actor, IReadOnlyList<string> states, bool everyone = false)
    {
        var all = actor.UserId is null || (everyone && actor.SeesTeam);
        return session.Query<OutgoingRow>(
            $"""
            select {OutgoingRow.Columns}
            from outgoing o
            where o.state in @states
              {(all ? "" : "and o.written_by = @me")}
            order by o.id desc
            limit {Most}
            """,
            new { states, me = actor.UserId });
    }

    /// <summary>One message with its preview, its problems and the verdict now.</summary>
    public static Result<MessageWithPreview> One(Workspace workspace, Actor actor, long id) => workspace.Data.Read(session => OutgoingRow.Find(session, actor, id).Then<MessageWithPreview>(row =>
    {
        var check = CheckMessage.Draft(session, workspace, row, workspace.Now);
        var mailbox = Mailboxes.Mailboxes.Of(session, row.MailboxId);
        var preview = mailbox is null ? null : MessageText.Of(session, workspace, row, mailbox, row.State is "draft" or "stopped" or "failed" ? WayOut.IsDue(session, row) : row.WayOut == 1);
        return new MessageWithPreview(Show(session, workspace, row), preview, check.Problems, check.Verdict, check.Next is { } next ? InstantPattern.General.Format(next) : null, check.Words);
    }));

    /// <summary>One in contract form.</summary>
    public static MessageShown Show(Session session, Workspace workspace, OutgoingRow row)
    {
        var (name, writer, mailbox) = session.One<(string, string, string)>(
            "select (select name from contacts where id = @ContactId), (select email from users where id = @WrittenBy), (select address from mailboxes where id = @MailboxId)", new { row.ContactId, row.WrittenBy, row.MailboxId });
        return new MessageShown(
            row.Id, row.State, row.ContactId, name, row.FollowUpId, mailbox, row.SendTo, row.Subject, row.Body, row.Offer, row.With, row.AnswersMailId, row.Quotes == 1, row.WayOut == 1, row.MessageId,
            Iso(row.SendAt), Iso(row.SentAt), row.Why, row.Tries, AttachFile.Of(session, row.Id), writer, row.EntryId, row.Version);
    }

    private static string? Iso(long? at) => at is { } ms ? InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(ms)) : null;
}
