using System.Globalization;
using Tact.Core;
using Tact.Storage;

namespace Tact.Contacts;

/// <summary>Finds the one contact a person means by an id, an e-mail address or a name.</summary>
public static class ResolveContact
{
    private const int MostNamed = 6;

    /// <summary>The contact's id; not found, or invalid when several carry the name.</summary>
    public static Result<long> From(Session session, string text, string field = "contact")
    {
        text = text.Trim();
        if (text.Length == 0)
            return Result<long>.Wrong(field, "Say who is meant: an id, an e-mail address or a name.");
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && text.Length < 16
            && session.Scalar<long?>("select id from contacts where id = @id and erased_at is null", new { id }) is { } found)
            return found;
        if (text.Contains('@'))
            return One(session, text, ContactKeys.ByEmail(session, text.ToLowerInvariant(), MostNamed), field);
        return One(session, text, ContactKeys.ByName(session, Folded.Text(text), MostNamed), field);
    }

    private static Result<long> One(Session session, string text, List<long> ids, string field)
    {
        if (ids.Count == 0)
            return new Result<long>.NotFound($"Nobody is known as \"{text}\".");
        if (ids.Count == 1)
            return ids[0];
        var who = session.Query<(long Id, string Name, string? Company)>(
            "select c.id, c.name, co.name from contacts c left join companies co on co.id = c.company_id where c.id in @ids order by c.id", new { ids });
        return Result<long>.Wrong(field, $"Several people are known as \"{text}\". Say which by id: {string.Join("; ", who.Select(w => $"{w.Id} {w.Name}{(w.Company is null ? "" : ", " + w.Company)}"))}.");
    }
}
