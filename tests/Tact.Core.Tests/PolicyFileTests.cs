using System.Text.Json;
using Shouldly;
using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>A preset or cadence file with every kind of mistake gets a message that names the line and the cure.</summary>
public class PolicyFileTests
{
    private const string Good = """
        {
          "name": "our-own",
          "about": "Ours.",
          "budget": 5,
          "laterBudget": 3,
          "gaps": [2],
          "personPerWeek": 2,
          "companyPerWeek": 4,
          "ringsPerDay": 2,
          "ringsPerWeek": 4,
          "rests": [60, 120],
          "perYear": 12,
          "bring": "each"
        }
        """;

    private const string GoodCadence = """
        {
          "name": "our-way",
          "about": "Ours.",
          "steps": [
            { "channel": "call", "intent": "introduce", "gap": 0, "say": "Call" },
            { "channel": "email", "intent": "share", "gap": 3, "say": "Write" },
            { "channel": "call", "intent": "follow-up", "gap": 4, "say": "Call again" }
          ],
          "laterSteps": [
            { "channel": "email", "intent": "revive", "gap": 0, "say": "Write anew" }
          ]
        }
        """;

    [Theory]
    [InlineData("\"gaps\": [2]", "\"gapz\": [2]", 6, "gapz", "Did you mean \"gaps\"?")]
    [InlineData("\"gaps\": [2],", "", 1, "gaps", "is missing")]
    [InlineData("\"gaps\": [2]", "\"gaps\": []", 6, "gaps", "is empty. Write at least one whole number")]
    [InlineData("\"gaps\": [2]", "\"gaps\": 2", 6, "gaps", "is a list")]
    [InlineData("\"gaps\": [2]", "\"gaps\": [2, 0]", 6, "gaps[2]", "0 is out of range. Write")]
    [InlineData("\"personPerWeek\": 2", "\"personPerWeek\": \"two\"", 7, "personPerWeek", "the text \"two\". Write a whole number from 1 to 7")]
    [InlineData("\"personPerWeek\": 2", "\"personPerWeek\": 2.5", 7, "personPerWeek", "whole number")]
    [InlineData("\"personPerWeek\": 2", "\"personPerWeek\": null", 7, "personPerWeek", "cannot be null")]
    [InlineData("\"personPerWeek\": 2", "\"personPerWeek\": 99", 7, "personPerWeek", "out of range")]
    [InlineData("\"rests\": [60, 120]", "\"rests\": [60, 30, 0]", 11, "rests[3]", "0 is out of range")]
    [InlineData("\"rests\": [60, 120]", "\"rests\": [60, 30]", 11, "rests[2]", "Write 60 or more")]
    [InlineData("\"rests\": [60, 120],", "", 4, "budget", "A budget without a rest")]
    [InlineData("\"budget\": 5,\n  \"laterBudget\": 3,", "", 10, "rests", "Rests without a budget never begin")]
    [InlineData("\"laterBudget\": 3", "\"laterBudget\": 9", 5, "laterBudget", "Write 5 or less")]
    [InlineData("\"our-own\"", "\"balanced\"", 2, "name", "such as \"our-balanced\"")]
    [InlineData("\"our-own\"", "\"Our own\"", 2, "name", "small letters, digits and hyphens")]
    [InlineData("\"bring\": \"each\"", "\"bring\": \"ech\"", 13, "bring", "Did you mean \"each\"?")]
    [InlineData("\"about\": \"Ours.\",", "\"about\": \"Ours.\", \"about\": \"Twice.\",", 3, "about", "is here twice")]
    [InlineData("\"perYear\": 12", "\"perYear\": 3", 4, "budget", "raise \"perYear\"")]
    [InlineData("\"ringsPerDay\": 2", "\"ringsPerDay\": 9", 9, "ringsPerDay", "Write 4 or less")]
    [InlineData("\"bring\": \"each\"", "\"bring\": \"each\", \"callsFrom\": 18, \"callsUntil\": 9", 13, "callsFrom", "leave no hour")]
    [InlineData("\"bring\": \"each\"", "\"bring\": \"each\", \"permissionToClose\": \"once-a-year\"", 13, "permissionToClose", "Write \"second-cycle\" or \"never\"")]
    [InlineData("\"rests\": [60, 120]", "\"askAnotherPersonAfter\": 60, \"permissionToClose\": \"second-cycle\"", 11, "permissionToClose", "there is no second cycle")]
    [InlineData("\"rests\": [60, 120]", "\"askAnotherPersonAfter\": 60, \"lastMessage\": \"leave-until\"", 11, "lastMessage", "Add \"rests\"")]
    [InlineData("\"bring\": \"each\"", "\"bring\": \"each\", \"permissionToCloseFrom\": 5", 13, "permissionToCloseFrom", "or take it out")]
    [InlineData("\"bring\": \"each\"", "\"bring\": \"each\", \"permissionToClose\": \"second-cycle\", \"permissionToCloseFrom\": 6", 13, "permissionToCloseFrom", "never gets there")]
    [InlineData("\"bring\": \"each\"", "\"bring\": \"each\", \"lastMessage\": \"until\"", 13, "lastMessage", "Choose one of: leave-until")]
    [InlineData("\"perYear\": 12,", "\"perYear\": 12", 13, "", "not well-formed JSON: look at line 13")]
    public void A_preset_with_a_mistake(string right, string wrong, int line, string field, string cure)
    {
        var file = Good.Replace(right, wrong, StringComparison.Ordinal);
        file.ShouldNotBe(Good);

        var (preset, mistakes) = PresetFile.Read(file);

        preset.ShouldBeNull();
        mistakes.ShouldContain(m => m.Line == line && m.Field == field && m.Text.Contains(cure), string.Join("\n", mistakes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("null")]
    [InlineData("{\"gaps\":[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]}")]
    public void No_object_at_all(string file)
    {
        PresetFile.Read(file).Mistakes.ShouldNotBeEmpty();
        CadenceFile.Read(file, PolicyFiles.Presets).Mistakes.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_mistake_is_named_at_once_in_the_order_of_the_file()
    {
        var mistakes = PresetFile.Read(Good.Replace("\"budget\": 5", "\"budgte\": 5").Replace("[2]", "[]").Replace("12,", "1200,")).Mistakes;

        mistakes.Select(m => m.Line).ShouldBe(mistakes.Select(m => m.Line).Order());
        mistakes.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData("\"channel\": \"email\", \"intent\": \"share\"", "\"channel\": \"emial\", \"intent\": \"share\"", 6, "steps[2].channel", "Did you mean \"email\"?")]
    [InlineData("\"intent\": \"share\"", "\"intent\": \"pitch\"", 6, "steps[2].intent", "Choose one of: introduce")]
    [InlineData("\"gap\": 3", "\"gap\": 1", 6, "steps[2].gap", "balanced leaves at least 2 working days")]
    [InlineData("\"gap\": 3", "\"gpa\": 3", 6, "steps[2].gpa", "Did you mean \"gap\"?")]
    [InlineData("\"about\": \"Ours.\",", "\"about\": \"Ours.\", \"etiquette\": \"gentel\",", 3, "etiquette", "Did you mean \"gentle\"?")]
    [InlineData("\"our-way\"", "\"client-care\"", 2, "name", "ships with Tact")]
    [InlineData("\"gap\": 4, \"say\": \"Call again\"", "\"gap\": 2, \"say\": \"Call again\"", 7, "steps[3].gap", "3 approaches in seven days; balanced allows 2")]
    public void A_cadence_with_a_mistake(string right, string wrong, int line, string field, string cure)
    {
        var file = GoodCadence.Replace(right, wrong, StringComparison.Ordinal).Replace("\"gap\": 3", wrong.Contains("\"gap\": 2") ? "\"gap\": 2" : "\"gap\": 3");

        var (cadence, mistakes) = CadenceFile.Read(file, PolicyFiles.Presets);

        cadence.ShouldBeNull();
        mistakes.ShouldContain(m => m.Line == line && m.Field == field && m.Text.Contains(cure), string.Join("\n", mistakes));
    }

    [Fact]
    public void More_steps_than_the_budget_are_refused()
    {
        var mistakes = CadenceFile.Read(GoodCadence, new Dictionary<string, Preset> { ["balanced"] = PolicyFiles.Presets["balanced"] with { Budget = 2 } }).Mistakes;

        mistakes.ShouldContain(m => m.Line == 7 && m.Text.Contains("balanced allows 2 approaches"));
    }

    [Fact]
    public void B8b_a_step_that_asks_for_permission_to_close_is_refused_where_the_preset_never_asks()
    {
        var asks = GoodCadence.Replace("\"intent\": \"share\"", "\"intent\": \"permission-to-close\"", StringComparison.Ordinal);
        var never = new Dictionary<string, Preset> { ["balanced"] = PolicyFiles.Presets["balanced"] with { PermissionToClose = AskToClose.Never } };

        CadenceFile.Read(asks, PolicyFiles.Presets).Mistakes.ShouldBeEmpty();
        CadenceFile.Read(GoodCadence, never).Mistakes.ShouldBeEmpty();
        CadenceFile.Read(asks, never).Mistakes.ShouldContain(m => m.Line == 6 && m.Field == "steps[2].intent" && m.Text.Contains("never asks for permission to close"));
        CadenceFile.Against(PolicyFiles.Cadences["revival"], PolicyFiles.Presets["client-care"]).ShouldContain(text => text.Contains("never asks for permission to close"));
    }

    [Fact]
    public void What_is_right_is_read()
    {
        PresetFile.Read(Good).Preset!.Rests.ShouldBe([60, 120]);
        CadenceFile.Read(GoodCadence, PolicyFiles.Presets).Cadence!.Steps.Count.ShouldBe(3);
    }

    [Fact]
    public void Every_shipped_preset_and_cadence_passes_its_own_check()
    {
        foreach (var preset in PolicyFiles.Presets.Values)
        {
            var (read, mistakes) = PresetFile.Read(PolicyFiles.Write(preset with { Name = "a-copy" }));
            mistakes.ShouldBeEmpty(preset.Name);
            PolicyFiles.Write(read! with { Name = preset.Name }).ShouldBe(PolicyFiles.Write(preset));
        }

        foreach (var cadence in PolicyFiles.Cadences.Values)
        {
            CadenceFile.Read(PolicyFiles.Write(cadence with { Name = "a-copy" }), PolicyFiles.Presets).Mistakes.ShouldBeEmpty(cadence.Name);
            CadenceFile.Against(cadence, PolicyFiles.Presets[cadence.Etiquette]).ShouldBeEmpty(cadence.Name);
        }
    }

    [Fact]
    public void A4_the_worked_sequence_is_a_cadence_that_determined_permits_and_gentle_does_not()
    {
        var cadence = PolicyFiles.Cadences["after-a-meeting"];

        cadence.Steps.Select(s => s.Gap).ShouldBe([0, 2, 1, 1, 3, 13]);
        cadence.Steps.Select(s => s.Channel).ShouldBe([Channel.Email, Channel.Call, Channel.Call, Channel.Call, Channel.Email, Channel.Call]);
        CadenceFile.Against(cadence, PolicyFiles.Presets["determined"]).ShouldBeEmpty();
        CadenceFile.Against(cadence, PolicyFiles.Presets["gentle"]).ShouldNotBeEmpty();
        PolicyFiles.Cadences.Count.ShouldBeGreaterThanOrEqualTo(7);
    }

    [Fact]
    public void The_schemas_describe_every_field_that_is_written()
    {
        using var preset = JsonDocument.Parse(PresetFile.Schema);
        using var cadence = JsonDocument.Parse(CadenceFile.Schema);
        foreach (var (schema, type) in new[] { (preset, typeof(Preset)), (cadence, typeof(Cadences.Cadence)) })
        {
            schema.RootElement.GetProperty("properties").EnumerateObject().Select(p => p.Name)
                .ShouldBe(type.GetProperties().Where(p => p.CanWrite).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)), ignoreOrder: true);
        }
    }
}
