using Tact.FollowUps;
using Tact.Today;
using Tact.Web;

namespace Tact.Contacts;

/// <summary>Everything about one person, in words.</summary>
public sealed record PersonModel
{
    /// <summary>What the layout shows around the page.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The contact's id.</summary>
    public required long Contact { get; init; }

    /// <summary>Their name.</summary>
    public required string Name { get; init; }

    /// <summary>Their role; null when not known.</summary>
    public string? Role { get; init; }

    /// <summary>Their company's name; null when not known.</summary>
    public string? Company { get; init; }

    /// <summary>Their company's id; null when not known.</summary>
    public long? CompanyId { get; init; }

    /// <summary>Who referred us to them: the name, and where it leads; null when nobody did.</summary>
    public Choice? ReferredBy { get; init; }

    /// <summary>The referrer who is still to be thanked; null for nobody.</summary>
    public string? Thank { get; init; }

    /// <summary>Who came after them: the name, and where it leads.</summary>
    public IReadOnlyList<Choice> TakenOverBy { get; init; } = [];

    /// <summary>Talks with others at their company in the last thirty days.</summary>
    public IReadOnlyList<TalkThere> TalksThere { get; init; } = [];

    /// <summary>What they are: client, prospect, partner.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Their numbers and addresses, the struck ones included.</summary>
    public IReadOnlyList<Reach> Reaches { get; init; } = [];

    /// <summary>Whether the reader can write from a mailbox here; else addresses open their own mail program.</summary>
    public bool Writes { get; init; }

    /// <summary>Their local time and day, such as "10:12 there, Monday".</summary>
    public string? LocalTime { get; init; }

    /// <summary>The verdict on contacting them now; null when nothing is open or nothing speaks against it.</summary>
    public NotYetModel? NotYet { get; init; }

    /// <summary>What stops contact, each with its scope, day and evidence.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Their follow-ups, open ones first.</summary>
    public IReadOnlyList<FollowUpCard> FollowUps { get; init; } = [];

    /// <summary>The newest part of the timeline, newest first.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Where the older part is; null when all is shown.</summary>
    public string? Older { get; init; }

    /// <summary>What they asked for, each with its evidence.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Consent: what the law asks for, what is on record and what expires when.</summary>
    public IReadOnlyList<string> Consent { get; init; } = [];

    /// <summary>What they were given already, newest first.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>What there is to bring them.</summary>
    public Library.SuggestionsShown? Bring { get; init; }

    /// <summary>Promises to them and whether each was kept.</summary>
    public IReadOnlyList<string> Promises { get; init; } = [];

    /// <summary>Facts, each with its source and day; those of the company with them.</summary>
    public required Homework.FactsModel Facts { get; init; }

    /// <summary>The antiforgery token and return address of the page's small forms.</summary>
    public required FormState Form { get; init; }
}

/// <summary>A number or an address.</summary>
/// <param name="Kind">phone or email.</param>
/// <param name="Text">As written.</param>
/// <param name="Note">Its label, or why it is struck.</param>
/// <param name="Struck">Whether it no longer leads to them or must not be used.</param>
public sealed record Reach(string Kind, string Text, string? Note, bool Struck);

/// <summary>One follow-up on the person's page.</summary>
public sealed record FollowUpCard
{
    /// <summary>The follow-up's id.</summary>
    public required long Id { get; init; }

    /// <summary>What it is about.</summary>
    public required string Matter { get; init; }

    /// <summary>Who follows up.</summary>
    public required string Owner { get; init; }

    /// <summary>The situation in words.</summary>
    public required string Situation { get; init; }

    /// <summary>The state in words, such as "Resting until 4 May".</summary>
    public required string State { get; init; }

    /// <summary>Counts in words, such as "2 of 5 approaches in this cycle · 1st cycle · 1 silent ring".</summary>
    public required string Counts { get; init; }

    /// <summary>Whose history it took over: the name, and where it leads; null for nobody.</summary>
    public Choice? TookOver { get; init; }

    /// <summary>When there were last words both ways with them; null when there were none.</summary>
    public string? TookOverTalked { get; init; }

    /// <summary>The next step in words; null when there is none.</summary>
    public string? Next { get; init; }

    /// <summary>The message that is written and waits, with where it is; null when none does.</summary>
    public Choice? Written { get; init; }

    /// <summary>While it is quiet: what fits, and what not to do (METHOD D); null otherwise.</summary>
    public string? Gesture { get; init; }

    /// <summary>Whether it is still going on.</summary>
    public bool Open { get; init; }

    /// <summary>Whether the reader may change it.</summary>
    public bool Mine { get; init; }
}

/// <summary>One entry of a timeline.</summary>
public sealed record TimelineEntry
{
    /// <summary>The entry's id.</summary>
    public required long Id { get; init; }

    /// <summary>When, in the reader's zone, such as "Wed 25 Feb 16:40".</summary>
    public required string At { get; init; }

    /// <summary>An icon's name.</summary>
    public required string Icon { get; init; }

    /// <summary>What happened, such as "Voicemail left".</summary>
    public required string What { get; init; }

    /// <summary>Who did it.</summary>
    public string? By { get; init; }

    /// <summary>With whom, on a company's timeline.</summary>
    public string? With { get; init; }

    /// <summary>The note.</summary>
    public string? Note { get; init; }

    /// <summary>Their own words.</summary>
    public string? Words { get; init; }

    /// <summary>The mail it was, for those who may read it.</summary>
    public long? Mail { get; init; }

    /// <summary>What was brought.</summary>
    public string? Brought { get; init; }

    /// <summary>Rules it lay outside of.</summary>
    public IReadOnlyList<RuleWords> Outside { get; init; } = [];

    /// <summary>Whether it came from them.</summary>
    public bool Inbound { get; init; }

    /// <summary>Whether it was taken back or corrected.</summary>
    public bool Undone { get; init; }

    /// <summary>Whether the reader may correct it.</summary>
    public bool Correctable { get; init; }
}

/// <summary>Why not yet, when next, and what can be done now (moment 4).</summary>
public sealed record NotYetModel
{
    /// <summary>The verdict in a few words, such as "Not yet: Thursday from 9".</summary>
    public required string Heading { get; init; }

    /// <summary>Every rule that spoke.</summary>
    public required IReadOnlyList<RuleWords> Reasons { get; init; }

    /// <summary>The small time line: the last touches and the next free slot, in days from now.</summary>
    public IReadOnlyList<TimeMark> Marks { get; init; } = [];

    /// <summary>Whether a seller may overrule it with a reason (B10); never for B1, B2, hours or law.</summary>
    public bool MayOverrule { get; init; }

    /// <summary>Where the override leads, without its reason; null when it may not be overruled.</summary>
    public string? OverrideAddress { get; init; }
}

/// <summary>A mark on the small time line.</summary>
/// <param name="Day">Days from today; negative is past.</param>
/// <param name="Words">What it is.</param>
/// <param name="Kind">ours, theirs, today or free.</param>
public sealed record TimeMark(double Day, string Words, string Kind);
