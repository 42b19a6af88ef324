using System.Collections.Frozen;
using System.Text;

namespace Tact.Core;

/// <summary>The written names of the words (no-answer, waiting-for-them): one spelling in files, contracts and the database.</summary>
public static class Names
{
    /// <summary>The written name of a word, lower case with hyphens.</summary>
    public static string Of<T>(T word)
        where T : struct, Enum => Spelling<T>.Written.TryGetValue(word, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(word));

    /// <summary>All written names of a kind of word, in their order.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Spelling<T>.InOrder;

    /// <summary>Reads a written name; case, blanks and underscores are forgiven.</summary>
    public static bool TryRead<T>(string? text, out T word)
        where T : struct, Enum => Spelling<T>.Read.TryGetValue((text ?? "").Trim().Replace('_', '-').Replace(' ', '-'), out word);

    /// <summary>Reads a written name that Tact itself wrote. Throws when it is none.</summary>
    public static T Read<T>(string text)
        where T : struct, Enum => Spelling<T>.Exact.TryGetValue(text, out var word) || TryRead(text, out word) ? word : throw new FormatException($"'{text}' is no {typeof(T).Name}.");

    private static string Hyphenate(string pascal)
    {
        var text = new StringBuilder();
        foreach (var c in pascal)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static class Spelling<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Written = Enum.GetValues<T>().ToDictionary(word => word, word => Hyphenate(word.ToString()));
        public static readonly Dictionary<string, T> Read = Written.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);
        public static readonly FrozenDictionary<string, T> Exact = Read.ToFrozenDictionary(StringComparer.Ordinal);
        public static readonly IReadOnlyList<string> InOrder = Enum.GetValues<T>().Select(word => Written[word]).ToList();
    }
}
