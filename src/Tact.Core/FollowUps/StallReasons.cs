namespace Tact.Core.FollowUps;

/// <summary>One cause of silence that has nothing to do with the seller, as data (METHOD D).</summary>
public sealed record Stall
{
    /// <summary>The METHOD id: D1 to D8.</summary>
    public required string Id { get; init; }

    /// <summary>The word for it in files and contracts.</summary>
    public required StallReason Reason { get; init; }

    /// <summary>What it is, for the seller who chooses. D1 and D5 are "personal reasons" for everyone but the owner.</summary>
    public required string Name { get; init; }

    /// <summary>Days to leave them in peace when no date is known; starting values, to be measured.</summary>
    public required int PatienceDays { get; init; }

    /// <summary>The gesture that fits.</summary>
    public required string Gesture { get; init; }

    /// <summary>What not to do.</summary>
    public required string Avoid { get; init; }
}

/// <summary>The stall reasons that ship with Tact: each with its patience, its gesture and what not to do (METHOD D1–D8).</summary>
public static class StallReasons
{
    private static readonly Stall[] InOrder = PolicyFiles.ReadList<Stall>(".FollowUps.stall-reasons.json");

    /// <summary>All of them, D1 to D8.</summary>
    public static IReadOnlyList<Stall> All => InOrder;

    /// <summary>The one a word means.</summary>
    public static Stall Of(StallReason reason) => InOrder[(int)reason];
}
