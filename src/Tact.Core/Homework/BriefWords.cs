using System.Globalization;
using NodaTime;

namespace Tact.Core.Homework;

/// <summary>
/// The words a brief lends: an opening, a voicemail, what not to say. Made of the record alone; where the record is silent stands a gap in
/// brackets, which the seller fills or leaves the call for later (METHOD F1–F4).
/// </summary>
public static class BriefWords
{
    private static readonly IReadOnlyList<BriefLine> NothingTrue =
    [
        new("(Nothing on record is true of them alone. Find one thing first, or ask what matters to them.)") { Gap = true },
    ];

    /// <summary>The first sentences when they pick up.</summary>
    public static IReadOnlyList<BriefLine> Opening(BriefKnown known) => Reason(known) is { } reason
        ? [new($"{Hello(known)} {reason.Said} Is this a good moment?") { Quoted = true }]
        : [new($"{Hello(known)} Is this a good moment?") { Quoted = true }, .. NothingTrue];

    /// <summary>What to leave when nobody picks up: who, why, something for them, what happens next, and an easy no. Nothing where no number leads to them.</summary>
    public static IReadOnlyList<BriefLine> Voicemail(BriefKnown known, int bringWords)
    {
        if (!known.HasNumber || known.NotNow.Any(limit => limit.Channel != Channel.Email && limit.Until is null))
            return [];
        var reason = Reason(known);
        var brings = known.Bring is { } bring && reason?.Left.Contains(bring, StringComparison.OrdinalIgnoreCase) != true ? $" I have something for you: {Title(BriefSheet.Short(bring, Math.Min(9, bringWords)))}." : "";
        return [new($"{Hello(known)} {reason?.Left ?? "(One sentence that is true of them.)"}{brings} I will try again on (day). If it is not the time, just tell me.") { Quoted = true, Gap = reason is null }];
    }

    /// <summary>What would spoil it, most important first.</summary>
    public static IEnumerable<BriefLine> NotToSay(BriefKnown known)
    {
        if (known.Stall is not null)
            yield return new("Nothing about deciding or buying.");
        if (!known.Talked)
            yield return new("“As we agreed”: you have not talked yet.");
        if (known.Facts.FirstOrDefault(fact => fact.Assumption) is { } assumed)
            yield return new($"“{BriefSheet.Short(assumed.Text, 8)}” as if you knew: it is assumed.");
        if (known.Facts.FirstOrDefault(fact => fact is { Stale: true, Assumption: false }) is { } old)
            yield return new($"“{BriefSheet.Short(old.Text, 8)}” without asking whether it still holds.");
        if (known.Has.Count > 0)
            yield return new("What they have already, as if it were new.");
        yield return new("“Just checking in.”");
    }

    /// <summary>A day in words: today, tomorrow, "Thu 5 Mar".</summary>
    public static string Day(LocalDate day, LocalDate today) => Period.DaysBetween(today, day) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        > -180 and < 330 => day.ToString("ddd d MMM", CultureInfo.InvariantCulture),
        _ => day.ToString("d MMM uuuu", CultureInfo.InvariantCulture),
    };

    private static string Hello(BriefKnown known) => $"{known.Given ?? known.Name}, this is {known.Seller ?? "(your name)"}.";

    // the first that holds: what they asked, what was promised, who sent us, what they said, what was left with them, what is known of them
    private static (string Said, string Left)? Reason(BriefKnown known) => known switch
    {
        { AskedForCall: true } => ("You asked me to call.", "You asked me to call: here I am."),
        { WaitForUs: true, Verbatim: true, TheirWords: { } words } when IsQuotable(known, words) => ($"You {(words.TrimEnd().EndsWith('?') ? "asked" : "told us")}: “{BriefSheet.Short(words, 12)}” That is why I am calling.", $"This is about what you {(words.TrimEnd().EndsWith('?') ? "asked" : "told us")}{OnDay(known)}."),
        { WaitForUs: true } => ("You asked us to get in touch.", "You asked us to get in touch."),
        { Promised: [var promise, ..] } when promise.For <= known.Today => ($"I said I would get back to you: “{BriefSheet.Short(promise.What, 10)}”.", "I said I would get back to you."),
        { Situation: Core.Situation.Referral, ReferredBy: { } referrer, Talked: false } => ($"{referrer} thought we should talk.", $"{referrer} thought we should talk."),
        { Talked: true, Verbatim: false, TheirWordsOn: { } talked } => ($"We talked{On(talked, known.Today)} (say one thing from it).", $"We talked{On(talked, known.Today)}."),
        { Talked: true, Verbatim: true, TheirWords: { } words } when !IsQuotable(known, words) => ($"You wrote to us{OnDay(known)} (say one thing from it).", $"This is about what you wrote to us{OnDay(known)}."),
        { Talked: true, TheirWords: { } words } => ($"You told us{OnDay(known)}: “{BriefSheet.Short(words, 12)}”", $"This is about what you told us{OnDay(known)}."),
        { Touches: var touches } when touches.FirstOrDefault(touch => touch.Brought is not null) is { Brought: { } brought } before => ($"I left you something{On(before.On, known.Today)}: {Title(brought)}.", $"I left you {Title(brought)}{On(before.On, known.Today)}."),
        { Facts: var facts } when facts.FirstOrDefault(fact => fact is { Assumption: false, Stale: false }) is { } fact => ($"I am calling because of this: {Lower(BriefSheet.Short(fact.Text, 12)).TrimEnd('.')}.", $"I am calling because of this: {Lower(BriefSheet.Short(fact.Text, 12)).TrimEnd('.')}."),
        _ => null,
    };

    // only short words are quoted whole; a no is never quoted back to them
    private static bool IsQuotable(BriefKnown known, string words) => words.Split(' ').Length <= 12 && !known.NotNow.Any(limit => limit.Until is null);

    // a title that begins with its kind, "note: counting by floors", is said as a title
    private static string Title(string brought) => brought.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? $"“{BriefSheet.Short(brought[(at + 2)..], 8)}”" : Lower(BriefSheet.Short(brought, 9));

    private static string OnDay(BriefKnown known) => known.TheirWordsOn is { } said ? On(said, known.Today) : "";

    private static string On(LocalDate day, LocalDate today) => Period.DaysBetween(day, today) switch
    {
        0 => " today",
        1 => " yesterday",
        _ => $" on {day.ToString("d MMMM", CultureInfo.InvariantCulture)}",
    };

    // a sentence goes on: "The checklist" becomes "the checklist"; names and abbreviations stay
    private static string Lower(string text) => text is [var first, var second, ..] && char.IsUpper(first) && char.IsLower(second) && Articles.Any(article => text.StartsWith(article + " ", StringComparison.Ordinal))
        ? char.ToLowerInvariant(first) + text[1..] : text;

    private static readonly string[] Articles = ["The", "A", "An", "Their", "They", "Two", "Three"];
}
