using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;
using Tact.Touches;

namespace Tact.Contacts;

/// <summary>Who somebody is.</summary>
public sealed class ContactShown
{
    /// <summary>The query that reads it.</summary>
    public const string Sql = """
        select c.id as Id, c.name as Name, c.given as Given, c.family as Family, c.role as Role, c.department as Department, c.company_id as CompanyId, co.name as Company,
               c.email as Email, c.phone as Phone, c.street as Street, c.city as City, c.region as Region, c.postcode as Postcode, c.country as Country,
               c.zone as Zone, c.zone as OwnZone, c.language as Language, c.website as Website, c.tags as Tags, c.labels as Labels, c.facts as Facts, c.version as Version,
               c.referred_by as ReferredBy, c.created_at as CreatedAt
        from contacts c
        left join companies co on co.id = c.company_id
        """;

    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The given name.</summary>
    public string? Given { get; set; }

    /// <summary>The family name.</summary>
    public string? Family { get; set; }

    /// <summary>What they do.</summary>
    public string? Role { get; set; }

    /// <summary>The department.</summary>
    public string? Department { get; set; }

    /// <summary>The company's number.</summary>
    public long? CompanyId { get; set; }

    /// <summary>The company.</summary>
    public string? Company { get; set; }

    /// <summary>The first e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The first number.</summary>
    public string? Phone { get; set; }

    /// <summary>Street.</summary>
    public string? Street { get; set; }

    /// <summary>City.</summary>
    public string? City { get; set; }

    /// <summary>State or region.</summary>
    public string? Region { get; set; }

    /// <summary>Postcode.</summary>
    public string? Postcode { get; set; }

    /// <summary>Country.</summary>
    public string? Country { get; set; }

    /// <summary>The zone they are in, wherever it comes from.</summary>
    public string? Zone { get; set; }

    /// <summary>The zone that was chosen for them; null when it is told by something else.</summary>
    public string? OwnZone { get; set; }

    /// <summary>Language.</summary>
    public string? Language { get; set; }

    /// <summary>Website.</summary>
    public string? Website { get; set; }

    /// <summary>client, prospect, partner; several with commas.</summary>
    public string Tags { get; set; } = "";

    /// <summary>Other labels, with commas.</summary>
    public string Labels { get; set; } = "";

    /// <summary>Facts by name, as JSON.</summary>
    public string Facts { get; set; } = "{}";

    /// <summary>Grows with every edit.</summary>
    public long Version { get; set; }

    /// <summary>Who referred them.</summary>
    public long? ReferredBy { get; set; }

    /// <summary>When they were added, Unix milliseconds.</summary>
    public long CreatedAt { get; set; }
}

/// <summary>The counts of a follow-up.</summary>
public sealed record Counts(int ApproachesInCycle, int? Of, int Cycles, int SilentRings, int Contacts);

/// <summary>A no on record.</summary>
public sealed record SuppressionShown(string Scope, string? Matter, string Since);

/// <summary>A follow-up of a person.</summary>
public sealed record FollowUpShown(
    long Id, string Matter, string Owner, string OwnerName, string Situation, string Etiquette, string Cadence, string State, string? Answer, Counts Counts, NextStep? NextStep,
    IReadOnlyList<Reason> Why, string? PausedFor, long Version, string StartedAt)
{
    /// <summary>Who has left and whose history it took over; null for nobody.</summary>
    public TookOverData? TookOverFrom { get; init; }
}

/// <summary>One line of the timeline.</summary>
public sealed record TimelineShown(
    long Id, string At, string Kind, string? Channel, string? Direction, string? Outcome, string? Note, string? Offer, string? By, long? FollowUp, string? Next, string? NextOn,
    string? Until, string? Reason, IReadOnlyList<string> Outside, bool Undone, string? What);

/// <summary>A promise and what became of it.</summary>
public sealed record PromiseShown(string What, string For, string State, long FollowUp);

