using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tact.Storage;

/// <summary>
/// The workspace in one file. Exactly one writer at a time, in this process (one thread) and between processes (a lock
/// file), so that nobody meets a busy database. A commit does not sync the log (synchronous=NORMAL); <see cref="SqliteLogSync"/> does, before
/// anybody is told of it, so that what was acknowledged survives a power cut as with synchronous=FULL.
/// </summary>
public sealed class SqliteDatabase : Database
{
    private const int MostCachedKiB = 20_000;
    private const int LeastCachedKiB = 4_000;
    private const int MostWritesPerSync = 256;
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WaitForOtherProcesses = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(1);

    private readonly string file;
    private readonly string lockFile;
    // the last one used comes first, so that what it has read is read again
    private readonly ConcurrentStack<(SqliteConnection Connection, SqliteStatements Statements)> readers = [];
    private readonly BlockingCollection<Pending> queue = [];
    private readonly ConcurrentQueue<Pending> patient = [];
    private readonly Pending<bool> wake = new(_ => true);
    private readonly Thread writerThread;
    private SqliteConnection? writer;
    private SqliteStatements? writerStatements;
    private readonly SqliteCheckpoints checkpoints;
    private readonly SqliteLogSync sync;
    private int readersMade;
    private int waiting;
    private bool disposed;
    private long lastPatientTicks;

    // every connection here is used by one thread at a time, so that SQLite need not lock around each call; must come before its first use
    static SqliteDatabase()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private SqliteDatabase(string folder)
    {
        file = Path.Combine(folder, "tact.db");
        lockFile = Path.Combine(folder, "write.lock");
        Place = folder;
        writerThread = new Thread(WriteUntilDisposed) { IsBackground = true, Name = "tact writer" };
        checkpoints = new(() => Connect(readOnly: false), file + "-wal");
        sync = new(file + "-wal");
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Sqlite;

    /// <inheritdoc/>
    public override string Place { get; }

    /// <summary>What makes commits durable, for tests.</summary>
    internal SqliteLogSync LogSync => sync;

    /// <inheritdoc/>
    public override string KeyFolder => Place;

    /// <summary>Opens or creates the workspace in a folder. Throws <see cref="DataProblem"/> with what to do when it cannot.</summary>
    public static SqliteDatabase Open(string folder)
    {
        var database = new SqliteDatabase(folder);
        try
        {
            Directory.CreateDirectory(folder);
            database.writerThread.Start();
            database.Write(Migrations.Apply);
            return database;
        }
        catch (Exception wrong) when (wrong is UnauthorizedAccessException or IOException)
        {
            database.Dispose();
            throw new DataProblem($"The data folder {folder} cannot be used: {wrong.Message} Check that it exists and that you may write to it, or choose another with --data.", wrong);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override T Read<T>(Func<Session, T> query)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!readers.TryPop(out var reader))
        {
            var connection = Connect(readOnly: true);
            reader = (connection, new SqliteStatements(connection));
        }

        try
        {
            using var snapshot = reader.Connection.BeginTransaction(deferred: true);
            return query(new Session(reader.Connection, snapshot, Dialect.Sqlite) { Statements = reader.Statements });
        }
        catch (SqliteException wrong)
        {
            throw InWords(wrong);
        }
        finally
        {
            readers.Push(reader);
        }
    }

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, T> work)
    {
        var pending = new Pending<T>(work);
        Interlocked.Increment(ref waiting);
        queue.Add(pending);
        return pending.Done;
    }

    /// <inheritdoc/>
    public override TimeSpan LastPatient => TimeSpan.FromTicks(Volatile.Read(ref lastPatientTicks));

    /// <inheritdoc/>
    public override Task<T> WritePatientlyAsync<T>(Func<Session, T> work)
    {
        var pending = new Pending<T>(work) { IsPatient = true };
        patient.Enqueue(pending);
        queue.Add(wake);
        return pending.Done;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        queue.CompleteAdding();
        if (writerThread.IsAlive)
            writerThread.Join();
        sync.Dispose();
        checkpoints.Dispose();
        ShortenLog();
        CloseWriter();
        foreach (var (connection, statements) in readers)
        {
            statements.Dispose();
            connection.Dispose();
        }

        queue.Dispose();
    }

