using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using Tact.Accounts;
using Tact.Contacts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Touches;
using Tact.Web;

namespace Tact.BrowserTests;

/// <summary>The real server over a small workspace, and Debian's Chromium in front of it, with somebody signed in.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly List<string> errors = [];
    private string folder = "";
    private Database data = null!;
    private Microsoft.AspNetCore.Builder.WebApplication app = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;
    private string token = "";

    /// <summary>Why there is no Chromium here; null when there is.</summary>
    public static string? Missing { get; } = File.Exists("/usr/bin/chromium") ? null : "Chromium is not installed (apt-get install chromium).";

    /// <summary>Where the server listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What pages complained about on the console.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>Starts both.</summary>
    public static async Task<Chromium> Start()
    {
        var started = new Chromium { folder = Directory.CreateTempSubdirectory("tact-browser-").FullName };
        started.data = SqliteDatabase.Open(started.folder);
        var workspace = new Workspace(started.data, new BusinessClock(Instant.FromUtc(2026, 3, 2, 8, 55), TimeProvider.System), DateTimeZoneProviders.Tzdb["Europe/Prague"]);
        var user = Fill(workspace);
        started.app = Serve.Build(workspace, new ServeOptions("http://127.0.0.1:0"));
        await started.app.StartAsync();
        started.Address = started.app.Urls.First();
        started.token = started.data.Write(session => started.app.Services.GetRequiredService<Sessions>().Begin(session, user, "test"));
        started.playwright = await Playwright.CreateAsync();
        started.browser = await started.playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-background-networking"] });
        return started;
    }

    /// <summary>A window of a width in pixels, in light or dark.</summary>
    public async Task<IPage> Window(int width, ColorScheme scheme = ColorScheme.Light, bool javaScript = true)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, JavaScriptEnabled = javaScript });
        context.SetDefaultTimeout(15_000);
        await context.AddCookiesAsync([new() { Name = Sessions.Cookie, Value = token, Url = Address }]);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
        await app.DisposeAsync();
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Three people: one answered, one was left a voicemail, one is new.</summary>
    private static long Fill(Workspace workspace)
    {
        var user = workspace.Data.Write(session => session.Insert("insert into users (email, email_key, name, role, created_at) values ('jana@house.example', 'jana@house.example', 'Jana Novák', 'manager', 0) returning id"));
        var jana = new Actor(user, "manager");
        foreach (var who in new[] { "Ada Byron, ada@mill.example, +44 20 7946 0958, Mill Ltd", "Grace Hop, grace@mill.example, +44 20 7946 0961, Mill Ltd", "Sam Okafor, sam@okafor.example, +1 212 555 0101, Okafor & Sons" })
        {
            var input = AddContact.FromOneField(who) with { Zone = "Europe/London", Tags = "prospect" };
            var contact = ((Result<AddedContact>.Ok)AddContact.Run(workspace, jana, input)).Value.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _ = StartFollowUp.Run(workspace, jana, contact, new StartInput { Owner = "jana@house.example", Matter = "spring offer", StartOn = new LocalDate(2026, 2, 20) });
        }

        Log("1", "email", "replied", "Could you send the figures for the second site?", -2);
        Log("2", "call", "voicemail", "the one-page checklist two sites used", -12);
        return user;

        void Log(string contact, string channel, string outcome, string note, int days) => _ = LogTouch.Run(workspace, jana, new TouchInput { Contact = contact, Channel = channel, Outcome = outcome, Note = note, Happened = workspace.Now + Duration.FromDays(days) });
    }
}
