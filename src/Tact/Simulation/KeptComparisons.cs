using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Simulation;

namespace Tact.Simulation;

/// <summary>Comparisons for the page: one at a time and on half the cores, so that colleagues at work notice little; the usual one is kept.</summary>
public sealed class KeptComparisons
{
    private const int People = 5_000;
    private const int Months = 12;
    private const int Seed = 1;
    private static readonly Comparison Asked = new([], [], People, Months, Seed);
    private static readonly int Cores = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly SemaphoreSlim one = new(1);
    private (Policies Policies, SimulationReport Report)? kept;

    /// <summary>The workspace's etiquettes beside the habits.</summary>
    public Task<SimulationReport> Usual(Policies policies, CancellationToken stop) => InTurn(
        () =>
        {
            if (kept is not { } last || !ReferenceEquals(last.Policies, policies))
            {
                var presets = Contender.UsualPresets.Concat(policies.Presets.Keys.Order(StringComparer.Ordinal)).Distinct().Where(name => name != PolicyFilesForClients && policies.Presets.ContainsKey(name));
                kept = last = (policies, CompareHabits.Report([.. presets.Select(name => Contender.Of(policies.Presets[name], name, policies)), .. Contender.Habits.Select(name => Contender.Habit(name)!)], Asked, stop, Cores));
            }

            return last.Report;
        },
        stop);

    /// <summary>A preset beside the same one with other numbers.</summary>
    public Task<IReadOnlyList<PolicyOutcome>> WhatIf(Policies policies, Preset own, Preset changed, CancellationToken stop) => InTurn(
        () => CompareHabits.Report([Contender.Of(own, own.Name, policies), Contender.Of(changed, "what if", policies)], Asked, stop, Cores).Policies,
        stop);

    // people who buy already are another population
    private static readonly string PolicyFilesForClients = Core.PolicyFiles.PresetFor(Core.Situation.Client);

    private async Task<T> InTurn<T>(Func<T> work, CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            return work();
        }
        finally
        {
            one.Release();
        }
    }
}
