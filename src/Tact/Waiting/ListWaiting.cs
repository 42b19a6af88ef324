using NodaTime;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;

namespace Tact.Waiting;

/// <summary>Somebody without an answer: where it stands, until when, and how long it has been.</summary>
/// <param name="FollowUp">The follow-up.</param>
/// <param name="Contact">The person.</param>
/// <param name="Name">Their name.</param>
/// <param name="Company">Their company.</param>
/// <param name="Matter">What it is about.</param>
/// <param name="Owner">Who follows up.</param>
/// <param name="State">active, waiting-for-them, paused, resting or will-call.</param>
/// <param name="Until">The day of the next step or return.</param>
/// <param name="Step">What happens then.</param>
/// <param name="Reason">Why it is paused.</param>
/// <param name="DaysWithoutAnswer">Days since they last answered, or since the start.</param>
/// <param name="Approaches">Unanswered approaches in this cycle.</param>
public sealed record WaitingRow(long FollowUp, long Contact, string Name, string? Company, string Matter, string Owner, string State, string? Until, string? Step, string? Reason, int DaysWithoutAnswer, int Approaches);

/// <summary>A page of Waiting with exact counts by state.</summary>
public sealed record WaitingListed(IReadOnlyList<WaitingRow> Rows, IReadOnlyDictionary<string, long> Counts, string? More);

/// <summary>Everyone without an answer (METHOD C1: nobody in limbo).</summary>
public static class ListWaiting
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    private static readonly string[] States = [.. new[] { FollowUpState.Active, FollowUpState.WaitingForThem, FollowUpState.Paused, FollowUpState.Resting, FollowUpState.WillCall }.Select(Names.Of)];

    /// <summary>A page of one owner's people in one state (all states when empty), by date; <paramref name="after"/> is where the last page ended.</summary>
    public static Result<WaitingListed> Run(Workspace workspace, Actor actor, string owner, string? state, string? after) => workspace.Data.Read(session =>
        Actor.Find(session, owner, "owner").Then<WaitingListed>(user =>
        {
            if (!actor.MayChange(user.Id))
                return new Result<WaitingListed>.Refused("Sellers see their own list. Ask a manager to see a colleague's.", "role", null);
            if (!string.IsNullOrEmpty(state) && !States.Contains(state))
                return Result<WaitingListed>.Wrong("state", $"\"{state}\" is no state to wait in. Choose one of: {string.Join(", ", States)}.");
            return In(session, workspace, actor, user, state, after);
        }));

    private static WaitingListed In(Session session, Workspace workspace, Actor actor, UserRow user, string? state, string? after)
    {
        var counts = session.Query<(string State, long N)>("select state, cast(sum(n) as bigint) from due_counts where owner_id = @Id group by state", new { user.Id })
            .Where(c => States.Contains(c.State)).ToDictionary(c => c.State, c => c.N);
        var (fromDay, fromId) = after?.Split('~') is [var d, var i] && long.TryParse(i, out var id) ? (d, id) : ("", 0L);
        var states = string.IsNullOrEmpty(state) ? States : [state];
        // one range scan per state, so that a page costs the same however long the list is
        var scans = states.Select((_, n) => $"""
            select * from (
              select f.id, f.contact_id, f.matter, f.state, f.due_on, f.step, f.details, f.started_at, f.last_two_way_at
              from follow_ups f
              where f.owner_id = @owner and f.state = @state{n} and (f.due_on, f.id) > (@fromDay, @fromId)
              order by f.due_on, f.id
              limit @limit) s{n}
            """);
        var values = new Dictionary<string, object> { ["owner"] = user.Id, ["fromDay"] = fromDay, ["fromId"] = fromId, ["limit"] = PageSize + 1 };
        for (var n = 0; n < states.Length; n++)
            values[$"state{n}"] = states[n];
        var rows = session.Query<Row>(
            $"""
            select f.id as Id, f.contact_id as ContactId, c.name as Name, co.name as Company, f.matter as Matter, f.state as State, f.due_on as DueOn, f.step as Step,
                   f.details as Details, f.started_at as StartedAt, f.last_two_way_at as LastTwoWayAt
            from ({string.Join("\nunion all\n", scans)}) f
            join contacts c on c.id = f.contact_id
            left join companies co on co.id = c.company_id
            order by f.due_on, f.id
            limit @limit
            """,
            values);
        var more = rows.Count > PageSize;
        if (more)
            rows.RemoveRange(PageSize, rows.Count - PageSize);
        return new WaitingListed(rows.ConvertAll(row => Show(row, workspace, actor, user)), counts, more ? $"{rows[^1].DueOn}~{rows[^1].Id}" : null);
    }

    private static WaitingRow Show(Row row, Workspace workspace, Actor actor, UserRow user)
    {
        var details = RowDetails.Read(row.Details);
        var since = Instant.FromUnixTimeMilliseconds(row.LastTwoWayAt ?? row.StartedAt);
        return new WaitingRow(
            row.Id, row.ContactId, row.Name, row.Company, row.Matter, user.Email, row.State, row.DueOn, row.Step,
            details.Quiet == true ? "asked for quiet" : ShowContact.StallWords(details.Stall, actor.UserId is null || actor.UserId == user.Id),
            (int)Math.Max(0, (workspace.Now - since).TotalDays), details.Approaches);
    }

    private sealed class Row
    {
        public long Id { get; set; }

        public long ContactId { get; set; }

        public string Name { get; set; } = "";

        public string? Company { get; set; }

        public string Matter { get; set; } = "";

        public string State { get; set; } = "";

        public string? DueOn { get; set; }

        public string? Step { get; set; }

        public string Details { get; set; } = "{}";

        public long StartedAt { get; set; }

        public long? LastTwoWayAt { get; set; }
    }
}
