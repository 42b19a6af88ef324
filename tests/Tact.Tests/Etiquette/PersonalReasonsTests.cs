using System.Text;
using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Brief;
using Tact.Exports;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Etiquette;

/// <summary>METHOD D: that somebody is ill, or what happens in their family, is for the owner alone; neither an id nor a card tells of it.</summary>
public class PersonalReasonsTests
{
    [Theory, Databases]
    public async Task No_rules_id_tells_whether_it_is_illness_or_family(Dialect dialect)
    {
        using var place = Place(dialect);
        var lea = place.User("lea@example.com");
        place.RunAt(TestWorkspace.Monday, "add", "Hal, hal@mill.example").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", "Hal", "--owner", "kim@example.com").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "pause", "Grace", "--reason", "ill").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "pause", "Hal", "--reason", "family").ExitCode.ShouldBe(0);
        foreach (var name in (string[])["Grace", "Hal"])
        {
            var logged = place.RunAt("2026-03-03T10:00:00Z", "log", name, "email", "sent", "--by", "kim@example.com", "--json");
            logged.ExitCode.ShouldBe(0, logged.Errors);
            logged.Json.GetProperty("outside").EnumerateArray().Select(rule => rule.GetProperty("rule").GetString()).ShouldContain("D");
        }

        Kept(place).ShouldNotContain("\"D1\"");
        // as it was recorded before
        place.Workspace.Data.Write(session => session.Execute("""update timeline set data = replace(data, '"D"', '"D1"') where contact_id = 1"""));
        place.Workspace.Data.Write(session => session.Execute("""update timeline set data = replace(data, '"D"', '"D5"') where contact_id = 2"""));
        Kept(place).ShouldContain("\"D1\"");
        Export(place, lea).ShouldNotContain("\"D1\"");
        Export(place, lea).ShouldContain("\"D\"");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(lea);
        using var browser = server.SignedIn(lea);
        foreach (var contact in (int[])[1, 2])
        {
            var person = await api.GetStringAsync($"/api/v1/contacts/{contact}", TestContext.Current.CancellationToken);
            person.ShouldContain("\"D\"");
            person.ShouldNotContain("\"D1\"");
            person.ShouldNotContain("\"D5\"");
            var page = (await browser.Get($"/people/{contact}")).Page.QuerySelector("main")!.TextContent;
            page.ShouldNotContain("D1");
            page.ShouldNotContain("D5");
        }
    }

    [Theory, Databases]
    public async Task A_get_well_card_is_known_to_the_owner_and_the_giver(Dialect dialect)
    {
        using var place = Place(dialect);
        var (kim, lea, mia) = (place.Workspace.Data.Read(session => new Actor(session.Scalar<long>("select id from users where email_key = 'kim@example.com'"), "seller")), place.User("lea@example.com", "manager"), place.User("mia@example.com"));
        place.RunAt(TestWorkspace.Monday, "library", "add", "Get-well card", "--kind", "card", "--does", "No stock, no date.", "--kind-for", "D1").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "library", "add", "The checklist", "--kind", "case", "--does", "Helps.", "--topics", "counts").ExitCode.ShouldBe(0);
        foreach (var (at, offer, by) in ((string, string, string)[])[("2026-03-02T10:00:00Z", "The checklist", "lea"), ("2026-03-03T10:00:00Z", "get-well CARD", "mia")])
        {
            var logged = place.RunAt(at, "log", "Grace", "letter", "sent", "--by", $"{by}@example.com", "--offer", offer);
            logged.ExitCode.ShouldBe(0, logged.Errors);
        }

        await using var server = await TestServer.Start(place);
        for (var renamed = false; ; renamed = true)
        {
            foreach (var (who, sees) in ((Actor, bool)[])[(kim, true), (mia, true), (lea, false)])
            {
                using var api = server.Api(who);
                using var browser = server.SignedIn(who);
                var person = JsonDocument.Parse(await api.GetStringAsync("/api/v1/contacts/1", TestContext.Current.CancellationToken)).RootElement;
                person.GetProperty("given").EnumerateArray().Select(one => one.GetString()).ShouldBe([sees ? "get-well CARD" : "something personal", "The checklist"]);
                person.GetProperty("timeline").EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "touch").Select(one => one.GetProperty("offer").GetString()).ShouldBe([sees ? "get-well CARD" : "something personal", "The checklist"]);
                foreach (var address in (string[])["/people/1", "/companies/1"])
                    (await browser.Get(address)).Page.QuerySelector("main")!.TextContent.Contains("get-well", StringComparison.OrdinalIgnoreCase).ShouldBe(sees, $"{address} {who}");
                JsonSerializer.Serialize(((Result<BriefShown>.Ok)GatherBrief.Run(place.Workspace, who, "Grace")).Value).Contains("get-well", StringComparison.OrdinalIgnoreCase).ShouldBe(sees, "brief");

                var asset = (await browser.Get("/library/1")).Page.QuerySelector("main")!;
                asset.TextContent.ShouldContain("Given to 1 person");
                asset.QuerySelectorAll("tbody th a").Length.ShouldBe(sees ? 1 : 0);
                (await browser.Get("/library/2")).Page.QuerySelectorAll("main tbody th a").ShouldHaveSingleItem();

                var export = JsonDocument.Parse(Export(place, who)).RootElement;
                export.GetProperty("library")[0].GetProperty("givenTo").GetArrayLength().ShouldBe(sees ? 1 : 0);
                export.GetProperty("library")[0].GetProperty("given").GetInt32().ShouldBe(1);
                export.GetProperty("contacts").GetRawText().Contains("get-well", StringComparison.OrdinalIgnoreCase).ShouldBe(sees, "export");
                var gifts = Encoding.UTF8.GetString(((Result<byte[]>.Ok)ExportPerson.Run(place.Workspace, who with { Role = "admin" }, 1)).Value);
                gifts.Contains("well", StringComparison.OrdinalIgnoreCase).ShouldBe(sees, "what is kept about one person");
            }

            if (renamed)
                break;
            place.RunAt("2026-03-03T11:00:00Z", "library", "change", "Get-well card", "--title", "Card for one who is not well").ExitCode.ShouldBe(0);
        }
    }

    /// <summary>Grace of Mill Ltd, followed up by Kim.</summary>
    private static TestWorkspace Place(Dialect dialect)
    {
        var place = TestWorkspace.Create(dialect);
        place.User("kim@example.com");
        place.RunAt(TestWorkspace.Monday, "add", "Grace, grace@mill.example, Mill Ltd").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", "Grace", "--owner", "kim@example.com").ExitCode.ShouldBe(0);
        return place;
    }

    private static string Kept(TestWorkspace place) => place.Workspace.Data.Read(session => string.Concat(session.Query<string>("select data from timeline where kind = 'touch' and data is not null")));

    private static string Export(TestWorkspace place, Actor who)
    {
        using var written = new MemoryStream();
        ExportWorkspace.ToJson(place.Workspace, who, written);
        return Encoding.UTF8.GetString(written.ToArray());
    }
}
