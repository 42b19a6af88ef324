using Tact.Accounts;
using Tact.Core.Etiquette;
using Tact.Web;

namespace Tact.Simulation;

/// <summary>The page of the simulation, for managers and admins. It reads nothing of the workspace but its etiquettes, and writes nothing.</summary>
public static class SimulatePages
{
    /// <summary>Where it is. The form is sent with GET, so that what was tried can be passed on as an address.</summary>
    public static void MapSimulation(this IEndpointRouteBuilder app) => app.MapGet("/simulate", Show).RequireAuthorization(AccountRoutes.Team);

    private static async Task<IResult> Show(Visit visit, KeptComparisons comparisons, CancellationToken stop)
    {
        var policies = visit.Workspace.Policies;
        var query = visit.Http.Request.Query;
        var own = policies.Preset(query["from"].ToString() is { Length: > 0 } named ? named : "balanced");
        var sent = ChangedNumbers.Of(own).Keys.Where(query.ContainsKey).ToDictionary(field => field, field => query[field].ToString());
        var read = ChangedNumbers.Read(own, sent);
        var problems = read is Result<Preset>.Invalid invalid ? invalid.Problems : [];
        var report = await comparisons.Usual(policies, stop);
        return Pages.Page<SimulatePage>(
            new SimulateModel
            {
                Frame = visit.Frame("What persistence leads to", Section.Team), Report = report, From = own.Name,
                Presets = [.. policies.Presets.Keys.Where(name => name != Core.PolicyFiles.PresetFor(Core.Situation.Client)).Order(StringComparer.Ordinal)],
                Numbers = ChangedNumbers.Of(own).ToDictionary(field => field.Key, field => sent.GetValueOrDefault(field.Key, field.Value)), Form = visit.Form("/simulate", problems),
                WhatIf = sent.Count > 0 && read is Result<Preset>.Ok changed ? await comparisons.WhatIf(policies, own, changed.Value, stop) : null,
            },
            problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
