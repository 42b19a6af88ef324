using NodaTime;
using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>Working weeks and public holidays of countries and regions.</summary>
public class WorkCalendarTests
{
    /// <summary>Checked by hand against official lists; a working day for each country shows that not everything is off.</summary>
    [Theory]
    [InlineData("AT", null, "2026-10-26", "2026-10-27")]
    [InlineData("AU", "VIC", "2026-11-03", "2026-11-04")]
    [InlineData("AU", "NSW", "2026-01-26", "2026-11-03")]
    [InlineData("BE", null, "2026-07-21", "2026-07-22")]
    [InlineData("BG", null, "2026-03-03", "2026-03-04")]
    [InlineData("BR", null, "2026-09-07", "2026-09-08")]
    [InlineData("CA", "QC", "2026-06-24", "2026-06-25")]
    [InlineData("CA", "ON", "2026-10-12", "2026-06-24")]
    [InlineData("CH", null, "2031-08-01", "2026-08-03")]
    [InlineData("CH", "BE", "2026-01-02", "2026-01-06")]
    [InlineData("CZ", null, "2026-10-28", "2026-10-29")]
    [InlineData("DE", null, "2028-10-03", "2026-01-06")]
    [InlineData("DE", "BY", "2026-01-06", "2028-10-31")]
    [InlineData("DE", "BE", "2029-03-08", "2026-06-04")]
    [InlineData("DE", "SN", "2026-11-18", "2026-06-04")]
    [InlineData("DK", null, "2026-05-14", "2026-06-04")]
    [InlineData("EE", null, "2026-02-24", "2026-02-25")]
    [InlineData("ES", null, "2026-10-12", "2026-10-13")]
    [InlineData("ES", "CT", "2026-09-11", "2026-05-04")]
    [InlineData("FI", null, "2027-12-06", "2026-12-07")]
    [InlineData("FR", null, "2026-07-14", "2026-07-15")]
    [InlineData("GB", "ENG", "2026-08-31", "2026-08-03")]
    [InlineData("GB", "SCT", "2026-08-03", "2026-08-31")]
    [InlineData("GB", "NIR", "2026-03-17", "2026-03-18")]
    [InlineData("GR", null, "2026-03-25", "2026-03-26")]
    [InlineData("HR", null, "2026-06-22", "2026-06-23")]
    [InlineData("HU", null, "2026-10-23", "2026-10-26")]
    [InlineData("IE", null, "2026-03-17", "2026-03-18")]
    [InlineData("IS", null, "2026-06-17", "2026-06-18")]
    [InlineData("IT", null, "2026-06-02", "2026-06-03")]
    [InlineData("JP", null, "2026-11-03", "2026-11-04")]
    [InlineData("LT", null, "2026-03-11", "2026-03-12")]
    [InlineData("LU", null, "2026-06-23", "2026-06-24")]
    [InlineData("LV", null, "2026-11-18", "2026-11-19")]
    [InlineData("MX", null, "2026-09-16", "2026-09-17")]
    [InlineData("NL", null, "2026-04-27", "2026-04-28")]
    [InlineData("NO", null, "2027-05-17", "2027-05-18")]
    [InlineData("NZ", null, "2026-02-06", "2026-02-09")]
    [InlineData("PL", null, "2026-11-11", "2026-11-12")]
    [InlineData("PT", null, "2026-06-10", "2026-06-11")]
    [InlineData("RO", null, "2026-12-01", "2026-12-02")]
    [InlineData("SE", null, "2028-06-06", "2026-06-05")]
    [InlineData("SI", null, "2026-06-25", "2026-06-26")]
    [InlineData("SK", null, "2026-05-01", "2026-05-04")]
    [InlineData("US", null, "2026-11-26", "2026-11-25")]
    [InlineData("US", "CA", "2026-03-31", "2026-04-01")]
    [InlineData("ZA", null, "2026-04-27", "2026-04-28")]
    public void Public_holidays_are_off_and_the_next_working_day_is_not(string country, string? region, string off, string works)
    {
        var calendar = WorkCalendars.Of(country, region);
        calendar.IsHoliday(Story.Day(off)).ShouldBeTrue(off);
        calendar.IsWorkingDay(Story.Day(off)).ShouldBeFalse(off);
        calendar.IsWorkingDay(Story.Day(works)).ShouldBeTrue(works);
    }

