using System.Collections.Concurrent;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;
using Tact.Laws;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>What the rules need to know of a contact.</summary>
public sealed record ContactFacts(long Id, long? CompanyId, string Name, string? Zone, string? CompanyZone, string? Email, string? Phone, string Tags)
{
    /// <summary>The contact's town.</summary>
    public string? City { get; init; }

    /// <summary>The contact's state or region, as written.</summary>
    public string? Region { get; init; }

    /// <summary>The contact's country, as written.</summary>
    public string? Country { get; init; }

    /// <summary>The company's town.</summary>
    public string? CompanyCity { get; init; }

    /// <summary>The company's state or region, as written.</summary>
    public string? CompanyRegion { get; init; }

    /// <summary>The company's country, as written.</summary>
    public string? CompanyCountry { get; init; }

    /// <summary>The place whose law was chosen for them, such as US-FL; null when address and number tell.</summary>
    public string? LawPlace { get; init; }

    /// <summary>As whom the law sees them, when it was chosen: company, sole-trader or consumer.</summary>
    public string? LawAs { get; init; }

    /// <summary>The place whose law holds where no address tells one; null when none was chosen.</summary>
    public string? LawDefault { get; init; }

    /// <summary>Do-not-call lists with a number of theirs.</summary>
    public string? PhonesListed { get; init; }

    /// <summary>Lists with an e-mail address of theirs.</summary>
    public string? EmailsListed { get; init; }

    /// <summary>The query that reads it, by contact id.</summary>
    public const string Sql = $"{Fields}, {ScreenLists.PhonesListed} as PhonesListed, {ScreenLists.EmailsListed} as EmailsListed {From}";

    /// <summary>The same without the lists they are on.</summary>
    public const string LeanSql = $"{Fields} {From}";

    private const string Fields = """
        select
          c.id as Id, c.company_id as CompanyId, c.name as Name, c.zone as Zone, co.zone as CompanyZone, c.email as Email, c.phone as Phone, c.tags as Tags,
          c.city as City, c.region as Region, c.country as Country, co.city as CompanyCity, co.region as CompanyRegion, co.country as CompanyCountry,
          c.law_place as LawPlace, c.law_as as LawAs, (select value from settings where name = 'law_place') as LawDefault
        """;

    private const string From = """
        from contacts c
        left join companies co on co.id = c.company_id
        """;

    /// <summary>For Dapper.</summary>
    public ContactFacts()
        : this(0, null, "", null, null, null, null, "")
    {
    }
}

/// <summary>
/// Everything the core needs about one contact, read in one transaction: the timeline, the follow-ups, the company's
/// cold approaches. It folds, judges and saves decisions; every use case that changes a person goes through it.
/// </summary>
public sealed class ContactFile
{
    // a cap's week, and a day for either side's zone
    private const int DaysThatMatter = 9;
    private readonly Session session;
    private readonly Workspace workspace;
    private readonly Dictionary<long, Surroundings> surroundings = [];
    private Fold fold;
    private IReadOnlyList<int>? companyDays;
    private int companyDaysFrom = int.MaxValue;
    private int lookBackTo = int.MaxValue;
    private IReadOnlyList<Tact.Core.Law.Listed>? listed;
    private Func<FollowUpRow, long?>? colleagueTalk;
    private (IReadOnlyList<Tact.Core.Law.Screened> Lists, bool Always)? screened;

    private ContactFile(Session session, Workspace workspace, ContactFacts contact, List<TimelineRow> rows, List<FollowUpRow> followUps, ContactPlace? place = null)
    {
        this.session = session;
        this.workspace = workspace;
        Contact = contact;
        Place = place ?? ContactPlace.Of(workspace, contact);
        Rows = rows;
        FollowUpRows = followUps;
        Entries = TimelineRow.Entries(Rows);
        fold = Fold.Over(Entries, Zone, workspace.Policies, Place.Calendar);
    }

    /// <summary>The contact.</summary>
    public ContactFacts Contact { get; }

