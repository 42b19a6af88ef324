using NodaTime;
using NodaTime.Text;
using Shouldly;
using Tact.Core.Calendars;
using Tact.FollowUps;
using Xunit;

namespace Tact.Tests.Rules;

/// <summary>Hours for calls as kept beside a decision: what is read is what was written, and short days end at noon.</summary>
public class CallWindowTests
{
    [Theory]
    [InlineData("2026-03-05T07:00:00Z", true)]
    [InlineData("2026-03-06T07:00:00Z", true)]
    [InlineData("2026-03-06T08:00:00Z", false)]
    [InlineData("2026-03-05T08:00:00Z", true)]
    [InlineData("2026-03-07T07:00:00Z", false)]
    public void A_short_Friday_in_the_Emirates_ends_at_noon(string now, bool open)
    {
        var calendar = WorkCalendars.Of("AE");
        var window = CallWindow.Of(DateTimeZoneProviders.Tzdb["Asia/Dubai"], 8, 18, calendar.Week, calendar, null, calendar.ShortDays);

        var read = CallWindow.Read(window.ToString())!;
        read.ToString().ShouldBe(window.ToString());
        read.IsOpen(InstantPattern.ExtendedIso.Parse(now).Value).ShouldBe(open);
        var next = read.NextOpening(InstantPattern.ExtendedIso.Parse(now).Value)!.Value;
        next.ShouldBeGreaterThan(InstantPattern.ExtendedIso.Parse(now).Value);
        read.IsOpen(next).ShouldBeTrue();
    }

    [Fact]
    public void A_plain_window_stays_as_short_as_it_was() =>
        CallWindow.Of(DateTimeZoneProviders.Tzdb["Europe/Berlin"], 8, 18, 31, WorkCalendar.Plain, null, 0).ToString().ShouldBe("Europe/Berlin|8|18|31|");
}
