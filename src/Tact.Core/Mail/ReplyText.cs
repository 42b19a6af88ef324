using System.Text.RegularExpressions;

namespace Tact.Core.Mail;

/// <summary>What somebody wrote themselves: a mail's text without the mails it quotes, and without signature. Words of their own are never dropped: what cannot be told from their words stays.</summary>
public static partial class ReplyText
{
    /// <summary>Lines beyond this are taken as they are.</summary>
    private const int MostLines = 20_000;

    /// <summary>The own words of a mail: of its plain text, or of its HTML where it has no plain text.</summary>
    public static string Of(MailMessage mail)
    {
        var text = mail.Text;
        if (string.IsNullOrWhiteSpace(text) && mail.Html is { Length: > 0 } html)
            return OfHtml(html);
        return Of(text ?? "");
    }

    /// <summary>The own words of an HTML body.</summary>
    public static string OfHtml(string html)
    {
        var own = Of(HtmlText.Read(html, Quotes.Marked));
        return own.Length > 0 ? own : Of(HtmlText.Read(html, Quotes.Plain));
    }

    /// <summary>All words of an HTML body, the quoted ones too.</summary>
    public static string Plain(string html) => HtmlText.Read(html, Quotes.Plain);

    /// <summary>The own words of a plain text.</summary>
    public static string Of(string body) => Of(body, 0);

    private static string Of(string body, int depth)
    {
        var lines = Lines(body);
        var quoted = new bool[lines.Count];
        var forward = Quote(lines, quoted);
        Sign(lines, quoted);
        var own = Join(lines, quoted);
        if (own.Length > 0)
            return own;

        // not a word of their own: a forward, or a mail that begins with the header of the one it passes on
        if (forward >= 0)
            return Whole(lines);
        return HeaderBlock(lines, Next(lines, 0)) is { } after && depth == 0 ? Of(string.Join('\n', lines.Skip(after)), 1) : own;
    }

    // a forward without a word of their own: the forwarded mail is what they sent
    private static string Whole(List<string> lines) => Trimmed(lines.Where(line => !line.TrimStart().StartsWith('>')));

    private static List<string> Lines(string body)
    {
        List<string> lines = [];
        foreach (var line in body.AsSpan().EnumerateLines())
        {
            if (lines.Count == MostLines)
                break;
            lines.Add((line.Length > 20_000 ? line[..20_000] : line).ToString().Replace('\u00A0', ' ').TrimEnd());
        }

        for (var i = 0; i < lines.Count && i < 400; i++)
            Part(lines, i);
        return lines;
    }

    // "reply On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:" is a reply and the line above a quote
    private static void Part(List<string> lines, int i)
    {
        var line = lines[i];
        if (line.Length is < 20 or > 500 || !EndsOpen(line) || SharedLine().Match(line) is not { Success: true } shared)
            return;
        var own = shared.Groups["own"].Value.TrimEnd(' ', '-');
        if (own.Length == 0 || IsLead(line))
            return;
        lines[i] = own;
        lines.Insert(i + 1, line[shared.Groups["rest"].Index..]);
    }

    // marks what is quoted; returns the line on which a forward begins, or -1
    private static int Quote(List<string> lines, bool[] quoted)
    {
        var forward = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (quoted[i])
                continue;
            var line = lines[i].AsSpan().TrimStart();
            if (IsQuoteMark(line))
            {
                quoted[i] = true;
                continue;
            }

            if (line.IsEmpty)
                continue;
            if (Attribution(lines, i) is { } next)
            {
                i = Follow(lines, quoted, i, next) - 1;
            }
            else if (HeaderBlock(lines, i) is { } after)
            {
                i = Follow(lines, quoted, i, after) - 1;
            }
            else if (IsOriginalMessage(lines[i]) is { } isForward)
            {
                if (isForward)
                    forward = i;
                i = Follow(lines, quoted, i, HeaderBlock(lines, Next(lines, i + 1)) ?? i + 1) - 1;
            }
        }

