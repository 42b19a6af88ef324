using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tact.Accounts;
using Tact.Web;

namespace Tact.Tests.Support;

/// <summary>The real server on a free port, over a test's workspace.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestServer(WebApplication app, TestWorkspace workspace)
    {
        this.app = app;
        Workspace = workspace;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What it serves.</summary>
    public TestWorkspace Workspace { get; }

    /// <summary>The server's own parts.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts one. <paramref name="time"/> is the real clock of sessions, lockout and tokens.</summary>
    public static async Task<TestServer> Start(TestWorkspace workspace, TimeProvider? time = null)
    {
        var app = Serve.Build(workspace.Workspace, new ServeOptions("http://127.0.0.1:0") { Time = time ?? TimeProvider.System });
        await app.StartAsync();
        return new TestServer(app, workspace);
    }

    /// <summary>A browser of its own, without JavaScript: keeps cookies, does not follow redirects by itself.</summary>
    public Browser Browser() => new(Address);

    /// <summary>A browser in which somebody is signed in.</summary>
    public Browser SignedIn(Actor user)
    {
        var token = Workspace.Workspace.Data.Write(session => app.Services.GetRequiredService<Sessions>().Begin(session, user.UserId!.Value, "test"));
        return new Browser(Address, $"{Sessions.Cookie}={token}");
    }

    /// <summary>A program that acts for a user through the API.</summary>
    public HttpClient Api(Actor user)
    {
        var token = Workspace.Workspace.Data.Write(session => ApiTokens.Add(session, user.UserId!.Value, "test", TimeProvider.System)).Token;
        return new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>A reader without JavaScript.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient client;

    internal Browser(Uri address, string? cookie = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (cookie is not null)
            handler.CookieContainer.SetCookies(address, cookie);
        client = new HttpClient(handler) { BaseAddress = address };
    }

    /// <summary>Opens an address; redirects are shown, not followed.</summary>
    public async Task<Visit> Get(string address) => await Visit.From(await client.GetAsync(address));

    /// <summary>Opens an address and follows where it leads.</summary>
    public async Task<Visit> Open(string address)
    {
        var visit = await Get(address);
        for (var i = 0; i < 5 && visit.Location is { } next; i++)
            visit = await Get(next);
        return visit;
    }

    /// <summary>Fills in the form of a page that has the action, with the page's own hidden fields, and sends it.</summary>
    public async Task<Visit> Send(Visit from, string action, params (string Name, string Value)[] fields)
    {
        var form = from.Page.QuerySelectorAll("form").OfType<IHtmlFormElement>().First(f => f.GetAttribute("action") == action);
        var values = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Type is not ("checkbox" or "radio") || i.IsChecked).Where(i => i.Name is not null)
            .Select(i => (Name: i.Name!, i.Value)).Concat(form.QuerySelectorAll("select").OfType<IHtmlSelectElement>().Select(s => (Name: s.Name!, Value: s.Value ?? "")))
            .Where(own => fields.All(f => f.Name != own.Name)).Concat(fields.Select(f => (f.Name, f.Value)));
        return await Visit.From(await client.PostAsync(action, new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Item1, v.Item2)))));
    }

    /// <summary>Sends the form of a page with a file in it.</summary>
    public async Task<Visit> SendFile(Visit from, string action, string field, string fileName, string content, params (string Name, string Value)[] fields)
    {
        var form = from.Page.QuerySelectorAll("form").OfType<IHtmlFormElement>().First(f => f.GetAttribute("action") == action);
        using var body = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
            body.Add(new StringContent(hidden.Value), hidden.Name!);
        foreach (var (name, value) in fields)
            body.Add(new StringContent(value), name);
        body.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), field, fileName);
        return await Visit.From(await client.PostAsync(action, body));
    }

    /// <summary>Sends a form without looking at its page first.</summary>
    public async Task<Visit> Post(string address, params (string Name, string Value)[] fields) =>
        await Visit.From(await client.PostAsync(address, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))));

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}

/// <summary>What came back.</summary>
public sealed record Visit(int Status, string? Location, string Text, HttpResponseHeaders Headers)
{
    /// <summary>The page.</summary>
    public IHtmlDocument Page { get; } = new HtmlParser().ParseDocument(Text);

    internal static async Task<Visit> From(HttpResponseMessage response)
    {
        using (response)
            return new Visit((int)response.StatusCode, response.Headers.Location?.ToString(), Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()), response.Headers);
    }
}
