using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Tact.Accounts;
using Tact.Imports;
using Tact.Storage;
using Tact.Touches;

namespace Tact.Load;

/// <summary>An import of new people into a large workspace while others record touches; rows a second, their waiting, memory.</summary>
internal static class Importing
{
    private static readonly string[] Given = ["Anna", "Ben", "Carla", "David", "Elena", "Jürgen", "Greta", "Hannes", "Inès", "Jonas"];
    private static readonly string[] Family = ["Müller", "Schmidt", "Weber", "Dubois", "García", "Rossi", "Smith", "Jansen", "Nowak", "Hansen", "Silva"];

    public static void Run(string folder, int rows)
    {
        var file = Path.GetTempFileName();
        try
        {
            Write(file, rows);
            using var data = SqliteDatabase.Open(folder);
            var workspace = new Workspace(data, BusinessClock.Running, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
            var followUps = data.Read(session => session.Query<(long Id, long Contact)>("select id, contact_id from follow_ups where state = 'active' and kind = 6 and id % 11 = 5"));
            using var stop = new CancellationTokenSource();
            var waited = new List<double>();
            var others = Task.Run(() => Others(workspace, followUps, waited, stop.Token));
            Thread.Sleep(2_000);
            int warm;
            lock (waited)
                warm = waited.Count;
            var clock = Stopwatch.StartNew();
            var processor = Environment.CpuUsage.TotalTime;
            var result = ImportContacts.Run(workspace, Actor.CommandLine, () => File.OpenRead(file), new ImportInput { FileName = "people.csv", Owner = "seller1@example.com" });
            var took = clock.Elapsed;
            stop.Cancel();
            others.Wait();
            if (result is not Result<ImportReport>.Ok { Value: var report })
                throw new InvalidOperationException(result.ToString());
            var touches = new Timings(waited[warm..], took);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Import of {report.Rows:N0} rows, {report.Created:N0} created (≥ 20,000 rows/s): {rows / took.TotalSeconds:N0} rows/s; {(Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / rows:0.0} µs of processor time a row"));
            Console.WriteLine($"  others' touches meanwhile (p99 ≤ 50 ms): {touches}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  memory at most (≤ 300 MB): {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:0} MB"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Write(string file, int rows)
    {
        using var text = new StreamWriter(file);
        text.WriteLine("First Name,Last Name,Company,Job Title,Email,Phone,City,Country,Tags");
        var mark = Environment.TickCount64 % 1_000_000;
        for (var i = 0; i < rows; i++)
        {
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Given[i % Given.Length]},{Family[i / 7 % Family.Length]},Werk {mark} {i / 10} GmbH,Buyer,import{mark}.{i}@werk{i / 10}.example,+4969{mark:000000}{i:0000000},Frankfurt,Germany,prospect"));
        }
    }

    /// <summary>About fifty touches a second, one at a time.</summary>
    private static void Others(Workspace workspace, List<(long Id, long Contact)> followUps, List<double> waited, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var (id, contact) = followUps[n % followUps.Count];
            var clock = Stopwatch.GetTimestamp();
            LogTouch.Run(workspace, Actor.CommandLine, new TouchInput { Contact = contact.ToString(CultureInfo.InvariantCulture), FollowUp = id, Channel = "call", Outcome = "voicemail", Note = "Left word.", Key = Guid.NewGuid().ToString("N") });
            lock (waited)
                waited.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            Thread.Sleep(15);
        }
    }
}
