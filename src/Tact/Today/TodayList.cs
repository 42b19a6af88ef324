using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.FollowUps;
using Tact.Mail.Outbox;
using Tact.Storage;

namespace Tact.Today;

/// <summary>Which rows of Today are wanted.</summary>
public enum TodayFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Calls to people whose hours it is now.</summary>
    CallsNow,

    /// <summary>E-mails.</summary>
    Emails,

    /// <summary>Neither.</summary>
    Rest,
}

/// <summary>Where a page of Today goes on: the last row shown.</summary>
public sealed record TodayCursor(long Kind, string DueOn, long DueAt, long Id);

/// <summary>One row of Today, as read.</summary>
public sealed class TodayRow
{
    /// <summary>The follow-up.</summary>
    public long Id { get; set; }

    /// <summary>The person.</summary>
    public long ContactId { get; set; }

    /// <summary>Their name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What they do.</summary>
    public string? Role { get; set; }

    /// <summary>Their company's number.</summary>
    public long? CompanyId { get; set; }

    /// <summary>Their company.</summary>
    public string? Company { get; set; }

    /// <summary>Their telephone number.</summary>
    public string? Phone { get; set; }

    /// <summary>Their e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The stored decision.</summary>
    public string State { get; set; } = "";

    /// <summary>The kind, in list order.</summary>
    public long Kind { get; set; }

    /// <summary>What it is about.</summary>
    public string Matter { get; set; } = "";

    /// <summary>The situation.</summary>
    public string Situation { get; set; } = "";

    /// <summary>What to do.</summary>
    public string? Step { get; set; }

    /// <summary>On which channel.</summary>
    public string? Channel { get; set; }

    /// <summary>The due day.</summary>
    public string DueOn { get; set; } = "";

    /// <summary>The due instant.</summary>
    public long? DueAt { get; set; }

    /// <summary>Which approach.</summary>
    public long Approach { get; set; }

    /// <summary>Of how many.</summary>
    public long? ApproachOf { get; set; }

    /// <summary>Zone, hours and days of calls.</summary>
    public string CallWindow { get; set; } = "";

    /// <summary>Why a call has to wait for a newer do-not-call list; null when it need not.</summary>
    public string? TooOld { get; set; }

    /// <summary>The message to them that is written and waits to leave: its number; null when none does.</summary>
    public long? WaitingId { get; set; }

    /// <summary>How far it is.</summary>
    public string? WaitingState { get; set; }

    /// <summary>When it leaves, Unix milliseconds.</summary>
    public long? WaitingSendAt { get; set; }

    /// <summary>When it is tried again, Unix milliseconds.</summary>
    public long? WaitingAgain { get; set; }

    /// <summary>Who wrote it.</summary>
    public long? WaitingBy { get; set; }

    /// <summary>The message that waits; null when none does.</summary>
    public WaitingMessage? Waiting => WaitingId is { } id ? WaitingMessage.Of(id, WaitingState!, WaitingSendAt, WaitingAgain, WaitingBy!.Value) : null;

    /// <summary>The rest of the row.</summary>
    public string Details { get; set; } = "{}";

    /// <summary>The version, for telling that somebody changed it meanwhile.</summary>
    public long Version { get; set; }

    /// <summary>As the row that explains itself.</summary>
    public FollowUpRow ToFollowUp() => new() { Id = Id, ContactId = ContactId, State = State, Kind = Kind, Situation = Situation, Step = Step, Channel = Channel, DueOn = DueOn, DueAt = DueAt, Approach = Approach, ApproachOf = ApproachOf, Details = Details };
}

/// <summary>How many rows of a kind are due, and how many have a date at all.</summary>
public sealed record TodayCount(long Kind, string State, long Due, long Dated)
{
    /// <summary>Rows with a later date.</summary>
    public long Later => Dated - Due;
}

/// <summary>How many due rows go by one way, of those the day's capacity limits (planned) or of the others.</summary>
/// <param name="Planned">1 for cadence steps, returns and first contacts.</param>
/// <param name="Way">call, email or rest.</param>
/// <param name="CallWindow">For calls: zone, hours and days.</param>
/// <param name="Due">How many.</param>
public sealed record TodayWay(long Planned, string Way, string CallWindow, long Due);

