using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Mail.Outbox;
using Tact.Web;

namespace Tact.Templates;

/// <summary>The pages of the team's templates.</summary>
public static partial class TemplatePages
{
    /// <summary>Where they are.</summary>
    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        app.MapGet("/templates", List);
        app.MapGet("/templates/new", (Visit visit, string? kind) => Pages.Page<TemplatePage>(New(visit, visit.Form("/templates"), new TemplateInput("", "", "", kind))));
        app.MapPost("/templates/new", (Visit visit) => Save(visit, null));
        app.MapGet("/templates/{id:long}", One);
        app.MapGet("/templates/way-out", (Visit visit) => Pages.Page<SmallFormPage>(WayOutForm(visit, visit.Form("/templates"), visit.Workspace.Data.Read(WayOut.Of).Every.ToString(CultureInfo.InvariantCulture)))).RequireAuthorization(AccountRoutes.Admin);
        app.MapPost("/templates/way-out", SetWayOut).RequireAuthorization(AccountRoutes.Admin);
        app.MapPost("/templates/{id:long}", (Visit visit, long id) => Save(visit, id));
    }

    private static IResult List(Visit visit, string? kind, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "for")] string? whom)
    {
        var (all, name) = visit.Workspace.Data.Read(session => (TeamTemplates.All(session),
            whom is not null && ResolveContact.From(session, whom) is Result<long>.Ok { Value: var id } ? session.Scalar<string>("select name from contacts where id = @id", new { id }) : null));
        var person = name is null ? null : whom;
        string Address(string? chosen) => $"/templates{(chosen, person) switch { (null, null) => "", (null, { } p) => $"?for={Uri.EscapeDataString(p)}", ({ } k, null) => $"?kind={k}", ({ } k, { } p) => $"?kind={k}&for={Uri.EscapeDataString(p)}" }}";
        return Pages.Page<TemplatesPage>(new TemplatesModel
        {
            Frame = visit.Frame("Templates"), For = person, Name = name, SetsUp = visit.User.Role == "admin",
            Kinds = [(new Choice(Address(null), "All"), all.Count, kind is null), .. TemplateWords.Kinds.Select(one => (new Choice(Address(one.Value), one.Words), all.Count(template => template.Kind == one.Value), kind == one.Value)).Where(one => one.Item2 > 0)],
            Groups = [.. all.Where(template => kind is null || template.Kind == kind).GroupBy(template => template.Kind).Select(group => (group.Key, (IReadOnlyList<TemplateShown>)[.. group]))],
        });
    }

    private static IResult One(Visit visit, long id, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "for")] string? whom)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        return visit.Answer(
            visit.Workspace.Data.Read(session => PreviewTemplate.Run(session, visit.Workspace, visit.Actor, number, null)),
            plain =>
            {
                var forThem = string.IsNullOrWhiteSpace(whom) ? null : visit.Workspace.Data.Read(session => PreviewTemplate.Run(session, visit.Workspace, visit.Actor, number, whom));
                var wrong = forThem switch { Result<TemplatePreview>.NotFound missing => missing.What, Result<TemplatePreview>.Invalid { Problems: [var problem, ..] } => problem.Text, _ => null };
                var template = plain.Template;
                return Pages.Page<TemplatePage>(Shown(visit, visit.Form("/templates"), (forThem as Result<TemplatePreview>.Ok)?.Value ?? plain, new TemplateInput(template.Name, template.Subject, template.Body, template.Kind, template.Purpose, template.Language, template.About)) with { For = (forThem as Result<TemplatePreview>.Ok)?.Value.Name ?? whom, WrongFor = wrong });
            },
            _ => visit.NotFound());
    }

    private static async Task<IResult> Save(Visit visit, long? id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        if (id is { } gone && sent.Text("act") == "remove")
            return visit.Answer(TeamTemplates.Remove(visit.Workspace, visit.Actor, gone), removed => Site.SaidThen(visit.Http, "/templates", $"“{removed.Name}” is taken away."), _ => visit.NotFound());
        var input = new TemplateInput(sent.Text("name") ?? "", sent.Text("subject") ?? "", sent.Text("body") ?? "", sent.Text("kind"), sent.Text("purpose"), sent.Text("language"), sent.Text("about") ?? "");
        return visit.Answer(
            TeamTemplates.Save(visit.Workspace, visit.Actor, id, input),
            saved => Site.SaidThen(visit.Http, $"/templates/{saved.Id}", $"“{saved.Name}” is saved."),
            problems =>
            {
                var form = visit.Form("/templates", problems, sent.Text("id"));
                var known = id is { } number && visit.Workspace.Data.Read(session => PreviewTemplate.Run(session, visit.Workspace, visit.Actor, number.ToString(CultureInfo.InvariantCulture), null)) is Result<TemplatePreview>.Ok { Value: var preview } ? preview : null;
                return Pages.Page<TemplatePage>(known is null ? New(visit, form, input) : Shown(visit, form, known, input), StatusCodes.Status422UnprocessableEntity);
            });
    }

    private static TemplateModel New(Visit visit, FormState form, TemplateInput input) => new() { Frame = visit.Frame("New template"), Form = form, Action = "/templates/new", Input = input };

    private static TemplateModel Shown(Visit visit, FormState form, TemplatePreview preview, TemplateInput input) => new()
    {
        Frame = visit.Frame(preview.Template.Name), Form = form, Action = $"/templates/{preview.Template.Id}", Input = input, Preview = preview, Subject = Marked(preview.Subject), Marked = Marked(preview.Text),
        WriteAddress = preview is { Contact: { } contact, Template.Kind: "email" or "letter" } && visit.Workspace.Data.Read(session => ComposePages.CanWrite(session, visit)) ? $"/people/{contact}/write?template={preview.Template.Id}" : null,
        MayChange = visit.Workspace.Data.Read(session => TeamTemplates.MayChange(session, visit.Actor, preview.Template.Id)),
        RehearseAddress = preview.Template.Kind is "voicemail" or "opening"
            ? $"/rehearsals/new?script={Uri.EscapeDataString(preview.Text)}&language={preview.Template.Language}{(preview.Contact is { } person ? $"&contact={person}" : "")}" : null,
    };

    /// <summary>The text, safe, with blanks and open fields marked.</summary>
    private static MarkupString Marked(string text) => new(Open().Replace(HtmlEncoder.Default.Encode(text).Replace("&#xA;", "\n", StringComparison.Ordinal).Replace("&#x2019;", "’", StringComparison.Ordinal), "<mark>$0</mark>"));

    private static async Task<IResult> SetWayOut(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            WayOut.Set(visit.Workspace, visit.Actor, long.TryParse(sent.Text("every"), CultureInfo.InvariantCulture, out var every) ? every : null),
            _ => Site.SaidThen(visit.Http, "/templates", "Noted. Messages that were released already stay as they are."),
            problems => Pages.Page<SmallFormPage>(WayOutForm(visit, visit.Form("/templates", problems, sent.Text("id")), sent.Text("every") ?? ""), StatusCodes.Status422UnprocessableEntity));
    }

    private static SmallForm WayOutForm(Visit visit, FormState form, string every) => new()
    {
        Frame = visit.Frame("The way out"), Form = form, Action = "/templates/way-out", Heading = "The way out",
        Intro = "A sentence and a link with which they choose how and how often they hear from you, or not at all. The first message to somebody carries it, and each so many after it. The answer to a mail of theirs does not, and does not count: they asked.",
        Fields = [new("every", "Every how many messages", every) { Type = "number", Least = "1", Hint = "1 is every message; 4 unless you choose another." }],
    };

    [GeneratedRegex(@"\[[^\[\]\n]{3,120}\](?!\()|\{\{[^{}\n]{1,60}\}\}")]
    private static partial Regex Open();
}
