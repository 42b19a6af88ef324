using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tact.Core;
using Tact.Core.Cadences;
using Tact.Core.Checks;

namespace Tact.Cadences;

/// <summary>A branch as its fields say; nothing is checked yet.</summary>
public sealed record BranchDraft(string Outcome, string Then, string Channel = "", string Step = "", string Gap = "", string Say = "", string Offer = "");

/// <summary>A step as its fields say. Its key is the written name by which branches lead to it.</summary>
public sealed record StepDraft(string Key, string Channel, string Intent, string Gap, string Say, string Offer, List<BranchDraft> On);

/// <summary>A cadence while it is edited: what the form holds, how one button changes it, and the file it makes.</summary>
public sealed partial record CadenceDraft(string Name, string About, string Etiquette, List<StepDraft> Steps, List<StepDraft> Later, List<BranchDraft> On)
{
    private const int MostSteps = 30;
    private const int MostBranches = 12;

    /// <summary>The draft of a cadence as it is kept.</summary>
    public static CadenceDraft Of(Cadence cadence) => new(cadence.Name, cadence.About, cadence.Etiquette, StepsOf(cadence.Steps), StepsOf(cadence.LaterSteps), BranchesOf(cadence.On));

    /// <summary>The draft a form holds.</summary>
    public static CadenceDraft Of(string name, IReadOnlyDictionary<string, string> sent)
    {
        string Field(string field) => sent.GetValueOrDefault(field, "").Replace("\0", "", StringComparison.Ordinal).Trim();
        List<BranchDraft> Branches(string prefix) =>
        [
            .. Enumerable.Range(1, MostBranches).Select(k => $"{prefix}-b{k}").TakeWhile(at => sent.ContainsKey($"{at}-outcome"))
                .Select(at => new BranchDraft(Field($"{at}-outcome"), Field($"{at}-then"), Field($"{at}-channel"), Field($"{at}-step"), Field($"{at}-gap"), Field($"{at}-say"), Field($"{at}-offer"))),
        ];
        List<StepDraft> Steps(string list) =>
        [
            .. Enumerable.Range(1, MostSteps + 1).Select(i => $"{list}{i}").TakeWhile(at => sent.ContainsKey($"{at}-channel"))
                .Select(at => new StepDraft(Field($"{at}-key"), Field($"{at}-channel"), Field($"{at}-intent"), Field($"{at}-gap"), Field($"{at}-say"), Field($"{at}-offer"), Branches(at))),
        ];
        return new CadenceDraft(name, Field("about"), Field("etiquette"), Steps("s"), Steps("l"), Branches("w"));
    }

