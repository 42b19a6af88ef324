using Tact.Core;
using Tact.Storage;

namespace Tact.FollowUps;

/// <summary>
/// A touch changes what colleagues at the same company may do: the cap on cold approaches, one voice at a time. The
/// nearest follow-ups are decided again in the same transaction, the rest are queued where everyone can see them.
/// </summary>
public static class Colleagues
{
    private const int MostAtOnce = 12;

    /// <summary>Decides again for cold follow-ups at the company that this touch may hold or free.</summary>
    public static void AfterTouch(Session session, Workspace workspace, ContactFile file, FollowUpRow? row, bool coldApproach, bool twoWay)
    {
        if (file.Contact.CompanyId is not { } company)
            return;
        var cap = coldApproach ? SmallestCapReached(session, workspace, file, company) : 0;
        if (cap == 0 && !(twoWay && row is not null))
            return;
        var affected = session.Query<(long Id, long ContactId)>(
            """
            select f.id, f.contact_id
            from follow_ups f
            where f.company_id = @company
              and f.contact_id <> @contact
              and f.situation = 'cold'
              and f.state not in ('answered', 'stopped')
              and (@cap > 0 or (f.matter_key = @matter and f.owner_id <> @owner))
            order by f.due_on, f.id
            """,
            new { company, contact = file.Contact.Id, cap, matter = row?.MatterKey ?? "", owner = row?.OwnerId ?? 0 });
        Again(session, workspace, affected);
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

    /// <summary>The number of cold approaches in the last seven days, when it reaches any preset's cap; else 0.</summary>
    private static int SmallestCapReached(Session session, Workspace workspace, ContactFile file, long company)
    {
        var newest = file.Rows.Where(r => r.Cold == 1).Max(r => r.At);
        var week = session.Scalar<long>(
            "select count(*) from timeline where company_id = @company and cold = 1 and undone_by is null and at > @since",
            new { company, since = newest - (7L * 86_400_000) });
        var smallest = workspace.Policies.Presets.Values.Min(p => p.CompanyPerWeek) ?? int.MaxValue;
        return week >= smallest ? (int)week : 0;
    }
}
