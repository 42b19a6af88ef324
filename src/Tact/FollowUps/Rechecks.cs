using Tact.Storage;

namespace Tact.FollowUps;

/// <summary>Takes queued decisions again, a few in each transaction; several processes may share the work.</summary>
public static class Rechecks
{
    private const int PerTransaction = 50;

    /// <summary>Works through one batch; returns how many were done, 0 when nothing waits.</summary>
    public static int RunOnce(Workspace workspace)
    {
        if (workspace.Data.Read(session => session.Scalar<long?>("select follow_up_id from rechecks limit 1")) is null)
            return 0;
        return workspace.Data.Write(session =>
        {
            var claim = session.Dialect == Dialect.Postgres ? "for update skip locked" : "";
            var ids = session.Query<long>($"select follow_up_id from rechecks order by queued_at, follow_up_id limit {PerTransaction} {claim}");
            foreach (var id in ids)
            {
                if (session.Scalar<long?>("select contact_id from follow_ups where id = @id", new { id }) is { } contact)
                    ContactFile.Open(session, workspace, contact)!.SaveDecisions();
                session.Execute("delete from rechecks where follow_up_id = @id", new { id });
            }

            return ids.Count;
        });
    }
}
