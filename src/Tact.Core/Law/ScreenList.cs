namespace Tact.Core.Law;

/// <summary>A national do-not-call list that a law wants numbers screened against, as data. Not legal advice: confirm with counsel.</summary>
public sealed record ScreenList
{
    /// <summary>Such as gb-tps: the name under which the list is brought in; verdicts name it as law:gb-tps.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 3166 code of the country it holds in.</summary>
    public required string Country { get; init; }

    /// <summary>Whose calls it concerns.</summary>
    public required Protected Who { get; init; }

    /// <summary>Days after its date up to which the list may be used.</summary>
    public required int Days { get; init; }

    /// <summary>Months after a purchase in which they may be called all the same; null when a purchase changes nothing.</summary>
    public int? CustomerMonths { get; init; }

    /// <summary>Months after an enquiry in which they may be called all the same; null when it changes nothing.</summary>
    public int? EnquiryMonths { get; init; }

    /// <summary>Where the list is to be had.</summary>
    public required string From { get; init; }

    /// <summary>Where it is written.</summary>
    public required string[] Sources { get; init; }

    /// <summary>What to be careful about.</summary>
    public required string Note { get; init; }
}

/// <summary>That a number or address of somebody is on a list that was brought in.</summary>
/// <param name="List">The list's name.</param>
/// <param name="AsOf">Its date, days since 1970.</param>
/// <param name="Kind">phone or email.</param>
public sealed record Listed(string List, int AsOf, string Kind);

/// <summary>A list that the law wants, and from which day ours is.</summary>
/// <param name="List">The list.</param>
/// <param name="AsOf">Days since 1970; -1 when it was never brought in.</param>
public sealed record Screened(ScreenList List, int AsOf);
