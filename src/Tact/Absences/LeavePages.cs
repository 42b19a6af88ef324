using NodaTime.Text;
using Tact.Accounts;
using Tact.Web;

namespace Tact.Absences;

/// <summary>Who is away when: everybody sees it, sellers enter their own, managers everybody's.</summary>
public static class LeavePages
{
    /// <summary>Where it is.</summary>
    public static void MapLeave(this IEndpointRouteBuilder app)
    {
        app.MapGet("/leave", (Visit visit) => Page(visit, new Dictionary<string, string>(), []));
        app.MapPost("/leave", Take);
        app.MapPost("/leave/{id:long}/cancel", (Visit visit, Sessions sessions, ApiTokens tokens, long id) => visit.Answer(
            Leaves.Cancel(visit.Workspace, visit.Actor, id),
            leave => Done(visit, sessions, tokens, leave, $"{leave.Name} is here from now on."),
            problems => Page(visit, new Dictionary<string, string>(), problems)));
    }

    private static IResult Take(Visit visit, Sessions sessions, ApiTokens tokens, IFormCollection form)
    {
        var sent = new Sent(form);
        var (from, until) = (sent.Day("from"), sent.Day("to"));
        return sent.Problems.Count > 0 ? Page(visit, sent.All, sent.Problems) : visit.Answer(
            Leaves.Take(visit.Workspace, visit.Actor, sent.Text("owner") ?? visit.User.Email, from, until, sent.Text("cover"), sent.Text("reason")),
            leave => Done(visit, sessions, tokens, leave, $"{leave.Name} is away from {Day(leave.From, visit)} to {Day(leave.Until, visit)}.{(leave.CoverName is { } cover ? $" {cover} covers." : "")}"),
            problems => Page(visit, sent.All, problems));
    }

    private static IResult Done(Visit visit, Sessions sessions, ApiTokens tokens, LeaveShown leave, string said)
    {
        if (visit.Workspace.Data.Read(session => session.Scalar<long?>("select id from users where email = @Owner", new { leave.Owner })) is { } owner)
        {
            sessions.Forget(owner);
            tokens.Forget(owner);
        }

        return Site.SaidThen(visit.Http, "/leave", said);
    }

    private static IResult Page(Visit visit, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems)
    {
        var people = visit.Workspace.Data.Read(session => session.Query<UserRow>($"select {UserRow.Columns} from users where disabled_at is null order by name, id"));
        var leaves = Leaves.List(visit.Workspace, visit.Actor, null) is Result<IReadOnlyList<LeaveShown>>.Ok all ? all.Value : [];
        return Pages.Page<LeavePage>(
            new LeaveModel
            {
                Frame = visit.Frame("Leave and cover", visit.Actor.SeesTeam ? Section.Team : Section.None), Form = visit.Form("/leave", problems), Sent = sent,
                Owners = visit.Actor.SeesTeam ? [.. people.Select(user => new Choice(user.Email, user.Name))] : [], Covers = [new("", "Nobody"), .. people.Where(user => visit.Actor.SeesTeam || user.Id != visit.User.Id).Select(user => new Choice(user.Email, user.Name))],
                Least = Visit.Iso(visit.Today), Mine = visit.User.Email,
                Leaves = [.. leaves.Select(leave => new LeaveLine(leave, Day(leave.From, visit), Day(leave.Until, visit), visit.Actor.SeesTeam || leave.Owner == visit.User.Email))],
            },
            problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static string Day(string day, Visit visit) => When.Day(LocalDatePattern.Iso.Parse(day).Value, visit.Today);
}

/// <summary>The page of leaves.</summary>
public sealed record LeaveModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>What was sent, when something was wrong with it.</summary>
    public required IReadOnlyDictionary<string, string> Sent { get; init; }

    /// <summary>Whose leave the reader may enter; empty for only their own.</summary>
    public required IReadOnlyList<Choice> Owners { get; init; }

    /// <summary>Who can cover.</summary>
    public required IReadOnlyList<Choice> Covers { get; init; }

    /// <summary>The earliest day.</summary>
    public required string Least { get; init; }

    /// <summary>The reader's e-mail address.</summary>
    public required string Mine { get; init; }

    /// <summary>Those that last or come.</summary>
    public required IReadOnlyList<LeaveLine> Leaves { get; init; }
}

/// <summary>One leave of the table.</summary>
/// <param name="Leave">The leave.</param>
/// <param name="From">Its first day in words.</param>
/// <param name="Until">Its last day in words.</param>
/// <param name="MayCancel">Whether the reader may take it back.</param>
public sealed record LeaveLine(LeaveShown Leave, string From, string Until, bool MayCancel);
