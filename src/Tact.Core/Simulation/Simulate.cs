using Tact.Core.Timeline;

namespace Tact.Core.Simulation;

/// <summary>A count over the whole population, with the range that 95 of 100 such ranges over other seeds would hold the truth of the model in.</summary>
public sealed record Estimate(double Mean, double Low, double High);

/// <summary>The n-th touch to people who had said nothing yet.</summary>
/// <param name="N">Which touch, from 1.</param>
/// <param name="Reached">People it was made to.</param>
/// <param name="Answered">Of these, who said yes to it.</param>
/// <param name="Hazard">Their share.</param>
public sealed record TouchCurve(int N, long Reached, long Answered, double Hazard);

/// <summary>What came of one policy. Counts are people; touches are everything sent, rung and said.</summary>
public sealed record PolicyOutcome
{
    /// <summary>The written name.</summary>
    public required string Name { get; init; }

    /// <summary>Etiquette or habit.</summary>
    public required PolicyKind Kind { get; init; }

    /// <summary>People who said yes to going on.</summary>
    public required Estimate Answers { get; init; }

    /// <summary>Of these, who bought.</summary>
    public required Estimate Wins { get; init; }

    /// <summary>People who said no, and may have given leave to stay in touch.</summary>
    public required Estimate Noes { get; init; }

    /// <summary>People who asked never to be contacted again.</summary>
    public required Estimate OptOuts { get; init; }

    /// <summary>Touches made.</summary>
    public required Estimate Touches { get; init; }

    /// <summary>Touches for each win; null when a seed had no win.</summary>
    public required Estimate? TouchesPerWin { get; init; }

    /// <summary>People without an answer, rest, date or stop at the end.</summary>
    public required Estimate Limbo { get; init; }

    /// <summary>People who were annoyed beyond what they tolerate at least once.</summary>
    public required Estimate Annoyed { get; init; }

    /// <summary>Answers by number of the touch.</summary>
    public required IReadOnlyList<TouchCurve> ByTouch { get; init; }
}

/// <summary>A comparison of policies on the same invented people.</summary>
public sealed record SimulationReport
{
    /// <summary>How many people.</summary>
    public required int People { get; init; }

    /// <summary>For how many months each.</summary>
    public required int Months { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Batches the people are divided into, each with a seed of its own; the ranges come from them.</summary>
    public required int Seeds { get; init; }

    /// <summary>What came of each policy, in the order asked for.</summary>
    public required IReadOnlyList<PolicyOutcome> Policies { get; init; }

    /// <summary>How well the invented people fit what was measured of real ones.</summary>
    public required CalibrationReport Calibration { get; init; }

    /// <summary>Where the model cannot be trusted.</summary>
    public required IReadOnlyList<string> CannotBeTrusted { get; init; }
}

/// <summary>Runs so many parts that do not depend on each other, in any order and on as many threads as the caller likes.</summary>
public delegate void Spread(int parts, Action<int> part);

/// <summary>Simulates whole populations. The same seed gives the same result, however the work is spread.</summary>
public static class Simulate
{
    /// <summary>Batches, each with a seed of its own, that a population is divided into.</summary>
    public const int Batches = 10;

    /// <summary>The least number of people: one for each batch would say nothing.</summary>
    public const int FewestPeople = 100;

    /// <summary>The largest number of people.</summary>
    public const int MostPeople = 10_000_000;

    /// <summary>The longest time, in months.</summary>
    public const int MostMonths = 36;

    private const int FewestAtATime = 256;
    private const int MostPartsOfABatch = 40;
    private const int LongestCurve = 20;

    // Student's t for 95 % and Batches - 1 degrees of freedom
    private const double T = 2.262;

    /// <summary>Where the model cannot be trusted: to be shown with every result.</summary>
    public static IReadOnlyList<string> CannotBeTrusted { get; } =
    [
        "Calls are fitted to one consumer bank's campaign (Portugal, 2008–2010): observational, and selling to companies is different. The bank chose whom it called again.",
        "Mails follow only the shape of vendors' figures; their level is not known.",
        "Annoyance, its fading, opt-outs in reaction to it, and the worth of bringing something are our assumptions. No data were found that would fit them.",
        "Willingness, needs that open later, tiredness that fades and stalls are assumed. What a rest is worth follows from these and is not evidence for resting.",
        "Each person is alone: no company, no colleagues, no seller whose day is full. Caps per company and capacity have no part in it.",
        "The habits reach out every other working day, by call and mail in turns. Real sellers who stop early may wait longer. Like the etiquettes they respect a no, quiet, and the return of somebody who is away, which flatters them.",
        "Cadences are followed with their branches: what goes with a message the same day, another time after a gatekeeper, another way for a dead number or address. How often gatekeepers, dead numbers and bounced mails are met is assumed, and comes on top of the fitted calls.",
        "Everybody lives in one time zone and works from Monday to Friday: no public holidays, no hours or limits by law, no do-not-call lists, no leave of the sellers.",
        "The ranges show the chance within the model only, not how wrong the model may be. Compare policies; do not forecast.",
    ];

