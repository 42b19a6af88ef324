using System.Buffers;
using CsvHelper;
using NodaTime.TimeZones;
using NodaTime;
using Tact.Contacts;

namespace Tact.Imports;

/// <summary>A column of the file: its place, its name as written, its meaning and the order of its dates.</summary>
/// <param name="Index">0-based place in the row.</param>
/// <param name="Dates">Order of day and month; only for date columns.</param>
public sealed record ImportColumn(int Index, string Name, ImportField Field, DateOrder? Dates = null);

/// <summary>Turns the cells of one record into a clean, typed row. One instance reads one file; it keeps nothing between rows.</summary>
sealed class RowReading(IReadOnlyList<ImportColumn> columns, ReadingPlace place)
{
    const int LongestName = 200;

    static readonly Between BetweenEmails = new(":::", ";", ",", "\n", " / ", "|");
    static readonly Between BetweenPhones = new(":::", ";", "\n", " / ", "|");
    static readonly Between BetweenTags = new(":::", ";", ",", "|");

    readonly List<ImportedEmail> emails = [];
    readonly List<WrittenPhone> phones = [];
    readonly List<(string Column, string Text)> phoneTexts = [];
    readonly List<string> tags = [];
    readonly List<string> labels = [];
    readonly List<ImportedFact> facts = [];
    readonly List<ImportProblem> problems = [];
    readonly string?[] single = new string?[Enum.GetValues<ImportField>().Length];
    long line;
    OptOutScope optOut;
    string? situation;
    ImportedDate? lastContact;
    ImportedDate? nextStepOn;

    /// <summary>Reads the record on which the reader stands.</summary>
    public ImportRow Read(CsvReader reader, long atLine, string? malformed)
    {
        Clear(atLine);
        if (malformed is not null)
            Report(null, malformed);
        var present = reader.FieldCount;
        for (var i = 0; i < columns.Count && columns[i].Index < present; i++)
        {
            if (columns[i].Field == ImportField.Ignore || reader.IsEmpty(columns[i].Index))
                continue;
            if (CellText.Clean(reader.GetString(columns[i].Index)) is { } value)
                Take(columns[i], value);
        }
        var extra = TakeExtraCells(reader);

        var country = Countries.Code(single[(int)ImportField.Country]) ?? place.Country;
        foreach (var (column, text) in phoneTexts)
            TakePhone(column, text, country);

        var name = Name();
        var subject = name.Full is not null || emails.Count > 0 || phones.Count > 0 ? RowSubject.Person
            : single[(int)ImportField.Company] is not null ? RowSubject.Company
            : RowSubject.Nobody;
        var skipped = subject == RowSubject.Nobody ? "There is nobody in this row: no name, no e-mail address, no phone number."
            : extra && emails.Count == 0 && phones.Count == 0 ? "The row has more values than there are columns, so they may stand in the wrong places. Put quotation marks around values that hold a separator."
            : null;
        if (skipped is not null)
            Report(null, skipped);

        return new()
        {
            Line = line,
            Subject = subject,
            Skipped = skipped,
            Name = name.Full,
            Prefix = name.Prefix,
            GivenName = name.Given,
            FamilyName = name.Family,
            Suffix = name.Suffix,
            Role = single[(int)ImportField.Role],
            Department = single[(int)ImportField.Department],
            Company = single[(int)ImportField.Company],
            Emails = [.. emails],
            Phones = [.. phones],
            Tags = [.. tags],
            Labels = [.. labels],
            Status = single[(int)ImportField.Status],
            Situation = situation,
            LastContact = lastContact,
            Notes = single[(int)ImportField.Notes],
            Owner = single[(int)ImportField.Owner],
            NextStep = single[(int)ImportField.NextStep],
            NextStepOn = nextStepOn,
            Website = single[(int)ImportField.Website],
            Profile = single[(int)ImportField.Profile],
            Street = single[(int)ImportField.Street],
            City = single[(int)ImportField.City],
            Region = single[(int)ImportField.Region],
            PostalCode = single[(int)ImportField.PostalCode],
            Country = Countries.Code(single[(int)ImportField.Country]) ?? single[(int)ImportField.Country],
            Language = single[(int)ImportField.Language],
            TimeZone = single[(int)ImportField.TimeZone],
            OptOut = optOut,
            Facts = [.. facts],
            Problems = [.. problems],
        };
    }

