using System.Text;
using System.Text.Json;
using Tact.Core.Etiquette;

namespace Tact.Core.Checks;

/// <summary>A preset as a file: its fields, its schema, and what can be wrong with one.</summary>
public static class PresetFile
{
    /// <summary>The fields, in the order of METHOD's table.</summary>
    public static IReadOnlyList<Field> Fields { get; } =
    [
        new("name", FieldKind.Line, "the written name: small letters, digits and hyphens") { Required = true, Most = 40 },
        new("about", FieldKind.Line, "one sentence for the person who chooses") { Required = true, Most = 300 },
        new("copyOf", FieldKind.Line, "the preset it was copied from: the page marks what is different") { Most = 40 },
        new("budget", FieldKind.Whole, "unanswered approaches in the first cycle; left out: no limit") { Least = 1, Most = 50 },
        new("laterBudget", FieldKind.Whole, "unanswered approaches in later cycles") { Least = 1, Most = 50 },
        new("gaps", FieldKind.Wholes, "least working days after the first, second … unanswered approach; the last serves all later ones") { Required = true, Least = 1, Most = 260 },
        new("personPerWeek", FieldKind.Whole, "approaches to one person in any seven days") { Required = true, Least = 1, Most = 7 },
        new("companyPerWeek", FieldKind.Whole, "cold approaches to one company in any seven days, over all colleagues; left out: no limit") { Least = 1, Most = 100 },
        new("ringsPerDay", FieldKind.Whole, "silent rings in a day") { Required = true, Least = 1, Most = 10 },
        new("ringsPerWeek", FieldKind.Whole, "silent rings in any seven days") { Required = true, Least = 1, Most = 50 },
        new("hoursBetweenRings", FieldKind.Whole, "least hours between two rings of one day") { Least = 0, Most = 12 },
        new("shortestCycle", FieldKind.Whole, "working days from the first to the last approach of the first cycle, at least") { Least = 1, Most = 260 },
        new("rests", FieldKind.Wholes, "days of rest after the first, second and every later cycle; left out: no rest") { Least = 1, Most = 1825 },
        new("perYear", FieldKind.Whole, "approaches in twelve months without any answer") { Required = true, Least = 1, Most = 100 },
        new("pleasantlyPersistentAt", FieldKind.Whole, "the approach at which the pleasantly persistent message is suggested; left out: never") { Least = 1, Most = 50 },
        new("lastMessage", FieldKind.Word, "what the last message of the first cycle says: that it is left until the month in which the rest ends; left out: nothing special") { Words = Names.All<LastMessage>() },
        new("permissionToClose", FieldKind.Word, "when permission to close is asked for: with the last approach of the second cycle, once a year, or never; left out: where the cadence has it") { Words = Names.All<AskToClose>() },
        new("permissionToCloseFrom", FieldKind.Whole, "the approach from which a cadence may ask for it already in the first cycle; left out: not before") { Least = 1, Most = 50 },
        new("bring", FieldKind.Word, "when something for them is due") { Required = true, Words = ["each", "after-first", "every-second"] },
        new("askAnotherPersonAfter", FieldKind.Whole, "after the budget, ask another person there and leave this one alone for so many days") { Least = 1, Most = 1825 },
        new("callsFrom", FieldKind.Whole, "first hour for calls, in their zone; left out: 8") { Least = 0, Most = 23 },
        new("callsUntil", FieldKind.Whole, "hour from which there are no calls, in their zone; left out: 18") { Least = 1, Most = 24 },
    ];

    /// <summary>The JSON Schema (draft 2020-12) of a preset file.</summary>
    public static string Schema { get; } = SchemaOf("An etiquette preset of Tact", Fields);

    /// <summary>Reads a file. Without mistakes there is a preset, and the other way round.</summary>
    public static (Preset? Preset, IReadOnlyList<Mistake> Mistakes) Read(string file)
    {
        var mistakes = new List<Mistake>();
        var root = Located.Read(file, mistakes);
        if (root is null)
            return (null, mistakes);
        Shape.Check(root, Fields, "", mistakes);
        if (root.Kind == JsonTokenType.StartObject)
        {
            CheckName(root, PolicyFiles.Presets.Keys, mistakes);
            Together(root, mistakes);
        }

        return mistakes.Count > 0 ? (null, [.. mistakes.OrderBy(m => m.Line).ThenBy(m => m.Column)]) : (PolicyFiles.Read<Preset>(file), []);
    }

