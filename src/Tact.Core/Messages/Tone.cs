namespace Tact.Core.Messages;

/// <summary>Capitals and exclamation marks (B9).</summary>
internal static class Tone
{
    /// <summary>Whether it shouts. NASA, ISO 9001 and GmbH do not.</summary>
    public static void Shouting(Look look)
    {
        Capitals(look, look.Body);
        Marks(look, look.Draft.Text, MessageField.Body);
        if (look.Subject is null)
            return;
        Capitals(look, look.Subject);
        Marks(look, look.Draft.Subject!, MessageField.Subject);
    }

    private static void Capitals(Look look, DraftText text)
    {
        var shouted = look.Words.Shouted.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (!text.IsCapitals(i) || text.Tokens[i].Quoted)
                continue;
            var (end, words, loud) = (i, 0, 0);
            while (end < text.Tokens.Count && text.Tokens[end].Sentence == text.Tokens[i].Sentence && (text.IsCapitals(end) || text.Word(end) is "i" or "a"))
            {
                if (text.To(end) - text.From(end) > 1 || shouted.Contains(text.Word(end)))
                    words++;
                if (shouted.Contains(text.Word(end)) && text.Word(end) is not ("it" or "us"))
                    loud++;
                end++;
            }

            if (loud > 0)
                look.Add("shouting", text, i, end, "Capitals read as shouting.", "Write it in small letters; if it matters, put it first.", words > 1 || Loud(text.Word(i)) ? null : Severity.Improve);
            i = Math.Max(i, end - 1);
        }
    }

    // one of these alone is loud enough; NOT and YOU may stress a word
    private static bool Loud(ReadOnlySpan<char> word) => word is "free" or "now" or "urgent" or "guaranteed" or "hurry" or "important" or "attention" or "exclusive" or "wow" or "immediately" or "asap" or "huge" or "gratis" or "jetzt" or "dringend" or "urgente" or "wichtig" or "ahora" or "dringend" or "nu";

    private static void Marks(Look look, string text, MessageField field)
    {
        var single = 0;
        var last = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('!' or '?'))
                continue;
            var end = i;
            var exclaims = 0;
            while (end < text.Length && text[end] is '!' or '?')
                exclaims += text[end++] == '!' ? 1 : 0;
            if (end - i > 1)
                look.AddAt("shouting", field, i, end - i, "Several marks in a row read as shouting.", text[i].ToString(), end - i > 2 || exclaims is 1 ? null : Severity.Improve);
            else if (exclaims == 1)
                (single, last) = (single + 1, i);
            i = end - 1;
        }

        if (single >= (field == MessageField.Subject ? 2 : 3))
            look.AddAt("shouting", field, last, 1, $"{single} exclamation marks in one message are loud.", ".", single >= 5 ? null : Severity.Improve);
    }
}
