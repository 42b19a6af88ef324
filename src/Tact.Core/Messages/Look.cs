using NodaTime;

namespace Tact.Core.Messages;

/// <summary>A draft being looked at: its words, what was found in them, and the findings so far.</summary>
internal sealed class Look
{
    // more than anybody reads; a text full of them says the same
    private const int MostFindings = 200;

    private readonly Tuning tuning;
    private readonly List<Finding> findings = [];

    public Look(Draft draft, Receiver? receiver, Tuning tuning)
    {
        (Draft, Receiver, this.tuning) = (draft, receiver, tuning);
        Body = DraftText.Of(draft.Text);
        Words = MessageWords.Of(Body, draft.Language);
        Found = Search(Body, MessageField.Body);
        Subject = string.IsNullOrWhiteSpace(draft.Subject) || draft.Kind != MessageKind.Email ? null : DraftText.Of(draft.Subject);
        SubjectFound = Subject is null ? [] : Search(Subject, MessageField.Subject);
        IsMarked = new HashSet<string>[Body.Sentences.Count];
        foreach (var (group, first, _) in Found)
        {
            if (Words.Groups[group].Mark is { } mark)
                (IsMarked[Body.Tokens[first].Sentence] ??= []).Add(mark);
        }

        (FirstSentence, LastSentence) = Core();
    }

    /// <summary>The draft.</summary>
    public Draft Draft { get; }

    /// <summary>What the record knows of the receiver; null when nothing.</summary>
    public Receiver? Receiver { get; }

    /// <summary>The words.</summary>
    public DraftText Body { get; }

    /// <summary>The subject; null without one.</summary>
    public DraftText? Subject { get; }

    /// <summary>The words of its language.</summary>
    public MessageWords Words { get; }

    /// <summary>Phrases in the words.</summary>
    public List<PatternHit> Found { get; }

    /// <summary>Phrases in the subject.</summary>
    public List<PatternHit> SubjectFound { get; }

    /// <summary>The marks of each sentence; null where there is none.</summary>
    public HashSet<string>?[] IsMarked { get; }

    /// <summary>The first sentence after the greeting.</summary>
    public int FirstSentence { get; }

    /// <summary>The one after the last sentence before the closing.</summary>
    public int LastSentence { get; }

    /// <summary>What was found, what would annoy first.</summary>
    public IReadOnlyList<Finding> Findings => [.. findings.OrderByDescending(one => one.Severity).ThenByDescending(one => one.Field).ThenBy(one => one.Start)];

    /// <summary>Whether a sentence has a mark.</summary>
    public bool Is(int sentence, string mark) => IsMarked[sentence]?.Contains(mark) == true;

    /// <summary>Whether a sentence between greeting and closing has a mark.</summary>
    public bool Any(string mark)
    {
        for (var i = FirstSentence; i < LastSentence; i++)
        {
            if (Is(i, mark))
                return true;
        }

        return false;
    }

    /// <summary>Whether a rule was found.</summary>
    public bool Spoke(string rule) => findings.Exists(one => one.Rule == rule);

    /// <summary>Adds a finding at words.</summary>
    public void Add(string rule, DraftText text, int first, int end, string? why = null, string? better = null, Severity? severity = null)
    {
        var start = text.From(first);
        AddAt(rule, ReferenceEquals(text, Subject) ? MessageField.Subject : MessageField.Body, start, text.To(end - 1) - start, why, better, severity);
    }

    /// <summary>Adds a finding at characters.</summary>
    public void AddAt(string rule, MessageField field, int start, int length, string? why = null, string? better = null, Severity? severity = null)
    {
        var about = MessageRules.ById[rule];
        var weight = severity ?? about.Severity;
        if (tuning.Rules.TryGetValue(rule, out var setting))
        {
            if (setting == RuleSetting.Off)
                return;
            weight = setting == RuleSetting.Annoying ? Severity.Annoying : Severity.Improve;
        }

        if (findings.Count >= MostFindings || findings.Exists(one => one.Rule == rule && one.Field == field && start < one.Start + one.Length && one.Start < start + length))
            return;
        var text = (field == MessageField.Subject ? Draft.Subject! : Draft.Text).Substring(start, length);
        findings.Add(new Finding(rule, weight, field, start, length, text, why ?? about.About, better));
    }

    /// <summary>Adds what the phrases of rules say, in the subject and the words.</summary>
    public void AddPhrases()
    {
        Phrases(Body, Found);
        if (Subject is not null)
            Phrases(Subject, SubjectFound);
        Own(Body);
        if (Subject is not null)
            Own(Subject);
    }

