using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.FollowUps;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Imports;

/// <summary>
/// Writes some rows of a file in one transaction: people who are new, what a row adds to people who are there, companies, last contacts, notes,
/// wishes not to be contacted, next steps, and for each row what was done, so that the whole can be undone.
/// </summary>
sealed class WriteChunk
{
    readonly Session session;
    readonly Workspace workspace;
    readonly ImportSettings settings;
    readonly long batch;
    readonly long now;
    readonly List<ImportProblem> problems = [];
    readonly List<RowPlan> plans = [];
    readonly Dictionary<long, PersonState> byLine = [];
    readonly KnownCompanies companies;
    static readonly string[] ContactColumns =
        ["id", "company_id", "name", "name_key", "family_key", "email", "phone", "tags", "labels", "source", "facts", "search_key", "import_id", "created_by", "created_at", .. PersonState.Columns];

    readonly KnownKeys known;
    readonly Dictionary<long, (string Before, string After)> readsDifferently = [];

    readonly BulkRows companyRows = new("companies", "id", "name", "name_key", "domain", "search_key", "import_id", "created_at");
    readonly BulkRows contactRows = new("contacts", ContactColumns);
    readonly BulkRows addressRows = new("addresses", "contact_id", "kind", "address_key", "value", "position");
    readonly BulkRows keyRows = new("contact_keys", "key", "contact_id");
    readonly BulkRows entryRows = new("timeline", "contact_id", "company_id", "kind", "at", "recorded_at", "by_user", "note", "cold", "import_id");
    readonly BulkRows doneRows = new("import_rows", "import_id", "row_number", "action", "contact_id", "why", "before");
    readonly BulkRows problemRows = new("import_problems", "import_id", "row_number", "field", "problem");

    WriteChunk(Session session, Workspace workspace, ImportSettings settings, long batch, KnownCompanies companies, KnownKeys known)
    {
        (this.session, this.workspace, this.settings, this.batch, this.companies, this.known) = (session, workspace, settings, batch, companies, known);
        now = settings.Now.ToUnixTimeMilliseconds();
    }

    /// <summary>Writes the rows; returns what came of them, and their problems.</summary>
    public static Tally Of(Session session, Workspace workspace, ImportSettings settings, long batch, IReadOnlyList<ReadyRow> rows, KnownCompanies companies, KnownKeys known) =>
        new WriteChunk(session, workspace, settings, batch, companies, known).Write(rows);

    Tally Write(IReadOnlyList<ReadyRow> rows)
    {
        var tally = new Tally();
        Plan(rows);
        FindCompanies();

        var before = plans.ConvertAll(Before);
        var ids = BulkRows.NewIds(session, "contacts", plans.Count(plan => plan.Action == "created" && plan.Row.Subject == RowSubject.Person));
        foreach (var person in plans.Where(plan => plan.Action == "created").Select(plan => plan.Person!))
            if (person.Id == 0 && !IsCompany(person))
                person.Id = ids.Next();
        var created = plans.Where(plan => plan is { Action: "created", Person.Id: > 0 }).ToList();
        foreach (var plan in created)
            AddAddresses(plan.Person!, plan.Person!.Addresses, 0);
        if (created.Count > 0)
            HaveKeysLater(tally, created[0].Person!.Id, created[^1].Person!.Id);
        for (var i = 0; i < plans.Count; i++)
        {
            var plan = plans[i];
            tally.Count(plan.Action);
            if (plan.Person is { Id: > 0 } person)
                AddEntries(plan, person);
            doneRows.Add(batch, plan.Row.Line, plan.Action, plan.Person is { Id: > 0 } someone ? someone.Id : (long?)null, plan.Why, before[i]);
        }
        foreach (var problem in problems)
            problemRows.Add(batch, problem.Row, problem.Field ?? "", problem.Problem);

        var changed = plans.Where(plan => plan is { Action: "updated", Person.IsNew: false, Added.ChangesTheContact: true }).ToList();
        var keysBefore = changed.Select(plan => plan.Person!.Id).Distinct().ToDictionary(id => id, id => ContactKeys.Of(session, id));
        companyRows.Write(session);
        WriteContacts(created);
        addressRows.Write(session);
        keyRows.Write(session);
        entryRows.Write(session);
        doneRows.Write(session);
        problemRows.Write(session);
        foreach (var plan in changed)
            Update(plan.Person!, keysBefore[plan.Person!.Id]);
        Stop(tally);
        StartFollowUps();
        // Last: whatever else is written after the search index makes it write out what it has gathered.
        foreach (var (person, (old, now)) in readsDifferently)
            BulkSearch.Changed(session, "contact", person, old, now);
        return tally;
    }

