using BenchmarkDotNet.Attributes;
using NodaTime;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Planning;
using Tact.Core.Timeline;

namespace Tact.Benchmarks;

/// <summary>Verdicts and decisions over 4,096 different people, each proposal at another moment.</summary>
[MemoryDiagnoser]
public class RulesBenchmark
{
    internal const int Many = 4096;
    internal const int Backlog = 2_000;
    private readonly Case[] cases = new Case[Many];
    private readonly Planned[] backlog = new Planned[Backlog];
    private readonly Channel[] channels = new Channel[Many];
    private readonly Instant[] moments = new Instant[Many];
    private readonly List<Entry>[] timelines = new List<Entry>[Many];
    private readonly Home[] homes = new Home[Many];
    private readonly Person[] people = new Person[Many];
    private readonly Surroundings[] around = new Surroundings[Many];

    /// <summary>Lays out the people.</summary>
    [GlobalSetup]
    public void LayOut()
    {
        var chance = new Random(1);
        for (var i = 0; i < Many; i++)
        {
            var home = homes[i] = People.Homes[chance.Next(People.Homes.Length)];
            var touches = chance.Next(1, 20);
            timelines[i] = People.Timeline(chance, touches);
            timelines[i].AddRange(People.Said(chance, timelines[i][0].At, touches));
            around[i] = People.Around(chance, home);
            people[i] = Fold.Of(timelines[i], home.Zone, Policies.Shipped, home.Calendar);
            var followUp = people[i].FollowUps[1];
            cases[i] = Case.Of(people[i], followUp, around[i], Policies.Shipped.Preset(followUp.PresetName));
            channels[i] = chance.Next(8) switch { < 3 => Channel.Email, 3 => Channel.Message, _ => Channel.Call };
            moments[i] = People.Now + Duration.FromMinutes(chance.Next(10 * 1440));
        }

        var today = WorkingDays.NumberAt(People.Now, People.Homes[0].Zone);
        for (var i = 0; i < Backlog; i++)
        {
            var kind = (TodayKind)(6 + chance.Next(3));
            backlog[i] = new Planned(kind, today - chance.Next(20), i, WorkCalendar.Plain.Week, chance.Next(2) == 0 ? 1 + chance.Next(300) : 0, 4) { Holidays = People.Homes[i % People.Homes.Length].Calendar };
        }
    }

    /// <summary>One verdict with all rules on: allow, hold until, or refuse, with all rules that spoke.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int Verdict()
    {
        var kinds = 0;
        for (var i = 0; i < Many; i++)
            kinds += (int)Judge.Of(cases[i], channels[i], moments[i]).Kind;
        return kinds;
    }

    /// <summary>How many of the verdicts allow, hold and refuse.</summary>
    internal int[] Kinds() => [.. Enum.GetValues<VerdictKind>().Select(kind => Enumerable.Range(0, Many).Count(i => Judge.Of(cases[i], channels[i], moments[i]).Kind == kind))];

    /// <summary>All verdicts in one number, which must stay the same while they get quicker.</summary>
    internal int Print() => Enumerable.Range(0, Many).Aggregate(17, (print, i) =>
    {
        var verdict = Judge.Of(cases[i], channels[i], moments[i]);
        return unchecked((print * 31) + (int)verdict.Kind + ((int)verdict.Rules * 7) + (int)((verdict.Until?.ToUnixTimeMilliseconds() ?? 0) / 1000));
    });

    /// <summary>A backlog of 2,000 spread over days of 30, half of it cold with a cap for the company.</summary>
    [Benchmark]
    public int PlanBacklog() => Spread.Over(backlog, WorkingDays.NumberAt(People.Now, People.Homes[0].Zone), 30, 30, DaysOff.Weekends, [])[0];

    /// <summary>One fold of a timeline of ten touches on average.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int FoldTimeline()
    {
        var approaches = 0;
        for (var i = 0; i < Many; i++)
            approaches += Fold.Of(timelines[i], homes[i].Zone, Policies.Shipped, homes[i].Calendar).ApproachDays.Count;
        return approaches;
    }

    /// <summary>One decision on the next step, from the fold.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int NextStep()
    {
        var kinds = 0;
        for (var i = 0; i < Many; i++)
            kinds += (int)Decide.Next(people[i], people[i].FollowUps[1], around[i], Policies.Shipped).Kind;
        return kinds;
    }
}
