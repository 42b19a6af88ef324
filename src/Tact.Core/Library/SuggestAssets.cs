using Tact.Core.FollowUps;

namespace Tact.Core.Library;

/// <summary>
/// What to bring somebody (METHOD B5, A7): assets ranked by how they fit, each with its reasons. Points only order the list;
/// they are never shown, since they mean nothing by themselves.
/// </summary>
public static class SuggestAssets
{
    private const int Usual = 5;
    private const int MostReasons = 4;
    private const int SoonDays = 30;

    // where a word stands among what is known of them
    private const byte LastWords = 1, Matter = 2, Facts = 4, Industry = 8, Role = 16, Situation = 32;
    private const int OtherLanguage = 5;
    private const int MaybeOtherLanguage = 4;
    private const int ForTheirStall = 16;
    private const int GoesSoon = 1;

    /// <summary>At most <paramref name="most"/> that fit; never more than two of five of one kind while others fit too.</summary>
    public static Suggested For(Receiver them, Shelf shelf, int most = Usual)
    {
        var personal = them.Stall is StallReason.Ill or StallReason.Family;
        if (personal && !them.MaySeeStall)
            return Suggested.NothingNow("They are away for personal reasons. Leave them in peace.");

        var weights = Weights(them, shelf);
        // who is ill, has a family matter or has left gets only what is kind then, nothing about the matter
        var onlyKind = personal || them.Stall == StallReason.Left;
        IReadOnlyList<int> places = onlyKind ? shelf.ForStall[(int)them.Stall!.Value] : Places(them, shelf, weights);
        var has = Has(them, shelf);
        var best = Enum.GetValues<AssetKind>().Select(_ => new Best(most)).ToArray();
        var stale = new Best(MostStale);
        var given = 0;
        foreach (var place in places)
        {
            var asset = shelf.Assets[place];
            var fits = Points(them, asset, shelf, shelf.LabelsOf[place], weights);
            if (fits <= 0)
                continue;
            if (has.Contains(place))
                given++;
            else
                (asset.IsStale(them.Today) ? stale : best[(int)asset.Kind]).Add(fits, asset.Id, place);
        }

        var fitting = Mixed([.. best.SelectMany(kind => kind.InOrder)], shelf, most).ConvertAll(one => new Suggestion(shelf.Assets[one.Place], Reasons(them, shelf.Assets[one.Place], shelf, shelf.LabelsOf[one.Place], weights)));
        return new Suggested(fitting, [.. stale.InOrder.Select(one => shelf.Assets[one.Place])], given, fitting.Count > 0 ? [] : LookFor.Of(them), null);
    }

    private const int MostStale = 3;

    /// <summary>Which words of the shelf are known of them, and where each stands.</summary>
    private static (byte[] Marks, List<HashSet<int>> Facts) KnownWords(Receiver them, Shelf shelf)
    {
        var known = new byte[shelf.WordCount];
        var facts = new List<HashSet<int>>();
        Mark(them.LastWords, LastWords);
        Mark(them.Matter, Matter);
        foreach (var fact in them.Facts)
            facts.Add(Mark(fact, Facts));
        Mark(them.Industry, Industry);
        Mark(them.Role, Role);
        Mark(them.Situation is { } situation ? Words(situation) : null, Situation);
        return (known, facts);

        HashSet<int> Mark(string? text, byte where)
        {
            var found = new HashSet<int>();
            foreach (var stem in Stems.Of(text))
            {
                if (shelf.WordOf(stem) is >= 0 and var word && found.Add(word))
                    known[word] |= where;
            }

            return found;
        }
    }

    /// <summary>What each label of the shelf weighs for them, and where its words stand.</summary>
    private static (int Points, byte Where)[] Weights(Receiver them, Shelf shelf)
    {
        var known = KnownWords(them, shelf);
        var weights = new (int, byte)[shelf.Labels.Length];
        for (var label = 0; label < weights.Length; label++)
            weights[label] = Weigh(shelf.Labels[label], known.Marks, known.Facts);
        return weights;
    }

