using NodaTime.Text;
using Tact.Accounts;
using Tact.Web;

namespace Tact.Today;

/// <summary>What does not fit the day, and the day each of it is planned for.</summary>
public static class PlanPages
{
    private const int MostShown = 500;

    /// <summary>Where it is.</summary>
    public static void MapPlan(this IEndpointRouteBuilder app) => app.MapGet("/today/plan", Show);

    private static IResult Show(Visit visit, long? owner)
    {
        var email = owner is not { } id || id == visit.User.Id ? visit.User.Email : visit.Workspace.Data.Read(session => session.Scalar<string>("select email from users where id = @id", new { id }));
        return email is null ? visit.NotFound() : visit.Answer(
            PlanDays.Run(visit.Workspace, visit.Actor, email),
            plan => Pages.Page<ListPage>(new ListModel
            {
                Frame = visit.Frame("Planned for later", Section.Today), Heading = plan.Moved.Count == 0 ? "Everything due fits" : $"{plan.Moved.Count:N0} planned for later days",
                Intro = $"{(plan.Because is { } because ? because + " " : "")}{Words.Count(plan.Due, "step is", "steps are")} due, and {plan.Capacity} fit a day. By priority: what comes back first, first contacts last. No gap, cap or wish is broken, and what was agreed or promised stays on its day.{(plan.Moved.Count > MostShown ? $" The first {MostShown}." : "")}",
                Act = new(email == visit.User.Email ? "/today" : $"/today?owner={owner}", "To Today"), Columns = ["Who", "What", "Due since", "Planned for", "Why"], None = "Nothing had to move.",
                Rows = [.. plan.Moved.Take(MostShown).Select(item => new ListRow(item.Name, $"/people/{item.Contact}", item.Company, [item.Step, Day(item.Due, visit), $"planned for {Day(item.Planned, visit)}", item.Why]))],
            }),
            problems => Pages.Page<ProblemPage>(new ProblemModel(visit.Frame("Planned for later"), "Nothing can be planned", string.Join(" ", problems.Select(problem => problem.Text))), StatusCodes.Status400BadRequest));
    }

    private static string Day(string day, Visit visit) => When.Day(LocalDatePattern.Iso.Parse(day).Value, visit.Today);
}
