using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;
using Tact.Touches;
using Tact.FollowUps;
using Tact.Accounts;

namespace Tact.Tests.Storage;

public class BothDatabasesTests
{
    [Theory, Databases]
    public void A_workspace_opens_empty_and_records_a_touch(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        var ada = place.Contact("Ada Byron", "ada@example.com", "+44 20 7946 0958");
        StartFollowUp.Run(place.Workspace, jana, "ada@example.com", new StartInput { Owner = "jana@example.com" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();

        var logged = LogTouch.Run(place.Workspace, jana, new TouchInput { Contact = "Ada Byron", Channel = "call", Outcome = "voicemail", Note = "Left a word about the figures" });

        logged.ShouldBeOfType<Result<LoggedTouch>.Ok>().Value.State.ShouldBe("active");
    }

    [Theory, Databases]
    public void The_command_line_finds_the_same_people(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");
        place.Contact("Ada Byron", "ada@example.com");

        place.Run("log", "Nobody", "call", "voicemail").ExitCode.ShouldBe(3);
        place.Run("log", "Ada Byron", "call", "whistled").ExitCode.ShouldBe(2);
        var run = place.Run("log", "ada@example.com", "call", "no-answer", "--json");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Json.GetProperty("touch").GetProperty("outcome").GetString().ShouldBe("no-answer");
    }
}
