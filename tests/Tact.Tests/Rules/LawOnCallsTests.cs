using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Rules;

/// <summary>METHOD B10: the law on calls holds by address or number, is named, and cannot be overruled.</summary>
public class LawOnCallsTests
{
    [Theory, Databases]
    public void Three_dials_in_a_day_are_enough_for_Florida(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");
        place.RunAt("2026-03-02T13:00:00Z", "add", "Ada, +1 305 555 0100").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T13:00:00Z", "start", "Ada", "--owner", "jana@example.com", "--etiquette", "determined").ExitCode.ShouldBe(0);
        foreach (var hour in new[] { 14, 17, 20 })
            place.RunAt($"2026-03-02T{hour}:00:00Z", "log", "Ada", "call", "no-answer").ExitCode.ShouldBe(0);

        var asked = place.RunAt("2026-03-02T21:00:00Z", "ask", "Ada", "call", "--json");
        asked.Output.ShouldContain("law:us-fl");
        asked.Output.ShouldContain("\"overrulable\":false");
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("2026-03-03T08:30:00Z", false, "2026-03-03T10:00:00+01:00")]
    [InlineData("2026-03-03T11:59:00Z", true, null)]
    [InlineData("2026-03-03T12:00:00Z", false, "2026-03-03T14:00:00+01:00")]
    [InlineData("2026-03-03T12:59:00Z", false, "2026-03-03T14:00:00+01:00")]
    [InlineData("2026-03-03T13:00:00Z", true, null)]
    [InlineData("2026-03-03T16:59:00Z", true, null)]
    [InlineData("2026-03-03T17:00:00Z", false, "2026-03-04T10:00:00+01:00")]
    [InlineData("2026-03-06T17:00:00Z", false, "2026-03-09T10:00:00+01:00")]
    public async Task Calls_possible_now_know_the_midday_gap_of_France(string now, bool open, string? until)
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite, now);
        var jana = place.User("jana@example.com");
        place.RunAt("2026-03-02T09:00:00Z", "add", "Ada, +33 6 12 34 56 78").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T09:00:00Z", "start", "Ada", "--owner", "jana@example.com").ExitCode.ShouldBe(0);

        var row = place.RunAt(now, "today", "--owner", "jana@example.com", "--json").Json[0];
        (row.GetProperty("channel").GetString(), row.GetProperty("verdict").GetString()).ShouldBe(("call", open ? "allow" : "hold"));
        if (until is not null)
            row.GetProperty("until").GetString().ShouldBe(until);
        place.RunAt(now, "ask", "Ada", "call", "--json").Json.GetProperty("verdict").GetString().ShouldBe(open ? "allow" : "hold");
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);
        (await browser.Get("/today?show=calls")).Page.QuerySelectorAll("li.due").Length.ShouldBe(open ? 1 : 0);
        place.RunAt(now, "doctor").ExitCode.ShouldBe(0);
    }
}
