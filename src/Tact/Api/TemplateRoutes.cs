using System.Globalization;
using Tact.Templates;
using Tact.Web;

namespace Tact.Api;

/// <summary>The team's templates over REST.</summary>
public static class TemplateRoutes
{
    /// <summary>The routes.</summary>
    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Messages");
        api.MapGet("/templates", (Visit visit) => Answer.Json<IReadOnlyList<TemplateShown>>(visit.Workspace.Data.Read(TeamTemplates.All))).Gives<IReadOnlyList<TemplateShown>>("The team's templates");
        api.MapGet("/templates/{id:long}/preview", (Visit visit, long id, string? contact) => Answer.Json(visit.Workspace.Data.Read(session => PreviewTemplate.Run(session, visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), contact))))
            .Gives<TemplatePreview>("A template as one person would get it, with what is not known of them and what only a person can write");
        api.Post<TemplateInput, TemplateShown>("/templates", "Adds a template", (visit, body, workspace) => TeamTemplates.Save(workspace, visit.Actor, null, body));
        api.PatchOn<TemplateInput, TemplateShown>("/templates/{id:long}", "Changes a template", (visit, id, body, workspace) => TeamTemplates.Save(workspace, visit.Actor, id, body));
        api.PostOn<CancelBody, TemplateShown>("/templates/{id:long}/remove", "Takes a template away", (visit, id, _, workspace) => TeamTemplates.Remove(workspace, visit.Actor, id));
    }
}
