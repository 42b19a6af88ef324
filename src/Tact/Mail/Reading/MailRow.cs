namespace Tact.Mail.Reading;

/// <summary>A mail as it is kept.</summary>
public class MailRow
{
    /// <summary>The columns every query selects, of mails m.</summary>
    public const string Columns = """
        m.id as Id, m.mailbox_id as MailboxId, m.message_key as MessageKey, m.message_id as MessageId, m.thread_id as ThreadId, m.direction as Direction,
        m.contact_id as ContactId, m.follow_up_id as FollowUpId, m.entry_id as EntryId, m.at as At, m.seen_at as SeenAt, m.from_name as FromName, m.from_address as FromAddress,
        m.sent_to as SentTo, m.copied_to as CopiedTo, m.subject as Subject, m.words as Words, m.body as Body, m.html as Html, m.files as Files,
        m.kind as Kind, m.confidence as Confidence, m.matched_by as MatchedBy, m.meaning as Meaning, m.state as State, m.did as Did, m.judged_by as JudgedBy, m.judged_at as JudgedAt
        """;

    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The mailbox it was first seen in.</summary>
    public long MailboxId { get; set; }

    /// <summary>The Message-ID as kept (<see cref="MessageKeys"/>); made from the content where it has none.</summary>
    public string MessageKey { get; set; } = "";

    /// <summary>The Message-ID as written, without brackets.</summary>
    public string? MessageId { get; set; }

    /// <summary>The first mail of its thread.</summary>
    public long ThreadId { get; set; }

    /// <summary>in or out.</summary>
    public string Direction { get; set; } = "in";

    /// <summary>Whom it is with; null when that is not known.</summary>
    public long? ContactId { get; set; }

    /// <summary>The follow-up it belongs to.</summary>
    public long? FollowUpId { get; set; }

    /// <summary>What it became on the timeline.</summary>
    public long? EntryId { get; set; }

    /// <summary>When it arrived or left, Unix milliseconds.</summary>
    public long At { get; set; }

    /// <summary>When Tact read it, Unix milliseconds.</summary>
    public long SeenAt { get; set; }

    /// <summary>The writer's name.</summary>
    public string? FromName { get; set; }

    /// <summary>The writer's address.</summary>
    public string FromAddress { get; set; } = "";

    /// <summary>To whom, a json list of {name, address}.</summary>
    public string SentTo { get; set; } = "[]";

    /// <summary>Copies, a json list of {name, address}.</summary>
    public string CopiedTo { get; set; } = "[]";

    /// <summary>The subject.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Their own words.</summary>
    public string Words { get; set; } = "";

    /// <summary>The whole text.</summary>
    public string Body { get; set; } = "";

    /// <summary>The HTML as it came; hostile.</summary>
    public string? Html { get; set; }

    /// <summary>Attachments, a json list of {name, type, size}.</summary>
    public string Files { get; set; } = "[]";

    /// <summary>What it is (MailKind), sent for our own.</summary>
    public string Kind { get; set; } = "";

    /// <summary>How sure that is, in percent.</summary>
    public long Confidence { get; set; }

    /// <summary>How it was matched.</summary>
    public string MatchedBy { get; set; } = "";

    /// <summary>The whole meaning as json.</summary>
    public string Meaning { get; set; } = "{}";

    /// <summary>done, held or shown.</summary>
    public string State { get; set; } = "done";

    /// <summary>What Tact did with it, in words.</summary>
    public string Did { get; set; } = "";

    /// <summary>Who confirmed or corrected it.</summary>
    public long? JudgedBy { get; set; }

    /// <summary>When, Unix milliseconds.</summary>
    public long? JudgedAt { get; set; }
}
