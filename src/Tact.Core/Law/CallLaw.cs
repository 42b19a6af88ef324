using NodaTime;

namespace Tact.Core.Law;

/// <summary>A limit on the number of calls to one person.</summary>
/// <param name="Calls">So many at most; every dial counts, silent rings and texts too.</param>
/// <param name="Hours">In so many hours.</param>
public sealed record MostCalls(int Calls, int Hours);

/// <summary>A law on unasked calls and texts, as data; each file names its sources. Not legal advice: confirm with counsel.</summary>
public sealed record CallLaw
{
    /// <summary>Such as us-fl; verdicts name it as law:us-fl.</summary>
    public required string Id { get; init; }

    /// <summary>The law in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 3166 code of the country it holds in.</summary>
    public required string Country { get; init; }

    /// <summary>The state it holds in; null for the whole country.</summary>
    public string? Region { get; init; }

    /// <summary>Whom it protects.</summary>
    public required Protected Who { get; init; }

    /// <summary>Hours from and until which calls are lawful, in the called person's zone.</summary>
    public required int[][] Hours { get; init; }

    /// <summary>Weekdays on which calls are lawful.</summary>
    public required IsoDayOfWeek[] Days { get; init; }

    /// <summary>Whether calls are lawful on public holidays.</summary>
    public required bool OnHolidays { get; init; }

    /// <summary>Limits on the number of calls.</summary>
    public MostCalls[] Most { get; init; } = [];

    /// <summary>The day, yyyy-MM-dd, from which an unasked call needs prior consent unless a contract runs; null when it needs none.</summary>
    public string? ConsentFrom { get; init; }

    /// <summary>Days to leave them alone after a no; null when the law names none.</summary>
    public int? RestAfterNoDays { get; init; }

    /// <summary>Where it is written.</summary>
    public required string[] Sources { get; init; }

    /// <summary>What to be careful about.</summary>
    public required string Note { get; init; }

    /// <summary>Bits of the lawful hours of a day: bit 8 is from eight to nine.</summary>
    internal int HoursOn(IsoDayOfWeek weekday, bool holiday) =>
        !Days.Contains(weekday) || (holiday && !OnHolidays) ? 0 : Hours.Sum(span => Enumerable.Range(span[0], span[1] - span[0]).Sum(hour => 1 << hour));
}

/// <summary>Whom a law protects.</summary>
public enum Protected
{
    /// <summary>Whoever is called.</summary>
    Everyone,

    /// <summary>People who are not called about the business of their company: those without one on record.</summary>
    Consumers,
}
