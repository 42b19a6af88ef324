using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using Shouldly;
using Tact.Core.Mail;
using Tact.Mail.Mailboxes;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>The inbox and the mailboxes as pages, over REST and as commands; without JavaScript.</summary>
public class MailPagesTests
{
    [Theory, Databases]
    public async Task The_inbox_shows_what_waits_first_and_the_rest_by_day(Dialect dialect)
    {
        using var place = House(dialect);
        var kim = place.User("kim@house.example");
        place.RunAt("2026-02-23T08:00:00Z", "start", "maria@mill.example", "--owner", "kim@house.example", "--situation", "talked").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);
        (await browser.Get("/inbox")).Page.QuerySelector(".nobody")!.TextContent.ShouldContain("No mailbox is connected yet");
        var box = place.Box();
        (await browser.Get("/inbox")).Page.QuerySelector(".nobody")!.TextContent.ShouldContain("Nothing has come in");

        Lay(place, box);
        place.Workspace.Data.Write(session => session.Execute("update mailboxes set state = 'trouble', problem = 'The server said no.', problem_at = @at", new { at = place.Workspace.Now.ToUnixTimeMilliseconds() }));
        var inbox = await browser.Get("/inbox");
        inbox.Status.ShouldBe(200);
        inbox.Page.QuerySelectorAll("h2").Select(h => h.TextContent).First().ShouldBe("Please have a look");
        inbox.Page.QuerySelector("section[aria-labelledby=held] li")!.TextContent.ShouldContain("Not sure what it means");
        inbox.Page.QuerySelectorAll("section[aria-label]").Select(section => section.GetAttribute("aria-label")).ShouldBe(["Today", "Yesterday", "Fri 27 Feb"]);
        inbox.Page.QuerySelector(".not-yet")!.TextContent.ShouldContain("kim@house.example cannot be read since");
        inbox.Page.QuerySelector(".not-yet")!.TextContent.ShouldContain("The server said no.");
        // a mailbox that only reads writes no answers
        inbox.Page.QuerySelectorAll("a[href*='/write']").ShouldBeEmpty();

        // a held mail is opened, a form with problems keeps what was typed, and then it is said
        var held = inbox.Page.QuerySelector("section[aria-labelledby=held] li")!.Id![1..];
        var mail = await browser.Get($"/inbox/{held}");
        mail.Page.QuerySelector("#correct")!.HasAttribute("open").ShouldBeTrue();
        var wrong = await browser.Send(mail, $"/inbox/{held}/judge", ("kind", "not-now"), ("until", "2026-01-05"), ("contact", "nobody@there.example"));
        wrong.Status.ShouldBe(422);
        wrong.Page.QuerySelector(".problems")!.TextContent.ShouldContain("nobody@there.example");
        wrong.Page.QuerySelector("select[name=kind] option[selected]")!.GetAttribute("value").ShouldBe("not-now");
        wrong.Page.QuerySelector("input[name=until]")!.GetAttribute("value").ShouldBe("2026-01-05");
        wrong.Page.QuerySelector("input[name=contact]")!.GetAttribute("value").ShouldBe("nobody@there.example");
        var said = await browser.Send(wrong, $"/inbox/{held}/judge", ("kind", "not-now"), ("until", "2026-05-04"), ("contact", ""));
        (said.Status, said.Location).ShouldBe((303, $"/inbox/{held}"));
        var after = await browser.Get("/inbox");
        after.Page.QuerySelector(".said")!.TextContent.ShouldContain("4 May 2026");
        after.Page.QuerySelector("section[aria-labelledby=held]").ShouldBeNull();

