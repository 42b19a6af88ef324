using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Tact.Core.Etiquette;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>METHOD's table of presets, column by column, against the shipped files.</summary>
public partial class PresetTableTests
{
    /// <summary>The table as METHOD has it; compared with the document itself where it lies beside the working copy.</summary>
    private const string Table = """
        | | gentle | balanced (default) | determined | until-they-respond | client care |
        | unanswered approaches, first / later cycles | 4 / 2 | 5 / 3 | 8 / 4 | no limit while each brings something | 3, then ask another person there |
        | least gap, working days | 5 | 2 | 1 | 3 for the first three, then 10, 20, 40 | 20 |
        | approaches in any 7 days, person / company (cold only) | 1 / 2 | 2 / 4 | 4 / 6 | 2 / 3 | 1 / – |
        | silent rings per day / in 7 days | 1 / 2 | 2 (≥ 3 h apart) / 4 | 3 (≥ 2 h apart) / 6 | 2 / 4 | 1 / 2 |
        | shortest cycle, working days | 20 | 15 | 20 | – | – |
        | rest in days, first / second / later | 90 / 180 / 365 | 60 / 120 / 365 | 60 / 90 / 180 | none | none |
        | approaches in 12 months without any answer | 8 | 12 | 20 | 16 | 6 |
        | pleasantly persistent (B8a) suggested at | 2nd | 3rd | 4th | 3rd | – |
        | last message of the first cycle | leave it until <month> | same | same | – | – |
        | permission to close (B8b) | end of 2nd cycle | same | same; allowed from the 5th | once a year | never |
        | something for them | each | each after the first | every second | each | each |
        """;

    [Theory]
    [InlineData("gentle", 1)]
    [InlineData("balanced", 2)]
    [InlineData("determined", 3)]
    [InlineData("until-they-respond", 4)]
    [InlineData("client-care", 5)]
    public void Each_preset_is_its_column(string name, int column) => Column(PolicyFiles.Presets[name], Rows(Table), column);

    [Theory]
    [InlineData("gentle", 1)]
    [InlineData("balanced", 2)]
    [InlineData("determined", 3)]
    [InlineData("until-they-respond", 4)]
    [InlineData("client-care", 5)]
    public void Each_preset_is_its_column_in_the_document(string name, int column)
    {
        var document = Document();
        Assert.SkipWhen(document is null, "METHOD.md does not lie beside this working copy.");
        Column(PolicyFiles.Presets[name], Rows(document), column);
    }

    [Fact]
    public void Situations_pick_their_preset()
    {
        foreach (var situation in Enum.GetValues<Situation>())
            PolicyFiles.PresetFor(situation).ShouldBe(situation == Situation.Client ? "client-care" : "balanced");
    }

    [Fact]
    public void Cadences_fit_the_presets_they_usually_run_under()
    {
        foreach (var situation in Enum.GetValues<Situation>())
        {
            var preset = PolicyFiles.Presets[PolicyFiles.PresetFor(situation)];
            var cadence = PolicyFiles.Cadences[PolicyFiles.CadenceFor(situation)];
            // the tries that are service use up steps of their own
            var service = situation == Situation.Enquiry ? Defaults.EnquiryServiceDays - 1 : 0;
            if (preset.Budget is { } budget && situation != Situation.Client)
            {
                cadence.Steps.Count.ShouldBe(budget + service);
                cadence.Steps.Select(s => s.Channel).Distinct().Count().ShouldBeGreaterThan(1, "A4: mixed channels");
                cadence.Steps.Skip(1 + service).Take(budget - 1).Sum(s => s.Gap).ShouldBeGreaterThanOrEqualTo(preset.ShortestCycle!.Value);
                cadence.LaterSteps.Count.ShouldBe(preset.LaterBudget!.Value);
                cadence.LaterSteps[^1].Intent.ShouldBe(Cadences.Intent.PermissionToClose, "B8b: at the end of the second cycle");
            }

            cadence.Steps.Skip(Math.Max(1, service)).ShouldAllBe(s => s.Gap >= preset.GapAfter(1));
            cadence.Steps.Concat(cadence.LaterSteps).ShouldAllBe(s => !s.Say.Contains("check in", StringComparison.OrdinalIgnoreCase));
        }

        PolicyFiles.Cadences["client-care"].Steps.Concat(PolicyFiles.Cadences["client-care"].LaterSteps).ShouldAllBe(s => s.Intent == Cadences.Intent.Care);
    }

