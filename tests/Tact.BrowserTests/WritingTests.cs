using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Tact.Mail;
using Tact.Mail.Preferences;

namespace Tact.BrowserTests;

/// <summary>Writing to one person in the browser, the outbox, the templates, and the page of the contact's own choices.</summary>
public class WritingTests
{
    // nothing runs in the closed frame of the preview, not even axe
    private static readonly AxeRunOptions Rules = new() { Iframes = false, RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };

    [ChromeFact]
    public async Task A_message_is_begun_with_a_template_looked_at_and_released()
    {
        await using var house = await House.Demo();
        Connect(house);
        var wrong = new List<string>();
        var page = await house.As("jana");
        await page.Open("/today?show=emails");
        await page.Locator(".due .mail").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Write to");
        await page.GetByLabel("Begin with a template").SelectOptionAsync(new SelectOptionValue { Label = "Something that may help" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Fill in" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Subject")).ToHaveValueAsync("This made me think of you");
        await page.Locator("textarea[name=body]").FillAsync("Hello {{contact.given}},\n\nthis is **the checklist** we talked about:\n\n- one page\n- no sign-in\n\nIf it is of no use, tell me that too.\n\nKind regards\n{{me.given}}");
        await page.GetByLabel("What it brings them").FillAsync("a checklist of our own");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "checklist.txt", MimeType = "text/plain", Buffer = "one\ntwo\n"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and look at it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview .mail-text")).ToContainTextAsync("this is **the checklist**");
        await page.Locator("iframe.mail-html").WaitForAsync();
        await Assertions.Expect(page.Locator(".compose .files")).ToContainTextAsync("checklist.txt");
        await Check(page, "a draft", wrong);
        await Look(page, "compose");
        await page.Locator("#subject").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "next good moment" }).ClickAsync();
        await page.Locator(".problems").WaitForAsync();
        await Check(page, "a draft with a problem", wrong);
        await page.Locator("#subject").FillAsync("The checklist");
        await page.Locator("summary", new() { HasText = "At a moment you choose" }).ClickAsync();
        await page.Locator("#send-on").FillAsync("2026-03-04");
        await page.Locator("#send-at").FillAsync("10:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send then" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Released: “The checklist”");
        await page.Open("/outbox");
        await Assertions.Expect(page.Locator("section[aria-label=Waiting]")).ToContainTextAsync("Wed 4 Mar 10:30");
        house.Workspace.Data.Write(session => session.Execute("insert into outgoing (mailbox_id, contact_id, written_by, state, message_id, send_to, subject, body, why, data_at, created_at) select mailbox_id, contact_id, written_by, 'in-doubt', 'x@y', send_to, 'The figures', body, 'Tact stopped while it was sending. The server may have taken it, or not.', 1, 0 from outgoing limit 1"));
        await page.Open("/outbox");
        await Check(page, "the outbox", wrong);
        await Look(page, "outbox");
        await page.Open("/today");
        await Assertions.Expect(page.Locator(".summary a[href='/outbox']")).ToContainTextAsync("may not have arrived");
        await page.Open("/outbox");
        await page.Locator("section[aria-label=Waiting] a").First.ClickAsync();
        await Check(page, "a message that waits", wrong);
        foreach (var address in new[] { "/templates", "/templates/new", "/templates/1" })
        {
            await page.Open(address);
            await Check(page, address, wrong);
        }

        wrong.ShouldBeEmpty();
    }

    [ChromeFact]
    public async Task A_contact_chooses_on_their_own_page()
    {
        await using var house = await House.Demo();
        var wrong = new List<string>();
        var (id, name) = house.Workspace.Data.Read(session => session.One<(long, string)>("select id, name from contacts where email is not null order by id limit 1"));
        var page = await house.Page();
        await page.Open($"/u/{PreferenceLink.TokenOf(house.Workspace.Data, id)}");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"Hello {name}");
        await Check(page, "their page", wrong);
        await Look(page, "preferences");
        await page.GetByLabel("How often").SelectOptionAsync("91");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep to this" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("We keep to it");
        await page.GetByRole(AriaRole.Button, new() { Name = "No more e-mail" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("No more e-mail from us");
        await Check(page, "their page after a no", wrong);
        wrong.ShouldBeEmpty();
    }

    private static void Connect(House house) => house.Workspace.Data.Write(session => session.Execute(
        "update mailboxes set smtp_host = '127.0.0.1', smtp_port = 9, smtp_security = 'none', signature = 'Jana of the house' where address_key like 'jana%'"));

    private static async Task Check(IPage page, string where, List<string> wrong)
    {
        await page.EvaluateAsync("scrollTo(0, 0)");
        var found = await page.RunAxe(Rules);
        wrong.AddRange(found.Violations.SelectMany(violation => violation.Nodes.Take(3).Select(node => $"{where}: {violation.Id}: {node.Html[..Math.Min(140, node.Html.Length)]}")));
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{where} is wider than the window");
    }

    /// <summary>Takes pictures at two widths where TACT_LOOK names a folder.</summary>
    private static async Task Look(IPage page, string name)
    {
        foreach (var width in new[] { 390, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            if (Environment.GetEnvironmentVariable("TACT_LOOK") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
            (await page.EvaluateAsync<string>("[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => `${e.tagName}.${e.className}#${e.id} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 6).join(', ')")).ShouldBe("", $"{name} is wider than {width} px");
        }
    }
}
