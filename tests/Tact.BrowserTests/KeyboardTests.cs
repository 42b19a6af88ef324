using System.Text.RegularExpressions;

namespace Tact.BrowserTests;

/// <summary>Everything a seller does all day, without a mouse.</summary>
public class KeyboardTests
{
    [ChromeFact]
    public async Task A_voicemail_takes_a_key_a_line_and_Enter_and_u_takes_it_back()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        await page.Open("/today");
        var name = await page.Here().Locator("h2").InnerTextAsync();
        var next = await page.Locator("[data-rows] > li").Nth(1).GetAttributeAsync("id");

        var took = await page.Record("v", "left the two figures");

        took.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await Assertions.Expect(page.Said()).ToContainTextAsync($"Saved: Voicemail left, {name}");
        await Assertions.Expect(page.Here()).ToHaveAttributeAsync("id", next!);
        await Assertions.Expect(page.Here()).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(page.Said()).Not.ToContainTextAsync("Saved");
        await Assertions.Expect(page.Locator("[data-rows] > li h2").First).ToHaveTextAsync(name);
    }

    [ChromeFact]
    public async Task Fast_fingers_lose_no_letter()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        await page.Open("/today");
        await page.RouteAsync("**/record?**", async route =>
        {
            await Task.Delay(400);
            await route.ContinueAsync();
        });

        await page.Keyboard.TypeAsync("snooze until June", new() { Delay = 20 });

        await Assertions.Expect(page.Locator(".slot #note")).ToHaveValueAsync("nooze until June");
    }

    [ChromeFact]
    public async Task Keys_walk_open_and_close_and_the_focus_stays_with_the_row()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        await page.Open("/today");
        var second = (await page.Locator("[data-rows] > li").Nth(1).GetAttributeAsync("id"))!;

        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Here()).ToHaveAttributeAsync("id", second);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(page.Here()).ToHaveAttributeAsync("id", second);
        (await page.Focus()).ShouldBe($"li#{second}");

        await page.Keyboard.PressAsync("w");
        await Assertions.Expect(page.Here().Locator(".why ul")).ToBeVisibleAsync();

        foreach (var key in new[] { "v", "s", "r", "e", "o", "t" })
        {
            await page.Keyboard.PressAsync(key);
            await Assertions.Expect(page.Here().Locator(".slot form")).ToBeVisibleAsync();
            (await page.Focus()).ShouldNotBe("body", $"after {key}");
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.Locator(".slot form")).ToHaveCountAsync(0);
            (await page.Focus()).ShouldBe($"li#{second}", $"after {key} and Esc");
        }

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("dialog#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog#keys")).ToBeHiddenAsync();
        (await page.Focus()).ShouldBe($"li#{second}");

        await page.Keyboard.PressAsync("2");
        await page.WaitForURLAsync("**/today?show=calls**");
        await page.Keyboard.PressAsync("1");
        await page.WaitForURLAsync(new Regex("/today($|\\?(?!show=calls))"));
        await page.Keyboard.PressAsync("n");
        await page.WaitForURLAsync("**/people/new");
        await page.GoBackAsync();
        await page.Locator("body[data-js]").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/people/*");
    }

    [ChromeFact]
    public async Task A_note_is_not_lost_when_the_form_closes_or_changes()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        await page.Open("/today");
        var row = (await page.Here().GetAttributeAsync("id"))!;

        await page.Keyboard.PressAsync("v");
        await page.Locator(".slot #note").FillAsync("half a thought");
        await page.Locator(".slot .record-head a", new() { HasText = "E-mail" }).ClickAsync();
        await Assertions.Expect(page.Locator(".slot h2")).ToContainTextAsync("E-mail");
        await Assertions.Expect(page.Locator(".slot #note")).ToHaveValueAsync("half a thought");
        await Assertions.Expect(page.Locator(".slot #note")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        (await page.Focus()).ShouldBe($"li#{row}");
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.Locator(".slot #note")).ToHaveValueAsync("half a thought");

        // leaving a conversation early saves it, to be decided later
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Said()).ToContainTextAsync("Saved: Spoke");
        await page.Open("/today");
        await Assertions.Expect(page.Locator($"#{row}")).ToContainTextAsync("Needs a next step");
    }

    [ChromeFact]
    public async Task The_number_is_a_link_to_dial_and_c_copies_it()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Open("/today");
        var tel = page.Here().Locator("a.tel");
        (await tel.GetAttributeAsync("href"))!.ShouldMatch("^tel:\\+[0-9]+$");

        await page.Keyboard.PressAsync("c");

        await Assertions.Expect(page.Here().Locator("button.copied")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe((await tel.InnerTextAsync()).Trim());
    }

    [ChromeFact]
    public async Task Single_keys_can_be_switched_off()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        await page.Open("/account");
        await page.GetByLabel("Shortcuts with single keys").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Saved");
        await page.Open("/today");

        await page.Keyboard.PressAsync("v");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("n");

        page.Url.ShouldEndWith("/today");
        await Assertions.Expect(page.Locator(".slot form")).ToHaveCountAsync(0);
        (await page.Focus()).ShouldNotBe("input#find");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/people/*");
    }

    /// <summary>Moment 3: the phone rings.</summary>
    [ChromeFact]
    public async Task The_phone_rings_and_the_last_digits_bring_their_whole_story()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        var chiara = house.Workspace.Data.Read(session => session.Scalar<long>("select id from contacts where name = 'Chiara Moretti'"));
        await page.Open("/today");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("1440");
        await Assertions.Expect(page.Locator("#found a").First).ToContainTextAsync("Chiara Moretti");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/people/{chiara}");
        await page.Locator("body[data-js]").WaitForAsync();
        (await page.Locator(".past > li").CountAsync()).ShouldBeGreaterThanOrEqualTo(3);
        await Assertions.Expect(page.Locator(".follow-head")).ToContainTextAsync("Jana Lindner");
        await Assertions.Expect(page.Locator(".state").First).ToContainTextAsync("Rest");

        await page.Keyboard.PressAsync("b");

        await Assertions.Expect(page.Said()).ToContainTextAsync("Welcome back");
        await Assertions.Expect(page.Locator(".past .theirs").First).ToContainTextAsync("They called");
        await Assertions.Expect(page.Locator(".state").First).Not.ToContainTextAsync("Rest");
    }

    /// <summary>Moment 4: about to call too soon.</summary>
    [ChromeFact]
    public async Task Too_soon_says_until_when_and_a_reason_overrules_it()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        var nora = house.Workspace.Data.Read(session => session.Scalar<long>("select id from contacts where name = 'Nora Feld'"));
        await page.Open($"/people/{nora}");
        await page.Record("v", "introduced myself");
        await page.Open($"/people/{nora}");
        await page.Record("e", "the article I spoke of");
        await page.Open($"/people/{nora}");
        var box = page.Locator(".not-yet-box");
        await Assertions.Expect(box.Locator("h2")).ToContainTextAsync("Not yet: ");
        await Assertions.Expect(box.Locator("svg.strip")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("a");
        await box.GetByText("my judgement").ClickAsync();
        var note = page.Locator("#note");
        await Assertions.Expect(note).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("she had asked by text");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Said()).ToContainTextAsync("Saved: Spoke");
        page.Url.ShouldContain($"/people/{nora}");
    }

    /// <summary>Moment 5: the deal goes quiet.</summary>
    [ChromeFact]
    public async Task The_deal_goes_quiet_and_two_keys_pause_it()
    {
        await using var house = await House.Demo();
        var page = await house.As("jana");
        var peter = house.Workspace.Data.Read(session => session.Scalar<long>("select id from contacts where name = 'Peter Oduya'"));
        await page.Open($"/people/{peter}");

        await page.Keyboard.PressAsync("p");
        await page.Keyboard.PressAsync("1");

        await Assertions.Expect(page.Said()).ToContainTextAsync("Paused: Peter Oduya");
        await Assertions.Expect(page.Locator(".state").First).ToContainTextAsync(new Regex("until", RegexOptions.IgnoreCase));
        await page.Open("/waiting?state=paused");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("Peter Oduya");
        await page.Open("/today");
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Locator(".slot .answers button").First).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".slot .answers")).ToContainTextAsync("Do not ask every week whether it is through.");
        var manager = await house.As("maria");
        await manager.Open("/waiting?state=paused");
        await manager.Locator(".chips a", new() { HasText = "Jana Lindner" }).ClickAsync();
        await Assertions.Expect(manager.Locator("table tr", new() { HasText = "Peter Oduya" })).ToContainTextAsync("do not chase");
    }
}
