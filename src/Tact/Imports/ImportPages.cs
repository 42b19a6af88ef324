using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tact.Accounts;
using Tact.Api;
using Tact.Exports;
using Tact.Storage;
using Tact.Web;

namespace Tact.Imports;

/// <summary>Import on the web: choose a file, see row by row what would happen, import with progress, take it back. And the same for programs.</summary>
public static class ImportPages
{
    const long LargestFile = 2L * 1024 * 1024 * 1024;
    internal const int RowsShown = 100;

    /// <summary>Registers the background work.</summary>
    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportWork>();
        services.AddSingleton<DryRuns>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportWork>());
        services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = LargestFile);
    }

    /// <summary>The pages.</summary>
    public static void MapImports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/import", (Visit visit) => Start(visit, visit.Form("/import")));
        app.MapPost("/import", Upload).WithMetadata(new RequestSizeLimitAttribute(LargestFile));
        app.MapGet("/import/{id:long}", Show);
        app.MapPost("/import/{id:long}/columns", Columns);
        app.MapPost("/import/{id:long}/run", Run);
        app.MapPost("/import/{id:long}/drop", Drop);
        app.MapPost("/import/{id:long}/undo", Undo);
        app.MapGet("/import/{id:long}/problems.csv", Problems);
        app.MapGet("/export.{form}", Export);
    }

    static IResult Start(Visit visit, FormState form, int status = StatusCodes.Status200OK) => Pages.Page<ImportStartPage>(
        new ImportStartModel(visit.Frame("Import", Section.Import), form, visit.Workspace.Data.Read(session => session
            .Query<ImportBatch.Row>($"select {ImportBatch.Columns} from imports where @all = 1 or by_user = @me order by id desc limit 50", new { all = visit.Actor.SeesTeam ? 1L : 0L, me = visit.User.Id })
            .ConvertAll(row => new ListRow(row.FileName, $"/import/{row.Id}", null,
            [
                When.LongDay(Instant.FromUnixTimeMilliseconds(row.StartedAt).InZone(visit.Zone).Date), Number(row.Created), Number(row.Updated), Number(row.Skipped),
                row.State switch { "waiting" => "to be looked at", "running" => "being imported", "done" => "imported", var state => state },
            ])))),
        status);

    static async Task<IResult> Upload(Visit visit, ImportWork work)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        if (form.Files["file"] is not { Length: > 0 } file)
            return Start(visit, visit.Form("/import", [new Problem("file", "Choose a file that is not empty.")]), StatusCodes.Status422UnprocessableEntity);
        var input = new ImportInput { FileName = Path.GetFileName(file.FileName), Owner = visit.User.Email, Tag = new Sent(form).Text("tag") };
        return visit.Answer(
            ImportContacts.Receive(visit.Workspace, visit.Actor, file.OpenReadStream, input),
            batch => Site.SeeOther($"/import/{batch}"),
            problems => Start(visit, visit.Form("/import", problems), StatusCodes.Status422UnprocessableEntity));
    }

    static ImportBatch.Row? Find(Visit visit, long id) => visit.Workspace.Data.Read(session => session.One<ImportBatch.Row>(
        $"select {ImportBatch.Columns} from imports where id = @id and (@all = 1 or by_user = @me)", new { id, all = visit.Actor.SeesTeam ? 1L : 0L, me = visit.User.Id }));

    static async Task<IResult> Show(Visit visit, DryRuns dryRuns, long id, long? after)
    {
        if (Find(visit, id) is not { } row)
            return visit.NotFound();
        var model = new ImportModel
        {
            Frame = visit.Frame(row.FileName, Section.Import), Form = visit.Form("/import"), Batch = row.Id, FileName = row.FileName, State = row.State,
            Progress = row.State == "running" ? new(row.RowsDone, row.RowsTotal ?? 0) : null,
        };
        if (row.State is "running" or "undoing")
            model = model with { Frame = model.Frame with { LookAgainAfter = 2 } };
        if (row.State is "undoing" or "undone")
        {
            var (left, names) = Left(visit, row.Id);
            model = row.State == "undone" ? model with { Kept = left, KeptNames = names } : model with { Progress = new(Math.Max(0, row.Created - left), row.Created) };
        }
        if (row.State == "waiting")
            return Pages.Page<ImportPage>(WithDryRun(row, model, await dryRuns.Look(visit, row, after ?? 0)));
        if (row.State is not ("done" or "undone" or "failed"))
            return Pages.Page<ImportPage>(model);
        var rows = visit.Workspace.Data.Read(session => session.Query<(long Row, string Action, string? Who, string? Why)>(
            """
            select r.row_number, r.action, c.name, r.why
            from import_rows r
            left join contacts c on c.id = r.contact_id
            where r.import_id = @id
              and r.row_number > @after
            order by r.row_number
            limit @limit
            """,
            new { id = row.Id, after = after ?? 0, limit = RowsShown + 1 }));
        return Pages.Page<ImportPage>(model with
        {
            Report = ImportBatch.Report(visit.Workspace, row.Id) is Result<ImportReport>.Ok { Value: var report } ? report : null,
            Rows = [.. rows.Take(RowsShown).Select(one => new RowReport(one.Row, one.Action, one.Who, one.Why))],
            More = rows.Count > RowsShown ? $"/import/{row.Id}?after={rows[RowsShown - 1].Row}" : null,
        });
    }

    static (long Count, IReadOnlyList<string> Names) Left(Visit visit, long id) => visit.Workspace.Data.Read(session => (
        session.Scalar<long>("select count(*) from contacts where import_id = @id", new { id }),
        (IReadOnlyList<string>)session.Query<string>("select name from contacts where import_id = @id order by id limit 5", new { id })));

    static ImportModel WithDryRun(ImportBatch.Row row, ImportModel model, DryRunLook look)
    {
        if (look.Done is { } rows)
            return model with { Progress = new(rows, Math.Max(rows, row.RowsTotal ?? 0)), Frame = model.Frame with { LookAgainAfter = 2 } };
        if (look.Seen is not { Survey: var survey, Report: var report, Rows: var shown })
            return model;
        return model with
        {
            Report = report,
            Columns = survey.Columns,
            ReadAs = $"{(survey.Layout == ExportLayout.Other ? "Read by its column names" : $"Recognised as an export of {survey.Layout}")}, letters {survey.Encoding}, {Separator(survey.Separator)} between the values.",
            Rows = [.. shown.Take(RowsShown)],
            More = shown.Count > RowsShown ? $"/import/{row.Id}?after={shown[RowsShown - 1].Row}" : null,
        };
    }

    internal static ImportInput InputOf(Visit visit, ImportBatch.Row row) => new()
    {
        FileName = row.FileName, Owner = visit.User.Email, Tag = row.Tag, Mapping = JsonSerializer.Deserialize<ImportMapping>(row.Mapping!, ImportBatch.Format)!,
    };

    static async Task<IResult> Columns(Visit visit, long id)
    {
        if (Find(visit, id) is not { State: "waiting" } row)
            return visit.NotFound();
        var form = await visit.Http.Request.ReadFormAsync();
        var input = InputOf(visit, row);
        if (ImportContacts.Opened(visit.Workspace, () => new PartsStream(visit.Workspace.Data, id), input) is not Result<ImportFile>.Ok { Value: { Survey: var survey } })
            return visit.NotFound();
        var columns = new Dictionary<string, ImportField>();
        foreach (var column in survey.Columns)
            if (Enum.TryParse<ImportField>(form[$"column{column.Index}"], out var field) && Enum.IsDefined(field))
                columns[column.Name] = field;
        var mapping = JsonSerializer.Serialize(input.Mapping with { Columns = columns }, ImportBatch.Format);
        visit.Workspace.Data.Write(session => session.Execute("update imports set mapping = @mapping where id = @id and state = 'waiting'", new { mapping, id }));
        return Site.SeeOther($"/import/{id}");
    }

    static IResult Run(Visit visit, long id, ImportWork work)
    {
        if (Find(visit, id) is null)
            return visit.NotFound();
        return visit.Answer(ImportContacts.Release(visit.Workspace, id), batch =>
        {
            work.Ask(batch);
            return Site.SeeOther($"/import/{batch}");
        }, problems => Said(visit, id, problems));
    }

    static IResult Said(Visit visit, long id, IReadOnlyList<Problem> problems) => Site.SaidThen(visit.Http, $"/import/{id}", string.Join(" ", problems.Select(problem => problem.Text)));

    static IResult Drop(Visit visit, long id)
    {
        if (Find(visit, id) is not { State: "waiting" })
            return visit.NotFound();
        ImportBatch.Forget(visit.Workspace, id);
        return Site.SaidThen(visit.Http, "/import", "The file was thrown away; nothing was imported.");
    }

    static IResult Undo(Visit visit, long id, ImportWork work) => Find(visit, id) is null ? visit.NotFound() : visit.Answer(
        UndoImport.Ask(visit.Workspace, visit.Actor, id),
        batch =>
        {
            work.Ask(batch);
            return Site.SeeOther($"/import/{batch}");
        },
        problems => Said(visit, id, problems));

    static IResult Problems(Visit visit, long id)
    {
        if (Find(visit, id) is not { } row)
            return visit.NotFound();
        var report = row.State == "waiting"
            ? ImportContacts.DryRun(visit.Workspace, visit.Actor, () => new PartsStream(visit.Workspace.Data, id), InputOf(visit, row))
            : ImportBatch.Report(visit.Workspace, id);
        return Results.Stream(stream =>
        {
            using var buffer = new MemoryStream();
            using (var csv = new CsvExport(buffer))
            {
                csv.Write("Line", "Column", "Problem");
                foreach (var problem in report is Result<ImportReport>.Ok { Value.Problems: var all } ? all : [])
                    csv.Write(problem.Row.ToString(CultureInfo.InvariantCulture), problem.Field, problem.Problem);
            }
            return stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length)).AsTask();
        }, "text/csv; charset=utf-8", $"import-{id}-problems.csv");
    }

    // The writers are synchronous; a file on disk between them and the connection keeps memory flat.
    static IResult Export(Visit visit, string form)
    {
        if (form is not ("csv" or "json"))
            return visit.NotFound();
        var path = Path.Combine(Path.GetTempPath(), $"tact-{Guid.NewGuid():N}.{form}");
        return visit.Answer(
            ExportWorkspace.ToFile(visit.Workspace, visit.Actor, path),
            _ => Results.Stream(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 65536, FileOptions.DeleteOnClose), form == "csv" ? "text/csv; charset=utf-8" : "application/json", $"tact.{form}"),
            _ => visit.NotFound());
    }

    static string Separator(char separator) => separator switch { ',' => "a comma", ';' => "a semicolon", '\t' => "a tab", '|' => "a bar", var other => $"“{other}”" };

    static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>The REST API: send a CSV file, ask how far it is, take it back.</summary>
    public static void MapImportsApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/imports", Send).WithMetadata(new RequestSizeLimitAttribute(LargestFile)).Accepts<string>("text/csv")
            .WithSummary("Imports a CSV file, or says what an import would do").Produces<ImportState>(StatusCodes.Status202Accepted).Produces<ImportReport>().Fails(400, 401, 403, 422);
        api.MapGet("/imports/{id:long}", (Visit visit, long id) => Find(visit, id) is { } row ? Answer.Json<ImportState>(StateOf(visit, row)) : Answer.Json(new Result<ImportState>.NotFound($"There is no import {id}."))).Gives<ImportState>("How far an import is");
        api.PostOn<EmptyBody, UndoneImport>("/imports/{id:long}/undo", "Takes an import back, whole", (visit, id, _, workspace) => UndoImport.Run(workspace, visit.Actor, id));
    }

    static ImportState StateOf(Visit visit, ImportBatch.Row row) => new(
        row.Id, row.FileName, row.State, row.RowsDone, row.RowsTotal, ImportBatch.Report(visit.Workspace, row.Id) is Result<ImportReport>.Ok { Value: var report } ? report : null);

    // The body is the file. It is kept on disk while it arrives, since it is read more than once.
    static async Task<IResult> Send(Visit visit, ImportWork work, string? fileName, string? owner, string? tag, bool? dryRun)
    {
        var path = Path.Combine(Path.GetTempPath(), $"tact-{Guid.NewGuid():N}.csv");
        try
        {
            await using (var kept = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                await visit.Http.Request.Body.CopyToAsync(kept, visit.Http.RequestAborted);
            var input = new ImportInput { FileName = Path.GetFileName(fileName ?? "import.csv"), Owner = owner ?? visit.User.Email, Tag = tag };
            string fingerprint;
            await using (var file = File.OpenRead(path))
                fingerprint = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, visit.Http.RequestAborted));
            if (dryRun == true)
                return Once.Run(visit.Http, visit.Workspace, fingerprint, StatusCodes.Status200OK, workspace => ImportContacts.DryRun(workspace, visit.Actor, () => File.OpenRead(path), input));
            return Once.Run(
                visit.Http, visit.Workspace, fingerprint, StatusCodes.Status202Accepted, workspace => Begin(workspace, visit, work, () => File.OpenRead(path), input), begun => $"/api/v1/imports/{begun.Batch}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Starting it is the transaction that keeps the answer, so that no doubt starts it twice. Until then it counts as not
    // arrived: after a power cut the next start removes it, and the sender, who has no answer, sends it again.
    static Result<ImportState> Begin(Workspace workspace, Visit visit, ImportWork work, Func<Stream> open, ImportInput input)
    {
        var settings = workspace.Data.Read(session => ImportContacts.Settings(session, workspace, visit.Actor, input));
        return settings.Then(with => ImportContacts.Opened(workspace, open, input).Then<ImportState>(file =>
        {
            var batch = ImportBatch.Keep(workspace, with, input, file.Survey, open, "receiving");
            var begun = workspace.Data.Write<Result<ImportState>>(session =>
            {
                session.Execute("update imports set state = 'running', worker = null where id = @batch", new { batch });
                return new ImportState(batch, input.FileName, "running", 0, file.Survey.Rows, new ImportReport(batch, 0, 0, 0, 0, new(0, 0, 0), []));
            });
            work.Ask(batch);
            return begun;
        }));
    }
}

/// <summary>What is known of a dry run: that it is under way and how many rows it has looked at, or what it said; neither when the file cannot be read.</summary>
readonly record struct DryRunLook(long? Done, DryRunSeen? Seen);

/// <summary>Dry runs go on in the background when they take longer than a reader likes to wait; the page then shows how far they are.</summary>
sealed class DryRuns(ImportWork work)
{
    readonly ConcurrentDictionary<(long Batch, string Mapping, long After), Lazy<UnderWay>> underWay = [];

    /// <summary>How long a request waits for one.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Begins a dry run, or looks how far it is.</summary>
    public async Task<DryRunLook> Look(Visit visit, ImportBatch.Row row, long after)
    {
        var (workspace, actor, input, key) = (visit.Workspace, visit.Actor, ImportPages.InputOf(visit, row), (row.Id, row.Mapping!, after));
        var one = underWay.GetOrAdd(key, _ => new(() => new UnderWay(seen => work.Looked(row.Id, row.Mapping!, after, () => Run(workspace, actor, row.Id, input, after, seen))))).Value;
        if (await Task.WhenAny(one.Work, Task.Delay(Patience)) != one.Work)
            return new(one.Rows, null);
        underWay.TryRemove(key, out _);
        return new(null, await one.Work);
    }

    static DryRunSeen? Run(Workspace workspace, Actor actor, long batch, ImportInput input, long after, Action seen)
    {
        Func<Stream> open = () => new PartsStream(workspace.Data, batch);
        if (ImportContacts.Opened(workspace, open, input) is not Result<ImportFile>.Ok { Value: { Survey: var survey } })
            return null;
        var rows = new List<RowReport>();
        return ImportContacts.DryRun(workspace, actor, open, input, one =>
        {
            seen();
            if (one.Row > after && rows.Count <= ImportPages.RowsShown)
                rows.Add(one);
        }) is Result<ImportReport>.Ok { Value: var report } ? new DryRunSeen(survey, report, rows) : null;
    }

    sealed class UnderWay
    {
        long rows;

        public UnderWay(Func<Action, DryRunSeen?> look) => Work = OwnThread.Run(() => look(() => Interlocked.Increment(ref rows)));

        public Task<DryRunSeen?> Work { get; }

        public long Rows => Interlocked.Read(ref rows);
    }
}

/// <summary>How far an import is, over REST.</summary>
/// <param name="State">receiving, waiting, running, done, undoing or undone.</param>
public sealed record ImportState(long Batch, string FileName, string State, long RowsDone, long? RowsTotal, ImportReport? Report);
