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

    public int LimitWords { get; private init; } = 18;

    public int OfferWords { get; private init; } = 20;

    public int Suggestions { get; private init; } = 2;

    public int Has { get; private init; } = 3;

    public int Questions { get; private init; } = 3;

    public int NotToSay { get; private init; } = 3;

    /// <summary>Room for everything a page holds at ease.</summary>
    public static BriefRoom Wide { get; } = new();

    /// <summary>Whether nothing more can be left out.</summary>
    public bool IsTightest => Step == 6;

    /// <summary>The same with less of what matters least.</summary>
    public BriefRoom Tighter() => (Step + 1) switch
    {
        1 => this with { Step = 1, NoteWords = 7, Has = 2 },
        2 => this with { Step = 2, Questions = 2, OfferWords = 14 },
        3 => this with { Step = 3, Facts = 3, NotToSay = 2, FactWords = 12 },
        4 => this with { Step = 4, NoteWords = 0, LimitWords = 12, Suggestions = 1, Promises = 2 },
        5 => this with { Step = 5, Facts = 2, Questions = 1, TheirWords = 20, Has = 1 },
        _ => this with { Step = 6, NotToSay = 1, OfferWords = 8, FactWords = 8 },
    };
}
