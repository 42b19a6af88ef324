using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Tact.Accounts;
using Tact.Api;
using Tact.Commands;
using Tact.Core;
using Tact.Demo;
using Tact.FollowUps;
using Tact.Imports;
using Tact.Mail.Outbox;
using Tact.Mail.Preferences;
using Tact.Storage;

namespace Tact.Web;

/// <summary>How the server runs.</summary>
/// <param name="Urls">The addresses it listens at, separated by semicolons.</param>
/// <param name="Demo">Whether the people in it are demonstration people.</param>
public sealed record ServeOptions(string Urls = "http://127.0.0.1:8300", bool Demo = false)
{
    /// <summary>The proxies whose word is taken for who asks and whether it came by TLS; none when people reach the server directly.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; init; } = [];

    /// <summary>The address that links in messages begin with; null leaves the one that was set before.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The clock of sessions, lockout and tokens; never the business clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary><c>tact serve</c>: the web application, the REST API and the background work in one process.</summary>
public static class Serve
{
    private const long LargestRequest = 1024 * 1024;

    /// <summary>The command.</summary>
    public static Command Command()
    {
        var demo = new Option<bool>("--demo") { Description = "Fill an empty workspace with demonstration people, dates relative to today" };
        var urls = new Option<string>("--urls") { Description = "The address to listen at", DefaultValueFactory = _ => "http://127.0.0.1:8300", HelpName = "U" };
        var proxy = new Option<string[]>("--behind-proxy")
        {
            Description = "Take the address of who asks, and whether it came by TLS, from the proxy in front: one on this machine, or those at the addresses given", Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true, HelpName = "ADDRESS",
        };
        var publicUrl = new Option<string?>("--public-url") { Description = "The address under which people outside reach this server, for the links in messages; kept until another is set", HelpName = "U" };
        var command = new Command("serve", "Run the web application and the REST API") { demo, urls, proxy, publicUrl };
        command.SetAction((words, stop) => Run(words, new ServeOptions(words.GetValue(urls)!, words.GetValue(demo)) { PublicUrl = words.GetValue(publicUrl) }, words.GetResult(proxy) is { Implicit: false } ? words.GetValue(proxy) ?? [] : null, stop));
        return command;
    }

    private static async Task<int> Run(ParseResult words, ServeOptions options, string[]? proxies, CancellationToken stop)
    {
        try
        {
            if (proxies is not null)
                options = options with { Proxies = proxies.Length == 0 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [.. proxies.Select(Address)] };
            // read beside the data's opening; whoever needs them first waits for them
            _ = Task.Run(() => PolicyFiles.Presets.Count + PolicyFiles.Cadences.Count, stop);
            var workspace = options.Demo ? DemoFolder.Open(words) : CommandLine.Open(words);
            options = options with { Demo = DemoWorkspace.Is(workspace) };
            using var data = workspace.Data;
            if (options.PublicUrl is { } address)
                KeepPublicUrl(data, address);
            using var only = workspace.Data.Dialect == Dialect.Sqlite ? ServerLock.Take(workspace.Data.Place) : null;
            await using var app = Build(workspace, options);
            await app.StartAsync(stop);
            Greet(app, workspace);
            await app.WaitForShutdownAsync(stop);
            return 0;
        }
        catch (BadInput wrong)
        {
            return CommandLine.Fail(words, 2, [new Problem(wrong.Field, wrong.Message)]);
        }
        catch (Exception wrong) when (wrong is UriFormatException or FormatException)
        {
            return CommandLine.Fail(words, 2, [new Problem("urls", $"\"{options.Urls}\" is no address to listen at. Write it as http://127.0.0.1:8300.")]);
        }
        catch (DataProblem wrong)
        {
            return CommandLine.Fail(words, 4, [new Problem("data", wrong.Message)]);
        }
        catch (IOException wrong) when (wrong.InnerException is AddressInUseException)
        {
            return CommandLine.Fail(words, 4, [new Problem("urls", $"Another program is using {options.Urls}. Stop it, or choose another address: tact serve --urls http://127.0.0.1:8301")]);
        }
        catch (IOException wrong)
        {
            return CommandLine.Fail(words, 4, [new Problem("urls", $"{options.Urls} cannot be used: {wrong.Message}")]);
        }
    }

    private static void KeepPublicUrl(Database data, string address)
    {
        try
        {
            data.Write(session => Mail.PublicUrl.Keep(session, address));
        }
        catch (FormatException wrong)
        {
            throw new BadInput("public-url", wrong.Message);
        }
    }

    private static IPAddress Address(string text) => IPAddress.TryParse(text, out var address)
        ? address : throw new BadInput("behind-proxy", $"\"{text}\" is no address of a proxy. Write it as 10.0.0.7.");

    private static void Greet(WebApplication app, Workspace workspace)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        foreach (var address in addresses)
            Console.Out.WriteLine($"Tact is open at {address}");
        Console.Out.WriteLine($"The data is in  {workspace.Data.Place}");
        if (workspace.Clock.IsFrozen)
            Console.Out.WriteLine($"The clock stands still at {workspace.Now}. Nothing becomes due until it moves.");
        if (app.Services.GetRequiredService<FirstRun>().NewCode() is { } code)
            Console.Out.WriteLine($"Nobody has an account yet. Open the address and enter this code, once:  {code}");
        Console.Out.WriteLine("Ctrl+C stops it.");
    }

    /// <summary>The server, built but not started. Tests start it on a free port.</summary>
    public static WebApplication Build(Workspace workspace, ServeOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production, ApplicationName = "tact" });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // the command itself says when an address is taken
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // it warns that the keys are not encrypted: they are kept with the data and guarded like it
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // a form without its token is somebody else's mistake; the sender is told
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);

        var services = builder.Services;
        services.AddSingleton(workspace);
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.AddSite();
        services.AddAccounts();
        services.AddApi();
        services.AddHostedService<Rechecks>();
        services.AddHostedService<EndOfDay>();
        services.AddHostedService<Etiquette.WatchPolicies>();
        services.AddImports();
        Mail.MailFeature.AddMail(services);
        services.AddOutbox();
        services.AddPreferences();
        services.AddHostedService<Rehearsal.OldRecordings>();
        services.AddSingleton<Simulation.KeptComparisons>();
        services.AddSingleton<Etiquette.Trials>();

        var app = builder.Build();
        if (options.Proxies.Count > 0)
            app.UseForwardedHeaders(ForwardedBy(options.Proxies));
        app.UseSiteHeaders();
        app.UseApiProblems();
        app.UseProblemPages(Frames.ViewerOf);
        app.UseSizeLimit();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseOwnForms();

        // Every feature adds its own routes with one line; each keeps its table in its own folder.
        app.MapWebFiles();
        app.MapAccounts();
        if (options.Demo)
            app.MapDemo();
        app.MapApi();
        app.MapPages();
        app.MapPreferences();
        return app;
    }

    /// <summary>Only these proxies are believed, however many of them stand in a row; what a stranger writes into the headers is left aside.</summary>
    private static ForwardedHeadersOptions ForwardedBy(IReadOnlyList<IPAddress> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownProxies.Add(proxy);
        return options;
    }
}
