using Tact.Storage;

namespace Tact.FollowUps;

/// <summary>
/// Takes queued decisions again, a few people at a time, so that nobody's touch waits behind it. Several nodes share the
/// queue: each claims rows that no other holds.
/// </summary>
public sealed class Rechecks(Workspace workspace, ILogger<Rechecks> log) : BackgroundService
{
    private const int PeopleAtOnce = 8;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestAfterTrouble = TimeSpan.FromSeconds(15);

    /// <summary>Takes the next few decisions; returns how many follow-ups left the queue.</summary>
    public static int Next(Workspace workspace)
    {
        var waiting = workspace.Data.Read(session => session.Scalar<long?>("select follow_up_id from rechecks order by queued_at, follow_up_id limit 1"));
        return waiting is null ? 0 : workspace.Data.Write(session =>
        {
            var claim = session.Dialect == Dialect.Postgres ? " for update of r skip locked" : "";
            var claimed = session.Query<(long Id, long? ContactId)>(
                $"""
                select r.follow_up_id, (select f.contact_id from follow_ups f where f.id = r.follow_up_id)
                from rechecks r
                order by r.queued_at, r.follow_up_id
                limit {PeopleAtOnce}{claim}
                """);
            // in one order everywhere, so that two writers never wait for each other
            foreach (var contact in claimed.Select(c => c.ContactId).OfType<long>().Distinct().Order())
                ContactFile.Open(session, workspace, contact)?.SaveDecisions();
            session.Execute("delete from rechecks where follow_up_id in @ids", new { ids = claimed.ConvertAll(c => c.Id) });
            return claimed.Count;
        });
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Rest;
            try
            {
                if (await Task.Run(() => Next(workspace), stoppingToken) > 0)
                    pause = TimeSpan.FromMilliseconds(5);
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                log.LogError(wrong, "Queued decisions could not be taken; they stay queued and are tried again.");
                pause = RestAfterTrouble;
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
