using Tact.Storage;
using Tact.Web;

namespace Tact.FollowUps;

/// <summary>The team for managers: answers, promises and rests by seller, from counters that are kept in the write (METHOD G4).</summary>
public static class TeamView
{
    /// <summary>Where it is.</summary>
    public static void MapTeam(this IEndpointRouteBuilder app) => app.MapGet("/team", Show);

    private static IResult Show(Visit visit) => visit.Actor.SeesTeam
        ? Pages.Page<ListPage>(visit.Workspace.Data.Read(session => Model(session, visit)))
        : Pages.Page<ProblemPage>(ProblemModel.NotAllowed(Visit.Viewer(visit.User)), StatusCodes.Status403Forbidden);

    private static ListModel Model(Session session, Visit visit)
    {
        var sellers = session.Query<Seller>(
            """
            select
              u.id as Id, u.name as Name, u.role as Role,
              coalesce(sum(case when d.kind > 0 and d.due_on <= @today then d.n end), 0) as Due,
              coalesce(sum(case when d.kind = 2 and d.due_on <= @today then d.n end), 0) as Answered,
              coalesce(sum(case when d.kind = 3 and d.due_on <= @today then d.n end), 0) as Promises,
              coalesce(sum(case when d.state = 'resting' then d.n end), 0) as Resting,
              coalesce(sum(case when d.state = 'paused' then d.n end), 0) as Paused,
              coalesce(sum(case when d.state not in ('answered', 'stopped') then d.n end), 0) as Open
            from users u
            left join due_counts d on d.owner_id = u.id
            where u.disabled_at is null
            group by u.id, u.name, u.role
            order by u.name, u.id
            """,
            new { today = Visit.Iso(visit.Today) });
        return new ListModel
        {
            Frame = visit.Frame("Team", Section.Team), Heading = "Team", Intro = "Answers, kept promises and value brought; never the number of calls.",
            Columns = ["Who", "Due today", "They answered", "Promises due", "Resting", "Paused", "Followed up in all"],
            Rows = [.. sellers.Select(seller => new ListRow(seller.Name, $"/today?owner={seller.Id}", seller.Role, [N(seller.Due), N(seller.Answered), N(seller.Promises), N(seller.Resting), N(seller.Paused), N(seller.Open)]))],
        };
    }

    private static string N(long number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Seller
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
        public string Role { get; set; } = "";
        public long Due { get; set; }
        public long Answered { get; set; }
        public long Promises { get; set; }
        public long Resting { get; set; }
        public long Paused { get; set; }
        public long Open { get; set; }
    }
}
