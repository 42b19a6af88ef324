using System.Globalization;
using Shouldly;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Web;

/// <summary>What a reader without JavaScript does, over real HTTP.</summary>
public class JourneyTests
{
    [Theory]
    [Databases]
    public async Task A_voicemail_is_recorded_from_Today_and_the_next_person_comes(Dialect dialect)
    {
        await using var at = await Start(dialect);
        var (first, _) = at.TwoPeople();
        var today = await at.Browser.Get("/today");
        today.Status.ShouldBe(200);
        today.Page.QuerySelector("h1")!.TextContent.ShouldContain("2 today");
        var form = await at.Browser.Get($"/follow-ups/{first}/record?outcome=voicemail&back=/today");
        form.Page.QuerySelector("#next")!.GetAttribute("value").ShouldNotBeNullOrEmpty();

        var saved = await at.Browser.Send(form, $"/follow-ups/{first}/record", ("note", "left the checklist"));

        saved.Status.ShouldBe(303);
        saved.Location.ShouldBe("/today");
        var after = await at.Browser.Get("/today");
        after.Page.QuerySelector(".said")!.TextContent.ShouldContain("Voicemail left, Ada Byron");
        // the e-mail that goes with it is still to do
        after.Page.QuerySelector($"#f{first}")!.TextContent.ShouldContain("Write the e-mail that goes with your message");
        var mail = await at.Browser.Get($"/follow-ups/{first}/record?outcome=sent&channel=email&back=/today");
        (await at.Browser.Send(mail, $"/follow-ups/{first}/record", ("note", "the checklist, as I said"))).Status.ShouldBe(303);
        after = await at.Browser.Get("/today");
        after.Page.QuerySelector("h1")!.TextContent.ShouldContain("1 today");
        after.Page.QuerySelectorAll(".rows > li").Single().TextContent.ShouldContain("Grace Hop");

        var undone = await at.Browser.Send(after, "/undo");
        undone.Status.ShouldBe(303);
        (await at.Browser.Get("/today")).Page.QuerySelectorAll(".rows > li").Length.ShouldBe(2);
    }

