using System.Globalization;

namespace Tact.Contacts;

/// <summary>A person in a list, as contracts show it.</summary>
public sealed class ContactLine
{
    /// <summary>What is read of contacts c and their companies co.</summary>
    public const string Columns = "c.id as Id, c.name as Name, c.role as Role, co.name as Company, c.phone as Phone, c.email as Email, c.tags as Tags";

    /// <summary>The query, without its conditions.</summary>
    public const string Sql = $"""
        select
          {Columns}
        from contacts c
        left join companies co on co.id = c.company_id
        """;

    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What they do.</summary>
    public string? Role { get; set; }

    /// <summary>The company.</summary>
    public string? Company { get; set; }

    /// <summary>The number to call.</summary>
    public string? Phone { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>client, prospect, partner; several with commas.</summary>
    public string Tags { get; set; } = "";
}

/// <summary>A page of people by name; <paramref name="Next"/> is where the next page begins, null on the last.</summary>
public sealed record ContactsListed(IReadOnlyList<ContactLine> Contacts, string? Next);

/// <summary>All people, a page at a time.</summary>
public static class ListContacts
{
    /// <summary>The most rows of a page.</summary>
    public const int Most = 500;

    /// <summary>The rows of a page when nobody says.</summary>
    public const int Usual = 50;

    /// <summary>A page, by name.</summary>
    public static Result<ContactsListed> Run(Workspace workspace, int? limit, string? after) => workspace.Data.Read<Result<ContactsListed>>(session =>
    {
        if (limit is < 1 or > Most)
            return Result<ContactsListed>.Wrong("limit", $"Ask for between 1 and {Most} people.");
        var size = limit ?? Usual;
        var (key, id) = Cursor(after);
        var rows = session.Query<ContactLine>(
            $"""
            select {ContactLine.Columns}
            from {ContactKeys.NamesAfter(session)} n
            join contacts c on c.id = n.id
            left join companies co on co.id = c.company_id
            order by n.key, n.id
            """,
            new { key = ContactKeys.OfName(key), id, rows = size + 1 });
        var shown = rows.Take(size).ToList();
        var next = rows.Count > size ? string.Create(CultureInfo.InvariantCulture, $"{session.Scalar<string>("select name_key from contacts where id = @Id", new { shown[^1].Id })}~{shown[^1].Id}") : null;
        return new ContactsListed(shown, next);
    });

    /// <summary>Where a page begins: after this name and number.</summary>
    public static (string Key, long Id) Cursor(string? after) =>
        after?.LastIndexOf('~') is > -1 and var at && long.TryParse(after.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (after[..at], id) : ("", 0L);
}
