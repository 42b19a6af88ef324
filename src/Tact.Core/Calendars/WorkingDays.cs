using NodaTime;

namespace Tact.Core.Calendars;

/// <summary>
/// Days as whole numbers since 1970-01-01 (a Thursday), so that the rules compare and count without allocation.
/// Working days are Monday to Friday.
/// </summary>
public static class WorkingDays
{
    // a Monday before all days that are asked for
    private const int LongAgo = 7_000_003;
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>The number of a date.</summary>
    public static int Number(LocalDate date) => Period.DaysBetween(Epoch, date);

    /// <summary>The date of a number.</summary>
    public static LocalDate Date(int day) => Epoch.PlusDays(day);

    /// <summary>The day of an instant in a zone.</summary>
    public static int NumberAt(Instant instant, DateTimeZone zone)
    {
        var milliseconds = instant.ToUnixTimeMilliseconds() + zone.GetUtcOffset(instant).Milliseconds;
        return (int)Math.DivRem(milliseconds, NodaConstants.MillisecondsPerDay, out var rest) - (rest < 0 ? 1 : 0);
    }

    /// <summary>Monday is 0, Sunday is 6.</summary>
    public static int Weekday(int day) => (int)((uint)(day + LongAgo) % 7);

    /// <summary>Whether people usually work that day.</summary>
    public static bool IsWorkingDay(int day) => Weekday(day) < 5;

    /// <summary>The day itself when people work then, else the next such day.</summary>
    public static int OnOrAfter(int day)
    {
        var weekday = Weekday(day);
        return weekday < 5 ? day : day + 7 - weekday;
    }

    /// <summary>So many working days later; from a weekend, counting starts at the Friday before.</summary>
    public static int Plus(int day, int workingDays)
    {
        if (workingDays <= 0)
            return day;
        var weekday = Weekday(day);
        if (weekday > 4)
        {
            day -= weekday - 4;
            weekday = 4;
        }

        var weeks = Math.DivRem(workingDays, 5, out var rest);
        day += weeks * 7;
        if (weekday + rest > 4)
            rest += 2;
        return day + rest;
    }

    /// <summary>
    /// The instant a day begins at an hour in a zone: an hour that comes twice is the earlier one, a skipped hour moves to
    /// the next that exists. The same as NodaTime's AtLeniently, without its allocation on the path of every verdict.
    /// </summary>
    public static Instant Start(int day, int hour, DateTimeZone zone) => Instant.FromUnixTimeMilliseconds(ZoneClock.Of(zone).Start(day, hour));
}

/// <summary>A person's own days off: weekdays they never work and single dates.</summary>
public sealed class DaysOff
{
    private readonly int weekdays;
    private readonly HashSet<int> days;

    /// <summary>Weekday bits (bit 0 is Monday) and single dates.</summary>
    public DaysOff(int weekdays, IEnumerable<LocalDate> dates)
    {
        this.weekdays = weekdays;
        days = dates.Select(WorkingDays.Number).ToHashSet();
    }

    /// <summary>Saturday and Sunday only.</summary>
    public static DaysOff Weekends { get; } = new(0b1100000, []);

    /// <summary>Whether the day is off.</summary>
    public bool IsOff(int day) => (weekdays & (1 << WorkingDays.Weekday(day))) != 0 || days.Contains(day);
}
