using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Tact.BrowserTests;

/// <summary>METHOD F5 in the browser: read along, record with a microphone, listen, keep, ask a colleague, who comments at a moment.</summary>
public class RehearsalTests
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };

    [ChromeFact]
    public async Task A_voicemail_is_recorded_kept_and_criticised()
    {
        await using var house = await House.Demo();
        var wrong = new List<string>();
        var page = await house.As("jana");
        await page.Open("/rehearsals");
        await page.GetByRole(AriaRole.Link, new() { Name = "New rehearsal" }).ClickAsync();
        await page.GetByLabel("The words").FillAsync("Hello Ada, this is Jana at House. You said that counting starts in May. A site like yours halved it with one page. I will call on Thursday at ten, unless you would rather I did not.");
        await page.GetByLabel("What to call it").FillAsync("Counting in May");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Counting in May");
        await Check(page, "a new rehearsal", wrong);

        await page.GetByRole(AriaRole.Button, new() { Name = "Read along" }).ClickAsync();
        await page.Locator("[data-script] .now").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Read along" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-status]")).ToContainTextAsync("Recording");
        await Assertions.Expect(page.Locator("[data-recorded]")).ToHaveTextAsync("0:02");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-status]")).ToContainTextAsync("keep or discard");
        await page.Locator("[data-take]").EvaluateAsync("one => one.play()");
        await Heard(page.Locator("[data-take]"), 0.2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".problems")).ToContainTextAsync("no sound yet");

        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-recorded]")).ToHaveTextAsync("0:01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-status]")).ToContainTextAsync("keep or discard");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Kept");
        await page.Locator(".recording audio").EvaluateAsync("one => one.play()");
        await Heard(page.Locator(".recording audio"), 0.2);
        await page.GetByLabel("I sound like myself").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Note it" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("I sound like myself")).ToBeCheckedAsync();
        await page.GetByLabel("Ask a colleague").SelectOptionAsync(new SelectOptionValue { Label = "Tom Weber" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask them to listen" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("They find it");
        await Check(page, "a rehearsal with a recording", wrong);

        var colleague = await house.As("tom");
        await colleague.Open("/today");
        await colleague.GetByRole(AriaRole.Link, new() { Name = "asks you to listen" }).ClickAsync();
        await colleague.Locator(".recording audio").EvaluateAsync("one => one.play()");
        await Heard(colleague.Locator(".recording audio"), 0.3);
        await colleague.Locator(".recording audio").EvaluateAsync("one => one.pause()");
        await colleague.GetByRole(AriaRole.Button, new() { Name = "At this moment" }).ClickAsync();
        await Assertions.Expect(colleague.GetByLabel("At second")).Not.ToHaveValueAsync("");
        await colleague.GetByLabel("What you hear").FillAsync("A little slower here.");
        await colleague.GetByRole(AriaRole.Button, new() { Name = "Say it" }).ClickAsync();
        await Assertions.Expect(colleague.Locator(".comments")).ToContainTextAsync("A little slower here.");
        await Check(colleague, "a colleague's recording", wrong);

        await page.ReloadAsync();
        await page.Locator(".comments [data-seek]").ClickAsync();
        await Heard(page.Locator(".recording audio"), 0);
        wrong.ShouldBeEmpty();
    }

    /// <summary>Waits until a recording has played further than a second.</summary>
    private static async Task Heard(ILocator sound, double second)
    {
        for (var tries = 0; await sound.EvaluateAsync<double>("one => one.currentTime") <= second; tries++)
        {
            tries.ShouldBeLessThan(300, "it does not play");
            await Task.Delay(100);
        }
    }

    private static async Task Check(IPage page, string where, List<string> wrong)
    {
        foreach (var width in new[] { 1280, 390 })
        {
            await page.SetViewportSizeAsync(width, 800);
            if (Environment.GetEnvironmentVariable("TACT_LOOK") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{where.Replace(' ', '-')}-{width}.png"), FullPage = true });
            var found = await page.RunAxe(Rules);
            wrong.AddRange(found.Violations.Select(violation => $"{where} at {width}: {violation.Id}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
            (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{where} scrolls sideways at {width}");
        }

        await page.SetViewportSizeAsync(1280, 800);
    }
}
