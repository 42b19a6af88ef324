namespace Tact.Mail.Inbox;

/// <summary>
/// How much of a stranger's HTML is parsed at all. For each element a parser looks through those around it, and for each attribute through those before it: a mail of a
/// megabyte can be written so that this takes hours. No honest mail is that deep. What is counted here is never less than what the parser meets.
/// </summary>
public static class HonestHtml
{
    private const int Deepest = 1000;
    private const int MostInTag = 300;
    private const int LongestName = 20;

    // they stand alone, or the next of their kind closes them; not within drawings and formulas
    private static readonly HashSet<string> NotNested = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option",
    };

    // an end within them ends nothing outside of them
    private static readonly HashSet<string> Walls = new(StringComparer.OrdinalIgnoreCase) { "table", "caption", "object", "applet", "marquee", "template", "select", "button", "svg", "math" };

    // an end of theirs ends everything within them
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer", "header", "hgroup", "main", "menu", "nav", "ol", "pre", "section", "summary", "ul", "table",
    };

    // an end of theirs ends them through everything
    private static readonly HashSet<string> Styles = new(StringComparer.OrdinalIgnoreCase) { "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u" };

    /// <summary>The characters up to where it is no longer honest; all of them, nearly always.</summary>
    public static int Length(string html)
    {
        var open = new List<string>();
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            var from = html[at + 1] == '/' ? at + 2 : at + 1;
            var to = from;
            while (to < html.Length && to - from < LongestName && html[to] is not ('>' or '/' or '<') && !char.IsWhiteSpace(html[to]))
                to++;
            if (to == from)
                continue;
            if (TooMany(html, to))
                return at;
            var name = html[from..to];
            if (NotNested.Contains(name) && !open.Exists(one => one.Equals("svg", StringComparison.OrdinalIgnoreCase) || one.Equals("math", StringComparison.OrdinalIgnoreCase)))
                continue;
            if (from == at + 1)
                open.Add(name);
            else
                Close(open, name);
            if (open.Count > Deepest)
                return at;
        }

        return html.Length;
    }

    private static void Close(List<string> open, string name)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                // what was opened within anything but a block may live on
                if (Blocks.Contains(name))
                    open.RemoveRange(i, open.Count - i);
                else
                    open.RemoveAt(i);
                return;
            }

            if (Walls.Contains(open[i]) || (Blocks.Contains(open[i]) && !Blocks.Contains(name) && !Styles.Contains(name)))
                return;
        }
    }

    private static bool TooMany(string html, int at)
    {
        var quote = '\0';
        for (var words = 0; at < html.Length && (quote != '\0' || html[at] != '>'); at++)
        {
            var c = html[at];
            if (quote == '\0' ? c is '"' or '\'' : c == quote)
                quote = quote == '\0' ? c : '\0';
            else if (quote == '\0' && (char.IsWhiteSpace(c) || c is '/' or '=') && ++words > MostInTag)
                return true;
        }

        return false;
    }
}
