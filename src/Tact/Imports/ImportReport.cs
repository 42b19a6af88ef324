namespace Tact.Imports;

/// <summary>How many people asked not to be contacted, by scope.</summary>
public sealed record SuppressedCounts(long Email, long Phone, long All);

/// <summary>What came of one row.</summary>
/// <param name="Row">1-based line of the file.</param>
/// <param name="Action">created, updated or skipped.</param>
/// <param name="Who">What the person is called.</param>
/// <param name="Why">For an update what is added; for a skipped row the reason.</param>
public sealed record RowReport(long Row, string Action, string? Who, string? Why);

/// <summary>What an import did, or would do. The stable shape of <c>tact import --json</c>.</summary>
/// <param name="Batch">Its number, by which it is undone; null for a dry run.</param>
public sealed record ImportReport(
    long? Batch, long Rows, long Created, long Updated, long Skipped, SuppressedCounts Suppressed, IReadOnlyList<ImportProblem> Problems);

/// <summary>Counts while rows go by.</summary>
sealed class Tally
{
    public long Rows { get; set; }
    public long Created { get; set; }
    public long Updated { get; set; }
    public long Skipped { get; set; }
    public long Email { get; set; }
    public long Phone { get; set; }
    public long All { get; set; }

    /// <summary>The numbers of the people who were created; null when nobody was.</summary>
    public (long First, long Last)? Written { get; set; }

    public void Count(string action)
    {
        Rows++;
        switch (action)
        {
            case "created":
                Created++;
                break;
            case "updated":
                Updated++;
                break;
            default:
                Skipped++;
                break;
        }
    }

    public void CountSuppressed(OptOutScope scope)
    {
        All += scope.HasFlag(OptOutScope.All) ? 1 : 0;
        Email += scope.HasFlag(OptOutScope.Email) && !scope.HasFlag(OptOutScope.All) ? 1 : 0;
        Phone += scope.HasFlag(OptOutScope.Phone) && !scope.HasFlag(OptOutScope.All) ? 1 : 0;
    }

    public ImportReport Report(long? batch, IReadOnlyList<ImportProblem> problems) => new(batch, Rows, Created, Updated, Skipped, new(Email, Phone, All), problems);
}