    void Clear(long atLine)
    {
        line = atLine;
        emails.Clear();
        phones.Clear();
        phoneTexts.Clear();
        tags.Clear();
        labels.Clear();
        facts.Clear();
        problems.Clear();
        Array.Clear(single);
        optOut = OptOutScope.None;
        situation = null;
        lastContact = nextStepOn = null;
    }

    void Report(string? field, string problem) => problems.Add(new(line, field, problem));

    void Take(ImportColumn column, string value)
    {
        if (value.Contains('\uFFFD') && !problems.Exists(problem => problem.Problem.StartsWith("Some letters", StringComparison.Ordinal)))
            Report(column.Name, "Some letters could not be read; they stand as \uFFFD. Save the file as \"CSV UTF-8\" and import it again.");

        switch (column.Field)
        {
            case ImportField.Email:
                TakeEmails(column.Name, value);
                break;
            case ImportField.Phone:
                phoneTexts.Add((column.Name, value));
                break;
            case ImportField.Tags:
                TakeTags(value);
                break;
            case ImportField.Status:
                TakeStatus(column, value);
                break;
            case ImportField.Situation:
                if (PlainWords.Situation(value) is { } known)
                    situation = known;
                else
                    KeepAsFact(column.Name, value, "This is none of the situations cold, enquiry, talked, proposal, referral, client; it is kept as a fact.");
                break;
            case ImportField.LastContact:
                if (TakeDate(column, value) is not { } last)
                    break;
                if (last.Date > place.Today)
                    KeepAsFact(column.Name, value, "The last contact lies in the future, so it is kept as a fact only.");
                else if (lastContact is null || Later(last, lastContact.Value))
                    lastContact = last;
                break;
            case ImportField.NextStepOn:
                nextStepOn ??= TakeDate(column, value);
                break;
            case ImportField.OptOutEmail:
                TakeOptOut(column.Name, value, OptOutScope.Email);
                break;
            case ImportField.OptOutPhone:
                TakeOptOut(column.Name, value, OptOutScope.Phone);
                break;
            case ImportField.OptOut:
                TakeOptOut(column.Name, value, OptOutScope.All);
                break;
            case ImportField.EmailConsent:
                optOut |= PlainWords.OptOutInStatus(value);
                facts.Add(new(column.Name, value));
                break;
            case ImportField.TimeZone:
                if (Zone(value) is { } zone)
                    single[(int)ImportField.TimeZone] ??= zone;
                else
                    KeepAsFact(column.Name, value, "This time zone is not known; it is kept as a fact. Write it like Europe/Berlin.");
                break;
            case ImportField.Notes:
                single[(int)ImportField.Notes] = single[(int)ImportField.Notes] is { } earlier ? earlier + "\n" + value : value;
                break;
            case ImportField.Website or ImportField.Profile:
                var field = value.Contains("linkedin.com/", StringComparison.OrdinalIgnoreCase) ? ImportField.Profile : column.Field;
                TakeSingle(column.Name, field, value);
                break;
            case ImportField.Fact:
                facts.Add(new(column.Name, value));
                break;
            default:
                TakeSingle(column.Name, column.Field, value);
                break;
        }
    }

    // The first column of a kind gives the value; what a second one says differently is kept as a fact.
    void TakeSingle(string column, ImportField field, string value)
    {
        if (value.Length > LongestName && field is not (ImportField.NextStep or ImportField.Street or ImportField.Website or ImportField.Profile))
        {
            facts.Add(new(column, value));
            Report(column, $"The value is longer than {LongestName} characters. It is kept whole as a fact and shortened here.");
            value = value[..(char.IsHighSurrogate(value[LongestName - 1]) ? LongestName - 1 : LongestName)];
        }
        ref var slot = ref single[(int)field];
        if (slot is null)
            slot = value;
        else if (!string.Equals(slot, value, StringComparison.OrdinalIgnoreCase))
            facts.Add(new(column, value));
    }

    void KeepAsFact(string column, string value, string problem)
    {
        facts.Add(new(column, value));
        Report(column, problem);
    }

    void TakeEmails(string column, string value)
    {
        if (EmailAddress.Read(value) is { } only)
        {
            AddEmail(only);
            return;
        }
        foreach (var part in BetweenEmails.Parts(value))
        {
            if (EmailAddress.Read(part) is { } email)
                AddEmail(email);
            else
                KeepAsFact(column, part, $"\"{Short(part)}\" is not an e-mail address; it is kept as a fact.");
        }
    }

