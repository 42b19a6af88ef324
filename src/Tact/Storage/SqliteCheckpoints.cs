using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tact.Storage;

/// <summary>
/// Brings the pages of the write-ahead log into the file. Most of them beside the writer, while it goes on writing; the last few in its
/// turn, so that nothing is left over and the log begins anew.
/// </summary>
sealed class SqliteCheckpoints : IDisposable
{
    /// <summary>So many pages are worth a look beside the writer.</summary>
    const int PagesBeside = 1024;

    /// <summary>A log of so many pages is to begin anew, as soon as few of them are left to move.</summary>
    const int LongLog = 12_288;
    const int FewPages = 512;

    /// <summary>A log so long is dealt with in the writer's turn, whatever is left and whoever waits.</summary>
    const int VeryLongLog = 2 * LongLog;
    const long CutOffAfterBytes = 128L * 1024 * 1024;
    const long LongAtTheEndBytes = 4L * 1024 * 1024;

    readonly Func<SqliteConnection> connect;
    readonly FileInfo log;
    readonly ManualResetEventSlim isLong = new();
    readonly Thread thread;
    long left;
    long length;
    volatile bool disposed;

    /// <param name="connect">Opens a connection that may write.</param>
    /// <param name="log">Path of the write-ahead log.</param>
    public SqliteCheckpoints(Func<SqliteConnection> connect, string log)
    {
        this.connect = connect;
        this.log = new(log);
        thread = new Thread(MoveUntilDisposed) { IsBackground = true, Name = "tact checkpoint" };
    }

    /// <summary>The writer has committed, and its turn is not over.</summary>
    /// <param name="someoneWaits">Whether others wait for the writer; they go first, as long as the log allows.</param>
    public void Committed(SqliteConnection writer, bool someoneWaits)
    {
        raw.sqlite3_db_status(writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        var now = Interlocked.Add(ref left, written);
        var pages = Interlocked.Add(ref length, written);
        if (pages >= VeryLongLog || (pages >= LongLog && now <= FewPages && !someoneWaits))
            Move(writer);
        else if (now >= PagesBeside || pages >= LongLog)
            Wake();
    }

    /// <summary>Whether the log is worth emptying before the program ends.</summary>
    public bool IsLong
    {
        get
        {
            log.Refresh();
            return log is { Exists: true, Length: > LongAtTheEndBytes };
        }
    }

    /// <summary>Moves everything that readers let go of and cuts the log off, in the writer's turn.</summary>
    public static void Empty(SqliteConnection writer)
    {
        using var command = writer.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        isLong.Set();
        if (thread.IsAlive)
            thread.Join();
        isLong.Dispose();
    }

    void Wake()
    {
        if (thread.ThreadState.HasFlag(ThreadState.Unstarted))
            thread.Start();
        isLong.Set();
    }

    void MoveUntilDisposed()
    {
        SqliteConnection? connection = null;
        while (!disposed)
        {
            isLong.Wait();
            isLong.Reset();
            if (disposed)
                break;
            try
            {
                connection ??= connect();
                Move(connection);
            }
            catch (Exception wrong) when (wrong is SqliteException or DataProblem)
            {
                // Whatever it is, the writer meets it too when the log is very long, and says so.
                connection?.Dispose();
                connection = null;
            }
        }
        connection?.Dispose();
    }

    void Move(SqliteConnection connection)
    {
        var (leftBefore, lengthBefore) = (Interlocked.Read(ref left), Interlocked.Read(ref length));
        log.Refresh();
        using var command = connection.CreateCommand();
        // truncate waits for readers until the busy handler gives up; passive goes as far as they let it
        command.CommandText = lengthBefore >= VeryLongLog && log is { Exists: true, Length: > CutOffAfterBytes } ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(passive)";
        using var reader = command.ExecuteReader();
        if (!reader.Read() || reader.GetInt64(1) is not (>= 0 and var kept))
            return;
        // What the writer wrote meanwhile is not among what is kept.
        var remains = kept - reader.GetInt64(2);
        Interlocked.Add(ref left, remains - leftBefore);
        Interlocked.Add(ref length, (remains == 0 && Interlocked.Read(ref left) == 0 ? 0 : kept) - lengthBefore);
    }
}
