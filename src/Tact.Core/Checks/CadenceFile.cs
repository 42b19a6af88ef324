using System.Text.Json;
using Tact.Core.Cadences;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;

namespace Tact.Core.Checks;

/// <summary>A cadence as a file: its fields, its schema, and what can be wrong with one, also under an etiquette.</summary>
public static class CadenceFile
{
    private static readonly Field[] BranchFields =
    [
        new("outcome", FieldKind.Word, "what happened") { Required = true, Words = [.. Branches.Outcomes.Select(Names.Of)] },
        new("then", FieldKind.Word, "what comes: a contact on another channel that same-day, the step again, on an other-channel, a later step, their-date, or stop") { Required = true, Words = Names.All<Then>() },
        new("channel", FieldKind.Word, "for same-day and other-channel: which") { Words = Names.All<Channel>() },
        new("step", FieldKind.Line, "for step: its name") { Most = 40 },
        new("gap", FieldKind.Whole, "for again and other-channel: working days until then; left out: 1") { Least = 1, Most = 260 },
        new("say", FieldKind.Line, "for same-day, again and other-channel: what to do; left out: the step's words") { Most = 120 },
        new("offer", FieldKind.Line, "for same-day, again and other-channel: what to bring; left out: the step's offer") { Most = 120 },
    ];

    private static readonly Field[] StepFields =
    [
        new("name", FieldKind.Line, "its written name, by which a branch leads to it") { Most = 40 },
        new("channel", FieldKind.Word, "how to reach them; another is taken where this is closed") { Required = true, Words = Names.All<Channel>() },
        new("intent", FieldKind.Word, "what the step is meant to do") { Required = true, Words = Names.All<Intent>() },
        new("gap", FieldKind.Whole, "working days after the step before, for the first after the start") { Required = true, Least = 0, Most = 260 },
        new("say", FieldKind.Line, "what to do, in a few words") { Required = true, Most = 120 },
        new("offer", FieldKind.Line, "what to bring") { Most = 120 },
        new("on", FieldKind.Objects, "what comes after an outcome, where it is not simply the next step") { Inner = BranchFields },
    ];

    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field> Fields { get; } =
    [
        new("name", FieldKind.Line, "the written name: small letters, digits and hyphens") { Required = true, Most = 40 },
        new("about", FieldKind.Line, "one sentence for the person who chooses") { Required = true, Most = 300 },
        new("etiquette", FieldKind.Line, "the preset it is made for; left out: balanced") { Most = 40 },
        new("steps", FieldKind.Objects, "the steps of the first cycle; the last serves all that follow") { Required = true, Inner = StepFields },
        new("laterSteps", FieldKind.Objects, "the steps of later cycles, after a rest") { Required = true, Inner = StepFields },
        new("on", FieldKind.Objects, "what comes after an outcome of any step that says nothing of its own about it") { Inner = BranchFields },
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
            var sound = IsSound(mistakes);
            if (sound)
                BranchCheck.Of(root, mistakes);
            Under(root, presets, under, sound, mistakes);
        }

