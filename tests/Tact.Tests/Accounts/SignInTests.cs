using Shouldly;
using Tact.Accounts;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Accounts;

public class SignInTests
{
    private const string Password = "a quiet morning in march";

    [Theory, Databases]
    public async Task An_empty_workspace_asks_for_the_code_on_the_console_and_makes_its_first_admin(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        await using var server = await TestServer.Start(place);
        var first = new FirstRun(place.Workspace);
        var code = first.NewCode()!;
        using var browser = server.Browser();

        (await browser.Get("/today")).Location.ShouldBe("/first-run");
        var page = await browser.Open("/");
        page.Page.QuerySelector("h1")!.TextContent.ShouldBe("Welcome to Tact");
        var wrong = await browser.Send(page, "/first-run", ("code", "AAAA-AAAA-AAAA"), ("name", "Ines"), ("email", "ines@example.com"), ("password", Password));
        wrong.Status.ShouldBe(400);
        wrong.Page.QuerySelector(".problems")!.TextContent.ShouldContain("not the code");
        var weak = await browser.Send(page, "/first-run", ("code", code), ("name", "Ines"), ("email", "ines@example.com"), ("password", "password1"));
        weak.Page.QuerySelector("#password-problem").ShouldNotBeNull();
        var done = await browser.Send(page, "/first-run", ("code", code.ToLowerInvariant()), ("name", "Ines"), ("email", "Ines@Example.com"), ("password", Password));

        done.Location.ShouldBe("/today");
        (await browser.Get("/today")).Status.ShouldBe(200);
        (await browser.Get("/settings")).Status.ShouldBe(200);
        first.NewCode().ShouldBeNull();
        (await browser.Get("/first-run")).Location.ShouldBe("/sign-in");
        using var stranger = server.Browser();
        (await stranger.Get("/today")).Location.ShouldBe("/sign-in?back=%2Ftoday");
        var late = await stranger.Post("/first-run", ("code", code));
        late.Status.ShouldBe(400);
    }

    [Theory, Databases]
    public async Task A_one_time_code_signs_in_once_and_asks_for_a_password(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        await using var server = await TestServer.Start(place);
        var added = place.Run("user", "add", "jana@example.com", "--role", "seller", "--name", "Jana", "--json");
        added.ExitCode.ShouldBe(0, added.Errors);
        var code = added.Json.GetProperty("code").GetString()!;
        using var browser = server.Browser();

        var page = await browser.Open("/people");
        var choose = await browser.Send(page, "/sign-in", ("email", " JANA@example.com "), ("password", code));
        choose.Status.ShouldBe(200);
        choose.Page.QuerySelector("h1")!.TextContent.ShouldBe("Choose a password");
        (await browser.Get("/today")).Status.ShouldBe(303);
        (await browser.Send(choose, "/choose-password", ("password", "jana1"))).Status.ShouldBe(400);
        var done = await browser.Send(choose, "/choose-password", ("password", Password));

        done.Location.ShouldBe("/people");
        (await browser.Get("/today")).Status.ShouldBe(200);
        using var other = server.Browser();
        var again = await other.Open("/sign-in");
        (await other.Send(again, "/sign-in", ("email", "jana@example.com"), ("password", code))).Status.ShouldBe(400);
        (await other.Send(again, "/sign-in", ("email", "jana@example.com"), ("password", Password))).Location.ShouldBe("/today");
        (await other.Send(choose, "/choose-password", ("password", "something else entirely"))).Status.ShouldBe(400);
    }

    [Theory, Databases]
    public async Task After_five_failures_the_account_waits_longer_and_longer_known_or_not(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com", password: Password);
        var time = new HandClock();
        await using var server = await TestServer.Start(place, time);
        using var browser = server.Browser();
        var page = await browser.Open("/sign-in");

        foreach (var email in (string[])["jana@example.com", "nobody@example.com"])
        {
            var said = "";
            for (var i = 0; i < 5; i++)
                said = (await browser.Send(page, "/sign-in", ("email", email), ("password", "guess number " + i))).Page.QuerySelector(".problems")!.TextContent;
            said.ShouldContain("did not match");
            var locked = await browser.Send(page, "/sign-in", ("email", email), ("password", Password));
            locked.Page.QuerySelector(".problems")!.TextContent.ShouldContain("Wait 30 seconds");
        }

        time.Pass(TimeSpan.FromSeconds(31));
        (await browser.Send(page, "/sign-in", ("email", "jana@example.com"), ("password", "guess again"))).Page.QuerySelector(".problems")!.TextContent.ShouldContain("did not match");
        (await browser.Send(page, "/sign-in", ("email", "jana@example.com"), ("password", Password))).Page.QuerySelector(".problems")!.TextContent.ShouldContain("Wait 60 seconds");
        time.Pass(TimeSpan.FromSeconds(61));
        (await browser.Send(page, "/sign-in", ("email", "jana@example.com"), ("password", Password))).Location.ShouldBe("/today");
        using var other = server.Browser();
        (await other.Send(await other.Open("/sign-in"), "/sign-in", ("email", "jana@example.com"), ("password", "slip"))).Page.QuerySelector(".problems")!.TextContent.ShouldContain("did not match");
    }

    [Theory, Databases]
    public void Guesses_at_once_are_counted_before_they_are_tried(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com", password: Password);
        var signIn = new SignIn(place.Workspace, new Sessions(place.Workspace, TimeProvider.System), TimeProvider.System);

        var results = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(16).Select(i => signIn.Run("jana@example.com", $"guess {i} of many", null, null)).ToList();

        results.Count(r => r is Result<SignInDone>.Invalid).ShouldBe(5);
        results.Count(r => r is Result<SignInDone>.Refused).ShouldBe(11);
    }

