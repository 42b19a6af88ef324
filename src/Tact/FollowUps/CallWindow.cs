using System.Globalization;
using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Law;

namespace Tact.FollowUps;

/// <summary>
/// The hours and days in which somebody may be called, as kept beside a stored decision: zone|from|until|weekdays|calendar. Where the law
/// or a short day leaves other hours than one stretch on each weekday, or the law counts in a second zone, |hours by weekday|second zone follow.
/// </summary>
/// <param name="Zone">Their zone.</param>
/// <param name="From">First hour.</param>
/// <param name="Until">Hour at which it ends.</param>
/// <param name="Weekdays">Weekdays, bit 0 is Monday.</param>
/// <param name="Calendar">Their holidays.</param>
public sealed record CallWindow(DateTimeZone Zone, int From, int Until, int Weekdays, WorkCalendar Calendar)
{
    private const int DaysAhead = 31;
    private const int DaysOfAWeek = 7;
    private const int AllHours = (1 << 24) - 1;

    /// <summary>Open hours by weekday, bit 8 is from eight to nine; null when From and Until say all.</summary>
    private int[]? Lawful { get; init; }

    /// <summary>The second zone in which the law counts; null for none.</summary>
    private DateTimeZone? Second { get; init; }

    /// <summary>The window of somebody's hours and days, as far as the law allows it.</summary>
    /// <param name="zone">Their zone.</param>
    /// <param name="from">First hour.</param>
    /// <param name="until">Hour at which it ends.</param>
    /// <param name="weekdays">Weekdays, bit 0 is Monday.</param>
    /// <param name="calendar">Their holidays.</param>
    /// <param name="law">The laws on calls that hold; null for none.</param>
    /// <param name="shortDays">Weekdays that end at noon.</param>
    public static CallWindow Of(DateTimeZone zone, int from, int until, int weekdays, WorkCalendar calendar, LawfulCalls? law, int shortDays)
    {
        var window = new CallWindow(zone, from, until, weekdays, calendar);
        if (law is null && (weekdays & shortDays) == 0)
            return window;
        var narrow = law?.Narrow(from, until) ?? (from, until);
        var (wide, one) = (Hours(from, until), Hours(narrow.From, narrow.Until));
        var simple = law?.SecondZone is null && Enumerable.Range(0, DaysOfAWeek).All(day => (weekdays & (1 << day)) == 0 || (Open(day) & wide) == one);
        return simple ? window with { From = narrow.From, Until = narrow.Until } : window with { Lawful = [.. Enumerable.Range(0, DaysOfAWeek).Select(Open)], Second = law?.SecondZone };

        int Open(int day) => (law?.HoursOn(day) ?? AllHours) & ((shortDays & (1 << day)) == 0 || from >= Noon ? AllHours : Hours(0, Noon));
    }

    private const int Noon = 12;

    /// <summary>Reads a kept window; null when none is kept.</summary>
    public static CallWindow? Read(string text)
    {
        var parts = text.Split('|');
        return parts.Length < 4 || DateTimeZoneProviders.Tzdb.GetZoneOrNull(parts[0]) is not { } zone
            ? null
            : new CallWindow(zone, Number(parts[1]), Number(parts[2]), Number(parts[3]), parts.Length < 5 || parts[4].Length == 0 ? WorkCalendar.Plain : WorkCalendars.Named(parts[4]))
            {
                Lawful = parts.Length < 6 ? null : [.. parts[5].Split(',').Select(hours => int.Parse(hours, NumberStyles.HexNumber, CultureInfo.InvariantCulture))],
                Second = parts.Length < 7 ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(parts[6]),
            };
    }

    /// <summary>As it is kept.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Zone.Id}|{From}|{Until}|{Weekdays}|{Calendar.Name}")
        + (Lawful is null ? "" : "|" + string.Join(',', Lawful.Select(hours => hours.ToString("x", CultureInfo.InvariantCulture)))) + (Second is null ? "" : "|" + Second.Id);

    /// <summary>Whether they may be called at an instant.</summary>
    public bool IsOpen(Instant now)
    {
        var local = now.InZone(Zone);
        return local.Hour >= From && local.Hour < Until && IsOpenDay(WorkingDays.NumberAt(now, Zone)) && IsLawful(now, Zone) && (Second is null || IsLawful(now, Second));
    }

    /// <summary>The next time at which the window opens; null when it does not within a month.</summary>
    public Instant? NextOpening(Instant now)
    {
        var day = WorkingDays.NumberAt(now, Zone);
        for (var i = 0; i < DaysAhead; i++, day++)
        {
            if (!IsOpenDay(day))
                continue;
            for (var hour = From; hour < Until; hour++)
            {
                var opens = WorkingDays.Start(day, hour, Zone);
                if (opens > now && IsOpen(opens))
                    return opens;
                if (Lawful is null)
                    break;
            }
        }

        return null;
    }

    private bool IsLawful(Instant now, DateTimeZone zone) => Lawful is null || (Lawful[WorkingDays.Weekday(WorkingDays.NumberAt(now, zone))] & (1 << now.InZone(zone).Hour)) != 0;

    private bool IsOpenDay(int day) => (Weekdays & (1 << WorkingDays.Weekday(day))) != 0 && !Calendar.IsHoliday(day);

    private static int Hours(int from, int until) => ((1 << until) - 1) & ~((1 << from) - 1);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
