using Tact.Companies;
using Tact.Contacts;
using Tact.FollowUps;
using Tact.Imports;
using Tact.Search;
using Tact.Team;
using Tact.Today;
using Tact.Touches;
using Tact.Waiting;

namespace Tact.Web;

/// <summary>Every page for signed-in people, feature by feature.</summary>
public static class PageRoutes
{
    /// <summary>Maps them; the caller asks for sign-in on the group. Every form that is sent must carry this session's antiforgery token.</summary>
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").WithOwnForms();
        pages.MapToday();
        pages.MapWaiting();
        pages.MapPeople();
        pages.MapPeoplePages();
        pages.MapCompanies();
        pages.MapFollowUps();
        pages.MapTouches();
        pages.MapUndo();
        pages.MapSearch();
        pages.MapTeam();
        pages.MapImports();
    }

    /// <summary>Every form sent to these routes must carry this browser's antiforgery token.</summary>
    public static RouteGroupBuilder WithOwnForms(this RouteGroupBuilder routes) => routes.AddEndpointFilter(FormsAreOurs);

    private static async ValueTask<object?> FormsAreOurs(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (http.Request.ContentLength > http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        return HttpMethods.IsPost(http.Request.Method) && !await http.RequestServices.GetRequiredService<Microsoft.AspNetCore.Antiforgery.IAntiforgery>().IsRequestValidAsync(http)
            ? Results.StatusCode(StatusCodes.Status400BadRequest)
            : await next(call);
    }
}