    private static List<int> Places(Receiver them, Shelf shelf, (int Points, byte Where)[] weights)
    {
        var seen = new bool[shelf.Assets.Count];
        var places = new List<int>();
        for (var label = 0; label < weights.Length; label++)
        {
            if (weights[label].Points > 0)
                Take(shelf.Carriers[label]);
        }

        if (them.Stall is { } stall)
            Take(shelf.ForStall[(int)stall]);
        return places;

        void Take(int[] some)
        {
            foreach (var place in some)
            {
                if (seen[place])
                    continue;
                seen[place] = true;
                places.Add(place);
            }
        }
    }

    /// <summary>The places of what they have, whatever it was called then.</summary>
    private static HashSet<int> Has(Receiver them, Shelf shelf) => [.. them.Given.Select(shelf.PlaceOf), .. them.GivenAssets.Select(shelf.PlaceOf)];

    /// <summary>How well it fits; nothing or less when it does not.</summary>
    private static int Points(Receiver them, Asset asset, Shelf shelf, int[] labels, (int Points, byte Where)[] weights)
    {
        var (best, rest) = (0, 0);
        foreach (var label in labels)
        {
            var points = weights[label].Points;
            rest += Math.Min(best, points);
            best = Math.Max(best, points);
        }

        var sum = best + (rest / 2);
        if (them.Stall is { } stall && asset.KindFor.Contains(stall))
            sum += ForTheirStall;
        if (sum == 0)
            return 0;
        // neither theirs nor the one we usually write in
        if (IsForeign(them, asset, shelf))
            return 0;
        if (asset.Language is { } language && language != them.Language)
            sum -= them.Language is not null ? OtherLanguage : language != shelf.UsualLanguage ? MaybeOtherLanguage : 0;
        return sum + (GoesStaleSoon(them, asset) ? GoesSoon : 0);
    }

    /// <summary>What one label weighs: whole where every word of it stands in one place, half where two in three do. One word of two is no match: "second site" is not "site manager".</summary>
    private static (int Points, byte Where) Weigh(Shelf.Label label, byte[] known, List<HashSet<int>> facts)
    {
        var best = (Points: 0, Where: (byte)0);
        foreach (var (place, weight) in PlacesFor(label.Kind))
        {
            var hits = 0;
            foreach (var word in label.Words)
                hits += (known[word] & place) != 0 ? 1 : 0;
            // its words must stand in one fact together: "second" of a Tuesday and "site" of another fact are no second site
            if (hits > 1 && place == Facts)
                hits = facts.Max(fact => label.Words.Count(fact.Contains));
            var points = hits == label.Words.Length ? weight : hits * 3 >= label.Words.Length * 2 ? weight / 2 : 0;
            if (points > best.Points)
                best = (points, place);
        }

        return best;
    }

    private static (byte Place, int Weight)[] PlacesFor(Shelf.LabelKind kind) => kind switch
    {
        Shelf.LabelKind.Topic => ForTopics,
        Shelf.LabelKind.Industry => ForIndustries,
        _ => ForHelps,
    };

    private static readonly (byte, int)[] ForTopics = [(LastWords, 12), (Matter, 10), (Facts, 8)];
    private static readonly (byte, int)[] ForIndustries = [(Industry, 6)];
    private static readonly (byte, int)[] ForHelps = [(Role, 6), (Situation, 4)];

    private static bool IsForeign(Receiver them, Asset asset, Shelf shelf) => asset.Language is { } language && them.Language is { } theirs && language != theirs && language != shelf.UsualLanguage;

    private static bool GoesStaleSoon(Receiver them, Asset asset) => asset.FreshUntil is { } until && until >= them.Today && until <= them.Today.PlusDays(SoonDays);

    /// <summary>The best, but not five of one kind: at most two of a kind in five while others fit, at most three when they do not.</summary>
    private static List<(int Points, long Id, int Place)> Mixed(List<(int Points, long Id, int Place)> ranked, Shelf shelf, int most)
    {
        ranked.Sort(Best.First);
        var chosen = new List<(int Points, long Id, int Place)>();
        foreach (var share in (ReadOnlySpan<int>)[Math.Max(1, most * 2 / 5), Math.Max(1, most * 3 / 5)])
        {
            foreach (var one in ranked)
            {
                if (chosen.Count < most && !chosen.Contains(one) && chosen.Count(other => shelf.Assets[other.Place].Kind == shelf.Assets[one.Place].Kind) < share)
                    chosen.Add(one);
            }
        }

        chosen.Sort(Best.First);
        return chosen;
    }

