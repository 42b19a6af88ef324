using Tact.Storage;

namespace Tact.Accounts;

/// <summary>Who acts: a signed-in user, a token's user, or the command line on somebody's behalf.</summary>
/// <param name="UserId">The user; null for the command line without <c>--by</c>.</param>
/// <param name="Role">seller, manager or admin; the command line itself acts as admin.</param>
public sealed record Actor(long? UserId, string Role)
{
    /// <summary>The command line: whoever can read the data folder may do everything.</summary>
    public static Actor CommandLine { get; } = new(null, "admin");

    /// <summary>Managers and admins see and change what belongs to the team.</summary>
    public bool SeesTeam => Role is "manager" or "admin";

    /// <summary>Whether this actor may change what belongs to an owner.</summary>
    public bool MayChange(long ownerId) => SeesTeam || UserId == ownerId;

    /// <summary>The user with an e-mail address.</summary>
    public static Result<UserRow> Find(Session session, string email, string field)
    {
        var user = session.One<UserRow>($"select {UserRow.Columns} from users where email_key = @key", new { key = email.Trim().ToLowerInvariant() });
        return user is null ? new Result<UserRow>.NotFound($"No user has the e-mail address \"{email}\". Add one with: tact user add {email} --role seller") : user;
    }
}

/// <summary>A user as the rules need it.</summary>
public class UserRow
{
    /// <summary>The columns every query selects.</summary>
    public const string Columns = "id as Id, email as Email, name as Name, role as Role, zone as Zone, capacity as Capacity, days_off as DaysOff, single_keys as SingleKeys, disabled_at as DisabledAt";

    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The e-mail address.</summary>
    public string Email { get; set; } = "";

    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>seller, manager or admin.</summary>
    public string Role { get; set; } = "";

    /// <summary>The zone; null for the workspace's.</summary>
    public string? Zone { get; set; }

    /// <summary>Rows a day.</summary>
    public long Capacity { get; set; }

    /// <summary>Days off, as JSON.</summary>
    public string DaysOff { get; set; } = "{}";

    /// <summary>1 when single-key shortcuts are on.</summary>
    public long SingleKeys { get; set; }

    /// <summary>When the account was switched off.</summary>
    public long? DisabledAt { get; set; }
}