/// <summary>Everything about one person, for the page, the command line and the API.</summary>
public sealed record PersonShown(
    ContactShown Contact, string? State, Counts Counts, NextStep? NextStep, IReadOnlyList<SuppressionShown> Suppressions, string? Asked, string? AskedEvidence,
    IReadOnlyList<FollowUpShown> FollowUps, IReadOnlyList<PromiseShown> Promises, IReadOnlyList<string> Given, IReadOnlyList<AddressShown> Addresses, IReadOnlyList<TimelineShown> Timeline)
{
    /// <summary>The zone in which their hours and days count.</summary>
    public string? Zone { get; init; }

    /// <summary>What told it: chosen, address, phone, company or workspace.</summary>
    public string? ZoneFrom { get; init; }

    /// <summary>Who came after them, when they have left.</summary>
    public IReadOnlyList<PersonLinked> TakenOverBy { get; init; } = [];

    /// <summary>Talks with others at their company in the last thirty days, the newest first.</summary>
    public IReadOnlyList<TalkThere> TalksThere { get; init; } = [];

    /// <summary>Whose working week and holidays count, such as DE-BY; null for Monday to Friday without holidays.</summary>
    public string? Calendar { get; init; }

    /// <summary>The laws that hold for them, by id.</summary>
    public IReadOnlyList<string> Laws { get; init; } = [];

    /// <summary>As whom the law sees them: company, sole-trader or consumer.</summary>
    public string? LawAs { get; init; }

    /// <summary>Consents on record, and those a law takes as given.</summary>
    public IReadOnlyList<Tact.Laws.ConsentShown> Consents { get; init; } = [];

    /// <summary>What the law asks for, by channel, and whether it is there.</summary>
    public IReadOnlyList<Tact.Laws.ConsentStanding> Consent { get; init; } = [];
}

/// <summary>A way to reach them.</summary>
public sealed record AddressShown(string Kind, string Value, bool Dead);

/// <summary>Shows a person: state, counts, next step, suppressions, timeline.</summary>
public static class ShowContact
{
    /// <summary>The newest entries first; at most so many.</summary>
    public const int MostEntries = 500;

    /// <summary>Shows the contact meant by id, e-mail or unique name.</summary>
    public static Result<PersonShown> Run(Workspace workspace, Actor actor, string contact) => workspace.Data.Read(session =>
        ResolveContact.From(session, contact).Then<PersonShown>(id => In(session, workspace, actor, id)));

    private static PersonShown In(Session session, Workspace workspace, Actor actor, long id)
    {
        var file = ContactFile.Open(session, workspace, id)!;
        var contact = session.One<ContactShown>($"{ContactShown.Sql} where c.id = @id", new { id })!;
        contact.Zone = file.Zone.Id;
        var users = session.Query<(long Id, string Name)>("select id, name from users").ToDictionary(u => u.Id, u => u.Name);
        var addresses = session.Query<(string Kind, string Value, long? Dead)>("select kind, value, dead_at from addresses where contact_id = @id order by kind, position", new { id });
        var followUps = file.FollowUpRows.ConvertAll(row => Show(file, row, actor));
        var main = followUps.LastOrDefault(f => f.State is not ("answered" or "stopped")) ?? followUps.LastOrDefault();
        var wish = file.Person.Preference;
        var personal = Library.PersonalGifts.Of(session, actor, [id]);
        return new PersonShown(
            contact, main?.State, main?.Counts ?? new Counts(0, null, 0, 0, 0), main?.NextStep, Suppressions(file), ContactFile.Asked(wish), wish?.Evidence, followUps,
            [.. file.Person.FollowUps.Values.SelectMany(f => f.Promises.Select(p => new PromiseShown(p.What, LocalDatePattern.Iso.Format(p.For), PromiseWord(p, Today(workspace, file, f.Id)), f.Id)))],
            personal.Given(file), addresses.ConvertAll(a => new AddressShown(a.Kind, a.Value, a.Dead is not null)),
            [.. file.Rows.AsEnumerable().OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(MostEntries).Select(row => Line(file, row, users, actor, personal))])
        {
            TakenOverBy = Successor.After(session, id), TalksThere = TalkThere.Of(session, workspace, id, contact.CompanyId), Zone = file.Zone.Id, ZoneFrom = file.Place.ZoneFrom, Calendar = file.Place.Calendar.Name is { Length: > 0 } calendar ? calendar : null,
            Laws = Tact.Laws.SetLaw.LawsOf(file), LawAs = Names.Of(file.Place.Standing), Consents = Tact.Laws.ShowConsents.Of(workspace, file), Consent = Tact.Laws.ShowConsents.Standing(workspace, file),
        };
    }

    private static FollowUpShown Show(ContactFile file, FollowUpRow row, Actor actor)
    {
        var f = file.Person.FollowUps[row.Id];
        var details = RowDetails.Read(row.Details);
        return new FollowUpShown(
            row.Id, row.Matter, row.OwnerEmail, row.OwnerName, row.Situation, row.Preset, row.Cadence, row.State, row.Answer,
            new Counts(f.Approaches, row.ApproachOf is { } of ? (int)of : null, f.Cycle, f.SilentRings, f.Contacts), WhyNow.StepOf(row, file.OwnerZone(row)), WhyNow.Of(row),
            details.Quiet == true ? "quiet" : StallWords(details.Stall, actor.UserId is null || actor.UserId == row.OwnerId), row.Version, Iso(row.StartedAt))
        {
            TookOverFrom = Successor.Of(file, row.Id),
        };
    }

