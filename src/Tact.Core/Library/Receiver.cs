using NodaTime;

namespace Tact.Core.Library;

/// <summary>What is known of a person when something to give them is looked for.</summary>
public sealed record Receiver
{
    /// <summary>Their own last words; null when there are none.</summary>
    public string? LastWords { get; init; }

    /// <summary>What they are followed up about.</summary>
    public string? Matter { get; init; }

    /// <summary>What else is on record: facts, notes of conversations, labels.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>The trade of their company.</summary>
    public string? Industry { get; init; }

    /// <summary>What they do there.</summary>
    public string? Role { get; init; }

    /// <summary>In which situation they are followed up; null when they are not.</summary>
    public Situation? Situation { get; init; }

    /// <summary>Why it stalls just now; null when it does not.</summary>
    public StallReason? Stall { get; init; }

    /// <summary>Whether whoever asks may know of illness and family (METHOD D).</summary>
    public bool MaySeeStall { get; init; } = true;

    /// <summary>The code of their language; null when not known.</summary>
    public string? Language { get; init; }

    /// <summary>Folded titles of everything they were given, typed by hand or not.</summary>
    public IReadOnlySet<string> Given { get; init; } = new HashSet<string>();

    /// <summary>Numbers of the assets they were given, whatever those were called then.</summary>
    public IReadOnlySet<long> GivenAssets { get; init; } = new HashSet<long>();

    /// <summary>The day for which something is looked for.</summary>
    public required LocalDate Today { get; init; }
}

/// <summary>Something to give, and why it fits.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Reasons">Why, in words, the strongest first.</param>
public sealed record Suggestion(Asset Asset, IReadOnlyList<string> Reasons);

/// <summary>What there is to give somebody.</summary>
/// <param name="Fitting">What fits, the best first; never what they have already, is put away or is stale.</param>
/// <param name="Stale">What would fit, were it not stale: worth bringing up to date.</param>
/// <param name="GivenAlready">How many that fit they have already.</param>
/// <param name="LookFor">When nothing fits: what to look for.</param>
/// <param name="Quiet">Why nothing is to be given now; null otherwise.</param>
public sealed record Suggested(IReadOnlyList<Suggestion> Fitting, IReadOnlyList<Asset> Stale, int GivenAlready, IReadOnlyList<string> LookFor, string? Quiet)
{
    /// <summary>Nothing is to be given now.</summary>
    public static Suggested NothingNow(string why) => new([], [], 0, [], why);
}
