using Tact.Core;
using Tact.Core.Checks;
using Tact.Core.Cadences;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Storage;

namespace Tact.Etiquette;

/// <summary>A preset or cadence of the team's own, as kept.</summary>
public sealed record KeptPolicy(string Kind, string Name, string Content, string? Source);

/// <summary>
/// The presets and cadences in force: the shipped ones and the team's own. The table <c>policies</c> is what counts; a valid file
/// in the folder <c>policies</c> of the data folder is taken into it, and one with mistakes leaves its last valid version in force.
/// </summary>
public sealed class TeamPolicies
{
    /// <summary>The word for presets in the table and the folder.</summary>
    public const string Etiquette = "etiquette";

    /// <summary>The word for cadences in the table.</summary>
    public const string Cadence = "cadence";

    private const string Version = "policies";
    private readonly Lock turn = new();
    private string? version;
    private string? files;
    private Policies current = Policies.Shipped;
    private IReadOnlyList<(string File, Mistake Mistake)> mistakes = [];

    /// <summary>What is in force.</summary>
    public Policies Current => Volatile.Read(ref current);

    /// <summary>What is wrong with files of the folder; they are not in force as they are.</summary>
    public IReadOnlyList<(string File, Mistake Mistake)> Mistakes => Volatile.Read(ref mistakes);

    /// <summary>Takes up what has changed in the folder or, by others, in the table; returns how many follow-ups it has queued for a new decision.</summary>
    public long Refresh(Workspace workspace)
    {
        // somebody else is at it: what they find counts, and whoever writes must not wait for whoever looks
        if (!turn.TryEnter())
            return 0;
        try
        {
            var queued = TakeFiles(workspace);
            var (found, kept) = workspace.Data.Read(session =>
            {
                var now = VersionOf(session);
                return (now, now == version ? null : All(session));
            });
            if (kept is not null)
                Volatile.Write(ref current, Of(kept));
            version = found;
            return queued;
        }
        finally
        {
            turn.Exit();
        }
    }

    /// <summary>Keeps one, in place of what had its name, and queues a new decision for everybody it concerns; returns how many.</summary>
    public static long Keep(Session session, KeptPolicy policy, long at, long? by)
    {
        session.Execute(
            """
            insert into policies (kind, name, content, source, changed_at, changed_by)
            values (@Kind, @Name, @Content, @Source, @at, @by)
            on conflict (kind, name) do update
            set content = excluded.content, source = excluded.source, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """,
            new { policy.Kind, policy.Name, policy.Content, policy.Source, at, by });
        return Changed(session, policy.Kind, policy.Name, at);
    }

    /// <summary>All of the team's own, by kind and name.</summary>
    public static List<KeptPolicy> All(Session session) =>
        session.Query<KeptPolicy>("select kind as Kind, name as Name, content as Content, source as Source from policies order by kind, name");

    /// <summary>The shipped ones with the team's own. What a newer program would keep and this one cannot read is left out.</summary>
    public static Policies Of(IEnumerable<KeptPolicy> kept)
    {
        var presets = new Dictionary<string, Preset>(PolicyFiles.Presets, StringComparer.Ordinal);
        var cadences = new Dictionary<string, Cadence>(PolicyFiles.Cadences, StringComparer.Ordinal);
        // presets first: a cadence is made for one
        foreach (var policy in kept.OrderByDescending(p => p.Kind, StringComparer.Ordinal))
        {
            if (policy.Kind == Etiquette && PresetFile.Read(policy.Content).Preset is { } preset)
                presets.TryAdd(preset.Name, preset);
            else if (policy.Kind == Cadence && CadenceFile.Read(policy.Content, presets).Cadence is { } cadence)
                cadences.TryAdd(cadence.Name, cadence);
        }

        return new Policies(presets, cadences);
    }

    private static long Changed(Session session, string kind, string name, long at)
    {
        session.Execute(
            "insert into settings (name, value) values (@Version, '1') on conflict (name) do update set value = cast(cast(settings.value as bigint) + 1 as text)", new { Version });
        return session.Execute(
            $"""
            insert into rechecks (follow_up_id, queued_at)
            select id, @at
            from follow_ups
            where {(kind == Etiquette ? "preset" : "cadence")} = @name
            on conflict (follow_up_id) do nothing
            """,
            new { at, name });
    }