    /// <summary>Where the contact is: zone, calendar, and what told them.</summary>
    public ContactPlace Place { get; }

    /// <summary>The contact's zone.</summary>
    public DateTimeZone Zone => Place.Zone;

    /// <summary>The whole timeline, undone entries too.</summary>
    public List<TimelineRow> Rows { get; }

    /// <summary>The stored follow-ups.</summary>
    public List<FollowUpRow> FollowUpRows { get; }

    /// <summary>The entries that count.</summary>
    public List<Entry> Entries { get; }

    /// <summary>Where everything stands.</summary>
    public Person Person => fold.Person;

    /// <summary>Touches that <see cref="SaveDecisions"/> found to count for the company's cap, or not to count any more, otherwise than was stored.</summary>
    public List<TimelineRow> Recounted { get; } = [];

    /// <summary>Reads a contact's file; null when there is no such contact.</summary>
    public static ContactFile? Open(Session session, Workspace workspace, long contactId)
    {
        // two people recording on one contact take turns; SQLite has one writer anyway
        if (session is { Dialect: Dialect.Postgres, Transaction: not null })
            session.Execute("select id from contacts where id = @contactId for update", new { contactId });
        if (session.One<ContactFacts>($"{ContactFacts.Sql} where c.id = @contactId", new { contactId }) is not { } contact)
            return null;
        var rows = session.Query<TimelineRow>(
            $"select {TimelineRow.Columns} from timeline where contact_id = @contactId order by at, id", new { contactId });
        var followUps = session.Query<FollowUpRow>(
            $"select {FollowUpRow.Columns} from follow_ups f join users u on u.id = f.owner_id where f.contact_id = @contactId order by f.id", new { contactId });
        return new ContactFile(session, workspace, contact, rows, followUps);
    }

    /// <summary>A file of what is at hand already, for bulk work: it folds and decides, but neither reads nor saves.</summary>
    /// <param name="workspace">The policies and the zone of people for whom none is known.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="rows">The whole timeline, by instant and number.</param>
    /// <param name="followUps">The follow-ups, by number.</param>
    /// <param name="companyDays">Days of cold approaches to the company, one per person and day, in order.</param>
    /// <param name="colleagueTalk">The last two-way contact of a colleague on a follow-up's matter there, Unix milliseconds.</param>
    /// <param name="place">Where the contact is, when that is known already.</param>
    public static ContactFile Of(
        Workspace workspace, ContactFacts contact, List<TimelineRow> rows, List<FollowUpRow> followUps, IReadOnlyList<int> companyDays, Func<FollowUpRow, long?> colleagueTalk, ContactPlace? place = null) =>
        new(null!, workspace, contact, rows, followUps, place) { companyDays = companyDays, companyDaysFrom = int.MinValue, colleagueTalk = colleagueTalk };

    /// <summary>The zone in which a follow-up's due days count: its owner's.</summary>
    public DateTimeZone OwnerZone(FollowUpRow row) => workspace.ZoneOf(row.OwnerZone);

    /// <summary>The case for a follow-up as it stands, or as it stood in an earlier fold; good for proposals from now or <paramref name="from"/> on.</summary>
    public Case CaseOf(FollowUpRow row, Person? person = null, Instant? from = null)
    {
        LookBack(from ?? workspace.Now);
        person ??= Person;
        var followUp = person.FollowUps.GetValueOrDefault(row.Id);
        return Case.Of(person, followUp, Screened(Around(row)), workspace.Policies.Preset(followUp?.PresetName ?? row.Preset), Names.Read<Situation>(row.Situation), row.MatterKey);
    }

    /// <summary>The case for somebody who is not followed up: the preset of their situation applies.</summary>
    public Case CaseOfPerson(string? matterKey = null, Instant? from = null)
    {
        LookBack(from ?? workspace.Now);
        var situation = Contact.Tags.Split(',').Contains("client") ? Situation.Client : Situation.Cold;
        return Case.Of(Person, null, Screened(Around(null)), workspace.Policies.Preset(PolicyFiles.PresetFor(situation)), situation, matterKey);
    }

