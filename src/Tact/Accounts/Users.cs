using NodaTime;
using NodaTime.Text;
using Tact.Storage;

namespace Tact.Accounts;

/// <summary>An account in a list; times are ISO 8601.</summary>
public sealed record UserShown(long Id, string Email, string Name, string Role, string? Zone, bool Disabled, bool HasPassword, string Created, string? LastSeen);

/// <summary>The accounts, and what an admin does with them.</summary>
public static class Users
{
    /// <summary>All accounts, by name.</summary>
    public static Result<IReadOnlyList<UserShown>> List(Workspace workspace, Actor actor)
    {
        if (actor.Role != "admin")
            return new Result<IReadOnlyList<UserShown>>.Refused("Only an admin sees all accounts.", "role", null);
        var rows = workspace.Data.Read(session => session.Query<(long Id, string Email, string Name, string Role, string? Zone, long? Disabled, long HasPassword, long Created, long? Seen)>(
            """
            select
              u.id, u.email, u.name, u.role, u.zone, u.disabled_at,
              case when u.password_hash is null then 0 else 1 end,
              u.created_at,
              (select max(s.seen_at) from sessions s where s.user_id = u.id)
            from users u
            order by u.name, u.id
            """));
        return rows.ConvertAll(r => new UserShown(r.Id, r.Email, r.Name, r.Role, r.Zone, r.Disabled is not null, r.HasPassword == 1, Iso(r.Created)!, Iso(r.Seen)));
    }

    /// <summary>Switches an account off: its sessions and tokens end at once. The last admin stays.</summary>
    public static Result<UserShown> Disable(Workspace workspace, Actor actor, TimeProvider time, string email) => Change(workspace, actor, email, (session, user) =>
    {
        if (user.Role == "admin" && OtherAdmins(session, user.Id) == 0)
            return Result<UserShown>.Wrong("email", $"{user.Email} is the only admin. Make somebody else admin first.");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        session.Execute("update users set disabled_at = @now, code_hash = null where id = @Id and disabled_at is null", new { user.Id, now });
        session.Execute("update sessions set revoked_at = @now where user_id = @Id and revoked_at is null", new { user.Id, now });
        session.Execute("update api_tokens set revoked_at = @now where user_id = @Id and revoked_at is null", new { user.Id, now });
        return Show(session, user.Id);
    });

    /// <summary>Switches an account on again; it signs in with a new code or its old password.</summary>
    public static Result<UserShown> Enable(Workspace workspace, Actor actor, string email) => Change(workspace, actor, email, (session, user) =>
    {
        session.Execute("update users set disabled_at = null where id = @Id", new { user.Id });
        return Show(session, user.Id);
    });

    /// <summary>Ends all sessions of an account; its tokens stay.</summary>
    public static Result<UserShown> SignOut(Workspace workspace, Actor actor, TimeProvider time, string email) => Change(workspace, actor, email, (session, user) =>
    {
        session.Execute("update sessions set revoked_at = @now where user_id = @Id and revoked_at is null", new { user.Id, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        return Show(session, user.Id);
    });

    /// <summary>Gives an account another role.</summary>
    public static Result<UserShown> SetRole(Workspace workspace, Actor actor, string email, string role) => Change(workspace, actor, email, (session, user) =>
    {
        if (!AddUser.Roles.Contains(role))
            return Result<UserShown>.Wrong("role", $"\"{role}\" is no role. Choose one of: {string.Join(", ", AddUser.Roles)}.");
        if (user.Role == "admin" && role != "admin" && OtherAdmins(session, user.Id) == 0)
            return Result<UserShown>.Wrong("role", $"{user.Email} is the only admin. Make somebody else admin first.");
        session.Execute("update users set role = @role where id = @Id", new { user.Id, role });
        return Show(session, user.Id);
    });

    /// <summary>Makes a new one-time code; an earlier code and the waiting time after failed tries end.</summary>
    public static Result<AddedUser> NewCode(Workspace workspace, Actor actor, TimeProvider time, string email)
    {
        var code = Secret.NewCode();
        var expires = time.GetUtcNow() + AddUser.CodeLasts;
        return Change<AddedUser>(workspace, actor, email, (session, user) =>
        {
            if (user.DisabledAt is not null)
                return Result<AddedUser>.Wrong("email", $"The account {user.Email} is switched off. Switch it on first.");
            session.Execute(
                "update users set code_hash = @hash, code_expires_at = @expires where id = @Id", new { user.Id, hash = Secret.Hash(Secret.Plain(code)), expires = expires.ToUnixTimeMilliseconds() });
            Tries.Clear(session, Tries.OfAccount(user.Email));
            return new AddedUser(user.Id, user.Email, user.Name, user.Role, code, AddUser.Iso(expires));
        });
    }

    private static Result<T> Change<T>(Workspace workspace, Actor actor, string email, Func<Session, UserRow, Result<T>> change) => actor.Role != "admin"
        ? new Result<T>.Refused("Only an admin changes accounts.", "role", null)
        : workspace.Data.Write(session => Actor.Find(session, email, "email").Then(user => change(session, user)));

    private static long OtherAdmins(Session session, long id) =>
        session.Scalar<long>("select count(*) from users where role = 'admin' and disabled_at is null and id <> @id", new { id });

    private static Result<UserShown> Show(Session session, long id)
    {
        var u = session.One<(long Id, string Email, string Name, string Role, string? Zone, long? Disabled, long HasPassword, long Created)>(
            "select id, email, name, role, zone, disabled_at, case when password_hash is null then 0 else 1 end, created_at from users where id = @id", new { id });
        return new UserShown(u.Id, u.Email, u.Name, u.Role, u.Zone, u.Disabled is not null, u.HasPassword == 1, Iso(u.Created)!, null);
    }

    private static string? Iso(long? at) => at is { } known ? InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(known)) : null;
}
