using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Planning;
using Tact.FollowUps;
using Tact.Storage;

namespace Tact.Today;

/// <summary>One contact that is due and does not fit today, the day it is planned for, and why in a sentence.</summary>
public sealed record MovedItem(long FollowUp, long Contact, string Name, string? Company, string Kind, string? Step, string Due, string Planned, string Why);

/// <summary>A day with how many contacts are planned for it.</summary>
public sealed record DayPlanned(string Day, int Items);

/// <summary>An owner's next days.</summary>
/// <param name="Capacity">Cadence steps, returns and first contacts a day.</param>
/// <param name="Due">How many of these are due by today.</param>
/// <param name="FitToday">How many of them are planned for today.</param>
/// <param name="Fixed">What is due by today and never moves: what was agreed or promised, callbacks, answers, notes.</param>
/// <param name="Days">The days that are used, with those whose own day comes in that time.</param>
/// <param name="Moved">What is due and comes later, in the order of the days.</param>
/// <param name="Because">Why so much is due, in a sentence: back from leave, after an import, on a Monday; null when nothing moves or nothing tells.</param>
public sealed record DaysPlanned(long Capacity, int Due, int FitToday, long Fixed, IReadOnlyList<DayPlanned> Days, IReadOnlyList<MovedItem> Moved, string? Because);

/// <summary>
/// When more is due than the seller's day holds, spreads it over the next working days by priority. The plan is a view: it stores nothing,
/// holds nobody back, and is true again after every touch.
/// </summary>
public static class PlanDays
{
    private const int MostItems = 20_000;
    private const int DaysAhead = 120;

    private const string Names = "c.name as Name, co.name as Company";
    private const string WithNames = "join contacts c on c.id = f.contact_id left join companies co on co.id = f.company_id";

    private sealed class Row
    {
        public long Id { get; set; }
        public long ContactId { get; set; }
        public long? CompanyId { get; set; }
        public long Kind { get; set; }
        public string Situation { get; set; } = "";
        public string? Step { get; set; }
        public string DueOn { get; set; } = "";
        public string CallWindow { get; set; } = "";
        public string Preset { get; set; } = "";
        public string Name { get; set; } = "";
        public string? Company { get; set; }
    }

    /// <summary>Each item with its row, its day (-1 for none found) and why it moves, in any order.</summary>
    private sealed record Placing(int Today, int Left, long Fixed, List<Row> Rows, List<Planned> Items, int[] Days, WhyMoved[] Why)
    {
        public bool IsLater(int i) => Days[i] > Math.Max(Today, Items[i].Due);
    }

    /// <summary>The day, yyyy-MM-dd, of each follow-up that is due and comes later.</summary>
    public static Dictionary<long, string> PlannedFor(Session session, Workspace workspace, UserRow user)
    {
        if (user.Capacity < 1)
            return [];
        var placing = Place(session, workspace, user, named: false);
        return Enumerable.Range(0, placing.Rows.Count).Where(placing.IsLater).ToDictionary(i => placing.Rows[i].Id, i => Iso(placing.Days[i]));
    }

    /// <summary>Plans an owner's days from the workspace's now.</summary>
    public static Result<DaysPlanned> Run(Workspace workspace, Actor actor, string owner) => workspace.Data.Read(session => Actor.Find(session, owner, "owner").Then<DaysPlanned>(user =>
    {
        if (!actor.MayChange(user.Id))
            return new Result<DaysPlanned>.Refused($"These days belong to {user.Name}. Managers see everybody's.", "role", null);
        if (user.Capacity < 1)
            return Result<DaysPlanned>.Wrong("owner", $"{user.Name} takes no contacts a day, so nothing can be planned.");
        var placing = Place(session, workspace, user, named: true);
        var (today, days) = (placing.Today, placing.Days);
        var due = placing.Items.Count(i => i.Due <= today);
        return new DaysPlanned(
            user.Capacity, due, days.Count(day => day == today), placing.Fixed,
            [.. days.Where(day => day >= 0).CountBy(day => day).OrderBy(g => g.Key).Select(g => new DayPlanned(Iso(g.Key), g.Value))],
            Moved(session, user, placing), MuchDue.Because(session, workspace, user, due > placing.Left));
    }));

