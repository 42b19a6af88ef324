namespace Tact.Core.Library;

/// <summary>
/// All assets with an index of what they are about. The same topic, trade or role on many assets is one label, weighed once for a person;
/// only assets with a label that weighs something are looked at.
/// </summary>
public sealed class Shelf
{
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> titles = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> places = [];

    private Shelf(IReadOnlyList<Asset> assets)
    {
        Assets = assets;
        var labels = new List<Label>();
        var known = new Dictionary<(LabelKind, string), int>();
        var carriers = new List<List<int>>();
        var forStall = Enum.GetValues<StallReason>().Select(_ => new List<int>()).ToArray();
        LabelsOf = new int[assets.Count][];
        for (var place = 0; place < assets.Count; place++)
        {
            var asset = assets[place];
            titles[Folded.Text(asset.Title)] = places[asset.Id] = place;
            LabelsOf[place] = [.. Read(asset.Topics, LabelKind.Topic), .. Read(asset.Industries, LabelKind.Industry), .. Read(asset.Helps, LabelKind.Helps)];
            foreach (var label in LabelsOf[place])
                carriers[label].Add(place);
            foreach (var reason in asset.KindFor)
                forStall[(int)reason].Add(place);
        }

        Labels = [.. labels];
        Carriers = [.. carriers.Select(some => some.ToArray())];
        ForStall = [.. forStall.Select(some => some.ToArray())];
        UsualLanguage = assets.Select(asset => asset.Language).OfType<string>().CountBy(language => language).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault().Key;

        IEnumerable<int> Read(IReadOnlyList<string> phrases, LabelKind kind) => phrases.Select(phrase => NumberOf(phrase, kind)).Where(label => label >= 0).Distinct();

        int NumberOf(string phrase, LabelKind kind)
        {
            if (known.TryGetValue((kind, phrase), out var number))
                return number;
            var stems = Stems.Of(phrase);
            if (stems.Count == 0)
                return -1;
            labels.Add(new Label(phrase, kind, [.. stems.Select(WordFor)]));
            carriers.Add([]);
            return known[(kind, phrase)] = labels.Count - 1;
        }

        int WordFor(string stem)
        {
            if (!words.TryGetValue(stem, out var word))
                words[stem] = word = words.Count;
            return word;
        }
    }

    /// <summary>Nothing on it.</summary>
    public static Shelf Empty { get; } = new([]);

    /// <summary>The assets.</summary>
    public IReadOnlyList<Asset> Assets { get; }

    /// <summary>The code of the language most of them are in; null when none says.</summary>
    public string? UsualLanguage { get; }

    /// <summary>Every topic, trade, role and situation once.</summary>
    internal Label[] Labels { get; }

    /// <summary>By asset: its labels.</summary>
    internal int[][] LabelsOf { get; }

    /// <summary>By label: the places of the assets that have it.</summary>
    internal int[][] Carriers { get; }

    /// <summary>By stall reason: the places of the assets that are kind for it.</summary>
    internal int[][] ForStall { get; }

    internal int WordCount => words.Count;

    /// <summary>A shelf of these assets; those put away are left out.</summary>
    public static Shelf Of(IEnumerable<Asset> assets) => new([.. assets.Where(asset => !asset.Archived)]);

    /// <summary>Whether words that say what to bring are the title of something here, and not only a kind of thing.</summary>
    public bool Names(string offer) => titles.ContainsKey(Folded.Text(offer));

    internal int WordOf(string stem) => words.GetValueOrDefault(stem, -1);

    internal int PlaceOf(string titleKey) => titles.GetValueOrDefault(titleKey, -1);

    internal int PlaceOf(long asset) => places.GetValueOrDefault(asset, -1);

    internal enum LabelKind
    {
        Topic,
        Industry,
        Helps,
    }

    /// <summary>One topic, trade, role or situation, with the numbers of its words.</summary>
    internal sealed record Label(string Text, LabelKind Kind, int[] Words);
}
