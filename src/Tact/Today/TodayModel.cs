using Tact.Core;
using Tact.Web;

namespace Tact.Today;

/// <summary>Today's page: one calm list of whom to contact and why, with everything about it already in words.</summary>
public sealed record TodayModel
{
    /// <summary>What the layout shows around the list.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The reader's date in words, such as "Monday 2 March".</summary>
    public required string Day { get; init; }

    /// <summary>How many are due today in all, whatever the filter.</summary>
    public required long Due { get; init; }

    /// <summary>About how long they take, such as "about 2½ hours"; null when nobody is due.</summary>
    public string? Takes { get; init; }

    /// <summary>The counts worth knowing first, such as "3 people answered", "2 promises", "1 callback at 14:30".</summary>
    public IReadOnlyList<string> First { get; init; } = [];

    /// <summary>The filters with their counts, the current one marked.</summary>
    public required IReadOnlyList<TodayShow> Filters { get; init; }

    /// <summary>The rows of this page, in the order of work.</summary>
    public required IReadOnlyList<TodayLine> Rows { get; init; }

    /// <summary>The follow-up to begin with after a record was saved; null begins at the top.</summary>
    public long? At { get; init; }

    /// <summary>How many more are due beyond the daily capacity or this page.</summary>
    public long More { get; init; }

    /// <summary>Where the more are; null when there are none.</summary>
    public string? MoreAddress { get; init; }

    /// <summary>Why so much is due, in a sentence; null when it is not, or nothing tells.</summary>
    public string? Because { get; init; }

    /// <summary>How many of what is due are planned for later days.</summary>
    public long Moved { get; init; }

    /// <summary>Where it stands to which day each of what does not fit is planned; null when all fits.</summary>
    public string? PlanAddress { get; init; }

    /// <summary>Messages that ask for the reader; null when none does.</summary>
    public Choice? Outbox { get; init; }

    /// <summary>A colleague who asks to be listened to; null when none does.</summary>
    public Choice? Listen { get; init; }

    /// <summary>Whether the reader can write from a mailbox here; else addresses open their own mail program.</summary>
    public bool Writes { get; init; }

    /// <summary>Where the next page of the list is; null on the last.</summary>
    public string? NextAddress { get; init; }

    /// <summary>Colleagues whose rows go on elsewhere, because there are more than fit here.</summary>
    public IReadOnlyList<(string Words, string Address)> MoreCovered { get; init; } = [];

    /// <summary>Whose list it is, when it is not the reader's own.</summary>
    public string? Whose { get; init; }

    /// <summary>How many others are resting or have a date.</summary>
    public long Others { get; init; }
}

/// <summary>One filter of the list.</summary>
/// <param name="Words">Its name.</param>
/// <param name="Count">How many rows it shows; null when that is not counted.</param>
/// <param name="Address">Its address.</param>
/// <param name="Key">The key that picks it.</param>
/// <param name="Current">Whether it is the current one.</param>
public sealed record TodayShow(string Words, long? Count, string Address, char Key, bool Current);

/// <summary>One person to contact today.</summary>
public sealed record TodayLine
{
    /// <summary>The follow-up's id.</summary>
    public required long FollowUp { get; init; }

    /// <summary>The contact's id.</summary>
    public required long Contact { get; init; }

    /// <summary>Their name.</summary>
    public required string Name { get; init; }

    /// <summary>Why the row stands where it stands.</summary>
    public required TodayKind Kind { get; init; }

    /// <summary>The kind in words for the margin, such as "Answered" or "Callback 14:30".</summary>
    public required string Label { get; init; }

    /// <summary>Their role; null when not known.</summary>
    public string? Role { get; init; }

    /// <summary>Their company's name; null when not known.</summary>
    public string? Company { get; init; }

    /// <summary>Their company's id; null when not known.</summary>
    public long? CompanyId { get; init; }

    /// <summary>The number to call as written; null when not known or struck.</summary>
    public string? Phone { get; init; }

    /// <summary>The address to write to; null when not known or struck.</summary>
    public string? Email { get; init; }

    /// <summary>Their local time, such as "10:12 there"; null when it is the reader's own.</summary>
    public string? LocalTime { get; init; }

    /// <summary>Whether their local hours permit a call now.</summary>
    public bool InHours { get; init; }

    /// <summary>What to do, such as "Call" or "Answer her".</summary>
    public required string Do { get; init; }

    /// <summary>The message that is written and waits, with where it is: nothing more is proposed meanwhile; null when none does.</summary>
    public Choice? Written { get; init; }

    /// <summary>Which approach this would be, such as "2nd of 5"; null when it is not an approach.</summary>
    public string? Approach { get; init; }

    /// <summary>The one reason that matters most, such as "you said you would call again Monday".</summary>
    public string? WhyNow { get; init; }

    /// <summary>Every rule that spoke, with its id.</summary>
    public IReadOnlyList<RuleWords> Why { get; init; } = [];

    /// <summary>What to bring; null when nothing is chosen yet.</summary>
    public string? Bring { get; init; }

    /// <summary>When nothing is named: something of the library that fits, and why; null when nothing does.</summary>
    public TodayBring? Perhaps { get; init; }

    /// <summary>What they asked for, such as "mornings, by phone".</summary>
    public string? Asked { get; init; }

    /// <summary>Their own last words.</summary>
    public string? TheirWords { get; init; }

    /// <summary>When they said them, such as "yesterday 16:40".</summary>
    public string? TheirWordsAt { get; init; }

    /// <summary>The last touch, such as "voicemail Wed 25 Feb".</summary>
    public string? LastTouch { get; init; }

    /// <summary>What we left or noted then.</summary>
    public string? LastNote { get; init; }

    /// <summary>For whom, when a colleague who is away: "for Jana Lind, away until Fri 12 Jun"; null for one's own.</summary>
    public string? For { get; init; }

    /// <summary>The later day it is planned for, such as "planned for Thu 5 Mar"; null when it is today's.</summary>
    public string? PlannedFor { get; init; }

    /// <summary>Who says it may not be contacted just now and until when; null when it may.</summary>
    public string? NotYet { get; init; }
}

/// <summary>Something of the library to bring somebody.</summary>
/// <param name="Address">Its page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Why">The first reason.</param>
public sealed record TodayBring(string Address, string Title, string Why);

/// <summary>A rule in words.</summary>
/// <param name="Rule">Its id in the method, such as "B3".</param>
/// <param name="Text">What it says about this person now.</param>
public sealed record RuleWords(string Rule, string Text);
