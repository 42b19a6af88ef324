namespace Tact.Core.Homework;

/// <summary>How much of each kind a brief shows.</summary>
internal sealed record BriefRoom
{
    private int Step { get; init; }

    public int Facts { get; private init; } = 4;

    public int FactWords { get; private init; } = 16;

    public int Touches { get; private init; } = 3;

    public int NoteWords { get; private init; } = 12;

    public int TheirWords { get; private init; } = 30;

    public int Promises { get; private init; } = 3;

    public int LimitWords { get; private init; } = 14;

    public int OfferWords { get; private init; } = 20;

    public int BringWords { get; private init; } = 12;

    public bool OfferReasons => Step < 5;

    public int Suggestions { get; private init; } = 2;

    public int Has { get; private init; } = 3;

    public int Questions { get; private init; } = 3;

    public int NotToSay { get; private init; } = 3;

    /// <summary>Room for everything a page holds at ease.</summary>
    public static BriefRoom Wide { get; } = new();

    /// <summary>Whether nothing more can be left out.</summary>
    public bool IsTightest => Step == 8;

    /// <summary>The same with less of what matters least.</summary>
    public BriefRoom Tighter() => (Step + 1) switch
    {
        1 => this with { Step = 1, NoteWords = 7, Has = 2 },
        2 => this with { Step = 2, OfferWords = 14, FactWords = 12 },
        3 => this with { Step = 3, Facts = 3, NotToSay = 2, TheirWords = 20 },
        4 => this with { Step = 4, NoteWords = 0, LimitWords = 9, Suggestions = 1, Promises = 2 },
        5 => this with { Step = 5, Questions = 2, Has = 1, OfferWords = 10 },
        6 => this with { Step = 6, Facts = 2, NotToSay = 1, FactWords = 9 },
        7 => this with { Step = 7, BringWords = 6, Questions = 1, TheirWords = 14, OfferWords = 8, LimitWords = 6 },
        _ => this with { Step = 8, Facts = 1, Suggestions = 0, FactWords = 7, TheirWords = 8, BringWords = 3, OfferWords = 5, LimitWords = 5 },
    };
}
