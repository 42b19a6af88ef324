using Tact.Web;

namespace Tact.Imports;

/// <summary>The page of one import: what it would do, is doing, or did.</summary>
public sealed record ImportModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>The batch number.</summary>
    public required long Batch { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>waiting, running, done, undoing or undone.</summary>
    public required string State { get; init; }

    /// <summary>Rows done and to be done; only while it runs.</summary>
    public ImportProgress? Progress { get; init; }

    /// <summary>What it would do or did.</summary>
    public ImportReport? Report { get; init; }

    /// <summary>How the file was read: whose layout, letters, separator.</summary>
    public string? ReadAs { get; init; }

    /// <summary>The columns with what each was taken for; only while waiting.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; init; } = [];

    /// <summary>Some rows with what would happen to each.</summary>
    public IReadOnlyList<RowReport> Rows { get; init; } = [];

    /// <summary>How many people of an undone import stay, because something was recorded with them since.</summary>
    public long Kept { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> KeptNames { get; init; } = [];

    /// <summary>Where the next rows are; null when there are none.</summary>
    public string? More { get; init; }

    /// <summary>What a column can be.</summary>
    public static IReadOnlyList<Choice> Meanings { get; } = [.. Enum.GetValues<ImportField>().Select(field => new Choice(field.ToString(), Words(field)))];

    static string Words(ImportField field) => field switch
    {
        ImportField.Fact => "Kept as a fact",
        ImportField.Ignore => "Left out",
        ImportField.FullName => "Whole name",
        ImportField.Prefix => "Title before the name",
        ImportField.Suffix => "Addition after the name",
        ImportField.GivenName => "First name",
        ImportField.FamilyName => "Last name",
        ImportField.Email => "E-mail",
        ImportField.LastContact => "Last contact",
        ImportField.NextStepOn => "Date of the next step",
        ImportField.Profile => "LinkedIn or other profile",
        ImportField.PostalCode => "Postal code",
        ImportField.EmailConsent => "E-mail subscription in words",
        ImportField.OptOutEmail => "No e-mails, when yes",
        ImportField.OptOutPhone => "No calls, when yes",
        ImportField.OptOut => "No contact at all, when yes",
        _ => Spaced(field.ToString()),
    };

    static string Spaced(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>The page where imports start: a file to choose, and earlier imports.</summary>
public sealed record ImportStartModel(PageFrame Frame, FormState Form, IReadOnlyList<ListRow> Earlier);
