using Tact.Storage;

namespace Tact.FollowUps;

/// <summary>Stores a decision and keeps the counters of Today and Waiting in step with it.</summary>
public static class SaveDecision
{
    /// <summary>Writes what differs; returns the row as it now stands.</summary>
    public static FollowUpRow To(Session session, FollowUpRow before, FollowUpRow after)
    {
        if (Same(before, after))
            return before;
        after.Version = before.Version + 1;
        session.Execute(
            """
            update follow_ups
            set company_id = @CompanyId, owner_id = @OwnerId, situation = @Situation, preset = @Preset, cadence = @Cadence, state = @State, kind = @Kind, step = @Step, channel = @Channel,
                due_on = @DueOn, due_at = @DueAt, approach = @Approach, approach_of = @ApproachOf, call_window = @CallWindow,
                last_touch_at = @LastTouchAt, last_two_way_at = @LastTwoWayAt, answer = @Answer, details = @Details, same_day_on = @SameDayOn, version = @Version
            where id = @Id
            """,
            after);
        DueCounts.Move(session, before, after);
        return after;
    }

    /// <summary>Whether two rows hold the same decision.</summary>
    public static bool Same(FollowUpRow a, FollowUpRow b) =>
        a.State == b.State && a.Kind == b.Kind && a.DueOn == b.DueOn && a.DueAt == b.DueAt && a.Step == b.Step && a.Channel == b.Channel && a.Approach == b.Approach
        && a.ApproachOf == b.ApproachOf && a.CallWindow == b.CallWindow && a.LastTouchAt == b.LastTouchAt && a.LastTwoWayAt == b.LastTwoWayAt && a.Answer == b.Answer
        && a.OwnerId == b.OwnerId && a.CompanyId == b.CompanyId && a.Situation == b.Situation && a.Preset == b.Preset && a.Cadence == b.Cadence && a.Details == b.Details && a.SameDayOn == b.SameDayOn;
}

/// <summary>How many follow-ups each owner has by state, kind and due day: kept in the write, never counted over the table.</summary>
public static class DueCounts
{
    /// <summary>One follow-up moved from one place to another; null when it is new or gone.</summary>
    public static void Move(Session session, FollowUpRow? before, FollowUpRow? after)
    {
        if (before is not null && after is not null && Place(before) == Place(after))
            return;
        if (before is not null)
            Leave(session, Place(before));
        if (after is not null)
            Add(session, Place(after), 1);
    }

    private static (long Owner, string State, long Kind, string DueOn) Place(FollowUpRow row) => (row.OwnerId, row.State, row.Kind, row.DueOn ?? "");

    // days that have passed would be added up by every page for ever
    private static void Leave(Session session, (long Owner, string State, long Kind, string DueOn) place)
    {
        Add(session, place, -1);
        session.Execute(
            "delete from due_counts where owner_id = @Owner and state = @State and kind = @Kind and due_on = @DueOn and n = 0",
            new { place.Owner, place.State, place.Kind, place.DueOn });
    }

    private static void Add(Session session, (long Owner, string State, long Kind, string DueOn) place, int by) => session.Execute(
        """
        insert into due_counts (owner_id, state, kind, due_on, n)
        values (@Owner, @State, @Kind, @DueOn, @by)
        on conflict (owner_id, state, kind, due_on) do update set n = due_counts.n + excluded.n
        """,
        new { place.Owner, place.State, place.Kind, place.DueOn, by });
}
