using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using SQLitePCL;
using Tact.Storage;
using Tact.Web;

namespace Tact.Load;

/// <summary>Counts the statements SQLite runs for each page, with the server in this process and a trace on every connection.</summary>
internal static class Statements
{
    public static int Run(string folder)
    {
        var with = Prepared.From(folder);
        using var data = new Counted(SqliteDatabase.Open(folder));
        var app = Serve.Build(new Workspace(data, BusinessClock.Running, DateTimeZoneProviders.Tzdb["Europe/Berlin"]), new ServeOptions("http://127.0.0.1:0"));
        app.StartAsync().Wait();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        foreach (var (name, path) in ((string, string)[])[("Today", "/today"), ("Today, everything", "/today?more=1"), ("Today, calls now", "/today?show=calls"), ("Waiting", "/waiting"), ("Search", "/find/quick?q=ber")])
        {
            var counts = with.Cookies.Take(12).Select(cookie =>
            {
                Get(cookie, path);
                var before = data.Count;
                Get(cookie, path);
                return data.Count - before;
            }).Distinct().Order();
            Console.WriteLine($"{name}: {string.Join(" or ", counts)} statements");
        }

        app.StopAsync().Wait();
        return 0;

        void Get(string cookie, string path)
        {
            var asked = new HttpRequestMessage(HttpMethod.Get, address + path);
            asked.Headers.Add("Cookie", cookie);
            using var answer = client.Send(asked);
            answer.EnsureSuccessStatusCode();
            _ = answer.Content.ReadAsByteArrayAsync().Result;
        }
    }

    private sealed class Counted(SqliteDatabase inner) : Database
    {
        private readonly HashSet<object> traced = [];
        private long count;

        public long Count => Interlocked.Read(ref count);

        public override Dialect Dialect => inner.Dialect;

        public override string Place => inner.Place;

        public override T Read<T>(Func<Session, T> query) => inner.Read(session => query(Trace(session)));

        public override Task<T> WriteAsync<T>(Func<Session, T> work) => inner.WriteAsync(session => work(Trace(session)));

        public override void Dispose() => inner.Dispose();

        private Session Trace(Session session)
        {
            lock (traced)
            {
                if (traced.Add(session.Connection))
                    raw.sqlite3_trace(((SqliteConnection)session.Connection).Handle, (_, sql) => Note(sql), null);
            }

            return session;
        }

        private void Note(string sql)
        {
            if (!sql.StartsWith("BEGIN", StringComparison.OrdinalIgnoreCase) && !sql.StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase) && !sql.StartsWith("ROLLBACK", StringComparison.OrdinalIgnoreCase) && !sql.StartsWith("--", StringComparison.Ordinal))
                Interlocked.Increment(ref count);
        }
    }
}
