using AngleSharp.Dom;
using Shouldly;
using Tact.Core;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Etiquette;

/// <summary>The presets in the browser: one table, a form, what it would do on the team's own data, and saving. Without JavaScript.</summary>
public sealed class EtiquettePagesTests
{
    private const string Now = "2026-03-02T10:00:00Z";

    private static readonly (string, string)[] Slow =
    [
        ("name", "our-slow"), ("gaps", "10"), ("personPerWeek", "1"), ("companyPerWeek", "4"), ("ringsPerDay", "1"), ("ringsPerWeek", "2"), ("hoursBetweenRings", ""),
        ("budget", "4"), ("laterBudget", "2"), ("shortestCycle", ""), ("rests", "90"), ("perYear", "8"), ("pleasantlyPersistentAt", ""), ("lastMessage", ""), ("permissionToClose", "never"), ("bring", "each"),
    ];

    [Fact]
    public async Task The_table_shows_every_rule_of_every_preset_to_everybody()
    {
        using var test = Ready(Dialect.Sqlite, out var seller, out _);
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(seller);

        var page = await browser.Get("/etiquette");
        page.Status.ShouldBe(200);
        page.Page.QuerySelectorAll("table.presets thead th").Select(Head).ShouldBe(["Rule", "gentle", "balanced", "determined", "until-they-respond", "client-care"]);
        Cells(page, "Unanswered approaches").ShouldBe(["4 / 2", "5 / 3", "8 / 4", "no limit while each brings something", "3, then ask another person there"]);
        Cells(page, "Least gap").ShouldBe(["5", "2", "1", "3 for the first 3, then 10, 20, 40", "20"]);
        Cells(page, "Rest in days").ShouldBe(["90 / 180 / 365", "60 / 120 / 365", "60 / 90 / 180", "none", "180, while another is asked"]);
        Cells(page, "Pleasantly persistent").ShouldBe(["2nd", "3rd", "4th", "3rd", "–"]);
        Cells(page, "Last message").ShouldBe(["“I will leave it until <month>”", "“I will leave it until <month>”", "“I will leave it until <month>”", "–", "–"]);
        Cells(page, "Permission to close").ShouldBe(["end of 2nd cycle", "end of 2nd cycle", "end of 2nd cycle; allowed from the 5th", "once a year", "never"]);
        Cells(page, "Follow-ups that use it").ShouldBe(["0", "3", "0", "0", "0"]);
        page.Page.QuerySelectorAll("table.presets tbody tr .rule").Length.ShouldBe(12);
        page.Page.QuerySelectorAll("a[href^='/etiquette/copy']").ShouldBeEmpty();
        page.Page.QuerySelectorAll("[style], style, script:not([src])").ShouldBeEmpty();

        foreach (var address in (string[])["/etiquette/copy/balanced", "/etiquette/try?name=x&insteadOf=balanced"])
            (await browser.Get(address)).Status.ShouldBe(403);
        (await browser.Get("/people/1/start")).Page.QuerySelectorAll("#etiquette option").Length.ShouldBe(6);
    }

