using Shouldly;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.BadLuck;

/// <summary>What is typed wrongly on the command line: the message says what to write, the exit code what kind of mistake it was.</summary>
public class CommandLineTests
{
    [Theory]
    [InlineData("log ada@mill.example telepathy voicemail", 2, "channel: \"telepathy\" is no channel. Choose one of: call")]
    [InlineData("log ada@mill.example call ghosted", 2, "outcome: \"ghosted\" is no outcome. Choose one of:")]
    [InlineData("log ada@mill.example 7 3", 2, "is no channel")]
    [InlineData("log ada@mill.example call spoke --next Call --on 2026-03-01", 2, "on: The next step 2026-03-01 is in the past. Choose today or later.")]
    [InlineData("log ada@mill.example call spoke --next Call --on soon", 2, "on: \"soon\" is no date. Write it as 2026-03-14.")]
    [InlineData("log ada@mill.example call spoke --next Call --on 2026-02-30", 2, "is no date")]
    [InlineData("log ada@mill.example call spoke --next Call --on 9999-12-31", 2, "is no date")]
    [InlineData("log ada@mill.example call spoke --next Call --on +999999", 2, "is no date")]
    [InlineData("log ada@mill.example call spoke --next Call --on 2026-03-05 --at 25:61", 2, "at: \"25:61\" is no time. Write it as 14:30.")]
    [InlineData("log ada@mill.example call spoke --next Call", 2, "on: Say on which day")]
    [InlineData("log ada@mill.example call spoke --promise Figures", 2, "promised-for: Say for which day")]
    [InlineData("log ada@mill.example call not-now --until 2020-01-01", 2, "until: The date 2020-01-01 is in the past")]
    [InlineData("log ada@mill.example call voicemail --happened 2027-01-01", 2, "happened: That time is in the future")]
    [InlineData("log ada@mill.example call voicemail --happened yesterday-ish", 2, "Write it as 2026-03-02T08:55:00Z")]
    [InlineData("log ada@mill.example email opt-out --scope world", 2, "scope: \"world\" is no scope. Choose one of: matter")]
    [InlineData("log ada@mill.example call not-interested --may-stay-in-touch yes --stay-every-months 999999999", 2, "between 1 and 120 months")]
    [InlineData("log nobody@mill.example call voicemail", 3, "Nobody is known as \"nobody@mill.example\".")]
    [InlineData("log ada@mill.example call voicemail --by stranger@house.example", 3, "No user has the e-mail address")]
    [InlineData("log ada@mill.example call voicemail --followup 99", 2, "has no follow-up 99")]
    [InlineData("log ada@mill.example call voicemail --with nobody@mill.example", 3, "Nobody is known as")]
    [InlineData("start ada@mill.example --owner jana@house.example --situation warm", 2, "situation: \"warm\" is no situation. Choose one of: cold")]
    [InlineData("start ada@mill.example --owner jana@house.example --etiquette pushy", 2, "etiquette: \"pushy\" is no etiquette preset. Choose one of:")]
    [InlineData("start ada@mill.example --owner jana@house.example --cadence hourly", 2, "cadence: \"hourly\" is no cadence. Choose one of:")]
    [InlineData("start ada@mill.example --owner jana@house.example --matter new --on 2020-01-01", 2, "on: 2020-01-01 is in the past")]
    [InlineData("start ada@mill.example --owner nobody@house.example", 3, "No user has the e-mail address")]
    [InlineData("start --tag % --owner jana@house.example", 3, "Nobody carries the tag \"%\".")]
    [InlineData("start --owner jana@house.example", 2, "Say who")]
    [InlineData("pause ada@mill.example --reason holiday", 2, "is no reason to pause. Choose one of:")]
    [InlineData("pause ada@mill.example --reason busy --until 2020-01-01", 2, "is in the past")]
    [InlineData("ask ada@mill.example pigeon", 2, "is no channel")]
    [InlineData("today --owner jana@house.example --limit -1", 2, "limit: Ask for between 1 and 10,000 rows.")]
    [InlineData("today --owner nobody@house.example", 3, "No user has the e-mail address")]
    [InlineData("correct 4711 --outcome voicemail", 3, "There is no touch or note 4711.")]
    [InlineData("import undo 4711", 3, "There is no import 4711.")]
    [InlineData("import no-such-file.csv", 3, "no-such-file.csv")]
    [InlineData("dance", 2, "dance")]
    [InlineData("log", 2, "")]
    public void A_slip_is_told_in_words_with_its_exit_code(string words, int exitCode, string told)
    {
        using var place = Place();

        var run = place.Run([.. words.Split(' '), "--now", TestWorkspace.Monday]);

        run.ExitCode.ShouldBe(exitCode, run.Output + run.Errors);
        run.Errors.ShouldContain(told);
        run.Errors.ShouldNotContain("   at ");
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from timeline where kind <> 'start'")).ShouldBe(0);
    }

    [Theory]
    [InlineData("--zone", "Mars/Olympus", "zone: \"Mars/Olympus\" is no time zone. Write it as Europe/Berlin")]
    [InlineData("--now", "whenever", "now: \"whenever\" is no instant. Write it as 2026-03-02T08:55:00Z")]
    [InlineData("--now", "9999-12-31T23:59:59Z", "too far away")]
    [InlineData("--now", "-9998-01-01T00:00:00Z", "too far away")]
    public void A_clock_or_zone_that_cannot_be_read_is_bad_input_as_json_too(string option, string value, string told)
    {
        using var place = Place();
        string[] where = ["--data", place.Folder];

        var run = InProcess.Run(["find", "ada", "--json", $"{option}={value}", .. where]);

        run.ExitCode.ShouldBe(2, run.Output + run.Errors);
        run.Errors.ShouldContain(told);
        run.Json.GetProperty("problems")[0].GetProperty("field").GetString().ShouldBe(option[2..]);
    }

    [Fact]
    public void What_is_too_long_is_not_kept()
    {
        using var place = Place();
        var line = new string('x', 401);

        foreach (var words in (string[][])
        [
            ["log", "ada@mill.example", "call", "voicemail", "--note", new string('x', 20_001)], ["log", "ada@mill.example", "call", "voicemail", "--offer", line], ["log", "ada@mill.example", "call", "voicemail", "--id", line],
            ["start", "ada@mill.example", "--owner", "jana@house.example", "--matter", line], ["put-off", "ada@mill.example", "--because", line], ["next", "ada@mill.example", line, "--on", "2026-03-09"],
        ])
        {
            var run = place.Run([.. words, "--now", TestWorkspace.Monday]);
            run.ExitCode.ShouldBe(2, $"{words[0]} {run.Errors}");
            run.Errors.Length.ShouldBeLessThan(2000);
        }
    }

    [Fact]
    public void A_switched_off_account_gets_nobody_to_follow_up()
    {
        using var place = Place();
        place.User("petr@house.example");
        place.Run("user", "disable", "petr@house.example").ExitCode.ShouldBe(0);

        place.Run("start", "ada@mill.example", "--owner", "petr@house.example", "--matter", "new").Errors.ShouldContain("switched off");
        var run = place.Run("hand-over", "ada@mill.example", "--to", "petr@house.example");
        run.Errors.ShouldContain("switched off");
        run.ExitCode.ShouldBe(2);
    }

    private static TestWorkspace Place()
    {
        var place = TestWorkspace.Create(Dialect.Sqlite);
        var jana = place.User("jana@house.example");
        place.Contact("Ada Byron", "ada@mill.example");
        StartFollowUp.Run(place.Workspace, jana, "ada@mill.example", new() { Owner = "jana@house.example" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
        return place;
    }
}
