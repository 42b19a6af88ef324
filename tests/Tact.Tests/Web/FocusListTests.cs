using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Web;

/// <summary>A focus list of people ticked by hand, without JavaScript.</summary>
public class FocusListTests
{
    [Theory, Databases]
    public async Task People_ticked_in_the_list_are_started_so_many_a_day(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        foreach (var name in (string[])["Ada Byron", "Bo Lind", "Cy Roe", "Di Fox"])
            place.Contact(name, $"{name[..2].ToLowerInvariant()}@mill.example");
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);

        var people = await browser.Get("/people");
        people.Page.QuerySelectorAll("form[action='/focus-list'] input[name=person]").Length.ShouldBe(4);
        people.Page.QuerySelector("input[name=person]")!.GetAttribute("aria-label").ShouldBe("Choose Ada Byron");
        var form = await browser.Get("/focus-list?person=1&person=3&person=4&person=99");
        form.Page.QuerySelector("form.form p")!.TextContent.ShouldContain("3 people: Ada Byron, Cy Roe, Di Fox");
        form.Page.QuerySelector("[name=tag]").ShouldBeNull();

        var again = await browser.Send(form, "/focus-list", ("matter", "spring offer"), ("per-day", "none"), ("person", "1"), ("person", "3"), ("person", "4"));
        again.Status.ShouldBe(422);
        again.Page.QuerySelectorAll("input[name=person]").Length.ShouldBe(3);
        (await browser.Send(form, "/focus-list", ("matter", "spring offer"), ("per-day", "2"), ("person", "1"), ("person", "3"), ("person", "4"))).Location.ShouldBe("/today");

        place.Workspace.Data.Read(session => session.Query<(long, string)>("select contact_id, start_on from follow_ups order by id"))
            .ShouldBe([(1, "2026-03-02"), (3, "2026-03-02"), (4, "2026-03-03")]);
        (await browser.Get("/focus-list")).Page.QuerySelector("[name=tag]").ShouldNotBeNull();
    }

    [Theory, Databases]
    public async Task What_an_enquiry_asked_stands_on_its_row_from_the_note_until_a_touch_says_more(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        const string morning = "2026-03-02T08:00:00Z";
        place.Contact("Ada Byron", "ada@mill.example");
        place.RunAt(morning, "start", "ada@mill.example", "--owner", "jana@example.com", "--situation", "enquiry").ExitCode.ShouldBe(0);
        place.RunAt(morning, "note", "ada@mill.example", "Can you count two sites in May?").ExitCode.ShouldBe(0);
        place.RunAt(morning, "note", "ada@mill.example", "Found her on the fair").ExitCode.ShouldBe(0);
        place.RunAt(morning, "today", "--owner", "jana@example.com", "--json").Json[0].GetProperty("theirWords").GetString().ShouldBe("Can you count two sites in May?");
        await using (var server = await TestServer.Start(place))
        {
            using var browser = server.SignedIn(jana);
            (await browser.Get("/today")).Page.QuerySelector("blockquote")!.TextContent.ShouldContain("Can you count two sites in May?");
        }

        place.Run("doctor").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T09:00:00Z", "log", "ada@mill.example", "email", "replied", "--note", "June is fine too").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T09:30:00Z", "today", "--owner", "jana@example.com", "--json").Json[0].GetProperty("theirWords").GetString().ShouldBe("June is fine too");
    }
}
