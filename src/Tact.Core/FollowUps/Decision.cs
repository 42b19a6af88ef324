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

    /// <summary>What to bring.</summary>
    public string? Offer { get; init; }

    /// <summary>What the step is meant to do.</summary>
    public Cadences.Intent? Intent { get; init; }
}

/// <summary>Takes the decision for one follow-up.</summary>
public static class Decide
{
    private const int MostShifts = 400;

    /// <summary>Decides from the fold and what surrounds it.</summary>
    public static Decision Next(Person person, FollowUp followUp, Surroundings around, Policies policies)
    {
        var preset = policies.Preset(followUp.PresetName);
        if (followUp.State == FollowUpState.Stopped)
            return new Decision { State = FollowUpState.Stopped };
        return TheirTurn(followUp, around)
            ?? Promise(followUp)
            ?? Agreed(followUp)
            ?? NeedsNextStep(followUp, around)
            ?? Closed(followUp)
            ?? NoWayLeft(person, followUp, around)
            ?? Later(person, followUp, around, preset, policies)
            ?? Step(person, followUp, around, preset, policies);
    }

    /// <summary>They answered or enquired: answer them first.</summary>
    private static Decision? TheirTurn(FollowUp f, Surroundings around) => f.WantsAnswerSince is not { } since ? null : new Decision
    {
        State = f.State == FollowUpState.Resting ? FollowUpState.Active : f.State,
        Kind = TodayKind.Answered,
        Step = f.TwoWays == 0 ? "Answer their enquiry" : "Answer them",
        Channel = f.TheirWords?.Channel,
        DueOn = since.InZone(around.OwnerZone).Date,
    };

    private static Decision? Promise(FollowUp f)
    {
        if (f.OpenPromise is not { } promise || (f.Agreed is { } plan && plan.On < promise.For))
            return null;
        return new Decision
        {
            State = f.State,
            Kind = TodayKind.Promise,
            Step = promise.What,
            Channel = StepWords.ChannelOf(promise.What),
            DueOn = promise.For,
            Approach = f.Approaches + 1,
        };
    }

    private static Decision? Agreed(FollowUp f)
    {
        if (f.Agreed is not { } plan)
            return null;
        var on = Latest(plan.On, f.AwayUntil, f.PutOffUntil);
        return new Decision
        {
            State = f.State,
            Kind = f.IsCallback ? TodayKind.Callback : TodayKind.Agreed,
            Step = f.TriedDay >= 0 ? $"{plan.Say} (try once more)" : plan.Say,
            Channel = plan.Channel ?? (f.IsCallback ? Core.Channel.Call : null),
            DueOn = on,
            DueAt = on == plan.On ? plan.At : null,
        };
    }

    /// <summary>C1: no conversation without a next step.</summary>
    private static Decision? NeedsNextStep(FollowUp f, Surroundings around) => f.NeedsNextStepSince is not { } since ? null : new Decision
    {
        State = f.State,
        Kind = TodayKind.Note,
        Step = "Needs a next step",
        DueOn = Latest(since.InZone(around.OwnerZone).Date, f.PutOffUntil, null),
    };

    private static Decision? Closed(FollowUp f) => f.IsOpen ? null : new Decision { State = f.State };

    /// <summary>No address that may be used: stopped where they said no, else a note to find another way.</summary>
    private static Decision? NoWayLeft(Person person, FollowUp f, Surroundings around)
    {
        var email = around.HasEmail && !person.EmailDead;
        var phone = around.HasPhone && !person.PhoneDead;
        if ((email && !person.StoppedEmail) || (phone && !person.StoppedPhone))
            return null;
        if (email || phone)
            return new Decision { State = FollowUpState.Stopped };
        var since = Math.Max(Math.Max(f.LastTryDay, f.AnchorDay), WorkingDays.Number(f.StartOn));
        return new Decision
        {
            State = f.State,
            Kind = TodayKind.Note,
            Step = "Find a number or an address to reach them",
            DueOn = Latest(WorkingDays.Date(since), f.PutOffUntil, null),
        };
    }

