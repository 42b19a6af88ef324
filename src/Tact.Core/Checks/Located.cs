using System.Text;
using System.Text.Json;

namespace Tact.Core.Checks;

/// <summary>Something wrong with a policy file: where, and what to write instead.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="Field">The field it is about, such as <c>steps[2].gap</c>; empty for the file as a whole.</param>
/// <param name="Text">What is wrong, and the cure.</param>
public sealed record Mistake(int Line, int Column, string Field, string Text);

/// <summary>A JSON value that knows where in its file it stands.</summary>
internal sealed class Located
{
    public required JsonTokenType Kind { get; init; }

    public required int Line { get; init; }

    public required int Column { get; init; }

    /// <summary>Of a text: the text; of a number: as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of an object: its fields in the order of the file, twice-named ones twice.</summary>
    public List<(string Name, Located Key, Located Value)> Fields { get; } = [];

    /// <summary>Of a list: its entries.</summary>
    public List<Located> Entries { get; } = [];

    public Located? this[string name]
    {
        get
        {
            foreach (var (field, _, value) in Fields)
            {
                if (field == name)
                    return value.Kind == JsonTokenType.Null ? null : value;
            }

            return null;
        }
    }

    /// <summary>The whole number it is; null when it is none.</summary>
    public int? Whole => Kind == JsonTokenType.Number && int.TryParse(Text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What kind of value it is, for a message.</summary>
    public string InWords => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"the text \"{(Text.Length > 40 ? Text[..40] + "…" : Text)}\"",
        JsonTokenType.Number => Text,
        JsonTokenType.Null => "null",
        _ => Kind == JsonTokenType.True ? "true" : "false",
    };

    /// <summary>Reads a file; text that is no JSON gives one mistake with its place.</summary>
    public static Located? Read(string file, List<Mistake> mistakes)
    {
        var bytes = Encoding.UTF8.GetBytes(file.TrimStart('\uFEFF'));
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
        try
        {
            reader.Read();
            var root = Value(ref reader, bytes);
            reader.Read();
            return root;
        }
        catch (JsonException wrong)
        {
            var line = (int)(wrong.LineNumber ?? 0) + 1;
            var column = (int)(wrong.BytePositionInLine ?? 0) + 1;
            mistakes.Add(new Mistake(line, column, "", bytes.Length == 0
                ? "The file is empty. Begin with a copy: tact etiquette show balanced --json"
                : $"This is not well-formed JSON: look at line {line}, character {column}, and just before it, for a missing comma, quote or bracket."));
            return null;
        }
    }

    private static Located Value(ref Utf8JsonReader reader, byte[] bytes)
    {
        var value = Here(ref reader, bytes);
        if (value.Kind == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var key = Here(ref reader, bytes);
                reader.Read();
                value.Fields.Add((key.Text, key, Value(ref reader, bytes)));
            }
        }
        else if (value.Kind == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                value.Entries.Add(Value(ref reader, bytes));
        }

        return value;
    }

    private static Located Here(ref Utf8JsonReader reader, byte[] bytes)
    {
        var before = bytes.AsSpan(0, (int)reader.TokenStartIndex);
        var start = before.LastIndexOf((byte)'\n') + 1;
        return new Located
        {
            Kind = reader.TokenType,
            Line = before.Count((byte)'\n') + 1,
            Column = Encoding.UTF8.GetCharCount(before[start..]) + 1,
            Text = reader.TokenType switch
            {
                JsonTokenType.String or JsonTokenType.PropertyName => reader.GetString()!,
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => "",
            },
        };
    }
}
