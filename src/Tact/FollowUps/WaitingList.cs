using NodaTime;
using NodaTime.Text;
using Tact.Storage;
using Tact.Web;

namespace Tact.FollowUps;

/// <summary>Everyone without an answer, page by page in the order of their date, with exact counts by state.</summary>
public static class WaitingList
{
    private const int AtOnce = 50;

    private static readonly (string State, string Words)[] Groups =
    [
        ("active", "In progress"), ("waiting-for-them", "Waiting for them"), ("paused", "Paused"), ("resting", "Resting"), ("will-call", "They will call"),
    ];

    /// <summary>Where it is.</summary>
    public static void MapWaiting(this IEndpointRouteBuilder app) => app.MapGet("/waiting", Show);

    private static IResult Show(Visit visit, string? state, string? after) =>
        Pages.Page<WaitingPage>(visit.Workspace.Data.Read(session => Model(session, visit, Groups.Any(group => group.State == state) ? state! : "active", after)));

    private static WaitingModel Model(Session session, Visit visit, string state, string? after)
    {
        var counts = session.Query<(string State, long N)>(
            """
            select state, sum(n)
            from due_counts
            where owner_id = @owner
            group by state
            """,
            new { owner = visit.User.Id }).ToDictionary(count => count.State, count => count.N);
        var (day, id) = Cursor(after);
        var rows = session.Query<WaitingRecord>(
            """
            select
              f.id as Id, f.contact_id as ContactId, c.name as Name, co.name as Company, f.matter as Matter, f.state as State, f.kind as Kind, f.step as Step, f.due_on as DueOn,
              f.approach_of as ApproachOf, f.started_at as StartedAt, f.last_two_way_at as LastTwoWayAt, f.answer as Answer, f.details as Details
            from follow_ups f
            join contacts c on c.id = f.contact_id
            left join companies co on co.id = c.company_id
            where f.owner_id = @owner
              and f.state = @state
              and f.due_on >= @day
              and (f.due_on > @day or f.id > @id)
            order by f.due_on, f.id
            limit @limit
            """,
            new { owner = visit.User.Id, state, day, id, limit = AtOnce + 1 });
        return new WaitingModel
        {
            Frame = visit.Frame("Waiting", Section.Waiting),
            Groups = [.. Groups.Select(group => new WaitingGroup(group.Words, counts.GetValueOrDefault(group.State), $"/waiting?state={group.State}", group.State == state))],
            Rows = [.. rows.Take(AtOnce).Select(row => Row(row, visit))],
            More = rows.Count > AtOnce ? $"/waiting?state={state}&after={rows[AtOnce - 1].DueOn}.{rows[AtOnce - 1].Id}" : null,
        };
    }

    private static WaitingRow Row(WaitingRecord row, Visit visit)
    {
        var since = Instant.FromUnixTimeMilliseconds(row.LastTwoWayAt ?? row.StartedAt).InZone(visit.Zone).Date;
        var stands = new FollowUpRow { State = row.State, Kind = row.Kind, DueOn = row.DueOn, ApproachOf = row.ApproachOf, Answer = row.Answer };
        var due = row.DueOn is null ? "" : When.Day(LocalDatePattern.Iso.Parse(row.DueOn).Value, visit.Today);
        return new WaitingRow(row.ContactId, row.Name, row.Company, row.Matter, StateWords.State(stands, RowDetails.Read(row.Details), visit.Today), $"{row.Step}, {due}", When.Since(since, visit.Today), null);
    }

    private static (string Day, long Id) Cursor(string? after) => after?.Split('.') is [var day, var id] && long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var number) ? (day, number) : ("", 0);

    private sealed class WaitingRecord
    {
        public long Id { get; set; }
        public long ContactId { get; set; }
        public string Name { get; set; } = "";
        public string? Company { get; set; }
        public string Matter { get; set; } = "";
        public string State { get; set; } = "";
        public long Kind { get; set; }
        public string? Step { get; set; }
        public string? DueOn { get; set; }
        public long? ApproachOf { get; set; }
        public long StartedAt { get; set; }
        public long? LastTwoWayAt { get; set; }
        public string? Answer { get; set; }
        public string Details { get; set; } = "{}";
    }
}
