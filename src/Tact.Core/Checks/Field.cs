using System.Text.Json;

namespace Tact.Core.Checks;

/// <summary>What a field of a policy file holds.</summary>
public enum FieldKind
{
    /// <summary>A line of text.</summary>
    Line,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A list of whole numbers.</summary>
    Wholes,

    /// <summary>One of a few words.</summary>
    Word,

    /// <summary>A list of objects.</summary>
    Objects,
}

/// <summary>A field of a policy file: the one description that the check, the schema and the documentation share.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="About">What it means, with its unit.</param>
public sealed record Field(string Name, FieldKind Kind, string About)
{
    /// <summary>It cannot be left out.</summary>
    public bool Required { get; init; }

    /// <summary>The least number, of a list the least of each.</summary>
    public int Least { get; init; }

    /// <summary>The greatest number, of a list the greatest of each, of a text the most characters, of a list of objects the most entries.</summary>
    public int Most { get; init; }

    /// <summary>The words to choose from.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The fields of each object of a list.</summary>
    public IReadOnlyList<Field> Inner { get; init; } = [];

    /// <summary>As JSON Schema describes it.</summary>
    internal void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartObject(Name);
        json.WriteString("description", About);
        switch (Kind)
        {
            case FieldKind.Line:
                json.WriteString("type", "string");
                json.WriteNumber("minLength", 1);
                json.WriteNumber("maxLength", Most);
                break;
            case FieldKind.Word:
                json.WriteStartArray("enum");
                foreach (var word in Words)
                    json.WriteStringValue(word);
                json.WriteEndArray();
                break;
            case FieldKind.Whole:
                WriteRange(json);
                break;
            case FieldKind.Wholes:
                json.WriteString("type", "array");
                json.WriteNumber("minItems", 1);
                json.WriteStartObject("items");
                WriteRange(json);
                json.WriteEndObject();
                break;
            default:
                json.WriteString("type", "array");
                if (Required)
                    json.WriteNumber("minItems", 1);
                json.WriteStartObject("items");
                WriteFields(json, Inner);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>The body of an object's schema.</summary>
    internal static void WriteFields(Utf8JsonWriter json, IReadOnlyList<Field> fields)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("required");
        foreach (var field in fields.Where(f => f.Required))
            json.WriteStringValue(field.Name);
        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach (var field in fields)
            field.WriteSchema(json);
        json.WriteEndObject();
    }

    private void WriteRange(Utf8JsonWriter json)
    {
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", Least);
        json.WriteNumber("maximum", Most);
    }
}
