using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SQLitePCL;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Library;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Web;

/// <summary>Today is as cheap for a long list as for a short one.</summary>
public class TodayStatementsTests
{
    private const int Usual = 3;

    /// <summary>With a library that has something to bring.</summary>
    private const int Most = 4;

    [Fact]
    public async Task The_first_page_takes_at_most_four_statements_whatever_the_list_holds()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var jana = place.User("jana@house.example");
        const string monthBefore = "2026-02-02T10:00:00Z";
        place.RunAt(monthBefore, "add", "Grace, grace@mill.example, +49 30 5550 1234").ExitCode.ShouldBe(0);
        place.RunAt(monthBefore, "start", "Grace", "--owner", "jana@house.example", "--matter", "night counts").ExitCode.ShouldBe(0);
        place.RunAt(monthBefore, "log", "Grace", "call", "voicemail", "--note", "Introduced myself.").ExitCode.ShouldBe(0);
        using var counted = new Counted(place.Workspace.Data);
        var app = Tact.Web.Serve.Build(place.Workspace with { Data = counted }, new Tact.Web.ServeOptions("http://127.0.0.1:0"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        await using var running = app;
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        browser.DefaultRequestHeaders.Add("Cookie", $"{Sessions.Cookie}={place.Workspace.Data.Write(session => app.Services.GetRequiredService<Sessions>().Begin(session, jana.UserId!.Value, "test"))}");

        var people = 0;
        foreach (var more in (int[])[0, 1, 4, 60])
        {
            Add(more);
            (await Page()).ShouldContain(people == 0 ? "Grace" : "Person 0");
            Statements().Count.ShouldBe(Usual, string.Create(CultureInfo.InvariantCulture, $"{people} people: {string.Join('\n', Statements())}"));
        }

        // what else may stand there: messages that wait to leave, recordings to listen to, something to bring
        place.Workspace.Data.Write(session =>
        {
            session.Execute("insert into mailboxes (name, address, address_key, owner_id, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, user_name, auth, created_at) values ('Jana', 'jana@house.example', 'jana@house.example', @me, 'x', 1, 'none', 'x', 1, 'none', 'x', 'password', 0)", new { me = jana.UserId });
            session.Execute("insert into outgoing (mailbox_id, contact_id, follow_up_id, written_by, state, message_id, send_to, send_at, created_at) select 1, contact_id, id, @me, 'released', 'm' || id, 'x@mill.example', 4000000000000, 0 from follow_ups where id % 2 = 0", new { me = jana.UserId });
            session.Execute("insert into rehearsals (owner_id, name, script, created_at) values (@me, 'Voicemail', 'Hello', 0)", new { me = jana.UserId });
            session.Execute("insert into recordings (rehearsal_id, type, size, content, script, created_at) values (1, 'audio/ogg', 1, x'00', 'Hello', 0)");
            session.Execute("insert into recording_asks (recording_id, colleague_id, asked_at) values (1, @me, 0)", new { me = jana.UserId });
        });
        SaveAsset.Run(place.Workspace, jana, null, new AssetInput { Title = "Counting at night", Kind = "insight", Does = "Shows how.", Topics = "night counts" }).ShouldBeOfType<Result<AssetShown>.Ok>();
        await Page(); // reads what is in the library, once
        foreach (var more in (int[])[0, 100, 300])
        {
            Add(more);
            foreach (var filter in (string[])["", "?show=calls", "?show=emails", "?show=rest"])
            {
                var page = await Page(filter);
                page.ShouldContain("asks you to listen");
                if (filter is "" && people < 100)
                {
                    page.ShouldContain("Counting at night");
                    page.ShouldContain("Written; leaves");
                }

                Statements().Count.ShouldBeInRange(Usual, Most, string.Create(CultureInfo.InvariantCulture, $"{people} people, {filter}: {string.Join('\n', Statements())}"));
            }
        }

        void Add(int more)
        {
            for (var i = 0; i < more; i++, people++)
            {
                var address = $"p{people}@mill.example";
                place.Contact($"Person {people}", address, "+49 30 7654321");
                StartFollowUp.Run(place.Workspace, jana, address, new() { Owner = "jana@house.example" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
                if (people < 100 && people % 3 == 1)
                    place.Run("log", address, "email", "replied", "--note", "Please call me").ExitCode.ShouldBe(0);
            }
        }

        async Task<string> Page(string filter = "")
        {
            counted.Pages.Clear();
            return await browser.GetStringAsync($"/today{filter}", TestContext.Current.CancellationToken);
        }

        IReadOnlyList<string> Statements() => counted.Pages.ShouldHaveSingleItem();
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
            if (sql.StartsWith("select", StringComparison.OrdinalIgnoreCase) || sql.StartsWith("with", StringComparison.OrdinalIgnoreCase))
                statements.Add(sql);
        }

        public override Task<T> WriteAsync<T>(Func<Session, T> work) => data.WriteAsync(work);

        public override void Dispose()
        {
            // the workspace's own data goes on
        }
    }
}