    private static void Column(Preset preset, Dictionary<string, string[]> table, int column)
    {
        string Cell(string row) => table.Single(pair => pair.Key.StartsWith(row, StringComparison.Ordinal)).Value[column];
        var budget = Numbers(Cell("unanswered approaches"));
        if (Cell("unanswered approaches").StartsWith("no limit", StringComparison.Ordinal))
            preset.Budget.ShouldBeNull();
        else
            (preset.Budget, preset.LaterBudget).ShouldBe((budget[0], budget[^1]));
        (preset.AskAnotherPersonAfter is not null).ShouldBe(Cell("unanswered approaches").Contains("ask another"));
        var gaps = Numbers(Cell("least gap"));
        preset.Gaps.ShouldBe(gaps.Length > 1 ? [gaps[0], gaps[0], gaps[0], .. gaps[1..]] : gaps);
        var caps = Numbers(Cell("approaches in any 7 days"));
        preset.PersonPerWeek.ShouldBe(caps[0]);
        preset.CompanyPerWeek.ShouldBe(caps.Length > 1 ? caps[1] : null);
        var rings = Numbers(Regex.Replace(Cell("silent rings"), @"\(.*?\)", ""));
        (preset.RingsPerDay, preset.RingsPerWeek).ShouldBe((rings[0], rings[1]));
        if (Apart().Match(Cell("silent rings")) is { Success: true } apart)
            preset.HoursBetweenRings.ShouldBe(int.Parse(apart.Groups[1].Value, CultureInfo.InvariantCulture));
        preset.ShortestCycle.ShouldBe(Numbers(Cell("shortest cycle")) is [var shortest] ? shortest : null);
        var rests = Numbers(Cell("rest in days"));
        preset.Rests.ShouldBe(rests.Length == 0 ? null : rests);
        preset.PerYear.ShouldBe(Numbers(Cell("approaches in 12 months"))[0]);
        preset.PleasantlyPersistentAt.ShouldBe(Numbers(Cell("pleasantly persistent")) is [var at] ? at : null);
        preset.LastMessage.ShouldBe(Cell("last message") == "–" ? null : LastMessage.LeaveUntil);
        var close = Cell("permission to close");
        preset.PermissionToClose.ShouldBe(close switch { "once a year" => AskToClose.OnceAYear, "never" => AskToClose.Never, _ => AskToClose.SecondCycle });
        preset.PermissionToCloseFrom.ShouldBe(Numbers(close) is [var from] && close.Contains("from the") ? from : null);
        preset.Bring.ShouldBe(Cell("something for them") switch { "each" => BringWhen.Each, "each after the first" => BringWhen.AfterFirst, _ => BringWhen.EverySecond });
    }

    private static Dictionary<string, string[]> Rows(string text) => text.Split('\n')
        .Where(line => line.TrimStart().StartsWith('|') && !line.Contains("|---"))
        .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        .Where(cells => cells.Length == 6)
        .Select(cells => cells.Select((cell, i) => cell == "same" ? cells[1] : cell.Replace("same; ", "", StringComparison.Ordinal)).ToArray())
        .ToDictionary(cells => cells[0]);

    private static int[] Numbers(string cell) => [.. Digits().Matches(cell).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))];

    private static string? Document()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var place in new[] { "METHOD.md", "shared/METHOD.md" })
            {
                if (File.Exists(Path.Combine(folder.FullName, place)))
                    return File.ReadAllText(Path.Combine(folder.FullName, place));
            }
        }

        return null;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"≥ (\d+) h")]
    private static partial Regex Apart();
}
