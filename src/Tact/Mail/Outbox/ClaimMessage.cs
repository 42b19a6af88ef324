using NodaTime;
using Tact.Core.Outbox;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>A message that a process has taken to send, with everything it needs.</summary>
public sealed record ClaimedMessage(OutgoingRow Row, MailboxRow Mailbox, MessageOut Message, IReadOnlyList<(string Name, string Type, byte[] Content)> Files);

/// <summary>
/// Takes the next message that is due, checks it once more and marks it as being sent, in one transaction: SMTP is spoken to only after that is on disk.
/// Each mailbox sends one message at a time. On PostgreSQL several servers take turns.
/// </summary>
public static class ClaimMessage
{
    private const int LookedThrough = 100;

    /// <summary>The next one; null when nothing is due. What must not leave any more is stopped on the way.</summary>
    /// <param name="me">The process that sends it.</param>
    /// <param name="realNow">Real time, for telling whether that process still lives, Unix milliseconds.</param>
    /// <param name="only">Only this message.</param>
    public static ClaimedMessage? Next(Workspace workspace, string me, long realNow, long? only = null)
    {
        var now = workspace.Now.ToUnixTimeMilliseconds();
        if (workspace.Data.Read(session => session.Scalar<long?>("select id from outgoing where state = 'released' and send_at <= @now and coalesce(next_try_at, 0) <= @now limit 1", new { now })) is null)
            return null;
        return workspace.Data.Write(session => In(session, workspace, me, realNow, only));
    }

    private static ClaimedMessage? In(Session session, Workspace workspace, string me, long realNow, long? only)
    {
        var now = workspace.Now;
        var turns = session.Dialect == Dialect.Postgres ? " for update of o skip locked" : "";
        var due = session.Query<OutgoingRow>(
            $"""
            select {OutgoingRow.Columns}
            from outgoing o
            where o.state = 'released'
              and o.send_at <= @now
              and coalesce(o.next_try_at, 0) <= @now
              {(only is null ? "" : "and o.id = @only")}
            order by o.send_at, o.id
            limit {LookedThrough}{turns}
            """,
            new { now = now.ToUnixTimeMilliseconds(), only });
        var full = new HashSet<long>();
        foreach (var row in due)
        {
            if (full.Contains(row.MailboxId))
                continue;
            // a lock on the mailbox: two servers must not both find room in it
            if (session.Dialect == Dialect.Postgres && session.Scalar<long?>("select id from mailboxes where id = @MailboxId for update skip locked", new { row.MailboxId }) is null)
            {
                full.Add(row.MailboxId);
                continue;
            }

            if (Mailboxes.Mailboxes.Of(session, row.MailboxId) is not { } mailbox)
            {
                Stop(session, row, new StopBecause("C2", "The mailbox it was to leave from is not connected any more."));
                continue;
            }

            if (Room(session, mailbox, now) is { } later)
            {
                full.Add(row.MailboxId);
                if (later > now)
                    session.Execute("update outgoing set next_try_at = @at where id = @Id", new { row.Id, at = later.ToUnixTimeMilliseconds() });
                continue;
            }

            if (CheckMessage.WhyNot(session, workspace, row) is { } why)
            {
                Stop(session, row, why);
                continue;
            }

            session.Execute("update outgoing set state = 'sending', claimed_by = @me, claimed_at = @realNow, data_at = null, tries = tries + 1, next_try_at = null where id = @Id", new { row.Id, me, realNow });
            row.Tries++;
            (row.State, row.ClaimedBy, row.ClaimedAt) = ("sending", me, realNow);
            return Whole(session, workspace, row, mailbox);
        }

        return null;
    }

    /// <summary>A message with its text written out and its files.</summary>
    public static ClaimedMessage Whole(Session session, Workspace workspace, OutgoingRow row, MailboxRow mailbox) => new(
        row, mailbox, MessageText.Of(session, workspace, row, mailbox, row.WayOut == 1),
        session.Query<(string Name, string Type, byte[] Content)>("select name, type, content from outgoing_files where outgoing_id = @Id order by id", new { row.Id }));

    /// <summary>The message may leave: checked for the last time, and on disk before its final dot goes. False when it must not.</summary>
    public static bool LetGo(Session session, Workspace workspace, OutgoingRow row)
    {
        if (session.One<OutgoingRow>($"select {OutgoingRow.Columns} from outgoing o where o.id = @Id and o.state = 'sending' and o.claimed_by = @ClaimedBy and o.data_at is null", new { row.Id, row.ClaimedBy }) is null)
            return false;
        if (CheckMessage.WhyNot(session, workspace, row) is { } why)
        {
            Stop(session, row, why);
            return false;
        }

        return session.Execute("update outgoing set data_at = @now where id = @Id and state = 'sending' and claimed_by = @ClaimedBy and data_at is null", new { row.Id, row.ClaimedBy, now = workspace.Now.ToUnixTimeMilliseconds() }) == 1;
    }

    private static void Stop(Session session, OutgoingRow row, StopBecause why) => session.Execute(
        "update outgoing set state = 'stopped', why = @why, claimed_by = null, claimed_at = null, next_try_at = null, version = version + 1 where id = @Id and state in ('released', 'sending')", new { row.Id, why = $"{why.Text} ({why.Rule})" });

    /// <summary>Null when the mailbox may send now; else from when on, which is now while it is sending another.</summary>
    private static Instant? Room(Session session, MailboxRow mailbox, Instant now)
    {
        if (session.Scalar<long?>("select id from outgoing where mailbox_id = @Id and state = 'sending' limit 1", new { mailbox.Id }) is not null)
            return now;
        var left = session.Query<long>(
            """
            select sent_at from outgoing where mailbox_id = @Id and sent_at > @since
            union all
            select data_at from outgoing where mailbox_id = @Id and state = 'in-doubt' and data_at > @since
            """,
            new { mailbox.Id, since = (now - Duration.FromDays(1)).ToUnixTimeMilliseconds() });
        var next = Pace.Next(new Limits((int)mailbox.HourLimit, (int)mailbox.DayLimit, Duration.FromSeconds(mailbox.SpacingSeconds)), left.Select(Instant.FromUnixTimeMilliseconds), now);
        return next > now ? next : null;
    }
}
