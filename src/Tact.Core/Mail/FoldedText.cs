using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tact.Core.Mail;

/// <summary>A text in the form in which words are looked for: lower case, without accents, one space between words; and where each letter was.</summary>
internal sealed class FoldedText
{
    private readonly int[] _origins;

    private FoldedText(string original, string folded, int[] origins)
    {
        Original = original;
        Folded = folded;
        _origins = origins;
    }

    /// <summary>As it was written.</summary>
    public string Original { get; }

    /// <summary>As it is searched.</summary>
    public string Folded { get; }

    /// <summary>Folds at most <paramref name="longest"/> characters.</summary>
    public static FoldedText Of(string text, int longest = 40_000)
    {
        if (text.Length > longest)
            text = text[..longest];
        var folded = new StringBuilder(text.Length);
        var origins = new int[text.Length * 3 + 1];
        var count = 0;
        var space = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 128)
            {
                if (c is <= ' ' or '*' or '_' or '`')
                    Space(i);
                else
                    Put(c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c, i);
                continue;
            }

            switch (c)
            {
                case 'ß': Put('s', i); Put('s', i); break;
                case 'æ' or 'Æ': Put('a', i); Put('e', i); break;
                case 'œ' or 'Œ': Put('o', i); Put('e', i); break;
                case 'ø' or 'Ø': Put('o', i); break;
                case 'ł' or 'Ł': Put('l', i); break;
                case 'đ' or 'Đ': Put('d', i); break;
                case 'ı' or 'İ': Put('i', i); break;
                case '‘' or '’' or 'ʼ' or '´' or '′': Put('\'', i); break;
                case '“' or '”' or '„' or '«' or '»': Put('"', i); break;
                case '–' or '—' or '‑' or '‐' or '−': Put('-', i); break;
                case '…': Put('.', i); break;
                case '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\uFEFF' or '\u200E' or '\u200F': break;
                default:
                    if (char.IsWhiteSpace(c))
                        Space(i);
                    else
                        Fold(c, i);
                    break;
            }
        }

        return new FoldedText(text, folded.ToString(), origins);

        void Space(int at)
        {
            if (space)
                return;
            space = true;
            origins[count++] = at;
            folded.Append(' ');
        }

        void Put(char c, int at)
        {
            if (count >= origins.Length - 4)
                Array.Resize(ref origins, origins.Length * 2);
            space = false;
            origins[count++] = at;
            folded.Append(c);
        }

        void Fold(char c, int at)
        {
            if (c is >= '\u3000' or (>= '\u0E00' and < '\u1100') || char.IsSurrogate(c))
            {
                Put(c is >= '\uFF01' and <= '\uFF5E' ? char.ToLowerInvariant((char)(c - 0xFEE0)) : c, at);
                return;
            }

            Span<char> one = [c];
            foreach (var part in new string(one).Normalize(NormalizationForm.FormD))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark || part is '\u0306' && c is 'й' or 'Й')
                    Put(char.ToLowerInvariant(part), at);
            }
        }
    }

    /// <summary>The written words between two places of the folded text, on one line.</summary>
    public string Words(int start, int end)
    {
        var from = _origins[Math.Clamp(start, 0, Folded.Length)];
        var to = end >= Folded.Length ? Original.Length : _origins[end];
        return OneLine(Original.AsSpan(from, Math.Max(0, Math.Min(to, Original.Length) - from)));
    }

    /// <summary>The sentence around a place, at most 160 letters, on one line.</summary>
    public string Sentence(int start, int end)
    {
        var from = start;
        while (from > 0 && start - from < 70 && !Ends(from - 1))
            from--;
        var to = end;
        while (to < Folded.Length && to - end < 80 && !Ends(to))
            to++;
        return Words(from, to).Trim(' ', '.', '!', '?', ',', ';', ':');

        bool Ends(int i) => Folded[i] is '!' or '?' or '。' or '！' or '？' || (Folded[i] == '.' && (i + 1 >= Folded.Length || Folded[i + 1] == ' ')) || Original[Math.Min(_origins[i], Original.Length - 1)] == '\n';
    }

    /// <summary>Where in the original a place of the folded text is.</summary>
    public int Origin(int place) => place >= Folded.Length ? Original.Length : _origins[place];

    /// <summary>A text on one line.</summary>
    public static string OneLine(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>A phrase in the form in which it is looked for; a trailing * stays.</summary>
    public static string Phrase(string text)
    {
        var open = text.EndsWith('*');
        var folded = Of(open ? text[..^1] : text).Folded.TrimEnd();
        return open ? folded + "*" : folded;
    }
}
