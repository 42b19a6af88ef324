using Tact.Web;

namespace Tact.Touches;

/// <summary>The form that records what happened with one person and what comes next.</summary>
public sealed record RecordModel
{
    /// <summary>The layout around it; not shown when drawn as a panel.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>The follow-up it is about.</summary>
    public required long FollowUp { get; init; }

    /// <summary>The contact's id.</summary>
    public required long Contact { get; init; }

    /// <summary>The contact's name.</summary>
    public required string Name { get; init; }

    /// <summary>What can have happened; the current one is what this form records. None is current while choosing.</summary>
    public required IReadOnlyList<OutcomeChoice> Outcomes { get; init; }

    /// <summary>The note so far.</summary>
    public string Note { get; init; } = "";

    /// <summary>What was brought, prefilled with what was to be brought.</summary>
    public string Offer { get; init; } = "";

    /// <summary>What fits of the library; null where nothing can be brought.</summary>
    public Library.SuggestionsShown? Offers { get; init; }

    /// <summary>Where this form is with something of the library filled in; its number is still to come.</summary>
    public string OfferAddress { get; init; } = "";

    /// <summary>What they already have, so that nothing is given twice.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>Whether they spoke to us, so that the question "How shall we go on?" is asked.</summary>
    public bool TwoWay { get; init; }

    /// <summary>What they said, in the values of the command line; the default is that a next step follows.</summary>
    public string Said { get; init; } = "next";

    /// <summary>The next step prefilled.</summary>
    public required NextStepFields Next { get; init; }

    /// <summary>Other fields of the form as sent, when it comes back with problems.</summary>
    public IReadOnlyDictionary<string, string> Sent { get; init; } = new Dictionary<string, string>();

    /// <summary>The step and day that were prefilled: left as they are, the cadence decides.</summary>
    public string Proposed { get; init; } = "";

    /// <summary>The follow-up's version this form was drawn from.</summary>
    public long Version { get; init; }

    /// <summary>Whether a day until when belongs to this outcome.</summary>
    public bool AsksUntil { get; init; }

    /// <summary>Whether who comes after them belongs to this outcome.</summary>
    public bool AsksWho { get; init; }

    /// <summary>The reason picked for going beyond a guideline; null when none was needed.</summary>
    public string? Override { get; init; }

    /// <summary>The earliest date that can be given, <c>yyyy-MM-dd</c>.</summary>
    public required string Today { get; init; }
}

/// <summary>One outcome that can be recorded.</summary>
/// <param name="Value">Its name on the command line and in addresses.</param>
/// <param name="Words">Its name on the screen.</param>
/// <param name="Key">Its single key; null when it has none.</param>
/// <param name="Current">Whether this form records it.</param>
/// <param name="Channel">The channel, as on the command line.</param>
public sealed record OutcomeChoice(string Value, string Words, char? Key, bool Current, string Channel);

/// <summary>The next step as fields.</summary>
/// <param name="Step">What to do.</param>
/// <param name="On">The day, <c>yyyy-MM-dd</c>.</param>
/// <param name="At">The time, <c>HH:mm</c>; empty when any time will do.</param>
/// <param name="Why">Why this is suggested, in a few words.</param>
public sealed record NextStepFields(string Step, string On, string At, string? Why);
