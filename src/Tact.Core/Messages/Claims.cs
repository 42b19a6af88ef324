
namespace Tact.Core.Messages;

/// <summary>What a message says of itself and of what was before (F3, F4, B5, B6).</summary>
internal static class Claims
{
    private const int MostOthers = 30;

    /// <summary>It speaks of a talk that the record does not know.</summary>
    public static void Familiarity(Look look)
    {
        if (look.Receiver?.Acquaintance is not (Acquaintance.Never or Acquaintance.OneSided) || look.Draft.Thread == InThread.Reply)
            return;
        foreach (var (group, first, end) in look.Found)
        {
            if (look.Words.Groups[group].Mark == "knows" && !look.Body.Tokens[first].Quoted)
                look.Add("false_familiarity", look.Body, first, end, "There is no such talk on record. If there was one, record it; if not, they will know.", "Say honestly that you have not met: “We have not spoken yet.”");
        }
    }

    /// <summary>"Re:" without anything it answers.</summary>
    public static void Reply(Look look)
    {
        if (look.Draft.Subject is not { } subject || look.Subject is null)
            return;
        var trimmed = subject.AsSpan().TrimStart();
        var length = Prefix(trimmed);
        if (length == 0)
            return;
        var none = look.Draft.Thread == InThread.New || (look.Draft.Thread == InThread.Unknown && look.Receiver?.Acquaintance == Acquaintance.Never);
        if (none)
            look.AddAt("false_reply", MessageField.Subject, subject.Length - trimmed.Length, length, "It looks like an answer, and there is nothing it answers.", trimmed[length..].Trim().ToString() is { Length: > 0 } rest ? rest : null);
    }

    private static int Prefix(ReadOnlySpan<char> subject)
    {
        var colon = subject.IndexOf(':');
        if (colon is < 2 or > 4)
            return 0;
        return subject[..colon].Trim().ToString().ToUpperInvariant() is "RE" or "AW" or "FW" or "FWD" or "WG" or "TR" or "RV" or "RIF" or "ANTW" or "BETR" or "DOORST" ? colon + 1 : 0;
    }

    /// <summary>Something is said to be attached, and nothing is.</summary>
    public static void Attachment(Look look)
    {
        if (look.Draft.Attachments is not { Count: 0 } || look.Draft.Kind is MessageKind.Voicemail or MessageKind.Opening)
            return;
        foreach (var (group, first, end) in look.Found)
        {
            if (look.Words.Groups[group].Mark == "attaches" && !look.Body.Tokens[first].Quoted)
            {
                look.Add("missing_attachment", look.Body, first, end, look.Draft.Kind == MessageKind.Letter ? "Nothing is named as enclosed." : "Nothing is attached.");
                return;
            }
        }
    }

    /// <summary>What it brings, they have.</summary>
    public static void Given(Look look)
    {
        if (look.Receiver is not { Given.Count: > 0 } receiver)
            return;
        foreach (var title in receiver.Given)
        {
            var words = DraftText.WordsOf(title);
            var named = look.Draft.Brings is { } brings && Folded.Text(brings) == Folded.Text(title);
            var at = words.Count >= 2 || title.Length >= 10 ? Find(look.Body, words) : -1;
            if (at >= 0 && (named || !SentBefore(look, at)))
                look.Add("already_given", look.Body, at, at + words.Count, $"They were given “{title}” already.", "Bring something they do not have yet, or ask how it was.");
            else if (named)
                look.AddAt("already_given", MessageField.Body, 0, 0, $"They were given “{title}” already.", "Bring something they do not have yet.");
        }
    }

    // "the checklist I sent you in May" is no second gift
    private static bool SentBefore(Look look, int token)
    {
        var sentence = look.Body.Tokens[token].Sentence;
        return look.Is(sentence, "gave-before") || !(look.Is(sentence, "brings") || look.Is(sentence, "attaches"));
    }

    private static int Find(DraftText text, List<string> words)
    {
        for (var i = 0; i + words.Count <= text.Tokens.Count; i++)
        {
            var all = true;
            for (var k = 0; all && k < words.Count; k++)
                all = text.Word(i + k).SequenceEqual(words[k]);
            if (all)
                return i;
        }

        return -1;
    }

    /// <summary>Others got the same words (B6). Names do not count.</summary>
    public static void SameAsOthers(Look look)
    {
        if (look.Receiver is not { SentToOthers.Count: > 0 } receiver || look.Body.Tokens.Count < 20)
            return;
        var mine = Pieces(look.Body);
        var same = receiver.SentToOthers.Take(MostOthers).Count(other => Likeness(mine, Pieces(DraftText.Of(other))) >= 0.8);
        if (same > 0)
            look.AddAt("same_as_others", MessageField.Body, 0, 0, same == 1 ? "Somebody else got nearly the same words." : $"{same} other people got nearly the same words.", "Add a sentence that is true of them alone.", same >= 5 ? Severity.Annoying : null);
    }

    // runs of four words, without words that begin with a capital in the middle of a sentence
    private static HashSet<int> Pieces(DraftText text)
    {
        HashSet<int> pieces = [];
        var (a, b, c, n) = (0, 0, 0, 0);
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (i > text.Sentences[text.Tokens[i].Sentence].First && char.IsUpper(text.Letter(i)))
                continue;
            var d = string.GetHashCode(text.Word(i), StringComparison.Ordinal);
            if (++n >= 4)
                pieces.Add(HashCode.Combine(a, b, c, d));
            (a, b, c) = (b, c, d);
        }

        return pieces;
    }

    private static double Likeness(HashSet<int> mine, HashSet<int> other)
    {
        if (mine.Count == 0 || other.Count == 0)
            return 0;
        var both = mine.Count(other.Contains);
        return both / (double)(mine.Count + other.Count - both);
    }
}
