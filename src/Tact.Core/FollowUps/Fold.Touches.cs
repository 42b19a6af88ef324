using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Timeline;

namespace Tact.Core.FollowUps;

/// <content>What a touch weighs: approaches, cycles and rests, rings, agreed steps that were tried, promises that were kept.</content>
public sealed partial class Fold
{
    private static readonly Duration Early = Duration.FromMinutes(Defaults.MinutesBeforeAgreed);

    /// <summary>
    /// Whether gap, cap, budget and rest hold a contact now (METHOD, never held): their enquiry or answer waits, an agreed
    /// step is due, it is the one retry of an agreed call on its day, or we promised it.
    /// </summary>
    public static FreeBecause WhyFree(FollowUp followUp, Channel channel, Instant at, int day) => new Freedom(followUp).At(channel, at.ToUnixTimeMilliseconds(), day);

    /// <summary>
    /// Whether a touch counts towards the company's cap on cold approaches (METHOD B3): words that reached somebody, the ring
    /// that counts as an approach, or a gatekeeper. <paramref name="met"/> is the follow-up as the touch met it.
    /// </summary>
    public static bool CountsForCompany(FollowUp? met, Outcome outcome, Direction direction, int day, bool asked)
    {
        if (direction == Direction.In || asked || met is { Situation: not Situation.Cold })
            return false;
        return Outcomes.WeightOf(outcome, direction) switch
        {
            Weight.OneWay => true,
            Weight.SilentRing => met is not null && ((IsBack(met, day) ? 0 : met.SilentRings) + 1) % Defaults.RingsPerApproach == 0,
            _ => outcome == Outcome.Gatekeeper,
        };
    }

    private static bool IsBack(FollowUp followUp, int day) => followUp.RestUntil is { } until && day >= WorkingDays.Number(until);

    private static bool IsDue(Plan plan, Instant at, int day) => plan.At is { } time ? at >= time - Early : day >= WorkingDays.Number(plan.On);

    private void Apply(Touch touch)
    {
        var day = Day(touch.At);
        if (touch is { Direction: Direction.Out, Channel: Channel.Call or Channel.Message })
            person.Dials.Add(touch.At.ToUnixTimeMilliseconds());
        var weight = neverArrived.Contains(touch.Id) ? Weight.Nothing : Outcomes.WeightOf(touch.Outcome, touch.Direction);
        FollowUp? followUp = null;
        if (touch.FollowUpId is { } id)
            person.FollowUps.TryGetValue(id, out followUp);
        if (neverArrived.Contains(touch.Id))
        {
            if (followUp is not null)
                followUp.LastTouch = touch;
            return;
        }

        Relate(touch, weight);
        var asked = touch.Service || (followUp is not null && touch.Direction == Direction.Out && WhyFree(followUp, touch.Channel, touch.At, day) == FreeBecause.TheyAsked);
        if (CountsForCompany(followUp, touch.Outcome, touch.Direction, day, asked))
            person.ColdTouches.Add(touch.Id);
        if (touch.Direction == Direction.Out && weight is Weight.OneWay && !asked)
            CountForPerson(day, followUp?.Id ?? 0);
        if (touch.Direction == Direction.Out && weight == Weight.SilentRing && !asked)
            person.Rings.Add(touch.At.ToUnixTimeMilliseconds());
        if (weight is Weight.OneWay or Weight.TwoWay)
        {
            person.LastContactDay = Math.Max(person.LastContactDay, day);
            Give(touch);
        }

        if (weight == Weight.TwoWay)
        {
            person.LastTwoWayAt = touch.At;
            AnswerGifts(touch);
            person.AwayUntil = null;
            person.UnansweredFrom = person.ApproachDays.Count;
            person.ContactsOnLastDay = 0;
        }

        StrikeAddress(touch);
        if (touch is { Outcome: Outcome.OutOfOffice, Until: { } back })
            TheyAreAway(back);
        if (followUp is not null)
        {
            followUp.LastTouch = touch;
            if (weight is Weight.OneWay or Weight.TwoWay)
                followUp.Contacts++;
            if (touch.Note is not null && (weight == Weight.TwoWay || touch.Direction == Direction.In) && touch.Outcome != Outcome.Bounced)
                followUp.TheirWords = touch;
            if (touch.Direction == Direction.Out && (weight != Weight.Nothing || touch.Outcome == Outcome.ProposalSent))
                KeepPromise(followUp, day);
            var met = InPlace(followUp, day);
            Weigh(followUp, touch, weight, day, asked);
            FollowBranch(followUp, touch, day, met);
        }

        ApplyWish(touch, followUp);
    }