    /// <summary>The day on which it is read.</summary>
    public LocalDate? Day => Draft.Day;

    /// <summary>Takes findings of a rule to the greater weight.</summary>
    public void Weigh(string rule, Severity severity)
    {
        if (tuning.Rules.ContainsKey(rule))
            return;
        for (var i = 0; i < findings.Count; i++)
        {
            if (findings[i].Rule == rule)
                findings[i] = findings[i] with { Severity = severity };
        }
    }

    private void Phrases(DraftText text, List<PatternHit> found)
    {
        // the longest of those that begin together or overlap within a rule
        foreach (var hit in found.Where(hit => Words.Groups[hit.Group].Rule is not null).OrderByDescending(hit => Words.Groups[hit.Group].Severity is null).ThenByDescending(hit => hit.End - hit.First))
        {
            var group = Words.Groups[hit.Group];
            Add(group.Rule!, text, hit.First, hit.End, group.Why, group.Better, group.Severity);
        }
    }

    private void Own(DraftText text)
    {
        if (tuning.Patterns is not { } patterns)
            return;
        foreach (var hit in patterns.Find(text).OrderByDescending(hit => hit.End - hit.First))
            Add(tuning.Phrases[hit.Group].Rule, text, hit.First, hit.End, "Your team has put these words on its list.", tuning.Phrases[hit.Group].Better);
    }

    // phrases that are neither quoted, nor a title, nor taken back by a "no", nor made harmless by the words around them
    private List<PatternHit> Search(DraftText text, MessageField field)
    {
        var all = Words.Patterns.Find(text);
        List<PatternHit> kept = new(all.Count);
        foreach (var hit in all)
        {
            if (hit.Group < 0)
                continue;
            var group = Words.Groups[hit.Group];
            if (group.Rule is not null && (text.Tokens[hit.First].Quoted || (field == MessageField.Body && IsTitle(text, hit))))
                continue;
            if (group.Negatable && Negated(text, hit))
                continue;
            if (group.Unless.Count > 0 && all.Exists(other => other.Group == ~hit.Group && text.Tokens[other.First].Sentence == text.Tokens[hit.First].Sentence))
                continue;
            kept.Add(hit);
        }

        return kept;
    }

    private bool Negated(DraftText text, PatternHit hit)
    {
        // "if I get no answer, I will …": what begins with the writer is not taken back by what stands before
        if (text.Word(hit.First) is "i" or "we" or "ich" or "wir" or "je" or "nous" or "ik")
            return false;
        var not = Words.Not.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = hit.First - 1; i >= Math.Max(hit.First - 5, text.Sentences[text.Tokens[hit.First].Sentence].First); i--)
        {
            // "you do not answer, I will": the comma parts them
            if (text.Folded.Folded.AsSpan(text.Tokens[i].Start + text.Tokens[i].Length, text.Tokens[i + 1].Start - text.Tokens[i].Start - text.Tokens[i].Length).ContainsAny(',', ';', ':'))
                return false;
            if (not.Contains(text.Word(i)))
                return true;
        }

        return false;
    }

    // "the article Act Now on Heat Pumps": every word of it with a capital, and not where a sentence begins anyway
    private static bool IsTitle(DraftText text, PatternHit hit)
    {
        if (hit.First == text.Sentences[text.Tokens[hit.First].Sentence].First || hit.End - hit.First < 2)
            return false;
        for (var i = hit.First; i < hit.End; i++)
        {
            if (!char.IsUpper(text.Letter(i)) && text.Tokens[i].Length > 3)
                return false;
            if (text.IsCapitals(i))
                return false;
        }

        return char.IsUpper(text.Letter(hit.First));
    }

    // what stands between the greeting and the closing
    private (int First, int Last) Core()
    {
        var sentences = Body.Sentences;
        var first = 0;
        if (sentences.Count > 1 && sentences[0].End - sentences[0].First <= 6 && Words.Greetings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Body.Word(sentences[0].First)))
            first = 1;
        else if (sentences.Count > 1 && sentences[0].End - sentences[0].First <= 3 && sentences[0].Mark == '\n')
            first = 1;
        var last = sentences.Count;
        while (last > first + 1 && sentences[last - 1].Mark == '\n' && sentences[last - 1].End - sentences[last - 1].First <= 6 && (IsMarked[last - 1] is null || sentences[last - 1].End - sentences[last - 1].First <= 3))
            last--;
        return (first, last);
    }
}
