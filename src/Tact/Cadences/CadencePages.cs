using System.Security.Cryptography;
using System.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Cadences;
using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Tact.Etiquette;
using Tact.Web;

namespace Tact.Cadences;

/// <summary>Cadences in the browser: everybody looks, managers and admins change. Each button is part of one form, so that it works without JavaScript.</summary>
public static class CadencePages
{
    /// <summary>Where they are.</summary>
    public static void MapCadences(this IEndpointRouteBuilder app)
    {
        app.MapGet("/cadences", (Visit visit) => visit.Answer(ShowPolicies.Cadences(visit.Workspace), all => Pages.Page<ListPage>(List(visit, all)), _ => visit.NotFound()));
        app.MapGet("/cadences/{name}", (Visit visit, string name, string? under) => Known(visit, name) is { } cadence ? Pages.Page<CadencePage>(Model(visit, cadence, under)) : visit.NotFound());
        app.MapPost("/cadences/{name}/copy", Copy).RequireAuthorization(AccountRoutes.Team);
        app.MapGet("/cadences/{name}/edit", (Visit visit, string name, string? under) => Own(visit, name) is { } cadence
            ? Pages.Page<CadenceEditPage>(Model(visit, cadence, under) with { Draft = CadenceDraft.Of(cadence), NewName = FreeName(visit, name) }) : visit.NotFound()).RequireAuthorization(AccountRoutes.Team);
        app.MapPost("/cadences/{name}/edit", Edit).RequireAuthorization(AccountRoutes.Team);
    }

    private static ListModel List(Visit visit, IReadOnlyList<PolicyListed> all) => new()
    {
        Frame = visit.Frame("Cadences"), Heading = "Cadences", Intro = "Which step comes when, and what it brings. The etiquette has the last word on when.",
        Columns = ["Name", "Taken for", "Steps", "Length", "Follow-ups"],
        Rows = [.. all.Select(one =>
        {
            var cadence = visit.Workspace.Policies.Cadences[one.Name];
            var length = Timetable.Of(cadence.Steps, 1, visit.Workspace.Policies.Preset(cadence.Etiquette))[^1].Day;
            return new ListRow(one.Name, $"/cadences/{one.Name}", one.About, [CadenceWords.For(one.Name) ?? (one.Shipped ? "by choice" : "your own, by choice"), $"{cadence.Steps.Count}", CadenceWords.Days(length), one.FollowUps == 0 ? "none" : $"{one.FollowUps:N0}"]);
        })],
    };

    private static Cadence? Known(Visit visit, string name) => visit.Workspace.Policies.Cadences.GetValueOrDefault(name);

    private static Cadence? Own(Visit visit, string name) => PolicyFiles.Cadences.ContainsKey(name) ? null : Known(visit, name);

    private static CadenceModel Model(Visit visit, Cadence cadence, string? under, IEnumerable<Problem>? problems = null, string? key = null)
    {
        var policies = visit.Workspace.Policies;
        var preset = policies.Preset(under is not null && policies.Presets.ContainsKey(under) ? under : cadence.Etiquette);
        return new CadenceModel
        {
            Frame = visit.Frame(cadence.Name), Form = visit.Form($"/cadences/{cadence.Name}", problems, key), Name = cadence.Name, About = cadence.About, Etiquette = cadence.Etiquette, Under = preset.Name,
            Presets = [.. policies.Presets.Keys.Order(StringComparer.Ordinal)], Shipped = PolicyFiles.Cadences.ContainsKey(cadence.Name), Changes = visit.Actor.SeesTeam, For = CadenceWords.For(cadence.Name),
            FollowUps = visit.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from follow_ups where cadence = @Name", new { cadence.Name })),
            Steps = Timetable.Of(cadence.Steps, 1, preset), Later = Timetable.Of(cadence.LaterSteps, 2, preset), On = [.. (cadence.On ?? []).Select(branch => CadenceWords.Of(branch, []))], Was = MarkOf(cadence),
        };
    }

