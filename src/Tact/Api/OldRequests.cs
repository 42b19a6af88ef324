using Tact.Storage;

namespace Tact.Api;

/// <summary>Forgets answers to requests once nobody sends them again, an hour's worth at a time.</summary>
public sealed class OldRequests(Workspace workspace, TimeProvider time, ILogger<OldRequests> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromHours(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await workspace.Data.WriteAsync(session => session.Execute("delete from requests where at < @old", new { old = (time.GetUtcNow() - Once.Kept).ToUnixTimeMilliseconds() }));
            }
            catch (DataProblem wrong)
            {
                log.LogWarning(wrong, "Old answers could not be removed; they are tried again in an hour.");
            }
        }
    }
}