/// <summary>A page of Today with its counters.</summary>
/// <param name="Rows">The rows, in the order of the list.</param>
/// <param name="Counts">Exact counts per kind and state.</param>
/// <param name="Today">The owner's day.</param>
/// <param name="PlannedLeft">How many planned rows still fit into the day.</param>
/// <param name="HeldBack">Planned rows that are due but do not fit today.</param>
/// <param name="More">Where the next page begins; null at the end.</param>
/// <param name="Ways">How many by which way; null for a list too long to count them while it is read.</param>
public sealed record TodayListed(
    List<TodayRow> Rows, IReadOnlyList<TodayCount> Counts, LocalDate Today, int PlannedLeft, long HeldBack, TodayCursor? More, IReadOnlyList<TodayWay>? Ways)
{
    /// <summary>How many rows a filter shows at an instant; null when they are not counted.</summary>
    public long? Under(TodayFilter filter, Instant now)
    {
        if (filter == TodayFilter.All)
            return OnTheList;
        if (Ways is null)
            return null;
        var shown = Ways.Where(way => filter switch
        {
            TodayFilter.CallsNow => !OutsideHours && way.Way == "call" && TodayList.IsOpen(way.CallWindow, now),
            TodayFilter.Emails => way.Way == "email",
            _ => way.Way == "rest",
        }).ToLookup(way => way.Planned == 1, way => way.Due);
        return shown[false].Sum() + Math.Min(PlannedLeft, shown[true].Sum());
    }

    /// <summary>It is not the reader's own time to call.</summary>
    public bool OutsideHours { get; init; }

    /// <summary>Planned rows that are due and beyond the day, whether they are shown or not.</summary>
    public long Beyond { get; init; }

    /// <summary>All that is due, whether it fits the day or not.</summary>
    public long Due => Counts.Sum(c => c.Due);

    /// <summary>What stands on the list today.</summary>
    public long OnTheList => Due - HeldBack;

    /// <summary>Others who are resting or have a date.</summary>
    public long Others => Counts.Sum(c => c.Later);

    /// <summary>Due rows of a kind.</summary>
    public long DueOf(TodayKind kind) => Counts.Where(c => c.Kind == (long)kind).Sum(c => c.Due);

    /// <summary>About how long today's list takes.</summary>
    public Duration Effort
    {
        get
        {
            var planned = Math.Min(PlannedLeft, Counts.Where(c => c.Kind >= (long)TodayKind.Cadence).Sum(c => c.Due));
            return Duration.FromMinutes(Counts.Where(c => c.Kind < (long)TodayKind.Cadence).Sum(c => c.Due * TodayList.MinutesOf((TodayKind)c.Kind)) + (planned * TodayList.MinutesOf(TodayKind.Cadence)));
        }
    }
}

