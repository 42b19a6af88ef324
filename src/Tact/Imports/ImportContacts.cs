using Tact.Accounts;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>What a person says about an import.</summary>
public sealed record ImportInput
{
    /// <summary>The name of the file, for the record.</summary>
    public required string FileName { get; init; }

    /// <summary>E-mail address of the user who takes next steps whose owner the file does not name.</summary>
    public string? Owner { get; init; }

    /// <summary>A tag for everybody in the file.</summary>
    public string? Tag { get; init; }

    /// <summary>Columns, encoding, separator and dates, where the file was read wrongly.</summary>
    public ImportMapping Mapping { get; init; } = ImportMapping.Automatic;
}

/// <summary>How far an import is.</summary>
public sealed record ImportProgress(long Rows, long Total);

/// <summary>Brings the people of an export into the workspace, or says what that would do.</summary>
public static class ImportContacts
{
    /// <summary>Rows of a dry run that are looked up together.</summary>
    const int Together = 500;

    /// <summary>Says what an import would do; nothing is written.</summary>
    /// <param name="each">Gets every row's outcome, in the order of the file.</param>
    public static Result<ImportReport> DryRun(Workspace workspace, Actor actor, Func<Stream> open, ImportInput input, Action<RowReport>? each = null)
    {
        var settings = workspace.Data.Read(session => Settings(session, workspace, actor, input));
        return settings.Then(with => Opened(workspace, open, input)
            .Then<ImportReport>(file => workspace.Data.Read(session => Try(session, file, with, each))));
    }

    static ImportReport Try(Session session, ImportFile file, ImportSettings settings, Action<RowReport>? each)
    {
        // A second row about somebody is compared with the first, so those firsts are kept; nobody else is.
        var firsts = file.Rows().Where(row => row.SameAs is not null).Select(row => row.SameAs!.Value).ToHashSet();
        var kept = new Dictionary<long, PersonState>();
        var companies = new HashSet<string>(StringComparer.Ordinal);
        var tally = new Tally();
        var problems = new List<ImportProblem>(file.Survey.Notes);
        var known = KnownKeys.Now(session);
        foreach (var rows in file.Rows().Chunk(Together))
        {
            var ready = rows.Select(ReadyRow.Of).ToList();
            var matches = KnownPeople.Match(session, ready, known, problems.Add);
            var people = KnownPeople.Load(session, matches.Values.Distinct().ToList());
            var stops = WriteChunk.KnownStops(session, ready.Where(one => !matches.ContainsKey(one.Row.Line)), known);
            foreach (var row in rows)
            {
                var there = row.SameAs is { } line ? kept.GetValueOrDefault(line) : matches.TryGetValue(row.Line, out var id) ? people[id] : null;
                var plan = row.Subject == RowSubject.Company && row.Skipped is null ? Company(session, row, settings, companies)
                    : ImportPlan.Of(there is null && stops.TryGetValue(row.Line, out var scope) ? row with { OptOut = row.OptOut | scope } : row, there, settings);
                if (firsts.Contains(row.Line) && plan.Person is not null)
                    kept[row.Line] = plan.Person;
                tally.Count(plan.Action);
                tally.CountSuppressed(plan.Added?.Suppressed ?? (plan.Action == "created" ? plan.Row.OptOut : OptOutScope.None));
                problems.AddRange(row.Problems);
                problems.AddRange(plan.Problems);
                each?.Invoke(new(row.Line, plan.Action, plan.Person?.Display ?? row.Display, plan.Why));
            }
        }
        problems.AddRange(file.Afterwards);
        return tally.Report(null, problems);
    }

    static RowPlan Company(Session session, ImportRow row, ImportSettings settings, HashSet<string> companies)
    {
        var key = Core.Folded.Text(row.Company);
        var there = !companies.Add(key) || session.Scalar<long?>("select min(id) from companies where name_key = @key", new { key }) is not null;
        return WriteChunk.OfCompany(row, settings, there);
    }

    /// <summary>Imports a file. It is kept in the workspace until it is done, so that an interrupted import is finished later.</summary>
    public static Result<ImportReport> Run(Workspace workspace, Actor actor, Func<Stream> open, ImportInput input, Action<ImportProgress>? progress = null, CancellationToken stop = default) =>
        Take(workspace, actor, open, input).Then(taken => ImportBatch.Finish(workspace, taken.Batch, progress, stop, taken.File));

