using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using Tact.Core.Outbox;
using Tact.Mail.Mailboxes;
using Tact.Mail.Reading;
using Tact.Storage;
using Tact.Touches;

namespace Tact.Mail.Outbox;

/// <summary>
/// Sends one claimed message. The gateway hands it to the server up to its final dot, without which no server takes it; then a transaction checks everything for
/// the last time and writes that it leaves; only then does the dot go. Whatever breaks before took nothing and is tried again; whatever breaks after is in doubt.
/// </summary>
public sealed partial class SendMessage(Workspace workspace, MailGateway gateway, AccessTokens tokens, FindInSent sent, ReadMailbox reading)
{
    private const int TriesToRecord = 6;
    private const int MostTriesThatSlowDown = 4;
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(180);

    // a process that slept this long between its transaction and its final dot may have been given up by others
    private static readonly TimeSpan Asleep = TimeSpan.FromSeconds(30);

    /// <summary>Sends it and records what came of it.</summary>
    public async Task Run(ClaimedMessage claimed, CancellationToken stop)
    {
        var row = claimed.Row;
        string source, ticket;
        try
        {
            // an answer that lies in the mailbox unread would come too late otherwise
            await reading.CatchUp(claimed.Mailbox, stop);
        }
        catch (MailTrouble trouble)
        {
            TurnedAway(claimed, new MailTrouble("UNREAD", $"the mailbox could not be looked through for answers first. {trouble.InWords(claimed.Mailbox.ImapHost)}"));
            return;
        }
        catch (DataProblem trouble)
        {
            TurnedAway(claimed, new MailTrouble("EAUTH", trouble.Message));
            return;
        }

        try
        {
            var server = Mailboxes.Mailboxes.Sending(workspace.Data, claimed.Mailbox, await tokens.Of(claimed.Mailbox));
            source = (await gateway.Ask("compose", new { mail = Mail(claimed), dkim = Dkim.Of(workspace.Data, claimed.Mailbox) }, Connecting, stop)).GetProperty("source").GetString()!;
            var ready = await gateway.Ask("send-ready", new { server, from = claimed.Mailbox.Address, to = new[] { row.SendTo }, source }, Connecting, stop);
            ticket = ready.GetProperty("ticket").GetString()!;
        }
        catch (MailTrouble trouble)
        {
            TurnedAway(claimed, trouble);
            return;
        }
        catch (DataProblem trouble)
        {
            TurnedAway(claimed, new MailTrouble("EAUTH", trouble.Message));
            return;
        }

        var written = Stopwatch.StartNew();
        if (!await workspace.Data.WriteAsync(session => ClaimMessage.LetGo(session, workspace, row)))
        {
            await Drop(ticket);
            return;
        }

        if (written.Elapsed > Asleep)
        {
            await Drop(ticket);
            TurnedAway(claimed, new MailTrouble("ETIMEDOUT", "Tact was asleep for a while; it is tried again."));
            return;
        }

        try
        {
            await gateway.Ask("send-go", new { ticket }, Leaving, CancellationToken.None);
        }
        catch (MailTrouble trouble)
        {
            if (trouble.MayHaveBeenTaken)
                await Doubt(claimed, trouble);
            else
                TurnedAway(claimed, trouble);
            return;
        }

        await Record(row);
        await sent.File(row.Id, claimed.Mailbox, source, stop);
    }

