using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SQLitePCL;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Web;

/// <summary>Today is as cheap for a long list as for a short one.</summary>
public class TodayStatementsTests
{
    private const int Most = 4;

    [Fact]
    public async Task The_first_page_takes_four_statements_whatever_the_list_holds()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var jana = place.User("jana@house.example");
        using var counted = new Counted(place.Workspace.Data);
        var app = Tact.Web.Serve.Build(place.Workspace with { Data = counted }, new Tact.Web.ServeOptions("http://127.0.0.1:0"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        await using var running = app;
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        browser.DefaultRequestHeaders.Add("Cookie", $"{Sessions.Cookie}={place.Workspace.Data.Write(session => app.Services.GetRequiredService<Sessions>().Begin(session, jana.UserId!.Value, "test"))}");

        var people = 0;
        foreach (var more in (int[])[0, 1, 4, 60])
        {
            for (var i = 0; i < more; i++, people++)
            {
                var address = $"p{people}@mill.example";
                place.Contact($"Person {people}", address, "+49 30 7654321");
                StartFollowUp.Run(place.Workspace, jana, address, new() { Owner = "jana@house.example" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
                if (people % 3 == 1)
                    place.Run("log", address, "email", "replied", "--note", "Please call me").ExitCode.ShouldBe(0);
            }

            counted.Pages.Clear();
            var page = await browser.GetStringAsync("/today", TestContext.Current.CancellationToken);

            page.ShouldContain(people == 0 ? "<h1" : "Person 0");
            counted.Pages.ShouldHaveSingleItem().Count.ShouldBe(Most, string.Create(CultureInfo.InvariantCulture, $"{people} people: {string.Join('\n', counted.Pages.First())}"));
        }
    }

    /// <summary>Data that notes the statements of each read of a page of Today.</summary>
    private sealed class Counted(Database data) : Database
    {
        private readonly ConcurrentDictionary<object, List<string>> running = new();

        public ConcurrentQueue<IReadOnlyList<string>> Pages { get; } = new();

        public override Dialect Dialect => data.Dialect;

        public override string Place => data.Place;

        public override T Read<T>(Func<Session, T> query) => data.Read(session =>
        {
            var noted = running[session.Connection] = [];
            raw.sqlite3_trace(((SqliteConnection)session.Connection).Handle, (_, sql) => Note(running[session.Connection], sql), null);
            var result = query(session);
            if (noted.Exists(sql => sql.Contains("from due_counts", StringComparison.Ordinal)))
                Pages.Enqueue(noted);
            return result;
        });

        private static void Note(List<string> statements, string sql)
        {
            if (sql.StartsWith("select", StringComparison.OrdinalIgnoreCase))
                statements.Add(sql);
        }

        public override Task<T> WriteAsync<T>(Func<Session, T> work) => data.WriteAsync(work);

        public override void Dispose()
        {
            // the workspace's own data goes on
        }
    }
}
