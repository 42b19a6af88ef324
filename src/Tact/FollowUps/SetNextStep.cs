using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.FollowUps;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>Sets the next step without a touch (METHOD C1). Ends a pause, rest or wait.</summary>
public static class SetNextStep
{
    /// <summary>Sets a step on a day, perhaps at a time in the owner's zone; an empty step leaves it to the cadence.</summary>
    public static Result<ChangedFollowUp> Run(Workspace workspace, Actor actor, string contact, long? followUp, string? step, LocalDate? on, LocalTime? at) =>
        ChangeFollowUp.Run(workspace, actor, contact, followUp, (file, row) =>
        {
            if (row.State == "stopped")
                return new Result<TimelineRow>.Refused($"{file.Contact.Name} said no. There is no next step after that.", "B1", null);
            if (file.Person.FollowUps[row.Id].SaidNo)
            {
                return new Result<TimelineRow>.Refused(
                    $"{file.Contact.Name} said no to \"{row.Matter}\" and gave no leave to stay in touch, so nothing is planned. When they come to you, answer them. "
                    + "If they did give leave, record it: not interested, may stay in touch. Something new is another matter: start a follow-up about it.",
                    "B1", null);
            }

            if (string.IsNullOrWhiteSpace(step))
                return new TimelineRow { Kind = "step" };
            if (Lengths.Problems(Lengths.Line, ("next", step)).ToList() is { Count: > 0 } tooLong)
                return new Result<TimelineRow>.Invalid(tooLong);
            var today = ChangeFollowUp.Today(workspace, file, row);
            if (on is null && at is null)
                return Result<TimelineRow>.Wrong("on", "Say on which day: --on 2026-03-14.");
            var day = on ?? today;
            if (day < today)
                return Result<TimelineRow>.Wrong("on", $"{LocalDatePattern.Iso.Format(day)} is in the past. Choose today or later.");
            var channel = StepWords.ChannelOf(step);
            var instant = at is { } time ? file.OwnerZone(row).AtLeniently(day.At(time)).ToInstant().ToUnixTimeMilliseconds() : (long?)null;
            return new TimelineRow { Kind = "step", Data = new EntryData { Next = new StepData(step.Trim(), channel is { } c ? Names.Of(c) : null, LocalDatePattern.Iso.Format(day), instant) }.ToText() };
        });
}
