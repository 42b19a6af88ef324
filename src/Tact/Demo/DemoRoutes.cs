using Tact.Accounts;
using Tact.Web;

namespace Tact.Demo;

/// <summary>The door to a demonstration: nobody signs in, everybody looks around as one of its invented users.</summary>
public static class DemoRoutes
{
    /// <summary>Where it is. <c>as</c> is the e-mail address of the user to be; the first seller when there is none.</summary>
    public static void MapDemo(this IEndpointRouteBuilder routes) => routes.MapGet("/demo", (HttpContext http, Workspace workspace, Sessions sessions, string? @as, string? back) =>
    {
        var user = workspace.Data.Read(session => session.Query<UserRow>(
            $"""
            select {UserRow.Columns}
            from users
            where disabled_at is null
            order by case when email_key = @key then 0 else 1 end, case role when 'seller' then 0 else 1 end, id
            limit 1
            """,
            new { key = @as?.ToLowerInvariant() ?? "" })).FirstOrDefault();
        if (user is null)
            return Results.NotFound();
        Sessions.Give(http, workspace.Data.Write(session => sessions.Begin(session, user.Id, http.Request.Headers.UserAgent)));
        return Site.SeeOther(Site.Local(back) ?? "/today");
    }).AllowAnonymous();

    /// <summary>Whom one may be in a demonstration, for the sign-in page; nobody elsewhere.</summary>
    public static IReadOnlyList<Choice> Ways(HttpContext http) => !http.RequestServices.GetRequiredService<ServeOptions>().Demo ? []
        : http.RequestServices.GetRequiredService<Workspace>().Data.Read(session => session.Query<UserRow>($"select {UserRow.Columns} from users where disabled_at is null order by id"))
            .ConvertAll(user => new Choice("/demo?as=" + Uri.EscapeDataString(user.Email), $"{user.Name}, {user.Role}"));
}
