using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Today;

/// <summary>Says in one sentence why more is due than fits a day, where the workspace knows it.</summary>
public static class MuchDue
{
    /// <summary>"Back from leave …", "1,200 people were imported …", "On Mondays …"; null when it fits, or nothing tells.</summary>
    public static string? Because(Session session, Workspace workspace, UserRow owner, bool isMuch)
    {
        if (!isMuch)
            return null;
        var span = MuchDueSpan.Of(workspace, owner);
        return Because(workspace, owner, session.One<MuchDueFacts>($"select {MuchDueFacts.Columns} from {MuchDueFacts.From}", new { owner = owner.Id, much = 1, span.Today, span.LeaveSince, span.ImportSince })!);
    }

    /// <summary>The same from what is known.</summary>
    internal static string? Because(Workspace workspace, UserRow owner, MuchDueFacts facts)
    {
        var zone = workspace.ZoneOf(owner.Zone);
        var today = workspace.Now.InZone(zone).Date;
        if (facts.LeaveUntil is { } leave)
            return $"Back from leave (until {Web.When.Day(LocalDatePattern.Iso.Parse(leave).Value, today)}), so more is due than fits a day.";
        if (facts is { Imported: { } people, ImportedAt: { } at })
            return $"{Web.Words.Count(people, "person was", "people were")} imported {On(Instant.FromUnixTimeMilliseconds(at).InZone(zone).Date, today)}, so more is due than fits a day.";
        return today.DayOfWeek == IsoDayOfWeek.Monday ? "On Mondays what came due over the weekend is added, so more is due than fits a day." : null;
    }

    private static string On(LocalDate day, LocalDate today) => Web.When.Day(day, today) is var words && char.IsUpper(words[0]) ? $"on {words}" : words;
}

/// <summary>How far back a leave or an import explains that much is due: the owner's today and the first day of either, yyyy-MM-dd and Unix milliseconds.</summary>
internal sealed record MuchDueSpan(string Today, string LeaveSince, long ImportSince)
{
    private const int DaysAfterLeave = 7;
    private const int DaysAfterImport = 14;

    /// <summary>The span that ends on an owner's today.</summary>
    public static MuchDueSpan Of(Workspace workspace, UserRow owner)
    {
        var zone = workspace.ZoneOf(owner.Zone);
        var today = workspace.Now.InZone(zone).Date;
        return new(LocalDatePattern.Iso.Format(today), LocalDatePattern.Iso.Format(today.PlusDays(-DaysAfterLeave)), zone.AtStartOfDay(today.PlusDays(-DaysAfterImport)).ToInstant().ToUnixTimeMilliseconds());
    }
}

/// <summary>What may explain that more is due than fits a day; empty where @much is 0.</summary>
internal class MuchDueFacts
{
    /// <summary>The last day of a leave that ended lately, yyyy-MM-dd.</summary>
    public string? LeaveUntil { get; set; }

    /// <summary>How many people came with an import of late of whom somebody is due.</summary>
    public long? Imported { get; set; }

    /// <summary>When it began, Unix milliseconds.</summary>
    public long? ImportedAt { get; set; }

    /// <summary>The columns that tell it.</summary>
    public const string Columns = """
        (select max(until_on) from leaves where @much = 1 and owner_id = @owner and cancelled_at is null and until_on < @Today and until_on >= @LeaveSince) as LeaveUntil,
        import.created as Imported, import.started_at as ImportedAt
        """;

    /// <summary>Where they come from: one row. How many of an import are due is not counted, that one is tells enough.</summary>
    public const string From = """
        (select 1 as one) this
        left join (
          select i.created, i.started_at
          from imports i
          where @much = 1
            and i.finished_at is not null
            and i.undone_at is null
            and i.created > 0
            and i.started_at >= @ImportSince
            and exists (
              select 1
              from follow_ups f
              join contacts c on c.id = f.contact_id
              where f.owner_id = @owner
                and f.kind in (6, 7, 8)
                and f.due_on <= @Today
                and f.due_on is not null
                and c.import_id = i.id)
          order by i.created desc, i.id desc
          limit 1) import on 1 = 1
        """;
}
