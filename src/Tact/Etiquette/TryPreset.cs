using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Etiquette;

/// <summary>One follow-up that a changed preset would move.</summary>
public sealed record MovedExample(long FollowUp, long Contact, string Name, string Matter, string From, string To, string? Step, string? NewStep);

/// <summary>What a changed preset would do on this workspace's own data. Nothing has been changed.</summary>
/// <param name="Preset">The preset that was tried.</param>
/// <param name="InsteadOf">In place of which preset.</param>
/// <param name="FollowUps">Follow-ups with a date that use that one; each was decided again.</param>
/// <param name="Moved">Those whose date would change.</param>
/// <param name="Earlier">Of them, to an earlier day.</param>
/// <param name="Later">Of them, to a later day.</param>
/// <param name="Contactable">Due by today then, and not now.</param>
/// <param name="NoLonger">Due by today now, and no longer then.</param>
/// <param name="Examples">The widest moves.</param>
public sealed record PresetTried(
    string Preset, string InsteadOf, long FollowUps, long Moved, long Earlier, long Later, long Contactable, long NoLonger, IReadOnlyList<MovedExample> Examples);

/// <summary>
/// Tries a changed preset before it is saved: every follow-up that uses the old one is folded and decided again in memory, over
/// slices of people in parallel, and compared with its stored decision.
/// </summary>
public static class TryPreset
{
    private const int PeopleAtOnce = 1_000;

    // of words only whether there are any matters for a date, and they are most of what would be read
    private static readonly string Lean = FollowUpRow.Columns.Replace("f.details as Details", "'{}' as Details", StringComparison.Ordinal);
    private const string LeanEntry = """
        id as Id, contact_id as ContactId, follow_up_id as FollowUpId, kind as Kind, at as At, by_user as ByUser, channel as Channel, direction as Direction, outcome as Outcome,
        substr(note, 1, 1) as Note, offer as Offer, data as Data, corrects as Corrects
        """;

