using System.Text;
using Shouldly;
using Tact.Mail;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>The gateway against a real Dovecot and Postfix: what it says of each ending of a sending.</summary>
public class OutboxServersTests
{
    [RealMail]
    public async Task A_message_is_composed_sent_and_filed_and_each_refusal_is_told()
    {
        using var servers = await MailServers.Start();
        await using var gateway = new MailGateway();
        var smtp = new { host = "127.0.0.1", port = servers.SmtpPort, security = "none", user = "kim@house.example", password = MailServers.Password };

        (await gateway.Ask("smtp-test", smtp, stop: TestContext.Current.CancellationToken)).GetProperty("signedIn").GetBoolean().ShouldBeTrue();
        var wrong = await Should.ThrowAsync<MailTrouble>(() => gateway.Ask("smtp-test", smtp with { password = "wrong" }));
        wrong.Code.ShouldBe("EAUTH");

        var composed = await gateway.Ask("compose", new
        {
            mail = new
            {
                messageId = "one@house.example", from = "Kim <kim@house.example>", to = "Maria Example <maria@example.com>", subject = "Grüße", text = "Guten Tag\n\n.dot\n", html = "<p>Guten <b>Tag</b></p>",
                headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://tact.example/u/" + new string('a', 90) + ">, <mailto:kim@house.example?subject=stop>" },
                files = new[] { new { name = "offer.txt", type = "text/plain", content = Convert.ToBase64String("an offer"u8) } },
            },
        });
        var source = composed.GetProperty("source").GetString()!;
        Encoding.UTF8.GetString(Convert.FromBase64String(source)).ShouldContain("Message-ID: <one@house.example>");
        await Send("maria@example.com");
        (await servers.Arrived("maria@example.com", 1))[0].ShouldContain("Message-ID: <one@house.example>");

        var nobody = await Should.ThrowAsync<MailTrouble>(() => Send(MailServers.Nobody));
        (nobody.Status, nobody.MayHaveBeenTaken).ShouldBe((550, false));
        nobody.Message.ShouldContain("5.1.1");
        var busy = await Should.ThrowAsync<MailTrouble>(() => Send(MailServers.Busy));
        (busy.Status, busy.MayHaveBeenTaken).ShouldBe((450, false));
        await Send(MailServers.Bounces);
        (await servers.Arrived("kim@house.example", 1))[0].ShouldContain("User doesn't exist");

        var ready = await gateway.Ask("send-ready", new { server = smtp, from = "kim@house.example", to = new[] { "jonas@example.com" }, source });
        await gateway.Ask("send-drop", new { ticket = ready.GetProperty("ticket").GetString() });
        (await Should.ThrowAsync<MailTrouble>(() => gateway.Ask("send-go", new { ticket = ready.GetProperty("ticket").GetString() }))).MayHaveBeenTaken.ShouldBeFalse();
        await Send("maria@example.com");
        await servers.Arrived("maria@example.com", 2);
        servers.Mails("jonas@example.com").ShouldBeEmpty();

        await gateway.Ask("open", new { mailbox = 7, server = smtp with { port = servers.ImapPort } });
        await gateway.Ask("append", new { mailbox = 7, path = "Sent", source });
        (await gateway.Ask("find", new { mailbox = 7, path = "Sent", messageId = "one@house.example" })).GetProperty("uids").GetArrayLength().ShouldBe(1);
        (await gateway.Ask("find", new { mailbox = 7, path = "Sent", messageId = "two@house.example" })).GetProperty("uids").GetArrayLength().ShouldBe(0);

        servers.StopPostfix();
        var away = await Should.ThrowAsync<MailTrouble>(() => Send("maria@example.com"));
        (away.Code, away.MayHaveBeenTaken).ShouldBe(("ECONNREFUSED", false));

        async Task Send(string to)
        {
            var ready = await gateway.Ask("send-ready", new { server = smtp, from = "kim@house.example", to = new[] { to }, source });
            await gateway.Ask("send-go", new { ticket = ready.GetProperty("ticket").GetString() });
        }
    }
}
