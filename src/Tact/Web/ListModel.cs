namespace Tact.Web;

/// <summary>A page with one table: people, companies, the team.</summary>
public sealed record ListModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>A sentence under the heading.</summary>
    public string? Intro { get; init; }

    /// <summary>The main thing to do here; null when there is none.</summary>
    public Choice? Act { get; init; }

    /// <summary>The columns' headings.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<ListRow> Rows { get; init; }

    /// <summary>What to say when there is no row.</summary>
    public string None { get; init; } = "Nobody yet.";

    /// <summary>Where the next page is; null on the last.</summary>
    public string? More { get; init; }
}

/// <summary>One row: its name, where it leads, and its other cells.</summary>
public sealed record ListRow(string Name, string? Address, string? Small, IReadOnlyList<string?> Cells);