    private static string VersionOf(Session session) => session.Scalar<string>("select value from settings where name = @Version", new { Version }) ?? "";

    /// <summary>Files in the data folder; a PostgreSQL workspace has none.</summary>
    private long TakeFiles(Workspace workspace)
    {
        if (workspace.Data.Dialect != Dialect.Sqlite)
            return 0;
        var found = Found(Path.Combine(workspace.Data.Place, "policies"));
        var signature = string.Join('|', found.Select(file => $"{file.Name}:{file.Changed}:{file.Length}"));
        if (signature == files)
            return 0;
        var read = found.ConvertAll(file => (file.Kind, file.Name, Text: File.ReadAllText(file.Path)));
        var wrong = new List<(string, Mistake)>();
        var kept = workspace.Data.Read(All);
        var presets = Of(kept).Presets.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var taken = new List<KeptPolicy>();
        foreach (var file in read)
        {
            var (name, mistakesOf) = file.Kind == Etiquette ? Preset(file.Text) : Cadence(file.Text);
            wrong.AddRange(mistakesOf.Select(m => (file.Name, m)));
            if (name is null)
                continue;
            if (taken.Find(t => t.Kind == file.Kind && t.Name == name) is { } first)
                wrong.Add((file.Name, new Mistake(1, 1, "name", $"\"{name}\" is the name in {first.Source}, too. Give one of them another name.")));
            else
                taken.Add(new KeptPolicy(file.Kind, name, file.Text, file.Name));
        }

        var changed = taken.Where(t => !kept.Contains(t)).ToList();
        // a file with mistakes keeps its last valid version; one that is gone takes it along
        var gone = kept.Where(k => k.Source is not null && read.TrueForAll(r => r.Name != k.Source) && !taken.Exists(t => t.Kind == k.Kind && t.Name == k.Name)).ToList();
        var queued = 0L;
        if (changed.Count + gone.Count > 0)
        {
            var at = workspace.Now.ToUnixTimeMilliseconds();
            queued = workspace.Data.Write(session =>
            {
                var many = changed.Sum(policy => Keep(session, policy, at, null));
                foreach (var policy in gone)
                {
                    session.Execute("delete from policies where kind = @Kind and name = @Name", new { policy.Kind, policy.Name });
                    many += Changed(session, policy.Kind, policy.Name, at);
                }

                return many;
            });
        }

        Volatile.Write(ref mistakes, wrong);
        files = signature;
        return queued;

        (string?, IReadOnlyList<Mistake>) Preset(string text)
        {
            var (preset, found) = PresetFile.Read(text);
            if (preset is not null)
                presets[preset.Name] = preset;
            return (preset?.Name, found);
        }

        (string?, IReadOnlyList<Mistake>) Cadence(string text)
        {
            var (cadence, found) = CadenceFile.Read(text, presets);
            return (cadence?.Name, found);
        }
    }

    private static List<(string Kind, string Name, string Path, long Changed, long Length)> Found(string folder)
    {
        var found = new List<(string, string, string, long, long)>();
        foreach (var (kind, inner) in ((string, string)[])[(Etiquette, "etiquette"), (Cadence, "cadences")])
        {
            var place = new DirectoryInfo(Path.Combine(folder, inner));
            if (!place.Exists)
                continue;
            foreach (var file in place.GetFiles("*.json").OrderBy(f => f.Name, StringComparer.Ordinal))
                found.Add((kind, $"{inner}/{file.Name}", file.FullName, file.LastWriteTimeUtc.Ticks, file.Length));
        }

        return found;
    }
}

/// <summary>Looks every few seconds whether a preset or cadence was changed on disk or by another node.</summary>
public sealed class WatchPolicies(Workspace workspace, ILogger<WatchPolicies> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => workspace.Team.Refresh(workspace), stoppingToken);
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                log.LogError(wrong, "Changed presets and cadences could not be read; those in force stay.");
            }

            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
