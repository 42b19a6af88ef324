using Tact.Web;

namespace Tact.Accounts;

/// <summary>One's own account.</summary>
public sealed record AccountModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The form about oneself.</summary>
    public required FormState Self { get; init; }

    /// <summary>The form about the password.</summary>
    public required FormState Password { get; init; }

    /// <summary>The form for a new API token.</summary>
    public required FormState Token { get; init; }

    /// <summary>The address one signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>What is set, or what was typed.</summary>
    public required AccountInput Input { get; init; }

    /// <summary>The workspace's zone, which is used when none is set.</summary>
    public required string UsualZone { get; init; }

    /// <summary>Browsers that are signed in.</summary>
    public required IReadOnlyList<SessionShown> Sessions { get; init; }

    /// <summary>API tokens that work.</summary>
    public required IReadOnlyList<TokenLine> Tokens { get; init; }

    /// <summary>A token that was just made; shown this once.</summary>
    public NewToken? Made { get; init; }
}

/// <summary>A browser that is signed in, in words.</summary>
public sealed record SessionShown(string Hash, string Browser, string Begun, string Seen, bool IsThis);

/// <summary>An API token, in words.</summary>
public sealed record TokenLine(long Id, string Name, string Made, string? Used);
