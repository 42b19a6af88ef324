using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Tact.Web;

namespace Tact.Etiquette;

/// <summary>The table of presets.</summary>
public sealed record EtiquetteModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The columns: the shipped presets, then the team's own.</summary>
    public required IReadOnlyList<PresetColumn> Columns { get; init; }

    /// <summary>Whether the reader may copy and change.</summary>
    public required bool MayChange { get; init; }

    /// <summary>What is wrong with files in the data folder.</summary>
    public required IReadOnlyList<(string File, Mistake Mistake)> Mistakes { get; init; }
}

/// <summary>One preset of the table.</summary>
/// <param name="Preset">Its numbers.</param>
/// <param name="Shipped">Whether it ships with Tact.</param>
/// <param name="Source">The file of the data folder it is kept in; null when it is changed here.</param>
/// <param name="CopiedFrom">The one it was copied from; null for none.</param>
/// <param name="FollowUps">How many follow-ups use it.</param>
public sealed record PresetColumn(Preset Preset, bool Shipped, string? Source, Preset? CopiedFrom, long FollowUps)
{
    /// <summary>What the one it was copied from says of a rule, when that is something else.</summary>
    public string? Was(PresetRow row) => CopiedFrom is { } from && row.Cell(from) is var was && was != row.Cell(Preset) ? was : null;
}

/// <summary>The form in which a preset is copied or changed.</summary>
public sealed record PresetFormModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>What is wrong with the fields.</summary>
    public required FormState Form { get; init; }

    /// <summary>What the fields hold.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The version that is changed; empty for a new one.</summary>
    public required string Version { get; init; }

    /// <summary>In place of which preset it is tried.</summary>
    public required string InsteadOf { get; init; }

    /// <summary>The presets it can be tried in place of, with how many use them.</summary>
    public required IReadOnlyList<Choice> Presets { get; init; }

    /// <summary>Whether one of the team's own is changed, and not a new one made.</summary>
    public bool Changes => Version.Length > 0;
}

/// <summary>What a changed preset would do.</summary>
public sealed record TriedModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The form that saves it.</summary>
    public required FormState Form { get; init; }

    /// <summary>The fields that were tried.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The version that is changed; empty for a new one.</summary>
    public required string Version { get; init; }

    /// <summary>In place of which preset it was tried.</summary>
    public required string InsteadOf { get; init; }

    /// <summary>Back to the form, with the same fields.</summary>
    public required string FormAddress { get; init; }

    /// <summary>This page again.</summary>
    public required string Address { get; init; }

    /// <summary>How far it is.</summary>
    public required long Done { get; init; }

    /// <summary>Of how many.</summary>
    public required long Total { get; init; }

    /// <summary>What it found; null while it runs.</summary>
    public PresetTried? Found { get; init; }

    /// <summary>The time it looks from, in the reader's words.</summary>
    public required string AsOf { get; init; }

    /// <summary>A date of the follow-ups in words.</summary>
    public required Func<string, string> Day { get; init; }

    /// <summary>A span of days in words.</summary>
    public static string Span(MovedDates span) => (span.From, span.Until) switch
    {
        (null, _) => "by today",
        (1, { } until) => $"in the next {until} days",
        ({ } from, null) => $"after {Far(from - 1)}",
        ({ } from, >= Year) => $"{(from - 1) / Week} weeks to a year",
        ({ } from, { } until) => $"{(from - 1) / Week} to {until / Week} weeks",
    };

    private const int Week = 7;
    private const int Year = 365;

    private static string Far(int days) => days >= Year ? "a year" : Words.Count(days / Week, "week", "weeks");
}
