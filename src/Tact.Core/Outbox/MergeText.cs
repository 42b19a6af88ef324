using System.Text;

namespace Tact.Core.Outbox;

/// <summary>A text with its merge fields filled in.</summary>
/// <param name="Text">The text; a field that could not be filled stands there as it was written.</param>
/// <param name="Missing">Fields that exist but are empty for this person, in order, once each.</param>
/// <param name="Unknown">Names in double braces that are no fields.</param>
public sealed record Merged(string Text, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>Whether every field was filled.</summary>
    public bool IsWhole => Missing.Count == 0 && Unknown.Count == 0;
}

/// <summary>Fills <c>{{contact.given}}</c> and its like: names in double braces, nothing else of Handlebars. An empty value is never written (METHOD B6: never "Hi ,").</summary>
public static class MergeText
{
    /// <summary>Fills a text. <paramref name="known"/> holds every field there is; null or blank where it is not known of this person.</summary>
    public static Merged Fill(string text, IReadOnlyDictionary<string, string?> known)
    {
        var filled = new StringBuilder(text.Length + 64);
        List<string> missing = [], unknown = [];
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            var name = close < 0 ? "" : text[(open + 2)..close].Trim();
            if (close < 0 || name.Length is 0 or > 40 || name.Contains('\n', StringComparison.Ordinal))
            {
                // braces that enclose no name: whoever wrote them shall look at them
                if (!unknown.Contains("{{"))
                    unknown.Add("{{");
                filled.Append(text, at, open + 2 - at);
                at = open + 2;
                continue;
            }

            filled.Append(text, at, open - at);
            at = close + 2;
            if (!known.TryGetValue(name, out var value))
                Note(unknown, name);
            else if (string.IsNullOrWhiteSpace(value))
                Note(missing, name);
            filled.Append(string.IsNullOrWhiteSpace(value) ? text.AsSpan(open, close + 2 - open) : value.Trim());
        }

        filled.Append(text, at, text.Length - at);
        return new Merged(filled.ToString(), missing, unknown);
    }

    private static void Note(List<string> names, string name)
    {
        if (!names.Contains(name))
            names.Add(name);
    }
}