    private void WriteUntilDisposed()
    {
        var batch = new List<Pending>();
        while (Next(batch))
            WriteTogether(batch);
    }

    /// <summary>All who wait, or one of the patient when nobody else waits or it has waited long enough.</summary>
    private bool Next(List<Pending> batch)
    {
        batch.Clear();
        if (patient.TryPeek(out var longest) && longest.Waited > MostPatience && patient.TryDequeue(out var late))
        {
            batch.Add(late);
            return true;
        }

        while (batch.Count < MostWritesPerSync && queue.TryTake(out var next, batch.Count > 0 || !patient.IsEmpty ? 0 : Timeout.Infinite))
        {
            if (next == wake)
                continue;
            Interlocked.Decrement(ref waiting);
            batch.Add(next);
        }

        if (batch.Count == 0 && patient.TryDequeue(out var one))
            batch.Add(one);
        return batch.Count > 0;
    }

    /// <summary>One transaction for all that wait; one failure undoes only itself.</summary>
    private void WriteTogether(List<Pending> batch)
    {
        try
        {
            using var turn = TakeTurn();
            if (writer is null)
            {
                writer = Connect(readOnly: false);
                writerStatements = new SqliteStatements(writer);
            }

            var started = Stopwatch.GetTimestamp();
            Commit(batch);
            if (batch[0].IsPatient)
                Volatile.Write(ref lastPatientTicks, Stopwatch.GetElapsedTime(started).Ticks);
            Answer(batch);
            checkpoints.Committed(writer, Volatile.Read(ref waiting) > 0);
        }
        catch (Exception wrong)
        {
            var said = wrong switch
            {
                SqliteException sqlite => InWords(sqlite),
                UnauthorizedAccessException or IOException => new DataProblem($"The data folder {Place} cannot be used: {wrong.Message} Check that it exists and that you may write to it.", wrong),
                _ => wrong,
            };
            foreach (var pending in batch)
                pending.Answer(inVain: said);
            CloseWriter();
        }
    }

    // All at once, as a savepoint for each would keep a copy of every page that changes. Only when one fails is everything done again, each for itself.
    private void Commit(List<Pending> batch)
    {
        if (!InOneTransaction(batch, WriteAll))
            InOneTransaction(batch, WriteEach);
    }

    private bool InOneTransaction(List<Pending> batch, Func<List<Pending>, Session, SqliteTransaction, bool> write)
    {
        using var transaction = writer!.BeginTransaction(deferred: false);
        var isGood = write(batch, new Session(writer, transaction, Dialect.Sqlite) { Statements = writerStatements }, transaction);
        if (isGood)
            transaction.Commit();
        else
            transaction.Rollback();
        return isGood || batch.Count == 1;
    }

    /// <summary>Says what came of them: at once when the log need not be synced for them, else when it was.</summary>
    private void Answer(List<Pending> batch)
    {
        // the next ordinary write syncs the log up to itself, the turns of an import before it included
        if (batch[0].IsPatient || batch is [{ Failure: not null }])
            batch.ForEach(pending => pending.Answer());
        else if (Volatile.Read(ref waiting) > 0 || !patient.IsEmpty)
        {
            Pending[] all = [.. batch];
            sync.Soon(inVain => Array.ForEach(all, pending => pending.Answer(inVain)));
        }
        else
        {
            sync.Now();
            batch.ForEach(pending => pending.Answer());
        }
    }

    /// <summary>Leaves no long log behind, which whoever opens the workspace next would read first.</summary>
    private void ShortenLog()
    {
        if (writer is null || !checkpoints.IsLong)
            return;
        try
        {
            using var turn = TakeTurn();
            raw.sqlite3_busy_timeout(writer.Handle, (int)PatienceAtTheEnd.TotalMilliseconds);
            SqliteCheckpoints.Empty(writer);
        }
        catch (Exception wrong) when (wrong is DataProblem or SqliteException)
        {
            // another program is at it; everything is in the log, and the next to write moves it
        }
    }

    private void CloseWriter()
    {
        writerStatements?.Dispose();
        writerStatements = null;
        writer?.Dispose();
        writer = null;
    }

