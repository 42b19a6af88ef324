using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;

namespace Tact.Core.FollowUps;

/// <summary>
/// What a follow-up needs next: the row on Today, or the date on which it returns. A pure function of the timelines, the
/// policy and the calendars, never of now, so that it can be stored and taken again with the same answer.
/// </summary>
public sealed record Decision
{
    /// <summary>Where the follow-up stands.</summary>
    public required FollowUpState State { get; init; }

    /// <summary>Which kind of row it is; none when nothing is due any more.</summary>
    public TodayKind Kind { get; init; }

    /// <summary>What to do, in words for the row.</summary>
    public string? Step { get; init; }

    /// <summary>The channel of the step; null when any will do.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The day it is due, in the owner's zone.</summary>
    public LocalDate? DueOn { get; init; }

    /// <summary>The instant it is due, when a time was agreed.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>Which approach of the cycle it would be, from 1; 0 when it is not one.</summary>
    public int Approach { get; init; }

    /// <summary>Of how many; null for no limit.</summary>
    public int? Of { get; init; }

    /// <summary>It goes with an approach of that day and is part of it; when the day is over, it is not done any more.</summary>
    public bool SameDay { get; init; }

    /// <summary>What to bring.</summary>
    public string? Offer { get; init; }

    /// <summary>What the step is meant to do.</summary>
    public Cadences.Intent? Intent { get; init; }

    /// <summary>For the last approach before a rest: the day on which we would be back, so that it can be said (B8).</summary>
    public LocalDate? RestsUntil { get; init; }
}
