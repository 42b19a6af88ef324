using System.Text;
using CsvHelper;

namespace Tact.Imports;

/// <summary>What is known about a file before its rows are read.</summary>
/// <param name="Layout">Whose export it is.</param>
/// <param name="Encoding">How its letters are written.</param>
/// <param name="Separator">What stands between the values.</param>
/// <param name="HeaderLine">1-based line with the column names.</param>
/// <param name="Columns">The columns with their meanings.</param>
/// <param name="Rows">How many rows there are, without blank lines and the lines below the list.</param>
/// <param name="Notes">What a person should know about the file as a whole.</param>
public sealed record FileSurvey(
    ExportLayout Layout, string Encoding, char Separator, long HeaderLine, IReadOnlyList<ImportColumn> Columns, long Rows, IReadOnlyList<ImportProblem> Notes);

/// <summary>A CSV export, from bytes to clean, typed rows. Read twice: once to learn how it is written, once row by row; never held in memory.</summary>
public sealed class ImportFile
{
    readonly Func<Stream> open;
    readonly ReadingPlace place;
    readonly Encoding encoding;
    long lastRowLine;

    ImportFile(Func<Stream> open, ReadingPlace place, Encoding encoding, FileSurvey survey)
    {
        this.open = open;
        this.place = place;
        this.encoding = encoding;
        Survey = survey;
    }

    public FileSurvey Survey { get; private set; }

