using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;

namespace Tact.Core.Etiquette;

/// <summary>
/// The rules, each named as a sentence. A rule looks at a case and tells the day it holds until (<see cref="Silent"/> when it has nothing
/// to say, <see cref="Never"/> when it refuses for good). What depends on the case alone is laid out with it; the others look at the proposal, too.
/// </summary>
internal static class Rules
{
    internal const int Silent = int.MinValue;
    internal const int Never = int.MaxValue;
    internal const int DaysOfAWeek = 7;
    internal const int DaysOfAYear = 365;
    private const int Noon = 12;
    internal const int EveryDay = 0b1111111;

    /// <summary>B1: a no stops every unasked contact in its scope.</summary>
    internal static int StopWhenAsked(Case c, Channel channel) =>
        c.StoppedAll || c.StoppedMatter
        || (c.StoppedEmail && channel == Channel.Email)
        || (c.StoppedPhone && channel is (Channel.Call or Channel.Message)) ? Never : Silent;

    /// <summary>B1, C4: after a no to the matter without leave to stay in touch, it is closed.</summary>
    internal static int LeaveTheMatter(Case c) => c.SaidNo ? Never : Silent;

    /// <summary>B2: only the channel they asked for.</summary>
    internal static int UseTheirChannel(Case c, Channel channel) =>
        c.AskedChannel is { } wanted && wanted != channel ? Never : Silent;

    /// <summary>B2: no oftener than they asked for.</summary>
    internal static int KeepTheirRhythm(Case c) => c.Preference?.EveryDays is { } every && c.LastContactDay >= 0 ? c.LastContactDay + every : Silent;

    /// <summary>B2, law: consent where the law wants it; none after it was withdrawn.</summary>
    internal static int AskFirst(Case c, Channel channel, int day) => channel switch
    {
        Channel.Email => day > c.EmailUntil ? Never : Silent,
        Channel.Message => day > c.TextUntil || (day >= c.CallConsentFrom && day > c.CallUntil) ? Never : Silent,
        Channel.Call => day >= c.CallConsentFrom && day > c.CallUntil ? Never : Silent,
        _ => Silent,
    };

    /// <summary>Law: a number on a do-not-call list is not called unasked.</summary>
    internal static int SpareTheListed(Case c, Channel channel, int day) =>
        (channel is Channel.Call or Channel.Message && day >= c.ListedFrom) || (channel == Channel.Email && c.EmailListed) ? Never : Silent;

    /// <summary>A2: rest after the budget of unanswered approaches; with clients, ask somebody else there.</summary>
    internal static int RestAfterSilence(Case c) => Math.Max(c.RestUntil, c.AskAnotherUntil);

    /// <summary>A2: a year has a limit while nobody answers.</summary>
    internal static int KeepTheYear(Case c)
    {
        var place = c.PersonDays.Length - c.Preset.PerYear;
        return place >= c.UnansweredFrom && place >= 0 ? c.PersonDays[place] + DaysOfAYear : Silent;
    }

    /// <summary>A2: the last approach of the first cycle comes after a reasonable period.</summary>
    internal static int TakeYourTime(Case c) =>
        c.FollowUp is { Cycle: 1, FirstApproachDay: >= 0 } f && c.Preset.ShortestCycle is { } shortest && c.Preset.Budget is { } budget && f.Approaches == budget - 1
            ? c.Calendar.Plus(f.FirstApproachDay, shortest)
            : Silent;

    /// <summary>B3: the least gap, in their working days, since anybody's last approach.</summary>
    internal static int KeepTheGap(Case c) =>
        c.PersonDays.Length == 0 || c.PersonDays.Length <= c.UnansweredFrom ? Silent : c.Calendar.Plus(c.PersonDays[^1], c.Preset.GapAfter(Math.Max(1, c.FollowUp?.Approaches ?? 1)));

    /// <summary>B3: so many approaches to the person in any seven days.</summary>
    internal static int SpareThePerson(Case c) => Window(c.PersonDays, c.Preset.PersonPerWeek);

    /// <summary>B3: so many cold approaches to the company in any seven days.</summary>
    internal static int SpareTheCompany(Case c) => c.Situation == Situation.Cold && c.Preset.CompanyPerWeek is { } cap ? Window(c.CompanyDays, cap) : Silent;

    /// <summary>B3: while a colleague is talking with them on this matter, cold steps wait.</summary>
    internal static int OneVoiceAtATime(Case c) => c.ColleagueTalkDay < 0 || c.Situation != Situation.Cold ? Silent : c.Calendar.Plus(c.ColleagueTalkDay, Defaults.ColleagueTalkDays);

    /// <summary>B3: caps on rings per day and per seven days, and hours between two; a day that is full holds until the next.</summary>
    internal static int RingSparingly(Case c, int day, long now, out long untilMillisecond)
    {
        untilMillisecond = long.MinValue;
        var rings = c.Rings;
        var today = 0;
        var week = 0;
        for (var i = rings.Length - 1; i >= 0; i--)
        {
            var ringDay = c.Clock.DayAt(rings[i]);
            if (ringDay <= day - DaysOfAWeek)
                break;
            week++;
            if (ringDay == day)
                today++;
            if (rings[i] <= now && untilMillisecond == long.MinValue)
                untilMillisecond = rings[i] + (c.Preset.HoursBetweenRings * NodaConstants.MillisecondsPerHour);
            if (week == c.Preset.RingsPerWeek)
                return ringDay + DaysOfAWeek;
        }

        return today >= c.Preset.RingsPerDay ? day + 1 : Silent;
    }

    /// <summary>B2, B3: the days they asked for, else their working days; never a public holiday.</summary>
    internal static bool KeepTheirDay(Case c, int day) =>
        c.AskedDays == 0 ? c.Calendar.IsWorkingDay(day) : (c.AskedDays & (1 << WorkingDays.Weekday(day))) != 0 && !c.Calendar.IsHoliday(day);

    /// <summary>The hours in which a channel may reach them; calls, texts and visits keep office hours, mail waits for them.</summary>
    internal static (int From, int Until) KeepTheirHours(Case c, Channel channel, int day) =>
        channel is Channel.Email or Channel.Letter or Channel.Social ? (0, 24) : c.Calendar.IsShort(day) ? c.ShortHours : c.Hours;

    /// <summary>The hours they asked for, else those of the preset; a day that ends at noon ends them unless they named another end.</summary>
    internal static (int From, int Until) HoursForCalls(Case c, bool endsAtNoon)
    {
        var from = Math.Clamp(c.Preference?.FromHour ?? c.Preset.CallsFrom, 0, 23);
        var until = Math.Clamp(c.Preference?.UntilHour ?? c.Preset.CallsUntil, 1, 24);
        if (endsAtNoon && c.Preference?.UntilHour is null && from < Noon)
            return (from, Math.Min(until, Noon));
        if (from < until)
            return (from, until);
        // "after seven in the evening", "before eight": the end they did not name is the day's
        return c.Preference?.FromHour is null ? (0, until) : (from, 24);
    }

    /// <summary>First day on which one more keeps a cap over seven days.</summary>
    private static int Window(int[] days, int cap)
    {
        var place = days.Length - cap;
        return place >= 0 ? days[place] + DaysOfAWeek : Silent;
    }
}
