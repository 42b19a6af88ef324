using System.Globalization;
using Tact.Core.Mail;

namespace Tact.Core.Messages;

/// <summary>A pattern that was found: the number of its group, and its first token and the one after its last.</summary>
internal readonly record struct PatternHit(int Group, int First, int End);

/// <summary>
/// Finds patterns of words, within one sentence each. A pattern is words with a space between: <c>(a|b c)</c> one of these, <c>x?</c> perhaps,
/// <c>x*</c> words that begin so, <c>#</c> a number, <c>~3</c> up to three words of any kind. Who does what to whom cannot be listed as fixed phrases, which <see cref="PhraseMatcher"/> finds.
/// </summary>
internal sealed class WordPatterns
{
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private readonly List<string> beginnings = [];
    private readonly List<Step> steps = [];

    // where patterns begin, by their first word; those that begin otherwise are tried everywhere
    private readonly Dictionary<int, List<(int Step, int Group)>> byWord = [];
    private readonly List<(int Step, int Group)> anywhere = [];
    private readonly (int Step, int Group)[]?[] starts;

    /// <summary>Compiles patterns. <paramref name="parts"/> are pieces that a pattern names with @.</summary>
    public WordPatterns(IEnumerable<(int Group, string Pattern)> patterns, IReadOnlyDictionary<string, string> parts)
    {
        foreach (var (group, written) in patterns)
        {
            var at = steps.Count;
            var nodes = Compile(written, parts);
            Emit(nodes);
            steps.Add(new Step(Op.Found, 0, 0));
            var firsts = new HashSet<int>();
            if (Firsts(at, firsts))
            {
                foreach (var word in firsts)
                {
                    if (!byWord.TryGetValue(word, out var list))
                        byWord[word] = list = [];
                    list.Add((at, group));
                }
            }
            else
            {
                anywhere.Add((at, group));
            }
        }

        starts = new (int, int)[]?[words.Count];
        foreach (var (word, list) in byWord)
            starts[word] = [.. list];
        Lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; }

    /// <summary>The number of a word in the patterns; -1 when no pattern has it.</summary>
    public int NumberOf(ReadOnlySpan<char> word) => Lookup.TryGetValue(word, out var number) ? number : -1;

    /// <summary>All hits, in the order in which they begin.</summary>
    public List<PatternHit> Find(DraftText text)
    {
        List<PatternHit> found = [];
        var tokens = text.Tokens;
        var numbers = new int[tokens.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = NumberOf(text.Word(i));
        for (var i = 0; i < numbers.Length; i++)
        {
            var end = text.Sentences[tokens[i].Sentence].End;
            if (numbers[i] >= 0 && starts[numbers[i]] is { } here)
            {
                foreach (var (step, group) in here)
                    Try(step, group, i, end);
            }

            foreach (var (step, group) in anywhere)
                Try(step, group, i, end);
        }

        return found;

        void Try(int step, int group, int at, int limit)
        {
            var end = Run(step, at, limit, numbers, text);
            if (end > at)
                found.Add(new PatternHit(group, at, end));
        }
    }

    private int Run(int step, int at, int limit, int[] numbers, DraftText text)
    {
        while (true)
        {
            var (op, value, other) = steps[step];
            switch (op)
            {
                case Op.Found:
                    return at;
                case Op.Word:
                    if (at >= limit || numbers[at] != value)
                        return -1;
                    at++;
                    step++;
                    break;
                case Op.Beginning:
                    if (at >= limit || !text.Word(at).StartsWith(beginnings[value], StringComparison.Ordinal))
                        return -1;
                    at++;
                    step++;
                    break;
                case Op.Number:
                    if (at >= limit || !text.IsNumber(at))
                        return -1;
                    at++;
                    step++;
                    break;
                case Op.Jump:
                    step = value;
                    break;
                case Op.Either:
                    var first = Run(value, at, limit, numbers, text);
                    if (first >= 0)
                        return first;
                    step = other;
                    break;
                default:
                    for (var skipped = 0; skipped <= value && at + skipped <= limit; skipped++)
                    {
                        var end = Run(step + 1, at + skipped, limit, numbers, text);
                        if (end >= 0)
                            return end;
                    }

                    return -1;
            }
        }
    }

    private enum Op { Word, Beginning, Number, Gap, Either, Jump, Found }

    private readonly record struct Step(Op Op, int Value, int Other);

    // a list is a sequence; an array of lists is a choice
    private abstract record Node;

    private sealed record Leaf(Op Op, int Value) : Node;

    private sealed record Choice(List<List<Node>> Of) : Node;

    private sealed record Perhaps(Node Inner) : Node;

    private List<Node> Compile(string written, IReadOnlyDictionary<string, string> parts)
    {
        var spread = written;
        for (var depth = 0; spread.Contains('@', StringComparison.Ordinal); depth++)
        {
            if (depth > 6)
                throw new FormatException($"The pattern \"{written}\" names a part that is not there.");
            foreach (var (name, part) in parts.OrderByDescending(part => part.Key.Length))
                spread = spread.Replace("@" + name, part, StringComparison.Ordinal);
        }

        // with "|" outside of brackets, the whole is a choice
        spread = $"({spread})";
        var at = 0;
        var nodes = Sequence(spread, ref at);
        return at == spread.Length ? nodes : throw new FormatException($"The pattern \"{written}\" has a bracket too many.");
    }

    private List<Node> Sequence(string text, ref int at)
    {
        List<Node> nodes = [];
        while (at < text.Length && text[at] is not ('|' or ')'))
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            List<Node> ones;
            if (text[at] == '(')
            {
                at++;
                List<List<Node>> choices = [Sequence(text, ref at)];
                while (at < text.Length && text[at] == '|')
                {
                    at++;
                    choices.Add(Sequence(text, ref at));
                }

                if (at >= text.Length)
                    throw new FormatException($"The pattern \"{text}\" leaves a bracket open.");
                at++;
                ones = [new Choice(choices)];
            }
            else
            {
                var end = at;
                while (end < text.Length && text[end] is not (' ' or '|' or ')' or '(' or '?'))
                    end++;
                ones = Leaves(text[at..end]);
                at = end;
            }

            if (at < text.Length && text[at] == '?')
            {
                at++;
                ones = [new Perhaps(ones.Count == 1 ? ones[0] : new Choice([ones]))];
            }

            nodes.AddRange(ones);
        }

        return nodes;
    }

