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

    /// <summary>A span of 25 days is laid out with one change; where two fall into it, hour by hour.</summary>
    [Fact]
    public void Two_changes_within_one_span_are_told_apart()
    {
        const long span = 1L << 31;
        var first = Instant.FromUtc(1995, 1, 1, 0, 0).ToUnixTimeMilliseconds();
        var twice = new HashSet<string>();
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var changes = Changes(zone, 1995, 2044).Select(change => change.Start.ToUnixTimeMilliseconds()).ToList();
            for (var i = 1; i < changes.Count; i++)
            {
                if ((changes[i - 1] - first) / span != (changes[i] - first) / span)
                    continue;
                twice.Add(id);
                AgreesFrom(zone, changes[i - 1] - span, changes[i] + span);
            }
        }

        twice.ShouldContain("America/Argentina/Tucuman"); // two weeks in June 2004
    }

    [Theory]
    [InlineData("Africa/Casablanca", 2018)] // Ramadan within the summer time
    [InlineData("Africa/Casablanca", 2026)]
    [InlineData("Africa/Casablanca", 2031)]
    [InlineData("Africa/Cairo", 2010)]
    [InlineData("Africa/Cairo", 2014)]
    public void Four_changes_in_a_year_are_told_apart(string id, int year) => AgreesFrom(
        DateTimeZoneProviders.Tzdb[id], Instant.FromUtc(year, 1, 1, 0, 0).ToUnixTimeMilliseconds(), Instant.FromUtc(year + 1, 1, 1, 0, 0).ToUnixTimeMilliseconds());

    private static void AgreesFrom(DateTimeZone zone, long from, long until)
    {
        var clock = ZoneClock.Of(zone);
        for (var at = from; at < until; at += NodaConstants.MillisecondsPerHour / 2)
            Assert.True(clock.OffsetAt(at) == zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(at)).Milliseconds, $"{zone.Id} {Instant.FromUnixTimeMilliseconds(at)}");
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
