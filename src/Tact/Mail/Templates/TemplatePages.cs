using Tact.Accounts;
using Tact.Mail.Outbox;
using Tact.Web;

namespace Tact.Mail.Templates;

/// <summary>The pages of the team's templates.</summary>
public static class TemplatePages
{
    private const int LongestBody = 20_000;

    /// <summary>Where they are.</summary>
    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        app.MapGet("/templates", List);
        app.MapGet("/templates/new", (Visit visit) => Pages.Page<SmallFormPage>(Form(visit, null, visit.Form("/templates"), new TemplateInput("", "", ""))));
        app.MapPost("/templates/new", (Visit visit) => Save(visit, null));
        app.MapGet("/templates/{id:long}", (Visit visit, long id) => visit.Answer(
            visit.Workspace.Data.Read(session => TeamTemplates.Find(session, id.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            template => Pages.Page<SmallFormPage>(Form(visit, id, visit.Form("/templates"), new TemplateInput(template.Name, template.Subject, template.Body))),
            _ => visit.NotFound()));
        app.MapGet("/templates/way-out", (Visit visit) => Pages.Page<SmallFormPage>(WayOutForm(visit, visit.Form("/templates"), visit.Workspace.Data.Read(WayOut.Of).Every.ToString(System.Globalization.CultureInfo.InvariantCulture)))).RequireAuthorization(AccountRoutes.Admin);
        app.MapPost("/templates/way-out", SetWayOut).RequireAuthorization(AccountRoutes.Admin);
        app.MapPost("/templates/{id:long}", (Visit visit, long id) => Save(visit, id));
    }

    private static IResult List(Visit visit) => Pages.Page<ListPage>(new ListModel
    {
        Frame = visit.Frame("Templates"), Heading = "Templates", Intro = "A template begins a message; the rest is about the one person it goes to. Each ends with an easy way to say no.", Act = new Choice("/templates/new", "New template"), Also = [new("/outbox", "Outbox"), .. visit.User.Role == "admin" ? (Choice[])[new("/templates/way-out", "The way out")] : []],
        Columns = ["Name", "Subject"], None = "No template yet.",
        Rows = [.. visit.Workspace.Data.Read(TeamTemplates.All).Select(template => new ListRow(template.Name, $"/templates/{template.Id}", null, [template.Subject]))],
    });

    private static async Task<IResult> Save(Visit visit, long? id)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        var sent = new Sent(form);
        if (id is { } gone && sent.Text("act") == "remove")
            return visit.Answer(TeamTemplates.Remove(visit.Workspace, gone), removed => Site.SaidThen(visit.Http, "/templates", $"“{removed.Name}” is taken away."), _ => visit.NotFound());
        var input = new TemplateInput(sent.Text("name"), sent.Text("subject"), sent.Text("body"));
        return visit.Answer(
            TeamTemplates.Save(visit.Workspace, visit.Actor, id, input),
            saved => Site.SaidThen(visit.Http, "/templates", $"“{saved.Name}” is saved."),
            problems => Pages.Page<SmallFormPage>(Form(visit, id, visit.Form("/templates", problems, sent.Text("id")), input), StatusCodes.Status422UnprocessableEntity));
    }

    private static async Task<IResult> SetWayOut(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            WayOut.Set(visit.Workspace, visit.Actor, long.TryParse(sent.Text("every"), System.Globalization.CultureInfo.InvariantCulture, out var every) ? every : null),
            _ => Site.SaidThen(visit.Http, "/templates", "Noted. Messages that were released already stay as they are."),
            problems => Pages.Page<SmallFormPage>(WayOutForm(visit, visit.Form("/templates", problems, sent.Text("id")), sent.Text("every") ?? ""), StatusCodes.Status422UnprocessableEntity));
    }

    private static SmallForm WayOutForm(Visit visit, FormState form, string every) => new()
    {
        Frame = visit.Frame("The way out"), Form = form, Action = "/templates/way-out", Heading = "The way out",
        Intro = "A sentence and a link with which they choose how and how often they hear from you, or not at all. The first message to somebody carries it, and each so many after it. The answer to a mail of theirs does not, and does not count: they asked.",
        Fields = [new("every", "Every how many messages", every) { Type = "number", Least = "1", Hint = "1 is every message; 4 unless you choose another." }],
    };

    private static SmallForm Form(Visit visit, long? id, FormState form, TemplateInput input) => new()
    {
        Frame = visit.Frame("Template"), Form = form, Action = id is null ? "/templates/new" : $"/templates/{id}", Heading = id is null ? "New template" : "Change a template",
        Intro = $"Fields that are filled in: {string.Join(", ", MessageText.Fields.Select(field => $"{{{{{field.Name}}}}}"))}. One that is not known of a person stops the message.",
        Fields =
        [
            new("name", "Name", input.Name), new("subject", "Subject", input.Subject) { Optional = true }, new("body", "Text", input.Body) { Lines = 14, Longest = LongestBody },
            .. id is null ? (FieldModel[])[] : [new("act", "And then", "save") { Options = [new("save", "Keep it"), new("remove", "Take this template away")] }],
        ],
    };
}
