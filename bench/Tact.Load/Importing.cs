using System.Diagnostics;
using System.Globalization;
using System.Text;
using NodaTime;
using Tact.Accounts;
using Tact.Imports;
using Tact.Storage;
using Tact.Touches;

namespace Tact.Load;

/// <summary>
/// An import into a workspace that has people already, while colleagues record touches; then the same number of people by
/// bare prepared inserts in transactions of the same kind. The file: 93 % new people, 4 % who are there (half with something
/// new), 2 % twice in the file, 1 % with a broken address, some opt-outs, notes and last contacts. A smaller file of the same
/// kind goes before, to warm up.
/// </summary>
internal static class Importing
{
    private static int TouchesPerSecond = 20;
    private const int BareTogether = 500;
    private const int WarmUpRows = 100_000;

    /// <summary>Runs it; the workspace grows.</summary>
    public static void Run(Func<Database> open, int rows, int seconds, int touches)
    {
        TouchesPerSecond = touches;
        using var data = open();
        var workspace = new Workspace(data, BusinessClock.Running, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var file = Path.Combine(Path.GetTempPath(), $"tact-load-{Guid.NewGuid():N}.csv");
        try
        {
            var there = data.Read(session => session.Query<(string Name, string Email)>("select name, email from contacts where email is not null and id % 97 = 5 and erased_at is null limit 20000"));
            WriteFile(file, Math.Min(rows, WarmUpRows), there);
            Import(workspace, file, _ => { });
            WriteFile(file, rows, there);
            var before = data.Read(session => session.Scalar<long>("select count(*) from contacts"));
            Say($"{before:N0} people are there; the file has {rows:N0} rows, {new FileInfo(file).Length / 1e6:N0} MB");

            Touch(workspace, () => false, 2);
            Say($"touches without an import   {Touch(workspace, () => false, seconds)}");
            ImportFile.Open(file, ImportMapping.Automatic, new ReadingPlace(new LocalDate(2026, 6, 1), workspace.Zone, "DE")).Rows().Take(20_000).Count();
            Say($"reading and cleaning        {Speed(rows, () => ImportFile.Open(file, ImportMapping.Automatic, new ReadingPlace(new LocalDate(2026, 6, 1), workspace.Zone, "DE")).Rows().Count())}");

            using var done = new ManualResetEventSlim();
            var touching = OwnThread.Run(() => Touch(workspace, () => done.IsSet, int.MaxValue));
            ImportReport? report = null;
            var marks = new List<(TimeSpan At, long Rows)>();
            var clock = Stopwatch.StartNew();
            var (collected, paused) = (GC.CollectionCount(0), GC.GetTotalPauseDuration());
            var writer = WriterTime();
            var import = Speed(rows, () => report = Import(workspace, file, step => marks.Add((clock.Elapsed, step.Rows))));
            done.Set();
            Say($"import                      {import}");
            if (WriterTime() is { } after && writer is { } begun)
                Say($"  the writer's thread        {(after - begun).TotalMicroseconds / rows:0.0} µs of processor time a row");
            Say($"  {GC.CollectionCount(0) - collected} collections that paused for {(GC.GetTotalPauseDuration() - paused).TotalMilliseconds:0} ms");
            Say($"  first rows after {marks[0].At.TotalSeconds:0.00} s, last rows after {marks.First(mark => mark.Rows >= rows).At.TotalSeconds:0.00} s");
            Say($"  {report!.Created:N0} created, {report.Updated:N0} updated, {report.Skipped:N0} skipped, {report.Problems.Count:N0} problems");
            Say($"touches meanwhile           {touching.Result}");
            Say($"memory at most              {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
            if (data.Dialect == Dialect.Sqlite)
                Say($"bare inserts of as many     {Speed((int)report.Created, () => Bare(data, (int)report.Created))}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ImportReport Import(Workspace workspace, string file, Action<ImportProgress> progress) =>
        ImportContacts.Run(workspace, Actor.CommandLine, () => File.OpenRead(file), new ImportInput { FileName = "load.csv" }, progress) is Result<ImportReport>.Ok ok
            ? ok.Value : throw new InvalidOperationException("The import did not finish.");

    private static string Speed(int rows, Action work)
    {
        using var me = Process.GetCurrentProcess();
        var (processor, clock, allocated) = (me.TotalProcessorTime, Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        work();
        me.Refresh();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{rows / clock.Elapsed.TotalSeconds:N0} rows/s, {(me.TotalProcessorTime - processor).TotalMicroseconds / rows:0.0} µs of processor time a row, {clock.Elapsed.TotalSeconds:0.0} s, {(GC.GetTotalAllocatedBytes() - allocated) / rows:N0} bytes allocated a row");
    }

    /// <summary>Processor time of the thread that writes; null where the system does not tell.</summary>
    private static TimeSpan? WriterTime()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (File.ReadAllText(Path.Combine(thread, "comm")).Trim() == "tact writer")
                return TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture) / 1000.0);
        }

        return null;
    }

    private static Timings Touch(Workspace workspace, Func<bool> isOver, int seconds)
    {
        var rows = workspace.Data.Read(session => session.Query<(long Id, long Contact)>("select id, contact_id from follow_ups where state = 'active' and kind = 6 and id % 7 = 3"));
        var next = new Random(Environment.TickCount).Next(Math.Max(1, rows.Count));
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        for (var n = 0; TouchesPerSecond > 0 && rows.Count > 0 && !isOver() && clock.Elapsed.TotalSeconds < seconds; n++)
        {
            if (TimeSpan.FromSeconds((double)n / TouchesPerSecond) - clock.Elapsed is { Ticks: > 0 } early)
                Thread.Sleep(early);
            var (id, contact) = rows[next++ % rows.Count];
            var started = Stopwatch.GetTimestamp();
            LogTouch.RunAsync(workspace, Actor.CommandLine, new TouchInput
            {
                Contact = contact.ToString(CultureInfo.InvariantCulture), FollowUp = id, Channel = "call", Outcome = n % 2 == 0 ? "voicemail" : "no-answer", Key = Guid.NewGuid().ToString("N"),
            }).GetAwaiter().GetResult();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Timings(times, clock.Elapsed);
    }

    private static void WriteFile(string file, int rows, List<(string Name, string Email)> there)
    {
        var chance = new Random(7);
        string Word(int least) => string.Concat(Enumerable.Range(0, least + chance.Next(3)).Select(_ => Syllables[chance.Next(Syllables.Length)]));
        string Title(string word) => char.ToUpperInvariant(word[0]) + word[1..];
        var families = Enumerable.Range(0, 6000).Select(_ => Title(Word(2))).ToArray();
        var givens = Enumerable.Range(0, 800).Select(_ => Title(Word(1))).ToArray();
        using var text = new StreamWriter(file, append: false, new UTF8Encoding(false));
        text.WriteLine("First name,Last name,E-mail,Phone,Company,Job title,City,Tags,Notes,Last contact,Unsubscribed");
        var run = (int)(Environment.TickCount64 % 1_000_000);
        var last = "";
        for (var i = 0; i < rows; i++)
        {
            var (given, family, company) = (givens[chance.Next(givens.Length)], families[chance.Next(families.Length)], chance.Next(Math.Max(1, rows / 10)));
            var email = string.Create(CultureInfo.InvariantCulture, $"{given}.{family}{i}@firm{company}-{run}.example").ToLowerInvariant();
            var kind = chance.Next(100);
            if (kind < 4 && there.Count > 0)
                (given, family, email) = (there[i % there.Count].Name, "", there[i % there.Count].Email);
            var phone = kind < 2 ? "" : string.Create(CultureInfo.InvariantCulture, $"+49 {run % 1000:000} {(i * 7_919L + run) % 10_000_019:00000000}");
            if (kind == 4)
                email = "not an address";
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{given},{family},{email},{phone},Firm {company} of {run},Buyer,Berlin,{(i % 3 == 0 ? "Customer" : "")},{(i % 10 == 0 ? "Met at the fair; likes tea." : "")},{(i % 10 == 1 ? "2025-03-04" : "")},{(i % 200 == 2 ? "yes" : "")}");
            text.WriteLine(kind is 5 or 6 && last.Length > 0 ? last : line);
            last = line;
        }
    }

    private static readonly string[] Syllables = ["ba", "ker", "lin", "mo", "ra", "sen", "ti", "vo", "wal", "dor", "fe", "gu", "har", "is", "jo", "lund", "mei", "nor", "pe", "schu"];

    /// <summary>People with two addresses each and nothing else: no checks, no report, no search.</summary>
    private static void Bare(Database data, int people)
    {
        for (var from = 0; from < people; from += BareTogether)
        {
            var count = Math.Min(BareTogether, people - from);
            data.Write(session =>
            {
                using var contact = session.Connection.CreateCommand();
                using var address = session.Connection.CreateCommand();
                contact.Transaction = address.Transaction = session.Transaction;
                contact.CommandText = "insert into contacts (name, name_key, family_key, company_id, email, phone, search_key, created_at) values (@name, @name, @family, @company, @email, @phone, @search, 0) returning id";
                address.CommandText = "insert into addresses (contact_id, kind, address_key, value, position) values (@id, @kind, @value, @value, 0)";
                var values = new Dictionary<string, System.Data.Common.DbParameter>();
                foreach (var (command, name) in (ReadOnlySpan<(System.Data.Common.DbCommand, string)>)[(contact, "name"), (contact, "family"), (contact, "company"), (contact, "email"), (contact, "phone"), (contact, "search"), (address, "id"), (address, "kind"), (address, "value")])
                {
                    values[name] = command.CreateParameter();
                    values[name].ParameterName = "@" + name;
                    command.Parameters.Add(values[name]);
                }

                var chance = new Random(from);
                for (var i = 0; i < count; i++)
                {
                    var key = chance.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
                    values["name"].Value = key[..8] + " " + key[8..];
                    values["family"].Value = key[8..] + " " + key[..8];
                    values["company"].Value = 1 + chance.NextInt64(100_000);
                    values["email"].Value = key + "@bare.example";
                    values["phone"].Value = "49" + chance.NextInt64(1_000_000_000, 9_999_999_999).ToString(CultureInfo.InvariantCulture);
                    values["search"].Value = $"{values["name"].Value} {values["email"].Value} {values["phone"].Value}";
                    values["id"].Value = contact.ExecuteScalar()!;
                    foreach (var kind in (ReadOnlySpan<string>)["email", "phone"])
                    {
                        values["kind"].Value = kind;
                        values["value"].Value = values[kind].Value;
                        address.ExecuteNonQuery();
                    }
                }
            });
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
