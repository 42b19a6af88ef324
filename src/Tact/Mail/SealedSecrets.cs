using System.Security.Cryptography;
using System.Text;
using Tact.Storage;

namespace Tact.Mail;

/// <summary>
/// Passwords and tokens at rest: AES-256-GCM with a key that is not in the database, so that a copy of the database opens no mailbox.
/// The key is the variable TACT_KEY (64 hex digits), or the file secret.key beside the data, made on first use for its owner alone.
/// </summary>
public static class SealedSecrets
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals a secret for one place (such as "mailbox 7"); it opens nowhere else.</summary>
    public static string Seal(Database data, string place, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var kept = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(kept.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(Key(data), TagBytes);
        cipher.Encrypt(kept.AsSpan(0, NonceBytes), plain, kept.AsSpan(NonceBytes + TagBytes), kept.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(place));
        return Convert.ToBase64String(kept);
    }

    /// <summary>Opens what <see cref="Seal"/> sealed. Throws <see cref="DataProblem"/> when the key is another one.</summary>
    public static string Open(Database data, string place, string kept)
    {
        var bytes = Convert.FromBase64String(kept);
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(Key(data), TagBytes);
            cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(place));
        }
        catch (CryptographicException)
        {
            throw new DataProblem("A mailbox's password cannot be opened: the key in secret.key (or TACT_KEY) is not the one it was sealed with. Put the old key back, or enter the password again.");
        }

        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A keyed signature over a text, for links that only this workspace can have made. 32 bytes in hex.</summary>
    public static string Sign(Database data, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Key(data), Encoding.UTF8.GetBytes(text)));

    private static byte[] Key(Database data)
    {
        if (Environment.GetEnvironmentVariable("TACT_KEY") is { Length: > 0 } named)
        {
            return named.Length == 64 && named.All(char.IsAsciiHexDigit) ? Convert.FromHexString(named)
                : throw new DataProblem("TACT_KEY must be 64 hexadecimal digits. Make one with: openssl rand -hex 32");
        }

        var file = Path.Combine(data.KeyFolder, "secret.key");
        try
        {
            if (!File.Exists(file))
                Make(file);
            return Convert.FromHexString(File.ReadAllText(file).Trim());
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new DataProblem($"The key that protects mailboxes cannot be read from {file}: {broken.Message}");
        }
    }

    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var fresh = $"{file}.{Guid.NewGuid():n}";
        using (var stream = OperatingSystem.IsWindows() ? File.Create(fresh) : new FileStream(fresh, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
            stream.Flush(flushToDisk: true);
        }

        // two processes may make one at once: the first stays
        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(fresh);
        }
    }
}