    [Theory]
    [Databases]
    public async Task A_copy_is_changed_tried_on_the_teams_own_data_and_saved(Dialect dialect)
    {
        using var test = Ready(dialect, out _, out var manager);
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(manager);

        var form = await browser.Get((await browser.Get("/etiquette")).Page.QuerySelector("a[aria-label='Copy and change balanced']")!.GetAttribute("href")!);
        form.Page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("our-balanced");
        form.Page.QuerySelector("#rests")!.GetAttribute("value").ShouldBe("60, 120, 365");
        form.Page.QuerySelector("#budget-hint")!.TextContent.ShouldContain("1 to 50; empty: no limit");

        var tried = await Tried(browser, form);
        tried.Page.QuerySelector("#moved")!.TextContent.ShouldBe("1 next step would move");
        tried.Page.QuerySelector("#sum")!.TextContent.ShouldBe("3 follow-ups with a date use balanced. 0 would come earlier, 1 later.");
        tried.Page.QuerySelector("section:has(#widest) tbody tr")!.TextContent.ShouldContain("Mon 16 Mar");
        tried.Page.QuerySelectorAll("svg.moved").Single().GetAttribute("aria-label")!.ShouldContain("in the next 7 days 1 now and 0 then, 1 to 2 weeks 0 now and 1 then");
        test.Workspace.Data.Read(TeamPolicies).ShouldBe(0);
        (await browser.Get(tried.Page.QuerySelector("a.btn[href^='/etiquette/copy']")!.GetAttribute("href")!)).Page.QuerySelector("#gaps")!.GetAttribute("value").ShouldBe("10");

        (await browser.Send(tried, "/etiquette/save")).Location.ShouldBe("/etiquette");
        var table = await browser.Get("/etiquette");
        table.Page.QuerySelector(".said")!.TextContent.ShouldContain("our-slow is in force. No follow-up uses it yet.");
        table.Page.QuerySelectorAll("thead th").Last().TextContent.ShouldContain("copied from balanced");
        var changed = table.Page.QuerySelectorAll("td.changed");
        changed.Length.ShouldBe(11);
        changed.Select(cell => cell.QuerySelector("small")!.TextContent).ShouldContain("instead of 5 / 3");

        // taken up by a follow-up, and changed: the follow-up is decided again
        var start = await browser.Get("/people/4/start");
        (await browser.Send(start, "/people/4/start", ("matter", "other"), ("etiquette", "our-slow"))).Status.ShouldBe(303);
        var change = await browser.Get("/etiquette/change/our-slow");
        change.Page.QuerySelectorAll("input#name").ShouldBeEmpty();
        var faster = await Tried(browser, change, ("gaps", "3"));
        faster.Page.QuerySelector("form[action='/etiquette/save']")!.TextContent.ShouldContain("our-slow are decided again");
        (await browser.Send(faster, "/etiquette/save")).Location.ShouldBe("/etiquette");
        (await browser.Get("/etiquette")).Page.QuerySelector(".said")!.TextContent.ShouldContain("1 follow-up uses it and is decided again");
        Cells(await browser.Get("/etiquette"), "Least gap").Last().ShouldBe("3instead of 2");
        test.Workspace.TakeQueued();
        test.RunAt(Now, "doctor").ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Two_who_change_the_same_one_do_not_overwrite_each_other()
    {
        using var test = Ready(Dialect.Sqlite, out _, out var manager);
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(manager);
        var copy = await Tried(browser, await browser.Get("/etiquette/copy/balanced"));
        (await browser.Send(copy, "/etiquette/save")).Status.ShouldBe(303);

        var mine = await Tried(browser, await browser.Get("/etiquette/change/our-slow"), ("perYear", "7"));
        (await browser.Send(await Tried(browser, await browser.Get("/etiquette/change/our-slow"), ("perYear", "6")), "/etiquette/save")).Status.ShouldBe(303);
        var late = await browser.Send(mine, "/etiquette/save");
        late.Status.ShouldBe(400);
        late.Page.QuerySelector(".problems")!.TextContent.ShouldContain("changed by somebody else");

        var again = await Tried(browser, await browser.Get("/etiquette/copy/gentle"), ("name", "our-slow"));
        var taken = await browser.Send(again, "/etiquette/save");
        taken.Status.ShouldBe(400);
        taken.Page.QuerySelector("#name-problem")!.TextContent.ShouldContain("There is a \"our-slow\" already");
        test.Workspace.Policies.Presets["our-slow"].PerYear.ShouldBe(6);
    }

    [Theory]
    [InlineData("gaps", "soon")]
    [InlineData("gaps", "")]
    [InlineData("rests", "90, 30")]
    [InlineData("perYear", "99999999999999999999")]
    [InlineData("perYear", "3")]
    [InlineData("laterBudget", "")]
    [InlineData("name", "balanced")]
    [InlineData("name", "Ours!")]
    [InlineData("about", "")]
    [InlineData("callsFrom", "20")]
    [InlineData("bring", "never")]
    [InlineData("personPerWeek", "<b>")]
    public async Task What_makes_no_sense_is_pointed_out_at_its_field_and_saves_nothing(string field, string value)
    {
        using var test = Ready(Dialect.Sqlite, out _, out var manager);
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(manager);
        var form = await browser.Get("/etiquette/copy/balanced");

        var tried = await browser.Get(Query(form, (field, value)));
        tried.Status.ShouldBe(400);
        tried.Page.QuerySelector($"#{(field == "perYear" && value == "3" ? "budget" : field)}-problem").ShouldNotBeNull();
        tried.Page.QuerySelectorAll("[id]").GroupBy(element => element.Id).ShouldAllBe(same => same.Count() == 1);

        var good = await Tried(browser, form);
        (await browser.Send(good, "/etiquette/save", (field, value))).Status.ShouldBe(400);
        test.Workspace.Data.Read(TeamPolicies).ShouldBe(0);
    }

    [Fact]
    public async Task Who_becomes_due_and_who_no_longer_is_named()
    {
        using var test = Ready(Dialect.Sqlite, out _, out var manager, "2026-03-06T10:00:00Z");
        await using var server = await TestServer.Start(test);
        using var browser = server.SignedIn(manager);

        var tried = await Tried(browser, await browser.Get("/etiquette/copy/balanced"));
        tried.Page.QuerySelector("#no-longer")!.TextContent.ShouldBe("1 person would be due by today no longer");
        tried.Page.QuerySelector("section:has(#no-longer) tbody th a")!.GetAttribute("href").ShouldStartWith("/people/");
        tried.Page.QuerySelector("section:has(#contactable)")!.TextContent.ShouldContain("Nobody.");
    }

    private static int TeamPolicies(Session session) => session.Scalar<int>("select count(*) from policies");

    private static string Head(IElement head) => head.ChildNodes[0].TextContent;

    private static List<string> Cells(Visit page, string rule) =>
        [.. page.Page.QuerySelectorAll("tbody tr").First(row => row.QuerySelector("th")!.TextContent.StartsWith(rule, StringComparison.Ordinal)).QuerySelectorAll("td").Select(cell => string.Concat(cell.ChildNodes.Where(node => node is not IElement { ClassName: "of" }).Select(node => node.TextContent)))];

    private static string Query(Visit form, params (string Name, string Value)[] changed)
    {
        var fields = form.Page.QuerySelectorAll("form[action='/etiquette/try'] :is(input, select)").ToDictionary(
            field => field.GetAttribute("name")!, field => field is AngleSharp.Html.Dom.IHtmlSelectElement choice ? choice.Value ?? "" : field.GetAttribute("value") ?? "");
        foreach (var (name, value) in changed)
            fields[name] = value;
        return "/etiquette/try?" + string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
    }

    /// <summary>Sends the form and waits for what it found.</summary>
    private static async Task<Visit> Tried(Browser browser, Visit form, params (string Name, string Value)[] changed)
    {
        var address = Query(form, changed.Length > 0 ? changed : Slow);
        for (var i = 0; ; i++)
        {
            var page = await browser.Get(address);
            page.Status.ShouldBe(200, page.Text);
            if (page.Page.QuerySelector("#progress") is null)
                return page;
            i.ShouldBeLessThan(100);
            await Task.Delay(100);
        }
    }

    /// <summary>Three people under balanced; one of them was written to on Monday.</summary>
    private static TestWorkspace Ready(Dialect dialect, out Tact.Accounts.Actor seller, out Tact.Accounts.Actor manager, string now = Now)
    {
        var test = TestWorkspace.Create(dialect, now);
        seller = test.User("jana@house.example");
        manager = test.User("head@house.example", "manager");
        foreach (var name in (string[])["ada", "bo", "cy", "dee"])
        {
            test.Contact(name, $"{name}@mill.example");
            if (name != "dee")
                test.RunAt(Now, "start", $"{name}@mill.example", "--owner", "jana@house.example").ExitCode.ShouldBe(0);
        }

        test.RunAt(Now, "log", "ada@mill.example", "email", "sent").ExitCode.ShouldBe(0);
        return test;
    }
}
