using System.Runtime.CompilerServices;
using NodaTime;

namespace Tact.Core.Calendars;

/// <summary>
/// The offsets of a zone laid out by spans of 25 days, so that the day and hour of an instant cost a few additions. Instants are Unix
/// milliseconds here, days are numbered as in <see cref="WorkingDays"/>. Outside the years that are laid out NodaTime is asked.
/// </summary>
public sealed class ZoneClock
{
    private const int Bits = 31;
    private const int Count = 740;
    private static readonly long First = Instant.FromUtc(1995, 1, 1, 0, 0).ToUnixTimeMilliseconds();
    private static readonly ConditionalWeakTable<DateTimeZone, ZoneClock> Known = [];
    private readonly DateTimeZone zone;
    private readonly Span[] spans = new Span[Count];

    private ZoneClock(DateTimeZone zone)
    {
        this.zone = zone;
        for (var i = 0; i < Count; i++)
        {
            var from = First + ((long)i << Bits);
            var before = zone.GetZoneInterval(Instant.FromUnixTimeMilliseconds(from));
            var change = before.HasEnd ? Ceiling(before.End) : long.MaxValue;
            if (change >= from + (1L << Bits))
            {
                spans[i] = new Span(long.MaxValue, before.WallOffset.Milliseconds, before.WallOffset.Milliseconds);
                continue;
            }

            var after = zone.GetZoneInterval(before.End);
            var isLast = !after.HasEnd || Ceiling(after.End) >= from + (1L << Bits);
            spans[i] = new Span(change, before.WallOffset.Milliseconds, isLast ? after.WallOffset.Milliseconds : Unknown);
        }
    }

    private const int Unknown = int.MinValue;

    private readonly record struct Span(long Change, int Before, int After);

    /// <summary>The clock of a zone; laid out once.</summary>
    public static ZoneClock Of(DateTimeZone zone) => Known.GetValue(zone, static of => new ZoneClock(of));

    /// <summary>What is added to an instant to get the local time.</summary>
    public int OffsetAt(long at)
    {
        var place = (at - First) >> Bits;
        if ((ulong)place < Count)
        {
            ref readonly var span = ref spans[place];
            var offset = at < span.Change ? span.Before : span.After;
            if (offset != Unknown)
                return offset;
        }

        return zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(at)).Milliseconds;
    }

    /// <summary>The day of an instant.</summary>
    public int DayAt(long at) => DayAt(at, out _);

    /// <summary>The day of an instant and the milliseconds of it on the clock on the wall.</summary>
    public int DayAt(long at, out int onTheWall)
    {
        var local = at + OffsetAt(at);
        var day = local / NodaConstants.MillisecondsPerDay;
        if (day * NodaConstants.MillisecondsPerDay > local)
            day--;
        onTheWall = (int)(local - (day * NodaConstants.MillisecondsPerDay));
        return (int)day;
    }

    /// <summary>The instant a day begins at an hour: an hour that comes twice is the earlier one, a skipped hour moves to the next that exists, as with NodaTime's AtLeniently.</summary>
    public long Start(int day, int hour)
    {
        var local = (day * (long)NodaConstants.MillisecondsPerDay) + (hour * (long)NodaConstants.MillisecondsPerHour);
        var before = OffsetAt(local - NodaConstants.MillisecondsPerDay);
        var after = OffsetAt(local + NodaConstants.MillisecondsPerDay);
        return before == after || OffsetAt(local - before) == before || OffsetAt(local - after) != after ? local - before : local - after;
    }

    private static long Ceiling(Instant at) => at.ToUnixTimeMilliseconds() + (Instant.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()) < at ? 1 : 0);
}
