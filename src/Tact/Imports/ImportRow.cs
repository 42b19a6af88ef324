using System.Collections.Immutable;
using NodaTime;
using Tact.Contacts;

namespace Tact.Imports;

/// <summary>Something a person should know about a row or the whole file, in their words. Row 0 is the file; otherwise the line in the file.</summary>
/// <param name="Row">1-based line of the file on which the row starts, as an editor or spreadsheet shows it.</param>
/// <param name="Field">Column name as it stands in the file; null when it is about the whole row.</param>
/// <param name="Problem">One sentence.</param>
public sealed record ImportProblem(long Row, string? Field, string Problem);

/// <summary>An e-mail address as it was written, and the folded key by which duplicates are found.</summary>
public readonly record struct ImportedEmail(string Address, string Key);

/// <summary>A value of a column that has no field of its own.</summary>
public readonly record struct ImportedFact(string Name, string Value);

/// <summary>A date with the time of day where the file gives one; both in the reader's zone.</summary>
public readonly record struct ImportedDate(LocalDate Date, LocalTime? Time);

/// <summary>What a person asked us not to use any more.</summary>
[Flags]
public enum OptOutScope
{
    None = 0,
    Email = 1,
    Phone = 2,
    All = 4,
}

/// <summary>What a row of the file is about.</summary>
public enum RowSubject
{
    Person,

    /// <summary>No person, but a company's name.</summary>
    Company,

    /// <summary>Neither: the row is skipped, and <see cref="ImportRow.Skipped"/> says why.</summary>
    Nobody,
}

/// <summary>One row of an export, cleaned and typed. Texts are trimmed, in Unicode form C and never empty: what is not there is null.</summary>
public sealed record ImportRow
{
    public required long Line { get; init; }
    public RowSubject Subject { get; init; }

    /// <summary>Why the row is not imported; null when it is.</summary>
    public string? Skipped { get; init; }

    /// <summary>The earlier line of this file that is the same person; null when this is the first.</summary>
    public long? SameAs { get; init; }

    /// <summary>The whole name without title and suffix; null when the file has none (never invented from an address).</summary>
    public string? Name { get; init; }
    public string? Prefix { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public string? Suffix { get; init; }

    public string? Role { get; init; }
    public string? Department { get; init; }
    public string? Company { get; init; }
    public ImmutableArray<ImportedEmail> Emails { get; init; } = [];
    public ImmutableArray<WrittenPhone> Phones { get; init; } = [];

    /// <summary>client, prospect, partner: only where the file plainly says so.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Categories and groups that are none of our tags.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public string? Status { get; init; }

    /// <summary>cold, enquiry, talked, proposal, referral or client: only where the file plainly says so.</summary>
    public string? Situation { get; init; }
    public ImportedDate? LastContact { get; init; }
    public string? Notes { get; init; }
    public string? Owner { get; init; }
    public string? NextStep { get; init; }
    public ImportedDate? NextStepOn { get; init; }
    public string? Website { get; init; }
    public string? Profile { get; init; }
    public string? Street { get; init; }
    public string? City { get; init; }
    public string? Region { get; init; }
    public string? PostalCode { get; init; }

    /// <summary>ISO 3166 code where the country is known, else as written.</summary>
    public string? Country { get; init; }
    public string? Language { get; init; }

    /// <summary>IANA zone id; null unless the file names one we know.</summary>
    public string? TimeZone { get; init; }
    public OptOutScope OptOut { get; init; }
    public ImmutableArray<ImportedFact> Facts { get; init; } = [];
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    /// <summary>What to call them on a list: the name, else the first address, else the first number, else the company.</summary>
    public string? Display =>
        Name ?? (Emails.Length > 0 ? Emails[0].Address : Phones.Length > 0 ? Phones[0].Number : Company);
}
