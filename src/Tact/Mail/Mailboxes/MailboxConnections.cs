using System.Collections.Concurrent;
using System.Text.Json;
using Tact.Storage;

namespace Tact.Mail.Mailboxes;

/// <summary>The open connections of this process, one a mailbox: opened when first needed, and again when one has ended.</summary>
public sealed class MailboxConnections(Workspace workspace, MailGateway gateway, AccessTokens tokens)
{
    private readonly ConcurrentDictionary<long, Task<JsonElement>> open = [];
    private bool listening;

    /// <summary>The gateway they go through.</summary>
    public MailGateway Gateway => gateway;

    /// <summary>Asks for an operation on a mailbox's own connection. Throws <see cref="MailTrouble"/>.</summary>
    public async Task<JsonElement> Ask(MailboxRow mailbox, string operation, IReadOnlyDictionary<string, object?> arguments, TimeSpan? within = null, CancellationToken stop = default)
    {
        await Open(mailbox, stop);
        var all = new Dictionary<string, object?>(arguments) { ["mailbox"] = mailbox.Id };
        try
        {
            return await gateway.Ask(operation, all, within, stop);
        }
        catch (MailTrouble trouble) when (trouble.Code is "CLOSED" or "GONE" or "NoConnection" or "ETIMEDOUT")
        {
            open.TryRemove(mailbox.Id, out _);
            throw;
        }
    }

    /// <summary>What the server can do; opens the connection when it is not.</summary>
    public async Task<JsonElement> Open(MailboxRow mailbox, CancellationToken stop = default)
    {
        Listen();
        var opening = open.GetOrAdd(mailbox.Id, _ => OpenNow(mailbox));
        try
        {
            return await opening.WaitAsync(stop);
        }
        catch (Exception broken) when (broken is MailTrouble or DataProblem)
        {
            open.TryRemove(new KeyValuePair<long, Task<JsonElement>>(mailbox.Id, opening));
            throw;
        }
    }

    /// <summary>Ends a connection.</summary>
    public async Task Close(long mailbox)
    {
        if (open.TryRemove(mailbox, out _) && gateway.ProcessId is not null)
            await gateway.Ask("close", new { mailbox }, TimeSpan.FromSeconds(20));
    }

    private async Task<JsonElement> OpenNow(MailboxRow mailbox) =>
        await gateway.Ask("open", new { mailbox = mailbox.Id, server = Mailboxes.Reading(workspace.Data, mailbox, await tokens.Of(mailbox)) }, TimeSpan.FromMinutes(2));

    private void Listen()
    {
        lock (open)
        {
            if (listening)
                return;
            listening = true;
        }

        gateway.Closed += mailbox =>
        {
            if (mailbox == 0)
                open.Clear();
            else
                open.TryRemove(mailbox, out _);
        };
    }
}
