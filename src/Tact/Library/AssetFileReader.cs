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
        var best = Separators.Select(separator => Records(text, separator)).MaxBy(read => read.Count == 0 ? 0 : read[0].Cells.Count(cell => FieldOf(cell) is not null))!;
        var fields = best.Count == 0 ? [] : best[0].Cells.Select(FieldOf).ToArray();
        if (!fields.Contains("title"))
            return Result<List<AssetLine>>.Wrong("file", $"No column with titles was found. The first line must name the columns: {string.Join(", ", Columns.Select(column => column.Names[0]))}.");
        if (fields.OfType<string>().GroupBy(field => field).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return Result<List<AssetLine>>.Wrong("file", $"Two columns say \"{twice.Key}\". Leave one of them out.");
        return best.Skip(1).Where(record => record.Cells.Any(cell => cell.Length > 0)).Select(record => new AssetLine(record.Line, Input(fields, record.Cells))).ToList();
    }

    private static List<(long Line, string[] Cells)> Records(string text, char separator)
    {
        var records = new List<(long, string[])>();
        using var reader = CsvReader.Create(new StringReader(text), CsvTable.Options(separator), leaveOpen: false);
        while (reader.Read())
        {
            var cells = CsvTable.Cells(reader);
            if (records.Count == 0 && (cells.All(cell => cell.Trim().Length == 0) || cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase)))
                continue;
            records.Add((reader.LineNumber, [.. cells.Select(cell => CellText.Clean(cell) ?? "")]));
        }

        return records;
    }

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
