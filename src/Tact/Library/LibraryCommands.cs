using System.CommandLine;
using Tact.Accounts;
using Tact.Commands;
using Tact.Core;
using Tact.Core.Library;
using Words = Tact.Commands.Words;

namespace Tact.Library;

/// <summary>The commands of the library: add, import, suggest, search, list, show, archive.</summary>
public static class LibraryCommands
{
    /// <summary>All of them.</summary>
    public static Command Library() => new("library", "Things of value to give: add them, find what fits somebody, see what came of it") { Add(), Change(), Import(), Suggest(), Search(), List(), Show(), Archive() };

    private static Command Add()
    {
        var title = new Argument<string>("TITLE") { Description = "What you would call it when you give it to somebody" };
        var fields = new Fields();
        var by = Words.By();
        var command = new Command("add", "Add something") { title, by };
        fields.AddTo(command);
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => fields.Save(words, workspace, actor, null, words.GetValue(title))), Print));
        return command;
    }

    private static Command Change()
    {
        var asset = Asset();
        var title = new Option<string?>("--title") { Description = "Its new title" };
        var fields = new Fields();
        var by = Words.By();
        var command = new Command("change", "Change something: what you say changes, an empty word clears it") { asset, title, by };
        fields.AddTo(command);
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => Words.As(workspace, words.GetValue(by), actor => workspace.Data.Read(session => AssetRow.Find(session, words.GetValue(asset)!)) is { } row
                ? fields.Save(words, workspace, actor, row.Id, words.GetValue(title)) : AssetRow.Missing<AssetShown>(words.GetValue(asset)!)),
            Print));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = $"A CSV file with the columns {string.Join(", ", AssetFileReader.Columns.Select(column => column.Names[0]))}" };
        var by = Words.By();
        var command = new Command("import", "Bring in a CSV file; with one mistake in it nothing is kept, and the same file again changes nothing") { file, by };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => words.GetValue(file) is { } path && File.Exists(path) ? Words.As(workspace, words.GetValue(by), actor => ImportAssets.Run(workspace, actor, File.ReadAllBytes(path))) : Result<AssetsImported>.Wrong("file", $"There is no file \"{words.GetValue(file)}\"."),
            (imported, output) => output.WriteLine($"{Web.Words.Count(imported.Rows, "row", "rows")}: {imported.Added} added, {imported.Changed} changed, {imported.Unchanged} there already.")));
        return command;
    }

    private static Command Suggest()
    {
        var contact = Words.Contact();
        var followUp = Words.WhichFollowUp();
        var by = new Option<string?>("--by") { Description = "Who asks, by e-mail: details of illness and family are for the owner" };
        var command = new Command("suggest", "What to bring somebody, with the reasons; when nothing fits, what to look for") { contact, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => SuggestFor.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp))), Print));
        return command;
    }

    private static Command Search()
    {
        var typed = new Argument<string[]>("WORDS") { Description = "Any parts of words; all of them must be in it", Arity = ArgumentArity.OneOrMore };
        var command = new Command("search", "Search titles, texts, topics") { typed };
        command.SetAction(words => CommandLine.Run(words, workspace => ListAssets.Run(workspace, Actor.CommandLine, new AssetFilter(string.Join(' ', words.GetValue(typed)!), Show: "all")), Print));
        return command;
    }

    private static Command List()
    {
        var kind = new Option<string?>("--kind") { Description = string.Join(", ", Names.All<AssetKind>()) };
        var topic = new Option<string?>("--topic") { Description = "One topic" };
        var language = new Option<string?>("--language") { Description = "By code or name" };
        var stale = new Option<bool>("--stale") { Description = "Only what is stale" };
        var archived = new Option<bool>("--archived") { Description = "Only what is put away" };
        var before = new Option<long?>("--before") { Description = "Where the page before ended" };
        var command = new Command("list", "The library, the newest first") { kind, topic, language, stale, archived, before };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => ListAssets.Run(workspace, Actor.CommandLine, new AssetFilter(
                null, words.GetValue(kind), words.GetValue(topic), words.GetValue(language), words.GetValue(stale) ? "stale" : words.GetValue(archived) ? "archived" : null, words.GetValue(before))),
            Print));
        return command;
    }

    private static Command Show()
    {
        var asset = Asset();
        var command = new Command("show", "One thing with its text, to how many it was given and what came after") { asset };
        command.SetAction(words => CommandLine.Run(words, workspace => ShowAsset.Run(workspace, Actor.CommandLine, words.GetValue(asset)!), Print));
        return command;
    }

    private static Command Archive()
    {
        var asset = Asset();
        var back = new Option<bool>("--back") { Description = "Take it out again" };
        var by = Words.By();
        var command = new Command("archive", "Put something away: it is offered to nobody any more, and stays on record") { asset, back, by };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => Words.As(workspace, words.GetValue(by), actor => words.GetValue(back) ? ArchiveAsset.Restore(workspace, actor, words.GetValue(asset)!) : ArchiveAsset.Run(workspace, actor, words.GetValue(asset)!)),
            (shown, output) => output.WriteLine(shown.Archived ? $"“{shown.Title}” is put away." : $"“{shown.Title}” can be given again.")));
        return command;
    }

    private static Argument<string> Asset() => new("ASSET") { Description = "Its number or title" };

    private static void Print(AssetShown asset, TextWriter output)
    {
        output.WriteLine($"{asset.Id}  {asset.Title}  ({asset.Kind}{(asset.Language is { } language ? $", {Languages.Name(language)}" : "")}){(asset.Archived ? "  put away" : asset.Stale ? $"  stale since {asset.FreshUntil}" : "")}");
        output.WriteLine($"  {asset.Does}");
        Say("Topics", asset.Topics);
        Say("Trades", asset.Industries);
        Say("Helps", asset.Helps);
        Say("Kind when", asset.KindFor);
        if (asset.Link is { } link)
            output.WriteLine($"  Link: {link}");
        if (asset.File is { } file)
            output.WriteLine($"  File: {file.Name}");
        if (asset is { FreshUntil: { } until, Stale: false })
            output.WriteLine($"  Fresh until {until}");
        output.WriteLine($"  {asset.Answers.Words}{(asset.Answers.Share is null ? "" : $" {LibraryWords.NoProof}")}");
        if (asset.Text is { } text)
            output.WriteLine($"\n{text}");

        void Say(string what, IReadOnlyList<string> words)
        {
            if (words.Count > 0)
                output.WriteLine($"  {what}: {string.Join(", ", words)}");
        }
    }

    private static void Print(AssetsListed listed, TextWriter output)
    {
        foreach (var asset in listed.Assets)
            output.WriteLine($"{asset.Id,5}  {asset.Kind,-12} {asset.Title}{(asset.Archived ? "  (put away)" : asset.Stale ? $"  (stale since {asset.FreshUntil})" : "")}{(asset.Answers.Given > 0 ? $"  {LibraryWords.Short(asset.Answers)}" : "")}");
        if (listed.Assets.Count == 0)
            output.WriteLine("Nothing.");
        else if (listed.Assets.Any(asset => asset.Answers.Share is not null))
            output.WriteLine(LibraryWords.NoProof);
        if (listed.More is { } more)
            output.WriteLine($"More: --before {more}");
    }

    private static void Print(SuggestionsShown found, TextWriter output)
    {
        if (found.Quiet is { } quiet)
            output.WriteLine(quiet);
        foreach (var one in found.Suggestions)
        {
            output.WriteLine($"{one.Id,5}  {one.Title} ({one.Kind})");
            output.WriteLine($"       {one.Does}");
            foreach (var why in one.Why)
                output.WriteLine($"       · {why}");
        }

        if (found.LookFor.Count > 0)
        {
            output.WriteLine("Nothing in the library fits. Look for:");
            foreach (var idea in found.LookFor)
                output.WriteLine($"  · {idea}");
        }

        if (found.GivenAlready > 0)
            output.WriteLine($"{Web.Words.Count(found.GivenAlready, "thing", "things")} that would fit they have already.");
        foreach (var stale in found.Stale)
            output.WriteLine($"“{stale.Title}” would fit, but is stale since {stale.FreshUntil}: bring it up to date.");
    }

    /// <summary>The fields of an asset as options.</summary>
    private sealed class Fields
    {
        private readonly Option<string?> kind = new("--kind") { Description = string.Join(", ", Names.All<AssetKind>()) };
        private readonly Option<string?> does = new("--does") { Description = "What it does for whoever gets it, in one sentence" };
        private readonly Option<string?> text = new("--text") { Description = "The text itself" };
        private readonly Option<string?> link = new("--link") { Description = "Where it is on the web; it is never fetched" };
        private readonly Option<string?> file = new("--file") { Description = "A file to keep with it" };
        private readonly Option<string?> topics = new("--topics") { Description = "What it is about, with commas" };
        private readonly Option<string?> industries = new("--industries") { Description = "For which trades, with commas" };
        private readonly Option<string?> helps = new("--helps") { Description = "Whom it helps: roles and situations, with commas" };
        private readonly Option<string?> language = new("--language") { Description = "By code or name" };
        private readonly Option<string?> fresh = new("--fresh-until") { Description = "The last day on which it can be given" };
        private readonly Option<string?> kindFor = new("--kind-for") { Description = "Reasons of a stall for which it is kind: D1 to D8, with commas" };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[kind, does, text, link, file, topics, industries, helps, language, fresh, kindFor])
                command.Add(option);
        }

        public Result<AssetShown> Save(ParseResult words, Workspace workspace, Actor actor, long? id, string? title)
        {
            byte[]? content = null;
            if (words.GetValue(file) is { Length: > 0 } path)
            {
                if (!File.Exists(path))
                    return Result<AssetShown>.Wrong("file", $"There is no file \"{path}\".");
                if (new FileInfo(path).Length > Mail.Outbox.AttachFile.MostBytes)
                    return new Result<AssetShown>.Invalid([AssetContent.Problem(path, new byte[Mail.Outbox.AttachFile.MostBytes + 1])!]);
                content = File.ReadAllBytes(path);
            }

            var day = words.GetValue(fresh) is { Length: > 0 } until ? NodaTime.Text.LocalDatePattern.Iso.Format(CommandLine.ReadDate(until, "fresh-until", Words.Today(workspace))!.Value) : words.GetValue(fresh);
            return SaveAsset.Run(
                workspace, actor, id,
                new AssetInput
                {
                    Title = title, Kind = words.GetValue(kind), Does = words.GetValue(does), Text = words.GetValue(text), Link = words.GetValue(link), Topics = words.GetValue(topics), Industries = words.GetValue(industries), Helps = words.GetValue(helps),
                    Language = words.GetValue(language), FreshUntil = day, KindFor = words.GetValue(kindFor),
                },
                content is null ? null : new NewFile(Path.GetFileName(words.GetValue(file)!), null, content));
        }
    }
}
