using NodaTime;
using Shouldly;
using Tact.Web;
using Xunit;

namespace Tact.Tests.Web;

public class WhenTests
{
    static readonly LocalDate Monday = new(2026, 3, 2);

    [Theory]
    [InlineData(0, "today")]
    [InlineData(1, "tomorrow")]
    [InlineData(-1, "yesterday")]
    [InlineData(3, "Thu 5 Mar")]
    [InlineData(-5, "Wed 25 Feb")]
    [InlineData(400, "6 Apr 2027")]
    public void A_day_is_said_as_people_say_it(int days, string words) => When.Day(Monday.PlusDays(days), Monday).ShouldBe(words);

    [Theory]
    [InlineData("2026-03-05T08:00:00Z", "Thu 5 Mar from 9:00")]
    [InlineData("2026-03-04T23:00:00Z", "Thu 5 Mar")]
    public void From_when_on_says_no_hour_where_it_is_the_whole_day(string at, string words) =>
        When.From(NodaTime.Text.InstantPattern.General.Parse(at).Value, DateTimeZoneProviders.Tzdb["Europe/Berlin"], Monday).ShouldBe(words);

    [Theory]
    [InlineData(0, "today")]
    [InlineData(1, "1 day")]
    [InlineData(13, "13 days")]
    [InlineData(21, "3 weeks")]
    [InlineData(100, "3 months")]
    [InlineData(800, "2 years")]
    public void How_long_it_has_been(int days, string words) => When.Since(Monday.PlusDays(-days), Monday).ShouldBe(words);

    [Theory]
    [InlineData(3, "about 5 minutes")]
    [InlineData(22, "about 20 minutes")]
    [InlineData(55, "about an hour")]
    [InlineData(90, "about 1½ hours")]
    [InlineData(150, "about 2½ hours")]
    [InlineData(239, "about 4 hours")]
    public void How_long_the_list_takes(int minutes, string words) => When.About(minutes).ShouldBe(words);

    [Fact]
    public void Their_time_is_said_with_the_day_only_when_it_is_another_day()
    {
        var zones = DateTimeZoneProviders.Tzdb;
        var now = Instant.FromUtc(2026, 3, 2, 22, 12);
        When.There(now, zones["Europe/London"], zones["Europe/Prague"]).ShouldBe("22:12 there");
        When.There(now, zones["Asia/Tokyo"], zones["Europe/Prague"]).ShouldBe("Tue 7:12 there");
        When.There(now, zones["Europe/Paris"], zones["Europe/Prague"]).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(11, "11th")]
    [InlineData(12, "12th")]
    [InlineData(21, "21st")]
    public void Ordinals(int number, string words) => Words.Ordinal(number).ShouldBe(words);

    [Theory]
    [InlineData("/today?show=calls", "/today?show=calls")]
    [InlineData("//elsewhere.example", null)]
    [InlineData("/\\elsewhere.example", null)]
    [InlineData("https://elsewhere.example/", null)]
    [InlineData("today", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("/", "/")]
    public void A_return_address_stays_with_us(string? given, string? taken) => Site.Local(given).ShouldBe(taken);
}
