using Shouldly;
using Tact.Accounts;
using Tact.Library;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Library;

/// <summary>The library on the web, as somebody without JavaScript meets it.</summary>
public class LibraryPagesTests
{
    [Theory, Databases]
    public async Task It_is_filled_searched_changed_and_put_away(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (kim, lea) = (place.User("kim@example.com"), place.User("lea@example.com"));
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);
        (await browser.Get("/today")).Page.QuerySelector(".account a[href='/library']").ShouldNotBeNull();
        (await browser.Get("/library")).Page.QuerySelector(".nobody")!.TextContent.ShouldContain("Nothing yet");

        var empty = await browser.Send(await browser.Get("/library/new"), "/library/new", ("title", ""), ("link", "ftp://x"));
        empty.Status.ShouldBe(422);
        foreach (var field in (string[])["title", "does", "link"])
            empty.Page.QuerySelector($"#{field}-problem").ShouldNotBeNull(field);

        var added = await browser.SendFile(
            await browser.Get("/library/new"), "/library/new", "file", "<plan>.txt", "the plan", ("title", "Counting <at> night"), ("kind", "insight"), ("does", "Shows how."), ("topics", "night shifts, counts"), ("kind-for", "review"), ("kind-for", "busy"));
        added.Status.ShouldBe(303, added.Text);
        var page = await browser.Open(added.Location!);
        page.Page.QuerySelector("h1")!.TextContent.ShouldBe("Counting <at> night");
        page.Page.QuerySelector(".side-column")!.TextContent.ShouldContain("Review, approval or budget takes time (D6)");
        page.Page.QuerySelector("main")!.TextContent.ShouldContain("Not given to anybody yet.");
        var file = await browser.Get(page.Page.QuerySelector("a[download]")!.GetAttribute("href")!);
        (file.Status, file.Text).ShouldBe((200, "the plan"));
        file.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; sandbox");

        (await browser.Get("/library?q=NIGHT&kind=insight&topic=Counts")).Page.QuerySelectorAll("tbody th a").ShouldHaveSingleItem();
        (await browser.Get("/library?q=nights")).Page.QuerySelector(".nobody")!.TextContent.ShouldContain("Nothing under this filter");
        (await browser.Get("/library?kind=nonsense")).Status.ShouldBe(200);

        var edit = await browser.Get(added.Location + "/edit");
        edit.Page.QuerySelectorAll("input[name=kind-for]:checked").Length.ShouldBe(2);
        (await browser.Send(edit, added.Location + "/edit", ("title", "Nights"), ("text", "All of it."), ("remove-file", "yes"))).Status.ShouldBe(303);
        page = await browser.Get(added.Location!);
        page.Page.QuerySelector("a[download]").ShouldBeNull();
        page.Page.QuerySelector(".asset-text")!.TextContent.ShouldBe("All of it.");
        (await browser.Send(page, added.Location + "/archive")).Status.ShouldBe(303);
        (await browser.Get("/library")).Page.QuerySelectorAll("tbody th a").ShouldBeEmpty();
        (await browser.Get("/library?show=archived")).Page.QuerySelectorAll("tbody th a").ShouldHaveSingleItem();

