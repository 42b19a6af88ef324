using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Tact.Accounts;

namespace Tact.BrowserTests;

/// <summary>axe finds nothing on any page, in light and in dark: WCAG 2.2 A and AA.</summary>
public class AccessibilityTests
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };

    private static readonly AxeRunOptions Colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    private const string Trial = "/etiquette/try?version=&copyOf=balanced&name=our-slow&about=Ours&gaps=10&personPerWeek=1&ringsPerDay=1&ringsPerWeek=2&budget=4&laterBudget=2&rests=90&perYear=8&bring=each&insteadOf=balanced";

    [ChromeFact]
    public async Task A_sellers_pages()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        var wrong = new List<string>();
        var (id, followUp) = house.Workspace.Data.Read(session => session.One<(long, long)>("select c.id, f.id from contacts c join follow_ups f on f.contact_id = c.id where c.name = 'Ada Sommer'"));
        var touch = house.Workspace.Data.Read(session => session.Scalar<long>("select max(id) from timeline where kind = 'touch' and contact_id = @id", new { id }));
        string[] addresses =
        [
            "/today", "/today?show=emails", "/waiting", "/waiting?state=resting", "/people", $"/people/{id}", $"/people/{id}/edit", $"/people/{id}/preferences", $"/people/{id}/start", "/people/new", "/companies", "/companies/1", "/companies/1/edit", "/cadences", "/cadences/after-a-meeting?under=gentle", $"/people/{id}/consent", $"/people/{id}/consent/withdraw", $"/people/{id}/law", "/leave", "/today/plan",
            "/import", "/focus-list", "/focus-list?person=1&person=2", "/etiquette", "/find?q=mill", "/find?q=nobody+at+all", "/keys", "/account", "/sign-out", "/nowhere", $"/touches/{touch}/correct",
            $"/follow-ups/{followUp}/record?outcome=voicemail", $"/follow-ups/{followUp}/record?outcome=spoke", $"/follow-ups/{followUp}/record?outcome=other", $"/follow-ups/{followUp}/record?outcome=out-of-office",
            $"/follow-ups/{followUp}/pause", $"/follow-ups/{followUp}/next", $"/follow-ups/{followUp}/not-today", $"/follow-ups/{followUp}/hand-over",
        ];
        foreach (var address in addresses)
        {
            await page.Open(address);
            await Check(page, address, wrong);
        }

        await page.Open("/today");
        await page.Keyboard.PressAsync("s");
        await page.Locator(".slot label.chip", new() { HasText = "Not interested" }).ClickAsync();
        await Check(page, "/today with an open form", wrong);
        await page.Open("/today");
        await page.Keyboard.PressAsync("w");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("mill");
        await page.Locator("#found a").First.WaitForAsync();
        // what was found lies over the list for the moment
        await Check(page, "/today while finding", wrong, ".bar");
        await page.Open("/today");
        await page.Locator(".account summary").ClickAsync();
        await Check(page, "/today with the account menu", wrong);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Check(page, "the list of keys", wrong);
        await page.Open("/import");
        await page.GetByLabel("CSV file").SetInputFilesAsync(new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = "Name,Email,Do not call\nAda Keller,ada@example.com,\nBo,not an address,yes\n"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
        await page.Locator("#counts").WaitForAsync();
        await page.Locator("summary", new() { HasText = "Which column" }).ClickAsync();
        await Check(page, "an import that is looked at", wrong);
        await page.Locator("#run").ClickAsync();
        await page.Locator("#undo").WaitForAsync();
        await Check(page, "an import that is done", wrong);
        await page.Open("/people/new");
        await page.EvaluateAsync("document.querySelector('form.form').noValidate = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await page.Locator(".problems").WaitForAsync();
        await Check(page, "a form with a problem", wrong);

        wrong.ShouldBeEmpty();
    }

    [ChromeFact]
    public async Task The_managers_and_the_admins_pages()
    {
        await using var house = await House.Demo();
        var wrong = new List<string>();
        var manager = await house.As("maria");
        foreach (var address in new[] { "/team", "/today", "/waiting", "/today?owner=1", "/simulate", "/simulate?from=gentle&budget=3", "/simulate?budget=none", "/etiquette", "/etiquette/copy/balanced", "/etiquette/try?name=balanced&gaps=soon&insteadOf=balanced", Trial })
        {
            await manager.Open(address);
            await Check(manager, $"{address} for a manager", wrong);
        }

        await manager.Open("/cadences/after-a-meeting");
        await manager.GetByLabel("Name of the copy").FillAsync("our-meeting");
        await manager.GetByRole(AriaRole.Button, new() { Name = "Copy and change" }).ClickAsync();
        await Assertions.Expect(manager.Locator("h1")).ToContainTextAsync("our-meeting");
        await Check(manager, "a cadence that is changed", wrong);
        await manager.Open("/leave");
        await manager.GetByLabel("First day").FillAsync("2026-03-16");
        await manager.GetByLabel("Last day").FillAsync("2026-03-20");
        await manager.GetByRole(AriaRole.Button, new() { Name = "Enter it" }).ClickAsync();
        await manager.Locator("table.list").WaitForAsync();
        await Check(manager, "/leave with a leave", wrong);

        var admin = await house.As("admin");
        foreach (var address in new[] { "/settings", "/laws" })
        {
            await admin.Open(address);
            await admin.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            await Check(admin, address, wrong);
        }

        await admin.Open("/settings");
        await admin.GetByLabel("E-mail address").FillAsync("new@demo.example");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Add and make a code" }).ClickAsync();
        await admin.Locator(".said code").WaitForAsync();
        await Check(admin, "/settings with a code", wrong);

        wrong.ShouldBeEmpty();
    }

    [ChromeFact]
    public async Task The_main_pages_on_a_telephone()
    {
        await using var house = await House.Demo();
        var telephone = new BrowserNewContextOptions { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true };
        var page = await house.As("jana", telephone);
        var (id, followUp) = house.Workspace.Data.Read(session => session.One<(long, long)>("select c.id, f.id from contacts c join follow_ups f on f.contact_id = c.id where c.name = 'Ada Sommer'"));
        var wrong = new List<string>();
        foreach (var address in new[] { "/today", $"/people/{id}", $"/follow-ups/{followUp}/record?outcome=spoke", $"/follow-ups/{followUp}/pause", "/people", "/companies/1/edit", "/import", "/etiquette", "/cadences", "/cadences/after-a-meeting?under=gentle", "/leave", "/today/plan", $"/people/{id}/consent", $"/people/{id}/law" })
        {
            await page.Open(address);
            if (address.Contains("record", StringComparison.Ordinal))
                await page.Locator("label.chip", new() { HasText = "Wrong person" }).ClickAsync();
            await Check(page, $"{address} on a telephone", wrong);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, $"{address} is wider than the screen");
        }

        var manager = await house.As("maria", telephone);
        foreach (var address in new[] { "/team", "/simulate", "/etiquette/copy/balanced", Trial })
        {
            await manager.Open(address);
            await Check(manager, $"{address} on a telephone", wrong);
            (await manager.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, $"{address} is wider than the screen");
        }

        var admin = await house.As("admin", telephone);
        await admin.Open("/laws");
        await Check(admin, "/laws on a telephone", wrong);
        (await admin.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, "/laws is wider than the screen");
        wrong.ShouldBeEmpty();
    }

    [ChromeFact]
    public async Task The_inbox_and_the_mailboxes()
    {
        await using var house = await House.Demo();
        var wrong = new List<string>();
        var box = house.Workspace.Data.Read(session => session.Scalar<long>("select m.id from mailboxes m join users u on u.id = m.owner_id where u.email_key like 'jana@%'"));
        var mails = house.Workspace.Data.Read(session => session.Query<long>("select id from mails where mailbox_id = @box order by id", new { box }));
        foreach (var telephone in new[] { false, true })
        {
            var options = telephone ? new BrowserNewContextOptions { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true } : null;
            var (page, admin) = (await house.As("jana", options), await house.As("admin", options));
            foreach (var (who, address) in new[] { (page, "/inbox"), (page, $"/inbox/{mails[0]}"), (page, $"/inbox/{mails[^1]}"), (page, "/mailboxes"), (page, "/mailboxes/new"), (page, $"/mailboxes/{box}/edit"), (page, $"/mailboxes/{box}/remove"), (admin, "/mailboxes/providers"), (admin, "/mailboxes"), (admin, "/inbox") })
            {
                await who.Open(address);
                await who.EvaluateAsync("document.querySelectorAll('main details').forEach(one => one.open = true)");
                await Check(who, $"{address}{(telephone ? " on a telephone" : "")}", wrong);
                if (!telephone)
                    continue;
                (await who.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, $"{address} is wider than the screen");
                (await who.EvaluateAsync<string[]>("[...document.querySelectorAll('.places a')].filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.trim())")).ShouldBeEmpty($"at the foot of {address}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [ChromeFact]
    public async Task The_door_and_an_empty_workspace()
    {
        await using var house = await House.Empty();
        var wrong = new List<string>();
        var page = await house.Page();
        await page.Open("/");
        await Check(page, "/first-run", wrong);
        var seller = house.User("jana@house.example");
        await page.Open("/sign-in");
        await Check(page, "/sign-in", wrong);
        await page.GetByLabel("E-mail address").FillAsync("jana@house.example");
        await page.Locator("input[type=password]").FillAsync("not the password");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".problems").WaitForAsync();
        await Check(page, "/sign-in, refused", wrong);
        var code = ((Result<AddedUser>.Ok)Users.NewCode(house.Workspace, Actor.CommandLine, TimeProvider.System, "jana@house.example")).Value.Code!;
        await page.Open("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync("jana@house.example");
        await page.Locator("input[type=password]").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Choose a password");
        await Check(page, "/choose-password", wrong);
        var inside = await house.SignedIn(seller);
        foreach (var address in new[] { "/today", "/waiting", "/people", "/companies", "/import" })
        {
            await inside.Open(address);
            await Check(inside, $"{address}, empty", wrong);
        }

        wrong.ShouldBeEmpty();
    }

    private static async Task Check(IPage page, string where, List<string> wrong, string? only = null)
    {
        // a page that is still working loads itself again when it is done
        await Assertions.Expect(page.Locator("[data-progress] progress")).ToHaveCountAsync(0);
        // what the sticky bar covers for the moment is no finding
        await page.EvaluateAsync("scrollTo(0, 0)");
        foreach (var (colours, rules) in new[] { (ColorScheme.Light, Rules), (ColorScheme.Dark, Colours) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            var found = only is null ? await page.RunAxe(rules) : await page.Locator(only).RunAxe(rules);
            wrong.AddRange(found.Violations.SelectMany(violation => violation.Nodes.Take(3).Select(node => $"{where} ({colours}): {violation.Id}: {node.Target} {node.Html[..Math.Min(140, node.Html.Length)]} — {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}")));
        }
    }
}
