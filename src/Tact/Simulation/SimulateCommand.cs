using System.CommandLine;
using System.Globalization;
using Tact.Commands;

using Tact.Core.FollowUps;
using Tact.Core.Simulation;

namespace Tact.Simulation;

/// <summary><c>tact simulate</c>: what policies and habits lead to, on invented people. Opens the workspace only for a preset of the team's own.</summary>
public static class SimulateCommand
{
    /// <summary>The command.</summary>
    public static Command Command()
    {
        var etiquette = new Option<string[]>("--etiquette") { Description = $"A preset to simulate, shipped or the team's own; may be repeated (default: {string.Join(", ", Contender.UsualPresets)})", HelpName = "P", AllowMultipleArgumentsPerToken = true };
        var habit = new Option<string[]>("--habit") { Description = $"A habit to simulate; may be repeated: {string.Join(", ", Contender.Habits)} (default: all)", HelpName = "H", AllowMultipleArgumentsPerToken = true };
        var people = new Option<int>("--people") { Description = "How many invented people", DefaultValueFactory = _ => 20_000, HelpName = "N" };
        var months = new Option<int>("--months") { Description = "For how many months each is followed up", DefaultValueFactory = _ => 12, HelpName = "M" };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same result", DefaultValueFactory = _ => 1, HelpName = "S" };
        var command = new Command("simulate", "Compare etiquettes and habits on invented people: answers, wins, opt-outs, people annoyed or left in limbo") { etiquette, habit, people, months, seed };
        command.SetAction(words =>
        {
            var asked = new Comparison(words.GetValue(etiquette) ?? [], words.GetValue(habit) ?? [], words.GetValue(people), words.GetValue(months), words.GetValue(seed));
            // only a preset of the team's own needs the workspace
            return asked.Etiquettes.All(Policies.Shipped.Presets.ContainsKey)
                ? CommandLine.Print(words, CompareHabits.Run(Policies.Shipped, asked), Write)
                : CommandLine.Run(words, workspace => CompareHabits.Run(workspace.Policies, asked), Write);
        });
        return command;
    }

    private static void Write(SimulationReport report, TextWriter output)
    {
        output.WriteLine($"{N(report.People)} invented people, {report.Months} months each, seed {report.Seed}; ranges over {report.Seeds} seeds, for people per 1,000:");
        output.WriteLine();
        output.WriteLine($"{"",-22}{"answers",14}{"wins",14}{"opt-outs",14}{"annoyed",14}{"limbo",14}{"touches/win",16}");
        foreach (var policy in report.Policies)
        {
            output.WriteLine($"{policy.Name,-22}{Share(policy.Answers),14}{Share(policy.Wins),14}{Share(policy.OptOuts),14}{Share(policy.Annoyed),14}{Share(policy.Limbo),14}{(policy.TouchesPerWin is { } each ? string.Create(CultureInfo.InvariantCulture, $"{each.Low:0.0}–{each.High:0.0}") : "no win"),16}");
        }

        output.WriteLine();
        output.WriteLine(report.Calibration.CallsFit
            ? "Calls: the model lies within the intervals of the measured campaign at each of the first ten calls."
            : "Calls: the model lies outside the intervals of the measured campaign. Do not trust these figures.");
        output.WriteLine("Where it cannot be trusted:");
        foreach (var sentence in report.CannotBeTrusted)
            output.WriteLine($"  - {sentence}");

        string Share(Estimate range) => string.Create(CultureInfo.InvariantCulture, $"{range.Low * 1000 / report.People:0}–{range.High * 1000 / report.People:0}");
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
