using System.CommandLine;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Cadences;
using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Tact.Etiquette;

namespace Tact.Commands;

/// <summary>The commands that read, check, compare and save presets and cadences.</summary>
public static class PolicyCommands
{
    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const long LargestFile = 256 * 1024;

    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() =>
    [
        new Command("etiquette", "The presets: who may be contacted how often")
        {
            Listing("list", "All presets", ShowPolicies.Presets), Show("One preset, as its file reads", ShowPolicies.Preset), Check(), Diff(), Try(),
            Schema(PresetFile.Schema), Save("Save a preset of your own; follow-ups that use it are decided again", (workspace, actor, text) => ShowPolicies.SavePreset(workspace, actor, text)),
        },
        new Command("cadence", "The cadences: which step comes when")
        {
            Listing("list", "All cadences", ShowPolicies.Cadences), Show("One cadence, as its file reads", ShowPolicies.Cadence), CheckCadence(),
            Schema(CadenceFile.Schema), Save("Save a cadence of your own; follow-ups that use it are decided again", ShowPolicies.SaveCadence),
        },
    ];

    private static Command Listing(string name, string about, Func<Workspace, Result<IReadOnlyList<PolicyListed>>> list)
    {
        var command = new Command(name, about);
        command.SetAction(words => CommandLine.Run(words, workspace =>
        {
            var listed = list(workspace);
            foreach (var (file, mistake) in workspace.Team.Mistakes)
                Console.Error.WriteLine($"policies/{file}, line {mistake.Line}{(mistake.Field.Length == 0 ? "" : $", {mistake.Field}")}: {mistake.Text}");
            return listed;
        }, (all, output) =>
        {
            foreach (var one in all)
                output.WriteLine($"{one.Name,-22} {(one.Shipped ? "" : "your own · ")}{one.About}{(one.FollowUps == 0 ? "" : $" ({one.FollowUps} follow-ups)")}");
        }));
        return command;
    }

    private static Command Show<T>(string about, Func<Workspace, string, Result<T>> show)
    {
        var name = new Argument<string>("NAME") { Description = "Its name" };
        var command = new Command("show", about) { name };
        command.SetAction(words =>
        {
            // as its file reads, so that it can be copied and changed
            return CommandLine.Run(words, workspace => show(workspace, words.GetValue(name)!).Then<System.Text.Json.Nodes.JsonNode>(policy => System.Text.Json.Nodes.JsonNode.Parse(PolicyFiles.Write(policy))!),
                (policy, output) => output.WriteLine(policy.ToJsonString(Readable)));
        });
        return command;
    }

    private static Command Check()
    {
        var file = File();
        var command = new Command("check", "Whether a preset's file can be used, and if not, which line to change how") { file };
        command.SetAction(words => Checked(words, words.GetValue(file)!, text => ShowPolicies.CheckPreset(words.GetValue(file)!, text)));
        return command;
    }

    private static Command CheckCadence()
    {
        var file = File();
        var under = new Option<string?>("--etiquette") { Description = "Hold it against this preset (default: the one it is made for)" };
        var command = new Command("check", "Whether a cadence's file can be used, and what the etiquette would refuse of it") { file, under };
        command.SetAction(words =>
        {
            var exit = 0;
            var code = CommandLine.Run(words, workspace => TextOf(words.GetValue(file)!).Then<PolicyChecked>(text =>
            {
                var found = ShowPolicies.CheckCadence(workspace, words.GetValue(file)!, text, words.GetValue(under));
                exit = found.Ok ? 0 : 2;
                return found;
            }), Say);
            return code != 0 ? code : exit;
        });
        return command;
    }

    private static int Checked(ParseResult words, string file, Func<string, PolicyChecked> check)
    {
        var exit = 0;
        var code = CommandLine.Print(words, TextOf(file).Then<PolicyChecked>(text =>
        {
            var found = check(text);
            exit = found.Ok ? 0 : 2;
            return found;
        }), Say);
        return code != 0 ? code : exit;
    }

    private static void Say(PolicyChecked found, TextWriter output)
    {
        if (found.Ok)
            output.WriteLine($"{found.Name} can be used.");
        foreach (var mistake in found.Mistakes)
            output.WriteLine($"line {mistake.Line}, character {mistake.Column}{(mistake.Field.Length == 0 ? "" : $", {mistake.Field}")}: {mistake.Text}");
    }

