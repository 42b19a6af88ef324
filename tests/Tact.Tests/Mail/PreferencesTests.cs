using Shouldly;
using Tact.Core;
using Tact.FollowUps;
using Tact.Mail.Preferences;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>A contact's own page behind the link in a message.</summary>
public class PreferencesTests
{
    [Theory, Databases]
    public async Task They_choose_how_and_how_often_quiet_until_a_day_and_ask_for_their_data(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var admin = house.User("ada@house.example", "admin");
        var contact = house.Contact("Maria Keller", "maria@example.com", "+49 30 123456");
        await using var server = await TestServer.Start(house);
        using var they = server.Browser();
        var address = $"/u/{PreferenceLink.TokenOf(house.Workspace.Data, contact)}";

        var page = await they.Get(address);
        page.Status.ShouldBe(200);
        page.Text.ShouldContain("Hello Maria Keller");
        page.Text.ShouldNotContain("maria@example.com");
        page.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex, nofollow"]);
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);

        (await they.Post(address, ("do", "prefer"), ("channel", "email"), ("every", "91"))).Text.ShouldContain("Noted. We keep to it.");
        (await they.Post(address, ("do", "pause"), ("until", "2026-05-04"))).Text.ShouldContain("until then");
        (await they.Post(address, ("do", "pause"), ("until", "2026-03-02"))).Status.ShouldBe(422);
        (await they.Post(address, ("do", "data"))).Status.ShouldBe(200);
        (await they.Post(address, ("do", "data"))).Status.ShouldBe(200);
        Person(house, contact, person =>
        {
            (person.Preference!.Channel, person.Preference.EveryDays, person.Preference.Evidence).ShouldBe((Channel.Email, 91, ChoosePreferences.Evidence));
            person.QuietUntil.ShouldBe(new NodaTime.LocalDate(2026, 5, 4));
            person.StoppedEmail.ShouldBeFalse();
        });
        using var office = server.SignedIn(admin);
        var outbox = await office.Get("/outbox");
        outbox.Page.QuerySelector("#requests")!.TextContent.ShouldContain("Maria Keller");
        (await office.Get("/today")).Page.QuerySelector(".summary a[href='/outbox']")!.TextContent.ShouldContain("1 person asks for their data");
        var link = outbox.Page.QuerySelector("#requests a[download]")!.GetAttribute("href")!;
        link.ShouldBe($"/people/{contact}/data");
        var other = house.Contact("Jonas Berg", "jonas@example.com");
        house.Workspace.Data.Write(session =>
        {
            session.Execute("insert into mailboxes (name, address, address_key, imap_host, imap_port, imap_security, user_name, auth, created_at) values ('Sales', 'sales@house.example', 'sales@house.example', 'x', 1, 'none', 'x', 'password', 0)");
            foreach (var (who, key) in new[] { (contact, "hers"), (other, "his") })
                session.Execute("insert into mails (mailbox_id, message_key, thread_id, direction, contact_id, at, seen_at, from_address, subject, body, kind, matched_by, state) select id, @key, 1, 'in', @who, 1, 1, 'x@example.com', @key, @key, 'reply', 'address', 'done' from mailboxes", new { who, key });
        });
        var file = await office.Get(link);
        file.Status.ShouldBe(200, file.Text);
        var data = System.Text.Json.JsonDocument.Parse(file.Text).RootElement;
        data.GetProperty("contact").GetProperty("name").GetString().ShouldBe("Maria Keller");
        data.GetProperty("contact").GetProperty("addresses").GetArrayLength().ShouldBe(2);
        data.GetProperty("contact").GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()).ShouldContain("preference");
        data.GetProperty("mails").EnumerateArray().Select(one => one.GetProperty("body").GetString()).ShouldBe(["hers"]);
        data.GetProperty("dataRequests").GetArrayLength().ShouldBe(1);
        data.GetProperty("suppressions").GetArrayLength().ShouldBe(0);
        data.GetProperty("consents").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Array);
        (await office.Get("/people/4711/data")).Status.ShouldBe(404);
        using var seller = server.SignedIn(house.User("kim@house.example"));
        (await seller.Get(link)).Status.ShouldBe(403);
        (await seller.Get("/outbox")).Page.QuerySelector("#requests").ShouldBeNull();

        var action = outbox.Page.QuerySelector("#requests form")!.GetAttribute("action")!;
        (await office.Send(outbox, action)).Status.ShouldBe(303);
        (await office.Get("/outbox")).Page.QuerySelector("#requests").ShouldBeNull();
    }

    [Theory, Databases]
    public async Task A_no_holds_at_once_in_its_scope_and_is_not_taken_back_here(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var contact = house.Contact("Maria Keller", "maria@example.com", "+49 30 123456");
        await using var server = await TestServer.Start(house);
        using var they = server.Browser();
        var address = $"/u/{PreferenceLink.TokenOf(house.Workspace.Data, contact)}";

        (await they.Post(address, ("do", "no-email"))).Text.ShouldContain("No more e-mail");
        (await they.Post(address, ("List-Unsubscribe", "One-Click"))).Status.ShouldBe(200);
        Person(house, contact, person => (person.StoppedEmail, person.StoppedAll).ShouldBe((true, false)));
        house.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from timeline where contact_id = @contact and outcome = 'opt-out'", new { contact })).ShouldBe(1, "said twice, kept once");
        (await they.Get(address)).Page.QuerySelectorAll("select[name=channel] option").Select(option => option.GetAttribute("value")).ShouldNotContain("email");
        var last = await they.Post(address, ("do", "nothing"));
        last.Text.ShouldContain("You hear nothing from us any more");
        last.Page.QuerySelectorAll("button").Select(button => button.GetAttribute("value")).ShouldBe(["data"]);
        Person(house, contact, person => person.StoppedAll.ShouldBeTrue());
    }

    [Theory, Databases]
    public async Task No_page_is_found_by_counting_and_asking_too_often_is_slowed_down(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var contact = house.Contact("Maria Keller", "maria@example.com");
        var other = house.Contact("Jonas Berg", "jonas@example.com");
        var token = PreferenceLink.TokenOf(house.Workspace.Data, contact);
        await using var server = await TestServer.Start(house);
        using var they = server.Browser();
        foreach (var wrong in new[] { $"{other}{token[token.IndexOf('-')..]}", $"{contact}", $"{contact}-", token[..^1], token + "0", "x" })
        {
            (await they.Get($"/u/{wrong}")).Status.ShouldBe(404, wrong);
            (await they.Post($"/u/{wrong}", ("List-Unsubscribe", "One-Click"))).Status.ShouldBe(404, wrong);
        }

        house.Workspace.Data.Write(session => session.Execute("update contacts set erased_at = 1 where id = @contact", new { contact }));
        (await they.Get($"/u/{token}")).Status.ShouldBe(404);
        var statuses = new List<int>();
        for (var i = 0; i < 80; i++)
            statuses.Add((await they.Get($"/u/{token}")).Status);
        statuses.ShouldContain(429);
    }

    private static void Person(TestWorkspace house, long contact, Action<Core.FollowUps.Person> look) => house.Workspace.Data.Read(session =>
    {
        look(ContactFile.Open(session, house.Workspace, contact)!.Person);
        return true;
    });
}
