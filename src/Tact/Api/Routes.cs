using System.Text.Json;
using System.Text.Json.Serialization;
using Tact.Commands;
using Tact.Web;

namespace Tact.Api;

/// <summary>How every route of the API is written: what it reads, what it gives, how it fails.</summary>
public static class Routes
{
    private static readonly JsonSerializerOptions Format = new(CommandLine.JsonFormat)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    /// <summary>Says in the description what a GET gives.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, string summary) => route.WithSummary(summary).Produces<T>().Fails(400, 401, 403, 404);

    /// <summary>A POST with a body; <paramref name="work"/> gets the workspace in which it is done once.</summary>
    public static RouteHandlerBuilder Post<TBody, T>(this IEndpointRouteBuilder api, string pattern, string summary, Func<Visit, TBody, Workspace, Result<T>> work, int status = StatusCodes.Status201Created)
        where TBody : class =>
        api.PostMany<TBody, T>(pattern, summary, (visit, body, workspace) => Task.FromResult(work(visit, body, workspace)), status);

    /// <summary>A POST that many send at once: while its work waits for the disk it keeps no thread, so that those who wait share one sync.</summary>
    public static RouteHandlerBuilder PostMany<TBody, T>(this IEndpointRouteBuilder api, string pattern, string summary, Func<Visit, TBody, Workspace, Task<Result<T>>> work, int status = StatusCodes.Status201Created)
        where TBody : class =>
        api.MapPost(pattern, (Visit visit) => Do(visit, work, status)).Described<TBody, T>(summary, status);

    /// <summary>A POST with a body about the thing with a number.</summary>
    public static RouteHandlerBuilder PostOn<TBody, T>(this IEndpointRouteBuilder api, string pattern, string summary, Func<Visit, long, TBody, Workspace, Result<T>> work)
        where TBody : class =>
        api.MapPost(pattern, (Visit visit, long id) => Do<TBody, T>(visit, (v, body, workspace) => Task.FromResult(work(v, id, body, workspace)), 200)).Described<TBody, T>(summary, 200);

    /// <summary>A POST about a contact, meant by id, e-mail or unique name.</summary>
    public static RouteHandlerBuilder PostAbout<TBody, T>(this IEndpointRouteBuilder api, string pattern, string summary, Func<Visit, string, TBody, Workspace, Result<T>> work)
        where TBody : class =>
        api.MapPost(pattern, (Visit visit, string contact) => Do<TBody, T>(visit, (v, body, workspace) => Task.FromResult(work(v, contact, body, workspace)), 201)).Described<TBody, T>(summary, 201);

    /// <summary>A PATCH of a contact.</summary>
    public static RouteHandlerBuilder PatchOf<TBody, T>(this IEndpointRouteBuilder api, string pattern, string summary, Func<Visit, string, TBody, Workspace, Result<T>> work)
        where TBody : class =>
        api.MapPatch(pattern, (Visit visit, string contact) => Do<TBody, T>(visit, (v, body, workspace) => Task.FromResult(work(v, contact, body, workspace)), 200)).Described<TBody, T>(summary, 200);

    /// <summary>A PATCH of the thing with a number.</summary>
    public static RouteHandlerBuilder PatchOn<TBody, T>(this IEndpointRouteBuilder api, string pattern, string summary, Func<Visit, long, TBody, Workspace, Result<T>> work)
        where TBody : class =>
        api.MapPatch(pattern, (Visit visit, long id) => Do<TBody, T>(visit, (v, body, workspace) => Task.FromResult(work(v, id, body, workspace)), 200)).Described<TBody, T>(summary, 200);

    private static async Task<IResult> Do<TBody, T>(Visit visit, Func<Visit, TBody, Workspace, Task<Result<T>>> work, int status)
        where TBody : class
    {
        var request = visit.Http.Request;
        string text;
        using (var reader = new StreamReader(request.Body, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true)))
        {
            try
            {
                text = await reader.ReadToEndAsync(visit.Http.RequestAborted);
            }
            catch (System.Text.DecoderFallbackException)
            {
                return Answer.Problem(400, "Cannot be read", "The body is not UTF-8.");
            }
        }

        if (text.Length > 0 && !request.HasJsonContentType())
            return Answer.Problem(415, "Not JSON", "Send a body of type application/json.");
        // no name, address or note holds this character, and PostgreSQL keeps none of it
        if (text.Contains("\\u0000", StringComparison.Ordinal))
            return Answer.Problem(400, "Cannot be used", "The text holds the character NUL, which cannot be kept. Take it out and send it again.");
        TBody? body;
        try
        {
            body = JsonSerializer.Deserialize<TBody>(text.Length == 0 ? "{}" : text, Format);
        }
        catch (JsonException wrong)
        {
            var field = wrong.Path is { Length: > 2 } path ? path[2..] : "";
            return Answer.Problem(400, "Cannot be read", "The body is not the JSON this route reads; see problems.", [new Problem(field, InWords(wrong))]);
        }

        if (body is null)
            return Answer.Problem(400, "Cannot be read", "The body is not the JSON this route reads.", [new Problem("", "Send an object.")]);
        return HttpMethods.IsPost(request.Method)
            ? await Once.RunAsync(visit.Http, visit.Workspace, text, status, workspace => work(visit, body, workspace))
            : Answer.Json(await work(visit, body, visit.Workspace), status);
    }

    // the serialiser's own sentence names our types; the first half of it is enough to find the mistake
    private static string InWords(JsonException wrong) =>
        wrong.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "There is no such field."
        : wrong.Message.Contains("missing required", StringComparison.Ordinal) ? $"A required field is missing: {string.Join(", ", wrong.Message.Split('\'').Where((_, i) => i % 2 == 1).Skip(1))}."
        : wrong.Message.Contains("allow setting null values", StringComparison.Ordinal) || wrong.Message.Contains("disallows null", StringComparison.Ordinal) || wrong.Message.Contains("doesn't allow null", StringComparison.Ordinal) ? "This field needs a value."
        : wrong.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? "That is another kind of value than this field takes."
        : $"It is not well-formed JSON, at line {(wrong.LineNumber ?? 0) + 1}, character {(wrong.BytePositionInLine ?? 0) + 1}.";

    private static RouteHandlerBuilder Described<TBody, T>(this RouteHandlerBuilder route, string summary, int status)
        where TBody : notnull =>
        route.WithSummary(summary).Accepts<TBody>("application/json").Produces<T>(status).Fails(400, 401, 403, 404, 409, 422);

    /// <summary>Says in the description with which statuses a route may fail.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<ProblemDocument>(status, "application/problem+json");
        return route;
    }
}
