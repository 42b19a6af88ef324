using System.Text.Json;
using System.Text.Json.Nodes;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Cadences;
using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;

namespace Tact.Etiquette;

/// <summary>One preset or cadence in a list.</summary>
/// <param name="Name">Its written name.</param>
/// <param name="About">What it is for.</param>
/// <param name="Shipped">Whether it ships with Tact; such a one stays as it is and can be copied.</param>
/// <param name="FollowUps">How many follow-ups use it.</param>
public sealed record PolicyListed(string Name, string About, bool Shipped, long FollowUps);

/// <summary>What a check found. Without mistakes the file can be used.</summary>
public sealed record PolicyChecked(string File, string? Name, bool Ok, IReadOnlyList<Mistake> Mistakes);

/// <summary>A field in which two presets differ; null where one does not have it.</summary>
public sealed record PolicyDifference(string Field, JsonNode? A, JsonNode? B);

/// <summary>What became of a saved preset or cadence.</summary>
/// <param name="Kind">etiquette or cadence.</param>
/// <param name="Name">Its name.</param>
/// <param name="Queued">Follow-ups that use it; each is decided again.</param>
public sealed record PolicySaved(string Kind, string Name, long Queued);

/// <summary>Lists, shows, checks, compares and saves presets and cadences.</summary>
public static class ShowPolicies
{
    /// <summary>All presets, the shipped ones first.</summary>
    public static Result<IReadOnlyList<PolicyListed>> Presets(Workspace workspace) => Listed(
        workspace, "preset", workspace.Policies.Presets.Values.Select(p => (p.Name, p.About, PolicyFiles.Presets.ContainsKey(p.Name))));

    /// <summary>All cadences, the shipped ones first.</summary>
    public static Result<IReadOnlyList<PolicyListed>> Cadences(Workspace workspace) => Listed(
        workspace, "cadence", workspace.Policies.Cadences.Values.Select(c => (c.Name, c.About, PolicyFiles.Cadences.ContainsKey(c.Name))));

    /// <summary>One preset.</summary>
    public static Result<Preset> Preset(Workspace workspace, string name) => workspace.Policies.Presets.TryGetValue(name.Trim(), out var preset)
        ? preset : new Result<Preset>.NotFound($"There is no etiquette preset \"{name}\". There are: {string.Join(", ", workspace.Policies.Presets.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>One cadence.</summary>
    public static Result<Cadence> Cadence(Workspace workspace, string name) => workspace.Policies.Cadences.TryGetValue(name.Trim(), out var cadence)
        ? cadence : new Result<Cadence>.NotFound($"There is no cadence \"{name}\". There are: {string.Join(", ", workspace.Policies.Cadences.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>Checks the text of a preset's file.</summary>
    public static PolicyChecked CheckPreset(string file, string text)
    {
        var (preset, mistakes) = PresetFile.Read(text);
        return new PolicyChecked(file, preset?.Name, preset is not null, mistakes);
    }

    /// <summary>Checks the text of a cadence's file, also against the preset it is made for or another.</summary>
    public static PolicyChecked CheckCadence(Workspace workspace, string file, string text, string? under)
    {
        var (cadence, mistakes) = CadenceFile.Read(text, workspace.Policies.Presets, under);
        return new PolicyChecked(file, cadence?.Name, cadence is not null, mistakes);
    }

    /// <summary>What differs between two presets.</summary>
    public static IReadOnlyList<PolicyDifference> Diff(Preset a, Preset b)
    {
        var (first, second) = (JsonNode.Parse(PolicyFiles.Write(a))!.AsObject(), JsonNode.Parse(PolicyFiles.Write(b))!.AsObject());
        return [.. PresetFile.Fields.Select(f => new PolicyDifference(f.Name, first[f.Name]?.DeepClone(), second[f.Name]?.DeepClone())).Where(d => !JsonNode.DeepEquals(d.A, d.B))];
    }

    /// <summary>Saves a preset of the team's own under the name its text says.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="actor">A manager or admin.</param>
    /// <param name="text">The text of its file.</param>
    /// <param name="inPlaceOf">The <see cref="VersionOf"/> of the one that was changed, empty for a new one; null takes the place of whatever has its name.</param>
    public static Result<PolicySaved> SavePreset(Workspace workspace, Actor actor, string text, string? inPlaceOf = null) => Save(workspace, actor, TeamPolicies.Etiquette, CheckPreset("", text), text, inPlaceOf);

    /// <summary>Tells two texts of a preset apart; empty for none.</summary>
    public static string VersionOf(string? content) => content is null ? "" : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)))[..16];

    /// <summary>Saves a cadence of the team's own under the name its text says.</summary>
    public static Result<PolicySaved> SaveCadence(Workspace workspace, Actor actor, string text) => Save(workspace, actor, TeamPolicies.Cadence, CheckCadence(workspace, "", text, null), text);

    /// <summary>Mistakes as problems of an input.</summary>
    public static IReadOnlyList<Problem> Problems(IReadOnlyList<Mistake> mistakes) => [.. mistakes.Select(m => new Problem($"line {m.Line}{(m.Field.Length == 0 ? "" : $", {m.Field}")}", m.Text))];

    private static Result<PolicySaved> Save(Workspace workspace, Actor actor, string kind, PolicyChecked found, string text, string? inPlaceOf = null)
    {
        if (actor is { UserId: not null, SeesTeam: false })
            return new Result<PolicySaved>.Refused("The team's etiquette and cadences are changed by managers and admins.", "role", null);
        if (!found.Ok)
            return new Result<PolicySaved>.Invalid(Problems(found.Mistakes));
        var at = workspace.Now.ToUnixTimeMilliseconds();
        var saved = workspace.Data.Write<Result<PolicySaved>>(session =>
        {
            // the file would win at the next look, and what was saved here be gone
            if (session.Scalar<string>("select source from policies where kind = @kind and name = @Name", new { kind, found.Name }) is { } source)
                return Result<PolicySaved>.Wrong("name", $"\"{found.Name}\" is kept in the file policies/{source} of the data folder. Change it there, or save under another name.");
            if (inPlaceOf is not null && VersionOf(session.Scalar<string>("select content from policies where kind = @kind and name = @Name", new { kind, found.Name })) is var now && now != inPlaceOf)
                return Result<PolicySaved>.Wrong("name", inPlaceOf.Length == 0 ? $"There is a \"{found.Name}\" already. Give this one another name, or change that one." : $"\"{found.Name}\" was changed by somebody else meanwhile. Open it again and look.");
            return new PolicySaved(kind, found.Name!, TeamPolicies.Keep(session, new KeptPolicy(kind, found.Name!, text, null), at, actor.UserId));
        });
        workspace.Team.Refresh(workspace);
        return saved;
    }

    private static Result<IReadOnlyList<PolicyListed>> Listed(Workspace workspace, string column, IEnumerable<(string Name, string About, bool Shipped)> all)
    {
        var used = workspace.Data.Read(session => session.Query<(string Name, long N)>($"select {column}, count(*) from follow_ups group by {column}")).ToDictionary(u => u.Name, u => u.N);
        return all.Select(p => new PolicyListed(p.Name, p.About, p.Shipped, used.GetValueOrDefault(p.Name))).OrderByDescending(p => p.Shipped).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
    }
}
