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
        var day = WorkingDays.NumberAt(at, c.Zone);
        var time = at;
        var spoke = Rule.None;
        for (var move = 0; move < MostMoves; move++)
        {
            var rules = Holds(c, channel, time, day, out var untilDay, out var untilMillisecond);
            // a list is renewed long before a later day: its age counts for now only
            if (move == 0 && IsToBeScreened(c, channel, time, day))
                (rules, untilDay) = (rules | Rule.ScreenFirst, Rules.Never);
            if (move == 0)
                spoke = rules;
            if (rules == Rule.None)
                return spoke == Rule.None ? new Verdict(VerdictKind.Allow, null, Rule.None) : new Verdict(VerdictKind.Hold, time, spoke);
            var turn = NextTurn(c, channel, time);
            if (untilDay == Rules.Never && turn is null)
                return new Verdict(VerdictKind.Refuse, null, spoke);
            var next = untilDay == Rules.Never ? (Time: Instant.MaxValue, Day: 0) : MoveOn(c, channel, time, day, untilDay, untilMillisecond);
            (time, day) = turn < next.Time ? (turn.Value, WorkingDays.NumberAt(turn.Value, c.Zone)) : next;
            if (!IsLawfulHour(c, channel, time, day))
            {
                if (c.Law!.NextOpening(time) is not { } opens)
                    return new Verdict(VerdictKind.Refuse, null, spoke);
                (time, day) = (opens, WorkingDays.NumberAt(opens, c.Zone));
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

    /// <summary>The next instant after another from which the contact is never held: the agreed time or day, the day of a promise.</summary>
    private static Instant? NextTurn(Case c, Channel channel, Instant after)
    {
        if (c.FollowUp is not { } f)
            return null;
        Instant? turn = null;
        if (f is { Agreed: { } plan, AgreedWithThem: true } && (plan.Channel is null || plan.Channel == channel))
            Take(f.TriedDay >= 0 ? WorkingDays.Start(f.TriedDay, 0, c.Zone) : plan.At is { } at ? at - Duration.FromMinutes(Defaults.MinutesBeforeAgreed) : WorkingDays.Start(WorkingDays.Number(plan.On), 0, c.Zone));
        if (c.CompanionDay >= 0 && IsCompanion(c, channel, c.CompanionDay))
            Take(WorkingDays.Start(c.CompanionDay, 0, c.Zone));
        if (f.OpenPromise is { } promise)
            Take(WorkingDays.Start(WorkingDays.Number(promise.For), 0, c.Zone));
        return turn;

        void Take(Instant start)
        {
            if (start > after && (turn is null || start < turn))
                turn = start;
        }
    }

    /// <summary>The rules that hold a contact at an instant, with the latest day or millisecond any of them names.</summary>
    private static Rule Holds(Case c, Channel channel, Instant at, int day, out int untilDay, out long untilMillisecond)
    {
        var spoke = Rule.None;
        var latest = Rules.Silent;
        untilMillisecond = long.MinValue;

        Hear(Rules.StopWhenAsked(c, channel), Rule.StopWhenAsked);
        var free = c.FollowUp is null ? FreeBecause.Nothing : Fold.WhyFree(c.FollowUp, channel, at, day);
        if (free == FreeBecause.Nothing)
            Hear(Rules.LeaveTheMatter(c), Rule.LeaveTheMatter);
        if (free != FreeBecause.TheyAsked)
        {
            Hear(Rules.LeaveThemInQuiet(c, day), Rule.LeaveThemInQuiet);
            Hear(Rules.UseTheirChannel(c, channel), Rule.UseTheirChannel);
            Hear(Rules.KeepTheirRhythm(c, day), Rule.KeepTheirRhythm);
            Hear(Rules.AskFirst(c, channel, day), Rule.AskFirst);
            Hear(Rules.SpareTheListed(c, channel, day), Rule.SpareTheListed);
            Hear(Rules.RestAfterANo(c, channel, day), Rule.KeepTheLaw);
        }

        if (free == FreeBecause.Nothing)
        {
            Hear(Rules.BePatient(c, day), Rule.BePatient);
            Hear(Rules.WaitForTheirReturn(c, day), Rule.WaitForTheirReturn);
            if (channel == Channel.Call)
            {
                Hear(Rules.RingSparingly(c, day, at, out var ring), Rule.RingSparingly);
                if (ring > at.ToUnixTimeMilliseconds())
                {
                    untilMillisecond = ring;
                    spoke |= Rule.RingSparingly;
                }
            }
        }

        if (free == FreeBecause.Nothing && !IsCompanion(c, channel, day))
        {
            Hear(Rules.KeepTheDate(c, day), Rule.KeepTheDate);
            Hear(Rules.KeepPromises(c, day), Rule.KeepPromises);
            Hear(Rules.RestAfterSilence(c, day), Rule.RestAfterSilence);
            Hear(Rules.KeepTheYear(c, day), Rule.KeepTheYear);
            Hear(Rules.TakeYourTime(c, day), Rule.TakeYourTime);
            Hear(Rules.KeepTheGap(c, day), Rule.KeepTheGap);
            Hear(Rules.SpareThePerson(c, day), Rule.SpareThePerson);
            Hear(Rules.SpareTheCompany(c, day), Rule.SpareTheCompany);
            Hear(Rules.OneVoiceAtATime(c, day), Rule.OneVoiceAtATime);

            // an agreed time later today: they asked for it then, not now
            var early = Duration.FromMinutes(Defaults.MinutesBeforeAgreed);
            if (c.AgreedAt is { } agreed && c.DateUntil == day && c.FollowUp!.AgreedWithThem && c.FollowUp.TriedDay < 0 && at < agreed - early)
            {
                untilMillisecond = Math.Max(untilMillisecond, (agreed - early).ToUnixTimeMilliseconds());
                spoke |= Rule.KeepTheDate;
            }
        }

        if (!IsLawfulHour(c, channel, at, day))
            spoke |= Rule.KeepTheLaw;
        if (channel is Channel.Call or Channel.Message && c.Law is { } law && !TheyNamedTheTime(c, channel, at, day))
        {
            foreach (var limit in law.Limits)
            {
                if (LawfulCalls.FreeAgain(limit, c.Dials, at) is not { } again)
                    continue;
                spoke |= Rule.KeepTheLaw;
                untilMillisecond = Math.Max(untilMillisecond, again);
            }
        }

        if (free != FreeBecause.TheyAsked && latest != Rules.Never && IsOutOfHours(c, channel, at, day))
            spoke |= Rule.KeepTheirHours;
        untilDay = latest;
        return spoke;

        void Hear(int until, Rule rule)
        {
            if (until == Rules.Silent)
                return;
            spoke |= rule;
            latest = Math.Max(latest, until);
        }
    }

    private static bool IsToBeScreened(Case c, Channel channel, Instant at, int day) =>
        day > c.ListsGoodUntil && channel is (Channel.Call or Channel.Message)
        && (c.FollowUp is null || Fold.WhyFree(c.FollowUp, channel, at, day) != FreeBecause.TheyAsked);

    /// <summary>The e-mail that goes with a voicemail is part of the same approach (METHOD, approach).</summary>
    private static bool IsCompanion(Case c, Channel channel, int day) =>
        c.CompanionDay == day && (c.ChannelsThatDay & (1 << (int)channel)) == 0 && c.QuietUntil <= day;

    /// <summary>The law holds answers and promises too, but not a call at the time they asked for.</summary>
    private static bool IsLawfulHour(Case c, Channel channel, Instant at, int day) =>
        c.Law is null || channel is not (Channel.Call or Channel.Message) || c.Law.IsOpen(at) || TheyNamedTheTime(c, channel, at, day);

    private static bool TheyNamedTheTime(Case c, Channel channel, Instant at, int day) =>
        c is { AgreedAt: not null, FollowUp: { AgreedWithThem: true, TriedDay: < 0 } f } && (f.Agreed!.Channel is null || f.Agreed.Channel == channel) && Fold.WhyFree(f, channel, at, day) == FreeBecause.TheyAsked;

    private static bool IsOutOfHours(Case c, Channel channel, Instant at, int day)
    {
        if (!Rules.KeepTheirDay(c, day))
            return true;
        var (from, until) = Rules.KeepTheirHours(c, channel, day);
        var hour = (at.ToUnixTimeMilliseconds() + c.Zone.GetUtcOffset(at).Milliseconds - (day * (long)NodaConstants.MillisecondsPerDay)) / NodaConstants.MillisecondsPerHour;
        return hour < from || hour >= until;
    }

    private static (Instant Time, int Day) MoveOn(Case c, Channel channel, Instant time, int day, int untilDay, long untilMillisecond)
    {
        if (untilDay > day)
        {
            day = untilDay;
            time = WorkingDays.Start(day, 0, c.Zone);
        }

        if (untilMillisecond > time.ToUnixTimeMilliseconds())
        {
            time = Instant.FromUnixTimeMilliseconds(untilMillisecond);
            day = WorkingDays.NumberAt(time, c.Zone);
        }

        while (true)
        {
            var moved = false;
            for (; !Rules.KeepTheirDay(c, day); day++)
                moved = true;
            var (from, until) = Rules.KeepTheirHours(c, channel, day);
            if (moved)
                time = WorkingDays.Start(day, from, c.Zone);
            var opens = WorkingDays.Start(day, from, c.Zone);
            if (time < opens)
                return (opens, day);
            if (until >= 24 || time < WorkingDays.Start(day, until, c.Zone))
                return (time, day);
            day++;
            time = WorkingDays.Start(day, 0, c.Zone);
        }
    }
}
