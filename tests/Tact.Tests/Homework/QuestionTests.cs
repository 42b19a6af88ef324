using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tact.Core.Homework;
using Tact.Homework;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Homework;

/// <summary>METHOD E4, E6 and D2: questions with answers that become facts, and the people map of a company.</summary>
public class QuestionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public void E4_the_shipped_questions_are_open_ones(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var all = place.Workspace.Data.Read(TeamQuestions.All);
        all.Count.ShouldBeGreaterThanOrEqualTo(16);
        all.ShouldAllBe(question => AskNext.IsOpenQuestion(question.Text));
        foreach (var situation in Tact.Core.Names.All<Tact.Core.Situation>())
            all.ShouldContain(question => question.Situations.Contains(situation, StringComparison.Ordinal), situation);
    }

    [Theory, Databases]
    public async Task E4_answers_leave_the_brief_and_become_facts_with_one_click(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (jana, maria) = (place.User("jana@example.com"), place.User("maria@example.com", "manager"));
        place.RunAt(TestWorkspace.Monday, "add", "Ada Byron, ada@mill.example, +49 30 5550123", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", "ada@mill.example", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);
        const string asked = "What takes more of your time than it should?";

        (await browser.Get("/people/1/brief")).Page.QuerySelector(".brief-ask li")!.TextContent.ShouldBe(asked);
        var form = await browser.Get("/people/1/questions");
        form.Page.QuerySelector(".questions label")!.TextContent.ShouldBe(asked);
        var id = form.Page.QuerySelector(".questions input[name=question]")!.GetAttribute("value")!;
        var empty = await browser.Send(form, "/people/1/questions", ("question", id), ("answer", " "));
        empty.Status.ShouldBe(422);
        empty.Page.QuerySelector($"#answer-{id}")!.GetAttribute("aria-invalid").ShouldBe("true");
        (await browser.Send(form, "/people/1/questions", ("question", id), ("answer", "The <counting>"))).Location.ShouldBe("/people/1/questions");
        (await browser.Get("/people/1/brief")).Page.QuerySelector(".brief-ask")!.TextContent.ShouldNotContain(asked);
        var answered = await browser.Get("/people/1/questions");
        answered.Page.QuerySelector(".answer")!.TextContent.ShouldBe("The <counting>");
        (await browser.Send(answered, "/answers/1/keep")).Location.ShouldBe("/people/1/questions");
        (await browser.Get("/people/1/questions")).Page.QuerySelector("a[href='/facts/1']").ShouldNotBeNull();
        var fact = (await browser.Get("/people/1")).Page.QuerySelector(".facts li")!.TextContent;
        fact.ShouldContain("The <counting>");
        fact.ShouldContain($"asked: {asked}");
        TeamQuestions.KeepAsFact(place.Workspace, jana, 1).ShouldBeOfType<Result<FactShown>.Stale>();

        (await browser.Get("/questions/new")).Status.ShouldBe(403);
        using var manager = server.SignedIn(maria);
        var write = await manager.Get("/questions/new");
        var closed = await manager.Send(write, "/questions/new", ("text", "Do you have a budget?"), ("situations", "winter"));
        closed.Status.ShouldBe(422);
        closed.Page.QuerySelectorAll("[aria-invalid]").Length.ShouldBe(2);
        (await manager.Send(write, "/questions/new", ("text", "How is the budget made?"), ("about", "company"), ("situations", "cold, talked"))).Location.ShouldBe("/questions");
        (await browser.Get("/people/1/questions")).Text.ShouldContain("How is the budget made?");

        using var api = server.Api(jana);
        var added = place.Workspace.Data.Read(TeamQuestions.All).Find(one => one.Text == "How is the budget made?")!;
        added.Situations.ShouldBe("cold,talked");
        await FactTests.Sent(await api.PostAsJsonAsync("/api/v1/questions", new { text = "What now?" }, Stop), 403);
        await FactTests.Sent(await api.PostAsJsonAsync("/api/v1/contacts/1/answers", new { question = 999, answer = "x" }, Stop), 404);
        var kept = await FactTests.Sent(await api.PostAsJsonAsync("/api/v1/contacts/1/answers", new { question = added.Id, answer = "In autumn", on = "2026-02-20" }, Stop), 201);
        var number = kept.GetProperty("answer").GetProperty("id").GetInt64();
        (await FactTests.Sent(await api.PostAsJsonAsync($"/api/v1/answers/{number}/keep", new { }, Stop), 200)).GetProperty("about").GetString().ShouldBe("company");
        var all = await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts/1/answers", Stop);
        all.EnumerateArray().First(one => one.GetProperty("id").GetInt64() == added.Id).GetProperty("answer").GetProperty("on").GetString().ShouldBe("2026-02-20");
        (await manager.Send(await manager.Get($"/questions/{added.Id}"), $"/questions/{added.Id}", ("act", "remove"))).Location.ShouldBe("/questions");
        place.Run("question", "answer", "Ada Byron", id, "Nothing any more").ExitCode.ShouldBe(0);
        place.Run("question", "ask", "Ada Byron").Output.ShouldContain("Nothing any more");
        place.Run("question", "add", "What else?", "--situations", "cold").ExitCode.ShouldBe(0);
        place.Run("question", "list").Output.ShouldContain("What else?");
    }

    [Theory, Databases]
    public async Task The_people_map_shows_parts_chiefs_who_left_and_who_led_us_there(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        foreach (var who in (string[])["Ada Byron, ada@mill.example", "Bo Lind, bo@mill.example", "Cy Roe, cy@mill.example"])
            place.RunAt(TestWorkspace.Monday, "add", who, "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "add", "Di Fox, di@oat.example", "--company", "Oat AG").ExitCode.ShouldBe(0);
        place.Contact("Nobody Known", "nobody@example.com");
        place.RunAt(TestWorkspace.Monday, "start", "bo@mill.example", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "log", "bo@mill.example", "call", "wrong-person", "--who", "Ed Gray").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", "cy@mill.example", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "log", "cy@mill.example", "call", "left-company", "--who", "Fay Hill").ExitCode.ShouldBe(0);

        MapPerson Set(string who, string? part, string? chief) => FactTests.Ok(PlacesOnTheMap.Set(place.Workspace, jana, who, part, chief));
        Set("ada@mill.example", "decides", null).Part.ShouldBe("decides");
        Set("bo@mill.example", "keeps the gate", "ada@mill.example").Depth.ShouldBe(1);
        Set("Ed Gray", "uses", "bo@mill.example").Depth.ShouldBe(2);
        Wrong("ada@mill.example", "Ed Gray").ShouldBe("Ed Gray reports to Ada Byron, directly or over others. Change that first.");
        Wrong("ada@mill.example", "ada@mill.example").ShouldBe("Nobody reports to themselves.");
        Wrong("ada@mill.example", "di@oat.example").ShouldBe("They work elsewhere. Choose somebody of Mill Ltd.");
        PlacesOnTheMap.Set(place.Workspace, jana, "nobody@example.com", "decides", null).ShouldBeOfType<Result<MapPerson>.Invalid>();
        PlacesOnTheMap.Set(place.Workspace, jana, "ada@mill.example", "boss", null).ShouldBeOfType<Result<MapPerson>.Invalid>();
        // the part stays when only the chief changes
        Set("bo@mill.example", null, "").ShouldSatisfyAllConditions(bo => bo.Part.ShouldBe("keeps-the-gate"), bo => bo.ReportsTo.ShouldBeNull());

        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);
        var part = await browser.Get("/people/2/part");
        part.Page.QuerySelectorAll("select[name='reports-to'] option").Select(option => option.TextContent).ShouldBe(["Not known, or to nobody there", "Ada Byron", "Cy Roe", "Ed Gray", "Fay Hill"], ignoreOrder: true);
        (await browser.Send(part, "/people/2/part", ("part", "influences"), ("reports-to", "1"))).Location.ShouldBe("/companies/1");
        var circle = await browser.Send(await browser.Get("/people/1/part"), "/people/1/part", ("reports-to", "2"));
        circle.Status.ShouldBe(422);
        circle.Page.QuerySelector("[name='reports-to']")!.GetAttribute("aria-invalid").ShouldBe("true");

        var map = (await browser.Get("/companies/1")).Page.QuerySelector(".people-map")!;
        var ada = map.QuerySelector("ul > li")!;
        ada.QuerySelector(".part")!.TextContent.ShouldBe("decides");
        ada.QuerySelector("ul > li")!.QuerySelector("p")!.TextContent.ShouldContain("Bo Lind");
        map.QuerySelectorAll("ul ul ul > li").Single().TextContent.ShouldContain("Led to by Bo Lind");
        var left = map.QuerySelector(".has-left")!;
        left.TextContent.ShouldContain("Cy Roe");
        left.QuerySelector(".hint")!.TextContent.ShouldContain("after them Fay Hill");
        (await browser.Get("/people/1/brief")).Page.QuerySelector(".brief-who")!.TextContent.ShouldContain("decides");

        using var api = server.Api(jana);
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/companies/1/people-map", Stop)).GetProperty("people").GetArrayLength().ShouldBe(5);
        (await FactTests.Sent(await api.PostAsJsonAsync("/api/v1/contacts/1/part", new { part = "influences" }, Stop), 201)).GetProperty("part").GetString().ShouldBe("influences");
        place.Run("people", "place", "Ada Byron", "--part", "decides").ExitCode.ShouldBe(0);
        place.Run("people", "map", "Mill Ltd").Output.ShouldContain("    Ed Gray: will use it; led to by Bo Lind");
        place.Run("doctor").ExitCode.ShouldBe(0);

        string Wrong(string who, string chief) => PlacesOnTheMap.Set(place.Workspace, jana, who, null, chief).ShouldBeOfType<Result<MapPerson>.Invalid>().Problems.Single().Text;
    }
}
