using Tact.Core.FollowUps;
using Tact.Core.Simulation;

namespace Tact.Simulation;

/// <summary>What to compare, as it was asked for.</summary>
/// <param name="Etiquettes">Presets by name.</param>
/// <param name="Habits">Habits by name; with no preset either, the usual ones of both are taken.</param>
/// <param name="People">How many invented people.</param>
/// <param name="Months">For how long each.</param>
/// <param name="Seed">The seed: the same one gives the same result.</param>
public sealed record Comparison(IReadOnlyList<string> Etiquettes, IReadOnlyList<string> Habits, int People, int Months, int Seed);

/// <summary>Compares presets and the habits salespeople quote on the same invented people.</summary>
public static class CompareHabits
{
    /// <summary>Runs it; nothing is read or written.</summary>
    public static Result<SimulationReport> Run(Policies policies, Comparison asked, CancellationToken stop = default)
    {
        var problems = new List<Problem>();
        var contenders = new List<Contender>();
        var usual = asked.Etiquettes.Count + asked.Habits.Count == 0;
        foreach (var name in (usual ? Contender.UsualPresets : asked.Etiquettes).Distinct())
        {
            if (policies.Presets.TryGetValue(name, out var preset))
                contenders.Add(Contender.Of(preset, name, policies));
            else
                problems.Add(new Problem("etiquette", $"There is no etiquette \"{name}\". There are {string.Join(", ", policies.Presets.Keys.Order(StringComparer.Ordinal))}."));
        }

        foreach (var name in (usual ? Contender.Habits : asked.Habits).Distinct())
        {
            if (Contender.Habit(name) is { } habit)
                contenders.Add(habit);
            else
                problems.Add(new Problem("habit", $"There is no habit \"{name}\". There are {string.Join(", ", Contender.Habits)}."));
        }

        if (asked.People is < Simulate.FewestPeople or > Simulate.MostPeople)
            problems.Add(new Problem("people", $"Choose {Simulate.FewestPeople} to {Simulate.MostPeople:N0} people."));
        if (asked.Months is < 1 or > Simulate.MostMonths)
            problems.Add(new Problem("months", $"Choose 1 to {Simulate.MostMonths} months."));
        return problems.Count > 0
            ? new Result<SimulationReport>.Invalid(problems)
            : new Result<SimulationReport>.Ok(Report(contenders, asked, stop));
    }

    /// <summary>The report on contenders that are known.</summary>
    internal static SimulationReport Report(IReadOnlyList<Contender> contenders, Comparison asked, CancellationToken stop, int cores = -1) => new()
    {
        People = asked.People, Months = asked.Months, Seed = asked.Seed, Seeds = Simulate.Batches, Calibration = Fit.Value, CannotBeTrusted = Simulate.CannotBeTrusted,
        Policies = Simulate.Compare(contenders, asked.People, asked.Months, asked.Seed, On(cores, stop)),
    };

    // it depends on nothing that is asked for
    private static readonly Lazy<CalibrationReport> Fit = new(() => Calibration.Run(On(-1, CancellationToken.None)));

    /// <summary>Spreads the work over so many cores, -1 for all, until it is called off.</summary>
    private static Spread On(int cores, CancellationToken stop) => (parts, part) => Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = cores, CancellationToken = stop }, part);
}
