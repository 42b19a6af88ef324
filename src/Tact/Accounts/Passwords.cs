using Microsoft.AspNetCore.Identity;

namespace Tact.Accounts;

/// <summary>What a password must be, and how it is kept: by ASP.NET's own hasher (PBKDF2, salted).</summary>
public static class Passwords
{
    /// <summary>The shortest password, in characters.</summary>
    public const int Shortest = 10;

    private const int Longest = 200;
    private static readonly PasswordHasher<UserRow> Hasher = new();
    private static readonly UserRow Anybody = new();
    private static readonly Lazy<string> Nobodys = new(() => Hasher.HashPassword(Anybody, Secret.NewToken()));

    // the first guesses of anybody who tries
    private static readonly string[] Guessed = ["password", "passwort", "motdepasse", "qwertyuiop", "qwertz", "123456", "iloveyou", "letmein", "welcome", "administrator"];

    /// <summary>What is kept of a password.</summary>
    public static string Hash(string password) => Hasher.HashPassword(Anybody, password);

    /// <summary>Whether it is the password. Takes as long when there is no account or no password to compare with.</summary>
    public static bool Matches(string? kept, string password) =>
        Hasher.VerifyHashedPassword(Anybody, kept ?? Nobodys.Value, password) != PasswordVerificationResult.Failed && kept is not null;

    /// <summary>What is wrong with a password somebody chooses; null when it may be used.</summary>
    public static string? Wrong(string? password, string email)
    {
        if (password is null || password.Length < Shortest)
            return $"Choose a password of at least {Shortest} characters. A short sentence is easy to remember.";
        if (password.Length > Longest)
            return $"Choose a password of at most {Longest} characters.";
        var plain = password.Trim().ToLowerInvariant();
        var name = email.Split('@')[0].ToLowerInvariant();
        var rest = Guessed.Prepend(name).Prepend(email.ToLowerInvariant()).Where(known => known.Length > 2).Aggregate(plain, (left, known) => left.Replace(known, "", StringComparison.Ordinal));
        return plain.Distinct().Count() < 4 || rest.Length < 4 || "01234567890123456789".Contains(plain, StringComparison.Ordinal)
            ? "That password is among the first that are guessed. Choose another, for example a short sentence." : null;
    }
}
