using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;
using Tact.Core.Law;

namespace Tact.Core.Etiquette;

/// <summary>The etiquette's verdict on a proposed contact: the strictest rule wins, and all that spoke are named.</summary>
public static class Judge
{
    private const int MostMoves = 64;

    /// <summary>Rules a seller can never overrule: consent and law (METHOD B10).</summary>
    public const Rule Consent = Rule.StopWhenAsked | Rule.LeaveTheMatter | Rule.LeaveThemInQuiet | Rule.UseTheirChannel | Rule.KeepTheirRhythm | Rule.KeepTheirHours | Rule.KeepTheLaw
        | Rule.AskFirst | Rule.SpareTheListed | Rule.ScreenFirst;

    /// <summary>Judges a contact at an instant.</summary>
    public static Verdict Of(Case c, Channel channel, Instant at)
    {
        var time = at.ToUnixTimeMilliseconds();
        var day = c.Clock.DayAt(time, out var onTheWall);
        var spoke = Rule.None;
        for (var move = 0; move < MostMoves; move++)
        {
            // a list is renewed long before a later day: its age counts for now only
            var rules = Holds(c, channel, time, day, onTheWall, move == 0, out var untilDay, out var untilMillisecond, out var free);
            if (move == 0)
                spoke = rules;
            if (rules == Rule.None)
                return spoke == Rule.None ? new Verdict(VerdictKind.Allow, null, Rule.None) : new Verdict(VerdictKind.Hold, Instant.FromUnixTimeMilliseconds(time), spoke);
            var turn = NextTurn(c, channel, time, day);
            if (untilDay == Rules.Never && turn == long.MaxValue)
                return new Verdict(VerdictKind.Refuse, null, spoke);
            // what they asked for waits for the law alone, not for their days and hours
            time = untilDay == Rules.Never ? turn
                : Math.Min(turn, free == FreeBecause.TheyAsked ? Math.Max(time, untilMillisecond) : MoveOn(c, channel, time, day, untilDay, untilMillisecond));
            day = c.Clock.DayAt(time, out onTheWall);
            if (channel is Channel.Call or Channel.Message && !IsLawfulHour(c, channel, time, day, onTheWall, c.Freedom.At(channel, time, day)))
            {
                // the time they named comes first where it lies before the law's next hour
                var (opens, named) = (c.Law!.NextOpening(time), NextTurn(c, channel, time, day));
                time = opens < 0 ? named : Math.Min(named, opens);
                if (time == long.MaxValue)
                    return new Verdict(VerdictKind.Refuse, null, spoke);
                day = c.Clock.DayAt(time, out onTheWall);
            }
        }

        return new Verdict(VerdictKind.Refuse, null, spoke);
    }

    /// <summary>The first allowed instant at or after another; null when refused for good.</summary>
    public static Instant? FirstAllowed(Case c, Channel channel, Instant from)
    {
        var verdict = Of(c, channel, from);
        return verdict.Kind switch
        {
            VerdictKind.Allow => from,
            VerdictKind.Hold => verdict.Until,
            _ => null,
        };
    }

    /// <summary>The next instant after another from which the contact is never held: the agreed time or day, the e-mail that goes with a call, the day of a promise; the latest possible for none.</summary>
    private static long NextTurn(Case c, Channel channel, long after, int day)
    {
        var turn = c.Freedom.HasTurns ? c.Freedom.NextTurn(channel, after, day, c.Clock) : long.MaxValue;
        return c.CompanionDay >= day && IsCompanion(c, channel, c.CompanionDay) ? Math.Min(turn, Freedom.DayTurn(c.CompanionDay, after, day, c.Clock)) : turn;
    }