    /// <summary>Appends an entry, folds it in and returns it.</summary>
    public TimelineRow Append(TimelineRow row)
    {
        row.ContactId = Contact.Id;
        row.CompanyId = Contact.CompanyId;
        AppendEntry.To(session, row);
        TakeUp(row);
        return row;
    }

    /// <summary>Folds in an entry that is stored already, or only supposed.</summary>
    public void TakeUp(TimelineRow row)
    {
        Rows.Add(row);
        if (row.Cold == 1)
            companyDaysFrom = int.MaxValue;
        surroundings.Clear();
        var entry = row.Corrects is null ? row.ToEntry() : null;
        if (entry is not null && fold.IsNext(entry))
        {
            Entries.Add(entry);
            fold.Add(entry);
        }
        else if (entry is not null || row.Corrects is not null)
        {
            Entries.Clear();
            Entries.AddRange(TimelineRow.Entries(Rows));
            fold = Fold.Over(Entries, Zone, workspace.Policies, Place.Calendar);
        }
    }

    /// <summary>Takes the decision for a follow-up, without saving it.</summary>
    public Decision DecisionOf(FollowUpRow row) => Decide.Next(Person, Person.FollowUps[row.Id], Around(row), workspace.Policies);

    /// <summary>The row as the stored decision should read; the row itself is not touched.</summary>
    public FollowUpRow Recomputed(FollowUpRow row)
    {
        var followUp = Person.FollowUps[row.Id];
        var decision = DecisionOf(row);
        var talk = Around(row).ColleagueTalkDay;
        var words = followUp.TheirWords;
        var last = followUp.LastTouch;
        var before = followUp.TwoWays == 0 ? Successor.Of(this, row.Id) : null;
        return new FollowUpRow
        {
            Id = row.Id, ContactId = row.ContactId, CompanyId = Contact.CompanyId, OwnerId = followUp.OwnerId, Matter = row.Matter, MatterKey = row.MatterKey, Preset = followUp.PresetName,
            StartedAt = row.StartedAt, OwnerZone = row.OwnerZone, OwnerDaysOff = row.OwnerDaysOff, OwnerEmail = row.OwnerEmail, OwnerName = row.OwnerName, Version = row.Version,
            Situation = Names.Of(followUp.Situation), Cadence = followUp.CadenceName, State = Names.Of(decision.State), Kind = (long)decision.Kind, Step = decision.Step,
            Channel = decision.Channel is { } channel ? Names.Of(channel) : null,
            DueOn = decision.DueOn is { } due ? LocalDatePattern.Iso.Format(due) : null,
            DueAt = decision.DueAt?.ToUnixTimeMilliseconds(), Approach = decision.Approach, ApproachOf = decision.Of,
            CallWindow = CallHours(row), Answer = followUp.Answer is { } answer ? Names.Of(answer) : null,
            SameDayOn = decision.SameDay ? LocalDatePattern.Iso.Format(decision.DueOn!.Value) : null,
            LastTouchAt = last?.At.ToUnixTimeMilliseconds(), LastTwoWayAt = followUp.LastTwoWayAt?.ToUnixTimeMilliseconds(),
            Details = new RowDetails
            {
                Last = last is null ? null : new TouchDetails
                {
                    At = last.At.ToUnixTimeMilliseconds(), Channel = Names.Of(last.Channel), Direction = Names.Of(last.Direction), Outcome = Names.Of(last.Outcome), Note = last.Note, By = last.By,
                },
                TheirWords = words?.Note ?? followUp.EnquiryNote?.Text, TheirWordsAt = (words?.At ?? followUp.EnquiryNote?.At)?.ToUnixTimeMilliseconds(), Asked = Asked(Person.Preference), Offer = decision.Offer,
                Given = Person.GivenInOrder.Count == 0 ? null : [.. Person.GivenInOrder.AsEnumerable().Reverse().Take(5)],
                SameDay = decision.SameDay ? true : null,
                Intent = decision.Intent is { } intent ? Names.Of(intent) : null, RestsUntil = decision.RestsUntil is { } back ? LocalDatePattern.Iso.Format(back) : null,
                Promise = followUp.OpenPromise?.What, PromisedFor = followUp.OpenPromise is { } promise ? LocalDatePattern.Iso.Format(promise.For) : null,
                Stall = followUp.State == FollowUpState.Paused && followUp.Stall is { } stall ? Names.Of(stall) : null,
                Quiet = followUp.State == FollowUpState.Paused && followUp.Stall is null ? true : null,
                AwayUntil = followUp.AwayUntil is { } away ? LocalDatePattern.Iso.Format(away) : null, PutOffBecause = followUp.PutOffUntil is null ? null : followUp.PutOffBecause,
                Cycle = followUp.Cycle, Approaches = followUp.Approaches, SilentRings = followUp.SilentRings, Contacts = followUp.Contacts,
                AgreedWithThem = followUp.Agreed is not null && followUp.AgreedWithThem ? true : null,
                TookOver = before?.Name, TookOverTalked = before?.Talked,
                HeldUntil = HeldUntil(row, decision, followUp),
                Screen = decision.Channel is Channel.Call or Channel.Message && decision.Kind >= TodayKind.Promise && Place.Laws.Lists.Length > 0 ? string.Join(' ', Place.Laws.Lists.Select(list => list.Id).Order(StringComparer.Ordinal)) : null,
                ColleagueTalk = talk >= 0 && followUp.Situation == Situation.Cold ? LocalDatePattern.Iso.Format(WorkingDays.Date(talk)) : null,
            }.ToText(),
        };
    }

