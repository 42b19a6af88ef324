using NodaTime;
using NodaTime.TimeZones;
using Shouldly;
using Tact.Core.Calendars;
using Xunit;

namespace Tact.Core.Tests;

public class ZoneClockTests
{
    public static TheoryData<string> Zones => ["Europe/Berlin", "America/New_York", "Africa/Casablanca", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Antarctica/Troll", "Africa/Cairo"];

    [Theory, MemberData(nameof(Zones))]
    public void The_offsets_that_are_laid_out_are_those_of_the_zone(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var clock = ZoneClock.Of(zone);
        var steady = Enumerable.Range(0, 75 * 12).Select(month => Instant.FromUtc(1985, 1, 1, 9, 30).ToUnixTimeMilliseconds() + (month * 30L * NodaConstants.MillisecondsPerDay));
        foreach (var at in Changes(zone, 1960, 2060).Select(change => change.Start.ToUnixTimeMilliseconds()).SelectMany(change => new[] { change - 1, change, change + 1 }).Concat(steady))
        {
            var there = Instant.FromUnixTimeMilliseconds(at).InZone(zone);
            clock.OffsetAt(at).ShouldBe(there.Offset.Milliseconds, $"{id} {there}");
            clock.DayAt(at, out var onTheWall).ShouldBe(WorkingDays.Number(there.Date));
            onTheWall.ShouldBe((int)(there.TimeOfDay.NanosecondOfDay / 1_000_000));
        }
    }

    [Theory, MemberData(nameof(Zones))]
    public void An_hour_begins_as_nodatime_says_also_where_it_comes_twice_or_not_at_all(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var clock = ZoneClock.Of(zone);
        // a whole day was left out once in Samoa; nobody asks for a date that never was
        foreach (var change in Changes(zone, 2012, 2035))
        {
            foreach (var day in Enumerable.Range(-1, 3).Select(more => change.IsoLocalStart.Date.PlusDays(more)))
            {
                for (var hour = 0; hour < 24; hour++)
                    clock.Start(WorkingDays.Number(day), hour).ShouldBe(zone.AtLeniently(day + new LocalTime(hour, 0)).ToInstant().ToUnixTimeMilliseconds(), $"{id} {day} {hour}");
            }
        }
    }

    private static IEnumerable<ZoneInterval> Changes(DateTimeZone zone, int from, int until) =>
        zone.GetZoneIntervals(Instant.FromUtc(from, 1, 1, 0, 0), Instant.FromUtc(until, 1, 1, 0, 0)).Where(interval => interval.HasStart && interval.Start >= Instant.FromUtc(from, 1, 1, 0, 0));
}