    /// <summary>Opens a file on disk.</summary>
    /// <exception cref="NotATableException">The file is no CSV file of people; its message says what to do.</exception>
    public static ImportFile Open(string path, ImportMapping mapping, ReadingPlace place) =>
        Open(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), mapping, place);

    /// <summary>Opens what <paramref name="open"/> gives; it is called once for each pass and gives the same bytes each time.</summary>
    /// <exception cref="NotATableException">It is no CSV file of people; the message says what to do.</exception>
    public static ImportFile Open(Func<Stream> open, ImportMapping mapping, ReadingPlace place)
    {
        var detected = Detect(open, mapping);
        CsvShape shape;
        using (var text = new StreamReader(open(), detected.Encoding))
            shape = CsvShape.Find(text, mapping);

        var layout = ExportLayouts.Recognise(shape.Headers);
        var fields = ExportLayouts.Fields(shape.Headers, layout, mapping);
        if (!mapping.IsDraft && !fields.Any(field => field is ImportField.FullName or ImportField.GivenName or ImportField.FamilyName or ImportField.Email or ImportField.Phone or ImportField.Company))
            throw new NotATableException("No column with a name, an e-mail address or a phone number was found. Say which column is which, then import again.");
        var columns = shape.Headers.Select((name, i) => new ImportColumn(i, name.Length > 0 ? name : $"Column {i + 1}", fields[i])).ToList();
        var file = new ImportFile(open, place, detected.Encoding, new(layout, detected.Name, shape.Separator, shape.HeaderLine, columns, 0, []));
        file.Look(detected, mapping);
        return file;
    }

    /// <summary>The same bytes in another place, without another look at them.</summary>
    internal ImportFile At(Func<Stream> elsewhere, ReadingPlace from) => new(elsewhere, from, encoding, Survey) { lastRowLine = lastRowLine };

    static FileEncoding Detect(Func<Stream> open, ImportMapping mapping)
    {
        using var stream = open();
        if (mapping.Encoding is { } named)
            return FileEncoding.Named(named) ?? throw new NotATableException($"There is no encoding named {named}. Leave it out to have it recognised.");
        var head = new byte[4096];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read == 0)
            throw new NotATableException("The file is empty. Export your contacts again and choose CSV.");
        CsvTable.RefuseOtherKinds(head.AsSpan(0, read));
        if (stream.CanSeek)
        {
            stream.Position = 0;
            return FileEncoding.Detect(stream);
        }
        using var again = open();
        return FileEncoding.Detect(again);
    }

    // The first pass: how many rows, where the list ends, in which order the dates are.
    void Look(FileEncoding detected, ImportMapping mapping)
    {
        var notes = new List<ImportProblem>();
        var dated = Survey.Columns.Where(column => column.Field is ImportField.LastContact or ImportField.NextStepOn)
            .Select(column => (Column: column, Evidence: new DateEvidence())).ToList();
        long rows = 0, below = 0, firstBelow = 0, shorter = 0;
        var width = Survey.Columns.Count;
        foreach (var (reader, line, broken, _) in Records())
        {
            if (broken is not null || IsBlank(reader))
                continue;
            if (width >= 3 && reader.FieldCount == 1)
            {
                firstBelow = below++ == 0 ? line : firstBelow;
                continue;
            }
            rows += below + 1; // One-value lines with rows after them are rows; those after the last row are below the list.
            (below, firstBelow, lastRowLine) = (0, 0, line);
            shorter += reader.FieldCount < width ? 1 : 0;
            foreach (var (column, evidence) in dated)
                if (column.Index < reader.FieldCount && !reader.IsEmpty(column.Index))
                    evidence.Add(line, reader.GetString(column.Index).Trim(), place.Today);
        }

        if (detected.Guessed)
            notes.Add(new(0, null, $"The file does not say how its letters are written; it was read as {detected.Name}. If names look wrong, save it as \"CSV UTF-8\"."));
        if (detected.Damaged > 0)
            notes.Add(new(0, null, $"{detected.Damaged} places in the file could not be read as letters; they are marked \uFFFD in their rows."));
        if (below > 0)
            notes.Add(new(firstBelow, null, below == 1 ? "The line below the list was left out." : $"The {below} lines below the list were left out."));
        if (rows == 0)
            notes.Add(new(0, null, "The file has column names but no people."));
        if (shorter > 0)
            notes.Add(new(0, null, $"{shorter} of {rows} rows end before the last column; what is missing was taken as empty."));
        Survey = Survey with { Rows = rows, Columns = WithDates(dated, mapping, notes), Notes = notes };
    }

    List<ImportColumn> WithDates(List<(ImportColumn Column, DateEvidence Evidence)> dated, ImportMapping mapping, List<ImportProblem> notes)
    {
        var elsewhere = dated.Select(one => one.Evidence.Proven).FirstOrDefault(order => order is not null);
        var columns = Survey.Columns.ToList();
        foreach (var (column, evidence) in dated)
        {
            var order = mapping.Dates ?? evidence.Proven ?? elsewhere ?? FromThePast(column, evidence);
            if (mapping.Dates is null && evidence is { DayFirst: > 0, MonthFirst: > 0 })
                notes.Add(new(0, column.Name, "The column writes dates in two orders, day first and month first. Where a date can be read both ways, "
                    + (order == DateOrder.DayFirst ? "the day" : "the month") + " was taken as first. Please check it."));
            else if (order is null && evidence.Unclear is { } unclear)
            {
                order = Guess(evidence);
                notes.Add(new(unclear.Line, column.Name, $"Dates such as {unclear.Text} can be read two ways; "
                    + (order == DateOrder.DayFirst ? "the day" : "the month") + " was taken as first. Please check it."));
            }
            columns[column.Index] = column with { Dates = order };
        }
        return columns;
    }

    // A last contact cannot lie ahead of us, so an order that puts it there is not the file's.
    static DateOrder? FromThePast(ImportColumn column, DateEvidence evidence) =>
        column.Field != ImportField.LastContact ? null
        : (evidence.FutureIfDayFirst, evidence.FutureIfMonthFirst) switch
        {
            (0, > 0) => DateOrder.DayFirst,
            (> 0, 0) => DateOrder.MonthFirst,
            _ => null,
        };

    DateOrder Guess(DateEvidence evidence) =>
        evidence.Dots ? DateOrder.DayFirst
        : evidence.AmPm || place.Country is "US" ? DateOrder.MonthFirst
        : DateOrder.DayFirst;

    /// <summary>What was noticed while the rows went by; complete when all have.</summary>
    public IReadOnlyList<ImportProblem> Afterwards { get; private set; } = [];

    /// <summary>The rows, one at a time. A row that is not imported comes with the reason.</summary>
    public IEnumerable<ImportRow> Rows()
    {
        var reading = new RowReading(Survey.Columns, place);
        var seen = new SeenPeople();
        var width = Survey.Columns.Count;
        (long Rows, long First, string Text) mixedUp = (0, 0, "");
        foreach (var (reader, line, broken, remark) in Records())
        {
            if (broken is not null)
            {
                yield return new() { Line = line, Subject = RowSubject.Nobody, Skipped = broken, Problems = [new(line, null, broken)] };
                continue;
            }
            if (IsBlank(reader))
                continue;
            if (width >= 3 && reader.FieldCount == 1)
            {
                if (line > lastRowLine)
                    continue;
                var only = $"The row has one value for {width} columns, so it is not imported.";
                yield return new() { Line = line, Subject = RowSubject.Nobody, Skipped = only, Problems = [new(line, null, only)] };
                continue;
            }
            var row = reading.Read(reader, line, remark);
            if (row.Skipped is null && row.Subject == RowSubject.Person)
            {
                var (sameAs, shared) = seen.Meet(row);
                if (sameAs is not null || shared is not null)
                    row = row with { SameAs = sameAs, Problems = shared is null ? row.Problems : [.. row.Problems, new(line, null, shared)] };
            }
            if ((MixedUpLetters.In(row.Name) ?? MixedUpLetters.In(row.Company)) is { } wrong)
                mixedUp = mixedUp.Rows == 0 ? (1, line, wrong) : mixedUp with { Rows = mixedUp.Rows + 1 };
            yield return row;
        }
        var noticed = new List<ImportProblem>();
        if (mixedUp.Rows > 0)
            noticed.Add(new(mixedUp.First, null, $"{(mixedUp.Rows == 1 ? "The row has" : $"{mixedUp.Rows} rows, this one first, have")} letters that were mixed up before the file was saved, such as \"{mixedUp.Text}\". Export it again from where it came from, as UTF-8."));
        if (seen.SharedNumbers is { Rows: > 0 } numbers)
            noticed.Add(new(numbers.First, null, numbers.Rows == 1
                ? "The row has the phone number of somebody else in the file; they stay two people."
                : $"{numbers.Rows} rows, this one first, have the phone number of somebody else in the file; they stay separate people."));
        Afterwards = noticed;
    }

    // The records below the column names. A record whose quotation mark is never closed comes as broken, and is the last.
    IEnumerable<(CsvReader Reader, long Line, string? Broken, string? Remark)> Records()
    {
        CsvMalformedRecord? malformed = null;
        using var reader = CsvReader.Create(open(), CsvTable.Options(Survey.Separator, encoding, found => malformed = found), leaveOpen: false);
        long line = 0;
        while (true)
        {
            malformed = null;
            var (more, tooLong) = Next(reader);
            if (tooLong)
            {
                yield return (reader, line + 1, Unclosed(line + 1), null);
                yield break;
            }
            if (!more)
                yield break;
            line = reader.LineNumber;
            if (line <= Survey.HeaderLine)
                continue;
            if (malformed?.Reason == CsvMalformedReason.UnterminatedQuote)
                yield return (reader, line, Unclosed(line), null);
            else
                yield return (reader, line, null, malformed is null ? null : "A quotation mark stands in the middle of a value. Please check the row.");
        }
    }

    static (bool More, bool TooLong) Next(CsvReader reader)
    {
        try
        {
            return (reader.Read(), false);
        }
        catch (CsvFormatException)
        {
            return (false, true);
        }
    }

    static string Unclosed(long line) =>
        $"A quotation mark opened in the row on line {line} is never closed: the file may have been cut off. This row and what follows it could not be read.";

    static bool IsBlank(CsvReader reader)
    {
        for (var i = 0; i < reader.FieldCount; i++)
            if (!reader.IsEmpty(i) && reader.GetSpan(i).IndexOfAnyExcept(" \t\r\n\0"u8) >= 0)
                return false;
        return true;
    }
}
