namespace Tact.Accounts;

/// <summary>Who is behind a request.</summary>
/// <param name="User">The user as the rules need it.</param>
/// <param name="SessionHash">The session of a browser; null for an API token.</param>
/// <param name="TokenId">The API token; null for a browser.</param>
public sealed record SignedIn(UserRow User, string? SessionHash, long? TokenId)
{
    /// <summary>The user as use cases ask for it.</summary>
    public Actor Actor { get; } = new(User.Id, User.Role);
}

/// <summary>Reads who is behind a request.</summary>
public static class SignedInRequests
{
    /// <summary>Who is signed in; null for a stranger.</summary>
    public static SignedIn? SignedIn(this HttpContext http) => http.Features.Get<SignedIn>();

    /// <summary>The user of a request that the sign-in guard let through.</summary>
    public static UserRow User(this HttpContext http) => (http.SignedIn() ?? throw new InvalidOperationException("This route lets strangers in.")).User;

    /// <summary>The actor of a request that the sign-in guard let through.</summary>
    public static Actor Actor(this HttpContext http) => (http.SignedIn() ?? throw new InvalidOperationException("This route lets strangers in.")).Actor;
}
