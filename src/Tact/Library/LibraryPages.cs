using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tact.Core;
using Tact.Core.FollowUps;
using Tact.Mail.Outbox;
using Tact.Storage;
using Tact.Web;

namespace Tact.Library;

/// <summary>The pages of the library.</summary>
public static class LibraryPages
{
    private const long LargestForm = AttachFile.MostBytes + (1024 * 1024);
    // room to say in words that a file is too large
    private const long LargestList = 2 * ImportAssets.MostBytes;
    private const int MostPeople = 20;
    private const int MostOffers = 12;

    private static readonly string[] FieldNames = ["title", "kind", "does", "link", "text", "topics", "industries", "helps", "language", "fresh-until"];

    /// <summary>Where they are.</summary>
    public static void MapLibraryPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/library", List);
        app.MapGet("/library/offers", Offers);
        app.MapGet("/library/new", (Visit visit, string? title) => Draw(visit, null, visit.Form("/library"), new Dictionary<string, string> { ["title"] = title ?? "" }, [], null));
        app.MapPost("/library/new", (Visit visit) => Save(visit, null)).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        app.MapGet("/library/import", (Visit visit) => Pages.Page<ImportAssetsPage>(new ImportAssetsModel(visit.Frame("Bring in a file"), visit.Form("/library"), [])));
        app.MapPost("/library/import", Import).WithMetadata(new RequestSizeLimitAttribute(LargestList));
        app.MapGet("/library/{id:long}", Show);
        app.MapGet("/library/{id:long}/file", (Visit visit, long id) => LibraryRoutes.Download(visit, id) ?? visit.NotFound());
        app.MapGet("/library/{id:long}/edit", Edit);
        app.MapPost("/library/{id:long}/edit", (Visit visit, long id) => Save(visit, id)).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        app.MapPost("/library/{id:long}/archive", Archive);
    }

    private static IResult List(Visit visit, string? q, string? kind, string? topic, string? language, string? show, long? before)
    {
        var filter = new AssetFilter(Blank(q), Blank(kind), Blank(topic), Blank(language), Blank(show) is { } shown and not "current" ? shown : null, before);
        var listed = ListAssets.Run(visit.Workspace, visit.Actor, filter);
        var page = (listed as Result<AssetsListed>.Ok)?.Value ?? new AssetsListed([], null);
        return Pages.Page<LibraryPage>(new LibraryModel(
            visit.Frame("Library"), filter with { Before = null }, page.Assets,
            page.More is { } at ? $"/library?q={Uri.EscapeDataString(q ?? "")}&kind={Uri.EscapeDataString(kind ?? "")}&topic={Uri.EscapeDataString(topic ?? "")}&language={Uri.EscapeDataString(language ?? "")}&show={Uri.EscapeDataString(show ?? "")}&before={at}" : null, (listed as Result<AssetsListed>.Invalid)?.Problems[0].Text));
    }

    /// <summary>Titles for what is being typed, but not what this person has; as the choices of a field.</summary>
    private static IResult Offers(Visit visit, string? q, long? contact)
    {
        var found = visit.Workspace.Data.Read(session =>
        {
            var given = contact is { } person ? Gifts.Of(session, person) : [];
            var today = visit.Today;
            return ListAssets.Rows(session, visit.Workspace, new AssetFilter(q is { Length: > 200 } ? q[..200] : q), MostOffers + given.Count).Where(row => !given.Contains(row.Id) && !row.ToAsset().IsStale(today)).Take(MostOffers).ToList();
        });
        var encoder = System.Text.Encodings.Web.HtmlEncoder.Default;
        return Results.Content(string.Concat(found.Select(row => $"<option value=\"{encoder.Encode(row.Title)}\">{encoder.Encode(row.Does)}</option>")), "text/html; charset=utf-8");
    }

    private static IResult Show(Visit visit, long id)
    {
        var model = visit.Workspace.Data.Read(session => AssetRow.Of(session, id) is not { } row ? null : new AssetModel(
            visit.Frame(row.Title), visit.Form($"/library/{id}"), ShowAsset.One(session, visit.Workspace, visit.Actor, row), [.. row.ToAsset().KindFor.Select(reason => $"{StallReasons.Of(reason).Name} ({StallReasons.Of(reason).Id})")],
            session.Query<(long Contact, string Name, long At, long? Answered, long? Owner, long? Giver)>(
                """
                select g.contact_id, c.name, g.at, g.answered_at, f.owner_id, t.by_user
                from asset_gifts g
                join contacts c on c.id = g.contact_id
                join timeline t on t.id = g.entry_id
                left join follow_ups f on f.id = t.follow_up_id
                where g.asset_id = @id
                  and c.erased_at is null
                order by g.at desc, g.entry_id desc
                limit @most
                """,
                new { id, most = PersonalGifts.IsPersonal(row.KindFor) ? int.MaxValue : MostPeople })
                .Where(one => !PersonalGifts.IsPersonal(row.KindFor) || PersonalGifts.MaySee(visit.Actor, one.Owner, one.Giver)).Take(MostPeople).Select(one => new GivenTo(one.Contact, one.Name, Day(visit, one.At), one.Answered is { } answered ? Day(visit, answered) : null)).ToList(), PersonalGifts.IsPersonal(row.KindFor)));
        return model is null ? visit.NotFound() : Pages.Page<AssetPage>(model);
    }

    private static IResult Edit(Visit visit, long id)
    {
        if (ShowAsset.Run(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture)) is not Result<AssetShown>.Ok { Value: var asset } || asset.Id != id)
            return visit.NotFound();
        if (!asset.MayChange)
            return Pages.Page<ProblemPage>(ProblemModel.NotYours(Visit.Viewer(visit.User), "Sellers change what they added themselves. Ask a manager, or whoever added it."), StatusCodes.Status403Forbidden);
        var values = new Dictionary<string, string>
        {
            ["title"] = asset.Title, ["kind"] = asset.Kind, ["does"] = asset.Does, ["link"] = asset.Link ?? "", ["text"] = asset.Text ?? "", ["topics"] = string.Join(", ", asset.Topics), ["industries"] = string.Join(", ", asset.Industries),
            ["helps"] = string.Join(", ", asset.Helps), ["language"] = asset.Language ?? "", ["fresh-until"] = asset.FreshUntil ?? "",
        };
        return Draw(visit, id, visit.Form($"/library/{id}"), values, asset.KindFor, asset.File);
    }

    private static async Task<IResult> Save(Visit visit, long? id)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        var sent = new Sent(form);
        var kindFor = form["kind-for"].OfType<string>().ToArray();
        var fields = FieldNames.ToDictionary(name => name, name => sent.Text(name) ?? "");
        NewFile? file = null;
        if (form.Files["file"] is { Length: > 0 } uploaded)
        {
            using var content = new MemoryStream();
            await uploaded.CopyToAsync(content);
            file = new NewFile(uploaded.FileName, uploaded.ContentType, content.ToArray());
        }

        var input = new AssetInput
        {
            Title = fields["title"], Kind = fields["kind"], Does = fields["does"], Link = fields["link"], Text = fields["text"], Topics = fields["topics"], Industries = fields["industries"], Helps = fields["helps"],
            Language = fields["language"], FreshUntil = fields["fresh-until"], KindFor = string.Join(", ", kindFor),
        };
        return visit.Answer(
            SaveAsset.Run(visit.Workspace, visit.Actor, id, input, file).Then(saved => file is null && sent.Text("remove-file") is not null ? AssetContent.Remove(visit.Workspace, visit.Actor, saved.Id).Then<AssetShown>(_ => saved) : saved),
            saved => Site.SaidThen(visit.Http, $"/library/{saved.Id}", id is null ? $"“{saved.Title}” is in the library." : $"“{saved.Title}” is saved."),
            problems => Draw(visit, id, visit.Form(id is null ? "/library" : $"/library/{id}", problems, sent.Text("id")), fields, kindFor, null, StatusCodes.Status422UnprocessableEntity));
    }

    private static async Task<IResult> Archive(Visit visit, long id)
    {
        var back = new Sent(await visit.Http.Request.ReadFormAsync()).Text("back") == "yes";
        var named = id.ToString(CultureInfo.InvariantCulture);
        return visit.Answer(
            back ? ArchiveAsset.Restore(visit.Workspace, visit.Actor, named) : ArchiveAsset.Run(visit.Workspace, visit.Actor, named),
            asset => Site.SaidThen(visit.Http, $"/library/{id}", asset.Archived ? $"“{asset.Title}” is put away." : $"“{asset.Title}” can be given again."), _ => visit.NotFound());
    }

    private static async Task<IResult> Import(Visit visit)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        using var content = new MemoryStream();
        if (form.Files["file"] is { } file)
            await file.CopyToAsync(content);
        return visit.Answer(
            ImportAssets.Run(visit.Workspace, visit.Actor, content.ToArray()),
            imported => Site.SaidThen(visit.Http, "/library", $"{Words.Count(imported.Rows, "row", "rows")}: {imported.Added} added, {imported.Changed} changed, {imported.Unchanged} there already."),
            problems => Pages.Page<ImportAssetsPage>(
                new ImportAssetsModel(visit.Frame("Bring in a file"), visit.Form("/library", problems.Where(problem => problem.Field == "file")), [.. problems.Where(problem => problem.Field != "file")]), StatusCodes.Status422UnprocessableEntity));
    }

    private static IResult Draw(Visit visit, long? id, FormState form, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> kindFor, AssetFile? file, int status = StatusCodes.Status200OK) => Pages.Page<AssetFormPage>(
        new AssetFormModel(visit.Frame(id is null ? "Add something of value" : "Change it"), form, id, values, [.. StallReasons.All.Select(stall => (Names.Of(stall.Reason), $"{stall.Name} ({stall.Id})", kindFor.Contains(Names.Of(stall.Reason))))], file), status);

    private static string Day(Visit visit, long at) => When.Day(Instant.FromUnixTimeMilliseconds(at).InZone(visit.Zone).Date, visit.Today);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
