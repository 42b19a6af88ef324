using System.Globalization;
using Tact.Accounts;
using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>What a team chose for its homework.</summary>
/// <param name="FactDays">Days after which a fact is stale.</param>
/// <param name="FocusLimit">Companies on one seller's focus list at most.</param>
public sealed record HomeworkChosen(int FactDays, int FocusLimit);

/// <summary>How long a fact may be relied on, and how many companies a focus list holds (METHOD E2, E3); managers and admins choose.</summary>
public static class HomeworkSettings
{
    /// <summary>Companies on a focus list, where the team chose nothing else.</summary>
    public const int UsualLimit = 20;

    private const int MostCompanies = 200;
    private const string Days = "fact_days";
    private const string Limit = "focus_limit";

    /// <summary>As it is chosen.</summary>
    public static HomeworkChosen Of(Session session) => new(Number(session, Days) ?? FactAge.UsualDays, Number(session, Limit) ?? UsualLimit);

    /// <summary>Chooses; what is null stays as it is.</summary>
    public static Result<HomeworkChosen> Set(Workspace workspace, Actor actor, int? factDays, int? focusLimit)
    {
        if (!actor.SeesTeam)
            return new Result<HomeworkChosen>.Refused("A manager or an admin chooses this for the whole team.", "role", null);
        List<Problem> problems = [];
        if (factDays is < FactAge.FewestDays or > FactAge.MostDays)
            problems.Add(new Problem("fact-days", $"Choose between {FactAge.FewestDays} and {FactAge.MostDays} days."));
        if (focusLimit is < 1 or > MostCompanies)
            problems.Add(new Problem("focus-limit", $"Choose between 1 and {MostCompanies} companies; begin with 15 to 20."));
        return problems.Count > 0 ? new Result<HomeworkChosen>.Invalid(problems) : workspace.Data.Write<Result<HomeworkChosen>>(session =>
        {
            Keep(session, Days, factDays);
            Keep(session, Limit, focusLimit);
            return Of(session);
        });
    }

    private static int? Number(Session session, string name) =>
        int.TryParse(session.Scalar<string>("select value from settings where name = @name", new { name }), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : null;

    private static void Keep(Session session, string name, int? value)
    {
        if (value is { } chosen)
            session.Execute("insert into settings (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value", new { name, value = chosen.ToString(CultureInfo.InvariantCulture) });
    }
}
