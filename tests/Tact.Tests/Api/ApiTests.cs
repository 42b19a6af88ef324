using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Api;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Api;

public class ApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_token_works_until_it_is_revoked_and_a_cookie_does_not_open_the_api(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        await using var server = await TestServer.Start(place, new HandClock());
        using var stranger = new HttpClient { BaseAddress = server.Address };

        var closed = await stranger.GetAsync("/api/v1/me", Stop);
        closed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        closed.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using (var browser = server.SignedIn(jana))
            (await browser.Get("/api/v1/me")).Status.ShouldBe(401);

        using var api = server.Api(jana);
        (await Get(api, "/api/v1/me")).GetProperty("email").GetString().ShouldBe("jana@example.com");
        (await api.GetAsync("/today", Stop)).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
        place.Run("user", "disable", "jana@example.com").ExitCode.ShouldBe(0);
        ((HandClock)server.Services.GetService(typeof(TimeProvider))!).Pass(TimeSpan.FromSeconds(6));
        (await api.GetAsync("/api/v1/me", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, Databases]
    public async Task Everyday_work_goes_through_the_same_use_cases(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(jana);

        var ada = (await Post(api, "/api/v1/contacts", new { name = "Ada Byron", email = "ada@mill.example", phone = "+44 20 7946 0958", company = "Mill Ltd", zone = "Europe/London" }, 201)).GetProperty("id").GetInt64();
        var followUp = (await Post(api, "/api/v1/follow-ups", new { contact = "ada@mill.example", matter = "spring offer" }, 201)).GetProperty("followUp").GetInt64();
        (await Get(api, "/api/v1/today"))[0].GetProperty("contact").GetProperty("name").GetString().ShouldBe("Ada Byron");
        (await Get(api, "/api/v1/verdicts?contact=Ada%20Byron&channel=email")).GetProperty("verdict").GetString().ShouldBe("allow");
        var touch = await Post(api, "/api/v1/touches", new { contact = "Ada Byron", channel = "call", outcome = "voicemail", note = "Left a word about the spring offer" }, 201);
        touch.GetProperty("state").GetString().ShouldBe("active");
        var shown = await Get(api, $"/api/v1/contacts/{ada}");
        JsonElement.DeepEquals(shown, place.RunAt(TestWorkspace.Monday, "show", "Ada Byron", "--json").Json).ShouldBeTrue();
        (await Post(api, $"/api/v1/follow-ups/{followUp}/next", new { step = "Call again", on = "2026-03-10", at = "14:30" }, 200)).GetProperty("nextStep").GetProperty("due").GetString().ShouldBe("2026-03-10");
        (await Post(api, $"/api/v1/follow-ups/{followUp}/pause", new { reason = "ill" }, 200)).GetProperty("state").GetString().ShouldBe("paused");
        (await Get(api, $"/api/v1/follow-ups/{followUp}")).GetProperty("state").GetString().ShouldBe("paused");
        (await Post(api, $"/api/v1/follow-ups/{followUp}/resume", null, 200)).GetProperty("state").GetString().ShouldNotBe("paused");
        await Post(api, $"/api/v1/follow-ups/{followUp}/note", new { text = "Her assistant says mornings are best" }, 200);
        await Post(api, "/api/v1/touches/undo", null, 200);
        (await Send(api, HttpMethod.Patch, $"/api/v1/contacts/{ada}", """{"role":"Head of Operations"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Get(api, "/api/v1/contacts?limit=10")).GetProperty("contacts")[0].GetProperty("role").GetString().ShouldBe("Head of Operations");
        (await Get(api, "/api/v1/search?q=0958")).GetProperty("people")[0].GetProperty("id").GetInt64().ShouldBe(ada);
        var company = (await Get(api, "/api/v1/companies")).GetProperty("companies")[0].GetProperty("id").GetInt64();
        (await Get(api, $"/api/v1/companies/{company}")).GetProperty("people")[0].GetProperty("name").GetString().ShouldBe("Ada Byron");
        (await Get(api, "/api/v1/waiting")).GetProperty("rows").GetArrayLength().ShouldBe(1);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task The_same_key_counts_once_and_another_body_under_it_is_refused(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        var tom = place.User("tom@example.com");
        place.Contact("Ada Byron", "ada@mill.example");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(jana);
        using var other = server.Api(tom);
        await Post(api, "/api/v1/follow-ups", new { contact = "ada@mill.example" }, 201);
        const string body = """{"contact":"Ada Byron","channel":"call","outcome":"voicemail","note":"Once"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Send(api, HttpMethod.Post, "/api/v1/touches", body, "key-1")));

        var texts = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync(Stop)));
        texts.Distinct().ShouldHaveSingleItem();
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created);
        Touches().ShouldBe(1);
        (await Send(api, HttpMethod.Post, "/api/v1/touches", body.Replace("Once", "Twice"), "key-1")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(api, HttpMethod.Post, "/api/v1/touches/undo", "", "key-1")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(api, HttpMethod.Post, "/api/v1/touches", body.Replace("voicemail", "whistled"), "key-2")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Send(api, HttpMethod.Post, "/api/v1/touches", body, "key-2")).StatusCode.ShouldBe(HttpStatusCode.Created);
        Touches().ShouldBe(2);
        (await Send(other, HttpMethod.Post, "/api/v1/contacts", """{"name":"Grace"}""", "key-1")).StatusCode.ShouldBe(HttpStatusCode.Created);

        long Touches() => place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from timeline where kind = 'touch'"));
    }

    [Theory, Databases]
    public async Task Mistakes_are_told_field_by_field(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        place.User("tom@example.com");
        place.Contact("Ada Byron", "ada@mill.example");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(jana);

        (await Problem(api, "/api/v1/touches", """{"contact":"Ada Byron","channel":"pigeon","outcome":"sang"}""", 400)).GetProperty("problems").GetArrayLength().ShouldBe(2);
        (await Problem(api, "/api/v1/touches", """{"contact":"Nobody","channel":"call","outcome":"voicemail"}""", 404)).GetProperty("detail").GetString()!.ShouldContain("Nobody");
        Field(await Problem(api, "/api/v1/touches", """{"contact":"Ada Byron","channel":"call","outcome":"voicemail","colour":"red"}""", 400)).ShouldBe("colour");
        Field(await Problem(api, "/api/v1/touches", """{"contact":"Ada Byron","channel":"call","outcome":"voicemail","until":"soon"}""", 400)).ShouldBe("until");
        Field(await Problem(api, "/api/v1/touches", """{"contact":"Ada Byron","channel":"call","outcome":"voicemail","direction":"sideways"}""", 400)).ShouldBe("direction");
        Field(await Problem(api, "/api/v1/contacts", """{"name":12}""", 400)).ShouldBe("name");
        await Problem(api, "/api/v1/contacts", "{\"name\":", 400);
        await Problem(api, "/api/v1/contacts", "[]", 400);
        await Problem(api, "/api/v1/contacts", "null", 400);
        await Problem(api, "/api/v1/follow-ups/999/pause", """{"reason":"ill"}""", 404);
        await Problem(api, "/api/v1/follow-ups", """{"contact":"Ada Byron","owner":"tom@example.com"}""", 403);
        await Problem(api, "/api/v1/contacts", "{\"name\":\"" + new string('x', 1_100_000) + "\"}", 413);
        using (var form = new StringContent("name=Ada", Encoding.UTF8, "application/x-www-form-urlencoded"))
            (await api.PostAsync("/api/v1/contacts", form, Stop)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        foreach (var (address, status) in (List<(string, int)>)[("/api/v1/nothing", 404), ("/api/v1/contacts/nobody@example.com", 404), ("/api/v1/today?limit=0", 400), ("/api/v1/today?limit=many", 400), ("/api/v1/verdicts", 400), ("/api/v1/today?owner=tom@example.com", 403)])
        {
            var answer = await api.GetAsync(address, Stop);
            ((int)answer.StatusCode).ShouldBe(status, address);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", address);
        }
    }

    [Theory, Databases]
    public async Task A_file_is_imported_once_per_key(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com", "manager");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(jana);

        var first = await Send("name,email\nAda Byron,ada@mill.example\n");
        var again = await Send("name,email\nAda Byron,ada@mill.example\n");
        var other = await Send("name,email\nGrace Hopper,grace@navy.example\n");

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await again.Content.ReadAsStringAsync(Stop)).ShouldBe(await first.Content.ReadAsStringAsync(Stop));
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from imports")).ShouldBe(1);

        Task<HttpResponseMessage> Send(string csv)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports?fileName=people.csv") { Content = new StringContent(csv, Encoding.UTF8, "text/csv") };
            request.Headers.Add(Once.Header, "import-1");
            return api.SendAsync(request, Stop);
        }
    }

    [Fact]
    public async Task The_api_describes_every_route_it_has()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        await using var server = await TestServer.Start(place);
        using var api = new HttpClient { BaseAddress = server.Address };

        var document = await Get(api, "/api/v1/openapi.json");

        document.GetProperty("openapi").GetString().ShouldStartWith("3.");
        var paths = document.GetProperty("paths");
        foreach (var path in (string[])["/api/v1/contacts", "/api/v1/contacts/{contact}", "/api/v1/companies", "/api/v1/follow-ups", "/api/v1/follow-ups/{id}", "/api/v1/touches", "/api/v1/today", "/api/v1/verdicts", "/api/v1/imports"])
            paths.TryGetProperty(path, out _).ShouldBeTrue(path);
        foreach (var path in paths.EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var what = $"{operation.Name} {path.Name}";
                path.Name.ShouldStartWith("/api/v1/");
                foreach (var named in path.Name.Split('{').Skip(1).Select(part => part[..part.IndexOf('}')]))
                    operation.Value.GetProperty("parameters").EnumerateArray().ShouldContain(p => p.GetProperty("name").GetString() == named && p.GetProperty("in").GetString() == "path", what);
                if (operation.Name == "post")
                    operation.Value.GetProperty("parameters").EnumerateArray().ShouldContain(p => p.GetProperty("name").GetString() == Once.Header, what);
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(what);
                operation.Value.GetProperty("responses").EnumerateObject().ShouldContain(r => r.Name.StartsWith('2') && r.Value.GetProperty("content").EnumerateObject().Any(content => IsKnown(content.Name) && content.Value.GetProperty("schema").ValueKind == JsonValueKind.Object), what);
                operation.Value.GetProperty("responses").TryGetProperty("400", out var bad).ShouldBeTrue(what);
                bad.GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue(what);
            }
        }
    }

    // a file is given out as it was kept
    private static bool IsKnown(string type) => type is "application/json" or "application/octet-stream";

    private static async Task<JsonElement> Get(HttpClient api, string address) =>
        await api.GetFromJsonAsync<JsonElement>(address, Stop);

    private static async Task<JsonElement> Post(HttpClient api, string address, object? body, int status)
    {
        var answer = await Send(api, HttpMethod.Post, address, body is null ? "" : JsonSerializer.Serialize(body));
        var text = await answer.Content.ReadAsStringAsync(Stop);
        ((int)answer.StatusCode).ShouldBe(status, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> Problem(HttpClient api, string address, string body, int status)
    {
        var answer = await Send(api, HttpMethod.Post, address, body);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(text).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        return problem;
    }

    private static string Field(JsonElement problem) => problem.GetProperty("problems")[0].GetProperty("field").GetString()!;

    private static Task<HttpResponseMessage> Send(HttpClient api, HttpMethod method, string address, string body, string? key = null)
    {
        var request = new HttpRequestMessage(method, address) { Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.Add(Once.Header, key);
        return api.SendAsync(request, Stop);
    }
}