    private static Placing Place(Session session, Workspace workspace, UserRow user, bool named)
    {
        var date = workspace.Now.InZone(workspace.ZoneOf(user.Zone)).Date;
        var today = LocalDatePattern.Iso.Format(date);
        var ahead = LocalDatePattern.Iso.Format(date.PlusDays(DaysAhead));
        // each kind lies in the order of its days; sorting them all together would cost as much as reading them
        var rows = session.Query<Row>(string.Join(" union all ", new[] { 6, 7, 8 }.Select(kind => $"""
            select * from (
              select f.id as Id, f.contact_id as ContactId, f.company_id as CompanyId, f.kind as Kind, f.situation as Situation, f.step as Step, f.due_on as DueOn, f.call_window as CallWindow,
                     f.preset as Preset{(named ? ", " + Names : "")}
              from follow_ups f
              {(named ? WithNames : "")}
              where f.owner_id = @Id
                and f.kind = {kind}
                and f.due_on is not null
                and f.due_on <= @ahead
              order by f.due_on, f.id
              limit {MostItems}) of_kind_{kind}
            """)), new { user.Id, ahead });
        if (rows.Count > MostItems)
            rows = [.. rows.OrderBy(row => row.DueOn, StringComparer.Ordinal).ThenBy(row => row.Id).Take(MostItems)];
        var counts = session.One<(long Fixed, long Done)>(
            """
            select
              cast((select coalesce(sum(n), 0) from due_counts where owner_id = @Id and kind between 1 and 5 and due_on <> '' and due_on <= @today) as bigint),
              cast((select coalesce(sum(planned), 0) from day_counts where owner_id = @Id and day = @today) as bigint)
            """,
            new { user.Id, today });
        var dates = new Dictionary<string, int>();
        var windows = new Dictionary<string, CallWindow?>();
        var items = rows.ConvertAll(row =>
        {
            if (!dates.TryGetValue(row.DueOn, out var due))
                dates[row.DueOn] = due = WorkingDays.Number(LocalDatePattern.Iso.Parse(row.DueOn).Value);
            var cap = row is { Situation: "cold", CompanyId: not null } ? workspace.Policies.Preset(row.Preset).CompanyPerWeek : null;
            if (!windows.TryGetValue(row.CallWindow, out var window))
                windows[row.CallWindow] = window = CallWindow.Read(row.CallWindow);
            return new Planned((TodayKind)row.Kind, due, row.Id, window?.Weekdays ?? WorkCalendar.Plain.Week, cap is null ? 0 : row.CompanyId!.Value, cap ?? 0) { Holidays = window?.Calendar };
        });
        var day = WorkingDays.Number(date);
        var zone = workspace.ZoneOf(user.Zone);
        var approached = session.Query<(long Company, long Contact, long At)>(
                """
                select t.company_id, t.contact_id, coalesce(t.moved_at, t.at)
                from timeline t
                where t.cold = 1
                  and t.undone_by is null
                  and coalesce(t.moved_at, t.at) >= @since
                  and t.company_id in (select company_id from follow_ups where owner_id = @Id and kind in (6, 7, 8) and situation = 'cold' and due_on is not null and due_on <= @ahead)
                """,
                new { user.Id, since = WorkingDays.Start(day - 7, 0, zone).ToUnixTimeMilliseconds(), ahead })
            .Select(touch => (touch.Company, touch.Contact, Day: WorkingDays.NumberAt(Instant.FromUnixTimeMilliseconds(touch.At), zone))).Distinct().Select(touch => (touch.Company, touch.Day));
        var left = (int)Math.Clamp(user.Capacity - counts.Done, 0, int.MaxValue);
        var why = new WhyMoved[items.Count];
        var days = Spread.Over(items, day, left, (int)Math.Min(user.Capacity, int.MaxValue), ContactFile.DaysOffOf(user.DaysOff), approached, why);
        return new Placing(day, left, counts.Fixed, rows, items, days, why);
    }

    private static List<MovedItem> Moved(Session session, UserRow user, Placing placing)
    {
        var (today, rows, items, days) = (placing.Today, placing.Rows, placing.Items, placing.Days);
        var leaves = session.Query<(string From, string Until)>(
            "select from_on, until_on from leaves where owner_id = @Id and cancelled_at is null and until_on >= @today order by from_on", new { user.Id, today = Iso(today) });
        var written = new Dictionary<int, string>();
        // by day, and within it by priority: so many come before each
        var order = Enumerable.Range(0, items.Count).Where(i => days[i] >= 0).ToArray();
        Array.Sort(order, (a, b) => (days[a], items[a].Kind, items[a].Due, items[a].Id).CompareTo((days[b], items[b].Kind, items[b].Due, items[b].Id)));
        var moved = new List<MovedItem>();
        for (var n = 0; n < order.Length; n++)
        {
            var i = order[n];
            if (!placing.IsLater(i))
                continue;
            var (from, until) = (Written(Math.Max(today, items[i].Due)), Written(days[i]));
            var away = leaves.Find(leave => string.CompareOrdinal(leave.From, until) < 0 && string.CompareOrdinal(leave.Until, from) >= 0);
            moved.Add(new MovedItem(rows[i].Id, rows[i].ContactId, rows[i].Name, rows[i].Company, Core.Names.Of(items[i].Kind), rows[i].Step, rows[i].DueOn, until, WhyLater(placing.Why[i], n, items[i], away)));
        }

        return moved;

        string Written(int day) => written.TryGetValue(day, out var text) ? text : written[day] = Iso(day);
    }

    /// <summary>"12 come before it, by priority; away from 2026-07-13 to 2026-07-24."</summary>
    private static string WhyLater(WhyMoved why, int before, Planned item, (string From, string Until) away)
    {
        var parts = new List<string>();
        if (why.HasFlag(WhyMoved.DayFull))
            parts.Add(before == 0 ? "the day is used up by what is done already" : Web.Words.Count(before, "comes before it, by priority", "come before it, by priority"));
        if (why.HasFlag(WhyMoved.CompanyFull))
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"their company has its {item.CompanyPerWeek} cold approaches of seven days (B3)"));
        if (why.HasFlag(WhyMoved.TheirDay))
            parts.Add("it is no working day of theirs before (B3)");
        if (away.From is not null)
            parts.Add($"leave from {away.From} to {away.Until}");
        var text = string.Join("; ", parts);
        return text.Length == 0 ? "the next working day" : text;
    }

    private static string Iso(int day) => LocalDatePattern.Iso.Format(WorkingDays.Date(day));
}
