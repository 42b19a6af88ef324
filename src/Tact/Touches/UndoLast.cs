using Tact.Accounts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Touches;

/// <summary>What was taken back.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Contact">Whose timeline it stands on.</param>
/// <param name="Name">The person's name.</param>
/// <param name="What">In words.</param>
/// <param name="State">Where the follow-up stands again.</param>
/// <param name="NextStep">What comes next again.</param>
public sealed record Undone(long Entry, string Kind, long Contact, string Name, string What, string? State, NextStep? NextStep);

/// <summary>Takes back one's own last record. The entry stays on the timeline, marked, with the entry that undid it (METHOD C2).</summary>
public static class UndoLast
{
    /// <summary>Undoes the actor's last record, or that of the user named; for the command line without a name, the last of anybody. With <paramref name="record"/>, only if that is the last one.</summary>
    public static Result<Undone> Run(Workspace workspace, Actor actor, string? by = null, long? record = null) => workspace.Data.Write(session =>
    {
        long? user = actor.UserId;
        if (by is not null)
        {
            var named = Actor.Find(session, by, "by");
            if (named is not Result<UserRow>.Ok { Value: var found })
                return named.Then<Undone>(_ => throw new InvalidOperationException());
            user = found.Id;
        }

        var row = session.Query<TimelineRow>(
            $"""
            select {TimelineRow.Columns}
            from timeline
            where undone_by is null
              and kind not in ('undo', 'start', 'known', 'day-over')
              and import_id is null
              and (touch_id is null or kind <> 'stop')
              {(user is null ? "" : "and by_user = @user")}
            order by id desc
            limit 1
            """,
            new { user }).SingleOrDefault();
        if (row is not null && record is { } meant && meant != row.Id && meant != row.TouchId)
            return new Result<Undone>.Stale("That record is not your last one any more: it is taken back already, or you have recorded something since.");
        return row is null
            ? new Result<Undone>.NotFound("There is nothing of yours to take back.")
            : In(session, workspace, row, user ?? row.ByUser);
    });

    /// <summary>The same for one entry, inside a transaction.</summary>
    internal static Result<Undone> In(Session session, Workspace workspace, TimelineRow row, long? user)
    {
        var first = row.TouchId ?? row.Id;
        var together = session.Query<TimelineRow>($"select {TimelineRow.Columns} from timeline where (id = @first or touch_id = @first) and undone_by is null order by id", new { first });
        Undone? result = null;
        foreach (var part in together)
        {
            var file = ContactFile.Open(session, workspace, part.ContactId)!;
            var now = workspace.Now.ToUnixTimeMilliseconds();
            var undo = AppendEntry.To(session, new TimelineRow { ContactId = part.ContactId, CompanyId = part.CompanyId, FollowUpId = part.FollowUpId, Kind = "undo", At = now, RecordedAt = now, ByUser = user, Corrects = null, Note = Words(part) });
            var before = part.Corrects is { } meant ? CorrectTouch.Seen.Of(file, meant) : null;
            session.Execute("update timeline set undone_by = @undo where id = @id", new { undo = undo.Id, id = part.Id });
            Suppress.TakeBack(session, part.Id, user, now);
            var led = EntryData.Read(part.Data) is { LedTo: { } named } data && part.TouchId is null ? LedToTheRightPerson.TakeBack(session, workspace, part.ContactId, named, data, undo.Id) : null;
            file = part.Corrects is { } corrected ? CorrectTouch.After(session, workspace, part.ContactId, corrected, before!, undo.Id, user) : ContactFile.Open(session, workspace, part.ContactId)!;
            file.SaveDecisions();
            var followUp = file.FollowUpRows.Find(f => f.Id == part.FollowUpId);
            if (part.Kind == "touch" && part.TouchId is null)
                DayCounts.Add(session, part, followUp is null ? workspace.Zone : file.OwnerZone(followUp), -1);
            Colleagues.AfterTouch(session, workspace, file, followUp, part, twoWay: followUp is not null && part.Kind == "touch", takenBack: true);
            if (part.Id == row.Id)
                result = new Undone(part.Id, part.Kind, part.ContactId, file.Contact.Name, Words(part) + led, followUp?.State, followUp is null ? null : WhyNow.StepOf(followUp, file.OwnerZone(followUp)));
        }

        return result!;
    }

    private static string Words(TimelineRow row) => row.Kind == "touch" ? $"{row.Channel} · {row.Outcome}" : row.Kind;
}
