using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Outbox;
using Tact.FollowUps;
using Tact.Mail.Mailboxes;
using Tact.Storage;
using Tact.Templates;

namespace Tact.Mail.Outbox;

/// <summary>A message as somebody writes it. Saving keeps whatever was typed; what must be right for it to leave is looked at when it is released.</summary>
public sealed record MessageInput
{
    /// <summary>The draft that is changed; null writes a new one.</summary>
    public long? Id { get; init; }

    /// <summary>To whom: id, e-mail or unique name. Needed for a new one.</summary>
    public string? Contact { get; init; }

    /// <summary>The follow-up; the writer's own open one when empty.</summary>
    public long? FollowUp { get; init; }

    /// <summary>The mailbox, by number or address; the writer's first when empty.</summary>
    public string? Mailbox { get; init; }

    /// <summary>One of their addresses; the first living one when empty.</summary>
    public string? To { get; init; }

    /// <summary>A template, by number or name: it gives subject and text where they are empty.</summary>
    public string? Template { get; init; }

    /// <summary>A snippet, by number or name: it is added below the text.</summary>
    public string? Snippet { get; init; }

    /// <summary>The subject, with merge fields.</summary>
    public string? Subject { get; init; }

    /// <summary>The text, with merge fields.</summary>
    public string? Body { get; init; }

    /// <summary>The mail it answers.</summary>
    public long? Answers { get; init; }

    /// <summary>Whether that mail goes along below it.</summary>
    public bool? Quotes { get; init; }

    /// <summary>What it brings them.</summary>
    public string? Offer { get; init; }

    /// <summary>The number of the asset it brings them: its title is the offer.</summary>
    public long? Asset { get; init; }

    /// <summary>The next step.</summary>
    public string? Next { get; init; }

    /// <summary>Its day.</summary>
    public LocalDate? On { get; init; }

    /// <summary>Its time, in the owner's zone.</summary>
    public LocalTime? At { get; init; }

    /// <summary>What it promises.</summary>
    public string? Promise { get; init; }

    /// <summary>For which day.</summary>
    public LocalDate? PromisedFor { get; init; }

    /// <summary>Why a guideline is overruled: they-asked, urgent or my-judgement.</summary>
    public string? Override { get; init; }

    /// <summary>The version the writer looked at.</summary>
    public long? SeenVersion { get; init; }
}

/// <summary>Writes a draft, or changes one. One message, one person (METHOD B6).</summary>
public static class WriteMessage
{
    /// <summary>The longest text.</summary>
    public const int LongestBody = 100_000;

    /// <summary>Saves it.</summary>
    public static Result<MessageShown> Run(Workspace workspace, Actor actor, MessageInput input) => workspace.Data.Write(session => In(session, workspace, actor, input).Then<MessageShown>(row => ListMessages.Show(session, workspace, row)));

    /// <summary>The same inside a transaction; gives the draft.</summary>
    public static Result<OutgoingRow> In(Session session, Workspace workspace, Actor actor, MessageInput input)
    {
        if (Problems(input) is { Count: > 0 } problems)
            return new Result<OutgoingRow>.Invalid(problems);
        var offered = Library.GiveAsset.Named(session, input.Asset, input.Offer);
        if (offered is not Result<string?>.Ok { Value: var offer })
            return offered.Then<OutgoingRow>(_ => throw new InvalidOperationException());
        input = input with { Offer = offer, Asset = null };
        return input.Id is { } id ? OutgoingRow.Find(session, actor, id).Then(row => Change(session, workspace, actor, row, input)) : Begin(session, workspace, actor, input);
    }