    void Plan(IReadOnlyList<ReadyRow> ready)
    {
        known.CatchUp(session);
        plans.EnsureCapacity(ready.Count);
        byLine.EnsureCapacity(ready.Count);
        var matches = KnownPeople.Match(session, ready, known, problems.Add);
        var inChunk = ready.Where(one => one.MayBeKnown).Select(one => one.Row.Line).ToHashSet();
        var earlier = ready.Where(one => one.Row.SameAs is { } line && !inChunk.Contains(line)).Select(one => one.Row.SameAs!.Value).Distinct().ToList();
        if (earlier.Count > 0)
        {
            foreach (var (line, contact) in session.Query<(long, long?)>(
                $"select row_number, contact_id from import_rows where import_id = @batch and {KnownPeople.Any(session, "row_number", "earlier")}",
                new { batch, earlier = KnownPeople.List(session, earlier) }))
                if (contact is { } id)
                    matches[line] = id;
        }
        // what somebody's record says is read where a row has something to compare with it
        var people = KnownPeople.Load(
            session, matches.Values.Distinct().ToList(), About(row => row is not { Notes: null, LastContact: null }), About(row => row is not { NextStep: null, NextStepOn: null }));
        foreach (var (line, contact) in matches)
            if (people.TryGetValue(contact, out var person))
                byLine[line] = person;

        var stopped = KnownStops(session, ready.Where(one => one.MayBeKnown && !byLine.ContainsKey(one.Row.Line)), known);
        foreach (var (row, fresh, keys) in ready)
        {
            var there = byLine.GetValueOrDefault(row.SameAs ?? row.Line);
            if (there is null)
                known.Meet(keys);
            var plan = row.Subject == RowSubject.Company && row.Skipped is null ? OfCompany(row, settings, isThere: false)
                : ImportPlan.Of(there is null && stopped.TryGetValue(row.Line, out var scope) ? row with { OptOut = row.OptOut | scope } : row, there, settings, fresh);
            if (plan.Person is not null)
                byLine.TryAdd(row.SameAs ?? row.Line, plan.Person);
            plans.Add(plan);
            problems.AddRange(row.Problems);
            problems.AddRange(plan.Problems);
        }

        List<long> About(Func<ImportRow, bool> isWanted)
        {
            var about = new List<long>();
            foreach (var one in ready)
                if (isWanted(one.Row) && matches.TryGetValue(one.Row.SameAs ?? one.Row.Line, out var contact))
                    about.Add(contact);
            return about;
        }
    }

    // A no outlives the person's data: an address that is known to have said no arrives stopped (METHOD B1).
    public static Dictionary<long, OptOutScope> KnownStops(Session session, IEnumerable<ReadyRow> rows, KnownKeys known)
    {
        var stopped = new Dictionary<long, OptOutScope>();
        var lines = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        if (session.Scalar<long?>("select 1 from suppressions where address_hash is not null limit 1") is null)
            return stopped;
        Func<string, string, string>? hash = null;
        foreach (var row in rows)
            foreach (var key in row.Keys)
                if (known.MayHaveSaidNo(key))
                {
                    var one = (hash ??= Suppress.Hasher(session))(key.Kind, key.AddressKey);
                    (lines.TryGetValue(one, out var same) ? same : lines[one] = []).Add(row.Row.Line);
                }
        if (lines.Count == 0)
            return stopped;
        foreach (var (one, scope) in session.Query<(string, string)>(
            $"select address_hash, scope from suppressions where {KnownPeople.Any(session, "address_hash", "hashes")} and lifted_at is null",
            new { hashes = KnownPeople.List(session, lines.Keys) }))
            foreach (var line in lines[one])
                stopped[line] = stopped.GetValueOrDefault(line) | Scope(scope);
        return stopped;
    }

    static OptOutScope Scope(string scope) => scope switch
    {
        "email" => OptOutScope.Email,
        "phone" => OptOutScope.Phone,
        "all" => OptOutScope.All,
        _ => OptOutScope.None,
    };

    /// <summary>A row with a company and nobody in it brings the company, unless it is there.</summary>
    public static RowPlan OfCompany(ImportRow row, ImportSettings settings, bool isThere) => isThere
        ? new(row, "skipped", null, null, null, null, false, "The company is here already, and the row names no person.")
        : new(row, "created", PersonState.From(row, settings.Tag), null, null, null, false, "A company without a person.");

    static bool IsCompany(PersonState person) => person is { Name: null, Addresses.Count: 0 };

