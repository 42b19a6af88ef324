using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>"I will call on Friday unless I hear from you" (METHOD A6, B8a): due on the day even where a gap would hold; an answer of theirs releases it.</summary>
public static class MakePromise
{
    /// <summary>Records the promise.</summary>
    public static Result<ChangedFollowUp> Run(Workspace workspace, Actor actor, string contact, long? followUp, string what, LocalDate? on) =>
        ChangeFollowUp.Run(workspace, actor, contact, followUp, (file, row) =>
        {
            if (row.State == "stopped" || file.Person.FollowUps[row.Id].SaidNo)
                return new Result<TimelineRow>.Refused($"{file.Contact.Name} said no. Nothing unasked is promised after that.", "B1", null);
            if (string.IsNullOrWhiteSpace(what))
                return Result<TimelineRow>.Wrong("what", "Say what you promised, in a few words.");
            if (Lengths.Problems(Lengths.Line, ("what", what)).ToList() is { Count: > 0 } tooLong)
                return new Result<TimelineRow>.Invalid(tooLong);
            if (on is not { } day)
                return Result<TimelineRow>.Wrong("for", "Say for which day: --for 2026-03-14.");
            if (day < ChangeFollowUp.Today(workspace, file, row))
                return Result<TimelineRow>.Wrong("for", $"{LocalDatePattern.Iso.Format(day)} is in the past. Choose today or later.");
            return new TimelineRow { Kind = "promise", Data = new EntryData { Promise = what.Trim(), PromisedFor = LocalDatePattern.Iso.Format(day) }.ToText() };
        });
}
