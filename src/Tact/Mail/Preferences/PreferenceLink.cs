using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tact.Storage;

namespace Tact.Mail.Preferences;

/// <summary>The address of a contact's own page: a number and a keyed signature, so that nobody finds another's page by counting.</summary>
public static class PreferenceLink
{
    private const int SignatureLength = 40;

    /// <summary>The token of a contact.</summary>
    public static string TokenOf(Database data, long contact) => string.Create(CultureInfo.InvariantCulture, $"{contact}-{Signature(data, contact)}");

    /// <summary>The contact a token is for; null when it is none of ours.</summary>
    public static long? Read(Database data, string token)
    {
        var dash = token.IndexOf('-', StringComparison.Ordinal);
        if (dash is < 1 or > 18 || token.Length != dash + 1 + SignatureLength || !long.TryParse(token.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var contact))
            return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token[(dash + 1)..]), Encoding.ASCII.GetBytes(Signature(data, contact))) ? contact : null;
    }

    private static string Signature(Database data, long contact) => SealedSecrets.Sign(data, string.Create(CultureInfo.InvariantCulture, $"preferences of {contact}"))[..SignatureLength];
}
