using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Tact.Accounts;
using Tact.Web;

namespace Tact.Mail.Mailboxes;

/// <summary>Signing in at a mailbox's provider, there and back, and the team's own client ids.</summary>
public static class SignInPages
{
    private const string Cookie = "tact-provider";
    private const string Back = "/mailboxes/signed-in";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Where they are.</summary>
    public static void MapProviderSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mailboxes/{id:long}/sign-in", There);
        app.MapGet(Back, AndBack);
        var admin = app.MapGroup("/mailboxes/providers").RequireAuthorization(AccountRoutes.Admin);
        admin.MapGet("", (Visit visit) => Pages.Page<SmallFormPage>(Clients(visit, visit.Form("/mailboxes"), new Dictionary<string, string>())));
        admin.MapPost("", Set);
    }

    private static IResult There(Visit visit, long id)
    {
        if (visit.Workspace.Data.Read(session => Mailboxes.Of(session, id)) is not { } box || !box.MayChange(visit.Actor))
            return visit.NotFound();
        return visit.Answer(
            visit.Http.RequestServices.GetRequiredService<AccessTokens>().Begin(box, Address(visit)),
            signingIn =>
            {
                visit.Http.Response.Cookies.Append(
                    Cookie, Protector(visit).Protect(JsonSerializer.Serialize(new Underway(id, signingIn.State, signingIn.Verifier)), Patience),
                    new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = visit.Http.Request.IsHttps, MaxAge = Patience, Path = Back });
                return Results.Redirect(signingIn.Address);
            },
            problems => Site.SaidThen(visit.Http, "/mailboxes", string.Join(" ", problems.Select(problem => problem.Text))));
    }

    private static async Task<IResult> AndBack(Visit visit, string? code, string? state, string? error, string? error_description)
    {
        var kept = visit.Http.Request.Cookies[Cookie];
        visit.Http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = Back });
        if (error is not null)
            return Site.SaidThen(visit.Http, "/mailboxes", $"The provider said: {error_description ?? error}. Nothing was connected.");
        if (Read(visit, kept) is not { } underway || code is null || !Accounts.Secret.Same(Accounts.Secret.Hash(underway.State), Accounts.Secret.Hash(state ?? "")))
            return Site.SaidThen(visit.Http, "/mailboxes", "That sign-in took too long or was not begun here. Begin again.");
        if (visit.Workspace.Data.Read(session => Mailboxes.Of(session, underway.Mailbox)) is not { } box || !box.MayChange(visit.Actor))
            return visit.NotFound();
        return visit.Answer(
            await visit.Http.RequestServices.GetRequiredService<AccessTokens>().Finish(box, code, underway.Verifier, Address(visit)),
            address => Site.SaidThen(visit.Http, "/mailboxes", $"{address} is connected. It takes a moment until its mail is here."),
            problems => Site.SaidThen(visit.Http, "/mailboxes", string.Join(" ", problems.Select(problem => problem.Text))));
    }

    private static async Task<IResult> Set(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            OAuthProvider.SetClient(visit.Workspace, visit.Actor, sent.Text("provider") ?? "", sent.Text("client-id") ?? "", sent.Text("client-secret")),
            _ => Site.SaidThen(visit.Http, "/mailboxes", "Kept. Mailboxes of that provider can be signed in now."),
            problems => Pages.Page<SmallFormPage>(Clients(visit, visit.Form("/mailboxes", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity));
    }

    private static SmallForm Clients(Visit visit, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame("Sign-in at providers", Section.Inbox), Form = form, Action = "/mailboxes/providers", Heading = "Sign-in at providers",
        Intro = $"Google and Microsoft let a program read mail when its owner signs in with them. For that they want to know the program: register one there, with the return address {Address(visit)}, and enter what they give you.",
        Fields =
        [
            new("provider", "Provider", sent.GetValueOrDefault("provider") ?? "google") { Options = [new("google", "Google"), new("microsoft", "Microsoft")] },
            new("client-id", "Client id", sent.GetValueOrDefault("client-id")),
            new("client-secret", "Client secret") { Type = "password", Optional = true, Hint = "Kept encrypted. Microsoft calls it the value of a client secret." },
        ],
    };

    private static Underway? Read(Visit visit, string? kept)
    {
        try
        {
            return kept is null ? null : JsonSerializer.Deserialize<Underway>(Protector(visit).Unprotect(kept));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(Visit visit) => visit.Http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("provider sign-in", visit.User.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToTimeLimitedDataProtector();

    private static string Address(Visit visit) => $"{visit.Http.Request.Scheme}://{visit.Http.Request.Host}{Back}";

    private sealed record Underway(long Mailbox, string State, string Verifier);
}
