using System.Text.Json;
using System.Text.Json.Serialization;
using Tact.Core.Cadences;
using Tact.Core.Etiquette;

namespace Tact.Core;

/// <summary>The presets and cadences that ship with Tact, and how such files are read.</summary>
public static class PolicyFiles
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static readonly JsonSerializerOptions Written = new(Format)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The shipped presets by name (METHOD, table of presets).</summary>
    public static IReadOnlyDictionary<string, Preset> Presets { get; } = Shipped<Preset>(".Etiquette.Presets.", preset => preset.Name);

    /// <summary>The shipped cadences by name.</summary>
    public static IReadOnlyDictionary<string, Cadence> Cadences { get; } = Shipped<Cadence>(".Cadences.Shipped.", cadence => cadence.Name);

    /// <summary>The shipped laws on calls by id.</summary>
    public static IReadOnlyDictionary<string, Law.CallLaw> Laws { get; } = Shipped<Law.CallLaw>(".Law.Calls.", law => law.Id);

    /// <summary>The shipped laws on e-mail by id.</summary>
    public static IReadOnlyDictionary<string, Law.EmailLaw> EmailLaws { get; } = Shipped<Law.EmailLaw>(".Law.Email.", law => law.Id);

    /// <summary>The shipped laws on do-not-call lists by id, which is the list's name.</summary>
    public static IReadOnlyDictionary<string, Law.ScreenList> Lists { get; } = Shipped<Law.ScreenList>(".Law.Lists.", list => list.Id);

    /// <summary>The preset for a situation (METHOD: client → client care, all others → balanced).</summary>
    public static string PresetFor(Situation situation) => situation == Situation.Client ? "client-care" : "balanced";

    /// <summary>The cadence for a situation; after a talk, the close sequence (METHOD A4) where the preset permits it.</summary>
    public static string CadenceFor(Situation situation, string? preset = null) => situation switch
    {
        Situation.Cold => "cold-five-and-rest",
        Situation.Enquiry => "enquiry-first-days",
        Situation.Referral => "referral-introduction",
        Situation.Client => "client-care",
        Situation.Talked when preset == "determined" => "after-a-meeting",
        _ => "after-a-talk",
    };

    /// <summary>Reads a file that was checked; see <see cref="Checks.PresetFile"/>.</summary>
    internal static T Read<T>(string file) => JsonSerializer.Deserialize<T>(file.TrimStart('\uFEFF'), Format)!;

    /// <summary>A preset or cadence as its file reads.</summary>
    public static string Write<T>(T policy) => JsonSerializer.Serialize(policy, Written);

    /// <summary>Reads a shipped file that holds a list.</summary>
    internal static T[] ReadList<T>(string ending) => ReadOne<T[]>(ending);

    /// <summary>Reads a shipped file.</summary>
    internal static T ReadOne<T>(string ending)
    {
        var assembly = typeof(PolicyFiles).Assembly;
        var name = assembly.GetManifestResourceNames().Single(resource => resource.EndsWith(ending, StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, Format)!;
    }

    private static Dictionary<string, T> Shipped<T>(string folder, Func<T, string> name)
    {
        var assembly = typeof(PolicyFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(folder, StringComparison.Ordinal))
            .Select(resource =>
            {
                using var stream = assembly.GetManifestResourceStream(resource)!;
                return JsonSerializer.Deserialize<T>(stream, Format)!;
            })
            .ToDictionary(name, StringComparer.Ordinal);
    }
}
