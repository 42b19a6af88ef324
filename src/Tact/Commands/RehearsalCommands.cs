using System.CommandLine;
using Tact.Api;
using Tact.Rehearsal;

namespace Tact.Commands;

/// <summary>The commands about rehearsals.</summary>
public static class RehearsalCommands
{
    /// <summary><c>tact rehearsals</c>, with <c>keep</c> and <c>clean</c>.</summary>
    public static Command Rehearsals()
    {
        var by = new Option<string>("--by") { Description = "Whose, by e-mail", HelpName = "E", Required = true };
        var command = new Command("rehearsals", "Somebody's rehearsals, and what colleagues ask them to listen to") { by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => workspace.Data.Read<Result<RehearsalsListed>>(session =>
        {
            var (mine, asked) = Rehearsal.Rehearsals.List(session, actor);
            return new RehearsalsListed(mine, asked);
        })), (listed, output) =>
        {
            if (listed.Mine.Count + listed.Asked.Count == 0)
                output.WriteLine("Nothing is rehearsed yet.");
            foreach (var one in listed.Mine)
                output.WriteLine($"{one.Id,4}  {one.Name}, {(one.Recordings == 0 ? "not recorded yet" : $"recordings: {one.Recordings}")}");
            foreach (var one in listed.Asked)
                output.WriteLine($"{one.Id,4}  {one.Owner} asks: {one.Name}{(one.Answered ? ", answered" : "")}");
        }));
        command.Add(Keep());
        command.Add(Clean());
        return command;
    }

    private static Command Keep()
    {
        var days = new Argument<long>("DAYS") { Description = "How many days; 0 until somebody discards them" };
        var command = new Command("keep", "Set how long recordings are kept") { days };
        command.SetAction(words => CommandLine.Run(words, workspace => Recordings.Retain(workspace, Accounts.Actor.CommandLine, words.GetValue(days)), (kept, output) =>
            output.WriteLine(kept.Days == 0 ? "Recordings are kept until somebody discards them." : $"Recordings are kept for {kept.Days} days.")));
        return command;
    }

    private static Command Clean()
    {
        var command = new Command("clean", "Remove recordings whose time is over, now; a running server does it every hour");
        command.SetAction(words => CommandLine.Run<RemovedRecordings>(words, workspace => new RemovedRecordings(Recordings.RemoveOld(workspace)), (removed, output) => output.WriteLine($"Removed: {removed.Removed}")));
        return command;
    }
}

/// <summary>How many recordings were removed.</summary>
public sealed record RemovedRecordings(int Removed);
