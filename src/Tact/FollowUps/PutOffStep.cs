using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>"Not today, because …": moves the step to another day and keeps the reason.</summary>
public static class PutOffStep
{
    /// <summary>Puts the step off; without a date to tomorrow or the next working day.</summary>
    public static Result<ChangedFollowUp> Run(Workspace workspace, Actor actor, string contact, long? followUp, string because, LocalDate? until) =>
        ChangeFollowUp.Run(workspace, actor, contact, followUp, (file, row) =>
        {
            if (string.IsNullOrWhiteSpace(because))
                return Result<TimelineRow>.Wrong("because", "Say why not today, in a few words.");
            if (Lengths.Problems(Lengths.Line, ("because", because)).ToList() is { Count: > 0 } tooLong)
                return new Result<TimelineRow>.Invalid(tooLong);
            var today = ChangeFollowUp.Today(workspace, file, row);
            var day = until ?? Core.Calendars.WorkingDays.Date(Core.Calendars.WorkingDays.Plus(Core.Calendars.WorkingDays.Number(today), 1));
            if (day <= today)
                return Result<TimelineRow>.Wrong("until", "Choose a later day than today.");
            return new TimelineRow { Kind = "put-off", Data = new EntryData { Until = LocalDatePattern.Iso.Format(day), Reason = because.Trim() }.ToText() };
        });
}
