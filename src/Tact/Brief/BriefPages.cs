using System.Globalization;
using Tact.Api;
using Tact.Web;

namespace Tact.Brief;

/// <summary>The page before a contact, and the same by REST.</summary>
public static class BriefPages
{
    /// <summary>Where the page is; <c>/contacts/…/brief</c>, as the API names people, leads there too.</summary>
    public static void MapBrief(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people/{id:long}/brief", (Visit visit, long id) => visit.Answer(
            GatherBrief.Run(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture)),
            brief => Pages.Page<BriefPage>(new BriefModel(
                visit.Frame($"Brief: {brief.Name}", Section.People), brief, Site.Local(visit.Http.Request.Query["back"]) ?? $"/people/{id}", brief.FollowUp is { } followUp ? $"/follow-ups/{followUp}/record?back=/today&outcome" : null)),
            _ => visit.NotFound()));
        app.MapGet("/contacts/{id:long}/brief", (long id) => Site.SeeOther($"/people/{id}/brief"));
    }

    /// <summary>The route of the API.</summary>
    public static void MapBriefApi(this IEndpointRouteBuilder api) => api.MapGroup("").WithTags("Homework")
        .MapGet("/contacts/{contact}/brief", (Visit visit, string contact) => Answer.Json(GatherBrief.Run(visit.Workspace, visit.Actor, contact))).Gives<BriefShown>("The one page before a contact: at most 220 words for a normal contact, made only of what is on record");
}
