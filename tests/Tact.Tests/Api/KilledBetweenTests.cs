using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tact.Accounts;
using Tact.Api;
using Tact.Storage;
using Tact.Tests.Support;
using Tact.Web;

namespace Tact.Tests.Api;

/// <summary>A server killed after any of its transactions: the same request under the same key starts nothing twice.</summary>
public class KilledBetweenTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task An_import_is_started_once(Dialect dialect)
    {
        for (var after = 3; after <= 4; after++)
        {
            using var place = TestWorkspace.Create(dialect);
            var jana = place.User("jana@example.com", "manager");
            var (first, second) = await Twice(place, jana, after, () => new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports?fileName=people.csv") { Content = new StringContent("name,email\nAda Byron,ada@mill.example\n", Encoding.UTF8, "text/csv") });
            second.Status.ShouldBe(202, second.Text);
            var batch = JsonDocument.Parse(second.Text).RootElement.GetProperty("batch").GetInt64();
            second.Location.ShouldBe($"/api/v1/imports/{batch}");
            place.Workspace.Data.Read(session => session.Query<long>("select id from imports where state in ('running', 'done')")).ShouldBe([batch], $"after transaction {after}: {first.Status}");
            place.Workspace.Data.Read(session => session.Query<long>("select id from imports where state = 'waiting'")).ShouldBeEmpty("nobody would ever look at it");
        }
    }

    [Theory, Databases]
    public async Task A_focus_list_is_answered_with_what_it_started(Dialect dialect)
    {
        for (var after = 1; after <= 2; after++)
        {
            using var place = TestWorkspace.Create(dialect);
            var jana = place.User("jana@example.com");
            for (var i = 0; i < 60; i++)
                place.Contact($"Person {i}", $"p{i}@mill.example", tags: "prospect");
            var (_, second) = await Twice(place, jana, after, () => new HttpRequestMessage(HttpMethod.Post, "/api/v1/focus-lists") { Content = JsonContent.Create(new { tag = "prospect", perDay = 5 }) });
            second.Status.ShouldBe(201, second.Text);
            JsonDocument.Parse(second.Text).RootElement.GetProperty("started").GetInt32().ShouldBe(after == 1 ? 10 : 60);
            place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from follow_ups")).ShouldBe(60);
        }
    }

    /// <summary>Sends a request to a server whose data ends after a transaction, then to one that is well.</summary>
    private static async Task<((int Status, string Text, string? Location) First, (int Status, string Text, string? Location) Second)> Twice(TestWorkspace place, Actor user, int after, Func<HttpRequestMessage> request)
    {
        var token = place.Workspace.Data.Write(session => ApiTokens.Add(session, user.UserId!.Value, "test", TimeProvider.System)).Token;
        var first = await Send(place.Workspace with { Data = new Killed(place.Workspace.Data, after) }, token, request());
        return (first, await Send(place.Workspace, token, request()));
    }

    private static async Task<(int Status, string Text, string? Location)> Send(Workspace workspace, string token, HttpRequestMessage request)
    {
        await using var app = Serve.Build(workspace, new ServeOptions("http://127.0.0.1:0"));
        await app.StartAsync(Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        // what the server writes by itself at its start and for the token is not counted
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await client.GetAsync("/api/v1/me", Stop)).EnsureSuccessStatusCode();
        await Task.Delay(100, Stop);
        if (workspace.Data is Killed killed)
            killed.Arm();
        request.Headers.Add(Once.Header, "key-1");
        using var answer = await client.SendAsync(request, Stop);
        var sent = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop), answer.Headers.Location?.ToString());
        await app.StopAsync(Stop);
        return sent;
    }

    /// <summary>Data that is gone after so many transactions: the last one is kept, nobody hears of it.</summary>
    private sealed class Killed(Database data, int after) : Database
    {
        private int left = int.MaxValue;

        public override Dialect Dialect => data.Dialect;

        public override string Place => data.Place;

        public void Arm() => left = after;

        public override T Read<T>(Func<Session, T> query) => data.Read(query);

        public override async Task<T> WriteAsync<T>(Func<Session, T> work)
        {
            if (left <= 0)
                throw new DataProblem("The machine is off.");
            var result = await data.WriteAsync(work);
            return Interlocked.Decrement(ref left) > 0 ? result : throw new DataProblem("The machine went off.");
        }

        public override void Dispose()
        {
            // the workspace's own data goes on
        }
    }
}
