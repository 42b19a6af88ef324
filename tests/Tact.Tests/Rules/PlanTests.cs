using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Rules;

/// <summary>When more is due than fits, the plan says what moves and to when; what was promised stays.</summary>
public class PlanTests
{
    [Theory]
    [Databases]
    public void What_does_not_fit_moves_to_the_next_working_days_and_promises_stay(Dialect dialect)
    {
        using var place = Ready(dialect, 7);
        place.RunAt("2026-03-02T09:10:00Z", "promise", "p1@mill.example", "Call as I said", "--for", "2026-03-05").ExitCode.ShouldBe(0);

        // Thursday: six first contacts are due and two fit a day
        var plan = place.RunAt("2026-03-05T09:00:00Z", "plan", "--owner", "jana@house.example", "--json").Json;

        plan.GetProperty("due").GetInt32().ShouldBe(6);
        plan.GetProperty("fitToday").GetInt32().ShouldBe(2);
        plan.GetProperty("fixed").GetInt64().ShouldBe(1);
        plan.GetProperty("moved").EnumerateArray().Select(m => m.GetProperty("planned").GetString()).ShouldBe(["2026-03-06", "2026-03-06", "2026-03-09", "2026-03-09"]);
        plan.GetProperty("moved").EnumerateArray().ShouldNotContain(m => m.GetProperty("name").GetString() == "p1");
        plan.GetProperty("days").EnumerateArray().Select(d => d.GetProperty("items").GetInt32()).ShouldAllBe(n => n <= 2);
    }

    [Fact]
    public void A_day_that_holds_everything_moves_nothing()
    {
        using var place = Ready(Dialect.Sqlite, 2);

        var run = place.RunAt("2026-03-05T09:00:00Z", "plan", "--owner", "jana@house.example");
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("All 2 fit today.");
        place.RunAt("2026-03-05T09:00:00Z", "plan", "--owner", "nobody@house.example").ExitCode.ShouldBe(3);
    }

    private static TestWorkspace Ready(Dialect dialect, int people)
    {
        var place = TestWorkspace.Create(dialect);
        place.User("jana@house.example");
        place.Workspace.Data.Write(session => session.Execute("update users set capacity = 2"));
        for (var i = 1; i <= people; i++)
        {
            place.Contact($"p{i}", $"p{i}@mill.example", "+49 30 1234567");
            place.RunAt("2026-03-02T09:00:00Z", "start", $"p{i}@mill.example", "--owner", "jana@house.example", "--matter", "spring").ExitCode.ShouldBe(0);
        }

        return place;
    }
}
