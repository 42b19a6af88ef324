using NodaTime;

namespace Tact.Core.Homework;

/// <summary>A fact as a brief shows it.</summary>
/// <param name="Text">What is known.</param>
/// <param name="LearnedOn">Since when.</param>
/// <param name="Assumption">It is only assumed.</param>
/// <param name="Stale">It is old enough to be asked again.</param>
/// <param name="OfCompany">It is about the company.</param>
public sealed record BriefFact(string Text, LocalDate LearnedOn, bool Assumption, bool Stale, bool OfCompany);

/// <summary>A touch as a brief shows it.</summary>
/// <param name="On">The day.</param>
/// <param name="What">What happened, such as "Voicemail left".</param>
/// <param name="Note">The line about it; null for none.</param>
/// <param name="Brought">What it brought; null for nothing.</param>
public sealed record BriefTouch(LocalDate On, string What, string? Note, string? Brought);

/// <summary>A promise that is open.</summary>
public sealed record BriefPromise(string What, LocalDate For);

/// <summary>A channel on which they may not be contacted now, until when if that is known, and why.</summary>
public sealed record BriefLimit(Channel Channel, string? Until, string Why);

/// <summary>Why it is quiet: in words, the gesture that fits, what not to do (METHOD D).</summary>
public sealed record BriefStall(string Words, string Gesture, string Avoid);

/// <summary>Something to bring, and why it fits.</summary>
public sealed record BriefSuggestion(string Title, string Why);

/// <summary>Everything a brief is made of, as the record knows it. What is null or empty is not known, and the brief says so.</summary>
public sealed record BriefKnown
{
    /// <summary>Their name.</summary>
    public required string Name { get; init; }

    /// <summary>How they are addressed; null when only the whole name is known.</summary>
    public string? Given { get; init; }

    /// <summary>What they do.</summary>
    public string? Role { get; init; }

    /// <summary>Their company.</summary>
    public string? Company { get; init; }

    /// <summary>Its industry.</summary>
    public string? Industry { get; init; }

    /// <summary>Their town.</summary>
    public string? City { get; init; }

    /// <summary>What time it is there; null where it is the same.</summary>
    public string? LocalTime { get; init; }

    /// <summary>Their language.</summary>
    public string? Language { get; init; }

    /// <summary>What they are: client, prospect, partner.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The part they play in their company.</summary>
    public Part Part { get; init; }

    /// <summary>Who sent us to them.</summary>
    public string? ReferredBy { get; init; }

    /// <summary>Whose history with us they took over.</summary>
    public string? CameAfter { get; init; }

    /// <summary>A number leads to them.</summary>
    public bool HasNumber { get; init; } = true;

    /// <summary>Who makes the contact, as they call themselves.</summary>
    public string? Seller { get; init; }

    /// <summary>What it is about; null when nobody follows them up.</summary>
    public string? Matter { get; init; }

    /// <summary>Where things stand.</summary>
    public Situation? Situation { get; init; }

    /// <summary>The state in words.</summary>
    public string? State { get; init; }

    /// <summary>The next step in words, with its day.</summary>
    public string? Step { get; init; }

    /// <summary>The day it is for.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>Facts, the most useful first.</summary>
    public IReadOnlyList<BriefFact> Facts { get; init; } = [];

    /// <summary>Their own last words, or what was noted of the last talk.</summary>
    public string? TheirWords { get; init; }

    /// <summary>They wrote those words themselves; otherwise somebody here noted them.</summary>
    public bool Verbatim { get; init; }

    /// <summary>When they said them.</summary>
    public LocalDate? TheirWordsOn { get; init; }

    /// <summary>There were words both ways with us.</summary>
    public bool Talked { get; init; }

    /// <summary>They wait for a word from us.</summary>
    public bool WaitForUs { get; init; }

    /// <summary>They asked to be called back.</summary>
    public bool AskedForCall { get; init; }

    /// <summary>The last touches, newest first.</summary>
    public IReadOnlyList<BriefTouch> Touches { get; init; } = [];

    /// <summary>What we promised and have not done yet, the next first.</summary>
    public IReadOnlyList<BriefPromise> Promised { get; init; } = [];

    /// <summary>What they said they would do, in words.</summary>
    public string? Theirs { get; init; }

    /// <summary>How they want to be followed up, in words; null when nobody asked.</summary>
    public string? Asked { get; init; }

    /// <summary>What is not allowed now.</summary>
    public IReadOnlyList<BriefLimit> NotNow { get; init; } = [];

    /// <summary>Why it is quiet.</summary>
    public BriefStall? Stall { get; init; }

    /// <summary>What the next step is to bring.</summary>
    public string? Bring { get; init; }

    /// <summary>What they were given, newest first.</summary>
    public IReadOnlyList<string> Has { get; init; } = [];

    /// <summary>Things of value that fit them and that they do not have yet, the best first.</summary>
    public IReadOnlyList<BriefSuggestion> Suggestions { get; init; } = [];

    /// <summary>Where nothing fits: what to look for.</summary>
    public string? LookFor { get; init; }

    /// <summary>What of ours fits them.</summary>
    public FittingOffering? Offering { get; init; }

    /// <summary>What to ask, in order.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];
}
