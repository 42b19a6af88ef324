using System.Text;
using CsvHelper;

namespace Tact.Imports;

/// <summary>Why a file cannot be read as a table, in words that say what to do.</summary>
public sealed class NotATableException(string message) : Exception(message);

/// <summary>How the values of a file are laid out: what stands between them and which record holds the column names.</summary>
/// <param name="Separator">The character between values.</param>
/// <param name="HeaderLine">1-based line of the record with the column names.</param>
/// <param name="Headers">The column names as they stand in the file, trimmed.</param>
sealed record CsvShape(char Separator, long HeaderLine, IReadOnlyList<string> Headers)
{
    const int SampleChars = 128 * 1024;
    const int SampleRecords = 80;
    static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Looks at the beginning of the text.</summary>
    public static CsvShape Find(TextReader text, ImportMapping mapping)
    {
        var buffer = new char[SampleChars];
        var length = text.ReadBlock(buffer);
        var sample = new string(buffer, 0, length);
        if (string.IsNullOrWhiteSpace(sample))
            throw new NotATableException("The file is empty. Export your contacts again and choose CSV.");

        var separator = mapping.Separator ?? SaidByFile(sample);
        var known = mapping.Columns.Keys.Select(column => column.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var best = (separator is { } one ? [one] : Separators).Select(candidate => Judge(sample, candidate, known)).MaxBy(shape => shape.Score);
        if (best.Shape is null)
            throw new NotATableException("No line with column names was found. The first line must name the columns, for example: First name, Last name, E-mail.");
        return best.Shape;
    }

    static char? SaidByFile(string sample)
    {
        var line = sample.AsSpan(0, Math.Max(0, sample.AsSpan().IndexOfAny('\r', '\n'))).Trim("\" \uFEFF");
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;
    }

    static (double Score, CsvShape? Shape) Judge(string sample, char separator, HashSet<string> known)
    {
        var records = new List<(long Line, string[] Cells)>();
        using (var reader = CsvReader.Create(new StringReader(sample), CsvTable.Options(separator), leaveOpen: false))
        {
            while (records.Count < SampleRecords && reader.Read())
            {
                var cells = CsvTable.Cells(reader);
                if (cells.Any(cell => cell.Trim().Length > 0))
                    records.Add((reader.LineNumber, cells));
            }
        }
        records.RemoveAll(record => record.Line == 1 && record.Cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase));

        var header = -1;
        var most = 0;
        for (var i = 0; i < Math.Min(records.Count, 30); i++)
        {
            var recognised = records[i].Cells.Count(cell => known.Contains(cell.Trim()) || HeaderWords.Recognise(cell.Trim()) != ImportField.Fact);
            if (recognised > most && !records[i].Cells.Any(HoldsAPerson))
                (header, most) = (i, recognised);
        }
        if (header < 0)
        {
            // Names that we do not know: the first record as wide as those after it.
            var width = records.Count == 0 ? 0 : records.GroupBy(record => record.Cells.Length).MaxBy(group => group.Count())!.Key;
            header = records.FindIndex(record => record.Cells.Length == width);
            if (header < 0 || records[header].Cells.Any(HoldsAPerson) || records[header].Cells.Count(cell => cell.Trim().Length > 0) * 2 < width)
                return (0, null);
        }

        var columns = records[header].Cells.Length;
        var after = records.Skip(header + 1).ToList();
        var even = after.Count == 0 ? 1 : after.Count(record => record.Cells.Length == columns) / (double)after.Count;
        var headers = records[header].Cells.Select(cell => CellText.Clean(cell) ?? "").ToArray();
        return (most * 100 + even * Math.Min(columns, 50) + (columns > 1 ? 1 : 0), new(separator, records[header].Line, headers));
    }

    static bool HoldsAPerson(string cell) => cell.Contains('@');
}

/// <summary>The records of a file, one after the other, with the line on which each starts.</summary>
static class CsvTable
{
    /// <summary>Longer records are not read: it is a quotation mark that was never closed.</summary>
    const int LongestRecord = 1024 * 1024;

    public static CsvReaderOptions Options(char separator, Encoding? encoding = null, Action<CsvMalformedRecord>? malformed = null) => new()
    {
        Separator = separator,
        Encoding = encoding,
        HasHeader = false,
        SkipEmptyLines = false,
        TrackLineNumbers = true,
        MaxRecordSize = LongestRecord,
        OnMalformedRecord = malformed,
        IncludeValuesInExceptions = false,
    };

    public static string[] Cells(CsvReader reader)
    {
        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = reader.GetString(i);
        return cells;
    }

    /// <summary>Refuses what is plainly no table, by its first bytes.</summary>
    public static void RefuseOtherKinds(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new NotATableException("This is a spreadsheet, not a CSV file. Open it in your spreadsheet program and save it as \"CSV UTF-8\".");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith("7z\xBC\xAF"u8) || head.StartsWith("Rar!"u8))
            throw new NotATableException("This is a compressed archive. Unpack it and choose the CSV file inside.");
        if (head.StartsWith("%PDF"u8))
            throw new NotATableException("This is a PDF. Export your contacts again and choose CSV.");
        var text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        if (text.StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase))
            throw new NotATableException("This is a vCard file. Export your contacts again and choose CSV.");
        if (text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
            throw new NotATableException("This is a calendar file. Export your contacts, not your calendar, and choose CSV.");
        if (text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            throw new NotATableException("This is a web page, perhaps the sign-in page of the program you exported from. Sign in there and export again as CSV.");
        if (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            throw new NotATableException("This is an XML file. Export your contacts again and choose CSV.");
        if (text.StartsWith('{') || text.StartsWith("[{", StringComparison.Ordinal) || text.StartsWith("[\n", StringComparison.Ordinal))
            throw new NotATableException("This is a JSON file. Export your contacts again and choose CSV.");
        var controls = 0;
        foreach (var b in head)
            if (b is < 0x20 and not (0 or 9 or 10 or 13 or 12 or 26) or 0x7F)
                controls++;
        if (head.Length > 0 && controls * 50 > head.Length)
            throw new NotATableException("This is not a text file. Export your contacts again and choose CSV.");
    }
}

static class CellText
{
    /// <summary>
    /// A cell without outer blanks and control characters, in Unicode form C; null when nothing is left. One quote mark that an export put
    /// before a formula sign ("'+49 30…") is taken off again.
    /// </summary>
    public static string? Clean(string cell)
    {
        var text = cell.AsSpan().Trim(" \t\r\n\0\u00A0\u200B\uFEFF");
        if (text.IsEmpty)
            return null;
        if (text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = text[1..];
        var result = text.Length == cell.Length ? cell : text.ToString();
        if (System.Text.Ascii.IsValid(result))
            return HasControls(result) ? WithoutControls(result) : result;
        result = WithoutControls(result);
        return result.IsNormalized(NormalizationForm.FormC) ? result : result.Normalize(NormalizationForm.FormC);
    }

    static bool HasControls(string text)
    {
        foreach (var c in text)
            if (char.IsControl(c))
                return true;
        return false;
    }

    static string WithoutControls(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r')
                clean.Append(i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n");
            else if (c is '\n' or '\t' || !char.IsControl(c))
                clean.Append(char.IsSurrogate(c) && !Paired(text, i) ? '\uFFFD' : c);
        }
        return clean.ToString();
    }

    static bool Paired(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        : i > 0 && char.IsHighSurrogate(text[i - 1]);
}
