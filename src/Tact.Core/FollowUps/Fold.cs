using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Cadences;
using Tact.Core.Etiquette;
using Tact.Core.Timeline;

namespace Tact.Core.FollowUps;

/// <summary>The policy files a fold needs by name.</summary>
public sealed record Policies(IReadOnlyDictionary<string, Preset> Presets, IReadOnlyDictionary<string, Cadence> Cadences)
{
    /// <summary>What ships with Tact.</summary>
    public static Policies Shipped { get; } = new(PolicyFiles.Presets, PolicyFiles.Cadences);

    /// <summary>The preset of a name; balanced when the file is gone.</summary>
    public Preset Preset(string name) => Presets.TryGetValue(name, out var preset) ? preset : Presets["balanced"];

    /// <summary>The cadence of a name; the cold one when the file is gone.</summary>
    public Cadence Cadence(string name) => Cadences.TryGetValue(name, out var cadence) ? cadence : Cadences["cold-five-and-rest"];
}

/// <summary>Turns a person's timeline into where everything stands. The same entries always give the same state.</summary>
public sealed class Fold
{
    private readonly DateTimeZone zone;
    private readonly Policies policies;
    private readonly Person person = new();

    /// <summary>An empty timeline.</summary>
    public Fold(DateTimeZone zone, Policies policies)
    {
        this.zone = zone;
        this.policies = policies;
    }

    /// <summary>Where everything stands after the entries so far.</summary>
    public Person Person => person;

    /// <summary>Folds a timeline. Entries may come in any order; they are placed by instant and number. Undone ones must be left out.</summary>
    public static Person Of(IReadOnlyList<Entry> entries, DateTimeZone zone, Policies policies)
    {
        var fold = new Fold(zone, policies);
        foreach (var entry in InOrder(entries))
            fold.Add(entry);
        return fold.person;
    }

    /// <summary>The state in front of an instant: what a touch at that time met.</summary>
    public static Fold Before(IReadOnlyList<Entry> entries, Instant at, DateTimeZone zone, Policies policies)
    {
        var fold = new Fold(zone, policies);
        foreach (var entry in InOrder(entries))
        {
            if (entry.At > at)
                break;
            fold.Add(entry);
        }

        return fold;
    }

    private static IReadOnlyList<Entry> InOrder(IReadOnlyList<Entry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (Compare(entries[i - 1], entries[i]) > 0)
                return [.. entries.Order(Comparer<Entry>.Create(Compare))];
        }

