namespace Tact.BrowserTests;

/// <summary>A manager makes an etiquette of the team's own: copies one, sees what it would do, saves it, and a seller reads it.</summary>
public class EtiquetteTests
{
    [ChromeFact]
    public async Task A_preset_is_copied_tried_and_saved()
    {
        await using var house = await House.Demo();
        var page = await house.As("maria");
        await page.Open("/today");
        await page.Locator(".account summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Etiquette" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Copy and change balanced" }).ClickAsync();
        await page.GetByLabel("Least gaps, working days").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "See what it would do" }).ClickAsync();
        await Assertions.Expect(page.Locator("#gaps-problem")).ToContainTextAsync("whole number");

        await page.GetByLabel("Least gaps, working days").FillAsync("8, 15");
        await page.GetByRole(AriaRole.Button, new() { Name = "See what it would do" }).ClickAsync();
        await Assertions.Expect(page.Locator("#moved")).ToContainTextAsync("would move");
        (await page.Locator("svg.moved").CountAsync()).ShouldBe(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save our-balanced" }).ClickAsync();
        await Assertions.Expect(page.Locator(".said")).ToContainTextAsync("our-balanced is in force");
        await Assertions.Expect(page.Locator("td.changed")).ToContainTextAsync("8, 15");

        var seller = await house.As("jana", new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await seller.Open("/etiquette");
        await Assertions.Expect(seller.Locator("td.changed")).ToContainTextAsync("instead of 2");
        (await seller.Locator("a[href^='/etiquette/copy']").CountAsync()).ShouldBe(0);
        (await seller.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }
}
