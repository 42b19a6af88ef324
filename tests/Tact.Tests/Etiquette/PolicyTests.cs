using System.Text.Json;
using NodaTime;
using Shouldly;
using Tact.Accounts;
using Tact.Doctor;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Tests.Support;
using Tact.Touches;

namespace Tact.Tests.Etiquette;

/// <summary>A team's own presets and cadences: checked, compared, tried on its own data, saved, and in force.</summary>
public class PolicyTests
{
    private const string Slow = """
        {
          "name": "our-slow",
          "about": "Ours, with long gaps.",
          "budget": 4,
          "laterBudget": 2,
          "gaps": [10],
          "personPerWeek": 1,
          "ringsPerDay": 1,
          "ringsPerWeek": 2,
          "rests": [90],
          "perYear": 8,
          "bring": "each"
        }
        """;

    [Theory]
    [Databases]
    public void A_change_is_tried_before_it_is_saved_and_counts_once_it_is(Dialect dialect)
    {
        using var place = Ready(dialect);
        var file = place.Write(Slow);

        var tried = place.RunAt("2026-03-02T10:00:00Z", "etiquette", "try", file, "--instead-of", "balanced", "--json").Json;
        tried.GetProperty("followUps").GetInt64().ShouldBe(3);
        tried.GetProperty("moved").GetInt64().ShouldBe(1);
        tried.GetProperty("later").GetInt64().ShouldBe(1);
        tried.GetProperty("examples")[0].GetProperty("from").GetString().ShouldBe("2026-03-05");
        tried.GetProperty("examples")[0].GetProperty("to").GetString().ShouldBe("2026-03-16");

        place.RunAt("2026-03-02T10:00:00Z", "etiquette", "save", file).ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T10:00:00Z", "start", "cy@mill.example", "--owner", "jana@house.example", "--matter", "other", "--etiquette", "our-slow").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-02T10:00:00Z", "log", "cy@mill.example", "email", "sent", "--followup", "4").ExitCode.ShouldBe(0);
        Due(place, 4).ShouldBe("2026-03-16");