        return entries;
    }

    private static int Compare(Entry a, Entry b) => a.At == b.At ? a.Id.CompareTo(b.Id) : a.At.CompareTo(b.At);

    /// <summary>Takes up the next entry; it must not be older than those before.</summary>
    public void Add(Entry entry)
    {
        switch (entry)
        {
            case Touch touch:
                Apply(touch);
                break;
            case Started start:
                Begin(start);
                break;
            case Preferred preference:
                person.Preference = preference;
                break;
            case StopRecorded stop:
                Stop(stop.Scope, stop.MatterKey, stop.At);
                break;
            case StopLifted lift:
                Lift(lift);
                break;
            case KnownBefore known:
                person.KnownSince ??= known.At;
                person.LastContactDay = Math.Max(person.LastContactDay, Day(known.At));
                break;
            case AddressSet { Channel: Channel.Email }:
                person.EmailDead = false;
                break;
            case AddressSet:
                person.PhoneDead = false;
                break;
            default:
                if (entry.FollowUpId is { } id && person.FollowUps.TryGetValue(id, out var followUp))
                    Apply(entry, followUp);
                break;
        }
    }

    private void Begin(Started start)
    {
        var followUp = new FollowUp(start);
        person.FollowUps[followUp.Id] = followUp;
        if (person.StoppedAll || person.StoppedMatters.Contains(followUp.MatterKey))
        {
            followUp.State = FollowUpState.Stopped;
            return;
        }

        if (followUp.Situation == Situation.Enquiry)
        {
            followUp.WantsAnswerSince = start.At;
            followUp.ServiceUntilDay = WorkingDays.Plus(WorkingDays.OnOrAfter(Day(start.At)), Defaults.EnquiryServiceDays - 1);
        }
    }

    private void Apply(Entry entry, FollowUp followUp)
    {
        switch (entry)
        {
            case StepSet step:
                Continue(followUp);
                followUp.Agreed = step.Plan;
                followUp.IsCallback = step.Plan is { At: not null, Channel: Channel.Call };
                // changing the step of a conversation keeps it agreed; a plan after silence is only ours
                followUp.AgreedWithThem = followUp is { TwoWays: > 0, Approaches: 0 };
                break;
            case PausedFor pause:
                followUp.State = FollowUpState.Paused;
                followUp.Stall = pause.Reason;
                followUp.Until = pause.Until;
                followUp.NeedsNextStepSince = null;
                followUp.Agreed = null;
                break;
            case Resumed:
                Continue(followUp);
                break;
            case PutOff putOff:
                followUp.PutOffUntil = putOff.Until;
                followUp.PutOffBecause = putOff.Because;
                break;
            case HandedOver handed:
                followUp.OwnerId = handed.OwnerId;
                break;
            case Noted { NeedsNextStep: true }:
                followUp.NeedsNextStepSince = entry.At;
                break;
        }
    }

    /// <summary>Ends a rest, pause or wait and clears what asked for attention.</summary>
    private static void Continue(FollowUp followUp)
    {
        if (followUp.State == FollowUpState.Resting)
            BeginCycle(followUp, followUp.Cycle + 1);
        if (followUp.State != FollowUpState.Stopped && (followUp.IsOpen || followUp.Answer == Outcome.LeftCompany))
            followUp.State = FollowUpState.Active;
        followUp.Until = null;
        followUp.Stall = null;
        followUp.RestUntil = null;
        followUp.NeedsNextStepSince = null;
        followUp.PutOffUntil = null;
        followUp.Agreed = null;
        followUp.IsCallback = false;
        followUp.TriedDay = -1;
    }

    private static void BeginCycle(FollowUp followUp, int cycle)
    {
        followUp.Cycle = cycle;
        followUp.Approaches = 0;
        followUp.SilentRings = 0;
        followUp.FirstApproachDay = -1;
    }

    private void Apply(Touch touch)
    {
        var day = Day(touch.At);
        var weight = Outcomes.WeightOf(touch.Outcome, touch.Direction);
        FollowUp? followUp = null;
        if (touch.FollowUpId is { } id)
            person.FollowUps.TryGetValue(id, out followUp);

        var asked = touch.Service || (followUp is not null && touch.Direction == Direction.Out && WhyFree(followUp, touch.Channel, touch.At, day) == FreeBecause.TheyAsked);
        if (touch.Direction == Direction.Out && weight is Weight.OneWay && !asked)
            CountForPerson(day, followUp?.Id ?? 0);
        if (touch.Direction == Direction.Out && weight == Weight.SilentRing && !asked)
            person.Rings.Add(touch.At.ToUnixTimeMilliseconds());
        if (weight is Weight.OneWay or Weight.TwoWay)
        {
            person.LastContactDay = Math.Max(person.LastContactDay, day);
            Give(touch.Offer);
        }

        if (weight == Weight.TwoWay)
        {
            person.LastTwoWayAt = touch.At;
            person.UnansweredFrom = person.ApproachDays.Count;
        }

        StrikeAddress(touch);
        if (followUp is not null)
        {
            followUp.LastTouch = touch;
            if (weight is Weight.OneWay or Weight.TwoWay)
                followUp.Contacts++;
            if (touch.Note is not null && (weight == Weight.TwoWay || touch.Direction == Direction.In) && touch.Outcome != Outcome.Bounced)
                followUp.TheirWords = touch;
            if (touch.Direction == Direction.Out)
                KeepPromise(followUp, day);
            Weigh(followUp, touch, weight, day, asked);
        }

        ApplyWish(touch, followUp);
    }

    /// <summary>
    /// Whether gap, cap, budget and rest hold a contact now (METHOD, never held): their enquiry or answer waits, an agreed
    /// step is due, it is the one retry of an agreed call on its day, or we promised it.
    /// </summary>
    public static FreeBecause WhyFree(FollowUp followUp, Channel channel, Instant at, int day)
    {
        if (followUp.WantsAnswerSince is { } since && since <= at)
            return FreeBecause.TheyAsked;
        if (day <= followUp.ServiceUntilDay && followUp.TwoWays == 0)
            return FreeBecause.TheyAsked;
        if (followUp.Agreed is { } plan && followUp.AgreedWithThem && (plan.Channel is null || plan.Channel == channel))
        {
            var due = followUp.TriedDay >= 0 ? day == followUp.TriedDay
                : plan.At is { } time ? at >= time - Duration.FromMinutes(30)
                : day >= WorkingDays.Number(plan.On);
            if (due)
                return FreeBecause.TheyAsked;
        }

        return followUp.OpenPromise is { } promise && day >= WorkingDays.Number(promise.For) ? FreeBecause.WePromised : FreeBecause.Nothing;
    }

    private void CountForPerson(int day, long followUpId)
    {
        var days = person.ApproachDays;
        if (days.Count > 0 && days[^1] == day)
        {
            person.ContactsOnLastDay++;
            if (person.ContactsOnLastDay % Defaults.ContactsPerApproach == 1)
                days.Add(day);
            return;
        }

        var at = days.Count;
        while (at > 0 && days[at - 1] > day)
            at--;
        days.Insert(at, day);
        person.ContactsOnLastDay = 1;
        person.LastApproachBy = followUpId;
    }

    private void Weigh(FollowUp followUp, Touch touch, Weight weight, int day, bool asked)
    {
        switch (weight)
        {
            case Weight.TwoWay:
                Reset(followUp, touch, day);
                break;
            case Weight.OneWay when asked:
                AnswerTheirs(followUp, touch, day);
                break;
            case Weight.OneWay:
                CountApproach(followUp, touch.Channel, day);
                break;
            case Weight.SilentRing when asked:
                followUp.LastTryDay = day;
                TryAgreed(followUp, touch.Channel, day);
                break;
            case Weight.SilentRing:
                followUp.LastTryDay = day;
                followUp.SilentRings++;
                if (followUp.Agreed is { } plan && WorkingDays.Number(plan.On) <= day)
                    Settle(followUp);
                if (followUp.SilentRings % Defaults.RingsPerApproach == 0)
                {
                    CountForPerson(day, followUp.Id);
                    CountApproach(followUp, touch.Channel, day);
                }

                break;
            default:
                Neither(followUp, touch, day);
                break;
        }
    }

    private static void Reset(FollowUp followUp, Touch touch, int day)
    {
        followUp.TwoWays++;
        followUp.LastTwoWayAt = touch.At;
        BeginCycle(followUp, 1);
        followUp.LastApproachDay = -1;
        followUp.ContactsThatDay = 0;
        followUp.ChannelsThatDay = 0;
        followUp.RestUntil = null;
        followUp.AwayUntil = null;
        followUp.PutOffUntil = null;
        followUp.AnchorDay = day;
        for (var i = 0; i < followUp.Promises.Count; i++)
        {
            if (followUp.Promises[i] is { State: PromiseState.Open, UnlessTheyAnswer: true } promise)
                followUp.Promises[i] = promise with { State = PromiseState.Released };
        }

        if (followUp.State is FollowUpState.Resting or FollowUpState.Paused or FollowUpState.WaitingForThem or FollowUpState.WillCall)
            followUp.State = FollowUpState.Active;
        if (followUp.State != FollowUpState.Stopped)
        {
            followUp.Until = null;
            followUp.Stall = null;
        }

        if (Outcomes.WantsAnswer(touch.Outcome, touch.Direction))
        {
            followUp.WantsAnswerSince = touch.At;
            if (followUp.State == FollowUpState.Answered)
                followUp.State = FollowUpState.Active;
        }
        else
        {
            followUp.WantsAnswerSince = null;
            followUp.NeedsNextStepSince = null;
            if (followUp.Agreed is { } plan && WorkingDays.Number(plan.On) <= day)
                Settle(followUp);
        }
    }

    /// <summary>The agreed step has been carried out.</summary>
    private static void Settle(FollowUp followUp)
    {
        followUp.Agreed = null;
        followUp.IsCallback = false;
        followUp.TriedDay = -1;
    }

    private void AnswerTheirs(FollowUp followUp, Touch touch, int day)
    {
        followUp.WantsAnswerSince = null;
        followUp.AnchorDay = Math.Max(followUp.AnchorDay, day);
        followUp.NeedsNextStepSince = null;
        TryAgreed(followUp, touch.Channel, day);
        if (day <= followUp.ServiceUntilDay)
            followUp.LastTryDay = day;
    }

    /// <summary>An agreed call that is not picked up allows one retry the same day; any other agreed step is done.</summary>
    private static void TryAgreed(FollowUp followUp, Channel channel, int day)
    {
        if (followUp.Agreed is null || (followUp.Agreed.Channel is { } agreed && agreed != channel))
            return;
        if (channel == Channel.Call && followUp.TriedDay < 0)
        {
            followUp.TriedDay = day;
            return;
        }

        Settle(followUp);
    }

    private void CountApproach(FollowUp followUp, Channel channel, int day)
    {
        if (followUp.State is FollowUpState.Resting)
            BeginCycle(followUp, followUp.Cycle + 1);
        if (followUp.LastApproachDay == day && followUp.Approaches > 0)
        {
            followUp.ContactsThatDay++;
            followUp.ChannelsThatDay |= 1 << (int)channel;
            if (followUp.ContactsThatDay % Defaults.ContactsPerApproach == 1)
                followUp.Approaches++;
        }
        else
        {
            followUp.Approaches++;
            followUp.ContactsThatDay = 1;
            followUp.ChannelsThatDay = 1 << (int)channel;
            followUp.LastApproachDay = day;
            if (followUp.FirstApproachDay < 0)
                followUp.FirstApproachDay = day;
        }

        followUp.AnchorDay = Math.Max(followUp.AnchorDay, day);
        if (followUp.State != FollowUpState.Stopped && followUp.IsOpen)
            followUp.State = FollowUpState.Active;
        followUp.Until = null;
        followUp.Stall = null;
        followUp.PutOffUntil = null;
        followUp.NeedsNextStepSince = null;
        if (followUp.Agreed is { } plan && WorkingDays.Number(plan.On) <= day)
            Settle(followUp);
        RestWhenSpent(followUp);
    }

    /// <summary>A2: after the budget of unanswered approaches, rest; a client is never rested.</summary>
    private void RestWhenSpent(FollowUp followUp)
    {
        var preset = policies.Preset(followUp.PresetName);
        if (followUp.State != FollowUpState.Active || preset.BudgetOf(followUp.Cycle) is not { } budget || followUp.Approaches < budget)
            return;
        if (preset.RestAfter(followUp.Cycle) is { } rest)
        {
            followUp.State = FollowUpState.Resting;
            followUp.RestUntil = WorkingDays.Date(WorkingDays.OnOrAfter(followUp.LastApproachDay + rest));
        }
    }

    private static void Neither(FollowUp followUp, Touch touch, int day)
    {
        switch (touch.Outcome)
        {
            case Outcome.OutOfOffice:
                followUp.AwayUntil = touch.Until;
                break;
            case Outcome.Bounced:
                // a message that never arrived was no approach
                if (followUp.ContactsThatDay > 1)
                {
                    followUp.ContactsThatDay--;
                }
                else if (followUp.Approaches > 0 && followUp.State is FollowUpState.Active or FollowUpState.Resting)
                {
                    followUp.Approaches--;
                    if (followUp.State == FollowUpState.Resting)
                    {
                        followUp.State = FollowUpState.Active;
                        followUp.RestUntil = null;
                    }
                }

                break;
            case Outcome.NoShow:
                followUp.LastTryDay = day;
                Settle(followUp);
                followUp.NeedsNextStepSince = touch.At;
                break;
            case Outcome.ProposalSent:
                followUp.Situation = Situation.Proposal;
                followUp.WantsAnswerSince = null;
                followUp.NeedsNextStepSince = null;
                followUp.AnchorDay = Math.Max(followUp.AnchorDay, day);
                if (followUp.Agreed is { } plan && WorkingDays.Number(plan.On) <= day)
                    Settle(followUp);
                break;
            case Outcome.Gatekeeper:
                followUp.LastTryDay = day;
                TryAgreed(followUp, touch.Channel, day);
                break;
            default:
                followUp.LastTryDay = day;
                break;
        }
    }

    /// <summary>What they said, and what was agreed with it.</summary>
    private void ApplyWish(Touch touch, FollowUp? followUp)
    {
        var day = WorkingDays.Date(Day(touch.At));
        if (touch.Outcome == Outcome.OptOut)
            Stop(touch.Scope ?? StopScope.All, followUp?.MatterKey, touch.At);
        if (touch.Outcome == Outcome.AskedForQuiet)
            Quiet(touch.Until ?? day.PlusDays(Defaults.QuietDays));
        if (followUp is null || followUp.State == FollowUpState.Stopped)
            return;

        switch (touch.Outcome)
        {
            case Outcome.Interested or Outcome.Bought or Outcome.WrongPerson or Outcome.LeftCompany or Outcome.NotInterested:
                followUp.State = FollowUpState.Answered;
                followUp.Answer = touch.Outcome;
                followUp.RestUntil = null;
                Settle(followUp);
                if (touch is { Outcome: Outcome.Interested, Until: { } until })
                    Agree(followUp, new Plan("Ask how it is going", null, until, null), touch);
                else if (touch.Outcome == Outcome.Interested)
                    followUp.NeedsNextStepSince = touch.At;
                if (touch.Outcome == Outcome.Bought)
                    followUp.Situation = Situation.Client;
                if (touch.Outcome == Outcome.NotInterested)
                    StayInTouch(followUp, touch, day);
                break;
            case Outcome.NotNow:
                Agree(followUp, new Plan("Ask again, as they said", null, touch.Until ?? day.PlusDays(Defaults.NotNowDays), null), touch);
                break;
            case Outcome.WillCall:
                followUp.State = FollowUpState.WillCall;
                followUp.Until = touch.Until ?? day.PlusDays(Defaults.WillCallDays);
                Settle(followUp);
                break;
            case Outcome.Callback or Outcome.Booked or Outcome.Spoke or Outcome.Met or Outcome.Referred:
                GoOn(followUp, touch);
                break;
            case Outcome.Replied or Outcome.ProposalSent when touch.Until is not null && touch.Next is null:
                followUp.State = FollowUpState.WaitingForThem;
                followUp.Until = touch.Until;
                followUp.WantsAnswerSince = null;
                break;
        }

        if (touch.Next is { } next)
        {
            followUp.WantsAnswerSince = null;
            Agree(followUp, next, touch);
        }
        else if (touch.TheyDidNotSay)
        {
            followUp.NeedsNextStepSince = null;
        }

        if (touch.Promise is { } promise)
        {
            var unless = Outcomes.WeightOf(touch.Outcome, touch.Direction) != Weight.TwoWay;
            followUp.Promises.Add(new PromiseRecord(promise.What, promise.For, touch.At, unless, PromiseState.Open));
            if (!unless)
                followUp.NeedsNextStepSince = null;
        }
    }

    private static void GoOn(FollowUp followUp, Touch touch)
    {
        if (followUp.Situation is Situation.Cold or Situation.Enquiry or Situation.Referral)
        {
            followUp.Situation = Situation.Talked;
            if (followUp.CadenceName == PolicyFiles.CadenceFor(Situation.Cold))
                followUp.CadenceName = PolicyFiles.CadenceFor(Situation.Talked);
        }

        if (touch.Next is not null || touch.TheyDidNotSay || followUp.Agreed is not null)
            return;
        if (touch.Until is not null)
        {
            followUp.State = followUp.State == FollowUpState.Answered ? FollowUpState.Answered : FollowUpState.WaitingForThem;
            followUp.Until = touch.Until;
            return;
        }

        followUp.NeedsNextStepSince = touch.At;
    }

    private static void Agree(FollowUp followUp, Plan plan, Touch touch)
    {
        followUp.Agreed = plan;
        followUp.IsCallback = touch.Outcome == Outcome.Callback || plan is { At: not null, Channel: Channel.Call };
        followUp.AgreedWithThem = Outcomes.WeightOf(touch.Outcome, touch.Direction) == Weight.TwoWay;
        followUp.TriedDay = -1;
        followUp.NeedsNextStepSince = null;
        followUp.Until = null;
        followUp.RestUntil = null;
        if (followUp.State is FollowUpState.Resting or FollowUpState.Paused or FollowUpState.WaitingForThem or FollowUpState.WillCall)
            followUp.State = FollowUpState.Active;
    }

    private static void StayInTouch(FollowUp followUp, Touch touch, LocalDate day)
    {
        followUp.MayStayInTouch = touch.MayStayInTouch == true;
        if (!followUp.MayStayInTouch)
            return;
        var on = touch.Until ?? day.PlusMonths(touch.StayEveryMonths ?? Defaults.StayInTouchMonths);
        followUp.AgreedWithThem = true;
        followUp.Agreed = new Plan("Stay in touch, as they allowed", null, WorkingDays.Date(WorkingDays.OnOrAfter(WorkingDays.Number(on))), null);
    }

    private static void KeepPromise(FollowUp followUp, int day)
    {
        for (var i = 0; i < followUp.Promises.Count; i++)
        {
            var promise = followUp.Promises[i];
            if (promise.State != PromiseState.Open)
                continue;
            var today = WorkingDays.Date(day);
            if (today >= promise.For)
                followUp.Promises[i] = promise with { State = today == promise.For ? PromiseState.Kept : PromiseState.Late };
        }
    }

    private void Stop(StopScope scope, string? matterKey, Instant at)
    {
        person.StoppedAt[scope] = at;
        switch (scope)
        {
            case StopScope.All:
                person.StoppedAll = true;
                foreach (var followUp in person.FollowUps.Values)
                    StopFollowUp(followUp);
                break;
            case StopScope.Email:
                person.StoppedEmail = true;
                break;
            case StopScope.Phone:
                person.StoppedPhone = true;
                break;
            default:
                if (matterKey is null)
                    return;
                person.StoppedMatters.Add(matterKey);
                foreach (var followUp in person.FollowUps.Values.Where(f => f.MatterKey == matterKey))
                    StopFollowUp(followUp);
                break;
        }
    }

    private static void StopFollowUp(FollowUp followUp)
    {
        followUp.State = FollowUpState.Stopped;
        followUp.RestUntil = null;
        followUp.Until = null;
        followUp.NeedsNextStepSince = null;
        followUp.WantsAnswerSince = null;
        Settle(followUp);
    }

    private void Lift(StopLifted lift)
    {
        switch (lift.Scope)
        {
            case StopScope.All:
                person.StoppedAll = false;
                break;
            case StopScope.Email:
                person.StoppedEmail = false;
                break;
            case StopScope.Phone:
                person.StoppedPhone = false;
                break;
            default:
                person.StoppedMatters.Remove(lift.MatterKey ?? "");
                break;
        }

        foreach (var followUp in person.FollowUps.Values)
        {
            if (followUp.State != FollowUpState.Stopped || person.StoppedAll || person.StoppedMatters.Contains(followUp.MatterKey))
                continue;
            followUp.State = followUp.Answer is null ? FollowUpState.Active : FollowUpState.Answered;
            followUp.NeedsNextStepSince = followUp.Answer is null ? lift.At : null;
        }
    }

    private void Quiet(LocalDate until)
    {
        person.QuietUntil = until;
        foreach (var followUp in person.FollowUps.Values.Where(f => f.IsOpen))
        {
            followUp.State = FollowUpState.Paused;
            followUp.Stall = null;
            followUp.Until = until;
            followUp.NeedsNextStepSince = null;
            Settle(followUp);
        }
    }

    private void StrikeAddress(Touch touch)
    {
        if (touch.Outcome == Outcome.Bounced && touch.Channel == Channel.Email)
        {
            person.EmailDead = true;
            if (person.ContactsOnLastDay > 1)
                person.ContactsOnLastDay--;
            else if (person.ApproachDays.Count > person.UnansweredFrom)
                person.ApproachDays.RemoveAt(person.ApproachDays.Count - 1);
        }

        if (touch.Outcome is Outcome.WrongNumber or Outcome.DeadNumber)
            person.PhoneDead = true;
    }

    private void Give(string? offer)
    {
        if (string.IsNullOrWhiteSpace(offer))
            return;
        if (person.Given.Add(Folded.Text(offer)))
            person.GivenInOrder.Add(offer.Trim());
    }

    private int Day(Instant at) => WorkingDays.NumberAt(at, zone);
}
