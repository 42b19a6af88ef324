using System.Net;
using System.Net.Sockets;
using Tact.Storage;

namespace Tact.Accounts;

/// <summary>
/// Counts tries to sign in, per account and per address, and makes the next one wait longer and longer. An account that
/// does not exist counts the same, so that nobody learns who has one. A try is counted before the password is looked at,
/// so that guessing at many doors at once gains nothing.
/// </summary>
public static class Tries
{
    /// <summary>Failed tries of one account before waiting begins.</summary>
    public const int FreePerAccount = 5;

    /// <summary>Failed tries from one address before waiting begins; several people may share it.</summary>
    public const int FreePerAddress = 25;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(24);

    /// <summary>The key of an account, known or not.</summary>
    public static string OfAccount(string email) => "account:" + Secret.Hash(AddUser.Key(email))[..32];

    /// <summary>The key of an address; of its /64 network for IPv6, which one machine owns whole.</summary>
    public static string OfAddress(IPAddress? address)
    {
        if (address is null)
            return "address:unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return "address:" + (address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString());
    }

    /// <summary>Counts a try inside a transaction; returns how long to wait instead of trying, or null when it may go on.</summary>
    public static TimeSpan? Count(Session session, string key, int free, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds();
        session.Execute("delete from sign_in_tries where last_at < @old", new { old = (now - ForgottenAfter).ToUnixTimeMilliseconds() });
        session.Execute("insert into sign_in_tries (tried, failed, last_at) values (@key, 0, @at) on conflict (tried) do nothing", new { key, at });
        var counted = session.Execute(
            "update sign_in_tries set failed = failed + 1, last_at = @at where tried = @key and (locked_until is null or locked_until <= @at)", new { key, at });
        var (failed, lockedUntil) = session.One<(long Failed, long? LockedUntil)>("select failed, locked_until from sign_in_tries where tried = @key", new { key });
        if (counted == 0)
            return TimeSpan.FromMilliseconds(lockedUntil!.Value - at);
        if (failed >= free)
        {
            var wait = TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << (int)Math.Min(failed - free, 10)));
            session.Execute("update sign_in_tries set locked_until = @until where tried = @key", new { key, until = (now + wait).ToUnixTimeMilliseconds() });
        }

        return null;
    }

    /// <summary>Forgets the failed tries inside a transaction, after one that went well.</summary>
    public static void Clear(Session session, string key) => session.Execute("delete from sign_in_tries where tried = @key", new { key });

    /// <summary>Takes back one counted try of an address inside a transaction; other people's failures there still count.</summary>
    public static void TakeBack(Session session, string key) =>
        session.Execute("update sign_in_tries set failed = failed - 1, locked_until = null where tried = @key and failed > 0", new { key });
}
