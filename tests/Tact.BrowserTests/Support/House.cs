using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Demo;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Web;

namespace Tact.BrowserTests.Support;

/// <summary>The real server on a free port over a workspace of its own, whose business clock stands still until a test moves it.</summary>
public sealed class House : IAsyncDisposable
{
    /// <summary>A Monday in March, 8:55 in Berlin.</summary>
    public const string Monday = "2026-03-02T07:55:00Z";

    private readonly string folder = Directory.CreateTempSubdirectory("tact-browser-").FullName;
    private readonly bool demo;
    private readonly List<IBrowserContext> browsers = [];
    private WebApplication app;

    private House(string now, bool demo)
    {
        this.demo = demo;
        Workspace = new Workspace(SqliteDatabase.Open(folder), Clock(now), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        if (demo)
            DemoWorkspace.Fill(Workspace);
        app = Serve.Build(Workspace, new ServeOptions("http://127.0.0.1:0", demo));
    }

    /// <summary>What it serves.</summary>
    public Workspace Workspace { get; private set; }

    /// <summary>Where it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The code that a new, empty workspace prints on the console.</summary>
    public string FirstRunCode => app.Services.GetRequiredService<FirstRun>().NewCode()!;

    /// <summary>An empty workspace.</summary>
    public static Task<House> Empty(string now = Monday) => Open(now, demo: false);

    /// <summary>A workspace with the demonstration people.</summary>
    public static Task<House> Demo(string now = Monday) => Open(now, demo: true);

    /// <summary>Stops the server and starts it at another time, as one would with another <c>--now</c>; the address stays.</summary>
    public async Task MoveTo(Instant now)
    {
        await app.DisposeAsync();
        Workspace = Workspace with { Clock = new BusinessClock(now, TimeProvider.System) };
        app = Serve.Build(Workspace, new ServeOptions(Address, demo));
        await app.StartAsync();
    }

    /// <summary>Adds an account with a password.</summary>
    public Actor User(string email, string role = "seller") => AddUser.Run(Workspace, Actor.CommandLine, TimeProvider.System, new NewUser(email, role)) is Result<AddedUser>.Ok { Value: var user }
        ? new Actor(user.Id, role) : throw new InvalidOperationException(email);

    /// <summary>Adds a person; gives the id.</summary>
    public long Contact(Actor by, ContactInput input) => AddContact.Run(Workspace, by, input) is Result<AddedContact>.Ok { Value: var added } ? added.Id : throw new InvalidOperationException(input.Name);

    /// <summary>Starts a follow-up; gives its id.</summary>
    public long Follow(Actor by, long contact, string owner, string matter = "spring offer") =>
        StartFollowUp.Run(Workspace, by, contact.ToString(System.Globalization.CultureInfo.InvariantCulture), new StartInput { Owner = owner, Matter = matter }) is Result<StartedFollowUp>.Ok { Value: var started }
            ? started.FollowUp : throw new InvalidOperationException(matter);

    /// <summary>A page in a browser of its own.</summary>
    public async Task<IPage> Page(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = Address;
        var browser = await Chrome.Open(options);
        browsers.Add(browser);
        var page = await browser.NewPageAsync();
        page.PageError += (_, wrong) => Broken.Add(wrong);
        page.Console += (_, said) =>
        {
            if (said.Type == "error" && !said.Text.Contains("status of 4", StringComparison.Ordinal))
                Broken.Add(said.Text);
        };
        return page;
    }

    /// <summary>A page on which somebody is signed in already.</summary>
    public async Task<IPage> SignedIn(Actor user, BrowserNewContextOptions? options = null)
    {
        var page = await Page(options);
        var token = Workspace.Data.Write(session => app.Services.GetRequiredService<Sessions>().Begin(session, user.UserId!.Value, "test"));
        await page.Context.AddCookiesAsync([new Cookie { Name = Sessions.Cookie, Value = token, Url = Address }]);
        return page;
    }

    /// <summary>A page on which somebody of the demonstration looks around.</summary>
    public async Task<IPage> As(string name, BrowserNewContextOptions? options = null)
    {
        var page = await Page(options);
        await page.GotoAsync($"/demo?as={name}@demo.example");
        return page;
    }

    /// <summary>What scripts complained of, and what the content policy stopped.</summary>
    public List<string> Broken { get; } = [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers)
            await browser.CloseAsync();
        await app.DisposeAsync();
        Workspace.Data.Dispose();
        Directory.Delete(folder, recursive: true);
        Broken.ShouldBeEmpty("the pages' own scripts complained");
    }

    private static async Task<House> Open(string now, bool demo)
    {
        var house = new House(now, demo);
        await house.app.StartAsync();
        house.Address = house.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return house;
    }

    private static BusinessClock Clock(string now) => new(InstantPattern.ExtendedIso.Parse(now).Value, TimeProvider.System);
}
