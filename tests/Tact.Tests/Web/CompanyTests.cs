using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Web;

/// <summary>Editing a company, by form and by API: it and its people stay findable, and their days follow its zone.</summary>
public class CompanyTests
{
    private const string Morning = "2026-03-02T08:00:00Z";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_company_is_edited_and_found_under_its_new_name_with_its_people(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        place.RunAt(Morning, "add", "Ada Byron, ada@mill.example, +49 30 5550123", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(Morning, "start", "ada@mill.example", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);

        var form = await browser.Open("/companies/1/edit");
        form.Page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Mill Ltd");
        var action = form.Page.QuerySelector("form.form")!.GetAttribute("action")!;
        var wrong = await browser.Send(form, action, ("zone", "Moon/Base"), ("domain", "not a domain"));
        wrong.Status.ShouldBe(422);
        wrong.Page.QuerySelector("#zone")!.GetAttribute("aria-invalid").ShouldBe("true");
        wrong.Page.QuerySelector("#domain")!.GetAttribute("value").ShouldBe("not a domain");
        (await browser.Send(form, action, ("name", "Quarry AG"), ("site", "Second works"), ("domain", "https://www.Quarry.example/about"), ("industry", "Stone"), ("phone", "+49 89 777 4321"), ("city", "Passau"), ("zone", "America/New_York"), ("tags", "client")))
            .Location.ShouldBe("/companies/1");
        var page = await browser.Get("/companies/1");
        page.Page.QuerySelector("h1")!.TextContent.ShouldContain("Quarry AG");
        page.Page.QuerySelector(".is-a")!.TextContent.ShouldBe("client");
        page.Page.QuerySelector(".place")!.TextContent.ShouldBe("Second works · Stone · Passau · quarry.example · +49 89 777 4321");

        // the other one, opened before, is told
        var late = await browser.Send(form, action, ("name", "Mill & Sons"));
        late.Status.ShouldBe(422);
        late.Text.ShouldContain("edited by somebody else meanwhile");

        using var api = server.Api(jana);
        foreach (var fragment in (string[])["quar", "7774321", "passau"])
            (await Get(api, $"/api/v1/search?q={fragment}")).GetProperty("companies").GetArrayLength().ShouldBe(1, fragment);
        (await Get(api, "/api/v1/search?q=quarry")).GetProperty("people").GetArrayLength().ShouldBe(1);
        (await Get(api, "/api/v1/search?q=mill%20ltd")).GetProperty("people").GetArrayLength().ShouldBe(0);
        place.Workspace.Data.Read(session => session.Scalar<string>("select call_window from follow_ups"))!.ShouldStartWith("America/New_York|");
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task The_API_adds_and_patches_companies(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(jana);

        var added = await Sent(await api.PostAsJsonAsync("/api/v1/companies", new { name = "Mill Ltd", domain = "mill.example", city = "Leeds" }, Stop), 201);
        added.GetProperty("wasKnown").GetBoolean().ShouldBeFalse();
        (await Sent(await api.PostAsJsonAsync("/api/v1/companies", new { name = "MILL LTD" }, Stop), 201)).GetProperty("wasKnown").GetBoolean().ShouldBeTrue();
        (await Sent(await api.PostAsJsonAsync("/api/v1/companies", new { city = "Leeds" }, Stop), 400)).GetProperty("problems")[0].GetProperty("field").GetString().ShouldBe("name");

        var patched = await Sent(await api.PatchAsJsonAsync("/api/v1/companies/1", new { industry = "Flour", city = "", seenVersion = added.GetProperty("version").GetString() }, Stop), 200);
        patched.GetProperty("version").GetString().ShouldNotBe(added.GetProperty("version").GetString());
        var company = (await Get(api, "/api/v1/companies/1")).GetProperty("company");
        (company.GetProperty("industry").GetString(), company.GetProperty("city").GetString(), company.GetProperty("domain").GetString(), company.GetProperty("version").GetString())
            .ShouldBe(("Flour", null, "mill.example", patched.GetProperty("version").GetString()));
        await Sent(await api.PatchAsJsonAsync("/api/v1/companies/1", new { industry = "Oats", seenVersion = added.GetProperty("version").GetString() }, Stop), 409);
        await Sent(await api.PatchAsJsonAsync("/api/v1/companies/99", new { industry = "Oats" }, Stop), 404);
        (await Get(api, "/api/v1/search?q=leeds")).GetProperty("companies").GetArrayLength().ShouldBe(0);
    }

    private static async Task<JsonElement> Get(HttpClient api, string address) => await api.GetFromJsonAsync<JsonElement>(address, Stop);

    private static async Task<JsonElement> Sent(HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Stop);
            ((int)answer.StatusCode).ShouldBe(status, text);
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
