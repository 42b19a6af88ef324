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

    /// <summary>Other pages that belong to it.</summary>
    public IReadOnlyList<Choice> Also { get; init; } = [];

    /// <summary>The columns' headings.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<ListRow> Rows { get; init; }

    /// <summary>What can be done with rows ticked by hand; null when they cannot be ticked.</summary>
    public Ticks? Ticks { get; init; }

    /// <summary>What to say when there is no row.</summary>
    public string None { get; init; } = "Nobody yet.";

    /// <summary>Where the next page is; null on the last.</summary>
    public string? More { get; init; }
}

/// <summary>One row: its name, where it leads, and its other cells.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Small">A second line.</param>
/// <param name="Cells">The other cells.</param>
/// <param name="Tick">What the form sends when the row is ticked.</param>
public sealed record ListRow(string Name, string? Address, string? Small, IReadOnlyList<string?> Cells, string? Tick = null);

/// <summary>A form around the rows.</summary>
/// <param name="Action">The page it leads to; the ticked rows go with it.</param>
/// <param name="Field">Their name in the form.</param>
/// <param name="Button">The words on the button.</param>
public sealed record Ticks(string Action, string Field, string Button);
