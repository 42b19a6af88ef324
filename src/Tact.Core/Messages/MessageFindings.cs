namespace Tact.Core.Messages;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>It could be better.</summary>
    Improve,

    /// <summary>It would annoy, or is wrong: to be answered before it goes.</summary>
    Annoying,
}

/// <summary>What a message is, all findings taken together. There is no score.</summary>
public enum MessageVerdict
{
    /// <summary>Nothing was found.</summary>
    Good,

    /// <summary>It could be better.</summary>
    Improve,

    /// <summary>It would annoy.</summary>
    Annoying,
}

/// <summary>Where a finding is.</summary>
public enum MessageField
{
    /// <summary>In the words.</summary>
    Body,

    /// <summary>In the subject.</summary>
    Subject,
}

/// <summary>Something found in a message: where, why it matters, and better words.</summary>
/// <param name="Rule">The rule's id, such as <c>stale_phrase</c>.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Field">Subject or words.</param>
/// <param name="Start">Where it begins, in characters of that field.</param>
/// <param name="Length">How many characters; 0 when it is about the message as a whole.</param>
/// <param name="Text">The words.</param>
/// <param name="Why">The reason, in plain words.</param>
/// <param name="Better">A better wording; null when none can be given.</param>
public sealed record Finding(string Rule, Severity Severity, MessageField Field, int Start, int Length, string Text, string Why, string? Better);

/// <summary>What was found in a message.</summary>
public sealed record MessageFindings
{
    /// <summary>All findings taken together.</summary>
    public required MessageVerdict Verdict { get; init; }

    /// <summary>What would annoy first, then in the order of the text.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How long it takes to say at a natural pace.</summary>
    public required int Seconds { get; init; }

    /// <summary>How many words.</summary>
    public required int Words { get; init; }

    /// <summary>Flesch reading ease in the form for its language: 100 is very easy, 30 hard; null for a text too short to tell.</summary>
    public required double? ReadingEase { get; init; }

    /// <summary>The language whose words were looked for.</summary>
    public required string Language { get; init; }
}