    private static Result<OutgoingRow> Begin(Session session, Workspace workspace, Actor actor, MessageInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Contact))
            return Result<OutgoingRow>.Wrong("contact", "Say to whom: an id, an e-mail address or a unique name.");
        return ResolveContact.From(session, input.Contact).Then(contact =>
        {
            var writer = actor.UserId ?? (input.FollowUp is { } about ? session.Scalar<long?>("select owner_id from follow_ups where id = @about", new { about }) : null)
                ?? session.Scalar<long?>("select owner_id from follow_ups where contact_id = @contact order by case when state in ('answered', 'stopped') then 1 else 0 end, id desc limit 1", new { contact });
            if (writer is not { } by)
                return Result<OutgoingRow>.Wrong("by", "Say who writes it: --by jana@example.com.");
            var row = new OutgoingRow { ContactId = contact, WrittenBy = by };
            var mine = actor.UserId is null ? new Actor(by, "seller") : actor;
            return Fill(session, workspace, mine, row, input).Then<OutgoingRow>(_ =>
            {
                row.MessageId = $"{Guid.NewGuid():n}@{DomainOf(session, row.MailboxId)}";
                row.Id = session.Insert(
                    """
                    insert into outgoing (mailbox_id, contact_id, follow_up_id, answers_mail_id, written_by, state, message_id, send_to, subject, body, offer, touch, quotes, created_at)
                    values (@MailboxId, @ContactId, @FollowUpId, @AnswersMailId, @WrittenBy, 'draft', @MessageId, @SendTo, @Subject, @Body, @Offer, @Touch, @Quotes, @now)
                    returning id
                    """,
                    new { row.MailboxId, row.ContactId, row.FollowUpId, row.AnswersMailId, row.WrittenBy, row.MessageId, row.SendTo, row.Subject, row.Body, row.Offer, row.Touch, row.Quotes, now = workspace.Now.ToUnixTimeMilliseconds() });
                row.Version = 1;
                return row;
            });
        });
    }

    private static Result<OutgoingRow> Change(Session session, Workspace workspace, Actor actor, OutgoingRow row, MessageInput input)
    {
        if (row.State is not ("draft" or "stopped" or "failed"))
            return new Result<OutgoingRow>.Refused(row.State == "released" ? "It is released. Stop it first, then change it." : "It has left, or may have: it cannot be changed any more.", "state", null);
        if (input.SeenVersion is { } seen && seen != row.Version)
            return new Result<OutgoingRow>.Stale("This draft was changed meanwhile, perhaps in another window. Load it again before you save.");
        var writer = new Actor(row.WrittenBy, "seller");
        return Fill(session, workspace, writer, row, input).Then<OutgoingRow>(_ =>
        {
            session.Execute(
                """
                update outgoing
                set mailbox_id = @MailboxId, follow_up_id = @FollowUpId, answers_mail_id = @AnswersMailId, send_to = @SendTo, subject = @Subject, body = @Body, offer = @Offer, touch = @Touch, quotes = @Quotes,
                  state = 'draft', why = null, send_at = null, next_try_at = null, tries = 0, version = version + 1
                where id = @Id
                """,
                new { row.MailboxId, row.FollowUpId, row.AnswersMailId, row.SendTo, row.Subject, row.Body, row.Offer, row.Touch, row.Quotes, row.Id });
            return OutgoingRow.Of(session, row.Id)!;
        });
    }

    private static Result<OutgoingRow> Fill(Session session, Workspace workspace, Actor writer, OutgoingRow row, MessageInput input)
    {
        var mailbox = MailboxOf(session, writer, row, input.Mailbox);
        if (mailbox is not Result<MailboxRow>.Ok { Value: var from })
            return mailbox.Then<OutgoingRow>(_ => throw new InvalidOperationException());
        row.MailboxId = from.Id;
        if (input.Answers is { } answers)
        {
            if (session.One<(long? Contact, string Subject, long? FollowUp)?>("select contact_id, subject, follow_up_id from mails where id = @answers", new { answers }) is not { } mail || mail.Contact != row.ContactId)
                return Result<OutgoingRow>.Wrong("answers", "That mail is not on record, or is not theirs.");
            row.AnswersMailId = answers;
            row.Subject = row.Subject.Length > 0 ? row.Subject : MessageText.ReplySubject(mail.Subject);
            row.FollowUpId ??= mail.FollowUp;
        }

        var followUp = FollowUpOf(session, writer, row, input.FollowUp);
        if (followUp is not Result<long?>.Ok { Value: var about })
            return followUp.Then<OutgoingRow>(_ => throw new InvalidOperationException());
        row.FollowUpId = about;
        row.SendTo = input.To?.Trim() is { Length: > 0 } to ? to : row.SendTo.Length > 0 ? row.SendTo : FirstAddress(session, row) ?? "";
        row.Subject = input.Subject?.Trim() ?? row.Subject;
        row.Body = input.Body?.ReplaceLineEndings("\n") ?? row.Body;
        if (input.Template is { Length: > 0 } named)
        {
            var found = TeamTemplates.Find(session, named);
            if (found is not Result<TemplateShown>.Ok { Value: var template })
                return found.Then<OutgoingRow>(_ => throw new InvalidOperationException());
            // what is known is filled in at once, so that nobody has to read fields and conditions; what is not stays to be seen
            var known = MergeFields.Of(session, row.ContactId, row.FollowUpId, row.WrittenBy, workspace.Zone, template.Language);
            (known["offer"], known["me.email"]) = (row.Offer ?? input.Offer, from.Address);
            row.Subject = row.Subject.Length > 0 ? row.Subject : MergeText.Fill(template.Subject, known).Text;
            row.Body = row.Body.Trim().Length > 0 ? row.Body : MergeText.Fill(template.Body, known).Text;
        }

        if (input.Snippet is { Length: > 0 } wanted)
        {
            var found = TeamTemplates.Find(session, wanted);
            if (found is not Result<TemplateShown>.Ok { Value: var snippet })
                return found.Then<OutgoingRow>(_ => throw new InvalidOperationException());
            row.Body = WithSnippet(row.Body.TrimEnd(), snippet.Body);
        }

        row.Offer = input.Offer is null ? row.Offer : Blank(input.Offer);
        row.Quotes = input.Quotes is { } quotes ? quotes ? 1 : 0 : row.Quotes;
        var before = row.With;
        row.Touch = new WithTouch(
            input.Next is null ? before.Next : Blank(input.Next), input.On is { } on ? LocalDatePattern.Iso.Format(on) : input.Next is null ? before.On : null,
            input.At is { } at ? at.ToString("HH:mm", CultureInfo.InvariantCulture) : input.Next is null ? before.At : null,
            input.Promise is null ? before.Promise : Blank(input.Promise), input.PromisedFor is { } day ? LocalDatePattern.Iso.Format(day) : input.Promise is null ? before.PromisedFor : null,
            input.Override is null ? before.Override : Blank(input.Override)).ToText();
        return row;
    }

    /// <summary>The text with a snippet as its last paragraph, before a greeting that ends with the writer's name.</summary>
    private static string WithSnippet(string text, string snippet)
    {
        if (text.Length == 0)
            return snippet;
        var last = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        return last > 0 && text.IndexOf("{{me.", last, StringComparison.Ordinal) > 0 ? $"{text[..last]}\n\n{snippet}{text[last..]}" : $"{text}\n\n{snippet}";
    }

    private static Result<MailboxRow> MailboxOf(Session session, Actor writer, OutgoingRow row, string? named)
    {
        if (named is { Length: > 0 })
        {
            return Mailboxes.Mailboxes.Find(session, named).Then<MailboxRow>(found =>
                !found.MayUse(writer) ? new Result<MailboxRow>.Refused($"{found.Address} belongs to {found.OwnerName}. Write from a mailbox of your own or a shared one.", "role", null)
                : found.SmtpHost is null ? Result<MailboxRow>.Wrong("mailbox", $"{found.Address} is only read; it cannot send.") : found);
        }

        if (row.MailboxId != 0 && Mailboxes.Mailboxes.Of(session, row.MailboxId) is { } kept)
            return kept;
        return Mailboxes.Mailboxes.UsableBy(session, writer).Find(mailbox => mailbox.SmtpHost is not null) is { } first ? first
            : Result<MailboxRow>.Wrong("mailbox", "No mailbox is connected that could send. Connect one first.");
    }

    private static Result<long?> FollowUpOf(Session session, Actor writer, OutgoingRow row, long? named)
    {
        var all = session.Query<(long Id, long Owner, string State)>("select id, owner_id, state from follow_ups where contact_id = @ContactId order by id", new { row.ContactId });
        if (named is { } id)
            return all.Exists(one => one.Id == id) ? id : Result<long?>.Wrong("followup", $"They have no follow-up {id}.");
        if (row.FollowUpId is { } kept)
            return kept;
        var open = all.FindAll(one => one.State is not ("answered" or "stopped"));
        return (open.Find(one => one.Owner == writer.UserId), open, all) switch
        {
            ({ Id: > 0 } mine, _, _) => mine.Id,
            (_, [var first, ..], _) => first.Id,
            (_, _, [.., var last]) => last.Id,
            _ => new Result<long?>.Ok(null),
        };
    }

    private static string? FirstAddress(Session session, OutgoingRow row) =>
        (row.AnswersMailId is { } mail ? session.Scalar<string>("select a.value from mails m join addresses a on a.contact_id = m.contact_id and a.kind = 'email' and a.address_key = lower(m.from_address) and a.dead_at is null where m.id = @mail", new { mail }) : null)
        ?? session.Scalar<string>("select value from addresses where contact_id = @ContactId and kind = 'email' and dead_at is null order by position, address_key limit 1", new { row.ContactId });

    private static string DomainOf(Session session, long mailbox)
    {
        var address = session.Scalar<string>("select address_key from mailboxes where id = @mailbox", new { mailbox })!;
        return address[(address.LastIndexOf('@') + 1)..];
    }

    private static List<Problem> Problems(MessageInput input)
    {
        var problems = new List<Problem>();
        problems.AddRange(Lengths.Problems(Lengths.Line, ("subject", input.Subject), ("offer", input.Offer), ("next", input.Next), ("promise", input.Promise), ("to", input.To)));
        problems.AddRange(Lengths.Problems(LongestBody, ("body", input.Body)));
        return problems;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
