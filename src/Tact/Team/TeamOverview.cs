using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;

namespace Tact.Team;

/// <summary>One seller's day in exact counts.</summary>
public sealed record SellerDay(long Id, string Name, string Email, long Due, long Answered, long Promises, long Callbacks, long Resting, long Paused, long Later, long TouchesToday);

/// <summary>The team for its manager: answers, promises and people in good order, not the number of calls (METHOD G4).</summary>
public static class TeamOverview
{
    /// <summary>Every seller's counts, exact, from the counters kept in the write.</summary>
    public static Result<IReadOnlyList<SellerDay>> Run(Workspace workspace, Actor actor) => workspace.Data.Read<Result<IReadOnlyList<SellerDay>>>(session =>
    {
        if (!actor.SeesTeam)
            return new Result<IReadOnlyList<SellerDay>>.Refused("The team page is for managers.", "role", null);
        var users = session.Query<UserRow>($"select {UserRow.Columns} from users where disabled_at is null order by name, id");
        var counts = session.Query<(long Owner, string State, long Kind, string DueOn, long N)>("select owner_id, state, kind, due_on, n from due_counts where n <> 0").ToLookup(c => c.Owner);
        var days = session.Query<(long Owner, string Day, long Touches)>("select owner_id, day, touches from day_counts where day >= @since", new { since = LocalDatePattern.Iso.Format(workspace.Now.InUtc().Date.PlusDays(-1)) }).ToLookup(d => d.Owner);
        return users.ConvertAll(user =>
        {
            var today = LocalDatePattern.Iso.Format(workspace.Now.InZone(workspace.ZoneOf(user.Zone)).Date);
            var mine = counts[user.Id].ToList();
            var due = mine.Where(c => c.DueOn.Length > 0 && string.CompareOrdinal(c.DueOn, today) <= 0).ToList();
            return new SellerDay(
                user.Id, user.Name, user.Email, due.Sum(c => c.N), OfKind(TodayKind.Answered), OfKind(TodayKind.Promise), OfKind(TodayKind.Callback),
                OfState(FollowUpState.Resting), OfState(FollowUpState.Paused), mine.Sum(c => c.DueOn.Length > 0 ? c.N : 0) - due.Sum(c => c.N), days[user.Id].Where(d => d.Day == today).Sum(d => d.Touches));

            long OfKind(TodayKind kind) => due.Where(c => c.Kind == (long)kind).Sum(c => c.N);
            long OfState(FollowUpState state) => mine.Where(c => c.State == Names.Of(state)).Sum(c => c.N);
        });
    });
}
