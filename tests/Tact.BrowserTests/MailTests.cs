using NodaTime;
using NodaTime.Text;
using Tact.Contacts;
using Tact.Mail;
using Tact.Tests.Support;

namespace Tact.BrowserTests;

/// <summary>The journey of a mailbox, with a real Dovecot and Postfix: connect it, receive an answer, see it in the inbox, answer in its thread.</summary>
public class MailTests
{
    [ChromeFact]
    public async Task A_mailbox_is_connected_an_answer_comes_in_and_is_answered_in_its_thread()
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        Assert.SkipWhen(new MailGateway().WhyNot() is not null, "The mail gateway is not installed.");
        using var servers = await MailServers.Start();
        await using var house = await House.Empty(NextMorning());
        var kim = house.User("kim@house.example", "admin");
        var maria = house.Contact(kim, new ContactInput { Name = "Maria Example", Email = "maria@example.com", Zone = "Europe/Berlin" });
        house.Follow(kim, maria, "kim@house.example");
        var page = await house.SignedIn(kim);

        await page.Open("/inbox");
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect yours" }).ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync("kim@house.example");
        await page.GetByLabel("Password").FillAsync("not the one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("is being connected");
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).Last.ClickAsync();
        await page.GetByLabel("New password").FillAsync(MailServers.Password);
        foreach (var (server, port) in new[] { ("imap", servers.ImapPort), ("smtp", servers.SmtpPort) })
        {
            await page.Locator($"#{server}").FillAsync("127.0.0.1");
            await page.Locator($"#{server}-port").FillAsync(port.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await page.Locator($"#{server}-security").SelectOptionAsync("none");
        }

        await page.Locator("#spacing-seconds").FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("reading and sending work");

        await servers.Send("maria@example.com", "kim@house.example", """
            From: Maria Example <maria@example.com>
            To: kim@house.example
            Subject: Your spring offer
            Message-ID: <spring-1@example.com>
            Content-Type: text/plain; charset=utf-8

            Dear Kim,

            could you tell me what it costs for two sites?

            Best regards
            Maria
            """);
        await Until(page, "/inbox", "could you tell me what it costs");
        await page.Open("/today");
        await Assertions.Expect(page.Locator(".due").First).ToContainTextAsync("Maria Example");
        await page.Open("/inbox");
        await page.GetByRole(AriaRole.Link, new() { Name = "Maria Example" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Answer" }).ClickAsync();
        await Assertions.Expect(page.Locator("#subject")).ToHaveValueAsync("Re: Your spring offer");
        await page.Locator("textarea[name=body]").FillAsync("Hello {{contact.given}},\n\nabout half of what one site costs for each; the list is on its way.\n\nIf it is too early, tell me so.\n\nKind regards\nKim");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and look at it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview .mail-text")).ToContainTextAsync("Hello Maria,");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send now" }).ClickAsync();

        var arrived = (await servers.Arrived("maria@example.com", 1))[0];
        arrived.ShouldContain("In-Reply-To: <spring-1@example.com>");
        arrived.ShouldContain("Subject: Re: Your spring offer");
        await servers.Arrived("kim@house.example", 1, "Sent");
        await Until(page, "/inbox/1", "about half of what one site costs");
    }

    /// <summary>A Monday morning that is not over yet: a day on which one may write, after everything the servers stamp now.</summary>
    private static string NextMorning()
    {
        var day = SystemClock.Instance.GetCurrentInstant().InUtc().Date.With(DateAdjusters.Next(IsoDayOfWeek.Monday));
        return InstantPattern.ExtendedIso.Format(day.At(new LocalTime(9, 0)).InUtc().ToInstant());
    }

    private static async Task Until(IPage page, string address, string words)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await page.Open(address);
            if ((await page.Locator("main").InnerTextAsync()).Contains(words, StringComparison.Ordinal))
                return;
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{address} never said “{words}”: {await page.Locator("main").InnerTextAsync()}");
    }
}
