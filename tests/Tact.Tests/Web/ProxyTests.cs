using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tact.Accounts;
using Tact.Storage;
using Tact.Tests.Support;
using Tact.Web;

namespace Tact.Tests.Web;

/// <summary>Who asks, and whether by TLS, as the proxy in front says; nobody else is believed.</summary>
public class ProxyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.9", true)]
    // a header from an address that is no proxy of ours
    [InlineData("192.0.2.1", "127.0.0.1", false)]
    [InlineData(null, "127.0.0.1", false)]
    public async Task Tries_are_counted_and_cookies_marked_by_what_a_trusted_proxy_says(string? proxy, string counted, bool secure)
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        place.User("jana@example.com", password: "a short sentence to remember");
        await using var app = Serve.Build(place.Workspace, new ServeOptions("http://127.0.0.1:0") { Proxies = proxy is null ? [] : [IPAddress.Parse(proxy)] });
        await app.StartAsync(Stop);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        // the proxy adds the right one; what stood there before came from the person
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        (await SignIn("not the password")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var tried = place.Workspace.Data.Read(session => session.Query<string>("select tried from sign_in_tries where tried like 'address:%'"));
        tried.ShouldBe([Tries.OfAddress(IPAddress.Parse(counted))]);

        var entered = await SignIn("a short sentence to remember");
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var cookie = entered.Headers.GetValues("Set-Cookie").First(c => c.StartsWith(Sessions.Cookie, StringComparison.Ordinal));
        cookie.Contains("secure", StringComparison.OrdinalIgnoreCase).ShouldBe(secure);

        async Task<HttpResponseMessage> SignIn(string password)
        {
            var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/sign-in", Stop));
            var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            return await client.PostAsync("/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("email", "jana@example.com"), KeyValuePair.Create("password", password)]), Stop);
        }
    }

    [Fact]
    public void An_address_that_is_none_is_named()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var run = place.Run("serve", "--behind-proxy", "nginx", "--urls", "http://127.0.0.1:0");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("behind-proxy: \"nginx\" is no address of a proxy");
    }
}