    /// <summary>Paused, waiting, resting or left to their call: the date on which it returns.</summary>
    private static Decision? Later(Person person, FollowUp f, Surroundings around, Preset preset, Policies policies)
    {
        var (until, say) = f.State switch
        {
            FollowUpState.Paused => (f.Until, f.Stall is null ? "Get in touch again after the quiet, with something for them" : "Get in touch again after the pause"),
            FollowUpState.WaitingForThem => (f.Until, "Ask how it went on their side"),
            FollowUpState.WillCall => (f.Until, "They said they would call: a quiet look"),
            FollowUpState.Resting => (f.RestUntil, policies.Cadence(f.CadenceName).StepAt(f.Cycle + 1, 1).Say),
            _ => (null, ""),
        };
        if (until is not { } date)
            return null;
        var cycle = f.State == FollowUpState.Resting ? f.Cycle + 1 : f.Cycle;
        var step = policies.Cadence(f.CadenceName).StepAt(cycle, f.State == FollowUpState.Resting ? 1 : f.Approaches + 1);
        var channel = Open(step.Channel, person, around);
        var day = Latest(date, f.AwayUntil, f.PutOffUntil);
        return new Decision
        {
            State = f.State,
            Kind = f.State == FollowUpState.WaitingForThem ? TodayKind.Agreed : TodayKind.Return,
            Step = say,
            Channel = f.State is FollowUpState.Resting or FollowUpState.Paused ? channel : null,
            DueOn = FirstFreeDay(person, f, around, preset, channel, WorkingDays.Number(day)),
            Approach = f.State == FollowUpState.Resting ? 1 : f.Approaches + 1,
            Of = preset.BudgetOf(cycle),
            Offer = step.Offer,
            Intent = step.Intent,
        };
    }

    /// <summary>The next step of the cadence, on the first day the etiquette allows.</summary>
    private static Decision Step(Person person, FollowUp f, Surroundings around, Preset preset, Policies policies)
    {
        var cadence = policies.Cadence(f.CadenceName);
        var step = cadence.StepAt(f.Cycle, f.Approaches + 1);
        var channel = Open(step.Channel, person, around);
        var spent = preset.AskAnotherPersonAfter is not null && preset.BudgetOf(f.Cycle) is { } budget && f.Approaches >= budget;
        var fresh = f.AnchorDay < 0;
        var from = fresh ? WorkingDays.Number(f.StartOn) : WorkingDays.Plus(f.AnchorDay, Math.Max(1, spent ? preset.GapAfter(f.Approaches) : step.Gap));
        if (f.LastTryDay >= 0)
            from = Math.Max(from, WorkingDays.Plus(f.LastTryDay, 1));
        from = WorkingDays.Number(Latest(WorkingDays.Date(from), f.AwayUntil, f.PutOffUntil));
        var known = person.KnownSince is not null || f.Contacts > 0 || person.LastTwoWayAt is not null;
        var say = (spent, fresh && f.Situation == Situation.Referral) switch
        {
            (true, _) => "Ask another person there",
            (_, true) => "Get in touch, and name who sent you",
            _ => fresh && known && step.Intent == Cadences.Intent.Introduce ? "Pick up where you left off" : step.Say,
        };
        return new Decision
        {
            State = FollowUpState.Active,
            Kind = fresh && f.Situation == Situation.Referral ? TodayKind.Agreed
                : fresh && f is { Cycle: 1, Approaches: 0 } && !known ? TodayKind.First
                : f.Cycle > 1 && f.Approaches == 0 ? TodayKind.Return
                : TodayKind.Cadence,
            Step = say,
            Channel = spent ? null : channel,
            DueOn = spent ? WorkingDays.Date(WorkingDays.OnOrAfter(from)) : FirstFreeDay(person, f, around, preset, channel, from),
            Approach = f.Approaches + 1,
            Of = preset.BudgetOf(f.Cycle),
            Offer = step.Offer ?? (preset.MustBring(f.Approaches + 1) ? "something for them" : null),
            Intent = step.Intent,
        };
    }