    /// <summary>Checks the file and takes it into the workspace, ready to be imported by <see cref="ImportBatch.Finish"/>; gives its batch number.</summary>
    public static Result<long> Start(Workspace workspace, Actor actor, Func<Stream> open, ImportInput input) => Take(workspace, actor, open, input).Then<long>(taken => taken.Batch);

    static Result<(long Batch, ImportFile File)> Take(Workspace workspace, Actor actor, Func<Stream> open, ImportInput input)
    {
        var settings = workspace.Data.Read(session => Settings(session, workspace, actor, input));
        return settings.Then(with => Opened(workspace, open, input).Then<(long, ImportFile)>(file => (ImportBatch.Keep(workspace, with, input, file.Survey, open, "running"), file)));
    }

    /// <summary>Takes a file into the workspace to be looked at first; <see cref="Release"/> starts it, or it is thrown away.</summary>
    public static Result<long> Receive(Workspace workspace, Actor actor, Func<Stream> open, ImportInput input)
    {
        var draft = input with { Mapping = input.Mapping with { IsDraft = true } };
        var settings = workspace.Data.Read(session => Settings(session, workspace, actor, draft));
        return settings.Then(with => Opened(workspace, open, draft).Then<long>(file => ImportBatch.Keep(workspace, with, draft, file.Survey, open, "waiting")));
    }

    /// <summary>Starts a file that was looked at: from here on it is imported, whatever happens to the connection.</summary>
    public static Result<long> Release(Workspace workspace, long batch) =>
        workspace.Data.Write(session => session.Execute("update imports set state = 'running', worker = null where id = @batch and state = 'waiting'", new { batch })) == 1
            ? batch
            : new Result<long>.Stale("This import is under way or done already.");

    internal static Result<ImportFile> Opened(Workspace workspace, Func<Stream> open, ImportInput input)
    {
        try
        {
            return ImportFile.Open(open, input.Mapping, PlaceOf(workspace));
        }
        catch (NotATableException wrong)
        {
            return Result<ImportFile>.Wrong("file", wrong.Message);
        }
        catch (FileNotFoundException)
        {
            return new Result<ImportFile>.NotFound($"There is no file {input.FileName}.");
        }
        catch (DirectoryNotFoundException)
        {
            return new Result<ImportFile>.NotFound($"There is no file {input.FileName}.");
        }
        catch (UnauthorizedAccessException)
        {
            return Result<ImportFile>.Wrong("file", $"{input.FileName} cannot be read: it is a folder, or you have no permission to read it.");
        }
        catch (IOException wrong)
        {
            return Result<ImportFile>.Wrong("file", $"{input.FileName} cannot be read: {wrong.Message}");
        }
    }

    internal static ReadingPlace PlaceOf(Workspace workspace) =>
        new(workspace.Now.InZone(workspace.Zone).Date, workspace.Zone, Countries.OfZone(workspace.Zone.Id));

    internal static Result<ImportSettings> Settings(Session session, Workspace workspace, Actor actor, ImportInput input)
    {
        var tag = input.Tag?.Trim().ToLowerInvariant();
        if (tag is { Length: 0 })
            tag = null;
        if (tag is not null && (tag.Contains(',') || tag.Length > 60))
            return Result<ImportSettings>.Wrong("tag", "A tag is one short word such as client, prospect or partner.");
        var users = session.Query<(long Id, string Email, string Name)>("select id, email, name from users where disabled_at is null");
        var byName = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, _, name) in users)
            if (name.Length > 0 && !byName.TryAdd(name, id))
                byName.Remove(name);
        foreach (var (id, email, _) in users)
            byName[email] = id;
        if (string.IsNullOrWhiteSpace(input.Owner))
            return new ImportSettings(actor.UserId, actor.UserId, tag, byName, workspace.Zone, workspace.Now);
        return Actor.Find(session, input.Owner, "owner").Then<ImportSettings>(owner => actor.MayChange(owner.Id)
            ? new ImportSettings(actor.UserId, owner.Id, tag, byName, workspace.Zone, workspace.Now)
            : new Result<ImportSettings>.Refused("Sellers import for themselves. Ask a manager to import for a colleague.", "role", null));
    }
}
