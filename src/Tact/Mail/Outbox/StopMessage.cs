using Tact.Accounts;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>Stops a released message, or throws a draft away. What may have left cannot be stopped.</summary>
public static class StopMessage
{
    /// <summary>Stops a message that waits; it becomes a draft again.</summary>
    public static Result<MessageShown> Run(Workspace workspace, Actor actor, long id) => workspace.Data.Write(session => OutgoingRow.Find(session, actor, id).Then<MessageShown>(row =>
    {
        var stopped = session.Execute("update outgoing set state = 'draft', why = null, send_at = null, next_try_at = null, version = version + 1 where id = @id and state = 'released'", new { id });
        return stopped == 1 ? ListMessages.Show(session, workspace, OutgoingRow.Of(session, id)!)
            : row.State is "draft" or "stopped" or "failed" ? new Result<MessageShown>.Refused("It is not on its way.", "state", null)
            : new Result<MessageShown>.Refused("It is leaving, or has left: too late to stop it.", "state", null);
    }));

    /// <summary>Throws away what has not left: a draft, or one that was stopped or failed.</summary>
    public static Result<Discarded> Discard(Workspace workspace, Actor actor, long id) => workspace.Data.Write(session => OutgoingRow.Find(session, actor, id).Then<Discarded>(row =>
    {
        // what was tried stays on record; what never went anywhere does not
        if (row is { State: "draft" or "stopped", Tries: 0 })
        {
            session.Execute("delete from outgoing_files where outgoing_id = @id", new { id });
            session.Execute("delete from outgoing where id = @id", new { id });
        }
        else if (row.State is not ("draft" or "stopped" or "failed"))
        {
            return new Result<Discarded>.Refused("Only what has not left can be thrown away. Stop it first.", "state", null);
        }
        else
        {
            session.Execute("update outgoing set state = 'dropped', version = version + 1 where id = @id", new { id });
        }

        return new Discarded(id);
    }));
}

/// <summary>A message that was thrown away.</summary>
public sealed record Discarded(long Id);