    /// <summary>open, kept, late, released, or broken: still open when its day, or the working day after a day off, has passed.</summary>
    public static string PromiseWord(PromiseRecord promise, LocalDate today) =>
        promise.State == PromiseState.Open && WorkingDays.Number(today) > WorkingDays.OnOrAfter(WorkingDays.Number(promise.For)) ? "broken" : Names.Of(promise.State);

    private static LocalDate Today(Workspace workspace, ContactFile file, long followUp) =>
        file.FollowUpRows.Find(row => row.Id == followUp) is { } row ? ChangeFollowUp.Today(workspace, file, row) : workspace.Now.InZone(workspace.Zone).Date;

    /// <summary>Illness and family are personal reasons to everyone but the owner (METHOD D).</summary>
    public static string? StallWords(string? stall, bool owner) => stall is ("ill" or "family") && !owner ? "personal reasons" : stall;

    private static List<SuppressionShown> Suppressions(ContactFile file)
    {
        var list = new List<SuppressionShown>();
        Add(file.Person.StoppedAll, StopScope.All);
        Add(file.Person.StoppedEmail, StopScope.Email);
        Add(file.Person.StoppedPhone, StopScope.Phone);
        foreach (var matter in file.Person.StoppedMatters)
            list.Add(new SuppressionShown("matter", file.FollowUpRows.Find(f => f.MatterKey == matter)?.Matter ?? matter, Since(StopScope.Matter)));
        return list;

        void Add(bool stopped, StopScope scope)
        {
            if (stopped)
                list.Add(new SuppressionShown(Names.Of(scope), null, Since(scope)));
        }

        string Since(StopScope scope) => file.Person.StoppedAt.TryGetValue(scope, out var at) ? InstantPattern.General.Format(at) : "";
    }

    private static TimelineShown Line(ContactFile file, TimelineRow row, Dictionary<long, string> users, Actor actor, Library.PersonalGifts gifts)
    {
        var data = EntryData.Read(row.Data);
        var owner = file.FollowUpRows.Find(f => f.Id == row.FollowUpId)?.OwnerId;
        var maySeeReason = actor.UserId is null || actor.UserId == owner || actor.UserId == row.ByUser;
        var personal = row.Kind == "pause" && data.Stall is ("ill" or "family");
        return new TimelineShown(
            row.Id, Iso(row.At), row.Kind, row.Channel, row.Direction, row.Outcome, personal && !maySeeReason ? null : row.Note, gifts.Offer(row),
            row.ByUser is { } by && users.TryGetValue(by, out var name) ? name + (data.For is { } owners && users.TryGetValue(owners, out var covered) ? $" for {covered}" : "") : null, row.FollowUpId, data.Next?.Say, data.Next?.On, data.Until,
            row.Kind == "pause" ? StallWords(data.Stall, maySeeReason) : data.Reason, data.Outside ?? [], row.UndoneBy is not null, What(row, data));
    }

    /// <summary>What an entry that is no touch says, in words.</summary>
    private static string? What(TimelineRow row, EntryData data) => row.Kind switch
    {
        "start" => $"Follow-up about {data.Matter} began ({data.Situation}, {data.Preset})",
        "step" => data.Next is null ? "Next step left to the cadence" : "Next step set",
        "resume" => "Taken up again",
        "put-off" => "Put off",
        "day-over" => "The day passed without what goes with the message",
        "promise" => $"Promised: {data.Promise}, {data.PromisedFor}",
        "quiet" => $"Quiet asked for, until {data.Until}: {data.Evidence}",
        "preference" => "Wish recorded: " + (data.Evidence ?? ""),
        "consent" => $"Consent to {row.Channel} ({data.Consent}{(data.Until is { } until ? $", until {until}" : "")}): {data.Evidence}",
        "withdrawn" => $"Consent to {row.Channel} withdrawn: {data.Evidence}",
        "stop" => $"No more contact: {data.Scope}",
        "lift" => $"No lifted ({data.Scope}): {data.Evidence}",
        "known" => "Known before",
        "address" => "Address changed",
        "handover" => "Handed over",
        "correction" => "Corrected",
        "undo" => "Taken back",
        "pause" => "Paused",
        _ => null,
    };

    private static string Iso(long milliseconds) => InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(milliseconds));
}
