using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Imports;

/// <summary>Importing in a browser without JavaScript, and through the API.</summary>
public class ImportPagesTests
{
    const string People = "Who,E-mail,Do not call\nAda Keller,ada@example.com,\nBo Lind,bo@example.com,yes\n,,\n";

    [Theory]
    [Databases]
    public async Task A_file_is_looked_at_mapped_imported_and_undone(Dialect dialect)
    {
        using var workspace = TestWorkspace.Create(dialect);
        await using var server = await TestServer.Start(workspace);
        using var browser = server.SignedIn(workspace.User("kim@vendor.example"));

        var start = await browser.Get("/import");
        start.Status.ShouldBe(200);
        var refused = await browser.SendFile(start, "/import", "file", "people.xlsx", "PK\u0003\u0004");
        refused.Status.ShouldBe(422);
        refused.Text.ShouldContain("spreadsheet");

        var sent = await browser.SendFile(start, "/import", "file", "people.csv", People);
        sent.Status.ShouldBe(303);
        var look = await browser.Get(sent.Location!);
        look.Page.QuerySelector("#counts")!.TextContent.ShouldContain("2 people would be created");
        look.Page.QuerySelector("#suppressed")!.TextContent.ShouldContain("1 by phone");
        look.Page.QuerySelectorAll("#rows tbody tr").Length.ShouldBe(2);
        workspace.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from contacts")).ShouldBe(0);

        var mapped = await browser.Send(look, sent.Location + "/columns", ("column0", "FullName"));
        mapped.Status.ShouldBe(303);
        look = await browser.Get(sent.Location!);
        look.Page.QuerySelector("#rows")!.TextContent.ShouldContain("Ada Keller");

        (await browser.Send(look, sent.Location + "/run")).Status.ShouldBe(303);
        var done = await browser.Get(sent.Location!);
        for (var i = 0; i < 200 && !done.Text.Contains("people created"); i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            done = await browser.Get(sent.Location!);
        }
        done.Page.QuerySelector("#counts")!.TextContent.ShouldContain("2 people created");
        (await browser.Send(done, sent.Location + "/undo")).Status.ShouldBe(303);
        // taking back goes on in the background, as importing does
        for (var i = 0; i < 400 && !done.Text.Contains("This import was undone"); i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            done = await browser.Get(sent.Location!);
        }
        done.Text.ShouldContain("This import was undone");
        workspace.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from contacts")).ShouldBe(0);
    }

    [Theory]
    [Databases]
    public async Task Somebody_else_does_not_see_it(Dialect dialect)
    {
        using var workspace = TestWorkspace.Create(dialect);
        await using var server = await TestServer.Start(workspace);
        using var kim = server.SignedIn(workspace.User("kim@vendor.example"));
        using var lee = server.SignedIn(workspace.User("lee@vendor.example"));
        var sent = await kim.SendFile(await kim.Get("/import"), "/import", "file", "people.csv", People);
        (await lee.Get(sent.Location!)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_dry_run_that_takes_long_shows_how_far_it_is()
    {
        using var workspace = TestWorkspace.Create(Dialect.Sqlite);
        await using var server = await TestServer.Start(workspace);
        using var browser = server.SignedIn(workspace.User("kim@vendor.example"));
        ((Tact.Imports.DryRuns)server.Services.GetService(typeof(Tact.Imports.DryRuns))!).Patience = TimeSpan.Zero;
        var people = "name,email\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"Person {i},p{i}@example.com\n"));
        var sent = await browser.SendFile(await browser.Get("/import"), "/import", "file", "people.csv", people);

        var look = await browser.Get(sent.Location!);
        look.Page.QuerySelector("[data-progress] progress")!.GetAttribute("max").ShouldBe("3000");
        look.Page.QuerySelector("noscript meta, meta[http-equiv=refresh]").ShouldNotBeNull();
        look.Page.QuerySelector("#run").ShouldBeNull();
        for (var i = 0; i < 400 && look.Page.QuerySelector("#counts") is null; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            look = await browser.Get(sent.Location!);
        }

        look.Page.QuerySelector("#counts")!.TextContent.ShouldContain("3,000 people would be created");
        look.Page.QuerySelector("[data-progress]").ShouldBeNull();
    }
}
