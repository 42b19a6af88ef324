using NodaTime;
using NodaTime.Text;
using Tact.Core;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>
/// A touch changes what colleagues at the same company may do: the cap on cold approaches, one voice at a time. The
/// nearest follow-ups are decided again in the same transaction, the rest are queued where everyone can see them.
/// </summary>
public static class Colleagues
{
    private const int MostAtOnce = 12;

    // a cap's week, and a day for either side's zone
    private const int DaysThatMatter = 9;

    /// <summary>Decides again for cold follow-ups at the company that this touch, made or taken back, may hold or free.</summary>
    public static void AfterTouch(Session session, Workspace workspace, ContactFile file, FollowUpRow? row, TimelineRow touch, bool twoWay, bool takenBack = false)
    {
        if (file.Contact.CompanyId is not { } company)
            return;
        DecideAgain(session, workspace, file, company, row, touch.At, touch.Cold == 1, twoWay, takenBack);
        foreach (var other in file.Recounted)
            DecideAgain(session, workspace, file, company, row, other.At, cold: true, twoWay: false, takenBack: other.Cold == 0);
    }

    private static void DecideAgain(Session session, Workspace workspace, ContactFile file, long company, FollowUpRow? row, long at, bool cold, bool twoWay, bool takenBack)
    {
        var (cap, newest) = cold ? Week(session, company, at) : (0, at);
        if (takenBack && cold)
            cap++;
        var full = workspace.Policies.Presets.Values.Where(p => p.CompanyPerWeek <= cap).Select(p => p.Name).ToHashSet();
        var talked = twoWay && row is not null;
        if (full.Count == 0 && !talked)
            return;
        // a full week holds for seven days at most: what is due later stays where it is
        var horizon = takenBack ? "9999" : LocalDatePattern.Iso.Format(Instant.FromUnixTimeMilliseconds(newest).InUtc().Date.PlusDays(DaysThatMatter));
        var affected = session.Query<(long Id, long ContactId, string Preset, long Talk)>(
            """
            select f.id, f.contact_id, f.preset, case when f.matter_key = @matter and f.owner_id <> @owner then 1 else 0 end
            from follow_ups f
            where f.company_id = @company
              and f.contact_id <> @contact
              and f.situation = 'cold'
              and f.state not in ('answered', 'stopped')
              and ((@full = 1 and f.due_on <= @horizon) or (@talked = 1 and f.matter_key = @matter and f.owner_id <> @owner))
            order by f.due_on, f.id
            """,
            new { company, contact = file.Contact.Id, full = full.Count > 0 ? 1 : 0, talked = talked ? 1 : 0, horizon, matter = row?.MatterKey ?? "", owner = row?.OwnerId ?? 0 });
        Again(session, workspace, [.. affected.Where(f => full.Contains(f.Preset) || (talked && f.Talk == 1)).Select(f => (f.Id, f.ContactId))]);
    }

    /// <summary>Decides the first again now and queues the rest.</summary>
    public static void Again(Session session, Workspace workspace, List<(long Id, long ContactId)> followUps)
    {
        foreach (var contact in followUps.Take(MostAtOnce).Select(f => f.ContactId).Distinct())
            ContactFile.Open(session, workspace, contact)!.SaveDecisions();
        foreach (var (id, _) in followUps.Skip(MostAtOnce))
        {
            session.Execute(
                "insert into rechecks (follow_up_id, queued_at) values (@id, @at) on conflict (follow_up_id) do nothing",
                new { id, at = workspace.Now.ToUnixTimeMilliseconds() });
        }
    }

    /// <summary>The number of cold approaches from six days before a touch on, and when the newest was.</summary>
    private static (int Count, long Newest) Week(Session session, long company, long at)
    {
        var week = session.Query<long>(
            "select coalesce(moved_at, at) from timeline where company_id = @company and cold = 1 and undone_by is null and coalesce(moved_at, at) > @since",
            new { company, since = at - (7L * 86_400_000) });
        return (week.Count, week.Append(at).Max());
    }
}
