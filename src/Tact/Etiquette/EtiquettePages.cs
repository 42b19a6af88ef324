using Microsoft.AspNetCore.WebUtilities;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Tact.Web;

namespace Tact.Etiquette;

/// <summary>The presets in the browser: one table for everybody; managers and admins copy and change, see what it would do, and save.</summary>
public static class EtiquettePages
{
    private const string Version = "version";
    private const string InsteadOf = "insteadOf";

    /// <summary>Where they are. The trial is asked for with GET: it changes nothing, and its address can be passed on.</summary>
    public static void MapEtiquette(this IEndpointRouteBuilder app)
    {
        app.MapGet("/etiquette", Table);
        app.MapGet("/etiquette/copy/{name}", (Visit visit, string name) => Form(visit, name, change: false)).RequireAuthorization(AccountRoutes.Team);
        app.MapGet("/etiquette/change/{name}", (Visit visit, string name) => Form(visit, name, change: true)).RequireAuthorization(AccountRoutes.Team);
        app.MapGet("/etiquette/try", Try).RequireAuthorization(AccountRoutes.Team);
        app.MapPost("/etiquette/save", Save).RequireAuthorization(AccountRoutes.Team);
    }

    private static IResult Table(Visit visit)
    {
        var workspace = visit.Workspace;
        var kept = Kept(workspace);
        var used = ShowPolicies.Presets(workspace) is Result<IReadOnlyList<PolicyListed>>.Ok listed ? listed.Value.ToDictionary(p => p.Name, p => p.FollowUps) : [];
        var presets = workspace.Policies.Presets;
        // the shipped ones as METHOD's table has them
        string[] order = ["gentle", "balanced", "determined", "until-they-respond", "client-care"];
        return Pages.Page<EtiquettePage>(new EtiquetteModel
        {
            Frame = visit.Frame("Etiquette", visit.Actor.SeesTeam ? Section.Team : Section.None), MayChange = visit.Actor.SeesTeam, Mistakes = visit.Actor.SeesTeam ? workspace.Team.Mistakes : [],
            Columns = [.. presets.Values.OrderByDescending(p => PolicyFiles.Presets.ContainsKey(p.Name)).ThenBy(p => Array.IndexOf(order, p.Name)).ThenBy(p => p.Name, StringComparer.Ordinal).Select(p => new PresetColumn(
                p, PolicyFiles.Presets.ContainsKey(p.Name), kept.GetValueOrDefault(p.Name)?.Source, p.CopyOf is null ? null : presets.GetValueOrDefault(p.CopyOf), used.GetValueOrDefault(p.Name)))],
        });
    }

