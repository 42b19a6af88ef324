using NodaTime;
using NodaTime.Text;
using Tact.Absences;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Laws;

namespace Tact.BrowserTests;

/// <summary>Days on which not everything can be done: after leave, and when a list has grown too old.</summary>
public class PlanningTests
{
    private const string Jana = "jana@house.example";

    [ChromeFact]
    public async Task On_the_Monday_after_leave_a_backlog_is_spread_and_the_page_says_what_moved()
    {
        await using var house = await House.Empty();
        var jana = house.User(Jana);
        for (var person = 1; person <= 45; person++)
            house.Follow(jana, house.Contact(jana, new ContactInput { Name = $"Person {person}", Phone = $"+49 30 5550{person:000}" }), Jana);
        Leaves.Take(house.Workspace, jana, Jana, new LocalDate(2026, 3, 3), new LocalDate(2026, 3, 13), null, "holiday").ShouldBeOfType<Result<LeaveShown>.Ok>();
        await house.MoveTo(InstantPattern.General.Parse("2026-03-16T07:55:00Z").Value);

        var page = await house.SignedIn(jana);
        await page.Open("/today");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("30 today");
        await Assertions.Expect(page.Locator(".first")).ToContainTextAsync("Back from leave");
        await page.GetByRole(AriaRole.Link, new() { Name = "15 more are planned for later days" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Back from leave");
        (await page.Locator("table tbody tr").CountAsync()).ShouldBe(15);
        await Assertions.Expect(page.Locator("table tbody tr").First).ToContainTextAsync("planned for tomorrow");
    }

    [ChromeFact]
    public async Task A_list_that_has_grown_too_old_holds_calls_until_a_newer_one_is_brought_in()
    {
        await using var house = await House.Empty();
        var (jana, ines) = (house.User(Jana), house.User("ines@house.example", "admin"));
        var person = house.Contact(jana, new ContactInput { Name = "Grace Holm", Phone = "+44 20 7946 0911", Company = "Mill Ltd" });
        house.Follow(jana, person, Jana);
        BringIn(house, new LocalDate(2026, 3, 1));
        await house.MoveTo(InstantPattern.General.Parse("2026-04-01T10:00:00Z").Value);

        var seller = await house.SignedIn(jana);
        await seller.Open($"/people/{person}");
        await Assertions.Expect(seller.Locator("main")).ToContainTextAsync("31 days old");
        var admin = await house.SignedIn(ines);
        await admin.Open("/laws");
        await Assertions.Expect(admin.Locator("main")).ToContainTextAsync("held until a newer one is brought in");

        BringIn(house, new LocalDate(2026, 3, 31));
        await admin.Open("/laws");
        await Assertions.Expect(admin.Locator("main")).Not.ToContainTextAsync("held until a newer one is brought in");
        await seller.Open($"/people/{person}");
        await Assertions.Expect(seller.Locator("main")).Not.ToContainTextAsync("days old");
    }

    private static void BringIn(House house, LocalDate asOf)
    {
        foreach (var list in (string[])["gb-tps", "gb-ctps"])
            BringInList.Run(house.Workspace, Actor.CommandLine, () => new MemoryStream("+44 20 7946 0999"u8.ToArray()), new ListInput(list, asOf, "list.csv")).ShouldBeOfType<Result<ListBroughtIn>.Ok>();
    }
}
