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
        // somewhere it is yesterday still, and elsewhere tomorrow already
        var days = Enumerable.Range(-1, 3).Select(i => LocalDatePattern.Iso.Format(workspace.Now.InUtc().Date.PlusDays(i))).ToArray();
        var counts = session.Query<Count>(
            """
            select owner_id as Owner, state as State, kind as Kind, cast(sum(n) as bigint) as N,
                   cast(sum(case when due_on = '' then 0 else n end) as bigint) as Dated,
                   cast(sum(case when due_on <> '' and due_on <= @yesterday then n else 0 end) as bigint) as DueYesterday,
                   cast(sum(case when due_on <> '' and due_on <= @today then n else 0 end) as bigint) as DueToday,
                   cast(sum(case when due_on <> '' and due_on <= @tomorrow then n else 0 end) as bigint) as DueTomorrow
            from due_counts
            group by owner_id, state, kind
            """,
            new { yesterday = days[0], today = days[1], tomorrow = days[2] }).ToLookup(count => count.Owner);
        var touches = session.Query<(long Owner, string Day, long Touches)>("select owner_id, day, touches from day_counts where day >= @since", new { since = days[0] }).ToLookup(day => day.Owner);
        return users.ConvertAll(user =>
        {
            var today = LocalDatePattern.Iso.Format(workspace.Now.InZone(workspace.ZoneOf(user.Zone)).Date);
            var mine = counts[user.Id].ToList();
            return new SellerDay(
                user.Id, user.Name, user.Email, mine.Sum(Due), OfKind(TodayKind.Answered), OfKind(TodayKind.Promise), OfKind(TodayKind.Callback),
                OfState(FollowUpState.Resting), OfState(FollowUpState.Paused), mine.Sum(count => count.Dated - Due(count)), touches[user.Id].Where(day => day.Day == today).Sum(day => day.Touches));

            long Due(Count count) => today == days[0] ? count.DueYesterday : today == days[1] ? count.DueToday : count.DueTomorrow;
            long OfKind(TodayKind kind) => mine.Where(count => count.Kind == (long)kind).Sum(Due);
            long OfState(FollowUpState state) => mine.Where(count => count.State == Names.Of(state)).Sum(count => count.N);
        });
    });

    private sealed record Count(long Owner, string State, long Kind, long N, long Dated, long DueYesterday, long DueToday, long DueTomorrow);
}
