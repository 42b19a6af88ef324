using Tact.Accounts;

namespace Tact.Mail.Mailboxes;

/// <summary>What a test of a mailbox found.</summary>
/// <param name="Reading">Null when it can be read; otherwise what failed and what to do.</param>
/// <param name="Sending">Null when it can send, or is only read; otherwise what failed and what to do.</param>
/// <param name="Folders">How many folders it has.</param>
public sealed record MailboxTested(long Id, string Address, bool Ok, string? Reading, string? Sending, int Folders);

/// <summary>Signs in at both servers and says exactly what failed.</summary>
public static class TestMailbox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Tests a mailbox that is connected.</summary>
    public static async Task<Result<MailboxTested>> Run(Workspace workspace, Actor actor, MailGateway gateway, AccessTokens tokens, string mailbox)
    {
        var found = workspace.Data.Read(session => Mailboxes.Find(session, mailbox));
        if (found is not Result<MailboxRow>.Ok { Value: var row })
            return found.Then<MailboxTested>(_ => throw new InvalidOperationException());
        if (!row.MayUse(actor) && !row.MayChange(actor))
            return new Result<MailboxTested>.Refused($"{row.Address} belongs to {row.OwnerName}.", "role", null);
        if (gateway.WhyNot() is { } why)
            return new Result<MailboxTested>.Refused(why, "mail", null);
        var folders = 0;
        var reading = await Try(row.ImapHost, async () =>
        {
            var answer = await gateway.Ask("imap-test", Mailboxes.Reading(workspace.Data, row, await tokens.Of(row)), Patience);
            folders = answer.GetProperty("folders").GetArrayLength();
        });
        var sending = row.SmtpHost is null ? null
            : await Try(row.SmtpHost, async () => await gateway.Ask("smtp-test", Mailboxes.Sending(workspace.Data, row, await tokens.Of(row)), Patience));
        return new MailboxTested(row.Id, row.Address, reading is null && sending is null, reading, sending, folders);
    }

    private static async Task<string?> Try(string server, Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (MailTrouble trouble)
        {
            return trouble.InWords(server);
        }
    }
}
