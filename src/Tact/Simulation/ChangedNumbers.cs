using System.Globalization;
using Tact.Core.Etiquette;

namespace Tact.Simulation;

/// <summary>A preset's numbers as the page's form writes and reads them.</summary>
public static class ChangedNumbers
{
    private const int MostApproaches = 100;
    private const int MostDays = 730;
    private const int LongestList = 12;

    /// <summary>The fields of the form, with the preset's own numbers.</summary>
    public static IReadOnlyDictionary<string, string> Of(Preset preset) => new Dictionary<string, string>
    {
        ["budget"] = Text(preset.Budget), ["laterBudget"] = Text(preset.LaterBudget), ["gaps"] = string.Join(", ", preset.Gaps), ["rests"] = string.Join(", ", preset.Rests ?? []),
        ["personPerWeek"] = Text(preset.PersonPerWeek), ["ringsPerWeek"] = Text(preset.RingsPerWeek), ["shortestCycle"] = Text(preset.ShortestCycle), ["perYear"] = Text(preset.PerYear),
    };

    /// <summary>The preset with the numbers that were sent; a field that was not sent keeps its own.</summary>
    public static Result<Preset> Read(Preset preset, IReadOnlyDictionary<string, string> sent)
    {
        var problems = new List<Problem>();
        var own = Of(preset);
        var changed = preset with
        {
            Budget = Number("budget", 1, MostApproaches, mayBeNone: true),
            LaterBudget = Number("laterBudget", 1, MostApproaches, mayBeNone: true),
            Gaps = Numbers("gaps", 1, MostDays),
            Rests = Numbers("rests", 1, MostDays) is { Count: > 0 } rests ? rests : null,
            PersonPerWeek = Number("personPerWeek", 1, 14, mayBeNone: false) ?? 1,
            RingsPerWeek = Number("ringsPerWeek", 0, 50, mayBeNone: false) ?? 0,
            ShortestCycle = Number("shortestCycle", 1, MostDays, mayBeNone: true),
            PerYear = Number("perYear", 1, MostApproaches, mayBeNone: false) ?? 1,
        };
        if (changed.Gaps.Count == 0)
            Say("gaps", "Write at least one gap, in working days, such as 2.");
        if (changed.Budget is null != changed.LaterBudget is null)
            Say(changed.Budget is null ? "budget" : "laterBudget", "Limit both the first and the later cycles, or neither.");
        if (changed is { Budget: not null, Rests: null, AskAnotherPersonAfter: null })
            Say("rests", "Say how many days to rest after the last approach, such as 60, 120.");
        return problems.Count > 0 ? new Result<Preset>.Invalid(problems) : new Result<Preset>.Ok(changed);

        string Written(string field) => (sent.GetValueOrDefault(field) ?? own[field]).Trim();

        int? Number(string field, int least, int most, bool mayBeNone)
        {
            var text = Written(field);
            if (text.Length == 0 && mayBeNone)
                return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            Say(field, $"Write a whole number from {least} to {most}{(mayBeNone ? ", or nothing for no limit" : "")}.");
            return least;
        }

        IReadOnlyList<int> Numbers(string field, int least, int most)
        {
            var parts = Written(field).Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
            var numbers = new List<int>();
            foreach (var part in parts)
            {
                if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                    numbers.Add(number);
            }

            if (numbers.Count != parts.Length || numbers.Count > LongestList)
                Say(field, $"Write up to {LongestList} whole numbers from {least} to {most}, with commas between them.");
            return numbers;
        }

        void Say(string field, string text)
        {
            if (problems.TrueForAll(problem => problem.Field != field))
                problems.Add(new Problem(field, text));
        }
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
