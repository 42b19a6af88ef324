using NodaTime;
using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.Law;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>The laws on calls, preset by preset; week 1 begins on Monday 2 March 2026, times are the contact's.</summary>
public class LawTests
{
    private const string Determined = "determined";

    // they asked to be called at any hour of any day, so that only the law is left
    private const string AnyTime = "0 Mon 08:00 prefer from=0 to=24 on=Mon,Tue,Wed,Thu,Fri,Sat,Sun";

    [Theory]
    [InlineData("us-federal", "CA", "1 Mon 07:59 call", "hold 1 Mon 08:00 law:us-federal")]
    [InlineData("us-federal", "CA", "1 Mon 08:00 call", "allow")]
    [InlineData("us-federal", "CA", "1 Mon 20:59 call", "allow")]
    [InlineData("us-federal", "CA", "1 Mon 21:00 call", "hold 1 Tue 08:00 law:us-federal")]
    [InlineData("us-federal", "CA", "1 Mon 21:00 message", "hold 1 Tue 08:00 law:us-federal")]
    [InlineData("us-federal", "CA", "1 Mon 23:00 email", "allow")]
    [InlineData("us-fl", "FL", "1 Mon 20:00 call", "hold 1 Tue 08:00 law:us-fl")]
    [InlineData("us-al", "AL", "1 Sun 12:00 call", "hold 2 Mon 08:00 law:us-al")]
    [InlineData("us-al", "AL", "39 Thu 12:00 call", "hold 39 Fri 08:00 B2 law:us-al")] // Thanksgiving
    [InlineData("us-la", "LA", "1 Sun 12:00 call", "hold 2 Mon 08:00 law:us-la")]
    [InlineData("us-ms", "MS", "1 Sun 12:00 call", "hold 2 Mon 08:00 law:us-ms")]
    [InlineData("us-ma", "MA", "1 Mon 20:00 call", "hold 1 Tue 08:00 law:us-ma")]
    [InlineData("us-ct", "CT", "1 Mon 08:30 call", "hold 1 Mon 09:00 law:us-ct")]
    [InlineData("us-nv", "NV", "1 Mon 20:00 call", "hold 1 Tue 09:00 law:us-nv")]
    [InlineData("us-ky", "KY", "1 Mon 09:59 call", "hold 1 Mon 10:00 law:us-ky")]
    [InlineData("us-mi", "MI", "1 Mon 08:59 call", "hold 1 Mon 09:00 law:us-mi")]
    [InlineData("us-mn", "MN", "1 Mon 20:59 call", "allow")]
    [InlineData("us-nm", "NM", "1 Mon 08:59 call", "hold 1 Mon 09:00 law:us-nm")]
    [InlineData("us-ri", "RI", "1 Sat 12:00 call", "hold 2 Mon 09:00 law:us-ri")]
    [InlineData("us-ri", "RI", "1 Fri 18:00 call", "hold 2 Mon 09:00 law:us-ri")]
    [InlineData("us-wa", "WA", "1 Mon 20:00 call", "hold 1 Tue 08:00 law:us-wa")]
    public void Calls_keep_the_hours_of_the_state(string id, string state, string question, string verdict)
    {
        PolicyFiles.Laws.Keys.ShouldContain(id);
        Told(new Place("US", state), null, "America/New_York").Ask(question).ShouldBe(verdict);
    }

    [Theory]
    [InlineData("1 Mon 12:59 call", "allow")]
    [InlineData("1 Mon 13:00 call", "hold 1 Mon 14:00 law:fr-consumers")]
    [InlineData("1 Fri 20:00 call", "hold 2 Mon 10:00 law:fr-consumers")]
    [InlineData("11 Thu 11:00 call", "hold 11 Fri 10:00 B2 law:fr-consumers")] // Ascension Day
    public void France_guards_consumers_with_two_windows_a_day(string question, string verdict) => Told(new Place("FR", null), null, "Europe/Paris").Ask(question).ShouldBe(verdict);

    [Fact]
    public void C1_An_agreed_call_keeps_its_day_where_the_law_leaves_it_no_hour()
    {
        var (there, number) = (DateTimeZoneProviders.Tzdb["Pacific/Auckland"], DateTimeZoneProviders.Tzdb["Europe/Paris"]);
        var story = new Story("balanced", "1 Mon 12:00 call callback next=2Wed say=call", there.Id) { Law = LawfulCalls.For(null, new Place("FR", null), there, number, WorkCalendar.Plain, Protected.Consumers) };
        story.Next().ShouldBe("active callback call 2 Wed");
        story.Ask("2 Wed 11:00 call").ShouldBe("refuse law:fr-consumers");
        // a time they named is theirs
        story.Tell("1 Tue 12:00 call callback next=2Wed say=call time=11:00").Ask("2 Wed 11:00 call").ShouldBe("allow");
    }

    [Fact]
    public void A_company_is_no_consumer_and_a_country_without_a_known_law_holds_nothing()
    {
        LawfulCalls.For(new Place("FR", null), null, DateTimeZone.Utc, null, WorkCalendar.Plain, Protected.Everyone).ShouldBeNull();
        LawfulCalls.For(new Place("DE", "BY"), null, DateTimeZone.Utc, null, WorkCalendar.Plain, Protected.Consumers).ShouldBeNull();
        LawfulCalls.For(null, null, DateTimeZone.Utc, null, WorkCalendar.Plain, Protected.Consumers).ShouldBeNull();
    }

