namespace Tact.Core.Cadences;

/// <summary>What comes after an outcome.</summary>
public enum Then
{
    /// <summary>A contact on another channel the same day: part of the same approach.</summary>
    SameDay,

    /// <summary>The same step once more, another day.</summary>
    Again,

    /// <summary>The same step on another channel.</summary>
    OtherChannel,

    /// <summary>A step further on, by its name; the steps between are left out.</summary>
    Step,

    /// <summary>The day they named, or the day they are back.</summary>
    TheirDate,

    /// <summary>Nothing more: the cadence ends here.</summary>
    Stop,
}

/// <summary>A branch of a cadence: after this outcome, that.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Then">What comes.</param>
public sealed record Branch(Outcome Outcome, Then Then)
{
    /// <summary>For the same day and another channel: which.</summary>
    public Channel? Channel { get; init; }

    /// <summary>For a step further on: its name.</summary>
    public string? Step { get; init; }

    /// <summary>For once more and another channel: working days until then; null for the next.</summary>
    public int? Gap { get; init; }

    /// <summary>What to do, in a few words; null for the words of the step.</summary>
    public string? Say { get; init; }

    /// <summary>What to bring; null for the step's own.</summary>
    public string? Offer { get; init; }
}

/// <summary>Which branches the method leaves open after which outcome: one table for the check, the editor and the documentation.</summary>
public static class Branches
{
    private static readonly (Outcome[] After, Then[] Open, string Because)[] Table =
    [
        ([Outcome.Voicemail, Outcome.Sent], [Then.SameDay, Then.Step], "words of ours are on the way, and the next approach keeps its distance"),
        ([Outcome.HungUp], [Then.Step], "whoever hung up is not contacted again the same day"),
        ([Outcome.NoAnswer, Outcome.Busy, Outcome.Gatekeeper], [Then.Again, Then.OtherChannel, Then.Step], "nothing has reached them yet"),
        ([Outcome.WrongNumber, Outcome.DeadNumber, Outcome.Bounced], [Then.OtherChannel, Then.Step], "this way leads nowhere, and another is asked for where there is none (METHOD, does not count as an attempt)"),
        ([Outcome.NotNow, Outcome.OutOfOffice, Outcome.Callback, Outcome.WillCall], [Then.TheirDate], "they named the time (METHOD A5, C5)"),
        ([Outcome.WrongPerson, Outcome.LeftCompany, Outcome.NotInterested, Outcome.OptOut], [Then.Stop], "it ends here; the right person or successor has a follow-up of their own (METHOD B1, C4, D2, E6)"),
    ];

    /// <summary>The outcomes after which a cadence may say what comes.</summary>
    public static IReadOnlyList<Outcome> Outcomes { get; } = [.. Table.SelectMany(row => row.After)];

    /// <summary>What may come after an outcome, and why only that.</summary>
    public static (IReadOnlyList<Then> Open, string Because) After(Outcome outcome)
    {
        foreach (var (after, open, because) in Table)
        {
            if (after.Contains(outcome))
                return (open, because);
        }

        return ([], "after a conversation the next step is agreed with them (METHOD C1)");
    }

    /// <summary>The place (from 0) of the step a branch leads to; -1 when none has that name.</summary>
    public static int Target(IReadOnlyList<Step> steps, string? name)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Name is { } own && own == name)
                return i;
        }

        return -1;
    }
}