    [Theory]
    [InlineData("IL", "2026-03-01", "2026-03-05", "2026-03-08")] // Sunday to Thursday
    [InlineData("SA", "2026-03-01", "2026-03-05", "2026-03-08")]
    [InlineData("EG", "2026-03-01", "2026-03-05", "2026-03-08")]
    [InlineData("IR", "2026-02-28", "2026-03-04", "2026-03-07")] // Saturday to Wednesday
    [InlineData("AE", "2026-03-02", "2026-03-06", "2026-03-09")]
    [InlineData("DE", "2026-03-02", "2026-03-06", "2026-03-09")]
    public void Weeks_begin_and_end_where_they_do_there(string country, string first, string last, string next)
    {
        var calendar = WorkCalendars.Of(country);
        calendar.IsWorkingDay(Story.Day(first) - 1).ShouldBeFalse();
        for (var day = Story.Day(first); day <= Story.Day(last); day++)
            calendar.IsWorkingDay(day).ShouldBeTrue();
        calendar.Plus(Story.Day(last), 1).ShouldBe(Story.Day(next));
        calendar.OnOrAfter(Story.Day(last) + 1).ShouldBe(Story.Day(next));
    }

    [Theory]
    [InlineData("DE", "2026-12-23", 1, "2026-12-24")]
    [InlineData("DE", "2026-12-23", 2, "2026-12-28")]
    [InlineData("DE", "2026-12-31", 1, "2027-01-04")] // 1 January 2027 is a Friday
    [InlineData("AT", "2026-12-31", 2, "2027-01-05")]
    [InlineData("AT", "2026-12-31", 3, "2027-01-07")] // Epiphany
    [InlineData("US", "2026-11-25", 1, "2026-11-27")]
    [InlineData("US", "2026-07-02", 1, "2026-07-06")] // Independence Day is kept on Friday
    [InlineData("JP", "2026-09-18", 1, "2026-09-24")] // silver week
    [InlineData("DE", "2031-12-30", 5, "2032-01-06")] // beyond the known years the plain week
    [InlineData("DE", "2025-12-30", 3, "2026-01-05")]
    public void Working_days_later_over_holidays_and_year_ends(string country, string from, int days, string then) =>
        WorkCalendars.Of(country).Plus(Story.Day(from), days).ShouldBe(Story.Day(then));

    [Fact]
    public void Counting_ahead_is_the_same_as_walking_day_by_day()
    {
        foreach (var name in new[] { "", "DE-BY", "IL", "IR", "US", "JP", "GB-SCT" })
        {
            var calendar = WorkCalendars.Named(name);
            for (var from = Story.Day("2025-12-01"); from < Story.Day("2032-02-01"); from++)
            {
                var day = from;
                for (var n = 1; n <= 6; n++)
                {
                    do
                        day++;
                    while (!calendar.IsWorkingDay(day));
                    Assert.True(calendar.Plus(from, n) == day, $"{name} {WorkingDays.Date(from)} + {n}");
                }
            }
        }
    }

