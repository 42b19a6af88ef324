using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Rules;

/// <summary>METHOD B10: the law on calls holds by address or number, is named, and cannot be overruled.</summary>
public class LawOnCallsTests
{
    [Theory, Databases]
    public void Three_dials_in_a_day_are_enough_for_Florida(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");
        place.RunAt("2026-03-02T13:00:00Z", "add", "Ada, +1 305 555 0100").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T13:00:00Z", "start", "Ada", "--owner", "jana@example.com", "--etiquette", "determined").ExitCode.ShouldBe(0);
        foreach (var hour in new[] { 14, 17, 20 })
            place.RunAt($"2026-03-02T{hour}:00:00Z", "log", "Ada", "call", "no-answer").ExitCode.ShouldBe(0);

        var asked = place.RunAt("2026-03-02T21:00:00Z", "ask", "Ada", "call", "--json");
        asked.Output.ShouldContain("law:us-fl");
        asked.Output.ShouldContain("\"overrulable\":false");
        place.Run("doctor").ExitCode.ShouldBe(0);
    }
}
