using Microsoft.AspNetCore.Diagnostics;
using Tact.Storage;

namespace Tact.Api;

/// <summary>The REST API under <c>/api/v1</c>: thin doors to the same use cases as the pages and the command line.</summary>
public static class ApiRoutes
{
    /// <summary>Registers what the API needs.</summary>
    public static void AddApi(this IServiceCollection services)
    {
    }

    /// <summary>Failures and bare statuses under <c>/api</c> as problem+json.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(http => http.Request.Path.StartsWithSegments("/api"), api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Failed });
        api.UseStatusCodePages(context => Bare(context.HttpContext));
    });

    /// <summary>The routes.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
    }

    private static Task Failed(HttpContext http) => (http.Features.Get<IExceptionHandlerFeature>()?.Error switch
    {
        BadHttpRequestException { StatusCode: 413 } => Answer.Problem(413, "Too large", "That is larger than one request may be."),
        BadHttpRequestException wrong => Answer.Problem(wrong.StatusCode, "Cannot be read", wrong.Message),
        DataProblem wrong => Answer.Problem(503, "The data cannot be used", wrong.Message),
        _ => Answer.Problem(500, "Something broke on our side", $"What you sent may not have been saved. If you report it, this helps to find it: {System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier}"),
    }).ExecuteAsync(http);

    private static Task Bare(HttpContext http) => (http.Response.StatusCode switch
    {
        404 => Answer.Problem(404, "Not found", "There is nothing at this address."),
        405 => Answer.Problem(405, "Not this way", $"{http.Request.Method} is not understood at this address."),
        415 => Answer.Problem(415, "Not JSON", "Send a body of type application/json."),
        400 => Answer.Problem(400, "Cannot be read", "The request cannot be read."),
        var status => Answer.Problem(status, "Not done", "The request was not carried out."),
    }).ExecuteAsync(http);
}
