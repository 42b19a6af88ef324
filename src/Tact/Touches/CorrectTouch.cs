using NodaTime;
using Tact.Accounts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;
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
        var before = Seen.Of(file, row.Id);
        if (before.IsStop && outcome is not null && !actor.SeesTeam && workspace.Now - Instant.FromUnixTimeMilliseconds(row.RecordedAt) > AtOnce)
            return new Result<LoggedCorrection>.Refused("A no is lifted by a manager or admin, with evidence. A slip of the key is corrected by its author within a day.", "B1", null);
        var now = workspace.Now.ToUnixTimeMilliseconds();
        var correction = file.Append(new TimelineRow
        {
            FollowUpId = row.FollowUpId, Kind = "correction", At = now, RecordedAt = now, ByUser = actor.UserId ?? row.ByUser, Corrects = row.Id, Note = note,
            Data = new EntryData { Outcome = outcome?.Trim().ToLowerInvariant(), Direction = direction is { } d ? Names.Of(d) : null, Note = note, At = happened?.ToUnixTimeMilliseconds() }.ToText(),
        });
        file = After(session, workspace, row.ContactId, row.Id, before, correction.Id, actor.UserId ?? row.ByUser);
        var followUp = file.FollowUpRows.Find(f => f.Id == row.FollowUpId);
        return new LoggedCorrection(correction.Id, row.Id, followUp?.State, followUp is null ? null : WhyNow.StepOf(followUp, file.OwnerZone(followUp)));
    });

    /// <summary>
    /// What follows from a correction, or from one that was taken back: a no that now stands is kept and one that no longer does is
    /// let go, with its copies elsewhere; a touch that moved counts on its own day. Returns the contact anew, with its decisions saved.
    /// </summary>
    internal static ContactFile After(Session session, Workspace workspace, long contact, long entry, Seen before, long because, long? user)
    {
        var file = ContactFile.Open(session, workspace, contact)!;
        var row = file.Rows.First(r => r.Id == entry);
        var at = session.Scalar<long>("select at from timeline where id = @entry", new { entry });
        session.Execute("update timeline set moved_at = @moved where id = @entry", new { entry, moved = row.At == at ? (long?)null : row.At });
        if (row.UndoneBy is null && IsStop(row) != before.IsStop)
        {
            if (before.IsStop)
                LetGo(session, workspace, entry, because, user);
            else
                Suppress.Record(session, workspace, file, ScopeOf(file, row), file.FollowUpRows.Find(f => f.Id == row.FollowUpId)?.MatterKey, entry, user);
        }

        file = ContactFile.Open(session, workspace, contact)!;
        file.SaveDecisions();
        row = file.Rows.First(r => r.Id == entry);
        if (row.Kind != "touch")
            return file;
        var followUp = file.FollowUpRows.Find(f => f.Id == row.FollowUpId);
        // the day it no longer counts on is free again
        if (row.At != before.At && before.IsCold)
            Colleagues.AfterTouch(session, workspace, file, followUp, new TimelineRow { Id = entry, ContactId = contact, Kind = "touch", At = before.At, Cold = 1 }, twoWay: false, takenBack: true);
        Colleagues.AfterTouch(session, workspace, file, followUp, row, before.IsTalk || IsTalk(row));
        return file;
    }

    /// <summary>A touch as it read before a correction was made or taken back.</summary>
    internal sealed record Seen(bool IsTalk, bool IsStop, bool IsCold, long At)
    {
        /// <summary>As it reads now.</summary>
        public static Seen Of(ContactFile file, long entry)
        {
            var row = file.Rows.First(r => r.Id == entry);
            return new Seen(CorrectTouch.IsTalk(row), CorrectTouch.IsStop(row), row.Cold == 1, row.At);
        }
    }

    /// <summary>It was no no: what it stopped for others with the same address is taken back, too.</summary>
    private static void LetGo(Session session, Workspace workspace, long entry, long because, long? user)
    {
        Suppress.TakeBack(session, entry, user, workspace.Now.ToUnixTimeMilliseconds());
        var others = session.Query<(long Id, long Contact)>("select id, contact_id from timeline where touch_id = @entry and kind = 'stop' and undone_by is null", new { entry });
        foreach (var (id, other) in others)
        {
            session.Execute("update timeline set undone_by = @because where id = @id", new { id, because });
            ContactFile.Open(session, workspace, other)!.SaveDecisions();
        }
    }

    /// <summary>An unclear scope is the wider one (METHOD B1).</summary>
    private static StopScope ScopeOf(ContactFile file, TimelineRow row) =>
        EntryData.Read(row.Data).Scope is { } named && Names.Read<StopScope>(named) is var scope && (scope != StopScope.Matter || file.FollowUpRows.Exists(f => f.Id == row.FollowUpId)) ? scope : StopScope.All;

    private static readonly Duration AtOnce = Duration.FromDays(1);

    private static bool IsStop(TimelineRow row) => row is { Kind: "touch", Outcome: "opt-out" };

    private static bool IsTalk(TimelineRow row) =>
        row.Kind == "touch" && Outcomes.WeightOf(Names.Read<Outcome>(row.Outcome!), Names.Read<Direction>(row.Direction!)) == Weight.TwoWay;
}

/// <summary>A correction that was recorded, and what follows from it.</summary>
public sealed record LoggedCorrection(long Correction, long Corrected, string? State, NextStep? NextStep);
