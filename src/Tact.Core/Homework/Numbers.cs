using System.Globalization;
using System.Text;

namespace Tact.Core.Homework;

/// <summary>The number in a field as people write it: "1,200 employees", "50-99", "200+", "about 30".</summary>
/// <param name="Least">The least it can be.</param>
/// <param name="Most">The most it can be.</param>
public readonly record struct Numbers(decimal Least, decimal Most)
{
    private const int MostDigits = 15;

    /// <summary>Reads the first number, or range of numbers, in a text; null when there is none.</summary>
    public static Numbers? Read(string? text)
    {
        var at = 0;
        if (text is null || Next(text, ref at) is not { } least)
            return null;
        var rest = text.AsSpan(at).TrimStart();
        if (rest.StartsWith("+", StringComparison.Ordinal))
            return new Numbers(least, decimal.MaxValue);
        if (rest is ['-' or '–' or '—', ..] || rest.StartsWith("to ", StringComparison.Ordinal))
        {
            if (Next(text, ref at) is { } most && most >= least)
                return new Numbers(least, most);
        }

        return new Numbers(least, least);
    }

    // thousands are divided by comma, point, blank or apostrophe; what follows them and is not three digits is a fraction and left out
    private static decimal? Next(string text, ref int at)
    {
        while (at < text.Length && !char.IsAsciiDigit(text[at]))
            at++;
        if (at == text.Length)
            return null;
        var digits = new StringBuilder();
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            digits.Append(text[at++]);
            if (at < text.Length && (text[at] is ',' or '.' or '\'' or '’' or '\u00a0' or ' ') && IsThree(text, at + 1))
                at++;
        }

        if (at + 1 < text.Length && (text[at] is ',' or '.') && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
        }

        return digits.Length <= MostDigits ? decimal.Parse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture) : null;
    }

    private static bool IsThree(string text, int from) =>
        from + 3 <= text.Length && char.IsAsciiDigit(text[from]) && char.IsAsciiDigit(text[from + 1]) && char.IsAsciiDigit(text[from + 2]) && (from + 3 == text.Length || !char.IsAsciiDigit(text[from + 3]));
}
