using NodaTime;
using Tact.Core.Etiquette;
using Tact.Core.Timeline;

namespace Tact.Core.Outbox;

/// <summary>What is known of a released message's receiver just before it leaves.</summary>
public sealed record BeforeItLeaves
{
    /// <summary>The contact is still on record, not erased.</summary>
    public required bool ContactIsThere { get; init; }

    /// <summary>The mailbox is still connected.</summary>
    public required bool MailboxIsThere { get; init; }

    /// <summary>The address is one of theirs, and mail to it does not come back.</summary>
    public required bool AddressIsTheirs { get; init; }

    /// <summary>Mail from them waits to be understood by a person.</summary>
    public required bool HeldMail { get; init; }

    /// <summary>Who wrote the message.</summary>
    public required long Writer { get; init; }

    /// <summary>The state of the follow-up when it was released, and now; null without one.</summary>
    public FollowUpState? StateThen { get; init; }

    /// <summary>The state of the follow-up now.</summary>
    public FollowUpState? StateNow { get; init; }

    /// <summary>Entries on their timeline that whoever released it could not see.</summary>
    public required IReadOnlyList<Entry> Since { get; init; }

    /// <summary>What the etiquette says of an e-mail now.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The writer overruled a guideline, with a reason (METHOD B10).</summary>
    public required bool Overruled { get; init; }
}

/// <summary>Why a released message must not leave after all.</summary>
/// <param name="Rule">The METHOD id it rests on.</param>
/// <param name="Text">In words.</param>
public sealed record StopBecause(string Rule, string Text);

/// <summary>Looks once more just before a message leaves: what happened since a person released it may have made it wrong.</summary>
public static class StillRight
{
    /// <summary>Why it must not leave; null when it may. <paramref name="nameOf"/> gives a user's name, <paramref name="reasons"/> the words of the verdict.</summary>
    public static StopBecause? WhyNot(BeforeItLeaves known, Func<long, string> nameOf, Func<IReadOnlyList<Reason>> reasons)
    {
        if (!known.MailboxIsThere)
            return new("C2", "The mailbox it was to leave from is not connected any more.");
        if (!known.ContactIsThere)
            return new("B1", "The person is not on record any more.");
        if (known.Verdict.Kind == VerdictKind.Refuse && (known.Verdict.Rules & Rule.StopWhenAsked) != 0)
            return new("B1", reasons() is [var no, ..] ? no.Text : "They asked for no e-mail.");
        if (known.Since.OfType<Touch>().LastOrDefault(touch => touch.Direction == Direction.In) is { } theirs)
            return new("A1", theirs.Outcome == Outcome.OutOfOffice ? "Since it was released, an automatic reply said that they are away." : "They were in touch after it was released. Read that first.");
        if (known.HeldMail)
            return new("A1", "Mail from them waits to be understood. Look at it first.");
        if (known.StateNow is FollowUpState.Answered or FollowUpState.Stopped or FollowUpState.Paused && known.StateNow != known.StateThen)
            return new("A1", $"The follow-up was {(known.StateNow == FollowUpState.Paused ? "paused" : known.StateNow == FollowUpState.Answered ? "answered" : "ended")} after it was released.");
        if (known.Since.FirstOrDefault(entry => entry.By is { } by && by != known.Writer && entry is Touch or HandedOver) is { } colleague)
            return new("B3", colleague is Touch ? $"{nameOf(colleague.By!.Value)} was in touch with them after it was released." : "The follow-up was handed over after it was released.");
        if (known.Since.Any(entry => entry is QuietAsked))
            return new("B4", "They asked for quiet after it was released.");
        if (!known.AddressIsTheirs)
            return new("C3", "The address is not theirs any more, or mail to it comes back.");
        if (known.Verdict.Kind == VerdictKind.Allow)
            return null;
        var mayOverrule = known.Verdict.Kind == VerdictKind.Hold && (known.Verdict.Rules & Judge.Consent) == 0;
        if (mayOverrule && known.Overruled)
            return null;
        return reasons() is [var first, ..] ? new(first.Rule, first.Text) : new("B3", "The etiquette holds it now.");
    }
}