        return mistakes.Count > 0 ? (null, [.. mistakes.OrderBy(m => m.Line).ThenBy(m => m.Column)]) : (PolicyFiles.Read<Cadence>(file), []);
    }

    /// <summary>What the etiquette would refuse of a shipped cadence; nothing, as a test says.</summary>
    public static IReadOnlyList<string> Against(Cadence cadence, Preset preset) =>
        [.. Refusals(cadence.Steps, preset, 1, "steps").Concat(Refusals(cadence.LaterSteps, preset, 2, "laterSteps")).Select(r => r.Text)];

    private static void Under(Located root, IReadOnlyDictionary<string, Preset> presets, string? under, bool sound, List<Mistake> mistakes)
    {
        var name = under ?? root["etiquette"]?.Text ?? "balanced";
        if (!presets.TryGetValue(name, out var preset))
        {
            mistakes.Add(Shape.At(root["etiquette"] ?? root, "etiquette", $"There is no etiquette preset \"{name}\".{Shape.Nearest(name, presets.Keys)} Choose one of: {string.Join(", ", presets.Keys.Order(StringComparer.Ordinal))}."));
            return;
        }

        if (!sound)
            return;
        foreach (var (list, cycle) in ((string, int)[])[("steps", 1), ("laterSteps", 2)])
        {
            if (root[list] is not { } places)
                continue;
            foreach (var (place, field, text) in Refusals(BranchCheck.StepsOf(places), preset, cycle, list))
                mistakes.Add(Shape.At(place < 0 ? places : places.Entries[place][field] ?? places.Entries[place], place < 0 ? list : $"{list}[{place + 1}].{field}", text));
        }
    }

    /// <summary>The steps and branches can be read, so that what they say together can be judged.</summary>
    private static bool IsSound(List<Mistake> mistakes) => !mistakes.Any(m => m.Field.StartsWith("steps", StringComparison.Ordinal) || m.Field.StartsWith("laterSteps", StringComparison.Ordinal) || m.Field.StartsWith("on", StringComparison.Ordinal));

    /// <summary>What the preset never asks, gaps below the preset's, more steps than the budget, more approaches in seven days than the cap, also where a branch leaves steps out.</summary>
    private static IEnumerable<(int Place, string Field, string Text)> Refusals(IReadOnlyList<Step> steps, Preset preset, int cycle, string list)
    {
        if (preset.BudgetOf(cycle) is { } budget && steps.Count > budget)
            yield return (budget, "step", $"The {Nth(budget + 1)} of {list} would never come: {preset.Name} allows {budget} approaches in {(cycle == 1 ? "the first cycle" : "a later cycle")}. Take {steps.Count - budget} out, or choose another etiquette.");
        for (var i = 0; i < steps.Count && preset.PermissionToClose == AskToClose.Never; i++)
        {
            if (steps[i].Intent == Intent.PermissionToClose)
                yield return (i, "intent", $"{preset.Name} never asks for permission to close. Write another intent, such as \"{Names.Of(Intent.Care)}\", or choose another etiquette.");
        }

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

    // day 4 is a Monday: whatever weekday it starts on, and whichever branches are taken on the way
    private static bool TooClose(IReadOnlyList<Step> steps, int place, int cap, int start)
    {
        for (var from = 0; from < place; from++)
        {
            var soonest = new int?[steps.Count];
            soonest[from] = start;
            for (var approaches = 0; approaches < cap; approaches++)
            {
                var next = new int?[steps.Count];
                for (var i = from; i < steps.Count; i++)
                {
                    if (soonest[i] is not { } day)
                        continue;
                    foreach (var (to, gap) in Ways(steps, i))
                        next[to] = next[to] is { } known ? Math.Min(known, WorkingDays.Plus(day, gap)) : WorkingDays.Plus(day, gap);
                }

                soonest = next;
            }

            if (soonest[place] is { } last && last - start < Rules.DaysOfAWeek)
                return true;
        }

        return false;
    }

    /// <summary>Where an approach may lead: to the next step, or where a branch leads, at the later of the two times.</summary>
    private static IEnumerable<(int To, int Gap)> Ways(IReadOnlyList<Step> steps, int place)
    {
        if (place + 1 >= steps.Count)
            yield break;
        var next = Math.Max(1, steps[place + 1].Gap);
        yield return (place + 1, next);
        foreach (var branch in steps[place].On ?? [])
        {
            if (branch.Then == Then.Step && Branches.Target(steps, branch.Step) is var target && target > place)
                yield return (target, Math.Max(next, steps[target].Gap));
        }
    }

    private static string Nth(int n) => n switch { 1 => "first", 2 => "second", 3 => "third", 4 => "fourth", 5 => "fifth", _ => $"{n}th" };
}
