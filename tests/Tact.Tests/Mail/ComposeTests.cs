using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using NodaTime;
using Shouldly;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Mail;
using Tact.Mail.Outbox;
using Tact.Storage;
using Tact.Tests.Support;
using Tact.Touches;

namespace Tact.Tests.Mail;

/// <summary>Writing to one person, from the page and over REST.</summary>
public class ComposeTests(MailServersOfAClass mail) : IClassFixture<MailServersOfAClass>
{
    private static int people = 100;

    private static string Fresh() => $"p{Interlocked.Increment(ref people) % 200}@example.com";

    [Theory, DatabasesWithRealMail]
    public async Task A_message_is_written_read_as_they_will_see_it_released_and_arrives(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        var to = Fresh();
        var (contact, followUp) = post.Person("Maria Keller", to);
        await using var server = await TestServer.Start(post.House);
        using var browser = server.SignedIn(post.Kim);

        (await browser.Get($"/people/{contact}")).Page.QuerySelector(".reaches a.mail")!.GetAttribute("href").ShouldBe($"/people/{contact}/write");
        var page = await browser.Get($"/people/{contact}/write?followUp={followUp}");
        page.Status.ShouldBe(200);
        page.Page.QuerySelectorAll("select[name=to] option").Select(option => option.TextContent).ShouldBe([to]);

        // a field that is not known stops the release, and nothing typed is lost
        var stopped = await browser.Send(page, $"/people/{contact}/write", ("subject", "For {{contact.company}}"), ("body", "Hello {{contact.given}},\n\n**good** news & more\n"), ("offer", "a sample"), ("act", "now"));
        stopped.Status.ShouldBe(422);
        stopped.Text.ShouldContain("{{contact.company}} is not known of Maria Keller");
        ((IHtmlTextAreaElement)stopped.Page.QuerySelector("textarea[name=body]")!).Value.ShouldContain("**good** news & more");
        post.House.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from outgoing where state = 'draft'")).ShouldBe(1);

        var action = stopped.Page.QuerySelector("form.compose")!.GetAttribute("action")!;
        action.ShouldStartWith("/outbox/");
        var attached = await browser.SendFile(stopped, action, "file", "prices.txt", "9 a piece", ("subject", "News for you"), ("body", "Hello {{contact.given}},\n\n**good** news & more\n"), ("offer", "a sample"), ("to", to), ("act", "save"));
        attached.Status.ShouldBe(303, attached.Text);
        var preview = await browser.Open(attached.Location!);
        preview.Page.QuerySelector(".preview")!.TextContent.ShouldContain("Hello Maria,");
        preview.Page.QuerySelector(".preview .heads")!.TextContent.ShouldContain("prices.txt");
        preview.Page.QuerySelector(".preview .heads")!.TextContent.ShouldContain("List-Unsubscribe");
        var frame = preview.Page.QuerySelector("iframe.mail-html")!;
        frame.GetAttribute("sandbox").ShouldBe("");
        var formatted = await browser.Get(frame.GetAttribute("src")!);
        formatted.Text.ShouldContain("<strong>good</strong> news &amp; more");
        formatted.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'; sandbox");
        preview.Page.QuerySelector(".compose .not-yet-box")!.TextContent.ShouldContain("Allowed now");

        var sent = await browser.Send(preview, action, ("subject", "News for you"), ("body", "Hello {{contact.given}},\n\n**good** news & more\n"), ("offer", "a sample"), ("act", "now"));
        sent.Status.ShouldBe(303, sent.Text);
        (await mail.Servers.Arrived(to, 1))[0].ShouldContain("prices.txt");
        for (var i = 0; i < 200 && !(await browser.Open("/outbox")).Page.QuerySelectorAll("section").Any(section => section.GetAttribute("aria-label") == "Sent lately"); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        var outbox = await browser.Get("/outbox");
        outbox.Page.QuerySelector("section[aria-label='Sent lately']")!.TextContent.ShouldContain("News for you");
        (await browser.Get($"/people/{contact}")).Page.QuerySelector("#timeline")!.ParentElement!.TextContent.ShouldContain("a sample");
    }

    [Theory, DatabasesWithRealMail]
    public async Task One_click_in_their_mail_program_stops_the_mail_and_looking_stops_nothing(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        var to = Fresh();
        var (contact, _) = post.Person("Jonas Berg", to);
        await using var server = await TestServer.Start(post.House);
        post.House.Workspace.Data.Write(session => PublicUrl.Keep(session, server.Address.ToString()));
        using var api = server.Api(post.Kim);
        var written = await Post(api, "/api/v1/messages", new { contact = to, subject = "Hello", body = "Hello {{contact.given}}, a thought.", offer = "a thought" });
        var id = written.GetProperty("id").GetInt64();
        (await Post(api, $"/api/v1/messages/{id}/release", new { at = "now" })).GetProperty("state").GetString().ShouldBe("released");
        var source = (await mail.Servers.Arrived(to, 1))[0].Replace("\r\n", "\n").Replace("\n ", " ");
        var link = Regex.Match(source, @"List-Unsubscribe: <(http\S+)>").Groups[1].Value;
        source.ShouldContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");

        using var stranger = new HttpClient();
        (await stranger.GetAsync(link, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        Stopped().ShouldBeFalse("looking must not unsubscribe");
        // exactly what a mail program sends: no cookie, no token
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        (await stranger.PostAsync(link, click, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        Stopped().ShouldBeTrue();
        (await stranger.GetAsync(link[..^1] + (link[^1] == '0' ? '1' : '0'), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);

        var next = await Post(api, "/api/v1/messages", new { contact = to, subject = "Again", body = "Again.", offer = "more" });
        using var refused = await api.PostAsync($"/api/v1/messages/{next.GetProperty("id").GetInt64()}/release", Json(new { at = "now", @override = "my-judgement" }), TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"rule\":\"B1\"");

        bool Stopped() => post.House.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from suppressions where contact_id = @contact and scope = 'email' and lifted_at is null", new { contact })) > 0;
    }

    [Theory, Databases]
    public void What_would_annoy_is_answered_before_it_leaves(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var (kim, maria) = Prepared(house);
        var draft = WriteMessage.Run(house.Workspace, kim, new MessageInput { Contact = maria.ToString(System.Globalization.CultureInfo.InvariantCulture), Subject = "Just checking in", Body = "Hello Maria,\n\njust checking in to see if you had any thoughts on my last email.\n\nKim" })
            .ShouldBeOfType<Result<MessageShown>.Ok>().Value;
        var problem = ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Invalid>().Problems.ShouldHaveSingleItem();
        problem.Field.ShouldBe("as-it-is");
        problem.Text.ShouldContain("checking in");
        problem.Text.ShouldContain("or say why");
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release(AsItIs: " ")).ShouldBeOfType<Result<MessageShown>.Invalid>();
        // the answer holds for these words; others are looked at anew
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release(AsItIs: "She asked me to.")).ShouldBeOfType<Result<MessageShown>.Ok>().Value.With.AsItIs.ShouldBe("She asked me to.");
        StopMessage.Run(house.Workspace, kim, draft.Id).ShouldBeOfType<Result<MessageShown>.Ok>();
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Ok>();
        StopMessage.Run(house.Workspace, kim, draft.Id).ShouldBeOfType<Result<MessageShown>.Ok>();
        WriteMessage.Run(house.Workspace, kim, new MessageInput { Id = draft.Id, Body = "Hello Maria,\n\nI guess you do not care. I will have to contact your boss." }).ShouldBeOfType<Result<MessageShown>.Ok>();
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Invalid>().Problems.ShouldHaveSingleItem().Text.ShouldContain("boss");
        WriteMessage.Run(house.Workspace, kim, new MessageInput { Id = draft.Id, Subject = "The page of steps", Body = "Hello Maria,\n\nthe wholesaler in Hull has written down how they count one aisle a day; I can send you the page.\n\nIf it is of no use, tell me.\n\nKim" }).ShouldBeOfType<Result<MessageShown>.Ok>();
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Ok>().Value.With.AsItIs.ShouldBeNull();
    }

    [Theory, Databases]
    public void A_guideline_gives_way_to_a_reason_consent_and_a_no_do_not(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var (kim, maria) = Prepared(house);
        Log(house, kim, "email", "sent");
        var draft = Draft(house, kim, maria);
        var held = ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Refused>();
        held.Rule.ShouldBe("B3");
        held.Until!.Value.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Hour.ShouldBe(9, "in their working day");
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release(Override: "whim")).ShouldBeOfType<Result<MessageShown>.Invalid>();
        var next = ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release(ReleaseAt.Next)).ShouldBeOfType<Result<MessageShown>.Ok>().Value;
        next.SendAt.ShouldBe(NodaTime.Text.InstantPattern.General.Format(held.Until.Value));
        WriteMessage.Run(house.Workspace, kim, new MessageInput { Id = draft.Id, Body = "other" }).ShouldBeOfType<Result<MessageShown>.Refused>();
        StopMessage.Run(house.Workspace, kim, draft.Id).ShouldBeOfType<Result<MessageShown>.Ok>();
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release(Override: "they-asked")).ShouldBeOfType<Result<MessageShown>.Ok>().Value.With.Override.ShouldBe("they-asked");
        StopMessage.Run(house.Workspace, kim, draft.Id).ShouldBeOfType<Result<MessageShown>.Ok>();
        LogTouch.Run(house.Workspace, kim, new TouchInput { Contact = "maria@example.com", Channel = "call", Outcome = "opt-out", Scope = "email" }).ShouldBeOfType<Result<LoggedTouch>.Ok>();
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release(Override: "my-judgement")).ShouldBeOfType<Result<MessageShown>.Refused>().Rule.ShouldBe("B1");
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release(ReleaseAt.Chosen, Instant.FromUtc(2026, 6, 1, 9, 0))).ShouldBeOfType<Result<MessageShown>.Refused>().Rule.ShouldBe("B1");
    }

    [Theory, Databases]
    public void Only_the_writer_and_a_manager_see_it_and_only_a_living_address_of_theirs_is_taken(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var (kim, maria) = Prepared(house);
        var lea = house.User("lea@house.example");
        var draft = Draft(house, kim, maria);
        ReleaseMessage.Run(house.Workspace, lea, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Refused>().Rule.ShouldBe("role");
        ListMessages.Run(house.Workspace, lea).ShouldBeOfType<Result<IReadOnlyList<MessageShown>>.Ok>().Value.ShouldBeEmpty();
        WriteMessage.Run(house.Workspace, lea, new MessageInput { Contact = "maria@example.com", Mailbox = "kim@house.example", Body = "x" }).ShouldBeOfType<Result<MessageShown>.Refused>();
        WriteMessage.Run(house.Workspace, kim, new MessageInput { Id = draft.Id, To = "somebody@else.example" }).ShouldBeOfType<Result<MessageShown>.Ok>();
        ReleaseMessage.Run(house.Workspace, kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Invalid>().Problems.ShouldContain(problem => problem.Field == "to");
        var seen = WriteMessage.Run(house.Workspace, kim, new MessageInput { Id = draft.Id, To = "maria@example.com", SeenVersion = 1 });
        seen.ShouldBeOfType<Result<MessageShown>.Stale>();
        AttachFile.Run(house.Workspace, kim, draft.Id, "large.bin", null, new byte[AttachFile.MostBytes + 1]).ShouldBeOfType<Result<OutgoingFile>.Invalid>();
        StopMessage.Discard(house.Workspace, kim, draft.Id).ShouldBeOfType<Result<Discarded>.Ok>();
        ListMessages.Run(house.Workspace, kim).ShouldBeOfType<Result<IReadOnlyList<MessageShown>>.Ok>().Value.ShouldBeEmpty();
    }

    [Theory, Databases]
    public void The_command_line_lists_and_releases(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var (kim, maria) = Prepared(house);
        var draft = Draft(house, kim, maria);
        house.RunAt(TestWorkspace.Monday, "outbox", "--json").Json[0].GetProperty("state").GetString().ShouldBe("draft");
        var waits = house.RunAt(TestWorkspace.Monday, "send", $"{draft.Id}", "--at", "2026-03-05T09:00:00+01:00");
        waits.ExitCode.ShouldBe(0, waits.Errors);
        waits.Output.ShouldContain("it leaves at 2026-03-05T08:00:00Z");
        house.RunAt(TestWorkspace.Monday, "send", $"{draft.Id}").ExitCode.ShouldBe(1);
        house.Run("send", "4711").ExitCode.ShouldBe(3);
    }

    private static (Actor Kim, long Maria) Prepared(TestWorkspace house)
    {
        var kim = house.User("kim@house.example");
        house.Workspace.Data.Write(session => session.Execute(
            """
            insert into mailboxes (name, address, address_key, owner_id, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, user_name, auth, created_at)
            values ('Kim', 'kim@house.example', 'kim@house.example', @UserId, '127.0.0.1', 9, 'none', '127.0.0.1', 9, 'none', 'kim', 'password', 0)
            """,
            new { kim.UserId }));
        var maria = house.Contact("Maria Keller", "maria@example.com");
        StartFollowUp.Run(house.Workspace, kim, "maria@example.com", new() { Owner = "kim@house.example", Matter = "Spring offer", Situation = "talked" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
        return (kim, maria);
    }

    private static MessageShown Draft(TestWorkspace house, Actor kim, long maria) =>
        WriteMessage.Run(house.Workspace, kim, new MessageInput { Contact = $"{maria}", Subject = "The offer", Body = "Here it is.", Offer = "an offer" }).ShouldBeOfType<Result<MessageShown>.Ok>().Value;

    private static void Log(TestWorkspace house, Actor by, string channel, string outcome) =>
        LogTouch.Run(house.Workspace, by, new TouchInput { Contact = "maria@example.com", Channel = channel, Outcome = outcome, Offer = "something" }).ShouldBeOfType<Result<LoggedTouch>.Ok>();

    private static StringContent Json(object body) => new(System.Text.Json.JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");

    private static async Task<System.Text.Json.JsonElement> Post(HttpClient api, string path, object body)
    {
        using var content = Json(body);
        using var answer = await api.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBeInRange(200, 201, text);
        return System.Text.Json.JsonDocument.Parse(text).RootElement;
    }
}
