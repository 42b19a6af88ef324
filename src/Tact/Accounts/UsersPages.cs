using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using Tact.Web;

namespace Tact.Accounts;

/// <summary>The admin's page of accounts.</summary>
public static class UsersPages
{
    /// <summary>Where it is.</summary>
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/settings").RequireAuthorization(AccountRoutes.Admin);
        admin.MapGet("", (Visit visit) => Page(visit));
        admin.MapPost("/users", (Visit visit, TimeProvider time, [FromForm] string? email, [FromForm] string? name, [FromForm] string? role, [FromForm] string? zone) =>
        {
            var user = new NewUser(email ?? "", role ?? "", name, zone);
            return visit.Answer(AddUser.Run(visit.Workspace, visit.Actor, time, user), added => Page(visit, code: added), problems => Page(visit, user, problems));
        });
        admin.MapPost("/users/change", Change);
    }

    private static IResult Change(Visit visit, TimeProvider time, Sessions sessions, ApiTokens tokens, [FromForm] string? email, [FromForm] string? @do)
    {
        var who = email ?? "";
        return @do switch
        {
            "code" => visit.Answer(Users.NewCode(visit.Workspace, visit.Actor, time, who), made => Page(visit, code: made), problems => Page(visit, null, problems)),
            "disable" => Done(Users.Disable(visit.Workspace, visit.Actor, time, who), user => $"{user.Name} is switched off. What they recorded stays."),
            "enable" => Done(Users.Enable(visit.Workspace, visit.Actor, who), user => $"{user.Name} is switched on."),
            "sign-out" => Done(Users.SignOut(visit.Workspace, visit.Actor, time, who), user => $"{user.Name} is signed out everywhere."),
            _ => Done(Users.SetRole(visit.Workspace, visit.Actor, who, @do ?? ""), user => $"{user.Name} is {user.Role} now."),
        };

        IResult Done(Result<UserShown> result, Func<UserShown, string> said) => visit.Answer(
            result,
            user =>
            {
                sessions.Forget(user.Id);
                tokens.Forget(user.Id);
                return Site.SaidThen(visit.Http, "/settings", said(user));
            },
            problems => Page(visit, null, problems));
    }

    private static IResult Page(Visit visit, NewUser? typed = null, IReadOnlyList<Problem>? problems = null, AddedUser? code = null) => visit.Answer(
        Users.List(visit.Workspace, visit.Actor),
        users => Pages.Page<UsersPage>(
            new UsersModel
            {
                Frame = visit.Frame("Accounts", Section.Settings), Form = visit.Form("/settings", problems), Typed = typed, Users = users, Code = code,
                CodeUntil = code?.CodeExpires is { } until ? InstantPattern.General.Parse(until).Value.InZone(visit.Zone).ToString("ddd d MMM, HH:mm", System.Globalization.CultureInfo.InvariantCulture) : null,
            },
            problems is null ? 200 : 400),
        _ => Pages.Page<ProblemPage>(ProblemModel.NotAllowed(Visit.Viewer(visit.User)), 403));
}