    [Theory, Databases]
    public async Task Sessions_are_listed_and_ended_and_a_new_password_ends_the_others(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com", password: Password);
        await using var server = await TestServer.Start(place);
        using var here = server.SignedIn(jana);
        using var there = server.SignedIn(jana);
        using var third = server.SignedIn(jana);
        (await there.Get("/today")).Status.ShouldBe(200);
        (await third.Get("/today")).Status.ShouldBe(200);

        var account = await here.Get("/account");
        account.Page.QuerySelectorAll("section[aria-labelledby=browsers] tbody tr").Length.ShouldBe(3);
        (await here.Send(account, "/account/sessions/end")).Location.ShouldBe("/account");
        (await here.Get("/account")).Page.QuerySelectorAll("section[aria-labelledby=browsers] tbody tr").Length.ShouldBe(2);
        ((await there.Get("/today")).Status == 303 ^ (await third.Get("/today")).Status == 303).ShouldBeTrue();

        (await here.Send(account, "/account/password", ("current", "not it at all"), ("password", "another quiet evening"))).Page.QuerySelector("#current-problem").ShouldNotBeNull();
        (await here.Send(account, "/account/password", ("current", Password), ("password", "another quiet evening"))).Location.ShouldBe("/account");
        (await here.Get("/today")).Status.ShouldBe(200);
        (await there.Get("/today")).Status.ShouldBe(303);
        (await third.Get("/today")).Status.ShouldBe(303);
    }

    [Theory, Databases]
    public async Task Signing_out_ends_the_session_and_a_switched_off_account_is_out_at_once(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        var ines = place.User("ines@example.com", "admin");
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);

        (await browser.Send(await browser.Get("/sign-out"), "/sign-out")).Location.ShouldBe("/sign-in");
        (await browser.Get("/today")).Status.ShouldBe(303);

        using var again = server.SignedIn(jana);
        (await again.Get("/today")).Status.ShouldBe(200);
        using var admin = server.SignedIn(ines);
        var accounts = await admin.Get("/settings");
        (await admin.Send(accounts, "/settings/users/change", ("email", "jana@example.com"), ("do", "disable"))).Location.ShouldBe("/settings");
        (await again.Get("/today")).Status.ShouldBe(303);
        (await admin.Send(accounts, "/settings/users/change", ("email", "ines@example.com"), ("do", "disable"))).Text.ShouldContain("only admin");
    }

    [Theory, Databases]
    public async Task Pages_are_for_the_roles_they_name_and_forms_need_the_token_of_this_browser(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        await using var server = await TestServer.Start(place);
        using var seller = server.SignedIn(jana);

        var closed = await seller.Get("/settings");
        closed.Status.ShouldBe(403);
        closed.Page.QuerySelector("h1")!.TextContent.ShouldBe("Not yours to open");
        (await seller.Post("/account", ("name", "Mallory"))).Status.ShouldBe(400);
        (await seller.Post("/sign-out")).Status.ShouldBe(400);
        (await seller.Get("/no-such-page")).Status.ShouldBe(404);
        using var stranger = server.Browser();
        (await stranger.Post("/settings/users", ("email", "x@example.com"))).Location.ShouldBe("/sign-in");
        var page = await stranger.Get("/sign-in?back=//evil.example/");
        page.Page.QuerySelector("input[name=back]")!.GetAttribute("value").ShouldBe("/today");
        foreach (var header in (string[])["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"])
            page.Headers.Contains(header).ShouldBeTrue(header);
    }

    [Theory, Databases]
    public async Task Own_settings_are_kept_and_ones_decisions_taken_again(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        for (var i = 0; i < 12; i++)
        {
            place.Contact($"Person {i}", $"p{i}@example.com");
            Tact.FollowUps.StartFollowUp.Run(place.Workspace, jana, $"p{i}@example.com", new() { Owner = "jana@example.com" });
        }

        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);
        var account = await browser.Get("/account");
        var bad = await browser.Send(account, "/account", ("zone", "Mars/Olympus"), ("capacity", "0"), ("dates", "Christmas"));
        bad.Page.QuerySelectorAll("section[aria-labelledby=you] .problems li").Length.ShouldBe(3);
        (await browser.Send(account, "/account", ("name", "Jana L."), ("zone", "America/New_York"), ("capacity", "12"), ("dates", "2026-12-24 .. 2026-12-26\n2026-05-01"))).Location.ShouldBe("/account");

        var again = await browser.Get("/account");
        again.Page.QuerySelector("#zone")!.GetAttribute("value").ShouldBe("America/New_York");
        again.Page.QuerySelector("#dates")!.TextContent.Trim().ShouldBe("2026-05-01\n2026-12-24 .. 2026-12-26");
        again.Page.QuerySelector(".account summary")!.TextContent.ShouldContain("Jana L.");
        for (var i = 0; i < 100 && Queued() > 0; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Queued().ShouldBe(0);
        place.Run("doctor").ExitCode.ShouldBe(0);

        long Queued() => place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from rechecks"));
    }

    [Fact]
    public void Passwords_that_are_guessed_first_are_not_taken()
    {
        foreach (var weak in (string[])["short", "password12", "1234567890", "aaaaaaaaaaaa", "jana.weber1", "qwertyuiop1", "jana.weber@example.com"])
            Passwords.Wrong(weak, "jana.weber@example.com").ShouldNotBeNull(weak);
        foreach (var fine in (string[])[Password, "Grüne Wiese am Hang", "correct horse"])
            Passwords.Wrong(fine, "jana.weber@example.com").ShouldBeNull(fine);
    }
}
