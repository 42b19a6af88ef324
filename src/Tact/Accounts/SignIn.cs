using System.Net;

namespace Tact.Accounts;

/// <summary>What came of signing in: a session's token, or leave to choose a password after a one-time code.</summary>
public sealed record SignInDone(long UserId, string? Token, string? ChooseWith);

/// <summary>Signs in with a password or a one-time code. Says the same whether the account is unknown, switched off or the secret is wrong.</summary>
public sealed class SignIn(Workspace workspace, Sessions sessions, TimeProvider time)
{
    private const string NoMatch = "That did not match. Check both, or ask an admin for a one-time code.";

    private sealed record Account(long Id, string? PasswordHash, string? CodeHash, long? CodeExpiresAt, long? DisabledAt)
    {
        public Account()
            : this(0, null, null, null, null)
        {
        }
    }

    /// <summary>Tries to sign in. Refused while waiting after too many failures.</summary>
    public Result<SignInDone> Run(string email, string secret, IPAddress? address, string? agent)
    {
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(secret) || secret.Length > 300 || email.Length > 300)
            return Result<SignInDone>.Wrong("", NoMatch);
        var now = time.GetUtcNow();
        var (wait, account) = workspace.Data.Write(session =>
        {
            var wait = Tries.Count(session, Tries.OfAddress(address), Tries.FreePerAddress, now) ?? Tries.Count(session, Tries.OfAccount(email), Tries.FreePerAccount, now);
            return (wait, wait is not null ? null : session.One<Account>(
                "select id as Id, password_hash as PasswordHash, code_hash as CodeHash, code_expires_at as CodeExpiresAt, disabled_at as DisabledAt from users where email_key = @key",
                new { key = AddUser.Key(email) }));
        });
        if (wait is { } left)
            return new Result<SignInDone>.Refused($"Too many tries. Wait {InWords(left)}, then try again; or ask an admin for a one-time code.", "tries", NodaTime.Instant.FromDateTimeOffset(now + left));

        var open = account is { DisabledAt: null } ? account : null;
        var byPassword = Passwords.Matches(open?.PasswordHash, secret);
        var codeHash = Secret.Hash(Secret.Plain(secret));
        var byCode = Secret.Same(open?.CodeHash, codeHash) && open!.CodeExpiresAt > now.ToUnixTimeMilliseconds();
        if (!byPassword && !byCode)
            return Result<SignInDone>.Wrong("", NoMatch);
        return workspace.Data.Write(session =>
        {
            Tries.Clear(session, Tries.OfAccount(email));
            Tries.TakeBack(session, Tries.OfAddress(address));
            return byPassword ? new SignInDone(open!.Id, sessions.Begin(session, open.Id, agent), null) : new SignInDone(open!.Id, null, codeHash);
        });
    }

    /// <summary>Counts a try at the first-run code from an address. Refused while waiting after too many.</summary>
    public Result<bool> MayTry(IPAddress? address)
    {
        var now = time.GetUtcNow();
        return workspace.Data.Write(session => Tries.Count(session, Tries.OfAddress(address), Tries.FreePerAddress, now)) is { } wait
            ? new Result<bool>.Refused($"Too many tries. Wait {InWords(wait)}, then try again.", "tries", NodaTime.Instant.FromDateTimeOffset(now + wait)) : true;
    }

    /// <summary>Chooses a password after a one-time code, which is used up; older sessions end. Returns a session's token.</summary>
    public Result<SignInDone> ChoosePassword(long userId, string codeHash, string password, string? agent)
    {
        var email = workspace.Data.Read(session => session.Scalar<string>("select email from users where id = @userId", new { userId })) ?? "";
        if (Passwords.Wrong(password, email) is { } wrong)
            return Result<SignInDone>.Wrong("password", wrong);
        var hash = Passwords.Hash(password);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return workspace.Data.Write<Result<SignInDone>>(session =>
        {
            var used = session.Execute(
                """
                update users
                set password_hash = @hash, code_hash = null, code_expires_at = null
                where id = @userId
                  and code_hash = @codeHash
                  and code_expires_at > @now
                  and disabled_at is null
                """,
                new { userId, codeHash, hash, now });
            if (used == 0)
                return new Result<SignInDone>.Stale("That one-time code has been used or has expired. Ask an admin for a new one.");
            sessions.End(session, userId, null, null);
            return new SignInDone(userId, sessions.Begin(session, userId, agent), null);
        });
    }

    /// <summary>Changes a password; other sessions of the user end.</summary>
    public Result<bool> ChangePassword(SignedIn who, string current, string password)
    {
        if (Passwords.Wrong(password, who.User.Email) is { } wrong)
            return Result<bool>.Wrong("password", wrong);
        var now = time.GetUtcNow();
        var (wait, kept) = workspace.Data.Write(session =>
        {
            var wait = Tries.Count(session, Tries.OfAccount(who.User.Email), Tries.FreePerAccount, now);
            return (wait, session.Scalar<string>("select password_hash from users where id = @Id", new { who.User.Id }));
        });
        if (wait is { } left)
            return new Result<bool>.Refused($"Too many tries. Wait {InWords(left)}, then try again.", "tries", NodaTime.Instant.FromDateTimeOffset(now + left));
        if (!Passwords.Matches(kept, current))
            return Result<bool>.Wrong("current", "That is not your current password.");
        var hash = Passwords.Hash(password);
        return workspace.Data.Write(session =>
        {
            session.Execute("update users set password_hash = @hash, code_hash = null where id = @Id", new { who.User.Id, hash });
            Tries.Clear(session, Tries.OfAccount(who.User.Email));
            sessions.End(session, who.User.Id, null, who.SessionHash);
            return true;
        });
    }

    private static string InWords(TimeSpan wait) => wait.TotalSeconds <= 90 ? $"{Math.Ceiling(wait.TotalSeconds)} seconds" : $"{Math.Ceiling(wait.TotalMinutes)} minutes";
}
