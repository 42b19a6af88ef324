using System.Text.Json;
using Tact.Core.Cadences;
using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Tact.Etiquette;
using Tact.Web;

namespace Tact.Api;

/// <summary>The text of a preset's or cadence's file; for a cadence, the preset to hold it against.</summary>
public sealed record PolicyBody(string Content, string? Etiquette = null);

/// <summary>The text of a preset's file, and in place of which preset it is tried.</summary>
public sealed record TryBody(string Content, string? InsteadOf = null);

/// <summary>Presets and cadences over REST.</summary>
public static class PolicyRoutes
{
    /// <summary>The routes.</summary>
    public static void MapPolicies(this IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("").WithTags("Etiquette");
        policies.MapGet("/etiquette", (Visit visit) => Answer.Json(ShowPolicies.Presets(visit.Workspace))).Gives<IReadOnlyList<PolicyListed>>("All presets");
        policies.MapGet("/etiquette/schema", () => Answer.Text(PresetFile.Schema, 200)).Gives<JsonElement>("The JSON Schema of a preset");
        policies.MapGet("/etiquette/{name}", (Visit visit, string name) => Answer.Json(ShowPolicies.Preset(visit.Workspace, name))).Gives<Preset>("One preset");
        policies.MapGet("/etiquette/{a}/diff/{b}", (Visit visit, string a, string b) => Answer.Json(ShowPolicies.Preset(visit.Workspace, a).Then(first =>
            ShowPolicies.Preset(visit.Workspace, b).Then<IReadOnlyList<PolicyDifference>>(second => ShowPolicies.Diff(first, second).ToList())))).Gives<IReadOnlyList<PolicyDifference>>("In what two presets differ");
        policies.Post<PolicyBody, PolicyChecked>("/etiquette/check", "Whether a preset can be used, and if not, which line to change how", (_, body, _) => ShowPolicies.CheckPreset("", body.Content), 200);
        policies.Post<TryBody, PresetTried>("/etiquette/try", "What a changed preset would do to the dates of this workspace; nothing is changed (managers and admins)", (visit, body, _) =>
            TryPreset.Run(visit.Workspace, visit.Actor, body.Content, body.InsteadOf, stop: visit.Http.RequestAborted), 200);
        policies.Post<PolicyBody, PolicySaved>("/etiquette", "Saves a preset of the team's own (managers and admins)", (visit, body, workspace) => ShowPolicies.SavePreset(workspace, visit.Actor, body.Content));
        policies.MapGet("/cadences", (Visit visit) => Answer.Json(ShowPolicies.Cadences(visit.Workspace))).Gives<IReadOnlyList<PolicyListed>>("All cadences");
        policies.MapGet("/cadences/schema", () => Answer.Text(CadenceFile.Schema, 200)).Gives<JsonElement>("The JSON Schema of a cadence");
        policies.MapGet("/cadences/{name}", (Visit visit, string name) => Answer.Json(ShowPolicies.Cadence(visit.Workspace, name))).Gives<Cadence>("One cadence");
        policies.Post<PolicyBody, PolicyChecked>("/cadences/check", "Whether a cadence can be used, and what the etiquette would refuse of it", (_, body, workspace) =>
            ShowPolicies.CheckCadence(workspace, "", body.Content, body.Etiquette), 200);
        policies.Post<PolicyBody, PolicySaved>("/cadences", "Saves a cadence of the team's own (managers and admins)", (visit, body, workspace) => ShowPolicies.SaveCadence(workspace, visit.Actor, body.Content));
    }
}
