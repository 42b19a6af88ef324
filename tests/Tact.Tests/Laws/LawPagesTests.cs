using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Tact.Laws;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Laws;

/// <summary>The laws on the web and over REST, as somebody without JavaScript meets them.</summary>
public class LawPagesTests
{
    [Theory, Databases]
    public void The_demonstration_has_one_breach_for_the_admin_to_see(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        Tact.Demo.DemoWorkspace.Fill(place.Workspace);
        var breach = ((Result<BreachesListed>.Ok)ShowLaws.Breaches(place.Workspace, Tact.Accounts.Actor.CommandLine, null)).Value.Breaches.ShouldHaveSingleItem();
        breach.Name.ShouldBe("Brigitte Kern");
        breach.Rules.ShouldContain("B1");
        place.RunAt(TestWorkspace.Monday, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task An_admin_brings_a_list_in_and_sees_age_laws_and_breaches(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var admin = place.User("ada@example.com", "admin");
        place.RunAt(TestWorkspace.Monday, "add", "Grace, +44 20 7946 0958", "--country", "United Kingdom").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", "Grace", "--owner", "ada@example.com").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(admin);
        var page = await browser.Get("/laws");
        page.Status.ShouldBe(200);
        page.Page.QuerySelector("h1")!.TextContent.ShouldBe("Laws");
        page.Page.Body!.TextContent.ShouldContain("never brought in");
        page.Page.Body.TextContent.ShouldContain("not legal advice");
        page.Page.QuerySelector(".laws")!.TextContent.ShouldContain("PECR");
        (await browser.Get("/settings")).Page.QuerySelector("a[href='/laws']").ShouldNotBeNull();

        var sent = await browser.SendFile(page, "/laws/lists", "file", "tps.csv", "020 7946 0958\n", ("list", "gb-tps"), ("as-of", "2026-03-01"));
        sent.Status.ShouldBe(303);
        (await browser.Get(sent.Location!)).Page.QuerySelector(".said")!.TextContent.ShouldContain("gb-tps of 1 Mar 2026 is in: 1 entry");
        (await browser.SendFile(await browser.Get("/laws"), "/laws/lists", "file", "tps.csv", "", ("list", "gb-tps"), ("as-of", "2026-03-01"))).Status.ShouldBe(422);

        place.RunAt(TestWorkspace.Monday, "log", "Grace", "call", "voicemail", "--by", "ada@example.com").ExitCode.ShouldBe(0);
        var breaches = (await browser.Get("/laws")).Page.QuerySelector("section[aria-labelledby=breaches] tbody")!;
        breaches.TextContent.ShouldContain("Grace");
        breaches.TextContent.ShouldContain("Telephone Preference Service");

        var set = await browser.Send(await browser.Get("/laws"), "/laws/setting", ("place", "US-FL"), ("screening", "always"));
        set.Status.ShouldBe(303);
        (await browser.Get("/laws")).Page.QuerySelector("#place")!.GetAttribute("value").ShouldBe("US-FL");
        (await browser.Send(await browser.Get("/laws"), "/laws/setting", ("place", "Atlantis"), ("screening", "always"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task The_page_is_for_admins()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        await using var server = await TestServer.Start(place);
        foreach (var role in new[] { "seller", "manager" })
        {
            var user = place.User($"{role}@example.com", role);
            using var browser = server.SignedIn(user);
            (await browser.Get("/laws")).Status.ShouldBe(403);
            using var api = server.Api(user);
            ((int)(await api.GetAsync("/api/v1/laws/breaches", TestContext.Current.CancellationToken)).StatusCode).ShouldBe(403);
            ((int)(await api.PostAsync("/api/v1/screen?list=ours&asOf=2026-03-01", new StringContent("+44 20 7946 0958", Encoding.UTF8, "text/csv"), TestContext.Current.CancellationToken)).StatusCode).ShouldBe(403);
        }
    }

    [Theory, Databases]
    public async Task Consent_and_law_of_a_person_are_kept_on_their_page(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var seller = place.User("jana@example.com");
        var id = place.Contact("Lena", "lena@mill.example", "+49 30 55500100");
        place.RunAt(TestWorkspace.Monday, "law", "set", "Lena", "--place", "DE").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(seller);
        (await browser.Get($"/people/{id}")).Page.Body!.TextContent.ShouldContain("The law asks for consent to e-mail, and it is not there");
        var form = await browser.Get($"/people/{id}/consent");
        (await browser.Send(form, $"/people/{id}/consent", ("evidence", ""))).Status.ShouldBe(422);
        var kept = await browser.Send(form, $"/people/{id}/consent", ("evidence", "yes, at the fair"), ("until", "2026-06-30"));
        kept.Status.ShouldBe(303);
        var person = (await browser.Get(kept.Location!)).Page.Body!.TextContent;
        person.ShouldContain("it is there until 30 Jun 2026");
        person.ShouldContain("yes, at the fair");
        (await browser.Send(await browser.Get($"/people/{id}/consent/withdraw"), $"/people/{id}/consent/withdraw", ("evidence", "wrote: no"))).Status.ShouldBe(303);
        (await browser.Get($"/people/{id}")).Page.Body!.TextContent.ShouldContain("withdrawn “wrote: no”");
        var law = await browser.Send(await browser.Get($"/people/{id}/law"), $"/people/{id}/law", ("place", "US-FL"), ("as", "company"));
        law.Status.ShouldBe(303);
        (await browser.Get(law.Location!)).Page.QuerySelector(".said")!.TextContent.ShouldContain("us-fl");
        (await browser.Get("/people/999/consent")).Status.ShouldBe(404);
    }

    [Theory, Databases]
    public async Task Programs_do_the_same(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var admin = place.User("ada@example.com", "admin");
        place.Contact("Lena", "lena@mill.example", "+49 30 55500100");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(admin);
        var stop = TestContext.Current.CancellationToken;
        var made = await api.PostAsync("/api/v1/screen?list=ours&asOf=2026-03-01", new StringContent("lena@mill.example\n", Encoding.UTF8, "text/csv"), stop);
        ((int)made.StatusCode).ShouldBe(201);
        (await made.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("entries").GetInt64().ShouldBe(1);
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/screen", stop)).EnumerateArray().ShouldContain(list => list.GetProperty("list").GetString() == "ours");
        ((int)(await api.PostAsJsonAsync("/api/v1/contacts/Lena/consents", new { channel = "email", kind = "express", evidence = "said yes", until = "2026-12-31" }, stop)).StatusCode).ShouldBe(201);
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts/Lena", stop)).GetProperty("consents")[0].GetProperty("until").GetString().ShouldBe("2026-12-31");
        ((int)(await api.PostAsJsonAsync("/api/v1/contacts/Lena/consents/withdraw", new { channel = "email", evidence = "said no" }, stop)).StatusCode).ShouldBe(201);
        var set = await api.PatchAsync("/api/v1/contacts/Lena/law", JsonContent.Create(new { place = "US-FL" }), stop);
        (await set.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("place").GetString().ShouldBe("US-FL");
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/laws", stop)).GetArrayLength().ShouldBeGreaterThan(20);
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/laws/us-fl", stop)).GetProperty("says").GetArrayLength().ShouldBe(2);
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/laws/breaches", stop)).GetProperty("breaches").GetArrayLength().ShouldBe(0);
        ((int)(await api.PostAsJsonAsync("/api/v1/laws/setting", new { screening = "always" }, stop)).StatusCode).ShouldBe(200);
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/laws/setting", stop)).GetProperty("screening").GetString().ShouldBe("always");
    }
}