    /// <summary>The rules that hold a contact at an instant, with the latest day or millisecond any of them names.</summary>
    private static Rule Holds(Case c, Channel channel, long at, int day, int onTheWall, bool now, out int untilDay, out long untilMillisecond, out FreeBecause free)
    {
        var isCall = channel is Channel.Call or Channel.Message;
        free = c.Freedom.At(channel, at, day);
        var latest = day;
        untilMillisecond = long.MinValue;

        var never = (Rule)((c.StoppedChannels >> (int)channel & 1) * (int)Rule.StopWhenAsked);
        var spoke = Rule.None;
        if (free != FreeBecause.TheyAsked)
        {
            never |= (Rule)((c.OtherChannels >> (int)channel & 1) * (int)Rule.UseTheirChannel);
            if (Rules.AskFirst(c, channel, day) == Rules.Never)
                never |= Rule.AskFirst;
            if (Rules.SpareTheListed(c, channel, day) == Rules.Never)
                never |= Rule.SpareTheListed;
            spoke |= Until(c.QuietUntil, Rule.LeaveThemInQuiet);
            spoke |= Until(c.RhythmUntil, Rule.KeepTheirRhythm);
            if (isCall)
                spoke |= Until(c.RefusedUntil, Rule.KeepTheLaw);
        }

        if (free == FreeBecause.Nothing)
        {
            if (c.SaidNo)
                never |= Rule.LeaveTheMatter;
            spoke |= Until(c.PausedUntil, Rule.BePatient);
            spoke |= Until(c.AwayUntil, Rule.WaitForTheirReturn);
            if (channel == Channel.Call && c.Rings.Length > 0)
            {
                spoke |= Until(Rules.RingSparingly(c, day, at, out var ring), Rule.RingSparingly);
                if (ring > at)
                {
                    untilMillisecond = ring;
                    spoke |= Rule.RingSparingly;
                }
            }

            // an agreed time later today: they asked for it then, not now
            var isEarly = c.Freedom.NamesTheTime && c.DateUntil == day && at < c.Freedom.NamedFrom;
            if ((isEarly || c.GuidelinesUntil > day) && !IsCompanion(c, channel, day))
            {
                spoke |= Until(c.DateUntil, Rule.KeepTheDate) | Until(c.PromisedFor, Rule.KeepPromises) | Until(c.SilenceUntil, Rule.RestAfterSilence)
                    | Until(c.YearUntil, Rule.KeepTheYear) | Until(c.CycleUntil, Rule.TakeYourTime) | Until(c.GapUntil, Rule.KeepTheGap)
                    | Until(c.PersonUntil, Rule.SpareThePerson) | Until(c.CompanyUntil, Rule.SpareTheCompany) | Until(c.ColleagueUntil, Rule.OneVoiceAtATime);
                if (isEarly)
                {
                    untilMillisecond = Math.Max(untilMillisecond, c.Freedom.NamedFrom);
                    spoke |= Rule.KeepTheDate;
                }
            }
        }

        if (isCall && c.Law is { } law && !TheyNamedTheTime(c, channel, free))
        {
            if (!law.IsOpen(at, c.Clock, day, onTheWall))
                spoke |= Rule.KeepTheLaw;
            if (c.Dials.Length > 0)
            {
                foreach (var limit in law.Limits)
                {
                    if (LawfulCalls.FreeAgain(limit, c.Dials, at) is not { } again)
                        continue;
                    spoke |= Rule.KeepTheLaw;
                    untilMillisecond = Math.Max(untilMillisecond, again);
                }
            }
        }

        if (free != FreeBecause.TheyAsked && never == Rule.None && IsOutOfHours(c, channel, day, onTheWall))
            spoke |= Rule.KeepTheirHours;
        if (now && isCall && free != FreeBecause.TheyAsked && day > c.ListsGoodUntil)
            never |= Rule.ScreenFirst;
        untilDay = never == Rule.None ? latest : Rules.Never;
        return spoke | never;

        Rule Until(int until, Rule rule)
        {
            latest = Math.Max(latest, until);
            return until > day ? rule : Rule.None;
        }
    }

    /// <summary>The e-mail that goes with a voicemail is part of the same approach (METHOD, approach).</summary>
    private static bool IsCompanion(Case c, Channel channel, int day) =>
        c.CompanionDay == day && (c.ChannelsThatDay & (1 << (int)channel)) == 0 && c.QuietUntil <= day;

    /// <summary>The law holds answers and promises too, but not a call at the time they asked for.</summary>
    private static bool IsLawfulHour(Case c, Channel channel, long at, int day, int onTheWall, FreeBecause free) =>
        c.Law is null || c.Law.IsOpen(at, c.Clock, day, onTheWall) || TheyNamedTheTime(c, channel, free);

    private static bool TheyNamedTheTime(Case c, Channel channel, FreeBecause free) => free == FreeBecause.TheyAsked && c.Freedom.NamesTheTime && c.Freedom.IsAgreed(channel);

    private static bool IsOutOfHours(Case c, Channel channel, int day, int onTheWall)
    {
        if (!Rules.KeepTheirDay(c, day))
            return true;
        var (from, until) = Rules.KeepTheirHours(c, channel, day);
        var hour = onTheWall / NodaConstants.MillisecondsPerHour;
        return hour < from || hour >= until;
    }

    /// <summary>The first time in their days and hours from a day or an instant on, whichever is later.</summary>
    private static long MoveOn(Case c, Channel channel, long time, int day, int untilDay, long untilMillisecond)
    {
        var fromItsBeginning = untilDay > day;
        if (fromItsBeginning)
            day = untilDay;
        if (untilMillisecond != long.MinValue && untilMillisecond > (fromItsBeginning ? c.Clock.Start(day, 0) : time))
        {
            (time, fromItsBeginning) = (untilMillisecond, false);
            day = c.Clock.DayAt(time);
        }

        while (true)
        {
            for (; !Rules.KeepTheirDay(c, day); day++)
                fromItsBeginning = true;
            var (from, until) = Rules.KeepTheirHours(c, channel, day);
            var opens = c.Clock.Start(day, from);
            if (fromItsBeginning || time < opens)
                time = opens;
            if (until >= 24 || time < c.Clock.Start(day, until))
                return time;
            day++;
            fromItsBeginning = true;
        }
    }
}
