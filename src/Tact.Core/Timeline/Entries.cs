using NodaTime;

namespace Tact.Core.Timeline;

/// <summary>
/// One entry of a person's append-only timeline (METHOD C2). Entries that were undone are left out before folding;
/// corrected ones arrive corrected.
/// </summary>
public abstract record Entry
{
    /// <summary>The entry's number; orders entries of the same instant.</summary>
    public required long Id { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant At { get; init; }

    /// <summary>The follow-up it belongs to; null when it is about the person.</summary>
    public long? FollowUpId { get; init; }

    /// <summary>The user who recorded it; null for the system.</summary>
    public long? By { get; init; }
}

/// <summary>What was agreed or planned as the next step.</summary>
/// <param name="Say">What to do, in the seller's words.</param>
/// <param name="Channel">The channel, when the words tell.</param>
/// <param name="On">The day, in the owner's zone.</param>
/// <param name="At">The instant, when a time was agreed.</param>
public sealed record Plan(string Say, Channel? Channel, LocalDate On, Instant? At);

/// <summary>"Unless I hear from you by then, I will …" (METHOD B8a, A6).</summary>
/// <param name="What">What we will do.</param>
/// <param name="For">The day it is promised for, in the owner's zone.</param>
public sealed record Promised(string What, LocalDate For);

/// <summary>One contact made or received.</summary>
public sealed record Touch : Entry
{
    /// <summary>How it travelled.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Who made it.</summary>
    public required Direction Direction { get; init; }

    /// <summary>What came of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The seller's line about it, or the other side's words.</summary>
    public string? Note { get; init; }

    /// <summary>What it brought them (METHOD B5).</summary>
    public string? Offer { get; init; }

    /// <summary>The next step that was agreed with it.</summary>
    public Plan? Next { get; init; }

    /// <summary>They did not say how to go on: the cadence decides.</summary>
    public bool TheyDidNotSay { get; init; }

    /// <summary>What was promised with it.</summary>
    public Promised? Promise { get; init; }

    /// <summary>Until when: away, quiet, waiting, not now.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }

    /// <summary>With a no: whether we may stay in touch; null when they were not asked.</summary>
    public bool? MayStayInTouch { get; init; }

    /// <summary>With a leave to stay in touch: months between.</summary>
    public int? StayEveryMonths { get; init; }

    /// <summary>With an opt-out: how much it covers.</summary>
    public StopScope? Scope { get; init; }

    /// <summary>A guideline was overruled, and why (METHOD B10).</summary>
    public OverrideReason? Override { get; init; }

    /// <summary>Service they have a right to, not an unasked contact.</summary>
    public bool Service { get; init; }
}

/// <summary>A follow-up began.</summary>
public sealed record Started : Entry
{
    /// <summary>What it is about.</summary>
    public required string Matter { get; init; }

    /// <summary>The matter, folded for comparison.</summary>
    public required string MatterKey { get; init; }

    /// <summary>Where the relation stands.</summary>
    public required Situation Situation { get; init; }

    /// <summary>The etiquette preset's name.</summary>
    public required string Preset { get; init; }

    /// <summary>A person chose the preset; otherwise the situation did, and does again when it changes for good.</summary>
    public bool PresetByHand { get; init; }

    /// <summary>The cadence's name.</summary>
    public required string Cadence { get; init; }

    /// <summary>Who follows up.</summary>
    public required long OwnerId { get; init; }

    /// <summary>The first day, in the owner's zone.</summary>
    public required LocalDate StartOn { get; init; }
}

/// <summary>The next step was set without a touch.</summary>
public sealed record StepSet : Entry
{
    /// <summary>The step; null leaves it to the cadence.</summary>
    public Plan? Plan { get; init; }
}

/// <summary>Left in peace for a reason, until a date (METHOD D1–D8).</summary>
public sealed record PausedFor : Entry
{
    /// <summary>Why.</summary>
    public required StallReason Reason { get; init; }

    /// <summary>Until when, in the owner's zone.</summary>
    public required LocalDate Until { get; init; }

