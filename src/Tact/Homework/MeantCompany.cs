using System.Globalization;
using Tact.Core;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>Finds the one company that is meant by a number or a name.</summary>
public static class MeantCompany
{
    private const int MostNamed = 6;

    /// <summary>The company's number; not found, or invalid when several carry the name.</summary>
    public static Result<long> From(Session session, string? text, string field = "company")
    {
        text = text?.Trim() ?? "";
        if (text.Length == 0)
            return Result<long>.Wrong(field, "Say which company: its number or its name.");
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && session.Scalar<long?>("select id from companies where id = @id", new { id }) is { } found)
            return found;
        return session.Query<(long Id, string? City)>("select id, city from companies where name_key = @key order by id limit @MostNamed", new { key = Folded.Text(text), MostNamed }) switch
        {
            [var only] => only.Id,
            [] => new Result<long>.NotFound($"No company is known as \"{text}\"."),
            var several => Result<long>.Wrong(field, $"Several companies are known as \"{text}\". Say which by number: {string.Join("; ", several.Select(one => $"{one.Id}{(one.City is null ? "" : ", " + one.City)}"))}."),
        };
    }
}