    private static IResult Form(Visit visit, string name, bool change)
    {
        var policies = visit.Workspace.Policies;
        if (!policies.Presets.TryGetValue(name, out var preset) || (change && PolicyFiles.Presets.ContainsKey(name)))
            return visit.NotFound();
        var fields = change ? PresetForm.Of(preset) : PresetForm.CopyOf(preset, policies.Presets);
        // back from a trial: what was written there
        var sent = Sent(visit.Http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()));
        foreach (var (field, text) in sent)
            fields[field] = text;
        var version = change ? visit.Http.Request.Query[Version].ToString() is { Length: > 0 } opened ? opened : ShowPolicies.VersionOf(Kept(visit.Workspace).GetValueOrDefault(name)?.Content) : "";
        return FormPage(visit, fields, version, visit.Http.Request.Query[InsteadOf].ToString() is { Length: > 0 } tried ? tried : name, []);
    }

    private static async Task<IResult> Try(Visit visit, Trials trials)
    {
        var query = visit.Http.Request.Query;
        var (fields, version, insteadOf) = (Sent(query.ToDictionary(q => q.Key, q => q.Value.ToString())), query[Version].ToString(), query[InsteadOf].ToString());
        var file = PresetForm.ToFile(fields);
        if (PresetForm.Problems(file) is { Count: > 0 } problems)
            return FormPage(visit, fields, version, insteadOf, problems);
        if (!visit.Workspace.Policies.Presets.ContainsKey(insteadOf))
            return visit.NotFound();
        var trial = await trials.Of(visit.Workspace, visit.Actor, file, insteadOf);
        return trial.Found is { } found ? visit.Answer(found, tried => Tried(visit, fields, version, insteadOf, trial, tried), wrong => FormPage(visit, fields, version, insteadOf, wrong)) : Tried(visit, fields, version, insteadOf, trial, null);
    }

    private static IResult Tried(Visit visit, Dictionary<string, string> fields, string version, string insteadOf, Trial trial, PresetTried? found, IReadOnlyList<Problem>? problems = null)
    {
        var sent = fields.Select(f => KeyValuePair.Create(f.Key, (string?)f.Value)).Append(KeyValuePair.Create(Version, (string?)version)).Append(KeyValuePair.Create(InsteadOf, (string?)insteadOf)).ToList();
        var form = version.Length > 0 ? $"/etiquette/change/{fields["name"]}" : $"/etiquette/copy/{(fields.GetValueOrDefault("copyOf") is { Length: > 0 } from && visit.Workspace.Policies.Presets.ContainsKey(from) ? from : insteadOf)}";
        return Pages.Page<TriedPage>(new TriedModel
        {
            Frame = visit.Frame("What it would do", Section.Team) with { LookAgainAfter = found is null ? 2 : null }, Form = visit.Form("/etiquette", problems), Fields = fields, Version = version, InsteadOf = insteadOf,
            FormAddress = QueryHelpers.AddQueryString(form, sent), Address = QueryHelpers.AddQueryString("/etiquette/try", sent), Done = trial.Done, Total = trial.Total, Found = found,
            AsOf = When.At(trial.Begun, visit.Zone, visit.Today), Day = text => When.Day(LocalDatePattern.Iso.Parse(text).Value, visit.Today),
        });
    }

    private static IResult Save(Visit visit, IFormCollection form)
    {
        var fields = Sent(form.ToDictionary(f => f.Key, f => f.Value.ToString()));
        var (version, insteadOf) = (form[Version].ToString(), form[InsteadOf].ToString());
        var file = PresetForm.ToFile(fields);
        if (PresetForm.Problems(file) is { Count: > 0 } problems)
            return FormPage(visit, fields, version, insteadOf, problems);
        return visit.Answer(
            ShowPolicies.SavePreset(visit.Workspace, visit.Actor, file, version),
            saved => Site.SaidThen(visit.Http, "/etiquette", $"{saved.Name} is in force. {(saved.Queued == 0 ? "No follow-up uses it yet." : $"{Words.Count(saved.Queued, "follow-up uses it and is", "follow-ups use it and are")} decided again.")}"),
            wrong => FormPage(visit, fields, version, insteadOf, wrong));
    }

    private static IResult FormPage(Visit visit, IReadOnlyDictionary<string, string> fields, string version, string insteadOf, IReadOnlyList<Problem> problems)
    {
        var listed = ShowPolicies.Presets(visit.Workspace) is Result<IReadOnlyList<PolicyListed>>.Ok all ? all.Value : [];
        return Pages.Page<PresetFormPage>(
            new PresetFormModel
            {
                Frame = visit.Frame(version.Length > 0 ? $"Change {fields.GetValueOrDefault("name")}" : "An etiquette of your own", Section.Team), Form = visit.Form("/etiquette", problems), Fields = fields, Version = version, InsteadOf = insteadOf,
                Presets = [.. listed.Select(p => new Choice(p.Name, $"{p.Name} ({Words.Count(p.FollowUps, "follow-up", "follow-ups")})"))],
            },
            problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    /// <summary>The fields of a preset among what was sent.</summary>
    private static Dictionary<string, string> Sent(Dictionary<string, string> all) =>
        PresetFile.Fields.Where(field => all.ContainsKey(field.Name)).ToDictionary(field => field.Name, field => all[field.Name].Replace("\0", "", StringComparison.Ordinal));

    private static Dictionary<string, KeptPolicy> Kept(Workspace workspace) =>
        workspace.Data.Read(TeamPolicies.All).Where(policy => policy.Kind == TeamPolicies.Etiquette).ToDictionary(policy => policy.Name);
}
