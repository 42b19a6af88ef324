using System.Text.Json;
using System.Text.Json.Serialization;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>A message of ours as it is stored. Its states: draft, released, sending, sent, in-doubt, stopped, failed, dropped.</summary>
public sealed class OutgoingRow
{
    /// <summary>The columns every query selects, of outgoing o.</summary>
    public const string Columns = """
        o.id as Id, o.mailbox_id as MailboxId, o.contact_id as ContactId, o.follow_up_id as FollowUpId, o.answers_mail_id as AnswersMailId, o.written_by as WrittenBy, o.state as State,
        o.message_id as MessageId, o.send_to as SendTo, o.subject as Subject, o.body as Body, o.offer as Offer, o.touch as Touch, o.quotes as Quotes, o.way_out as WayOut, o.send_at as SendAt,
        o.released_at as ReleasedAt, o.released_by as ReleasedBy, o.seen_entry as SeenEntry, o.seen_state as SeenState, o.tries as Tries, o.next_try_at as NextTryAt, o.claimed_by as ClaimedBy,
        o.claimed_at as ClaimedAt, o.data_at as DataAt, o.looks as Looks, o.sent_at as SentAt, o.filed_at as FiledAt, o.why as Why, o.entry_id as EntryId, o.mail_id as MailId, o.version as Version
        """;

    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The mailbox it leaves from.</summary>
    public long MailboxId { get; set; }

    /// <summary>To whom.</summary>
    public long ContactId { get; set; }

    /// <summary>The follow-up it belongs to.</summary>
    public long? FollowUpId { get; set; }

    /// <summary>The mail it answers.</summary>
    public long? AnswersMailId { get; set; }

    /// <summary>Who wrote it.</summary>
    public long WrittenBy { get; set; }

    /// <summary>Where it stands.</summary>
    public string State { get; set; } = "draft";

    /// <summary>Its Message-ID without brackets, known before anything is sent; lower case.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>The address it goes to.</summary>
    public string SendTo { get; set; } = "";

    /// <summary>The subject.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The text, with merge fields until it is released.</summary>
    public string Body { get; set; } = "";

    /// <summary>What it brings them.</summary>
    public string? Offer { get; set; }

    /// <summary><see cref="WithTouch"/> as JSON.</summary>
    public string Touch { get; set; } = "{}";

    /// <summary>1 when the mail it answers goes along below it.</summary>
    public long Quotes { get; set; }

    /// <summary>1 when it carries the way out.</summary>
    public long WayOut { get; set; }

    /// <summary>When it may leave, Unix milliseconds.</summary>
    public long? SendAt { get; set; }

    /// <summary>When it was released.</summary>
    public long? ReleasedAt { get; set; }

    /// <summary>Who released it.</summary>
    public long? ReleasedBy { get; set; }

    /// <summary>The newest timeline entry that person could see.</summary>
    public long? SeenEntry { get; set; }

    /// <summary>The state of the follow-up then.</summary>
    public string? SeenState { get; set; }

    /// <summary>How often it was tried.</summary>
    public long Tries { get; set; }

    /// <summary>When it is tried again.</summary>
    public long? NextTryAt { get; set; }

    /// <summary>The process that sends it.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>Since when.</summary>
    public long? ClaimedAt { get; set; }

    /// <summary>When its final dot may have gone; null while surely no server has taken it.</summary>
    public long? DataAt { get; set; }

    /// <summary>How often it was looked for in Sent.</summary>
    public long Looks { get; set; }

    /// <summary>When the server took it.</summary>
    public long? SentAt { get; set; }

    /// <summary>When the copy was in Sent.</summary>
    public long? FiledAt { get; set; }

    /// <summary>Why it was stopped, failed or is in doubt.</summary>
    public string? Why { get; set; }

    /// <summary>The touch on the timeline.</summary>
    public long? EntryId { get; set; }

    /// <summary>The mail it became.</summary>
    public long? MailId { get; set; }

    /// <summary>Counts changes.</summary>
    public long Version { get; set; }

    /// <summary>What is recorded with the touch.</summary>
    public WithTouch With => JsonSerializer.Deserialize(Touch, OutboxJson.Default.WithTouch) ?? new WithTouch();

    /// <summary>One by its number.</summary>
    public static OutgoingRow? Of(Session session, long id) => session.One<OutgoingRow>($"select {Columns} from outgoing o where o.id = @id", new { id });

    /// <summary>The message with a Message-ID that is leaving, or may have left; null when there is none.</summary>
    public static OutgoingRow? Leaving(Session session, string messageKey) => session.One<OutgoingRow>($"select {Columns} from outgoing o where o.message_id = @messageKey and o.state in ('sending', 'in-doubt')", new { messageKey });

    /// <summary>One by its number, when it is the actor's to see: the writer's own, and the team's for managers.</summary>
    public static Result<OutgoingRow> Find(Session session, Actor actor, long id) =>
        Of(session, id) is not { } row ? new Result<OutgoingRow>.NotFound($"There is no message {id}. See them with: tact outbox")
        : actor.MayChange(row.WrittenBy) ? row
        : new Result<OutgoingRow>.Refused("This message was written by a colleague. Only they or a manager may look at it.", "role", null);
}

/// <summary>A next step, a promise and an override that are recorded with the touch. Dates are yyyy-MM-dd, times HH:mm in the owner's zone.</summary>
/// <param name="AsItIs">Why its words go as they are although the message check says that they would annoy.</param>
public sealed record WithTouch(string? Next = null, string? On = null, string? At = null, string? Promise = null, string? PromisedFor = null, string? Override = null, string? AsItIs = null)
{
    /// <summary>As kept in the database.</summary>
    public string ToText() => JsonSerializer.Serialize(this, OutboxJson.Default.WithTouch);
}

/// <summary>An attachment without its content.</summary>
public sealed record OutgoingFile(long Id, string Name, string Type, long Size);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WithTouch))]
internal sealed partial class OutboxJson : JsonSerializerContext;
