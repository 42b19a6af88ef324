using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Mail;
using Tact.FollowUps;
using Tact.Mail.Reading;
using Tact.Storage;
using Tact.Timeline;
using Tact.Touches;

namespace Tact.Mail.Inbox;

/// <summary>What a person says a mail is.</summary>
/// <param name="Kind">The kind; null confirms what Tact understood.</param>
/// <param name="Until">For not now: when again. For away: back on. yyyy-MM-dd.</param>
/// <param name="Contact">Whom it is really with: id, e-mail or unique name.</param>
public sealed record SaidOfMail(string? Kind = null, LocalDate? Until = null, string? Contact = null);

/// <summary>A person confirms or corrects what Tact understood of a mail. What followed from it before is taken back, entry by entry; nothing is learned from it in secret.</summary>
public static class JudgeMail
{
    /// <summary>Confirms or corrects one mail.</summary>
    public static Result<InboxMail> Run(Workspace workspace, Actor actor, long id, SaidOfMail judgement)
    {
        try
        {
            return workspace.Data.Write(session => ShowInbox.One(session, actor, id).Then(found => In(session, workspace, actor, found.Mail, judgement)));
        }
        catch (NotTaken problem)
        {
            return Result<InboxMail>.Wrong("", problem.Message);
        }
    }

    private static Result<InboxMail> In(Session session, Workspace workspace, Actor actor, MailRow mail, SaidOfMail judgement)
    {
        if (mail.Direction == "out")
            return Result<InboxMail>.Wrong("id", "This one is ours; there is nothing to judge.");
        MailKind? kind = null;
        if (judgement.Kind is { } named)
        {
            if (!Names.TryRead<MailKind>(named, out var read) || read == MailKind.Unsure)
                return Result<InboxMail>.Wrong("kind", $"\"{named}\" is not known. Choose one of: {string.Join(", ", Names.All<MailKind>().Where(name => name != "unsure"))}.");
            kind = read;
        }

        var contact = mail.ContactId;
        if (!string.IsNullOrWhiteSpace(judgement.Contact))
        {
            var who = ResolveContact.From(session, judgement.Contact);
            if (who is not Result<long>.Ok { Value: var chosen })
                return who is Result<long>.NotFound { What: var what } ? Result<InboxMail>.Wrong("contact", what) : who.Then<InboxMail>(_ => throw new InvalidOperationException());
            contact = chosen;
        }

        var was = Names.TryRead<MailKind>(mail.Kind, out var understood) ? understood : MailKind.Unsure;
        if (kind is null && was == MailKind.Unsure)
            return Result<InboxMail>.Wrong("kind", "Say what it is: Tact is not sure.");
        if (contact is null)
            return Result<InboxMail>.Wrong("contact", "Say whom it is from, or add the person first.");
        if (judgement.Until < Instant.FromUnixTimeMilliseconds(mail.At).InZone(workspace.Zone).Date)
            return Result<InboxMail>.Wrong("until", "That day was over when the mail came. Choose a later one.");
        var meaning = MeaningText.Read(mail.Meaning).As(kind ?? was, mail.Words);
        meaning = judgement.Until is not { } until ? meaning : meaning.Kind == MailKind.OutOfOffice ? meaning with { ReturnsOn = until } : meaning with { ResumeOn = until };
        var same = meaning.Kind == was && contact == mail.ContactId && MeaningText.Of(meaning) == mail.Meaning;
        if (mail.State == "held" || !same)
        {
            TakeBack(session, workspace, actor, mail);
            if (contact != mail.ContactId)
                mail.FollowUpId = null;
            (mail.ContactId, mail.EntryId) = (contact, null);
            var mailbox = session.One<Mailboxes.MailboxRow>($"select {Mailboxes.MailboxRow.Columns} {Mailboxes.MailboxRow.From} where m.id = @MailboxId", new { mail.MailboxId })!;
            TakeMail.As(session, workspace, mailbox, mail, meaning);
        }

        // what was taken back comes back with it
        if (mail.State == "held")
            throw new NotTaken(mail.Did);
        session.Execute(
            "update mails set contact_id = @contact, meaning = @text, confidence = 100, judged_by = @by, judged_at = @at where id = @Id",
            new { mail.Id, contact, text = MeaningText.Of(meaning), by = actor.UserId, at = workspace.Now.ToUnixTimeMilliseconds() });
        return ShowInbox.Any(session, mail.Id);
    }

    /// <summary>What followed from it is undone by an entry, and an address it struck lives again.</summary>
    private static void TakeBack(Session session, Workspace workspace, Actor actor, MailRow mail)
    {
        foreach (var row in MailEntries.Of(session, mail))
            UndoLast.In(session, workspace, row, actor.UserId ?? row.ByUser);
        foreach (var address in MeaningText.Read(mail.Meaning).Recipients?.Select(one => Addresses.EmailKey(one.Address)) ?? [])
            session.Execute("update addresses set dead_at = null where kind = 'email' and address_key = @address and dead_at = @At", new { address, mail.At });
    }

    /// <summary>It cannot be recorded as they say; nothing of it is kept, what was taken back included.</summary>
    private sealed class NotTaken(string why) : Exception(why);
}
