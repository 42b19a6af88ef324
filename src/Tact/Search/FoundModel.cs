using Tact.Web;

namespace Tact.Search;

/// <summary>What a search found.</summary>
public sealed record FoundModel
{
    /// <summary>What the layout shows around the results; not drawn when typing.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>What was searched for.</summary>
    public required string Query { get; init; }

    /// <summary>The first twenty.</summary>
    public required IReadOnlyList<FoundRow> Rows { get; init; }
}

/// <summary>One person or company found.</summary>
/// <param name="Address">Its page.</param>
/// <param name="Name">Its name.</param>
/// <param name="Place">Role and company, or what is known of the company.</param>
/// <param name="Reach">The number or address that matched, or the first one.</param>
/// <param name="State">How things stand, who owns it.</param>
/// <param name="Company">Whether it is a company.</param>
public sealed record FoundRow(string Address, string Name, string? Place, string? Reach, string? State, bool Company);