        return forward;
    }

    // what comes after the line above a quote: marked lines are the quote; unmarked ones are all quoted, to the end
    private static int Follow(List<string> lines, bool[] quoted, int start, int next)
    {
        for (var i = start; i < next; i++)
            quoted[i] = true;
        TakeSeparator(lines, quoted, start - 1);
        var first = Next(lines, next);
        if (first >= lines.Count)
            return lines.Count;
        if (lines[first].TrimStart().StartsWith('>'))
            return first;
        for (var i = next; i < lines.Count; i++)
            quoted[i] = true;
        return lines.Count;
    }

    private static void TakeSeparator(List<string> lines, bool[] quoted, int i)
    {
        while (i >= 0 && (lines[i].Length == 0 || IsRule(lines[i])))
            quoted[i--] = true;
    }

    private static int Next(List<string> lines, int i)
    {
        while (i < lines.Count && lines[i].AsSpan().Trim().IsEmpty)
            i++;
        return i;
    }

    // ">" at the beginning, but no arrow and no prompt with a question mark behind
    private static bool IsQuoteMark(ReadOnlySpan<char> line) => !line.IsEmpty && (line[0] == '>' || (line.Length > 1 && line[0] == '|' && line[1] == ' ' && line.IndexOf(" | ") < 0 && line.LastIndexOf('|') == 0));

    // the line above a quote ("On … wrote:"), over at most four lines; the first line after it
    private static int? Attribution(List<string> lines, int i)
    {
        var first = lines[i].Trim().TrimStart('>', ' ');
        if (first.Length > 300)
            return null;
        var window = "";
        for (var n = 0; n < 4 && i + n < lines.Count; n++)
        {
            var line = lines[i + n].Trim();
            if (line.Length == 0 || (n > 0 && line.StartsWith('>') && line.Length > 2))
                return null;
            window = n == 0 ? first : $"{window} {line}";
            if (window.Length > 500)
                return null;
            if (EndsOpen(window) && (n == 0 || MayBegin(first)) && (IsAttribution(window) || (n == 0 && StandsAbove(lines, i, window))))
                return i + n + 1;
        }

        return null;
    }

    // "Me <me@example.com> writes:" right above a quote, or a sentence with a verb and a time below a rule
    private static bool StandsAbove(List<string> lines, int i, string line)
    {
        if (line.Length > 200 || !(line.TrimEnd().EndsWith(':') || line.TrimEnd().EndsWith('：')))
            return false;
        var folded = FoldedText.Of(line, 300).Folded;
        var said = TimeOrYear().IsMatch(line) && MailWords.Wrote.Any(verb => folded.Contains($" {verb} ", StringComparison.Ordinal));
        var next = Next(lines, i + 1);
        if (next < lines.Count && next <= i + 2 && lines[next].TrimStart().StartsWith('>'))
            return said || HasAddress().IsMatch(line);
        return said && i > 0 && IsRule(lines[i - 1]);
    }

    // an attribution over several lines begins with a date, a name in quotation marks, or "On"
    private static bool MayBegin(string first)
    {
        var open = first.TrimStart('-', ' ', '*', '_', '=');
        return open.Length > 0 && (char.IsDigit(open[0]) || open[0] is '"' or '<' || IsLead(open) || DayFirst(FoldedText.Of(open, 100).Folded) || open.Contains('@'));
    }

    private static bool EndsOpen(string line)
    {
        var end = line.AsSpan().TrimEnd(" -_*");
        return end.EndsWith(":") || end.EndsWith("：") || end.Length < line.AsSpan().TrimEnd().Length || EndsWithVerb(end);
    }

    private static bool EndsWithVerb(ReadOnlySpan<char> line)
    {
        foreach (var verb in MailWords.Wrote)
        {
            if (line.EndsWith(verb, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsAttribution(string window)
    {
        var open = window.TrimStart('-', ' ', '*', '_', '=');
        var folded = FoldedText.Of(open, 600).Folded.TrimEnd(' ', '-', ':', '：', '*');
        var hasDigit = open.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
        var hasAddress = open.Contains('@') || MailAddressless().IsMatch(open);
        var hasTime = TimeOrYear().IsMatch(open);
        var rule = window.Length > open.Length && window[0] is '-' or '_' or '=';
        foreach (var verb in MailWords.Wrote)
        {
            var at = folded.LastIndexOf(verb, StringComparison.Ordinal);
            if (at < 0 || (verb[0] < 0x0E00 && at > 0 && char.IsLetterOrDigit(folded[at - 1]) && folded[at - 1] < 0x0E00) || (at + verb.Length < folded.Length && char.IsLetter(folded[at + verb.Length]) && folded[at + verb.Length] < 0x0E00))
                continue;
            var last = at + verb.Length >= folded.Length;
            if ((hasTime || (hasDigit && hasAddress)) && (last || hasAddress) && (IsLead(open) || char.IsDigit(open[0]) || hasAddress))
                return true;
            if (last && hasAddress && (open[0] is '"' or '<' || rule))
                return true;
            if (last && rule && open.Length < 100)
                return true;
        }

        // no verb: a date, a name, an address in angle brackets, a colon
        return hasTime && AddressAndColon().IsMatch(open) && (char.IsDigit(open[0]) || IsLead(open) || DayFirst(folded));
    }

    private static bool IsLead(string line)
    {
        var end = line.IndexOfAny([' ', ',', '.']);
        return end > 0 && MailWords.Lead.Contains(FoldedText.Phrase(line[..end]));
    }

    private static bool DayFirst(string folded)
    {
        var found = MailWords.Dates.Find(folded.Length > 24 ? folded[..24] : folded);
        return found.Exists(one => one.Sign is Core.Mail.Sign.Weekday or Core.Mail.Sign.Month && one.Start < 4) || ShortDay().IsMatch(folded);
    }

    // a block of header lines ("From: … Sent: … To: … Subject: …"); the first line after it
    private static int? HeaderBlock(List<string> lines, int i)
    {
        if (i >= lines.Count)
            return null;
        var (seen, count, last, address) = (0, 0, i, false);
        for (var n = i; n < lines.Count && n < i + 14; n++)
        {
            var line = lines[n].Trim().TrimStart('>', ' ', '*', '|');
            if (line.Length == 0)
            {
                if (n > last + 1)
                    break;
                continue;
            }

            if (Label(line) is { } label && (seen & label) != label)
            {
                seen |= label;
                count++;
                last = n;
                address |= line.Contains('@');
                foreach (var more in InnerLabels(line))
                    count += (seen & more) == more ? 0 : Bit(ref seen, more);
            }
            else if (n == i || n > last + 2)
            {
                break;
            }
            else if (n == last + 1 || n == last + 2)
            {
                address |= line.Contains('@');
            }
        }

        var hasSender = (seen & 1) != 0;
        var hasOther = (seen & 0b10110) != 0;
        return count >= 3 && hasSender || count == 2 && hasSender && hasOther && address ? last + 1 : null;
    }

    // "From: bob@example.com Date: Thu, 24 Mar 2016" on one line
    private static IEnumerable<int> InnerLabels(string line) =>
        line.Length > 400 ? [] : InnerLabel().Matches(line).Skip(1).Select(match => Label(match.Groups[1].Value + ":")).OfType<int>();

    private static int Bit(ref int seen, int label)
    {
        seen |= label;
        return 1;
    }

    private static int? Label(string line)
    {
        var colon = line.AsSpan(0, Math.Min(line.Length, 40)).IndexOfAny(':', '：');
        if (colon < 1)
            return null;
        var word = FoldedText.Phrase(line[..colon].Trim(' ', '*', '_', '\t')).TrimEnd(' ', '*');
        return MailWords.Labels.TryGetValue(word, out var label) ? label : null;
    }

    // "-----Original Message-----"; false for an answered mail, true for a forwarded one
    private static bool? IsOriginalMessage(string line)
    {
        line = line.Trim();
        if (line.Length is < 8 or > 120)
            return null;
        var ruled = Rules.Contains(line[0]);
        if (!ruled && !line.EndsWith(':') && !Rules.Contains(line[^1]))
            return null;
        var folded = FoldedText.Of(line, 200).Folded.Trim(' ', '-', ':', '=', '#', '.');
        foreach (var phrase in MailWords.OriginalMessage)
        {
            if (folded.StartsWith(phrase, StringComparison.Ordinal) && (folded.Length <= phrase.Length + 4 || (ruled && Rules.Contains(line[^1]))))
                return phrase.Contains("forward", StringComparison.Ordinal) || phrase.Contains("weitergel", StringComparison.Ordinal) || phrase.Contains("transf", StringComparison.Ordinal) || phrase.Contains("inoltr", StringComparison.Ordinal);
        }

        return null;
    }

    // where something was taken out, one empty line is enough
    private static string Join(List<string> lines, bool[] quoted)
    {
        List<string> own = [];
        for (var i = 0; i < lines.Count; i++)
        {
            if (quoted[i])
                continue;
            var afterQuote = i > 0 && quoted[i - 1] && own.Count > 0;
            if (afterQuote && lines[i].Length == 0 && own[^1].Length == 0)
            {
                quoted[i] = true;
                continue;
            }

            own.Add(lines[i]);
        }

        return Trimmed(own);
    }

    private static string Trimmed(IEnumerable<string> lines)
    {
        var own = lines.ToList();
        while (own.Count > 0 && (own[^1].AsSpan().Trim().IsEmpty || IsRule(own[^1])))
            own.RemoveAt(own.Count - 1);
        var start = 0;
        while (start < own.Count && own[start].AsSpan().Trim().IsEmpty)
            start++;
        return string.Join('\n', own.Skip(start));
    }

    // a line of dashes, underscores or the like, and nothing else
    private static bool IsRule(string line)
    {
        var trimmed = line.AsSpan().Trim();
        return trimmed.Length >= 2 && trimmed.IndexOfAnyExcept(Rules) < 0;
    }

    private const string Rules = "-_=*~—–#‐‑―";

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?<own>.*?[\w.!?)]\s*-*\s?)(?<rest>On (Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d{1,2}[ /.])[^\n]{0,200}\d{4}[^\n]{0,200}wrote:\s*)$", Safe)]
    private static partial Regex SharedLine();

    [GeneratedRegex(@"\d{1,2}[:.h]\d{2}|(19|20)\d{2}|\d{1,2}/\d{1,2}|\d{1,2}\.\s?\d{1,2}\.", Safe)]
    private static partial Regex TimeOrYear();

    [GeneratedRegex(@"<[^<>\n]{0,3}[^<>\s]+@[^<>\n]+>\s*\)?\s*:\s*$|@[\w.-]+\s?\)?\s*:\s*$", Safe)]
    private static partial Regex AddressAndColon();

    [GeneratedRegex(@"(?:^|\s)([\p{L}.]{2,14}) ?:", Safe)]
    private static partial Regex InnerLabel();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.\w", Safe)]
    private static partial Regex HasAddress();

    [GeneratedRegex(@"<mailto:|&lt;", Safe)]
    private static partial Regex MailAddressless();

    [GeneratedRegex(@"^\w{2,4}\.?,? \d{1,2}", Safe)]
    private static partial Regex ShortDay();
}

/// <summary>What becomes of quoted mail when HTML is read.</summary>
internal enum Quotes
{
    /// <summary>Each line of it begins with <c>&gt;</c>.</summary>
    Marked,

    /// <summary>It is text like any other.</summary>
    Plain,
}
