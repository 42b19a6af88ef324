using System.Globalization;

namespace Tact.BrowserTests;

/// <summary>The pictures of the README; <c>docs/pictures/refresh</c> takes them anew.</summary>
public class Pictures
{
    [Fact(Explicit = true)]
    public async Task Take()
    {
        var folder = Environment.GetEnvironmentVariable("TACT_PICTURES") ?? throw new InvalidOperationException("TACT_PICTURES names no folder.");
        await using var house = await House.Demo();
        var page = await house.As("jana", new() { ViewportSize = new() { Width = 1280, Height = 860 }, ColorScheme = ColorScheme.Light });
        await page.Open("/today");
        await Shoot(page, folder, "today");
        await page.Locator("[data-rows] > li").Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("s");
        await page.Locator(".slot #note").FillAsync("Likes the checklist; wants to hear what the night shift thinks first");
        await page.EvaluateAsync("document.querySelector('.slot:not([hidden])').closest('li').scrollIntoView({ block: 'center' })");
        await Shoot(page, folder, "record");
        var ada = house.Workspace.Data.Read(session => session.Scalar<long>("select id from contacts where name = 'Ada Sommer'")).ToString(CultureInfo.InvariantCulture);
        await page.Open($"/people/{ada}");
        await Shoot(page, folder, "person");
        var phone = await house.As("jana", new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true, DeviceScaleFactor = 2, ColorScheme = ColorScheme.Light });
        await phone.Open("/today");
        await Shoot(phone, folder, "today-phone");
    }

    /// <summary>Every page at the width of a desk and of a telephone, to look at (not kept).</summary>
    [Fact(Explicit = true)]
    public async Task Look_at_everything()
    {
        var folder = Environment.GetEnvironmentVariable("TACT_PICTURES") ?? throw new InvalidOperationException("TACT_PICTURES names no folder.");
        await using var house = await House.Demo();
        var id = house.Workspace.Data.Read(session => session.Scalar<long>("select id from contacts where name = 'Ada Sommer'"));
        var nora = house.Workspace.Data.Read(session => session.Scalar<long>("select id from contacts where name = 'Grace Holm'"));
        foreach (var (who, places) in new (string, string[])[]
        {
            ("jana", ["/today", "/waiting", "/people", $"/people/{id}", $"/people/{nora}", $"/people/{id}/edit", $"/people/{id}/preferences", "/people/new", "/companies", "/companies/1", "/companies/1/edit", "/import", "/focus-list", "/focus-list?person=1&person=2", "/find?q=mill", "/keys", "/account", "/nowhere",
                "/follow-ups/1/record?outcome=spoke", "/follow-ups/1/record?outcome=other", "/follow-ups/1/pause", "/cadences", "/cadences/after-a-meeting?under=gentle", "/leave", "/today/plan", $"/people/{id}/consent", $"/people/{id}/law"]),
            ("maria", ["/team", "/etiquette", "/etiquette/copy/balanced", "/simulate"]),
            ("jana", ["/inbox", "/inbox/1", "/mailboxes", "/mailboxes/new", "/mailboxes/1/edit"]),
            ("admin", ["/settings", "/laws", "/mailboxes/providers"]),
        })
        {
            foreach (var (width, height, mobile) in new[] { (1280, 860, false), (390, 844, true) })
            {
                var page = await house.As(who, new() { ViewportSize = new() { Width = width, Height = height }, IsMobile = mobile, HasTouch = mobile });
                foreach (var place in places)
                {
                    await page.Open(place);
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{width}{place.Replace('/', '-').Replace('?', '-')}.png"), FullPage = true });
                }
            }
        }
    }

    private static Task Shoot(IPage page, string folder, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), Caret = ScreenshotCaret.Hide, Animations = ScreenshotAnimations.Disabled });
}
