using System.Globalization;
using NodaTime;

namespace Tact.Web;

/// <summary>Days and times as people say them, in the reader's zone.</summary>
public static class When
{
    /// <summary>"today", "tomorrow", "yesterday", "Thu 5 Mar", or "5 Mar 2027" in another year.</summary>
    public static string Day(LocalDate day, LocalDate today) => Period.DaysBetween(today, day) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        > -180 and < 330 => Write(day, "ddd d MMM"),
        _ => Write(day, "d MMM uuuu"),
    };

    /// <summary>The day written out for a heading: "Monday 2 March".</summary>
    public static string LongDay(LocalDate day) => Write(day, "dddd d MMMM");

    /// <summary>A day and time: "yesterday 16:40"; long past, the day alone.</summary>
    public static string At(Instant at, DateTimeZone zone, LocalDate today)
    {
        var local = at.InZone(zone);
        var day = Day(local.Date, today);
        return Period.DaysBetween(local.Date, today) > 180 ? day : $"{day} {Time(local.TimeOfDay)}";
    }

    /// <summary>From when on: "Thu 5 Mar from 9:00"; the day alone where it is the whole day.</summary>
    public static string From(Instant at, DateTimeZone zone, LocalDate today) =>
        at.InZone(zone) is var there && there.TimeOfDay == LocalTime.Midnight ? Day(there.Date, today) : $"{Day(there.Date, today)} from {Time(there.TimeOfDay)}";

    /// <summary>A time of day, 24 hours: "9:05".</summary>
    public static string Time(LocalTime time) => time.ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>Their time of day, and their day when it is not the reader's: "10:12 there", "Tue 1:12 there"; null in the reader's own zone.</summary>
    public static string? There(Instant now, DateTimeZone theirs, DateTimeZone ours)
    {
        var (there, here) = (now.InZone(theirs), now.InZone(ours));
        if (there.LocalDateTime == here.LocalDateTime) return null;
        return there.Date == here.Date ? $"{Time(there.TimeOfDay)} there" : $"{there.Date.ToString("ddd", CultureInfo.InvariantCulture)} {Time(there.TimeOfDay)} there";
    }

    /// <summary>How long it has been: "today", "4 days", "3 weeks", "5 months", "2 years".</summary>
    public static string Since(LocalDate day, LocalDate today) => Period.DaysBetween(day, today) switch
    {
        <= 0 => "today",
        var days and < 14 => Words.Count(days, "day", "days"),
        var days and < 60 => Words.Count(days / 7, "week", "weeks"),
        var days and < 730 => Words.Count(days / 30, "month", "months"),
        var days => Words.Count(days / 365, "year", "years"),
    };

    /// <summary>About how long some minutes of work take: "about 20 minutes", "about 2½ hours".</summary>
    public static string About(int minutes) => minutes switch
    {
        < 50 => $"about {Words.Count(Math.Max(5, (minutes + 2) / 5 * 5), "minute", "minutes")}",
        _ => ((minutes + 15) / 30) switch
        {
            2 => "about an hour",
            var halves when halves % 2 == 0 => $"about {(halves / 2)} hours",
            var halves => $"about {(halves / 2)}½ hours",
        },
    };

    static string Write(LocalDate day, string pattern) => day.ToString(pattern, CultureInfo.InvariantCulture);
}
