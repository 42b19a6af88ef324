using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.BadLuck;

/// <summary>Requests that mean harm, or come from a page that was open too long. Every route the server has is tried.</summary>
public class HostileRequestTests(ITestOutputHelper output)
{
    private const string Password = "a quiet morning in march";

    private static readonly string[] Garbage =
    [
        "", "?back=//evil.example", "?after=~~&limit=-1&owner=%00&q=%25_%22'&state=x&channel=x&contact=%FF%FE&outcome=<b>&panel&all=zzz", "?after=a~99999999999999999999&limit=99999999999&owner=1%20or%201=1&followUp=x",
        "?q=\"*\"%20NEAR(&limit=0&contact=0&channel=call&owner=-1&after=%F0%9F%92%A9~1&by=x&matter=%27", "?q=" + "a%20b%20c%20d%20", "?contact=%C3%28&channel=call&q=%00%00&followUp=9223372036854775807",
    ];

    [Theory, Databases]
    public async Task No_address_with_garbage_in_it_breaks_a_page_or_the_api(Dialect dialect)
    {
        await using var house = await House.Start(dialect);
        using var admin = house.Server.SignedIn(house.Ines);
        using var api = house.Server.Api(house.Ines);
        var tried = 0;
        foreach (var route in house.Routes("GET"))
        {
            foreach (var id in (string[])["1", "0", "-5", "9223372036854775807", "x"])
            {
                foreach (var query in Garbage)
                {
                    var address = House.Filled(route, id) + query;
                    using var answer = address.StartsWith("/api", StringComparison.Ordinal) ? await api.GetAsync(address, TestContext.Current.CancellationToken) : null;
                    var (status, text) = answer is null ? (await admin.Get(address)) is var visit ? (visit.Status, visit.Text) : default : ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                    status.ShouldBeLessThan(500, $"{address}: {text[..Math.Min(text.Length, 600)]}");
                    text.ShouldNotContain("   at Tact.");
                    tried++;
                }

                if (!route.Contains('{', StringComparison.Ordinal))
                    break;
            }
        }

        output.WriteLine($"{tried} addresses");
    }

    [Fact]
    public async Task No_form_is_taken_without_the_token_of_this_browser_and_no_page_without_signing_in()
    {
        await using var house = await House.Start(Dialect.Sqlite);
        using var admin = house.Server.SignedIn(house.Ines);
        using var stranger = house.Server.Browser();
        var before = house.Count();
        string[] open = ["/sign-in", "/first-run", "/choose-password", "/favicon.ico", "/healthz"];
        // a contact's own page asks for no sign-in and no form of ours (RFC 8058): the signature in its address is the key, see PreferencesTests
        static bool IsTheirs(string route) => route.StartsWith("/u/", StringComparison.Ordinal);

        foreach (var route in house.Routes("POST").Where(route => !route.StartsWith("/api", StringComparison.Ordinal) && !IsTheirs(route)))
        {
            var address = House.Filled(route, "1");
            (await admin.Post(address, ("outcome", "voicemail"), ("channel", "call"), ("do", "admin"), ("email", "jana@house.example"), ("name", "Mallory"))).Status.ShouldBe(400, address);
            (await stranger.Post(address)).Status.ShouldBeOneOf(303, 400);
        }

        foreach (var route in house.Routes("GET").Where(route => !open.Contains(route) && !IsTheirs(route) && !route.StartsWith("/a/", StringComparison.Ordinal) && !route.Contains("openapi", StringComparison.Ordinal)))
            (await stranger.Get(House.Filled(route, "1"))).Status.ShouldBeOneOf([303, 401], route);
        house.Count().ShouldBe(before);
    }

