using System.Threading.Channels;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>Imports in the background, one after the other; finishes first what was interrupted when the program stopped.</summary>
public sealed class ImportWork(Workspace workspace, ILogger<ImportWork> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    readonly Channel<long> asked = Channel.CreateUnbounded<long>();

    /// <summary>Wakes the work for a batch that was released.</summary>
    public void Ask(long batch) => asked.Writer.TryWrite(batch);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var batch in Released())
                    ImportBatch.FinishOrSayWhyNot(workspace, batch, stop: stoppingToken);
                ImportBatch.FinishInterrupted(workspace, stop: stoppingToken);
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

    List<long> Released() => workspace.Data.Read(session => session.Query<long>("select id from imports where state = 'running' and worker is null order by id"));
}
