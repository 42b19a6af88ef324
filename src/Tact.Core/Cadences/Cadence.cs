namespace Tact.Core.Cadences;

/// <summary>What a step is meant to do.</summary>
public enum Intent
{
    /// <summary>Say who we are and why it may matter to them.</summary>
    Introduce,

    /// <summary>Share something of value.</summary>
    Share,

    /// <summary>Take up where we left off.</summary>
    FollowUp,

    /// <summary>B8a: calm, says what we will do on which date, and then does it.</summary>
    PleasantlyPersistent,

    /// <summary>B8: the last message of a cycle; says that we leave it until a month, and then does.</summary>
    LeaveUntil,

    /// <summary>B8b: it is fine to say no; says what will really happen.</summary>
    PermissionToClose,

    /// <summary>Start anew after a rest, with something new.</summary>
    Revive,

    /// <summary>Look after a client.</summary>
    Care,
}

/// <summary>One step of a cadence.</summary>
/// <param name="Channel">How to reach them; another one is taken where this is closed.</param>
/// <param name="Intent">What the step is meant to do.</param>
/// <param name="Gap">Working days after the step before (after the start, for the first).</param>
/// <param name="Say">What to do, in a few words for the row on Today.</param>
/// <param name="Offer">What to bring; null when plain relevance is enough.</param>
public sealed record Step(Channel Channel, Intent Intent, int Gap, string Say, string? Offer = null)
{
    /// <summary>Its written name, by which a branch leads to it; null when none does.</summary>
    public string? Name { get; init; }

    /// <summary>What comes after an outcome, where it is not simply the next step; goes before the cadence's own.</summary>
    public IReadOnlyList<Branch>? On { get; init; }
}

/// <summary>A run of steps, chosen by situation; the etiquette always has the last word on when.</summary>
public sealed record Cadence
{
    /// <summary>The written name.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for the person who chooses.</summary>
    public required string About { get; init; }

    /// <summary>The preset it is made for; under a slower one its gaps grow.</summary>
    public string Etiquette { get; init; } = "balanced";

    /// <summary>The steps of the first cycle, in order; the last serves all that follow.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The steps of later cycles, after a rest.</summary>
    public required IReadOnlyList<Step> LaterSteps { get; init; }

    /// <summary>What comes after an outcome of any step that says nothing of its own about it.</summary>
    public IReadOnlyList<Branch>? On { get; init; }

    /// <summary>The n-th step (from 1) of the n-th cycle (from 1).</summary>
    public Step StepAt(int cycle, int place)
    {
        var steps = StepsOf(cycle);
        return steps[Math.Clamp(place - 1, 0, steps.Count - 1)];
    }

    /// <summary>The steps of the n-th cycle (from 1).</summary>
    public IReadOnlyList<Step> StepsOf(int cycle) => cycle <= 1 ? Steps : LaterSteps;

    /// <summary>What comes after an outcome of a step; null when simply the next step does.</summary>
    public Branch? After(Step step, Outcome outcome) => Find(step.On, outcome) ?? Find(On, outcome);

    private static Branch? Find(IReadOnlyList<Branch>? branches, Outcome outcome)
    {
        for (var i = 0; i < branches?.Count; i++)
        {
            if (branches[i].Outcome == outcome)
                return branches[i];
        }

        return null;
    }
}
