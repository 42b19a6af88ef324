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
        return words.All(word => word.Length < 3) ? ByBeginning(session, string.Join(' ', words)) : ByFragments(session, words);
    }

    private static Found ByFragments(Session session, IReadOnlyList<string> words)
    {
        var parts = Fragments.Of(session, words);
        (parts.Values["people"], parts.Values["companies"]) = (MostPeople, MostCompanies);
        var people = session.Query<FoundPerson>(
            $"""
            select c.id as Id, c.name as Name, c.role as Role, co.name as Company, c.phone as Phone, c.email as Email
            from {parts.From("contacts", "contact_search")}
            left join companies co on co.id = c.company_id
            where {parts.Hit("contact_search")} {parts.Narrow} and c.erased_at is null
            order by {parts.InOrder}
            limit @people
            """,
            parts.Values);
        var companies = session.Query<FoundCompany>(
            $"select c.id as Id, c.name as Name, c.city as City from {parts.From("companies", "company_search")} where {parts.Hit("company_search")} {parts.Narrow} order by {parts.InOrder} limit @companies", parts.Values);
        return new Found(people, companies);
    }

    private static Found ByBeginning(Session session, string beginning)
    {
        var like = Fragments.Escape(beginning) + '%';
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
}
