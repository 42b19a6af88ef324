using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Reading;

/// <summary>Reads every mailbox in the background: at once when the server tells of something new, and every few minutes anyway. Connects again, with growing patience, when a server is away.</summary>
public sealed class MailboxWork(Workspace workspace, MailboxConnections connections, TimeProvider time, ILogger<MailboxWork> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WholeEvery = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookForNew = TimeSpan.FromSeconds(5);

    // how long a node keeps a mailbox that it does not renew; another takes it over then
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private readonly string node = Guid.NewGuid().ToString("n");
    private readonly ConcurrentDictionary<long, Channel<bool>> wakes = [];

    /// <summary>Looks through a mailbox now.</summary>
    public void Wake(long mailbox) => (wakes.TryGetValue(mailbox, out var wake) ? wake : null)?.Writer.TryWrite(true);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        connections.Gateway.Changed += (mailbox, _) => Wake(mailbox);
        connections.Gateway.Closed += mailbox =>
        {
            foreach (var id in mailbox == 0 ? [.. wakes.Keys] : new[] { mailbox })
                Wake(id);
        };
        var running = new Dictionary<long, (Task Work, CancellationTokenSource Stop)>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var wanted = Wanted();
            foreach (var (id, one) in running.Where(one => !wanted.Contains(one.Key) || one.Value.Work.IsCompleted).ToList())
            {
                await one.Stop.CancelAsync();
                await one.Work.ContinueWith(_ => { }, TaskScheduler.Default);
                one.Stop.Dispose();
                running.Remove(id);
            }

            foreach (var id in wanted.Where(id => !running.ContainsKey(id)))
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                running[id] = (Task.Run(() => Follow(id, stop.Token), CancellationToken.None), stop);
            }

            await Task.Delay(LookForNew, time, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await Task.WhenAll(running.Values.Select(one => one.Work.ContinueWith(_ => { }, TaskScheduler.Default)));
    }

    private List<long> Wanted()
    {
        try
        {
            if (connections.Gateway.WhyNot() is not null)
                return [];
            var wanted = workspace.Data.Read(session => session.Query<(long Id, string State)>("select id, state from mailboxes where removed_at is null and (auth <> 'password' or secret is not null) order by id"));
            // settings that were changed hold at once, not after the patience with the old ones
            foreach (var (id, _) in wanted.Where(mailbox => mailbox.State == "new"))
                Wake(id);
            return wanted.ConvertAll(mailbox => mailbox.Id);
        }
        catch (DataProblem problem)
        {
            log.LogWarning("Mail waits: {Problem}", problem.Message);
            return [];
        }
    }

    private async Task Follow(long id, CancellationToken stop)
    {
        var wake = wakes.GetOrAdd(id, _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
        var reader = new ReadMailbox(workspace, connections);
        var patience = TimeSpan.FromSeconds(1);
        long wholeAt = 0;
        while (!stop.IsCancellationRequested)
        {
            var wait = Poll;
            try
            {
                if (!Claim(id) || workspace.Data.Read(session => Mailboxes.Mailboxes.Of(session, id)) is not { } mailbox)
                {
                    await Sleep(wake, Poll, stop);
                    continue;
                }

                if (mailbox.State == "new")
                    await connections.Close(id);
                var whole = wholeAt == 0 || time.GetElapsedTime(wholeAt) > WholeEvery || mailbox.State != "connected";
                await reader.Run(mailbox, whole, stop, _ => Claim(id));
                if (whole)
                    wholeAt = time.GetTimestamp();
                patience = TimeSpan.FromSeconds(1);
                if (reader.Watched(mailbox) is { } path)
                    await connections.Ask(mailbox, "watch", new Dictionary<string, object?> { ["path"] = path }, stop: stop);
            }
            catch (MailTrouble trouble)
            {
                wait = patience;
                patience = TimeSpan.FromSeconds(Math.Min(LongestPatience.TotalSeconds, patience.TotalSeconds * 2));
                Say(id, trouble);
            }
            catch (DataProblem problem)
            {
                wait = patience;
                patience = TimeSpan.FromSeconds(Math.Min(LongestPatience.TotalSeconds, patience.TotalSeconds * 2));
                log.LogWarning("Mailbox {Mailbox} waits: {Problem}", id, problem.Message);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception broken)
            {
                wait = LongestPatience;
                log.LogError(broken, "Mailbox {Mailbox} could not be read", id);
                Say(id, new MailTrouble("FAILED", $"Reading it failed: {broken.Message}"));
            }

            await Sleep(wake, wait, stop);
        }

        await connections.Close(id).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task Sleep(Channel<bool> wake, TimeSpan most, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(most);
        try
        {
            await wake.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // it is time to look anyway
        }
    }

    /// <summary>One node reads a mailbox. On SQLite there is one server.</summary>
    private bool Claim(long id)
    {
        if (workspace.Data.Dialect == Dialect.Sqlite)
            return true;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return workspace.Data.Write(session => session.Execute(
            "update mailboxes set read_by = @node, read_until = @until where id = @id and (read_by is null or read_by = @node or read_until < @now)",
            new { id, node, now, until = now + (long)Lease.TotalMilliseconds })) == 1;
    }

    private void Say(long id, MailTrouble trouble)
    {
        var problem = workspace.Data.Read(session => session.Scalar<string>("select imap_host from mailboxes where id = @id", new { id })) is { } host ? trouble.InWords(host) : trouble.Message;
        workspace.Data.Write(session => session.Execute(
            "update mailboxes set state = 'trouble', problem = @problem, problem_at = coalesce(problem_at, @now) where id = @id and removed_at is null",
            new { id, problem, now = workspace.Now.ToUnixTimeMilliseconds() }));
        log.LogWarning("Mailbox {Mailbox}: {Problem}", id, problem);
    }
}
