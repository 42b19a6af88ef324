using Tact.Core.Calendars;

namespace Tact.Core.Planning;

/// <summary>One contact that may come later than its day: a cadence step, a return or a first contact. What was agreed or promised is none.</summary>
/// <param name="Kind">Its kind; an earlier one goes first.</param>
/// <param name="Due">The first day on which the etiquette allows it.</param>
/// <param name="Id">The follow-up; decides between equals.</param>
/// <param name="Weekdays">Days of the week on which the person may be reached: bit 0 is Monday.</param>
/// <param name="Company">For a cold contact, the company; 0 for none.</param>
/// <param name="CompanyPerWeek">Cold approaches to that company in any seven days.</param>
public readonly record struct Planned(TodayKind Kind, int Due, long Id, int Weekdays, long Company, int CompanyPerWeek)
{
    /// <summary>Their holidays.</summary>
    public WorkCalendar? Holidays { get; init; }
}

/// <summary>Why something comes later than its own day; several may hold.</summary>
[Flags]
public enum WhyMoved
{
    /// <summary>It does not move.</summary>
    Nothing = 0,

    /// <summary>The days are full with what comes first.</summary>
    DayFull = 1,

    /// <summary>Its company has had its cold approaches of seven days.</summary>
    CompanyFull = 2,

    /// <summary>They are not to be reached that day.</summary>
    TheirDay = 4,
}

/// <summary>Spreads what is due over the seller's days. Nothing comes before its due day, so that no gap, rest or wish is broken.</summary>
public static class Spread
{
    private const int MostDays = 730;

    /// <summary>
    /// The day of each item, in the order given. From <paramref name="today"/> on every day takes so many by priority (kind, due day,
    /// number); today only <paramref name="leftToday"/>. Items due later take part with their own day, so that a day is never planned twice.
    /// Items for which no day was found within two years keep -1.
    /// </summary>
    /// <param name="items">What is to be placed.</param>
    /// <param name="today">The owner's day.</param>
    /// <param name="leftToday">How many still fit today.</param>
    /// <param name="perDay">How many fit any other day.</param>
    /// <param name="daysOff">The owner's days off.</param>
    /// <param name="approached">Cold approaches to companies so far: company and day, one per person and day.</param>
    /// <param name="why">Takes up, in the order of the items, why each moves; empty when nobody asks.</param>
    public static int[] Over(IReadOnlyList<Planned> items, int today, int leftToday, int perDay, DaysOff daysOff, IEnumerable<(long Company, int Day)> approached, WhyMoved[]? why = null)
    {
        var days = new int[items.Count];
        Array.Fill(days, -1);
        var byCompany = new Dictionary<long, List<int>>();
        foreach (var (company, day) in approached)
            DaysOf(company).Add(day);
        foreach (var taken in byCompany.Values)
            taken.Sort();

        // by priority; a place in this order stands for the item from here on
        var order = Enumerable.Range(0, items.Count).OrderBy(i => items[i].Kind).ThenBy(i => items[i].Due).ThenBy(i => items[i].Id).ToArray();
        var inOrder = Array.ConvertAll(order, i => items[i]);
        var due = Array.ConvertAll(inOrder, item => item.Due);
        var companies = Array.ConvertAll(inOrder, item => item.Company == 0 ? null : DaysOf(item.Company));
        var open = Enumerable.Range(0, order.Length).ToArray();
        var many = open.Length;
        var waiting = due.Count(first => first <= today);
        for (var day = today; day < today + MostDays && waiting > 0 && perDay > 0; day++)
        {
            if (daysOff.IsOff(day) && day > today)
                continue;
            var left = day == today ? leftToday : perDay;
            var (kept, n) = (0, 0);
            for (; n < many && left > 0; n++)
            {
                var place = open[n];
                var held = due[place] > day ? WhyMoved.Nothing : Holds(inOrder[place], companies[place], day);
                if (due[place] > day || held != WhyMoved.Nothing)
                {
                    if (why is not null)
                        why[order[place]] |= held;
                    open[kept++] = place;
                    continue;
                }

                days[order[place]] = day;
                left--;
                if (due[place] <= today)
                    waiting--;
                if (companies[place] is { } taken)
                    taken.Insert(taken.FindLastIndex(earlier => earlier <= day) + 1, day);
            }

            if (why is not null)
                DayIsFull(open.AsSpan(n, many - n), day);
            open.AsSpan(n, many - n).CopyTo(open.AsSpan(kept));
            many -= n - kept;
        }

        return days;

        void DayIsFull(ReadOnlySpan<int> places, int day)
        {
            foreach (var place in places)
                if (due[place] <= day)
                    why[order[place]] |= WhyMoved.DayFull;
        }

        List<int> DaysOf(long company) => byCompany.TryGetValue(company, out var known) ? known : byCompany[company] = [];
    }

    private static WhyMoved Holds(in Planned item, List<int>? taken, int day) =>
        (item.Weekdays & (1 << WorkingDays.Weekday(day))) == 0 || item.Holidays?.IsHoliday(day) == true ? WhyMoved.TheirDay
        : taken is not null && IsFull(taken, item.CompanyPerWeek, day) ? WhyMoved.CompanyFull
        : WhyMoved.Nothing;

    // the days are in their order
    private static bool IsFull(List<int> taken, int perWeek, int day)
    {
        var count = 0;
        for (var i = taken.Count - 1; i >= 0 && taken[i] > day - Etiquette.Rules.DaysOfAWeek; i--)
            count += taken[i] <= day ? 1 : 0;
        return count >= perWeek;
    }
}
