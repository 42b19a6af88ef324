using Tact.Web;

namespace Tact.Laws;

/// <summary>The admin's page of laws.</summary>
public sealed record LawModel
{
    /// <summary>The sentence that ends every law's note; the page says it once.</summary>
    public const string Advice = "A starting point taken from public sources, not legal advice; confirm with counsel before you rely on it.";

    /// <summary>What the layout shows around the page.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems of the forms.</summary>
    public required FormState Form { get; init; }

    /// <summary>What was typed, when it has to be shown again.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>Laws that somebody comes under, most people first.</summary>
    public required IReadOnlyList<LawShown> Holding { get; init; }

    /// <summary>Laws that nobody here comes under.</summary>
    public required IReadOnlyList<LawShown> Others { get; init; }

    /// <summary>The lists that matter here: brought in, or wanted by a law somebody comes under.</summary>
    public required IReadOnlyList<ListShown> Lists { get; init; }

    /// <summary>What was recorded outside a no or a law.</summary>
    public required IReadOnlyList<BreachLine> Breaches { get; init; }

    /// <summary>Where older ones are; null when all are shown.</summary>
    public string? Older { get; init; }

    /// <summary>What is chosen for the workspace.</summary>
    public required LawSet Setting { get; init; }

    /// <summary>The latest day a list can be of, <c>yyyy-MM-dd</c>.</summary>
    public required string Today { get; init; }
}

/// <summary>A breach in words.</summary>
/// <param name="At">When, in the reader's zone.</param>
/// <param name="Contact">The person's number.</param>
/// <param name="Name">The person.</param>
/// <param name="What">What happened.</param>
/// <param name="By">Who did it.</param>
/// <param name="Rules">B1, and the laws by name.</param>
public sealed record BreachLine(string At, long Contact, string Name, string What, string By, string Rules);
