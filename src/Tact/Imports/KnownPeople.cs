using System.Text.Json;
using Tact.Contacts;
using Tact.Core;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>Finds the people of a file among those who are there already, many at a time.</summary>
static class KnownPeople
{
    sealed record Found(string Kind, string AddressKey, long ContactId, string NameKey, string? Email, string? Given, string? Family, string? Company);

    sealed record FoundKey(string Key, string Kind, string AddressKey, long ContactId, string NameKey, string? Email, string? Given, string? Family, string? Company);

    const string Columns = "a.kind as Kind, a.address_key as AddressKey, a.contact_id as ContactId, c.name_key as NameKey, c.email as Email, c.given as Given, c.family as Family, co.name as Company";

    /// <summary>For each row (by its line) the contact that is the same person, by the rule of <see cref="SeenPeople"/>; and remarks on shared ways.</summary>
    public static Dictionary<long, long> Match(Session session, IEnumerable<ReadyRow> rows, KnownKeys known, Action<ImportProblem> remark)
    {
        var matches = new Dictionary<long, long>();
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        var asked = new List<ImportRow>();
        foreach (var ready in rows)
        {
            if (!ready.MayBeKnown)
                continue;
            var isAsked = false;
            foreach (var key in ready.Keys)
                if (known.MayBeThere(key))
                    (wanted[key.Key], isAsked) = (key.AddressKey, true);
            if (isAsked)
                asked.Add(ready.Row);
        }
        if (asked.Count == 0)
            return matches;
        var found = Find(session, wanted, known);
        if (found.Count == 0)
            return matches;
        foreach (var row in asked)
            if (One(row, found, remark) is { } contact)
                matches[row.Line] = contact;
        return matches;
    }

    static ILookup<(string Kind, string Key), Found> Find(Session session, Dictionary<string, string> wanted, KnownKeys known)
    {
        var found = session.Query<FoundKey>(
            $"""
            select k.key as Key, {Columns}
            from contact_keys k
            join contacts c on c.id = k.contact_id
            join addresses a on a.contact_id = k.contact_id
            left join companies co on co.id = c.company_id
            where {Any(session, "k.key", "keys")}
              and c.erased_at is null
              and coalesce(c.import_id, 0) <> @Batch
            """,
            new { keys = List(session, wanted.Keys), known.Batch })
            .Where(one => ContactKeys.OfAddress(one.Kind, one.AddressKey) == one.Key)
            .Select(one => new Found(one.Kind, one.AddressKey, one.ContactId, one.NameKey, one.Email, one.Given, one.Family, one.Company)).ToList();
        foreach (var (from, to) in known.Others)
            found.AddRange(session.Query<Found>(
                $"""
                select {Columns}
                from addresses a
                join contacts c on c.id = a.contact_id
                left join companies co on co.id = c.company_id
                where a.contact_id > @from
                  and a.contact_id <= @to
                  and {Any(session, "a.address_key", "keys")}
                  and c.erased_at is null
                  and coalesce(c.import_id, 0) <> @Batch
                """,
                new { from, to, keys = List(session, wanted.Values), known.Batch }));
        return found.OrderBy(one => one.ContactId).ToLookup(one => (one.Kind, one.AddressKey));
    }

    static long? One(ImportRow row, ILookup<(string Kind, string Key), Found> found, Action<ImportProblem> remark)
    {
        var name = row.Name is null ? null : Folded.Text(row.Name);
        foreach (var email in row.Emails)
        {
            var there = found[("email", email.Key)].ToList();
            if (there.Count == 0)
                continue;
            var same = there.FirstOrDefault(one => name is null || Nameless(one) || one.NameKey == name);
            if (same is not null)
                return same.ContactId;
            if (!EmailAddress.IsShared(email.Key))
            {
                remark(new(row.Line, null, $"{email.Address} is here already under another name; both are taken for one person."));
                return there[0].ContactId;
            }
            remark(new(row.Line, null, $"{email.Address} belongs to an office where somebody else is known already; they stay two people."));
        }
        foreach (var phone in row.Phones)
        {
            var there = found[("phone", phone.Key)].ToList();
            if (there.FirstOrDefault(one => name is not null && one.NameKey == name && (SameAddress(row, one) || SameCompany(row, one))) is { } same)
                return same.ContactId;
            if (there.FirstOrDefault(one => (name is null || Nameless(one)) && (row.Emails.Length == 0 || one.Email is null)) is { } nameless)
                return nameless.ContactId;
        }
        return null;
    }

    static bool SameAddress(ImportRow row, Found one) => row.Emails.Length == 0 || one.Email is null;

    static bool SameCompany(ImportRow row, Found one) => row.Company is null || one.Company is null || Folded.Text(row.Company) == Folded.Text(one.Company);

    static bool Nameless(Found one) => one.Given is null && one.Family is null && (one.NameKey.Contains('@') || !one.NameKey.Any(char.IsLetter));

