using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Tact.Accounts;
using Tact.Commands;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary><c>tact outbox</c>, <c>tact send</c>, <c>tact way-out</c> and <c>tact dkim</c>.</summary>
public static class OutboxCommands
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Outbox(), Send(), Out(), Signing()];

    private static Command Outbox()
    {
        var state = new Option<string?>("--state") { Description = "Only these: draft, released, sending, sent, in-doubt, stopped, failed" };
        var by = Words.By();
        var command = new Command("outbox", "Messages of ours: drafts, waiting, in doubt, sent") { state, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => ListMessages.Run(workspace, actor, words.GetValue(state), everyone: true)), (messages, output) =>
        {
            if (messages.Count == 0)
                output.WriteLine("The outbox is empty.");
            foreach (var message in messages)
                output.WriteLine($"{message.Id,5}  {message.State,-9} {message.Name} <{message.To}>  {message.Subject}{(message.State == "released" ? $"  leaves {message.SendAt}" : "")}{(message.Why is { } why ? $"\n       {why}" : "")}");
        }));
        return command;
    }

    private static Command Send()
    {
        var id = new Argument<long>("ID") { Description = "The message, as tact outbox shows it" };
        var at = new Option<string?>("--at") { Description = "now (default), next (the next allowed moment in their working day), or an instant" };
        var because = new Option<string?>("--override") { Description = "Why a guideline is overruled: they-asked, urgent, my-judgement" };
        var asItIs = new Option<string?>("--as-it-is") { Description = "Why the words go as they are although the message check says that they would annoy", HelpName = "WHY" };
        var answer = new Option<string?>("--arrived") { Description = "For one in doubt: yes (it arrived), again (it did not: send it once more), drop" };
        var by = Words.By();
        var command = new Command("send", "Release a message you have read; it is sent at once or at its time") { id, at, because, asItIs, answer, by };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => Words.As(workspace, words.GetValue(by), actor => words.GetValue(answer) is { } said ? ResolveDoubt.Run(workspace, actor, words.GetValue(id), said is "yes" ? "sent" : said)
                : OutboxRoutes.Read(new ReleaseBody(words.GetValue(at) ?? "now", words.GetValue(because), AsItIs: words.GetValue(asItIs))).Then(release => ReleaseMessage.Run(workspace, actor, words.GetValue(id), release))).Then(message => Sent(workspace, message)),
            (message, output) => output.WriteLine(message.State switch
            {
                "sent" => $"Sent to {message.Name} <{message.To}>.",
                "released" => $"Released; it leaves at {message.SendAt}.{(message.Why is { } why ? $" {why}" : "")}",
                _ => $"{message.State}. {message.Why}",
            })));
        return command;
    }

    private static Command Out()
    {
        var every = new Option<long?>("--every") { Description = "Set it: 1 is every message" };
        var by = Words.By();
        var command = new Command("way-out", "Every how many unasked messages to one person the way out goes along: a sentence, a link and the button of mail programs") { every, by };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => Words.As(workspace, words.GetValue(by), actor => words.GetValue(every) is { } set ? WayOut.Set(workspace, actor, set) : workspace.Data.Read(WayOut.Of)),
            (shown, output) => output.WriteLine(shown.Every == 1 ? "The way out goes along with every unasked message." : $"The way out goes along with the first unasked message to somebody, and with each {shown.Every} messages later.")));
        return command;
    }

    private static Command Signing()
    {
        var mailbox = new Argument<string>("MAILBOX") { Description = "By number or address" };
        var domain = new Option<string?>("--domain") { Description = "The domain that signs (default: that of the address)" };
        var selector = new Option<string?>("--selector") { Description = "Under which name the public key stands in the DNS: NAME._domainkey.DOMAIN" };
        var key = new Option<string?>("--key") { Description = "The file with the private key (PEM); it is kept sealed", HelpName = "FILE" };
        var off = new Option<bool>("--off") { Description = "Sign no more" };
        var command = new Command("dkim", "Sign what leaves a mailbox (DKIM), for servers that do not do it themselves") { mailbox, domain, selector, key, off };
        command.SetAction(words => CommandLine.Run(words, workspace => workspace.Data.Write(session => Mailboxes.Mailboxes.Find(session, words.GetValue(mailbox)!).Then<SigningShown>(row =>
        {
            if (words.GetValue(off))
            {
                session.Execute("update mailboxes set dkim = null where id = @Id", new { row.Id });
                return new SigningShown(row.Address, null, null);
            }

            if (words.GetValue(selector) is not { Length: > 0 } name || words.GetValue(key) is not { Length: > 0 } file)
                return Result<SigningShown>.Wrong("key", "Give --selector and --key, or --off.");
            if (!File.Exists(file) || File.ReadAllText(file) is not { } pem || !pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
                return Result<SigningShown>.Wrong("key", $"{file} holds no private key in PEM form.");
            var signs = words.GetValue(domain) ?? row.Address[(row.Address.LastIndexOf('@') + 1)..];
            session.Execute("update mailboxes set dkim = @dkim where id = @Id", new { row.Id, dkim = new Dkim(signs, name, pem).ToText(workspace.Data, row.Id) });
            return new SigningShown(row.Address, signs, name);
        })), (signing, output) => output.WriteLine(signing.Domain is null ? $"{signing.Mailbox} signs no more." : $"{signing.Mailbox} signs as {signing.Selector}._domainkey.{signing.Domain}.")));
        return command;
    }

    /// <summary>A server that runs sends it; without one it is sent here.</summary>
    private static Result<MessageShown> Sent(Workspace workspace, MessageShown message)
    {
        if (message.State != "released" || string.CompareOrdinal(message.SendAt, NodaTime.Text.InstantPattern.General.Format(workspace.Now)) > 0)
            return message;
        FileStream? alone = null;
        try
        {
            alone = workspace.Data.Dialect == Dialect.Sqlite ? ServerLock.Take(workspace.Data.Place) : null;
            SendHere(workspace, message.Id).GetAwaiter().GetResult();
        }
        catch (DataProblem) when (alone is null)
        {
            // a server has the folder: it sends
            for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < Patience && Now(workspace, message.Id).State is "released" or "sending";)
                Thread.Sleep(200);
        }
        finally
        {
            alone?.Dispose();
        }

        return Now(workspace, message.Id);
    }

    private static async Task SendHere(Workspace workspace, long id)
    {
        await using var gateway = new MailGateway();
        if (gateway.WhyNot() is { } why)
            throw new DataProblem(why);
        var tokens = new AccessTokens(workspace, TimeProvider.System);
        var connections = new MailboxConnections(workspace, gateway, tokens);
        var sent = new FindInSent(workspace, connections);
        using var work = new OutboxWork(workspace, gateway, new SendMessage(workspace, gateway, tokens, sent, new Reading.ReadMailbox(workspace, connections)), sent, TimeProvider.System, NullLogger<OutboxWork>.Instance);
        await work.SendOne(id, CancellationToken.None);
    }

    private static MessageShown Now(Workspace workspace, long id) => workspace.Data.Read(session => ListMessages.Show(session, workspace, OutgoingRow.Of(session, id)!));
}

/// <summary>Under which domain and selector a mailbox signs; null when it does not.</summary>
public sealed record SigningShown(string Mailbox, string? Domain, string? Selector);
