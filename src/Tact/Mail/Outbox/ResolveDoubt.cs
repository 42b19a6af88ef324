using Tact.Accounts;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>
/// Nobody knows whether a message arrived: its sending broke off after it had begun, and it is not in Sent. A person looks and says. It is never sent again by itself.
/// </summary>
public static class ResolveDoubt
{
    /// <summary>Takes the answer: "sent" (it arrived), "again" (it did not: send it once more), "drop" (leave it).</summary>
    public static Result<MessageShown> Run(Workspace workspace, Actor actor, long id, string answer) => workspace.Data.Write(session => OutgoingRow.Find(session, actor, id).Then<MessageShown>(row =>
    {
        if (row.State != "in-doubt")
            return new Result<MessageShown>.Refused("There is no doubt about this message.", "state", null);
        switch (answer.Trim().ToLowerInvariant())
        {
            case "sent":
                RecordSent.In(session, workspace, row, row.DataAt ?? workspace.Now.ToUnixTimeMilliseconds());
                break;
            case "again":
                session.Execute("update outgoing set state = 'draft', data_at = null, claimed_by = null, claimed_at = null, why = null, version = version + 1 where id = @id and state = 'in-doubt'", new { id });
                var again = ReleaseMessage.In(session, workspace, actor, OutgoingRow.Of(session, id)!, new Release());
                if (again is not Result<OutgoingRow>.Ok)
                {
                    // it stays a draft that says why, so that nothing is forgotten
                    var why = again switch { Result<OutgoingRow>.Refused refused => refused.Why, Result<OutgoingRow>.Invalid invalid => string.Join(" ", invalid.Problems.Select(problem => problem.Text)), _ => null };
                    session.Execute("update outgoing set state = 'stopped', why = @why where id = @id", new { id, why });
                }

                break;
            case "drop":
                session.Execute("update outgoing set state = 'dropped', why = 'Left, in doubt whether it arrived.', version = version + 1 where id = @id and state = 'in-doubt'", new { id });
                break;
            default:
                return Result<MessageShown>.Wrong("answer", "Say sent, again or drop.");
        }

        return ListMessages.Show(session, workspace, OutgoingRow.Of(session, id)!);
    }));
}
