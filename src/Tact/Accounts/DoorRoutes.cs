using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Tact.Api;
using Tact.Demo;
using Tact.Web;

namespace Tact.Accounts;

/// <summary>The pages at the door: the first account, signing in and out, choosing a password after a one-time code.</summary>
public static class DoorRoutes
{
    private static readonly TimeSpan TicketLasts = TimeSpan.FromMinutes(20);

    private static readonly DoorField NewPassword = new("password", "Password", "new-password", "password") { Hint = $"At least {Passwords.Shortest} characters; a short sentence is easy to remember." };

    /// <summary>Where they are.</summary>
    public static void MapDoor(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", (HttpContext http, FirstRun first, string? back) => first.IsNeeded() ? Site.SeeOther("/first-run") : http.SignedIn() is null ? SignInPage(http, back, null, []) : Site.SeeOther(Site.Local(back) ?? "/today")).AllowAnonymous();
        app.MapPost("/sign-in", Enter).AllowAnonymous();
        app.MapPost("/choose-password", Choose).AllowAnonymous();
        app.MapGet("/first-run", (HttpContext http, FirstRun first) => first.IsNeeded() ? FirstRunPage(http, null, null, []) : Site.SeeOther("/sign-in")).AllowAnonymous();
        app.MapPost("/first-run", Begin).AllowAnonymous();
        app.MapGet("/sign-out", (HttpContext http) => Pages.Page<DoorPage>(new DoorModel
        {
            Frame = http.Frame("Sign out"), Form = Site.Form(http), Heading = "Sign out", Intro = "This ends your session in this browser.", Action = "/sign-out", Fields = [], Button = "Sign out",
        }));
        app.MapPost("/sign-out", (HttpContext http, Workspace workspace, Sessions sessions) =>
        {
            var who = http.SignedIn()!;
            workspace.Data.Write(session => sessions.End(session, who.User.Id, who.SessionHash, null));
            Sessions.Take(http);
            return Site.SeeOther("/sign-in");
        });
    }

    private static IResult Enter(HttpContext http, SignIn signIn, IDataProtectionProvider protection, [FromForm] string? email, [FromForm] string? password, [FromForm] string? back) => Answer.Page(
        http,
        signIn.Run(email ?? "", password ?? "", http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent),
        done => done.Token is { } token ? Welcome(http, token, back) : ChoosePage(http, back, Seal(protection, done.UserId, done.ChooseWith!), []),
        problems => SignInPage(http, back, email, problems));

    private static IResult Choose(HttpContext http, SignIn signIn, IDataProtectionProvider protection, [FromForm] string? ticket, [FromForm] string? password, [FromForm] string? back) => Unseal(protection, ticket) is var (userId, code)
        ? Answer.Page(http, signIn.ChoosePassword(userId, code, password ?? "", http.Request.Headers.UserAgent), done => Welcome(http, done.Token!, back), problems => ChoosePage(http, back, ticket!, problems))
        : SignInPage(http, back, null, [new Problem("", "That took longer than 20 minutes. Enter the one-time code again; it still works.")]);

    private static IResult Begin(HttpContext http, FirstRun first, SignIn signIn, Workspace workspace, Sessions sessions, [FromForm] string? code, [FromForm] string? name, [FromForm] string? email, [FromForm] string? password) =>
        signIn.MayTry(http.Connection.RemoteIpAddress) is Result<bool>.Refused { Why: var why }
            ? FirstRunPage(http, name, email, [new Problem("", why)])
            : Answer.Page(
                http,
                first.Create(code ?? "", new NewUser(email ?? "", "admin", name, null, password ?? "")),
                user => Welcome(http, workspace.Data.Write(session => sessions.Begin(session, user, http.Request.Headers.UserAgent)), null),
                problems => FirstRunPage(http, name, email, problems));

    private static IResult Welcome(HttpContext http, string token, string? back)
    {
        Sessions.Give(http, token);
        return Site.SeeOther(Site.Local(back) ?? "/today");
    }

    private static IResult SignInPage(HttpContext http, string? back, string? email, IReadOnlyList<Problem> problems) => Pages.Page<DoorPage>(
        new DoorModel
        {
            Frame = http.Frame("Sign in"), Form = Site.Form(http, back, problems), Heading = "Sign in", Action = "/sign-in", Button = "Sign in",
            Fields = [new("email", "E-mail address", "username", "email") { Value = email }, new("password", "Password or one-time code", "current-password", "password")],
            Ways = DemoRoutes.Ways(http),
            Foot = "No password, or forgotten? An admin can give you a one-time code.",
        },
        problems.Count == 0 ? 200 : 400);

    private static IResult ChoosePage(HttpContext http, string? back, string ticket, IReadOnlyList<Problem> problems) => Pages.Page<DoorPage>(
        new DoorModel
        {
            Frame = http.Frame("Choose a password"), Form = Site.Form(http, back, problems), Heading = "Choose a password", Intro = "Your one-time code fits. From now on you sign in with a password of your own.",
            Action = "/choose-password", Ticket = ticket, Fields = [NewPassword], Button = "Save and go on",
        },
        problems.Count == 0 ? 200 : 400);

    private static IResult FirstRunPage(HttpContext http, string? name, string? email, IReadOnlyList<Problem> problems) => Pages.Page<DoorPage>(
        new DoorModel
        {
            Frame = http.Frame("Welcome"), Form = Site.Form(http, null, problems), Heading = "Welcome to Tact", Intro = "This workspace is empty. The first account sets it up and adds colleagues.",
            Action = "/first-run", Button = "Begin",
            Fields =
            [
                new("code", "Code", "one-time-code") { Hint = "It was printed where the server was started, such as ABCD-EFGH-JKLM." },
                new("name", "Your name", "name") { Value = name }, new("email", "E-mail address", "username", "email") { Value = email }, NewPassword,
            ],
        },
        problems.Count == 0 ? 200 : 400);

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("choose-password").ToTimeLimitedDataProtector();

    private static string Seal(IDataProtectionProvider protection, long userId, string code) => Protector(protection).Protect($"{userId.ToString(CultureInfo.InvariantCulture)}:{code}", TicketLasts);

    private static (long UserId, string Code)? Unseal(IDataProtectionProvider protection, string? ticket)
    {
        try
        {
            return Protector(protection).Unprotect(ticket ?? "").Split(':') is [var user, var code] ? (long.Parse(user, CultureInfo.InvariantCulture), code) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
