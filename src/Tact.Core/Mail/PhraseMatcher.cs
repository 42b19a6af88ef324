namespace Tact.Core.Mail;

/// <summary>A phrase that was found: what it is a sign of, where it stands in the folded text, and its number (of a month, say).</summary>
internal readonly record struct Found(Sign Sign, int Start, int End, int Value);

/// <summary>Finds all phrases of all signs in one pass (Aho and Corasick 1975); its time grows with the text alone. A phrase begins and ends at the edge of a word, unless it ends in *.</summary>
internal sealed class PhraseMatcher
{
    private readonly Dictionary<long, int> _steps = [];
    private readonly List<int> _fails = [0];
    private readonly List<int> _nextHits = [0];
    private readonly List<List<Hit>?> _hits = [null];

    /// <summary>Builds the matcher; phrases are folded here.</summary>
    public PhraseMatcher(IEnumerable<(Sign Sign, string Phrase, int Value)> phrases)
    {
        foreach (var (sign, written, value) in phrases)
        {
            var phrase = FoldedText.Phrase(written);
            var open = phrase.EndsWith('*');
            if (open)
                phrase = phrase[..^1];
            if (phrase.Length == 0)
                continue;
            var node = 0;
            foreach (var c in phrase)
            {
                if (!_steps.TryGetValue(Key(node, c), out var next))
                {
                    next = _fails.Count;
                    _steps[Key(node, c)] = next;
                    _fails.Add(0);
                    _nextHits.Add(0);
                    _hits.Add(null);
                }

                node = next;
            }

            (_hits[node] ??= []).Add(new Hit(sign, value, phrase.Length, IsWord(phrase[0]), !open && IsWord(phrase[^1])));
        }

        Link();
    }

    /// <summary>All phrases in the text, in the order in which they end.</summary>
    public List<Found> Find(FoldedText text) => Find(text.Folded);

    /// <summary>All phrases in a folded text.</summary>
    public List<Found> Find(string text)
    {
        List<Found> found = [];
        var node = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            int next;
            while (!_steps.TryGetValue(Key(node, c), out next) && node != 0)
                node = _fails[node];
            node = next;
            for (var at = _hits[node] is null ? _nextHits[node] : node; at != 0; at = _nextHits[at])
            {
                foreach (var hit in _hits[at]!)
                {
                    var start = i + 1 - hit.Length;
                    if ((!hit.EdgeBefore || start == 0 || !IsWord(text[start - 1])) && (!hit.EdgeAfter || i + 1 == text.Length || !IsWord(text[i + 1])))
                        found.Add(new Found(hit.Sign, start, i + 1, hit.Value));
                }
            }
        }

        return found;
    }

    // breadth first: where to go on when a letter does not fit, and the next shorter phrase that ends here too
    private void Link()
    {
        var children = _steps.Select(step => (Parent: (int)(step.Key >> 16), Letter: (char)(step.Key & 0xFFFF), Child: step.Value)).OrderBy(step => step.Child).ToLookup(step => step.Parent);
        var queue = new Queue<int>();
        foreach (var (_, _, child) in children[0])
            queue.Enqueue(child);
        while (queue.TryDequeue(out var node))
        {
            foreach (var (_, letter, child) in children[node])
            {
                var fail = _fails[node];
                int next;
                while (!_steps.TryGetValue(Key(fail, letter), out next) && fail != 0)
                    fail = _fails[fail];
                _fails[child] = next == child ? 0 : next;
                _nextHits[child] = _hits[_fails[child]] is null ? _nextHits[_fails[child]] : _fails[child];
                queue.Enqueue(child);
            }
        }
    }

    // scripts that do not part words by spaces have no edges
    private static bool IsWord(char c) => c < 0x0E00 && char.IsLetterOrDigit(c);

    private static long Key(int node, char c) => ((long)node << 16) | c;

    private readonly record struct Hit(Sign Sign, int Value, int Length, bool EdgeBefore, bool EdgeAfter);
}
