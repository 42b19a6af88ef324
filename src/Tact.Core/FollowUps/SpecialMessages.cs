using NodaTime;
using Tact.Core.Cadences;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;

namespace Tact.Core.FollowUps;

/// <summary>Which approach carries a special message (METHOD B8): the preset says so, and a cadence's own word counts where the preset has none.</summary>
internal static class SpecialMessages
{
    private const int DaysOfAYear = 365;

    /// <summary>What an approach is meant to do, and, when it is the last before a rest, the day on which we would be back.</summary>
    public static (Intent Intent, LocalDate? RestsUntil) Of(Step step, Preset preset, FollowUp f, Surroundings around, int cycle, int approach, LocalDate due)
    {
        // a client never gets a closing message or a rest
        if (f.Situation == Situation.Client)
            return (step.Intent is Intent.PermissionToClose or Intent.LeaveUntil ? Intent.Care : step.Intent == Intent.PleasantlyPersistent ? Intent.FollowUp : step.Intent, null);
        var isLast = preset.BudgetOf(cycle) == approach && preset.RestAfter(cycle) is not null;
        var rests = isLast ? WorkingDays.Date(around.Calendar.OnOrAfter(WorkingDays.Number(due) + preset.RestAfter(cycle)!.Value)) : (LocalDate?)null;
        return (MeantTo(step.Intent, preset, f, cycle, approach, isLast, WorkingDays.Number(due)), rests);
    }

    private static Intent MeantTo(Intent meant, Preset preset, FollowUp f, int cycle, int approach, bool isLast, int day)
    {
        if (cycle == 1 && preset.PleasantlyPersistentAt == approach)
            return Intent.PleasantlyPersistent;
        if (AsksToClose(meant, preset, f, cycle, approach, isLast, day))
            return Intent.PermissionToClose;
        if (isLast && (meant == Intent.LeaveUntil || (cycle == 1 && preset.LastMessage == LastMessage.LeaveUntil)))
            return Intent.LeaveUntil;
        return meant switch
        {
            Intent.PleasantlyPersistent when cycle == 1 || preset.PleasantlyPersistentAt is null => Intent.FollowUp,
            Intent.PermissionToClose or Intent.LeaveUntil => Intent.FollowUp,
            _ => meant,
        };
    }

    private static bool AsksToClose(Intent meant, Preset preset, FollowUp f, int cycle, int approach, bool isLast, int day) => preset.PermissionToClose switch
    {
        AskToClose.SecondCycle => (cycle == 2 && isLast) || (cycle == 1 && meant == Intent.PermissionToClose && approach >= preset.PermissionToCloseFrom),
        AskToClose.OnceAYear => YearsSince(f.FirstApproachDay, day) > YearsSince(f.FirstApproachDay, f.LastApproachDay),
        AskToClose.Never => false,
        _ => meant == Intent.PermissionToClose,
    };

    private static int YearsSince(int first, int day) => first < 0 ? 0 : (day - first) / DaysOfAYear;
}
