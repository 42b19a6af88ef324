using Tact.Web;

namespace Tact.Accounts;

/// <summary>All accounts, for an admin.</summary>
public sealed record UsersModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The form for a new account.</summary>
    public required FormState Form { get; init; }

    /// <summary>What was typed for a new account.</summary>
    public NewUser? Typed { get; init; }

    /// <summary>The accounts.</summary>
    public required IReadOnlyList<UserShown> Users { get; init; }

    /// <summary>A one-time code that was just made; shown this once.</summary>
    public AddedUser? Code { get; init; }

    /// <summary>Until when that code works, in words.</summary>
    public string? CodeUntil { get; init; }
}
