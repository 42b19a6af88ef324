using System.Globalization;
using NodaTime;

namespace Tact.Core.Homework;

/// <summary>One line of a brief.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Mark">What the reader must know of it: its age, that it is assumed; null for nothing.</param>
public sealed record BriefLine(string Text, string? Mark = null)
{
    /// <summary>Their own words, or words to say.</summary>
    public bool Quoted { get; init; }

    /// <summary>Something is missing that only the reader can find.</summary>
    public bool Gap { get; init; }
}

/// <summary>One part of a brief.</summary>
/// <param name="Id">Its name in contracts: who, cares, happened, promises, wishes, stall, offer, ask, opening, voicemail, not-to-say.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Lines">Its lines.</param>
public sealed record BriefSection(string Id, string Heading, IReadOnlyList<BriefLine> Lines);

/// <summary>
/// The one page before a contact (METHOD E5), read in sixty seconds: made only of what is on record, with gaps where nothing is. When it grows too long
/// the less important is shortened, step by step, never what they said, what was promised or what is not allowed.
/// </summary>
public sealed record BriefSheet(string Name, IReadOnlyList<BriefSection> Sections)
{
    /// <summary>What a reader takes in during sixty seconds, in words.</summary>
    public const int MostWords = 220;

    private static readonly char[] Blanks = [' ', '\n', '\r', '\t', '\u00a0'];

    /// <summary>How many words it has, headings and marks included.</summary>
    public int Words => Count(Name) + Sections.Sum(section => Count(section.Heading) + section.Lines.Sum(line => Count(line.Text) + Count(line.Mark)));

    /// <summary>How long it takes to read, in seconds, at a calm pace.</summary>
    public int Seconds => (Words * 60 + MostWords - 1) / MostWords;

    /// <summary>Makes the sheet.</summary>
    public static BriefSheet Of(BriefKnown known)
    {
        for (var room = BriefRoom.Wide; ; room = room.Tighter())
        {
            var sheet = new BriefSheet(known.Name, [.. Parts(known, room).Where(section => section.Lines.Count > 0)]);
            if (sheet.Words <= MostWords || room.IsTightest)
                return sheet;
        }
    }

    /// <summary>The first words of a text, with "…" where more follow.</summary>
    public static string Short(string text, int words)
    {
        var all = text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return all.Length <= words ? string.Join(' ', all) : string.Join(' ', all.Take(words)).TrimEnd(',', ';', ':', '.') + "…";
    }

