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
    public static int[] Over(IReadOnlyList<Planned> items, int today, int leftToday, int perDay, DaysOff daysOff, IEnumerable<(long Company, int Day)> approached)
    {
        var days = new int[items.Count];
        Array.Fill(days, -1);
        var byCompany = new Dictionary<long, List<int>>();
        foreach (var (company, day) in approached)
            DaysOf(company).Add(day);

        var order = Enumerable.Range(0, items.Count).OrderBy(i => items[i].Kind).ThenBy(i => items[i].Due).ThenBy(i => items[i].Id).ToList();
        var waiting = order.Count(i => items[i].Due <= today);
        for (var day = today; day < today + MostDays && waiting > 0 && perDay > 0; day++)
        {
            if (daysOff.IsOff(day) && day > today)
                continue;
            var left = day == today ? leftToday : perDay;
            var kept = 0;
            for (var n = 0; n < order.Count; n++)
            {
                var item = items[order[n]];
                if (left == 0 || item.Due > day || (item.Weekdays & (1 << WorkingDays.Weekday(day))) == 0 || item.Holidays?.IsHoliday(day) == true || IsFull(item, day))
                {
                    order[kept++] = order[n];
                    continue;
                }

                days[order[n]] = day;
                left--;
                if (item.Due <= today)
                    waiting--;
                if (item.Company != 0)
                    DaysOf(item.Company).Add(day);
            }

            order.RemoveRange(kept, order.Count - kept);
        }

        return days;

        bool IsFull(Planned item, int day) =>
            item.Company != 0 && byCompany.TryGetValue(item.Company, out var taken) && taken.Count(d => d > day - Etiquette.Rules.DaysOfAWeek && d <= day) >= item.CompanyPerWeek;

        List<int> DaysOf(long company) => byCompany.TryGetValue(company, out var known) ? known : byCompany[company] = [];
    }
}
