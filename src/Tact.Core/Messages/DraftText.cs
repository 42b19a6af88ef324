using Tact.Core.Mail;

namespace Tact.Core.Messages;

/// <summary>A word of a draft: where it stands in the folded text, its sentence, and whether it stands within quotation marks.</summary>
internal readonly record struct Token(int Start, int Length, int Sentence, bool Quoted, string? Instead = null);

/// <summary>A sentence: its first token, the one after its last, and the sign at its end.</summary>
internal readonly record struct Sentence(int First, int End, char Mark, int Line);

/// <summary>A text cut into sentences and words, with short forms written out ("don't" is "do not").</summary>
internal sealed class DraftText
{
    private readonly FoldedText folded;

    private DraftText(FoldedText folded, List<Token> tokens, List<Sentence> sentences)
    {
        this.folded = folded;
        (Tokens, Sentences) = (tokens, sentences);
    }

    /// <summary>As it was written.</summary>
    public string Original => folded.Original;

    /// <summary>As it is searched.</summary>
    public FoldedText Folded => folded;

    /// <summary>Its words.</summary>
    public List<Token> Tokens { get; }

    /// <summary>Its sentences.</summary>
    public List<Sentence> Sentences { get; }

    /// <summary>A word, folded.</summary>
    public ReadOnlySpan<char> Word(int token)
    {
        var (start, length, _, _, instead) = Tokens[token];
        return instead is not null ? instead : folded.Folded.AsSpan(start, length);
    }

    /// <summary>Whether a token is a number, in digits or as a word up to twelve.</summary>
    public bool IsNumber(int token)
    {
        var word = Word(token);
        return char.IsAsciiDigit(word[0]) || word is "two" or "three" or "four" or "five" or "six" or "seven" or "eight" or "nine" or "ten" or "twelve" or "several" or "many"
            or "zwei" or "drei" or "vier" or "funf" or "sechs" or "deux" or "trois" or "quatre" or "cinq" or "dos" or "tres" or "cuatro" or "cinco" or "twee" or "drie" or "vijf" or "zes";
    }

    /// <summary>Where a token begins in the text as written.</summary>
    public int From(int token) => folded.Origin(Tokens[token].Start);

    /// <summary>Where a token ends in the text as written.</summary>
    public int To(int token) => folded.Origin(Tokens[token].Start + Tokens[token].Length - 1) + 1;

    /// <summary>The first letter as it was written.</summary>
    public char Letter(int token) => folded.Original[From(token)];

    /// <summary>Whether the whole word is in capitals, two letters at least.</summary>
    public bool IsCapitals(int token)
    {
        var (from, to) = (From(token), To(token));
        if (to - from < 2)
            return false;
        for (var i = from; i < to; i++)
        {
            if (!char.IsUpper(folded.Original[i]))
                return false;
        }

        return true;
    }

