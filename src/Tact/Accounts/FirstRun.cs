namespace Tact.Accounts;

/// <summary>
/// An empty workspace: whoever reads the one-time code on the console makes the first account. Each node of a team's
/// server prints a code of its own; all of them work until the first account is there.
/// </summary>
public sealed class FirstRun(Workspace workspace)
{
    private const string Setting = "first-run-code:";
    private bool done;

    /// <summary>Whether nobody has an account yet.</summary>
    public bool IsNeeded()
    {
        if (!done)
            done = workspace.Data.Read(session => session.Scalar<long?>("select id from users order by id limit 1")) is not null;
        return !done;
    }

    /// <summary>Makes and keeps a code to print on the console; null when there are accounts already.</summary>
    public string? NewCode()
    {
        if (!IsNeeded())
            return null;
        var code = Secret.NewCode();
        workspace.Data.Write(session => session.Execute(
            "insert into settings (name, value) values (@name, '1')", new { name = Setting + Secret.Hash(Secret.Plain(code)) }));
        return code;
    }

    /// <summary>Makes the first account, an admin's. Refused for a wrong code or when somebody was faster.</summary>
    public Result<long> Create(string code, NewUser user)
    {
        if (AddUser.Check(user, needsPassword: true) is { Count: > 0 } problems)
            return new Result<long>.Invalid(problems);
        var hash = Passwords.Hash(user.Password!);
        return workspace.Data.Write<Result<long>>(session =>
        {
            if (session.Scalar<long?>("select id from users order by id limit 1") is not null)
                return new Result<long>.Refused("There is an account already. Sign in, or ask its owner to add you.", "role", null);
            if (session.Execute("delete from settings where name = @name", new { name = Setting + Secret.Hash(Secret.Plain(code)) }) == 0)
                return Result<long>.Wrong("code", "That is not the code on the console of the server. It looks like ABCD-EFGH-JKLM.");
            session.Execute("delete from settings where name like @all", new { all = Setting + "%" });
            return AddUser.Insert(session, user with { Role = "admin" }, hash, null, workspace.Now.ToUnixTimeMilliseconds());
        });
    }
}
