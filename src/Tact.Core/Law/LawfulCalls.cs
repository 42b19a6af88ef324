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
    private const int EveryHour = (1 << 24) - 1;
    private readonly DateTimeZone[] zones;
    private readonly WorkCalendar calendar;

    // lawful hours by weekday, working days first, then the same weekdays when they are holidays
    private readonly int[] hours;

    private LawfulCalls(CallLaw[] laws, DateTimeZone[] zones, WorkCalendar calendar)
    {
        Laws = laws;
        this.zones = zones;
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
    public bool IsOpen(Instant at)
    {
        foreach (var zone in zones)
        {
            if ((hours[PlaceOf(at, zone, out var hour)] & (1 << hour)) == 0)
                return false;
        }

        return true;
    }

    /// <summary>The first instant from another on at which a call is lawful; null when there is none within two weeks.</summary>
    public Instant? NextOpening(Instant from)
    {
        for (var at = from; at < from + Duration.FromDays(DaysAhead);)
        {
            var opens = at;
            foreach (var zone in zones)
            {
                var lawful = hours[PlaceOf(at, zone, out var hour)];
                if ((lawful & (1 << hour)) != 0)
                    continue;
                var day = WorkingDays.NumberAt(at, zone);
                var later = lawful & -(2 << hour) & EveryHour;
                var next = later != 0 ? WorkingDays.Start(day, BitOperations.TrailingZeroCount(later), zone) : WorkingDays.Start(day + 1, 0, zone);
                // an hour that comes twice when clocks go back
                opens = Instant.Max(opens, next > at ? next : at + Duration.FromMinutes(15));
            }

            if (opens == at)
                return at;
            at = opens;
        }

        return null;
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
        zones.Any(zone =>
        {
            var place = PlaceOf(at, zone, out var hour);
            return (HoursOf([law], place % Weekdays, place >= Weekdays) & (1 << hour)) == 0;
        })
        || law.Most.Any(limit => FreeAgain(limit, dials, at) is not null));

    /// <summary>When a limit allows one more call, Unix milliseconds; null when it does now.</summary>
    internal static long? FreeAgain(MostCalls limit, long[] dials, Instant at)
    {
        var now = at.ToUnixTimeMilliseconds();
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

    private int PlaceOf(Instant at, DateTimeZone zone, out int hour)
    {
        var day = WorkingDays.NumberAt(at, zone);
        hour = (int)((at.ToUnixTimeMilliseconds() + zone.GetUtcOffset(at).Milliseconds - (day * (long)NodaConstants.MillisecondsPerDay)) / NodaConstants.MillisecondsPerHour);
        return WorkingDays.Weekday(day) + (calendar.IsHoliday(day) ? Weekdays : 0);
    }
}
