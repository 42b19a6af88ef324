using NodaTime;
using NodaTime.Text;
using Tact.Storage;

namespace Tact.Accounts;

/// <summary>An API token in a list; times are ISO 8601.</summary>
public sealed record TokenShown(long Id, string Name, string Created, string? Used);

/// <summary>API tokens of one user: made, listed and revoked by the user or an admin.</summary>
public static class UserTokens
{
    private const int Most = 50;

    /// <summary>Makes a token.</summary>
    public static Result<NewToken> Add(Workspace workspace, Actor actor, TimeProvider time, string email, string name) => For(workspace, actor, email, (session, user) =>
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 100)
            return Result<NewToken>.Wrong("name", "Say in up to 100 characters what the token is for.");
        if (user.DisabledAt is not null)
            return Result<NewToken>.Wrong("email", $"The account {user.Email} is switched off.");
        return ApiTokens.Of(session, user.Id).Count >= Most
            ? Result<NewToken>.Wrong("name", $"There are {Most} tokens already. Revoke one that is not used any more.")
            : ApiTokens.Add(session, user.Id, name.Trim(), time);
    });

    /// <summary>The tokens that still work.</summary>
    public static Result<IReadOnlyList<TokenShown>> List(Workspace workspace, Actor actor, string email) => For<IReadOnlyList<TokenShown>>(workspace, actor, email, (session, user) =>
        ApiTokens.Of(session, user.Id).ConvertAll(token => new TokenShown(token.Id, token.Name, Iso(token.Created)!, Iso(token.Used))));

    /// <summary>Revokes a token; returns its number.</summary>
    public static Result<long> Revoke(Workspace workspace, Actor actor, TimeProvider time, string email, long id) => For<long>(workspace, actor, email, (session, user) =>
        ApiTokens.Revoke(session, user.Id, id, time) ? id : new Result<long>.NotFound($"{user.Email} has no token {id}."));

    private static Result<T> For<T>(Workspace workspace, Actor actor, string email, Func<Session, UserRow, Result<T>> work) => workspace.Data.Write(session =>
        Actor.Find(session, email, "email").Then(user => actor.Role == "admin" || actor.UserId == user.Id
            ? work(session, user) : new Result<T>.Refused("API tokens are made and revoked by their user or an admin.", "role", null)));

    private static string? Iso(long? at) => at is { } known ? InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(known)) : null;
}