    /// <summary>Tries the text of a preset's file. <paramref name="progress"/> hears how many follow-ups are done, and of how many.</summary>
    public static Result<PresetTried> Run(Workspace workspace, Actor actor, string text, string? insteadOf, Action<long, long>? progress = null, CancellationToken stop = default)
    {
        if (actor is { UserId: not null, SeesTeam: false })
            return new Result<PresetTried>.Refused("The team's etiquette is tried and changed by managers and admins.", "role", null);
        if (insteadOf is not null && !workspace.Policies.Presets.ContainsKey(insteadOf))
            return new Result<PresetTried>.NotFound($"There is no etiquette preset \"{insteadOf}\". There are: {string.Join(", ", workspace.Policies.Presets.Keys.Order(StringComparer.Ordinal))}.");
        var (preset, mistakes) = PresetFile.Read(text);
        if (preset is null)
            return new Result<PresetTried>.Invalid(ShowPolicies.Problems(mistakes));
        var old = insteadOf ?? (workspace.Policies.Presets.ContainsKey(preset.Name) ? preset.Name : PolicyFiles.PresetFor(Situation.Cold));
        var changed = workspace with { Policies = workspace.Policies with { Presets = new Dictionary<string, Preset>(workspace.Policies.Presets) { [old] = preset with { Name = old } } } };

        var (slices, total) = Slices(workspace, old);
        var sum = new TriedSum();
        Parallel.ForEach(slices, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop }, slice =>
        {
            var part = Slice(workspace, changed, old, slice.From, slice.To);
            lock (sum)
            {
                sum.Add(part);
                progress?.Invoke(sum.FollowUps, total);
            }
        });
        return new PresetTried(preset.Name, old, sum.FollowUps, sum.Earlier + sum.Later, sum.Earlier, sum.Later, sum.Contactable, sum.NoLonger, sum.Examples);
    }

    /// <summary>Ranges of people who are followed up under the preset.</summary>
    private static (List<(long From, long To)> Slices, long Total) Slices(Workspace workspace, string preset) => workspace.Data.Read(session =>
    {
        var slices = new List<(long, long)>();
        long total = 0, from = -1, last = -1;
        var people = 0;
        foreach (var contact in session.Stream<long>("select contact_id from follow_ups where preset = @preset and due_on is not null order by contact_id", new { preset }))
        {
            total++;
            if (contact == last)
                continue;
            if (people == PeopleAtOnce)
            {
                slices.Add((from, last));
                people = 0;
            }

            if (people++ == 0)
                from = contact;
            last = contact;
        }

        if (people > 0)
            slices.Add((from, last));
        return (slices, total);
    });

    private static TriedSum Slice(Workspace workspace, Workspace changed, string preset, long from, long to)
    {
        var read = changed.Data.Read(session => Read(session, preset, from, to));
        var sum = new TriedSum();
        foreach (var contact in read.Contacts)
        {
            var rows = read.FollowUps[contact.Id].ToList();
            var entries = read.Timeline.GetValueOrDefault(contact.Id) ?? [];
            var file = Decided(changed);
            foreach (var row in rows)
            {
                if (row.Preset != preset || row.DueOn is null || !file.Person.FollowUps.ContainsKey(row.Id))
                    continue;
                var decision = file.DecisionOf(row);
                var today = LocalDatePattern.Iso.Format(changed.Now.InZone(file.OwnerZone(row)).Date);
                if (read.Waiting.Contains(row.Id))
                    row.DueOn = Decided(workspace).DecisionOf(row).DueOn is { } due ? LocalDatePattern.Iso.Format(due) : row.DueOn;
                sum.Compare(contact, row, decision, today);
            }

            ContactFile Decided(Workspace under) => ContactFile.Of(under, contact, entries, rows, read.CompanyDays(contact, under), row => read.ColleagueTalk(contact, row, rows));
        }

        return sum;
    }

    private static SliceOfPeople Read(Session session, string preset, long from, long to)
    {
        const string chosen = "(select contact_id from follow_ups where preset = @preset and due_on is not null and contact_id between @from and @to)";
        var values = new { preset, from, to };
        var contacts = session.Query<ContactFacts>($"{ContactFacts.Sql} where c.id in {chosen}", values);
        var followUps = session.Query<FollowUpRow>($"select {Lean} from follow_ups f join users u on u.id = f.owner_id where f.contact_id in {chosen} order by f.id", values);
        var timeline = new Dictionary<long, List<TimelineRow>>();
        foreach (var row in session.Query<TimelineRow>($"select {LeanEntry} from timeline where contact_id in {chosen} and undone_by is null", values))
        {
            if (!timeline.TryGetValue(row.ContactId, out var rows))
                timeline[row.ContactId] = rows = [];
            rows.Add(row);
        }

        foreach (var rows in timeline.Values)
            rows.Sort((a, b) => a.At == b.At ? a.Id.CompareTo(b.Id) : a.At.CompareTo(b.At));
        // a company's caps and talks concern cold follow-ups only
        var cold = followUps.Where(f => f.Situation == "cold" && f.Preset == preset).Select(f => f.ContactId).ToHashSet();
        var companies = contacts.Where(c => cold.Contains(c.Id)).Select(c => c.CompanyId).OfType<long>().Distinct().ToList();
        var approaches = companies.Count == 0 ? [] : session.Query<(long Company, long Contact, long At)>(
            "select company_id, contact_id, at from timeline where company_id in @companies and cold = 1 and undone_by is null", new { companies });
        var talks = companies.Count == 0 ? [] : session.Query<(long Company, string Matter, long Owner, long At)>(
            "select company_id, matter_key, owner_id, last_two_way_at from follow_ups where company_id in @companies and last_two_way_at is not null", new { companies });
        // whose decision waits to be taken again: what is stored for them is not what the old preset says
        var waiting = session.Query<long>("select r.follow_up_id from rechecks r join follow_ups f on f.id = r.follow_up_id where f.contact_id between @from and @to", values).ToHashSet();
        return new SliceOfPeople(contacts, followUps.ToLookup(f => f.ContactId), timeline, approaches.ToLookup(a => a.Company, a => (a.Contact, a.At)), talks.ToLookup(t => t.Company), waiting);
    }
}

