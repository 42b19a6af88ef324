using System.CommandLine;
using Tact.Absences;

namespace Tact.Commands;

/// <summary>The commands about who is away when.</summary>
public static class LeaveCommands
{
    /// <summary><c>tact leave</c>, with <c>list</c> and <c>cancel</c>.</summary>
    public static Command Leave()
    {
        var owner = new Option<string?>("--owner") { Description = "Who is away, by e-mail", HelpName = "E" };
        var from = new Option<string?>("--from") { Description = "The first day" };
        var until = new Option<string?>("--to") { Description = "The last day" };
        var cover = new Option<string?>("--cover") { Description = "Who looks after answers, callbacks, promises and agreed steps meanwhile, by e-mail", HelpName = "E" };
        var reason = new Option<string?>("--reason") { Description = "Why; only they and managers see it" };
        var by = Words.By();
        var command = new Command("leave", "Enter when somebody is away, and who covers") { owner, from, until, cover, reason, by };
        command.SetAction(words => CommandLine.Run(words, workspace => words.GetValue(owner) is not { } who ? Result<LeaveShown>.Wrong("owner", "Say who is away: --owner jana@example.com.") : Words.As(workspace, words.GetValue(by), actor => Leaves.Take(
            workspace, actor, who, CommandLine.ReadDate(words.GetValue(from), "from", Words.Today(workspace)), CommandLine.ReadDate(words.GetValue(until), "to", Words.Today(workspace)), words.GetValue(cover), words.GetValue(reason))).Then<LeaveShown>(leave =>
        {
            workspace.TakeQueued();
            return leave;
        }), (leave, output) => output.WriteLine($"{leave.Id}: {Line(leave)}")));
        command.Add(List());
        command.Add(Cancel());
        return command;
    }

    private static Command List()
    {
        var owner = new Option<string?>("--owner") { Description = "Only theirs", HelpName = "E" };
        var by = Words.By();
        var command = new Command("list", "Leaves that last or come") { owner, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => Leaves.List(workspace, actor, words.GetValue(owner))), (leaves, output) =>
        {
            if (leaves.Count == 0)
                output.WriteLine("Nobody is away, and nobody has entered leave.");
            foreach (var leave in leaves)
                output.WriteLine($"{leave.Id,4}  {Line(leave)}");
        }));
        return command;
    }

    private static Command Cancel()
    {
        var id = new Argument<long>("ID") { Description = "Its number" };
        var by = Words.By();
        var command = new Command("cancel", "Take a leave back; one that has begun ends yesterday") { id, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => Leaves.Cancel(workspace, actor, words.GetValue(id))).Then<LeaveShown>(leave =>
        {
            workspace.TakeQueued();
            return leave;
        }), (leave, output) => output.WriteLine($"Taken back: {Line(leave)}")));
        return command;
    }

    private static string Line(LeaveShown leave) =>
        $"{leave.Name} is away from {leave.From} to {leave.Until}{(leave.CoverName is { } cover ? $"; {cover} covers" : "")}{(leave.Reason is { } reason ? $" ({reason})" : "")}";
}
