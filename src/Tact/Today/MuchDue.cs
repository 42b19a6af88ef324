using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Today;

/// <summary>Says in one sentence why more is due than fits a day, where the workspace knows it.</summary>
public static class MuchDue
{
    private const int DaysAfterLeave = 7;
    private const int DaysAfterImport = 14;

    /// <summary>"Back from leave …", "1,200 people were imported …", "On Mondays …"; null when it fits, or nothing tells.</summary>
    public static string? Because(Session session, Workspace workspace, UserRow owner, bool isMuch)
    {
        if (!isMuch)
            return null;
        var zone = workspace.ZoneOf(owner.Zone);
        var today = workspace.Now.InZone(zone).Date;
        var leave = session.Scalar<string>(
            "select max(until_on) from leaves where owner_id = @Id and cancelled_at is null and until_on < @today and until_on >= @since",
            new { owner.Id, today = Iso(today), since = Iso(today.PlusDays(-DaysAfterLeave)) });
        if (leave is not null)
            return $"Back from leave (until {Web.When.Day(LocalDatePattern.Iso.Parse(leave).Value, today)}), so more is due than fits a day.";
        // how many of them are due is not counted: that one is tells enough
        var import = session.Query<(long Created, long At)>(
            """
            select i.created, i.started_at
            from imports i
            where i.finished_at is not null
              and i.undone_at is null
              and i.created > 0
              and i.started_at >= @since
              and exists (
                select 1
                from follow_ups f
                join contacts c on c.id = f.contact_id
                where f.owner_id = @Id
                  and f.kind in (6, 7, 8)
                  and f.due_on <= @today
                  and f.due_on is not null
                  and c.import_id = i.id)
            order by i.created desc, i.id desc
            limit 1
            """,
            new { owner.Id, today = Iso(today), since = zone.AtStartOfDay(today.PlusDays(-DaysAfterImport)).ToInstant().ToUnixTimeMilliseconds() });
        if (import is [var found])
            return $"{Web.Words.Count(found.Created, "person was", "people were")} imported {On(Instant.FromUnixTimeMilliseconds(found.At).InZone(zone).Date, today)}, so more is due than fits a day.";
        return today.DayOfWeek == IsoDayOfWeek.Monday ? "On Mondays what came due over the weekend is added, so more is due than fits a day." : null;
    }

    private static string On(LocalDate day, LocalDate today) => Web.When.Day(day, today) is var words && char.IsUpper(words[0]) ? $"on {words}" : words;

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
