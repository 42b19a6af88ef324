using System.Globalization;

namespace Tact.Benchmarks;

/// <summary>The same benchmarks in processor time instead of wall time, for machines that do other work too.</summary>
internal static class CpuTime
{
    public static void Run()
    {
        var rules = new RulesBenchmark();
        rules.LayOut();
        var kinds = rules.Kinds();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kinds[0]:N0} allowed, {kinds[1]:N0} held, {kinds[2]:N0} refused (print {rules.Print():x8})"));
        Measure("verdicts", rules.Verdict);
        Measure("folds", rules.FoldTimeline);
        Measure("next steps", rules.NextStep);
        Plan(rules);
    }

    private static void Plan(RulesBenchmark rules)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 60; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            rules.PlanBacklog();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a backlog of {RulesBenchmark.Backlog:N0} planned: {best:0.0} ms of processor time"));
    }

    private static void Measure(string what, Func<int> round)
    {
        for (var i = 0; i < 400; i++)
            round();
        var best = double.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            for (var n = 0; n < 100; n++)
                round();
            var each = (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / (100.0 * RulesBenchmark.Many);
            best = Math.Min(best, each);
            if (i == 9)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {best:0} ns of processor time each, {1e9 / best:N0} a second and core, {(GC.GetAllocatedBytesForCurrentThread() - bytes) / (100.0 * RulesBenchmark.Many):0} bytes each"));
        }
    }
}
