namespace Tact.Imports;

/// <summary>What a column of somebody's export means to us. A column without a meaning is kept as a fact under its own name.</summary>
public enum ImportField
{
    /// <summary>Not one of ours: every value that is there is kept as an imported fact (column name, value).</summary>
    Fact,

    /// <summary>Left out on purpose.</summary>
    Ignore,

    FullName,
    Prefix,
    GivenName,
    MiddleName,
    FamilyName,
    Suffix,
    Role,
    Department,
    Company,
    Email,
    Phone,
    Tags,
    Status,
    Situation,
    LastContact,
    Notes,
    Owner,
    NextStep,
    NextStepOn,
    Website,
    Profile,
    Street,
    City,
    Region,
    PostalCode,
    Country,
    Language,
    TimeZone,

    /// <summary>A subscription state in words: an opt-out from e-mail only when the value plainly says so ("Unsubscribed"), else a fact.</summary>
    EmailConsent,

    /// <summary>They asked not to be e-mailed, when the value says yes.</summary>
    OptOutEmail,

    /// <summary>They asked not to be rung, when the value says yes.</summary>
    OptOutPhone,

    /// <summary>They asked not to be contacted at all, when the value says yes; the value may also name a narrower scope.</summary>
    OptOut,
}

/// <summary>In which order a date like 04/05/2026 is meant.</summary>
public enum DateOrder
{
    DayFirst,
    MonthFirst,
}

/// <summary>
/// What a person tells us about a file when we read it wrongly: which column is which, how letters are written, what stands between the values,
/// which order dates are in. Everything left out is recognised from the file itself.
/// </summary>
public sealed record ImportMapping
{
    /// <summary>Recognise everything from the file.</summary>
    public static ImportMapping Automatic { get; } = new();

    /// <summary>Column name as it stands in the file → its meaning. Compared without case and outer blanks.</summary>
    public IReadOnlyDictionary<string, ImportField> Columns { get; init; } = new Dictionary<string, ImportField>();

    /// <summary>Name of the encoding, for example windows-1250.</summary>
    public string? Encoding { get; init; }

    /// <summary>The character between values: comma, semicolon, tab or pipe.</summary>
    public char? Separator { get; init; }

    /// <summary>Order of day and month in numeric dates.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>Somebody is still saying which column is which, so a file without a recognised column may be opened.</summary>
    public bool IsDraft { get; init; }
}

/// <summary>Where and when a file is read: decides two-figure years, times with an offset, and national phone numbers without a country.</summary>
/// <param name="Today">The reader's current day.</param>
/// <param name="Zone">The reader's zone, into which times with an offset are turned.</param>
/// <param name="Country">ISO 3166 code assumed where neither row nor number names a country; null: none is assumed.</param>
public sealed record ReadingPlace(NodaTime.LocalDate Today, NodaTime.DateTimeZone Zone, string? Country = null);
