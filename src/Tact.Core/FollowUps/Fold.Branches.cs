using Tact.Core.Cadences;
using Tact.Core.Calendars;
using Tact.Core.Timeline;

namespace Tact.Core.FollowUps;

/// <content>What the cadence says comes after an outcome (METHOD A4).</content>
public sealed partial class Fold
{
    /// <summary>The step a touch meets: its place from 1, the cycle, and the approaches before it.</summary>
    private readonly record struct MetStep(int Cycle, int Place, int Approaches, bool Open);

    private static MetStep InPlace(FollowUp f, int day) => IsBack(f, day)
        ? new MetStep(f.Cycle + 1, 1, 0, f.IsOpen)
        : new MetStep(f.Cycle, f.Approaches + f.LeftOut + 1, f.Approaches, f.IsOpen);

    /// <summary>
    /// Takes the branch of the step that was met. When the path changes, the step that would have come is dropped and the next
    /// starts at the later of the two times, so that contacts never get closer than designed.
    /// </summary>
    private void FollowBranch(FollowUp f, Touch touch, int day, MetStep met)
    {
        // what goes with an approach is done by any second contact, and overtaken by whatever they say
        var goesWith = f.Companion;
        if (touch.Direction == Direction.Out || Outcomes.WeightOf(touch.Outcome, touch.Direction) == Weight.TwoWay)
            f.Companion = null;
        if (!met.Open || !f.IsOpen || f.AgreedWithThem)
            return;
        var counted = f.Approaches > met.Approaches;
        if (touch.Direction == Direction.Out && !counted && (goesWith is not null || (f.LastApproachDay == day && f.ContactsThatDay > 1)))
            return;
        var cadence = policies.Cadence(f.CadenceName);
        var step = cadence.StepAt(met.Cycle, met.Place);
        if (cadence.After(step, touch.Outcome) is not { } branch)
            return;
        switch (branch.Then)
        {
            case Then.SameDay:
                f.Companion = branch.Channel != touch.Channel && (counted || day <= f.ServiceUntilDay) ? branch : null;
                break;
            case Then.Again or Then.OtherChannel when !counted:
                f.Turn = branch;
                f.NotBeforeDay = Math.Max(f.NotBeforeDay, calendar.Plus(day, branch.Gap ?? 1));
                break;
            case Then.Step when f.Cycle == met.Cycle:
                LeadTo(f, cadence.StepsOf(met.Cycle), branch, met.Place, day, counted);
                break;
        }
    }

    private void LeadTo(FollowUp f, IReadOnlyList<Step> steps, Branch branch, int place, int day, bool counted)
    {
        var target = Branches.Target(steps, branch.Step);
        var dropped = Math.Clamp(counted ? place : place - 1, 0, steps.Count - 1);
        if (target < place)
            return;
        var would = counted ? calendar.Plus(day, Math.Max(1, steps[dropped].Gap))
            : f.AnchorDay < 0 ? WorkingDays.Number(f.StartOn) : calendar.Plus(f.AnchorDay, Math.Max(1, steps[dropped].Gap));
        f.Turn = null;
        f.LeftOut = target - f.Approaches;
        f.NotBeforeDay = Math.Max(f.NotBeforeDay, Math.Max(would, calendar.Plus(day, Math.Max(1, steps[target].Gap))));
    }

    /// <summary>The step in place is done: the next one comes on its own channel, at its own time.</summary>
    private static void EndTurn(FollowUp f)
    {
        f.Turn = null;
        f.NotBeforeDay = -1;
    }

    /// <summary>A try that is service uses a step up, and is no approach.</summary>
    private static void MoveOn(FollowUp f)
    {
        f.LeftOut++;
        EndTurn(f);
    }

    /// <summary>Another cadence or cycle begins at its first step.</summary>
    private static void LeavePath(FollowUp f)
    {
        f.LeftOut = 0;
        EndTurn(f);
    }
}
