using NodaTime;
using Tact.Core.Timeline;

namespace Tact.Core.FollowUps;

/// <content>A no is a no, in its scope, until an authorised person lifts it (METHOD B1).</content>
public sealed partial class Fold
{
    private void Stop(StopScope scope, string? matterKey, Instant at)
    {
        if (scope == StopScope.Matter && matterKey is null)
            return;
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
                foreach (var followUp in person.FollowUps.Values)
                    CloseChannel(followUp, scope);
                break;
            case StopScope.Phone:
                person.StoppedPhone = true;
                foreach (var followUp in person.FollowUps.Values)
                    CloseChannel(followUp, scope);
                break;
            default:
                person.StoppedMatters.Add(matterKey!);
                foreach (var followUp in person.FollowUps.Values.Where(f => f.MatterKey == matterKey))
                    StopFollowUp(followUp);
                break;
        }
    }

    private static void StopFollowUp(FollowUp followUp)
    {
        followUp.State = FollowUpState.Stopped;
        followUp.Companion = null;
        followUp.RestUntil = null;
        followUp.Until = null;
        followUp.Stall = null;
        followUp.NeedsNextStepSince = null;
        followUp.WantsAnswerSince = null;
        Release(followUp);
        Settle(followUp);
    }

    /// <summary>What was promised is no longer wanted.</summary>
    private static void Release(FollowUp followUp)
    {
        for (var i = 0; i < followUp.Promises.Count; i++)
        {
            if (followUp.Promises[i] is { State: PromiseState.Open } promise)
                followUp.Promises[i] = promise with { State = PromiseState.Released };
        }
    }

    /// <summary>A step may come after the no, or after a consent was withdrawn: it takes another way than the closed one, unless they agreed to it since.</summary>
    private void KeepOpenWays(FollowUp followUp)
    {
        if (person.StoppedEmail || IsTakenBack(followUp, person.EmailWithdrawn, Channel.Email))
            CloseChannel(followUp, StopScope.Email);
        if (person.StoppedPhone || IsTakenBack(followUp, person.CallsWithdrawn, Channel.Call))
            CloseChannel(followUp, StopScope.Phone);
    }

    private static bool IsTakenBack(FollowUp followUp, Withdrawal? withdrawal, Channel way) => withdrawal is not null && (!followUp.AgreedWithThem || (followUp.AgreedNotBy & Ways(way)) != 0);

    /// <summary>An agreed day outlives the channel: the day is kept, by another way.</summary>
    private static void CloseChannel(FollowUp followUp, StopScope scope)
    {
        if (followUp.Agreed is not { } plan || (plan.Channel ?? (followUp.IsCallback ? Channel.Call : null)) is not { } channel || !Person.Covers(scope, channel))
            return;
        var say = scope == StopScope.Email ? "Get in touch as agreed, but not by e-mail" : "Get in touch as agreed, but not by phone";
        followUp.Agreed = plan with { Say = say, Channel = null };
        followUp.IsCallback = false;
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
}
