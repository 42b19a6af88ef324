using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>One import in the workspace: its file, how far it is, who works on it.</summary>
public static class ImportBatch
{
    // small enough that the collector does not count each among the large objects
    const int PartBytes = 64 * 1024;

    /// <summary>How long others' writes may wait behind one transaction of an import.</summary>
    static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(14);
    const int FewestRows = 100;
    const int FirstRows = 250;
    const int MostRows = 2000;

    /// <summary>So many new people wait at most until a search finds them, while an import runs.</summary>
    const long MostNotFound = 5000;

    /// <summary>After this long without a sign of life, somebody else may go on with it. Longer than any transaction.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(20);

    internal static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    internal sealed class Row
    {
        public long Id { get; set; }
        public string FileName { get; set; } = "";
        public long? ByUser { get; set; }
        public long? OwnerId { get; set; }
        public string? Tag { get; set; }
        public string? Mapping { get; set; }
        public string State { get; set; } = "";
        public long? RowsTotal { get; set; }
        public long RowsDone { get; set; }
        public long Created { get; set; }
        public long Updated { get; set; }
        public long Skipped { get; set; }
        public long SuppressedEmail { get; set; }
        public long SuppressedPhone { get; set; }
        public long SuppressedAll { get; set; }
        public long StartedAt { get; set; }
        public long? FinishedAt { get; set; }
    }

    internal const string Columns = """
        id, file_name as FileName, by_user as ByUser, owner_id as OwnerId, tag, mapping, state, rows_total as RowsTotal, rows_done as RowsDone, created, updated, skipped,
        suppressed_email as SuppressedEmail, suppressed_phone as SuppressedPhone, suppressed_all as SuppressedAll, started_at as StartedAt, finished_at as FinishedAt
        """;

    /// <summary>Takes the file into the workspace. Until that is complete, its state is "receiving" and nothing but its bytes is there.</summary>
    internal static long Keep(Workspace workspace, ImportSettings settings, ImportInput input, FileSurvey survey, Func<Stream> open, string then)
    {
        using var stream = open();
        var batch = workspace.Data.Write(session => session.Insert(
            """
            insert into imports (file_name, by_user, owner_id, tag, mapping, state, rows_total, bytes_total, started_at, worker, seen_at)
            values (@FileName, @By, @OwnerId, @Tag, @mapping, 'receiving', @Rows, @bytes, @at, @worker, @seen)
            returning id
            """,
            new
            {
                input.FileName, settings.By, settings.OwnerId, settings.Tag, mapping = JsonSerializer.Serialize(input.Mapping, Format), survey.Rows,
                bytes = stream.CanSeek ? stream.Length : (long?)null, at = settings.Now.ToUnixTimeMilliseconds(), worker = Worker, seen = Seen(),
            }));
        var buffer = new byte[PartBytes];
        for (long part = 0; stream.ReadAtLeast(buffer, PartBytes, throwOnEndOfStream: false) is var read and > 0; part++)
        {
            var content = buffer.AsSpan(0, read).ToArray();
            workspace.Data.WritePatientlyAsync(session =>
            {
                session.Execute("insert into import_parts (import_id, part, content) values (@batch, @part, @content)", new { batch, part, content });
                return session.Execute("update imports set seen_at = @seen where id = @batch", new { batch, seen = Seen() });
            }).GetAwaiter().GetResult();
        }
        workspace.Data.Write(session =>
        {
            session.Execute("update imports set state = @then where id = @batch", new { batch, then });
        });
        return batch;
    }

    /// <summary>
    /// Imports what is left of a batch, in transactions short enough that nobody's touch waits behind them for long. Safe to call again after an
    /// interruption: it goes on after the last row that was written.
    /// </summary>
    /// <param name="looked">The same file, where this program has just looked at it.</param>
    public static Result<ImportReport> Finish(Workspace workspace, long batch, Action<ImportProgress>? progress = null, CancellationToken stop = default, ImportFile? looked = null)
    {
        var claimed = workspace.Data.Write(session => session.Execute(
            "update imports set worker = @worker, seen_at = @seen where id = @batch and state = 'running' and (worker is null or worker = @worker or seen_at < @abandoned)",
            new { batch, worker = Worker, seen = Seen(), abandoned = Seen() - (long)Abandoned.TotalMilliseconds }));
        if (workspace.Data.Read(session => session.One<Row>($"select {Columns} from imports where id = @batch", new { batch })) is not { } row)
            return new Result<ImportReport>.NotFound($"There is no import {batch}.");
        if (claimed == 0)
            return row.State == "done" ? Report(workspace, batch) : new Result<ImportReport>.Stale($"Import {batch} is being worked on already.");

        var input = new ImportInput { FileName = row.FileName, Tag = row.Tag, Mapping = JsonSerializer.Deserialize<ImportMapping>(row.Mapping!, Format)! };
        var read = workspace.Data.Read(session => ImportContacts.Settings(session, workspace, Actor.CommandLine, input));
        if (read is not Result<ImportSettings>.Ok { Value: var usual })
            return read.Then<ImportReport>(_ => throw new InvalidOperationException());
        var settings = usual with { By = row.ByUser, OwnerId = row.OwnerId, Now = Instant.FromUnixTimeMilliseconds(row.StartedAt) };
        var place = ImportContacts.PlaceOf(workspace) with { Today = settings.Now.InZone(workspace.Zone).Date };
        Stream Open() => new PartsStream(workspace.Data, batch);
        var file = looked?.At(Open, place) ?? ImportFile.Open(Open, input.Mapping, place);

        if (row.RowsDone == 0)
            workspace.Data.Write(session => KeepNotes(session, batch, file.Survey.Notes));
        WriteRows(workspace, batch, file, settings, row.RowsDone, progress, stop);
        if (stop.IsCancellationRequested)
            return new Result<ImportReport>.Stale($"Import {batch} was interrupted. It goes on when Tact starts again.");
        Close(workspace, batch, file.Afterwards);
        return Report(workspace, batch);
    }

