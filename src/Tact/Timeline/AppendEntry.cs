using Tact.Storage;

namespace Tact.Timeline;

/// <summary>Adds an entry to the append-only timeline.</summary>
public static class AppendEntry
{
    /// <summary>Writes the row and sets its number.</summary>
    public static TimelineRow To(Session session, TimelineRow row)
    {
        row.Id = session.Insert(
            """
            insert into timeline (contact_id, company_id, follow_up_id, kind, at, recorded_at, by_user, channel, direction, outcome, note, offer, data, touch_key, cold, touch_id, import_id, corrects)
            values (@ContactId, @CompanyId, @FollowUpId, @Kind, @At, @RecordedAt, @ByUser, @Channel, @Direction, @Outcome, @Note, @Offer, @Data, @TouchKey, @Cold, @TouchId, @ImportId, @Corrects)
            returning id
            """,
            row);
        return row;
    }
}