    private static Command Diff()
    {
        var a = new Argument<string>("A") { Description = "A preset's name or file" };
        var b = new Argument<string>("B") { Description = "Another's" };
        var command = new Command("diff", "In what two presets differ") { a, b };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => Meant(workspace, words.GetValue(a)!).Then(first => Meant(workspace, words.GetValue(b)!).Then<IReadOnlyList<PolicyDifference>>(second => ShowPolicies.Diff(first, second).ToList())),
            (differences, output) =>
            {
                if (differences.Count == 0)
                    output.WriteLine("No difference.");
                foreach (var difference in differences)
                    output.WriteLine($"{difference.Field}: {difference.A?.ToJsonString() ?? "–"} → {difference.B?.ToJsonString() ?? "–"}");
            }));
        return command;
    }

    private static Command Try()
    {
        var file = File();
        var insteadOf = new Option<string?>("--instead-of") { Description = "The preset in whose place it is tried (default: the one of its name, else balanced)", HelpName = "NAME" };
        var command = new Command("try", "What a changed preset would do to the dates of this workspace; nothing is changed") { file, insteadOf };
        command.SetAction((words, stop) => Task.Run(() => CommandLine.Run(words, workspace => TextOf(words.GetValue(file)!).Then(text =>
        {
            var said = -1L;
            return Stoppable(() => TryPreset.Run(workspace, Actor.CommandLine, text, words.GetValue(insteadOf), (done, total) =>
            {
                if (done * 10 / total == said || Console.IsErrorRedirected)
                    return;
                said = done * 10 / total;
                Console.Error.WriteLine($"{done:N0} of {total:N0} follow-ups");
            }, stop));
        }), (tried, output) =>
        {
            output.WriteLine($"{tried.Preset} in place of {tried.InsteadOf}: {tried.FollowUps} follow-ups, of which {tried.Moved} would move, {tried.Earlier} to an earlier day and {tried.Later} to a later one.");
            output.WriteLine($"{tried.Contactable} would be due by today that are not now; {tried.NoLonger} would be due by today no longer.");
            foreach (var example in tried.Examples)
                output.WriteLine($"  {example.Name} ({example.Matter}): {example.From} → {example.To}");
        }), CancellationToken.None));
        return command;
    }

    private static Result<PresetTried> Stoppable(Func<Result<PresetTried>> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            return new Result<PresetTried>.Refused("Stopped. Nothing was changed.", "", null);
        }
    }

    private static Command Schema(string schema)
    {
        var command = new Command("schema", "The JSON Schema of such a file");
        command.SetAction(_ => Console.Out.WriteLine(schema));
        return command;
    }

    private static Command Save(string about, Func<Workspace, Actor, string, Result<PolicySaved>> save)
    {
        var file = File();
        var by = Words.By();
        var command = new Command("save", about) { file, by };
        command.SetAction(words => CommandLine.Run(words, workspace => TextOf(words.GetValue(file)!).Then(text => Words.As(workspace, words.GetValue(by), actor => save(workspace, actor, text))).Then<PolicySaved>(saved =>
        {
            workspace.TakeQueued();
            return saved;
        }), (saved, output) => output.WriteLine($"{saved.Name} is in force. {saved.Queued} follow-ups use it{(saved.Queued == 0 ? "." : " and are decided again.")}")));
        return command;
    }

    /// <summary>A preset by name, or by the file it is in.</summary>
    private static Result<Preset> Meant(Workspace workspace, string word)
    {
        if (workspace.Policies.Presets.TryGetValue(word, out var known))
            return known;
        if (!System.IO.File.Exists(word))
            return ShowPolicies.Preset(workspace, word);
        return TextOf(word).Then<Preset>(text => PresetFile.Read(text) is { Preset: { } preset } ? preset : new Result<Preset>.Invalid(ShowPolicies.Problems(PresetFile.Read(text).Mistakes)));
    }

    private static Argument<string> File() => new("FILE") { Description = "The file" };

    private static Result<string> TextOf(string file)
    {
        try
        {
            var found = new FileInfo(file);
            if (!found.Exists)
                return new Result<string>.NotFound($"There is no file {file}.");
            return found.Length > LargestFile ? Result<string>.Wrong("file", $"{file} is larger than such a file can be.") : System.IO.File.ReadAllText(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Result<string>.Wrong("file", $"{file} cannot be read: {wrong.Message}");
        }
    }
}
