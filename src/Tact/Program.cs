using System.CommandLine;
using Tact.Commands;

var root = new RootCommand("Tact: follow-up for people who sell by relationship. Persistent, never pushy.");
root.Options.Add(CommandLine.Json);
root.Options.Add(CommandLine.Data);
root.Options.Add(CommandLine.Postgres);
root.Options.Add(CommandLine.Now);
root.Options.Add(CommandLine.Zone);
// A server has no use for the other commands, and to make them all takes a fifth of its start.
foreach (var command in args is ["serve", ..] ? [Tact.Web.Serve.Command()] : Everything())
    root.Subcommands.Add(command);

var words = root.Parse(args);
if (words.Errors.Count > 0)
    return CommandLine.Fail(words, 2, [.. words.Errors.Select(e => new Tact.Problem("", e.Message))]);
try
{
    return await words.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception broken)
{
    return CommandLine.Fail(words, 4, [new Tact.Problem("", CommandLine.InWords(broken))]);
}

static IEnumerable<Command> Everything() =>
[
    .. FollowUpCommands.All(), .. TouchCommands.All(), .. PeopleCommands.All(), .. ImportCommands.All(), .. AccountCommands.All(), .. PolicyCommands.All(), .. LawCommands.All(), .. MailCommands.All(),
    LeaveCommands.Leave(),
    RehearsalCommands.Rehearsals(),
    TemplateCommands.Templates(),
    .. Tact.Mail.Outbox.OutboxCommands.All(),
    .. Tact.Homework.HomeworkCommands.All(),
    Tact.Library.LibraryCommands.Library(),
    Tact.Brief.BriefCommand.Brief(),
    Tact.Messages.LintCommand.Command(),
    Tact.Simulation.SimulateCommand.Command(),
    Tact.Web.Serve.Command(),
    Tact.Mail.ReadMailCommand.Command(),
    Tact.Mail.ReadMailJudge.Command(),
    Tact.Messages.JudgeMessages.Command(),
];

/// <summary>The entry point, visible to tests.</summary>
public partial class Program;
