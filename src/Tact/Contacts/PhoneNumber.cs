using System.Buffers;
namespace Tact.Contacts;

/// <summary>A phone number as it was written, and its digits (with country code where known) by which duplicates are found.</summary>
/// <param name="Extension">Digits of the extension; null without one.</param>
public readonly record struct WrittenPhone(string Number, string Key, string? Extension);

/// <summary>Reads phone numbers as people write them; one number has one key, whoever writes it and however.</summary>
static class PhoneNumber
{
    static readonly SearchValues<char> Plain = SearchValues.Create("0123456789 +-()/.");
    static readonly string[] ExtensionWords = ["extension", "ext.", "ext", "durchwahl", "dw.", "dw", "poste", "nebenstelle", "anexo", "int.", "interno", "tst.", "toestel", "#", "x"];

    /// <summary>The number as written and its digits; null when it cannot be a number.</summary>
    /// <param name="country">ISO 3166 code for numbers in national form; null when unknown, then the national digits are the key.</param>
    public static WrittenPhone? Read(string text, string? country)
    {
        var number = text.AsSpan().Trim();
        if (number.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
            number = number[4..].Trim();
        var written = number.Length == text.Length ? text : number.ToString();

        string? extension = null;
        // without a letter or # there is none of the words
        foreach (var word in number.IndexOfAnyExcept(Plain) < 0 ? [] : ExtensionWords)
        {
            var at = number.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 5 || char.IsLetter(word[0]) && char.IsLetter(number[at - 1]))
                continue;
            var digits = Digits(number[(at + word.Length)..]);
            if (digits.Length is < 1 or > 7)
                continue;
            extension = digits;
            number = number[..at];
            break;
        }

        Span<char> key = stackalloc char[32];
        var length = 0;
        var international = false;
        var leadingZeroInBrackets = number.IndexOf("(0)", StringComparison.Ordinal);
        for (var i = 0; i < number.Length; i++)
        {
            var c = number[i];
            if (c == '+' && length == 0)
                international = true;
            else if (i == leadingZeroInBrackets && length > 0)
                i += 2;
            else if (char.IsDigit(c) && length < key.Length)
                key[length++] = (char)('0' + char.GetNumericValue(c));
            else if (char.IsLetter(c))
                return null;
        }
        var found = key[..length];
        if (found.Length is < 4 or > 20)
            return null;

        if (!international && found.StartsWith("00") && found.Length > 8)
        {
            international = true;
            found = found[2..];
        }
        if (!international && country is "US" or "CA" && found.StartsWith("011") && found.Length > 11)
        {
            international = true;
            found = found[3..];
        }
        if (international || Countries.DialCode(country) is not { } dial)
            return new(written, found.ToString(), extension);

        var trunk = Countries.Trunk(country!);
        if (trunk is { } prefix && found[0] == prefix)
            return new(written, string.Concat(dial, found[1..]), extension);
        // "49 30 555…" without a plus, or a short local number that only its town could complete.
        if (found.Length > 10 && found.StartsWith(dial))
            return new(written, found.ToString(), extension);
        return trunk is '0' || found.Length < 7 || dial == "1" && found.Length != 10
            ? new(written, found.ToString(), extension)
            : new(written, string.Concat(dial, found), extension);
    }

    static string Digits(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim(" .:-)");
        return trimmed.ContainsAnyExceptInRange('0', '9') ? "" : trimmed.ToString();
    }
}
