using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Rules;

/// <summary>METHOD E6: the wrong person leads to the right one, and the trail is kept.</summary>
public class RightPersonTests
{
    private const string Jana = "jana@example.com";
    private const string Morning = "2026-03-02T08:00:00Z";

    private static TestWorkspace Mill(Dialect dialect, out Actor jana)
    {
        var place = TestWorkspace.Create(dialect);
        jana = place.User(Jana);
        place.RunAt(Morning, "add", "Ada Byron, ada@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "ada@mill.example", "--owner", Jana, "--matter", "spring offer").ExitCode.ShouldBe(0);
        return place;
    }

    [Theory, Databases]
    public void Who_was_named_is_followed_up_about_the_same_matter_at_the_same_company(Dialect dialect)
    {
        using var place = Mill(dialect, out _);
        var words = (string[])["log", "ada@mill.example", "call", "wrong-person", "--who", "Bo Lind", "--who-email", "bo@mill.example", "--who-phone", "+49 30 5550199", "--id", "k1"];
        var logged = place.RunAt(Morning, [.. words, "--json"]).Json;
        logged.GetProperty("state").GetString().ShouldBe("answered");
        var led = logged.GetProperty("ledTo");
        led.GetProperty("name").GetString().ShouldBe("Bo Lind");
        led.GetProperty("followUp").GetInt64().ShouldBe(2);

        var again = place.RunAt(Morning, [.. words, "--json"]).Json.GetProperty("ledTo");
        again.GetProperty("contact").GetInt64().ShouldBe(led.GetProperty("contact").GetInt64());
        again.GetProperty("followUp").GetInt64().ShouldBe(2);

        var bo = place.RunAt(Morning, "show", "bo@mill.example", "--json").Json;
        bo.GetProperty("contact").GetProperty("company").GetString().ShouldBe("Mill Ltd");
        bo.GetProperty("contact").GetProperty("referredBy").GetInt64().ShouldBe(1);
        var followUp = bo.GetProperty("followUps")[0];
        (followUp.GetProperty("matter").GetString(), followUp.GetProperty("situation").GetString(), followUp.GetProperty("owner").GetString()).ShouldBe(("spring offer", "referral", Jana));
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from companies")).ShouldBe(1);

        var today = place.RunAt(Morning, "today", "--owner", Jana, "--json").Json;
        today.GetArrayLength().ShouldBe(1);
        today[0].GetProperty("contact").GetProperty("name").GetString().ShouldBe("Bo Lind");
        place.Run("doctor").ExitCode.ShouldBe(0);

        place.RunAt(Morning, "undo").Output.ShouldContain("and Bo Lind, whom they named");
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from contacts") + session.Scalar<long>("select count(*) from follow_ups")).ShouldBe(2);
        place.RunAt(Morning, "show", "bo@mill.example").ExitCode.ShouldNotBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);
        place.RunAt(Morning, [.. words[..^1], "k2"]).ExitCode.ShouldBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void Taking_it_back_leaves_whoever_something_has_happened_with_since(Dialect dialect)
    {
        using var place = Mill(dialect, out _);
        place.RunAt(Morning, "log", "ada@mill.example", "call", "wrong-person", "--who", "Bo Lind", "--who-email", "bo@mill.example").ExitCode.ShouldBe(0);
        place.User("max@example.com");
        place.RunAt(Morning, "log", "bo@mill.example", "call", "voicemail", "--by", "max@example.com").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "undo", "--by", Jana).Output.ShouldContain("Bo Lind, whom they named, stays: something has happened with them since");
        place.RunAt(Morning, "show", "bo@mill.example", "--json").Json.GetProperty("followUps").GetArrayLength().ShouldBe(1);

        // somebody who was known stays; only the follow-up goes
        place.RunAt(Morning, "add", "Cy Roe, cy@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "log", "ada@mill.example", "call", "wrong-person", "--who", "Cy Roe").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "show", "cy@mill.example", "--json").Json.GetProperty("followUps").GetArrayLength().ShouldBe(1);
        place.RunAt(Morning, "undo", "--by", Jana).Output.ShouldContain("and the follow-up with Cy Roe");
        var cy = place.RunAt(Morning, "show", "cy@mill.example", "--json").Json;
        cy.GetProperty("followUps").GetArrayLength().ShouldBe(0);
        cy.GetProperty("contact").TryGetProperty("referredBy", out var by).ShouldBe(by.ValueKind == JsonValueKind.Null);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void A_colleague_who_is_known_is_taken_and_a_no_of_theirs_holds(Dialect dialect)
    {
        using var place = Mill(dialect, out _);
        place.RunAt(Morning, "add", "Bo Lind, bo@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "log", "bo@mill.example", "email", "opt-out").ExitCode.ShouldBe(0);

        var led = place.RunAt(Morning, "log", "ada@mill.example", "call", "wrong-person", "--who", "bo lind", "--json").Json.GetProperty("ledTo");
        led.GetProperty("contact").GetInt64().ShouldBe(2);
        led.GetProperty("wasKnown").GetBoolean().ShouldBeTrue();
        led.GetProperty("followUp").ValueKind.ShouldBe(JsonValueKind.Null);
        led.GetProperty("why").GetString()!.ShouldContain("asked never to be contacted");
    }

    [Theory]
    [InlineData("call spoke --who Bo", "who:")]
    [InlineData("call wrong-person --who Bo --who-email nonsense", "who-email:")]
    [InlineData("call wrong-person --who Bo --who-phone 1", "who-phone:")]
    public void What_cannot_be_used_is_told_before_anything_is_kept(string words, string problem)
    {
        using var place = Mill(Dialect.Sqlite, out _);
        var run = place.RunAt(Morning, ["log", "ada@mill.example", .. words.Split(' ')]);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(problem);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from contacts")).ShouldBe(1);
    }

    [Theory, Databases]
    public async Task The_form_and_the_API_take_the_name_and_show_who_it_led_to(Dialect dialect)
    {
        using var place = Mill(dialect, out var jana);
        place.RunAt(Morning, "add", "Cy Roe, cy@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "cy@mill.example", "--owner", Jana, "--matter", "autumn offer").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);
        var form = await browser.Get("/follow-ups/1/record?outcome=spoke");
        var bad = await browser.Send(form, "/follow-ups/1/record", ("said", "wrong-person"), ("who", "Bo Lind"), ("who-email", "nonsense"));
        bad.Status.ShouldBe(422);
        bad.Page.QuerySelector("#who-email")!.GetAttribute("aria-invalid").ShouldBe("true");
        (await browser.Send(form, "/follow-ups/1/record", ("said", "wrong-person"), ("who", "Bo Lind"))).Status.ShouldBe(303);
        (await browser.Get("/today")).Page.QuerySelector(".said")!.TextContent.ShouldContain("Bo Lind is added and followed up");
        var page = await browser.Get("/people/3");
        page.Text.ShouldContain("Referred by");
        page.Page.QuerySelector(".place a[href='/people/1']")!.TextContent.ShouldBe("Ada Byron");

        using var api = server.Api(jana);
        using var answer = await api.PostAsJsonAsync("/api/v1/touches", new { contact = "cy@mill.example", channel = "call", outcome = "wrong-person", who = "Di Fox" }, TestContext.Current.CancellationToken);
        var led = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("ledTo");
        (led.GetProperty("name").GetString(), led.GetProperty("wasKnown").GetBoolean()).ShouldBe(("Di Fox", false));
    }
}
