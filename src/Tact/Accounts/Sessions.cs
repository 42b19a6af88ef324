using System.Collections.Concurrent;
using Tact.Storage;

namespace Tact.Accounts;

/// <summary>
/// Browsers that are signed in. Kept in the data, so that every node knows them and each can be ended; known for a few
/// seconds in memory, so that most requests ask nothing. Real time, never the business clock.
/// </summary>
public sealed class Sessions(Workspace workspace, TimeProvider time)
{
    /// <summary>The cookie that holds a session's token.</summary>
    public const string Cookie = "tact-session";

    private const int MostKnown = 20_000;
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndsAfterSilence = TimeSpan.FromDays(14);
    private static readonly TimeSpan EndsAlways = TimeSpan.FromDays(90);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);

    private sealed record Known(SignedIn Who, DateTimeOffset Until);

    /// <summary>Begins a session inside a transaction and returns its token, which is kept nowhere.</summary>
    public string Begin(Session session, long userId, string? agent)
    {
        var token = Secret.NewToken();
        var now = time.GetUtcNow();
        session.Execute("delete from sessions where expires_at < @now", new { now = now.ToUnixTimeMilliseconds() });
        session.Execute(
            """
            insert into sessions (token_hash, user_id, created_at, seen_at, expires_at, agent)
            values (@hash, @userId, @now, @now, @expires, @agent)
            """,
            new { hash = Secret.Hash(token), userId, now = now.ToUnixTimeMilliseconds(), expires = (now + EndsAfterSilence).ToUnixTimeMilliseconds(), agent = agent is { Length: > 200 } ? agent[..200] : agent });
        return token;
    }

    /// <summary>Gives the browser its session.</summary>
    public static void Give(HttpContext http, string token) => http.Response.Cookies.Append(Cookie, token, Settings(http, EndsAlways));

    /// <summary>Takes the session from the browser.</summary>
    public static void Take(HttpContext http) => http.Response.Cookies.Delete(Cookie, Settings(http, null));

    /// <summary>Who holds this token; null when nobody does any more.</summary>
    public SignedIn? Find(string token)
    {
        var hash = Secret.Hash(token);
        var now = time.GetUtcNow();
        if (known.TryGetValue(hash, out var earlier) && earlier.Until > now)
            return earlier.Who;
        var row = workspace.Data.Read(session => session.One<SessionUser>(
            $"""
            select {UserColumns}, s.seen_at as SeenAt, s.created_at as BegunAt
            from sessions s
            join users u on u.id = s.user_id
            where s.token_hash = @hash
              and s.revoked_at is null
              and s.expires_at > @now
              and u.disabled_at is null
            """,
            new { hash, now = now.ToUnixTimeMilliseconds() }));
        if (row is null || now - DateTimeOffset.FromUnixTimeMilliseconds(row.BegunAt) > EndsAlways)
        {
            known.TryRemove(hash, out _);
            return null;
        }

        if (known.Count > MostKnown)
            known.Clear();
        var who = new SignedIn(row, hash, null);
        known[hash] = new Known(who, now + KnownFor);
        if (now - DateTimeOffset.FromUnixTimeMilliseconds(row.SeenAt) > SeenEvery)
            _ = Seen(hash, now);
        return who;
    }

    /// <summary>Forgets what is known in memory of a user, after a change to the account.</summary>
    public void Forget(long userId)
    {
        foreach (var (hash, _) in known.Where(k => k.Value.Who.User.Id == userId))
            known.TryRemove(hash, out _);
    }

    /// <summary>Ends sessions of a user inside a transaction: one, or all but <paramref name="except"/>.</summary>
    public int End(Session session, long userId, string? only, string? except)
    {
        var ended = session.Execute(
            """
            update sessions
            set revoked_at = @now
            where user_id = @userId
              and revoked_at is null
              and (@only is null or token_hash = @only)
              and (@except is null or token_hash <> @except)
            """,
            new { userId, only, except, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        Forget(userId);
        return ended;
    }

    /// <summary>A user's sessions that have not ended, the latest seen first.</summary>
    public List<OpenSession> Of(long userId) => workspace.Data.Read(session => session.Query<OpenSession>(
        """
        select token_hash as Hash, created_at as Begun, seen_at as Seen, agent as Agent
        from sessions
        where user_id = @userId
          and revoked_at is null
          and expires_at > @now
        order by seen_at desc, token_hash
        """,
        new { userId, now = time.GetUtcNow().ToUnixTimeMilliseconds() }));

    private async Task Seen(string hash, DateTimeOffset now)
    {
        try
        {
            await workspace.Data.WriteAsync(session => session.Execute(
                "update sessions set seen_at = @now, expires_at = @expires where token_hash = @hash",
                new { hash, now = now.ToUnixTimeMilliseconds(), expires = (now + EndsAfterSilence).ToUnixTimeMilliseconds() }));
        }
        catch (DataProblem)
        {
            // the reader's page does not depend on it
        }
    }

    private static CookieOptions Settings(HttpContext http, TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = age, IsEssential = true };

    private const string UserColumns =
        "u.id as Id, u.email as Email, u.name as Name, u.role as Role, u.zone as Zone, u.capacity as Capacity, u.days_off as DaysOff, u.single_keys as SingleKeys, u.disabled_at as DisabledAt";
}

/// <summary>A user with the session that was found.</summary>
public sealed class SessionUser : UserRow
{
    /// <summary>When the session began, Unix milliseconds.</summary>
    public long BegunAt { get; set; }

    /// <summary>When it was last seen, Unix milliseconds.</summary>
    public long SeenAt { get; set; }
}

/// <summary>A session as its owner sees it; times are Unix milliseconds.</summary>
public sealed record OpenSession(string Hash, long Begun, long Seen, string? Agent);