    /// <summary>Whether a touch counts towards the company's cap, as the timeline tells it now; null where it does not tell.</summary>
    public bool? CountsForCompany(TimelineRow row)
    {
        if (row is not { Kind: "touch", UndoneBy: null })
            return null;
        // a touch from before its follow-up began met no situation: what was stored with it stays
        if (row.FollowUpId is { } id && !(Person.FollowUps.GetValueOrDefault(id)?.StartedAt.ToUnixTimeMilliseconds() <= row.At))
            return null;
        return Person.ColdTouches.Contains(row.Id);
    }

    /// <summary>Saves the decisions of all this contact's follow-ups, with the counters they belong to.</summary>
    public void SaveDecisions()
    {
        Recount();
        Library.Gifts.Keep(session, Contact.Id, Person, Rows);
        for (var i = 0; i < FollowUpRows.Count; i++)
        {
            if (Person.FollowUps.ContainsKey(FollowUpRows[i].Id))
                FollowUpRows[i] = SaveDecision.To(session, FollowUpRows[i], Recomputed(FollowUpRows[i]));
        }
    }

    /// <summary>A message that came back, a correction, a record taken back: earlier touches may count otherwise for the company.</summary>
    private void Recount()
    {
        foreach (var row in Rows)
        {
            if (CountsForCompany(row) is not { } counts || counts == (row.Cold == 1))
                continue;
            row.Cold = counts ? 1 : 0;
            session.Execute("update timeline set cold = @Cold where id = @Id", new { row.Cold, row.Id });
            Recounted.Add(row);
            companyDaysFrom = int.MaxValue;
            surroundings.Clear();
        }
    }

    /// <summary>What they asked for, in a line; null when they did not say.</summary>
    public static string? Asked(Preferred? wish)
    {
        if (wish is null)
            return null;
        var parts = new List<string>();
        if (wish.EveryDays is { } every)
            parts.Add(every switch { 7 => "weekly", 14 => "every two weeks", 30 or 31 => "monthly", 91 or 90 => "every three months", 182 or 183 => "twice a year", 365 => "once a year", _ => $"every {every} days" });
        if (wish.Channel is { } channel)
            parts.Add(channel switch { Channel.Email => "by e-mail", Channel.Call => "by phone", _ => $"by {Names.Of(channel)}" });
        if (wish is { FromHour: not null } or { UntilHour: not null })
            parts.Add($"{wish.FromHour ?? 0}:00 to {wish.UntilHour ?? 24}:00");
        return parts.Count == 0 ? null : "asked for " + string.Join(", ", parts);
    }

