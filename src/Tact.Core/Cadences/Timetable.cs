using Tact.Core.Calendars;
using Tact.Core.Etiquette;

namespace Tact.Core.Cadences;

/// <summary>A step on the time line: working days from the start (0 is the first day), as designed and under a preset; null where the preset lets it never come.</summary>
/// <param name="Place">From 1.</param>
/// <param name="Step">The step.</param>
/// <param name="Day">As designed.</param>
/// <param name="Under">Under the preset, if nobody ever answers.</param>
/// <param name="Because">The METHOD id of the rule that holds it longest; null when nothing does.</param>
public sealed record PlacedStep(int Place, Step Step, int Day, int? Under, string? Because);

/// <summary>A cadence laid out in working days, as it was designed and as a preset would let it happen.</summary>
public static class Timetable
{
    // a Monday
    private const int Start = 4;

    /// <summary>Lays out the steps of a cycle without branches, held against a preset.</summary>
    public static IReadOnlyList<PlacedStep> Of(IReadOnlyList<Step> steps, int cycle, Preset preset)
    {
        var placed = new List<PlacedStep>(steps.Count);
        var days = new List<int>();
        var designed = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            designed = i == 0 ? steps[0].Gap : designed + Math.Max(1, steps[i].Gap);
            if (preset.BudgetOf(cycle) is { } budget && i >= budget)
            {
                placed.Add(new PlacedStep(i + 1, steps[i], designed, null, "A2"));
                continue;
            }

            var (day, because) = i == 0 ? (WorkingDays.Plus(Start, steps[0].Gap), null) : First(steps[i], i, cycle, preset, days);
            days.Add(day);
            placed.Add(new PlacedStep(i + 1, steps[i], designed, Between(Start, day), Between(Start, day) > designed ? because ?? placed[^1].Because : null));
        }

        return placed;
    }

    private static (int Day, string? Because) First(Step step, int approaches, int cycle, Preset preset, List<int> days)
    {
        var day = WorkingDays.Plus(days[^1], Math.Max(1, step.Gap));
        string? because = null;
        Hold(WorkingDays.Plus(days[^1], preset.GapAfter(approaches)), "B3");
        if (days.Count >= preset.PersonPerWeek)
            Hold(WorkingDays.OnOrAfter(days[^preset.PersonPerWeek] + Rules.DaysOfAWeek), "B3");
        if (cycle == 1 && preset is { ShortestCycle: { } shortest, Budget: { } budget } && approaches == budget - 1)
            Hold(WorkingDays.Plus(days[0], shortest), "A2");
        return (day, because);

        void Hold(int until, string rule)
        {
            if (until <= day)
                return;
            day = until;
            because = rule;
        }
    }

    private static int Between(int from, int to)
    {
        var n = 0;
        for (var day = from; day < to; day++)
            n += WorkingDays.OnOrAfter(day) == day ? 1 : 0;
        return n;
    }
}
