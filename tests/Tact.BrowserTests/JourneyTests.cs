using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Tact.BrowserTests;

/// <summary>From an address-book export to an answer, and to the last word: what a seller does over months, in a browser.</summary>
public class JourneyTests
{
    private const string Jana = "jana@house.example";

    [ChromeFact]
    public async Task From_an_export_through_five_unanswered_approaches_a_rest_and_an_answer_to_an_opt_out()
    {
        await using var house = await House.Empty("2026-03-02T15:30:00Z");
        var admin = await house.Page();
        await FirstAccount(house, admin);
        var page = await Colleague(house, admin, Jana, "Jana Lind");
        var folder = Directory.CreateTempSubdirectory("tact-export-");
        try
        {
            await Import(page, Files.ManyPeople(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        await FocusList(page);
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("15 today");
        (await page.Locator("[data-rows] > li").CountAsync()).ShouldBe(15);

        // the first day: everybody, by keyboard, a line each, and the e-mail that goes with the message: thirty contacts, as many as fit a day
        var slowest = TimeSpan.Zero;
        var messages = 0;
        for (var left = 40; left > 0 && await page.Locator("[data-rows] > li").CountAsync() > 0; left--)
        {
            var goesWith = await IsCompanion(page.Here());
            var took = await page.Record(goesWith ? "e" : "v", goesWith ? "The checklist, as I said" : "Left a word about the spring count");
            messages += goesWith ? 0 : 1;
            slowest = took > slowest ? took : slowest;
        }

        messages.ShouldBe(15);

        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Nobody is due today");
        await Assertions.Expect(page.Locator(".foot")).ToContainTextAsync("15 others are");

        // the next four approaches: on the day each is due; the first person's story is told to the end
        var first = house.Workspace.Data.Read(session => session.Scalar<long>("select min(id) from follow_ups"));
        var person = house.Workspace.Data.Read(session => session.Scalar<long>("select contact_id from follow_ups where id = @first", new { first }));
        for (var approach = 2; approach <= 5; approach++)
        {
            await MoveToDue(house, first);
            await page.Open($"/today?at={first}");
            await Assertions.Expect(page.Locator($"#f{first} .do")).ToContainTextAsync($"{approach}{(approach == 2 ? "nd" : approach == 3 ? "rd" : "th")} of 5");
            var email = (await page.Locator($"#f{first} .do").InnerTextAsync()).StartsWith("E-mail", StringComparison.Ordinal);
            await page.Record(email ? "e" : "v", $"Unanswered, number {approach}");
            await page.Open($"/today?at={first}");
            if (await page.Locator($"#f{first}").CountAsync() > 0 && await IsCompanion(page.Locator($"#f{first}")))
                await page.Record("e", "As I said in my message");
        }

        await page.Open("/waiting?state=resting");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync(await Name(house, person));

        // after the rest they return by themselves, with something new to bring
        await MoveToDue(house, first);
        await page.Open($"/today?at={first}");
        var back = page.Locator($"#f{first}");
        await Assertions.Expect(back).ToHaveClassAsync(new Regex("k-return"));
        await Assertions.Expect(back.Locator(".do")).ToContainTextAsync("something");

        // this time they answer
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.Locator(".slot .ask")).ToHaveTextAsync("How shall we go on?");
        await page.Keyboard.TypeAsync("Glad you kept at it; not before autumn");
        await page.Locator(".slot label.chip", new() { HasText = "Not now" }).ClickAsync();
        await page.Locator(".slot .when-not-now input[type=date]").FillAsync("2026-09-14");
        await page.Locator(".slot .btn-primary").ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("Saved: Not now");
        await Assertions.Expect(page.Said()).ToContainTextAsync("14 Sep");

        // a colleague works on another matter with the same person
        var petr = house.User("petr@house.example");
        var other = house.Follow(petr, person, "petr@house.example", "autumn offer");
        var colleague = await house.SignedIn(petr);
        await colleague.Open($"/people/{person}");
        await Assertions.Expect(colleague.Locator(".past")).ToContainTextAsync("Not now");
        await Assertions.Expect(colleague.Locator($".card-follow-up [data-record='/follow-ups/{other}/record']")).ToBeVisibleAsync();

        // the last word stops everything, at once, for everyone
        await page.Open($"/people/{person}");
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.Locator(".slot #note")).ToBeFocusedAsync();
        await page.Locator(".slot label.chip", new() { HasText = "Never contact again" }).ClickAsync();
        await Assertions.Expect(page.Locator(".slot [name=scope]")).ToHaveValueAsync("all");
        await page.Locator(".slot .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator(".stop")).ToContainTextAsync("for everyone");
        await Assertions.Expect(page.Locator(".card-follow-up [data-record]")).ToHaveCountAsync(0);
        await colleague.Open($"/people/{person}");
        await Assertions.Expect(colleague.Locator(".stop")).ToContainTextAsync("Asked never to be contacted again");
        await Assertions.Expect(colleague.Locator(".card-follow-up [data-record]")).ToHaveCountAsync(0);
        await Assertions.Expect(colleague.Locator("a.tel")).ToHaveCountAsync(0);
        await colleague.Open("/today");
        await Assertions.Expect(colleague.Locator("h1")).ToContainTextAsync("Nobody is due today");
    }

    private static async Task<bool> IsCompanion(ILocator row) => (await row.Locator(".do").InnerTextAsync()).StartsWith("Write the e-mail", StringComparison.Ordinal);

    private static async Task FirstAccount(House house, IPage page)
    {
        await page.Open("/");
        await page.GetByLabel("Code").FillAsync(house.FirstRunCode);
        await page.GetByLabel("Your name").FillAsync("Ines Amann");
        await page.GetByLabel("E-mail address").FillAsync("ines@house.example");
        await page.Locator("input[type=password]").FillAsync("seven quiet herons");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Nobody is due today");
    }

    /// <summary>The admin adds an account; its owner signs in with the one-time code and chooses a password.</summary>
    private static async Task<IPage> Colleague(House house, IPage admin, string email, string name)
    {
        await admin.Open("/settings");
        await admin.GetByLabel("E-mail address").FillAsync(email);
        await admin.Locator("#name").FillAsync(name);
        await admin.GetByRole(AriaRole.Button, new() { Name = "Add and make a code" }).ClickAsync();
        var code = await admin.Locator(".said code").InnerTextAsync();
        var page = await house.Page();
        await page.Open("/");
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.Locator("input[type=password]").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Choose a password");
        await page.Locator("input[type=password]").FillAsync("twelve patient otters");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Nobody is due today");
        return page;
    }

    private static async Task Import(IPage page, (string Path, int People) file)
    {
        await page.Open("/import");
        await page.GetByLabel("CSV file").SetInputFilesAsync(file.Path);
        await page.GetByLabel("What they are").SelectOptionAsync("prospect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
        var people = file.People.ToString("#,0", CultureInfo.InvariantCulture);
        await Assertions.Expect(page.Locator("#counts")).ToContainTextAsync($"{people} people would be created");
        await page.Locator("#run").ClickAsync();
        await Assertions.Expect(page.Locator("#counts")).ToContainTextAsync($"{people} people created", new() { Timeout = 60_000 });
    }

    private static async Task FocusList(IPage page)
    {
        await page.Open("/people");
        await page.GetByRole(AriaRole.Link, new() { Name = "Start a focus list" }).ClickAsync();
        await page.GetByLabel("People tagged").FillAsync("prospect");
        await page.GetByLabel("What about").FillAsync("spring count");
        await page.GetByLabel("How many people").FillAsync("15");
        await page.GetByLabel("First contacts a day").FillAsync("15");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.Said()).ToContainTextAsync("15 follow-ups started");
    }

    /// <summary>Lets the days pass until the follow-up's next step is due, at half past four in the afternoon.</summary>
    private static async Task MoveToDue(House house, long followUp)
    {
        var due = house.Workspace.Data.Read(session => session.Scalar<string>("select due_on from follow_ups where id = @followUp", new { followUp }));
        await house.MoveTo(LocalDatePattern.Iso.Parse(due!).Value.At(new LocalTime(16, 30)).InZoneLeniently(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant());
    }

    private static Task<string> Name(House house, long person) => Task.FromResult(house.Workspace.Data.Read(session => session.Scalar<string>("select name from contacts where id = @person", new { person }))!);
}
