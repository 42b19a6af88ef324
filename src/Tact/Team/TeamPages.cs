using System.Globalization;
using Tact.Web;

namespace Tact.Team;

/// <summary>The team's page for managers.</summary>
public static class TeamPages
{
    /// <summary>Where it is.</summary>
    public static void MapTeam(this IEndpointRouteBuilder app) => app.MapGet("/team", (Visit visit) => visit.Answer(
        TeamOverview.Run(visit.Workspace, visit.Actor),
        team => Pages.Page<ListPage>(new ListModel
        {
            Frame = visit.Frame("Team", Section.Team), Heading = "Team", Intro = "Answers, kept promises and value brought; never the number of calls.", Act = new("/simulate", "What persistence leads to"),
            Columns = ["Who", "Today", "They answered", "Promises", "Callbacks", "Paused", "Resting", "With a later date"],
            Rows = [.. team.Select(seller => new ListRow(seller.Name, $"/today?owner={seller.Id}", null, [N(seller.Due), N(seller.Answered), N(seller.Promises), N(seller.Callbacks), N(seller.Paused), N(seller.Resting), N(seller.Later)]))],
        }),
        _ => Pages.Page<ProblemPage>(ProblemModel.NotAllowed(Visit.Viewer(visit.User)), StatusCodes.Status403Forbidden)));

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
