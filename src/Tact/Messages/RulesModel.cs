using Tact.Core.Messages;
using Tact.Web;

namespace Tact.Messages;

/// <summary>The page of the message check's rules.</summary>
public sealed record RulesModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems of the forms.</summary>
    public required FormState Form { get; init; }

    /// <summary>The rules as they are set.</summary>
    public required IReadOnlyList<RuleShown> Rules { get; init; }

    /// <summary>Whether whoever looks may set them.</summary>
    public required bool MaySet { get; init; }

    /// <summary>The rule whose form has to be shown again; null when none.</summary>
    public string? Again { get; init; }

    /// <summary>What was typed in it.</summary>
    public string? Typed { get; init; }

    /// <summary>The words for a setting.</summary>
    public static string Words(string set) => set switch { "off" => "off", "annoying" => "would annoy", _ => "could be better" };
}

/// <summary>The page on which a text is looked at.</summary>
public sealed record CheckModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems of the form.</summary>
    public required FormState Form { get; init; }

    /// <summary>What was typed.</summary>
    public required TextToCheck Typed { get; init; }

    /// <summary>What was found; null before anything was looked at.</summary>
    public TextChecked? Found { get; init; }

    /// <summary>The words that were looked at.</summary>
    public string Text { get; init; } = "";

    /// <summary>The text in pieces: plain, or with the findings that are about it.</summary>
    public IEnumerable<(string Piece, FindingShown? About)> Pieces()
    {
        var at = 0;
        foreach (var finding in (Found?.Findings ?? []).Where(one => one is { Field: "body", Length: > 0 }).OrderBy(one => one.Start).ThenByDescending(one => one.Length))
        {
            if (finding.Start < at || finding.Start + finding.Length > Text.Length)
                continue;
            if (finding.Start > at)
                yield return (Text[at..finding.Start], null);
            yield return (Text.Substring(finding.Start, finding.Length), finding);
            at = finding.Start + finding.Length;
        }

        if (at < Text.Length)
            yield return (Text[at..], null);
    }
}