    [Theory]
    [Databases]
    public async Task Sending_the_same_form_twice_records_once(Dialect dialect)
    {
        await using var at = await Start(dialect);
        var (first, _) = at.TwoPeople();
        var form = await at.Browser.Get($"/follow-ups/{first}/record?outcome=voicemail");

        await at.Browser.Send(form, $"/follow-ups/{first}/record", ("note", "once"));
        var again = await at.Browser.Send(form, $"/follow-ups/{first}/record", ("note", "once"));

        again.Status.ShouldBe(303);
        at.Data.Read(session => session.Scalar<long>("select count(*) from timeline where kind = 'touch'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("not-now", "2026-05-12", "resting|waiting-for-them|paused|active")]
    [InlineData("not-interested", "", "answered")]
    [InlineData("will-call", "", "will-call")]
    [InlineData("asked-for-quiet", "", "paused")]
    [InlineData("opt-out", "", "stopped")]
    [InlineData("next", "", "active")]
    [InlineData("did-not-say", "", "active")]
    public async Task What_they_said_decides_where_it_stands(string said, string until, string states)
    {
        await using var at = await Start(Dialect.Sqlite);
        var (first, _) = at.TwoPeople();
        var form = await at.Browser.Get($"/follow-ups/{first}/record?outcome=spoke");

        var saved = await at.Browser.Send(form, $"/follow-ups/{first}/record", ("said", said), ("until", until), ("note", "their words"));

        saved.Status.ShouldBe(303, saved.Page.QuerySelector(".problems")?.TextContent);
        states.Split('|').ShouldContain(at.Data.Read(session => session.Scalar<string>("select state from follow_ups where id = @first", new { first })));
    }

    [Fact]
    public async Task A_conversation_left_open_comes_back_as_needing_a_next_step()
    {
        await using var at = await Start(Dialect.Sqlite);
        var (first, _) = at.TwoPeople();
        var form = await at.Browser.Get($"/follow-ups/{first}/record?outcome=spoke");

        await at.Browser.Send(form, $"/follow-ups/{first}/record", ("note", "was interrupted"), ("later", "yes"));

        var row = (await at.Browser.Get("/today")).Page.QuerySelector($"#f{first}")!;
        row.ClassList.ShouldContain("k-note");
        row.TextContent.ShouldContain("Needs a next step");
    }

    [Fact]
    public async Task A_wrong_date_comes_back_with_everything_that_was_typed()
    {
        await using var at = await Start(Dialect.Sqlite);
        var (first, _) = at.TwoPeople();
        var form = await at.Browser.Get($"/follow-ups/{first}/record?outcome=spoke");

        var again = await at.Browser.Send(form, $"/follow-ups/{first}/record", ("note", "wants figures"), ("next", "Send figures"), ("on", "2025-01-01"));

        again.Status.ShouldBe(422);
        again.Page.QuerySelector("#note")!.GetAttribute("value").ShouldBe("wants figures");
        again.Page.QuerySelector("#on")!.GetAttribute("aria-invalid").ShouldBe("true");
        again.Page.QuerySelector(".problems a")!.GetAttribute("href").ShouldBe("#on");
    }

    [Theory]
    [Databases]
    public async Task Somebody_who_rings_is_found_by_their_last_digits_and_welcomed(Dialect dialect)
    {
        await using var at = await Start(dialect);
        var added = await at.Browser.Get("/people/new");
        var there = await at.Browser.Send(added, "/people/new", ("who", "Nina Neu, +49 89 555 01212"), ("matter", "spring offer"));
        var found = await at.Browser.Get("/find/quick?q=01212");
        found.Page.QuerySelector("a")!.GetAttribute("href").ShouldBe(there.Location);
        var person = await at.Browser.Get(there.Location!);

        var welcomed = await at.Browser.Send(person, there.Location + "/welcome-back");

        welcomed.Status.ShouldBe(303);
        (await at.Browser.Get(there.Location!)).Page.QuerySelector(".past .theirs")!.TextContent.ShouldContain("They called");
    }

    [Fact]
    public async Task Not_yet_says_until_when_and_why_and_offers_a_reasoned_exception()
    {
        await using var at = await Start(Dialect.Sqlite);
        var (first, _) = at.TwoPeople();
        foreach (var outcome in new[] { "voicemail", "sent" })
            await at.Browser.Send(await at.Browser.Get($"/follow-ups/{first}/record?outcome={outcome}"), $"/follow-ups/{first}/record", ("note", "a line"));

        var box = (await at.Browser.Get("/people/1")).Page.QuerySelector(".not-yet-box")!;

        box.QuerySelector("h2")!.TextContent.ShouldStartWith("Not yet: ");
        box.QuerySelector(".reasons")!.TextContent.ShouldContain("B3");
        box.QuerySelectorAll(".overrule a").Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("/follow-ups/1/pause", "reason=review", "paused")]
    [InlineData("/follow-ups/1/next", "next=Send the price list&on=2026-03-10", "active")]
    [InlineData("/follow-ups/1/not-today", "because=market day", "active")]
    public async Task Small_forms_change_a_follow_up_without_a_touch(string address, string fields, string state)
    {
        await using var at = await Start(Dialect.Sqlite);
        at.TwoPeople();
        var form = await at.Browser.Get(address);

        var saved = await at.Browser.Send(form, address, [.. fields.Split('&').Select(field => (field.Split('=')[0], field.Split('=')[1]))]);

        saved.Status.ShouldBe(303);
        at.Data.Read(session => session.One<(string State, string Due)>("select state, due_on from follow_ups where id = 1")).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(state),
            row => string.CompareOrdinal(row.Due, "2026-03-02").ShouldBeGreaterThan(0));
    }

    [Theory]
    [InlineData("/today")]
    [InlineData("/today?show=calls")]
    [InlineData("/waiting?state=active")]
    [InlineData("/people")]
    [InlineData("/people/1")]
    [InlineData("/people/1/edit")]
    [InlineData("/people/1/preferences")]
    [InlineData("/people/1/start")]
    [InlineData("/companies")]
    [InlineData("/focus-list")]
    [InlineData("/find?q=ada")]
    [InlineData("/find?q=a")]
    [InlineData("/find?q=%27%22%25_--")]
    [InlineData("/keys")]
    [InlineData("/follow-ups/1/record?outcome=other")]
    [InlineData("/follow-ups/1/hand-over")]
    public async Task Every_page_opens(string address)
    {
        await using var at = await Start(Dialect.Sqlite);
        at.TwoPeople();

        var page = await at.Browser.Get(address);

        page.Status.ShouldBe(200);
        page.Page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.Page.QuerySelectorAll("script:not([src]), style, [style]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/people/999")]
    [InlineData("/companies/999")]
    [InlineData("/follow-ups/999/record?outcome=spoke")]
    [InlineData("/follow-ups/999/pause")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_says_so(string address)
    {
        await using var at = await Start(Dialect.Sqlite);

        var page = await at.Browser.Get(address);

        page.Status.ShouldBe(404);
        page.Page.QuerySelector("h1")!.TextContent.ShouldBe("Nothing here");
    }

    [Fact]
    public async Task A_form_from_elsewhere_saves_nothing()
    {
        await using var at = await Start(Dialect.Sqlite);
        var (first, _) = at.TwoPeople();

        var refused = await at.Browser.Post($"/follow-ups/{first}/record", ("channel", "call"), ("outcome", "voicemail"));

        refused.Status.ShouldBe(400);
        at.Data.Read(session => session.Scalar<long>("select count(*) from timeline where kind = 'touch'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_team_page_is_for_managers_and_a_colleagues_list_too()
    {
        await using var at = await Start(Dialect.Sqlite);
        at.TwoPeople();
        using var manager = at.Server.SignedIn(at.Workspace.User("boss@house.example", "manager"));
        using var colleague = at.Server.SignedIn(at.Workspace.User("petr@house.example"));

        (await at.Browser.Get("/team")).Status.ShouldBe(403);
        (await manager.Get("/team")).Page.QuerySelector("table")!.TextContent.ShouldContain("jana@house.example".Split('@')[0], Case.Insensitive);
        (await manager.Get($"/today?owner={at.Jana.UserId}")).Page.QuerySelectorAll(".rows > li").Length.ShouldBe(2);
        (await colleague.Get($"/today?owner={at.Jana.UserId}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_colleague_sees_the_touches_and_may_not_change_the_follow_up()
    {
        await using var at = await Start(Dialect.Sqlite);
        at.TwoPeople();
        using var colleague = at.Server.SignedIn(at.Workspace.User("petr@house.example"));

        var person = await colleague.Get("/people/1");
        person.Page.QuerySelector(".card-follow-up .acts").ShouldBeNull();
        var form = await colleague.Get("/follow-ups/1/pause");
        var refused = await colleague.Send(form, "/follow-ups/1/pause", ("reason", "busy"));

        refused.Status.ShouldBe(403);
        refused.Page.QuerySelector("main")!.TextContent.ShouldContain("belongs to");
    }

    private static async Task<Setting> Start(Dialect dialect)
    {
        var workspace = TestWorkspace.Create(dialect);
        var jana = workspace.User("jana@house.example");
        var server = await TestServer.Start(workspace);
        return new Setting(workspace, server, jana, server.SignedIn(jana));
    }

    private sealed record Setting(TestWorkspace Workspace, TestServer Server, Actor Jana, Browser Browser) : IAsyncDisposable
    {
        public Database Data => Workspace.Workspace.Data;

        /// <summary>Two people whose first contact is due today; gives their follow-ups.</summary>
        public (long First, long Second) TwoPeople() => (Begin("Ada Byron", "ada@mill.example", "+44 20 7946 0958"), Begin("Grace Hop", "grace@mill.example", "+44 20 7946 0961"));

        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await Server.DisposeAsync();
            Workspace.Dispose();
        }

        private long Begin(string name, string email, string phone)
        {
            var contact = Workspace.Contact(name, email, phone, zone: "Europe/Berlin").ToString(CultureInfo.InvariantCulture);
            return StartFollowUp.Run(Workspace.Workspace, Jana, contact, new StartInput { Owner = "jana@house.example", Matter = "spring offer" }) is Result<StartedFollowUp>.Ok { Value: var started }
                ? started.FollowUp : throw new InvalidOperationException(name);
        }
    }
}
