namespace Tact.Imports;

/// <summary>Tells text whose UTF-8 bytes were once taken for Windows-1252 letters: "MÃ¼ller" for "Müller".</summary>
static class MixedUpLetters
{
    const string Windows1252Extras = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

    /// <summary>The text when it shows the marks; else null.</summary>
    public static string? In(string? text)
    {
        if (text is null || System.Text.Ascii.IsValid(text))
            return null;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            // A first byte of two or three, then what can only be a second byte: never two letters of one word.
            if (text[i] is 'Ã' or 'Â' or 'Ä' or 'Å' && IsSecondByte(text[i + 1]) || text[i] == 'â' && text[i + 1] is '€' or '‚' or '„')
                return text.Length > 40 ? text[..40] + "…" : text;
        }
        return null;
    }

    static bool IsSecondByte(char c) => c is >= '\u0080' and <= '\u00BF' || Windows1252Extras.Contains(c);
}
