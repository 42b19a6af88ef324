namespace Tact.Core.Mail;

// Where the signature begins. A closing stands alone on its line with a name below; a farewell within the text ("Thanks, Ada") stays: it is
// part of what they said. A name behind a dash stays too, unless a telephone's signature follows it.
public static partial class ReplyText
{
    private const int LongestSignature = 15;

    private static void Sign(List<string> lines, bool[] quoted)
    {
        var from = 0;
        while (from < lines.Count)
        {
            if (quoted[from])
            {
                from++;
                continue;
            }

            var end = from;
            while (end < lines.Count && !quoted[end])
                end++;
            SignPart(lines, quoted, from, end);
            from = end;
        }
    }

    // one stretch of own lines
    private static void SignPart(List<string> lines, bool[] quoted, int from, int end)
    {
        var (before, divided) = (false, false);
        for (var i = from; i < end; i++)
        {
            var line = lines[i].AsSpan().Trim();
            if (line.IsEmpty)
                continue;
            var starts =
                IsDelimiter(lines[i]) ? !divided && Shown(lines, i + 1, end) is > 0 and <= LongestSignature :
                IsListFooter(lines, i, end) || (before && (IsClosing(lines, i, end) || IsDisclaimer(lines[i]))) ||
                (IsDevice(lines[i]) && (before || Shown(lines, i + 1, end) == 0));
            if (starts)
            {
                var start = IsDevice(lines[i]) ? NameAbove(lines, i, from) : i;
                for (var n = start; n < end; n++)
                    quoted[n] = true;
                return;
            }

            before = true;
            divided |= IsDelimiter(lines[i]);
        }
    }

    private static int Shown(List<string> lines, int from, int end)
    {
        var count = 0;
        for (var i = from; i < end; i++)
            count += lines[i].AsSpan().Trim().IsEmpty ? 0 : 1;
        return count;
    }

    // "-- " (RFC 3676, 4.3), or a rule of long dashes
    private static bool IsDelimiter(string line)
    {
        var trimmed = line.AsSpan().Trim();
        return trimmed is "--" or "––" || (trimmed.Length >= 3 && trimmed.IndexOfAnyExcept('—') < 0);
    }

    // a rule of underscores, and below it a mailing list speaks
    private static bool IsListFooter(List<string> lines, int i, int end)
    {
        var rule = lines[i].AsSpan().Trim();
        if (rule.Length < 2 || rule.IndexOfAnyExcept('_') >= 0)
            return false;
        var below = Shown(lines, i + 1, end);
        if (below is 0 or > 8)
            return below == 0;
        for (var n = i + 1; n < end; n++)
        {
            if (lines[n].Contains("mailing list", StringComparison.OrdinalIgnoreCase) || lines[n].Contains("listinfo", StringComparison.OrdinalIgnoreCase) || lines[n].Contains("unsubscribe", StringComparison.OrdinalIgnoreCase) || lines[n].Contains("@lists.", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsClosing(List<string> lines, int i, int end)
    {
        var line = lines[i].Trim();
        if (line.Length > 45 || !Closes(FoldedText.Phrase(line.TrimEnd(',', '.', '!', ' ', '-', '，', '。')).Trim()))
            return false;
        var below = Shown(lines, i + 1, end);
        if (below > LongestSignature)
            return false;
        for (var n = i + 1; n < Math.Min(end, i + 5); n++)
        {
            if (lines[n].Length > 120)
                return n > i + 3;
        }

        return true;
    }

    // a closing, or one with a few words more: "Best regards from Berlin"
    private static bool Closes(string folded) =>
        MailWords.Closings.Contains(folded) || (folded.AsSpan().IndexOfAny(".:?") < 0 && MailWords.Closings.Any(closing => closing.Length >= 9 && folded.StartsWith(closing, StringComparison.Ordinal) && folded.Length > closing.Length && folded[closing.Length] is ' ' or ',' or '/' && folded.AsSpan(closing.Length).Count(' ') <= 3));

    // "Sent from my …", a short line of its own; "Sent from my desk, is much easier than my phone." is a sentence
    private static bool IsDevice(string line)
    {
        var trimmed = line.Trim();
        if (trimmed.Length is < 8 or > 160)
            return false;
        var link = trimmed.IndexOf('<');
        var shown = (link > 0 ? trimmed[..link] : trimmed).TrimStart('[', '(', '-', '–', '—', ' ').TrimEnd(']', ')', ' ');
        if (shown.Length > 70 || shown.EndsWith('.') && shown.Count(c => c == ' ') > 5 || shown.Contains(',') || shown.Contains(". ", StringComparison.Ordinal))
            return false;
        var folded = FoldedText.Phrase(shown).TrimEnd(' ', '.', '*');
        foreach (var phrase in MailWords.Device)
        {
            if (folded.StartsWith(phrase, StringComparison.Ordinal) && folded.Length > phrase.Length && (Spaced(phrase) ? folded[phrase.Length] == ' ' : true) && folded.Count(c => c == ' ') <= 8 && FitsDevice(phrase, folded))
                return true;
            if (folded == phrase && (!Spaced(phrase) || phrase.Contains("iphone", StringComparison.Ordinal)))
                return true;
            if (folded.EndsWith(phrase, StringComparison.Ordinal) && !Spaced(phrase) && folded.Length < 40)
                return true;
        }

        return folded.EndsWith("gesendet", StringComparison.Ordinal) && folded.StartsWith("von mein", StringComparison.Ordinal);

        static bool Spaced(string phrase) => phrase[0] < 0x0E00;
    }

    // beginnings that begin sentences too count only where a device or program follows
    private static bool FitsDevice(string phrase, string folded)
    {
        if (phrase is not ("von meinem" or "von meiner" or "mit der" or "provenance" or "lahetetty" or "enviado de" or "inviato da" or "sent by" or "sent via" or "sent with" or "envoye de" or "envoye par" or "gesendet mit" or "skickat med" or "sendt med" or "kuldve" or "gonderildi"))
            return true;
        return Devices.Any(device => folded.Contains(device, StringComparison.Ordinal)) || folded.EndsWith("gesendet", StringComparison.Ordinal);
    }

    private static readonly string[] Devices = ["iphone", "ipad", "android", "samsung", "galaxy", "blackberry", "outlook", "gmail", "yahoo", "handy", "smartphone", "mobil", "phone", "telef", "mail", "huawei", "nokia", "xiaomi", "pixel", "windows", "gmx", "web.de", "app", "tablet", "device", "cellulare", "celular", "movil", "puhelin"];

    private static bool IsDisclaimer(string line)
    {
        var trimmed = line.Trim();
        if (trimmed.Length < 12)
            return false;
        var folded = FoldedText.Of(trimmed, 80).Folded.TrimStart('*', ' ', '"', '-');
        foreach (var phrase in MailWords.Disclaimers)
        {
            if (folded.StartsWith(phrase, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    // "-Lev." above "Sent from my …" belongs to it
    private static int NameAbove(List<string> lines, int i, int from)
    {
        var above = i - 1;
        while (above > from && lines[above].AsSpan().Trim().IsEmpty)
            above--;
        var line = above > from ? lines[above].Trim() : "";
        return line.Length is > 1 and < 30 && line[0] is '-' or '–' && char.IsLetter(line.TrimStart('-', '–', ' ').FirstOrDefault()) && line.Count(c => c == ' ') < 3 ? above : i;
    }
}
