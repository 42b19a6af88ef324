using System.Diagnostics;

namespace Tact.BrowserTests.Support;

/// <summary>What a person does with the keyboard and sees afterwards.</summary>
public static class Keys
{
    /// <summary>The row that keys act upon.</summary>
    public static ILocator Here(this IPage page) => page.Locator("[data-rows] > li.here");

    /// <summary>The notice about what was just saved.</summary>
    public static ILocator Said(this IPage page) => page.Locator(".said").First;

    /// <summary>The element that has the focus, as <c>tag#id</c> or <c>tag.class</c>.</summary>
    public static Task<string> Focus(this IPage page) => page.EvaluateAsync<string>("(() => { const e = document.activeElement; return e.tagName.toLowerCase() + (e.id ? '#' + e.id : ''); })()");

    /// <summary>Whether the address shows and its scripts have begun.</summary>
    public static async Task Open(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("body[data-js]").WaitForAsync();
    }

    /// <summary>A key, a line, Enter: records on the row that keys act upon, and gives how long it took until the next page stood there.</summary>
    public static async Task<TimeSpan> Record(this IPage page, string key, string line)
    {
        var watch = Stopwatch.StartNew();
        await page.Keyboard.PressAsync(key);
        await Assertions.Expect(page.Locator(".slot #note")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(line);
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), answer => answer.Request.Method == "GET" && answer.Request.IsNavigationRequest);
        await page.Locator("body[data-js]").WaitForAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Saved");
        return watch.Elapsed;
    }
}
