using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Brief;
using Tact.Core.Homework;
using Tact.Demo;
using Tact.Homework;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Homework;

/// <summary>METHOD E5: the one page before a contact, on the page, by REST and by command.</summary>
public class BriefTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task E5_the_brief_gathers_what_is_on_record_and_is_reached_from_everywhere(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect, "2026-03-04T09:00:00Z");
        var jana = place.User("jana@example.com");
        place.RunAt("2026-03-02T08:00:00Z", "add", "Ada Byron, ada@mill.example, +49 30 5550123", "--company", "Mill Ltd", "--role", "Head of Operations").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T08:00:00Z", "start", "ada@mill.example", "--owner", "jana@example.com", "--matter", "spring count").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T09:00:00Z", "log", "ada@mill.example", "call", "voicemail", "--note", "The checklist", "--offer", "the one-page checklist", "--promise", "Call again", "--promised-for", "2026-03-04").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T09:05:00Z", "prefer", "ada@mill.example", "--hours", "9-12", "--evidence", "Her assistant").ExitCode.ShouldBe(0);
        TestsOfFacts(place, jana);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);

        var today = await browser.Get("/today");
        today.Page.QuerySelector(".due .to-brief")!.GetAttribute("href").ShouldBe("/people/1/brief?back=/today");
        (await browser.Get("/people/1")).Page.QuerySelector("a[href='/people/1/brief']").ShouldNotBeNull();
        (await browser.Get("/follow-ups/1/record?outcome=spoke")).Page.QuerySelector("a[href='/people/1/brief']").ShouldNotBeNull();
        (await browser.Get("/contacts/1/brief")).Location.ShouldBe("/people/1/brief");

        var page = await browser.Get("/people/1/brief?back=/today");
        page.Status.ShouldBe(200);
        string Part(string id) => string.Join(" | ", page.Page.QuerySelectorAll($".brief-{id} li").Select(line => line.TextContent.Trim()));
        Part("who").ShouldBe("Head of Operations · Mill Ltd | About “spring count” · Call again, today");
        Part("cares").ShouldBe("Counts <b>twice</b> a year 2 days ago | Two sites company · assumed · 2 days ago");
        Part("happened").ShouldBe("Mon 2 Mar: Voicemail left · The checklist");
        Part("promises").ShouldBe("We: Call again, today");
        Part("wishes").ShouldStartWith("They asked for 9:00 to 12:00.");
        Part("offer").ShouldContain("They have: the one-page checklist");
        Part("ask").ShouldContain("?");
        Part("opening").ShouldBe("Ada, this is jana. I said I would get back to you: “Call again”. Is this a good moment?");
        Part("not-to-say").ShouldContain("you have not talked yet");
        page.Page.QuerySelector("a.btn-quiet")!.GetAttribute("href").ShouldBe("/today");
        page.Page.QuerySelectorAll("[style], style").ShouldBeEmpty();
        (await browser.Get("/people/99/brief")).Status.ShouldBe(404);

        using var api = server.Api(jana);
        var brief = JsonDocument.Parse(await api.GetStringAsync("/api/v1/contacts/ada@mill.example/brief", Stop)).RootElement;
        brief.GetProperty("words").GetInt32().ShouldBeLessThanOrEqualTo(BriefSheet.MostWords);
        brief.GetProperty("sections").EnumerateArray().Select(section => section.GetProperty("id").GetString()).ShouldBe(["who", "cares", "happened", "promises", "wishes", "offer", "ask", "opening", "voicemail", "not-to-say"]);
        (await api.GetStringAsync("/api/v1/openapi.json", Stop)).ShouldContain("/api/v1/contacts/{contact}/brief");

        place.Run("brief", "Ada Byron", "--by", "jana@example.com").Output.ShouldContain("To open\n  Ada, this is jana.");
        place.Run("brief", "1", "--format", "json").Json.GetProperty("name").GetString().ShouldBe("Ada Byron");
        place.Run("brief", "1", "--json").Json.GetProperty("name").GetString().ShouldBe("Ada Byron");
        var html = place.Run("brief", "1", "--format", "html").Output;
        html.ShouldStartWith("<!DOCTYPE html>");
        html.ShouldContain("Counts &lt;b&gt;twice&lt;/b&gt; a year");
        html.ShouldNotContain("<script");
        place.Run("brief", "1", "--format", "pdf").ExitCode.ShouldNotBe(0);
        place.Run("brief", "Nobody").ExitCode.ShouldBe(3);
    }

    private static void TestsOfFacts(TestWorkspace place, Actor jana)
    {
        var before = place.At("2026-03-02T09:10:00Z");
        FactTests.Ok(KeepFact.Run(before, jana, "1", new FactInput("Counts <b>twice</b> a year", "on the phone")));
        FactTests.Ok(KeepFact.AboutCompany(before, jana, "Mill Ltd", new FactInput("Two sites", Assumption: true)));
    }

    [Theory, Databases]
    public void D_details_of_illness_are_on_the_owners_brief_alone(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (jana, tom, maria) = (place.User("jana@example.com"), place.User("tom@example.com"), place.User("maria@example.com", "manager"));
        place.Contact("Ada Byron", "ada@mill.example", "+49 30 5550123");
        place.RunAt(TestWorkspace.Monday, "start", "ada@mill.example", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "pause", "ada@mill.example", "--reason", "ill", "--note", "An operation", "--by", "jana@example.com").ExitCode.ShouldBe(0);
        var own = BriefCommand.Text(FactTests.Ok(GatherBrief.Run(place.Workspace, jana, "1")));
        own.ShouldContain("They are ill until");
        own.ShouldContain("get-well card");
        own.ShouldNotContain("To open");
        foreach (var other in (Actor[])[tom, maria])
        {
            var theirs = BriefCommand.Text(FactTests.Ok(GatherBrief.Run(place.Workspace, other, "1")));
            theirs.ShouldContain("Personal reasons until");
            theirs.ShouldContain("Do not ask for details.");
            theirs.ShouldNotContain(" ill", Case.Insensitive);
            theirs.ShouldNotContain("get-well");
            theirs.ShouldNotContain("operation");
        }
    }

    [Theory, Databases]
    public void B1_on_the_brief_of_somebody_who_said_no_stands_what_is_closed(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        place.Contact("Ada Byron", "ada@mill.example", "+49 30 5550123");
        place.RunAt(TestWorkspace.Monday, "start", "ada@mill.example", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "log", "ada@mill.example", "call", "opt-out", "--scope", "phone").ExitCode.ShouldBe(0);
        var brief = FactTests.Ok(GatherBrief.Run(place.Workspace, jana, "1"));
        BriefCommand.Text(brief).ShouldContain("No call now");
        brief.Phone.ShouldBeNull();
        brief.Sections.ShouldNotContain(section => section.Id == "voicemail");
    }

    [Fact]
    public void E5_every_brief_of_the_demonstration_is_read_in_sixty_seconds()
    {
        // a weekend and a working day: what is not allowed now differs
        foreach (var now in (string[])["2026-03-04T09:00:00Z", "2026-03-08T11:00:00Z"])
        {
            using var place = TestWorkspace.Create(Dialect.Sqlite, now);
            DemoWorkspace.Fill(place.Workspace);
            var people = place.Workspace.Data.Read(session => session.Query<long>("select id from contacts order by id"));
            people.Count.ShouldBeGreaterThan(20);
            foreach (var person in people)
            {
                var brief = FactTests.Ok(GatherBrief.Run(place.Workspace, Actor.CommandLine, $"{person}"));
                brief.Words.ShouldBeLessThanOrEqualTo(BriefSheet.MostWords, $"{brief.Name}, {now}");
                brief.Sections.Select(section => section.Id).ShouldContain("cares", brief.Name);
            }
        }
    }
}