    void FindCompanies()
    {
        var named = plans.Where(plan => plan.Person is { Company: not null, CompanyId: null }).Select(plan => plan.Person!).ToList();
        if (named.Count == 0)
            return;
        var there = companies.Find(session, named, known.Removals);
        var unknown = named.Where(person => !there.ContainsKey(person.CompanyKey)).GroupBy(person => person.CompanyKey).ToList();
        var ids = BulkRows.NewIds(session, "companies", unknown.Count);
        var found = new Dictionary<string, long>(there, StringComparer.Ordinal);
        foreach (var people in unknown)
        {
            var (id, name, domain) = (ids.Next(), people.First().Company!, companies.DomainOf(people.Key));
            found[people.Key] = id;
            companyRows.Add(id, name, people.Key, domain, SearchKey.OfCompany(name, domain, null, null), batch, now);
            companies.Made(people.Key, id);
        }
        var seen = there.Keys.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < plans.Count; i++)
        {
            if (plans[i].Person is not { Company: not null, CompanyId: null } person)
                continue;
            var key = person.CompanyKey;
            person.CompanyId = found[key];
            if (!seen.Add(key) && plans[i].Row.Subject == RowSubject.Company)
                plans[i] = OfCompany(plans[i].Row, settings, isThere: true);
        }
    }

    void WriteContacts(List<RowPlan> created)
    {
        foreach (var plan in created)
        {
            var person = plan.Person!;
            contactRows.Add(
            [
                person.Id, person.CompanyId, person.Display, person.NameKey, person.FamilyKey, person.Email, person.Phone, person.TagsText, person.LabelsText, "import", person.FactsText,
                person.SearchKey, batch, settings.By, now,
            ],
                person.Values);
            if (session.Dialect == Dialect.Postgres)
                AddKeys(person);
        }
        contactRows.Write(session);
    }

    void AddKeys(PersonState person)
    {
        keyRows.Add(ContactKeys.OfName(person.NameKey), person.Id);
        if (person.FamilyKey.Length > 0)
            keyRows.Add(ContactKeys.OfFamily(person.FamilyKey), person.Id);
        foreach (var (kind, key, _) in person.Addresses)
            keyRows.Add(ContactKeys.OfAddress(kind, key), person.Id);
    }

    // On SQLite the new people are pending from here on, unless somebody is already: then they come after those.
    void HaveKeysLater(Tally tally, long first, long last)
    {
        tally.Written = (first, last);
        if (session.Dialect == Dialect.Sqlite)
            session.Execute("update keyed set keyed_to = @before where keyed_to = @Everybody", new { before = first - 1, ContactKeys.Everybody });
    }

    void AddAddresses(PersonState person, IEnumerable<(string Kind, string Key, string Value)> addresses, int position)
    {
        foreach (var (kind, key, value) in addresses)
            addressRows.Add(person.Id, kind, key, value, (long)position++);
    }

    void AddEntries(RowPlan plan, PersonState person)
    {
        if (plan.Added is { } added && !person.IsNew)
        {
            AddAddresses(person, added.Addresses, person.Addresses.Count - added.Addresses.Count);
            WhereTheyAreMayHaveChanged(person, added);
        }

        if (plan.KnownAt is { } known)
            entryRows.Add(person.Id, person.CompanyId, "known", known, now, settings.By, "In touch before the import", 0L, batch);
        if (plan.Note is { } note)
            entryRows.Add(person.Id, person.CompanyId, "note", now, now, settings.By, note, 0L, batch);
    }

    void WhereTheyAreMayHaveChanged(PersonState person, Additions added)
    {
        if (!added.Filled.Keys.Any(column => column is "zone" or "city" or "region" or "country" or "phone"))
            return;
        session.Execute(
            "insert into rechecks (follow_up_id, queued_at) select id, @now from follow_ups where contact_id = @Id and due_on is not null on conflict (follow_up_id) do nothing",
            new { person.Id, now });
    }

    // What an update changes, as it was; null for people of this import, who go as a whole.
    static string? Before(RowPlan plan) =>
        plan is { Action: "updated", Person.IsNew: false, Added: { ChangesTheContact: true } added } ? UndoNote.Of(added) : null;

    void Update(PersonState person, List<string> keysBefore)
    {
        var old = session.One<string>("select search_key from contacts where id = @Id", new { person.Id })!;
        session.Execute(
            """
            update contacts
            set name = @Display, name_key = @NameKey, family_key = @FamilyKey, company_id = @CompanyId, email = @Email, phone = @Phone, tags = @TagsText, labels = @LabelsText, facts = @FactsText,
              search_key = @SearchKey, given = @given, family = @family, role = @role, department = @department, street = @street, city = @city, region = @region, postcode = @postcode,
              country = @country, zone = @zone, language = @language, website = @website, version = version + 1
            where id = @Id
            """,
            new
            {
                person.Id, person.Display, person.NameKey, person.FamilyKey, person.CompanyId, person.Email, person.Phone, person.TagsText, person.LabelsText, person.FactsText, person.SearchKey,
                given = person.Values[0], family = person.Values[1], role = person.Values[2], department = person.Values[3], street = person.Values[4], city = person.Values[5], region = person.Values[6],
                postcode = person.Values[7], country = person.Values[8], zone = person.Values[9], language = person.Values[10], website = person.Values[11],
            });
        ContactKeys.Change(session, person.Id, keysBefore);
        if (!readsDifferently.TryAdd(person.Id, (old, person.SearchKey)))
            readsDifferently[person.Id] = (readsDifferently[person.Id].Before, person.SearchKey);
    }

    void Stop(Tally tally)
    {
        foreach (var plan in plans)
        {
            var scope = plan.Person is not { Id: > 0 } ? OptOutScope.None : plan.Added?.Suppressed ?? (plan.Action == "created" ? plan.Row.OptOut : OptOutScope.None);
            if (scope == OptOutScope.None)
                continue;
            tally.CountSuppressed(scope);
            var person = plan.Person!;
            foreach (var stop in Scopes(scope))
            {
                var entry = AppendEntry.To(session, new TimelineRow
                {
                    ContactId = person.Id, CompanyId = person.CompanyId, Kind = "stop", At = now, RecordedAt = now, ByUser = settings.By, Note = "Said in the imported file", ImportId = batch,
                    Data = new EntryData { Scope = Names.Of(stop) }.ToText(),
                });
                Suppress.Record(session, workspace, person.Id, stop, null, entry.Id, settings.By, known.HasNoNamesake(person) ? PendingPeople.Skip : PendingPeople.Search);
            }
            if (!person.IsNew)
                ContactFile.Open(session, workspace, person.Id)!.SaveDecisions();
        }
    }

    static IEnumerable<StopScope> Scopes(OptOutScope scope)
    {
        if (scope.HasFlag(OptOutScope.All))
            return [StopScope.All];
        return new[] { (OptOutScope.Email, StopScope.Email), (OptOutScope.Phone, StopScope.Phone) }.Where(pair => scope.HasFlag(pair.Item1)).Select(pair => pair.Item2);
    }

    void StartFollowUps()
    {
        foreach (var plan in plans.Where(plan => plan.StartsFollowUp && plan.Person is { Id: > 0 }))
        {
            var row = plan.Row;
            var owner = ImportPlan.OwnerOf(row, settings, null)!.Value;
            var email = session.One<string>("select email from users where id = @owner", new { owner })!;
            var on = row.NextStepOn!.Value;
            var situation = row.Situation ?? (plan.Person!.Tags.Contains("client") ? "client" : row.LastContact is not null ? "talked" : "cold");
            var started = StartFollowUp.In(session, workspace, Actor.CommandLine, plan.Person!.Id, new StartInput { Owner = email, Situation = situation });
            if (started is not Result<StartedFollowUp>.Ok { Value: { FollowUp: var id } })
            {
                problemRows.Add(batch, row.Line, "", "The next step could not be planned: " + (started is Result<StartedFollowUp>.Refused refused ? refused.Why : "they are followed up already."));
                continue;
            }
            var file = ContactFile.Open(session, workspace, plan.Person.Id)!;
            var zone = workspace.ZoneOf(session.One<string>("select zone from users where id = @owner", new { owner }));
            var say = row.NextStep ?? "Get in touch";
            var at = on.Time is { } time ? on.Date.At(time).InZoneLeniently(zone).ToInstant().ToUnixTimeMilliseconds() : (long?)null;
            file.Append(new TimelineRow
            {
                FollowUpId = id, Kind = "step", At = now, RecordedAt = now, ByUser = settings.By, ImportId = batch,
                Data = new EntryData { Next = new StepData(say, StepWords.ChannelOf(say) is { } channel ? Names.Of(channel) : null, LocalDatePattern.Iso.Format(on.Date), at) }.ToText(),
            });
            session.Execute("update timeline set import_id = @batch where follow_up_id = @id and kind = 'start'", new { batch, id });
            session.Execute("update follow_ups set import_id = @batch where id = @id", new { batch, id });
            file.SaveDecisions();
        }
    }
}