    [Theory]
    [InlineData("FL")]
    [InlineData("OK")]
    [InlineData("MD")]
    public void Three_calls_in_24_hours_count_silent_rings_too(string state)
    {
        var story = Told(new Place("US", state), null, "America/New_York", Determined, "1 Mon 09:00 call no-answer; 1 Mon 12:00 call no-answer; 1 Mon 15:00 call no-answer");
        story.Ask("1 Mon 18:00 call").ShouldEndWith($"law:us-{state.ToLowerInvariant()}");
        var c = story.CaseOf(story.Person);
        var at = story.At("1Mon", "18:00");
        (Judge.Of(c, Channel.Call, at).Until >= story.At("1Tue", "09:00")).ShouldBeTrue();
        (Judge.Of(c, Channel.Call, at).Rules & Rule.KeepTheLaw & Judge.Consent).ShouldBe(Rule.KeepTheLaw);
    }

    [Fact]
    public void Where_address_and_number_differ_the_stricter_law_and_zone_hold()
    {
        // lives in California, rings with a Florida number: eight to eight in Florida, from eight in California
        var story = Told(new Place("US", "CA"), new Place("US", "FL"), "America/Los_Angeles", numberZone: "America/New_York");
        story.Ask("1 Mon 07:59 call").ShouldBe("hold 1 Mon 08:00 law:us-federal law:us-fl");
        story.Ask("1 Mon 17:00 call").ShouldStartWith("hold 1 Tue 08:00 law:us-fl");
        story.Ask("1 Mon 16:59 call").ShouldBe("allow");
    }

    [Fact]
    public void Hours_follow_the_clock_when_it_changes()
    {
        // clocks go forward in New York on 8 March 2026
        Told(new Place("US", "NY"), null, "America/New_York").Ask("1 Sun 07:30 call").ShouldBe("hold 1 Sun 08:00 law:us-federal");
        Told(new Place("US", "NY"), null, "America/New_York").Ask("1 Sat 21:30 call").ShouldBe("hold 1 Sun 08:00 law:us-federal");
    }

    [Fact]
    public void A_call_at_the_time_they_asked_for_is_not_held()
    {
        var story = Told(new Place("US", "KY"), null, "America/New_York", "balanced", "1 Mon 11:00 call callback next=1Tue time=09:00 say=call");
        story.Ask("1 Tue 09:00 call").ShouldBe("allow");
        Told(new Place("US", "KY"), null, "America/New_York").Ask("1 Tue 09:00 call").ShouldBe("hold 1 Tue 10:00 law:us-ky");
    }

    [Fact]
    public void The_time_they_asked_for_comes_before_the_next_hour_of_the_law()
    {
        // lawful from ten; asked for at nine, and half an hour before counts as then
        var story = Told(new Place("US", "KY"), null, "America/New_York", "balanced", "1 Mon 11:00 call callback next=1Tue time=09:00 say=call");
        story.Ask("1 Mon 12:00 call").ShouldStartWith("hold 1 Tue 08:30");
    }

    [Fact]
    public void An_answer_to_them_waits_for_the_hours_of_the_law_and_not_for_working_days()
    {
        var calendar = WorkCalendars.Of("US", "FL");
        var story = new Story("balanced", "1 Fri 12:00 email replied", "America/New_York") { Calendar = calendar, Law = LawfulCalls.For(new Place("US", "FL"), null, DateTimeZoneProviders.Tzdb["America/New_York"], null, calendar, Protected.Everyone) };
        story.Ask("1 Sun 06:00 call").ShouldBe("hold 1 Sun 08:00 law:us-federal law:us-fl");
        story.Ask("1 Sun 09:00 call").ShouldBe("allow");
    }

    [Fact]
    public void C1_A_step_takes_another_way_where_the_law_leaves_a_call_no_hour()
    {
        // Nepal by day is Louisiana by night
        Abroad("").Decision().Channel.ShouldBe(Channel.Email);
        Abroad("0 Mon 10:00 email opt-out scope=email").Decision().Channel.ShouldBe(Channel.Letter);
        Abroad("0 Mon 10:00 prefer by=call").Decision().Channel.ShouldBe(Channel.Call);

        static Story Abroad(string history) => new("balanced", history, "Asia/Kathmandu")
        {
            Law = LawfulCalls.For(new Place("NP", null), new Place("US", "LA"), DateTimeZoneProviders.Tzdb["Asia/Kathmandu"], DateTimeZoneProviders.Tzdb["America/Chicago"], WorkCalendar.Plain, Protected.Everyone),
        };
    }

    [Fact]
    public void Every_law_names_its_sources_and_is_no_advice()
    {
        foreach (var law in PolicyFiles.Laws.Values)
        {
            law.Sources.ShouldNotBeEmpty(law.Id);
            law.Note.ShouldContain("not legal advice");
            law.Hours.ShouldAllBe(span => span.Length == 2 && span[0] < span[1] && span[1] <= 24);
        }
    }

    private static Story Told(Place address, Place? number, string zone, string preset = "balanced", string history = "", string? numberZone = null)
    {
        var calendar = WorkCalendars.Of(address.Country, address.Region);
        return new Story(preset, AnyTime + "; " + history, zone)
        {
            Calendar = calendar,
            Law = LawfulCalls.For(address, number, DateTimeZoneProviders.Tzdb[zone], numberZone is null ? null : DateTimeZoneProviders.Tzdb[numberZone], calendar, Protected.Consumers),
        };
    }
}
