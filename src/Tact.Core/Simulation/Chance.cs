namespace Tact.Core.Simulation;

/// <summary>
/// Chance without a state: the same seed, person, touch and question always give the same number, in whatever order and on
/// whatever thread they are asked. So every policy meets the same people, who react alike to the same n-th touch.
/// </summary>
internal readonly record struct Chance(ulong Key)
{
    /// <summary>Chance of one of many: a batch of a seed, a person of a batch, a touch of a person.</summary>
    public Chance Of(int number) => new(Mix(Key ^ Mix((ulong)number + 0x9E3779B97F4A7C15)));

    /// <summary>A number from 0 up to 1 for a question.</summary>
    public double Draw(Question question) => (Mix(Key + ((ulong)question * 0xD1B54A32D192ED03)) >> 11) * (1.0 / (1UL << 53));

    // the finaliser of SplitMix64 (Steele, Lea, Flood 2014)
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>What chance is asked.</summary>
internal enum Question
{
    Willing = 1,
    OpenAtOnce,
    Opens,
    Keenness,
    Tolerance,
    AwayFirst,
    AwaySecond,
    Stalls,
    StallStart,
    StallReason,
    StartDay,
    Minute,
    OptsOut,
    AsksForQuiet,
    SaysNo,
    StayInTouch,
    Answers,
    Rings,
    HearsOfAbsence,
    HearsOfStall,
    IsReached,
    Talk,
    BuysAtOnce,
    NamesTheDay,
    DeadNumber,
    DeadMail,
    HasGatekeeper,
    Gatekeeper,
}