    [Fact]
    public void The_data_cover_this_year_and_the_next_five_for_at_least_29_countries()
    {
        WorkCalendars.Countries.Count().ShouldBeGreaterThan(29);
        WorkCalendars.Years.ShouldBe([2026, 2027, 2028, 2029, 2030, 2031]);
        WorkCalendars.Version.ShouldStartWith($"{WorkCalendars.Source.Split(" (")[0]}, {WorkCalendars.Years[0]} to {WorkCalendars.Years[^1]}");
        foreach (var country in WorkCalendars.Countries)
        {
            var calendar = WorkCalendars.Of(country);
            foreach (var year in WorkCalendars.Years)
                Enumerable.Range(WorkingDays.Number(new LocalDate(year, 1, 1)), 365).Count(calendar.IsHoliday).ShouldBeInRange(1, 60, $"{country} {year}");
        }
    }

    [Theory]
    [InlineData("DE", "Bavaria", "BY")]
    [InlineData("DE", "Atlantis", null)]
    [InlineData("DE", "Bayern", "BY")]
    [InlineData("DE", "DE-BY", "BY")]
    [InlineData("DE", "baden-wuerttemberg", "BW")]
    [InlineData("US", "California", "CA")]
    [InlineData("US", "ca", "CA")]
    [InlineData("ES", "Catalonia", "CT")]
    [InlineData("GB", "Scotland", "SCT")]
    [InlineData("CA", "Quebec", "QC")]
    [InlineData("FR", "Bretagne", null)]
    public void Regions_are_known_by_name_and_code(string country, string written, string? code) => WorkCalendars.RegionCode(country, written).ShouldBe(code);

    /// <summary>B3 with the contact's own days; week 1 begins on Monday 2 March 2026.</summary>
    [Theory]
    [InlineData("DE", "Europe/Berlin", "5 Fri 10:00 call", "hold 6 Tue 08:00 B2")] // Good Friday to Easter Monday
    [InlineData("DE", "Europe/Berlin", "6 Mon 10:00 email", "hold 6 Tue 00:00 B2")]
    [InlineData("", "Europe/Berlin", "5 Fri 10:00 call", "allow")]
    [InlineData("IL", "Asia/Jerusalem", "1 Sun 10:00 call", "allow")]
    [InlineData("IL", "Asia/Jerusalem", "1 Fri 10:00 call", "hold 1 Sun 08:00 B2")]
    [InlineData("SA", "Asia/Riyadh", "1 Thu 18:00 call", "hold 1 Sun 08:00 B2")]
    [InlineData("AE", "Asia/Dubai", "1 Fri 11:59 call", "allow")]
    [InlineData("AE", "Asia/Dubai", "1 Fri 12:00 call", "hold 2 Mon 08:00 B2")]
    [InlineData("US", "America/New_York", "39 Thu 10:00 call", "hold 39 Fri 08:00 B2")] // Thanksgiving
    [InlineData("GB-SCT", "Europe/London", "40 Mon 10:00 call", "hold 40 Tue 08:00 B2")] // St Andrew's Day
    public void B3_their_week_and_holidays_hold(string calendar, string zone, string question, string verdict) =>
        new Story("balanced", "", zone) { Calendar = WorkCalendars.Named(calendar) }.Ask(question).ShouldBe(verdict);

    [Fact]
    public void B3_the_gap_counts_their_working_days_and_the_reason_names_the_holiday()
    {
        var story = new Story("balanced", "5 Thu 09:00 call voicemail; 5 Thu 20:00 dayover", "Europe/Berlin") { Calendar = WorkCalendars.Of("DE") };
        story.Next().ShouldStartWith("active cadence");
        story.Decision().DueOn.ShouldBe(WorkingDays.Date(Story.Day("2026-04-09"))); // three working days after the Thursday before Easter
        var c = story.CaseOf(story.Person);
        var friday = story.At("2026-04-03", "10:00");
        Reasons.Of(c, Judge.Of(c, Channel.Call, friday), Channel.Call, friday).ShouldContain(r => r.Text == "It is a public holiday there: Good Friday.");
    }

    [Theory]
    [InlineData("US", "CA", null, "America/Los_Angeles")]
    [InlineData("US", "Illinois", "Chicago", "America/Chicago")]
    [InlineData("US", "FL", "Pensacola", "America/Chicago")]
    [InlineData("US", null, null, "America/New_York")]
    [InlineData("AU", "Western Australia", null, "Australia/Perth")]
    [InlineData("RU", null, "Novosibirsk", "Asia/Novosibirsk")]
    [InlineData("BR", "AM", null, "America/Manaus")]
    [InlineData("ES", "Canary Islands", null, "Atlantic/Canary")]
    [InlineData("DE", null, "Hamburg", "Europe/Berlin")]
    [InlineData("SE", null, null, "Europe/Stockholm")]
    [InlineData("CA", "Nova Scotia", null, "America/Halifax")]
    [InlineData("MX", null, "Tijuana", "America/Tijuana")]
    public void An_address_tells_the_zone(string country, string? region, string? city, string zone) => Places.ZoneOf(country, region, city).ShouldBe(zone);

    [Theory]
    [InlineData("493012345678", "Europe/Berlin", "DE", null)]
    [InlineData("442071234567", "Europe/London", "GB", null)]
    [InlineData("13055550100", "America/New_York", "US", "FL")]
    [InlineData("18505550100", "America/Chicago", "US", "FL")]
    [InlineData("13125550100", "America/Chicago", "US", "IL")]
    [InlineData("12085550100", "America/Boise", "US", "ID")]
    [InlineData("14165550100", "America/Toronto", "CA", "ON")]
    [InlineData("16045550100", "America/Vancouver", "CA", "BC")]
    [InlineData("74951234567", "Europe/Moscow", "RU", null)]
    [InlineData("73831234567", "Asia/Novosibirsk", "RU", null)]
    [InlineData("61861234567", "Australia/Perth", "AU", null)]
    [InlineData("61291234567", "Australia/Sydney", "AU", null)]
    [InlineData("5592912345678", "America/Manaus", "BR", null)]
    [InlineData("33123456789", "Europe/Paris", "FR", null)]
    [InlineData("97231234567", "Asia/Jerusalem", "IL", null)]
    public void A_number_tells_the_zone(string number, string zone, string country, string? region)
    {
        Places.ZoneOfNumber(number).ShouldBe(zone);
        Places.OfNumber(number).ShouldBe(new Place(country, region));
    }
}
