using System.Numerics;
using NodaTime;
using Tact.Core.Calendars;

namespace Tact.Core.Law;

/// <summary>
/// The laws on calls that hold for one person, laid out so that asking allocates nothing. Where address and number are in
/// different states or zones, the laws of both hold, each in both zones: the stricter wins.
/// </summary>
public sealed class LawfulCalls
{
    private const int Weekdays = 7;
    private const int DaysAhead = 15;
    private const long QuarterHour = 15 * NodaConstants.MillisecondsPerMinute;
    private const int EveryHour = (1 << 24) - 1;
    private readonly DateTimeZone[] zones;
    private readonly ZoneClock[] clocks;
    private readonly WorkCalendar calendar;

    // lawful hours by weekday, working days first, then the same weekdays when they are holidays
    private readonly int[] hours;

    private LawfulCalls(CallLaw[] laws, DateTimeZone[] zones, WorkCalendar calendar)
    {
        Laws = laws;
        this.zones = zones;
        clocks = [.. zones.Select(ZoneClock.Of)];
        this.calendar = calendar;
        hours = [.. Enumerable.Range(0, 2 * Weekdays).Select(place => HoursOf(laws, place % Weekdays, place >= Weekdays))];
        Limits = [.. laws.SelectMany(law => law.Most)];
    }

    /// <summary>The laws that hold.</summary>
    public IReadOnlyList<CallLaw> Laws { get; }

    /// <summary>The limits on the number of calls.</summary>
    internal MostCalls[] Limits { get; }

    /// <summary>The laws for somebody; null when none is known.</summary>
    /// <param name="address">Where they are.</param>
    /// <param name="number">Where their number is from.</param>
    /// <param name="zone">Their zone.</param>
    /// <param name="numberZone">The zone of their number; null when it tells none.</param>
    /// <param name="calendar">Their holidays.</param>
    /// <param name="who">Whether they are called as consumers.</param>
    public static LawfulCalls? For(Place? address, Place? number, DateTimeZone zone, DateTimeZone? numberZone, WorkCalendar calendar, Protected who)
    {
        var laws = PolicyFiles.Laws.Values.Where(law => (TheirLaws.Holds(law, address) || TheirLaws.Holds(law, number)) && (law.Who == Protected.Everyone || who == Protected.Consumers)).OrderBy(law => law.Id, StringComparer.Ordinal).ToArray();
        return laws.Length == 0 ? null : new LawfulCalls(laws, numberZone is null || numberZone.Equals(zone) ? [zone] : [zone, numberZone], calendar);
    }

    /// <summary>The zone of their number, when the law counts in it, too.</summary>
    public DateTimeZone? SecondZone => zones.Length > 1 ? zones[1] : null;

    /// <summary>Bits of the lawful hours of a weekday that is no holiday: bit 8 is from eight to nine. Monday is 0.</summary>
    public int HoursOn(int weekday) => hours[weekday];

    /// <summary>Whether a call is lawful at an instant.</summary>
    public bool IsOpen(Instant at) => IsOpen(at.ToUnixTimeMilliseconds());

    /// <summary>The first instant from another on at which a call is lawful; null when there is none within two weeks.</summary>
    public Instant? NextOpening(Instant from)
    {
        var opens = NextOpening(from.ToUnixTimeMilliseconds());
        return opens < 0 ? null : opens <= from.ToUnixTimeMilliseconds() ? from : Instant.FromUnixTimeMilliseconds(opens);
    }

    /// <summary>Whether a call is lawful at an instant, Unix milliseconds, whose day and time on the wall one clock already told.</summary>
    internal bool IsOpen(long at, ZoneClock clock, int day, int onTheWall) => clocks.Length == 1 && ReferenceEquals(clocks[0], clock)
        ? (HoursOfDay(day) & (1 << (onTheWall / NodaConstants.MillisecondsPerHour))) != 0
        : IsOpen(at);

    /// <summary>The first lawful instant from another on, Unix milliseconds; -1 when there is none within two weeks.</summary>
    internal long NextOpening(long from)
    {
        for (var at = from; at < from + (DaysAhead * (long)NodaConstants.MillisecondsPerDay);)
        {
            var opens = at;
            foreach (var clock in clocks)
            {
                var day = clock.DayAt(at, out var onTheWall);
                var hour = onTheWall / NodaConstants.MillisecondsPerHour;
                var lawful = HoursOfDay(day);
                if ((lawful & (1 << hour)) != 0)
                    continue;
                var later = lawful & -(2 << hour) & EveryHour;
                var next = later != 0 ? clock.Start(day, BitOperations.TrailingZeroCount(later)) : clock.Start(day + 1, 0);
                // an hour that comes twice when clocks go back
                opens = Math.Max(opens, next > at ? next : at + QuarterHour);
            }

            if (opens == at)
                return at;
            at = opens;
        }

        return -1;
    }

    /// <summary>The part of a window of hours that is lawful on a common Monday.</summary>
    public (int From, int Until) Narrow(int from, int until)
    {
        while (from < until - 1 && (hours[0] & (1 << from)) == 0)
            from++;
        while (until > from + 1 && (hours[0] & (1 << (until - 1))) == 0)
            until--;
        return (from, until);
    }

    /// <summary>The laws that forbid a call at an instant.</summary>
    internal IEnumerable<CallLaw> Against(Instant at, long[] dials) => Laws.Where(law =>
        clocks.Any(clock =>
        {
            var place = PlaceOf(clock.DayAt(at.ToUnixTimeMilliseconds(), out var onTheWall));
            return (HoursOf([law], place % Weekdays, place >= Weekdays) & (1 << (onTheWall / NodaConstants.MillisecondsPerHour))) == 0;
        })
        || law.Most.Any(limit => FreeAgain(limit, dials, at.ToUnixTimeMilliseconds()) is not null));

    /// <summary>When a limit allows one more call, Unix milliseconds; null when it does now.</summary>
    internal static long? FreeAgain(MostCalls limit, long[] dials, long now)
    {
        var last = dials.Length - 1;
        while (last >= 0 && dials[last] > now)
            last--;
        var place = last - limit.Calls + 1;
        if (place < 0)
            return null;
        var free = dials[place] + (limit.Hours * (long)NodaConstants.MillisecondsPerHour);
        return free > now ? free : null;
    }

    private static int HoursOf(CallLaw[] laws, int weekday, bool holiday) => laws.Aggregate(-1, (lawful, law) => lawful & law.HoursOn((IsoDayOfWeek)(weekday + 1), holiday));

    private bool IsOpen(long at)
    {
        foreach (var clock in clocks)
        {
            if ((HoursOfDay(clock.DayAt(at, out var onTheWall)) & (1 << (onTheWall / NodaConstants.MillisecondsPerHour))) == 0)
                return false;
        }

        return true;
    }

    private int HoursOfDay(int day) => hours[PlaceOf(day)];

    private int PlaceOf(int day) => WorkingDays.Weekday(day) + (calendar.IsHoliday(day) ? Weekdays : 0);
}
