using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Tact.BrowserTests;

/// <summary>The editor of cadences: a copy, a new step, a branch, what the check finds, saved; by keyboard, and on a telephone.</summary>
public class CadenceTests
{
    [ChromeTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_manager_makes_a_cadence_of_the_teams_own(int width)
    {
        await using var house = await House.Demo();
        var page = await house.As("maria", new() { ViewportSize = new() { Width = width, Height = 844 }, IsMobile = width < 500, HasTouch = width < 500 });
        await page.Open("/cadences/after-a-talk");
        await page.GetByLabel("Name of the copy").FillAsync("our-talk");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Said()).ToContainTextAsync("our-talk is a copy of after-a-talk");

        // the form changes in place, and what was typed stays
        await page.Locator("#s1-say").FillAsync("Write by hand");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a branch to step 2", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#s2-b1-outcome")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#s1-say")).ToHaveValueAsync("Write by hand");
        await page.Locator("#s2-b1-outcome").SelectOptionAsync("voicemail");
        await page.Locator("#s2-b1-then").SelectOptionAsync("same-day");
        await page.Locator("#s2-gap").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#s2-gap-problem")).ToContainTextAsync("balanced leaves at least 2 working days");
        await Assertions.Expect(page.Locator("#s2-b1-channel-problem")).ToContainTextAsync("needs a channel");
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] } });
        found.Violations.Select(v => $"{v.Id}: {string.Join(", ", v.Nodes.Select(n => n.Html).Take(2))}").ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);

        await page.Locator("#s2-gap").FillAsync("2");
        await page.Locator("#s2-b1-channel").SelectOptionAsync("email");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Saved. No follow-up uses it yet.");
        await Assertions.Expect(page.Locator(".cadence-steps .branch").First).ToContainTextAsync("the same day by e-mail");
        await Assertions.Expect(page.Locator("svg.time-line .time-with").First).ToBeVisibleAsync();
    }
}
