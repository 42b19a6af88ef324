using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tact.Api;
using Tact.Commands;
using Tact.Web;

namespace Tact.Laws;

/// <summary>A consent over REST; days are 2026-03-14.</summary>
public sealed record ConsentBody(string Channel, string Evidence, string? Kind = null, string? On = null, string? Until = null);

/// <summary>The end of a consent over REST.</summary>
public sealed record WithdrawBody(string Channel, string Evidence);

/// <summary>The law of a person: a place such as US-FL, and company, sole-trader or consumer; <c>none</c> lets what is on record tell.</summary>
public sealed record ContactLawBody(string? Place = null, string? As = null);

/// <summary>The law of the workspace: a place, and brought-in or always.</summary>
public sealed record WorkspaceLawBody(string? Place = null, string? Screening = null);

/// <summary>Lists, consent and laws over REST.</summary>
public static class LawRoutes
{
    private const long LargestList = 8L * 1024 * 1024 * 1024;

    /// <summary>The routes.</summary>
    public static void MapLaws(this IEndpointRouteBuilder api)
    {
        var laws = api.MapGroup("").WithTags("Law");
        laws.MapGet("/screen", (Visit visit) => Answer.Json<IReadOnlyList<ListShown>>(new Result<IReadOnlyList<ListShown>>.Ok(ScreenLists.All(visit.Workspace)))).Gives<IReadOnlyList<ListShown>>("The do-not-call lists and their age");
        laws.MapPost("/screen", Send).WithMetadata(new RequestSizeLimitAttribute(LargestList)).Accepts<string>("text/csv")
            .WithSummary("Brings in a do-not-call list; the body is the file (admins)").Produces<ListBroughtIn>(StatusCodes.Status201Created).Fails(400, 401, 403, 409, 422);
        laws.PostAbout<ConsentBody, RecordedConsent>("/contacts/{contact}/consents", "Records that somebody agreed to e-mail or calls, with the evidence", (visit, contact, body, workspace) =>
            RecordConsent.Run(workspace, visit.Actor, contact, new ConsentInput(body.Channel, body.Kind, body.Evidence, Day(visit, body.On, "on"), Day(visit, body.Until, "until"))));
        laws.PostAbout<WithdrawBody, RecordedConsent>("/contacts/{contact}/consents/withdraw", "Records that they no longer agree", (visit, contact, body, workspace) => RecordConsent.Withdraw(workspace, visit.Actor, contact, body.Channel, body.Evidence));
        laws.PatchOf<ContactLawBody, LawSet>("/contacts/{contact}/law", "Chooses which law holds for a person", (visit, contact, body, workspace) => SetLaw.ForContact(workspace, visit.Actor, contact, body.Place, body.As));
        laws.MapGet("/laws", (Visit visit) => Answer.Json(ShowLaws.List(visit.Workspace, visit.Actor))).Gives<IReadOnlyList<LawShown>>("The laws, with how many people come under each (managers and admins)");
        laws.MapGet("/laws/breaches", (Visit visit, string? after) => Answer.Json(ShowLaws.Breaches(visit.Workspace, visit.Actor, after))).Gives<BreachesListed>("What was recorded outside a no or a law, newest first (admins)");
        laws.MapGet("/laws/setting", (Visit visit) => Answer.Json<LawSet>(SetLaw.Workspace(visit.Workspace))).Gives<LawSet>("What is chosen for the workspace");
        laws.Post<WorkspaceLawBody, LawSet>("/laws/setting", "Chooses the law for everybody whose address tells no country (admins)", (visit, body, workspace) => SetLaw.ForWorkspace(workspace, visit.Actor, body.Place, body.Screening), 200);
        laws.MapGet("/laws/{id}", (string id) => Answer.Json(ShowLaws.One(id))).Gives<LawShown>("One law in plain words, with its sources");
    }

    private static LocalDate? Day(Visit visit, string? text, string field) => CommandLine.ReadDate(text, field, visit.Today);

    // the body is the file; it is kept on disk while it arrives, since its beginning is read twice
    private static async Task<IResult> Send(Visit visit, string? list, string? asOf, string? country, string? fileName)
    {
        var path = Path.Combine(Path.GetTempPath(), $"tact-{Guid.NewGuid():N}.csv");
        try
        {
            await using (var kept = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                await visit.Http.Request.Body.CopyToAsync(kept, visit.Http.RequestAborted);
            var input = new ListInput(list ?? "", Day(visit, asOf, "asOf"), Path.GetFileName(fileName ?? "list.csv"), country);
            string fingerprint;
            await using (var file = File.OpenRead(path))
                fingerprint = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, visit.Http.RequestAborted));
            return Once.Run(visit.Http, visit.Workspace, fingerprint, StatusCodes.Status201Created, workspace => BringInList.Run(workspace, visit.Actor, () => File.OpenRead(path), input));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
