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
    private readonly Case[] everything = new Case[Many];
    private readonly Planned[] backlog = new Planned[Backlog];
    private readonly Channel[] channels = new Channel[Many];
    private readonly Instant[] moments = new Instant[Many];
    private readonly List<Entry>[] timelines = new List<Entry>[Many];
    private readonly DateTimeZone[] zones = new DateTimeZone[Many];
    private readonly Person[] people = new Person[Many];
    private readonly Surroundings[] around = new Surroundings[Many];

    /// <summary>Lays out the people.</summary>
    [GlobalSetup]
    public void LayOut()
    {
        var chance = new Random(1);
        for (var i = 0; i < Many; i++)
        {
            zones[i] = People.Zones[chance.Next(People.Zones.Length)];
            timelines[i] = People.Timeline(chance, chance.Next(1, 20));
            around[i] = People.Around(chance, zones[i]);
            people[i] = Fold.Of(timelines[i], zones[i], Policies.Shipped);
            var followUp = people[i].FollowUps[1];
            cases[i] = Case.Of(people[i], followUp, around[i], Policies.Shipped.Preset(followUp.PresetName));
            channels[i] = chance.Next(3) == 0 ? Channel.Email : Channel.Call;
            moments[i] = People.Now + Duration.FromMinutes(chance.Next(10 * 1440));
        }

        for (var i = 0; i < Many; i++)
        {
            var (zone, calendar, law) = People.Everywhere[chance.Next(People.Everywhere.Length)];
            List<Entry> timeline = [.. timelines[i], People.Wish(chance, timelines[i][0].At)];
            var person = Fold.Of(timeline, zone, Policies.Shipped, calendar);
            everything[i] = Case.Of(person, person.FollowUps[1], People.Around(chance, zone) with { Calendar = calendar, Law = law }, Policies.Shipped.Preset(person.FollowUps[1].PresetName));
        }

        var today = WorkingDays.NumberAt(People.Now, People.Zones[0]);
        for (var i = 0; i < Backlog; i++)
        {
            var kind = (TodayKind)(6 + chance.Next(3));
            backlog[i] = new Planned(kind, today - chance.Next(20), i, WorkCalendar.Plain.Week, chance.Next(2) == 0 ? 1 + chance.Next(300) : 0, 4) { Holidays = People.Everywhere[i % People.Everywhere.Length].Calendar };
        }
    }

    /// <summary>One verdict: allow, hold until, or refuse, with all rules that spoke.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int Verdict()
    {
        var allowed = 0;
        for (var i = 0; i < Many; i++)
            allowed += (int)Judge.Of(cases[i], channels[i], moments[i]).Kind;
        return allowed;
    }

    /// <summary>One verdict with holidays, laws on calls and what they asked for.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int FullVerdict()
    {
        var allowed = 0;
        for (var i = 0; i < Many; i++)
            allowed += (int)Judge.Of(everything[i], channels[i], moments[i]).Kind;
        return allowed;
    }

    /// <summary>A backlog of 2,000 spread over days of 30, half of it cold with a cap for the company.</summary>
    [Benchmark]
    public int PlanBacklog() => Spread.Over(backlog, WorkingDays.NumberAt(People.Now, People.Zones[0]), 30, 30, DaysOff.Weekends, [])[0];

    /// <summary>One fold of a timeline of ten touches on average.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int FoldTimeline()
    {
        var approaches = 0;
        for (var i = 0; i < Many; i++)
            approaches += Fold.Of(timelines[i], zones[i], Policies.Shipped).ApproachDays.Count;
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
