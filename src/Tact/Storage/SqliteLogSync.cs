using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Tact.Storage;

/// <summary>
/// Makes what was committed durable: the write-ahead log reaches the disk before anybody is told. While others wait for the writer this happens
/// beside it, and one sync answers all who committed before it began.
/// </summary>
sealed class SqliteLogSync : IDisposable
{
    readonly string log;
    readonly BlockingCollection<Action<Exception?>> committed = [];
    readonly Thread thread;
    readonly Lock opening = new();
    SafeFileHandle? handle;
    long times;

    /// <param name="log">Path of the write-ahead log.</param>
    public SqliteLogSync(string log)
    {
        this.log = log;
        Flush = FlushToDisk;
        thread = new Thread(SyncUntilDisposed) { IsBackground = true, Name = "tact sync" };
    }

    /// <summary>How often the log was synced.</summary>
    internal long Times => Interlocked.Read(ref times);

    /// <summary>Brings the log to the disk; tests let it fail.</summary>
    internal Action Flush { get; set; }

    /// <summary>Syncs what is committed.</summary>
    /// <exception cref="DataProblem">The disk would not take it.</exception>
    public void Now()
    {
        try
        {
            Flush();
            Interlocked.Increment(ref times);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new DataProblem("The disk reported an error when it was to keep this for good. It may be lost when the machine stops; check the disk, then look whether it is there.", wrong);
        }
    }

    /// <summary>Syncs what is committed, soon, and then answers: with null, or with what went wrong.</summary>
    public void Soon(Action<Exception?> answer)
    {
        if (thread.ThreadState.HasFlag(ThreadState.Unstarted))
            thread.Start();
        committed.Add(answer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        committed.CompleteAdding();
        if (thread.IsAlive)
            thread.Join();
        committed.Dispose();
        handle?.Dispose();
    }

    void SyncUntilDisposed()
    {
        var together = new List<Action<Exception?>>();
        while (committed.TryTake(out var first, Timeout.Infinite))
        {
            together.Add(first);
            while (committed.TryTake(out var next))
                together.Add(next);
            Exception? failure = null;
            try
            {
                Now();
            }
            catch (DataProblem wrong)
            {
                failure = wrong;
            }
            foreach (var answer in together)
                answer(failure);
            together.Clear();
        }
    }

    void FlushToDisk()
    {
        lock (opening)
            handle ??= File.OpenHandle(log, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
    }
}