    /// <summary>How many words a text has.</summary>
    public static int Count(string? text) => text?.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit)) ?? 0;

    private static IEnumerable<BriefSection> Parts(BriefKnown known, BriefRoom room)
    {
        yield return new BriefSection("who", "Who", [.. Who(known)]);
        yield return new BriefSection("cares", "What they care about", [.. Cares(known, room)]);
        yield return new BriefSection("happened", "What happened last", [.. Happened(known, room)]);
        yield return new BriefSection("promises", "Promises", [.. Promises(known, room)]);
        yield return new BriefSection("wishes", "How they want it", [.. Wishes(known, room)]);
        yield return new BriefSection("stall", "Why it is quiet", [.. Quiet(known)]);
        yield return new BriefSection("offer", "What to offer", [.. Offer(known, room)]);
        yield return new BriefSection("ask", "Ask", [.. known.Questions.Take(room.Questions).Select(question => new BriefLine(question))]);
        if (known.Stall is null)
        {
            yield return new BriefSection("opening", "To open", [.. BriefWords.Opening(known)]);
            yield return new BriefSection("voicemail", "If it goes to voicemail", [.. BriefWords.Voicemail(known, room.BringWords)]);
        }

        yield return new BriefSection("not-to-say", "What not to say", [.. BriefWords.NotToSay(known).Take(room.NotToSay)]);
    }

    private static IEnumerable<BriefLine> Who(BriefKnown known)
    {
        yield return new BriefLine(Joined(known.Role, known.Company, known.City, known.Part == Part.Unknown ? null : PartWords(known.Part), string.Join(", ", known.Tags), known.Language is null ? null : $"language {known.Language}", known.LocalTime));
        if (known.ReferredBy is { } referrer)
            yield return new BriefLine($"{referrer} sent us to them.");
        if (known.CameAfter is { } before)
            yield return new BriefLine($"Came after {before}: build the rapport anew.");
        yield return known.Matter is { } matter
            ? new BriefLine(Joined($"About “{matter}”", known.Step ?? known.State))
            : new BriefLine("Nobody follows them up yet.") { Gap = true };
    }

    private static IEnumerable<BriefLine> Cares(BriefKnown known, BriefRoom room)
    {
        if (known.Facts.Count == 0)
            yield return new BriefLine("No fact yet: listen for one.") { Gap = true };
        foreach (var fact in known.Facts.Take(room.Facts))
            yield return new BriefLine(Short(fact.Text, room.FactWords), Joined(fact.OfCompany ? "company" : null, fact.Assumption ? "assumed" : null, fact.Stale ? $"{Age(fact.LearnedOn, known.Today)} old, ask again" : $"{Age(fact.LearnedOn, known.Today)} ago"));
        if (known.Facts.Count > room.Facts)
            yield return new BriefLine($"{known.Facts.Count - room.Facts} more on their page.");
    }

    private static IEnumerable<BriefLine> Happened(BriefKnown known, BriefRoom room)
    {
        if (known.TheirWords is { } words)
            yield return new BriefLine(known.Verbatim ? $"“{Short(words, room.TheirWords)}”" : Short(words, room.TheirWords), Joined(known.Verbatim ? null : "our note", known.TheirWordsOn is { } said ? BriefWords.Day(said, known.Today) : null)) { Quoted = true };
        if (known.Touches.Count == 0)
            yield return new BriefLine("No touch yet.");
        foreach (var touch in known.Touches.Take(room.Touches))
            yield return new BriefLine(
                Joined($"{BriefWords.Day(touch.On, known.Today)}: {touch.What}", touch.Note is { } note && note != known.TheirWords && room.NoteWords > 0 ? Short(note, room.NoteWords) : touch.Brought is { } brought && room.NoteWords > 0 ? Short(brought, room.NoteWords) : null));
    }

    private static IEnumerable<BriefLine> Promises(BriefKnown known, BriefRoom room)
    {
        foreach (var promise in known.Promised.Take(room.Promises))
            yield return new BriefLine($"We: {Short(promise.What, 12)}, {BriefWords.Day(promise.For, known.Today)}", promise.For < known.Today ? "not kept yet: say so" : null);
        if (known.Theirs is { } theirs)
            yield return new BriefLine($"They: {theirs}");
        if (known.Promised.Count == 0 && known.Theirs is null)
            yield return new BriefLine("None open, on either side.");
    }

    private static IEnumerable<BriefLine> Wishes(BriefKnown known, BriefRoom room)
    {
        yield return known.Asked is { } asked ? new BriefLine($"They {asked}.") : new BriefLine("Not asked yet.") { Gap = true };
        foreach (var limits in known.NotNow.GroupBy(limit => limit.Why))
            yield return new BriefLine($"No {string.Join(", no ", limits.Select(limit => $"{(limit.Channel == Channel.Email ? "e-mail" : "call")} {(limit.Until is { } until ? $"before {until}" : "now")}"))}: {Short(limits.Key, room.LimitWords)}");
    }

    private static IEnumerable<BriefLine> Quiet(BriefKnown known)
    {
        if (known.Stall is not { } stall)
            yield break;
        yield return new BriefLine($"{stall.Words}. {stall.Gesture}");
        yield return new BriefLine(stall.Avoid);
    }

    private static IEnumerable<BriefLine> Offer(BriefKnown known, BriefRoom room)
    {
        if (known.Bring is { } bring)
            yield return new BriefLine($"Bring {Short(bring, room.BringWords)}");
        foreach (var suggestion in known.Suggestions.Take(room.Suggestions))
            yield return new BriefLine(Short(suggestion.Title, room.BringWords), room.OfferReasons ? Short(suggestion.Why, room.BringWords) : null);
        if (known.Offering is { } fits)
        {
            yield return new BriefLine(
                fits.Audience is { } audience && Joined(audience.Problem, audience.Apart) is { Length: > 0 } what ? $"{fits.Offering.Name}: {Short(what, room.OfferWords)}" : $"{fits.Offering.Name}: {Short(fits.Offering.Does, room.OfferWords)}", room.OfferReasons ? fits.Why : null);
        }

        if (known.Has.Count > 0)
            yield return new BriefLine($"They have: {string.Join("; ", known.Has.Take(room.Has).Select(given => Short(given, 7)))}{(known.Has.Count > room.Has ? $" and {known.Has.Count - room.Has} more" : "")}");
        if (known.Bring is null && known.Suggestions.Count == 0)
            yield return new BriefLine(known.LookFor is { } look ? Short(look, room.OfferWords) : "Find one useful thing first.") { Gap = true };
    }

    /// <summary>A part in words.</summary>
    public static string PartWords(Part part) => part switch
    {
        Part.Decides => "decides",
        Part.Influences => "influences",
        Part.Uses => "will use it",
        Part.KeepsTheGate => "keeps the gate",
        _ => "part not known yet",
    };

    /// <summary>How long something has been known: "3 days", "5 months".</summary>
    public static string Age(LocalDate since, LocalDate today) => Math.Max(0, Period.DaysBetween(since, today)) switch
    {
        0 => "a day",
        1 => "a day",
        var days and < 14 => Many(days, "days"),
        var days and < 60 => Many(days / 7, "weeks"),
        var days and < 730 => Many(days / 30, "months"),
        var days => Many(days / 365, "years"),
    };

    private static string Many(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");

    private static string Joined(params ReadOnlySpan<string?> parts)
    {
        var known = new List<string>();
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part))
                known.Add(part.Trim());
        }

        return string.Join(" · ", known);
    }
}
