using System.CommandLine;
using System.Globalization;
using Tact.Accounts;
using Tact.Mail;
using Tact.Mail.Inbox;
using Tact.Mail.Mailboxes;
using Tact.Mail.Reading;
using Tact.Storage;

namespace Tact.Commands;

/// <summary>The commands about mailboxes and what came in.</summary>
public static class MailCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Mailbox(), Inbox()];

    private static Command Mailbox() => new("mailbox", "Connect a mailbox, test it, read it, see how complete its reading is") { Add(), Set(), Simple("list", "All mailboxes"), Status(), Test(), Sync(), Remove() };

    private static Command Add()
    {
        var address = new Argument<string>("ADDRESS") { Description = "The e-mail address" };
        var settings = new Settings();
        var owner = new Option<string?>("--owner") { Description = "Whose it is, by e-mail", HelpName = "USER" };
        var shared = new Option<bool>("--shared") { Description = "The whole team shares it" };
        var command = new Command("add", "Connect a mailbox. The servers of well-known providers are found by themselves") { address, owner, shared };
        settings.AddTo(command);
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => settings.Password(words).Then(password => ConnectMailbox.Add(workspace, Actor.CommandLine, settings.Input(words, words.GetValue(address)!, password) with { Owner = words.GetValue(owner), Shared = words.GetValue(shared) })),
            Print));
        return command;
    }

    private static Command Set()
    {
        var mailbox = Named();
        var settings = new Settings();
        var command = new Command("set", "Change the settings of a mailbox; what is left out stays") { mailbox };
        settings.AddTo(command);
        command.SetAction(words => CommandLine.Run(
            words, workspace => settings.Password(words).Then(password => ConnectMailbox.Change(workspace, Actor.CommandLine, words.GetValue(mailbox)!, row => settings.Input(words, row.Address, password))), Print));
        return command;
    }

    private static Command Simple(string name, string description)
    {
        var command = new Command(name, description);
        command.SetAction(words => CommandLine.Run(words, workspace => ShowMailboxes.List(workspace, Actor.CommandLine), (boxes, output) =>
        {
            if (boxes.Count == 0)
                output.WriteLine("No mailbox is connected. Connect one: tact mailbox add anna@example.com --owner anna@example.com");
            foreach (var box in boxes)
                output.WriteLine($"{box.Id,4}  {box.Address}  {(box.Shared ? "shared" : box.Owner)}  {box.State}{(box.Problem is { } problem ? $": {problem}" : "")}");
        }));
        return command;
    }

    private static Command Status()
    {
        var mailbox = Named();
        var command = new Command("status", "How a mailbox is, and how much of it has been looked at") { mailbox };
        command.SetAction(words => CommandLine.Run(words, workspace => ShowMailboxes.Find(workspace, Actor.CommandLine, words.GetValue(mailbox)!), Print));
        return command;
    }

    private static Command Remove()
    {
        var mailbox = Named();
        var command = new Command("remove", "Take a mailbox away: nothing is read or sent there any more") { mailbox };
        command.SetAction(words => CommandLine.Run(
            words, workspace => ConnectMailbox.Remove(workspace, Actor.CommandLine, words.GetValue(mailbox)!), (box, output) => output.WriteLine($"{box.Address} is no longer read. What was kept stays on the timelines.")));
        return command;
    }

    private static Command Test()
    {
        var mailbox = Named();
        var command = new Command("test", "Sign in at both servers of a mailbox and say exactly what failed") { mailbox };
        command.SetAction(words =>
        {
            var failed = false;
            var code = CommandLine.Run(
                words,
                workspace => WithGateway(gateway => TestMailbox.Run(workspace, Actor.CommandLine, gateway, new AccessTokens(workspace), words.GetValue(mailbox)!)).Then<MailboxTested>(tested =>
                {
                    failed = !tested.Ok;
                    return tested;
                }),
                (tested, output) =>
                {
                    output.WriteLine(tested.Reading is { } reading ? $"Reading failed. {reading}" : $"Reading works: {tested.Folders} folders.");
                    output.WriteLine(tested.Sending is { } sending ? $"Sending failed. {sending}" : "Sending works.");
                });
            return code == 0 && failed ? 4 : code;
        });
        return command;
    }

    private static Command Sync()
    {
        var mailbox = Named();
        var command = new Command("sync", "Read a mailbox now, whole; gaps are read again") { mailbox };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => workspace.Data.Read(session => Mailboxes.Find(session, words.GetValue(mailbox)!)).Then(row => WithGateway(async gateway =>
            {
                if (gateway.WhyNot() is { } why)
                    return new Result<MailboxShown>.Refused(why, "mail", null);
                var connections = new MailboxConnections(workspace, gateway, new AccessTokens(workspace));
                var quiet = words.GetValue(CommandLine.Json) || Console.IsErrorRedirected;
                try
                {
                    await new ReadMailbox(workspace, connections).Run(row, whole: true, CancellationToken.None, quiet ? null : pass => Console.Error.Write($"\r{Number(pass.Looked)} looked at, {Number(pass.Kept)} kept …"));
                }
                catch (MailTrouble trouble)
                {
                    return new Result<MailboxShown>.Refused(trouble.InWords(row.ImapHost), "mail", null);
                }

                await connections.Close(row.Id);
                return ShowMailboxes.Find(workspace, Actor.CommandLine, words.GetValue(mailbox)!);
            })),
            Print));
        return command;
    }

    private static Command Inbox()
    {
        var after = new Option<string?>("--after") { Description = "Where the next page begins, from the page before" };
        var confirm = new Option<long?>("--confirm") { Description = "Say that Tact understood this mail rightly", HelpName = "ID" };
        var correct = new Option<long?>("--correct") { Description = "Say what this mail is, with --as", HelpName = "ID" };
        var kind = new Option<string?>("--as") { Description = "What it is: reply, interested, not-now, not-interested, wrong-person, left-company, referral, opt-out, complaint, out-of-office, auto-reply, bounce, meeting" };
        var until = new Option<string?>("--until") { Description = "For not-now and out-of-office: until when" };
        var contact = new Option<string?>("--contact") { Description = "Whom it is really with" };
        var by = new Option<string?>("--by") { Description = "Whose inbox, by e-mail; without it everything that the command line may see", HelpName = "USER" };
        var command = new Command("inbox", "What came in from your people, what Tact understood, and what it did") { after, confirm, correct, kind, until, contact, by };
        command.SetAction(words => words.GetValue(confirm) is null && words.GetValue(correct) is null
            ? CommandLine.Run(words, workspace => Whose(workspace, words.GetValue(by)).Then(actor => ShowInbox.Run(workspace, actor, words.GetValue(after))), Print)
            : CommandLine.Run(
                words,
                workspace => Whose(workspace, words.GetValue(by)).Then(actor => JudgeMail.Run(
                    workspace, actor, (words.GetValue(confirm) ?? words.GetValue(correct))!.Value,
                    new SaidOfMail(words.GetValue(kind), CommandLine.ReadDate(words.GetValue(until), "until", Words.Today(workspace)), words.GetValue(contact)))),
                (mail, output) => output.WriteLine($"{InboxPages.What(mail.Kind)}. {mail.Did}")));
        return command;
    }

    private static Result<Actor> Whose(Workspace workspace, string? by) => by is null ? Actor.CommandLine : workspace.Data.Read(session => Actor.Find(session, by, "by").Then<Actor>(user => new Actor(user.Id, user.Role)));

    private static void Print(InboxShown page, TextWriter output)
    {
        if (page.Held.Count == 0 && page.Mails.Count == 0)
            output.WriteLine("Nothing has come in from your people.");
        foreach (var mail in page.Held)
            output.WriteLine($"? {mail.Id,6}  {mail.At}  {mail.Name ?? mail.From.Address}: {mail.Subject}. Please say what it is.");
        foreach (var mail in page.Mails)
            output.WriteLine($"  {mail.Id,6}  {mail.At}  {mail.Name ?? mail.From.Address}: {mail.Subject}. {InboxPages.What(mail.Kind)}. {mail.Did}");
        if (page.After is { } more)
            output.WriteLine($"More: tact inbox --after {more}");
    }

    private static void Print(MailboxShown box, TextWriter output)
    {
        output.WriteLine($"{box.Id}  {box.Address}  {(box.Shared ? "shared by the team" : box.Owner)}  {box.State}{(box.Problem is { } problem ? $": {problem}" : "")}");
        output.WriteLine($"Read from {box.Imap.Host}:{box.Imap.Port} ({box.Imap.Security}); {(box.Smtp is { } smtp ? $"sent through {smtp.Host}:{smtp.Port} ({smtp.Security}), at most {box.Limits.Hour} an hour and {box.Limits.Day} a day" : "only read")}.");
        var complete = box.Complete;
        output.WriteLine($"Looked at {Number(complete.Seen)} of {Number(complete.OnServer)} messages; {Number(complete.Matched)} with people on record{(complete.LeftOut.Count == 0 ? "" : $"; {string.Join(", ", complete.LeftOut.Select(one => $"{Number(one.Value)} {one.Key}"))}")}.");
    }

    private static Result<T> WithGateway<T>(Func<MailGateway, Task<Result<T>>> work) => OwnThread.Run(() =>
    {
        var gateway = new MailGateway();
        try
        {
            return work(gateway).GetAwaiter().GetResult();
        }
        finally
        {
            gateway.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }).GetAwaiter().GetResult();

    private static Argument<string> Named() => new("MAILBOX") { Description = "Its number or address" };

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private sealed class Settings
    {
        private readonly Option<string?> name = new("--name") { Description = "The name receivers see" };
        private readonly Option<string?> user = new("--user") { Description = "The name to sign in with, when it is not the address" };
        private readonly Option<bool> passwordIn = new("--password-stdin") { Description = "Read the password from standard input, so that it stands in no history; otherwise it is asked for" };
        private readonly Option<string?> auth = new("--auth") { Description = "password, google or microsoft" };
        private readonly Option<string?> imap = new("--imap") { Description = "The server that is read", HelpName = "HOST" };
        private readonly Option<long?> imapPort = new("--imap-port") { Description = "Its port (993)", HelpName = "PORT" };
        private readonly Option<string?> imapSecurity = new("--imap-security") { Description = "tls, starttls, or none on this machine" };
        private readonly Option<string?> smtp = new("--smtp") { Description = "The server that sends; none for a mailbox that is only read", HelpName = "HOST" };
        private readonly Option<long?> smtpPort = new("--smtp-port") { Description = "Its port (465)", HelpName = "PORT" };
        private readonly Option<string?> smtpSecurity = new("--smtp-security") { Description = "tls, starttls, or none on this machine" };
        private readonly Option<long?> months = new("--months") { Description = "Months to read back (12)", HelpName = "N" };
        private readonly Option<bool?> companyMail = new("--company-mail") { Description = "Keep mail of unknown people at known companies, too" };
        private readonly Option<string[]> aliases = new("--alias") { Description = "Another address that arrives here; may be repeated", HelpName = "ADDRESS" };
        private readonly Option<string[]> leftOut = new("--leave-out") { Description = "An address or domain whose mail is never kept; may be repeated", HelpName = "ADDRESS" };
        private readonly Option<long?> hourLimit = new("--hour-limit") { Description = "Messages an hour at most (20)", HelpName = "N" };
        private readonly Option<long?> dayLimit = new("--day-limit") { Description = "Messages a day at most (80)", HelpName = "N" };
        private readonly Option<long?> spacing = new("--spacing-seconds") { Description = "Seconds between two messages at least (60)", HelpName = "N" };
        private readonly Option<string?> signature = new("--signature") { Description = "What stands under each message" };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { name, user, passwordIn, auth, imap, imapPort, imapSecurity, smtp, smtpPort, smtpSecurity, months, companyMail, aliases, leftOut, hourLimit, dayLimit, spacing, signature })
                command.Options.Add(option);
        }

        public Result<string?> Password(ParseResult words)
        {
            if (words.GetValue(passwordIn))
                return new Result<string?>.Ok(Console.In.ReadLine());
            if (words.GetValue(auth) is "google" or "microsoft" || Console.IsInputRedirected || words.CommandResult.Command.Name == "set")
                return new Result<string?>.Ok(null);
            Console.Error.Write("Password of the mailbox: ");
            var typed = new System.Text.StringBuilder();
            while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
            {
                if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                    typed.Length--;
                else if (!char.IsControl(key.KeyChar))
                    typed.Append(key.KeyChar);
            }

            Console.Error.WriteLine();
            return new Result<string?>.Ok(typed.ToString());
        }

        public MailboxInput Input(ParseResult words, string address, string? password) => new()
        {
            Address = address, Name = words.GetValue(name), User = words.GetValue(user), Password = password, Auth = words.GetValue(auth), Imap = words.GetValue(imap), ImapPort = words.GetValue(imapPort),
            ImapSecurity = words.GetValue(imapSecurity), Smtp = words.GetValue(smtp), SmtpPort = words.GetValue(smtpPort), SmtpSecurity = words.GetValue(smtpSecurity), Months = words.GetValue(months),
            CompanyMail = words.GetValue(companyMail), Aliases = words.GetValue(aliases) is { Length: > 0 } some ? some : null, LeftOut = words.GetValue(leftOut) is { Length: > 0 } others ? others : null,
            HourLimit = words.GetValue(hourLimit), DayLimit = words.GetValue(dayLimit), SpacingSeconds = words.GetValue(spacing), Signature = words.GetValue(signature),
        };
    }
}
