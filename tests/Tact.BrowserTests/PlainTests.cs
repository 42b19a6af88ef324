using System.Text.RegularExpressions;

namespace Tact.BrowserTests;

/// <summary>The main journeys without JavaScript, and on a telephone.</summary>
public class PlainTests
{
    [ChromeFact]
    public async Task Without_JavaScript_everything_is_a_link_or_a_form()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana", new() { JavaScriptEnabled = false });
        var first = page.Locator(".rows > li").First;
        var name = await first.Locator("h2").InnerTextAsync();

        await first.GetByText("Voicemail", new() { Exact = true }).ClickAsync();
        await page.Locator("#note").FillAsync("left the two figures");
        await page.Locator(".record .btn-primary").ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync($"Saved: Voicemail left, {name}");
        await page.Locator(".said button").ClickAsync();
        await Assertions.Expect(page.Locator(".rows > li h2").First).ToHaveTextAsync(name);

        await page.Locator(".rows > li").First.GetByText("Spoke", new() { Exact = true }).ClickAsync();
        await page.Locator("#note").FillAsync("ring again after the fair");
        await page.Locator("label.chip", new() { HasText = "Not now" }).ClickAsync();
        await page.Locator(".when-not-now input").FillAsync("2026-05-12");
        await page.Locator(".record .btn-primary").ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Saved: Not now");

        await page.Locator("#find").FillAsync("1440");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".found-list a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Chiara Moretti");
        await page.GetByRole(AriaRole.Button, new() { Name = "They are calling" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Welcome back");
        await page.GetByText("Pause", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Priorities changed" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Paused: Chiara Moretti");

        await page.GotoAsync("/people/new");
        await page.GetByLabel("Who").FillAsync("Nina Neu, +49 89 555 01212, Neu AG");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Nina Neu");
        await page.Locator(".account summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
    }

    [ChromeFact]
    public async Task On_a_telephone_nothing_scrolls_sideways_and_a_thumb_hits_everything()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana", new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true });
        var wrong = new List<string>();
        var (id, followUp) = house.Workspace.Data.Read(session => session.One<(long, long)>("select c.id, f.id from contacts c join follow_ups f on f.contact_id = c.id where c.name = 'Ada Sommer'"));
        string[] addresses =
        [
            "/today", "/waiting", "/people", $"/people/{id}", $"/people/{id}/edit", $"/people/{id}/preferences", $"/people/{id}/start", "/people/new", "/companies", "/companies/1", "/import", "/focus-list", "/find?q=mill", "/cadences", "/cadences/after-a-meeting?under=gentle",
            "/keys", "/account", "/sign-out", "/nowhere", $"/follow-ups/{followUp}/record?outcome=spoke", $"/follow-ups/{followUp}/record?outcome=other", $"/follow-ups/{followUp}/pause",
        ];
        foreach (var address in addresses)
        {
            await page.Open(address);
            await Look(page, address, wrong);
        }

        var manager = await house.As("maria", new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true });
        await manager.Open("/team");
        await Look(manager, "/team", wrong);
        var admin = await house.As("admin", new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true });
        await admin.Open("/settings");
        await Look(admin, "/settings", wrong);

        await page.Open("/today");
        await page.Locator("[data-rows] > li").First.GetByText("Voicemail", new() { Exact = true }).TapAsync();
        await Assertions.Expect(page.Locator(".slot #note")).ToBeFocusedAsync();
        await Look(page, "/today with an open form", wrong);
        await page.Locator(".slot #note").FillAsync("left the two figures");
        await page.Locator(".slot .btn-primary").TapAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync(new Regex("Saved: Voicemail left"));
        await Look(page, "/today, saved", wrong);

        wrong.ShouldBeEmpty();
    }

    private static async Task Look(IPage page, string where, List<string> wrong) => wrong.AddRange((await page.EvaluateAsync<string[]>(
        """
        (() => {
          const wrong = [];
          const wide = document.documentElement.scrollWidth;
          if (wide > innerWidth) {
            const far = [...document.querySelectorAll("main *, header *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, .filters, .chips")).slice(0, 3);
            wrong.push(`is ${wide} px wide: ${far.map(e => `${e.tagName}.${e.className}`).join(", ")}`);
          }
          for (const e of document.querySelectorAll("button, .btn, .acts a, .places a, .filters a, .chips a, .chip, a.tel, a.mail, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, summary")) {
            const box = e.getBoundingClientRect();
            if (box.width > 0 && box.height > 0 && getComputedStyle(e).visibility === "visible" && (box.height < 43.5 || box.width < 43.5) && !e.closest(".find")) wrong.push(`${Math.round(box.width)} × ${Math.round(box.height)}: ${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`);
          }
          return wrong.slice(0, 6);
        })()
        """)).Select(one => $"{where}: {one}"));
}