    void AddEmail(ImportedEmail email)
    {
        foreach (var known in emails)
            if (known.Key == email.Key)
                return;
        emails.Add(email);
    }

    void TakePhone(string column, string value, string? country)
    {
        foreach (var part in BetweenPhones.Parts(value))
        {
            if (PhoneNumber.Read(part, country) is { } phone)
                AddPhone(phone);
            else
                KeepAsFact(column, part, $"\"{Short(part)}\" is not a phone number; it is kept as a fact.");
        }
    }

    void AddPhone(WrittenPhone phone)
    {
        foreach (var known in phones)
            if (known.Key == phone.Key && known.Extension == phone.Extension)
                return;
        phones.Add(phone);
    }

    void TakeTags(string value)
    {
        foreach (var part in BetweenTags.Parts(value))
        {
            if (PlainWords.IsSystemGroup(part))
                continue;
            var label = part.TrimStart('*', ' ');
            optOut |= PlainWords.OptOutInStatus(label);
            if (PlainWords.Tag(label) is { } tag)
                Add(tags, tag);
            else if (label.Length > 0)
                Add(labels, label);
        }
    }

    void TakeStatus(ImportColumn column, string value)
    {
        TakeSingle(column.Name, ImportField.Status, value);
        situation ??= PlainWords.Situation(value);
        optOut |= PlainWords.OptOutInStatus(value);
        if (PlainWords.Tag(value) is { } tag)
            Add(tags, tag);
    }

    void TakeOptOut(string column, string value, OptOutScope scope)
    {
        var said = PlainWords.OptOut(value, scope, out var unclear);
        optOut |= said;
        if (unclear)
            Report(column, $"\"{Short(value)}\" is neither yes nor no. It is taken as a wish not to be contacted until somebody looks.");
        if (said != OptOutScope.None)
            facts.Add(new(column, value));
    }

    ImportedDate? TakeDate(ImportColumn column, string value)
    {
        if (MixedDate.Read(value, column.Dates ?? DateOrder.DayFirst, place) is { } date)
            return date;
        KeepAsFact(column.Name, value, $"\"{Short(value)}\" is not a date; it is kept as a fact. Write dates like 2026-07-31.");
        return null;
    }

    bool TakeExtraCells(CsvReader reader)
    {
        var extra = false;
        for (var i = columns.Count; i < reader.FieldCount; i++)
        {
            if (CellText.Clean(reader.GetString(i)) is not { } value)
                continue;
            facts.Add(new($"Column {i + 1}", value));
            extra = true;
        }
        if (extra)
            Report(null, $"The row has {reader.FieldCount} values for {columns.Count} columns; what is too much is kept as facts. Please check the row.");
        return extra;
    }

    PersonName Name()
    {
        var (prefix, suffix) = (single[(int)ImportField.Prefix], single[(int)ImportField.Suffix]);
        var (given, middle, family) = (single[(int)ImportField.GivenName], single[(int)ImportField.MiddleName], single[(int)ImportField.FamilyName]);
        if (given is not null || family is not null || middle is not null)
            return PersonName.FromParts(prefix, given, middle, family, suffix);
        // Many address books put the address where a name is missing.
        return single[(int)ImportField.FullName] is { } whole && EmailAddress.Read(whole) is null
            ? PersonName.FromWhole(prefix, whole, suffix)
            : new(prefix, null, null, suffix);
    }

    static bool Later(ImportedDate one, ImportedDate other) =>
        one.Date > other.Date || one.Date == other.Date && (one.Time ?? LocalTime.Midnight) > (other.Time ?? LocalTime.Midnight);

    static string? Zone(string value) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(value) is { } zone ? zone.Id
        : TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(value, out var mapped) ? mapped
        : null;

    static void Add(List<string> list, string value)
    {
        if (!list.Contains(value, StringComparer.OrdinalIgnoreCase))
            list.Add(value);
    }

    static string Short(string value) => value.Length <= 60 ? value.Replace('\n', ' ') : value[..(char.IsHighSurrogate(value[59]) ? 59 : 60)].Replace('\n', ' ') + "…";
}

/// <summary>What stands between several values in one cell.</summary>
sealed class Between(params string[] signs)
{
    readonly SearchValues<string> any = SearchValues.Create(signs, StringComparison.Ordinal);

    /// <summary>The values of a cell, trimmed; one, for most.</summary>
    public string[] Parts(string cell) => cell.AsSpan().ContainsAny(any) ? cell.Split(signs, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [cell];
}
