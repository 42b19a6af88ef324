namespace Tact.Core.Library;

/// <summary>
/// Words as they are compared between what an asset is about and what a person said: folded, without the small words, and without
/// the endings that make many of one or a doing of a thing ("counts", "counting", "count").
/// </summary>
public static class Stems
{
    private const int Shortest = 4;
    private static readonly string[] Endings = ["ings", "ing", "ers", "er", "ed", "es", "en", "s", "e", "n"];

    private static readonly HashSet<string> Small =
    [
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "could", "do", "for", "from", "has", "have", "he", "her", "his", "how", "i", "if", "in", "is", "it", "its", "me", "my", "no", "not", "of", "on", "one", "or", "our", "out", "she",
        "so", "than", "that", "the", "their", "them", "then", "they", "this", "to", "too", "two", "up", "us", "was", "we", "what", "when", "which", "who", "why", "will", "with", "would", "you", "your", "before", "after", "about", "into", "without",
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "und", "oder", "im", "am", "zu", "zum", "zur", "mit", "von", "vom", "fuer", "auf", "aus", "bei", "ist", "sind", "nicht", "wir", "sie", "ihr", "ich", "es", "ohne", "ueber",
        "le", "la", "les", "el", "los", "las", "de", "du", "et", "y", "en", "un", "une", "una", "para", "por", "con", "pour", "avec",
    ];

    /// <summary>The stems of a text, each once, in their order.</summary>
    public static IReadOnlyList<string> Of(string? text)
    {
        var folded = Folded.Text(text);
        if (folded.Length == 0)
            return [];
        var stems = new List<string>();
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            if (i < folded.Length && char.IsLetterOrDigit(folded[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0 && folded[start..i] is var word && !Small.Contains(word) && Stem(word) is var stem && !stems.Contains(stem))
                stems.Add(stem);
            start = -1;
        }

        return stems;
    }

    /// <summary>One folded word without its ending; at least four letters stay.</summary>
    internal static string Stem(string word)
    {
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > Shortest)
            return word[..^3] + "y";
        foreach (var ending in Endings)
        {
            if (word.Length - ending.Length < Shortest || !word.EndsWith(ending, StringComparison.Ordinal) || (ending == "s" && word.EndsWith("ss", StringComparison.Ordinal)))
                continue;
            var stem = word[..^ending.Length];
            // planning, scanner: the letter was doubled for the ending's sake
            return stem.Length > Shortest && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l' or 'e') ? stem[..^1] : stem;
        }

        return word;
    }
}
