using NodaTime;
using NodaTime.Text;

namespace Tact.Timeline;

/// <summary>Reads dates as they are kept, yyyy-MM-dd; some are read for each entry of a timeline.</summary>
internal static class IsoDate
{
    /// <summary>The date; throws where it is none.</summary>
    public static LocalDate Read(ReadOnlySpan<char> text)
    {
        // the common form without the pattern's own objects; whatever else it may be is left to the pattern
        if (text is not [_, _, _, _, '-', _, _, '-', _, _] || Number(text, 0, 4) is not (>= 1 and var year) || Number(text, 5, 2) is not (>= 1 and <= 12 and var month)
            || Number(text, 8, 2) is not (>= 1 and <= 28 and var day))
            return LocalDatePattern.Iso.Parse(text.ToString()).GetValueOrThrow();
        return new LocalDate(year, month, day);
    }

    private static int Number(ReadOnlySpan<char> text, int from, int digits)
    {
        var number = 0;
        for (var i = from; i < from + digits; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return -1;
            number = (number * 10) + text[i] - '0';
        }

        return number;
    }
}
