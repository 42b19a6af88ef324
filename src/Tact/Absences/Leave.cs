using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Absences;

/// <summary>A time in which a seller is away.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Owner">Who is away, by e-mail.</param>
/// <param name="Name">Their name.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Cover">Who covers, by e-mail; null for nobody.</param>
/// <param name="CoverName">Their name.</param>
/// <param name="Reason">Why, for themselves and managers; null for others.</param>
public sealed record LeaveShown(long Id, string Owner, string Name, string From, string Until, string? Cover, string? CoverName, string? Reason);

/// <summary>Somebody whose answers, callbacks, promises and agreed steps a colleague looks after today.</summary>
public sealed record Covered(long OwnerId, string Name, string? Zone, string Until);

/// <summary>Who is away when, and who covers. Away days are days off: no next step falls on them by default; what was agreed or promised stays on its day and stands on the covering colleague's Today.</summary>
public static class Leaves
{
    private const int LongestDays = 366;

    /// <summary>Enters a leave and has the stored decisions of its owner taken again.</summary>
    public static Result<LeaveShown> Take(Workspace workspace, Actor actor, string owner, LocalDate? from, LocalDate? until, string? cover, string? reason) => workspace.Data.Write(session =>
        Actor.Find(session, owner, "owner").Then<LeaveShown>(user =>
        {
            if (!actor.MayChange(user.Id))
                return new Result<LeaveShown>.Refused($"{user.Name} or a manager enters this.", "role", null);
            var covering = string.IsNullOrWhiteSpace(cover) ? null : session.One<UserRow>($"select {UserRow.Columns} from users where email_key = @key", new { key = cover.Trim().ToLowerInvariant() });
            var problems = Wrong(session, workspace, user, from, until, cover, covering).Concat(Lengths.Problems(Lengths.Line, ("reason", reason))).ToList();
            if (problems.Count > 0)
                return new Result<LeaveShown>.Invalid(problems);
            var at = workspace.Now.ToUnixTimeMilliseconds();
            var id = session.Insert(
                """
                insert into leaves (owner_id, from_on, until_on, cover_id, reason, created_at, created_by)
                values (@Id, @from, @until, @cover, @reason, @at, @by)
                returning id
                """,
                new { user.Id, from = Iso(from!.Value), until = Iso(until!.Value), cover = covering?.Id, reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), at, by = actor.UserId });
            Changed(session, user.Id, at);
            return Read(session, actor, "l.id = @id", new { id })[0];
        }));

    /// <summary>Takes a leave back; one that has begun ends yesterday, so that its owner is here again today.</summary>
    public static Result<LeaveShown> Cancel(Workspace workspace, Actor actor, long id) => workspace.Data.Write<Result<LeaveShown>>(session =>
    {
        if (session.Query<(long Owner, string From, string Until)>("select owner_id, from_on, until_on from leaves where id = @id and cancelled_at is null", new { id }) is not [var leave])
            return new Result<LeaveShown>.NotFound($"There is no leave {id}.");
        if (!actor.MayChange(leave.Owner))
            return new Result<LeaveShown>.Refused("Whoever takes the leave or a manager takes it back.", "role", null);
        var today = Today(workspace, session.Scalar<string>("select zone from users where id = @Owner", new { leave.Owner }));
        if (string.CompareOrdinal(leave.Until, Iso(today)) < 0)
            return Result<LeaveShown>.Wrong("id", $"That leave is over since {leave.Until}.");
        var shown = Read(session, actor, "l.id = @id", new { id })[0];
        var at = workspace.Now.ToUnixTimeMilliseconds();
        if (string.CompareOrdinal(leave.From, Iso(today)) < 0)
            session.Execute("update leaves set until_on = @until where id = @id", new { id, until = Iso(today.PlusDays(-1)) });
        else
            session.Execute("update leaves set cancelled_at = @at where id = @id", new { id, at });
        Changed(session, leave.Owner, at);
        return shown;
    });

    /// <summary>Leaves that last or come, of everybody or of one.</summary>
    public static Result<IReadOnlyList<LeaveShown>> List(Workspace workspace, Actor actor, string? owner) => workspace.Data.Read(session =>
    {
        var today = Iso(Today(workspace, null).PlusDays(-1));
        if (owner is null)
            return new Result<IReadOnlyList<LeaveShown>>.Ok(Read(session, actor, "l.cancelled_at is null and l.until_on >= @today", new { today }));
        return Actor.Find(session, owner, "owner").Then<IReadOnlyList<LeaveShown>>(user => Read(session, actor, "l.cancelled_at is null and l.until_on >= @today and l.owner_id = @Id", new { today, user.Id }));
    });

    /// <summary>Whom a user covers today, and whom those would have covered who are away themselves.</summary>
    public static List<Covered> CoveredBy(Session session, Workspace workspace, long userId)
    {
        var covered = CoveredDirectly(session, workspace, userId);
        for (var i = 0; i < covered.Count; i++)
            covered.AddRange(CoveredDirectly(session, workspace, covered[i].OwnerId).Where(too => too.OwnerId != userId && !covered.Exists(known => known.OwnerId == too.OwnerId)));
        return covered;
    }

    /// <summary>The workspace's yesterday, yyyy-MM-dd: no leave that ended before it lasts anywhere.</summary>
    internal static string Yesterday(Workspace workspace) => Iso(Today(workspace, null).PlusDays(-1));

    private static List<Covered> CoveredDirectly(Session session, Workspace workspace, long userId) =>
        [.. session.Query<(long OwnerId, string Name, string? Zone, string From, string Until)>(
            """
            select l.owner_id, u.name, u.zone, l.from_on, l.until_on
            from leaves l
            join users u on u.id = l.owner_id
            where l.cover_id = @userId
              and l.cancelled_at is null
              and l.until_on >= @yesterday
            order by l.until_on, l.id
            """,
            new { userId, yesterday = Yesterday(workspace) })
            .Where(leave => Iso(Today(workspace, leave.Zone)) is var today && string.CompareOrdinal(leave.From, today) <= 0 && string.CompareOrdinal(leave.Until, today) >= 0)
            .Select(leave => new Covered(leave.OwnerId, leave.Name, leave.Zone, leave.Until))];

    /// <summary>Whether an actor may change what belongs to an owner: their own, the team's, or that of somebody they cover today.</summary>
    public static bool MayChange(Session session, Workspace workspace, Actor actor, long ownerId) =>
        actor.MayChange(ownerId) || IsCovering(session, workspace, actor, ownerId);

    /// <summary>Whether an actor looks after an owner's people today and is neither the owner nor a manager.</summary>
    public static bool IsCovering(Session session, Workspace workspace, Actor actor, long ownerId) =>
        !actor.MayChange(ownerId) && actor.UserId is { } user && CoveredBy(session, workspace, user).Exists(covered => covered.OwnerId == ownerId);

    private static List<Problem> Wrong(Session session, Workspace workspace, UserRow user, LocalDate? from, LocalDate? until, string? cover, UserRow? covering)
    {
        var problems = new List<Problem>();
        if (from is not { } first)
            problems.Add(new Problem("from", "Say the first day: --from 2026-07-13."));
        else if (until is not { } last)
            problems.Add(new Problem("to", "Say the last day: --to 2026-07-24."));
        else if (last < first)
            problems.Add(new Problem("to", $"The last day comes before the first, {Iso(first)}."));
        else if (Period.DaysBetween(first, last) >= LongestDays)
            problems.Add(new Problem("to", $"Enter at most {LongestDays} days at once."));
        else if (last < Today(workspace, user.Zone))
            problems.Add(new Problem("to", $"{Iso(last)} is past."));
        else if (Overlapping(session, user.Id, first, last) is { } other)
            problems.Add(new Problem("from", $"{user.Name} is away from {other.From} to {other.Until} already. Take that back first, or choose other days."));
        else if (covering is not null && Overlapping(session, covering.Id, first, last) is { } too)
            problems.Add(new Problem("cover", $"{covering.Name} is away from {too.From} to {too.Until}, too. Choose somebody else."));
        if (!string.IsNullOrWhiteSpace(cover) && covering is null or { DisabledAt: not null })
            problems.Add(new Problem("cover", $"No user has the e-mail address \"{cover}\"."));
        if (covering is null && string.IsNullOrWhiteSpace(cover) && problems.Count == 0 && Covering(session, user.Id, from!.Value, until!.Value) is { } relied)
            problems.Add(new Problem("cover", $"{user.Name} covers {relied.Name} from {relied.From} to {relied.Until}. Say who covers meanwhile; they look after both."));
        if (covering?.Id == user.Id)
            problems.Add(new Problem("cover", "Somebody else covers."));
        return problems;
    }

    private static (string From, string Until)? Overlapping(Session session, long user, LocalDate from, LocalDate until) => session.Query<(string From, string Until)>(
        "select from_on, until_on from leaves where owner_id = @user and cancelled_at is null and from_on <= @until and until_on >= @from order by from_on limit 1",
        new { user, from = Iso(from), until = Iso(until) }) is [var other] ? other : null;

    private static (string Name, string From, string Until)? Covering(Session session, long user, LocalDate from, LocalDate until) => session.Query<(string Name, string From, string Until)>(
        """
        select u.name, l.from_on, l.until_on
        from leaves l
        join users u on u.id = l.owner_id
        where l.cover_id = @user
          and l.cancelled_at is null
          and l.from_on <= @until
          and l.until_on >= @from
        order by l.from_on, l.id
        limit 1
        """,
        new { user, from = Iso(from), until = Iso(until) }) is [var relied] ? relied : null;

    /// <summary>Days away are kept with the owner's days off, where every decision finds them; the owner's decisions are taken again.</summary>
    private static void Changed(Session session, long owner, long at)
    {
        var days = JsonNode.Parse(session.Scalar<string>("select days_off from users where id = @owner", new { owner }) is { Length: > 0 } text ? text : "{}")!.AsObject();
        var leaves = session.Query<(string From, string Until)>("select from_on, until_on from leaves where owner_id = @owner and cancelled_at is null order by from_on", new { owner });
        days["leave"] = new JsonArray([.. leaves.Select(leave => JsonValue.Create($"{leave.From}..{leave.Until}"))]);
        session.Execute("update users set days_off = @text where id = @owner", new { owner, text = days.ToJsonString(JsonSerializerOptions.Default) });
        session.Execute(
            """
            insert into rechecks (follow_up_id, queued_at)
            select id, @at
            from follow_ups
            where owner_id = @owner
              and due_on is not null
            on conflict (follow_up_id) do nothing
            """,
            new { owner, at });
    }

    private static List<LeaveShown> Read(Session session, Actor actor, string which, object values) =>
        [.. session.Query<LeaveRow>(
            $"""
            select l.id as Id, l.owner_id as OwnerId, u.email as Owner, u.name as Name, l.from_on as FromOn, l.until_on as UntilOn, c.email as Cover, c.name as CoverName, l.reason as Reason
            from leaves l
            join users u on u.id = l.owner_id
            left join users c on c.id = l.cover_id
            where {which}
            order by l.from_on, l.id
            """,
            values).Select(l => new LeaveShown(l.Id, l.Owner, l.Name, l.FromOn, l.UntilOn, l.Cover, l.CoverName, actor.MayChange(l.OwnerId) ? l.Reason : null))];

    private sealed class LeaveRow
    {
        public long Id { get; set; }

        public long OwnerId { get; set; }

        public string Owner { get; set; } = "";

        public string Name { get; set; } = "";

        public string FromOn { get; set; } = "";

        public string UntilOn { get; set; } = "";

        public string? Cover { get; set; }

        public string? CoverName { get; set; }

        public string? Reason { get; set; }
    }

    private static LocalDate Today(Workspace workspace, string? zone) => workspace.Now.InZone(workspace.ZoneOf(zone)).Date;

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