    /// <summary>What was said about it.</summary>
    public string? Note { get; init; }
}

/// <summary>A pause, rest or wait was ended by hand.</summary>
public sealed record Resumed : Entry;

/// <summary>A note.</summary>
public sealed record Noted : Entry
{
    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>It was broken off and needs a next step (METHOD C1).</summary>
    public bool NeedsNextStep { get; init; }
}

/// <summary>"Not today, because …".</summary>
public sealed record PutOff : Entry
{
    /// <summary>The day it is put off to, in the owner's zone.</summary>
    public required LocalDate Until { get; init; }

    /// <summary>Why.</summary>
    public required string Because { get; init; }
}

/// <summary>Something was promised without a touch: "I will call on Friday unless I hear from them" (METHOD A6, B8a).</summary>
public sealed record PromiseMade : Entry
{
    /// <summary>What, and for which day.</summary>
    public required Promised Promise { get; init; }
}

/// <summary>They asked for quiet until a day, learned without a touch (METHOD B4).</summary>
public sealed record QuietAsked : Entry
{
    /// <summary>Until when, in the contact's zone.</summary>
    public required LocalDate Until { get; init; }

    /// <summary>How it was said, by whom and where.</summary>
    public required string Evidence { get; init; }
}

/// <summary>How they would like to be followed up, in their own choice (METHOD B2).</summary>
public sealed record Preferred : Entry
{
    /// <summary>The channel they asked for; null for any.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Days between contacts; null when they did not say.</summary>
    public int? EveryDays { get; init; }

    /// <summary>First hour of their day for us.</summary>
    public int? FromHour { get; init; }

    /// <summary>Hour from which they would rather not be contacted.</summary>
    public int? UntilHour { get; init; }

    /// <summary>Days of the week they asked for: bit 0 is Monday; null for all working days.</summary>
    public int? Weekdays { get; init; }

    /// <summary>How it was said, by whom and where: the evidence.</summary>
    public required string Evidence { get; init; }
}

/// <summary>They agreed to be contacted on a channel, or the law takes it so (METHOD B2).</summary>
public sealed record ConsentGiven : Entry
{
    /// <summary>E-mail, or call for calls and texts.</summary>
    public required Channel Channel { get; init; }

    /// <summary>On what it rests.</summary>
    public required Law.ConsentKind ConsentKind { get; init; }

    /// <summary>The day it was given.</summary>
    public required LocalDate On { get; init; }

    /// <summary>The last day it counts; null without an end.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>How it was said, by whom and where.</summary>
    public required string Evidence { get; init; }
}

/// <summary>They no longer agree to be contacted on a channel; what went before does not count any more.</summary>
public sealed record ConsentWithdrawn : Entry
{
    /// <summary>E-mail, or call for calls and texts.</summary>
    public required Channel Channel { get; init; }

    /// <summary>How it was said.</summary>
    public required string Evidence { get; init; }
}

/// <summary>A no that arrived with data or by hand rather than with a touch.</summary>
public sealed record StopRecorded : Entry
{
    /// <summary>How much it covers.</summary>
    public required StopScope Scope { get; init; }

    /// <summary>The matter, folded, when the scope is one matter.</summary>
    public string? MatterKey { get; init; }
}

/// <summary>An authorised person lifted a no, with evidence (METHOD B1).</summary>
public sealed record StopLifted : Entry
{
    /// <summary>How much is lifted.</summary>
    public required StopScope Scope { get; init; }

    /// <summary>The matter, folded, when the scope is one matter.</summary>
    public string? MatterKey { get; init; }
}

/// <summary>There was contact before Tact: nobody who has been a client for years gets an introduction.</summary>
public sealed record KnownBefore : Entry
{
    /// <summary>What is known about it.</summary>
    public string? Text { get; init; }
}

/// <summary>An address was changed or added, so the channel is open again.</summary>
public sealed record AddressSet : Entry
{
    /// <summary>Which channel: e-mail, or call for a number.</summary>
    public required Channel Channel { get; init; }
}

/// <summary>Somebody else follows up from here on.</summary>
public sealed record HandedOver : Entry
{
    /// <summary>The new owner.</summary>
    public required long OwnerId { get; init; }
}

/// <summary>The day of an approach is over, and the contact that would have gone with it on that day was not made.</summary>
public sealed record DayOver : Entry;
