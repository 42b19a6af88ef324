using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tact.Storage;

/// <summary>
/// The workspace in one file. Exactly one writer at a time, in this process (one thread) and between processes (a lock
/// file): the native SQLite 3.50 that ships here is reported to damage its write-ahead log when two connections write or
/// checkpoint at once (fixed in 3.51.3). Writers that wait together share one sync to disk.
/// </summary>
public sealed class SqliteDatabase : Database
{
    private const int MostWritesPerSync = 256;
    private const int CheckpointAfterBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan WaitForOtherProcesses = TimeSpan.FromSeconds(5);

    private readonly string file;
    private readonly string lockFile;
    private readonly ConcurrentBag<(SqliteConnection Connection, SqliteStatements Statements)> readers = [];
    private readonly BlockingCollection<Pending> queue = [];
    private readonly Thread writerThread;
    private SqliteConnection? writer;
    private SqliteStatements? writerStatements;
    private bool disposed;

    private SqliteDatabase(string folder)
    {
        file = Path.Combine(folder, "tact.db");
        lockFile = Path.Combine(folder, "write.lock");
        Place = folder;
        writerThread = new Thread(WriteUntilDisposed) { IsBackground = true, Name = "tact writer" };
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Sqlite;

    /// <inheritdoc/>
    public override string Place { get; }

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
        if (!readers.TryTake(out var reader))
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
            readers.Add(reader);
        }
    }

    /// <inheritdoc/>
    public override async Task<T> WriteAsync<T>(Func<Session, T> work)
    {
        var pending = new Pending(session => work(session));
        queue.Add(pending);
        return (T)(await pending.Done.Task.ConfigureAwait(false))!;
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
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < MostWritesPerSync && queue.TryTake(out var next))
                batch.Add(next);
            WriteTogether(batch);
        }
    }

    /// <summary>One transaction and one sync for all that wait; each has its own savepoint, so that one failure undoes only itself.</summary>
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

            using (var transaction = writer.BeginTransaction(deferred: false))
            {
                var session = new Session(writer, transaction, Dialect.Sqlite) { Statements = writerStatements };
                foreach (var pending in batch)
                    WriteOne(pending, session, transaction);
                transaction.Commit();
            }

            foreach (var pending in batch)
                pending.Answer();
            CheckpointWhenLong(writer);
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
                pending.Done.TrySetException(said);
            CloseWriter();
        }
    }

    private void CloseWriter()
    {
        writerStatements?.Dispose();
        writerStatements = null;
        writer?.Dispose();
        writer = null;
    }

    private static void WriteOne(Pending pending, Session session, SqliteTransaction transaction)
    {
        transaction.Save("one");
        try
        {
            pending.Result = pending.Work(session);
            transaction.Release("one");
        }
        catch (SqliteException wrong) when (wrong.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_NOMEM or raw.SQLITE_READONLY)
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
            using var command = connection.CreateCommand();
            command.CommandText = readOnly
                ? "pragma wal_autocheckpoint = 0; pragma synchronous = full; pragma temp_store = memory; pragma cache_size = -8000; pragma query_only = on;"
                : "pragma journal_mode = wal; pragma wal_autocheckpoint = 0; pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -32000;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException wrong)
        {
            connection.Dispose();
            throw InWords(wrong);
        }
    }

    private void CheckpointWhenLong(SqliteConnection connection)
    {
        var log = new FileInfo(file + "-wal");
        if (!log.Exists || log.Length < CheckpointAfterBytes)
            return;
        using var command = connection.CreateCommand();
        // truncate waits for readers only until the busy handler gives up; passive progress still counts
        command.CommandText = log.Length > 8L * CheckpointAfterBytes ? "pragma wal_checkpoint(restart)" : "pragma wal_checkpoint(passive)";
        command.ExecuteNonQuery();
    }

    private static Exception InWords(SqliteException wrong) => wrong.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new DataProblem("The disk is full. Nothing of this was saved; free some space and try again.", wrong),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new DataProblem("The data file is damaged or is not a Tact workspace. Restore it from a backup, or point --data to another folder.", wrong),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => new DataProblem("The data file cannot be opened for writing. Check the permissions of the data folder, or choose another with --data.", wrong),
        raw.SQLITE_IOERR => new DataProblem("The disk reported an error. Nothing of this was saved; check the disk and try again.", wrong),
        _ => wrong,
    };

    private sealed class Pending(Func<Session, object?> work)
    {
        public Func<Session, object?> Work { get; } = work;

        public TaskCompletionSource<object?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public object? Result { get; set; }

        public Exception? Failure { get; set; }

        public void Answer()
        {
            if (Failure is null)
                Done.TrySetResult(Result);
            else
                Done.TrySetException(Failure);
        }
    }
}
