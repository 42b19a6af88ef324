using System.Net;
using System.Text;

namespace Tact.Core.Mail;

/// <summary>The text of an HTML body, read tolerantly in one pass. Quoted mail is marked with <c>&gt;</c> where mail programs say that it is quoted.</summary>
internal static class HtmlText
{
    private const int Longest = 3_000_000;
    private const int Deepest = 200;

    /// <summary>The text as it would be seen, without scripts, styles and comments.</summary>
    public static string Read(string html, Quotes quotes)
    {
        if (html.Length > Longest)
            html = html[..Longest];
        var text = new StringBuilder(Math.Min(html.Length, 100_000));
        var open = new Stack<(string Name, bool Quote)>();
        var quoteDepth = 0;
        var lineStart = true;
        var pre = 0;
        var toTheEnd = false;
        var at = 0;
        while (at < html.Length)
        {
            if (html[at] != '<')
            {
                var next = html.IndexOf('<', at);
                if (next < 0)
                    next = html.Length;
                Write(WebUtility.HtmlDecode(html[at..next]));
                at = next;
                continue;
            }

            if (Starts("<!--"))
            {
                at = After("-->", at + 4);
                continue;
            }

            if (at + 1 < html.Length && html[at + 1] is '!' or '?')
            {
                at = After(">", at + 1);
                continue;
            }

            var (name, closing, attributes, end) = Tag(html, at);
            if (name.Length == 0)
            {
                Write("<");
                at++;
                continue;
            }

            at = end;
            if (!closing && name is "script" or "style" or "head" or "title" or "noscript" or "template" or "object" or "svg" or "xml" or "o:shapedefaults")
            {
                var close = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
                at = close < 0 ? name is "head" or "title" or "noscript" ? at : html.Length : After(">", close);
                continue;
            }

            if (name == "br")
            {
                Break();
                continue;
            }

            if (name == "hr")
            {
                NewLine();
                if (quotes == Quotes.Marked && attributes.Contains("stopSpelling", StringComparison.OrdinalIgnoreCase))
                    toTheEnd = true;
                Write("______");
                NewLine();
                continue;
            }

            if (closing)
                Close(name);
            else
                Open(name, attributes);
        }

        return text.ToString();

        bool Starts(string what) => string.CompareOrdinal(html, at, what, 0, what.Length) == 0;

        int After(string what, int from)
        {
            var found = html.IndexOf(what, Math.Min(from, html.Length), StringComparison.Ordinal);
            return found < 0 ? html.Length : found + what.Length;
        }

        void Open(string name, string attributes)
        {
            if (IsBlock(name))
                NewLine();
            if (name is "p" or "h1" or "h2" or "h3" or "table" or "ul" or "ol" && text.Length > 0 && !lineStart)
                Break();
            if (name == "pre")
                pre++;
            if (name == "li")
                Write("- ");
            if (attributes.EndsWith('/') || name is "img" or "input" or "meta" or "link" or "wbr" or "base" or "col" or "area" or "source")
                return;
            var quote = quotes == Quotes.Marked && IsQuote(name, attributes);
            if (open.Count >= Deepest)
                return;
            open.Push((name, quote));
            if (quote)
            {
                NewLine();
                quoteDepth++;
            }
        }

        void Close(string name)
        {
            if (name == "pre" && pre > 0)
                pre--;
            if (open.Any(one => one.Name == name))
            {
                while (open.TryPop(out var last))
                {
                    if (last.Quote)
                    {
                        NewLine();
                        quoteDepth--;
                    }

                    if (last.Name == name)
                        break;
                }
            }

            if (IsBlock(name))
                NewLine();
            if (name is "p" or "h1" or "h2" or "h3" or "table" or "ul" or "ol")
                Blank();
            if (name is "td" or "th")
                Write(" ");
        }

        void Write(string what)
        {
            foreach (var c in what)
            {
                if (c == '\n' && pre > 0)
                {
                    Break();
                    continue;
                }

                var space = c is ' ' or '\t' or '\r' or '\n' or '\u00A0' or '\f';
                if (space && (lineStart || (text.Length > 0 && text[^1] == ' ')) && pre == 0)
                    continue;
                if (lineStart)
                    Mark();
                lineStart = false;
                text.Append(space ? ' ' : c);
            }
        }

        void Mark()
        {
            for (var i = 0; i < quoteDepth && i < 10; i++)
                text.Append("> ");
            if (toTheEnd && quoteDepth == 0)
                text.Append("> ");
        }

        void NewLine()
        {
            if (lineStart)
                return;
            text.Append('\n');
            lineStart = true;
        }

        void Break()
        {
            text.Append('\n');
            lineStart = true;
        }

        void Blank()
        {
            NewLine();
            if (text.Length > 1 && text[^1] == '\n' && text[^2] != '\n')
                text.Append('\n');
        }
    }

    // what mail programs put around the mail they quote
    private static bool IsQuote(string name, string attributes)
    {
        if (name == "blockquote")
            return !(attributes.Contains("border:none", StringComparison.OrdinalIgnoreCase) && attributes.Contains("40px", StringComparison.Ordinal)) && !(attributes.Contains("border: none", StringComparison.OrdinalIgnoreCase) && attributes.Contains("40px", StringComparison.Ordinal));
        if (attributes.Length == 0 || name is not ("div" or "span" or "table" or "td" or "section"))
            return false;
        foreach (var mark in (ReadOnlySpan<string>)["gmail_quote\"", "gmail_quote'", "gmail_quote ", "yahoo_quoted", "OLK_SRC_BODY_SECTION", "protonmail_quote", "tutanota_quote", "x_gmail_quote"])
        {
            if (attributes.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsBlock(string name) => name is "div" or "p" or "table" or "tr" or "ul" or "ol" or "li" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "pre" or "section" or "article" or "header" or "footer" or "center" or "form" or "body" or "address" or "dl" or "dt" or "dd";

    private static (string Name, bool Closing, string Attributes, int End) Tag(string html, int at)
    {
        var i = at + 1;
        var closing = i < html.Length && html[i] == '/';
        if (closing)
            i++;
        var start = i;
        while (i < html.Length && (char.IsAsciiLetterOrDigit(html[i]) || html[i] is ':' or '-'))
            i++;
        if (i == start || !char.IsAsciiLetter(html[start]))
            return ("", false, "", at + 1);
        var name = html[start..i].ToLowerInvariant();
        var from = i;
        var quote = '\0';
        while (i < html.Length && (quote != '\0' || html[i] != '>') && i - from < 20_000)
        {
            if (quote == '\0' && html[i] is '"' or '\'')
                quote = html[i];
            else if (html[i] == quote)
                quote = '\0';
            i++;
        }

        // an open quotation mark: the tag ends at the next bracket all the same
        if (i >= html.Length || i - from >= 20_000)
        {
            i = html.IndexOf('>', from);
            if (i < 0)
                i = html.Length;
        }

        return (name, closing, html[from..Math.Min(i, html.Length)], Math.Min(i + 1, html.Length));
    }
}