    private void CountForPerson(int day, long followUpId)
    {
        var days = person.ApproachDays;
        if (days.Count > 0 && days[^1] == day)
        {
            person.ContactsOnLastDay++;
            if (person.ContactsOnLastDay % Defaults.ContactsPerApproach != 1)
                return;
        }
        else
        {
            person.ContactsOnLastDay = 1;
        }

        days.Add(day);
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
                SettleOurs(followUp, touch, day);
                break;
            case Weight.SilentRing when asked:
                followUp.LastTryDay = day;
                TryAgreed(followUp, touch, day);
                break;
            case Weight.SilentRing:
                followUp.LastTryDay = day;
                ReturnFromRest(followUp, day);
                followUp.SilentRings++;
                if (followUp.SilentRings % Defaults.RingsPerApproach == 0)
                {
                    CountForPerson(day, followUp.Id);
                    CountApproach(followUp, touch.Channel, day);
                }

                SettleOurs(followUp, touch, day);
                break;
            default:
                Neither(followUp, touch, day);
                break;
        }
    }

    private void Reset(FollowUp followUp, Touch touch, int day)
    {
        followUp.TwoWays++;
        followUp.LastTwoWayAt = touch.At;
        BeginCycle(followUp, 1);
        followUp.LastApproachDay = -1;
        followUp.ContactsThatDay = 0;
        followUp.ChannelsThatDay = 0;
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
        followUp.RestUntil = null;
        followUp.Until = null;
        followUp.Stall = null;
        if (Outcomes.WantsAnswer(touch.Outcome, touch.Direction))
        {
            followUp.WantsAnswerSince = touch.At;
            followUp.AnswerNotBy = 0;
            Reopen(followUp);
            return;
        }

        followUp.WantsAnswerSince = null;
        followUp.NeedsNextStepSince = null;
        if (followUp.Agreed is { } plan && DayOf(plan) <= day && !IsStillAhead(plan, touch))
            CarryOut(followUp, touch.At, day, words: true);
    }

    /// <summary>A meeting at three is not over because we spoke on the phone at nine.</summary>
    private static bool IsStillAhead(Plan plan, Touch touch) => plan.At is { } at && at - Early > touch.At && plan.Channel != touch.Channel;

    /// <summary>They came back: the conversation picks up where it ended (METHOD A1).</summary>
    private static void Reopen(FollowUp followUp)
    {
        if (followUp.State != FollowUpState.Answered)
            return;
        followUp.State = FollowUpState.Active;
        followUp.Answer = null;
        followUp.MayStayInTouch = false;
    }

    private void AnswerTheirs(FollowUp followUp, Touch touch, int day)
    {
        var answers = followUp.WantsAnswerSince is not null;
        followUp.WantsAnswerSince = null;
        followUp.AnchorDay = Math.Max(followUp.AnchorDay, day);
        followUp.NeedsNextStepSince = null;
        followUp.PutOffUntil = null;
        EndWait(followUp, day);
        TryAgreed(followUp, touch, day);
        if (day > followUp.ServiceUntilDay)
            return;
        if (!answers && followUp.LastTryDay < day)
            MoveOn(followUp);
        followUp.LastTryDay = day;
    }

    /// <summary>An agreed call that is not picked up allows one retry the same day; any other agreed step is done.</summary>
    private void TryAgreed(FollowUp followUp, Touch touch, int day)
    {
        if (followUp.Agreed is not { } plan || !IsDue(plan, touch.At, day) || (plan.Channel is { } agreed && agreed != touch.Channel))
            return;
        if (touch.Channel == Channel.Call && followUp.TriedDay < 0 && followUp.AgreedWithThem)
        {
            followUp.TriedDay = day;
            return;
        }

        CarryOut(followUp, touch.At, day, words: Outcomes.WeightOf(touch.Outcome, touch.Direction) != Weight.SilentRing && touch.Outcome != Outcome.Gatekeeper);
    }

    /// <summary>An unasked contact carries out our own plan. What was agreed with them stays until it is tried.</summary>
    private void SettleOurs(FollowUp followUp, Touch touch, int day)
    {
        if (followUp.Agreed is { } plan && DayOf(plan) <= day && (!followUp.AgreedWithThem || followUp.TriedDay >= 0))
            CarryOut(followUp, touch.At, day, words: Outcomes.WeightOf(touch.Outcome, touch.Direction) == Weight.OneWay);
    }

    /// <summary>
    /// The agreed step has been carried out, or tried as often as is fitting. The cadence goes on for an open follow-up; after
    /// an answer, leave to stay in touch comes round again and interest needs a next step, so that neither is forgotten.
    /// </summary>
    private void CarryOut(FollowUp followUp, Instant at, int day, bool words)
    {
        Settle(followUp);
        if (followUp.State != FollowUpState.Answered)
            return;
        if (followUp is { MayStayInTouch: true, StayEveryMonths: { } months })
            PlanToStay(followUp, words ? WorkingDays.Date(day).PlusMonths(months) : WorkingDays.Date(calendar.Plus(day, 5)), ours: true);
        else if (followUp.Answer == Outcome.Interested)
            followUp.NeedsNextStepSince = at;
    }

    private void CountApproach(FollowUp followUp, Channel channel, int day)
    {
        ReturnFromRest(followUp, day);
        if (followUp.LastApproachDay == day && followUp.Approaches > 0)
        {
            followUp.ContactsThatDay++;
            followUp.ChannelsThatDay |= 1 << (int)channel;
            if (followUp.ContactsThatDay % Defaults.ContactsPerApproach == 1)
            {
                followUp.Approaches++;
                EndTurn(followUp);
            }
        }
        else
        {
            followUp.Approaches++;
            EndTurn(followUp);
            followUp.ContactsThatDay = 1;
            followUp.ChannelsThatDay = 1 << (int)channel;
            followUp.LastApproachDay = day;
            if (followUp.FirstApproachDay < 0)
                followUp.FirstApproachDay = day;
        }

        followUp.AnchorDay = Math.Max(followUp.AnchorDay, day);
        followUp.PutOffUntil = null;
        followUp.NeedsNextStepSince = null;
        EndWait(followUp, day);
        RestWhenSpent(followUp);
    }

    /// <summary>A2: after the budget of unanswered approaches, rest; a client is never rested. An approach in spite of a rest begins it anew.</summary>
    private void RestWhenSpent(FollowUp followUp)
    {
        var preset = policies.Preset(followUp.PresetName);
        if (!followUp.IsOpen || followUp.Situation == Situation.Client || preset.BudgetOf(followUp.Cycle) is not { } budget || followUp.Approaches < budget)
            return;
        if (preset.RestAfter(followUp.Cycle) is not { } rest)
            return;
        followUp.RestUntil = WorkingDays.Date(calendar.OnOrAfter(followUp.LastApproachDay + rest));
        if (followUp.State == FollowUpState.Active)
            followUp.State = FollowUpState.Resting;
    }

    /// <summary>The first try on or after the day of return begins the next cycle.</summary>
    private static void ReturnFromRest(FollowUp followUp, int day)
    {
        if (!IsBack(followUp, day))
            return;
        BeginCycle(followUp, followUp.Cycle + 1);
        followUp.RestUntil = null;
        if (followUp.State == FollowUpState.Resting)
            followUp.State = FollowUpState.Active;
    }

    /// <summary>A pause or wait ends with the first contact on or after its day; a card in between does not end it.</summary>
    private static void EndWait(FollowUp followUp, int day)
    {
        if (followUp.Until is not { } until || day < WorkingDays.Number(until))
            return;
        followUp.Until = null;
        followUp.Stall = null;
        if (followUp.IsOpen)
            followUp.State = followUp.RestUntil is null ? FollowUpState.Active : FollowUpState.Resting;
    }

    private void Neither(FollowUp followUp, Touch touch, int day)
    {
        if (touch.Outcome is not (Outcome.OutOfOffice or Outcome.ProposalSent or Outcome.LeftCompany))
            followUp.LastTryDay = day;
        // a try that counts for nothing still begins the next cycle, so that its branch is taken
        if (touch.Outcome is Outcome.Gatekeeper or Outcome.WrongNumber or Outcome.DeadNumber or Outcome.Bounced)
            ReturnFromRest(followUp, day);
        switch (touch.Outcome)
        {
            case Outcome.NoShow:
                if (followUp.Agreed is { } missed && DayOf(missed) <= day)
                    Settle(followUp);
                followUp.NeedsNextStepSince = touch.At;
                break;
            case Outcome.ProposalSent:
                followUp.Situation = Situation.Proposal;
                TalkCadence(followUp);
                followUp.WantsAnswerSince = null;
                followUp.NeedsNextStepSince = null;
                followUp.AnchorDay = Math.Max(followUp.AnchorDay, day);
                if (followUp.Agreed is { } plan && DayOf(plan) <= day)
                    CarryOut(followUp, touch.At, day, words: true);
                break;
            case Outcome.Gatekeeper:
                TryAgreed(followUp, touch, day);
                break;
        }
    }

    private void KeepPromise(FollowUp followUp, int day)
    {
        for (var i = 0; i < followUp.Promises.Count; i++)
        {
            var promise = followUp.Promises[i];
            var on = WorkingDays.Number(promise.For);
            if (promise.State == PromiseState.Open && day >= on)
                followUp.Promises[i] = promise with { State = day <= calendar.OnOrAfter(on) ? PromiseState.Kept : PromiseState.Late };
        }
    }

    private void TheyAreAway(LocalDate back)
    {
        person.AwayUntil = back;
        foreach (var followUp in person.FollowUps.Values)
            followUp.AwayUntil = back;
    }

    private void StrikeAddress(Touch touch)
    {
        if (touch.Outcome == Outcome.Bounced && touch.Channel == Channel.Email)
            person.EmailDead = true;
        if (touch.Outcome is Outcome.WrongNumber or Outcome.DeadNumber)
            person.PhoneDead = true;
    }

    private void Give(Touch touch)
    {
        if (string.IsNullOrWhiteSpace(touch.Offer))
            return;
        var key = Folded.Text(touch.Offer);
        person.Gifts.Add(new Gift(touch.Id, key, touch.At));
        if (person.Given.Add(key))
            person.GivenInOrder.Add(touch.Offer.Trim());
    }

    /// <summary>The first two-way contact after something was given.</summary>
    private void AnswerGifts(Touch touch)
    {
        foreach (var gift in person.Gifts)
            gift.AnsweredAt ??= gift.At < touch.At ? touch.At : null;
    }
}
