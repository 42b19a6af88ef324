using System.Globalization;
using System.Text;
using Tact.Contacts;
using Tact.Imports;

namespace Tact.Laws;

/// <summary>One line of a do-not-call list: a number, an address, or neither.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Phone">Digits with country code; null when it is none.</param>
/// <param name="Email">In small letters; null when it is none.</param>
public readonly record struct ScreenLine(long Line, long? Phone, string? Email);

/// <summary>
/// Reads a list as it comes: one number or address a line, or a table with a column of them. Area code and number may stand in two columns,
/// as in the files of the American registry. Lines are read one by one, so that a list of millions needs no memory.
/// </summary>
public static class ScreenFile
{
    private const int ShortestPhone = 7;
    private const int LongestPhone = 15;
    private const int LongestLine = 10_000;
    private const int Head = 4096;

    private static readonly string[] PhoneWords = ["phone", "number", "tel", "nummer", "numero", "numéro", "mobile", "rufnummer", "telefon", "fax"];
    private static readonly string[] EmailWords = ["mail"];
    private static readonly string[] AreaWords = ["area", "npa"];

    /// <summary>The lines that say something; blank ones and the column names are left out. Throws <see cref="NotATableException"/> for other kinds of files.</summary>
    /// <param name="open">The file, from its beginning.</param>
    /// <param name="country">ISO 3166 code for numbers in national form.</param>
    public static IEnumerable<ScreenLine> Read(Func<Stream> open, string? country)
    {
        var encoding = Encoding.UTF8;
        using (var first = open())
        {
            var head = new byte[Head];
            var read = first.ReadAtLeast(head, Head, throwOnEndOfStream: false);
            CsvTable.RefuseOtherKinds(head.AsSpan(0, read));
            // two bytes a letter without a mark: an address would be read with gaps and never match
            if (FileEncoding.Detect(new MemoryStream(head, 0, read)) is { Name: var name, Encoding: var wide } && name.StartsWith("utf-16", StringComparison.Ordinal))
                encoding = wide;
        }

        using var reader = new StreamReader(open(), encoding, detectEncodingFromByteOrderMarks: true, 64 * 1024);
        var (separator, column, area) = ('\0', -1, -1);
        long line = 0;
        var begun = false;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            if (!begun)
            {
                begun = true;
                separator = SeparatorOf(text);
                if (IsHeader(text))
                {
                    (column, area) = ColumnsOf(Cells(text, separator));
                    continue;
                }
            }

            yield return text.Length > LongestLine ? new ScreenLine(line, null, null) : Of(line, text, separator, column, area, country);
        }
    }

    private static ScreenLine Of(long line, string text, char separator, int column, int area, string? country)
    {
        if (separator == '\0')
            return Read(line, Bare(text), country);
        var cells = Cells(text, separator);
        if (area >= 0 && column >= 0)
            return area < cells.Length && column < cells.Length ? Read(line, cells[area] + cells[column], country) : new ScreenLine(line, null, null);
        if (column >= 0)
            return column < cells.Length ? Read(line, cells[column], country) : new ScreenLine(line, null, null);
        if (cells is [{ Length: 3 } code, { Length: 7 } number] && Digits(code) && Digits(number))
            return Read(line, code + number, country);
        foreach (var cell in cells)
        {
            if (Read(line, cell, country) is { } read && (read.Phone ?? (object?)read.Email) is not null)
                return read;
        }

        return new ScreenLine(line, null, null);
    }

    private static ScreenLine Read(long line, string text, string? country) =>
        text.Contains('@', StringComparison.Ordinal)
            ? new ScreenLine(line, null, Addresses.LooksLikeEmail(text) ? Addresses.EmailKey(text) : null)
            : new ScreenLine(line, PhoneOf(text, country), null);

    /// <summary>A number with country code; the lists of a country often leave the zero in front away.</summary>
    public static long? PhoneOf(string text, string? country)
    {
        if (text.Length == 0 || PhoneNumber.Read(text, country) is not { Key: var key })
            return null;
        if (text[0] != '+' && !key.StartsWith("00", StringComparison.Ordinal) && Countries.DialCode(country) is { } dial && !(key.StartsWith(dial, StringComparison.Ordinal) && key.Length > LongestNational(dial)))
            key = key.Length is 9 or 10 ? dial + key : key;
        return key.Length is >= ShortestPhone and <= LongestPhone && long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static int LongestNational(string dial) => dial == "1" ? 10 : 9;

    private static bool IsHeader(string text) => !text.Contains('@', StringComparison.Ordinal) && text.Count(char.IsAsciiDigit) < ShortestPhone - 2 && text.Any(char.IsLetter);

    private static (int Column, int Area) ColumnsOf(string[] names)
    {
        var area = Array.FindIndex(names, name => Means(name, AreaWords));
        var column = Array.FindIndex(names, name => !Means(name, AreaWords) && Means(name, PhoneWords));
        return column >= 0 ? (column, area) : (Array.FindIndex(names, name => Means(name, EmailWords)), -1);
    }

    private static bool Means(string name, string[] words) => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static char SeparatorOf(string text) => ",;\t|".Where(text.Contains).OrderByDescending(candidate => text.Count(c => c == candidate)).FirstOrDefault();

    private static string[] Cells(string text, char separator) => separator == '\0' ? [Bare(text)] : [.. text.Split(separator).Select(Bare)];

    private static string Bare(string cell) => cell.Trim(' ', '"', '\'', '\u00A0', '\uFEFF', '=');

    private static bool Digits(string text) => text.All(char.IsAsciiDigit);
}
