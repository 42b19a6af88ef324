using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Tact.Api;
using Tact.Web;

namespace Tact.Accounts;

/// <summary>
/// Tells who sends a request: pages by the session cookie, <c>/api</c> by a bearer token only, so that no other site can
/// act through a browser's cookie. Strangers are led to the sign-in page, or to the first-run page of an empty workspace.
/// </summary>
public sealed class SignInScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, Sessions sessions, ApiTokens tokens, FirstRun firstRun, ServeOptions serve)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "tact";

    private bool IsApi => Request.Path.StartsWithSegments("/api");

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var who = IsApi ? FromHeader() : Request.Cookies[Sessions.Cookie] is { Length: > 0 } token ? sessions.Find(token) : null;
        if (who is null)
            return Task.FromResult(AuthenticateResult.NoResult());
        Context.Features.Set(who);
        Context.Features.Set(who.User);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, who.User.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Role, who.User.Role)], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsApi)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            return Answer.Problem(401, "Who are you?", "Send an API token: \"Authorization: Bearer …\". Make one on your account page, or with: tact token add EMAIL --name N").ExecuteAsync(Context);
        }

        var back = HttpMethods.IsGet(Request.Method) && Request.Path != "/" ? "?back=" + Uri.EscapeDataString(Request.Path + Request.QueryString) : "";
        return Site.SeeOther(serve.Demo && Request.Path != "/sign-out" ? "/demo" + back : firstRun.IsNeeded() ? "/first-run" : "/sign-in" + back).ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return IsApi ? Answer.Problem(403, "Not allowed", "Your role does not include this.").ExecuteAsync(Context) : Task.CompletedTask;
    }

    private SignedIn? FromHeader() =>
        Request.Headers.Authorization.ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? tokens.Find(header[7..].Trim()) : null;
}