    // Whoever is alone says what went wrong; of several nobody knows yet whose fault it was.
    private static bool WriteAll(List<Pending> batch, Session session, SqliteTransaction transaction)
    {
        foreach (var pending in batch)
        {
            try
            {
                pending.Run(session);
            }
            catch (Exception wrong) when (wrong is not SqliteException sqlite || !IsFatal(sqlite))
            {
                if (batch.Count == 1)
                    pending.Failure = wrong is SqliteException said ? InWords(said) : wrong;
                return false;
            }
        }

        return true;
    }

    private static bool WriteEach(List<Pending> batch, Session session, SqliteTransaction transaction)
    {
        batch.ForEach(pending => WriteOne(pending, session, transaction));
        return true;
    }

    private static bool IsFatal(SqliteException wrong) =>
        wrong.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_NOMEM or raw.SQLITE_READONLY;

    private static void WriteOne(Pending pending, Session session, SqliteTransaction transaction)
    {
        transaction.Save("one");
        try
        {
            pending.Run(session);
            transaction.Release("one");
        }
        catch (SqliteException wrong) when (IsFatal(wrong))
        {
            throw;
        }
        catch (Exception wrong)
        {
            pending.Failure = wrong is SqliteException sqlite ? InWords(sqlite) : wrong;
            transaction.Rollback("one");
            transaction.Release("one");
        }
    }

    private FileStream TakeTurn()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && IsLocked(busy))
            {
                if (waited.Elapsed > WaitForOtherProcesses)
                    throw new DataProblem($"Another Tact program has been writing to {Place} for more than 5 seconds. Nothing was changed; try again in a moment.", busy);
                Thread.Sleep(2);
            }
        }
    }

    // .NET reports a lock held elsewhere as EAGAIN (11) on Linux and as a sharing violation on Windows.
    private static bool IsLocked(IOException busy) => (busy.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private SqliteConnection Connect(bool readOnly)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = 10 };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            // closing the last connection would checkpoint outside the writer's turn
            raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
            raw.sqlite3_busy_timeout(connection.Handle, (int)BusyTimeout.TotalMilliseconds);
            // else the planner looks at the value of a limit, and parses the statement again at each new binding of it
            raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
            using var command = connection.CreateCommand();
            command.CommandText = readOnly
                ? $"pragma wal_autocheckpoint = 0; pragma synchronous = full; pragma temp_store = memory; pragma cache_size = -{CacheOfNextReader()}; pragma query_only = on;"
                : "pragma journal_mode = wal; pragma wal_autocheckpoint = 0; pragma synchronous = normal; pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -32000;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException wrong)
        {
            connection.Dispose();
            throw InWords(wrong);
        }
    }

    // A few readers serve most pages and remember much; the others are for a crowd.
    private int CacheOfNextReader() => Interlocked.Increment(ref readersMade) <= Environment.ProcessorCount ? MostCachedKiB : LeastCachedKiB;

    private static Exception InWords(SqliteException wrong) => wrong.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new DataProblem("The disk is full. Nothing of this was saved; free some space and try again.", wrong),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new DataProblem("The data file is damaged or is not a Tact workspace. Restore it from a backup, or point --data to another folder.", wrong),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => new DataProblem("The data file cannot be opened for writing. Check the permissions of the data folder, or choose another with --data.", wrong),
        raw.SQLITE_IOERR => new DataProblem("The disk reported an error. Nothing of this was saved; check the disk and try again.", wrong),
        _ => wrong,
    };

    private abstract class Pending
    {
        private readonly long since = Stopwatch.GetTimestamp();

        public bool IsPatient { get; init; }

        public TimeSpan Waited => Stopwatch.GetElapsedTime(since);

        public Exception? Failure { get; set; }

        public abstract void Run(Session session);

        /// <summary>Tells whoever waits what came of it, or that all was in vain.</summary>
        public abstract void Answer(Exception? inVain = null);
    }

    // Whoever waits for it is woken by the writer itself, with no other thread between.
    private sealed class Pending<T>(Func<Session, T> work) : Pending
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // forgotten once it is answered: a queue that was peeked at keeps its last items alive
        private Func<Session, T>? work = work;
        private T result = default!;

        public Task<T> Done => done.Task;

        public override void Run(Session session) => result = work!(session);

        public override void Answer(Exception? inVain = null)
        {
            work = null;
            if ((inVain ?? Failure) is { } failure)
                done.TrySetException(failure);
            else
                done.TrySetResult(result);
        }
    }
}
