using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Shouldly;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Mail.Outbox;
using Tact.Storage;
using Tact.Tests.Support;
using Tact.Touches;

namespace Tact.Tests.Mail;

/// <summary>
/// The server process and its gateway are killed at random moments while messages leave through a real Postfix. Counted in the receivers' own mailboxes: none twice,
/// none lost (sent, or asked about), none after an answer. Questions are answered as a person would, by looking there, and then everything has arrived once.
/// </summary>
public partial class OutboxKillTests(ITestOutputHelper output)
{
    private const int Receivers = 1500;
    private static readonly string[] Senders = ["kim@house.example", "lea@house.example", "team@house.example"];

    [Theory, DatabasesWithRealMail]
    public async Task Kills_at_random_moments_of_sending_send_nothing_twice_and_lose_nothing(Dialect dialect)
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("TACT_KILLS"), CultureInfo.InvariantCulture, out var asked) ? dialect == Dialect.Sqlite ? asked : (asked / 4) + 1 : dialect == Dialect.Sqlite ? 20 : 6;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TACT_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed} (TACT_SEED repeats the choices, TACT_KILLS their number)");
        var chance = new Random(seed);
        var ends = TestContext.Current.CancellationToken;
        using var servers = await MailServers.Start([.. Enumerable.Range(200, Receivers - 200).Select(number => $"p{number}@example.com")]);
        using var place = new Place(dialect, servers);
        var (done, ofGateway, whileSending) = (0, 0, 0);
        while (done < kills)
        {
            place.Release(chance, chance.Next(3, 8));
            place.SomebodyAnswers(chance, servers);
            using var server = ServerProcess.Start(place.Words);
            await server.Address();
            for (var lives = chance.Next(0, 3); lives > 0 && done < kills - 1; lives--)
            {
                await place.SomethingLeaves(chance, ends);
                if (Children(server.Id) is not [var gateway, ..])
                    continue;
                whileSending += place.IsSending() ? 1 : 0;
                Kill(gateway);
                done++;
                ofGateway++;
            }

            await place.SomethingLeaves(chance, ends);
            server.Runs.ShouldBeTrue(server.Said);
            whileSending += place.IsSending() ? 1 : 0;
            server.Kill();
            done++;
            place.LetNodesBeTakenOver();
        }

        await place.Finish(servers, ends);
        var before = place.Messages();
        var arrived = place.Arrived(servers);
        var doubtful = before.Where(message => message.State == "in-doubt").ToList();
        var there = doubtful.Count(message => arrived.GetValueOrDefault(message.MessageId) > 0);
        var lost = before.Count(message => message.State == "sent" && arrived.GetValueOrDefault(message.MessageId) == 0);
        var twice = arrived.Values.Count(number => number > 1);
        var after = before.Count(message => place.Answered.Contains(message.Id) && arrived.GetValueOrDefault(message.MessageId) > 0);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{dialect}: {done} kills ({done - ofGateway} of the server, {ofGateway} of the gateway; {whileSending} while a message was being sent), {before.Count} messages released: {before.Count(m => m.State == "sent")} sent, {doubtful.Count} asked about ({there} of them had arrived), {before.Count(m => m.State == "stopped")} stopped after an answer; twice {twice}, lost {lost}, after an answer {after}"));
        before.Count.ShouldBeGreaterThan(done);
        (twice, lost, after).ShouldBe((0, 0, 0));
        before.Where(message => message.State is not ("sent" or "in-doubt" or "stopped")).Select(message => $"{message.Id} {message.State} {message.Why}").ShouldBeEmpty();
        before.Where(message => message.State == "stopped").Select(message => message.Id).ShouldBe(place.Answered, ignoreOrder: true);
        doubtful.Count.ShouldBeLessThan(Math.Max(6, done * 3 / 4), "a question after nearly every kill is no answer");
        whileSending.ShouldBeGreaterThan(done / 10, "hardly a kill met a message on its way");

        // a person looks into the receivers' mailboxes and says what they find
        place.Answer(doubtful, arrived);
        await place.Finish(servers, ends);
        arrived = place.Arrived(servers);
        foreach (var message in place.Messages())
        {
            message.State.ShouldBe(place.Answered.Contains(message.Id) ? "stopped" : "sent", message.Why);
            arrived.GetValueOrDefault(message.MessageId).ShouldBe(message.State == "sent" ? 1 : 0, message.MessageId);
        }

        place.TouchesAreOnce();
    }

    private static List<int> Children(int parent) =>
        [.. Directory.EnumerateDirectories($"/proc/{parent}/task").SelectMany(task => File.Exists($"{task}/children") ? File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries) : []).Select(int.Parse)];

    private static void Kill(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            found.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // it ended by itself meanwhile
        }
    }

    private sealed record Message(long Id, string State, string MessageId, string? Why);

    /// <summary>The workspace: the killed servers' own, opened here between their lives and, for looking, beside them.</summary>
    private sealed partial class Place : IDisposable
    {
        private readonly Dialect dialect;
        private readonly string at;
        private readonly Database data;
        private readonly Workspace workspace;
        private readonly Actor kim;
        private readonly long[] mailboxes;
        private int next;

        public Place(Dialect dialect, MailServers servers)
        {
            this.dialect = dialect;
            at = dialect == Dialect.Sqlite ? Directory.CreateTempSubdirectory("tact-outbox-").FullName : PostgresServer.NewDatabase();
            data = dialect == Dialect.Sqlite ? SqliteDatabase.Open(at) : PostgresDatabase.Open(new NpgsqlConnectionStringBuilder(at) { Pooling = false }.ToString());
            workspace = Workspace.Open(data, new BusinessClock(NodaTime.Text.InstantPattern.ExtendedIso.Parse(TestWorkspace.Monday).Value, TimeProvider.System), NodaTime.DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
            var user = ((Result<AddedUser>.Ok)AddUser.Run(workspace, Actor.CommandLine, TimeProvider.System, new NewUser("kim@house.example", "manager"))).Value;
            kim = new Actor(user.Id, "manager");
            mailboxes = [.. Senders.Select(address => PostOffice.AddMailbox(workspace, servers, null, address, perHour: 100_000, perDay: 100_000))];
        }

        public IReadOnlyList<string> Words => [.. dialect == Dialect.Sqlite ? (string[])["--data", at] : ["--postgres", at], "--now", TestWorkspace.Monday, "--zone", "Europe/Berlin"];

        /// <summary>Messages whose receiver answered before anything of them can have left.</summary>
        public List<long> Answered { get; } = [];

        public void Release(Random chance, int number)
        {
            for (var i = 0; i < number; i++)
            {
                // each to somebody of their own: what one message stops must not be the other
                var to = $"p{next}@example.com";
                Contacts.AddContact.Run(workspace, Actor.CommandLine, new() { Name = $"Person Number{next++}", Email = to }).ShouldBeOfType<Result<Contacts.AddedContact>.Ok>();
                StartFollowUp.Run(workspace, kim, to, new() { Owner = "kim@house.example", Matter = "Spring offer" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
                var draft = WriteMessage.Run(workspace, kim, new MessageInput { Contact = to, Mailbox = Senders[chance.Next(Senders.Length)], Subject = $"Number {next}", Body = "Hello {{contact.given}},\n\n" + new string('x', chance.Next(10, 60_000)), Offer = $"number {next}" })
                    .ShouldBeOfType<Result<MessageShown>.Ok>().Value;
                ReleaseMessage.Run(workspace, kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Ok>();
            }
        }

        /// <summary>While no server runs, one of those waited for answers, by telephone or with a mail that nobody has read yet: nothing of the message has left, and nothing may.</summary>
        public void SomebodyAnswers(Random chance, MailServers servers)
        {
            var waiting = data.Read(session => session.Query<(long Id, long Contact, string To, string Mailbox)>(
                "select o.id, o.contact_id, o.send_to, m.address from outgoing o join mailboxes m on m.id = o.mailbox_id where o.state = 'released' or (o.state = 'sending' and o.data_at is null) order by o.id"));
            if (waiting.Count == 0 || chance.Next(2) == 0)
                return;
            var (_, contact, from, mailbox) = waiting[chance.Next(waiting.Count)];
            if (chance.Next(2) == 0)
                LogTouch.Run(workspace, kim, new TouchInput { Contact = $"{contact}", Channel = "email", Outcome = "replied", Note = "Thank you." }).ShouldBeOfType<Result<LoggedTouch>.Ok>();
            else
                servers.Put(mailbox, Mails.Write(from, mailbox, "A question", "Dear Kim,\n\nbefore you write: could we talk about the second site as well?\n\nBest regards"));
            Answered.AddRange(waiting.Where(message => message.Contact == contact).Select(message => message.Id).Except(Answered));
        }

        /// <summary>
        /// Waits until a message is on its way, and then for a random part of what that takes; one time in five until its final dot may leave, which is
        /// the short moment of doubt.
        /// </summary>
        public async Task SomethingLeaves(Random chance, CancellationToken ends)
        {
            var doubt = chance.Next(5) == 0;
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(4) && !(doubt ? IsLeaving() : IsSending());)
            {
                if (!doubt)
                    await Task.Delay(3, ends);
            }

            if (!doubt || chance.Next(2) == 0)
                await Task.Delay(chance.Next(0, doubt ? 12 : 120), ends);
        }

        private bool IsLeaving() => data.Read(session => session.Scalar<long?>("select id from outgoing where state = 'sending' and data_at is not null limit 1")) is not null;

        public bool IsSending() => data.Read(session => session.Scalar<long?>("select id from outgoing where state = 'sending' limit 1")) is not null;

        /// <summary>On PostgreSQL a claim is given up after ten minutes; here they pass at once.</summary>
        public void LetNodesBeTakenOver()
        {
            if (dialect == Dialect.Postgres)
                data.Write(session => session.Execute("update outgoing set claimed_at = 1 where state = 'sending'"));
        }

        public async Task Finish(MailServers servers, CancellationToken ends)
        {
            using var server = ServerProcess.Start(Words);
            await server.Address();
            // what was put off after a broken connection need not wait its minutes here
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(3);)
            {
                if (data.Read(session => session.Scalar<long>("select count(*) from outgoing where state in ('released', 'sending') or (state = 'in-doubt' and looks = 0)")) == 0)
                    break;
                data.Write(session => session.Execute("update outgoing set next_try_at = 0 where state = 'released' and next_try_at > 0"));
                await Task.Delay(200, ends);
            }

            server.Kill();
            // Postfix hands over what it took, however long that takes
            for (var (waited, before) = (Stopwatch.StartNew(), -1); waited.Elapsed < TimeSpan.FromSeconds(30);)
            {
                var now = Arrived(servers).Values.Sum();
                if (now == before && now >= Messages().Count(message => message.State == "sent"))
                    break;
                before = now;
                await Task.Delay(700, ends);
            }
        }

        public List<Message> Messages() => data.Read(session => session.Query<(long, string, string, string?)>("select id, state, message_id, why from outgoing where state not in ('draft', 'dropped') order by id"))
            .ConvertAll(row => new Message(row.Item1, row.Item2, row.Item3, row.Item4));

        public Dictionary<string, int> Arrived(MailServers servers) => Enumerable.Range(0, Receivers).SelectMany(person => servers.Mails($"p{person}@example.com"))
            .Select(mail => MessageId().Match(mail).Groups[1].Value).GroupBy(id => id).ToDictionary(same => same.Key, same => same.Count());

        public void Answer(List<Message> doubtful, Dictionary<string, int> arrived)
        {
            foreach (var message in doubtful)
            {
                var there = arrived.GetValueOrDefault(message.MessageId) > 0;
                var said = ResolveDoubt.Run(workspace, kim, message.Id, there ? "sent" : "again").ShouldBeOfType<Result<MessageShown>.Ok>().Value;
                if (said.State == "stopped")
                    Answered.Add(message.Id);
            }
        }

        public void TouchesAreOnce() => data.Read(session =>
        {
            session.Scalar<long>("select count(*) from outgoing where state = 'sent' and (select count(*) from timeline t where t.touch_key = 'mail:' || outgoing.message_id) <> 1").ShouldBe(0);
            session.Scalar<long>("select count(*) from outgoing where state = 'sent' and (select count(*) from mails m where m.message_key = outgoing.message_id) <> 1").ShouldBe(0);
            return true;
        });

        public void Dispose()
        {
            data.Dispose();
            if (dialect == Dialect.Sqlite)
                Directory.Delete(at, recursive: true);
            else
                PostgresServer.Drop(at);
        }

        [GeneratedRegex(@"^Message-ID: <([^>]+)>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
        private static partial Regex MessageId();
    }
}
