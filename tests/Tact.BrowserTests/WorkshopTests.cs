using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Tact.BrowserTests;

/// <summary>The workshop in the browser: homework before a contact, something of value in it, words that are looked at while they are written.</summary>
public class WorkshopTests
{
    private static readonly AxeRunOptions Rules = new() { Iframes = false, RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };

    [ChromeFact]
    public async Task From_the_brief_to_words_that_are_worth_receiving()
    {
        await using var house = await House.Demo();
        house.Workspace.Data.Write(session => session.Execute("update mailboxes set smtp_host = '127.0.0.1', smtp_port = 9, smtp_security = 'none' where address_key like 'jana%'"));
        var marek = house.Workspace.Data.Read(session => session.Scalar<long>("select id from contacts where name = 'Marek Zielinski'"));
        var page = await house.As("jana");
        await page.Open($"/people/{marek}/brief");
        await page.GetByRole(AriaRole.Link, new() { Name = "Everything about Marek" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Find words" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "First approach", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Write it to Marek Zielinski" }).ClickAsync();
        await Assertions.Expect(page.Locator("#body")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("one sentence about their situation"));

        // live, while it is typed
        await page.Locator("#subject").FillAsync("just checking in");
        await page.Locator("#body").FillAsync("Hello {{contact.given}},\n\njust checking in to see if you had any thoughts on my last email.\n\nJana");
        await Assertions.Expect(page.Locator("#words-found")).ToContainTextAsync("This would annoy");
        await Assertions.Expect(page.Locator("#words-found")).ToContainTextAsync("checking in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and look at it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "next good moment" }).ClickAsync();
        await Assertions.Expect(page.Locator(".problems")).ToContainTextAsync("Change the words, or say why");
        await page.Locator("#body").FillAsync("Hello {{contact.given}},\n\nthe depot in Bremen has written down how they count pallets by weight, in two halves of a day. I can send you the page.\n\nIf it is of no use, a word is enough.\n\nJana");
        await page.Locator("#subject").FillAsync("Pallets by weight");
        await Assertions.Expect(page.Locator("#words-found")).Not.ToContainTextAsync("This would annoy");
        await page.GetByRole(AriaRole.Button, new() { Name = "next good moment" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Released");
    }

    [ChromeFact]
    public async Task The_pages_at_a_desk_and_on_a_telephone()
    {
        await using var house = await House.Demo();
        house.Workspace.Data.Write(session => session.Execute("update mailboxes set smtp_host = '127.0.0.1', smtp_port = 9, smtp_security = 'none' where address_key like 'jana%'"));
        var (ada, company) = house.Workspace.Data.Read(session => session.One<(long, long)>("select id, company_id from contacts where name = 'Ada Sommer'"));
        var wrong = new List<string>();
        var seller = await house.As("jana");
        foreach (var address in new[]
        {
            $"/people/{ada}", $"/people/{ada}/brief", $"/people/{ada}/questions", $"/people/{ada}/write?template=1", $"/companies/{company}", "/homework", "/questions", "/offerings", "/ideal-client", "/library", "/library/1", "/library/new", "/library/import",
            "/templates", $"/templates?for={ada}", $"/templates/1?for={ada}", "/templates/new", "/messages/check", "/messages/rules", "/rehearsals", "/rehearsals/new",
        })
            await Check(seller, address, wrong);
        var admin = await house.As("admin");
        foreach (var address in new[] { "/messages/rules", "/offerings", "/ideal-client", "/questions", "/rehearsals/kept" })
            await Check(admin, address, wrong);
        wrong.ShouldBeEmpty();
    }

    private static async Task Check(IPage page, string address, List<string> wrong)
    {
        foreach (var width in new[] { 1280, 390 })
        {
            await page.SetViewportSizeAsync(width, 850);
            await page.Open(address);
            (await page.Locator("h1").CountAsync()).ShouldBe(1, address);
            (await page.Locator("h1").InnerTextAsync()).ShouldNotContain("not here", Case.Insensitive, address);
            // what is read is the same at both widths; what is wide is not
            var found = width == 390 ? await page.RunAxe(Rules) : null;
            wrong.AddRange(found is null ? [] : found.Violations.SelectMany(violation => violation.Nodes.Take(3).Select(node => $"{address} at {width}: {violation.Id}: {node.Html[..Math.Min(160, node.Html.Length)]}")));
            if (!await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"))
                wrong.Add($"{address} is wider than {width}");
            if (Environment.GetEnvironmentVariable("TACT_LOOK") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{address.Replace('/', '-').Replace('?', '-')}-{width}.png"), FullPage = true });
        }
    }
}
