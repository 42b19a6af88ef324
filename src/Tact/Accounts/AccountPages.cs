using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tact.Web;

namespace Tact.Accounts;

/// <summary>One's own account page.</summary>
public static class AccountPages
{
    /// <summary>Where it is.</summary>
    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        app.MapGet("/account", (Visit visit, Sessions sessions) => Page(visit, sessions));
        app.MapPost("/account", Save);
        app.MapPost("/account/password", (Visit visit, Sessions sessions, SignIn signIn, [FromForm] string? current, [FromForm] string? password) => visit.Answer(
            signIn.ChangePassword(visit.Http.SignedIn()!, current ?? "", password ?? ""),
            _ => Site.SaidThen(visit.Http, "/account", "Your password is changed. Other browsers are signed out."),
            problems => Page(visit, sessions, passwordProblems: problems)));
        app.MapPost("/account/sessions/end", (Visit visit, Sessions sessions, [FromForm] string? session) =>
        {
            visit.Workspace.Data.Write(s => sessions.End(s, visit.User.Id, session ?? "", null));
            return Site.SaidThen(visit.Http, "/account", "That browser is signed out.");
        });
        app.MapPost("/account/tokens", (Visit visit, Sessions sessions, TimeProvider time, [FromForm] string? token) => visit.Answer(
            UserTokens.Add(visit.Workspace, visit.Actor, time, visit.User.Email, token ?? ""),
            made => Page(visit, sessions, made: made),
            problems => Page(visit, sessions, tokenProblems: [.. problems.Select(p => p with { Field = "token" })])));
        app.MapPost("/account/tokens/{id:long}/revoke", (Visit visit, Sessions sessions, ApiTokens tokens, TimeProvider time, long id) => visit.Answer(
            UserTokens.Revoke(visit.Workspace, visit.Actor, time, visit.User.Email, id),
            _ =>
            {
                tokens.Forget(visit.User.Id);
                return Site.SaidThen(visit.Http, "/account", "That token does not work any more.");
            },
            problems => Page(visit, sessions, tokenProblems: problems)));
    }

    private static IResult Save(Visit visit, Sessions sessions, ApiTokens tokens, IFormCollection form)
    {
        var weekdays = form["weekday"].Aggregate(0, (bits, day) => int.TryParse(day, CultureInfo.InvariantCulture, out var n) && n is >= 0 and < 7 ? bits | (1 << n) : bits);
        var capacity = int.TryParse(form["capacity"], CultureInfo.InvariantCulture, out var rows) ? rows : 0;
        var input = new AccountInput(form["name"].ToString(), form["zone"].ToString(), capacity, weekdays, form["dates"].ToString(), form["keys"].Count > 0, form["hoursFrom"].ToString(), form["hoursTo"].ToString());
        return visit.Answer(
            ChangeAccount.Run(visit.Workspace, visit.Actor, input),
            _ =>
            {
                sessions.Forget(visit.User.Id);
                tokens.Forget(visit.User.Id);
                return Site.SaidThen(visit.Http, "/account", "Saved.");
            },
            problems => Page(visit, sessions, input, selfProblems: problems));
    }

    private static IResult Page(Visit visit, Sessions sessions, AccountInput? typed = null, IReadOnlyList<Problem>? selfProblems = null,
        IReadOnlyList<Problem>? passwordProblems = null, IReadOnlyList<Problem>? tokenProblems = null, NewToken? made = null)
    {
        var user = visit.User;
        return Pages.Page<AccountPage>(
            new AccountModel
            {
                Frame = visit.Frame("Your account"), Self = visit.Form("/account", selfProblems), Password = visit.Form("/account", passwordProblems), Token = visit.Form("/account", tokenProblems),
                Email = user.Email, UsualZone = visit.Workspace.Zone.Id, Made = made,
                Input = typed ?? new AccountInput(user.Name, user.Zone, (int)user.Capacity, WeekdaysOf(user.DaysOff), ChangeAccount.DatesText(user.DaysOff), user.SingleKeys == 1, Hour(OwnHours.Read(user.DaysOff).From), Hour(OwnHours.Read(user.DaysOff).To)),
                Sessions = [.. sessions.Of(user.Id).Select(s => new SessionShown(s.Hash, BrowserOf(s.Agent), Day(visit, s.Begun), Day(visit, s.Seen), s.Hash == visit.Http.SignedIn()!.SessionHash))],
                Tokens = [.. visit.Workspace.Data.Read(session => ApiTokens.Of(session, user.Id)).Select(t => new TokenLine(t.Id, t.Name, Day(visit, t.Created), t.Used is { } used ? Day(visit, used) : null))],
            },
            (selfProblems ?? passwordProblems ?? tokenProblems) is null ? 200 : 400);
    }

    private static string? Hour(int? hour) => hour?.ToString(CultureInfo.InvariantCulture);

    private static int WeekdaysOf(string daysOff)
    {
        using var json = JsonDocument.Parse(daysOff);
        return json.RootElement.TryGetProperty("weekdays", out var bits) ? bits.GetInt32() : 0b1100000;
    }

    private static string Day(Visit visit, long at)
    {
        var local = Instant.FromUnixTimeMilliseconds(at).InZone(visit.Zone);
        return $"{local.Date.ToString("d MMM uuuu", CultureInfo.InvariantCulture)}, {local.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>A browser in two words, from what it says of itself.</summary>
    private static string BrowserOf(string? agent)
    {
        if (string.IsNullOrEmpty(agent))
            return "Unknown";
        var name = First("Edg/", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "Chrome/", "Chrome", "Safari/", "Safari") ?? (agent.Length > 40 ? agent[..40] : agent);
        return First("iPhone", "iPhone", "iPad", "iPad", "Android", "Android", "Windows", "Windows", "Mac OS", "Mac", "Linux", "Linux") is { } on ? $"{name} on {on}" : name;

        string? First(params string[] pairs)
        {
            for (var i = 0; i < pairs.Length; i += 2)
            {
                if (agent.Contains(pairs[i], StringComparison.Ordinal))
                    return pairs[i + 1];
            }

            return null;
        }
    }
}
