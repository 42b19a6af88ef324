using System.Collections.Concurrent;
using System.Diagnostics;
using NodaTime;
using Tact.Accounts;

namespace Tact.Etiquette;

/// <summary>A preset being tried, or tried a moment ago.</summary>
public sealed class Trial
{
    private long done;
    private long total;

    internal Trial(Instant begun) => Begun = begun;

    /// <summary>The business time it looks from.</summary>
    public Instant Begun { get; }

    /// <summary>Follow-ups that are done.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>Of how many; 0 while they are counted.</summary>
    public long Total => Interlocked.Read(ref total);

    /// <summary>What it found; null while it runs.</summary>
    public Result<PresetTried>? Found => Work is { IsCompletedSuccessfully: true } finished ? finished.Result : null;

    internal Task<Result<PresetTried>> Work { get; set; } = null!;

    internal long FinishedAt { get; set; } = long.MaxValue;

    internal void Heard(long many, long all)
    {
        Interlocked.Exchange(ref total, all);
        Interlocked.Exchange(ref done, many);
    }
}

/// <summary>
/// Presets tried for the page, in the background: one at a time, on half the cores, so that colleagues at work notice little. A result
/// is kept for some minutes; whoever asks for the same again gets it. A trial nobody asks after any more goes on to its end, which is near.
/// </summary>
public sealed class Trials(IHostApplicationLifetime life)
{
    private const int Kept = 32;
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(400);
    private static readonly int Cores = Math.Max(1, Environment.ProcessorCount / 2);
    private readonly SemaphoreSlim one = new(1);
    private readonly ConcurrentDictionary<(object Policies, string Text, string InsteadOf), Trial> trials = [];

    /// <summary>The trial of a text in place of a preset: one that runs or is still good, else a new one. A small team's is done when this returns.</summary>
    public async Task<Trial> Of(Workspace workspace, Actor actor, string text, string insteadOf)
    {
        var key = ((object)workspace.Policies, text, insteadOf);
        if (trials.TryGetValue(key, out var known) && (known.Work.IsFaulted || known.FinishedAt < Stopwatch.GetTimestamp() && Stopwatch.GetElapsedTime(known.FinishedAt) > Good))
            trials.TryRemove(KeyValuePair.Create(key, known));
        if (trials.Count >= Kept)
        {
            foreach (var old in trials.Where(t => t.Value.FinishedAt != long.MaxValue))
                trials.TryRemove(old);
        }

        Trial? begun = null;
        var trial = trials.GetOrAdd(key, _ => begun = new Trial(workspace.Now));
        if (ReferenceEquals(trial, begun))
            begun.Work = Task.Run(() => Run(workspace, actor, text, insteadOf, begun));
        if (trial.Work is { } work)
            await Task.WhenAny(work, Task.Delay(Wait));
        if (trial.Work is { IsFaulted: true })
            await trial.Work;
        return trial;
    }

    private async Task<Result<PresetTried>> Run(Workspace workspace, Actor actor, string text, string insteadOf, Trial trial)
    {
        await one.WaitAsync(life.ApplicationStopping);
        try
        {
            return TryPreset.Run(workspace, actor, text, insteadOf, trial.Heard, life.ApplicationStopping, Cores);
        }
        finally
        {
            trial.FinishedAt = Stopwatch.GetTimestamp();
            one.Release();
        }
    }
}