    /// <summary>Reads a seller's days off; weekends when none are kept.</summary>
    public static DaysOff DaysOffOf(string? text)
    {
        if (string.IsNullOrEmpty(text) || text == "{}")
            return DaysOff.Weekends;
        if (KnownDaysOff.TryGetValue(text, out var known))
            return known;
        if (KnownDaysOff.Count >= MostDaysOff)
            KnownDaysOff.Clear();
        return KnownDaysOff[text] = ReadDaysOff(text);
    }

    private const int MostDaysOff = 2_000;
    private static readonly ConcurrentDictionary<string, DaysOff> KnownDaysOff = new(StringComparer.Ordinal);

    private static DaysOff ReadDaysOff(string text)
    {
        using var json = JsonDocument.Parse(text);
        var weekdays = json.RootElement.TryGetProperty("weekdays", out var w) ? w.GetInt32() : 0b1100000;
        var dates = json.RootElement.TryGetProperty("dates", out var d)
            ? d.EnumerateArray().Select(date => LocalDatePattern.Iso.Parse(date.GetString()!).GetValueOrThrow()).ToList() : [];
        // days away, entered as leaves: "2026-07-13..2026-07-24"
        foreach (var leave in json.RootElement.TryGetProperty("leave", out var leaves) ? leaves.EnumerateArray().Select(l => l.GetString()!.Split("..")) : [])
        {
            var last = LocalDatePattern.Iso.Parse(leave[1]).GetValueOrThrow();
            for (var day = LocalDatePattern.Iso.Parse(leave[0]).GetValueOrThrow(); day <= last; day = day.PlusDays(1))
                dates.Add(day);
        }

        return new DaysOff(weekdays, dates);
    }

    /// <summary>When a step we set ourselves, not agreed with them, may really be taken.</summary>
    private long? HeldUntil(FollowUpRow row, Decision decision, FollowUp followUp)
    {
        if (decision.DueOn is not { } due || followUp.Agreed is null || followUp.AgreedWithThem || decision.Kind is not (TodayKind.Agreed or TodayKind.Callback))
            return null;
        var from = decision.DueAt ?? WorkingDays.Start(WorkingDays.Number(due), 0, Zone);
        LookBack(from);
        // without the age of lists: what is kept does not grow old
        var c = Case.Of(Person, followUp, Around(row), workspace.Policies.Preset(followUp.PresetName), followUp.Situation, row.MatterKey);
        var allowed = Judge.FirstAllowed(c, decision.Channel ?? Channel.Call, from);
        return allowed > from + Duration.FromDays(1) ? allowed.Value.ToUnixTimeMilliseconds() : null;
    }

    private string CallHours(FollowUpRow row)
    {
        var preset = workspace.Policies.Preset(Person.FollowUps[row.Id].PresetName);
        var wish = Person.Preference;
        var (from, until) = (wish?.FromHour ?? preset.CallsFrom, wish?.UntilHour ?? preset.CallsUntil);
        // "after seven in the evening", "before eight": the end they did not name is the day's
        if (from >= until)
            (from, until) = wish?.FromHour is null ? (0, until) : (from, 24);
        return CallWindow.Of(Zone, from, until, wish?.Weekdays ?? Place.Calendar.Week, Place.Calendar, Place.Law, wish?.UntilHour is null ? Place.Calendar.ShortDays : 0).ToString();
    }

    /// <summary>For questions about now: how old the lists are that calls to them are screened against.</summary>
    private Surroundings Screened(Surroundings around)
    {
        if (Place.Laws.Lists.Length == 0)
            return around;
        screened ??= (ScreenLists.For(session, Place.Laws.Lists), ScreenLists.Always(session));
        return around with { Screened = screened.Value.Lists, ScreenAlways = screened.Value.Always };
    }

