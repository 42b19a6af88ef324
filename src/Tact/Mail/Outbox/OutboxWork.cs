using System.Collections.Concurrent;
using NodaTime;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>
/// Sends what is due, in the background of the server: a few mailboxes at a time, each one message at a time. Takes over what a dead sender left, looks for
/// messages in doubt, and files copies that could not be filed before.
/// </summary>
public sealed class OutboxWork(Workspace workspace, MailGateway gateway, SendMessage sending, FindInSent sent, TimeProvider time, ILogger<OutboxWork> log) : BackgroundService
{
    private const int MostAtOnce = 4;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RestAfterTrouble = TimeSpan.FromSeconds(15);
    private readonly string me = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():n}";

    /// <summary>Sends one message now, if it is due; returns whether it was tried. For a command without a server.</summary>
    public async Task<bool> SendOne(long id, CancellationToken stop)
    {
        if (ClaimMessage.Next(workspace, me, RealNow, id) is not { } claimed)
            return false;
        await sending.Run(claimed, stop);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (gateway.WhyNot() is not null)
            return;
        // on SQLite this is the only server: whoever was sending is dead
        var alone = workspace.Data.Dialect == Dialect.Sqlite;
        var under = new ConcurrentDictionary<long, Task>();
        var first = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Rest;
            try
            {
                RecoverMessage.Run(workspace.Data, alone && first ? long.MaxValue : RealNow - (long)RecoverMessage.Patience.TotalMilliseconds);
                first = false;
                while (under.Count < MostAtOnce && ClaimMessage.Next(workspace, me, RealNow) is { } claimed)
                {
                    under[claimed.Row.Id] = Task.Run(() => Carry(claimed, under, stoppingToken), CancellationToken.None);
                    pause = TimeSpan.FromMilliseconds(20);
                }

                if (under.IsEmpty)
                    await Tidy(stoppingToken);
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                log.LogError(wrong, "The outbox could not be looked through; it is tried again.");
                pause = RestAfterTrouble;
            }

            await Task.Delay(under.IsEmpty ? pause : TimeSpan.FromMilliseconds(50), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(under.Values).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private long RealNow => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task Carry(ClaimedMessage claimed, ConcurrentDictionary<long, Task> under, CancellationToken stop)
    {
        try
        {
            await sending.Run(claimed, stop);
        }
        catch (Exception wrong)
        {
            if (wrong is not OperationCanceledException)
                log.LogError(wrong, "Message {Message} could not be sent to its end; it is taken over later.", claimed.Row.Id);
            await workspace.Data.WriteAsync(session =>
            {
                RecoverMessage.GiveBack(session, claimed.Row);
                return true;
            });
        }
        finally
        {
            under.TryRemove(claimed.Row.Id, out _);
        }
    }

    private async Task Tidy(CancellationToken stop)
    {
        var now = workspace.Now;
        var (doubtful, unfiled) = workspace.Data.Read(session => (
            session.Query<(long Id, long Mailbox)>("select id, mailbox_id from outgoing where state = 'in-doubt' and next_try_at <= @now order by id limit 5", new { now = now.ToUnixTimeMilliseconds() }),
            session.Query<(long Id, long Mailbox)>(
                "select id, mailbox_id from outgoing where state = 'sent' and filed_at is null and sent_at > @since and coalesce(next_try_at, 0) <= @now order by id limit 5",
                new { now = now.ToUnixTimeMilliseconds(), since = (now - Duration.FromDays(2)).ToUnixTimeMilliseconds() })));
        foreach (var (id, mailbox) in doubtful)
        {
            if (workspace.Data.Read(session => Mailboxes.Mailboxes.Of(session, mailbox)) is { } row)
                await sent.Look(id, row, stop);
            else
                await workspace.Data.WriteAsync(session => session.Execute("update outgoing set next_try_at = null where id = @id", new { id }));
        }

        foreach (var (id, _) in unfiled)
            await sending.FileAgain(id, stop);
    }
}
