using NodaTime;
using Shouldly;
using Tact.Core.Homework;
using Xunit;

namespace Tact.Core.Tests.Homework;

/// <summary>METHOD E3: facts go stale.</summary>
public class FactAgeTests
{
    [Theory]
    [InlineData("2026-03-02", 0, false)]
    [InlineData("2026-03-02", 180, false)]
    [InlineData("2026-03-02", 181, true)]
    [InlineData("2026-03-02", 3000, true)]
    [InlineData("2026-03-02", -3, false)]
    public void E3_a_fact_is_stale_once_more_than_the_chosen_days_have_passed(string learned, int daysLater, bool stale)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(learned).Value;
        FactAge.IsStale(day, day.PlusDays(daysLater), FactAge.UsualDays).ShouldBe(stale);
    }
}
