using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Rules;

/// <summary>METHOD D2: the successor is begun with afresh, and the old one's history stays in sight. H1: whoever sent us is thanked.</summary>
public class SuccessorTests
{
    private const string Jana = "jana@example.com";
    private const string February = "2026-02-03T08:00:00Z";
    private const string Morning = "2026-03-02T08:00:00Z";

    private static TestWorkspace Mill(Dialect dialect, out Actor jana)
    {
        var place = TestWorkspace.Create(dialect);
        jana = place.User(Jana);
        place.RunAt(February, "add", "Ada Byron, ada@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(February, "start", "ada@mill.example", "--owner", Jana, "--matter", "spring offer").ExitCode.ShouldBe(0);
        place.RunAt(February, "log", "ada@mill.example", "call", "spoke", "--next", "call", "--on", "2026-03-02").ExitCode.ShouldBe(0);
        return place;
    }

    [Theory, Databases]
    public void Naming_the_successor_begins_afresh_with_the_history_in_sight(Dialect dialect)
    {
        using var place = Mill(dialect, out _);
        var logged = place.RunAt(Morning, "log", "ada@mill.example", "call", "left-company", "--who", "Bo Lind, Buyer", "--who-email", "bo@mill.example", "--json").Json;
        logged.GetProperty("state").GetString().ShouldBe("answered");
        logged.GetProperty("ledTo").GetProperty("wasKnown").GetBoolean().ShouldBeFalse();

        var bo = place.RunAt(Morning, "show", "bo@mill.example", "--json").Json;
        bo.GetProperty("contact").GetProperty("company").GetString().ShouldBe("Mill Ltd");
        (bo.GetProperty("contact").TryGetProperty("referredBy", out var by) && by.ValueKind != JsonValueKind.Null).ShouldBeFalse();
        var followUp = bo.GetProperty("followUps")[0];
        (followUp.GetProperty("matter").GetString(), followUp.GetProperty("situation").GetString()).ShouldBe(("spring offer", "cold"));
        followUp.GetProperty("counts").GetProperty("contacts").GetInt32().ShouldBe(0);
        var before = followUp.GetProperty("tookOverFrom");
        (before.GetProperty("contact").GetInt64(), before.GetProperty("name").GetString(), before.GetProperty("talked").GetString()).ShouldBe((1, "Ada Byron", "2026-02-03"));
        place.RunAt(Morning, "show", "ada@mill.example", "--json").Json.GetProperty("takenOverBy")[0].GetProperty("contact").GetInt64().ShouldBe(2);

        var row = place.RunAt(Morning, "today", "--owner", Jana, "--json").Json[0];
        row.GetProperty("contact").GetProperty("name").GetString().ShouldStartWith("Bo Lind");
        row.GetProperty("why").EnumerateArray().ShouldContain(why => why.GetProperty("rule").GetString() == "D2" && why.GetProperty("text").GetString()!.Contains("Took over from Ada Byron; last talked Tue 3 Feb 2026"));
        place.Run("doctor").ExitCode.ShouldBe(0);

        // after the first talk the history is on the page, and no more on Today
        place.RunAt(Morning, "log", "bo@mill.example", "call", "spoke", "--next", "call", "--on", "2026-03-02").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "today", "--owner", Jana, "--json").Json[0].GetProperty("why").EnumerateArray().ShouldNotContain(why => why.GetProperty("rule").GetString() == "D2");

        place.RunAt(Morning, "undo").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "undo").Output.ShouldContain("and Bo Lind");
        place.RunAt(Morning, "show", "ada@mill.example", "--json").Json.GetProperty("takenOverBy").GetArrayLength().ShouldBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task It_is_started_by_command_and_API_and_shown_both_ways_in_the_browser(Dialect dialect)
    {
        using var place = Mill(dialect, out var jana);
        place.RunAt(Morning, "log", "ada@mill.example", "call", "left-company").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "add", "Bo Lind, bo@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "bo@mill.example", "--owner", Jana, "--successor-of", "bo@mill.example").Errors.ShouldContain("Nobody comes after themselves");
        var started = place.RunAt(Morning, "start", "bo@mill.example", "--owner", Jana, "--successor-of", "ada@mill.example");
        started.Output.ShouldContain("about spring offer (cold");
        started.Output.ShouldContain("Took over from Ada Byron; last talked 2026-02-03.");

        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);
        var page = await browser.Get("/people/2");
        page.Page.QuerySelector(".card-follow-up a[href='/people/1']")!.TextContent.ShouldBe("Ada Byron");
        page.Page.QuerySelector(".card-follow-up")!.TextContent.ShouldContain("last talked");
        (await browser.Get("/people/1")).Page.QuerySelector(".place a[href='/people/2']")!.TextContent.ShouldBe("Bo Lind");
        (await browser.Get("/today")).Page.QuerySelector(".last")!.TextContent.ShouldContain("took over from Ada Byron");

