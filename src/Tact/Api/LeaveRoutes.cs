using NodaTime;
using NodaTime.Text;
using Tact.Absences;
using Tact.Accounts;
using Tact.Web;

namespace Tact.Api;

/// <summary>A leave to enter; without an owner one's own.</summary>
public sealed record LeaveBody(string From, string To, string? Owner = null, string? Cover = null, string? Reason = null);

/// <summary>Hours of work; without an owner one's own, without hours none.</summary>
public sealed record HoursBody(int? From = null, int? To = null, string? Owner = null);

/// <summary>Nothing to say.</summary>
public sealed record CancelBody;

/// <summary>Who is away when, over REST.</summary>
public static class LeaveRoutes
{
    /// <summary>The routes.</summary>
    public static void MapLeaves(this IEndpointRouteBuilder api)
    {
        var leaves = api.MapGroup("").WithTags("Leave");
        leaves.MapGet("/leaves", (Visit visit, string? owner) => Answer.Json(Leaves.List(visit.Workspace, visit.Actor, owner))).Gives<IReadOnlyList<LeaveShown>>("Leaves that last or come, of everybody or of one");
        leaves.Post<LeaveBody, LeaveShown>("/leaves", "Enters when somebody is away, and who covers", (visit, body, workspace) => Day(body.From, "from").Then(from => Day(body.To, "to").Then(to =>
            Leaves.Take(workspace, visit.Actor, body.Owner ?? visit.User.Email, from, to, body.Cover, body.Reason))));
        leaves.PostOn<CancelBody, LeaveShown>("/leaves/{id:long}/cancel", "Takes a leave back; one that has begun ends yesterday", (visit, id, _, workspace) => Leaves.Cancel(workspace, visit.Actor, id));
        leaves.MapGet("/hours", (Visit visit, string? owner) => Answer.Json(OwnHours.Show(visit.Workspace, owner ?? visit.User.Email))).Gives<HoursShown>("The hours somebody works");
        leaves.Post<HoursBody, HoursShown>("/hours", "Sets the hours somebody works, or takes them away", (visit, body, workspace) => OwnHours.Set(workspace, visit.Actor, body.Owner ?? visit.User.Email, body.From, body.To).Then<HoursShown>(hours =>
        {
            var services = visit.Http.RequestServices;
            if (workspace.Data.Read(session => session.Scalar<long?>("select id from users where email = @Owner", new { hours.Owner })) is { } owner)
            {
                services.GetRequiredService<Sessions>().Forget(owner);
                services.GetRequiredService<ApiTokens>().Forget(owner);
            }

            return hours;
        }));
    }

    private static Result<LocalDate> Day(string text, string field) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : Result<LocalDate>.Wrong(field, $"\"{text}\" is no date. Write it as 2026-07-13.");
}
