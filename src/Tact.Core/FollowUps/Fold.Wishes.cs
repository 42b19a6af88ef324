using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Timeline;

namespace Tact.Core.FollowUps;

/// <content>What they said, and what was agreed with it (METHOD B4, C1, C4).</content>
public sealed partial class Fold
{
    private void ApplyWish(Touch touch, FollowUp? followUp)
    {
        var day = WorkingDays.Date(Day(touch.At));
        // a no to a matter that nobody can name is unclear: the wider scope counts (B1)
        if (touch.Outcome == Outcome.OptOut)
            Stop(touch.Scope is { } scope && (scope != StopScope.Matter || followUp is not null) ? scope : StopScope.All, followUp?.MatterKey, touch.At);
        if (touch.Outcome == Outcome.AskedForQuiet)
            Quiet(touch.Until ?? day.PlusDays(Defaults.QuietDays));
        if (followUp is null || followUp.State == FollowUpState.Stopped)
            return;

        if (Outcomes.WeightOf(touch.Outcome, touch.Direction) == Weight.TwoWay && touch.Outcome is not (Outcome.NoAnswer or Outcome.Busy or Outcome.Voicemail))
            Acquainted(followUp);
        Hear(touch, followUp, day);
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

    private void Hear(Touch touch, FollowUp followUp, LocalDate day)
    {
        switch (touch.Outcome)
        {
            case Outcome.Interested or Outcome.Bought or Outcome.WrongPerson or Outcome.LeftCompany or Outcome.NotInterested:
                Conclude(followUp, touch, day);
                break;
            case Outcome.NotNow:
                Agree(followUp, new Plan("Ask again, as they said", null, touch.Until ?? WorkingDays.Date(calendar.OnOrAfter(Day(touch.At) + Defaults.NotNowDays)), null), touch);
                followUp.DayIsOurs = touch.Until is null;
                break;
            case Outcome.WillCall:
                followUp.State = FollowUpState.WillCall;
                followUp.Until = touch.Until ?? day.PlusDays(Defaults.WillCallDays);
                Settle(followUp);
                break;
            case Outcome.Callback or Outcome.Booked or Outcome.Spoke or Outcome.Met or Outcome.Referred:
                GoOn(followUp, touch);
                break;
            case Outcome.Replied or Outcome.ProposalSent when touch is { Until: { } until, Next: null }:
                WaitForThem(followUp, until);
                followUp.WantsAnswerSince = null;
                break;
        }
    }

    /// <summary>An answer either way (METHOD C4).</summary>
    private void Conclude(FollowUp followUp, Touch touch, LocalDate day)
    {
        followUp.State = FollowUpState.Answered;
        followUp.Companion = null;
        followUp.Answer = touch.Outcome;
        followUp.MayStayInTouch = false;
        followUp.RestUntil = null;
        followUp.Until = null;
        followUp.Stall = null;
        followUp.WantsAnswerSince = null;
        followUp.NeedsNextStepSince = null;
        Settle(followUp);
        switch (touch.Outcome)
        {
            case Outcome.Interested when touch.Until is { } until:
                Agree(followUp, new Plan("Ask how it is going", null, until, null), touch);
                break;
            case Outcome.Interested:
                AsksNextStep(followUp, touch);
                break;
            case Outcome.Bought:
                followUp.Situation = Situation.Client;
                followUp.CadenceName = PolicyFiles.CadenceFor(Situation.Client);
                LeavePath(followUp);
                if (!followUp.PresetByHand)
                    followUp.PresetName = PolicyFiles.PresetFor(Situation.Client);
                break;
            case Outcome.LeftCompany:
                Release(followUp);
                break;
            case Outcome.NotInterested:
                StayInTouch(followUp, touch, day);
                break;
        }
    }

    private void GoOn(FollowUp followUp, Touch touch)
    {
        // whoever talks about what comes next is back in conversation, whatever they answered before
        if (followUp.Answer is Outcome.NotInterested or Outcome.WrongPerson or Outcome.LeftCompany && (touch.Next is not null || touch.Direction == Direction.In))
        {
            Reopen(followUp);
            if (followUp.State == FollowUpState.Active && followUp.Agreed is { Say: StaySaid })
                Settle(followUp);
        }

        if (touch.Next is not null)
            return;
        if (touch.Until is { } until)
        {
            if (followUp.IsOpen)
                WaitForThem(followUp, until);
            else
                Agree(followUp, new Plan("Ask how it is going", null, until, null), touch);
        }
        else if (!touch.TheyDidNotSay && followUp.Agreed is null)
        {
            AsksNextStep(followUp, touch);
        }
    }

    /// <summary>What is noted later as the next step was agreed in this conversation.</summary>
    private static void AsksNextStep(FollowUp followUp, Touch touch)
    {
        followUp.NeedsNextStepSince = touch.At;
        followUp.AgreedNotBy = 0;
    }

    private static void WaitForThem(FollowUp followUp, LocalDate until)
    {
        followUp.State = FollowUpState.WaitingForThem;
        followUp.Until = until;
        followUp.NeedsNextStepSince = null;
        Settle(followUp);
    }

    /// <summary>After words went both ways nobody is approached cold on this matter.</summary>
    private static void Acquainted(FollowUp followUp)
    {
        if (followUp.Situation is not (Situation.Cold or Situation.Enquiry or Situation.Referral) && followUp is not { Situation: Situation.Talked, CadenceName: "revival" })
            return;
        followUp.Situation = Situation.Talked;
        TalkCadence(followUp);
    }

    private static void TalkCadence(FollowUp followUp)
    {
        // those that introduce have done their work
        if (followUp.CadenceName is not ("cold-five-and-rest" or "referral-introduction" or "enquiry-first-days" or "revival"))
            return;
        followUp.CadenceName = PolicyFiles.CadenceFor(Situation.Talked);
        LeavePath(followUp);
    }

    /// <summary>
    /// A next step that came with a touch. Agreed in a conversation it ends whatever waited; noted by us after a message
    /// it ends a stall at most: a rest, their own time and the quiet they asked for go on.
    /// </summary>
    private void Agree(FollowUp followUp, Plan plan, Touch touch)
    {
        Settle(followUp);
        followUp.Agreed = plan;
        followUp.IsCallback = touch.Outcome == Outcome.Callback || plan is { At: not null, Channel: Channel.Call };
        followUp.AgreedWithThem = Outcomes.WeightOf(touch.Outcome, touch.Direction) == Weight.TwoWay;
        if (followUp.AgreedWithThem)
            followUp.AgreedNotBy = 0;
        followUp.NeedsNextStepSince = null;
        KeepOpenWays(followUp);
        if (!followUp.IsOpen || (!followUp.AgreedWithThem && followUp is not { State: FollowUpState.Paused, Stall: not null }))
            return;
        followUp.Until = null;
        followUp.Stall = null;
        followUp.State = followUp.RestUntil is null ? FollowUpState.Active : FollowUpState.Resting;
    }

    private const string StaySaid = "Stay in touch, as they allowed";

    private void StayInTouch(FollowUp followUp, Touch touch, LocalDate day)
    {
        followUp.MayStayInTouch = touch.MayStayInTouch == true;
        if (!followUp.MayStayInTouch)
            return;
        followUp.AgreedNotBy = 0;
        followUp.StayEveryMonths = touch.StayEveryMonths ?? Defaults.StayInTouchMonths;
        PlanToStay(followUp, touch.Until ?? day.PlusMonths(followUp.StayEveryMonths.Value), ours: touch.Until is null);
    }

    private void PlanToStay(FollowUp followUp, LocalDate on, bool ours)
    {
        followUp.Agreed = new Plan(StaySaid, null, WorkingDays.Date(calendar.OnOrAfter(WorkingDays.Number(on))), null);
        followUp.AgreedWithThem = true;
        followUp.DayIsOurs = ours;
    }

    /// <summary>B4: a request for quiet pauses everything until the date they chose; what was agreed for later still stands.</summary>
    private void Quiet(LocalDate until)
    {
        person.QuietUntil = until;
        foreach (var followUp in person.FollowUps.Values)
        {
            followUp.Companion = null;
            if (!followUp.IsOpen)
            {
                if (followUp.Agreed is { } stay && DayOf(stay) < WorkingDays.Number(until))
                    followUp.Agreed = stay with { On = until, At = null };
                continue;
            }

            followUp.NeedsNextStepSince = null;
            DropBefore(followUp, until);
            // a wait of theirs or a stall that lasts longer goes on under its own name
            if (followUp.Until > until && followUp is not { State: FollowUpState.Paused, Stall: null })
                continue;
            followUp.State = FollowUpState.Paused;
            followUp.Stall = null;
            followUp.Until = until;
        }
    }
}
