using Shouldly;
using Tact.Accounts;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Cadences;

/// <summary>Cadences in the browser, without JavaScript: everybody looks, managers change, and only what the etiquette allows is saved.</summary>
public class EditorTests
{
    private static async Task<(TestServer Server, Browser Manager, Browser Seller)> Open(TestWorkspace place)
    {
        var (manager, seller) = (place.User("maria@example.com", "manager"), place.User("jana@example.com"));
        var server = await TestServer.Start(place);
        return (server, server.SignedIn(manager), server.SignedIn(seller));
    }

    [Theory, Databases]
    public async Task A_manager_copies_changes_and_saves_and_the_follow_ups_are_decided_again(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (server, manager, seller) = await Open(place);
        await using var _ = server;
        var shown = await manager.Get("/cadences/after-a-talk");
        var copied = await manager.Send(shown, "/cadences/after-a-talk/copy", ("name", "our-talk"));
        (copied.Status, copied.Location).ShouldBe((303, "/cadences/our-talk/edit"));

        var person = place.Contact("Ada Byron", "ada@mill.example", "+49 30 5550123");
        var start = await seller.Get($"/people/{person}/start");
        (await seller.Send(start, $"/people/{person}/start", ("situation", "talked"), ("cadence", "our-talk"))).Status.ShouldBe(303);

        var form = await manager.Get("/cadences/our-talk/edit");
        form.Page.QuerySelectorAll("fieldset.step").Length.ShouldBe(8);
        var saved = await manager.Send(form, "/cadences/our-talk/edit", ("do", "save"), ("s1-say", "Write a card"), ("s1-channel", "letter"), ("for", "running"));
        (saved.Status, saved.Location).ShouldBe((303, "/cadences/our-talk"));
        var after = await manager.Open("/cadences/our-talk");
        after.Page.QuerySelector(".said")!.TextContent.ShouldContain("1 follow-up with it is decided again");
        after.Page.QuerySelector(".cadence-steps li")!.TextContent.ShouldContain("Write a card");
        place.Run("doctor").ExitCode.ShouldBe(0);
        FollowUps.Rechecks.Next(place.Workspace);
        (await seller.Get($"/people/{person}")).Text.ShouldContain("Write a card");

        var list = await seller.Get("/cadences");
        list.Page.QuerySelectorAll(".list tbody tr").Single(row => row.TextContent.Contains("our-talk")).QuerySelector("td[data-label='Follow-ups']")!.TextContent.ShouldBe("1");
    }

