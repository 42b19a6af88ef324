using System.CommandLine;
using NodaTime;
using Tact.Accounts;
using Tact.Core;
using Tact.FollowUps;

namespace Tact.Commands;

/// <summary>Arguments, options and readings that several commands share.</summary>
public static class Words
{
    /// <summary>The person, as every command names them.</summary>
    public static Argument<string> Contact() => new("CONTACT") { Description = "Id, e-mail or unique name" };

    /// <summary>The follow-up, when several are open.</summary>
    public static Option<long?> WhichFollowUp() => new("--followup") { Description = "Which follow-up, when several are open" };

    /// <summary>Who acts.</summary>
    public static Option<string?> By() => new("--by") { Description = "Who acts, by e-mail (default: the follow-up's owner)" };

    /// <summary>Today in the workspace's zone.</summary>
    public static LocalDate Today(Workspace workspace) => workspace.Now.InZone(workspace.Zone).Date;

    /// <summary>The command line acts as the user named with --by, else as whoever owns the follow-up.</summary>
    public static Result<T> As<T>(Workspace workspace, string? by, Func<Actor, Result<T>> work) => by is null
        ? work(Actor.CommandLine)
        : workspace.Data.Read(session => Actor.Find(session, by, "by")).Then(user => work(new Actor(user.Id, user.Role)));

    /// <summary>Prints what became of a follow-up.</summary>
    public static void Changed(ChangedFollowUp changed, TextWriter output) =>
        output.WriteLine($"Now {changed.State}.{(changed.NextStep is { } step ? $" Next: {step.Step}, {step.At ?? step.Due}." : "")}");

    /// <summary>Whether a step says that they did not say.</summary>
    public static bool IsUnsaid(string? step) => Folded.Text(step) is "they did not say" or "did not say" or "default";

    /// <summary>Reads hours: 9-12.</summary>
    public static (int? From, int? Until) Hours(string? text)
    {
        if (text is null)
            return (null, null);
        return text.Split('-') is [var a, var b] && int.TryParse(a.Trim().Split(':')[0], out var from) && int.TryParse(b.Trim().Split(':')[0], out var until)
            ? (from, until) : throw new BadInput("hours", $"\"{text}\" are no hours. Write them as 9-12.");
    }

    /// <summary>Reads a rhythm, in days: "1 month".</summary>
    public static int? Days(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var parts = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (count, unit) = parts is [var n, var u] && int.TryParse(n, out var number) ? (number, u) : (1, parts[^1]);
        var days = unit.ToLowerInvariant().TrimEnd('s') switch { "day" => 1, "week" => 7, "month" => 30, "quarter" => 91, "year" => 365, _ => 0 };
        return days * count is > 0 and var total ? total : throw new BadInput("every", $"\"{text}\" is no rhythm. Write it as \"1 month\" or \"2 weeks\".");
    }

    /// <summary>Reads yes or no, in a few languages; null when nothing was said.</summary>
    public static bool? YesOrNo(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "yes" or "y" or "true" or "1" => true,
        "no" or "n" or "false" or "0" => false,
        _ => throw new BadInput("may-stay-in-touch", $"\"{text}\" is neither yes nor no."),
    };
}