        using var api = server.Api(jana);
        using var answer = await api.PostAsJsonAsync("/api/v1/follow-ups", new { contact = "bo@mill.example", matter = "autumn offer", successorOf = "ada@mill.example" }, TestContext.Current.CancellationToken);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("tookOverFrom").GetProperty("name").GetString().ShouldBe("Ada Byron");

        using var asWords = await api.PostAsJsonAsync("/api/v1/follow-ups", new Dictionary<string, string> { ["contact"] = "bo@mill.example", ["matter"] = "summer offer", ["successor-of"] = "ada@mill.example" }, TestContext.Current.CancellationToken);
        (await asWords.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("tookOverFrom").GetProperty("name").GetString().ShouldBe("Ada Byron");
        using var wrong = await api.PostAsJsonAsync("/api/v1/follow-ups", new { contact = "bo@mill.example", successorOf = "bo@mill.example" }, TestContext.Current.CancellationToken);
        (await wrong.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("problems")[0].GetProperty("field").GetString().ShouldBe("successorOf");

        // proposed right where it is recorded
        place.RunAt(Morning, "add", "Cy Roe, cy@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "cy@mill.example", "--owner", Jana, "--matter", "winter offer").ExitCode.ShouldBe(0);
        var form = await browser.Get("/follow-ups/5/record?outcome=left-company&channel=call");
        (await browser.Send(form, "/follow-ups/5/record", ("who", "Di Fox"))).Status.ShouldBe(303);
        (await browser.Get("/people/4")).Page.QuerySelector(".card-follow-up a[href='/people/3']")!.TextContent.ShouldBe("Cy Roe");
    }

    [Theory, Databases]
    public async Task Whoever_sent_us_is_thanked_once_by_a_promise(Dialect dialect)
    {
        using var place = Mill(dialect, out var jana);
        place.RunAt(Morning, "add", "Bo Lind, bo@other.example", "--referred-by", "ada@mill.example").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "bo@other.example", "--owner", Jana, "--situation", "referral").Output.ShouldContain("Ada Byron sent you: thank them. tact thank 2");
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);
        var page = await browser.Get("/people/2");
        (await browser.Send(page, "/people/2/thank")).Status.ShouldBe(303);
        (await browser.Get("/people/2")).Page.QuerySelector("form[action='/people/2/thank']").ShouldBeNull();
        var ada = place.RunAt(Morning, "show", "ada@mill.example", "--json").Json;
        var promise = ada.GetProperty("promises")[0];
        (promise.GetProperty("what").GetString(), promise.GetProperty("for").GetString()).ShouldBe(("Thank them for sending you to Bo Lind", "2026-03-03"));
        place.RunAt(Morning, "thank", "bo@other.example").ExitCode.ShouldNotBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public Task H1_a_client_who_sent_us_is_thanked_on_a_follow_up_of_their_own(Dialect dialect) => ThankedOnTheirOwn(dialect, "client", "client", "client-care");

    [Theory, Databases]
    public Task H1_anybody_else_who_sent_us_is_thanked_gently(Dialect dialect) => ThankedOnTheirOwn(dialect, "", "talked", "gentle");

    private static async Task ThankedOnTheirOwn(Dialect dialect, string tags, string situation, string preset)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User(Jana);
        place.Contact("Ada Byron", "ada@mill.example", tags: tags);
        place.RunAt(Morning, "add", "Bo Lind, bo@other.example", "--referred-by", "ada@mill.example").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "bo@other.example", "--owner", Jana, "--situation", "referral").Output.ShouldContain("Ada Byron sent you: thank them.");
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);
        var page = await browser.Get("/people/2");
        page.Page.QuerySelector("form[action='/people/2/thank']").ShouldNotBeNull();

        (await browser.Send(page, "/people/2/thank")).Status.ShouldBe(303);

        place.Workspace.Data.Read(session => session.Query<(string, string, string, long, string)>("select matter, situation, preset, kind, due_on from follow_ups where contact_id = 1"))
            .ShouldBe([("Thanks for Bo Lind", situation, preset, 3, "2026-03-03")]);
        (await browser.Get("/people/2")).Page.QuerySelector("form[action='/people/2/thank']").ShouldBeNull();
        place.RunAt(Morning, "thank", "bo@other.example").ExitCode.ShouldNotBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }
}
