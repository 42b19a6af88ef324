using System.Globalization;

namespace Tact.Core.Messages;

/// <summary>What a message brings to whoever receives it, and whether it is about them (B5, B6, F1).</summary>
internal static class Worth
{
    /// <summary>About our product, and about ourselves rather than them.</summary>
    public static void Pitch(Look look)
    {
        var text = look.Body;
        var (ours, theirs) = (0, 0);
        var our = look.Words.Our.GetAlternateLookup<ReadOnlySpan<char>>();
        var their = look.Words.Their.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (our.Contains(text.Word(i)))
                ours++;
            else if (their.Contains(text.Word(i)))
                theirs++;
        }

        var pitches = look.Found.Where(hit => look.Words.Groups[hit.Group].Mark == "pitches" && !text.Tokens[hit.First].Quoted).ToList();
        var sentences = pitches.Select(hit => text.Tokens[hit.First].Sentence).Distinct().ToList();
        if (sentences.Count > 0)
        {
            var heavy = sentences.Count >= 3 || (sentences.Count == 2 && ours > theirs) || (ours >= 3 && theirs <= 1);
            foreach (var sentence in sentences.Take(3))
            {
                var hit = pitches.First(one => text.Tokens[one.First].Sentence == sentence);
                look.Add("product_pitch", text, hit.First, hit.End, null, "Say what changed for somebody like them, in their words: “Two clinics of your size …”", heavy ? Severity.Annoying : Severity.Improve);
            }
        }

