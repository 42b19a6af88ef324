using AngleSharp.Dom;
using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Simulation;

/// <summary>The simulation on the command line and as a page.</summary>
public sealed class SimulateTests
{
    [Fact]
    public void The_command_keeps_its_contract()
    {
        var run = InProcess.Run(["simulate", "--people", "1000", "--months", "6", "--seed", "5", "--etiquette", "balanced", "--etiquette", "gentle", "--habit", "stop-after-2", "--json"]);

        run.ExitCode.ShouldBe(0, run.Errors);
        (run.Json.GetProperty("people").GetInt32(), run.Json.GetProperty("months").GetInt32(), run.Json.GetProperty("seed").GetInt32(), run.Json.GetProperty("seeds").GetInt32()).ShouldBe((1000, 6, 5, 10));
        var policies = run.Json.GetProperty("policies").EnumerateArray().ToList();
        policies.Select(policy => (policy.GetProperty("name").GetString(), policy.GetProperty("kind").GetString()))
            .ShouldBe([("balanced", "etiquette"), ("gentle", "etiquette"), ("stop-after-2", "habit")]);
        foreach (var policy in policies)
        {
            foreach (var number in (string[])["answers", "wins", "optOuts", "touches", "touchesPerWin", "limbo", "annoyed"])
                policy.GetProperty(number).EnumerateObject().Select(part => part.Name).ShouldBe(["mean", "low", "high"], number);
            policy.GetProperty("byTouch")[0].EnumerateObject().Select(part => part.Name).ShouldBe(["n", "reached", "answered", "hazard"]);
        }

        run.Json.GetProperty("calibration").GetProperty("callsFit").GetBoolean().ShouldBeTrue();
        run.Json.GetProperty("cannotBeTrusted").GetArrayLength().ShouldBeGreaterThan(3);
        InProcess.Run(["simulate", "--people", "1000", "--months", "6", "--seed", "5", "--etiquette", "balanced", "--etiquette", "gentle", "--habit", "stop-after-2", "--json"]).Output.ShouldBe(run.Output);
    }

    [Theory, Databases]
    public void The_team_s_own_preset_is_compared_with_the_others(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var file = Path.Combine(Directory.CreateTempSubdirectory("tact-own-").FullName, "ours.json");
        File.WriteAllText(file, place.Run("etiquette", "show", "gentle").Output.Replace("\"gentle\"", "\"ours\""));
        place.Run("etiquette", "save", file).ExitCode.ShouldBe(0);
        var run = place.Run("simulate", "--people", "500", "--months", "3", "--etiquette", "ours", "--etiquette", "gentle", "--json");
        run.ExitCode.ShouldBe(0, run.Errors);
        var (ours, gentle) = (run.Json.GetProperty("policies")[0], run.Json.GetProperty("policies")[1]);
        ours.GetProperty("name").GetString().ShouldBe("ours");
        // the same numbers under another name lead to the same
        ours.GetProperty("touches").GetRawText().ShouldBe(gentle.GetProperty("touches").GetRawText());
    }

    [Fact]
    public void The_command_says_in_words_what_it_found()
    {
        var run = InProcess.Run(["simulate", "--people", "500", "--habit", "never-stop"]);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("never-stop");
        run.Output.ShouldContain("cannot be trusted");
    }

    [Theory]
    [InlineData("etiquette", "--etiquette", "pushy")]
    [InlineData("habit", "--habit", "stop-after-9")]
    [InlineData("people", "--people", "3")]
    [InlineData("months", "--months", "0")]
    public void What_cannot_be_simulated_is_named(string field, params string[] words)
    {
        var run = InProcess.Run(["simulate", .. words, "--json"]);

        run.ExitCode.ShouldBe(2);
        run.Json.GetProperty("problems")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task The_page_compares_and_tries_other_numbers()
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite, "2026-03-02T08:55:00Z");
        var manager = test.User("head@example.com", "manager");
        var seller = test.User("jana@example.com");
        await using var server = await TestServer.Start(test);
        using var sellers = server.SignedIn(seller);
        (await sellers.Get("/simulate")).Status.ShouldBe(403);

        using var browser = server.SignedIn(manager);
        (await browser.Get("/team")).Page.QuerySelector("a[href='/simulate']").ShouldNotBeNull();
        (await browser.Get("/team")).Page.QuerySelector("main a[href='/etiquette'], .page a[href='/etiquette']").ShouldNotBeNull();
        var page = await browser.Get("/simulate");
        page.Status.ShouldBe(200);
        page.Page.QuerySelectorAll("table tbody tr").Length.ShouldBe(8);
        page.Page.QuerySelectorAll("svg.drawn").Length.ShouldBe(7);
        page.Page.QuerySelectorAll("svg.drawn").ShouldAllBe(chart => chart.GetAttribute("role") == "img" && chart.GetAttribute("aria-label")!.Length > 40);
        page.Page.QuerySelectorAll("[style], style, script:not([src])").ShouldBeEmpty();
        page.Page.QuerySelectorAll("[id]").GroupBy(element => element.Id).ShouldAllBe(same => same.Count() == 1);
        page.Page.QuerySelector("#budget")!.GetAttribute("value").ShouldBe("5");

        var tried = await browser.Get("/simulate?from=determined&budget=3&laterBudget=2&gaps=5,+10&rests=90&personPerWeek=1&ringsPerWeek=2&shortestCycle=&perYear=6");
        tried.Status.ShouldBe(200);
        tried.Page.QuerySelector("#tried")!.TextContent.ShouldContain("determined");
        var touches = tried.Page.QuerySelectorAll("section:has(#tried) tbody tr").Select(row => row.QuerySelectorAll("td").Last().TextContent).ToList();
        touches.Count.ShouldBe(2);
        touches[0].ShouldNotBe(touches[1]);
        tried.Page.QuerySelector("#gaps")!.GetAttribute("value").ShouldBe("5, 10");
    }

    [Theory]
    [InlineData("budget", "budget=0&laterBudget=2")]
    [InlineData("laterBudget", "budget=4&laterBudget=")]
    [InlineData("gaps", "gaps=")]
    [InlineData("gaps", "gaps=soon")]
    [InlineData("rests", "rests=")]
    [InlineData("perYear", "perYear=99999999999999999999")]
    [InlineData("personPerWeek", "personPerWeek=<b>")]
    public async Task Numbers_that_make_no_sense_are_pointed_out(string field, string query)
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite, "2026-03-02T08:55:00Z");
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(test.User("head@example.com", "manager"));

        var page = await browser.Get($"/simulate?from=balanced&{query}");
        page.Status.ShouldBe(400);
        page.Page.QuerySelector($"#{field}-problem").ShouldNotBeNull();
        page.Page.QuerySelector("#tried").ShouldBeNull();
    }
}
