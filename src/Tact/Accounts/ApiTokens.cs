using System.Collections.Concurrent;
using Tact.Storage;

namespace Tact.Accounts;

/// <summary>Bearer tokens for programs that act for a user. Only hashes are kept; real time, never the business clock.</summary>
public sealed class ApiTokens(Workspace workspace, TimeProvider time)
{
    private const string Mark = "tact_";
    private const int MostKnown = 10_000;
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (SignedIn Who, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <summary>Who acts with this token; null when it is unknown, revoked or its user is switched off.</summary>
    public SignedIn? Find(string token)
    {
        if (!token.StartsWith(Mark, StringComparison.Ordinal) || token.Length > 100)
            return null;
        var hash = Secret.Hash(token);
        var now = time.GetUtcNow();
        if (known.TryGetValue(hash, out var earlier) && earlier.Until > now)
            return earlier.Who;
        var row = workspace.Data.Read(session => session.One<TokenUser>(
            """
            select
              u.id as Id, u.email as Email, u.name as Name, u.role as Role, u.zone as Zone, u.capacity as Capacity, u.days_off as DaysOff, u.single_keys as SingleKeys, u.disabled_at as DisabledAt,
              t.id as TokenId, t.used_at as UsedAt
            from api_tokens t
            join users u on u.id = t.user_id
            where t.token_hash = @hash
              and t.revoked_at is null
              and u.disabled_at is null
            """,
            new { hash }));
        if (row is null)
        {
            known.TryRemove(hash, out _);
            return null;
        }

        if (known.Count > MostKnown)
            known.Clear();
        var who = new SignedIn(row, null, row.TokenId);
        known[hash] = (who, now + KnownFor);
        if (row.UsedAt is not { } used || now - DateTimeOffset.FromUnixTimeMilliseconds(used) > UsedEvery)
            _ = Used(row.TokenId, now);
        return who;
    }

    /// <summary>Makes a token inside a transaction; what is returned is kept nowhere.</summary>
    public static NewToken Add(Session session, long userId, string name, TimeProvider time)
    {
        var token = Secret.NewToken(Mark);
        var id = session.Insert(
            "insert into api_tokens (user_id, name, token_hash, created_at) values (@userId, @name, @hash, @now) returning id",
            new { userId, name, hash = Secret.Hash(token), now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        return new NewToken(id, name, token);
    }

    /// <summary>Revokes a user's token inside a transaction; false when there is no such token.</summary>
    public static bool Revoke(Session session, long userId, long id, TimeProvider time) => session.Execute(
        "update api_tokens set revoked_at = @now where id = @id and user_id = @userId and revoked_at is null",
        new { id, userId, now = time.GetUtcNow().ToUnixTimeMilliseconds() }) > 0;

    /// <summary>A user's tokens that still work.</summary>
    public static List<ApiToken> Of(Session session, long userId) => session.Query<ApiToken>(
        """
        select id as Id, name as Name, created_at as Created, used_at as Used
        from api_tokens
        where user_id = @userId
          and revoked_at is null
        order by id
        """,
        new { userId });

    /// <summary>Forgets what is known in memory of a user's tokens.</summary>
    public void Forget(long userId)
    {
        foreach (var (hash, _) in known.Where(k => k.Value.Who.User.Id == userId))
            known.TryRemove(hash, out _);
    }

    private async Task Used(long id, DateTimeOffset now)
    {
        try
        {
            await workspace.Data.WriteAsync(session => session.Execute("update api_tokens set used_at = @now where id = @id", new { id, now = now.ToUnixTimeMilliseconds() }));
        }
        catch (DataProblem)
        {
            // the caller's answer does not depend on it
        }
    }
}

/// <summary>A token that was just made; <paramref name="Token"/> is shown once.</summary>
public sealed record NewToken(long Id, string Name, string Token);

/// <summary>A token as its owner sees it; times are Unix milliseconds.</summary>
public sealed record ApiToken(long Id, string Name, long Created, long? Used);

/// <summary>A user with the token that was found.</summary>
public sealed class TokenUser : UserRow
{
    /// <summary>The token's number.</summary>
    public long TokenId { get; set; }

    /// <summary>When it was last used, Unix milliseconds.</summary>
    public long? UsedAt { get; set; }
}
