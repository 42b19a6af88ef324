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
/// <param name="FollowUps">Follow-ups with a date that use that one. Each was decided again, but for those whose date rests on their words alone: no preset moves it.</param>
/// <param name="Moved">Those whose date would change.</param>
/// <param name="Earlier">Of them, to an earlier day.</param>
/// <param name="Later">Of them, to a later day.</param>
/// <param name="Contactable">Due by today then, and not now.</param>
/// <param name="NoLonger">Due by today now, and no longer then.</param>
/// <param name="Examples">The widest moves.</param>
/// <param name="Dates">Where those that move are now, and where they would be.</param>
/// <param name="ContactableFirst">The first of those who would be due by today.</param>
/// <param name="NoLongerFirst">The first of those who no longer would.</param>
public sealed record PresetTried(
    string Preset, string InsteadOf, long FollowUps, long Moved, long Earlier, long Later, long Contactable, long NoLonger, IReadOnlyList<MovedExample> Examples,
    IReadOnlyList<MovedDates> Dates, IReadOnlyList<MovedExample> ContactableFirst, IReadOnlyList<MovedExample> NoLongerFirst);

/// <summary>Of the follow-ups that would move, how many are in a span of days now, and how many would be.</summary>
/// <param name="From">First day of the span, counted from today; null for all days before.</param>
/// <param name="Until">Last day of it; null for all days after.</param>
/// <param name="Now">How many are there now.</param>
/// <param name="Then">How many would be.</param>
public sealed record MovedDates(int? From, int? Until, long Now, long Then);

/// <summary>
/// Tries a changed preset before it is saved: every follow-up that uses the old one, and has a date that a preset can move, is folded and
/// decided again in memory, over slices of people in parallel, and compared with its stored decision.
/// </summary>
public static class TryPreset
{
    private const int PeopleAtOnce = 400;
    private static readonly string LeanContact = OfPlace(ContactFacts.Sql);
    private static readonly string UnlistedContact = OfPlace(ContactFacts.LeanSql);

    // each column is asked for a million times, and of the details only what Decide.IsTheirs asks about is looked for
    private const string Lean = """
        f.id as Id, f.contact_id as ContactId, f.owner_id as OwnerId, f.matter_key as MatterKey, f.situation as Situation, f.preset as Preset, f.due_on as DueOn,
        f.last_two_way_at as LastTwoWayAt, u.zone as OwnerZone, u.days_off as OwnerDaysOff, f.kind as Kind, f.last_touch_at as LastTouchAt,
        case when f.last_touch_at = f.last_two_way_at and f.kind in (@answered, @agreed, @callback) then f.details else '' end as Details
        """;

    // of words only whether there are any matters for a date, and of what was given nothing: they are most of what would be read
    private const string LeanEntry = """
        id as Id, contact_id as ContactId, follow_up_id as FollowUpId, kind as Kind, at as At, channel as Channel, direction as Direction, outcome as Outcome,
        case when note > '' then '.' end as Note, data as Data, corrects as Corrects
        """;

    /// <summary>Tries the text of a preset's file. <paramref name="progress"/> hears how many follow-ups are done, and of how many.</summary>
    public static Result<PresetTried> Run(Workspace workspace, Actor actor, string text, string? insteadOf, Action<long, long>? progress = null, CancellationToken stop = default, int cores = -1)
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

