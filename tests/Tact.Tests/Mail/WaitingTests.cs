using Shouldly;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Mail.Outbox;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>What else shows a message that waits to leave, and every how many messages the way out goes along.</summary>
public class WaitingTests
{
    [Theory, Databases]
    public async Task A_message_that_waits_stands_on_Today_and_on_their_page_and_no_second_is_proposed(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var (kim, maria, followUp, draft) = Prepared(house);
        var lea = house.User("lea@house.example");
        (Row(house).TryGetProperty("outgoing", out var none) && none.ValueKind != System.Text.Json.JsonValueKind.Null).ShouldBeFalse();
        await using var server = await TestServer.Start(house);
        using var browser = server.SignedIn(kim);
        (await browser.Get("/today")).Page.QuerySelector($"#f{followUp} .acts")!.TextContent.ShouldContain("E-mail");

        ReleaseMessage.Run(house.Workspace, kim, draft, new Release(ReleaseAt.Chosen, NodaTime.Instant.FromUtc(2026, 3, 3, 8, 0))).ShouldBeOfType<Result<MessageShown>.Ok>();
        var outgoing = Row(house).GetProperty("outgoing");
        (outgoing.GetProperty("id").GetInt64(), outgoing.GetProperty("state").GetString(), outgoing.GetProperty("leavesAt").GetString()).ShouldBe((draft, "released", "2026-03-03T08:00:00Z"));
        outgoing.TryGetProperty("writtenBy", out _).ShouldBeFalse();
        house.RunAt(TestWorkspace.Monday, "today", "--owner", "kim@house.example").Output.ShouldContain("Written; leaves 2026-03-03T08:00:00Z");

        var row = (await browser.Get("/today")).Page.QuerySelector($"#f{followUp}")!;
        row.QuerySelector(".do")!.TextContent.Trim().ShouldBe("Written; leaves tomorrow 9:00");
        row.QuerySelector(".do a")!.GetAttribute("href").ShouldBe($"/outbox/{draft}");
        row.QuerySelector("a.mail")!.GetAttribute("href").ShouldBe($"/outbox/{draft}");
        row.QuerySelector(".acts")!.TextContent.ShouldNotContain("E-mail");
        var card = (await browser.Get($"/people/{maria}")).Page.QuerySelector(".card-follow-up")!;
        card.QuerySelector(".next-step")!.TextContent.ShouldContain("Written; leaves tomorrow 9:00");
        card.QuerySelector(".acts")!.TextContent.ShouldNotContain("E-mail");
        (await browser.Get($"/people/{maria}/write?followUp={followUp}")).Page.QuerySelector(".leaf > .not-yet")!.TextContent.ShouldContain("is on its way already");
        (await browser.Get($"/outbox/{draft}")).Page.QuerySelector(".leaf > .not-yet").ShouldBeNull();

        // a colleague sees that it waits, not what it says
        using var other = server.SignedIn(lea);
        (await other.Get($"/people/{maria}")).Page.QuerySelectorAll(".next-step a").ShouldBeEmpty();

        StopMessage.Run(house.Workspace, kim, draft).ShouldBeOfType<Result<MessageShown>.Ok>();
        (await browser.Get("/today")).Page.QuerySelector($"#f{followUp} .do")!.TextContent.ShouldNotContain("Written");
    }

    [Theory, Databases]
    public async Task An_admin_sets_every_how_many_messages_the_way_out_goes_along(Dialect dialect)
    {
        using var house = TestWorkspace.Create(dialect);
        var (kim, maria, _, draft) = Prepared(house);
        var admin = house.User("ada@house.example", "admin");
        house.Run("way-out", "--json").Json.GetProperty("every").GetInt64().ShouldBe(4);
        house.Run("way-out", "--every", "0").ExitCode.ShouldBe(2);
        house.Run("way-out", "--every", "21").ExitCode.ShouldBe(2);
        house.Run("way-out", "--every", "2", "--by", "kim@house.example").ExitCode.ShouldBe(1);
        house.Run("way-out", "--every", "2").ExitCode.ShouldBe(0);

        await using var server = await TestServer.Start(house);
        using var api = server.Api(admin);
        (await api.GetStringAsync("/api/v1/way-out", TestContext.Current.CancellationToken)).ShouldContain("\"every\":2");
        using var three = new StringContent("{\"every\": 3}", System.Text.Encoding.UTF8, "application/json");
        (await api.PostAsync("/api/v1/way-out", three, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        using var theirs = server.Api(kim);
        using var once = new StringContent("{\"every\": 1}", System.Text.Encoding.UTF8, "application/json");
        (await theirs.PostAsync("/api/v1/way-out", once, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);

        using var office = server.SignedIn(admin);
        (await office.Get("/templates")).Page.QuerySelector("a[href='/templates/way-out']").ShouldNotBeNull();
        var form = await office.Get("/templates/way-out");
        form.Page.QuerySelector("input[name=every]")!.GetAttribute("value").ShouldBe("3");
        (await office.Send(form, "/templates/way-out", ("every", "none"))).Status.ShouldBe(422);
        (await office.Send(form, "/templates/way-out", ("every", "2"))).Status.ShouldBe(303);
        using var seller = server.SignedIn(kim);
        (await seller.Get("/templates")).Page.QuerySelector("a[href='/templates/way-out']").ShouldBeNull();
        (await seller.Get("/templates/way-out")).Status.ShouldBe(403);

        var carries = new List<bool>();
        for (var i = 0; i < 4; i++)
        {
            var next = i == 0 ? draft : Draft(house, kim, maria);
            carries.Add(ReleaseMessage.Run(house.Workspace, kim, next, new Release(Override: "they-asked")).ShouldBeOfType<Result<MessageShown>.Ok>().Value.WayOut);
        }

        carries.ShouldBe([true, false, true, false]);
    }

    private static System.Text.Json.JsonElement Row(TestWorkspace house) => house.RunAt(TestWorkspace.Monday, "today", "--owner", "kim@house.example", "--json").Json[0];

    private static (Actor Kim, long Maria, long FollowUp, long Draft) Prepared(TestWorkspace house)
    {
        var kim = house.User("kim@house.example");
        house.Workspace.Data.Write(session => session.Execute(
            """
            insert into mailboxes (name, address, address_key, owner_id, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, user_name, auth, created_at)
            values ('Kim', 'kim@house.example', 'kim@house.example', @UserId, '127.0.0.1', 9, 'none', '127.0.0.1', 9, 'none', 'kim', 'password', 0)
            """,
            new { kim.UserId }));
        var maria = house.Contact("Maria Keller", "maria@example.com");
        var started = StartFollowUp.Run(house.Workspace, kim, "maria@example.com", new() { Owner = "kim@house.example", Matter = "Spring offer", Situation = "talked" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>().Value;
        return (kim, maria, started.FollowUp, Draft(house, kim, maria));
    }

    private static long Draft(TestWorkspace house, Actor kim, long maria) =>
        WriteMessage.Run(house.Workspace, kim, new MessageInput { Contact = $"{maria}", Subject = "The offer", Body = "Here it is.", Offer = "an offer" }).ShouldBeOfType<Result<MessageShown>.Ok>().Value.Id;
}