    [Theory, Databases]
    public async Task The_api_answers_garbage_with_what_is_wrong(Dialect dialect)
    {
        await using var house = await House.Start(dialect);
        using var api = house.Server.Api(house.Ines);
        string[] bodies =
        [
            "", "[]", "null", "{", "12", "\"x\"", "{\"contact\":{}}", "{\"contact\":\"\\ud800\",\"channel\":\"call\",\"outcome\":\"voicemail\"}", "{\"contact\":\"a\\u0000b\",\"channel\":\"call\",\"outcome\":\"voicemail\"}",
            "{\"name\":\"a\\u0000b\",\"text\":\"a\\u0000b\",\"contact\":\"1\"}", "{\"name\":\"a\\u0000b\"}", "{\"text\":\"a\\u0000b\"}", "{\"unknown\":1}", new string('[', 5000), "{\"tag\":\"%\",\"contact\":\"1\",\"perDay\":-1}", "{\"step\":\"x\",\"on\":\"9999-12-31\"}",
            "{\"reason\":\"busy\",\"until\":\"9999-12-31\"}", "{\"because\":\"x\",\"until\":\"2199-12-31\"}", "{\"contact\":\"1\",\"channel\":\"call\",\"outcome\":\"voicemail\",\"happened\":\"0001-01-01T00:00:00Z\"}",
            "{\"contact\":\"1\",\"channel\":\"call\",\"outcome\":\"not-now\",\"until\":\"2199-12-31\"}", "{\"contact\":\"1\",\"channel\":\"call\",\"outcome\":\"voicemail\",\"with\":[null,\"\"]}",
            "{\"contact\":\"1\",\"channel\":\"call\",\"outcome\":\"not-interested\",\"mayStayInTouch\":true,\"stayEveryMonths\":-2147483648}", "{\"to\":\"\"}", "{\"contact\":null}",
        ];
        foreach (var route in house.Routes("POST").Concat(house.Routes("PATCH")).Distinct().Where(route => route.StartsWith("/api", StringComparison.Ordinal)))
        {
            var method = house.Routes("POST").Contains(route) ? HttpMethod.Post : HttpMethod.Patch;
            foreach (var body in bodies)
            {
                using var request = new HttpRequestMessage(method, House.Filled(route, "1")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                using var answer = await api.SendAsync(request, TestContext.Current.CancellationToken);
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{route} {body[..Math.Min(80, body.Length)]}: {text}");
                text.ShouldNotContain("   at ");
                if (!answer.IsSuccessStatusCode)
                    answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", $"{route}: {text}");
            }

            using var binary = new HttpRequestMessage(method, House.Filled(route, "1")) { Content = new ByteArrayContent([0xFF, 0xFE, 0x00, 0xD8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
            using var refused = await api.SendAsync(binary, TestContext.Current.CancellationToken);
            ((int)refused.StatusCode).ShouldBeInRange(400, 499, route);
        }

        // and what did get through can still be read, on every page
        using var admin = house.Server.SignedIn(house.Ines);
        foreach (var address in (string[])["/today", "/waiting", "/people/1", "/people", "/team"])
            (await admin.Get(address)).Status.ShouldBe(200, address);
        house.Place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task A_seller_changes_nothing_of_a_colleagues_through_any_door(Dialect dialect)
    {
        await using var house = await House.Start(dialect);
        var petr = house.Place.User("petr@house.example");
        using var browser = house.Server.SignedIn(petr);
        using var api = house.Server.Api(petr);
        var own = await browser.Get("/account");
        var token = own.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var before = house.Count();

        foreach (var (door, fields) in ((string, (string, string)[])[])
        [
            ("pause", [("reason", "busy")]), ("next", [("next", "Call"), ("on", "2026-03-09")]), ("not-today", [("because", "x")]), ("resume", []), ("hand-over", [("to", "petr@house.example")]),
            ("record", [("channel", "call"), ("outcome", "voicemail"), ("note", "x")]),
        ])
        {
            var refused = await browser.Post($"/follow-ups/1/{door}", [.. fields, ("__RequestVerificationToken", token)]);
            refused.Status.ShouldBe(403, $"{door} {refused.Text}");
            refused.Text.ShouldContain("belongs to jana");
        }

        foreach (var (path, body) in ((string, string)[])
        [
            ("follow-ups/1/pause", "{\"reason\":\"busy\"}"), ("follow-ups/1/next", "{\"step\":\"Call\",\"on\":\"2026-03-09\"}"), ("follow-ups/1/put-off", "{\"because\":\"x\"}"), ("follow-ups/1/resume", "{}"),
            ("follow-ups/1/hand-over", "{\"to\":\"petr@house.example\"}"), ("follow-ups/1/note", "{\"text\":\"x\",\"needsNextStep\":true}"), ("touches", "{\"contact\":\"1\",\"channel\":\"call\",\"outcome\":\"voicemail\"}"),
            ("touches", "{\"contact\":\"1\",\"channel\":\"call\",\"outcome\":\"voicemail\",\"by\":\"jana@house.example\"}"), ("follow-ups", "{\"contact\":\"1\",\"owner\":\"jana@house.example\",\"matter\":\"new\"}"),
        ])
        {
            using var answer = await api.PostAsync($"/api/v1/{path}", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBe(403, $"{path} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        using var list = await api.GetAsync("/api/v1/today?owner=jana@house.example", TestContext.Current.CancellationToken);
        ((int)list.StatusCode).ShouldBe(403);
        house.Count().ShouldBe(before);
    }

    [Fact]
    public async Task Nobody_makes_himself_admin_or_ends_what_is_not_his()
    {
        await using var house = await House.Start(Dialect.Sqlite);
        var petr = house.Place.User("petr@house.example", "manager");
        using var browser = house.Server.SignedIn(petr);
        using var janas = house.Server.SignedIn(house.Jana);
        var tokenOfJana = house.Place.Run("token", "add", "jana@house.example", "--name", "x", "--json").Json;
        var form = await browser.Get("/account");
        var token = ("__RequestVerificationToken", form.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!);

        (await browser.Post("/settings/users/change", token, ("email", "petr@house.example"), ("do", "admin"))).Status.ShouldBe(403);
        (await browser.Post("/settings/users", token, ("email", "x@house.example"), ("role", "admin"))).Status.ShouldBe(403);
        await browser.Post("/account", token, ("name", "Petr"), ("role", "admin"), ("Role", "admin"), ("capacity", "30"), ("zone", ""));
        var hash = house.Place.Workspace.Data.Read(session => session.Scalar<string>("select token_hash from sessions where user_id = @id", new { id = house.Jana.UserId }));
        await browser.Post("/account/sessions/end", token, ("session", hash!));
        (await browser.Post($"/account/tokens/{tokenOfJana.GetProperty("id").GetInt64()}/revoke", token)).Status.ShouldBe(404);

        house.Place.Workspace.Data.Read(session => session.Scalar<string>("select role from users where email = 'petr@house.example'")).ShouldBe("manager");
        (await janas.Get("/today")).Status.ShouldBe(200);
        house.Place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from api_tokens where revoked_at is not null")).ShouldBe(0);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_and_a_session_brought_along_is_not_taken_up()
    {
        await using var house = await House.Start(Dialect.Sqlite);
        house.Place.User("petr@house.example", password: Password);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.CookieContainer.Add(house.Server.Address, new Cookie(Sessions.Cookie, "chosen-by-somebody-else"));
        using var client = new HttpClient(handler) { BaseAddress = house.Server.Address };

        using var page = await client.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("tact-form", StringComparison.Ordinal)).ShouldSatisfyAllConditions(
            cookie => cookie.ShouldContain("httponly"), cookie => cookie.ShouldContain("samesite=strict"));
        page.Headers.CacheControl?.NoStore.ShouldBe(true);
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var token = html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var done = await client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token, ["email"] = "petr@house.example", ["password"] = Password, ["back"] = "https://evil.example/",
        }), TestContext.Current.CancellationToken);

        done.Headers.Location!.ToString().ShouldBe("/today");
        var session = done.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(Sessions.Cookie, StringComparison.Ordinal));
        session.ShouldContain("httponly");
        session.ShouldContain("samesite=lax");
        session.ShouldContain("path=/");
        session.ShouldNotContain("chosen-by-somebody-else");
        house.Place.Workspace.Data.Read(s => s.Query<string>("select token_hash from sessions")).ShouldAllBe(hash => !session.Contains(hash));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/today\r\nSet-Cookie: evil=1")]
    [InlineData("/%0d%0aSet-Cookie:evil=1")]
    public async Task A_form_leads_nowhere_but_to_a_page_of_ours(string back)
    {
        await using var house = await House.Start(Dialect.Sqlite);
        using var browser = house.Server.SignedIn(house.Jana);
        var form = await browser.Get($"/follow-ups/1/next?back={Uri.EscapeDataString(back)}");

        form.Page.QuerySelector("input[name=back]")!.GetAttribute("value")!.ShouldStartWith("/");
        var sent = await browser.Send(form, "/follow-ups/1/next", ("next", "Call"), ("on", "2026-03-09"), ("back", back));

        sent.Status.ShouldBe(303);
        sent.Location!.ShouldStartWith("/");
        sent.Location.ShouldNotStartWith("//");
        sent.Headers.Contains("Set-Cookie").ShouldBeTrue();
        sent.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => !cookie.StartsWith("evil"));
    }

    [Fact]
    public async Task A_lockout_is_not_gone_around_by_another_spelling_or_a_forged_address()
    {
        await using var house = await House.Start(Dialect.Sqlite);
        house.Place.User("petr@house.example", password: Password);
        using var browser = house.Server.Browser();
        var page = await browser.Open("/sign-in");
        string[] spellings = ["petr@house.example", "PETR@house.example", " petr@house.example ", "Petr@House.Example", "petr@house.example\t"];
        foreach (var spelling in spellings)
            await browser.Send(page, "/sign-in", ("email", spelling), ("password", "guess"));

        (await browser.Send(page, "/sign-in", ("email", "petr@house.example"), ("password", Password))).Text.ShouldContain("Too many tries");
        using var forged = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = house.Server.Address, DefaultRequestHeaders = { { "X-Forwarded-For", "203.0.113.9" } } };
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await forged.GetStringAsync("/sign-in", TestContext.Current.CancellationToken));
        using var again = await forged.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = html.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!, ["email"] = "petr@house.example", ["password"] = Password,
        }), TestContext.Current.CancellationToken);
        ((int)again.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Files_outside_the_program_are_not_served()
    {
        await using var house = await House.Start(Dialect.Sqlite);
        var root = Tact.Web.WebFiles.Root;
        foreach (var path in (string[])[$"{root}/../../../../etc/passwd", $"{root}/%2e%2e/%2e%2e/tact.db", $"{root}/..%2f..%2fetc%2fpasswd", $"{root}//etc/passwd", $"{root}/css/..\\..\\tact.db", "/tact.db", "/.git/config", "/..;/etc/passwd", "/a/old/css/site.css"])
        {
            var answer = await Raw(house.Server.Address, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal).ShouldBeFalse(path);
            answer.ShouldNotContain("root:");
        }
    }

    [Fact]
    public async Task Too_much_at_once_is_told_and_leaves_the_server_well()
    {
        await using var house = await House.Start(Dialect.Sqlite);
        using var browser = house.Server.SignedIn(house.Jana);
        using var api = house.Server.Api(house.Jana);
        var form = await browser.Get("/follow-ups/1/next");

        var large = await browser.Send(form, "/follow-ups/1/next", ("next", new string('x', 2_000_000)), ("on", "2026-03-09"));
        large.Status.ShouldBe(413);
        large.Page.QuerySelector("h1")!.TextContent.ShouldBe("That is too large");
        var many = await browser.Send(form, "/follow-ups/1/next", [.. Enumerable.Range(0, 3000).Select(i => ($"f{i}", "x"))]);
        many.Status.ShouldBe(400);
        using var body = await api.PostAsync("/api/v1/touches", new StringContent($"{{\"contact\":\"{new string('x', 2_000_000)}\"}}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        ((int)body.StatusCode).ShouldBe(413);
        (await body.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Too large");
        (await Raw(house.Server.Address, $"GET /today HTTP/1.1\r\nHost: x\r\nCookie: a={new string('x', 40_000)}\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 431");
        (await Raw(house.Server.Address, "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9\r\nConnection: close\r\n\r\n--b\r\nxx\r\n")).ShouldStartWith("HTTP/1.1 400");
        (await browser.Get("/today")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_button_pressed_twice_saves_once_and_undoes_once()
    {
        await using var house = await House.Start(Dialect.Sqlite);
        using var browser = house.Server.SignedIn(house.Jana);
        var page = await browser.Get("/people/new");
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => browser.Send(page, "/people/new", ("who", "Grace"))));
        both.ShouldAllBe(visit => visit.Status == 303 && visit.Location == both[0].Location);
        (await browser.Send(page, "/people/new", ("who", "Grace"))).Location.ShouldBe(both[0].Location);
        (await browser.Send(page, "/people/new", ("who", "Hopper"))).Location.ShouldNotBe(both[0].Location);
        house.Place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from contacts")).ShouldBe(3);

        foreach (var outcome in (string[])["voicemail", "no-answer"])
            await browser.Send(await browser.Get($"/follow-ups/1/record?outcome={outcome}&channel=call"), "/follow-ups/1/record", ("note", outcome));
        var said = await browser.Get("/today");
        (await browser.Send(said, "/undo")).Status.ShouldBe(303);
        (await browser.Send(said, "/undo")).Status.ShouldBe(303);
        (await browser.Get("/today")).Text.ShouldContain("not your last one any more");
        house.Place.Workspace.Data.Read(session => session.Query<string>("select outcome from timeline where kind = 'touch' and undone_by is null")).ShouldBe(["voicemail"]);
    }

    [Theory, Databases]
    public async Task The_same_key_of_two_people_is_two_requests(Dialect dialect)
    {
        await using var house = await House.Start(dialect);
        using var first = house.Server.Api(house.Jana);
        using var second = house.Server.Api(house.Ines);
        var ids = new List<string>();
        foreach (var client in (HttpClient[])[first, second, first, second])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/touches") { Content = new StringContent("{\"contact\":\"1\",\"channel\":\"call\",\"outcome\":\"voicemail\"}", Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", "the-same" } } };
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            ids.Add(System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("touch").GetProperty("id").GetRawText());
        }

        ids[2].ShouldBe(ids[0]);
        ids[3].ShouldBe(ids[1]);
        ids[1].ShouldNotBe(ids[0]);
    }

    [Theory, Databases]
    public async Task Two_people_on_one_follow_up_keep_both_touches_and_the_second_is_told(Dialect dialect)
    {
        await using var house = await House.Start(dialect);
        using var jana = house.Server.SignedIn(house.Jana);
        using var ines = house.Server.SignedIn(house.Ines);
        var opened = await jana.Get("/follow-ups/1/record?outcome=spoke&channel=call");
        var meanwhile = await ines.Get("/follow-ups/1/record?outcome=voicemail&channel=call");
        (await ines.Send(meanwhile, "/follow-ups/1/record", ("note", "left word"))).Status.ShouldBe(303);

        var saved = await jana.Send(opened, "/follow-ups/1/record", ("note", "they want figures"), ("said", "next"), ("next", "Send figures"), ("on", "2026-03-05"));

        saved.Status.ShouldBe(303);
        (await jana.Open("/people/1")).Text.ShouldContain("Meanwhile this follow-up was changed");
        house.Place.Workspace.Data.Read(session => session.Query<string>("select outcome from timeline where kind = 'touch' order by id")).ShouldBe(["voicemail", "spoke"]);
        house.Place.Workspace.Data.Read(session => session.Scalar<string>("select step || ' ' || due_on from follow_ups where id = 1")).ShouldBe("Send figures 2026-03-05");
    }

    private static async Task<string> Raw(Uri address, string request)
    {
        using var client = new TcpClient(address.Host, address.Port);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadToEndAsync();
        }
        catch (IOException closed)
        {
            return closed.Message;
        }
    }

    /// <summary>A house with an admin, a seller and one follow-up of the seller.</summary>
    private sealed record House(TestWorkspace Place, TestServer Server, Actor Jana, Actor Ines) : IAsyncDisposable
    {
        public static async Task<House> Start(Dialect dialect)
        {
            var place = TestWorkspace.Create(dialect);
            var (jana, ines) = (place.User("jana@house.example"), place.User("ines@house.example", "admin"));
            place.Contact("Ada Byron", "ada@mill.example", "+44 20 7946 0958");
            StartFollowUp.Run(place.Workspace, jana, "ada@mill.example", new() { Owner = "jana@house.example" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
            return new House(place, await TestServer.Start(place), jana, ines);
        }

        /// <summary>Every route the server has for a method.</summary>
        public List<string> Routes(string method) =>
        [
            .. Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) == true).Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/')).Distinct(),
        ];

        public static string Filled(string route, string id) => System.Text.RegularExpressions.Regex.Replace(route, @"\{\**form\}|\{\**(\w+)(:\w+)?\}", hit => hit.Value == "{form}" ? "csv" : id);

        public (long Entries, long FollowUps, long Users, string? Decision) Count() => Place.Workspace.Data.Read(session => (
            session.Scalar<long>("select count(*) from timeline"), session.Scalar<long>("select count(*) from follow_ups"), session.Scalar<long>("select count(*) from users where role = 'admin'"),
            session.Scalar<string>("select state || coalesce(step, '') || coalesce(due_on, '') || owner_id from follow_ups where id = 1")));

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            Place.Dispose();
        }
    }
}
