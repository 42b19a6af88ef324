using NodaTime;
using Tact.Core.Calendars;

namespace Tact.Core.Messages;

/// <summary>How much the record holds of talks with someone.</summary>
public enum Acquaintance
{
    /// <summary>The record was not asked.</summary>
    Unknown,

    /// <summary>Nothing was sent or said yet.</summary>
    Never,

    /// <summary>Only we were in touch.</summary>
    OneSided,

    /// <summary>They have talked with us.</summary>
    Talked,
}

/// <summary>Whether this message may go to them at all (B1).</summary>
public enum Leave
{
    /// <summary>The record was not asked.</summary>
    Unknown,

    /// <summary>Nothing on record forbids it.</summary>
    Given,

    /// <summary>They asked for none of this kind.</summary>
    Refused,
}

/// <summary>What the record knows of the person who receives a message. Everything may be unknown; what is not known raises no finding.</summary>
public sealed record Receiver
{
    /// <summary>Their name as on record, and other forms of it; empty when not known.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Their company.</summary>
    public string? Company { get; init; }

    /// <summary>Names of other people, to notice when one of them is greeted.</summary>
    public IReadOnlyList<string> OtherPeople { get; init; } = [];

    /// <summary>Names of other companies, to notice when one is taken for theirs.</summary>
    public IReadOnlyList<string> OtherCompanies { get; init; } = [];

    /// <summary>Whether there were talks.</summary>
    public Acquaintance Acquaintance { get; init; }

    /// <summary>The day of the last talk with them.</summary>
    public LocalDate? LastTalk { get; init; }

    /// <summary>The last day of an absence that they told us of.</summary>
    public LocalDate? AwayUntil { get; init; }

    /// <summary>What is known of them, a sentence each.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Titles of what they were given already (B5).</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>Their working days and holidays.</summary>
    public WorkCalendar? Calendar { get; init; }

    /// <summary>Whether a message of this kind may go to them.</summary>
    public Leave Leave { get; init; }

    /// <summary>Texts that went to other people lately (B6).</summary>
    public IReadOnlyList<string> SentToOthers { get; init; } = [];
}
