using Tact.FollowUps;
using Tact.Storage;

namespace Tact.Doctor;

/// <summary>One difference between what is stored and what the timelines say.</summary>
public sealed record Difference(string What, long Id, string Field, string? Stored, string? Recomputed);

/// <summary>What the doctor found.</summary>
/// <param name="Contacts">Contacts whose follow-ups were recomputed.</param>
/// <param name="FollowUps">Follow-ups recomputed.</param>
/// <param name="Queued">Follow-ups that wait for a new decision in the background; they are not counted as differences.</param>
/// <param name="Differences">What does not agree; empty when all is well.</param>
public sealed record Examined(long Contacts, long FollowUps, long Queued, IReadOnlyList<Difference> Differences);

/// <summary>Recomputes every stored decision and counter from the timelines; all must agree.</summary>
public static class CheckDecisions
{
    private const int PerRead = 200;
    private const int MostShown = 1000;

    /// <summary>Examines the whole workspace; changes nothing.</summary>
    public static Examined Run(Workspace workspace)
    {
        var differences = new List<Difference>();
        long contacts = 0;
        long followUps = 0;
        var queued = workspace.Data.Read(session => session.Query<long>("select follow_up_id from rechecks")).ToHashSet();
        for (var after = 0L; ;)
        {
            var page = workspace.Data.Read(session =>
            {
                var ids = session.Query<long>("select distinct contact_id from follow_ups where contact_id > @after order by contact_id limit @PerRead", new { after, PerRead });
                foreach (var id in ids)
                    followUps += Examine(session, workspace, id, queued, differences);
                return ids;
            });
            contacts += page.Count;
            if (page.Count < PerRead)
                break;
            after = page[^1];
        }

        workspace.Data.Read(session =>
        {
            if (session.Dialect == Storage.Dialect.Sqlite)
            {
                // the check itself would rely on what the connection remembers of the search indexes, which may have been merged since; a search looks anew
                foreach (var index in (string[])["contact_search", "company_search", "asset_search"])
                    session.Scalar<long?>($"select rowid from {index} where {index} match 'zzz' limit 1");
                foreach (var damage in session.Query<string>("pragma quick_check(20)").Where(said => said != "ok"))
                    Say(differences, new Difference("file", 0, "pages", damage, null));
            }

            Counters(session, differences);
            return true;
        });
        return new Examined(contacts, followUps, queued.Count, differences);
    }

    private static int Examine(Session session, Workspace workspace, long contactId, HashSet<long> queued, List<Difference> differences)
    {
        var file = ContactFile.Open(session, workspace, contactId)!;
        foreach (var touch in file.Rows)
        {
            if (file.CountsForCompany(touch) is { } counts && counts != (touch.Cold == 1))
                Say(differences, new Difference("touch", touch.Id, "Cold", touch.Cold.ToString(), counts ? "1" : "0"));
        }

        var (stored, meant) = Library.Gifts.Compare(session, file);
        foreach (var gift in stored.Except(meant).Concat(meant.Except(stored)).DistinctBy(gift => gift.Entry))
            Say(differences, new Difference("gift", gift.Entry, "Asset", stored.Find(one => one.Entry == gift.Entry)?.ToString(), meant.Find(one => one.Entry == gift.Entry)?.ToString()));

        foreach (var row in file.FollowUpRows)
        {
            if (queued.Contains(row.Id))
                continue;
            if (!file.Person.FollowUps.ContainsKey(row.Id))
            {
                Say(differences, new Difference("follow-up", row.Id, "start", "stored", "no entry on the timeline"));
                continue;
            }

            var again = file.Recomputed(row);
            if (SaveDecision.Same(row, again))
                continue;
            Compare(nameof(row.State), row.State, again.State);
            Compare(nameof(row.Kind), row.Kind.ToString(), again.Kind.ToString());
            Compare(nameof(row.Step), row.Step, again.Step);
            Compare(nameof(row.Channel), row.Channel, again.Channel);
            Compare(nameof(row.DueOn), row.DueOn, again.DueOn);
            Compare(nameof(row.DueAt), row.DueAt?.ToString(), again.DueAt?.ToString());
            Compare(nameof(row.Approach), $"{row.Approach}/{row.ApproachOf}", $"{again.Approach}/{again.ApproachOf}");
            Compare(nameof(row.OwnerId), row.OwnerId.ToString(), again.OwnerId.ToString());
            Compare(nameof(row.CallWindow), row.CallWindow, again.CallWindow);
            Compare(nameof(row.LastTouchAt), row.LastTouchAt?.ToString(), again.LastTouchAt?.ToString());
            Compare(nameof(row.LastTwoWayAt), row.LastTwoWayAt?.ToString(), again.LastTwoWayAt?.ToString());
            Compare(nameof(row.Situation), $"{row.Situation} {row.Preset} {row.Cadence} {row.Answer} {row.CompanyId}", $"{again.Situation} {again.Preset} {again.Cadence} {again.Answer} {again.CompanyId}");
            Compare(nameof(row.Details), row.Details, again.Details);
            Compare(nameof(row.SameDayOn), row.SameDayOn, again.SameDayOn);

            void Compare(string field, string? stored, string? recomputed)
            {
                if (stored != recomputed)
                    Say(differences, new Difference("follow-up", row.Id, field, stored, recomputed));
            }
        }

        return file.FollowUpRows.Count;
    }

    private static void Counters(Session session, List<Difference> differences)
    {
        const string place = "owner_id, state, kind, coalesce(due_on, '')";
        var real = session.Query<(long Owner, string State, long Kind, string DueOn, long N)>($"select {place}, count(*) from follow_ups group by {place}").ToDictionary(c => (c.Owner, c.State, c.Kind, c.DueOn), c => c.N);
        var kept = session.Query<(long Owner, string State, long Kind, string DueOn, long N)>("select owner_id, state, kind, due_on, n from due_counts where n <> 0").ToDictionary(c => (c.Owner, c.State, c.Kind, c.DueOn), c => c.N);
        foreach (var key in real.Keys.Union(kept.Keys))
        {
            var stored = kept.GetValueOrDefault(key);
            var counted = real.GetValueOrDefault(key);
            if (stored != counted)
                Say(differences, new Difference("counter", key.Owner, $"{key.State} {key.Kind} {key.DueOn}", stored.ToString(), counted.ToString()));
        }
    }

    private static void Say(List<Difference> differences, Difference difference)
    {
        if (differences.Count < MostShown)
            differences.Add(difference);
    }
}