        // one button confirms, once
        var right = after.Page.QuerySelectorAll("form[action$='/judge']").Select(form => form.GetAttribute("action")!).First();
        (await browser.Send(after, right)).Status.ShouldBe(303);
        (await browser.Get("/inbox")).Page.QuerySelectorAll("form").Select(form => form.GetAttribute("action")).ShouldNotContain(right);
        (await browser.Get("/inbox/999")).Status.ShouldBe(404);
        using var out_ = server.Browser();
        (await out_.Get($"/inbox/{held}/html")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task Their_html_stands_in_a_closed_frame_with_a_policy_of_its_own()
    {
        using var place = House(Dialect.Sqlite);
        var kim = place.User("kim@house.example");
        var lea = place.User("lea@house.example");
        var mail = place.Take(place.Box(), new Letter { Html = "<p onclick=x>Dear <b>Kim</b><script>alert(1)</script><img src=https://x.example/p.gif>", Now = TestWorkspace.Monday, At = "2026-03-02T08:00:00Z" }).Mail!;
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);
        var page = await browser.Get($"/inbox/{mail.Id}");
        var frame = page.Page.QuerySelector("iframe")!;
        (frame.GetAttribute("sandbox"), frame.GetAttribute("src")).ShouldBe(("", $"/inbox/{mail.Id}/html"));
        page.Text.ShouldNotContain("x.example");
        var html = await browser.Get(frame.GetAttribute("src")!);
        var policy = string.Join(' ', html.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("sandbox");
        policy.ShouldNotContain("allow-");
        policy.ShouldNotContain("script-src");
        html.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        html.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        html.Text.ShouldContain("<p>Dear <b>Kim</b></p>");
        html.Text.ShouldNotContain("alert");
        html.Text.ShouldNotContain("x.example");
        using var other = server.SignedIn(lea);
        (await other.Get(frame.GetAttribute("src")!)).Status.ShouldBe(404);
    }

    [Theory, Databases]
    public async Task Mailboxes_are_connected_changed_and_removed_by_those_whose_they_are_and_no_password_is_shown(Dialect dialect)
    {
        const string password = "open-sesame-7";
        using var place = TestWorkspace.Create(dialect);
        var (kim, lea, root) = (place.User("kim@house.example"), place.User("lea@house.example"), place.User("root@house.example", "admin"));
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);
        var form = await browser.Get("/mailboxes/new");
        var wrong = await browser.Send(form, "/mailboxes/new", ("address", "not an address"), ("password", password));
        wrong.Status.ShouldBe(422);
        wrong.Text.ShouldNotContain(password);
        wrong.Page.QuerySelector("input[name=address]")!.GetAttribute("value").ShouldBe("not an address");
        var made = await browser.Send(wrong, "/mailboxes/new", ("address", "kim@house.example"), ("password", password), ("imap", "127.0.0.1"), ("imap-port", "1"), ("imap-security", "none"), ("smtp", "none"), ("smtp-port", ""));
        (made.Status, made.Location).ShouldBe((303, "/mailboxes"));
        using var hers = server.SignedIn(lea);
        using var admins = server.SignedIn(root);
        (string Who, Browser Browser, string Address, int Status)[] table =
        [
            ("owner", browser, "/mailboxes/1/edit", 200), ("owner", browser, "/mailboxes/1/remove", 200), ("colleague", hers, "/mailboxes/1/edit", 404), ("colleague", hers, "/mailboxes/1/remove", 404), ("admin", admins, "/mailboxes/1/edit", 200),
            ("owner", browser, "/mailboxes/providers", 403), ("admin", admins, "/mailboxes/providers", 200), ("owner", browser, "/mailboxes/9/edit", 404), ("owner", browser, "/mailboxes/1/sign-in", 303),
        ];
        foreach (var (who, one, address, status) in table)
        {
            var seen = await one.Get(address);
            seen.Status.ShouldBe(status, $"{who} {address}");
            seen.Text.ShouldNotContain(password);
        }

        (await browser.Get("/mailboxes")).Page.QuerySelectorAll("section.sheet a[href$='/edit']").Length.ShouldBe(1);
        var nothing = await hers.Get("/mailboxes");
        nothing.Page.QuerySelectorAll("section.sheet").ShouldBeEmpty();
        (await hers.Post("/mailboxes/1/look", ("__RequestVerificationToken", ""))).Status.ShouldBeOneOf(400, 404);
        var edit = await browser.Get("/mailboxes/1/edit");
        var bad = await browser.Send(edit, "/mailboxes/1/edit", ("aliases", "none of these"), ("months", "-3"), ("left-out", "family.example"), ("company-mail", "yes"), ("signature", "Kim"));
        bad.Status.ShouldBe(422);
        bad.Page.QuerySelector(".problems")!.TextContent.ShouldContain("no e-mail address");
        bad.Page.QuerySelector("[name=left-out]")!.TextContent.ShouldContain("family.example");
        (await browser.Send(bad, "/mailboxes/1/edit", ("aliases", "sales@house.example"), ("months", "6"), ("left-out", "family.example"), ("company-mail", "yes"), ("signature", "Kim"))).Status.ShouldBe(303);
        var row = place.Workspace.Data.Read(session => Mailboxes.Of(session, 1))!;
        (row.Months, row.CompanyMail, row.Signature, row.AliasList.Single(), row.Secret is not null).ShouldBe((6, 1, "Kim", "sales@house.example", true));
        var tested = await browser.Send(await browser.Get("/mailboxes"), "/mailboxes/1/test");
        tested.Status.ShouldBe(303);
        (await browser.Get("/mailboxes")).Page.QuerySelector(".said")!.TextContent.ShouldNotBeNullOrWhiteSpace();

        // the same over REST and as commands, never with the password
        using var api = server.Api(kim);
        using var foreign = server.Api(lea);
        var shown = await api.GetStringAsync("/api/v1/mailboxes/1", TestContext.Current.CancellationToken);
        JsonDocument.Parse(shown).RootElement.EnumerateObject().Select(one => one.Name).ShouldBe(["id", "address", "name", "owner", "shared", "state", "problem", "problemSince", "checked", "imap", "smtp", "auth", "months", "companyMail", "aliases", "leftOut", "complete", "limits"], ignoreOrder: true);
        (await foreign.GetAsync("/api/v1/mailboxes/1", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        foreach (var text in new[] { shown, await api.GetStringAsync("/api/v1/mailboxes", TestContext.Current.CancellationToken), place.Run("mailbox", "list", "--json").Output, place.Run("mailbox", "status", "1", "--json").Output, place.Run("mailbox", "status", "1").Output })
            text.ShouldNotContain(password);
        var removal = await browser.Get("/mailboxes/1/remove");
        (await browser.Send(removal, "/mailboxes/1/remove")).Status.ShouldBe(303);
        place.Count("select count(*) from mailboxes where secret is not null").ShouldBe(0);
        place.Run("mailbox", "status", "1").ExitCode.ShouldNotBe(0);
    }

    [Theory, Databases]
    public async Task The_inbox_says_the_same_over_rest_and_as_a_command(Dialect dialect)
    {
        using var place = House(dialect);
        var kim = place.User("kim@house.example");
        Lay(place, place.Box());
        await using var server = await TestServer.Start(place);
        using var api = server.Api(kim);
        var page = JsonDocument.Parse(await api.GetStringAsync("/api/v1/inbox", TestContext.Current.CancellationToken)).RootElement;
        page.ToString().ShouldBe(place.Run("inbox", "--by", "kim@house.example", "--json").Json.ToString());
        (page.GetProperty("held").GetArrayLength(), page.GetProperty("mails").GetArrayLength()).ShouldBe((1, 3));
        var id = page.GetProperty("held")[0].GetProperty("id").GetInt64();
        foreach (var name in new[] { "id", "at", "from", "contact", "name", "subject", "text", "kind", "confidence", "evidence", "why", "did", "state" })
            page.GetProperty("held")[0].TryGetProperty(name, out _).ShouldBeTrue(name);
        (await api.PostAsJsonAsync($"/api/v1/inbox/{id}/judge", new { kind = "perhaps" }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await api.PostAsJsonAsync($"/api/v1/inbox/{id}/judge", new { kind = "not-now", until = "soon" }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await api.PostAsJsonAsync($"/api/v1/inbox/999/judge", new { kind = "reply" }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        var judged = await api.PostAsJsonAsync($"/api/v1/inbox/{id}/judge", new { kind = "reply" }, TestContext.Current.CancellationToken);
        JsonDocument.Parse(await judged.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("judged").GetString().ShouldBe("kim");
        place.RunAt(TestWorkspace.Monday, "inbox", "--correct", $"{id}", "--as", "auto-reply", "--json").Json.GetProperty("kind").GetString().ShouldBe("auto-reply");
        place.RunAt(TestWorkspace.Monday, "inbox", "--correct", $"{id}", "--as", "perhaps").ExitCode.ShouldNotBe(0);
        place.RunAt(TestWorkspace.Monday, "inbox", "--confirm", $"{id}").ExitCode.ShouldBe(0);
    }

    private static void Lay(TestWorkspace place, MailboxRow box)
    {
        foreach (var (at, kind) in new[] { ("2026-03-02T08:00:00Z", MailKind.Unsure), ("2026-03-02T07:00:00Z", MailKind.Reply), ("2026-03-01T08:00:00Z", MailKind.Interested), ("2026-02-27T08:00:00Z", MailKind.OutOfOffice) })
            place.Take(box, new Letter { At = at, Now = TestWorkspace.Monday, Kind = kind, With = m => m with { Evidence = ["thank you"] } }).Mail.ShouldNotBeNull();
    }

    private static TestWorkspace House(Dialect dialect)
    {
        var place = TestWorkspace.Create(dialect);
        place.RunAt("2026-02-23T08:00:00Z", "add", "Maria Example, maria@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        return place;
    }
}
