using Tact.Contacts;
using Tact.Web;

namespace Tact.Companies;

/// <summary>Everything about one company, in words.</summary>
public sealed record CompanyModel
{
    /// <summary>What the layout shows around the page.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The company's id.</summary>
    public required long Company { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: client, prospect, partner.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where it is, its web site and size: whatever is known, a line.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>What is known of it, with source and day.</summary>
    public required Homework.FactsModel Known { get; init; }

    /// <summary>How well it fits, and whether the reader works on it.</summary>
    public required Homework.CompanyFitModel Fit { get; init; }

    /// <summary>Who plays which part there.</summary>
    public required Homework.PeopleMapShown Map { get; init; }

    /// <summary>Approaches by everyone in any seven days against the company's cap, in words.</summary>
    public string? Cap { get; init; }

    /// <summary>Its people.</summary>
    public IReadOnlyList<CompanyPerson> People { get; init; } = [];

    /// <summary>The newest part of the timeline over all its people.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Where the older part is; null when all is shown.</summary>
    public string? Older { get; init; }
}

/// <summary>One person of a company.</summary>
/// <param name="Contact">The contact's id.</param>
/// <param name="Name">Their name.</param>
/// <param name="Role">Their role.</param>
/// <param name="State">The state of their follow-up in words.</param>
/// <param name="Owner">Who follows up.</param>
/// <param name="Last">The last touch.</param>
public sealed record CompanyPerson(long Contact, string Name, string? Role, string? State, string? Owner, string? Last);
