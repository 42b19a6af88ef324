using System.Diagnostics;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Etiquette;
using Tact.Storage;

namespace Tact.Load;

/// <summary>A changed preset tried on a workspace: every follow-up with a date under the old one is decided again. Nothing is changed.</summary>
internal static class Trying
{
    /// <summary>Runs it a few times; the first warms up.</summary>
    public static void Run(Func<Database> open, string preset, string? at, int times)
    {
        using var data = open();
        var clock = at is null ? BusinessClock.Running : new BusinessClock(InstantPattern.ExtendedIso.Parse(at).Value, TimeProvider.System);
        var workspace = new Workspace(data, clock, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var text = PolicyFiles.Write(PolicyFiles.Presets[preset] with { Name = "our-slow", Gaps = [4] });
        for (var i = 0; i < times; i++)
        {
            var (processor, bytes, wall) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
            var tried = TryPreset.Run(workspace, Actor.CommandLine, text, preset) is Result<PresetTried>.Ok { Value: var found } ? found : throw new InvalidOperationException("It could not be tried.");
            var spent = Environment.CpuUsage.TotalTime - processor;
            Console.WriteLine($"{tried.FollowUps:N0} follow-ups, {tried.Moved:N0} would move ({tried.Earlier:N0} earlier, {tried.Later:N0} later, {tried.Contactable:N0} due, {tried.NoLonger:N0} no longer): {wall.Elapsed.TotalSeconds:0.0} s, {spent.TotalSeconds:0.0} s of processor time, "
                + $"{(GC.GetTotalAllocatedBytes() - bytes) / (double)Math.Max(1, tried.FollowUps):N0} bytes each, {Environment.WorkingSet / 1e6:0} MB");
        }
    }
}
