namespace Tact.Core.Messages;

/// <summary>What a message asks for: one thing (F2), with a way to say no (B7).</summary>
internal static class Asks
{
    private static readonly string[] Kinds = ["asks-to-meet", "asks-to-click", "asks-to-sign", "asks-to-forward", "asks-to-come"];

    /// <summary>Counts the different things it asks for. Two ways to answer one question are one thing.</summary>
    public static void Count(Look look)
    {
        var text = look.Body;
        List<(string Kind, int Sentence)> asked = [];
        var answers = -1;
        for (var i = look.FirstSentence; i < text.Sentences.Count; i++)
        {
            var sentence = text.Sentences[i];
            var marks = look.IsMarked[i];
            if (text.Tokens[sentence.First].Quoted)
                continue;
            var question = sentence.Mark == '?';
            if (question && Rhetorical(look, i))
                continue;
            var kinds = marks is null ? [] : Kinds.Where(marks.Contains).ToList();
            // "I will call you on Thursday" offers; only a question or a request asks
            if (!question && kinds.Remove("asks-to-meet") && Demands(look, i))
                kinds.Add("asks-to-meet");
            foreach (var kind in kinds.Take(2))
            {
                if (!asked.Exists(one => one.Kind == kind))
                    asked.Add((kind, i));
            }

            if (question && kinds.Count == 0)
            {
                // a row of questions one after the other is one question put in two ways
                if (!(asked.Count > 0 && asked[^1].Sentence == i - 1))
                    asked.Add(("question", i));
                else
                    asked[^1] = (asked[^1].Kind, i);
            }

            if (!question && kinds.Count == 0 && marks?.Contains("asks-answer") == true && !marks.Contains("hardly-asks") && !marks.Contains("way-out"))
                answers = i;
        }

        var different = asked.Select(one => one.Kind).Distinct().Count();
        var questions = asked.Count(one => one.Kind == "question");
        if (different - (questions > 0 ? 1 : 0) >= 2 || different >= 3 || questions >= 3)
        {
            var (_, sentence) = asked[^1];
            look.Add("several_calls_to_action", text, text.Sentences[sentence].First, text.Sentences[sentence].End, $"It asks for {(different > 1 ? different : questions)} different things. Asked for several, people do none.", "Keep the one that is easiest for them; the others can wait for the next time.");
        }

        if (asked.Count == 0 && answers < 0 && !look.Any("way-out") && Expected(look))
            look.AddAt("no_call_to_action", MessageField.Body, 0, 0, null, "End with one easy question, or say what you will do and when.");
    }

    /// <summary>A graceful way out, where one is due.</summary>
    public static void WayOut(Look look)
    {
        if (look.Draft.WayOut != WayOutState.Due || look.Draft.Kind is MessageKind.Opening || look.Any("way-out"))
            return;
        look.AddAt("no_way_out", MessageField.Body, 0, 0, null, look.Words.Language switch
        {
            "de" => "„Wenn es gerade nicht passt, sagen Sie es mir einfach.“",
            "fr" => "« Si ce n’est pas le moment, dites-le-moi simplement. »",
            "es" => "«Si ahora no es buen momento, dígamelo sin más.»",
            "nl" => "“Komt het nu niet uit, laat het me gewoon weten.”",
            _ => "“If now is not the time, just tell me.”",
        });
    }

    /// <summary>A question that expects no answer: "Did you know …?", "Sound familiar?"</summary>
    public static bool Rhetorical(Look look, int sentence)
    {
        var (first, end, _, _) = look.Body.Sentences[sentence];
        foreach (var hit in look.Found)
        {
            if (hit.First == first && look.Words.Groups[hit.Group].Mark == "rhetorical")
                return !look.Is(sentence, "asks-to-meet") || end - first <= 3;
        }

        return false;
    }

    // "please book", "I would love to talk", "let us meet", "call me": it asks; "we can talk on Thursday" hardly
    private static bool Demands(Look look, int sentence)
    {
        if (look.Is(sentence, "promises") && !look.Is(sentence, "asks-answer"))
            return false;
        foreach (var hit in look.Found)
        {
            if (look.Words.Groups[hit.Group].Mark != "asks-to-meet" || look.Body.Tokens[hit.First].Sentence != sentence)
                continue;
            var word = look.Body.Word(hit.First);
            if (word is "give" or "call" or "ring" or "love" or "like" or "want" or "happy" or "schedule" or "book" or "arrange" or "hop" or "jump" or "let" or "glad" or "pick" or "grab" or "set" or "find")
                return true;
        }

        return false;
    }

    // a card, thanks, an answer or a matter of the day needs none; nor does a message that says what happens next
    private static bool Expected(Look look) =>
        look.Body.Tokens.Count >= 25 && look.Draft.Thread != InThread.Reply && look.Draft.Kind is not MessageKind.Opening
        && !look.Any("gesture") && !look.Any("practical") && !look.Any("promises") && !look.Any("rests") && !look.Any("asks-answer");
}
