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
        plan.Page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td")[2].TextContent).ShouldBe(["planned for tomorrow", "planned for tomorrow", "planned for Wed 4 Mar"]);
        plan.Page.QuerySelectorAll("tbody tr").Last().QuerySelectorAll("td").Last().TextContent.ShouldContain("4 come before it, by priority");

        // the whole list says of each row to which day it is planned, and the page says why so much is due
        today.Page.QuerySelector(".summary")!.TextContent.ShouldContain("On Mondays what came due over the weekend is added");
        var all = await browser.Get("/today?more=1");
        all.Page.QuerySelectorAll("li.due").Length.ShouldBe(5);
        all.Page.QuerySelectorAll("li.due .not-yet").Select(line => line.TextContent.Trim()).Where(line => line.StartsWith("planned", StringComparison.Ordinal)).ShouldBe(["planned for tomorrow", "planned for tomorrow", "planned for Wed 4 Mar"]);
        all.Page.QuerySelector("a[href='/today/plan']")!.TextContent.ShouldBe("3 more are planned for later days, by priority");
        test.RunAt(Monday, "today", "--owner", "eve@house.example", "--limit", "10", "--json").Json.EnumerateArray().Select(row => row.TryGetProperty("plannedFor", out var day) ? day.GetString() : null)
            .ShouldBe([null, null, "2026-03-03", "2026-03-03", "2026-03-04"]);
        var said = test.RunAt(Monday, "plan", "--owner", "eve@house.example").Output;
        said.ShouldContain("On Mondays");
        said.ShouldContain("2 come before it, by priority");

        // an import and a leave tell more than the day of the week
        test.Workspace.Data.Write(session => session.Execute("insert into imports (file_name, state, created, started_at, finished_at) values ('fair.csv', 'done', 1200, @at, @at)", new { at = test.Workspace.Now.ToUnixTimeMilliseconds() }));
        test.Workspace.Data.Write(session => session.Execute("update contacts set import_id = (select max(id) from imports)"));
        (await browser.Get("/today")).Page.QuerySelector(".summary")!.TextContent.ShouldContain("1,200 people were imported today, so more is due");
        test.Workspace.Data.Write(session => session.Execute("insert into leaves (owner_id, from_on, until_on, created_at) values (@UserId, '2026-02-20', '2026-02-27', 0)", new { eve.UserId }));
        (await browser.Get("/today")).Page.QuerySelector(".summary")!.TextContent.ShouldContain("Back from leave (until Fri 27 Feb), so more is due");
        test.RunAt(Monday, "leave", "--owner", "eve@house.example", "--from", "2026-03-03", "--to", "2026-03-06").ExitCode.ShouldBe(0);
        test.RunAt(Monday, "plan", "--owner", "eve@house.example").Output.ShouldContain("leave from 2026-03-03 to 2026-03-06");
    }

    [Theory]
    [Databases]
    public async Task What_is_covered_stands_under_the_filters_on_further_pages_and_in_every_contract(Dialect dialect)
    {
        using var test = Ready(dialect, out var bob, out _);
        for (var i = 0; i < 33; i++)
        {
            var person = test.Contact($"caller {i}", $"c{i}@else.example");
            test.RunAt(Monday, "start", person.ToString(), "--owner", Jana, "--matter", $"m{i}").ExitCode.ShouldBe(0);
            test.RunAt(Monday, "log", person.ToString(), "email", "replied", "--note", "Tell me more").ExitCode.ShouldBe(0);
        }

        test.RunAt(Monday, "start", test.Contact("own", "own@else.example").ToString(), "--owner", Bob).ExitCode.ShouldBe(0);
        test.RunAt(Monday, "leave", "--owner", Jana, "--from", "2026-03-02", "--to", "2026-03-13", "--cover", Bob).ExitCode.ShouldBe(0);

        var rows = test.RunAt(Monday, "today", "--owner", Bob, "--json").Json.EnumerateArray().ToList();
        rows.Count.ShouldBe(34);
        (rows[0].GetProperty("coverFor").GetProperty("name").GetString(), rows[0].GetProperty("coverFor").GetProperty("until").GetString()).ShouldBe(("jana", "2026-03-13"));
        (rows[^1].TryGetProperty("coverFor", out var nobody) && nobody.ValueKind != System.Text.Json.JsonValueKind.Null).ShouldBeFalse();
        test.RunAt(Monday, "today", "--owner", Bob).Output.ShouldContain("for jana, away until 2026-03-13");
        test.RunAt(Monday, "today", "--owner", Bob, "--limit", "5", "--json").Json.GetArrayLength().ShouldBe(5);

        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(bob);
        var today = await browser.Get("/today");
        today.Page.QuerySelectorAll("li.due").Length.ShouldBe(31);
        today.Page.QuerySelector("h1 strong")!.TextContent.ShouldBe("34");
        var more = today.Page.QuerySelectorAll(".foot a.btn").Single(link => link.TextContent == "3 more for jana");
        (await browser.Get(more.GetAttribute("href")!)).Page.QuerySelectorAll("li.due").Length.ShouldBe(3);
        var emails = await browser.Get("/today?show=emails");
        emails.Page.QuerySelectorAll("li.due").Length.ShouldBe(31);
        emails.Page.QuerySelectorAll(".filters a span").Select(count => count.TextContent).First().ShouldBe("34");
        emails.Page.QuerySelector(".filters a[data-key='3'] span")!.TextContent.ShouldBe("34");
        var calls = await browser.Get("/today?show=calls");
        calls.Page.QuerySelectorAll("li.due").ShouldBeEmpty();
        calls.Page.QuerySelector(".filters a[data-key='2'] span")!.TextContent.ShouldBe("0");

        // whoever does not cover sees no page of it, and a manager sees who is away
        using var other = server.SignedIn(test.User("mia@house.example", "manager"));
        (await other.Get(more.GetAttribute("href")!)).Status.ShouldBe(404);
        var team = await other.Get("/team");
        team.Page.QuerySelector("a[href='/leave']").ShouldNotBeNull();
        team.Page.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Trim().StartsWith("jana", StringComparison.Ordinal)).TextContent.ShouldContain("until Fri 13 Mar, bob covers");
    }

    [Theory]
    [Databases]
    public async Task Calls_are_possible_in_ones_own_hours_and_theirs(Dialect dialect)
    {
        using var test = Ready(dialect, out _, out var eve);
        test.RunAt(Monday, "start", test.Contact("caller", phone: "+49 30 111").ToString(), "--owner", "eve@house.example").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(eve);
        (await browser.Get("/today?show=calls")).Page.QuerySelectorAll("li.due").Length.ShouldBe(1);

        var account = await browser.Get("/account");
        (await browser.Send(account, "/account", ("hoursFrom", "17"), ("hoursTo", "9"))).Status.ShouldBe(400);
        (await browser.Send(account, "/account", ("hoursFrom", "11"), ("hoursTo", "16"))).Status.ShouldBe(303);
        (await browser.Get("/account")).Page.QuerySelector("#hoursFrom")!.GetAttribute("value").ShouldBe("11");
        var none = await browser.Get("/today?show=calls");
        none.Page.QuerySelectorAll("li.due").ShouldBeEmpty();
        none.Page.QuerySelector(".filters a[data-key='2'] span")!.TextContent.ShouldBe("0");

        test.RunAt(Monday, "user", "hours", "eve@house.example", "--json").Json.GetProperty("to").GetInt32().ShouldBe(16);
        test.RunAt(Monday, "user", "hours", "eve@house.example", "--from", "9", "--to", "8").ExitCode.ShouldBe(2);
        test.RunAt(Monday, "user", "hours", "eve@house.example", "--none").ExitCode.ShouldBe(0);
        test.RunAt(Monday, "user", "hours", "eve@house.example").Output.ShouldContain("any hour");
        test.RunAt(Monday, "doctor").ExitCode.ShouldBe(0);
    }

    [Theory]
    [Databases]
    public async Task Hours_are_set_and_taken_away_over_REST_once_under_a_key(Dialect dialect)
    {
        using var test = Ready(dialect, out _, out var eve);
        await using var server = await TestServer.Start(test);
        using var api = server.Api(eve);
        (await Send("""{"from":9,"to":15}""", "one")).ShouldBe((201, """{"owner":"eve@house.example","from":9,"to":15}"""));
        (await Send("""{"from":9,"to":15}""", "one")).Status.ShouldBe(201);
        (await Send("""{"from":9,"to":16}""", "one")).Status.ShouldBe(422);
        (await Send("""{"from":15,"to":9}""", "two")).Status.ShouldBe(400);
        (await Send("""{"from":9}""", "three")).Status.ShouldBe(400);
        (await api.GetStringAsync("/api/v1/hours", TestContext.Current.CancellationToken)).ShouldBe("""{"owner":"eve@house.example","from":9,"to":15}""");
        (await Send("""{"from":9,"to":12,"owner":"nobody@house.example"}""", "four")).Status.ShouldBe(404);
        (await Send("{}", "five")).Body.ShouldBe("""{"owner":"eve@house.example","from":null,"to":null}""");

        async Task<(int Status, string Body)> Send(string body, string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/hours") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await api.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(9, 17, "2026-03-02T06:00:00Z", "2026-03-02T08:00:00Z")]
    [InlineData(9, 17, "2026-03-06T16:30:00Z", "2026-03-09T08:00:00Z")]
    [InlineData(14, 16, "2026-03-02T08:00:00Z", "2026-03-02T13:00:00Z")]
    [InlineData(19, 21, "2026-03-02T06:00:00Z", "2026-03-02T07:00:00Z")]
    public void A_default_time_lies_in_both_hours_where_they_meet(int from, int to, string now, string meets)
    {
        var zone = NodaTime.DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var theirs = new Tact.FollowUps.CallWindow(zone, 8, 18, 0b0011111, Tact.Core.Calendars.WorkCalendar.Plain);
        new Tact.Accounts.OwnHours(from, to, zone, Tact.Core.Calendars.DaysOff.Weekends).Meets(theirs, Instant(now)).ShouldBe(Instant(meets));

        static NodaTime.Instant Instant(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;
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