    /// <summary>Carries out a button such as <c>add-s</c>, <c>remove-s3</c>, <c>up-s3</c>, <c>down-l1</c>, <c>branch-s3</c>, <c>unbranch-s3-b1</c>; returns the field to go on at.</summary>
    public string? Change(string button)
    {
        if (Button().Match(button) is not { Success: true } match)
            return null;
        var (what, list, place) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value is { Length: > 0 } digits ? int.Parse(digits, CultureInfo.InvariantCulture) - 1 : -1);
        var branch = match.Groups[4].Value is { Length: > 0 } of ? int.Parse(of, CultureInfo.InvariantCulture) - 1 : -1;
        var steps = list == "l" ? Later : Steps;
        if (list != "w" && what != "add" && (place < 0 || place >= steps.Count))
            return null;
        var on = list == "w" ? On : what == "add" ? [] : steps[place].On;
        switch (what)
        {
            case "add" when list != "w" && steps.Count < MostSteps:
                steps.Add(new StepDraft(FreeKey(), "email", "share", "5", "", "", []));
                return $"{list}{steps.Count}-say";
            case "remove" when steps.Count > 1:
                steps.RemoveAt(place);
                return $"{list}{Math.Min(place + 1, steps.Count)}-say";
            case "up" when place > 0:
                (steps[place - 1], steps[place]) = (steps[place], steps[place - 1]);
                return $"{list}{place}-say";
            case "down" when place + 1 < steps.Count:
                (steps[place + 1], steps[place]) = (steps[place], steps[place + 1]);
                return $"{list}{place + 2}-say";
            case "branch" when on.Count < MostBranches:
                on.Add(new BranchDraft("gatekeeper", "again"));
                return $"{list}{(list == "w" ? "" : $"{place + 1}")}-b{on.Count}-outcome";
            case "unbranch" when branch >= 0 && branch < on.Count:
                on.RemoveAt(branch);
                return list == "w" ? "about" : $"{list}{place + 1}-say";
            default:
                return null;
        }
    }

    /// <summary>As its file reads.</summary>
    public string ToFile()
    {
        var file = new JsonObject { ["name"] = Name, ["about"] = About };
        if (Etiquette.Length > 0)
            file["etiquette"] = Etiquette;
        file["steps"] = List(Steps);
        file["laterSteps"] = List(Later);
        if (On.Count > 0)
            file["on"] = new JsonArray([.. On.Select(Branch)]);
        return file.ToJsonString();

        static JsonArray List(List<StepDraft> steps)
        {
            var led = steps.SelectMany(step => step.On).Where(branch => branch.Then == "step").Select(branch => branch.Step).ToHashSet(StringComparer.Ordinal);
            return new JsonArray([.. steps.Select(step =>
            {
                var written = new JsonObject();
                if (step.Key.Length > 0 && led.Contains(step.Key))
                    written["name"] = step.Key;
                (written["channel"], written["intent"], written["gap"], written["say"]) = (step.Channel, step.Intent, Number(step.Gap), step.Say);
                if (step.Offer.Length > 0)
                    written["offer"] = step.Offer;
                if (step.On.Count > 0)
                    written["on"] = new JsonArray([.. step.On.Select(Branch)]);
                return written;
            })]);
        }
    }

    /// <summary>The field of the form that a finding is about: <c>steps[2].on[1].step</c> is <c>s2-b1-step</c>.</summary>
    public static string FieldOf(string path)
    {
        if (!path.Contains('[') || Place().Match(path) is not { Success: true } match)
            return path is "name" or "about" or "etiquette" ? path : "";
        var field = match.Groups["list"].Value switch { "steps" => $"s{match.Groups["place"].Value}", "laterSteps" => $"l{match.Groups["place"].Value}", _ => "w" };
        if (match.Groups["branch"].Value is { Length: > 0 } branch)
            field += $"-b{branch}";
        var last = match.Groups["field"].Value;
        return last is "" or "step" && match.Groups["branch"].Length == 0 ? $"{field}-say" : last.Length == 0 ? $"{field}-then" : $"{field}-{(last == "name" ? "say" : last)}";
    }

    // what a choice does not use is left where it was typed, and out of the file
    private static JsonNode Branch(BranchDraft branch)
    {
        var written = new JsonObject { ["outcome"] = branch.Outcome, ["then"] = branch.Then };
        if (branch.Then is "same-day" or "other-channel" && branch.Channel.Length > 0)
            written["channel"] = branch.Channel;
        if (branch.Then == "step" && branch.Step.Length > 0)
            written["step"] = branch.Step;
        if (branch.Then is "again" or "other-channel" && branch.Gap.Length > 0)
            written["gap"] = Number(branch.Gap);
        if (branch.Then is "same-day" or "again" or "other-channel")
        {
            if (branch.Say.Length > 0)
                written["say"] = branch.Say;
            if (branch.Offer.Length > 0)
                written["offer"] = branch.Offer;
        }

        return written;
    }

    private static JsonNode? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;

    private static List<StepDraft> StepsOf(IReadOnlyList<Step> steps)
    {
        var names = steps.Select(step => step.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. steps.Select((step, i) => new StepDraft(
            step.Name ?? Free($"step-{i + 1}", names), Names.Of(step.Channel), Names.Of(step.Intent), step.Gap.ToString(CultureInfo.InvariantCulture), step.Say, step.Offer ?? "", BranchesOf(step.On)))];
    }

    private static List<BranchDraft> BranchesOf(IReadOnlyList<Branch>? branches) => [.. (branches ?? []).Select(branch => new BranchDraft(
        Names.Of(branch.Outcome), Names.Of(branch.Then), branch.Channel is { } channel ? Names.Of(channel) : "", branch.Step ?? "", branch.Gap?.ToString(CultureInfo.InvariantCulture) ?? "", branch.Say ?? "", branch.Offer ?? ""))];

    private string FreeKey() => Free($"step-{Steps.Count + Later.Count + 1}", Steps.Concat(Later).Select(step => step.Key).ToHashSet(StringComparer.Ordinal));

    private static string Free(string wanted, HashSet<string> taken)
    {
        while (!taken.Add(wanted))
            wanted += "-b";
        return wanted;
    }

    [GeneratedRegex("^(add|remove|up|down|branch|unbranch)-([slw])([0-9]{1,2})?(?:-b([0-9]{1,2}))?$")]
    private static partial Regex Button();

    [GeneratedRegex(@"^(?:(?<list>steps|laterSteps)\[(?<place>\d+)\]\.?)?(?:on\[(?<branch>\d+)\])?\.?(?<field>\w+)?$")]
    private static partial Regex Place();
}
