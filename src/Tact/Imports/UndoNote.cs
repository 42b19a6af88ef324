using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tact.Imports;

/// <summary>What an update added to somebody, so that exactly that can be taken away again. Kept as JSON in <c>import_rows.before</c>.</summary>
sealed record UndoNote
{
    /// <summary>Column → the value that was filled in.</summary>
    public Dictionary<string, string> Filled { get; init; } = [];

    /// <summary>"kind:key" of the addresses.</summary>
    public List<string> Addresses { get; init; } = [];
    public List<string> Tags { get; init; } = [];
    public List<string> Labels { get; init; } = [];
    public List<string> Facts { get; init; } = [];
    public bool Company { get; init; }

    public static string Of(Additions added) => JsonSerializer.Serialize(
        new UndoNote
        {
            Filled = added.Filled, Addresses = added.Addresses.ConvertAll(address => $"{address.Kind}:{address.Key}"), Tags = added.Tags, Labels = added.Labels, Facts = added.Facts,
            Company = added.TakesCompany,
        },
        UndoJson.Default.UndoNote);

    public static UndoNote Read(string text) => JsonSerializer.Deserialize(text, UndoJson.Default.UndoNote) ?? new();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UndoNote))]
sealed partial class UndoJson : JsonSerializerContext;
