using System.CommandLine;
using Tact.Commands;

var root = new RootCommand("Tact: follow-up for people who sell by relationship. Persistent, never pushy.");
root.Options.Add(CommandLine.Json);
root.Options.Add(CommandLine.Data);
root.Options.Add(CommandLine.Postgres);
root.Options.Add(CommandLine.Now);
root.Options.Add(CommandLine.Zone);
foreach (var command in (IEnumerable<Command>)[
    .. FollowUpCommands.All(), .. TouchCommands.All(), .. PeopleCommands.All(), .. ImportCommands.All(), .. AccountCommands.All(), .. PolicyCommands.All(), .. LawCommands.All(), .. MailCommands.All(),
    LeaveCommands.Leave(),
    RehearsalCommands.Rehearsals(),
    TemplateCommands.Templates(),
    .. Tact.Mail.Outbox.OutboxCommands.All(),
    .. Tact.Homework.HomeworkCommands.All(),
    Tact.Library.LibraryCommands.Library(),
    Tact.Brief.BriefCommand.Brief(),
    Tact.Messages.LintCommand.Command()])
    root.Subcommands.Add(command);
root.Subcommands.Add(Tact.Simulation.SimulateCommand.Command());
root.Subcommands.Add(Tact.Web.Serve.Command());
root.Subcommands.Add(Tact.Mail.ReadMailCommand.Command());
root.Subcommands.Add(Tact.Mail.ReadMailJudge.Command());
root.Subcommands.Add(Tact.Messages.JudgeMessages.Command());

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

/// <summary>The entry point, visible to tests.</summary>
public partial class Program;