    // a database that is away for a moment must not make a question of what is certain
    private async Task Record(OutgoingRow row)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await workspace.Data.WriteAsync(session => RecordSent.In(session, workspace, row, workspace.Now.ToUnixTimeMilliseconds()));
                return;
            }
            catch (Exception wrong) when (tries < TriesToRecord && wrong is DataProblem or System.Data.Common.DbException)
            {
                await Task.Delay(TimeSpan.FromSeconds(tries));
            }
        }
    }

    /// <summary>Files the copy of a message that was sent before.</summary>
    public async Task FileAgain(long id, CancellationToken stop)
    {
        var again = workspace.Data.Read(session => OutgoingRow.Of(session, id) is { } row && Mailboxes.Mailboxes.Of(session, row.MailboxId) is { } mailbox ? ClaimMessage.Whole(session, workspace, row, mailbox) : null);
        if (again is null)
        {
            await workspace.Data.WriteAsync(session => session.Execute("update outgoing set filed_at = sent_at where id = @id", new { id }));
            return;
        }

        try
        {
            var composed = await gateway.Ask("compose", new { mail = Mail(again, again.Row.SentAt), dkim = Dkim.Of(workspace.Data, again.Mailbox) }, Connecting, stop);
            await sent.File(id, again.Mailbox, composed.GetProperty("source").GetString()!, stop);
        }
        catch (Exception broken) when (broken is MailTrouble or DataProblem)
        {
            // it stays to be filed
        }
    }

    /// <summary>The server surely did not take it: for good when it says so, else it is tried again later.</summary>
    private void TurnedAway(ClaimedMessage claimed, MailTrouble trouble)
    {
        var row = claimed.Row;
        var said = trouble.InWords(claimed.Mailbox.SmtpHost ?? "The server");
        var forGood = trouble.Code != "EAUTH" && (trouble.Status >= 500 || trouble.Code is "EENVELOPE" or "EMESSAGE" && trouble.Status is null);
        // what breaks on our own side says nothing about the message: it is tried for as long as it takes
        var ours = trouble.Code is "GONE" or "UNREAD" or "NO-NODE";
        var wait = forGood ? null : Pace.BeforeTry(ours ? Math.Min((int)row.Tries, MostTriesThatSlowDown) : (int)row.Tries);
        workspace.Data.Write(session =>
        {
            if (wait is { } pause)
            {
                session.Execute(
                    "update outgoing set state = 'released', claimed_by = null, claimed_at = null, data_at = null, next_try_at = @at, why = @why, version = version + 1 where id = @Id and state = 'sending' and claimed_by = @ClaimedBy",
                    new { row.Id, row.ClaimedBy, at = (workspace.Now + pause).ToUnixTimeMilliseconds(), why = $"Not taken yet: {said}" });
                return;
            }

            var failed = session.Execute(
                "update outgoing set state = 'failed', claimed_by = null, claimed_at = null, data_at = null, next_try_at = null, why = @said, version = version + 1 where id = @Id and state = 'sending' and claimed_by = @ClaimedBy",
                new { row.Id, row.ClaimedBy, said });
            if (failed == 1 && forGood && NoSuchMailbox().IsMatch(trouble.Message))
                CameBack(session, row, trouble.Message);
        });
    }

    /// <summary>5.1.1: nobody there. Recorded as sent and come back, which strikes the address and counts as no attempt.</summary>
    private void CameBack(Session session, OutgoingRow row, string said)
    {
        var at = workspace.Now.ToUnixTimeMilliseconds();
        if (RecordSent.Touch(session, workspace, row, at) is null)
            return;
        LogTouch.In(session, workspace, Accounts.Actor.CommandLine, new TouchInput
        {
            Contact = row.ContactId.ToString(System.Globalization.CultureInfo.InvariantCulture), Channel = "email", Outcome = "bounced", FollowUp = row.FollowUpId, Direction = Core.Direction.In,
            Note = said.Length > Lengths.Line ? said[..Lengths.Line] : said, Happened = Instant.FromUnixTimeMilliseconds(at), Key = $"bounce:{row.MessageId}",
        });
    }

    private async Task Doubt(ClaimedMessage claimed, MailTrouble trouble)
    {
        var row = claimed.Row;
        await workspace.Data.WriteAsync(session => RecoverMessage.Doubt(session, row, trouble.Message));
        await sent.Look(row.Id, claimed.Mailbox, CancellationToken.None);
    }

    private async Task Drop(string ticket)
    {
        try
        {
            await gateway.Ask("send-drop", new { ticket }, TimeSpan.FromSeconds(20));
        }
        catch (MailTrouble)
        {
            // the connection is gone by itself
        }
    }

    private object Mail(ClaimedMessage claimed, long? at = null)
    {
        var message = claimed.Message;
        return new
        {
            messageId = message.MessageId, date = (at is { } ms ? Instant.FromUnixTimeMilliseconds(ms) : workspace.Now).ToDateTimeUtc(), from = new { name = message.From.Name, address = message.From.Address }, to = new { name = message.To.Name, address = message.To.Address },
            subject = message.Subject, text = message.Text, html = message.Html, inReplyTo = message.InReplyTo, references = message.References, headers = message.Headers,
            files = claimed.Files.Select(file => new { name = file.Name, type = file.Type, content = Convert.ToBase64String(file.Content) }),
        };
    }

    [GeneratedRegex(@"\b5\.1\.(1|6|10)\b", RegexOptions.NonBacktracking)]
    private static partial Regex NoSuchMailbox();
}

/// <summary>A key of a mailbox's domain that signs what leaves (RFC 6376), for servers that do not sign by themselves.</summary>
public sealed record Dkim(string Domain, string Selector, string Key)
{
    /// <summary>What a DKIM key is sealed for.</summary>
    public static string Place(long mailbox) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"dkim {mailbox}");

    /// <summary>The key of a mailbox, opened; null when there is none.</summary>
    public static Dkim? Of(Database data, MailboxRow mailbox) =>
        mailbox.Dkim is { } text && JsonSerializer.Deserialize<Dkim>(text, JsonSerializerOptions.Web) is { } kept ? kept with { Key = SealedSecrets.Open(data, Place(mailbox.Id), kept.Key) } : null;

    /// <summary>As it is kept: the key sealed.</summary>
    public string ToText(Database data, long mailbox) => JsonSerializer.Serialize(this with { Key = SealedSecrets.Seal(data, Place(mailbox), Key) }, JsonSerializerOptions.Web);
}
