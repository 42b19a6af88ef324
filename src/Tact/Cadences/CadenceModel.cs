using Tact.Core.Cadences;
using Tact.Web;

namespace Tact.Cadences;

/// <summary>One cadence on its time line, and, for those who may change it, as a form.</summary>
public sealed record CadenceModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and findings.</summary>
    public required FormState Form { get; init; }

    /// <summary>Its written name.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence on what it is for.</summary>
    public required string About { get; init; }

    /// <summary>The preset it is made for.</summary>
    public required string Etiquette { get; init; }

    /// <summary>The preset it is held against.</summary>
    public required string Under { get; init; }

    /// <summary>All presets.</summary>
    public required IReadOnlyList<string> Presets { get; init; }

    /// <summary>It ships with Tact and stays as it is.</summary>
    public bool Shipped { get; init; }

    /// <summary>The reader may change or copy it.</summary>
    public bool Changes { get; init; }

    /// <summary>How many follow-ups use it.</summary>
    public long FollowUps { get; init; }

    /// <summary>For which situations it is taken when nobody chooses; null for none.</summary>
    public string? For { get; init; }

    /// <summary>The first cycle, laid out; empty while what was typed makes no sense.</summary>
    public IReadOnlyList<PlacedStep> Steps { get; init; } = [];

    /// <summary>Later cycles, laid out.</summary>
    public IReadOnlyList<PlacedStep> Later { get; init; } = [];

    /// <summary>What comes after an outcome of any step.</summary>
    public IReadOnlyList<string> On { get; init; } = [];

    /// <summary>What the form holds; null on the page that only shows.</summary>
    public CadenceDraft? Draft { get; init; }

    /// <summary>What it read as when the form was drawn, so that nobody's change is written over.</summary>
    public string Was { get; init; } = "";

    /// <summary>The field to go on at.</summary>
    public string? Focus { get; init; }

    /// <summary>Who follows the change: new ones, or those already running, too.</summary>
    public string Follow { get; init; } = "new";

    /// <summary>Under which name it is kept for new ones.</summary>
    public string NewName { get; init; } = "";

    /// <summary>The name of a copy, as it was sent.</summary>
    public string CopyName { get; init; } = "";
}
