using System.Text.RegularExpressions;

namespace Tact.Core.Outbox;

/// <summary>The blanks of a template that only a person can fill: words in square brackets, such as <c>[their own words]</c>. A link, <c>[words](address)</c>, is none.</summary>
public static partial class Blanks
{
    /// <summary>The blanks of a text in their order, once each, without brackets.</summary>
    public static IReadOnlyList<string> Of(string text) => [.. InBrackets().Matches(text).Select(blank => blank.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The text with examples in its blanks; one without an example stays as it is.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> examples) =>
        InBrackets().Replace(text, blank => examples.TryGetValue(blank.Groups[1].Value, out var example) ? Cased(text, blank.Index, example) : blank.Value);

    /// <summary>An example that begins a sentence begins with a capital.</summary>
    private static string Cased(string text, int at, string example)
    {
        var before = text.AsSpan(0, at).TrimEnd();
        return before.Length == 0 || before[^1] is '.' or '?' || text.AsSpan(0, at).EndsWith("\n\n", StringComparison.Ordinal) ? char.ToUpperInvariant(example[0]) + example[1..] : example;
    }

    [GeneratedRegex(@"\[([^\[\]\n]{3,120})\](?!\()")]
    private static partial Regex InBrackets();
}
