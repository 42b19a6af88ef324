using System.CommandLine;
using Tact.Accounts;

namespace Tact.Commands;

/// <summary>The commands about accounts and API tokens. Whoever can open the data may use them.</summary>
public static class AccountCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [User(), Token()];

    private static Command User() => new("user", "Accounts: who signs in, and as what") { Add(), List(), Disable(), Enable(), Role(), Code(), Hours() };

    private static Command Token() => new("token", "API tokens: programs that act for a user") { AddToken(), ListTokens(), RevokeToken() };

    private static Argument<string> Email() => new("EMAIL") { Description = "The account's e-mail address" };

    private static Command Add()
    {
        var email = Email();
        var role = new Option<string>("--role") { Description = string.Join(", ", AddUser.Roles), Required = true };
        var name = new Option<string?>("--name") { Description = "The name (default: from the address)" };
        // elsewhere --zone is the workspace's; here it is the account's, and must not move everybody else's days
        var zone = new Option<string?>("--zone") { Description = "The account's time zone (default: the workspace's)", HelpName = "ZONE" };
        var password = new Option<bool>("--password-stdin") { Description = "Read the password from standard input in place of making a one-time code" };
        var command = new Command("add", "Add an account; prints a one-time sign-in code") { email, role, name, zone, password };
        command.SetAction(words => CommandLine.Run(words, workspace => AddUser.Run(workspace, Actor.CommandLine, TimeProvider.System, new NewUser(
            words.GetValue(email)!, words.GetValue(role)!, words.GetValue(name), words.GetValue(zone), words.GetValue(password) ? Console.In.ReadLine() ?? "" : null)), Print));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "All accounts");
        command.SetAction(words => CommandLine.Run(words, workspace => Users.List(workspace, Actor.CommandLine), (users, output) =>
        {
            foreach (var user in users)
                output.WriteLine($"{user.Id,4}  {user.Email,-36} {user.Role,-8} {user.Name}{(user.Disabled ? "  (switched off)" : user.HasPassword ? "" : "  (no password yet)")}");
            if (users.Count == 0)
                output.WriteLine("Nobody yet. Add one with: tact user add EMAIL --role seller");
        }));
        return command;
    }

    private static Command Disable()
    {
        var email = Email();
        var command = new Command("disable", "Switch an account off; its sessions and tokens end at once") { email };
        command.SetAction(words => CommandLine.Run(words, workspace => Users.Disable(workspace, Actor.CommandLine, TimeProvider.System, words.GetValue(email)!),
            (user, output) => output.WriteLine($"{user.Email} is switched off. What they recorded stays.")));
        return command;
    }

    private static Command Enable()
    {
        var email = Email();
        var command = new Command("enable", "Switch an account on again") { email };
        command.SetAction(words => CommandLine.Run(words, workspace => Users.Enable(workspace, Actor.CommandLine, words.GetValue(email)!),
            (user, output) => output.WriteLine($"{user.Email} is switched on.")));
        return command;
    }

    private static Command Role()
    {
        var email = Email();
        var role = new Argument<string>("ROLE") { Description = string.Join(", ", AddUser.Roles) };
        var command = new Command("role", "Give an account another role") { email, role };
        command.SetAction(words => CommandLine.Run(words, workspace => Users.SetRole(workspace, Actor.CommandLine, words.GetValue(email)!, words.GetValue(role)!),
            (user, output) => output.WriteLine($"{user.Email} is {user.Role} now.")));
        return command;
    }

    private static Command Code()
    {
        var email = Email();
        var command = new Command("code", "Make a new one-time sign-in code") { email };
        command.SetAction(words => CommandLine.Run(words, workspace => Users.NewCode(workspace, Actor.CommandLine, TimeProvider.System, words.GetValue(email)!), Print));
        return command;
    }

    private static Command Hours()
    {
        var email = Email();
        var from = new Option<int?>("--from") { Description = "First hour, such as 9" };
        var to = new Option<int?>("--to") { Description = "The hour at which work ends, such as 17" };
        var none = new Option<bool>("--none") { Description = "Any hour again" };
        var command = new Command("hours", "Show or set the hours somebody works; calls are shown as possible in these and theirs") { email, from, to, none };
        command.SetAction(words => CommandLine.Run(words, workspace => words.GetValue(none) ? OwnHours.Set(workspace, Actor.CommandLine, words.GetValue(email)!, null, null)
            : words.GetValue(from) is null && words.GetValue(to) is null ? OwnHours.Show(workspace, words.GetValue(email)!)
            : OwnHours.Set(workspace, Actor.CommandLine, words.GetValue(email)!, words.GetValue(from), words.GetValue(to)),
            (hours, output) => output.WriteLine(hours.From is null ? $"{hours.Owner} works at any hour." : $"{hours.Owner} works from {hours.From}:00 to {hours.To}:00.")));
        return command;
    }

    private static Command AddToken()
    {
        var email = Email();
        var name = new Option<string>("--name") { Description = "What it is for", Required = true };
        var command = new Command("add", "Make an API token; it is printed once") { email, name };
        command.SetAction(words => CommandLine.Run(words, workspace => UserTokens.Add(workspace, Actor.CommandLine, TimeProvider.System, words.GetValue(email)!, words.GetValue(name)!),
            (made, output) => output.WriteLine($"{made.Token}\nKeep it now: it is not shown again. It acts for {words.GetValue(email)}; revoke it with: tact token revoke {words.GetValue(email)} {made.Id}")));
        return command;
    }

    private static Command ListTokens()
    {
        var email = Email();
        var command = new Command("list", "A user's API tokens") { email };
        command.SetAction(words => CommandLine.Run(words, workspace => UserTokens.List(workspace, Actor.CommandLine, words.GetValue(email)!), (tokens, output) =>
        {
            foreach (var token in tokens)
                output.WriteLine($"{token.Id,4}  {token.Name,-30} made {token.Created}{(token.Used is null ? "" : $", last used {token.Used}")}");
            if (tokens.Count == 0)
                output.WriteLine("None.");
        }));
        return command;
    }

    private static Command RevokeToken()
    {
        var email = Email();
        var id = new Argument<long>("TOKEN") { Description = "The token's number from the list" };
        var command = new Command("revoke", "Revoke an API token") { email, id };
        command.SetAction(words => CommandLine.Run(words, workspace => UserTokens.Revoke(workspace, Actor.CommandLine, TimeProvider.System, words.GetValue(email)!, words.GetValue(id)),
            (token, output) => output.WriteLine($"Token {token} is revoked.")));
        return command;
    }

    private static void Print(AddedUser user, TextWriter output)
    {
        output.WriteLine($"{user.Name} <{user.Email}>, {user.Role}");
        if (user.Code is { } code)
            output.WriteLine($"One-time sign-in code, until {user.CodeExpires}:  {code}");
    }
}
