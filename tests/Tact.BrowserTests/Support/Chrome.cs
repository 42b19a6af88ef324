using System.Runtime.CompilerServices;

[assembly: AssemblyFixture(typeof(Chrome))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Tact.BrowserTests.Support;

/// <summary>A test in Chromium; where there is none it shows as skipped.</summary>
public sealed class ChromeFactAttribute : FactAttribute
{
    /// <summary>A test, found again by where it stands.</summary>
    public ChromeFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Skip = Chrome.Missing;
}

/// <summary>The same for a theory.</summary>
public sealed class ChromeTheoryAttribute : TheoryAttribute
{
    /// <summary>A theory, found again by where it stands.</summary>
    public ChromeTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Skip = Chrome.Missing;
}

/// <summary>One Chromium for the whole test run, from Debian's package, started by the first test that asks. It reaches nothing but this machine.</summary>
public sealed class Chrome : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> Running = new(Start);

    /// <summary>Why there is no Chromium here; null when there is.</summary>
    public static string? Missing { get; } = File.Exists(Program) ? null : "Chromium is not installed (apt-get install chromium).";

    /// <summary>A browser of its own: cookies, size, colours.</summary>
    public static async Task<IBrowserContext> Open(BrowserNewContextOptions options)
    {
        var (_, browser) = await Running.Value;
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "Europe/Berlin";
        options.ReducedMotion ??= ReducedMotion.Reduce;
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 800 };
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return context;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!Running.IsValueCreated)
            return;
        var (playwright, browser) = await Running.Value;
        await browser.CloseAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> Start()
    {
        Assertions.SetDefaultExpectTimeout(45_000);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                // a microphone that hums, and nobody to ask for it
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        }));
    }
}
