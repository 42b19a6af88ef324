namespace Tact.Rehearsal;

/// <summary>Removes recordings whose time is over, every hour.</summary>
public sealed class OldRecordings(Workspace workspace, ILogger<OldRecordings> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => Recordings.RemoveOld(workspace), stoppingToken);
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                log.LogError(wrong, "Recordings whose time is over could not be removed; it is tried again in an hour.");
            }

            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
