using Tact.Core.Mail;

namespace Tact.Core.Messages;

/// <summary>Whether a message is addressed to whom it goes to (B6, C3, B1).</summary>
internal static class Addressed
{
    private static readonly string[][] ShortForms =
    [
        ["robert", "bob", "rob", "bobby"], ["william", "bill", "will", "liam", "billy"], ["richard", "dick", "rick", "rich"], ["margaret", "peggy", "maggie", "meg"], ["elizabeth", "liz", "beth", "betty", "lisa", "eliza"], ["john", "jack", "johnny"],
        ["james", "jim", "jimmy"], ["edward", "ted", "ed", "eddie"], ["henry", "harry", "hank"], ["charles", "chuck", "charlie"], ["anthony", "tony"], ["alexander", "alexandra", "sasha", "sandra", "alex", "lex"], ["michael", "mike", "mick", "micky"], ["johannes", "hans", "jo", "hannes"],
        ["joseph", "josef", "joe", "sepp"], ["francisco", "paco", "pancho"], ["jose", "pepe"], ["thomas", "tom"], ["katherine", "kate", "katie", "kathy", "cathy", "catherine"], ["susan", "sue"], ["david", "dave"], ["stephen", "steven", "steve"],
        ["andrew", "andy", "drew"], ["theodore", "ted", "theo"], ["sarah", "sally"], ["dorothy", "dot", "dolly"], ["lawrence", "larry"], ["antonio", "toni", "tono"], ["antonia", "toni"], ["cornelis", "kees", "cees"], ["hendrik", "henk"], ["wilhelmina", "mina", "willy"],
    ];

    /// <summary>Somebody else is greeted.</summary>
    public static void WrongName(Look look)
    {
        if (look.Receiver is not { Names.Count: > 0 } receiver || look.Body.Sentences.Count == 0)
            return;
        var text = look.Body;
        var greeted = Greeted(look);
        if (greeted.Count == 0)
            return;
        HashSet<string> theirs = [.. receiver.Names.SelectMany(DraftText.WordsOf)];
        // one of several who are greeted is enough
        if (greeted.Exists(token => IsTheirs(text.Word(token).ToString(), theirs)))
            return;
        var own = look.Draft.OwnNames.SelectMany(DraftText.WordsOf).ToHashSet();
        var words = greeted.ConvertAll(token => text.Word(token).ToString());
        if (receiver.Company is { } company && words.TrueForAll(word => DraftText.WordsOf(company).Contains(word)))
            return;
        var known = receiver.OtherPeople.FirstOrDefault(person => DraftText.WordsOf(person) is var names && words.TrueForAll(names.Contains));
        var name = receiver.Names[0];
        var why = words.TrueForAll(own.Contains) ? "This greets yourself." : known is not null ? $"This greets {known}; it goes to {name}." : $"This greets somebody else; it goes to {name}.";
        look.Add("wrong_name", text, greeted[0], greeted[^1] + 1, why, words.Count > 1 || !name.Contains(' ', StringComparison.Ordinal) ? name : name.Split(' ')[0]);
    }

    /// <summary>Their company is called by another one's name.</summary>
    public static void WrongCompany(Look look)
    {
        if (look.Receiver is not { Company: { } company } receiver)
            return;
        var theirs = DraftText.WordsOf(company);
        foreach (var other in receiver.OtherCompanies)
        {
            var name = DraftText.WordsOf(other);
            if (name.Count == 0 || name.Exists(theirs.Contains) || name[0].Length < 3)
                continue;
            Named(look, look.Body, name, company);
            if (look.Subject is { } subject)
                Named(look, subject, name, company);
        }
    }

    /// <summary>They asked for none of this kind.</summary>
    public static void OptedOut(Look look)
    {
        if (look.Receiver?.Leave == Leave.Refused)
            look.AddAt("opted_out", MessageField.Body, 0, 0, "They asked not to be contacted in this way. Answering what they ask you, and serving a contract, stay possible.");
    }

