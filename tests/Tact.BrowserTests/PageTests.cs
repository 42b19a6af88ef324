using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Tact.BrowserTests;

public class PageTests
{
    private static readonly string[] Addresses =
    [
        "/today", "/people", "/people/1", "/people/2", "/people/1/edit", "/people/1/preferences", "/people/new", "/companies", "/companies/1", "/waiting", "/team", "/find?q=ada", "/focus-list", "/keys",
        "/follow-ups/2/record?outcome=voicemail", "/follow-ups/2/record?outcome=spoke", "/follow-ups/2/record?outcome=other", "/follow-ups/2/pause", "/follow-ups/2/next",
    ];

    private static readonly List<string> Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    [Theory(SkipUnless = nameof(Here), Skip = "Chromium is not installed")]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_are_accessible_and_fit_the_window(int width, ColorScheme scheme)
    {
        await using var chromium = await Chromium.Start();
        var page = await chromium.Window(width, scheme);
        foreach (var address in Addresses)
        {
            await page.GotoAsync(chromium.Address + address);
            var found = await page.RunAxe(new() { RunOnly = new() { Type = "tag", Values = Rules } });
            found.Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}").ShouldBeEmpty($"{address} at {width}");
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, address);
        }

        chromium.Errors.ShouldBeEmpty();
    }

    [Fact(SkipUnless = nameof(Here), Skip = "Chromium is not installed")]
    public async Task A_voicemail_takes_one_key_one_line_and_Enter()
    {
        await using var chromium = await Chromium.Start();
        var page = await chromium.Window(1280);
        await page.GotoAsync(chromium.Address + "/today");
        var name = await page.Locator(".here h2").TextContentAsync();

        await page.Keyboard.PressAsync("v");
        await page.WaitForSelectorAsync(".slot form");
        await page.Keyboard.TypeAsync("left a line about the second site; j and k are only letters here");
        await page.Keyboard.PressAsync("Enter");

        (await page.Locator(".said p").TextContentAsync())!.ShouldContain($"Voicemail left, {name}");
        (await page.Locator(".here h2").TextContentAsync()).ShouldNotBe(name);
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(page.Locator(".said p")).ToContainTextAsync("Taken back");
        (await page.Locator(".here h2").TextContentAsync()).ShouldBe(name);
    }

    [Fact(SkipUnless = nameof(Here), Skip = "Chromium is not installed")]
    public async Task The_last_digits_lead_to_the_person()
    {
        await using var chromium = await Chromium.Start();
        var page = await chromium.Window(1280);
        await page.GotoAsync(chromium.Address + "/waiting");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("60961");
        await Assertions.Expect(page.Locator("#found a")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/people/2");
        chromium.Errors.ShouldBeEmpty();
    }

    [Fact(SkipUnless = nameof(Here), Skip = "Chromium is not installed")]
    public async Task Without_JavaScript_the_same_is_done_with_links_and_a_form()
    {
        await using var chromium = await Chromium.Start();
        var page = await chromium.Window(390, javaScript: false);
        await page.GotoAsync(chromium.Address + "/today");

        await page.Locator(".acts a").First.ClickAsync();
        await page.FillAsync("#note", "left a line");
        await page.ClickAsync("text=Save, next person");

        (await page.Locator(".said p").TextContentAsync())!.ShouldContain("Voicemail left");
    }

    /// <summary>Whether Chromium is here.</summary>
    public static bool Here => Chromium.Missing is null;
}
