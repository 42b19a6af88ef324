namespace Tact.Core.Library;

/// <summary>All assets with an index of the words they are about, so that finding what fits one person looks only at assets that share a word with them.</summary>
public sealed class Shelf
{
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);

    private readonly HashSet<string> titles;

    private Shelf(IReadOnlyList<Asset> assets)
    {
        Assets = assets;
        titles = assets.Select(asset => Folded.Text(asset.Title)).ToHashSet(StringComparer.Ordinal);
        var about = new List<List<int>>();
        var forStall = Enum.GetValues<StallReason>().Select(_ => new List<int>()).ToArray();
        Labels = new Label[assets.Count][];
        for (var i = 0; i < assets.Count; i++)
        {
            var asset = assets[i];
            Labels[i] = [.. Read(asset.Topics, LabelKind.Topic), .. Read(asset.Industries, LabelKind.Industry), .. Read(asset.Helps, LabelKind.Helps)];
            foreach (var word in Labels[i].SelectMany(label => label.Words).Distinct())
            {
                while (about.Count <= word)
                    about.Add([]);
                about[word].Add(i);
            }

            foreach (var reason in asset.KindFor)
                forStall[(int)reason].Add(i);
        }

        UsualLanguage = assets.Select(asset => asset.Language).OfType<string>().CountBy(language => language).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault().Key;
        About = [.. about.Select(places => places.ToArray())];
        ForStall = [.. forStall.Select(places => places.ToArray())];
    }

    /// <summary>Whether words that say what to bring are the title of something here, and not only a kind of thing.</summary>
    public bool Names(string offer) => titles.Contains(Folded.Text(offer));

    /// <summary>Nothing on it.</summary>
    public static Shelf Empty { get; } = new([]);

    /// <summary>The assets.</summary>
    public IReadOnlyList<Asset> Assets { get; }

    /// <summary>The code of the language most of them are in; null when none says.</summary>
    public string? UsualLanguage { get; }

    internal Label[][] Labels { get; }

    /// <summary>By word: the places of the assets that have it.</summary>
    internal int[][] About { get; }

    /// <summary>By stall reason: the places of the assets that are kind for it.</summary>
    internal int[][] ForStall { get; }

    internal int WordCount => words.Count;

    /// <summary>A shelf of these assets; those put away are left out.</summary>
    public static Shelf Of(IEnumerable<Asset> assets) => new([.. assets.Where(asset => !asset.Archived)]);

    internal int WordOf(string stem) => words.GetValueOrDefault(stem, -1);

    private IEnumerable<Label> Read(IReadOnlyList<string> phrases, LabelKind kind)
    {
        foreach (var phrase in phrases)
        {
            var stems = Stems.Of(phrase);
            if (stems.Count == 0)
                continue;
            var numbers = new int[stems.Count];
            for (var i = 0; i < numbers.Length; i++)
            {
                if (!words.TryGetValue(stems[i], out numbers[i]))
                    words[stems[i]] = numbers[i] = words.Count;
            }

            yield return new Label(phrase, kind, numbers);
        }
    }

    internal enum LabelKind
    {
        Topic,
        Industry,
        Helps,
    }

    /// <summary>One topic, trade, role or situation of an asset, with the numbers of its words.</summary>
    internal sealed record Label(string Text, LabelKind Kind, int[] Words);
}
