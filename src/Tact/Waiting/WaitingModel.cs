using Tact.Web;

namespace Tact.Waiting;

/// <summary>Everyone without an answer, by how things stand.</summary>
public sealed record WaitingModel
{
    /// <summary>What the layout shows around the list.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>For managers: whose list it may be, the current one marked.</summary>
    public IReadOnlyList<WaitingOwner> Owners { get; init; } = [];

    /// <summary>The groups with their exact counts, the current one marked.</summary>
    public required IReadOnlyList<WaitingGroup> Groups { get; init; }

    /// <summary>The rows of the current group, in order of their date.</summary>
    public required IReadOnlyList<WaitingLine> Rows { get; init; }

    /// <summary>Where the next page is; null on the last.</summary>
    public string? More { get; init; }
}

/// <summary>One seller whose list a manager may open.</summary>
public sealed record WaitingOwner(string Name, string Address, bool Current);

/// <summary>One group.</summary>
public sealed record WaitingGroup(string Words, long Count, string Address, bool Current);

/// <summary>One person who has not answered.</summary>
/// <param name="Contact">The contact's id.</param>
/// <param name="Name">Their name.</param>
/// <param name="Company">Their company.</param>
/// <param name="Matter">What it is about.</param>
/// <param name="State">How things stand, such as "paused: personal reasons".</param>
/// <param name="Until">Until when, or the next step and its day.</param>
/// <param name="Limbo">How long they have been without an answer, such as "3 weeks".</param>
/// <param name="Owner">Who follows up; null when it is the reader.</param>
public sealed record WaitingLine(long Contact, string Name, string? Company, string Matter, string State, string Until, string Limbo, string? Owner);
