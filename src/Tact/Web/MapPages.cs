using Microsoft.AspNetCore.Antiforgery;
using Tact.Absences;
using Tact.Brief;
using Tact.Cadences;
using Tact.Companies;
using Tact.Contacts;
using Tact.Etiquette;
using Tact.FollowUps;
using Tact.Homework;
using Tact.Imports;
using Tact.Laws;
using Tact.Library;
using Tact.Mail.Inbox;
using Tact.Mail.Mailboxes;
using Tact.Mail.Outbox;
using Tact.Rehearsal;
using Tact.Search;
using Tact.Simulation;
using Tact.Team;
using Tact.Templates;
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
        pages.MapPlan();
        pages.MapWaiting();
        pages.MapPeople();
        pages.MapPeoplePages();
        pages.MapCompanies();
        pages.MapFollowUps();
        pages.MapTouches();
        pages.MapUndo();
        pages.MapSearch();
        pages.MapTeam();
        pages.MapSimulation();
        pages.MapEtiquette();
        pages.MapLeave();
        pages.MapImports();
        pages.MapLawPages();
        pages.MapCadences();
        pages.MapInbox();
        pages.MapMailboxes();
        pages.MapProviderSignIn();
        pages.MapOutbox();
        pages.MapTemplates();
        pages.MapHomework();
        pages.MapRehearsals();
        pages.MapLibraryPages();
        pages.MapBrief();
        Tact.Messages.MessagePages.MapMessageCheckPages(pages);
    }

    /// <summary>A form whose token is not this browser's is answered before anybody reads it.</summary>
    public static void UseOwnForms(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    /// <summary>Every form sent to these routes must carry this browser's antiforgery token, and counts once.</summary>
    public static RouteGroupBuilder WithOwnForms(this RouteGroupBuilder routes) => routes.AddEndpointFilter(FormsAreOurs);

    private static async ValueTask<object?> FormsAreOurs(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method))
            return await next(call);
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await http.RequestServices.GetRequiredService<SentForms>().Take(http, () => next(call))
            : Results.StatusCode(StatusCodes.Status400BadRequest);
    }
}
