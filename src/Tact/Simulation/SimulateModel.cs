using Tact.Core.Simulation;
using Tact.Web;

namespace Tact.Simulation;

/// <summary>The page of the simulation: all etiquettes and habits, and one etiquette with other numbers.</summary>
public sealed record SimulateModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The comparison.</summary>
    public required SimulationReport Report { get; init; }

    /// <summary>The etiquettes a "what if" can start from.</summary>
    public required IReadOnlyList<string> Presets { get; init; }

    /// <summary>The one it starts from.</summary>
    public required string From { get; init; }

    /// <summary>The form's fields as they were sent, else the preset's own.</summary>
    public required IReadOnlyDictionary<string, string> Numbers { get; init; }

    /// <summary>What is wrong with them.</summary>
    public required FormState Form { get; init; }

    /// <summary>The preset and its changed copy; null before anything was changed.</summary>
    public IReadOnlyList<PolicyOutcome>? WhatIf { get; init; }

    /// <summary>What is compared: people of 1,000, and touches.</summary>
    public IReadOnlyList<Measure> Measures =>
    [
        new("Answers", "Of 1,000 people, said yes to going on", policy => Of(policy.Answers)),
        new("Wins", "Of 1,000 people, bought", policy => Of(policy.Wins)),
        new("Opt-outs", "Of 1,000 people, asked never to be contacted again", policy => Of(policy.OptOuts)),
        new("Annoyed", "Of 1,000 people, at least once more than they tolerate", policy => Of(policy.Annoyed)),
        new("In limbo", "Of 1,000 people, no answer, no date, no rest at the end", policy => Of(policy.Limbo)),
        new("Touches for each win", "Calls, messages and mails made", policy => policy.TouchesPerWin),
    ];

    private Estimate Of(Estimate all) => new(PerThousand(all.Mean), PerThousand(all.Low), PerThousand(all.High));

    private double PerThousand(double count) => count * 1000 / Report.People;
}
