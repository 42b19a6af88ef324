namespace Tact.Core.Messages;

/// <summary>How long a message is and how easily it reads (F1).</summary>
internal sealed record Measure(int Words, int Seconds, double? Ease, int LongestSentence, int LongestWords, double AverageSentence)
{
    // words a minute at a natural pace on the telephone, by language; longer words take longer
    private static double Pace(string language) => language switch { "de" => 130, "fr" => 155, "es" => 155, "nl" => 145, _ => 150 };

    /// <summary>Measures the words; the closing and the greeting count for the seconds, not for the ease.</summary>
    public static Measure Of(Look look)
    {
        var text = look.Body;
        var words = 0;
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (text.Tokens[i].Instead is null || text.Tokens[i].Instead!.Length > 3)
                words++;
        }

        var (syllables, counted, sentences, longest, most) = (0, 0, 0, -1, 0);
        for (var i = look.FirstSentence; i < look.LastSentence; i++)
        {
            var (first, end, _, _) = text.Sentences[i];
            if (end - first < 2)
                continue;
            sentences++;
            counted += end - first;
            for (var k = first; k < end; k++)
                syllables += Syllables(text.Word(k), look.Words.Language);
            if (end - first > most)
                (longest, most) = (i, end - first);
        }

        var average = sentences == 0 ? 0 : counted / (double)sentences;
        return new Measure(words, (int)Math.Round(words / Pace(look.Words.Language) * 60), counted < 20 ? null : Math.Round(Flesch(look.Words.Language, average, syllables / (double)counted), 1), longest, most, average);
    }

    /// <summary>Too long for its way, or hard to read.</summary>
    public void Judge(Look look)
    {
        var (spoken, most, far) = look.Draft.Kind switch
        {
            MessageKind.Voicemail => (true, 35, 90),
            MessageKind.Opening => (true, 30, 75),
            MessageKind.Letter => (false, 400, 900),
            _ => (false, 200, 500),
        };
        var size = spoken ? Seconds : Words;
        if (size > most)
        {
            var why = spoken ? $"It takes {Seconds} seconds to say; {(look.Draft.Kind == MessageKind.Voicemail ? "a voicemail is listened to for about 30" : "the first words of a call have about 20")}." : $"It has {Words} words; {(look.Draft.Kind == MessageKind.Letter ? "a letter of one page has 300" : "an e-mail that is read has under 150")}.";
            look.AddAt("too_long", MessageField.Body, 0, 0, why, "Keep the one thing that matters to them; the rest can follow when they ask.", size > far ? Severity.Annoying : null);
        }

        if (look.Subject is not null && look.Draft.Subject!.Length > 80)
            look.AddAt("too_long", MessageField.Subject, 0, look.Draft.Subject.Length, "A subject this long is cut off where they read it.", "Six or seven words are enough.");
        if (LongestWords > 38 && LongestSentence >= 0)
            look.Add("hard_to_read", look.Body, look.Body.Sentences[LongestSentence].First, look.Body.Sentences[LongestSentence].End, $"This sentence has {LongestWords} words.", "Make two of it.");
        else if (Words >= 30 && (Ease < 25 || AverageSentence > 27))
            look.AddAt("hard_to_read", MessageField.Body, 0, 0, AverageSentence > 27 ? $"Its sentences have {AverageSentence:0} words on average." : "Its words are long and its sentences dense.", "Shorter sentences, everyday words.");
    }

    private static double Flesch(string language, double sentence, double word) => language switch
    {
        "de" => 180 - sentence - 58.5 * word,
        "fr" => 207 - 1.015 * sentence - 73.6 * word,
        "es" => 206.84 - 1.02 * sentence - 60 * word,
        "nl" => 206.84 - 0.93 * sentence - 77 * word,
        _ => 206.835 - 1.015 * sentence - 84.6 * word,
    };

    // groups of vowels; in English and French a silent e at the end does not count
    private static int Syllables(ReadOnlySpan<char> word, string language)
    {
        var (count, before) = (0, false);
        foreach (var c in word)
        {
            var vowel = c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
            if (vowel && !before)
                count++;
            before = vowel;
        }

        if (language is "en" or "fr" && count > 1 && word[^1] == 'e' && !(word.Length > 2 && word[^2] == 'l' && language == "en"))
            count--;
        else if (language == "en" && count > 1 && word.EndsWith("ed") && word.Length > 3 && word[^3] is not ('t' or 'd'))
            count--;
        return Math.Max(1, count);
    }
}
