using NodaTime;

namespace Tact.Core.Etiquette;

/// <summary>The answer for a proposed contact.</summary>
public enum VerdictKind
{
    /// <summary>Go ahead.</summary>
    Allow,

    /// <summary>Not yet: from an instant on.</summary>
    Hold,

    /// <summary>No, for good.</summary>
    Refuse,
}

/// <summary>The rules that can speak, in the order that is the policy. Each carries the METHOD id it comes from.</summary>
[Flags]
public enum Rule
{
    /// <summary>No rule.</summary>
    None = 0,

    /// <summary>B1: a no is a no, in its scope.</summary>
    StopWhenAsked = 1 << 0,

    /// <summary>B1, C4: they said no to this matter.</summary>
    LeaveTheMatter = 1 << 1,

    /// <summary>B4: they asked for quiet.</summary>
    LeaveThemInQuiet = 1 << 2,

    /// <summary>B2: they asked for another channel.</summary>
    UseTheirChannel = 1 << 3,

    /// <summary>B2: they asked for a slower rhythm.</summary>
    KeepTheirRhythm = 1 << 4,

    /// <summary>B2, B3: their working days and hours.</summary>
    KeepTheirHours = 1 << 5,

    /// <summary>D1–D8: it stalls for a reason; be patient.</summary>
    BePatient = 1 << 6,

    /// <summary>A5, C1: a date was agreed, or something happens on their side.</summary>
    KeepTheDate = 1 << 7,

    /// <summary>C5: they are away.</summary>
    WaitForTheirReturn = 1 << 8,

    /// <summary>A6, B8: we said when we would be in touch.</summary>
    KeepPromises = 1 << 9,

    /// <summary>A2: rest after silence.</summary>
    RestAfterSilence = 1 << 10,

    /// <summary>A2: not too many approaches in a year without an answer.</summary>
    KeepTheYear = 1 << 11,

    /// <summary>A2: the budget is spent over a reasonable period.</summary>
    TakeYourTime = 1 << 12,

    /// <summary>B3: the least gap in working days.</summary>
    KeepTheGap = 1 << 13,

    /// <summary>B3: approaches to the person in seven days.</summary>
    SpareThePerson = 1 << 14,

    /// <summary>B3: cold approaches to the company in seven days.</summary>
    SpareTheCompany = 1 << 15,

    /// <summary>B3: silent rings have small caps of their own.</summary>
    RingSparingly = 1 << 16,

    /// <summary>B3: a colleague is talking with them on this matter.</summary>
    OneVoiceAtATime = 1 << 17,

    /// <summary>B5: bring something. Advice for a proposal; judged when words have reached them.</summary>
    BringSomething = 1 << 18,

    /// <summary>Never held: they asked for it, or we promised it.</summary>
    AnswerThemFirst = 1 << 19,

    /// <summary>The law on calls: hours, days, holidays, and how many.</summary>
    KeepTheLaw = 1 << 20,

    /// <summary>B2 and the law on e-mail and calls: consent is needed, and there is none, it has ended, or it was withdrawn.</summary>
    AskFirst = 1 << 21,

    /// <summary>The law: the number is on a do-not-call list.</summary>
    SpareTheListed = 1 << 22,

    /// <summary>The law: the do-not-call list is too old to tell. Judged for the moment that was asked about only.</summary>
    ScreenFirst = 1 << 23,
}

/// <summary>The verdict on one proposed contact: a set of rules and an instant; its words are rendered on demand.</summary>
/// <param name="Kind">Allow, hold or refuse.</param>
/// <param name="Until">The first instant at which it would be allowed; null when allowed now or refused for good.</param>
/// <param name="Rules">The rules that hold or refuse it now.</param>
public readonly record struct Verdict(VerdictKind Kind, Instant? Until, Rule Rules);

/// <summary>One rule's part in a verdict, in words.</summary>
/// <param name="Rule">The METHOD id.</param>
/// <param name="Text">Why, for the seller.</param>
public sealed record Reason(string Rule, string Text);
