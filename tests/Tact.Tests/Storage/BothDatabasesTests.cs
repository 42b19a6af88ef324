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

    [Theory, Databases]
    public void One_of_a_list_may_be_any_number_or_text_and_the_list_of_any_length(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        string[] names = ["plain", "it's \"quoted\"", "back\\slash", "Straße 東京", "\U0001F600", "tab\tand\nline", "[1,2]", "", "Plain"];
        place.Workspace.Data.Write(session =>
        {
            foreach (var name in names)
                session.Execute("insert into settings (name, value) values (@name, 'list')", new { name = "list " + name });
            return true;
        });

        place.Workspace.Data.Read(session =>
        {
            foreach (var name in names)
                session.Query<string>("select name from settings where value = 'list' and name in @those", new { those = new[] { "nothing", "list " + name } }).ShouldBe(["list " + name]);
            session.Scalar<long>("select count(*) from settings where value = 'list' and name in @those", new { those = names.Select(name => "list " + name).ToArray() }).ShouldBe(names.Length);
            session.Scalar<long>("select count(*) from settings where value = 'list' and name in @those", new { those = new List<string>() }).ShouldBe(0);
            foreach (var length in (int[])[0, 1, 2, 40_000])
                session.Scalar<long>("select count(*) from (select 3 as id union all select 40000) two where id in @those", new { those = Enumerable.Range(1, length).Select(n => (long)n).ToList() })
                    .ShouldBe(length < 3 ? 0 : 2);
            return true;
        });
    }
}
