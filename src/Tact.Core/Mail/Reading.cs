using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NodaTime;

namespace Tact.Core.Mail;

/// <summary>One mail while it is being understood: its own words, folded and matched once.</summary>
internal sealed partial class Reading
{
    private const int LongestOwn = 16_000;
    private readonly List<Found> _found;
    private readonly IReadOnlySet<string> _ours;
    private FoldedText? _withSubject;

    public Reading(MailMessage mail, string text, LocalDate received, string? language, IReadOnlySet<string> ours)
    {
        (Mail, Text, Received, Language, _ours) = (mail, text, received, language, ours);
        Own = FoldedText.Of(text, LongestOwn);
        Subject = FoldedText.Of(mail.Subject ?? "", 500);
        _found = Kept(Own, MailWords.Meaning.Find(Own));
        SubjectHits = Kept(Subject, MailWords.Meaning.Find(Subject));
        WordCount = Own.Folded.AsSpan().Count(' ') + 1;
        SubjectWithoutPrefix = FoldedText.Phrase(Prefix().Replace(mail.Subject ?? "", "")).Trim(' ', '.', '!');
        AutomaticSign = Automatic();
    }

    public MailMessage Mail { get; }

    public string Text { get; }

    public LocalDate Received { get; }

    public string? Language { get; }

    public FoldedText Own { get; }

    public FoldedText Subject { get; }

    public List<Found> SubjectHits { get; }

    public string SubjectWithoutPrefix { get; }

    public int WordCount { get; }

    /// <summary>What shows that a machine sent it: a header, or the subject.</summary>
    public string? AutomaticSign { get; }

    /// <summary>Subject and text, for dates.</summary>
    public FoldedText WithSubject => _withSubject ??= FoldedText.Of(Understand.Replies().IsMatch(Mail.Subject ?? "") ? Text : $"{Mail.Subject}.\n{Text}", LongestOwn);

    public IEnumerable<Found> Hits(Sign sign) => _found.Where(one => one.Sign == sign);

    public string Phrase(Found hit) => Own.Folded[hit.Start..hit.End];

    public string Sentence(Found hit) => Own.Sentence(hit.Start, hit.End);

    public MailMeaning Is(MailKind kind, double confidence, string why, params IReadOnlyList<string?> evidence) => new()
    {
        Kind = kind, Confidence = confidence, Text = Text, Why = why, Evidence = [.. evidence.OfType<string>().Select(words => FoldedText.OneLine(words)).Where(words => words.Length > 0).Distinct()],
    };

    /// <summary>"was out of the office": over.</summary>
    public bool IsPast(Found hit)
    {
        var before = Own.Folded.AsSpan(Math.Max(0, hit.Start - 10), Math.Min(10, hit.Start)).TrimEnd();
        return before.EndsWith("was") || before.EndsWith("were") || before.EndsWith("been") || before.EndsWith("war") || before.EndsWith("etais") || before.EndsWith("estaba") || before.EndsWith("estuve") || before.EndsWith("ero");
    }

    /// <summary>Who stands in, or to whom an automatic reply points.</summary>
    public NamedPerson? StandIn()
    {
        var leads = Hits(Sign.StandIn).ToList();
        return NamedPeople.WithAddress(Text, Known, [.. leads.Select(one => Own.Origin(one.Start))])
            ?? NamedPeople.ByName(Text, [.. leads.Select(one => Own.Origin(one.End))], before: true);
    }

    /// <summary>The person they point to: by an address, a name, or a copy.</summary>
    public NamedPerson? PointsTo(IReadOnlyList<Found> words)
    {
        var person = NamedPeople.WithAddress(Text, Known, [.. words.Select(one => Own.Origin(one.Start))])
            ?? NamedPeople.ByName(Text, [.. words.Select(one => Own.Origin(one.End))], before: true);
        if (person is { Name: { } name, Email: null })
        {
            var last = FoldedText.Phrase(name).Split(' ')[^1];
            var copied = Mail.Cc.FirstOrDefault(one => one.Address is { } address && !Known.Contains(address) && FoldedText.Phrase($"{one.Name} {address}").Contains(last, StringComparison.Ordinal));
            return copied is null ? person : person with { Email = copied.Address };
        }

        return person;
    }

    /// <summary>Addresses that are nobody new: ours, and the writer's.</summary>
    public IReadOnlySet<string> Known => field ??= _ours.Concat(Mail.To.Select(one => one.Address ?? "")).Append(Mail.From?.Address ?? "").Concat(Mail.ReplyTo.Select(one => one.Address ?? "")).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text is nothing but "unsubscribe" or the like.</summary>
    public bool IsAlone(string text)
    {
        foreach (var one in MailWords.Meaning.Find(text))
        {
            if (one.Sign == Sign.OptOutAlone && one.Start == 0 && (one.End == text.Length || Courtesy().IsMatch(text[one.End..])))
                return true;
        }

        return false;
    }

    /// <summary>Whether one of them is more than a word that newsletters use too.</summary>
    public bool HasStrong(List<Found> hits) => hits.Exists(one => !Phrase(one).StartsWith("unsubscribe from", StringComparison.Ordinal) && Phrase(one) is not ("want to unsubscribe" or "wish to unsubscribe" or "like to unsubscribe" or "spam" or "abmelden" or "uitschrijven" or "opt out of" or "afmelden" or "gdpr" or "dsgvo"));

