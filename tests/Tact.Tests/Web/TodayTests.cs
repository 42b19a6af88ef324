using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Web;

/// <summary>Today's filters and what they count; pausing from a row.</summary>
public class TodayTests
{
    private const string Jana = "jana@example.com";

    [Theory, Databases]
    public async Task Each_filter_says_how_many_rows_it_shows(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User(Jana);
        // 10:00 in Berlin, 18:00 in Tokyo, 4:00 in New York
        Follow(place, "call", 3, "Europe/Berlin");
        Follow(place, "call", 2, "America/New_York");
        Follow(place, "write", 4, "Europe/Berlin");
        Follow(place, "visit", 1, "Europe/Berlin");
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);

        var today = await browser.Get("/today");
        var counts = today.Page.QuerySelectorAll(".filters a").Select(a => (a.GetAttribute("href")!, a.QuerySelector("span")!.TextContent)).ToList();
        counts.Select(c => c.TextContent).ShouldBe(["10", "3", "4", "1"]);
        foreach (var (address, count) in counts)
            (await browser.Get(address)).Page.QuerySelectorAll(".rows > li").Length.ToString().ShouldBe(count, address);
    }

    [Fact]
    public async Task The_days_capacity_limits_what_a_filter_counts_and_a_long_list_is_not_counted()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var jana = place.User(Jana);
        for (var i = 0; i < 35; i++)
            place.Contact($"Person {i}", $"p{i}@mill.example", tags: "prospect");
        Tact.FollowUps.StartFocusList.ByTag(place.Workspace, jana, "prospect", null, new() { Owner = Jana, Matter = "spring offer" });
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);

        Counts(await browser.Get("/today")).ShouldBe(["30", "0", "30", "0"]);
        Counts(await browser.Get("/today?more=1")).ShouldBe(["35", "0", "35", "0"]);
        (await browser.Get("/today?more=1")).Page.QuerySelectorAll(".filters a")[2].GetAttribute("href").ShouldBe("/today?show=emails&more=1");

        for (var i = 35; i < 310; i++)
            place.Contact($"Person {i}", $"p{i}@mill.example", tags: "prospect");
        Tact.FollowUps.StartFocusList.ByTag(place.Workspace, jana, "prospect", null, new() { Owner = Jana, Matter = "spring offer" });
        Counts(await browser.Get("/today?more=1")).ShouldBe(["310"]);
        (await browser.Get("/today?show=calls&more=1")).Status.ShouldBe(200);
    }

    [Theory, Databases]
    public async Task A_pause_says_what_fits_for_each_reason_takes_one_button_and_is_taken_back(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User(Jana);
        Follow(place, "call", 1, "Europe/Berlin");
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);

        var form = await browser.Get("/follow-ups/1/pause?back=/today");
        var answers = form.Page.QuerySelectorAll(".answers li");
        answers.Length.ShouldBe(7);
        answers.Select(a => a.QuerySelector("button")!.GetAttribute("data-key")).ShouldBe(["1", "2", "3", "4", "5", "6", "7"]);
        answers[0].QuerySelector("button")!.GetAttribute("value").ShouldBe("personal");
        answers[5].TextContent.ShouldContain("Do not call again to ask whether now is better.");
        // Enter in the note chooses no reason
        form.Page.QuerySelector("form.form button")!.HasAttribute("disabled").ShouldBeTrue();

        (await browser.Send(form, "/follow-ups/1/pause", ("reason", "review"), ("note", "the board meets in May"))).Location.ShouldBe("/today");
        place.Workspace.Data.Read(session => session.One<(string, string)>("select state, due_on from follow_ups")).ShouldBe(("paused", "2026-04-01"));
        var after = await browser.Get("/today");
        (await browser.Send(after, "/undo")).Status.ShouldBe(303);
        place.Workspace.Data.Read(session => session.Scalar<string>("select state from follow_ups")).ShouldBe("active");
    }

    private static IEnumerable<string> Counts(Support.Visit today) => today.Page.QuerySelectorAll(".filters a span").Select(span => span.TextContent);

    private static void Follow(TestWorkspace place, string step, int people, string zone)
    {
        for (var i = 0; i < people; i++)
        {
            var id = place.Contact($"{step} {zone} {i}", $"{step}{zone.Length}{i}@mill.example", $"+49 30 555 {zone.Length}{i}{step.Length}", zone: zone);
            place.RunAt("2026-03-02T08:00:00Z", "start", $"{id}", "--owner", Jana).ExitCode.ShouldBe(0);
            place.RunAt("2026-03-02T08:00:00Z", "next", $"{id}", step, "--on", "2026-03-02").ExitCode.ShouldBe(0);
        }
    }
}