        var (slices, total) = Slices(workspace);
        var sum = new TriedSum();
        var done = 0;
        Parallel.ForEach(slices, new ParallelOptions { MaxDegreeOfParallelism = cores, CancellationToken = stop }, slice =>
        {
            var part = Slice(workspace, changed, old, slice.From, slice.To);
            lock (sum)
            {
                sum.Add(part);
                done++;
                progress?.Invoke(done == slices.Count ? sum.FollowUps : Math.Min(total * done / slices.Count, total), done == slices.Count ? sum.FollowUps : total);
            }
        });
        var shown = Named(workspace, sum);
        return new PresetTried(preset.Name, old, sum.FollowUps, sum.Earlier + sum.Later, sum.Earlier, sum.Later, sum.Contactable, sum.NoLonger, shown(sum.Examples),
            sum.Dates, shown(sum.ContactableFirst), shown(sum.NoLongerFirst));
    }

    /// <summary>Gives examples what they are shown with: whom they are about, the matter, and the step as it stands.</summary>
    private static Func<IReadOnlyList<MovedExample>, IReadOnlyList<MovedExample>> Named(Workspace workspace, TriedSum sum)
    {
        var ids = sum.Examples.Concat(sum.ContactableFirst).Concat(sum.NoLongerFirst).Select(example => example.FollowUp).Distinct().ToArray();
        var words = workspace.Data.Read(session => session.Query<(long Id, string Name, string Matter, string? Step)>(
            "select f.id, c.name, f.matter, f.step from follow_ups f join contacts c on c.id = f.contact_id where f.id in @ids", new { ids })).ToDictionary(row => row.Id);
        return examples => [.. from example in examples
                               where words.ContainsKey(example.FollowUp)
                               let row = words[example.FollowUp]
                               select example with { Name = row.Name, Matter = row.Matter, Step = row.Step }];
    }

    /// <summary>Ranges of people, and about how many follow-ups they have in all.</summary>
    private static (List<(long From, long To)> Slices, long Total) Slices(Workspace workspace) => workspace.Data.Read(session =>
    {
        var (first, last, many) = session.One<(long, long, long)>(
            "select coalesce((select min(contact_id) from follow_ups), 1), coalesce((select max(contact_id) from follow_ups), 0), (select count(*) from follow_ups where due_on is not null)");
        var slices = new List<(long, long)>();
        for (var from = first; from <= last; from += PeopleAtOnce)
            slices.Add((from, Math.Min(last, from + PeopleAtOnce - 1)));
        return (slices, many);
    });

    private static TriedSum Slice(Workspace workspace, Workspace changed, string preset, long from, long to) => changed.Data.Read(session =>
    {
        var sum = new TriedSum();
        var entries = new List<TimelineRow>();
        // one person at a time, in the same few rows: most of what was read is done with at once
        var done = new Stack<TimelineRow>();
        var (read, timeline) = Read(session, preset, from, to, () => done.TryPop(out var row) ? row : new TimelineRow());
        foreach (var row in timeline)
        {
            if (entries.Count > 0 && entries[0].ContactId != row.ContactId)
                Person();
            entries.Add(row);
        }

        Person();
        sum.Stay(read.Theirs);
        return sum;

        void Person()
        {
            if (entries.Count > 0 && read.Contacts.TryGetValue(entries[0].ContactId, out var contact))
                Compare(contact);
            entries.ForEach(done.Push);
            entries.Clear();
        }

        void Compare(ContactFacts contact)
        {
            var rows = read.FollowUps[contact.Id];
            var place = ContactPlace.Of(changed, contact);
            var file = Decided(changed);
            foreach (var row in rows)
            {
                if (row.Preset != preset || row.DueOn is null || !file.Person.FollowUps.ContainsKey(row.Id))
                    continue;
                var decision = file.DecisionOf(row);
                var today = WorkingDays.NumberAt(changed.Now, file.OwnerZone(row));
                var was = WorkingDays.Number((read.Waiting.Contains(row.Id) ? Decided(workspace).DecisionOf(row).DueOn : null) ?? IsoDate.Read(row.DueOn));
                sum.Compare(row, was, decision, today);
            }

            ContactFile Decided(Workspace under) => ContactFile.Of(under, contact, entries, rows, read.CompanyDays(contact, place.Zone), row => read.ColleagueTalk(contact, row, rows), place);
        }
    });

    // who they are is asked for the few that are shown
    private static string OfPlace(string sql) =>
        sql.Replace("c.email as Email", "substr(c.email, 1, 1) as Email", StringComparison.Ordinal).Replace("c.name as Name", "'' as Name", StringComparison.Ordinal);

    /// <summary>What a slice of people needs but for their timelines, and these one entry after the other, to be read to their end before anything else is.</summary>
    private static (SliceOfPeople Slice, IEnumerable<TimelineRow> Timeline) Read(Session session, string preset, long from, long to, Func<TimelineRow> into)
    {
        var range = new { preset, from, to, answered = (long)TodayKind.Answered, agreed = (long)TodayKind.Agreed, callback = (long)TodayKind.Callback };
        var followUps = session.Query<FollowUpRow>($"select {Lean} from follow_ups f join users u on u.id = f.owner_id where f.contact_id between @from and @to order by f.id", range);
        // whose decision waits to be taken again: what is stored for them is not what the old preset says
        var waiting = session.Query<long>("select r.follow_up_id from rechecks r join follow_ups f on f.id = r.follow_up_id where f.contact_id between @from and @to", range).ToHashSet();
        var meant = followUps.FindAll(f => f.Preset == preset && f.DueOn is not null);
        var chosen = meant.Where(f => waiting.Contains(f.Id) || !IsTheirs(f)).Select(f => f.ContactId).ToHashSet();
        var theirs = meant.Count(f => !chosen.Contains(f.ContactId));
        if (chosen.Count == 0)
            return (SliceOfPeople.Nobody(theirs), []);
        followUps.RemoveAll(f => !chosen.Contains(f.ContactId));
        var values = new { preset, people = chosen.ToArray() };
        // without any list nobody is on one
        var listed = session.Scalar<long?>("select 1 from screen_lists where state = 'ready' limit 1") is not null;
        var contacts = session.Query<ContactFacts>($"{(listed ? LeanContact : UnlistedContact)} where c.id in @people", values);
        // a company's caps and talks concern cold follow-ups only
        const string companies = """
            (select c.company_id from follow_ups f join contacts c on c.id = f.contact_id
             where f.preset = @preset and f.situation = 'cold' and f.due_on is not null and f.contact_id in @people and c.company_id is not null)
            """;
        var approaches = session.Query<(long Company, long Contact, long At)>($"select company_id, contact_id, coalesce(moved_at, at) from timeline where company_id in {companies} and cold = 1 and undone_by is null", values);
        var talks = session.Query<(long Company, string Matter, long Owner, long At)>(
            $"select company_id, matter_key, owner_id, last_two_way_at from follow_ups where company_id in {companies} and last_two_way_at is not null", values);
        var timeline = session.Stream<TimelineRow>($"select {LeanEntry} from timeline where contact_id in @people and undone_by is null order by contact_id, at, id", values, into);
        return (new SliceOfPeople(contacts.ToDictionary(c => c.Id), ByContact(followUps), approaches.ToLookup(a => a.Company, a => (a.Contact, a.At)), talks.ToLookup(t => t.Company), waiting, theirs), timeline);
    }

    // quotes are never bare inside the words that details hold
    private static bool IsTheirs(FollowUpRow row) => row.Details.Length > 0 && Decide.IsTheirs(
        (TodayKind)row.Kind, row.Details.Contains("\"agreedWithThem\":true", StringComparison.Ordinal), row.Details.Contains("\"promise\":", StringComparison.Ordinal), row.LastTouchAt is not null && row.LastTouchAt == row.LastTwoWayAt);

    private static Dictionary<long, List<FollowUpRow>> ByContact(List<FollowUpRow> followUps)
    {
        var rows = new Dictionary<long, List<FollowUpRow>>();
        foreach (var row in followUps)
            (rows.TryGetValue(row.ContactId, out var known) ? known : rows[row.ContactId] = []).Add(row);
        return rows;
    }
}

