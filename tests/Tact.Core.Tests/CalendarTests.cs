using NodaTime;
using NodaTime.Extensions;
using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>Hours and working days where the contact is, due days where the owner is.</summary>
public class CalendarTests
{
    [Theory]
    [InlineData("America/New_York", "1 Mon 07:59 call", "hold 1 Mon 08:00 B2")]
    [InlineData("America/New_York", "1 Mon 08:00 call", "allow")]
    [InlineData("Asia/Tokyo", "1 Fri 18:00 call", "hold 2 Mon 08:00 B2")]
    [InlineData("Asia/Kolkata", "1 Sat 12:00 call", "hold 2 Mon 08:00 B2")]
    [InlineData("Asia/Kathmandu", "1 Mon 17:59 call", "allow")]
    [InlineData("Europe/Berlin", "4 Sun 12:00 call", "hold 5 Mon 08:00 B2")]
    [InlineData("Europe/Berlin", "1 Mon 23:00 email", "allow")]
    [InlineData("Europe/Berlin", "1 Sun 23:00 email", "hold 2 Mon 00:00 B2")]
    [InlineData("Europe/Berlin", "1 Mon 20:00 message", "hold 1 Tue 08:00 B2")]
    [InlineData("Europe/Berlin", "1 Mon 20:00 visit", "hold 1 Tue 08:00 B2")]
    [InlineData("Europe/Berlin", "1 Mon 20:00 social", "allow")]
    public void B3_hours_and_working_days_are_the_contact_s(string zone, string question, string verdict) =>
        new Story("balanced", "", zone).Ask(question).ShouldBe(verdict);

