using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Web;

namespace Tact.Mail.Preferences;

/// <summary>A contact's own page, as it is shown.</summary>
public sealed record PreferenceModel
{
    /// <summary>What the layout shows around it: nobody is signed in.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Where its forms go.</summary>
    public required string Action { get; init; }

    /// <summary>Their name; empty when only an address is known.</summary>
    public required string Name { get; init; }

    /// <summary>Who writes to them.</summary>
    public required string Team { get; init; }

    /// <summary>The channel they chose.</summary>
    public string Channel { get; init; } = "";

    /// <summary>Days between contacts they chose.</summary>
    public string Every { get; init; } = "";

    /// <summary>Quiet until; empty when none.</summary>
    public string Until { get; init; } = "";

    /// <summary>The earliest day of quiet.</summary>
    public required string Tomorrow { get; init; }

    /// <summary>E-mail has stopped.</summary>
    public bool NoEmail { get; init; }

    /// <summary>Everything has stopped.</summary>
    public bool Nothing { get; init; }

    /// <summary>What was just done; null when nothing was.</summary>
    public string? Done { get; init; }

    /// <summary>What was wrong with it; null when nothing was.</summary>
    public string? Problem { get; init; }
}

/// <summary>
/// A contact's own page behind the link in a message: nobody signs in, the link is the key, looking changes nothing. A POST of
/// <c>List-Unsubscribe=One-Click</c> to the same address stops e-mail at once (RFC 8058).
/// </summary>
public static class PreferencePages
{
    private const string Limit = "preferences";
    private const int PerMinute = 60;
    private const long LargestForm = 16 * 1024;

    /// <summary>Registers how often one address may ask.</summary>
    public static void AddPreferences(this IServiceCollection services) => services.Configure<RateLimiterOptions>(limits =>
        limits.AddPolicy(Limit, http => RateLimitPartition.GetFixedWindowLimiter(Tries.OfAddress(http.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) })));

    /// <summary>Where it is.</summary>
    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup("/u").AllowAnonymous().RequireRateLimiting(Limit).DisableAntiforgery();
        page.MapGet("/{token}", (HttpContext http, Workspace workspace, string token) => Known(http, workspace, token) is { } contact ? Show(http, workspace, token, contact) : NotFound());
        page.MapPost("/{token}", Choose);
    }

    private static async Task<IResult> Choose(HttpContext http, Workspace workspace, string token)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestForm;
        if (Known(http, workspace, token) is not { } contact)
            return NotFound();
        if (!http.Request.HasFormContentType)
            return Results.BadRequest();
        var sent = new Sent(await http.Request.ReadFormAsync());
        if (sent.Text("List-Unsubscribe") == "One-Click")
        {
            ChoosePreferences.Stop(workspace, contact, StopScope.Email, "One-click unsubscribe in their mail program (RFC 8058).");
            return Show(http, workspace, token, contact, "No more e-mail from us. This holds from now on, for everyone here.");
        }

        return sent.Text("do") switch
        {
            "prefer" => Said(ChoosePreferences.Prefer(workspace, contact, sent.Text("channel"), int.TryParse(sent.Text("every"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null), "Noted. We keep to it."),
            "pause" => Said(ChoosePreferences.Pause(workspace, contact, sent.Day("until")), "Noted. You hear nothing from us until then."),
            "no-email" => Said(ChoosePreferences.Stop(workspace, contact, StopScope.Email, $"No e-mail: {ChoosePreferences.Evidence}."), "No more e-mail from us. This holds from now on, for everyone here."),
            "nothing" => Said(ChoosePreferences.Stop(workspace, contact, StopScope.All, $"Nothing at all: {ChoosePreferences.Evidence}."), "You will not hear from us again, on no way and from nobody here. Thank you for telling us."),
            "data" => Asked(),
            _ => Show(http, workspace, token, contact),
        };

        IResult Said<T>(Result<T> result, string done) => result is Result<T>.Ok ? Show(http, workspace, token, contact, done)
            : Show(http, workspace, token, contact, problem: result is Result<T>.Invalid { Problems: [var first, ..] } ? first.Text : "That could not be kept. Please write to us.");

        IResult Asked()
        {
            ChoosePreferences.AskForData(workspace, contact);
            return Show(http, workspace, token, contact, "Noted. You get what we keep about you, to this address.");
        }
    }

    private static long? Known(HttpContext http, Workspace workspace, string token)
    {
        var headers = http.Response.Headers;
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return PreferenceLink.Read(workspace.Data, token) is { } contact && workspace.Data.Read(session => session.Scalar<long?>("select id from contacts where id = @contact and erased_at is null", new { contact })) is not null ? contact : null;
    }

    private static IResult NotFound() => Pages.Page<ProblemPage>(ProblemModel.NotFound(null), StatusCodes.Status404NotFound);

    private static IResult Show(HttpContext http, Workspace workspace, string token, long contact, string? done = null, string? problem = null)
    {
        var model = workspace.Data.Read(session =>
        {
            var file = ContactFile.Open(session, workspace, contact)!;
            var person = file.Person;
            var today = workspace.Now.InZone(file.Zone).Date;
            var team = session.Scalar<string>("select m.name from outgoing o join mailboxes m on m.id = o.mailbox_id where o.contact_id = @contact and m.name <> '' order by o.id desc limit 1", new { contact });
            var quiet = person.QuietUntil is { } until && until > today ? until : (LocalDate?)null;
            return new PreferenceModel
            {
                Frame = new PageFrame { Title = "Hearing from us" }, Action = $"/u/{token}", Name = file.Contact.Name.Contains('@', StringComparison.Ordinal) ? "" : file.Contact.Name, Team = team ?? "us", Tomorrow = LocalDatePattern.Iso.Format(today.PlusDays(1)),
                Channel = person.Preference?.Channel is { } channel ? Names.Of(channel) : "", Every = person.Preference?.EveryDays?.ToString(CultureInfo.InvariantCulture) ?? "", Until = quiet is { } day ? LocalDatePattern.Iso.Format(day) : "",
                NoEmail = person.StoppedEmail, Nothing = person.StoppedAll, Done = done, Problem = problem,
            };
        });
        return Pages.Page<PreferencePage>(model, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