        if (ours >= 4 && ours > theirs * 2)
            look.AddAt("self_focus", MessageField.Body, 0, 0, $"It speaks of us {ours} times and of them {(theirs == 0 ? "not once" : theirs == 1 ? "once" : $"{theirs} times")}.", "Begin sentences with their side: what they do, asked or have ahead of them.");
    }

    /// <summary>Nothing in it is true of this person alone.</summary>
    public static void Specifics(Look look)
    {
        if (look.Body.Tokens.Count < 12 || look.Draft.Thread == InThread.Reply || look.Spoke("unfilled_placeholder") || (look.Any("way-out") && look.Any("rests")))
            return;
        for (var i = look.FirstSentence; i < look.LastSentence; i++)
        {
            if (look.Is(i, "theirs") || look.Is(i, "gesture") || look.Is(i, "knows") || Concrete(look, i, numbers: !look.Is(i, "asks-to-meet") && !look.Is(i, "chases"), names: !look.Is(i, "chases")) || Known(look, i))
                return;
        }

        look.AddAt("no_specifics", MessageField.Body, 0, 0, null, "Add one thing that is true of them alone: what they said, asked, do or have ahead of them.");
    }

    /// <summary>It wants something of them and has nothing for them.</summary>
    public static void Value(Look look)
    {
        var text = look.Body;
        if (text.Tokens.Count < 2 || look.LastSentence <= look.FirstSentence || look.Spoke("unfilled_placeholder") && text.Tokens.Count < 20)
            return;
        var (wants, at) = (false, -1);
        for (var i = look.FirstSentence; i < look.LastSentence; i++)
        {
            var sentence = text.Sentences[i];
            if (Brings(look, i))
                return;
            var question = sentence.Mark == '?';
            if (look.Is(i, "asks-to-meet") || look.Is(i, "asks-to-click") || look.Is(i, "asks-to-sign") || look.Is(i, "chases") || (look.Is(i, "asks-answer") && !look.Is(i, "hardly-asks") && !look.Is(i, "way-out")) || look.Is(i, "pitches") || question)
                (wants, at) = (true, at < 0 ? i : at);
        }

        var stale = look.Spoke("stale_phrase");
        // an answer to them brings what they asked for: itself; only chasing and pitching in their thread is looked at
        if (look.Draft.Thread == InThread.Reply && !stale && !look.Any("chases") && !look.Any("pitches"))
            return;
        if (Special(look) || (!wants && !stale))
            return;
        var (first, end) = at >= 0 ? (text.Sentences[at].First, text.Sentences[at].End) : (text.Sentences[look.FirstSentence].First, text.Sentences[look.FirstSentence].End);
        look.Add("no_new_value", text, first, end, null, look.Receiver is { Facts: [var fact, ..] } ? $"Bring something that has to do with what you know of them: {fact}" : "Bring one thing: an answer, an article, an example from a place like theirs, a name.");
    }

    // the two special messages and other kind words need no gift: they say what will happen, or take a weight off (B8)
    private static bool Special(Look look) =>
        (look.Any("way-out") && (look.Any("rests") || look.Any("promises") || look.Any("prefers"))) || look.Any("prefers")
        || (look.Any("promises") && look.Any("when") && !look.Spoke("stale_phrase") && !look.Any("chases"));

    // a sentence that is worth reading for them
    private static bool Brings(Look look, int sentence)
    {
        if (look.Is(sentence, "brings") || (look.Is(sentence, "attaches") && !look.Is(sentence, "pitches")) || look.Is(sentence, "gesture") || look.Is(sentence, "practical") || Link(look, sentence))
            return true;
        if (look.Is(sentence, "theirs") && !look.Is(sentence, "chases"))
            return true;
        if (look.Is(sentence, "pitches"))
            return false;
        var credit = !look.Is(sentence, "asks-to-meet") && !look.Is(sentence, "chases") && !look.Is(sentence, "asks-answer") && !OursOnly(look, sentence) && !StillPitches(look, sentence);
        return Concrete(look, sentence, numbers: credit && !look.Is(sentence, "asks-to-click"), names: credit) || Known(look, sentence);
    }

    // "Our solution … It integrates with Oracle. Acme and Globex use it."
    private static bool StillPitches(Look look, int sentence)
    {
        for (var i = sentence; i > look.FirstSentence && SpeaksOnOfIt(look, i); i--)
        {
            if (look.Is(i - 1, "pitches"))
                return true;
        }

        return false;
    }

    private static bool SpeaksOnOfIt(Look look, int sentence)
    {
        var (first, end, _, _) = look.Body.Sentences[sentence];
        var our = look.Words.Our.GetAlternateLookup<ReadOnlySpan<char>>();
        var their = look.Words.Their.GetAlternateLookup<ReadOnlySpan<char>>();
        var on = false;
        for (var i = first; i < end; i++)
        {
            if (their.Contains(look.Body.Word(i)))
                return false;
            on |= our.Contains(look.Body.Word(i)) || look.Body.Word(i) is "it" or "they" or "es" or "elle" or "il" or "het";
        }

        return on;
    }

    private static bool Link(Look look, int sentence)
    {
        var (first, end, _, _) = look.Body.Sentences[sentence];
        for (var i = first; i < end; i++)
        {
            if (look.Body.Word(i) is "https" or "http" or "www")
                return !look.Is(sentence, "asks-to-meet") && !look.Is(sentence, "asks-to-click");
        }

        return false;
    }

    // "We have 20 years of experience" is a figure about ourselves
    private static bool OursOnly(Look look, int sentence)
    {
        var (first, end, _, _) = look.Body.Sentences[sentence];
        var our = look.Words.Our.GetAlternateLookup<ReadOnlySpan<char>>();
        var their = look.Words.Their.GetAlternateLookup<ReadOnlySpan<char>>();
        var ours = false;
        for (var i = first; i < end; i++)
        {
            if (their.Contains(look.Body.Word(i)))
                return false;
            ours |= our.Contains(look.Body.Word(i));
        }

        return ours;
    }

    // a figure, a name, or something of theirs that not everybody has: "your night shift"
    private static bool Concrete(Look look, int sentence, bool numbers, bool names)
    {
        var text = look.Body;
        var (first, end, _, _) = text.Sentences[sentence];
        var their = look.Words.Their.GetAlternateLookup<ReadOnlySpan<char>>();
        var generic = look.Words.Generic.GetAlternateLookup<ReadOnlySpan<char>>();
        var common = look.Words.Common.GetAlternateLookup<ReadOnlySpan<char>>();
        var calendar = look.Words.Calendar.GetAlternateLookup<ReadOnlySpan<char>>();
        // "this is Kim from Brandt" names the writer
        names = names && look.Words.Language != "de" && !look.Is(sentence, "introduces");
        for (var i = first; i < end; i++)
        {
            var word = text.Word(i);
            // "your new account manager" is what anybody has, "your new oven" is not
            var thing = i + 2 < end && text.Word(i + 1) is "new" or "neue" or "neuer" or "neuen" or "neues" ? i + 2 : i + 1;
            if (their.Contains(word) && thing < end && Owned(word) && !generic.Contains(text.Word(thing)) && !common.Contains(text.Word(thing)) && text.Word(thing).Length > 2 && !char.IsAsciiDigit(text.Word(thing)[0]))
                return true;
            if (numbers && char.IsAsciiDigit(word[0]) && !IsTime(text, i, end) && !IsClock(text, i, first, end) && !IsTelephone(text, i, first, end))
                return true;
            if (names && i > first && char.IsUpper(text.Letter(i)) && !calendar.Contains(word) && !common.Contains(word) && !IsOwn(look, i) && !text.IsCapitals(i) && !Greets(look, i))
                return true;
        }

        return false;
    }

    private static bool Owned(ReadOnlySpan<char> word) => word is "your" or "ihr" or "ihre" or "ihrer" or "ihren" or "ihrem" or "votre" or "vos" or "su" or "sus" or "uw" or "je" or "jouw" or "jullie" or "dein" or "deine" or "deiner" or "deinen" or "euer" or "eure" or "eurer" or "tu" or "tus" or "ton" or "ta" or "tes";

    private static bool IsTime(DraftText text, int at, int end)
    {
        var next = at + 1 < end ? text.Word(at + 1) : "";
        return next is "min" or "mins" or "minute" or "minutes" or "minuten" or "minutos" or "minuut" or "hour" or "hours" or "am" or "pm" or "uhr" or "uur" or "h" or "seconds" or "o" or "days" or "times" or "weeks" or "x" or "years" or "of"
            || text.Word(at).Contains(':')
            || (next.Length > 2 && (next.StartsWith("jan") || next.StartsWith("feb") || next.StartsWith("mar") || next.StartsWith("apr") || next.StartsWith("may") || next.StartsWith("mai") || next.StartsWith("jun") || next.StartsWith("jul") || next.StartsWith("aug") || next.StartsWith("sep") || next.StartsWith("oct") || next.StartsWith("okt") || next.StartsWith("nov") || next.StartsWith("dec") || next.StartsWith("dez")));
    }

    // "at 10 or 11" is an hour; "at 14 degrees" is not
    private static bool IsClock(DraftText text, int at, int first, int end)
    {
        if (at == first || text.Word(at).Length > 2 || !int.TryParse(text.Word(at), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || hour is < 1 or > 24)
            return false;
        var next = at + 1 < end ? text.Word(at + 1) : "";
        return text.Word(at - 1) is "at" or "until" or "till" or "um" or "bis" or "or" or "a" or "om" or "tot" or "las"
            && !(next is "degrees" or "percent" or "per" or "grad" or "prozent" or "euros" or "euro" or "pounds" or "pence" or "metres" or "km")
            && !(text.To(at) < text.Original.Length && text.Original[text.To(at)] is '%' or '°');
    }

    // 020 7946 0958, +49 30 901820; but 10 000 and £12500 are figures
    private static bool IsTelephone(DraftText text, int at, int first, int end)
    {
        var (from, to) = (at, at + 1);
        while (from > first && Joined(text, from - 1))
            from--;
        while (to < end && Joined(text, to - 1))
            to++;
        var word = text.Word(from);
        var sign = text.From(from) > 0 ? text.Original[text.From(from) - 1] : ' ';
        if (sign == '+' || (word.Length > 1 && word[0] == '0' && char.IsAsciiDigit(word[1])))
            return true;
        var (digits, thousands) = (0, to - from > 1 && word.Length <= 3);
        for (var i = from; i < to; i++)
        {
            if (text.Word(i).ContainsAnyExceptInRange('0', '9'))
                return false;
            digits += text.Word(i).Length;
            thousands &= i == from || text.Word(i).Length == 3;
        }

        return digits >= 5 && !thousands && sign is not ('£' or '€' or '$');
    }

    // two numbers with nothing between them but what parts a telephone number
    private static bool Joined(DraftText text, int at) =>
        char.IsAsciiDigit(text.Word(at)[0]) && char.IsAsciiDigit(text.Word(at + 1)[0])
        && !text.Original.AsSpan(text.To(at), text.From(at + 1) - text.To(at)).ContainsAnyExcept(" -/.()");

    private static bool IsOwn(Look look, int token)
    {
        var word = look.Body.Word(token);
        foreach (var name in look.Draft.OwnNames)
        {
            if (name.Contains(look.Body.Original[look.Body.From(token)..look.Body.To(token)], StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return word is "hi" or "hello" or "dear" or "kind" or "best" or "thanks" or "cheers";
    }

    // their name in the greeting is in every mass mail
    private static bool Greets(Look look, int token) => look.Body.Tokens[token].Sentence == 0 && look.FirstSentence == 0 && token <= 2;

    // something that the record knows of them: their company, or two words of a fact
    private static bool Known(Look look, int sentence)
    {
        if (look.Receiver is not { } receiver)
            return false;
        var text = look.Body;
        var (first, end, _, _) = text.Sentences[sentence];
        if (receiver.Company is { } company && DraftText.WordsOf(company) is [var head, ..] && head.Length > 2)
        {
            for (var i = first; i < end; i++)
            {
                if (text.Word(i).SequenceEqual(head))
                    return true;
            }
        }

        foreach (var fact in receiver.Facts)
        {
            var words = DraftText.WordsOf(fact);
            var same = 0;
            for (var i = first; i < end; i++)
            {
                if (text.Word(i).Length > 4 && words.Contains(text.Word(i).ToString()))
                    same++;
            }

            if (same >= 2)
                return true;
        }

        return false;
    }
}
