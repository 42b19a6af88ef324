using NodaTime;
using Tact.Accounts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Timeline;

namespace Tact.Touches;

/// <summary>Corrects an older record by a dated entry; what was there first stays on the timeline (METHOD C2).</summary>
public static class CorrectTouch
{
    /// <summary>Corrects outcome, direction, note or time of a touch; empty fields stay as they are.</summary>
    public static Result<LoggedCorrection> Run(Workspace workspace, Actor actor, long entry, string? outcome, Direction? direction, string? note, Instant? happened) => workspace.Data.Write(session =>
    {
        var row = session.One<TimelineRow>($"select {TimelineRow.Columns} from timeline where id = @entry", new { entry });
        if (row is null || row.Kind is not ("touch" or "note"))
            return new Result<LoggedCorrection>.NotFound($"There is no touch or note {entry}.");
        if (!actor.SeesTeam && row.ByUser != actor.UserId)
            return new Result<LoggedCorrection>.Refused("Sellers correct their own records. Ask the colleague or a manager.", "role", null);
        if (row.UndoneBy is not null)
            return Result<LoggedCorrection>.Wrong("entry", "This record was taken back; there is nothing to correct.");
        if (outcome is not null && (row.Kind != "touch" || !Names.TryRead<Outcome>(outcome, out _)))
            return Result<LoggedCorrection>.Wrong("outcome", $"\"{outcome}\" is no outcome. Choose one of: {string.Join(", ", Names.All<Outcome>())}.");
        if (outcome is null && direction is null && note is null && happened is null)
            return Result<LoggedCorrection>.Wrong("note", "Say what is to be corrected.");
        if (happened > workspace.Now)
            return Result<LoggedCorrection>.Wrong("happened", "That time is in the future.");
        var file = ContactFile.Open(session, workspace, row.ContactId)!;
        var talked = IsTalk(file.Rows.First(r => r.Id == row.Id));
        var now = workspace.Now.ToUnixTimeMilliseconds();
        var correction = file.Append(new TimelineRow
        {
            FollowUpId = row.FollowUpId, Kind = "correction", At = now, RecordedAt = now, ByUser = actor.UserId ?? row.ByUser, Corrects = row.Id, Note = note,
            Data = new EntryData { Outcome = outcome?.Trim().ToLowerInvariant(), Direction = direction is { } d ? Names.Of(d) : null, Note = note, At = happened?.ToUnixTimeMilliseconds() }.ToText(),
        });
        file = ContactFile.Open(session, workspace, row.ContactId)!;
        file.SaveDecisions();
        var followUp = file.FollowUpRows.Find(f => f.Id == row.FollowUpId);
        var corrected = file.Rows.First(r => r.Id == row.Id);
        if (corrected.Kind == "touch")
            Colleagues.AfterTouch(session, workspace, file, followUp, corrected, talked || IsTalk(corrected));
        return new LoggedCorrection(correction.Id, row.Id, followUp?.State, followUp is null ? null : WhyNow.StepOf(followUp, file.OwnerZone(followUp)));
    });

    private static bool IsTalk(TimelineRow row) =>
        row.Kind == "touch" && Outcomes.WeightOf(Names.Read<Outcome>(row.Outcome!), Names.Read<Direction>(row.Direction!)) == Weight.TwoWay;
}

/// <summary>A correction that was recorded, and what follows from it.</summary>
public sealed record LoggedCorrection(long Correction, long Corrected, string? State, NextStep? NextStep);
