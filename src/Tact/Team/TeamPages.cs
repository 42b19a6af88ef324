using System.Globalization;
using NodaTime.Text;
using Tact.Absences;
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
            Frame = visit.Frame("Team", Section.Team), Heading = "Team", Intro = "Answers, kept promises and value brought; never the number of calls.", Act = new("/simulate", "What persistence leads to"), Also = [new("/leave", "Leave and cover"), new("/etiquette", "Etiquette")],
            Columns = ["Who", "Today", "They answered", "Promises", "Callbacks", "Paused", "Resting", "With a later date", "Away"],
            Rows = [.. team.Select(seller => new ListRow(seller.Name, $"/today?owner={seller.Id}", null, [N(seller.Due), N(seller.Answered), N(seller.Promises), N(seller.Callbacks), N(seller.Paused), N(seller.Resting), N(seller.Later), Away(visit, seller.Email)]))],
        }),
        _ => Pages.Page<ProblemPage>(ProblemModel.NotAllowed(Visit.Viewer(visit.User)), StatusCodes.Status403Forbidden)));

    private static string? Away(Visit visit, string email)
    {
        var leaves = Leaves.List(visit.Workspace, visit.Actor, email) is Result<IReadOnlyList<LeaveShown>>.Ok all ? all.Value : [];
        var today = Visit.Iso(visit.Today);
        return leaves.FirstOrDefault(leave => string.CompareOrdinal(leave.Until, today) >= 0) is not { } next ? null
            : $"{(string.CompareOrdinal(next.From, today) <= 0 ? "" : $"from {Day(next.From)} ")}until {Day(next.Until)}{(next.CoverName is { } cover ? $", {cover} covers" : ", nobody covers")}";

        string Day(string day) => When.Day(LocalDatePattern.Iso.Parse(day).Value, visit.Today);
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
