using BenchmarkDotNet.Attributes;
using NodaTime;
using Tact.Core;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;

namespace Tact.Benchmarks;

/// <summary>Verdicts and decisions over 4,096 different people, each proposal at another moment.</summary>
[MemoryDiagnoser]
public class RulesBenchmark
{
    internal const int Many = 4096;
    private readonly Case[] cases = new Case[Many];
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
