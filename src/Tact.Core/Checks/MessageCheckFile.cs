using System.Text.Json;
using Tact.Core.Messages;

namespace Tact.Core.Checks;

/// <summary>A team's settings of the message check as a file: rules off or weighed otherwise, and phrases of the team's own.</summary>
public static class MessageCheckFile
{
    private const int MostPhrases = 200;

    private const int LongestPhrase = 120;

    private static readonly string[] Settings = ["off", "improve", "annoying"];

    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field> Fields { get; } =
    [
        new("rules", FieldKind.Objects, "rules that are set otherwise than shipped")
        {
            Most = 60,
            Inner =
            [
                new("rule", FieldKind.Word, "the rule's id") { Required = true, Words = [.. MessageRules.All.Select(rule => rule.Id)] },
                new("set", FieldKind.Word, "off: it does not speak; improve: it could be better; annoying: it would annoy") { Required = true, Words = Settings },
            ],
        },
        new("phrases", FieldKind.Objects, "phrases of the team's own")
        {
            Most = MostPhrases,
            Inner =
            [
                new("rule", FieldKind.Word, "the rule they raise") { Required = true, Words = [.. MessageRules.All.Select(rule => rule.Id)] },
                new("say", FieldKind.Line, "the words; a word with * at its end stands for all words that begin so") { Required = true, Most = LongestPhrase },
                new("better", FieldKind.Line, "what to write instead") { Most = 300 },
            ],
        },
    ];

    /// <summary>The JSON Schema (draft 2020-12) of such a file.</summary>
    public static string Schema { get; } = PresetFile.SchemaOf("How a team set the message check of Tact", Fields);

    /// <summary>Reads a file. Without mistakes there are settings, and the other way round.</summary>
    public static (Tuning? Tuning, IReadOnlyList<Mistake> Mistakes) Read(string file)
    {
        var mistakes = new List<Mistake>();
        var root = Located.Read(file, mistakes);
        if (root is null)
            return (null, mistakes);
        Shape.Check(root, Fields, "", mistakes);
        if (mistakes.Count == 0)
            Together(root, mistakes);
        if (mistakes.Count > 0)
            return (null, [.. mistakes.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)]);
        var kept = PolicyFiles.Read<Kept>(file);
        return (new Tuning((kept.Rules ?? []).ToDictionary(rule => rule.Rule, rule => rule.Set), kept.Phrases ?? []), []);
    }

    /// <summary>Settings as their file reads.</summary>
    public static string Write(Tuning tuning) => Write(tuning.Rules, tuning.Phrases);

    /// <summary>Settings that were not checked yet, as their file would read.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, RuleSetting>> rules, IEnumerable<OwnPhrase> phrases) =>
        PolicyFiles.Write(new Kept([.. rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => new KeptRule(rule.Key, rule.Value))], [.. phrases]));

    private static void Together(Located root, List<Mistake> mistakes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in root["rules"]?.Entries ?? [])
        {
            if (rule["rule"] is { } id && !seen.Add(id.Text))
                mistakes.Add(Shape.At(id, "rules", $"\"{id.Text}\" is set twice. Keep one of them."));
        }

        foreach (var phrase in root["phrases"]?.Entries ?? [])
        {
            if (phrase["say"] is not { Kind: JsonTokenType.String } say)
                continue;
            if (say.Text.IndexOfAny(['(', ')', '|', '?', '~', '@', '#']) >= 0)
                mistakes.Add(Shape.At(say, "phrases.say", $"\"{say.Text}\" has signs in it that no message has in its words. Write plain words; only * at the end of a word is special."));
            else if (say.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => word.TrimEnd('*').Count(char.IsLetterOrDigit) < 1 || word.TrimEnd('*').Contains('*')))
                mistakes.Add(Shape.At(say, "phrases.say", $"\"{say.Text}\" has a part without letters. Write words; * stands only at the end of one."));
            else if (say.Text.Count(char.IsLetter) < 3)
                mistakes.Add(Shape.At(say, "phrases.say", $"\"{say.Text}\" is too short: it would be found nearly everywhere. Write at least three letters."));
        }
    }

    private sealed record Kept(IReadOnlyList<KeptRule>? Rules, IReadOnlyList<OwnPhrase>? Phrases);

    private sealed record KeptRule(string Rule, RuleSetting Set);
}
