using System.Text.Json;
using Tact.Core.Cadences;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;

namespace Tact.Core.Checks;

/// <summary>A cadence as a file: its fields, its schema, and what can be wrong with one, also under an etiquette.</summary>
public static class CadenceFile
{
    private static readonly Field[] StepFields =
    [
        new("channel", FieldKind.Word, "how to reach them; another is taken where this is closed") { Required = true, Words = Names.All<Channel>() },
        new("intent", FieldKind.Word, "what the step is meant to do") { Required = true, Words = Names.All<Intent>() },
        new("gap", FieldKind.Whole, "working days after the step before, for the first after the start") { Required = true, Least = 0, Most = 260 },
        new("say", FieldKind.Line, "what to do, in a few words") { Required = true, Most = 120 },
        new("offer", FieldKind.Line, "what to bring") { Most = 120 },
    ];

    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field> Fields { get; } =
    [
        new("name", FieldKind.Line, "the written name: small letters, digits and hyphens") { Required = true, Most = 40 },
        new("about", FieldKind.Line, "one sentence for the person who chooses") { Required = true, Most = 300 },
        new("etiquette", FieldKind.Line, "the preset it is made for; left out: balanced") { Most = 40 },
        new("steps", FieldKind.Objects, "the steps of the first cycle; the last serves all that follow") { Required = true, Inner = StepFields },
        new("laterSteps", FieldKind.Objects, "the steps of later cycles, after a rest") { Required = true, Inner = StepFields },
    ];

    /// <summary>The JSON Schema (draft 2020-12) of a cadence file.</summary>
    public static string Schema { get; } = PresetFile.SchemaOf("A cadence of Tact", Fields);

    /// <summary>Reads a file and holds it against the preset it is made for, or <paramref name="under"/> another. Without mistakes there is a cadence.</summary>
    public static (Cadence? Cadence, IReadOnlyList<Mistake> Mistakes) Read(string file, IReadOnlyDictionary<string, Preset> presets, string? under = null)
    {
        var mistakes = new List<Mistake>();
        var root = Located.Read(file, mistakes);
        if (root is null)
            return (null, mistakes);
        Shape.Check(root, Fields, "", mistakes);
        if (root.Kind == JsonTokenType.StartObject)
        {
            PresetFile.CheckName(root, PolicyFiles.Cadences.Keys, mistakes);
            Under(root, presets, under, mistakes);
        }

        return mistakes.Count > 0 ? (null, [.. mistakes.OrderBy(m => m.Line).ThenBy(m => m.Column)]) : (PolicyFiles.Read<Cadence>(file), []);
    }

    /// <summary>What the etiquette would refuse of a shipped cadence; nothing, as a test says.</summary>
    public static IReadOnlyList<string> Against(Cadence cadence, Preset preset) =>
        [.. Refusals(cadence.Steps, preset, 1, "steps").Concat(Refusals(cadence.LaterSteps, preset, 2, "laterSteps")).Select(r => r.Text)];

    private static void Under(Located root, IReadOnlyDictionary<string, Preset> presets, string? under, List<Mistake> mistakes)
    {
        var name = under ?? root["etiquette"]?.Text ?? "balanced";
        if (!presets.TryGetValue(name, out var preset))
        {
            mistakes.Add(Shape.At(root["etiquette"] ?? root, "etiquette", $"There is no etiquette preset \"{name}\".{Shape.Nearest(name, presets.Keys)} Choose one of: {string.Join(", ", presets.Keys.Order(StringComparer.Ordinal))}."));
            return;
        }

        if (mistakes.Any(m => m.Field.StartsWith("steps", StringComparison.Ordinal) || m.Field.StartsWith("laterSteps", StringComparison.Ordinal)))
            return;
        foreach (var (list, cycle) in ((string, int)[])[("steps", 1), ("laterSteps", 2)])
        {
            if (root[list] is not { } places)
                continue;
            var steps = places.Entries.ConvertAll(step => new Step(Names.Read<Channel>(step["channel"]!.Text), Intent.FollowUp, step["gap"]!.Whole!.Value, ""));
            foreach (var (place, field, text) in Refusals(steps, preset, cycle, list))
                mistakes.Add(Shape.At(place < 0 ? places : field == "gap" ? places.Entries[place]["gap"]! : places.Entries[place], place < 0 ? list : $"{list}[{place + 1}].{field}", text));
        }
    }

    /// <summary>Gaps below the preset's, more steps than the budget, more approaches in seven days than the cap; a silent cap of the year too.</summary>
    private static IEnumerable<(int Place, string Field, string Text)> Refusals(IReadOnlyList<Step> steps, Preset preset, int cycle, string list)
    {
        if (preset.BudgetOf(cycle) is { } budget && steps.Count > budget)
            yield return (budget, "step", $"The {Nth(budget + 1)} of {list} would never come: {preset.Name} allows {budget} approaches in {(cycle == 1 ? "the first cycle" : "a later cycle")}. Take {steps.Count - budget} out, or choose another etiquette.");
        for (var i = 1; i < steps.Count; i++)
        {
            if (steps[i].Gap < preset.GapAfter(i))
                yield return (i, "gap", $"{preset.Name} leaves at least {preset.GapAfter(i)} working days after the {Nth(i)} approach; here stand {steps[i].Gap}. Write {preset.GapAfter(i)} or more, or choose another etiquette.");
        }

        for (var i = preset.PersonPerWeek; i < steps.Count; i++)
        {
            if (Enumerable.Range(4, 5).Any(start => TooClose(steps, i, preset.PersonPerWeek, start)))
                yield return (i, "gap", $"With the {Nth(i + 1)} step there would be {preset.PersonPerWeek + 1} approaches in seven days; {preset.Name} allows {preset.PersonPerWeek}. Leave more days in front of it.");
        }
    }

    // day 4 is a Monday: whatever weekday it starts on
    private static bool TooClose(IReadOnlyList<Step> steps, int place, int cap, int start)
    {
        var days = new int[steps.Count];
        for (int i = 0, day = start; i < steps.Count; i++)
            days[i] = day = i == 0 ? start : WorkingDays.Plus(day, Math.Max(1, steps[i].Gap));
        return days[place] - days[place - cap] < Rules.DaysOfAWeek;
    }

    private static string Nth(int n) => n switch { 1 => "first", 2 => "second", 3 => "third", 4 => "fourth", 5 => "fifth", _ => $"{n}th" };
}