    /// <summary>The step's channel, or another that is open.</summary>
    private static Channel Open(Channel wanted, Person person, Surroundings around)
    {
        var email = around.HasEmail && !person.EmailDead && !person.StoppedEmail;
        var phone = around.HasPhone && !person.PhoneDead && !person.StoppedPhone;
        if (person.Preference?.Channel is { } asked && ((asked == Channel.Email && email) || (asked is Channel.Call or Channel.Message && phone)))
            return asked;
        return wanted switch
        {
            Channel.Email when !email && phone => Channel.Call,
            Channel.Call or Channel.Message when !phone && email => Channel.Email,
            _ => wanted,
        };
    }

    /// <summary>
    /// The first day from which the etiquette allows the step, on a day neither side has off. Later touches at the company
    /// count too, so that the answer does not depend on when it is asked.
    /// </summary>
    private static LocalDate FirstFreeDay(Person person, FollowUp f, Surroundings around, Preset preset, Channel channel, int from)
    {
        var c = Case.Of(person, f, around, preset);
        if (f.Situation == Situation.Cold && preset.CompanyPerWeek is { } cap)
            from = Math.Max(from, LastRelease(around.CompanyDays, cap));
        var time = WorkingDays.Start(from, 0, around.ContactZone);
        for (var shift = 0; shift < MostShifts; shift++)
        {
            // refused for good on this channel: the day is kept, and the row says why
            if (Judge.FirstAllowed(c, channel, time) is not { } allowed)
                break;
            var date = allowed.InZone(around.OwnerZone).Date;
            var day = WorkingDays.Number(date);
            if (!around.OwnerDaysOff.IsOff(day))
                return date;
            time = Instant.Max(allowed, around.OwnerZone.AtStartOfDay(date.PlusDays(1)).ToInstant());
        }

        return WorkingDays.Date(WorkingDays.OnOrAfter(from));
    }

    /// <summary>The day on which the last full week at the company ends; -1 when there never was one.</summary>
    private static int LastRelease(IReadOnlyList<int> days, int cap)
    {
        for (var last = days.Count - 1; last >= cap - 1; last--)
        {
            if (days[last] - days[last - cap + 1] < Rules.DaysOfAWeek)
                return days[last - cap + 1] + Rules.DaysOfAWeek;
        }

        return -1;
    }

    private static LocalDate Latest(LocalDate day, LocalDate? second, LocalDate? third)
    {
        if (second is { } b && b > day)
            day = b;
        return third is { } c && c > day ? c : day;
    }
}

/// <summary>Reads the channel out of a step's words.</summary>
public static class StepWords
{
    private static readonly (string Word, Channel Channel)[] Words =
    [
        ("e-mail", Channel.Email), ("email", Channel.Email), ("mail", Channel.Email), ("write", Channel.Email), ("send", Channel.Email),
        ("ring", Channel.Call), ("call", Channel.Call), ("phone", Channel.Call), ("telephone", Channel.Call),
        ("text", Channel.Message), ("sms", Channel.Message), ("message", Channel.Message),
        ("letter", Channel.Letter), ("card", Channel.Letter),
        ("visit", Channel.Visit), ("meeting", Channel.Meeting), ("meet", Channel.Meeting), ("linkedin", Channel.Social),
    ];

    /// <summary>The channel the first telling word names; null when none does.</summary>
    public static Channel? ChannelOf(string? step)
    {
        foreach (var word in (step ?? "").ToLowerInvariant().Split([' ', ',', '.', ':', ';', '(', ')', '·', '/'], StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var (telling, channel) in Words)
            {
                if (word == telling)
                    return channel;
            }
        }

        return null;
    }
}