    private List<Node> Leaves(string word)
    {
        if (word == "#")
            return [new Leaf(Op.Number, 0)];
        if (word[0] == '~')
            return [new Leaf(Op.Gap, int.Parse(word.AsSpan(1), CultureInfo.InvariantCulture))];
        if (word[^1] == '*')
        {
            beginnings.Add(FoldedText.Of(word[..^1]).Folded);
            return [new Leaf(Op.Beginning, beginnings.Count - 1)];
        }

        // written as in a text: "follow-up" and "don't" are two words each
        List<Node> leaves = [];
        foreach (var part in DraftText.WordsOf(word))
        {
            if (!words.TryGetValue(part, out var number))
                words[part] = number = words.Count;
            leaves.Add(new Leaf(Op.Word, number));
        }

        return leaves;
    }

    private void Emit(List<Node> nodes)
    {
        foreach (var node in nodes)
            Emit(node);
    }

    private void Emit(Node node)
    {
        switch (node)
        {
            case Leaf leaf:
                steps.Add(new Step(leaf.Op, leaf.Value, 0));
                break;
            case Perhaps perhaps:
                var split = steps.Count;
                steps.Add(default);
                Emit(perhaps.Inner);
                steps[split] = new Step(Op.Either, split + 1, steps.Count);
                break;
            case Choice { Of: [var only] }:
                Emit(only);
                break;
            case Choice choice:
                List<int> ends = [];
                for (var i = 0; i < choice.Of.Count; i++)
                {
                    var last = i == choice.Of.Count - 1;
                    var fork = steps.Count;
                    if (!last)
                        steps.Add(default);
                    Emit(choice.Of[i]);
                    if (last)
                        break;
                    ends.Add(steps.Count);
                    steps.Add(default);
                    steps[fork] = new Step(Op.Either, fork + 1, steps.Count);
                }

                foreach (var end in ends)
                    steps[end] = new Step(Op.Jump, steps.Count, 0);
                break;
        }
    }

    // the words with which a pattern may begin; false when it may begin with anything
    private bool Firsts(int step, HashSet<int> firsts)
    {
        var (op, value, other) = steps[step];
        return op switch
        {
            Op.Word => firsts.Add(value) || true,
            Op.Jump => Firsts(value, firsts),
            Op.Either => Firsts(value, firsts) & Firsts(other, firsts),
            Op.Found => throw new FormatException("A pattern must not match nothing."),
            _ => false,
        };
    }
}
