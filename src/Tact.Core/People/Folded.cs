using System.Globalization;
using System.Text;

namespace Tact.Core;

/// <summary>Text folded for search and comparison: case, diacritics, German umlauts and double s do not matter.</summary>
public static class Folded
{
    /// <summary>Lower case, without diacritics, umlauts written out (ü → ue, ß → ss), white space single.</summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        if (IsPlain(text))
            return text;
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return Latin(text);
        var written = new StringBuilder(text.Length + 8);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            switch (c)
            {
                case 'ä' or 'Ä': written.Append("ae"); break;
                case 'ö' or 'Ö': written.Append("oe"); break;
                case 'ü' or 'Ü': written.Append("ue"); break;
                case 'ß' or 'ẞ': written.Append("ss"); break;
                case 'æ' or 'Æ': written.Append("ae"); break;
                case 'ø' or 'Ø': written.Append('o'); break;
                case 'ł' or 'Ł': written.Append('l'); break;
                default: written.Append(c); break;
            }
        }

        var folded = new StringBuilder(written.Length);
        var blank = true;
        foreach (var c in written.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Control && !char.IsWhiteSpace(c))
                continue;
            if (char.IsWhiteSpace(c))
            {
                if (!blank)
                    folded.Append(' ');
                blank = true;
                continue;
            }

            folded.Append(char.ToLowerInvariant(c));
            blank = false;
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The digits of a text, for finding people by the last digits of a number.</summary>
    public static string Digits(string? text) => string.IsNullOrEmpty(text) ? "" : OnlyDigits(text);

    private static string OnlyDigits(string text)
    {
        Span<char> digits = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
            if (char.IsAsciiDigit(c))
                digits[length++] = c;
        return new string(digits[..length]);
    }

    // Most names and addresses; the same as below, for letters that cannot carry anything.
    private static string Latin(string text)
    {
        Span<char> folded = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        var length = 0;
        foreach (var c in text.AsSpan().Trim(' '))
        {
            if (c != ' ' || folded[length - 1] != ' ')
                folded[length++] = char.ToLowerInvariant(c);
        }

        return new string(folded[..length]);
    }

    private static bool IsPlain(string text)
    {
        var blank = true;
        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or ' ' or '.' or '-' or '@') || (c == ' ' && blank))
                return false;
            blank = c == ' ';
        }

        return !blank;
    }
}
