using System.Buffers;

namespace Tact.Core.Messages;

/// <summary>What was meant to be filled in and was not (C3).</summary>
internal static class LeftOpen
{
    private const string Why = "Something here was to be filled in. They would see at once that this is a mass message.";

    private static readonly string[] Openers = ["one sentence", "a sentence", "one line", "insert", "add ", "fill in", "your name", "name of", "describe", "mention ", "something about", "put ", "write ", "here a", "their ", "company name", "first name", "last name", "ein satz", "hier ", "une phrase", "una frase", "een zin", "einfugen", "einfügen", "name einsetzen", "insérer", "insertar", "invullen"];

    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "name", "first name", "firstname", "first", "last name", "lastname", "full name", "company", "company name", "firm", "date", "day", "time", "title", "topic", "product", "number", "your name", "my name", "their name", "city",
        "industry", "role", "amount", "month", "link", "phone", "phone number", "email", "contact", "contact name", "recipient", "sender", "job title", "position", "department", "country", "industry here", "salutation", "pain point", "competitor", "referrer", "colleague",
        "vorname", "nachname", "firma", "anrede", "datum", "prénom", "prenom", "nom", "société", "entreprise", "nombre", "empresa", "fecha", "voornaam", "achternaam", "bedrijf", "bedrijfsnaam", "ansprechpartner",
    };

    private static readonly SearchValues<char> Signs = SearchValues.Create("{[<(%«_$");

    /// <summary>Braces, brackets and blanks that stand for something.</summary>
    public static void Placeholders(Look look)
    {
        Text(look, MessageField.Body, look.Draft.Text);
        if (look.Subject is not null)
            Text(look, MessageField.Subject, look.Draft.Subject!);
        Greeting(look);
        Blanks(look, look.Body);
        if (look.Subject is not null)
            Blanks(look, look.Subject);
    }

    private static void Text(Look look, MessageField field, string text)
    {
        for (var at = text.AsSpan().IndexOfAny(Signs); at >= 0 && at < text.Length;)
        {
            var length = LengthAt(text, at);
            if (length > 0)
                look.AddAt("unfilled_placeholder", field, at, length, Why);
            at += Math.Max(1, length);
            var next = at < text.Length ? text.AsSpan(at).IndexOfAny(Signs) : -1;
            if (next < 0)
                return;
            at += next;
        }
    }

    private static int LengthAt(string text, int at)
    {
        switch (text[at])
        {
            case '{':
                var twice = at + 1 < text.Length && text[at + 1] is '{' or '%';
                return Inner(text, at, '}', 60) is { } braces && (twice || braces.Length > 0) ? braces.Length + (twice && at + braces.Length + 2 < text.Length && text[at + braces.Length + 2] == '}' ? 3 : 2) : twice ? 2 : 0;
            case '[':
                return Inner(text, at, ']', 120) is { } brackets && (at + brackets.Length + 2 >= text.Length || text[at + brackets.Length + 2] != '(') && (IsField(brackets, true) || IsBlank(brackets)) ? brackets.Length + 2 : 0;
            case '<':
                return Inner(text, at, '>', 40) is { } angles && Fields.Contains(Spaced(angles)) ? angles.Length + 2 : 0;
            case '«':
                return Inner(text, at, '»', 40) is { } quotes && (Fields.Contains(Spaced(quotes)) || quotes.Contains('_', StringComparison.Ordinal)) ? quotes.Length + 2 : 0;
            case '%':
                return Inner(text, at, '%', 30) is { Length: > 2 } percents && percents.All(c => char.IsLetter(c) || c == '_') ? percents.Length + 2 : 0;
            case '(':
                return Inner(text, at, ')', 120) is { } round && IsNote(round) ? round.Length + 2 : 0;
            case '$':
                var end = at + 1;
                while (end < text.Length && (char.IsLetter(text[end]) || text[end] is '_' or '{'))
                    end++;
                return end - at > 3 && (Fields.Contains(Spaced(text[(at + 1)..end])) || text.AsSpan(at).StartsWith("${")) ? end - at : 0;
            default:
                var line = at;
                while (line < text.Length && text[line] == '_')
                    line++;
                // a line under the text is no blank to be filled
                return line - at >= 3 && (at == 0 || text[at - 1] != '\n') ? line - at : 0;
        }
    }

    private static string? Inner(string text, int at, char close, int longest)
    {
        var from = at + (at + 1 < text.Length && text[at + 1] == text[at] && text[at] == '{' ? 2 : 1);
        if (from >= text.Length)
            return null;
        var end = text.AsSpan(from, Math.Min(longest, text.Length - from)).IndexOfAny(close, '\n');
        return end > 0 && text[from + end] == close ? text[(at + 1)..(from + end)] : null;
    }

    private static bool IsField(string inner, bool brackets)
    {
        var spaced = Spaced(inner);
        if (Fields.Contains(spaced))
            return true;
        if (inner.All(c => char.IsDigit(c) || c is '.' or ',' or ' ' or '…') || spaced is "sic" or "x" or "!" or "?")
            return false;
        return IsNote(spaced) || (brackets && (inner.Contains('_', StringComparison.Ordinal) || (inner.Length > 2 && inner.All(c => char.IsUpper(c) || c is ' ' or '-')) || Fields.Any(field => field.Length > 3 && spaced.EndsWith(" " + field, StringComparison.OrdinalIgnoreCase))));
    }

    // "[their own words]" is a blank of a template; "[1]" and "[…]" are not
    private static bool IsBlank(string inner) => inner.Contains(' ', StringComparison.Ordinal) && char.IsLetter(inner[0]) && inner.Any(char.IsLower) && !inner.Any(char.IsDigit);

    private static bool IsNote(string inner)
    {
        var trimmed = inner.TrimStart();
        if (Fields.Contains(Spaced(trimmed)) && trimmed.Length > 0 && !trimmed.Equals("date", StringComparison.OrdinalIgnoreCase))
            return true;
        // "(add your reason here)" tells the writer; "(add 19 % tax)" tells the reader
        return Openers.Any(opener => trimmed.StartsWith(opener, StringComparison.OrdinalIgnoreCase)) && !trimmed.Any(char.IsDigit)
            && (trimmed.Contains("about", StringComparison.OrdinalIgnoreCase) || trimmed.Contains("here", StringComparison.OrdinalIgnoreCase) || trimmed.Contains("name", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("one sentence", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("one line", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("insert", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("fill in", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("describe", StringComparison.OrdinalIgnoreCase)
                || trimmed.StartsWith("ein satz", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("une phrase", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("una frase", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("een zin", StringComparison.OrdinalIgnoreCase) || trimmed.Contains("einfügen", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("hier ", StringComparison.OrdinalIgnoreCase) && trimmed.Contains("einsetzen", StringComparison.OrdinalIgnoreCase));
    }

    private static string Spaced(string inner) => inner.Replace('_', ' ').Replace('-', ' ').Replace('{', ' ').Replace('}', ' ').Trim();

    // "Hi ,": the name is missing
    private static void Greeting(Look look)
    {
        var text = look.Draft.Text;
        var at = 0;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        var end = at;
        while (end < text.Length && (char.IsLetter(text[end]) || text[end] == ' '))
            end++;
        if (end == at || end >= text.Length || text[end] is not (',' or '!') || text[end - 1] != ' ')
            return;
        var words = text[at..end].Trim();
        if (words.Length < 24 && look.Words.Greetings.Contains(Mail.FoldedText.Of(words.Split(' ')[0]).Folded) && words.Split(' ').Length <= 3)
            look.AddAt("unfilled_placeholder", MessageField.Body, at, end + 1 - at, "The name is missing here.", look.Receiver is { Names: [var name, ..] } ? $"{words} {name.Split(' ')[0]}," : null);
    }

    private static void Blanks(Look look, DraftText text)
    {
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var word = text.Word(i);
            var blank = word is "xxx" or "xxxx" or "xxxxx" or "todo" or "tbd" or "lorem" or "undefined" or "firstname" or "lastname" or "companyname" or "fname"
                || (word is "null" or "nan" or "none" && i > 0 && i <= 2 && look.Words.Greetings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.Word(0)));
            if (!blank || (word[0] is 't' && !text.IsCapitals(i)) || (word is "undefined" && !(i is 1 or 2)) || (word[0] == 'x' && i > 0 && text.Word(i - 1) is "size" or "sizes" or "xl" or "xs" or "from" or "grosse"))
                continue;
            look.Add("unfilled_placeholder", text, i, i + 1, Why);
        }
    }
}
