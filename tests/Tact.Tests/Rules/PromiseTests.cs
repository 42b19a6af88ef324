using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Rules;

/// <summary>A6, B8a: promises without a touch; B2, B4: wishes and quiet without a touch.</summary>
public class PromiseTests
{
    private const string Ada = "ada@mill.example";

    [Theory]
    [Databases]
    public void A6_a_promise_is_due_on_its_day_though_the_gap_would_hold(Dialect dialect)
    {
        using var place = Ready(dialect);

        var promised = place.RunAt("2026-03-02T10:00:00Z", "promise", Ada, "Call about the figures", "--for", "2026-03-03", "--json");

        promised.ExitCode.ShouldBe(0, promised.Errors);
        promised.Json.GetProperty("nextStep").GetProperty("due").GetString().ShouldBe("2026-03-03");
        var today = place.RunAt("2026-03-03T10:00:00Z", "today", "--owner", "jana@house.example", "--json").Json;
        today[0].GetProperty("step").GetString().ShouldBe("Call about the figures");
        place.RunAt("2026-03-03T10:00:00Z", "ask", Ada, "call", "--json").Json.GetProperty("verdict").GetString().ShouldBe("allow");
        State(place, "2026-03-03T10:00:00Z").ShouldBe("open");
        place.RunAt("2026-03-04T10:00:00Z", "doctor").ExitCode.ShouldBe(0);
    }

    [Theory]
    [Databases]
    public void A6_it_is_kept_late_broken_or_released(Dialect dialect)
    {
        using var place = Ready(dialect);
        place.RunAt("2026-03-02T10:00:00Z", "promise", Ada, "Call about the figures", "--for", "2026-03-06").ExitCode.ShouldBe(0);

        State(place, "2026-03-09T10:00:00Z").ShouldBe("broken");
        place.RunAt("2026-03-09T11:00:00Z", "log", Ada, "call", "voicemail").ExitCode.ShouldBe(0);
        State(place, "2026-03-09T12:00:00Z").ShouldBe("late");

        place.RunAt("2026-03-09T13:00:00Z", "promise", Ada, "Send the figures", "--for", "2026-03-12").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-10T10:00:00Z", "log", Ada, "email", "replied", "--in", "--note", "Thank you").ExitCode.ShouldBe(0);
        State(place, "2026-03-20T12:00:00Z").ShouldBe("released");
        place.RunAt("2026-03-20T12:00:00Z", "undo").ExitCode.ShouldBe(0);
        State(place, "2026-03-11T12:00:00Z").ShouldBe("open");
    }

    [Fact]
    public void A_promise_in_the_past_or_after_a_no_is_not_made()
    {
        using var place = Ready(Dialect.Sqlite);

        place.RunAt("2026-03-02T10:00:00Z", "promise", Ada, "Call", "--for", "2026-03-01").ExitCode.ShouldBe(2);
        place.RunAt("2026-03-02T10:00:00Z", "log", Ada, "call", "opt-out", "--scope", "all").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T11:00:00Z", "promise", Ada, "Call", "--for", "2026-03-05").ExitCode.ShouldBe(1);
    }

    [Theory]
    [Databases]
    public void B2_what_is_not_named_stays_as_they_said_and_B4_quiet_needs_no_touch(Dialect dialect)
    {
        using var place = Ready(dialect);
        place.RunAt("2026-03-02T10:00:00Z", "prefer", Ada, "--channel", "email", "--evidence", "on the phone").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T10:10:00Z", "prefer", Ada, "--every", "1 month", "--evidence", "her assistant, 2 March").ExitCode.ShouldBe(0);

        var shown = place.RunAt("2026-03-02T10:20:00Z", "show", Ada, "--json").Json;
        shown.GetProperty("asked").GetString().ShouldBe("asked for monthly, by e-mail");

        place.RunAt("2026-03-02T10:30:00Z", "prefer", Ada, "--quiet-until", "2026-05-04", "--evidence", "her assistant").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T10:40:00Z", "show", Ada, "--json").Json.GetProperty("state").GetString().ShouldBe("paused");
        var verdict = place.RunAt("2026-04-20T10:00:00Z", "ask", Ada, "email", "--json").Json;
        verdict.GetProperty("verdict").GetString().ShouldBe("hold");
        verdict.GetProperty("until").GetString()!.ShouldStartWith("2026-05-04");
        place.RunAt("2026-03-02T11:00:00Z", "prefer", Ada, "--evidence", "nothing").ExitCode.ShouldBe(2);
        place.RunAt("2026-04-20T10:00:00Z", "doctor").ExitCode.ShouldBe(0);
    }

    private static string State(TestWorkspace place, string now)
    {
        var promises = place.RunAt(now, "show", Ada, "--json").Json.GetProperty("promises");
        return promises[promises.GetArrayLength() - 1].GetProperty("state").GetString()!;
    }

    private static TestWorkspace Ready(Dialect dialect)
    {
        var place = TestWorkspace.Create(dialect);
        place.User("jana@house.example");
        place.Contact("Ada", Ada, "+49 30 1234567");
        place.RunAt("2026-03-02T09:00:00Z", "start", Ada, "--owner", "jana@house.example", "--matter", "spring").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T09:30:00Z", "log", Ada, "email", "sent").ExitCode.ShouldBe(0);
        return place;
    }
}
