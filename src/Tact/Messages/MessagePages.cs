using Tact.Accounts;
using Tact.Web;

namespace Tact.Messages;

/// <summary>The pages of the message check: its rules, and a place to look at a text.</summary>
public static class MessagePages
{
    /// <summary>Where they are.</summary>
    public static void MapMessageCheckPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/messages/rules", (Visit visit) => Rules(visit, visit.Form("/messages/rules")));
        app.MapPost("/messages/rules/{rule}", Set).RequireAuthorization(AccountRoutes.Admin);
        app.MapGet("/messages/check", (Visit visit, string? contact, string? kind) => Pages.Page<CheckPage>(Model(visit, visit.Form("/messages/check"), new TextToCheck(null, kind, contact))));
        app.MapPost("/messages/check", Check);
    }

    private static IResult Rules(Visit visit, FormState form, string? again = null, string? typed = null, int status = StatusCodes.Status200OK) => Pages.Page<RulesPage>(
        new RulesModel { Frame = visit.Frame("The message check"), Form = form, Rules = visit.Workspace.Data.Read(TeamTuning.Show), MaySet = visit.User.Role == "admin", Again = again, Typed = typed }, status);

    private static async Task<IResult> Set(Visit visit, string rule)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            TeamTuning.Set(visit.Workspace, visit.Actor, rule, sent.Text("set"), sent.Text("phrases")),
            saved => Site.SaidThen(visit.Http, $"/messages/rules#{saved.Id}", $"“{saved.Name}”: {RulesModel.Words(saved.Set)}."),
            problems => Rules(visit, visit.Form("/messages/rules", problems, sent.Text("id")), rule, sent.Text("phrases"), StatusCodes.Status422UnprocessableEntity));
    }

    private static async Task<IResult> Check(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var typed = new TextToCheck(sent.Text("text")?.ReplaceLineEndings("\n"), sent.Text("kind"), sent.Text("contact"), null, sent.Text("subject"));
        return visit.Answer(
            CheckText.Run(visit.Workspace, visit.Actor, typed),
            found => Pages.Page<CheckPage>(Model(visit, visit.Form("/messages/check"), typed) with { Found = found, Text = CheckText.Parted(typed).Text }),
            problems => Pages.Page<CheckPage>(Model(visit, visit.Form("/messages/check", problems, sent.Text("id")), typed), StatusCodes.Status422UnprocessableEntity));
    }

    private static CheckModel Model(Visit visit, FormState form, TextToCheck typed) => new() { Frame = visit.Frame("Look at a text"), Form = form, Typed = typed };
}