/// <summary>What a slice of people needs to be decided again, read at once.</summary>
internal sealed record SliceOfPeople(
    IReadOnlyList<ContactFacts> Contacts, ILookup<long, FollowUpRow> FollowUps, Dictionary<long, List<TimelineRow>> Timeline,
    ILookup<long, (long Contact, long At)> Approaches, ILookup<long, (long Company, string Matter, long Owner, long At)> Talks, HashSet<long> Waiting)
{
    private readonly Dictionary<(long, string), IReadOnlyList<int>> days = [];

    /// <summary>Days of cold approaches to the company, as the contact's zone counts them.</summary>
    public IReadOnlyList<int> CompanyDays(ContactFacts contact, Workspace workspace)
    {
        if (contact.CompanyId is not { } company)
            return [];
        var zone = ContactPlace.Of(workspace, contact).Zone;
        if (!days.TryGetValue((company, zone.Id), out var known))
        {
            days[(company, zone.Id)] = known = Approaches[company]
                .Select(touch => (touch.Contact, Day: WorkingDays.NumberAt(Instant.FromUnixTimeMilliseconds(touch.At), zone)))
                .Distinct().Select(touch => touch.Day).Order().ToList();
        }

        return known;
    }

    /// <summary>The last two-way contact of a colleague on the follow-up's matter there, Unix milliseconds.</summary>
    public long? ColleagueTalk(ContactFacts contact, FollowUpRow row, IEnumerable<FollowUpRow> own) => contact.CompanyId is { } company
        ? Talks[company].Where(t => t.Matter == row.MatterKey && t.Owner != row.OwnerId).Select(t => (long?)t.At).Max()
        : own.Where(f => f.MatterKey == row.MatterKey && f.OwnerId != row.OwnerId).Max(f => f.LastTwoWayAt);
}

/// <summary>What adds up while a preset is tried.</summary>
internal sealed class TriedSum
{
    private const int Most = 10;
    private readonly List<(int Days, MovedExample Example)> widest = [];

    public long FollowUps { get; private set; }

    public long Earlier { get; private set; }

    public long Later { get; private set; }

    public long Contactable { get; private set; }

    public long NoLonger { get; private set; }

    public IReadOnlyList<MovedExample> Examples => widest.ConvertAll(w => w.Example);

    public void Compare(ContactFacts contact, FollowUpRow row, Decision decision, string today)
    {
        FollowUps++;
        var due = decision.DueOn is { } day ? LocalDatePattern.Iso.Format(day) : null;
        if (due == row.DueOn || due is null)
            return;
        var later = string.CompareOrdinal(due, row.DueOn) > 0;
        if (later)
            Later++;
        else
            Earlier++;
        var (was, willBe) = (string.CompareOrdinal(row.DueOn, today) <= 0, string.CompareOrdinal(due, today) <= 0);
        if (willBe && !was)
            Contactable++;
        if (was && !willBe)
            NoLonger++;
        var days = Math.Abs(Period.DaysBetween(LocalDatePattern.Iso.Parse(row.DueOn!).Value, decision.DueOn!.Value));
        if (widest.Count == Most && widest[^1].Days >= days)
            return;
        Keep(days, new MovedExample(row.Id, contact.Id, contact.Name, row.Matter, row.DueOn!, due, row.Step, decision.Step));
    }

    public void Add(TriedSum part)
    {
        FollowUps += part.FollowUps;
        Earlier += part.Earlier;
        Later += part.Later;
        Contactable += part.Contactable;
        NoLonger += part.NoLonger;
        foreach (var (days, example) in part.widest)
            Keep(days, example);
    }

    private void Keep(int days, MovedExample example)
    {
        widest.Add((days, example));
        widest.Sort((a, b) => a.Days == b.Days ? a.Example.FollowUp.CompareTo(b.Example.FollowUp) : b.Days.CompareTo(a.Days));
        if (widest.Count > Most)
            widest.RemoveAt(Most);
    }
}
