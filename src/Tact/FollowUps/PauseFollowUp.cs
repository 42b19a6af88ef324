using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>Leaves somebody in peace for a reason (METHOD D1–D8), until a date; each reason has its own patience.</summary>
public static class PauseFollowUp
{
    /// <summary>Pauses. The reason is a word (ill, review …) or D1 to D8; without a date the reason's patience counts.</summary>
    public static Result<ChangedFollowUp> Run(Workspace workspace, Actor actor, string contact, long? followUp, string reason, LocalDate? until, string? note) =>
        workspace.Data.Write(session => ResolveContact.From(session, contact).Then(id => In(session, workspace, actor, id, followUp, reason, until, note)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<ChangedFollowUp> In(Session session, Workspace workspace, Actor actor, long contact, long? followUp, string reason, LocalDate? until, string? note) =>
        ChangeFollowUp.In(session, workspace, actor, contact, followUp, (file, row) =>
        {
            if (Read(reason) is not { } stall)
                return Result<TimelineRow>.Wrong("reason", $"\"{reason}\" is no reason to pause. Choose one of: {string.Join(", ", Names.All<StallReason>().Select((name, i) => $"{name} (D{i + 1})"))}.");
            var today = ChangeFollowUp.Today(workspace, file, row);
            if (until < today)
                return Result<TimelineRow>.Wrong("until", $"{until:uuuu-MM-dd} is in the past. Choose today or later.");
            if (row.State is "answered" or "stopped")
                return Result<TimelineRow>.Wrong("contact", $"This follow-up is {row.State}; there is nothing to pause.");
            if (Lengths.Problems(Lengths.Text, ("note", note)).ToList() is { Count: > 0 } tooLong)
                return new Result<TimelineRow>.Invalid(tooLong);
            return new TimelineRow
            {
                Kind = "pause",
                Note = note,
                Data = new EntryData { Stall = Names.Of(stall), Until = LocalDatePattern.Iso.Format(until ?? today.PlusDays(Defaults.PatienceDays(stall))) }.ToText(),
            };
        });

    /// <summary>Reads a stall reason: its word, D1 to D8, or "personal" for illness and family alike.</summary>
    public static StallReason? Read(string text)
    {
        text = text.Trim();
        if (text.Length == 2 && text[0] is 'D' or 'd' && text[1] is >= '1' and <= '8')
            return (StallReason)(text[1] - '1');
        if (text.StartsWith("personal", StringComparison.OrdinalIgnoreCase))
            return StallReason.Family;
        return Names.TryRead<StallReason>(text, out var reason) ? reason : null;
    }
}
