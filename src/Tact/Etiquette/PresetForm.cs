using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tact.Core;
using Tact.Core.Checks;
using Tact.Core.Etiquette;

namespace Tact.Etiquette;

/// <summary>A preset as a form's fields and back: what a field holds becomes the text of a file, and the check of files says what is wrong with it.</summary>
public static class PresetForm
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields of a preset.</summary>
    public static Dictionary<string, string> Of(Preset preset)
    {
        var written = JsonNode.Parse(PolicyFiles.Write(preset))!.AsObject();
        return PresetFile.Fields.ToDictionary(field => field.Name, field => written[field.Name] switch
        {
            JsonArray list => string.Join(", ", list.Select(number => number!.ToString())),
            { } value => value.ToString(),
            null => "",
        });
    }

    /// <summary>The fields of a new copy of a preset, under a name that is free.</summary>
    public static Dictionary<string, string> CopyOf(Preset preset, IReadOnlyDictionary<string, Preset> taken)
    {
        var stem = PolicyFiles.Presets.ContainsKey(preset.Name) ? $"our-{preset.Name}" : preset.Name;
        var name = stem;
        for (var i = 2; taken.ContainsKey(name); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
        var fields = Of(preset);
        (fields["name"], fields["copyOf"]) = (name, preset.Name);
        return fields;
    }

    /// <summary>The file that the fields amount to. What is no number stays a text, so that the check can say so.</summary>
    public static string ToFile(IReadOnlyDictionary<string, string> sent)
    {
        var file = new JsonObject();
        foreach (var field in PresetFile.Fields)
        {
            if (sent.GetValueOrDefault(field.Name)?.Trim() is not { Length: > 0 } text)
                continue;
            file[field.Name] = field.Kind switch
            {
                FieldKind.Whole => Number(text),
                FieldKind.Wholes => new JsonArray([.. text.Split([',', ';', ' ', '/'], StringSplitOptions.RemoveEmptyEntries).Select(Number)]),
                _ => text,
            };
        }

        return file.ToJsonString(Written);
    }

    /// <summary>What is wrong with the fields, each at its own.</summary>
    public static IReadOnlyList<Problem> Problems(string file) => [.. PresetFile.Read(file).Mistakes.Select(mistake => new Problem(mistake.Field.Split('[')[0], InWords(mistake.Text)))];

    private static JsonNode Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text;

    /// <summary>A mistake of a file as a reader of the form understands it: labels instead of names in quotes.</summary>
    private static string InWords(string text)
    {
        foreach (var field in PresetWords.Fields)
            text = text.Replace($"\"{field.Name}\"", $"“{field.Label}”", StringComparison.Ordinal);
        return text;
    }
}
