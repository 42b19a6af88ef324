using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;

namespace Tact.Core.Etiquette;

/// <summary>What lies outside the person's own timeline and still matters for a decision.</summary>
public sealed record Surroundings
{
    /// <summary>The contact's zone: hours and working days.</summary>
    public required DateTimeZone ContactZone { get; init; }

    /// <summary>The owner's zone: due days.</summary>
    public required DateTimeZone OwnerZone { get; init; }

    /// <summary>The owner's own days off.</summary>
    public DaysOff OwnerDaysOff { get; init; } = DaysOff.Weekends;

    /// <summary>Days of cold approaches to the company by anybody, in order; one entry per person and day.</summary>
    public IReadOnlyList<int> CompanyDays { get; init; } = [];

    /// <summary>Day of a colleague's last two-way contact on the same matter with them or their company; -1 for none.</summary>
    public int ColleagueTalkDay { get; init; } = -1;

    /// <summary>An e-mail address is known.</summary>
    public bool HasEmail { get; init; } = true;

    /// <summary>A telephone number is known.</summary>
    public bool HasPhone { get; init; } = true;
}

/// <summary>
/// Everything the rules need for one follow-up, laid out so that judging allocates nothing. Built once per fold; good
/// for any proposal and instant. Days are whole numbers since 1970 in the contact's zone; -1 is never.
/// </summary>
public sealed class Case
{
    private Case(Preset preset, DateTimeZone zone)
    {
        Preset = preset;
        Zone = zone;
    }

    internal Preset Preset { get; }

    internal DateTimeZone Zone { get; }

    internal FollowUp? FollowUp { get; private init; }

    internal Situation Situation { get; private init; }

    internal bool StoppedAll { get; private init; }

    internal bool StoppedEmail { get; private init; }

    internal bool StoppedPhone { get; private init; }

    internal bool StoppedMatter { get; private init; }

    internal bool SaidNo { get; private init; }

    internal int QuietUntil { get; private init; } = -1;

    internal Preferred? Preference { get; private init; }

    internal int LastContactDay { get; private init; } = -1;

    internal int PausedUntil { get; private init; } = -1;

    internal StallReason? Stall { get; private init; }

    internal int DateUntil { get; private init; } = -1;

    internal Instant? AgreedAt { get; private init; }

    internal int AwayUntil { get; private init; } = -1;

    internal int PromisedFor { get; private init; } = -1;

    internal int RestUntil { get; private init; } = -1;

    internal int AskAnotherUntil { get; private init; } = -1;

    internal int[] PersonDays { get; private init; } = [];

    internal int UnansweredFrom { get; private init; }

    internal int[] CompanyDays { get; private init; } = [];

    internal long[] Rings { get; private init; } = [];

    internal int ColleagueTalkDay { get; private init; } = -1;

    internal int CompanionDay { get; private init; } = -1;

    internal int ChannelsThatDay { get; private init; }

    /// <summary>Lays out a follow-up; without one, what applies to the person alone.</summary>
    public static Case Of(Person person, FollowUp? followUp, Surroundings surroundings, Preset preset, Situation situation = Situation.Cold, string? matterKey = null)
    {
        var state = followUp?.State;
        var promise = followUp?.OpenPromise;
        var matter = followUp?.MatterKey ?? matterKey;
        return new Case(preset, surroundings.ContactZone)
        {
            FollowUp = followUp,
            Situation = followUp?.Situation ?? situation,
            StoppedAll = person.StoppedAll,
            StoppedEmail = person.StoppedEmail,
            StoppedPhone = person.StoppedPhone,
            StoppedMatter = matter is not null && person.StoppedMatters.Contains(matter),
            SaidNo = followUp is { Answer: Outcome.NotInterested, MayStayInTouch: false, State: FollowUpState.Answered },
            QuietUntil = Number(person.QuietUntil),
            Preference = person.Preference,
            LastContactDay = person.LastContactDay,
            PausedUntil = state == FollowUpState.Paused ? Number(followUp!.Until) : -1,
            Stall = followUp?.Stall,
            DateUntil = followUp?.Agreed is { } plan ? WorkingDays.Number(plan.On)
                : state is FollowUpState.WaitingForThem or FollowUpState.WillCall ? Number(followUp!.Until) : -1,
            AgreedAt = followUp?.Agreed?.At,
            AwayUntil = Number(followUp?.AwayUntil),
            PromisedFor = promise is { UnlessTheyAnswer: true } ? WorkingDays.Number(promise.For) : -1,
            RestUntil = state == FollowUpState.Resting ? Number(followUp!.RestUntil) : -1,
            AskAnotherUntil = followUp is not null && preset.AskAnotherPersonAfter is { } days && preset.BudgetOf(followUp.Cycle) is { } budget && followUp.Approaches >= budget
                ? followUp.LastApproachDay + days : -1,
            PersonDays = [.. person.ApproachDays],
            UnansweredFrom = person.UnansweredFrom,
            CompanyDays = [.. surroundings.CompanyDays],
            Rings = [.. person.Rings],
            ColleagueTalkDay = surroundings.ColleagueTalkDay,
            CompanionDay = followUp is { ContactsThatDay: 1 } && person is { ContactsOnLastDay: 1 } && person.LastApproachBy == followUp.Id ? followUp.LastApproachDay : -1,
            ChannelsThatDay = followUp?.ChannelsThatDay ?? 0,
        };
    }

    private static int Number(LocalDate? date) => date is { } day ? WorkingDays.Number(day) : -1;
}
