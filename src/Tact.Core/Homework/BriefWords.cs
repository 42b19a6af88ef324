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
        ? [new($"{Hello(known)} {reason} Is this a good moment?") { Quoted = true }]
        : [new($"{Hello(known)} Is this a good moment?") { Quoted = true }, .. NothingTrue];

    /// <summary>What to leave when nobody picks up: who, why, something for them, what happens next, and an easy no.</summary>
    public static IReadOnlyList<BriefLine> Voicemail(BriefKnown known)
    {
        if (known.NotNow.Any(limit => limit.Channel == Channel.Call && limit.Until is null))
            return [];
        var reason = Reason(known);
        var brings = known.Bring is { } bring && reason?.Contains(bring, StringComparison.OrdinalIgnoreCase) != true ? $" I have {Lower(BriefSheet.Short(bring, 10))} for you." : "";
        var text = $"{Hello(known)} {reason ?? "(one sentence that is true of them)"}{brings} I will try you again on (day). If it is not the time, just tell me.";
        return [new(text, "say the day, and keep it") { Quoted = true, Gap = reason is null }];
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
    private static string? Reason(BriefKnown known) => known switch
    {
        { AskedForCall: true } => "You asked me to call.",
        { WaitForUs: true, TheirWords: { } words } => $"You {(words.TrimEnd().EndsWith('?') ? "asked" : "told us")}: “{BriefSheet.Short(words, 14)}” That is why I am calling.",
        { WaitForUs: true } => "You asked us to get in touch.",
        { Promised: [var promise, ..] } when promise.For <= known.Today => $"I said I would get back to you: “{BriefSheet.Short(promise.What, 10)}”.",
        { Situation: Core.Situation.Referral, ReferredBy: { } referrer, Talked: false } => $"{referrer} thought we should talk.",
        { Talked: true, TheirWords: { } words, TheirWordsOn: { } said } => $"{(said == known.Today ? "Today" : $"On {said.ToString("d MMMM", CultureInfo.InvariantCulture)}")} you told us: “{BriefSheet.Short(words, 14)}”",
        { Touches: var touches } when touches.FirstOrDefault(touch => touch.Brought is not null) is { Brought: { } brought } before => $"I left you something on {before.On.ToString("d MMMM", CultureInfo.InvariantCulture)}: {Lower(BriefSheet.Short(brought, 9))}.",
        { Facts: var facts } when facts.FirstOrDefault(fact => fact is { Assumption: false, Stale: false }) is { } fact => $"I am calling because of this: {Lower(BriefSheet.Short(fact.Text, 12)).TrimEnd('.')}.",
        _ => null,
    };

    // a sentence goes on: "The checklist" becomes "the checklist"; names and abbreviations stay
    private static string Lower(string text) => text is [var first, var second, ..] && char.IsUpper(first) && char.IsLower(second) && Articles.Any(article => text.StartsWith(article + " ", StringComparison.Ordinal))
        ? char.ToLowerInvariant(first) + text[1..] : text;

    private static readonly string[] Articles = ["The", "A", "An", "Their", "They", "Two", "Three"];
}