        var faster = place.Write(Slow.Replace("[10]", "[12]"));
        var saved = place.RunAt("2026-03-02T10:00:00Z", "etiquette", "save", faster, "--json").Json;
        saved.GetProperty("queued").GetInt64().ShouldBe(1);
        Due(place, 4).ShouldBe("2026-03-18");
        place.RunAt("2026-03-02T10:00:00Z", "doctor").ExitCode.ShouldBe(0);
    }

    [Theory]
    [Databases]
    public void A_change_of_the_year_makes_somebody_due_or_not(Dialect dialect)
    {
        using var place = Ready(dialect);
        var file = place.Write(Slow);

        var tried = place.RunAt("2026-03-06T10:00:00Z", "etiquette", "try", file, "--instead-of", "balanced", "--json").Json;

        tried.GetProperty("noLonger").GetInt64().ShouldBe(1);
        tried.GetProperty("contactable").GetInt64().ShouldBe(0);
    }

    [Theory]
    [Databases]
    public void Who_waits_to_be_decided_again_has_not_moved(Dialect dialect)
    {
        using var place = Ready(dialect);
        place.Workspace.Data.Write(session =>
        {
            session.Execute("update follow_ups set due_on = '2026-12-24' where due_on is not null and id > @none", new { none = 0 });
            session.Execute("insert into rechecks (follow_up_id, queued_at) select id, @at from follow_ups", new { at = 0 });
        });

        var tried = place.RunAt("2026-03-02T10:00:00Z", "etiquette", "try", place.Write(Slow), "--instead-of", "balanced", "--json").Json;

        tried.GetProperty("moved").GetInt64().ShouldBe(1);
        tried.GetProperty("examples")[0].GetProperty("from").GetString().ShouldBe("2026-03-05");
    }

    [Theory]
    [Databases]
    public void What_is_said_to_move_is_what_moves_once_it_is_saved(Dialect dialect)
    {
        using var place = Ready(dialect);
        place.RunAt("2026-03-02T10:00:00Z", "etiquette", "save", place.Write(Slow.Replace("[10]", "[2]"))).ExitCode.ShouldBe(0);
        place.Workspace.Team.Refresh(place.Workspace);
        var jana = Actor.CommandLine;
        var chance = new Random(5);
        (string Channel, string Outcome)[] happens = [("call", "voicemail"), ("email", "sent"), ("call", "spoke"), ("call", "callback"), ("email", "replied"), ("call", "not-now"), ("call", "no-answer"), ("call", "will-call"), ("email", "sent"), ("call", "voicemail")];
        for (var person = 0; person < 60; person++)
        {
            var address = $"p{person}@mill.example";
            place.Contact($"Person {person}", address, "+49 30 7654321");
            var at = Instant.FromUtc(2026, 3, 2, 10, 0);
            StartFollowUp.Run(place.At(at.ToString()), jana, address, new() { Owner = "jana@house.example", Preset = "our-slow" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
            for (var touches = chance.Next(9); touches > 0; touches--)
            {
                at += Duration.FromHours(chance.Next(5, 60));
                var (channel, outcome) = happens[chance.Next(happens.Length)];
                var day = at.InUtc().Date;
                LogTouch.Run(place.At(at.ToString()), jana, new()
                {
                    Contact = address, Channel = channel, Outcome = outcome, Next = outcome is "spoke" && chance.Next(2) == 0 ? "Call about the figures" : null,
                    On = outcome is "spoke" or "callback" ? day.PlusDays(chance.Next(3, 40)) : null, Promise = chance.Next(6) == 0 ? "Call once more" : null, PromisedFor = day.PlusDays(5),
                }).ShouldBeOfType<Result<LoggedTouch>.Ok>();
            }
        }

        const string now = "2026-04-13T10:00:00Z";
        var changed = place.Write(Slow.Replace("[10]", "[15]"));
        var tried = place.RunAt(now, "etiquette", "try", changed, "--json").Json;
        var before = Dates();
        place.RunAt(now, "etiquette", "save", changed).ExitCode.ShouldBe(0);
        place.Workspace.Team.Refresh(place.Workspace);
        while (Rechecks.Next(place.At(now)) > 0)
        {
            // until nobody waits
        }

        var after = Dates();
        tried.GetProperty("followUps").GetInt64().ShouldBe(before.Count);
        tried.GetProperty("moved").GetInt64().ShouldBe(before.Keys.Count(id => before[id] != after[id]));
        tried.GetProperty("later").GetInt64().ShouldBe(before.Keys.Count(id => string.CompareOrdinal(before[id], after[id]) < 0));
        tried.GetProperty("moved").GetInt64().ShouldBeGreaterThan(4);
        tried.GetProperty("examples").EnumerateArray().ShouldAllBe(one => one.GetProperty("name").GetString()!.StartsWith("Person ", StringComparison.Ordinal) && one.GetProperty("matter").GetString() != "" && one.GetProperty("step").GetString() != null);

        Dictionary<long, string> Dates() => place.Workspace.Data.Read(session => session.Query<(long Id, string Due)>("select id, due_on from follow_ups where preset = 'our-slow' and due_on is not null")).ToDictionary(row => row.Id, row => row.Due);
    }

    [Fact]
    public void Files_of_the_data_folder_count_and_a_mistake_keeps_the_last_valid_version()
    {
        using var place = Ready(Dialect.Sqlite);
        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "policies", "etiquette")).FullName;
        var file = Path.Combine(folder, "slow.json");
        File.WriteAllText(file, Slow);

        place.Run("etiquette", "show", "our-slow", "--json").Json.GetProperty("gaps")[0].GetInt32().ShouldBe(10);

        File.WriteAllText(file, Slow.Replace("[10]", "[]"));
        place.Run("etiquette", "show", "our-slow", "--json").Json.GetProperty("gaps")[0].GetInt32().ShouldBe(10);
        place.Run("etiquette", "list").Errors.ShouldContain("policies/etiquette/slow.json, line 6, gaps");

        File.WriteAllText(file, Slow.Replace("[10]", "[11]"));
        place.Run("etiquette", "show", "our-slow", "--json").Json.GetProperty("gaps")[0].GetInt32().ShouldBe(11);
        place.Run("etiquette", "save", place.Write(Slow)).Errors.ShouldContain("is kept in the file policies/etiquette/slow.json");

        File.WriteAllText(Path.Combine(folder, "twice.json"), Slow);
        place.Run("etiquette", "list").Errors.ShouldContain("is the name in etiquette/slow.json, too");

        File.Delete(file);
        File.Delete(Path.Combine(folder, "twice.json"));
        place.Run("etiquette", "show", "our-slow").ExitCode.ShouldBe(3);
    }

    [Fact]
    public void A_running_workspace_takes_up_a_change_of_another()
    {
        using var place = Ready(Dialect.Sqlite);
        place.Workspace.Team.Refresh(place.Workspace);
        place.Workspace.Policies.Presets.ContainsKey("our-slow").ShouldBeFalse();

        place.Run("etiquette", "save", place.Write(Slow)).ExitCode.ShouldBe(0);
        place.Workspace.Team.Refresh(place.Workspace);

        place.Workspace.Policies.Presets.ContainsKey("our-slow").ShouldBeTrue();
    }

    [Fact]
    public void Checks_tell_line_and_cure_and_leave_with_two()
    {
        using var place = Ready(Dialect.Sqlite);

        var run = place.Run("etiquette", "check", place.Write(Slow.Replace("gaps", "gapps")));
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("line 6");
        run.Output.ShouldContain("Did you mean \"gaps\"?");
        place.Run("etiquette", "check", place.Write(Slow)).ExitCode.ShouldBe(0);
        place.Run("etiquette", "check", "no-such.json").ExitCode.ShouldBe(3);
        place.Run("etiquette", "diff", "gentle", "balanced", "--json").Json.EnumerateArray().Select(d => d.GetProperty("field").GetString()).ShouldContain("budget");
        JsonDocument.Parse(place.Run("etiquette", "schema").Output).RootElement.GetProperty("title").GetString().ShouldNotBeNull();
    }

    [Fact]
    public void What_is_printed_can_be_copied_renamed_and_saved()
    {
        using var place = Ready(Dialect.Sqlite);

        var copy = place.Run("cadence", "show", "cold-five-and-rest").Output.Replace("\"cold-five-and-rest\"", "\"our-five\"");
        var file = place.Write(copy);
        place.Run("cadence", "check", file).ExitCode.ShouldBe(0);
        place.Run("cadence", "check", file, "--etiquette", "gentle").Output.ShouldContain("gentle leaves at least 5 working days");
        place.Run("cadence", "save", file).ExitCode.ShouldBe(0);
        place.Run("start", "cy@mill.example", "--owner", "jana@house.example", "--matter", "other", "--cadence", "our-five").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Sellers_do_not_change_the_etiquette_of_the_team()
    {
        using var place = Ready(Dialect.Sqlite);

        place.Run("etiquette", "save", place.Write(Slow), "--by", "jana@house.example").ExitCode.ShouldBe(1);
    }

    private static string? Due(TestWorkspace place, long followUp) => place.Workspace.Data.Read(session => session.Scalar<string>("select due_on from follow_ups where id = @followUp", new { followUp }));

    private static TestWorkspace Ready(Dialect dialect)
    {
        var place = TestWorkspace.Create(dialect);
        place.User("jana@house.example");
        foreach (var name in new[] { "ada", "bo", "cy" })
        {
            place.Contact(name, $"{name}@mill.example", "+49 30 1234567");
            place.RunAt("2026-03-02T09:00:00Z", "start", $"{name}@mill.example", "--owner", "jana@house.example", "--matter", "spring").ExitCode.ShouldBe(0);
        }

        place.RunAt("2026-03-02T09:30:00Z", "log", "ada@mill.example", "email", "sent").ExitCode.ShouldBe(0);
        return place;
    }
}

file static class Files
{
    public static string Write(this TestWorkspace place, string text)
    {
        var file = Path.Combine(place.Folder.Length > 0 ? place.Folder : Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        File.WriteAllText(file, text);
        return file;
    }
}
