using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tact.Core.Messages;

/// <summary>Phrases with one reason and one better wording: of a rule, or a mark that rules build on.</summary>
internal sealed record PhraseGroup
{
    /// <summary>The rule they raise; null for a mark.</summary>
    public string? Rule { get; init; }

    /// <summary>What they are a sign of, such as <c>asks-to-meet</c>; null for a rule.</summary>
    public string? Mark { get; init; }

    /// <summary>The patterns.</summary>
    public required IReadOnlyList<string> Say { get; init; }

    /// <summary>Patterns that make them harmless in the same sentence.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];

    /// <summary>Why it matters; the rule's own words where left out.</summary>
    public string? Why { get; init; }

    /// <summary>A better wording.</summary>
    public string? Better { get; init; }

    /// <summary>Where it weighs otherwise than its rule.</summary>
    public Severity? Severity { get; init; }

    /// <summary>A "no" or "not" just before makes them harmless.</summary>
    public bool Negatable { get; init; }
}

/// <summary>The words of one language.</summary>
internal sealed class MessageWords
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private MessageWords(WordFile file)
    {
        Language = file.Language;
        Groups = file.Groups;
        Parts = file.Parts;
        Common = file.Common.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        Their = file.Their.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        Our = file.Our.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        Generic = file.Generic.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        Shouted = file.Shouted.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        Greetings = file.Greetings.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        Everyone = file.Everyone.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        Not = file.Not.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        Calendar = file.Calendar.Select(Plain).ToFrozenSet(StringComparer.Ordinal);
        List<(int, string)> patterns = [];
        for (var group = 0; group < Groups.Count; group++)
        {
            foreach (var say in Groups[group].Say)
                patterns.Add((group, say));
            // the whole sentence counts, so gaps at their ends say nothing
            foreach (var unless in Groups[group].Unless)
                patterns.Add((~group, string.Join(' ', unless.Split(' ').SkipWhile(IsGap).Reverse().SkipWhile(IsGap).Reverse())));
        }

        Patterns = new WordPatterns(patterns, file.Parts);
    }

    /// <summary>en, de, fr, es, nl.</summary>
    public static FrozenDictionary<string, MessageWords> All { get; } = Load().ToFrozenDictionary(words => words.Language);

    /// <summary>Its code.</summary>
    public string Language { get; }

    /// <summary>The phrases.</summary>
    public IReadOnlyList<PhraseGroup> Groups { get; }

    /// <summary>Pieces that patterns name with @.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; }

    /// <summary>What finds the phrases: a group's number, or its complement for what makes it harmless.</summary>
    public WordPatterns Patterns { get; }

    /// <summary>The commonest words, by which the language is known.</summary>
    public FrozenSet<string> Common { get; }

    /// <summary>Words that speak of the receiver: you, your.</summary>
    public FrozenSet<string> Their { get; }

    /// <summary>Words that speak of the writer: we, our.</summary>
    public FrozenSet<string> Our { get; }

    /// <summary>What anybody has: "your time", "your business".</summary>
    public FrozenSet<string> Generic { get; }

    /// <summary>Words that are shouted when they stand in capitals.</summary>
    public FrozenSet<string> Shouted { get; }

    /// <summary>With what a message begins: Hi, Dear.</summary>
    public FrozenSet<string> Greetings { get; }

    /// <summary>Greeted instead of a name: all, team, there.</summary>
    public FrozenSet<string> Everyone { get; }

    /// <summary>no, not, never.</summary>
    public FrozenSet<string> Not { get; }

    /// <summary>Weekdays, months and other words with a capital that are nobody's name.</summary>
    public FrozenSet<string> Calendar { get; }

    /// <summary>The language of a text, by its commonest words; English where nothing tells.</summary>
    public static MessageWords Of(DraftText text, string? language)
    {
        if (language is { Length: >= 2 } && All.GetValueOrDefault(language[..2].ToLowerInvariant()) is { } known)
            return known;
        var (best, most) = (All["en"], 0);
        foreach (var words in All.Values)
        {
            var (count, lookup) = (0, words.Common.GetAlternateLookup<ReadOnlySpan<char>>());
            for (var i = 0; i < Math.Min(text.Tokens.Count, 200); i++)
            {
                if (lookup.Contains(text.Word(i)))
                    count++;
            }

            if (count > most || (count == most && words.Language == "en"))
                (best, most) = (words, count);
        }

        return best;
    }

    private static bool IsGap(string word) => word.StartsWith('~');

    private static string Plain(string word) => Mail.FoldedText.Of(word).Folded;

    private static IEnumerable<MessageWords> Load()
    {
        var assembly = typeof(MessageWords).Assembly;
        var files = assembly.GetManifestResourceNames().Where(name => name.Contains(".Messages.Words.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<WordFile>(stream, Format)!;
        });
        // a language may have several files
        return files.GroupBy(file => file.Language).Select(group => new MessageWords(group.Aggregate((one, other) => one.With(other))));
    }

    private sealed record WordFile
    {
        public required string Language { get; init; }

        public Dictionary<string, string> Parts { get; init; } = [];

        public List<PhraseGroup> Groups { get; init; } = [];

        public List<string> Common { get; init; } = [];

        public List<string> Their { get; init; } = [];

        public List<string> Our { get; init; } = [];

        public List<string> Generic { get; init; } = [];

        public List<string> Shouted { get; init; } = [];

        public List<string> Greetings { get; init; } = [];

        public List<string> Everyone { get; init; } = [];

        public List<string> Not { get; init; } = [];

        public List<string> Calendar { get; init; } = [];

        public WordFile With(WordFile other) => this with
        {
            Parts = new([.. Parts, .. other.Parts]),
            Groups = [.. Groups, .. other.Groups],
            Common = [.. Common, .. other.Common],
            Their = [.. Their, .. other.Their],
            Our = [.. Our, .. other.Our],
            Generic = [.. Generic, .. other.Generic],
            Shouted = [.. Shouted, .. other.Shouted],
            Greetings = [.. Greetings, .. other.Greetings],
            Everyone = [.. Everyone, .. other.Everyone],
            Not = [.. Not, .. other.Not],
            Calendar = [.. Calendar, .. other.Calendar],
        };
    }
}
