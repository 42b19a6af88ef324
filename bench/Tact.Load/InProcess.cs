using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Tact.Accounts;
using Tact.Core;
using Tact.Storage;
using Tact.Touches;

namespace Tact.Load;

/// <summary>
/// Recording a touch without HTTP, beside a bare transaction that writes the same rows by prepared statements and nothing
/// else. Both through the same database class, so that both are durable in the same way.
/// </summary>
internal static class InProcess
{
    private const int WarmUp = 8;

    private const string Bare = """
        insert into timeline (contact_id, company_id, follow_up_id, kind, at, recorded_at, by_user, channel, direction, outcome, note, data, touch_key, cold)
        values ($contact, $company, $followUp, 'touch', $at, $at, $owner, 'call', 'out', 'voicemail', 'Left word about the checklist.', '{"planned":true,"fingerprint":"0123456789abcdef01234567"}', $key, 1);
        update follow_ups
        set state = $state, kind = $kind, step = $step, channel = $channel, due_on = $due, approach = $approach, last_touch_at = $at, details = $details, version = version + 1
        where id = $followUp;
        insert into due_counts (owner_id, state, kind, due_on, n) values ($owner, $state, $kind, $before, -1)
        on conflict (owner_id, state, kind, due_on) do update set n = due_counts.n + excluded.n;
        insert into due_counts (owner_id, state, kind, due_on, n) values ($owner, $state, $kind, $due, 1)
        on conflict (owner_id, state, kind, due_on) do update set n = due_counts.n + excluded.n;
        insert into day_counts (owner_id, day, planned, touches) values ($owner, '2000-01-01', 1, 1)
        on conflict (owner_id, day) do update set planned = day_counts.planned + excluded.planned, touches = day_counts.touches + 1;
        """;

    /// <summary>Runs it: so many seconds each, at one caller and at eight.</summary>
    public static void Run(string folder, int seconds)
    {
        using var data = SqliteDatabase.Open(folder);
        var workspace = new Workspace(data, BusinessClock.Running, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var rows = data.Read(session => session.Query<Target>(
            """
            select f.id as Id, f.contact_id as ContactId, f.company_id as CompanyId, f.owner_id as OwnerId, f.state as State, f.kind as Kind, f.step as Step, f.channel as Channel, f.due_on as DueOn,
                   f.approach as Approach, f.details as Details
            from follow_ups f
            where f.state = 'active' and f.kind >= 5 and f.id % 3 = 1
            """));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count:N0} follow-ups to record on; each is taken once"));
        var next = new Random(Environment.TickCount).Next(rows.Count);
        foreach (var callers in (int[])[1, 8])
        {
            Measure("bare transaction", callers, WarmUp, _ => data.WriteAsync(session => WriteBare(session, Take())));
            Measure("use case        ", callers, WarmUp, n => LogTouch.RunAsync(workspace, Actor.CommandLine, Touch(n, Take())));
            var bare = Measure("bare transaction", callers, seconds, _ => data.WriteAsync(session => WriteBare(session, Take())));
            var real = Measure("use case        ", callers, seconds, n => LogTouch.RunAsync(workspace, Actor.CommandLine, Touch(n, Take())));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {callers} callers: bare    {bare}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {callers} callers: touch   {real}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio {bare.PerSecond / real.PerSecond:0.00}"));
        }

        Target Take() => rows[(int)((uint)Interlocked.Increment(ref next) % (uint)rows.Count)];
    }

    private static TouchInput Touch(int n, Target row) => new()
    {
        Contact = row.ContactId.ToString(CultureInfo.InvariantCulture), FollowUp = row.Id, Channel = "call", Key = Guid.NewGuid().ToString("N"),
        Outcome = (n % 10) switch { < 5 => "voicemail", < 8 => "no-answer", _ => "spoke" },
        Note = "Left word about the checklist.", Offer = n % 3 == 0 ? "checklist for the first audit" : null,
        Next = n % 10 >= 8 ? "Call about the figures" : null, On = n % 10 >= 8 ? LocalDate.FromDateTime(DateTime.UtcNow).PlusDays(9) : null,
    };

    private static bool WriteBare(Session session, Target row)
    {
        var command = BareCommand.For(session);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        object?[] values = [row.ContactId, row.CompanyId, row.Id, now, row.OwnerId, row.State, row.Kind, row.Step, row.Channel, row.MovedTo, row.Approach, row.Details, row.DueOn, Guid.NewGuid().ToString("N")];
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
        return true;
    }

    private static Timings Measure(string what, int callers, int seconds, Func<int, Task> call)
    {
        _ = what;
        var times = new ConcurrentBag<List<double>>();
        var clock = Stopwatch.StartNew();
        var all = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = new List<double>();
            for (var n = caller; clock.Elapsed.TotalSeconds < seconds; n += callers)
            {
                var started = Stopwatch.GetTimestamp();
                await call(n);
                mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Add(mine);
        })).ToArray();
        Task.WaitAll(all);
        return new Timings([.. times.SelectMany(t => t)], clock.Elapsed);
    }

    private static class BareCommand
    {
        private static Microsoft.Data.Sqlite.SqliteCommand? command;

        public static Microsoft.Data.Sqlite.SqliteCommand For(Session session)
        {
            if (command?.Connection != session.Connection)
            {
                command = (Microsoft.Data.Sqlite.SqliteCommand)session.Connection.CreateCommand();
                command.CommandText = Bare;
                foreach (var name in (string[])["$contact", "$company", "$followUp", "$at", "$owner", "$state", "$kind", "$step", "$channel", "$due", "$approach", "$details", "$before", "$key"])
                    command.Parameters.AddWithValue(name, DBNull.Value);
            }

            command.Transaction = (Microsoft.Data.Sqlite.SqliteTransaction?)session.Transaction;
            return command;
        }
    }

    private sealed class Target
    {
        public long Id { get; set; }

        public long ContactId { get; set; }

        public long? CompanyId { get; set; }

        public long OwnerId { get; set; }

        public string State { get; set; } = "";

        public long Kind { get; set; }

        public string? Step { get; set; }

        public string? Channel { get; set; }

        public string? DueOn { get; set; }

        /// <summary>Where the decision after the touch would move it: another day, as a real one does.</summary>
        public string MovedTo => LocalDate.FromDateTime(DateTime.UtcNow).PlusDays(9 + (int)(Id % 20)).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

        public long Approach { get; set; }

        public string Details { get; set; } = "";
    }
}
