using System.Collections.Concurrent;
using System.Text.Json;
using NodaTime;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>Looks a message up by its Message-ID in the mailbox it left from, and puts a copy into Sent where the server has not done so itself.</summary>
public sealed class FindInSent(Workspace workspace, MailboxConnections connections)
{
    private static readonly int[] MinutesBetweenLooks = [0, 1, 5, 15, 60, 240, 720];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<long, (string? Sent, string? All)> folders = new();

    /// <summary>Looks for a message in doubt: found, it is sent. Not found, the question stays, and it is looked for again later: some servers file slowly.</summary>
    public async Task<bool> Look(long id, MailboxRow mailbox, CancellationToken stop)
    {
        var row = workspace.Data.Read(session => OutgoingRow.Of(session, id));
        if (row is not { State: "in-doubt" })
            return false;
        string? trouble = null;
        var found = workspace.Data.Read(session => IsKnown(session, row));
        try
        {
            found = found || await IsThere(row.MessageId, mailbox, stop);
        }
        catch (Exception broken) when (broken is MailTrouble or DataProblem)
        {
            trouble = broken.Message;
        }

        await workspace.Data.WriteAsync(session =>
        {
            if (found)
                return RecordSent.In(session, workspace, row, row.DataAt ?? workspace.Now.ToUnixTimeMilliseconds()) ? session.Execute("update outgoing set filed_at = sent_at where id = @id", new { id }) : 0;
            var looks = (int)row.Looks + 1;
            var next = looks < MinutesBetweenLooks.Length ? (workspace.Now + Duration.FromMinutes(MinutesBetweenLooks[looks])).ToUnixTimeMilliseconds() : (long?)null;
            var why = trouble is null || row.Why?.Contains("could not be looked", StringComparison.Ordinal) == true ? row.Why : $"{row.Why} Sent could not be looked through: {trouble}";
            return session.Execute("update outgoing set looks = @looks, next_try_at = @next, why = @why where id = @id and state = 'in-doubt'", new { id, looks, next, why });
        });
        return found;
    }

    /// <summary>Puts the copy of a sent message into Sent, unless it is there. What cannot be done now is tried again for two days.</summary>
    public async Task File(long id, MailboxRow mailbox, string source, CancellationToken stop)
    {
        var row = workspace.Data.Read(session => OutgoingRow.Of(session, id));
        if (row is not { State: "sent", FiledAt: null })
            return;
        try
        {
            var (sent, _) = await Folders(mailbox, stop);
            // Google and Microsoft file what leaves through them, a moment later
            if (mailbox.Auth == "password" && sent is not null && !await IsThere(row.MessageId, mailbox, stop))
                await connections.Ask(mailbox, "append", new Dictionary<string, object?> { ["path"] = sent, ["source"] = source, ["at"] = Instant.FromUnixTimeMilliseconds(row.SentAt!.Value).ToString() }, Patience, stop);
            await workspace.Data.WriteAsync(session => session.Execute("update outgoing set filed_at = @now, next_try_at = null where id = @id", new { id, now = workspace.Now.ToUnixTimeMilliseconds() }));
        }
        catch (Exception broken) when (broken is MailTrouble or DataProblem)
        {
            var again = (workspace.Now + Duration.FromMinutes(5)).ToUnixTimeMilliseconds();
            await workspace.Data.WriteAsync(session => session.Execute("update outgoing set next_try_at = @again where id = @id and filed_at is null", new { id, again }));
        }
    }

    // mail of theirs that refers to it shows that it arrived
    private static bool IsKnown(Session session, OutgoingRow row) =>
        session.Scalar<long?>("select thread_id from mail_references where message_key = @MessageId", new { row.MessageId }) is not null;

    private async Task<bool> IsThere(string messageId, MailboxRow mailbox, CancellationToken stop)
    {
        var (sent, all) = await Folders(mailbox, stop);
        foreach (var path in new[] { sent, all }.OfType<string>())
        {
            var found = await connections.Ask(mailbox, "find", new Dictionary<string, object?> { ["path"] = path, ["messageId"] = messageId }, Patience, stop);
            if (found.GetProperty("uids").GetArrayLength() > 0)
                return true;
        }

        return false;
    }

    private async Task<(string? Sent, string? All)> Folders(MailboxRow mailbox, CancellationToken stop)
    {
        if (folders.TryGetValue(mailbox.Id, out var known))
            return known;
        var list = await connections.Ask(mailbox, "folders", new Dictionary<string, object?>(), Patience, stop);
        string? With(string use) => list.EnumerateArray().Where(folder => folder.GetProperty("use").ValueKind == JsonValueKind.String && folder.GetProperty("use").GetString() == use).Select(folder => folder.GetProperty("path").GetString()).FirstOrDefault();
        return folders[mailbox.Id] = (With("\\Sent"), With("\\All"));
    }
}