    [Theory, Databases]
    public async Task A_change_is_for_new_follow_ups_only_unless_those_running_are_to_follow_it(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (server, manager, seller) = await Open(place);
        await using var running = server;
        await manager.Send(await manager.Get("/cadences/after-a-talk"), "/cadences/after-a-talk/copy", ("name", "ours"));
        (await manager.Get("/cadences/ours/edit")).Page.QuerySelector("#newName").ShouldBeNull();
        var person = place.Contact("Ada Byron", "ada@mill.example", "+49 30 5550123");
        await seller.Send(await seller.Get($"/people/{person}/start"), $"/people/{person}/start", ("situation", "talked"), ("cadence", "ours"));

        var form = await manager.Get("/cadences/ours/edit");
        form.Page.QuerySelector("#for option[selected]")!.GetAttribute("value").ShouldBe("new");
        form.Page.QuerySelector("#for")!.TextContent.ShouldContain("Those already running follow it too (1)");
        form.Page.QuerySelector("#newName")!.GetAttribute("value").ShouldBe("ours-2");
        var taken = await manager.Send(form, "/cadences/ours/edit", ("do", "save"), ("newName", "revival"));
        (taken.Status, taken.Page.QuerySelector("#newName-problem") is null).ShouldBe((422, false));
        var saved = await manager.Send(form, "/cadences/ours/edit", ("do", "save"), ("s1-say", "Write a card"));
        (saved.Status, saved.Location).ShouldBe((303, "/cadences/ours-2"));
        place.Workspace.Team.Refresh(place.Workspace);
        var policies = place.Workspace.Policies.Cadences;
        (policies["ours"].Steps[0].Say, policies["ours-2"].Steps[0].Say).ShouldBe(("E-mail what you talked about and the next step", "Write a card"));
        FollowUps.Rechecks.Next(place.Workspace);
        (await seller.Get($"/people/{person}")).Text.ShouldNotContain("Write a card");
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Steps_and_branches_are_added_moved_and_taken_out_without_JavaScript()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var (server, manager, _) = await Open(place);
        await using var running = server;
        await manager.Send(await manager.Get("/cadences/revival"), "/cadences/revival/copy", ("name", "ours"));
        async Task<Visit> Press(Visit page, string button, params (string, string)[] more) => await manager.Send(page, "/cadences/ours/edit", [("do", button), .. more]);
        string Value(Visit page, string id) => page.Page.QuerySelector($"#{id}") is { } field ? field.QuerySelector("option[selected]")?.GetAttribute("value") ?? field.GetAttribute("value") ?? "" : throw new InvalidOperationException(id);

        var page = await manager.Get("/cadences/ours/edit");
        page = await Press(page, "add-s", ("s1-say", "typed before"));
        page.Status.ShouldBe(200);
        (Value(page, "s1-say"), page.Page.QuerySelector("#s4-say")!.HasAttribute("autofocus")).ShouldBe(("typed before", true));
        page = await Press(page, "up-s4", ("s4-say", "new one"));
        Value(page, "s3-say").ShouldBe("new one");
        page = await Press(page, "branch-s1");
        page = await Press(page, "look", ("s1-b1-outcome", "sent"), ("s1-b1-then", "step"), ("s1-b1-step", "step-3"));
        page.Page.QuerySelectorAll(".problem").ShouldBeEmpty();
        page.Page.QuerySelectorAll(".time-branch").Length.ShouldBe(1);
        // the branch follows its step when that moves
        page = await Press(page, "up-s4");
        page.Page.QuerySelector("#s1-b1-step option[selected]")!.TextContent.ShouldStartWith("3. ");
        page = await Press(page, "up-s3");
        page = await Press(page, "up-s2");
        page = await Press(page, "save");
        page.Status.ShouldBe(422);
        page = await Press(page, "unbranch-s2-b1");
        page = await Press(page, "remove-s4");
        page = await Press(page, "branch-w");
        page = await Press(page, "unbranch-w-b1");
        (await Press(page, "save", ("s1-gap", "0"), ("s2-gap", "5"), ("s3-gap", "10"))).Status.ShouldBe(303);
        place.Workspace.Team.Refresh(place.Workspace);
        place.Workspace.Policies.Cadences["ours"].Steps.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("s2-gap", "1", "s2-gap", "balanced leaves at least 2 working days")]
    [InlineData("s2-gap", "soon", "s2-gap", "Write a whole number")]
    [InlineData("s1-say", "", "s1-say", "Write a line of text")]
    [InlineData("w-b1-then", "stop", "w-b1-then", "there cannot come")]
    [InlineData("w-b1-channel", "", "w-b1-channel", "needs a channel")]
    [InlineData("w-b3-channel", "", "w-b3-channel", "needs a channel")]
    [InlineData("about", "", "about", "Write a line of text")]
    public async Task What_the_check_finds_stands_at_its_field_and_nothing_is_saved(string field, string value, string at, string finding)
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var (server, manager, _) = await Open(place);
        await using var running = server;
        await manager.Send(await manager.Get("/cadences/cold-five-and-rest"), "/cadences/cold-five-and-rest/copy", ("name", "ours"));
        var refused = await manager.Send(await manager.Get("/cadences/ours/edit"), "/cadences/ours/edit", ("do", "save"), (field, value));
        refused.Status.ShouldBe(422);
        refused.Page.QuerySelector($"#{at}-problem")!.TextContent.ShouldContain(finding);
        refused.Page.QuerySelector($"#{at}")!.GetAttribute("aria-invalid").ShouldBe("true");
        refused.Page.QuerySelector($".problems a[href='#{at}']").ShouldNotBeNull();
        place.Workspace.Team.Refresh(place.Workspace);
        place.Workspace.Policies.Cadences["ours"].Steps[1].Gap.ShouldBe(3);
    }

    [Fact]
    public async Task Held_against_a_preset_the_page_says_until_when()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var (server, _, seller) = await Open(place);
        await using var running = server;
        var page = await seller.Get("/cadences/after-a-meeting?under=gentle");
        page.Page.QuerySelector(".held")!.TextContent.ShouldContain("gentle would hold step 3 until day 10; it was made for day 3 (B3).");
        page.Page.QuerySelector(".held")!.TextContent.ShouldContain("gentle would never come to step 5");
        page.Page.QuerySelector("svg.time-line")!.GetAttribute("aria-label")!.ShouldContain("step 2 Call on day 2");
        page.Page.QuerySelector(".cadence-steps .branch")!.TextContent.ShouldContain("a message was left → the same day by e-mail");
        page.Page.QuerySelectorAll("[style]").ShouldBeEmpty();
    }

    [Theory, Databases]
    public async Task Sellers_look_and_change_nothing_and_nobodys_change_is_written_over(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (server, manager, seller) = await Open(place);
        await using var running = server;
        (await seller.Get("/cadences/revival")).Page.QuerySelector("form[action$='/copy']").ShouldBeNull();
        await manager.Send(await manager.Get("/cadences/revival"), "/cadences/revival/copy", ("name", "ours"));
        (await seller.Get("/cadences/ours/edit")).Status.ShouldBe(403);
        (await manager.Get("/cadences/revival/edit")).Status.ShouldBe(404);
        (await manager.Get("/cadences/nothing")).Status.ShouldBe(404);

        var (mine, theirs) = (await manager.Get("/cadences/ours/edit"), await manager.Get("/cadences/ours/edit"));
        (await manager.Send(theirs, "/cadences/ours/edit", ("do", "save"), ("s1-say", "theirs"))).Status.ShouldBe(303);
        var late = await manager.Send(mine, "/cadences/ours/edit", ("do", "save"), ("s1-say", "mine"));
        late.Status.ShouldBe(409);
        late.Page.QuerySelector(".problems")!.TextContent.ShouldContain("Meanwhile somebody else changed this cadence");
        (await manager.Send(late, "/cadences/ours/edit", ("do", "save"))).Status.ShouldBe(303);

        var taken = await manager.Send(await manager.Get("/cadences/revival"), "/cadences/revival/copy", ("name", "ours"));
        taken.Status.ShouldBe(422);
        taken.Page.QuerySelector("#name-problem")!.TextContent.ShouldContain("already");
        (await manager.Send(await manager.Get("/cadences/revival"), "/cadences/revival/copy", ("name", "Not a name"))).Page.QuerySelector("#name-problem")!.TextContent.ShouldContain("small letters");
    }
}
