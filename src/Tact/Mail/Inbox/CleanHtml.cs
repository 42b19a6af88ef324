using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Tact.Mail.Inbox;

/// <summary>
/// Makes a stranger's HTML harmless to look at: of its elements, attributes and styles only those listed here are kept, links lose their reach, and
/// pictures from elsewhere become their words. It is shown in a closed frame besides, whose policy loads nothing and runs nothing.
/// </summary>
public static class CleanHtml
{
    private const int MostElements = 20_000;
    private const int Deepest = 200;
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre",
        "q", "s", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
    };

    // with everything inside
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "head", "title", "meta", "link", "base", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input", "button", "select", "textarea", "svg", "math", "template", "noscript", "audio", "video", "source", "canvas", "portal", "xmp", "plaintext", "noembed", "noframes",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase) { "align", "valign", "width", "height", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "color", "bgcolor", "size", "dir", "lang", "start", "type", "alt", "title" };

    private static readonly HashSet<string> Styles = new(StringComparer.OrdinalIgnoreCase)
    {
        "color", "background-color", "font-family", "font-size", "font-style", "font-weight", "text-align", "text-decoration", "line-height", "margin", "margin-left", "margin-right", "margin-top", "margin-bottom",
        "padding", "padding-left", "padding-right", "padding-top", "padding-bottom", "border", "border-left", "border-right", "border-top", "border-bottom", "border-color", "border-collapse", "width", "max-width", "vertical-align", "white-space", "list-style-type", "direction",
    };

    /// <summary>A whole page that shows the mail.</summary>
    public static string Of(string html)
    {
        var written = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Mail</title></head><body>");
        if (new HtmlParser().ParseDocument(html[..HonestHtml.Length(html)]).Body is { } body)
        {
            var left = MostElements;
            Children(body, written, 0, ref left);
        }

        return written.Append("</body></html>").ToString();
    }

    private static void Children(INode of, StringBuilder to, int depth, ref int left)
    {
        foreach (var node in of.ChildNodes)
        {
            if (left <= 0)
                return;
            if (node is IText text)
                Escape(text.Data, to);
            else if (node is IElement element && !Dropped.Contains(element.LocalName))
                Element(element, to, depth, ref left);
        }
    }

    private static void Element(IElement element, StringBuilder to, int depth, ref int left)
    {
        left--;
        var name = element.LocalName.ToLowerInvariant();
        if (!Kept.Contains(name) || depth >= Deepest)
        {
            if (depth < Deepest)
                Children(element, to, depth + 1, ref left);
            else
                Flat(element, to);
            return;
        }

        if (name == "img")
        {
            Picture(element, to);
            return;
        }

        var address = name == "a" && element.GetAttribute("href") is { } href && Leads(href) ? href.Trim() : null;
        var leads = address is not null;
        to.Append('<').Append(name);
        foreach (var attribute in element.Attributes)
        {
            if (Attributes.Contains(attribute.LocalName) && !(leads && attribute.LocalName == "title"))
                Write(attribute.LocalName, attribute.Value, to);
        }

        if (Style(element.GetAttribute("style")) is { Length: > 0 } style)
            Write("style", style, to);
        // where a link leads is shown, and it does not lead there from here
        if (address is not null)
            Write("title", address, to);
        to.Append('>');
        if (name is "br" or "hr" or "col")
            return;
        Children(element, to, depth + 1, ref left);
        to.Append("</").Append(name).Append('>');
    }

    /// <summary>The words alone of what lies too deep.</summary>
    private static void Flat(IElement element, StringBuilder to)
    {
        var waiting = new Stack<INode>(element.ChildNodes.Reverse());
        while (waiting.TryPop(out var node))
        {
            if (node is IText text)
                Escape(text.Data, to);
            else if (node is IElement inner && !Dropped.Contains(inner.LocalName))
            {
                foreach (var child in inner.ChildNodes.Reverse())
                    waiting.Push(child);
            }
        }
    }

    private static void Picture(IElement element, StringBuilder to)
    {
        if (element.GetAttribute("src") is { } source && source.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) && !source.StartsWith("data:image/svg", StringComparison.OrdinalIgnoreCase) && source.Length < 200_000)
        {
            to.Append("<img");
            Write("src", source, to);
            Write("alt", element.GetAttribute("alt") ?? "", to);
            to.Append('>');
            return;
        }

        if (element.GetAttribute("alt") is { Length: > 0 } words)
            Escape($"[{words}]", to);
    }

    private static bool Leads(string address) => Uri.TryCreate(address.Trim(), UriKind.Absolute, out var to) && to.Scheme is "http" or "https" or "mailto" or "tel";

    private static string Style(string? style)
    {
        if (style is null)
            return "";
        var kept = new StringBuilder();
        foreach (var declaration in style.Split(';'))
        {
            var colon = declaration.IndexOf(':');
            if (colon < 0)
                continue;
            var (name, value) = (declaration[..colon].Trim(), declaration[(colon + 1)..].Trim());
            if (Styles.Contains(name) && value.Length < 200 && value.All(c => char.IsLetterOrDigit(c) || c is ' ' or '#' or '.' or ',' or '%' or '-' or '(' or ')' or '\'') && !value.Contains("url", StringComparison.OrdinalIgnoreCase) && !value.Contains("expression", StringComparison.OrdinalIgnoreCase))
                kept.Append(name.ToLowerInvariant()).Append(':').Append(value).Append(';');
        }

        return kept.ToString();
    }

    private static void Write(string name, string value, StringBuilder to)
    {
        to.Append(' ').Append(name.ToLowerInvariant()).Append("=\"");
        Escape(value, to);
        to.Append('"');
    }

    private static void Escape(string text, StringBuilder to)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => to.Append("&lt;"),
                '>' => to.Append("&gt;"),
                '&' => to.Append("&amp;"),
                '"' => to.Append("&quot;"),
                '\'' => to.Append("&#39;"),
                _ => to.Append(c),
            };
        }
    }
}
