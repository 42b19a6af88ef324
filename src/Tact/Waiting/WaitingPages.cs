using NodaTime.Text;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Web;

namespace Tact.Waiting;

/// <summary>The page of everyone without an answer.</summary>
public static class WaitingPages
{
    private static readonly (string State, string Words)[] Groups =
    [
        ("", "Everyone"), ("active", "In progress"), ("waiting-for-them", "Waiting for them"), ("paused", "Paused"), ("resting", "Resting"), ("will-call", "They will call"),
    ];

    /// <summary>Where it is.</summary>
    public static void MapWaiting(this IEndpointRouteBuilder app) => app.MapGet("/waiting", (Visit visit, string? state, string? after, long? owner) =>
        visit.Answer(
            ListWaiting.Run(visit.Workspace, visit.Actor, Owner(visit, owner), state, after),
            listed => Pages.Page<WaitingPage>(Model(visit, listed, state ?? "", owner)),
            _ => Pages.Page<ProblemPage>(ProblemModel.NotAllowed(Visit.Viewer(visit.User)), StatusCodes.Status403Forbidden)));

    private static string Owner(Visit visit, long? owner) => owner is null ? visit.User.Email
        : visit.Workspace.Data.Read(session => session.Scalar<string>("select email from users where id = @owner", new { owner })) ?? "";

    private static WaitingModel Model(Visit visit, WaitingListed listed, string state, long? owner)
    {
        var whose = owner is null ? "" : $"owner={owner}&";
        return new WaitingModel
        {
            Frame = visit.Frame("Waiting", Section.Waiting),
            Groups = [.. Groups.Select(group => new WaitingGroup(group.Words, group.State.Length == 0 ? listed.Counts.Values.Sum() : listed.Counts.GetValueOrDefault(group.State), $"/waiting?{whose}state={group.State}", group.State == state))],
            Owners = visit.Actor.SeesTeam ? [.. Sellers(visit).Select(seller => new WaitingOwner(seller.Id == visit.User.Id ? "You" : seller.Name, $"/waiting?owner={seller.Id}&state={state}", seller.Id == (owner ?? visit.User.Id)))] : [],
            Rows = [.. listed.Rows.Select(row => Line(row, visit))],
            More = listed.More is { } more ? $"/waiting?{whose}state={state}&after={Uri.EscapeDataString(more)}" : null,
        };
    }

    private static List<(long Id, string Name)> Sellers(Visit visit) => visit.Workspace.Data.Read(session =>
        session.Query<(long Id, string Name)>("select id, name from users where disabled_at is null order by case when id = @Id then 0 else 1 end, name, id", new { visit.User.Id }));

    private static WaitingLine Line(WaitingRow row, Visit visit)
    {
        var until = row.Until is null ? "" : When.Day(LocalDatePattern.Iso.Parse(row.Until).Value, visit.Today);
        var stands = row.State switch
        {
            "active" => row.Approaches == 0 ? "In progress" : $"{row.Approaches} tried without an answer",
            "waiting-for-them" => "Waiting for them",
            "paused" => row.Reason == "asked for quiet" ? "Quiet, as they asked" : $"Paused: {StateWords.Stall(row.Reason)}",
            "resting" => "Resting",
            _ => "They will call",
        };
        if (row.State == "paused" && row.Owner != visit.User.Email)
            stands += $"; quiet until {until}, do not chase";
        return new WaitingLine(row.Contact, row.Name, row.Company, row.Matter, stands, $"{row.Step}, {until}", When.Since(visit.Today.PlusDays(-row.DaysWithoutAnswer), visit.Today), row.Owner == visit.User.Email ? null : row.Owner);
    }
}