    private Surroundings Around(FollowUpRow? row)
    {
        var key = row?.Id ?? 0;
        if (surroundings.TryGetValue(key, out var known))
            return known;
        var followUp = row is null ? null : Person.FollowUps.GetValueOrDefault(row.Id);
        var cold = (followUp?.Situation ?? Situation.Cold) == Situation.Cold;
        return surroundings[key] = new Surroundings
        {
            ContactZone = Zone,
            Calendar = Place.Calendar,
            Law = Place.Law,
            Laws = Place.Laws,
            Listed = listed ??= ScreenLists.Read(Contact.PhonesListed, Contact.EmailsListed),
            Client = Contact.Tags.Length > 0 && Contact.Tags.Split(',').Contains("client"),
            OwnerZone = row is null ? workspace.Zone : OwnerZone(row),
            OwnerDaysOff = DaysOffOf(row?.OwnerDaysOff),
            CompanyDays = cold ? CompanyDays(followUp) : [],
            ColleagueTalkDay = cold && row is not null ? ColleagueTalkDay(row, followUp?.OwnerId ?? row.OwnerId) : -1,
            HasEmail = !string.IsNullOrEmpty(Contact.Email),
            HasPhone = !string.IsNullOrEmpty(Contact.Phone),
        };
    }

    /// <summary>
    /// Days of cold approaches to the company, one per person and day, over all colleagues. Only those of the week in front
    /// of any day that is decided on: earlier ones cannot hold anything, and a large company has thousands.
    /// </summary>
    private IReadOnlyList<int> CompanyDays(FollowUp? followUp)
    {
        if (Contact.CompanyId is not { } company)
            return [];
        var from = followUp is null ? lookBackTo : Math.Min(lookBackTo, FirstDayOf(followUp) - DaysThatMatter);
        if (companyDays is not null && companyDaysFrom <= from)
            return companyDays;
        companyDaysFrom = from;
        return companyDays = session.Query<(long ContactId, long At)>(
                """
                select contact_id, coalesce(moved_at, at)
                from timeline
                where company_id = @company
                  and cold = 1
                  and undone_by is null
                  and coalesce(moved_at, at) >= @since
                order by coalesce(moved_at, at)
                """,
                new { company, since = from * (long)NodaConstants.MillisecondsPerDay })
            .Select(touch => (touch.ContactId, Day: WorkingDays.NumberAt(Instant.FromUnixTimeMilliseconds(touch.At), Zone)))
            .Distinct()
            .Select(touch => touch.Day)
            .Order()
            .ToList();
    }

    /// <summary>The earliest day a decision on the follow-up may fall on.</summary>
    private static int FirstDayOf(FollowUp followUp)
    {
        var first = followUp.AnchorDay < 0 ? WorkingDays.Number(followUp.StartOn) : followUp.AnchorDay;
        foreach (var date in (ReadOnlySpan<LocalDate?>)[followUp.Until, followUp.RestUntil, followUp.Agreed?.On])
        {
            if (date is { } day)
                first = Math.Min(first, WorkingDays.Number(day));
        }

        return first;
    }

    private void LookBack(Instant at)
    {
        var day = WorkingDays.NumberAt(at, Zone) - DaysThatMatter;
        if (day >= lookBackTo)
            return;
        lookBackTo = day;
        surroundings.Clear();
    }

    /// <summary>The last two-way contact of a colleague on the same matter, with this person or their company.</summary>
    private int ColleagueTalkDay(FollowUpRow row, long ownerId)
    {
        var at = colleagueTalk is not null ? colleagueTalk(row)
            : Contact.CompanyId is { } company
            ? session.Scalar<long?>(
                "select max(last_two_way_at) from follow_ups where company_id = @company and matter_key = @matter and owner_id <> @owner and last_two_way_at is not null",
                new { company, matter = row.MatterKey, owner = ownerId })
            : FollowUpRows.Where(f => f.MatterKey == row.MatterKey && f.OwnerId != ownerId).Max(f => f.LastTwoWayAt);
        return at is { } instant ? WorkingDays.NumberAt(Instant.FromUnixTimeMilliseconds(instant), Zone) : -1;
    }
}
