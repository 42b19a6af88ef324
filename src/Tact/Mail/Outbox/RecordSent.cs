using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Mail.Mailboxes;
using Tact.Storage;
using Tact.Touches;

namespace Tact.Mail.Outbox;

/// <summary>The server has taken a message: it is sent, stands on the timeline as a touch, and among the mails in its thread. One transaction, and once, however often it is told.</summary>
public static class RecordSent
{
    private const int LongestNote = 400;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The key of the touch: whoever reads the message in Sent records it under the same.</summary>
    public static string KeyOf(OutgoingRow row) => $"mail:{row.MessageId}";

    /// <summary>Records it inside a transaction; false when it was recorded before or a person decided otherwise.</summary>
    public static bool In(Session session, Workspace workspace, OutgoingRow row, long at)
    {
        if (session.Execute("update outgoing set state = 'sent', sent_at = @at, why = null, next_try_at = null, version = version + 1 where id = @Id and state in ('sending', 'in-doubt')", new { row.Id, at }) == 0)
            return false;
        var entry = Touch(session, workspace, row, at);
        var mail = Mail(session, workspace, row, at, entry);
        session.Execute("update outgoing set entry_id = @entry, mail_id = @mail where id = @Id", new { row.Id, entry, mail });
        return true;
    }

    /// <summary>The touch alone, for a message a server refused for good as well: it was sent, and came back at once.</summary>
    public static long? Touch(Session session, Workspace workspace, OutgoingRow row, long at)
    {
        var key = KeyOf(row);
        if (session.Scalar<long?>("select id from timeline where touch_key = @key and contact_id = @ContactId", new { key, row.ContactId }) is { } already)
            return already;
        var with = row.With;
        var writer = session.One<UserRow>($"select {UserRow.Columns} from users where id = @WrittenBy", new { row.WrittenBy })!;
        var bare = new TouchInput
        {
            Contact = row.ContactId.ToString(CultureInfo.InvariantCulture), Channel = "email", Outcome = "sent", FollowUp = row.FollowUpId, By = writer.Email, Note = row.Subject.Length > LongestNote ? row.Subject[..LongestNote] : row.Subject,
            Offer = row.Offer, Override = with.Override, Happened = Instant.FromUnixTimeMilliseconds(at), Key = key,
        };
        var whole = bare with
        {
            Next = with.Next, On = Day(with.On), At = with.At is { } time && LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time) is { Success: true } read ? read.Value : null,
            Promise = with.Promise, PromisedFor = Day(with.PromisedFor),
        };
        // it has happened: where a step's day is past or the follow-up changed hands meanwhile, the touch stands without them
        foreach (var (actor, input) in new[] { (new Actor(writer.Id, writer.Role), whole), (Actor.CommandLine, bare), (Actor.CommandLine, bare with { FollowUp = null }) })
        {
            if (LogTouch.In(session, workspace, actor, input) is Result<LoggedTouch>.Ok { Value: var logged })
                return logged.Touch.Id;
        }

        return null;
    }

    private static long Mail(Session session, Workspace workspace, OutgoingRow row, long at, long? entry)
    {
        if (session.Scalar<long?>("select id from mails where message_key = @MessageId", new { row.MessageId }) is { } read)
        {
            // the copy in Sent was read first
            session.Execute("update mails set contact_id = @ContactId, follow_up_id = @FollowUpId, entry_id = @entry, state = 'done', did = 'Written and sent here.' where id = @read", new { row.ContactId, row.FollowUpId, entry, read });
            return read;
        }

        var mailbox = session.One<(string Name, string Address)>("select name, address from mailboxes where id = @MailboxId", new { row.MailboxId });
        var name = session.Scalar<string>("select name from contacts where id = @ContactId", new { row.ContactId });
        var thread = (row.AnswersMailId is { } answered ? session.Scalar<long?>("select thread_id from mails where id = @answered", new { answered }) : null)
            ?? session.Scalar<long?>("select thread_id from mail_references where message_key = @MessageId", new { row.MessageId });
        var files = AttachFile.Of(session, row.Id).Select(file => new { name = file.Name, type = file.Type, size = file.Size });
        var mail = session.Insert(
            """
            insert into mails (mailbox_id, message_key, message_id, thread_id, direction, contact_id, follow_up_id, entry_id, at, seen_at, from_name, from_address, sent_to, subject, words, body, files, kind, matched_by, state, did)
            values (@MailboxId, @MessageId, @MessageId, @thread, 'out', @ContactId, @FollowUpId, @entry, @at, @now, @fromName, @fromAddress, @sentTo, @Subject, @Body, @Body, @files, 'sent', 'address', 'done', 'Written and sent here.')
            returning id
            """,
            new
            {
                row.MailboxId, row.MessageId, thread = thread ?? 0, row.ContactId, row.FollowUpId, entry, at, now = workspace.Now.ToUnixTimeMilliseconds(), fromName = mailbox.Name, fromAddress = mailbox.Address,
                sentTo = JsonSerializer.Serialize(new[] { new { name, address = row.SendTo } }, Json), row.Subject, row.Body, files = JsonSerializer.Serialize(files, Json),
            });
        if (thread is null)
            session.Execute("update mails set thread_id = id where id = @mail", new { mail });
        session.Execute("insert into mail_references (message_key, thread_id) values (@MessageId, @thread) on conflict (message_key) do nothing", new { row.MessageId, thread = thread ?? mail });
        return mail;
    }

    private static LocalDate? Day(string? iso) => iso is not null && LocalDatePattern.Iso.Parse(iso) is { Success: true } day ? day.Value : null;
}
