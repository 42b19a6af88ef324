namespace Tact.Core.Etiquette;

/// <summary>When something must be brought along (METHOD B5).</summary>
public enum BringWhen
{
    /// <summary>With each approach.</summary>
    Each,

    /// <summary>With each after the first.</summary>
    AfterFirst,

    /// <summary>With every second.</summary>
    EverySecond,
}

/// <summary>What the last message of the first cycle says (METHOD B8).</summary>
public enum LastMessage
{
    /// <summary>That we leave it until a month: the one in which the rest ends.</summary>
    LeaveUntil,
}

/// <summary>When permission to close is asked for (METHOD B8b).</summary>
public enum AskToClose
{
    /// <summary>With the last approach of the second cycle.</summary>
    SecondCycle,

    /// <summary>With the first approach after each year without an answer.</summary>
    OnceAYear,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>
/// Etiquette as data: one column of METHOD's table of presets. Gaps and cycle lengths are working days of the contact,
/// rests are calendar days; null means no limit.
/// </summary>
public sealed record Preset
{
    /// <summary>The written name: gentle, balanced …</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for the person who chooses.</summary>
    public required string About { get; init; }

    /// <summary>The preset it was copied from, for showing what is different; null when none is named.</summary>
    public string? CopyOf { get; init; }

    /// <summary>Unanswered approaches in the first cycle; null for no limit.</summary>
    public int? Budget { get; init; }

    /// <summary>Unanswered approaches in later cycles; null for no limit.</summary>
    public int? LaterBudget { get; init; }

    /// <summary>Least working days after the n-th unanswered approach; the last entry serves all later ones.</summary>
    public required IReadOnlyList<int> Gaps { get; init; }

    /// <summary>Approaches to the person in any seven days.</summary>
    public required int PersonPerWeek { get; init; }

    /// <summary>Cold approaches to the company in any seven days; null for no limit.</summary>
    public int? CompanyPerWeek { get; init; }

    /// <summary>Silent rings in a day.</summary>
    public required int RingsPerDay { get; init; }

    /// <summary>Silent rings in any seven days.</summary>
    public required int RingsPerWeek { get; init; }

    /// <summary>Least hours between two rings of one day.</summary>
    public int HoursBetweenRings { get; init; }

    /// <summary>Working days from the first to the last approach of the first cycle, at least.</summary>
    public int? ShortestCycle { get; init; }

    /// <summary>Days of rest after the first, second and every later cycle; null for no rest.</summary>
    public IReadOnlyList<int>? Rests { get; init; }

    /// <summary>Approaches in twelve months without any answer.</summary>
    public required int PerYear { get; init; }

    /// <summary>The approach at which the pleasantly persistent message (B8a) is suggested; null for never.</summary>
    public int? PleasantlyPersistentAt { get; init; }

    /// <summary>What the last message of the first cycle says (B8); null for nothing special.</summary>
    public LastMessage? LastMessage { get; init; }

    /// <summary>When permission to close (B8b) is asked for; null where the cadence has it.</summary>
    public AskToClose? PermissionToClose { get; init; }

    /// <summary>The approach from which a cadence may ask for it already in the first cycle; null for not before.</summary>
    public int? PermissionToCloseFrom { get; init; }

    /// <summary>When something for them is due.</summary>
    public required BringWhen Bring { get; init; }

    /// <summary>After the budget: ask somebody else there, and leave this person alone for so many days.</summary>
    public int? AskAnotherPersonAfter { get; init; }

    /// <summary>First hour at which they may be called, in their zone.</summary>
    public int CallsFrom { get; init; } = 8;

    /// <summary>Hour from which they are no longer called, in their zone.</summary>
    public int CallsUntil { get; init; } = 18;

    /// <summary>The budget of the n-th cycle (from 1); null for no limit.</summary>
    public int? BudgetOf(int cycle) => cycle <= 1 ? Budget : LaterBudget;

    /// <summary>Least working days after so many unanswered approaches.</summary>
    public int GapAfter(int approaches) => Gaps[Math.Clamp(approaches - 1, 0, Gaps.Count - 1)];

    /// <summary>Days of rest after the n-th cycle (from 1); null when this preset knows no rest.</summary>
    public int? RestAfter(int cycle) => Rests is null ? null : Rests[Math.Clamp(cycle - 1, 0, Rests.Count - 1)];

    /// <summary>Whether the n-th approach of a cycle (from 1) must bring something.</summary>
    public bool MustBring(int approach) => Bring switch
    {
        BringWhen.Each => true,
        BringWhen.AfterFirst => approach > 1,
        _ => approach % 2 == 0,
    };
}
