using AngleSharp.Dom;
using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Absences;

/// <summary>Who is away, and who looks after what cannot wait.</summary>
public sealed class LeaveTests
{
    private const string Monday = "2026-03-02T09:00:00Z";
    private const string Jana = "jana@house.example";
    private const string Bob = "bob@house.example";

    [Theory]
    [Databases]
    public void No_default_step_falls_on_leave_and_what_was_agreed_stays(Dialect dialect)
    {
        using var test = Ready(dialect);
        test.RunAt(Monday, "log", "ada@mill.example", "email", "sent").ExitCode.ShouldBe(0);
        test.RunAt(Monday, "log", "bo@mill.example", "call", "spoke", "--next", "Call about the figures", "--on", "2026-03-05").ExitCode.ShouldBe(0);
        Due(test, "ada").ShouldBe("2026-03-05");

        var leave = test.RunAt(Monday, "leave", "--owner", Jana, "--from", "2026-03-04", "--to", "2026-03-13", "--cover", Bob, "--reason", "holiday", "--json");
        leave.ExitCode.ShouldBe(0, leave.Errors);
        (leave.Json.GetProperty("from").GetString(), leave.Json.GetProperty("until").GetString(), leave.Json.GetProperty("cover").GetString()).ShouldBe(("2026-03-04", "2026-03-13", Bob));
        Due(test, "ada").ShouldBe("2026-03-16");
        Due(test, "bo").ShouldBe("2026-03-05");
        test.RunAt(Monday, "doctor").ExitCode.ShouldBe(0);

        test.RunAt(Monday, "leave", "list").Output.ShouldContain("from 2026-03-04 to 2026-03-13");
        test.RunAt(Monday, "leave", "cancel", leave.Json.GetProperty("id").GetInt64().ToString()).ExitCode.ShouldBe(0);
        Due(test, "ada").ShouldBe("2026-03-05");
        test.RunAt(Monday, "leave", "list").Output.ShouldContain("Nobody is away");
        test.RunAt(Monday, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory]
    [Databases]
    public void A_leave_that_has_begun_ends_yesterday_when_it_is_taken_back(Dialect dialect)
    {
        using var test = Ready(dialect);
        var id = test.RunAt(Monday, "leave", "--owner", Jana, "--from", "2026-03-02", "--to", "2026-03-13", "--cover", Bob, "--json").Json.GetProperty("id").GetInt64().ToString();
        test.RunAt("2026-03-05T09:00:00Z", "leave", "cancel", id).ExitCode.ShouldBe(0);
        test.Workspace.Data.Read(session => session.Scalar<string>("select until_on from leaves")).ShouldBe("2026-03-04");
        test.RunAt("2026-03-09T09:00:00Z", "leave", "cancel", id).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("from", "--owner", Jana, "--to", "2026-03-13")]
    [InlineData("to", "--owner", Jana, "--from", "2026-03-04")]
    [InlineData("to", "--owner", Jana, "--from", "2026-03-04", "--to", "2026-03-03")]
    [InlineData("to", "--owner", Jana, "--from", "2026-02-04", "--to", "2026-02-13")]
    [InlineData("to", "--owner", Jana, "--from", "2026-03-04", "--to", "2027-03-13")]
    [InlineData("cover", "--owner", Jana, "--from", "2026-03-04", "--to", "2026-03-13", "--cover", Jana)]
    [InlineData("cover", "--owner", Jana, "--from", "2026-03-04", "--to", "2026-03-13", "--cover", "nobody@house.example")]
    [InlineData("from", "--owner", Bob, "--from", "2026-04-06", "--to", "2026-04-07")]
    [InlineData("cover", "--owner", Jana, "--from", "2026-04-06", "--to", "2026-04-10", "--cover", Bob)]
    public void What_makes_no_sense_is_named(string field, params string[] words)
    {
        using var test = Ready(Dialect.Sqlite);
        test.RunAt(Monday, "leave", "--owner", Bob, "--from", "2026-04-01", "--to", "2026-04-07").ExitCode.ShouldBe(0);

        var run = test.RunAt(Monday, ["leave", .. words, "--json"]);
        run.ExitCode.ShouldBe(2);
        run.Json.GetProperty("problems")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Theory]
    [Databases]
    public async Task Who_covers_sees_and_records_what_cannot_wait_and_no_more(Dialect dialect)
    {
        using var test = Ready(dialect, out var bob, out var eve);
        test.RunAt(Monday, "log", "ada@mill.example", "email", "replied", "--note", "Yes, tell me more").ExitCode.ShouldBe(0);
        test.RunAt(Monday, "promise", "bo@mill.example", "Send the figures", "--for", "2026-03-02").ExitCode.ShouldBe(0);
        test.RunAt(Monday, "leave", "--owner", Jana, "--from", "2026-03-02", "--to", "2026-03-13", "--cover", Bob, "--reason", "a matter of her own").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(bob);

        var today = await browser.Get("/today");
        today.Page.QuerySelectorAll("li.due h2").Select(name => name.TextContent).ShouldBe(["ada", "bo"]);
        today.Page.QuerySelectorAll("li.due .asked").Select(line => line.TextContent).ShouldAllBe(line => line.Contains("away until Fri 13 Mar"));
        today.Page.QuerySelector(".first")!.TextContent.ShouldContain("2 for ");
        today.Page.QuerySelectorAll("li.due").Last().QuerySelector(".why")!.TextContent.ShouldNotContain("You promised");
        (await browser.Get("/leave")).Page.QuerySelector("tbody")!.TextContent.ShouldNotContain("a matter of her own");

        var id = today.Page.QuerySelector("li.due")!.Id![1..];
        var form = await browser.Get($"/follow-ups/{id}/record?outcome=spoke");
        form.Status.ShouldBe(200);
        var sent = await browser.Send(form, form.Page.QuerySelector("form.record")!.GetAttribute("action")!, ("note", "Told her the price"));
        sent.Status.ShouldBe(303, sent.Text);
        (await browser.Get("/people/1")).Page.QuerySelector(".past")!.TextContent.ShouldContain(" for ");
        test.Workspace.Data.Read(session => session.Scalar<long>("select owner_id from follow_ups where contact_id = 1")).ShouldNotBe(bob.UserId!.Value);
        (await browser.Send(await browser.Get($"/follow-ups/{id}/hand-over"), $"/follow-ups/{id}/hand-over", ("to", Bob))).Status.ShouldBe(403);

        // nobody else may, and nobody after her return
        using var other = server.SignedIn(eve);
        (await other.Get("/today")).Page.QuerySelectorAll("li.due").ShouldBeEmpty();
        Tact.FollowUps.PauseFollowUp.Run(test.Workspace, eve, "bo@mill.example", null, "busy", null, null).ShouldBeOfType<Result<Tact.FollowUps.ChangedFollowUp>.Refused>();
        Tact.FollowUps.PauseFollowUp.Run(test.At("2026-03-16T09:00:00Z"), bob, "bo@mill.example", null, "busy", null, null).ShouldBeOfType<Result<Tact.FollowUps.ChangedFollowUp>.Refused>();
        Tact.FollowUps.PauseFollowUp.Run(test.Workspace, bob, "bo@mill.example", null, "busy", null, null).ShouldBeOfType<Result<Tact.FollowUps.ChangedFollowUp>.Ok>();
        test.RunAt(Monday, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory]
    [Databases]
    public void Who_covers_and_goes_away_names_another_who_then_looks_after_both(Dialect dialect)
    {
        using var test = Ready(dialect, out var bob, out var eve);
        var maria = test.Workspace.Data.Read(session => session.Scalar<string>("select email from users where id = @id", new { id = eve.UserId }));
        test.RunAt(Monday, "leave", "--owner", Jana, "--from", "2026-03-02", "--to", "2026-03-13", "--cover", Bob).ExitCode.ShouldBe(0);

        var alone = test.RunAt(Monday, "leave", "--owner", Bob, "--from", "2026-03-04", "--to", "2026-03-06", "--json");
        alone.ExitCode.ShouldBe(2);
        alone.Json.GetProperty("problems")[0].GetProperty("field").GetString().ShouldBe("cover");
        test.RunAt(Monday, "leave", "--owner", Bob, "--from", "2026-03-04", "--to", "2026-03-06", "--cover", maria!).ExitCode.ShouldBe(0);

        Covers(test, "2026-03-03T09:00:00Z", eve).ShouldBeEmpty();
        Covers(test, "2026-03-05T09:00:00Z", eve).ShouldBe(["bob", "jana"]);
        Covers(test, "2026-03-05T09:00:00Z", bob).ShouldBe(["jana"]);
        Covers(test, "2026-03-09T09:00:00Z", eve).ShouldBeEmpty();
    }

    private static List<string> Covers(TestWorkspace test, string now, Tact.Accounts.Actor who) =>
        test.At(now) is var workspace ? [.. workspace.Data.Read(session => Tact.Absences.Leaves.CoveredBy(session, workspace, who.UserId!.Value)).Select(covered => covered.Name.ToLowerInvariant()).Order(StringComparer.Ordinal)] : [];

    [Fact]
    public async Task Leave_is_entered_on_its_page_and_taken_back()
    {
        using var test = Ready(Dialect.Sqlite, out var bob, out _);
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(bob);

        var page = await browser.Get("/leave");
        page.Page.QuerySelectorAll("#owner").ShouldBeEmpty();
        var wrong = await browser.Send(page, "/leave", ("from", "2026-05-04"), ("to", "2026-05-01"), ("cover", ""), ("reason", ""));
        wrong.Status.ShouldBe(400);
        wrong.Page.QuerySelector("#to-problem").ShouldNotBeNull();
        wrong.Page.QuerySelector("#from")!.GetAttribute("value").ShouldBe("2026-05-04");
        (await browser.Send(wrong, "/leave", ("to", "2026-05-08"), ("cover", Jana), ("reason", ""))).Location.ShouldBe("/leave");
        var entered = await browser.Get("/leave");
        entered.Page.QuerySelector("tbody tr")!.TextContent.ShouldContain("Fri 8 May");
        (await browser.Send(page, "/leave", ("owner", Jana), ("from", "2026-06-01"), ("to", "2026-06-02"), ("cover", ""), ("reason", ""))).Status.ShouldBe(403);

        // saving the account leaves it as it is
        (await browser.Send(await browser.Get("/account"), "/account", ("dates", "2026-12-24"))).Status.ShouldBe(303);
        test.Workspace.Data.Read(session => session.Scalar<string>("select days_off from users where email = @Bob", new { Bob }))!.ShouldContain("2026-05-04..2026-05-08");
        (await browser.Send(entered, entered.Page.QuerySelector("form[action$='/cancel']")!.GetAttribute("action")!)).Location.ShouldBe("/leave");
        (await browser.Get("/leave")).Page.QuerySelector(".nobody").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_does_not_fit_the_day_is_planned_and_listed()
    {
        using var test = Ready(Dialect.Sqlite, out _, out var eve);
        for (var i = 0; i < 5; i++)
        {
            var person = test.Contact($"person {i}", $"p{i}@else.example");
            test.RunAt(Monday, "start", person.ToString(), "--owner", "eve@house.example", "--matter", $"m{i}").ExitCode.ShouldBe(0);
        }

        test.Workspace.Data.Write(session => session.Execute("update users set capacity = 2 where id = @UserId", new { eve.UserId }));
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(eve);

        var today = await browser.Get("/today");
        today.Page.QuerySelectorAll("li.due").Length.ShouldBe(2);
        today.Page.QuerySelector("a[href='/today/plan']")!.TextContent.ShouldBe("3 more are planned for later days, by priority");
        var plan = await browser.Get("/today/plan");
        plan.Page.QuerySelector("h1")!.TextContent.ShouldBe("3 planned for later days");
        plan.Page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Last().TextContent).ShouldBe(["planned for tomorrow", "planned for tomorrow", "planned for Wed 4 Mar"]);
    }

    private static string? Due(TestWorkspace test, string name) =>
        test.Workspace.Data.Read(session => session.Scalar<string>("select f.due_on from follow_ups f join contacts c on c.id = f.contact_id where c.name = @name", new { name }));

    private static TestWorkspace Ready(Dialect dialect) => Ready(dialect, out _, out _);

    private static TestWorkspace Ready(Dialect dialect, out Tact.Accounts.Actor bob, out Tact.Accounts.Actor eve)
    {
        var test = TestWorkspace.Create(dialect);
        test.User(Jana);
        bob = test.User(Bob);
        eve = test.User("eve@house.example");
        foreach (var name in (string[])["ada", "bo"])
        {
            test.Contact(name, $"{name}@mill.example");
            test.RunAt(Monday, "start", $"{name}@mill.example", "--owner", Jana).ExitCode.ShouldBe(0);
        }

        return test;
    }
}
