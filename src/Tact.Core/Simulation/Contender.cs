using Tact.Core.Cadences;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;

namespace Tact.Core.Simulation;

/// <summary>Whether what is simulated follows the etiquette.</summary>
public enum PolicyKind
{
    /// <summary>A preset, with its cadence.</summary>
    Etiquette,

    /// <summary>A habit salespeople quote: tries every other working day, and then stops or does not.</summary>
    Habit,
}

/// <summary>One way of following up that is simulated. Only an opt-out, quiet and what was agreed bind a habit.</summary>
public sealed class Contender
{
    private const string HabitName = "habit";
    private const int GapOfHabits = 2;
    private const int HabitSteps = 400;
    private static readonly (string Name, int? StopAfter)[] KnownHabits = [("never-follow-up", 1), ("stop-after-2", 2), ("stop-after-3", 3), ("never-stop", null)];

    private Contender(string name, PolicyKind kind, Preset preset, Policies policies, Situation situation, string cadence, int? stopAfter)
    {
        (Name, Kind, Preset, Policies, Situation, CadenceName, StopAfter) = (name, kind, preset, policies, situation, cadence, stopAfter);
    }

    /// <summary>The written names of the habits.</summary>
    public static IReadOnlyList<string> Habits { get; } = [.. KnownHabits.Select(habit => habit.Name)];

    /// <summary>The presets that are compared when none is named: all for people who do not buy yet.</summary>
    public static IReadOnlyList<string> UsualPresets { get; } = ["gentle", "balanced", "determined", "until-they-respond"];

    /// <summary>The written name.</summary>
    public string Name { get; }

    /// <summary>Etiquette or habit.</summary>
    public PolicyKind Kind { get; }

    internal Preset Preset { get; }

    internal Policies Policies { get; }

    internal Situation Situation { get; }

    internal string CadenceName { get; }

    /// <summary>Tries in a row without an answer after which a habit stops; null for never.</summary>
    internal int? StopAfter { get; }

    /// <summary>Dead numbers, addresses that bounce and gatekeepers are met; the campaign the calls are fitted to counts only calls to people.</summary>
    internal bool MeetsObstacles { get; private init; }

    /// <summary>Whoever never follows up keeps no date either.</summary>
    internal bool KeepsDates => StopAfter != 1;

    /// <summary>A preset under the name it is shown with.</summary>
    public static Contender Of(Preset preset, string name, Policies policies)
    {
        var situation = preset.AskAnotherPersonAfter is not null || preset.Name == PolicyFiles.PresetFor(Situation.Client) ? Situation.Client : Situation.Cold;
        preset = preset with { Name = name };
        var presets = new Dictionary<string, Preset>(policies.Presets, StringComparer.Ordinal) { [name] = preset };
        return new Contender(name, PolicyKind.Etiquette, preset, policies with { Presets = presets }, situation, PolicyFiles.CadenceFor(situation), null) { MeetsObstacles = true };
    }

    /// <summary>A preset in a situation and under a cadence of the policies, in place of the usual ones.</summary>
    public static Contender With(Preset preset, Situation situation, string cadence, Policies policies) => new(preset.Name, PolicyKind.Etiquette, preset, policies, situation, cadence, null) { MeetsObstacles = true };

    /// <summary>A habit by its written name; null when there is none of that name.</summary>
    public static Contender? Habit(string name)
    {
        var place = Array.FindIndex(KnownHabits, habit => habit.Name == name);
        return place < 0 ? null : Trying(name, KnownHabits[place].StopAfter, GapOfHabits, true, Channel.Call, Channel.Email);
    }

    /// <summary>A habit that uses the channels in turns, with so many working days between tries.</summary>
    internal static Contender Trying(string name, int? stopAfter, int gap, params Channel[] channels) => Trying(name, stopAfter, gap, false, channels);

    private static Contender Trying(string name, int? stopAfter, int gap, bool meetsObstacles, params Channel[] channels)
    {
        var steps = Enumerable.Range(0, HabitSteps).Select(i => new Step(channels[i % channels.Length], Intent.FollowUp, gap, "Try again")).ToArray();
        var cadence = new Cadence { Name = HabitName, About = "The same gap each time.", Steps = steps, LaterSteps = steps };
        var preset = new Preset { Name = HabitName, About = "No rule at all.", Gaps = [1], PersonPerWeek = 99, RingsPerDay = 99, RingsPerWeek = 999, PerYear = 9999, Bring = BringWhen.EverySecond };
        var policies = new Policies(
            new Dictionary<string, Preset>(PolicyFiles.Presets, StringComparer.Ordinal) { [HabitName] = preset },
            PolicyFiles.Cadences.Values.Select(shipped => shipped.Name).Append(HabitName).ToDictionary(known => known, _ => cadence, StringComparer.Ordinal));
        return new Contender(name, PolicyKind.Habit, preset, policies, Situation.Cold, HabitName, stopAfter) { MeetsObstacles = meetsObstacles };
    }
}