/// <summary>What a slice of people needs to be decided again, read at once.</summary>
internal sealed record SliceOfPeople(
    Dictionary<long, ContactFacts> Contacts, Dictionary<long, List<FollowUpRow>> FollowUps,
    ILookup<long, (long Contact, long At)> Approaches, ILookup<long, (long Company, string Matter, long Owner, long At)> Talks, HashSet<long> Waiting, long Theirs)
{
    /// <summary>A slice in which nobody is to be decided again.</summary>
    public static SliceOfPeople Nobody(long theirs) => new([], [], Array.Empty<(long Company, (long, long) At)>().ToLookup(a => a.Company, a => a.At), Array.Empty<(long Company, string, long, long)>().ToLookup(t => t.Company), [], theirs);

    private readonly Dictionary<(long, string), IReadOnlyList<int>> days = [];

    /// <summary>Days of cold approaches to the company, as the contact's zone counts them.</summary>
    public IReadOnlyList<int> CompanyDays(ContactFacts contact, DateTimeZone zone)
    {
        if (contact.CompanyId is not { } company)
            return [];
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
    private const int MostNames = 20;

    // last days of the spans, counted from today
    private static readonly int[] Ends = [0, 7, 14, 28, 56, 112, 365];
    private readonly List<(int Days, MovedExample Example)> widest = [];
    private readonly List<MovedExample> contactable = [];
    private readonly List<MovedExample> noLonger = [];
    private readonly long[] now = new long[Ends.Length + 1];
    private readonly long[] then = new long[Ends.Length + 1];

    public long FollowUps { get; private set; }

    public long Earlier { get; private set; }

    public long Later { get; private set; }

    public long Contactable { get; private set; }

    public long NoLonger { get; private set; }

    public IReadOnlyList<MovedExample> Examples => widest.ConvertAll(w => w.Example);

    public IReadOnlyList<MovedExample> ContactableFirst => contactable;

    public IReadOnlyList<MovedExample> NoLongerFirst => noLonger;

    public IReadOnlyList<MovedDates> Dates => [.. now.Select((many, i) => new MovedDates(i == 0 ? null : Ends[i - 1] + 1, i == Ends.Length ? null : Ends[i], many, then[i]))];

    /// <summary>Takes one follow-up up, without its names: its old due day, the decision under the changed preset, its owner's today. Days are numbered as in <see cref="WorkingDays"/>.</summary>
    public void Compare(FollowUpRow row, int was, Decision decision, int today)
    {
        FollowUps++;
        if (decision.DueOn is not { } due || WorkingDays.Number(due) is var day && day == was)
            return;
        if (day > was)
            Later++;
        else
            Earlier++;
        now[SpanOf(was - today)]++;
        then[SpanOf(day - today)]++;
        MovedExample? example = null;
        if (day <= today && was > today)
        {
            Contactable++;
            KeepName(contactable, Example());
        }

        if (was <= today && day > today)
        {
            NoLonger++;
            KeepName(noLonger, Example());
        }

        if (widest.Count < Most || widest[^1].Days < Math.Abs(day - was))
            Keep(Math.Abs(day - was), Example());

        MovedExample Example() => example ??= new MovedExample(row.Id, row.ContactId, "", "", Iso(was), Iso(day), null, decision.Step);
    }

    /// <summary>Takes up follow-ups that no preset moves.</summary>
    public void Stay(long many) => FollowUps += many;

    public void Add(TriedSum part)
    {
        FollowUps += part.FollowUps;
        Earlier += part.Earlier;
        Later += part.Later;
        Contactable += part.Contactable;
        NoLonger += part.NoLonger;
        for (var i = 0; i < now.Length; i++)
        {
            now[i] += part.now[i];
            then[i] += part.then[i];
        }

        foreach (var (days, example) in part.widest)
            Keep(days, example);
        foreach (var example in part.contactable)
            KeepName(contactable, example);
        foreach (var example in part.noLonger)
            KeepName(noLonger, example);
    }

    private static int SpanOf(int days)
    {
        var span = 0;
        while (span < Ends.Length && days > Ends[span])
            span++;
        return span;
    }

    // the same people whichever slice is done first
    private static void KeepName(List<MovedExample> names, MovedExample example)
    {
        var at = names.Count;
        while (at > 0 && names[at - 1].FollowUp > example.FollowUp)
            at--;
        if (at >= MostNames)
            return;
        names.Insert(at, example);
        if (names.Count > MostNames)
            names.RemoveAt(MostNames);
    }

    private static string Iso(int day) => LocalDatePattern.Iso.Format(WorkingDays.Date(day));

    private void Keep(int days, MovedExample example)
    {
        widest.Add((days, example));
        widest.Sort((a, b) => a.Days == b.Days ? a.Example.FollowUp.CompareTo(b.Example.FollowUp) : b.Days.CompareTo(a.Days));
        if (widest.Count > Most)
            widest.RemoveAt(Most);
    }
}
