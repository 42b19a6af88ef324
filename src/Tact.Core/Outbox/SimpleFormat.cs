using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tact.Core.Outbox;

/// <summary>
/// The simple formatting of messages: **bold**, [words](https://address), lines that begin with "- " or "1. " as lists, quotes with "&gt;". What was written is the
/// plain text; HTML goes beside it only when one of these is used. Everything is encoded first, so no HTML of the writer or a template gets through.
/// </summary>
public static partial class SimpleFormat
{
    /// <summary>Whether a text uses any of it.</summary>
    public static bool IsUsed(string text) => Bold().IsMatch(text) || Link().IsMatch(text) || text.Split('\n').Any(line => IsItem(line, out _, out _));

    /// <summary>The text as HTML without styles, scripts or images.</summary>
    public static string ToHtml(string text)
    {
        var html = new StringBuilder();
        foreach (var part in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            Part(html, [.. part.Trim('\n').Split('\n')]);
        return html.ToString();
    }

    private static void Part(StringBuilder html, List<string> lines)
    {
        for (var at = 0; at < lines.Count;)
        {
            var kind = KindOf(lines[at]);
            var until = at + 1;
            while (until < lines.Count && KindOf(lines[until]) == kind)
                until++;
            var these = lines[at..until];
            switch (kind)
            {
                case Kind.Text:
                    html.Append("<p>").AppendJoin("<br>\n", these.Select(Inline)).Append("</p>\n");
                    break;
                case Kind.Quote:
                    html.Append("<blockquote>").AppendJoin("<br>\n", these.Select(line => Inline(line.TrimStart('>', ' ')))).Append("</blockquote>\n");
                    break;
                default:
                    var tag = kind == Kind.Numbers ? "ol" : "ul";
                    html.Append('<').Append(tag).Append('>');
                    foreach (var line in these)
                    {
                        IsItem(line, out _, out var words);
                        html.Append("<li>").Append(Inline(words)).Append("</li>");
                    }

                    html.Append("</").Append(tag).Append(">\n");
                    break;
            }

            at = until;
        }
    }

    private static string Inline(string text)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (Match link in Link().Matches(text))
        {
            html.Append(Bolded(text[at..link.Index])).Append("<a href=\"").Append(WebUtility.HtmlEncode(link.Groups[2].Value)).Append("\">").Append(Bolded(link.Groups[1].Value)).Append("</a>");
            at = link.Index + link.Length;
        }

        return html.Append(Bolded(text[at..])).ToString();
    }

    private static string Bolded(string text) => Bold().Replace(WebUtility.HtmlEncode(text), "<strong>$1</strong>");

    private static Kind KindOf(string line) => line.StartsWith('>') ? Kind.Quote : IsItem(line, out var numbered, out _) ? numbered ? Kind.Numbers : Kind.Items : Kind.Text;

    private static bool IsItem(string line, out bool numbered, out string words)
    {
        var item = Item().Match(line);
        numbered = item.Success && char.IsAsciiDigit(line.TrimStart()[0]);
        words = item.Success ? line[item.Length..] : line;
        return item.Success;
    }

    private enum Kind
    {
        Text,
        Quote,
        Items,
        Numbers,
    }

    [GeneratedRegex(@"\*\*([^\s*](?:[^*\n]{0,400}[^\s*])?)\*\*", RegexOptions.NonBacktracking)]
    private static partial Regex Bold();

    [GeneratedRegex(@"\[([^\]\n]{1,200})\]\(((?:https?://|mailto:)[^\s()<>""]{1,1000})\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"^ {0,3}(?:[-*•]|\d{1,2}[.)]) +", RegexOptions.NonBacktracking)]
    private static partial Regex Item();
}
