using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>Imports in the background, one after the other; finishes first what was interrupted when the program stopped.</summary>
public sealed class ImportWork(Workspace workspace, ILogger<ImportWork> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    /// <summary>How long a file that was looked at and never imported is kept.</summary>
    static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    const int DryRunsKept = 16;
    static readonly TimeSpan DryRunIsGood = TimeSpan.FromMinutes(5);

    readonly Channel<long> asked = Channel.CreateUnbounded<long>();
    readonly ConcurrentDictionary<(long Batch, string Mapping, long After), (long At, DryRunSeen Seen)> dryRuns = [];

    /// <summary>What a dry run said a moment ago, or says now; null when the file cannot be read.</summary>
    internal DryRunSeen? Looked(long batch, string mapping, long after, Func<DryRunSeen?> look)
    {
        if (dryRuns.TryGetValue((batch, mapping, after), out var known) && Stopwatch.GetElapsedTime(known.At) < DryRunIsGood)
            return known.Seen;
        if (look() is not { } seen)
            return null;
        if (dryRuns.Count >= DryRunsKept)
            dryRuns.Clear();
        dryRuns[(batch, mapping, after)] = (Stopwatch.GetTimestamp(), seen);
        return seen;
    }

    /// <summary>Wakes the work for a batch that was released.</summary>
    public void Ask(long batch) => asked.Writer.TryWrite(batch);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await OwnThread.Run(() => FinishAll(stoppingToken));
            }
            catch (DataProblem problem)
            {
                log.LogWarning("An import waits: {Problem}", problem.Message);
            }
            catch (System.Data.Common.DbException problem)
            {
                log.LogWarning("An import waits for the database: {Problem}", problem.Message);
            }
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(Look);
            try
            {
                await asked.Reader.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // Time to look whether another node left something.
            }
        }
    }

    void FinishAll(CancellationToken stop)
    {
        foreach (var batch in Released())
            ImportBatch.FinishOrSayWhyNot(workspace, batch, stop: stop);
        ImportBatch.FinishInterrupted(workspace, stop: stop);
        ImportBatch.ForgetNeverStarted(workspace, Forgotten);
    }

    List<long> Released() => workspace.Data.Read(session => session.Query<long>("select id from imports where state = 'running' and worker is null order by id"));
}

/// <summary>What a dry run said: how the file was read, the counts and problems, some rows.</summary>
sealed record DryRunSeen(FileSurvey Survey, ImportReport Report, List<RowReport> Rows);
