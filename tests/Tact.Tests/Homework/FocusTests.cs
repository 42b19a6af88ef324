using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Homework;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Homework;

/// <summary>METHOD E1 and E2: what we sell, the ideal client and the focus list, in every door.</summary>
public class FocusTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public void E2_a_focus_list_has_a_limit_and_stands_in_the_order_of_fit(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (jana, tom, maria) = (place.User("jana@example.com"), place.User("tom@example.com"), place.User("maria@example.com", "manager"));
        foreach (var (name, company) in (ReadOnlySpan<(string, string)>)[("Ada Byron, ada@mill.example", "Mill Ltd"), ("Bo Lind, bo@oat.example", "Oat AG"), ("Cy Roe, cy@rye.example", "Rye KG")])
            place.RunAt(TestWorkspace.Monday, "add", name, "--company", company).ExitCode.ShouldBe(0);
        HomeworkSettings.Set(place.Workspace, jana, null, 2).ShouldBeOfType<Result<HomeworkChosen>.Refused>();
        FactTests.Ok(HomeworkSettings.Set(place.Workspace, maria, null, 2)).ShouldBe(new HomeworkChosen(180, 2));
        IdealClient.Save(place.Workspace, jana, null, new QualifierInput("Night shifts", 3)).ShouldBeOfType<Result<QualifierShown>.Refused>();
        var night = FactTests.Ok(IdealClient.Save(place.Workspace, maria, null, new QualifierInput("Do they count at night?", 3)));
        FactTests.Ok(IdealClient.Save(place.Workspace, maria, null, new QualifierInput("Someone we know", 2, "people", "at-least", "1")));

        FactTests.Ok(FocusCompanies.Add(place.Workspace, jana, "jana@example.com", "Mill Ltd", "two sites")).Fit.Words.ShouldBe("2 of 5 points, 1 unknown");
        FocusCompanies.Add(place.Workspace, jana, "jana@example.com", "Mill Ltd", null).ShouldBeOfType<Result<FocusLine>.Invalid>();
        FactTests.Ok(FocusCompanies.Add(place.Workspace, maria, "jana@example.com", "Oat AG", null));
        FocusCompanies.Add(place.Workspace, jana, "jana@example.com", "Rye KG", null).ShouldBeOfType<Result<FocusLine>.Refused>().Why.ShouldStartWith("The list holds 2 companies");
        FocusCompanies.Add(place.Workspace, tom, "jana@example.com", "Rye KG", null).ShouldBeOfType<Result<FocusLine>.Refused>().Rule.ShouldBe("role");
        FocusCompanies.List(place.Workspace, tom, "jana@example.com").ShouldBeOfType<Result<FocusShown>.Refused>();

        FactTests.Ok(CompanyFit.Answer(place.Workspace, jana, "Oat AG", night.Id, "yes")).Points.ShouldBe(5);
        FactTests.Ok(CompanyFit.Answer(place.Workspace, jana, "Mill Ltd", night.Id, "no")).Words.ShouldBe("2 of 5 points");
        CompanyFit.Answer(place.Workspace, jana, "Mill Ltd", night.Id + 1, "yes").ShouldBeOfType<Result<FitShown>.Invalid>();
        FactTests.Ok(FocusCompanies.List(place.Workspace, jana, "jana@example.com")).Companies.Select(line => line.Name).ShouldBe(["Oat AG", "Mill Ltd"]);
        FocusCompanies.TakeOff(place.Workspace, jana, "jana@example.com", "Mill Ltd", " ").ShouldBeOfType<Result<FocusShown>.Invalid>();
        FactTests.Ok(FocusCompanies.TakeOff(place.Workspace, jana, "jana@example.com", "Mill Ltd", "They closed")).Companies.Count.ShouldBe(1);
        FocusCompanies.TakeOff(place.Workspace, jana, "jana@example.com", "Mill Ltd", "They closed").ShouldBeOfType<Result<FocusShown>.NotFound>();
        FactTests.Ok(FocusCompanies.Add(place.Workspace, jana, "jana@example.com", "Rye KG", null));
        FactTests.Ok(CompanyFit.Answer(place.Workspace, jana, "Mill Ltd", night.Id, "unknown")).Unknown.ShouldBe(1);
    }

    [Theory, Databases]
    public async Task E1_E2_what_we_sell_the_ideal_client_and_the_focus_list_in_the_browser(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (jana, maria) = (place.User("jana@example.com"), place.User("maria@example.com", "manager"));
        place.RunAt(TestWorkspace.Monday, "add", "Ada Byron, ada@mill.example", "--company", "Mill Ltd", "--role", "Finance Director").ExitCode.ShouldBe(0);
        place.Workspace.Data.Write(session => session.Execute("update companies set industry = 'Food' where id = @id", new { id = 1 }));
        await using var server = await TestServer.Start(place);
        using var manager = server.SignedIn(maria);
        using var seller = server.SignedIn(jana);

        (await seller.Get("/offerings/new")).Status.ShouldBe(403);
        (await seller.Get("/ideal-client/new")).Status.ShouldBe(403);
        var form = await manager.Get("/offerings/new");
        (await manager.Send(form, "/offerings/new", ("name", "Night count"), ("does", ""))).Status.ShouldBe(422);
        var next = (await manager.Send(form, "/offerings/new", ("name", "Night count"), ("does", "Counts while you sleep"))).Location!;
        next.ShouldBe("/offerings/1/audiences/0");
        var audience = await manager.Get(next);
        (await manager.Send(audience, next, ("role", "director"))).Status.ShouldBe(422);
        (await manager.Send(audience, next, ("industry", "food, drink"), ("role", "director"), ("problem", "The year-end count <stops> the line"), ("apart", "No stop"))).Location.ShouldBe("/offerings");
        (await seller.Get("/offerings")).Page.QuerySelector(".audience")!.TextContent.ShouldContain("The year-end count <stops> the line");
        (await seller.Get("/people/1/brief")).Page.QuerySelector(".brief-offer")!.TextContent.ShouldContain("Night count: The year-end count <stops> the line · No stop");
        (await seller.Post("/offerings/1")).Status.ShouldBe(400, "without the form's token");

        var qualifier = await manager.Get("/ideal-client/new");
        (await manager.Send(qualifier, "/ideal-client/new", ("name", "Makes food"), ("weight", "5"), ("condition", "is"), ("field", ""), ("value", "food"))).Status.ShouldBe(422);
        (await manager.Send(qualifier, "/ideal-client/new", ("name", "Makes food"), ("weight", "5"), ("condition", "is"), ("field", "industry"), ("value", "food"))).Location.ShouldBe("/ideal-client");
        (await manager.Send(await manager.Get("/ideal-client/new"), "/ideal-client/new", ("name", "Do they count at night?"), ("weight", "3"), ("condition", "asked"))).Location.ShouldBe("/ideal-client");
        var company = await seller.Get("/companies/1");
        company.Page.QuerySelector("#fit h2")!.TextContent.ShouldBe("Fit: 5 of 8 points, 1 unknown");
        (await seller.Send(company, "/companies/1/fit", ("answer", "yes"))).Location.ShouldBe("/companies/1#fit");
        (await seller.Get("/companies/1")).Page.QuerySelectorAll(".fit-mark").Select(mark => mark.TextContent).ShouldBe(["met", "met"]);

        (await seller.Send(await seller.Get("/companies/1/focus"), "/companies/1/focus", ("why", "night shifts"))).Location.ShouldBe("/companies/1");
        var homework = await seller.Get("/homework");
        homework.Page.QuerySelector("table.list")!.TextContent.ShouldContain("8 of 8 points");
        homework.Page.QuerySelector("a[href='/focus-list?person=1']")!.TextContent.ShouldBe("Start follow-ups with 1 person");
        (await manager.Send(await manager.Get("/homework/settings"), "/homework/settings", ("focus-limit", "0"))).Status.ShouldBe(422);
        (await manager.Send(await manager.Get("/homework/settings"), "/homework/settings", ("focus-limit", "1"))).Location.ShouldBe("/homework");
        place.Run("add", "Bo Lind, bo@oat.example", "--company", "Oat AG").ExitCode.ShouldBe(0);
        var full = await seller.Send(await seller.Get("/companies/2/focus"), "/companies/2/focus");
        full.Status.ShouldBe(422);
        full.Text.ShouldContain("Take one off first");
        var off = await seller.Get("/companies/1/focus?back=/homework");
        (await seller.Send(off, "/companies/1/focus", ("why", ""))).Status.ShouldBe(422);
        (await seller.Send(off, "/companies/1/focus", ("why", "They closed"))).Location.ShouldBe("/homework");
        (await manager.Send(await manager.Get("/offerings/1"), "/offerings/1", ("act", "remove"))).Location.ShouldBe("/offerings");
        (await seller.Get("/offerings")).Page.QuerySelectorAll(".audience").ShouldBeEmpty();
    }

    [Theory, Databases]
    public async Task E1_E2_the_same_by_REST_and_by_command(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (jana, maria) = (place.User("jana@example.com"), place.User("maria@example.com", "manager"));
        place.RunAt(TestWorkspace.Monday, "add", "Ada Byron, ada@mill.example", "--company", "Mill Ltd", "--role", "Director").ExitCode.ShouldBe(0);
        await using (var server = await TestServer.Start(place))
        {
            using var chief = server.Api(maria);
            using var api = server.Api(jana);
            await FactTests.Sent(await api.PostAsJsonAsync("/api/v1/offerings", new { name = "Night count", does = "Counts" }, Stop), 403);
            var sold = await FactTests.Sent(await chief.PostAsJsonAsync("/api/v1/offerings", new { name = "Night count", does = "Counts", audiences = new[] { new { role = "director", problem = "It stops the line" } } }, Stop), 201);
            await FactTests.Sent(await chief.PostAsJsonAsync("/api/v1/offerings", new { name = "night COUNT", does = "Counts" }, Stop), 400);
            (await FactTests.Sent(await chief.PatchAsJsonAsync("/api/v1/offerings/1", new { name = "Night count", does = "Counts while you sleep" }, Stop), 200)).GetProperty("audiences").GetArrayLength().ShouldBe(1);
            (await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts/1/offering", Stop)).GetProperty("fits").GetProperty("why").GetString().ShouldBe("for Director");
            await FactTests.Sent(await chief.PostAsJsonAsync("/api/v1/ideal-client", new { name = "Big", weight = 2, field = "Employees", condition = "at-least", value = "many" }, Stop), 400);
            await FactTests.Sent(await chief.PostAsJsonAsync("/api/v1/ideal-client", new { name = "Big", weight = 2, field = "Employees", condition = "at-least", value = "50" }, Stop), 201);
            await FactTests.Sent(await chief.PostAsJsonAsync("/api/v1/ideal-client", new { name = "Counts at night", weight = 3 }, Stop), 201);
            (await FactTests.Sent(await api.PostAsJsonAsync("/api/v1/companies/1/fit", new { qualifier = 2, answer = "yes" }, Stop), 200)).GetProperty("words").GetString().ShouldBe("3 of 5 points, 1 unknown");
            await FactTests.Sent(await api.PostAsJsonAsync("/api/v1/focus", new { company = "Mill Ltd", why = "near" }, Stop), 201);
            (await api.GetFromJsonAsync<JsonElement>("/api/v1/focus", Stop)).GetProperty("companies").GetArrayLength().ShouldBe(1);
            await FactTests.Sent(await api.PostAsJsonAsync("/api/v1/focus/off", new { company = "1", why = "far" }, Stop), 200);
        }

        // a column kept from an import is a field, too
        place.Workspace.Data.Write(session => session.Execute("update companies set facts = @facts where id = 1", new { facts = """{"Employees":"50-99"}""" }));
        place.Run("fit", "Mill Ltd", "--json").Json.GetProperty("points").GetInt32().ShouldBe(5);
        place.Run("fit", "Mill Ltd", "--answer", "2=no").Output.ShouldContain("2 of 5 points");
        place.Run("fit", "Mill Ltd", "--answer", "2").ExitCode.ShouldBe(2);
        place.Run("offering", "add", "Night count", "--does", "Counts while you sleep", "--industry", "food", "--problem", "Stops the line", "--apart", "No stop").ExitCode.ShouldBe(0);
        place.Run("offering", "list").Output.ShouldContain("anybody in food");
        place.Run("offering", "fit", "1").Output.ShouldContain("for Director");
        place.Run("ideal", "add", "Near us", "--weight", "1", "--field", "city", "--condition", "is", "--value", "Leeds").ExitCode.ShouldBe(0);
        place.Run("ideal", "list").Output.ShouldContain("city is Leeds");
        place.Run("ideal", "retire", "3").ExitCode.ShouldBe(0);
        place.Run("focus", "add", "Mill Ltd", "--owner", "jana@example.com", "--why", "again").ExitCode.ShouldBe(0);
        place.Run("focus", "list", "--owner", "jana@example.com").Output.ShouldContain("Mill Ltd: 2 of 5 points (again)");
        place.Run("focus", "off", "Mill Ltd", "--owner", "jana@example.com", "--why", "closed", "--json").Json.GetProperty("companies").GetArrayLength().ShouldBe(0);
        place.Run("offering", "retire", "1").ExitCode.ShouldBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }
}
