using System.Text.RegularExpressions;

namespace Tact.Core.Mail;

/// <summary>Finds who is named in a text: by an address with the name beside it, or by a name behind words such as "please contact".</summary>
internal static partial class NamedPeople
{
    /// <summary>The first person with an address that is not among <paramref name="known"/>; the one nearest behind a word of <paramref name="leads"/> goes first.</summary>
    public static NamedPerson? WithAddress(string text, IReadOnlySet<string> known, IReadOnlyList<int> leads)
    {
        NamedPerson? best = null;
        var bestDistance = int.MaxValue;
        foreach (Match match in Address().Matches(text.Length > 20_000 ? text[..20_000] : text))
        {
            var address = match.Value.TrimEnd('.', '-');
            if (known.Contains(address) || NoPerson().IsMatch(address))
                continue;
            var distance = int.MaxValue - 1;
            foreach (var lead in leads)
            {
                if (lead <= match.Index && match.Index - lead < distance && match.Index - lead < 250)
                    distance = match.Index - lead;
            }

            if (best is null || (distance < bestDistance && bestDistance > 250))
                (best, bestDistance) = (new NamedPerson(NameBeside(text, match.Index, match.Index + match.Length), address), distance);
        }

        return best;
    }

    /// <summary>The first name behind one of the places, or just before it ("Marcus Bell is covering for me").</summary>
    public static NamedPerson? ByName(string text, IReadOnlyList<int> ends, bool before)
    {
        foreach (var end in ends)
        {
            var sentence = text.AsSpan(end, Math.Min(60, text.Length - end)).ToString();
            if (FullName().Match(sentence) is { Success: true } behind && behind.Groups[1].Index < 24 && Clean(behind.Groups[1].Value) is { } name)
                return new NamedPerson(name, null);
            if (!before)
                continue;
            var from = Math.Max(0, end - 70);
            if (FullName().Matches(text[from..end]) is { Count: > 0 } all && Clean(all[^1].Groups[1].Value) is { } earlier)
                return new NamedPerson(earlier, null);
        }

        return null;
    }

    // "Marcus Bell (marcus@…)", "Frau Dr. Anna Weiß, a.weiss@…", "王芳 wang.fang@…"
    private static string? NameBeside(string text, int start, int end)
    {
        var from = start;
        while (from > 0 && start - from < 70 && text[from - 1] is not ('\n' or '\r' or ';' or '!' or '?'))
            from--;
        var before = text[from..start].TrimEnd(' ', '(', '<', '[', ':', ',', '-', '–', '—', '"', '\'', '\t', '|', '/', '*', '：', '（', '，', '【');
        if (before.Length > 0 && before[^1] >= 0x3040)
            return AsianName(before);
        before = Connector().Replace(before, "").TrimEnd(' ', '(', ',', ':', '-', '–', '<');
        if (LastName().Match(before) is { Success: true } match && Clean(match.Groups[1].Value) is { } name)
            return name;
        var after = text[end..Math.Min(text.Length, end + 50)];
        return NameAfter().Match(after) is { Success: true } behind ? Clean(behind.Groups[1].Value) : null;
    }

    private static string? AsianName(string before)
    {
        var start = before.Length;
        while (start > 0 && before.Length - start < 5 && before[start - 1] >= 0x3040 && !"系絡络繫请請是の、，。はにまで：者人事宜".Contains(before[start - 1], StringComparison.Ordinal))
            start--;
        return before.Length - start is >= 2 and <= 4 ? before[start..] : null;
    }

    // a name without titles; sentences begin with capitals too
    private static string? Clean(string found)
    {
        var words = found.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => Titles.Contains(word.TrimEnd('.', ',', ':')) || NoNames.Contains(word.TrimEnd('.', ',', ':'))).ToList();
        var stop = words.FindIndex(word => NoNames.Contains(word.TrimEnd('.', ',')));
        if (stop > 0)
            words = words[..stop];
        while (words.Count > 0 && char.IsLower(words[^1][0]))
            words.RemoveAt(words.Count - 1);
        return words.Count is >= 1 and <= 5 && words.TrueForAll(word => !NoNames.Contains(word)) && char.IsUpper(words[0][0]) ? string.Join(' ', words).TrimEnd(',', '.', ':') : null;
    }

    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "herr", "herrn", "frau", "dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "m", "mme", "mlle", "monsieur", "madame", "sr", "sra", "srta", "señor", "señora", "don", "doña", "sig", "signor", "signora", "sig.ra", "dott", "dott.ssa", "ing", "dhr", "mevr", "mw", "de heer", "mevrouw", "pan", "pani", "panem", "panią", "pana", "hr", "fru", "colleague", "kollege", "kollegen", "kollegin",
    };

    private static readonly HashSet<string> NoNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "i", "we", "you", "he", "she", "they", "it", "please", "if", "for", "in", "on", "at", "the", "my", "our", "your", "this", "that", "and", "or", "contact", "email", "e-mail", "mail", "phone", "tel", "mobile", "office", "urgent", "during", "while", "until", "from", "to", "best", "regards", "thanks", "thank", "hi", "hello", "dear", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "bitte", "im", "in", "ich", "wir", "sie", "der", "die", "das", "bei", "für", "veuillez", "pour", "en", "le", "la", "les", "je", "nous", "merci", "contacter", "por", "favor", "contacte", "el", "per", "il", "lo", "voor", "bij", "u", "ik", "kontakt", "vid", "ved", "feel", "looping", "adding", "team", "support", "sales", "service", "desk", "department", "re", "fw", "but", "all", "any", "try", "ask", "call", "also", "however", "alternatively", "w", "proszę", "prosze", "zuständig", "mit", "an", "am", "as", "ceo", "cto", "cfo", "it", "hr", "bcc", "cc", "von", "par", "con", "com", "met", "med", "com", "a", "z", "s", "по", "в", "с", "к", "и", "на", "для",
    };

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", Safe)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|unsubscribe|bounce)[\w.+-]*@|\.(png|jpg|gif|jpeg)$", Safe | RegexOptions.IgnoreCase)]
    private static partial Regex NoPerson();

    [GeneratedRegex(@"(?: (?:at|on|via|by|by e-?mail at|by e-?mail|under|unter|per e-?mail|unter der adresse|per mail|à|sous|en|a|al|all'indirizzo|op|via e-?mail|på|pod adresem|под|по адресу|no e-?mail|e-?mail|email|mail|mailto|is|runs this now|runs this|handles this|now)[ :]*)+$", Safe | RegexOptions.IgnoreCase)]
    private static partial Regex Connector();

    [GeneratedRegex(@"(?:^|[\s(@,:])((?:\p{Lu}[\p{L}'’.-]*,? )?(?:(?:\p{Lu}[\p{L}'’.-]*|de|van|von|der|den|del|della|di|da|dos|du|la|le|al|el|bin|ten|ter|zu) ){0,4}\p{Lu}[\p{L}'’-]+)$", Safe)]
    private static partial Regex LastName();

    [GeneratedRegex(@"^[\s>,]*\(([^)\n]{3,40})\)", Safe)]
    private static partial Regex NameAfter();

    [GeneratedRegex(@"(?:^|[\s(@,:])(\p{Lu}[\p{L}'’-]+ (?:(?:de|van|von|der|den|del|della|di|da|dos|du|la|le|al|el|bin|ten|ter|zu|\p{Lu}\.) )?(?:\p{Lu}[\p{L}'’-]+)(?: \p{Lu}[\p{L}'’-]+)?)", Safe)]
    private static partial Regex FullName();
}
