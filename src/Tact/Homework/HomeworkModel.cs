using Tact.Web;

namespace Tact.Homework;

/// <summary>The page of homework: the companies worked on, and what to look at before the next contacts.</summary>
public sealed record HomeworkModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Pages that belong to it.</summary>
    public required IReadOnlyList<Choice> Also { get; init; }

    /// <summary>The reader's focus list.</summary>
    public required FocusShown Focus { get; init; }

    /// <summary>Where follow-ups start with those on the list whom nobody follows up; null when there are none.</summary>
    public Choice? Start { get; init; }

    /// <summary>Facts about the reader's people that have grown old, those first who are due next.</summary>
    public required FactsModel Stale { get; init; }

    /// <summary>After how many days a fact is stale.</summary>
    public required int FactDays { get; init; }
}