        using var other = server.SignedIn(lea);
        (await other.Get(added.Location!)).Page.QuerySelector(".head-acts").ShouldBeNull("it is Kim's to change");
        (await other.Get(added.Location + "/edit")).Status.ShouldBe(403);
        (await other.Get("/library/99")).Status.ShouldBe(404);
        (await other.Get("/library/99/file")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_file_with_mistakes_names_each_row()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var kim = place.User("kim@example.com");
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);
        var form = await browser.Get("/library/import");
        var wrong = await browser.SendFile(form, "/library/import", "file", "a.csv", "title,kind,does\nOne,case,x\nTwo,thing,x\n");
        wrong.Status.ShouldBe(422);
        wrong.Page.QuerySelector("section[aria-labelledby=wrong] tbody th")!.TextContent.ShouldBe("line 3, kind");
        (await browser.SendFile(form, "/library/import", "file", "a.csv", "")).Page.QuerySelector("#file-problem")!.TextContent.ShouldContain("empty");
        var brought = await browser.SendFile(wrong, "/library/import", "file", "a.csv", "title,kind,does\nOne,case,x\nTwo,answer,x\n");
        (await browser.Open(brought.Location!)).Page.QuerySelector(".said")!.TextContent.ShouldContain("2 rows: 2 added, 0 changed, 0 there already.");
    }

    [Theory, Databases]
    public async Task Something_is_offered_where_it_is_given_and_stands_on_record(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var kim = place.User("kim@example.com");
        const string monthBefore = "2026-02-02T10:00:00Z";
        place.RunAt(monthBefore, "add", "Grace, grace@mill.example, +49 30 5550 1234").ExitCode.ShouldBe(0);
        place.RunAt(monthBefore, "start", "Grace", "--owner", "kim@example.com", "--matter", "night counts").ExitCode.ShouldBe(0);
        place.RunAt(monthBefore, "log", "Grace", "call", "voicemail", "--note", "Introduced myself.").ExitCode.ShouldBe(0);
        var id = ((Result<AssetShown>.Ok)SaveAsset.Run(place.Workspace, kim, null, new AssetInput { Title = "Counting at night", Kind = "insight", Does = "Shows how.", Topics = "night counts" })).Value.Id;
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);

        (await browser.Get("/people/1")).Page.QuerySelector(".bring li")!.TextContent.ShouldContain("night counts: you follow up about “night counts”");
        var due = (await browser.Get("/today")).Page.QuerySelector(".due")!;
        due.QuerySelector($"a[href='/library/{id}']")!.TextContent.ShouldBe("Counting at night");

        var form = await browser.Get("/follow-ups/1/record?outcome=voicemail&channel=call&panel=1");
        form.Page.QuerySelector("#offer")!.GetAttribute("list").ShouldBe("offers");
        form.Page.QuerySelector("datalist#offers option")!.GetAttribute("value").ShouldBe("Counting at night");
        (await browser.Get("/follow-ups/1/record?outcome=no-answer&channel=call")).Page.QuerySelector("#offers").ShouldBeNull("a silent ring brings nothing");
        // a link fills it in without JavaScript
        var filled = await browser.Get(form.Page.QuerySelector("a[data-offer]")!.GetAttribute("href")!);
        filled.Page.QuerySelector("#offer")!.GetAttribute("value").ShouldBe("Counting at night");
        (await browser.Send(filled, "/follow-ups/1/record", ("note", "On the machine."))).Status.ShouldBe(303);

        (await browser.Get($"/library/{id}")).Page.QuerySelector("main")!.TextContent.ShouldContain("Given to 1 person, 0 of them thirty days ago or more: too few to say");
        var person = (await browser.Get("/people/1")).Page.QuerySelector(".bring")!.TextContent;
        person.ShouldContain("Nothing in the library fits that they do not have. Look for:");
        (await browser.Get("/library/offers?q=night")).Page.QuerySelectorAll("option").ShouldHaveSingleItem();
        (await browser.Get("/library/offers?q=night&contact=1")).Text.ShouldBe("", "they have it");
        (await browser.Get("/library/offers")).Status.ShouldBe(200);
    }

    [Theory, Databases]
    public async Task A_message_takes_it_along_with_its_file_and_link(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var kim = place.User("kim@example.com");
        var grace = place.Contact("Grace", "grace@mill.example");
        place.RunAt(TestWorkspace.Monday, "start", "Grace", "--owner", "kim@example.com", "--matter", "night counts").ExitCode.ShouldBe(0);
        place.Workspace.Data.Write(session => session.Execute(
            "insert into mailboxes (name, address, address_key, owner_id, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, user_name, auth, created_at) values ('Kim', 'kim@example.com', 'kim@example.com', @me, 'x', 1, 'none', 'x', 1, 'none', 'x', 'password', 0)", new { me = kim.UserId }));
        var id = ((Result<AssetShown>.Ok)SaveAsset.Run(place.Workspace, kim, null, new AssetInput { Title = "Counting at night", Kind = "insight", Does = "Shows how.", Topics = "night counts", Link = "https://counting.example/night" }, new NewFile("plan.pdf", "application/pdf", [1, 2, 3]))).Value.Id;
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);

        var page = await browser.Get($"/people/{grace}/write");
        page.Page.QuerySelector($"button[value=bring-{id}]")!.TextContent.ShouldBe("Counting at night");
        var sent = await browser.Send(page, $"/people/{grace}/write", ("subject", "Nights"), ("body", "Dear Grace"), ("offer", "something"), ("act", $"bring-{id}"));
        sent.Status.ShouldBe(303, sent.Text);
        var draft = await browser.Open(sent.Location!);
        draft.Page.QuerySelector(".said")!.TextContent.ShouldContain("“Counting at night” is what it brings; plan.pdf goes along. Its link stands at the end of the text.");
        draft.Page.QuerySelector("#offer")!.GetAttribute("value").ShouldBe("Counting at night");
        draft.Page.QuerySelector("#body")!.TextContent.ShouldContain("Dear Grace\n\nhttps://counting.example/night");
        draft.Page.QuerySelector(".files")!.TextContent.ShouldContain("plan.pdf");
        // twice does no more than once
        await browser.Send(draft, sent.Location!, ("subject", "Nights"), ("body", "Dear Grace\n\nhttps://counting.example/night"), ("act", $"bring-{id}"));
        draft = await browser.Get(sent.Location!);
        draft.Page.QuerySelectorAll(".files li").ShouldHaveSingleItem();
        draft.Page.QuerySelector("#body")!.TextContent.ShouldBe("Dear Grace\n\nhttps://counting.example/night");
    }

    [Theory, Databases]
    public void It_is_part_of_both_exports(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (kim, grace) = (place.User("kim@example.com"), place.Contact("Grace", "grace@mill.example"));
        SaveAsset.Run(place.Workspace, kim, null, new AssetInput { Title = "Counting at night", Kind = "insight", Does = "Shows how.", Text = "All of it." }, new NewFile("plan.pdf", null, [1])).ShouldBeOfType<Result<AssetShown>.Ok>();
        place.RunAt(TestWorkspace.Monday, "log", "Grace", "email", "sent", "--by", "kim@example.com", "--offer", "Counting at night").ExitCode.ShouldBe(0);
        using var whole = new MemoryStream();
        Tact.Exports.ExportWorkspace.ToJson(place.Workspace, Actor.CommandLine, whole);
        var asset = System.Text.Json.JsonDocument.Parse(whole.ToArray()).RootElement.GetProperty("library")[0];
        asset.GetProperty("text").GetString().ShouldBe("All of it.");
        asset.GetProperty("file").GetProperty("name").GetString().ShouldBe("plan.pdf");
        asset.GetProperty("givenTo")[0].GetProperty("contact").GetInt64().ShouldBe(grace);
        var person = ((Result<byte[]>.Ok)Tact.Exports.ExportPerson.Run(place.Workspace, Actor.CommandLine, grace)).Value;
        System.Text.Json.JsonDocument.Parse(person).RootElement.GetProperty("gifts")[0].GetProperty("title").GetString().ShouldBe("Counting at night");
    }
}
