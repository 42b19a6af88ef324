using System.Diagnostics;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Storage;
using Tact.Today;

namespace Tact.Load;

/// <summary>The days of each owner of a workspace planned in process, reading included.</summary>
internal static class PlanningDays
{
    /// <summary>Plans each owner's days so many times and prints the best and the middle.</summary>
    public static void Run(Func<Database> open, string? at, int times)
    {
        using var data = open();
        var clock = at is null ? BusinessClock.Running : new BusinessClock(InstantPattern.ExtendedIso.Parse(at).Value, TimeProvider.System);
        var workspace = new Workspace(data, clock, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        foreach (var owner in data.Read(session => session.Query<string>("select email from users order by id limit 3")))
        {
            var walls = new List<double>();
            var processor = new List<double>();
            DaysPlanned? planned = null;
            for (var i = 0; i < times; i++)
            {
                var (before, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
                planned = PlanDays.Run(workspace, Actor.CommandLine, owner) is Result<DaysPlanned>.Ok { Value: var found } ? found : throw new InvalidOperationException("It could not be planned.");
                walls.Add(wall.Elapsed.TotalMilliseconds);
                processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            }

            walls.Sort();
            processor.Sort();
            Console.WriteLine($"{owner}: {planned!.Days.Sum(day => day.Items):N0} contacts planned, {planned.Due:N0} of them due, over {planned.Days.Count} days: best {walls[0]:0.0} ms, middle {walls[times / 2]:0.0} ms; {processor[times / 2]:0.0} ms of processor time");
        }
    }
}
