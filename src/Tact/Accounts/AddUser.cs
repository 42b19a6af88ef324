using System.Net.Mail;
using NodaTime;
using Tact.Storage;

namespace Tact.Accounts;

/// <summary>An account to add.</summary>
/// <param name="Email">Where it is signed in with.</param>
/// <param name="Role">seller, manager or admin.</param>
/// <param name="Name">The name; made from the address when empty.</param>
/// <param name="Zone">The IANA time zone; the workspace's when empty.</param>
/// <param name="Password">The password; a one-time code is made when there is none.</param>
public sealed record NewUser(string Email, string Role, string? Name = null, string? Zone = null, string? Password = null);

/// <summary>An account that was added or given a new code; <paramref name="Code"/> is shown once.</summary>
public sealed record AddedUser(long Id, string Email, string Name, string Role, string? Code, string? CodeExpires);

/// <summary>Adds an account. Admins only; a one-time code signs it in the first time, unless a password is given.</summary>
public static class AddUser
{
    /// <summary>The roles there are.</summary>
    public static readonly IReadOnlyList<string> Roles = ["seller", "manager", "admin"];

    /// <summary>How long a one-time code works, in real time.</summary>
    public static readonly TimeSpan CodeLasts = TimeSpan.FromDays(3);

    /// <summary>Adds it.</summary>
    public static Result<AddedUser> Run(Workspace workspace, Actor actor, TimeProvider time, NewUser user)
    {
        if (actor.Role != "admin")
            return new Result<AddedUser>.Refused("Only an admin adds accounts.", "role", null);
        if (Check(user, needsPassword: false) is { Count: > 0 } problems)
            return new Result<AddedUser>.Invalid(problems);
        var hash = user.Password is null ? null : Passwords.Hash(user.Password);
        var code = user.Password is null ? Secret.NewCode() : null;
        var expires = time.GetUtcNow() + CodeLasts;
        return workspace.Data.Write<Result<AddedUser>>(session =>
        {
            if (session.Scalar<long?>("select id from users where email_key = @key", new { key = Key(user.Email) }) is not null)
                return Result<AddedUser>.Wrong("email", $"There is an account with the e-mail address {user.Email.Trim()} already. For a new one-time code: tact user code {user.Email.Trim()}");
            var kept = code is null ? null : new KeptCode(Secret.Hash(Secret.Plain(code)), expires.ToUnixTimeMilliseconds());
            var id = Insert(session, user, hash, kept, workspace.Now.ToUnixTimeMilliseconds());
            return new AddedUser(id, user.Email.Trim(), NameOf(user), user.Role.Trim().ToLowerInvariant(), code, code is null ? null : Iso(expires));
        });
    }

    /// <summary>What is kept of a one-time code.</summary>
    public sealed record KeptCode(string Hash, long ExpiresAt);

    /// <summary>The key under which an address is unique.</summary>
    public static string Key(string email) => email.Trim().ToLowerInvariant();

    /// <summary>What is wrong with the input.</summary>
    public static List<Problem> Check(NewUser user, bool needsPassword)
    {
        var problems = new List<Problem>();
        if (!IsAddress(user.Email))
            problems.Add(new Problem("email", $"\"{user.Email.Trim()}\" is no e-mail address. Write it as name@example.com."));
        if (!Roles.Contains(user.Role.Trim().ToLowerInvariant()))
            problems.Add(new Problem("role", $"\"{user.Role}\" is no role. Choose one of: {string.Join(", ", Roles)}."));
        if (ZoneProblem(user.Zone) is { } zone)
            problems.Add(new Problem("zone", zone));
        if (user.Name is { Length: > 200 })
            problems.Add(new Problem("name", "That name is longer than 200 characters."));
        if ((needsPassword || user.Password is not null) && Passwords.Wrong(user.Password, user.Email) is { } wrong)
            problems.Add(new Problem("password", wrong));
        return problems;
    }

    /// <summary>What is wrong with a time zone's name; null when it is known or empty.</summary>
    public static string? ZoneProblem(string? zone) => string.IsNullOrWhiteSpace(zone) || DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Trim()) is not null
        ? null : $"\"{zone}\" is no time zone. Write it as Europe/Berlin or America/New_York.";

    /// <summary>Writes the account inside a transaction; returns its id.</summary>
    public static long Insert(Session session, NewUser user, string? passwordHash, KeptCode? code, long now) => session.Insert(
        """
        insert into users (email, email_key, name, role, zone, password_hash, code_hash, code_expires_at, created_at)
        values (@email, @key, @name, @role, @zone, @passwordHash, @code, @expires, @now)
        returning id
        """,
        new
        {
            email = user.Email.Trim(), key = Key(user.Email), name = NameOf(user), role = user.Role.Trim().ToLowerInvariant(), zone = string.IsNullOrWhiteSpace(user.Zone) ? null : user.Zone.Trim(),
            passwordHash, code = code?.Hash, expires = code?.ExpiresAt, now,
        });

    /// <summary>An instant as contracts write it.</summary>
    public static string Iso(DateTimeOffset at) => NodaTime.Text.InstantPattern.General.Format(Instant.FromDateTimeOffset(at));

    private static string NameOf(NewUser user) => string.IsNullOrWhiteSpace(user.Name) ? user.Email.Trim().Split('@')[0] : user.Name.Trim();

    private static bool IsAddress(string email) =>
        email.Trim() is { Length: > 2 and <= 254 } address && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && MailAddress.TryCreate(address, out var read) && read.Address == address;
}
