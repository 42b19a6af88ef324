namespace Tact.Web;

/// <summary>What every page of a signed-in person shows around its own content.</summary>
public sealed record PageFrame
{
    /// <summary>The page's name for the window title, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Which entry of the navigation is current, if any.</summary>
    public Section Section { get; init; }

    /// <summary>Who is signed in; null on pages before sign-in.</summary>
    public Viewer? Viewer { get; init; }

    /// <summary>The frozen business time in words when the server runs with <c>--now</c>; else null.</summary>
    public string? FrozenAt { get; init; }

    /// <summary>Whether the people shown are demonstration people.</summary>
    public bool Demo { get; init; }

    /// <summary>Seconds after which a reader without JavaScript gets the page anew, while something is under way; else null.</summary>
    public int? LookAgainAfter { get; init; }

    /// <summary>What was just done, and how to take it back; null when there is nothing to tell.</summary>
    public Said? Said { get; init; }
}

/// <summary>The signed-in person as the layout shows them.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Role">Their role in words: seller, manager or admin.</param>
/// <param name="SeesTeam">Whether the team's pages are theirs to see.</param>
/// <param name="SetsUp">Whether settings are theirs to change.</param>
/// <param name="SingleKeys">Whether single-key shortcuts are on (WCAG 2.1.4).</param>
public sealed record Viewer(string Name, string Role, bool SeesTeam, bool SetsUp, bool SingleKeys);

/// <summary>One sentence about what was just saved.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="UndoToken">The antiforgery token of the undo form; null when this cannot be taken back here.</param>
/// <param name="Undo">The touch or entry to take back; null when this cannot be taken back here.</param>
public sealed record Said(string Text, string? Undo = null, string? UndoToken = null);

/// <summary>The entries of the navigation.</summary>
public enum Section
{
    /// <summary>None of them.</summary>
    None,
    /// <summary>Today's list.</summary>
    Today,
    /// <summary>Everyone without an answer.</summary>
    Waiting,

    /// <summary>Inbox.</summary>
    Inbox,

    /// <summary>All people.</summary>
    People,
    /// <summary>All companies.</summary>
    Companies,
    /// <summary>Imports.</summary>
    Import,
    /// <summary>The team, for managers.</summary>
    Team,
    /// <summary>Settings, for admins.</summary>
    Settings,
}
