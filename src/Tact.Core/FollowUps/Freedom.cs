using NodaTime;
using Tact.Core.Calendars;

namespace Tact.Core.FollowUps;

/// <summary>
/// When gap, cap, budget and rest do not hold a contact (METHOD, never held): their enquiry or answer waits, an agreed step is due, it is the one
/// retry of an agreed call on its day, or we promised it. Laid out once for a follow-up; days are numbered as in <see cref="WorkingDays"/>, instants are Unix milliseconds.
/// </summary>
public readonly struct Freedom
{
    private static readonly Duration Early = Duration.FromMinutes(Defaults.MinutesBeforeAgreed);
    private readonly long wantsAnswerFrom;
    private readonly int answerChannels;
    private readonly int serviceUntil;
    private readonly int serviceChannels;
    private readonly int agreedChannels;
    private readonly int agreedFirst;
    private readonly int agreedLast;
    private readonly long agreedFrom;
    private readonly int promisedDay;

    /// <summary>Lays it out; nothing is free without a follow-up.</summary>
    public Freedom(FollowUp? of)
    {
        (wantsAnswerFrom, serviceUntil, promisedDay) = (long.MaxValue, int.MinValue, int.MaxValue);
        if (of is not { } f)
            return;
        if (f.WantsAnswerSince is { } since)
            (wantsAnswerFrom, answerChannels) = (Ceiling(since), ~f.AnswerNotBy);
        if (f is { ServiceUntilDay: >= 0, TwoWays: 0, IsOpen: true })
            (serviceUntil, serviceChannels) = (f.ServiceUntilDay, ~f.ServiceNotBy);
        if (f.OpenPromise is { } promise)
            promisedDay = WorkingDays.Number(promise.For);
        if (f is not { Agreed: { } plan, AgreedWithThem: true })
            return;
        agreedChannels = (plan.Channel is { } channel ? 1 << (int)channel : -1) & ~f.AgreedNotBy;
        if (f.TriedDay >= 0)
            (agreedFirst, agreedLast, agreedFrom) = (f.TriedDay, f.TriedDay, long.MinValue);
        else if (plan.At is { } time)
            (agreedFirst, agreedLast, agreedFrom, NamesTheTime) = (int.MinValue, int.MaxValue, Ceiling(time - Early), true);
        else
            (agreedFirst, agreedLast, agreedFrom) = (WorkingDays.Number(plan.On), int.MaxValue, long.MinValue);
    }

    /// <summary>They named a time of the day for it, and it was not tried yet.</summary>
    internal bool NamesTheTime { get; }

    /// <summary>Some day or time may come from which a contact is free.</summary>
    internal bool HasTurns => agreedChannels != 0 || promisedDay != int.MaxValue;

    /// <summary>From when on they named; only with <see cref="NamesTheTime"/>.</summary>
    internal long NamedFrom => agreedFrom;

    /// <summary>Why a contact is free; nothing when it is not.</summary>
    public FreeBecause At(Channel channel, long at, int day)
    {
        var way = 1 << (int)channel;
        if ((at >= wantsAnswerFrom && (answerChannels & way) != 0) || (day <= serviceUntil && (serviceChannels & way) != 0) || (IsAgreed(channel) && day >= agreedFirst && day <= agreedLast && at >= agreedFrom))
            return FreeBecause.TheyAsked;
        return day >= promisedDay ? FreeBecause.WePromised : FreeBecause.Nothing;
    }

    /// <summary>Whether what was agreed with them is for a channel.</summary>
    internal bool IsAgreed(Channel channel) => (agreedChannels & (1 << (int)channel)) != 0;

    /// <summary>The next instant after another from which it is free: the agreed time or day, the day of a promise; the latest possible for none.</summary>
    internal long NextTurn(Channel channel, long after, int day, ZoneClock clock)
    {
        var turn = long.MaxValue;
        if (IsAgreed(channel))
            turn = NamesTheTime ? Later(agreedFrom, after) : DayTurn(agreedFirst, after, day, clock);
        return promisedDay == int.MaxValue ? turn : Math.Min(turn, DayTurn(promisedDay, after, day, clock));
    }

    /// <summary>The beginning of a day when it is after an instant; the latest possible when not.</summary>
    internal static long DayTurn(int first, long after, int day, ZoneClock clock) => first < day ? long.MaxValue : Later(clock.Start(first, 0), after);

    private static long Later(long start, long after) => start > after ? start : long.MaxValue;

    private static long Ceiling(Instant at)
    {
        var floor = at.ToUnixTimeMilliseconds();
        return Instant.FromUnixTimeMilliseconds(floor) < at ? floor + 1 : floor;
    }
}
