using Tact.Core.Mail;
using Tact.Mail.Mailboxes;
using Tact.Mail.Reading;
using Tact.Storage;

namespace Tact.Demo;

/// <summary>A mail of the demonstration.</summary>
/// <param name="Automatic">A machine wrote it.</param>
internal sealed record DemoLetter(string Subject, string Text, bool Automatic = false);

/// <summary>Lets the demonstration's mail come in as if it had been read in a mailbox: matched, understood and taken in by the same code. No server is spoken to.</summary>
internal static class DemoMail
{
    /// <summary>The state of a mailbox that is only shown.</summary>
    public const string State = "demo";

    /// <summary>Takes in one mail that arrives now.</summary>
    public static void Receive(Session session, Workspace workspace, string owner, string name, string address, DemoLetter letter)
    {
        var mailbox = MailboxOf(session, workspace, owner);
        var from = new MailPerson(name, address);
        var message = new MailMessage
        {
            From = from, To = [new MailPerson(null, owner)], Date = workspace.Now, Subject = letter.Subject, Text = letter.Text, MessageId = $"<{Guid.NewGuid():n}@demo.example>",
            Headers = letter.Automatic ? [new MailHeader("auto-submitted", "auto-replied")] : [],
        };
        var head = new MailHead { Uid = 0, At = workspace.Now, Key = MessageKeys.Of(message.MessageId), Subject = letter.Subject, From = [from], Recipients = message.To, IsAutomatic = letter.Automatic };
        var matching = new MatchMail(session, mailbox);
        KeepMail.In(session, workspace, mailbox, head, matching.Of(head), message, Understanding.Of(message, workspace.Now.InZone(workspace.Zone).Date, Mailboxes.OwnAddresses(session)), matching);
    }

    private static MailboxRow MailboxOf(Session session, Workspace workspace, string owner)
    {
        const string find = $"select {MailboxRow.Columns} {MailboxRow.From} where m.address_key = @owner";
        if (session.One<MailboxRow>(find, new { owner }) is { } there)
            return there;
        session.Execute(
            """
            insert into mailboxes (name, address, address_key, owner_id, imap_host, imap_port, imap_security, user_name, auth, state, created_at)
            select name, email, email_key, id, 'demo.example', 993, 'tls', email, 'password', @State, @now from users where email_key = @owner
            """,
            new { owner, State, now = workspace.Now.ToUnixTimeMilliseconds() });
        return session.One<MailboxRow>(find, new { owner })!;
    }
}
