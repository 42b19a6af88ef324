using NodaTime;

namespace Tact.Core.Library;

/// <summary>A thing of value that can be given, as the rules need it (METHOD B5).</summary>
public sealed record Asset
{
    /// <summary>Its number; a higher one was added later.</summary>
    public required long Id { get; init; }

    /// <summary>Its name; the folded form is what "the same thing" means.</summary>
    public required string Title { get; init; }

    /// <summary>What it does for whoever gets it, in a sentence.</summary>
    public string Does { get; init; } = "";

    /// <summary>What it is.</summary>
    public required AssetKind Kind { get; init; }

    /// <summary>What it is about, in a few words each.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>For which trades.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>Whom it helps: roles and situations.</summary>
    public IReadOnlyList<string> Helps { get; init; } = [];

    /// <summary>The code of its language; null when that does not matter.</summary>
    public string? Language { get; init; }

    /// <summary>The last day on which it can be given; null when it keeps.</summary>
    public LocalDate? FreshUntil { get; init; }

    /// <summary>Reasons of a stall for which it is kind (METHOD D).</summary>
    public IReadOnlyList<StallReason> KindFor { get; init; } = [];

    /// <summary>Whether it is put away.</summary>
    public bool Archived { get; init; }

    /// <summary>Whether its time is over on a day.</summary>
    public bool IsStale(LocalDate today) => FreshUntil < today;
}