    static void WriteRows(Workspace workspace, long batch, ImportFile file, ImportSettings settings, long done, Action<ImportProgress>? progress, CancellationToken stop)
    {
        var companies = new KnownCompanies();
        using var late = new LateKeys(workspace);
        late.All(); // what an interrupted import left
        using var known = KnownKeys.For(workspace, batch, file.Survey.Rows - done);
        using var rows = ReadAhead.Of(file.Rows().Skip((int)done).Select(row => ReadyRow.Of(row, settings, known)), stop).GetEnumerator();
        var size = FirstRows;
        long notFilled = 0;
        // While some rows are written, the next are gathered.
        RowsTurn? writing = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var chunk = new List<ReadyRow>(size);
                while (chunk.Count < size && rows.MoveNext())
                    chunk.Add(rows.Current);
                if (writing is not null)
                {
                    var took = writing.End();
                    // Fewer after a slow turn, a few more after a quick one.
                    size = took > Turn ? Math.Max(FewestRows, (int)(size * Math.Max(0.5, Turn / took))) : Math.Min(MostRows, size + size / 8);
                    progress?.Invoke(new(done, file.Survey.Rows));
                }
                if (chunk.Count == 0 || stop.IsCancellationRequested)
                    break;
                writing = RowsTurn.Begin(workspace, batch, settings, chunk, companies, known);
                done += chunk.Count;
                notFilled += chunk.Count;
                late.Step(known.Pending);
                while (notFilled > MostNotFound && !stop.IsCancellationRequested && BulkSearch.Fill(workspace, batch, BulkSearch.Slice) is var filled)
                {
                    notFilled = filled == 0 ? 0 : notFilled - filled;
                    BulkSearch.Merge(workspace);
                }
            }
            writing?.End();
        }
        finally
        {
            // whoever goes on with this import must not meet rows that are still on their way
            writing?.Settle();
        }
        if (stop.IsCancellationRequested)
            return;
        BulkSearch.FillAll(workspace, batch);
        late.All();
    }

    static void Close(Workspace workspace, long batch, IReadOnlyList<ImportProblem> afterwards)
    {
        workspace.Data.Write(session =>
        {
            foreach (var problem in afterwards)
                AddProblem(session, batch, problem);
            session.Execute("update imports set state = 'done', finished_at = @at, worker = null where id = @batch", new { batch, at = workspace.Now.ToUnixTimeMilliseconds() });
        });
        // only now: an import that is interrupted before it is done still needs its file
        RemoveParts(workspace, batch);
    }

    internal static void RemoveParts(Workspace workspace, long batch)
    {
        while (workspace.Data.Write(session => session.Execute(
            "delete from import_parts where import_id = @batch and part in (select part from import_parts where import_id = @batch order by part limit 32)", new { batch })) > 0)
        {
        }
    }

    /// <summary>What an import did.</summary>
    public static Result<ImportReport> Report(Workspace workspace, long batch) => workspace.Data.Read<Result<ImportReport>>(session =>
    {
        if (session.One<Row>($"select {Columns} from imports where id = @batch", new { batch }) is not { } row)
            return new Result<ImportReport>.NotFound($"There is no import {batch}.");
        var problems = session.Query<(long Row, string Field, string Problem)>("select row_number, field, problem from import_problems where import_id = @batch order by row_number, id", new { batch })
            .ConvertAll(problem => new ImportProblem(problem.Row, problem.Field.Length == 0 ? null : problem.Field, problem.Problem));
        return new ImportReport(batch, row.RowsDone, row.Created, row.Updated, row.Skipped, new(row.SuppressedEmail, row.SuppressedPhone, row.SuppressedAll), problems);
    });

    static void KeepNotes(Session session, long batch, IReadOnlyList<ImportProblem> notes)
    {
        session.Execute("delete from import_problems where import_id = @batch", new { batch });
        foreach (var note in notes)
            AddProblem(session, batch, note);
    }

    static void AddProblem(Session session, long batch, ImportProblem problem) => session.Execute(
        "insert into import_problems (import_id, row_number, field, problem) values (@batch, @Row, @field, @Problem)", new { batch, problem.Row, field = problem.Field ?? "", problem.Problem });

    /// <summary>Imports that were interrupted: their worker has shown no sign of life, or was this program before it was started again.</summary>
    public static List<long> Interrupted(Workspace workspace) => workspace.Data.Read(session => session
        .Query<(long Id, string? Worker, long? Seen)>("select id, worker, seen_at from imports where state in ('receiving', 'running', 'undoing') order by id")
        .Where(one => one.Worker != Worker && (IsGone(one.Worker) || (one.Seen ?? 0) < Seen() - (long)Abandoned.TotalMilliseconds))
        .Select(one => one.Id)
        .ToList());

    /// <summary>Finishes every interrupted import, and removes those whose file had not arrived whole. For the start of a program.</summary>
    public static void FinishInterrupted(Workspace workspace, Action<long, ImportProgress>? progress = null, CancellationToken stop = default)
    {
        foreach (var batch in Interrupted(workspace))
        {
            var state = workspace.Data.Write(session =>
            {
                session.Execute("update imports set worker = null where id = @batch", new { batch });
                return session.One<string>("select state from imports where id = @batch", new { batch });
            });
            if (state == "running")
                FinishOrSayWhyNot(workspace, batch, step => progress?.Invoke(batch, step), stop);
            else if (state == "undoing")
                UndoImport.Run(workspace, Actor.CommandLine, batch);
            else
                Forget(workspace, batch);
        }

        foreach (var batch in workspace.Data.Read(session => session.Query<long>(
            "select id from imports i where i.state in ('done', 'undone') and exists (select 1 from import_parts p where p.import_id = i.id)")))
            RemoveParts(workspace, batch);
    }

    /// <summary>As <see cref="Finish"/>; a file that trips over a fault of ours must not stop the program, nor be tried for ever.</summary>
    internal static void FinishOrSayWhyNot(Workspace workspace, long batch, Action<ImportProgress>? progress = null, CancellationToken stop = default)
    {
        try
        {
            Finish(workspace, batch, progress, stop);
        }
        catch (Exception wrong) when (wrong is not (DataProblem or System.Data.Common.DbException or OperationCanceledException))
        {
            BulkSearch.FillAll(workspace, batch);
            using var late = new LateKeys(workspace);
            late.All();
            workspace.Data.Write(session => session.Execute(
                "update imports set state = 'failed', worker = null, error = @Message where id = @batch and state = 'running'", new { batch, wrong.Message }));
        }
    }

    /// <summary>Throws away files that somebody looked at so long ago and never imported.</summary>
    public static void ForgetNeverStarted(Workspace workspace, TimeSpan after)
    {
        foreach (var batch in workspace.Data.Read(session => session.Query<long>(
            "select id from imports where state = 'waiting' and seen_at < @before", new { before = Seen() - (long)after.TotalMilliseconds })))
            Forget(workspace, batch);
    }

    internal static void Forget(Workspace workspace, long batch)
    {
        RemoveParts(workspace, batch);
        workspace.Data.Write(session =>
        {
            session.Execute("delete from import_problems where import_id = @batch", new { batch });
            session.Execute("delete from imports where id = @batch and state in ('receiving', 'waiting')", new { batch });
        });
    }

    // A process of this machine that is not there any more can be told at once.
    static bool IsGone(string? worker)
    {
        if (worker is null)
            return true;
        var parts = worker.Split('/');
        if (parts.Length != 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], out var id))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond - long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) is > 2 or < -2;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    internal static readonly string Worker = MyName();

    static string MyName()
    {
        using var me = Process.GetCurrentProcess();
        return $"{Environment.MachineName}/{me.Id}/{me.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}";
    }

    // Signs of life keep real time, whatever the business clock says.
    internal static long Seen() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>The kept bytes of an import as a stream, one part in memory at a time.</summary>
sealed class PartsStream(Database data, long batch) : Stream
{
    byte[] current = [];
    int at;
    long next;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (at == current.Length)
        {
            (current, at) = (data.Read(session => session.Scalar<byte[]>("select content from import_parts where import_id = @batch and part = @next", new { batch, next })) ?? [], 0);
            next++;
            if (current.Length == 0)
                return 0;
        }
        var count = Math.Min(buffer.Length, current.Length - at);
        current.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
