using System.Globalization;
using System.Text;
using CsvHelper;
using Tact.Core;
using Tact.Imports;

namespace Tact.Library;

/// <summary>A row of a file of assets: the line on which it stands, and what it says.</summary>
internal sealed record AssetLine(long Line, AssetInput Input);

/// <summary>Reads a CSV file of assets, however it is written: its letters, what stands between its values and its column names are recognised.</summary>
internal static class AssetFileReader
{
    /// <summary>The columns by what they are called, the first name being the one we write.</summary>
    public static readonly (string Field, string[] Names)[] Columns =
    [
        ("title", ["title", "name", "titel", "titulo", "titre"]), ("kind", ["kind", "type", "art", "typ", "soort"]), ("does", ["does", "what it does", "for them", "benefit", "nutzen", "description", "summary", "beschreibung"]),
        ("text", ["text", "body", "content", "inhalt"]), ("link", ["link", "url", "address", "web"]), ("topics", ["topics", "topic", "themen", "thema", "keywords", "tags"]),
        ("industries", ["industries", "industry", "branchen", "branche", "trade", "trades", "sector"]), ("helps", ["helps", "who it helps", "roles", "role", "audience", "zielgruppe", "rollen"]),
        ("language", ["language", "lang", "sprache", "taal", "langue"]), ("fresh-until", ["fresh until", "fresh-until", "fresh_until", "freshuntil", "valid until", "expires", "gueltig bis"]),
        ("kind-for", ["kind for", "kind-for", "kind_for", "kindfor", "stall", "stall reasons"]),
    ];

    private const int MostColumns = 100;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>All rows, in order; problems with the file as a whole as one problem.</summary>
    public static Result<List<AssetLine>> Read(byte[] content)
    {
        if (content.Length == 0)
            return Result<List<AssetLine>>.Wrong("file", "The file is empty.");
        try
        {
            CsvTable.RefuseOtherKinds(content.AsSpan(0, Math.Min(content.Length, 4096)));
        }
        catch (NotATableException no)
        {
            return Result<List<AssetLine>>.Wrong("file", no.Message.Replace("Export your contacts", "Save your list", StringComparison.Ordinal));
        }

        var encoding = FileEncoding.Detect(new MemoryStream(content));
        var text = new StreamReader(new MemoryStream(content), encoding.Encoding).ReadToEnd();
        try
        {
            return Rows(text);
        }
        catch (CsvFormatException wrong)
        {
            return Unclosed(wrong.LineNumber);
        }
    }

    private static Result<List<AssetLine>> Rows(string text)
    {
        // the first record alone tells the separator: the rest is read once, and no further than it is kept
        long? unclosed = null;
        var headings = Separators.Select(separator => (Separator: separator, Cells: Heading(text, separator, line => unclosed = line))).ToList();
        if (unclosed is { } at)
            return Unclosed(at);
        var (best, cells) = headings.MaxBy(heading => heading.Cells?.Count(cell => FieldOf(cell) is not null) ?? 0);
        var fields = (cells ?? []).Select(FieldOf).ToArray();
        if (!fields.Contains("title"))
            return headings.Exists(heading => heading.Cells is null) ? TooWide("The first line")
                : Result<List<AssetLine>>.Wrong("file", $"No column with titles was found. The first line must name the columns: {string.Join(", ", Columns.Select(column => column.Names[0]))}.");
        if (fields.OfType<string>().GroupBy(field => field).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return Result<List<AssetLine>>.Wrong("file", $"Two columns say \"{twice.Key}\". Leave one of them out.");

        CsvMalformedRecord? malformed = null;
        var lines = new List<AssetLine>();
        using var reader = CsvReader.Create(new StringReader(text), CsvTable.Options(best, malformed: found => malformed = found), leaveOpen: false);
        for (var headed = false; reader.Read();)
        {
            if (malformed?.Reason == CsvMalformedReason.UnterminatedQuote)
                return Unclosed(reader.LineNumber);
            if (reader.FieldCount > MostColumns)
                return TooWide(string.Create(CultureInfo.InvariantCulture, $"Line {reader.LineNumber}"));
            var record = Cleaned(reader);
            if (!headed)
            {
                headed = !BeforeHeading(record);
                continue;
            }

            if (record.All(cell => cell.Length == 0))
                continue;
            if (lines.Count == ImportAssets.MostRows)
                return Result<List<AssetLine>>.Wrong("file", string.Create(CultureInfo.InvariantCulture, $"The file has more than {ImportAssets.MostRows:#,0} rows, and so many can be brought in at once. Divide it."));
            lines.Add(new AssetLine(reader.LineNumber, Input(fields, record)));
        }

        return lines;
    }

    /// <summary>The first record that says something, if this stands between its values; null when it has too many columns.</summary>
    private static string[]? Heading(string text, char separator, Action<long> unclosed)
    {
        using var reader = CsvReader.Create(new StringReader(text), CsvTable.Options(separator, malformed: found =>
        {
            if (found.Reason == CsvMalformedReason.UnterminatedQuote)
                unclosed(found.LineNumber);
        }), leaveOpen: false);
        while (reader.Read())
        {
            if (reader.FieldCount > MostColumns)
                return null;
            if (Cleaned(reader) is var cells && !BeforeHeading(cells))
                return cells;
        }

        return [];
    }

    private static bool BeforeHeading(string[] cells) => cells.All(cell => cell.Length == 0) || cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private static string[] Cleaned(CsvReader reader) => Array.ConvertAll(CsvTable.Cells(reader), cell => CellText.Clean(cell) ?? "");

    private static Result<List<AssetLine>> TooWide(string where) =>
        Result<List<AssetLine>>.Wrong("file", string.Create(CultureInfo.InvariantCulture, $"{where} has more than {MostColumns} columns. Leave out those that are not needed."));

    private static Result<List<AssetLine>> Unclosed(long line) => Result<List<AssetLine>>.Wrong("file", string.Create(CultureInfo.InvariantCulture, $"A quotation mark is not closed near line {line}."));

    private static string? FieldOf(string heading)
    {
        var folded = Folded.Text(heading);
        return Columns.FirstOrDefault(column => column.Names.Contains(folded)).Field;
    }

    // an empty cell says nothing: what is known stays
    private static AssetInput Input(string?[] fields, string[] cells)
    {
        string? Cell(string field) => Array.IndexOf(fields, field) is >= 0 and var at && at < cells.Length && cells[at].Length > 0 ? cells[at] : null;
        return new AssetInput
        {
            Title = Cell("title"), Kind = Cell("kind"), Does = Cell("does"), Text = Cell("text"), Link = Cell("link"), Topics = Cell("topics"), Industries = Cell("industries"), Helps = Cell("helps"),
            Language = Cell("language"), FreshUntil = Cell("fresh-until"), KindFor = Cell("kind-for"),
        };
    }
}