    private static async Task<IResult> Copy(Visit visit, string name)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        if (Known(visit, name) is not { } cadence)
            return visit.NotFound();
        var copy = sent.Text("name") ?? "";
        IResult Again(IEnumerable<Problem> problems) => Pages.Page<CadencePage>(Model(visit, cadence, null, problems, sent.Text("id")) with { CopyName = copy }, StatusCodes.Status422UnprocessableEntity);
        if (visit.Workspace.Policies.Cadences.ContainsKey(copy))
            return Again([new Problem("name", $"There is a cadence \"{copy}\" already. Give the copy another name.")]);
        var file = PolicyFiles.Write(cadence with { Name = copy });
        var mistakes = CadenceFile.Read(file, visit.Workspace.Policies.Presets).Mistakes;
        return mistakes.Count > 0
            ? Again(mistakes.Select(mistake => new Problem(mistake.Field == "name" ? "name" : "", mistake.Text)))
            : visit.Answer(ShowPolicies.SaveCadence(visit.Workspace, visit.Actor, file), saved => Site.SaidThen(visit.Http, $"/cadences/{saved.Name}/edit", $"{saved.Name} is a copy of {name}. Change what you like."), Again);
    }

    private static async Task<IResult> Edit(Visit visit, string name)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        if (Own(visit, name) is not { } kept)
            return visit.NotFound();
        var forNew = sent.Text("for") == "new";
        var newName = sent.Text("newName") is { } written ? written.Trim() : FreeName(visit, name);
        var draft = CadenceDraft.Of(name, sent.All);
        var button = sent.Text("do") ?? "save";
        var focus = draft.Change(button);
        var (cadence, mistakes) = CadenceFile.Read(draft.ToFile(), visit.Workspace.Policies.Presets);
        if (button != "save")
            return Pages.Page<CadenceEditPage>(Drawn(button == "look" ? Findings(mistakes) : []) with { Focus = focus });
        if (sent.Text("was") != MarkOf(kept))
            return Pages.Page<CadenceEditPage>(Drawn([new Problem("", "Meanwhile somebody else changed this cadence. Nothing of yours is saved yet: compare, then save again.")]) with { Was = MarkOf(kept) }, StatusCodes.Status409Conflict);
        if (cadence is null)
            return Pages.Page<CadenceEditPage>(Drawn(Findings(mistakes)), StatusCodes.Status422UnprocessableEntity);
        if (forNew)
            return KeptForNewOnes();
        return visit.Answer(
            ShowPolicies.SaveCadence(visit.Workspace, visit.Actor, PolicyFiles.Write(cadence)),
            saved => Site.SaidThen(visit.Http, $"/cadences/{name}", $"Saved. {(saved.Queued == 0 ? "No follow-up uses it yet." : $"{Words.Count(saved.Queued, "follow-up", "follow-ups")} with it {(saved.Queued == 1 ? "is" : "are")} decided again.")}"),
            problems => Pages.Page<CadenceEditPage>(Drawn(problems), StatusCodes.Status422UnprocessableEntity));

        // whoever runs goes on as designed; the change is a cadence of its own
        IResult KeptForNewOnes()
        {
            if (visit.Workspace.Policies.Cadences.ContainsKey(newName))
                return Pages.Page<CadenceEditPage>(Drawn([new Problem("newName", $"There is a cadence \"{newName}\" already. Give the changed one another name, or let those already running follow it.")]), StatusCodes.Status422UnprocessableEntity);
            var file = PolicyFiles.Write(cadence! with { Name = newName });
            if (CadenceFile.Read(file, visit.Workspace.Policies.Presets).Mistakes is { Count: > 0 } wrong)
                return Pages.Page<CadenceEditPage>(Drawn(wrong.Select(mistake => new Problem("newName", mistake.Text))), StatusCodes.Status422UnprocessableEntity);
            return visit.Answer(
                ShowPolicies.SaveCadence(visit.Workspace, visit.Actor, file),
                saved => Site.SaidThen(visit.Http, $"/cadences/{saved.Name}", $"Saved as {saved.Name}, for new follow-ups. Those with {name} go on as they were."),
                problems => Pages.Page<CadenceEditPage>(Drawn(problems), StatusCodes.Status422UnprocessableEntity));
        }

        CadenceModel Drawn(IEnumerable<Problem> problems)
        {
            // what cannot be read yet keeps the last time line that could
            var model = Model(visit, cadence ?? kept, sent.Text("under"), problems, sent.Text("id"));
            return model with { Follow = forNew || sent.Text("for") is null ? "new" : "running", NewName = newName, Draft = draft, About = draft.About, Was = sent.Text("was") ?? "", Steps = cadence is null ? [] : model.Steps, Later = cadence is null ? [] : model.Later };
        }
    }

    private static IEnumerable<Problem> Findings(IReadOnlyList<Mistake> mistakes) =>
        mistakes.GroupBy(mistake => CadenceDraft.FieldOf(mistake.Field)).Select(about => new Problem(about.Key, string.Join(" ", about.Select(mistake => mistake.Text))));

    /// <summary>The first name with a number that nobody has: ours-2 for ours.</summary>
    private static string FreeName(Visit visit, string name)
    {
        var stem = name.LastIndexOf('-') is var dash && dash > 0 && name[(dash + 1)..].All(char.IsAsciiDigit) && dash < name.Length - 1 ? name[..dash] : name;
        return Enumerable.Range(2, 1000).Select(number => $"{stem}-{number}").First(free => !visit.Workspace.Policies.Cadences.ContainsKey(free));
    }

    private static string MarkOf(Cadence cadence) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PolicyFiles.Write(cadence))).AsSpan(0, 8));
}
