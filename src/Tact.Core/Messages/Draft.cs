using NodaTime;

namespace Tact.Core.Messages;

/// <summary>What is being written (F1).</summary>
public enum MessageKind
{
    /// <summary>An e-mail.</summary>
    Email,

    /// <summary>The words for a voicemail.</summary>
    Voicemail,

    /// <summary>A letter or card by post.</summary>
    Letter,

    /// <summary>The first words of a call.</summary>
    Opening,
}

/// <summary>Whether a message goes into a conversation that is there.</summary>
public enum InThread
{
    /// <summary>Nobody has said.</summary>
    Unknown,

    /// <summary>It answers a message that is there.</summary>
    Reply,

    /// <summary>It stands alone.</summary>
    New,
}

/// <summary>Whether a message needs a graceful way out (B7).</summary>
public enum WayOutState
{
    /// <summary>Nobody has said.</summary>
    Unknown,

    /// <summary>It needs one in its own words.</summary>
    Due,

    /// <summary>The product adds one, or none is due.</summary>
    CaredFor,
}

/// <summary>A message as it stands while it is being written. What is not known is left out, and no rule guesses at it.</summary>
public sealed record Draft
{
    /// <summary>What is being written.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The subject of an e-mail; null without one.</summary>
    public string? Subject { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>en, de, fr, es or nl; null: found by its words.</summary>
    public string? Language { get; init; }

    /// <summary>Whether it answers a message.</summary>
    public InThread Thread { get; init; }

    /// <summary>The names of the files that go with it; null when that is not known.</summary>
    public IReadOnlyList<string>? Attachments { get; init; }

    /// <summary>Names of the writer and the writer's firm, which are nobody else's.</summary>
    public IReadOnlyList<string> OwnNames { get; init; } = [];

    /// <summary>The day on which it is to be read; without it, only dates with a year are looked at.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>The title of what it brings (B5); null when nothing is named.</summary>
    public string? Brings { get; init; }

    /// <summary>Whether it needs a way out.</summary>
    public WayOutState WayOut { get; init; }
}
