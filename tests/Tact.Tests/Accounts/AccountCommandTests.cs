using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Accounts;

public class AccountCommandTests
{
    [Theory, Databases]
    public void Accounts_are_added_listed_and_switched_off(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);

        var added = place.Run("user", "add", "jana@example.com", "--role", "seller");
        added.ExitCode.ShouldBe(0, added.Errors);
        added.Output.ShouldMatch("[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}");
        place.Run("user", "add", "JANA@example.com", "--role", "seller").ExitCode.ShouldBe(2);
        place.Run("user", "add", "tom@example.com", "--role", "king").ExitCode.ShouldBe(2);
        place.Run("user", "add", "not an address", "--role", "seller").ExitCode.ShouldBe(2);
        InProcess.Run(["user", "add", "ines@example.com", "--role", "admin", "--password-stdin", "--json", .. place.Place], "a quiet morning in march\n").Json.GetProperty("code").GetString().ShouldBeNull();
        InProcess.Run(["user", "add", "x@example.com", "--role", "admin", "--password-stdin", .. place.Place], "short\n").ExitCode.ShouldBe(2);

        var list = place.Run("user", "list", "--json").Json;
        list.GetArrayLength().ShouldBe(2);
        place.Run("user", "code", "jana@example.com").ExitCode.ShouldBe(0);
        place.Run("user", "code", "nobody@example.com").ExitCode.ShouldBe(3);
        place.Run("user", "disable", "jana@example.com").ExitCode.ShouldBe(0);
        place.Run("user", "code", "jana@example.com").ExitCode.ShouldBe(2);
        place.Run("user", "disable", "ines@example.com").ExitCode.ShouldBe(2);
    }

    [Theory, Databases]
    public void An_accounts_zone_does_not_move_the_workspaces(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        string[] where = [.. place.Place.Take(2)];

        InProcess.Run(["user", "add", "ken@example.com", "--role", "seller", "--zone", "Asia/Tokyo", .. where]).ExitCode.ShouldBe(0);

        InProcess.Run(["user", "list", "--json", .. where]).Json[0].GetProperty("zone").GetString().ShouldBe("Asia/Tokyo");
        place.Workspace.Data.Read(session => session.Scalar<string>("select value from settings where name = 'zone'")).ShouldNotBe("Asia/Tokyo");
    }

    [Theory, Databases]
    public void Tokens_are_made_listed_and_revoked_and_only_their_hash_is_kept(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");

        var made = place.Run("token", "add", "jana@example.com", "--name", "phone system", "--json").Json;
        var token = made.GetProperty("token").GetString()!;
        token.ShouldStartWith("tact_");
        place.Workspace.Data.Read(session => session.Query<string>("select token_hash from api_tokens")).ShouldHaveSingleItem().ShouldNotContain(token[5..20]);
        place.Run("token", "list", "jana@example.com", "--json").Json.GetArrayLength().ShouldBe(1);
        var id = made.GetProperty("id").GetInt64().ToString();
        place.Run("token", "revoke", "jana@example.com", id).ExitCode.ShouldBe(0);
        place.Run("token", "revoke", "jana@example.com", id).ExitCode.ShouldBe(3);
        place.Run("token", "list", "jana@example.com", "--json").Json.GetArrayLength().ShouldBe(0);
    }
}
