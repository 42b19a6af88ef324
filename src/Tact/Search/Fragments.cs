using Tact.Storage;

namespace Tact.Search;

/// <summary>
/// How rows are found by parts of words, on either database: what the index is asked (<see cref="Hit"/>), and what narrows its hits (<see cref="Narrow"/>).
/// The table is <c>c</c> and has a folded <c>search_key</c>; on SQLite its index is <c>s</c>.
/// </summary>
internal sealed class Fragments
{
    private readonly string? match;

    private Fragments(string? match, string narrow, Dictionary<string, object> values) => (this.match, Narrow, Values) = (match, narrow, values);

    /// <summary>What else must hold, beginning with "and"; empty when nothing.</summary>
    public string Narrow { get; }

    /// <summary>The values both use.</summary>
    public Dictionary<string, object> Values { get; }

    /// <summary>The search for all of these folded words; at least one of them must have three letters, since an index of trigrams cannot find fewer.</summary>
    public static Fragments Of(Session session, IReadOnlyList<string> words)
    {
        var values = new Dictionary<string, object>();
        var longWords = words.Where(word => word.Length >= 3).ToList();
        // a trigram index cannot find one or two characters; they only narrow what the longer words find
        var narrow = words.Where(word => word.Length < 3).Select((word, i) =>
        {
            values[$"short{i}"] = $"%{Escape(word)}%";
            return $"and c.search_key like @short{i} escape '!'";
        }).ToList();
        if (session.Dialect == Dialect.Sqlite)
        {
            // the index keeps no positions (a third of the size), so a longer word is the set of its trigrams, checked against the key itself
            values["match"] = string.Join(" AND ", longWords.SelectMany(Trigrams).Distinct().Select(part => $"\"{part.Replace("\"", "\"\"")}\""));
            narrow.AddRange(longWords.Where(word => word.Length > 3).Select((word, i) =>
            {
                values[$"whole{i}"] = word;
                return $"and instr(c.search_key, @whole{i}) > 0";
            }));
            return new Fragments(null, string.Join(' ', narrow), values);
        }

        var likes = longWords.Select((word, i) =>
        {
            values[$"long{i}"] = $"%{Escape(word)}%";
            return $"c.search_key like @long{i} escape '!'";
        });
        return new Fragments(string.Join(" and ", likes), string.Join(' ', narrow), values);
    }

    /// <summary>The tables to read. On SQLite the index gives its hits in the order of their numbers, so that the first few end the search.</summary>
    public string From(string table, string index) => match is null ? $"{index} s cross join {table} c on c.id = s.rowid" : $"{table} c";

    /// <summary>The order in which hits come by themselves.</summary>
    public string InOrder => match is null ? "s.rowid" : "c.id";

    /// <summary>What the index is asked.</summary>
    public string Hit(string index) => match ?? $"s.{index} match @match";

    /// <summary>A text as the pattern of a like with the sign ! for what stands for itself.</summary>
    public static string Escape(string word) => word.Replace("!", "!!").Replace("%", "!%").Replace("_", "!_");

    private static IEnumerable<string> Trigrams(string word) => Enumerable.Range(0, word.Length - 2).Select(at => word.Substring(at, 3));
}