    sealed class Row
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
        public string? Given { get; set; }
        public string? Family { get; set; }
        public string? Role { get; set; }
        public string? Department { get; set; }
        public string? Street { get; set; }
        public string? City { get; set; }
        public string? Region { get; set; }
        public string? Postcode { get; set; }
        public string? Country { get; set; }
        public string? Zone { get; set; }
        public string? Language { get; set; }
        public string? Website { get; set; }
        public string? Email { get; set; }
        public string? Phone { get; set; }
        public string Tags { get; set; } = "";
        public string Labels { get; set; } = "";
        public string Facts { get; set; } = "{}";
        public long? CompanyId { get; set; }
        public string? Company { get; set; }
    }

    /// <summary>Reads people with everything an import compares.</summary>
    /// <param name="told">Of whom notes and earlier contacts matter; null for everybody.</param>
    /// <param name="planned">Of whom it matters whether they are followed up; null for everybody.</param>
    public static Dictionary<long, PersonState> Load(Session session, IReadOnlyCollection<long> ids, IReadOnlyCollection<long>? told = null, IReadOnlyCollection<long>? planned = null)
    {
        if (ids.Count == 0)
            return [];
        var values = new { ids = List(session, ids) };
        var people = session.Query<Row>(
            $"""
            select c.id, c.name, c.given, c.family, c.role, c.department, c.street, c.city, c.region, c.postcode, c.country, c.zone, c.language, c.website,
              c.email, c.phone, c.tags, c.labels, c.facts, c.company_id as CompanyId, co.name as Company
            from contacts c
            left join companies co on co.id = c.company_id
            where {Any(session, "c.id", "ids")}
            """,
            values).ToDictionary(row => row.Id, State);
        foreach (var (contact, kind, key, value) in session.Query<(long, string, string, string)>(
            $"select contact_id, kind, address_key, value from addresses where {Any(session, "contact_id", "ids")} order by contact_id, position", values))
            people[contact].Addresses.Add((kind, key, value));
        foreach (var (contact, scope) in session.Query<(long, string)>(
            $"select contact_id, scope from suppressions where {Any(session, "contact_id", "ids")} and lifted_at is null", values))
            people[contact].Suppressed |= scope switch { "email" => OptOutScope.Email, "phone" => OptOutScope.Phone, "all" => OptOutScope.All, _ => OptOutScope.None };
        foreach (var (contact, kind, at, note) in told is { Count: 0 } ? [] : session.Query<(long, string, long, string?)>(
            $"select contact_id, kind, at, note from timeline where {Any(session, "contact_id", "told")} and kind in ('note', 'known') and undone_by is null", new { told = List(session, told ?? ids) }))
        {
            if (kind == "note" && note is not null)
                people[contact].Notes.Add(note);
            else if (kind == "known")
                people[contact].KnownAt.Add(at);
        }
        foreach (var contact in planned is { Count: 0 } ? [] : session.Query<long>(
            $"select contact_id from follow_ups where {Any(session, "contact_id", "planned")} and state not in ('answered', 'stopped')", new { planned = List(session, planned ?? ids) }))
            people[contact].IsFollowedUp = true;
        foreach (var person in people.Values)
            if (person.Addresses.Exists(address => address.Value == person.Name))
                person.Name = null;
        return people;
    }

    static PersonState State(Row row)
    {
        var person = new PersonState { Id = row.Id, Name = row.Name, CompanyId = row.CompanyId, Company = row.Company, Email = row.Email, Phone = row.Phone };
        string?[] values = [row.Given, row.Family, row.Role, row.Department, row.Street, row.City, row.Region, row.Postcode, row.Country, row.Zone, row.Language, row.Website];
        values.CopyTo(person.Values, 0);
        person.Tags.AddRange(row.Tags.Split(',', StringSplitOptions.RemoveEmptyEntries));
        person.Labels.AddRange(row.Labels.Split(',', StringSplitOptions.RemoveEmptyEntries));
        using var facts = JsonDocument.Parse(row.Facts is "" ? "{}" : row.Facts);
        foreach (var fact in facts.RootElement.EnumerateObject())
            person.Facts[fact.Name] = fact.Value.ValueKind == JsonValueKind.String ? fact.Value.GetString()! : fact.Value.GetRawText();
        return person;
    }

    /// <summary>"column is one of a list", whatever its length, on both databases.</summary>
    public static string Any(Session session, string column, string parameter) =>
        session.Dialect == Dialect.Sqlite ? $"{column} in (select value from json_each(@{parameter}))" : $"{column} = any(@{parameter})";

    /// <summary>The list for <see cref="Any"/>.</summary>
    public static object List<T>(Session session, IEnumerable<T> values) =>
        session.Dialect == Dialect.Sqlite ? JsonSerializer.Serialize(values) : values.ToArray();
}
