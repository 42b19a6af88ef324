using System.CommandLine;
using System.Globalization;
using Tact.Accounts;
using Tact.Exports;
using Tact.Imports;

namespace Tact.Commands;

/// <summary>The commands that bring people in and take them out.</summary>
public static class ImportCommands
{
    const int ProblemsShown = 50;

    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Import(), Export()];

    static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file, as your address book or CRM exports it" };
        var owner = new Option<string?>("--owner") { Description = "Who takes next steps whose owner the file does not name, by e-mail" };
        var tag = new Option<string?>("--tag") { Description = "A tag for everybody in the file: client, prospect, partner or your own" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen, row by row, and write nothing" };
        var map = new Option<string[]>("--map") { Description = "What a column means, for example --map \"Ansprechpartner=full-name\"", AllowMultipleArgumentsPerToken = true };
        var encoding = new Option<string?>("--encoding") { Description = "How the letters are written, when they were recognised wrongly: utf-8, windows-1252, …" };
        var dates = new Option<string?>("--dates") { Description = "Order of dates such as 04/05/2026, when it was recognised wrongly: day-first or month-first" };
        var command = new Command("import", "Bring people in from a CSV export") { file, owner, tag, dryRun, map, encoding, dates };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace =>
            {
                var path = words.GetValue(file)!;
                var input = new ImportInput { FileName = Path.GetFileName(path), Owner = words.GetValue(owner), Tag = words.GetValue(tag), Mapping = Mapping(words.GetValue(map), words.GetValue(encoding), words.GetValue(dates)) };
                Func<Stream> open = () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
                var json = words.GetValue(CommandLine.Json);
                return words.GetValue(dryRun)
                    ? ImportContacts.DryRun(workspace, Actor.CommandLine, open, input, json ? null : PrintRow)
                    : ImportContacts.Run(workspace, Actor.CommandLine, open, input, json || Console.IsErrorRedirected ? null : PrintProgress);
            },
            (report, output) => Print(report, output)));
        command.Subcommands.Add(Undo());
        return command;
    }

    static Command Undo()
    {
        var batch = new Argument<long>("BATCH") { Description = "The number of the import" };
        var command = new Command("undo", "Take an import back whole") { batch };
        command.SetAction(words => CommandLine.Run(words, workspace => UndoImport.Run(workspace, Actor.CommandLine, words.GetValue(batch)), (undone, output) =>
        {
            output.WriteLine($"Import {undone.Batch} is undone: {Number(undone.Removed)} removed, {Number(undone.Reverted)} put back as they were.");
            foreach (var person in undone.Kept)
                output.WriteLine($"  kept {person.Name} ({person.Id}): {person.Why}");
        }));
        return command;
    }

    static Command Export()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write: a name that ends in .csv or .json" };
        var by = new Option<string?>("--by") { Description = "Write what this user may see, by e-mail" };
        var command = new Command("export", "Write everything to a file") { file, by };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace =>
            {
                var actor = words.GetValue(by) is not { } email ? new Result<Actor>.Ok(Actor.CommandLine)
                    : workspace.Data.Read(session => Actor.Find(session, email, "by").Then<Actor>(user => new Actor(user.Id, user.Role)));
                return actor.Then(who => ExportWorkspace.ToFile(workspace, who, Path.GetFullPath(words.GetValue(file)!)));
            },
            (exported, output) => output.WriteLine($"{Number(exported.Contacts)} people are in {exported.File}.")));
        return command;
    }

    static ImportMapping Mapping(string[]? map, string? encoding, string? dates)
    {
        var columns = new Dictionary<string, ImportField>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in map ?? [])
        {
            var at = pair.LastIndexOf('=');
            if (at < 1 || !Core.Names.TryRead<ImportField>(pair[(at + 1)..], out var field))
                throw new BadInput("map", $"\"{pair}\" cannot be read. Write a column, = and one of: {string.Join(", ", Core.Names.All<ImportField>())}.");
            columns[pair[..at]] = field;
        }
        DateOrder? order = dates is null ? null : Core.Names.TryRead<DateOrder>(dates, out var read) ? read : throw new BadInput("dates", "Write --dates day-first or --dates month-first.");
        return new() { Columns = columns, Encoding = encoding, Dates = order };
    }

    static void PrintRow(RowReport row) => Console.Out.WriteLine($"{row.Row,6}  {row.Action,-8} {row.Who ?? "-"}{(row.Why is null ? "" : "  ·  " + row.Why.Replace('\n', ' '))}");

    static void PrintProgress(ImportProgress step)
    {
        Console.Error.Write($"\r{Number(step.Rows)} of {Number(step.Total)} rows");
        if (step.Rows >= step.Total)
            Console.Error.WriteLine();
    }

    static void Print(ImportReport report, TextWriter output)
    {
        var would = report.Batch is null ? "would be " : "";
        output.WriteLine($"{Number(report.Rows)} rows: {Number(report.Created)} {would}created, {Number(report.Updated)} {would}updated, {Number(report.Skipped)} {would}skipped.");
        var (email, phone, all) = report.Suppressed;
        if (email + phone + all > 0)
            output.WriteLine($"Asked not to be contacted: {Number(email)} by e-mail, {Number(phone)} by phone, {Number(all)} at all.");
        foreach (var problem in report.Problems.Take(ProblemsShown))
            output.WriteLine($"  {(problem.Row == 0 ? "file" : "line " + problem.Row.ToString(CultureInfo.InvariantCulture))}{(problem.Field is null ? "" : ", " + problem.Field)}: {problem.Problem}");
        if (report.Problems.Count > ProblemsShown)
            output.WriteLine($"  and {Number(report.Problems.Count - ProblemsShown)} more; --json shows all.");
        if (report.Batch is { } batch)
            output.WriteLine($"To take it back: tact import undo {batch}");
    }

    static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
