using System.Globalization;
using NodaTime;
using Tact.Core.Calendars;

namespace Tact.FollowUps;

/// <summary>The hours and days in which somebody may be called, as kept beside a stored decision: zone|from|until|weekdays|calendar.</summary>
/// <param name="Zone">Their zone.</param>
/// <param name="From">First hour.</param>
/// <param name="Until">Hour at which it ends.</param>
/// <param name="Weekdays">Weekdays, bit 0 is Monday.</param>
/// <param name="Calendar">Their holidays.</param>
public sealed record CallWindow(DateTimeZone Zone, int From, int Until, int Weekdays, WorkCalendar Calendar)
{
    private const int DaysAhead = 31;

    /// <summary>Reads a kept window; null when none is kept.</summary>
    public static CallWindow? Read(string text)
    {
        var parts = text.Split('|');
        return parts.Length < 4 || DateTimeZoneProviders.Tzdb.GetZoneOrNull(parts[0]) is not { } zone
            ? null
            : new CallWindow(zone, Number(parts[1]), Number(parts[2]), Number(parts[3]), parts.Length < 5 || parts[4].Length == 0 ? WorkCalendar.Plain : WorkCalendars.Named(parts[4]));
    }

    /// <summary>As it is kept.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Zone.Id}|{From}|{Until}|{Weekdays}|{Calendar.Name}");

    /// <summary>Whether they may be called at an instant.</summary>
    public bool IsOpen(Instant now)
    {
        var local = now.InZone(Zone);
        return local.Hour >= From && local.Hour < Until && IsOpenDay(WorkingDays.NumberAt(now, Zone));
    }

    /// <summary>The next time at which the window opens; null when it does not within a month.</summary>
    public Instant? NextOpening(Instant now)
    {
        var day = WorkingDays.NumberAt(now, Zone);
        for (var i = 0; i < DaysAhead; i++, day++)
        {
            var opens = WorkingDays.Start(day, From, Zone);
            if (opens > now && IsOpenDay(day))
                return opens;
        }

        return null;
    }

    private bool IsOpenDay(int day) => (Weekdays & (1 << WorkingDays.Weekday(day))) != 0 && !Calendar.IsHoliday(day);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