    /// <summary>The few best of many, without ordering the rest; of two that fit alike, the newer.</summary>
    private sealed class Best(int most)
    {
        public List<(int Points, long Id, int Place)> InOrder { get; } = [];

        public static int First((int Points, long Id, int Place) a, (int Points, long Id, int Place) b) => a.Points != b.Points ? b.Points.CompareTo(a.Points) : b.Id.CompareTo(a.Id);

        public void Add(int points, long id, int place)
        {
            var one = (points, id, place);
            if (InOrder.Count == most && First(one, InOrder[^1]) > 0)
                return;
            var at = InOrder.Count;
            while (at > 0 && First(one, InOrder[at - 1]) < 0)
                at--;
            InOrder.Insert(at, one);
            if (InOrder.Count > most)
                InOrder.RemoveAt(most);
        }
    }

    private static List<string> Reasons(Receiver them, Asset asset, Shelf shelf, int[] labels, (int Points, byte Where)[] weights)
    {
        var reasons = new List<string>();
        if (them.Stall is { } stall && asset.KindFor.Contains(stall))
            reasons.Add($"Kind now ({StallReasons.Of(stall).Id}): {Lower(StallReasons.Of(stall).Name)}");
        var said = labels.Where(label => weights[label].Points > 0).Select(label => (Label: shelf.Labels[label], weights[label].Points, Why: Why(them, shelf.Labels[label], weights[label].Where)))
            .GroupBy(one => (one.Why.Said, one.Why.IsAboutThem)).OrderByDescending(same => same.Max(one => one.Points));
        foreach (var same in said.Take(MostReasons - 1))
            reasons.Add(same.Key.IsAboutThem ? same.Key.Said : $"{string.Join(", ", same.Select(one => one.Label.Text))}: {same.Key.Said}");
        if (asset.Language is { } language && language != them.Language && (them.Language is not null || language != shelf.UsualLanguage))
            reasons.Add($"in {Languages.Name(language)}{(them.Language is { } theirs ? $"; theirs is {Languages.Name(theirs)}" : "")}");
        if (GoesStaleSoon(them, asset))
            reasons.Add($"good until {NodaTime.Text.LocalDatePattern.CreateWithInvariantCulture("d MMMM").Format(asset.FreshUntil!.Value)}");
        return reasons;
    }

    /// <summary>Why a label fits, in words; whether they say all by themselves or go with the label's own.</summary>
    private static (string Said, bool IsAboutThem) Why(Receiver them, Shelf.Label label, byte where) => (label.Kind, where) switch
    {
        (Shelf.LabelKind.Topic, LastWords) => ($"they said “{Short(them.LastWords!)}”", false),
        (Shelf.LabelKind.Topic, Matter) => ($"you follow up about “{Short(them.Matter!)}”", false),
        (Shelf.LabelKind.Topic, _) => ($"on record, “{Short(Fact(them, label))}”", false),
        (Shelf.LabelKind.Industry, _) => ($"for their trade: {Short(them.Industry!)}", true),
        (_, Role) => ($"for their role: {Short(them.Role!)}", true),
        _ => ($"for where you stand: {Words(them.Situation!.Value)}", true),
    };

    /// <summary>The one fact that says most of a label.</summary>
    private static string Fact(Receiver them, Shelf.Label label)
    {
        var wanted = Stems.Of(label.Text);
        return them.Facts.MaxBy(fact => Stems.Of(fact).Count(wanted.Contains)) ?? "";
    }

    internal static string Words(Situation situation) => situation switch
    {
        Core.Situation.Cold => "first contact",
        Core.Situation.Enquiry => "their enquiry",
        Core.Situation.Talked => "after a good conversation",
        Core.Situation.Proposal => "a proposal is out",
        Core.Situation.Referral => "a referral",
        _ => "a client",
    };

    internal static string Lower(string sentence) => sentence.Length > 1 && char.IsLower(sentence[1]) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;

    /// <summary>One line of a longer text, cut at a word.</summary>
    internal static string Short(string text)
    {
        const int most = 70;
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= most)
            return line;
        var cut = line.LastIndexOf(' ', most);
        return line[..(cut > most / 2 ? cut : most)].TrimEnd('.', ',', ';', ' ') + " …";
    }
}
