using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tact.Accounts;

/// <summary>Things only one person may know: session tokens, API tokens, one-time codes. Only their hashes are kept.</summary>
public static class Secret
{
    // no letters or digits that are read as one another
    private const string CodeLetters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    /// <summary>A new token: 256 bits, safe in cookies and headers. <paramref name="mark"/> begins it, so that it is recognised when it leaks.</summary>
    public static string NewToken(string mark = "") => mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A new one-time code to read out or type: three groups of four, 58 bits.</summary>
    public static string NewCode()
    {
        var letters = RandomNumberGenerator.GetString(CodeLetters, 12);
        return $"{letters[..4]}-{letters[4..8]}-{letters[8..]}";
    }

    /// <summary>A code as typed, without the differences of case, hyphens and spaces.</summary>
    public static string Plain(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>What is kept of a token or of a plain code: SHA-256 in hex. They are random, so it needs no salt.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares two hashes in constant time.</summary>
    public static bool Same(string? kept, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept ?? new string('0', hash.Length)), Encoding.ASCII.GetBytes(hash)) && kept is not null;
}