/// <summary>Reads Today: stored decisions, two statements whatever the list holds. No dates are computed here but the owner's day.</summary>
public static class TodayList
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 30;

    /// <summary>With more due than this, the filters show no counts: reading each row would take longer than the page.</summary>
    public const int MostCounted = 300;

    private const string RowColumns = """
        f.id as Id, f.contact_id as ContactId, f.company_id as CompanyId, f.state as State, f.kind as Kind, f.matter as Matter, f.situation as Situation, f.step as Step, f.channel as Channel,
        f.due_on as DueOn, f.due_at as DueAt, f.approach as Approach, f.approach_of as ApproachOf, f.call_window as CallWindow, f.details as Details, f.version as Version
        """;

    /// <summary>
    /// What is counted, in one statement: how much is due and dated by kind and state; what was done of the day's planned; how many due rows go by
    /// which way, planned or not, of a list short enough to count. Of a longer one, when calls are wanted, only the hours that its calls have.
    /// </summary>
    private const string Counters = """
        with counted as materialized (
          select kind, state, cast(sum(case when due_on <= @day then n else 0 end) as bigint) as due, cast(sum(n) as bigint) as dated
          from due_counts
          where owner_id = @ownerId
            and kind > 0
          group by kind, state),
        total as materialized (
          select coalesce(sum(due), 0) as due from counted)
        select 'due' as What, kind as Kind, state as Name, '' as CallWindow, due as Due, dated as Dated
        from counted
        union all
        select 'done', 0, '', '', planned, planned
        from day_counts
        where owner_id = @ownerId and day = @day
        union all
        select 'way', planned, way, call_window, count(*), 0
        from (
          select cast(case when kind >= 6 then 1 else 0 end as bigint) as planned,
                 case when channel in ('call', 'email') then channel else 'rest' end as way,
                 case when channel = 'call' then call_window else '' end as call_window
          from follow_ups
          where owner_id = @ownerId
            and kind between 1 and 8
            and due_on <= @day
            and due_on is not null
          limit (select case when due <= @most then @most else 0 end from total)) short
        group by planned, way, call_window
        union all
        select distinct 'way', 0, 'call', call_window, 0, 0
        from follow_ups
        where @callsNow = 1
          and (select due from total) > @most
          and owner_id = @ownerId
          and due_on is not null
        """;

    private sealed record Counter(string What, long Kind, string Name, string CallWindow, long Due, long Dated);

    private static readonly Dictionary<TodayFilter, string> Statements = Enum.GetValues<TodayFilter>().ToDictionary(filter => filter, Statement);

    /// <summary>Minutes a row of a kind usually takes; ours, to be measured.</summary>
    public static int MinutesOf(TodayKind kind) => kind switch
    {
        TodayKind.Callback or TodayKind.Promise => 10,
        TodayKind.Answered or TodayKind.Agreed => 8,
        TodayKind.Note => 4,
        _ => 6,
    };

    /// <summary>
    /// A page of an owner's Today. The capacity limits only cadence steps, returns and first contacts; with
    /// <paramref name="everything"/> it limits nothing. Outside the reader's own <paramref name="hours"/> no call is possible now.
    /// </summary>
    public static TodayListed Read(Session session, Workspace workspace, long ownerId, string? ownerZone, long capacity, int limit = PageSize, TodayFilter filter = TodayFilter.All, TodayCursor? after = null, bool everything = false, OwnHours? hours = null)
    {
        var today = workspace.Now.InZone(workspace.ZoneOf(ownerZone)).Date;
        var day = LocalDatePattern.Iso.Format(today);
        var counters = session.Query<Counter>(Counters, new { ownerId, day, most = (long)MostCounted, callsNow = filter == TodayFilter.CallsNow ? 1 : 0 }).ToLookup(counter => counter.What);
        var counts = counters["due"].Select(one => new TodayCount(one.Kind, one.Name, one.Due, one.Dated)).ToList();
        var done = counters["done"].Sum(one => one.Due);
        var plannedDue = counts.Where(c => c.Kind >= (long)TodayKind.Cadence).Sum(c => c.Due);
        var left = everything ? int.MaxValue : (int)Math.Clamp(capacity - done, 0, int.MaxValue);
        var outside = hours?.IsOpen(workspace.Now) == false;
        var counted = counts.Sum(c => c.Due) <= MostCounted;
        var ways = counted ? counters["way"].Select(one => new TodayWay(one.Kind, one.Name, one.CallWindow, one.Due)).ToList() : null;
        // of calls whose hours it is, or of none
        var windows = filter != TodayFilter.CallsNow || outside ? ["-"]
            : counters["way"].Where(way => way.Name == "call").Select(way => way.CallWindow).Distinct().Where(window => IsOpen(window, workspace.Now)).DefaultIfEmpty("-").ToList();
        var rows = session.Query<TodayRow>(Statements[filter], new { ownerId, day, limit = limit + 1L, k = after?.Kind ?? 0, d = after?.DueOn ?? "", t = after?.DueAt ?? 0, i = after?.Id ?? 0, windows });
        rows.Sort(InOrder);
        Cut(rows, left, after);
        Laws.ScreenLists.Mark(session, workspace, rows);
        var more = rows.Count > limit;
        if (more)
            rows.RemoveRange(limit, rows.Count - limit);
        return new TodayListed(rows, counts, today, left, Math.Max(0, plannedDue - left), more ? CursorOf(rows[^1]) : null, ways)
        {
            OutsideHours = outside,
            Beyond = Math.Max(0, plannedDue - Math.Max(0, capacity - done)),
        };
    }

    /// <summary>Whether somebody may be called at an instant, by the stored window of hours and days.</summary>
    public static bool IsOpen(string callWindow, Instant now) => CallWindow.Read(callWindow)?.IsOpen(now) ?? false;

    /// <summary>The zone a stored window of hours is in.</summary>
    public static DateTimeZone ZoneOf(string callWindow, Workspace workspace) => workspace.ZoneOf(callWindow.Split('|')[0] is { Length: > 0 } id ? id : null);

    /// <summary>The verdict on a due row now: its hours, or the hold on a step we set ourselves. Until when it is held respects the reader's own <paramref name="hours"/>, too.</summary>
    public static (VerdictKind Kind, Instant? Until) VerdictOf(TodayRow row, Instant now, RowDetails details, OwnHours? hours = null)
    {
        if (details.HeldUntil is { } held && held > now.ToUnixTimeMilliseconds())
            return (VerdictKind.Hold, Instant.FromUnixTimeMilliseconds(held));
        if (row.DueAt is { } due && due - 1_800_000 > now.ToUnixTimeMilliseconds())
            return (VerdictKind.Hold, Instant.FromUnixTimeMilliseconds(due));
        if (row.Channel is not ("call" or "message" or "visit") || row.Kind < (long)TodayKind.Promise || IsOpen(row.CallWindow, now))
            return row.TooOld is null ? (VerdictKind.Allow, null) : (VerdictKind.Refuse, null);
        return (VerdictKind.Hold, CallWindow.Read(row.CallWindow) is not { } window ? null : hours is null ? window.NextOpening(now) : hours.Meets(window, now));
    }

    /// <summary>Leaves only as many planned rows as still fit the day.</summary>
    private static void Cut(List<TodayRow> rows, int left, TodayCursor? after)
    {
        if (left == int.MaxValue || after is not null && after.Kind >= (long)TodayKind.Cadence)
            return;
        var planned = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Kind < (long)TodayKind.Cadence || ++planned <= left)
                continue;
            rows.RemoveRange(i, rows.Count - i);
            return;
        }
    }

    // a page is sorted here: the database would copy every column of it to do so
    private static int InOrder(TodayRow a, TodayRow b)
    {
        var order = a.Kind.CompareTo(b.Kind);
        if (order == 0)
            order = string.CompareOrdinal(a.DueOn, b.DueOn);
        if (order == 0 && a.Kind == (long)TodayKind.Callback)
            order = (a.DueAt ?? 0).CompareTo(b.DueAt ?? 0);
        return order != 0 ? order : a.Id.CompareTo(b.Id);
    }

    private static TodayCursor CursorOf(TodayRow row) => new(row.Kind, row.DueOn, row.DueAt ?? 0, row.Id);

    /// <summary>
    /// One range scan per kind, so that later dates are never read, whatever the list holds. Without a filter the index alone says which
    /// follow-ups stand on the page; only those are read.
    /// </summary>
    private static string Statement(TodayFilter filter)
    {
        var only = filter switch
        {
            TodayFilter.CallsNow => "and f.channel = 'call' and f.call_window in @windows",
            TodayFilter.Emails => "and f.channel = 'email'",
            TodayFilter.Rest => "and (f.channel is null or f.channel not in ('call', 'email'))",
            _ => "",
        };
        var kinds = Enum.GetValues<TodayKind>().Where(kind => kind != TodayKind.None).Select(kind => kind == TodayKind.Callback
            ? $"""
              select * from (
                select f.id as id, f.kind as kind, f.due_on as due_on, coalesce(f.due_at, 0) as due_at
                from follow_ups f
                where f.owner_id = @ownerId and f.kind = 1 and f.due_on <= @day and f.due_on is not null {only}
                  and (@k < 1 or (@k = 1 and (f.due_on, coalesce(f.due_at, 0), f.id) > (@d, @t, @i)))
                order by f.due_on, coalesce(f.due_at, 0), f.id
                limit @limit) k1
              """
            : $"""
              select * from (
                select f.id, f.kind, f.due_on, 0
                from follow_ups f
                where f.owner_id = @ownerId and f.kind = {(int)kind} and f.due_on <= @day and f.due_on is not null {only}
                  and (@k < {(int)kind} or (@k = {(int)kind} and (f.due_on, f.id) > (@d, @i)))
                order by f.due_on, f.id
                limit @limit) k{(int)kind}
              """);
        return $"""
            select {RowColumns}, c.name as Name, c.role as Role, c.phone as Phone, c.email as Email, co.name as Company,
              o.id as WaitingId, o.state as WaitingState, o.send_at as WaitingSendAt, o.next_try_at as WaitingAgain, o.written_by as WaitingBy
            from (
            select * from ({string.Join("\nunion all\n", kinds)}) every_kind
            limit @limit) t
            join follow_ups f on f.id = t.id
            join contacts c on c.id = f.contact_id
            left join companies co on co.id = f.company_id
            left join outgoing o on o.id = (select id from outgoing where follow_up_id = f.id and {WaitingMessages.Waits} order by send_at, id limit 1)
            """;
    }
}