    /// <summary>Reads a text.</summary>
    public static DraftText Of(string text)
    {
        var folded = FoldedText.Of(text);
        List<Token> tokens = new(text.Length / 5);
        List<Sentence> sentences = [];
        var (first, quoted, single, line) = (0, false, false, 0);
        var repeated = text.StartsWith('>');
        var place = 0;
        var searched = folded.Folded;
        for (var i = 0; i < searched.Length;)
        {
            var c = searched[i];
            if (char.IsLetterOrDigit(c))
            {
                var start = i;
                while (i < searched.Length && (char.IsLetterOrDigit(searched[i]) || (searched[i] is '.' or ',' or ':' && i > start && i + 1 < searched.Length && char.IsAsciiDigit(searched[i - 1]) && char.IsAsciiDigit(searched[i + 1]))))
                    i++;
                Add(start, i);
                continue;
            }

            if (c == '"')
                quoted = !quoted && Closes(i, '"');
            else if (c == '\'' && (quoted ? single : (i == 0 || searched[i - 1] is ' ' or '(') && i + 1 < searched.Length && char.IsLetter(searched[i + 1])))
                (single, quoted) = quoted ? (false, false) : Closes(i, '\'') ? (true, true) : (false, false);
            if (c is '!' or '?' || (c is '.' or ':' && Ends(i)) || (c == ' ' && NewLine(i)))
                Close(c == ' ' ? '\n' : c);
            if (c == ' ' && text.AsSpan(folded.Origin(i), folded.Origin(i + 1) - folded.Origin(i)) is var gap && gap.Contains('\n'))
            {
                line++;
                repeated = folded.Origin(i + 1) < text.Length && text[folded.Origin(i + 1)] == '>';
            }

            i++;
        }

        Close('\n');
        return new DraftText(folded, tokens, sentences);

        void Add(int start, int end)
        {
            // "don't", "I've", "it's": the second half tells
            if (start > 0 && searched[start - 1] == '\'' && tokens.Count > first && tokens[^1].Start + tokens[^1].Length == start - 1)
            {
                var before = tokens[^1];
                var tail = searched.AsSpan(start, end - start);
                var stem = before.Instead ?? searched.AsSpan(before.Start, before.Length);
                if (tail is "t" && stem.Length > 2 && stem[^1] == 'n')
                {
                    tokens[^1] = before with { Instead = stem switch { "won" => "will", "can" => "can", "shan" => "shall", "ain" => "is", _ => stem[..^1].ToString() } };
                    tokens.Add(new Token(start, end - start, sentences.Count, quoted || repeated, "not"));
                    return;
                }

                var instead = tail switch
                {
                    "ve" => "have",
                    "re" => "are",
                    "ll" => "will",
                    "m" => "am",
                    "d" when stem.Length > 1 || stem[0] == 'i' => "would",
                    "s" when stem is "let" => "us",
                    "s" when stem is "it" or "that" or "what" or "there" or "here" or "who" or "how" or "he" or "she" or "where" or "when" => "is",
                    _ => null,
                };
                if (instead is null && tail is "s")
                    return;
                tokens.Add(new Token(start, end - start, sentences.Count, quoted || repeated, instead));
                return;
            }

            if (searched.AsSpan(start, end - start) is "cannot")
            {
                tokens.Add(new Token(start, 3, sentences.Count, quoted || repeated));
                tokens.Add(new Token(start + 3, 3, sentences.Count, quoted || repeated));
                return;
            }

            tokens.Add(new Token(start, end - start, sentences.Count, quoted || repeated));
        }

        void Close(char mark)
        {
            if (tokens.Count > first)
            {
                sentences.Add(new Sentence(first, tokens.Count, mark, line));
                first = tokens.Count;
            }
            else if (sentences.Count > 0 && mark is '?' or '!' && sentences.Count > 0 && sentences[^1].Mark is not '?')
            {
                sentences[^1] = sentences[^1] with { Mark = mark };
            }
        }

        // a full stop ends a sentence before a space and not after an abbreviation or the number of a day
        bool Ends(int i)
        {
            if (i + 1 < searched.Length && searched[i + 1] is not (' ' or '"' or '\'' or ')'))
                return false;
            if (searched[i] == ':')
                return false;
            var from = i;
            while (from > 0 && char.IsLetterOrDigit(searched[from - 1]))
                from--;
            var word = searched.AsSpan(from, i - from);
            if (word is "mr" or "mrs" or "ms" or "dr" or "prof" or "st" or "no" or "nr" or "ca" or "vs" or "inc" or "ltd" or "sr" or "sra" or "herr" or "bzw" or "str" or "tel" or "fax" or "mob")
                return NewLine(i + 1);
            return !(word.Length is 1 or 2 && char.IsAsciiDigit(word[0]) && i + 2 < searched.Length && char.IsLetter(searched[i + 2]) && IsMonthAhead(i + 2)) && (word.Length != 1 || !char.IsLetter(word[0]) || word is "i" || NewLine(i + 1));
        }

        bool IsMonthAhead(int at) => searched.AsSpan(at) is var rest && (rest.StartsWith("januar") || rest.StartsWith("februar") || rest.StartsWith("marz") || rest.StartsWith("april") || rest.StartsWith("mai") || rest.StartsWith("jun") || rest.StartsWith("jul") || rest.StartsWith("august") || rest.StartsWith("septem") || rest.StartsWith("oktober") || rest.StartsWith("novem") || rest.StartsWith("dezem"));

        // an empty line ends a sentence, and so does the end of a line that was not merely full
        bool NewLine(int i)
        {
            if (i >= searched.Length || searched[i] != ' ')
                return i >= searched.Length;
            var origin = folded.Origin(i);
            var next = folded.Origin(i + 1);
            var breaks = 0;
            var at = origin;
            for (; at < next && at < text.Length; at++)
            {
                if (text[at] == '\n')
                    breaks++;
            }

            if (breaks != 1)
                return breaks > 1;
            var begin = origin;
            while (begin > place && text[begin - 1] != '\n')
                begin--;
            return origin - begin < 55;
        }

        // an opening quotation mark has its closing one within the paragraph
        bool Closes(int i, char mark)
        {
            var close = searched.IndexOf(mark, i + 1);
            while (mark == '\'' && close > 0 && close + 1 < searched.Length && char.IsLetterOrDigit(searched[close + 1]))
                close = searched.IndexOf(mark, close + 1);
            if (close < 0 || close - i > 240)
                return false;
            return !text.AsSpan(folded.Origin(i), folded.Origin(close) - folded.Origin(i)).Contains("\n\n", StringComparison.Ordinal);
        }
    }

    /// <summary>The words of a phrase in the form in which they are looked for.</summary>
    public static List<string> WordsOf(string phrase)
    {
        var text = Of(phrase);
        List<string> words = [];
        for (var i = 0; i < text.Tokens.Count; i++)
            words.Add(text.Word(i).ToString());
        return words;
    }
}