    /// <summary>One part after the other, on the caller's thread.</summary>
    public static void InTurn(int parts, Action<int> part)
    {
        for (var i = 0; i < parts; i++)
            part(i);
    }

    /// <summary>What comes of each policy for the same invented people.</summary>
    public static IReadOnlyList<PolicyOutcome> Compare(IReadOnlyList<Contender> contenders, int people, int months, int seed, Spread spread) =>
        [.. contenders.Select(contender => OutcomeOf(contender, Count(contender, people, months, seed, spread)))];

    /// <summary>The timeline of one invented person under a policy, as the product would have recorded it.</summary>
    public static IReadOnlyList<Entry> Timeline(Contender contender, int person, int months, int seed)
    {
        var told = new List<Entry>();
        Life.Live(contender, BatchOf(seed, person % Batches).Of(person / Batches), months, new Tally(), told);
        return told;
    }

    private static Tally[] Count(Contender contender, int people, int months, int seed, Spread spread)
    {
        var size = people / Batches;
        var partsOfABatch = Math.Clamp(size / FewestAtATime, 1, MostPartsOfABatch);
        var parts = new Tally[Batches * partsOfABatch];
        spread(parts.Length, i =>
        {
            var batch = i / partsOfABatch;
            var ofBatch = size + (batch < people % Batches ? 1 : 0);
            var part = i % partsOfABatch;
            var chance = BatchOf(seed, batch);
            var tally = parts[i] = new Tally();
            for (var person = (int)((long)ofBatch * part / partsOfABatch); person < (int)((long)ofBatch * (part + 1) / partsOfABatch); person++)
                Life.Live(contender, chance.Of(person), months, tally);
        });
        return [.. parts.Chunk(partsOfABatch).Select(Tally.Sum)];
    }

    /// <summary>One policy over two months, all batches together.</summary>
    internal static Tally TwoMonths(Contender contender, int people, int seed, Spread spread) => Tally.Sum(Count(contender, people, 2, seed, spread));

    private static Chance BatchOf(int seed, int batch) => new Chance((ulong)seed).Of(batch);

    private static PolicyOutcome OutcomeOf(Contender contender, Tally[] tallies)
    {
        var all = Tally.Sum(tallies);
        var curve = new List<TouchCurve>();
        for (var n = 1; n <= LongestCurve && all.ReachedBy[n] > 0; n++)
            curve.Add(new TouchCurve(n, all.ReachedBy[n], all.AnsweredBy[n], Rounded((double)all.AnsweredBy[n] / all.ReachedBy[n], 6)));
        return new PolicyOutcome
        {
            Name = contender.Name, Kind = contender.Kind, ByTouch = curve,
            Answers = Total(tally => tally.Answers), Wins = Total(tally => tally.Wins), Noes = Total(tally => tally.Noes), OptOuts = Total(tally => tally.OptOuts),
            Touches = Total(tally => tally.Touches), Limbo = Total(tally => tally.Limbo), Annoyed = Total(tally => tally.Annoyed),
            TouchesPerWin = tallies.Any(tally => tally.Wins == 0) ? null : EstimateOf([.. tallies.Select(tally => (double)tally.Touches / tally.Wins)], (double)all.Touches / all.Wins, 1, 1),
        };

        Estimate Total(Func<Tally, long> of) => EstimateOf([.. tallies.Select(tally => (double)of(tally))], tallies.Sum(of), Batches, 0);
    }

    /// <summary>The mean and its range; a total is so many times a batch.</summary>
    private static Estimate EstimateOf(double[] batches, double mean, int times, int digits)
    {
        var middle = batches.Average();
        var half = T * times * Math.Sqrt(batches.Sum(value => (value - middle) * (value - middle)) / (Batches - 1) / Batches);
        return new Estimate(Rounded(mean, digits), Rounded(Math.Max(0, mean - half), digits), Rounded(mean + half, digits));
    }

    private static double Rounded(double value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);
}