    // only where it is said of them: "your team at X", "things at X", "you at X"
    private static void Named(Look look, DraftText text, List<string> name, string company)
    {
        for (var i = 0; i + name.Count <= text.Tokens.Count; i++)
        {
            if (!Matches(text, i, name) || text.Tokens[i].Quoted || !char.IsUpper(text.Letter(i)))
                continue;
            var first = text.Sentences[text.Tokens[i].Sentence].First;
            var theirs = i > first && text.Word(i - 1) is "at" or "from" or "bei" or "chez" or "bij" or "von" or "en" or "de" && OfThem(look, text, first, i - 1);
            var dear = i == first + 1 && text.Tokens[i].Sentence == 0 && look.Words.Greetings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.Word(first));
            if (theirs || dear)
                look.Add("wrong_company", text, i, i + name.Count, $"They are at {company}.", company);
        }
    }

    // "your team at", "you at", "life at": nothing but such a word, with its "your", before it
    private static bool OfThem(Look look, DraftText text, int first, int at)
    {
        var their = look.Words.Their.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = at - 1; i >= Math.Max(first, at - 3); i--)
        {
            if (text.Word(i) is "colleague" or "colleagues" or "friend" or "friends" or "customer" or "supplier" or "time" or "years" or "days" or "kollegen" or "zeit")
                return false;
            if (their.Contains(text.Word(i)))
                return true;
        }

        return text.Word(at - 1) is "things" or "life" or "everyone" or "everybody" or "work" or "growth" or "situation" or "all" or "here" or "team";
    }

    private static bool Matches(DraftText text, int at, List<string> name)
    {
        for (var i = 0; i < name.Count; i++)
        {
            if (!text.Word(at + i).SequenceEqual(name[i]))
                return false;
        }

        return true;
    }

    // the words with a capital after "Hi"; none where a group is greeted
    private static List<int> Greeted(Look look)
    {
        var text = look.Body;
        var (first, end, _, _) = text.Sentences[0];
        var greetings = look.Words.Greetings.GetAlternateLookup<ReadOnlySpan<char>>();
        var everyone = look.Words.Everyone.GetAlternateLookup<ReadOnlySpan<char>>();
        var at = first;
        while (at < end && (greetings.Contains(text.Word(at)) || text.Word(at) is "good" or "guten" or "schonen" or "sehr" or "mr" or "mrs" or "ms" or "dr" or "herr" or "herrn" or "frau" or "madame" or "monsieur" or "senor" or "senora" or "mevrouw" or "meneer" or "heer" or "prof" or "professor" or "buenas" or "buenos" or "estimado" or "estimada" or "geehrte" or "geehrter"))
            at++;
        var bare = at == first;
        List<int> names = [];
        var limit = text.To(end - 1);
        for (; at < end && names.Count < 4; at++)
        {
            if (!char.IsUpper(text.Letter(at)) && text.Word(at) is not ("and" or "und" or "et" or "y" or "en"))
                break;
            if (everyone.Contains(text.Word(at)) && names.Count == 0)
                return [];
            if (char.IsUpper(text.Letter(at)))
                names.Add(at);
            if (text.To(at) < limit && text.Original[text.To(at)] is ',' or '!' or ':' or '\n' or '-' or '.')
            {
                at++;
                break;
            }
        }

        if (names.Count == 0)
            return [];
        // "Dana," is a greeting; "Thursday works" is not
        var after = text.To(names[^1]);
        var ended = after >= text.Original.Length || text.Original[after] is ',' or '!' or ':' or '\r' or '\n' or '.' || text.Original.AsSpan(after).StartsWith(" -") || text.Original.AsSpan(after).StartsWith(" –");
        if (bare && (!ended || names.Count > 2 || text.Original[Math.Min(after, text.Original.Length - 1)] is not ',' || look.Words.Calendar.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.Word(names[0])) || !text.Original.AsSpan(after + 1).TrimStart(" \r").StartsWith("\n") || look.Words.Common.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.Word(names[0]))))
            return [];
        return ended ? names : [];
    }

    private static bool IsTheirs(string word, HashSet<string> theirs) =>
        theirs.Contains(word)
        || theirs.Any(name => name.Length >= 3 && word.Length >= 3 && (name.StartsWith(word, StringComparison.Ordinal) || word.StartsWith(name, StringComparison.Ordinal)))
        || ShortForms.Any(forms => forms.Contains(word) && forms.Any(theirs.Contains));
}