    /// <summary>The name is one that can be typed, and none that ships with Tact.</summary>
    internal static void CheckName(Located root, IEnumerable<string> shipped, List<Mistake> mistakes)
    {
        if (root["name"] is not { Kind: JsonTokenType.String } name)
            return;
        if (name.Text.Length > 0 && (!char.IsAsciiLetterLower(name.Text[0]) || !name.Text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            mistakes.Add(Shape.At(name, "name", $"\"{name.Text}\" is no name. Begin with a small letter and use small letters, digits and hyphens, such as \"our-own\"."));
        else if (shipped.Contains(name.Text))
            mistakes.Add(Shape.At(name, "name", $"\"{name.Text}\" ships with Tact and stays as it is. Give yours another name, such as \"our-{name.Text}\"."));
    }

    /// <summary>The JSON Schema of a file with these fields.</summary>
    internal static string SchemaOf(string title, IReadOnlyList<Field> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", title);
            Field.WriteFields(json, fields);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>What each number says by itself may be right, and together they may still make no sense.</summary>
    private static void Together(Located root, List<Mistake> mistakes)
    {
        var budget = root["budget"];
        var rests = root["rests"];
        if (budget is not null && root["laterBudget"] is null)
            Say(budget, "laterBudget", "The first cycle has a budget and later ones have none. Add \"laterBudget\", at most as large.");
        if (budget is null && root["laterBudget"] is { } alone)
            Say(alone, "laterBudget", "Later cycles have a budget and the first has none, so no cycle ever ends. Add \"budget\", or take \"laterBudget\" out.");
        if (budget?.Whole is { } first && root["laterBudget"] is { Whole: { } later } l && later > first)
            Say(l, "laterBudget", $"Later cycles are shorter, not longer: {later} is more than the {first} of the first. Write {first} or less.");
        if (budget is not null && rests is null && root["askAnotherPersonAfter"] is null)
            Say(budget, "budget", "A budget without a rest: nothing says what comes after the last approach. Add \"rests\", such as [60, 120, 365], or \"askAnotherPersonAfter\".");
        if (budget is null && rests is not null)
            Say(rests, "rests", "Rests without a budget never begin. Add \"budget\" and \"laterBudget\", or take \"rests\" out.");
        if (budget is null && root["shortestCycle"] is { } cycle)
            Say(cycle, "shortestCycle", "A shortest cycle without a budget never counts. Add \"budget\", or take it out.");
        if (rests is null && root["lastMessage"] is { } last)
            Say(last, "lastMessage", "Without a rest there is no month until which it could be left. Add \"rests\", or take \"lastMessage\" out.");
        if (root["permissionToClose"] is { Text: "second-cycle" } second && (budget is null || rests is null))
            Say(second, "permissionToClose", "Without a budget and a rest there is no second cycle. Write \"once-a-year\" or \"never\".");
        if (root["permissionToClose"] is { Text: "once-a-year" } yearly && rests is not null)
            Say(yearly, "permissionToClose", "Rests begin the count anew, so a year without an answer never passes in a cycle. Write \"second-cycle\" or \"never\".");
        if (root["permissionToCloseFrom"] is { } early && root["permissionToClose"] is not { Text: "second-cycle" })
            Say(early, "permissionToCloseFrom", "It only says how much earlier than the end of the second cycle. Write \"permissionToClose\": \"second-cycle\", or take it out.");
        for (var i = 1; i < (rests?.Entries.Count ?? 0); i++)
        {
            if (rests!.Entries[i] is { Whole: { } days } rest && rests.Entries[i - 1].Whole > days)
                Say(rest, $"rests[{i + 1}]", $"Rests grow or stay, they never shrink: {days} days come after {rests.Entries[i - 1].Whole}. Write {rests.Entries[i - 1].Whole} or more.");
        }

        Most("ringsPerDay", "ringsPerWeek", "a day cannot have more silent rings than seven days");
        Most("personPerWeek", "companyPerWeek", "one person cannot be approached oftener than their whole company");
        Most("budget", "perYear", "a year must hold at least one cycle");
        Most("pleasantlyPersistentAt", "budget", "the message would never come");
        Most("permissionToCloseFrom", "budget", "the first cycle never gets there");
        if ((root["callsFrom"]?.Whole ?? 8) >= (root["callsUntil"]?.Whole ?? 18) && (root["callsFrom"] ?? root["callsUntil"]) is { } hours)
            Say(hours, "callsFrom", $"Calls from {root["callsFrom"]?.Whole ?? 8} until {root["callsUntil"]?.Whole ?? 18} leave no hour. Let callsFrom come before callsUntil.");

        void Most(string small, string large, string because)
        {
            if (root[small] is { Whole: { } a } wrong && root[large]?.Whole is { } b && a > b)
                Say(wrong, small, $"\"{small}\" is {a} and \"{large}\" is {b}: {because}. Write {b} or less, or raise \"{large}\".");
        }

        void Say(Located place, string field, string text) => mistakes.Add(Shape.At(place, field, text));
    }
}
