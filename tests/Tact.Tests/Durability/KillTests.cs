using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using Shouldly;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Durability;

/// <summary>
/// The power cut: the server is killed again and again at random moments, also while it starts, while several programs
/// record touches and files are imported. Nothing that was acknowledged is lost, doubled or half there.
/// </summary>
public class KillTests(ITestOutputHelper output)
{
    private const int Sellers = 4;
    private const int People = 120;
    private const int RowsPerFile = 6000;

    [Theory, Databases]
    public async Task Kills_at_random_moments_lose_no_acknowledged_touch(Dialect dialect)
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("TACT_KILLS"), CultureInfo.InvariantCulture, out var asked) ? asked : dialect == Dialect.Sqlite ? 100 : 15;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TACT_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed} (TACT_SEED repeats the moments, TACT_KILLS their number)");
        var chance = new Random(seed);
        var ends = TestContext.Current.CancellationToken;
        using var place = new Place(dialect);
        var tokens = place.Fill();
        var touching = new Touching();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ends);
        var clients = tokens.Select((token, i) => Task.Run(() => touching.Record(token, new Random(seed + i + 1), stop.Token), ends)).ToList();
        var importing = Task.Run(() => touching.Import(tokens[0], ends), ends);
        var whileStarting = 0;

        for (var kill = 1; kill <= kills; kill++)
        {
            using var server = ServerProcess.Start(place.Words);
            if (chance.Next(8) == 0)
            {
                whileStarting++;
                await Task.Delay(chance.Next(20, 500), ends);
            }
            else
            {
                touching.Server = await server.Address();
                // a slow machine has acknowledged something too when the power goes
                await touching.MoreAcknowledged(chance.Next(0, 60), ends);
                await Task.Delay(chance.Next(0, 30), ends);
            }

            server.Runs.ShouldBeTrue($"before kill {kill}: {server.Said}");
            server.Kill();
            // in half of the cases the next server itself is the first to open what was left
            if (chance.Next(2) == 0)
                place.Check(touching, kill);
        }

        using (var last = ServerProcess.Start(place.Words))
        {
            touching.Server = await last.Address();
            touching.NoMoreFiles = true;
            stop.Cancel();
            await Task.WhenAll(clients).WaitAsync(TimeSpan.FromSeconds(60), ends);
            // an import lets touches go first, so it ends soon only after them; on a slow machine that takes its time
            await importing.WaitAsync(TimeSpan.FromMinutes(5), ends);
            place.Check(touching, kills);
            await place.Settled(touching);
            last.Kill();
        }

        var doctor = ServerProcess.Run(["doctor", "--json", .. place.Words]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{dialect}: {kills} kills ({whileStarting} while starting), {touching.Acknowledged.Count} acknowledged touches, {touching.SentAgain} sent again, {touching.Files} files of {RowsPerFile} rows imported, lost 0"));
        doctor.ExitCode.ShouldBe(0, doctor.Output + doctor.Errors);
        doctor.Json.GetProperty("differences").GetArrayLength().ShouldBe(0, doctor.Output);
        touching.Strange.ShouldBeEmpty();
        touching.Acknowledged.Count.ShouldBeGreaterThan(kills);
        touching.SentAgain.ShouldBeGreaterThan(kills / 2, "hardly a kill met a touch on its way");
    }

    /// <summary>The programs that record and import, and what they were told.</summary>
    private sealed class Touching
    {
        private static readonly (string Channel, string Outcome)[] What = [("call", "no-answer"), ("call", "voicemail"), ("email", "sent"), ("call", "busy"), ("email", "replied"), ("call", "spoke")];
        private volatile Uri? server;

        public Uri? Server { get => server; set => server = value; }

        public volatile bool NoMoreFiles;

        public HashSet<string> Acknowledged { get; } = [];

        public List<string> Strange { get; } = [];

        public int SentAgain;

        public int Files;

        public async Task MoreAcknowledged(int number, CancellationToken stop)
        {
            var goal = Count() + number;
            for (var waited = Stopwatch.StartNew(); Count() < goal && waited.Elapsed < TimeSpan.FromSeconds(10);)
                await Task.Delay(2, stop);
        }

        public int Count()
        {
            lock (Acknowledged)
                return Acknowledged.Count;
        }

        public HashSet<string> Told()
        {
            lock (Acknowledged)
                return [.. Acknowledged];
        }

        /// <summary>One seller's program: each touch is sent until it is acknowledged, under the same key.</summary>
        public async Task Record(string token, Random chance, CancellationToken stop)
        {
            using var client = Client(token);
            while (!stop.IsCancellationRequested)
            {
                var key = Guid.NewGuid().ToString("N");
                var (channel, outcome) = What[chance.Next(What.Length)];
                var body = $$"""{"contact":"p{{chance.Next(People)}}@example.com","channel":"{{channel}}","outcome":"{{outcome}}","note":"{{key}}","id":"{{key}}"}""";
                for (var again = false; ; again = true)
                {
                    if (await Send(client, "/api/v1/touches", body, "application/json", key) is { } answer)
                    {
                        using (answer)
                        {
                            if ((int)answer.StatusCode is 200 or 201)
                            {
                                lock (Acknowledged)
                                    Acknowledged.Add(key);
                            }
                            else
                            {
                                await Note(answer);
                            }
                        }

                        break;
                    }

                    if (!again && Server is not null)
                        Interlocked.Increment(ref SentAgain);
                    // at the end the server stays up, so that the last one is answered too
                    await Task.Delay(15, CancellationToken.None);
                }
            }
        }

        /// <summary>Sends file after file; each is sent again until its number is known, then waited for.</summary>
        public async Task Import(string token, CancellationToken stop)
        {
            using var client = Client(token);
            while (!NoMoreFiles && !stop.IsCancellationRequested)
            {
                var csv = new StringBuilder("Name,Email,Company\n");
                for (var row = 0; row < RowsPerFile; row++)
                    csv.Append(CultureInfo.InvariantCulture, $"Import{Files} Person{row},i{Files}-{row}@import.example,Company {row % 500}\n");
                string? address = null;
                while (address is null)
                {
                    using var answer = await Send(client, $"/api/v1/imports?fileName=file{Files}.csv", csv.ToString(), "text/csv", $"file-{Files}");
                    if (answer is null)
                        await Task.Delay(20, CancellationToken.None);
                    else if (answer.StatusCode == System.Net.HttpStatusCode.Accepted)
                        address = $"/api/v1/imports/{System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(CancellationToken.None)).RootElement.GetProperty("batch").GetInt64()}";
                    else if ((int)answer.StatusCode is not (409 or 503))
                        await Note(answer);
                }

                for (var done = false; !done;)
                {
                    await Task.Delay(60, CancellationToken.None);
                    try
                    {
                        var text = await client.GetStringAsync(new Uri(Server!, address), CancellationToken.None);
                        done = text.Contains("\"state\":\"done\"", StringComparison.Ordinal);
                        text.ShouldNotContain("\"state\":\"failed\"");
                    }
                    catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
                    {
                        // killed; it goes on after the next start
                    }
                }

                Files++;
            }
        }

        private async Task<HttpResponseMessage?> Send(HttpClient client, string path, string body, string type, string key)
        {
            if (Server is not { } at)
                return null;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(at, path)) { Content = new StringContent(body, Encoding.UTF8, type) };
            request.Headers.Add("Idempotency-Key", key);
            try
            {
                return await client.SendAsync(request, CancellationToken.None);
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
            {
                return null;
            }
        }

        private async Task Note(HttpResponseMessage answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            lock (Strange)
                Strange.Add($"{(int)answer.StatusCode} {text}");
        }

        private static HttpClient Client(string token) => new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
        {
            Timeout = TimeSpan.FromSeconds(20), DefaultRequestHeaders = { Authorization = new("Bearer", token) },
        };
    }

    /// <summary>The workspace, which only the killed programs keep open.</summary>
    private sealed class Place : IDisposable
    {
        private readonly Dialect dialect;
        private readonly string at;

        public Place(Dialect dialect)
        {
            this.dialect = dialect;
            at = dialect == Dialect.Sqlite ? Directory.CreateTempSubdirectory("tact-kill-").FullName : PostgresServer.NewDatabase();
        }

        public IReadOnlyList<string> Words => dialect == Dialect.Sqlite ? ["--data", at] : ["--postgres", at];

        /// <summary>Sellers with people of their own and people two of them share; gives the sellers' tokens.</summary>
        public List<string> Fill()
        {
            using var data = Open();
            var workspace = Workspace.Open(data, BusinessClock.Running, NodaTime.DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
            List<string> tokens = [];
            for (var seller = 0; seller < Sellers; seller++)
            {
                var user = ((Result<AddedUser>.Ok)AddUser.Run(workspace, Actor.CommandLine, TimeProvider.System, new NewUser($"s{seller}@house.example", "manager"))).Value;
                tokens.Add(data.Write(session => ApiTokens.Add(session, user.Id, "test", TimeProvider.System)).Token);
            }

            for (var person = 0; person < People; person++)
            {
                Contacts.AddContact.Run(workspace, Actor.CommandLine, new() { Name = $"Person {person}", Email = $"p{person}@example.com", Company = $"Company {person % 30}" }).ShouldBeOfType<Result<Contacts.AddedContact>.Ok>();
                StartFollowUp.Run(workspace, Actor.CommandLine, $"p{person}@example.com", new() { Owner = $"s{person % Sellers}@house.example", Matter = "spring offer" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
            }

            return tokens;
        }

        /// <summary>Everything that was acknowledged is there once, and what one transaction writes is there whole or not at all.</summary>
        public void Check(Touching touching, int kill)
        {
            var told = touching.Told();
            using var data = Open();
            data.Read(session =>
            {
                var touches = session.Query<string>("select touch_key from timeline where touch_key is not null");
                var kept = touches.ToHashSet();
                told.Where(key => !kept.Contains(key)).ShouldBeEmpty($"lost after kill {kill}");
                touches.Count.ShouldBe(kept.Count, $"doubled after kill {kill}");
                // the touch, the day's count and the answer kept under its key are one transaction
                session.Query<string>("select request_key from requests where request_key not like 'file-%'").ToHashSet().SetEquals(kept).ShouldBeTrue($"half a touch after kill {kill}");
                session.Scalar<long>("select coalesce(sum(touches), 0) from day_counts").ShouldBe(touches.Count, $"half a touch after kill {kill}");
                foreach (var (id, rows, created, people) in session.Query<(long Id, long Rows, long Created, long People)>(
                    "select i.id, i.rows_done, i.created, (select count(*) from contacts c where c.import_id = i.id) from imports i"))
                {
                    people.ShouldBe(created, $"half a chunk of import {id} after kill {kill}");
                    session.Scalar<long>("select count(*) from import_rows where import_id = @id", new { id }).ShouldBe(rows, $"half a chunk of import {id} after kill {kill}");
                }

                return true;
            });
        }

        /// <summary>At the end every file is imported whole, once, and nothing waits.</summary>
        public async Task Settled(Touching touching)
        {
            using var data = Open();
            const string waiting = "select (select count(*) from rechecks) + (select count(*) from imports where state <> 'done') + (select count(*) from import_parts)";
            for (var i = 0; i < 300 && data.Read(session => session.Scalar<long>(waiting)) > 0; i++)
                await Task.Delay(100, TestContext.Current.CancellationToken);
            data.Read(session =>
            {
                session.Scalar<long>("select count(*) from contacts where import_id is not null").ShouldBe(touching.Files * RowsPerFile);
                session.Scalar<long>("select count(*) from imports where state <> 'done'").ShouldBe(0);
                session.Scalar<long>("select count(*) from import_parts").ShouldBe(0);
                session.Scalar<long>("select count(*) from rechecks").ShouldBe(0);
                return true;
            });
        }

        public void Dispose()
        {
            if (dialect == Dialect.Sqlite)
                Directory.Delete(at, recursive: true);
            else
                PostgresServer.Drop(at);
        }

        private Database Open() => dialect == Dialect.Sqlite ? SqliteDatabase.Open(at) : PostgresDatabase.Open(new NpgsqlConnectionStringBuilder(at) { Pooling = false }.ToString());
    }
}