    /// <summary>Clocks go forward on 29 March 2026 in Berlin and back on 25 October; a morning call is at eight by their clock.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "4 Fri 18:00 call", "2026-03-30T06:00:00Z")]
    [InlineData("Europe/Berlin", "3 Fri 18:00 call", "2026-03-23T07:00:00Z")]
    [InlineData("Europe/Berlin", "34 Fri 18:00 call", "2026-10-26T07:00:00Z")]
    [InlineData("America/New_York", "1 Fri 18:00 call", "2026-03-09T12:00:00Z")]
    [InlineData("America/Santiago", "27 Fri 18:00 call", "2026-09-07T11:00:00Z")]
    public void B3_hours_follow_daylight_saving(string zone, string question, string until)
    {
        var story = new Story("balanced", "", zone);
        var words = question.Split(' ');
        var verdict = Judge.Of(story.CaseOf(story.Person), Channel.Call, story.At(words[0] + words[1], words[2]));
        verdict.Until!.Value.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null).ShouldBe(until);
    }

    /// <summary>The hour that does not exist when clocks go forward, and the one that comes twice when they go back, at the edges of the hours they asked for; instants are UTC.</summary>
    [Theory]
    [InlineData("Europe/Berlin", 2, 4, "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")] // two o'clock is three
    [InlineData("Europe/Berlin", 2, 4, "2026-03-29T01:59:00Z", "allow")]
    [InlineData("Europe/Berlin", 2, 4, "2026-03-29T02:00:00Z", "2026-04-05T00:00:00Z")]
    [InlineData("Europe/Berlin", 2, 3, "2026-03-29T00:30:00Z", "2026-04-05T00:00:00Z")] // the whole window is skipped
    [InlineData("Europe/Berlin", 2, 3, "2026-10-24T23:30:00Z", "2026-10-25T00:00:00Z")]
    [InlineData("Europe/Berlin", 2, 3, "2026-10-25T01:30:00Z", "allow")] // half past two, the second time
    [InlineData("Europe/Berlin", 2, 3, "2026-10-25T02:00:00Z", "2026-11-01T01:00:00Z")]
    [InlineData("Europe/Berlin", 3, 5, "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z")]
    [InlineData("America/New_York", 2, 4, "2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", 1, 2, "2026-03-08T07:00:00Z", "2026-03-15T05:00:00Z")]
    [InlineData("America/New_York", 1, 2, "2026-11-01T04:30:00Z", "2026-11-01T05:00:00Z")]
    [InlineData("America/New_York", 1, 2, "2026-11-01T06:30:00Z", "allow")]
    [InlineData("America/New_York", 1, 2, "2026-11-01T07:00:00Z", "2026-11-08T06:00:00Z")]
    [InlineData("Australia/Lord_Howe", 2, 4, "2026-10-03T15:00:00Z", "2026-10-03T15:30:00Z")] // half an hour forward
    [InlineData("Australia/Lord_Howe", 1, 2, "2026-04-04T13:30:00Z", "2026-04-04T14:00:00Z")]
    [InlineData("Australia/Lord_Howe", 1, 2, "2026-04-04T15:15:00Z", "allow")] // a quarter to two, the second time
    [InlineData("Australia/Lord_Howe", 1, 2, "2026-04-04T15:30:00Z", "2026-04-11T14:30:00Z")]
    [InlineData("Africa/Casablanca", 2, 4, "2026-03-22T01:30:00Z", "2026-03-22T02:00:00Z")] // after Ramadan
    [InlineData("Africa/Casablanca", 2, 3, "2026-02-15T01:30:00Z", "allow")] // before it
    [InlineData("Africa/Casablanca", 2, 3, "2026-02-15T02:30:00Z", "allow")]
    [InlineData("Africa/Casablanca", 2, 3, "2026-02-15T03:00:00Z", "2026-02-22T02:00:00Z")]
    public void B3_their_hours_at_the_edges_of_daylight_saving(string zone, int from, int until, string at, string verdict)
    {
        var story = new Story("balanced", $"-9 Mon 09:00 prefer from={from} to={until} on=Sun", zone);
        var asked = NodaTime.Text.InstantPattern.General.Parse(at).Value;
        var said = Judge.Of(story.CaseOf(story.Person), Channel.Call, asked);
        (said.Kind == VerdictKind.Allow ? "allow" : said.Until!.Value.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null)).ShouldBe(verdict);
        JudgeTests.CheckUntil(story.CaseOf(story.Person), Channel.Call, asked);
    }

    /// <summary>Caps over seven days and over twelve months do not know weeks or years: 2026 ends in week 53, and 2028 has a 29 February.</summary>
    [Theory]
    [InlineData("balanced", "2026-12-29 2026-12-31", "2027-01-01", "2027-01-05")] // seven days from the first, across week 53
    [InlineData("balanced", "2026-12-31", "2026-12-31", "2027-01-04")] // two working days
    [InlineData("gentle", "2026-12-31 2027-01-14 2027-01-28 2027-02-11 2027-02-25 2027-03-11 2027-03-25 2027-04-08", "2027-08-02", "2027-12-31")] // eight in twelve months
    [InlineData("gentle", "2027-03-01 2027-03-15 2027-03-29 2027-04-12 2027-04-26 2027-05-10 2027-05-24 2027-06-07", "2027-12-01", "2028-02-29")]
    [InlineData("gentle", "2028-02-29 2028-03-14 2028-03-28 2028-04-11 2028-04-25 2028-05-09 2028-05-23 2028-06-06", "2028-12-01", "2029-02-28")]
    public void A2_B3_counts_go_on_over_the_end_of_a_year(string preset, string approaches, string asked, string until)
    {
        var story = new Story(preset, string.Join(';', approaches.Split(' ').Select(day => $"{Story.Say(Story.Date(day))} 09:00 email sent f=0")));
        var at = story.At(asked, "10:00");
        var verdict = Judge.Of(story.CaseOf(story.Person), Channel.Email, at);
        verdict.Until.ShouldBe(story.At(until, "00:00"));
    }

    [Theory]
    [InlineData("2028-02-29", 12, "2029-02-28")]
    [InlineData("2027-02-28", 12, "2028-02-28")]
    [InlineData("2026-08-31", 6, "2027-02-28")]
    [InlineData("2026-12-31", 24, "2028-12-31")]
    public void B2_months_of_a_consent_end_on_a_day_that_exists(string from, int months, string until) =>
        Tact.Core.Law.Consents.Plus(Story.Day(from), months).ShouldBe(Story.Day(until));

    [Theory]
    [InlineData("America/Santiago")] // midnight is skipped when clocks go forward
    [InlineData("Asia/Beirut")]
    [InlineData("Pacific/Apia")]
    [InlineData("Australia/Lord_Howe")]
    public void B3_every_day_begins_even_where_midnight_is_skipped(string zone)
    {
        var story = new Story("balanced", "1 Mon 09:00 email sent", zone);
        var c = story.CaseOf(story.Person);
        for (var day = Story.Day("1Mon"); day < Story.Day("1Mon") + 400; day++)
        {
            var at = WorkingDays.Start(day, 0, story.Zone);
            WorkingDays.NumberAt(at, story.Zone).ShouldBe(day);
            foreach (var channel in new[] { Channel.Call, Channel.Email })
                JudgeTests.CheckUntil(c, channel, at);
        }
    }

    [Fact]
    public void The_start_of_an_hour_is_NodaTime_s_own_in_every_zone()
    {
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            for (var day = Story.Day("1Mon") - 400; day < Story.Day("1Mon") + 800; day++)
            {
                foreach (var hour in new[] { 0, 2, 3, 8 })
                    Assert.True(WorkingDays.Start(day, hour, zone) == zone.AtLeniently(WorkingDays.Date(day).At(new LocalTime(hour, 0))).ToInstant(), $"{zone.Id} {WorkingDays.Date(day)} {hour}");
            }
        }
    }

    [Theory]
    [InlineData("Asia/Tokyo", "America/New_York", "1 Mon 09:00 pause ill until=4Tue", "4Tue")]
    [InlineData("America/Los_Angeles", "Asia/Tokyo", "1 Mon 09:00 pause ill until=4Tue", "4Tue")]
    [InlineData("Pacific/Auckland", "Pacific/Honolulu", "1 Mon 09:00 call spoke until=4Tue", "4Tue")]
    [InlineData("Pacific/Honolulu", "Pacific/Auckland", "1 Mon 09:00 call will-call until=4Tue", "4Tue")]
    [InlineData("Asia/Tokyo", "America/New_York", "1 Mon 09:00 call not-now until=4Tue", "4Tue")]
    public void Due_days_are_the_owner_s_and_never_early(string zone, string ownerZone, string history, string day)
    {
        var due = new Story("balanced", history, zone, ownerZone).Decision().DueOn!.Value;
        due.ShouldBeInRange(Story.Date(day), Story.Date(day).PlusDays(1));
    }

    /// <summary>Monday 20:00 in New York is Tuesday 9:00 in Tokyo: the agreed time counts, whatever the day is called.</summary>
    [Theory]
    [InlineData("2 Tue 08:00 call", "hold 2 Tue 08:30 A5 B3")]
    [InlineData("2 Tue 09:30 call", "allow")]
    [InlineData("2 Wed 19:00 call", "allow")]
    public void A5_agreed_time_across_zones(string question, string verdict)
    {
        var story = new Story("gentle", "1 Fri 09:00 email sent; 1 Fri 12:00 call callback next=2Mon time=20:00 say=call", "Asia/Tokyo", "America/New_York");
        story.Decision().DueOn.ShouldBe(Story.Date("2Mon"));
        story.Ask(question).ShouldBe(verdict);
    }

    [Theory]
    [InlineData("1 Mon 23:59 email sent", "1Mon")]
    [InlineData("1 Tue 00:00 email sent", "1Tue")]
    public void An_approach_falls_on_the_contact_s_day(string line, string day) =>
        new Story("balanced", line, "Pacific/Auckland", "America/New_York").Person.ApproachDays.ShouldBe([Story.Day(day)]);

    [Theory]
    [InlineData("1Mon", 0, "1Mon")]
    [InlineData("1Mon", 1, "1Tue")]
    [InlineData("1Fri", 1, "2Mon")]
    [InlineData("1Sat", 1, "2Mon")]
    [InlineData("1Sun", 1, "2Mon")]
    [InlineData("1Sun", 5, "2Fri")]
    [InlineData("1Wed", 3, "2Mon")]
    [InlineData("1Mon", 20, "5Mon")]
    [InlineData("1Thu", 12, "4Mon")]
    public void Working_days_later(string from, int days, string then) => WorkingDays.Plus(Story.Day(from), days).ShouldBe(Story.Day(then));

    [Fact]
    public void Working_days_agree_with_counting_them_one_by_one()
    {
        for (var from = -20; from < 60; from++)
        {
            for (var n = 1; n < 60; n++)
            {
                var day = from;
                for (var left = n; left > 0; left -= WorkingDays.IsWorkingDay(day) ? 1 : 0)
                    day++;
                WorkingDays.Plus(from, n).ShouldBe(day, $"{from} + {n}");
            }
        }
    }

    [Fact]
    public void Day_numbers_and_dates_agree()
    {
        foreach (var zone in new[] { "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/St_Johns" }.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            for (var hour = -20_000L; hour < 500_000; hour += 97)
            {
                var at = Instant.FromUnixTimeSeconds(hour * 3600) + Duration.FromMilliseconds(1);
                WorkingDays.Date(WorkingDays.NumberAt(at, zone)).ShouldBe(at.InZone(zone).Date);
                WorkingDays.Weekday(WorkingDays.NumberAt(at, zone)).ShouldBe((int)at.InZone(zone).DayOfWeek - 1);
            }
        }
    }
}
