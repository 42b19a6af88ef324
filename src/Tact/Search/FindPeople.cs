using Tact.Contacts;
using Tact.Core;
using Tact.Storage;

namespace Tact.Search;

/// <summary>A person found.</summary>
public sealed class FoundPerson
{
    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What they do.</summary>
    public string? Role { get; set; }

    /// <summary>The company.</summary>
    public string? Company { get; set; }

    /// <summary>The number.</summary>
    public string? Phone { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }
}

/// <summary>A company found.</summary>
public sealed class FoundCompany
{
    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The city.</summary>
    public string? City { get; set; }
}

/// <summary>What a search found: the first twenty people and five companies.</summary>
public sealed record Found(IReadOnlyList<FoundPerson> People, IReadOnlyList<FoundCompany> Companies);

/// <summary>Finds people by any part of a name, company, e-mail address or number; one or two characters by their beginning.</summary>
public static class FindPeople
{
    private const int MostPeople = 20;
    private const int MostCompanies = 5;

    /// <summary>Searches.</summary>
    public static Found Run(Workspace workspace, string? typed) => workspace.Data.Read(session => In(session, typed));

    /// <summary>The same inside a read.</summary>
    public static Found In(Session session, string? typed)
    {
        var words = SearchKey.Words(typed);
        if (words.Count == 0)
            return new Found([], []);
        var longWords = words.Where(w => w.Length >= 3).ToList();
        return longWords.Count == 0 ? ByBeginning(session, string.Join(' ', words)) : ByFragments(session, words, longWords);
    }

    private static Found ByFragments(Session session, IReadOnlyList<string> words, List<string> longWords)
    {
        var values = new Dictionary<string, object> { ["people"] = MostPeople, ["companies"] = MostCompanies };
        // a trigram index cannot find one or two characters; they only narrow what the longer words find
        var narrow = words.Where(w => w.Length < 3).Select((word, i) =>
        {
            values[$"short{i}"] = $"%{Escape(word)}%";
            return $"and c.search_key like @short{i} escape '!'";
        }).ToList();
        string contactsHit;
        string companiesHit;
        var (contactsFrom, companiesFrom, inOrder) = ("contacts c", "companies c", "c.id");
        if (session.Dialect == Dialect.Sqlite)
        {
            // the index keeps no positions (a third of the size), so a longer word is the set of its trigrams, checked against the key itself
            values["match"] = string.Join(" AND ", longWords.SelectMany(Trigrams).Distinct().Select(part => $"\"{part.Replace("\"", "\"\"")}\""));
            narrow.AddRange(longWords.Where(word => word.Length > 3).Select((word, i) =>
            {
                values[$"whole{i}"] = word;
                return $"and instr(c.search_key, @whole{i}) > 0";
            }));
            // the index gives its hits in the order of their numbers, so that the first twenty end the search
            (contactsFrom, companiesFrom, inOrder) = ("contact_search s cross join contacts c on c.id = s.rowid", "company_search s cross join companies c on c.id = s.rowid", "s.rowid");
            contactsHit = "s.contact_search match @match";
            companiesHit = "s.company_search match @match";
        }
        else
        {
            var likes = longWords.Select((word, i) =>
            {
                values[$"long{i}"] = $"%{Escape(word)}%";
                return $"c.search_key like @long{i} escape '!'";
            });
            contactsHit = companiesHit = string.Join(" and ", likes);
        }

        var people = session.Query<FoundPerson>(
            $"""
            select c.id as Id, c.name as Name, c.role as Role, co.name as Company, c.phone as Phone, c.email as Email
            from {contactsFrom}
            left join companies co on co.id = c.company_id
            where {contactsHit} {string.Join(' ', narrow)} and c.erased_at is null
            order by {inOrder}
            limit @people
            """,
            values);
        var companies = session.Query<FoundCompany>(
            $"select c.id as Id, c.name as Name, c.city as City from {companiesFrom} where {companiesHit} {string.Join(' ', narrow)} order by {inOrder} limit @companies", values);
        return new Found(people, companies);
    }

    private static Found ByBeginning(Session session, string beginning)
    {
        var like = Escape(beginning) + '%';
        var people = session.Query<FoundPerson>(
            $"""
            select c.id as Id, c.name as Name, c.role as Role, co.name as Company, c.phone as Phone, c.email as Email
            from {ContactKeys.Beginning(session)} hits
            join contacts c on c.id = hits.id
            left join companies co on co.id = c.company_id
            order by c.name_key, c.id
            limit @most
            """,
            ContactKeys.Typed(beginning, like, MostPeople));
        // ranges use SQLite's binary order; PostgreSQL has an index for like with a fixed beginning
        var name = session.Dialect == Dialect.Sqlite ? "c.name_key >= @beginning and c.name_key < @end" : "c.name_key like @like escape '!'";
        var companies = session.Query<FoundCompany>(
            $"select c.id as Id, c.name as Name, c.city as City from companies c where {name} order by c.name_key, c.id limit @MostCompanies",
            new { beginning, end = beginning + '\uffff', like, MostCompanies });
        return new Found(people, companies);
    }

    private static IEnumerable<string> Trigrams(string word) => Enumerable.Range(0, word.Length - 2).Select(at => word.Substring(at, 3));

    private static string Escape(string word) => word.Replace("!", "!!").Replace("%", "!%").Replace("_", "!_");
}
