using Microsoft.AspNetCore.Mvc;
using System.Globalization;
using Tact.Api;
using Tact.Mail.Outbox;
using Tact.Web;

namespace Tact.Library;

/// <summary>An asset to add or change. What is left out stays as it is, an empty text clears it.</summary>
/// <param name="Kind">article, insight, case, answer, introduction, invitation, card or favour.</param>
/// <param name="Does">What it does for the receiver, in one sentence.</param>
/// <param name="FreshUntil">The last day on which it can be given, yyyy-MM-dd.</param>
/// <param name="KindFor">Stall reasons for which it is kind: D1 to D8, or their words.</param>
public sealed record AssetBody(
    string? Title = null, string? Kind = null, string? Does = null, string? Text = null, string? Link = null, IReadOnlyList<string>? Topics = null, IReadOnlyList<string>? Industries = null, IReadOnlyList<string>? Helps = null,
    string? Language = null, string? FreshUntil = null, IReadOnlyList<string>? KindFor = null)
{
    /// <summary>As the use case takes it.</summary>
    public AssetInput ToInput() => new()
    {
        Title = Title, Kind = Kind, Does = Does, Text = Text, Link = Link, Topics = Joined(Topics), Industries = Joined(Industries), Helps = Joined(Helps), Language = Language, FreshUntil = FreshUntil, KindFor = Joined(KindFor),
    };

    private static string? Joined(IReadOnlyList<string>? words) => words is null ? null : string.Join(", ", words);
}

/// <summary>Nothing more to say.</summary>
public sealed record ArchiveBody;

/// <summary>The library over REST.</summary>
public static class LibraryRoutes
{
    private const long LargestFile = AttachFile.MostBytes + (64 * 1024);

    /// <summary>The routes.</summary>
    public static void MapLibrary(this IEndpointRouteBuilder api)
    {
        var library = api.MapGroup("").WithTags("Library");
        library.MapGet("/library", (Visit visit, string? q, string? kind, string? topic, string? language, string? show, long? before, int? limit) =>
            Answer.Json(ListAssets.Run(visit.Workspace, visit.Actor, new AssetFilter(q, kind, topic, language, show, before, limit ?? AssetFilter.Usual)))).Gives<AssetsListed>("The library, the newest first; q searches titles, texts and topics, show is current, stale, archived or all");
        library.Post<AssetBody, AssetShown>("/library", "Adds something of value", (visit, body, workspace) => SaveAsset.Run(workspace, visit.Actor, null, body.ToInput()));
        library.MapGet("/library/{id:long}", (Visit visit, long id) => Answer.Json(ShowAsset.Run(visit.Workspace, visit.Actor, Number(id)))).Gives<AssetShown>("One asset with its text, to how many it was given and what came after");
        library.PatchOn<AssetBody, AssetShown>("/library/{id:long}", "Changes an asset", (visit, id, body, workspace) => SaveAsset.Run(workspace, visit.Actor, id, body.ToInput()));
        library.PostOn<ArchiveBody, AssetShown>("/library/{id:long}/archive", "Puts an asset away: it is offered to nobody any more", (visit, id, _, workspace) => ArchiveAsset.Run(workspace, visit.Actor, Number(id)));
        library.PostOn<ArchiveBody, AssetShown>("/library/{id:long}/restore", "Takes an asset out again", (visit, id, _, workspace) => ArchiveAsset.Restore(workspace, visit.Actor, Number(id)));
        library.MapGet("/library/{id:long}/file", (Visit visit, long id) => Download(visit, id) ?? Answer.Problem(404, "Not found", $"Asset {id} has no file.")).WithSummary("The file of an asset").Produces<byte[]>(200, "application/octet-stream").Fails(400, 401, 404);
        library.MapPut("/library/{id:long}/file", Keep).WithMetadata(new RequestSizeLimitAttribute(LargestFile)).Accepts<byte[]>("application/octet-stream", "*/*").WithSummary("Keeps a file with an asset, in place of the one before; the body is the file").Produces<AssetFile>().Fails(400, 401, 403, 404);
        library.MapPost("/library/import", Import).WithMetadata(new RequestSizeLimitAttribute(2 * ImportAssets.MostBytes)).Accepts<string>("text/csv")
            .WithSummary("Brings in a CSV file; with one mistake in it nothing is kept").Produces<AssetsImported>(StatusCodes.Status201Created).Fails(400, 401, 403, 409, 422);
        library.MapGet("/contacts/{contact}/suggestions", (Visit visit, string contact, long? followUp) => Answer.Json(SuggestFor.Run(visit.Workspace, visit.Actor, contact, followUp))).Gives<SuggestionsShown>("What to bring somebody, with the reasons; when nothing fits, what to look for");
    }

    /// <summary>The file of an asset as a download, whatever it is: a browser keeps it and shows nothing of it; null when there is none.</summary>
    public static IResult? Download(Visit visit, long id)
    {
        if (visit.Workspace.Data.Read(session => AssetContent.Of(session, id)) is not { } found)
            return null;
        var headers = visit.Http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        return Results.File(found.Content, "application/octet-stream", found.File.Name);
    }

    private static async Task<IResult> Keep(Visit visit, long id, string? name)
    {
        using var content = new MemoryStream();
        await visit.Http.Request.Body.CopyToAsync(content, visit.Http.RequestAborted);
        return Answer.Json(AssetContent.Keep(visit.Workspace, visit.Actor, id, name ?? "file", visit.Http.Request.ContentType, content.ToArray()));
    }

    private static async Task<IResult> Import(Visit visit)
    {
        using var content = new MemoryStream();
        await visit.Http.Request.Body.CopyToAsync(content, visit.Http.RequestAborted);
        var file = content.ToArray();
        return Once.Run(visit.Http, visit.Workspace, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), StatusCodes.Status201Created, workspace => ImportAssets.Run(workspace, visit.Actor, file));
    }

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
