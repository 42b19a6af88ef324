using Tact.Core.Messages;
using Tact.Web;

namespace Tact.Rehearsal;

/// <summary>The page on which a voicemail is rehearsed.</summary>
public sealed record RehearsalModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>The rehearsal.</summary>
    public required RehearsalShown Rehearsal { get; init; }

    /// <summary>Whether it is the reader's own.</summary>
    public required bool IsMine { get; init; }

    /// <summary>What the check of its words found.</summary>
    public required MessageFindings Findings { get; init; }

    /// <summary>The script in sentences, with the second at which each begins and ends at a natural pace.</summary>
    public required IReadOnlyList<SpokenLine> Lines { get; init; }

    /// <summary>The recordings as they are shown.</summary>
    public required IReadOnlyList<RecordingLine> Recordings { get; init; }

    /// <summary>Colleagues who can be asked.</summary>
    public required IReadOnlyList<Choice> Colleagues { get; init; }

    /// <summary>The recording whose form had a problem; null where it is the page's own.</summary>
    public long? Wrong { get; init; }

    /// <summary>What was sent, when something was wrong with it.</summary>
    public required IReadOnlyDictionary<string, string> Sent { get; init; }

    /// <summary>How many days a recording is kept; 0 until it is discarded.</summary>
    public required long KeptDays { get; init; }
}

/// <summary>A sentence of the script.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="From">The second at which it begins.</param>
/// <param name="Until">The second at which it ends.</param>
public sealed record SpokenLine(string Text, double From, double Until);

/// <summary>A recording as it is shown.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Title">When it was made: "today 9:40".</param>
/// <param name="About">Its length and pace in words.</param>
/// <param name="Kept">Until when it is kept, in words.</param>
public sealed record RecordingLine(RecordingShown Recording, string Title, string About, string Kept);

/// <summary>The list of rehearsals.</summary>
public sealed record RehearsalsModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>One's own.</summary>
    public required IReadOnlyList<RehearsalLine> Mine { get; init; }

    /// <summary>What colleagues ask one to listen to.</summary>
    public required IReadOnlyList<RehearsalLine> Asked { get; init; }

    /// <summary>An instant in words.</summary>
    public required Func<string, string> Day { get; init; }
}
