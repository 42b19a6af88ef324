using NodaTime;
using NodaTime.Text;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>
/// What goes with an approach belongs to its day. When that is over in the owner's zone, an entry says so, and the next step is
/// decided: decisions themselves never depend on now.
/// </summary>
public sealed class EndOfDay(Workspace workspace, ILogger<EndOfDay> log) : BackgroundService
{
    private const int PerWrite = 50;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>Closes the days that are over; returns how many follow-ups go on.</summary>
    public static int Close(Workspace workspace)
    {
        var closed = 0;
        for (var (day, after) = ("", 0L); ;)
        {
            var some = workspace.Data.Read(session => Some(session, workspace, day, after));
            var over = some.Where(row => IsOver(workspace, row.SameDayOn!, row.OwnerZone)).Select(row => row.ContactId).Distinct().Order().ToList();
            if (over.Count > 0)
                closed += workspace.Data.Write(session => over.Sum(contact => Close(session, workspace, contact)));
            if (some.Count < PerWrite)
                return closed;
            (day, after) = (some[^1].SameDayOn!, some[^1].Id);
        }
    }

    private static int Close(Session session, Workspace workspace, long contact)
    {
        var file = ContactFile.Open(session, workspace, contact)!;
        var over = file.FollowUpRows.Where(row => row.SameDayOn is { } day && IsOver(workspace, day, row.OwnerZone)).ToList();
        var now = workspace.Now.ToUnixTimeMilliseconds();
        foreach (var row in over)
            file.Append(new TimelineRow { FollowUpId = row.Id, Kind = "day-over", At = now, RecordedAt = now });
        file.SaveDecisions();
        return over.Count;
    }

    /// <summary>The next few whose day is over, or will be in zones that are behind; in the order of their index, else all follow-ups are looked through.</summary>
    private static List<FollowUpRow> Some(Session session, Workspace workspace, string day, long after) => session.Query<FollowUpRow>(
            $"""
            select {FollowUpRow.Columns}
            from follow_ups f
            join users u on u.id = f.owner_id
            where f.same_day_on is not null
              and f.same_day_on < @end
              and (f.same_day_on, f.id) > (@day, @after)
            order by f.same_day_on, f.id
            limit {PerWrite}
            """,
            new { end = LocalDatePattern.Iso.Format(workspace.Now.InUtc().Date.PlusDays(1)), day, after });

    private static bool IsOver(Workspace workspace, string day, string? zone) =>
        string.CompareOrdinal(day, LocalDatePattern.Iso.Format(workspace.Now.InZone(workspace.ZoneOf(zone)).Date)) < 0;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => Close(workspace), stoppingToken);
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                log.LogError(wrong, "Days that are over could not be closed; it is tried again in a minute.");
            }

            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
