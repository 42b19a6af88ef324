using NodaTime;
using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.Planning;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>What is due and does not fit the day is spread by priority, without breaking a rule.</summary>
public class SpreadTests
{
    private static readonly int Monday = WorkingDays.Number(new LocalDate(2026, 3, 2));

    [Fact]
    public void The_first_by_kind_and_day_stay_and_the_rest_fills_the_next_working_days()
    {
        Planned[] items = [Step(1), Step(2), First(3), Return(4), Step(5), Step(6)];

        // steps before returns before first contacts
        Place(items, left: 1, perDay: 2).ShouldBe([Monday, Monday + 1, Monday + 3, Monday + 2, Monday + 1, Monday + 2]);
    }

    [Fact]
    public void Nothing_comes_before_its_day_and_the_owner_s_days_off_stay_free()
    {
        Planned[] items = [.. Enumerable.Range(1, 9).Select(i => Step(i)), Step(10, due: Monday + 2)];

        var days = Place(items, left: 1, perDay: 1, off: [new LocalDate(2026, 3, 3)]);

        days.Take(9).ShouldNotContain(Monday + 1);
        days.Where(d => d >= 0).ShouldAllBe(d => WorkingDays.IsWorkingDay(d));
        days[9].ShouldBeGreaterThanOrEqualTo(-1);
        days.Take(9).Distinct().Count().ShouldBe(9);
    }

    [Fact]
    public void B2_their_days_of_the_week_and_B3_the_company_s_cap_are_kept()
    {
        Planned[] items = [Step(1) with { Weekdays = 0b0010000 }, Step(2) with { Company = 7, CompanyPerWeek = 1 }, Step(3) with { Company = 7, CompanyPerWeek = 1 }];

        var days = Spread.Over(items, Monday, 10, 10, DaysOff.Weekends, [(7, Monday - 3)]);

        days[0].ShouldBe(Monday + 4);
        days[1].ShouldBe(Monday + 4);
        days[2].ShouldBe(Monday + 11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Over_any_backlog_no_day_is_overfull_and_nobody_is_forgotten(int seed)
    {
        var chance = new Random(seed);
        Planned[] items = [.. Enumerable.Range(1, 500).Select(i => new Planned((TodayKind)chance.Next(6, 9), Monday + chance.Next(-60, 20), i, 0b0011111, chance.Next(4) == 0 ? chance.Next(1, 50) : 0, 2))];

        var days = Place(items, left: 7, perDay: 20);

        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Due <= Monday)
                days[i].ShouldBeGreaterThanOrEqualTo(Monday);
            if (days[i] >= 0)
                days[i].ShouldBeGreaterThanOrEqualTo(items[i].Due);
        }

        foreach (var day in days.Where(d => d >= 0).GroupBy(d => d))
            day.Count().ShouldBeLessThanOrEqualTo(day.Key == Monday ? 7 : 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Over_any_backlog_it_places_and_says_why_as_a_look_at_each_item_on_each_day_does(int seed)
    {
        var chance = new Random(seed);
        Planned[] items =
        [
            .. Enumerable.Range(1, 300).Select(i => new Planned(
                (TodayKind)chance.Next(6, 9), Monday + chance.Next(-60, 20), i, chance.Next(5) == 0 ? 0b0010010 : 0b0011111, chance.Next(2) == 0 ? chance.Next(1, 30) : 0, chance.Next(1, 3))),
        ];
        (long Company, int Day)[] approached = [.. Enumerable.Range(1, 40).Select(_ => ((long)chance.Next(1, 30), Monday + chance.Next(-9, 3)))];
        var why = new WhyMoved[items.Length];

        var days = Spread.Over(items, Monday, leftToday: 5, perDay: 9, DaysOff.Weekends, approached, why);

        var (plainDays, plainWhy) = Plainly(items, 5, 9, approached);
        days.ShouldBe(plainDays);
        why.ShouldBe(plainWhy);
    }

    private static (int[] Days, WhyMoved[] Why) Plainly(Planned[] items, int leftToday, int perDay, (long Company, int Day)[] approached)
    {
        var days = Enumerable.Repeat(-1, items.Length).ToArray();
        var why = new WhyMoved[items.Length];
        var taken = approached.ToList();
        int[] order = [.. Enumerable.Range(0, items.Length).OrderBy(i => (items[i].Kind, items[i].Due, items[i].Id))];
        for (var day = Monday; order.Any(i => days[i] < 0 && items[i].Due <= Monday); day++)
        {
            if (!WorkingDays.IsWorkingDay(day))
                continue;
            var left = day == Monday ? leftToday : perDay;
            foreach (var i in order.Where(i => days[i] < 0 && items[i].Due <= day))
            {
                if (left == 0)
                    why[i] |= WhyMoved.DayFull;
                else if ((items[i].Weekdays & (1 << WorkingDays.Weekday(day))) == 0)
                    why[i] |= WhyMoved.TheirDay;
                else if (items[i].Company != 0 && taken.Count(t => t.Company == items[i].Company && t.Day > day - 7 && t.Day <= day) >= items[i].CompanyPerWeek)
                    why[i] |= WhyMoved.CompanyFull;
                else
                {
                    (days[i], left) = (day, left - 1);
                    taken.Add((items[i].Company, day));
                }
            }
        }

        return (days, why);
    }

    private static int[] Place(Planned[] items, int left, int perDay, LocalDate[]? off = null) => Spread.Over(items, Monday, left, perDay, new DaysOff(0b1100000, off ?? []), []);

    private static Planned Step(long id, int? due = null) => new(TodayKind.Cadence, due ?? Monday, id, 0b0011111, 0, 0);

    private static Planned Return(long id) => Step(id) with { Kind = TodayKind.Return };

    private static Planned First(long id) => Step(id) with { Kind = TodayKind.First };
}
