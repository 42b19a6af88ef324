using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Tact.Web;

/// <summary>What all pages share: headers that keep strangers out, plain pages for what went wrong, forms, and the sentence about what was saved.</summary>
public static class Site
{
    const string SaidCookie = "tact-said";

    // Tabler draws its form marks from data: images in its style sheet, and what was just recorded is heard before it is kept (blob:); everything else comes from here or not at all.
    const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Registers what the pages need.</summary>
    public static void AddSite(this IServiceCollection services) => services.AddSingleton<SentForms>().AddAntiforgery(options =>
    {
        options.Cookie.Name = "tact-form";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.FormFieldName = "__RequestVerificationToken";
        options.SuppressXFrameOptionsHeader = true;
    });

    /// <summary>Sends the security headers with every answer.</summary>
    public static void UseSiteHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // no name, address or number holds this character, and PostgreSQL keeps none of it
        if (http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
            http.Request.QueryString = new QueryString(http.Request.QueryString.Value.Replace("%00", "", StringComparison.Ordinal));
        return next(http);
    });

    /// <summary>Answers 413 before anything is read. The server then takes in the rest for a few seconds, so that the sender reads the answer and not a broken connection.</summary>
    public static void UseSizeLimit(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } limit || !(http.Request.ContentLength > limit.MaxRequestBodySize))
            return next(http);
        limit.MaxRequestBodySize = null;
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });

    /// <summary>
    /// Plain pages for failures and for statuses without a body. <paramref name="viewer"/> tells who is signed in, so that the page keeps its navigation.
    /// Requests under <c>/api</c> are left to their own adapter.
    /// </summary>
    public static void UseProblemPages(this IApplicationBuilder app, Func<HttpContext, Viewer?> viewer)
    {
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/api"), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = http => Failed(http, viewer(http)) });
            pages.UseStatusCodePages(context => Empty(context.HttpContext, viewer(context.HttpContext)));
        });
    }

    static Task Failed(HttpContext http, Viewer? viewer)
    {
        var failure = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (failure is Storage.DataProblem problem)
            return Show(http, ProblemModel.DataTrouble(viewer, problem.Message), StatusCodes.Status503ServiceUnavailable);
        if (failure is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
            return Show(http, ProblemModel.TooLarge(viewer), StatusCodes.Status413PayloadTooLarge);
        return failure is AntiforgeryValidationException or BadHttpRequestException or InvalidDataException
            ? Show(http, ProblemModel.Expired(viewer), StatusCodes.Status400BadRequest)
            : Show(http, ProblemModel.Broken(viewer, System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier), StatusCodes.Status500InternalServerError);
    }

    static Task Empty(HttpContext http, Viewer? viewer) => http.Response.StatusCode switch
    {
        StatusCodes.Status403Forbidden => Show(http, ProblemModel.NotAllowed(viewer), StatusCodes.Status403Forbidden),
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => Show(http, ProblemModel.NotFound(viewer), http.Response.StatusCode),
        StatusCodes.Status400BadRequest => Show(http, ProblemModel.Expired(viewer), StatusCodes.Status400BadRequest),
        StatusCodes.Status413PayloadTooLarge => Show(http, ProblemModel.TooLarge(viewer), StatusCodes.Status413PayloadTooLarge),
        _ => Task.CompletedTask,
    };

    static Task Show(HttpContext http, ProblemModel problem, int status) => Pages.Page<ProblemPage>(problem, status).ExecuteAsync(http);

    /// <summary>A form's hidden fields for this request. <paramref name="back"/> is followed only when it is an address of ours.</summary>
    public static FormState Form(HttpContext http, string? back = null, IEnumerable<Problem>? problems = null, string? key = null) => new()
    {
        Token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken!,
        Back = Local(back) ?? "/today",
        Key = string.IsNullOrEmpty(key) ? Guid.NewGuid().ToString("N") : key,
        Problems = problems?.GroupBy(problem => problem.Field).ToDictionary(field => field.Key, field => string.Join(" ", field.Select(problem => problem.Text))) ?? [],
    };

    /// <summary>The address when it leads to a page of ours; null when it leads anywhere else.</summary>
    public static string? Local(string? address) => address is ['/', not ('/' or '\\'), ..] or "/" && !address.Contains('\\', StringComparison.Ordinal) && !address.Any(char.IsControl) ? address : null;

    /// <summary>Goes to <paramref name="address"/> and says there what was saved; <paramref name="undo"/> names the entry that <c>u</c> takes back.</summary>
    public static IResult SaidThen(HttpContext http, string address, string text, string? undo = null)
    {
        var said = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new[] { text.Length > 400 ? text[..400] : text, undo }));
        http.Response.Cookies.Append(SaidCookie, said, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(2), IsEssential = true });
        return SeeOther(address);
    }

    /// <summary>Goes on to a page of ours after a form (303).</summary>
    public static IResult SeeOther(string address) => new Onward(Local(address) ?? "/today");

    /// <summary>Where a result leads on to; null when it draws a page itself.</summary>
    internal static string? AddressOf(object? result) => (result as Onward)?.Address;

    sealed class Onward(string address) : IResult
    {
        public string Address => address;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }

    /// <summary>What the last form said, once.</summary>
    public static Said? TakeSaid(HttpContext http)
    {
        if (http.Request.Cookies[SaidCookie] is not { } cookie) return null;

        http.Response.Cookies.Delete(SaidCookie);
        try
        {
            return JsonSerializer.Deserialize<string?[]>(Convert.FromBase64String(cookie)) is [{ } text, var undo]
                ? new Said(text, undo, undo is null ? null : http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken)
                : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }
}