    // a longer phrase says more than one within it; a phrase that says otherwise takes what it touches; "not" before a phrase turns it round
    private static List<Found> Kept(FoldedText text, List<Found> found)
    {
        var other = found.Where(one => one.Sign is Sign.Not or Sign.OptIn).ToList();
        return [.. found.Where(one => one.Sign is not (Sign.Not or Sign.OptOutAlone)
            && (one.Sign == Sign.OptIn || !other.Exists(not => not.Start < one.End && one.Start < not.End && (not.Sign == Sign.Not || one.Sign == Sign.OptOut)))
            && (one.Sign is not (Sign.Interested or Sign.NotInterested or Sign.OptOut or Sign.Meeting) || !found.Exists(longer => longer.Sign is Sign.OptOut or Sign.NotInterested or Sign.NotNow or Sign.WrongPerson && longer.Sign != one.Sign && longer.Start <= one.Start && longer.End >= one.End && longer.End - longer.Start > one.End - one.Start))
            && !(one.Sign is Sign.Interested or Sign.Meeting && Negated(text.Folded, one.Start)) && !(one.Sign == Sign.OptOut && Negated(text.Folded, one.Start) && !text.Folded.AsSpan(one.Start, one.End - one.Start).StartsWith("no")))];
    }

    private static bool Negated(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 14), Math.Min(start, 14)).TrimEnd();
        foreach (var not in (ReadOnlySpan<string>)["not", "n't", "dont", "never", "not be", "no longer", "not very", "not really", "nicht", "kein", "keine", "keinen", "nie", "pas", "non", "niet", "geen", "ikke", "inte", "не", "nao", "no", "not too", "nobody is", "noone is", "no one is", "won't be", "not be"])
        {
            if (before.EndsWith(not) && (before.Length == not.Length || !char.IsLetter(before[^(not.Length + 1)]) || not == "n't"))
                return true;
        }

        return false;
    }

    private string? Automatic()
    {
        foreach (var header in Mail.Headers)
        {
            switch (header.Name)
            {
                case "auto-submitted" when !header.Value.TrimStart().StartsWith("no", StringComparison.OrdinalIgnoreCase):
                case "x-autoreply" or "x-autorespond" or "x-autoresponder" or "x-autoreply-from" or "x-mail-autoreply" or "x-autogenerated" or "x-auto-reply-from" or "x-auto-responder" or "x-fc-machinegenerated" or "x-vacation" or "x-amazon-auto-reply" or "x-autoreplied" when !header.Value.Trim().Equals("no", StringComparison.OrdinalIgnoreCase):
                case "x-auto-response-suppress" when !header.Value.Contains("none", StringComparison.OrdinalIgnoreCase) && header.Value.Contains("all", StringComparison.OrdinalIgnoreCase):
                case "precedence" or "preference" or "x-precedence" when header.Value.Contains("auto", StringComparison.OrdinalIgnoreCase):
                case "x-post-messageclass" when header.Value.Contains("autoresponder", StringComparison.OrdinalIgnoreCase):
                case "x-mailer" when header.Value.Contains("vacation", StringComparison.OrdinalIgnoreCase) || header.Value.Contains("autorespond", StringComparison.OrdinalIgnoreCase):
                case "delivered-to" when header.Value.Contains("autoresponder", StringComparison.OrdinalIgnoreCase):
                case "message-id" when header.Value.Contains("vacation", StringComparison.OrdinalIgnoreCase):
                    return $"{header.Name}: {header.Value}";
            }
        }

        var answer = Understand.Replies().IsMatch(Mail.Subject ?? "");
        var said = SubjectHits.Where(one => one.Sign == Sign.AutoSubject).OrderBy(one => one.Start).FirstOrDefault();
        var signs = _found.Exists(one => one.Sign is Sign.Absence or Sign.Receipt or Sign.Gone or Sign.Unmonitored);
        if (said.End > 0 && !answer && (said.Start < 4 || signs || Subject.Folded[said.Start..said.End] is var words && (words.Contains("auto", StringComparison.Ordinal) || words.Contains("автом", StringComparison.Ordinal))))
            return Subject.Words(said.Start, said.End);
        var quiet = Mail.ReturnPath is "<>" || Mail.Header("return-path")?.Trim() is "<>";
        var bulk = Mail.Header("precedence") is { } precedence && (precedence.Contains("junk", StringComparison.OrdinalIgnoreCase) || precedence.Contains("bulk", StringComparison.OrdinalIgnoreCase));
        if (quiet || (bulk && signs))
            return quiet ? "Return-Path: <>" : $"Precedence: {Mail.Header("precedence")}";
        if (Machine().IsMatch(Mail.From?.Address ?? ""))
            return $"From: {Mail.From!.Address}";
        if (Mail.Header("list-unsubscribe") is not null && Mail.InReplyTo is null && !answer)
            return "List-Unsubscribe";
        if (_found.Exists(one => one.Sign == Sign.Receipt && Phrase(one) is "this is an automated" or "this is an automatic" or "automatically generated" or "automated message" or "auto-generated" or "automatisch generierte" or "automatisch erstellt" or "do not reply to this" or "自動的に送信" or "自動配信" or "generado automaticamente" or "generato automaticamente" or "genere automatiquement"))
            return Sentence(_found.First(one => one.Sign == Sign.Receipt));
        return null;
    }

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(\s*(re|aw|sv|vs|antw|odp|ref|fw|fwd|wg|tr|rv)\s*(\[\d+\])?\s*[:：])+\s*", Safe)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^(mailer-?daemon|postmaster|no-?reply|do-?not-?reply|donotreply|noreply|autoresponder|auto-?reply|notification[s]?|notify)[\w.+=-]*@", Safe)]
    private static partial Regex Machine();

    [GeneratedRegex(@"^[\s,.!-]*(please|bitte|merci|thanks|thank you|now|pls|plz|por favor|danke|gracias|grazie|s'il vous plait|svp)?[\s,.!]*$", Safe)]
    private static partial Regex Courtesy();
}
