using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tact.Commands;
using Tact.Core.Messages;

namespace Tact.Messages;

/// <summary>The hidden command that repeats the tables of docs/judgement.md on messages: <c>tact judge-messages FILE</c>.</summary>
public static class JudgeMessages
{
    /// <summary>The command.</summary>
    public static Command Command()
    {
        var file = new Argument<string>("FILE") { Description = "A file of labelled drafts" };
        var misses = new Option<bool>("--misses") { Description = "Show each miss" };
        var part = new Option<string?>("--part") { Description = "Only drafts that were worked on, or those held out (worked, held)" };
        var command = new Command("judge-messages", "Measure the message check on labelled drafts") { file, misses, part };
        command.Hidden = true;
        command.SetAction(words =>
        {
            var path = words.GetValue(file)!;
            if (!File.Exists(path))
                return CommandLine.Fail(words, 2, [new Problem("file", $"There is no file \"{path}\".")]);
            try
            {
                var drafts = LabelledDraft.Read(File.ReadAllText(path)).Where(draft => words.GetValue(part) is not { } only || (draft.Held == "yes") == (only == "held")).ToList();
                Print(drafts, words.GetValue(misses), Console.Out);
                return 0;
            }
            catch (JsonException problem)
            {
                return CommandLine.Fail(words, 3, [new Problem("file", $"The file does not hold labelled drafts: {problem.Message}")]);
            }
        });
        return command;
    }

    private static void Print(List<LabelledDraft> drafts, bool misses, TextWriter output)
    {
        var judged = drafts.ConvertAll(draft => (Draft: draft, Found: draft.Look(Tuning.None)));
        var good = judged.Where(one => one.Draft.Verdict == "good").ToList();
        var bad = judged.Where(one => one.Draft.Verdict != "good").ToList();
        output.WriteLine("| measure | drafts |");
        output.WriteLine("|---|---|");
        output.WriteLine($"| good, and free of \"would annoy\" | {Share(good.Count(one => one.Found.Verdict != MessageVerdict.Annoying), good.Count)} |");
        output.WriteLine($"| good, and nothing found at all | {Share(good.Count(one => one.Found.Verdict == MessageVerdict.Good), good.Count)} |");
        output.WriteLine($"| bad, and caught | {Share(bad.Count(one => one.Found.Verdict != MessageVerdict.Good), bad.Count)} |");
        output.WriteLine($"| bad, and caught for the right reason | {Share(bad.Count(one => one.Draft.Expected.All(rule => LabelledDraft.Speaks(one.Found, rule))), bad.Count)} |");
        output.WriteLine($"| all as labelled, near misses too | {Share(judged.Count(one => !one.Draft.Wrong(one.Found).Any()), judged.Count)} |");
        output.WriteLine();
        output.WriteLine("| rule | recall (where it must speak) | precision (on drafts labelled for or against it) | improve-only remarks on good drafts |");
        output.WriteLine("|---|---|---|---|");
        foreach (var rule in MessageRules.All)
        {
            var must = judged.Where(one => one.Draft.Expected.Any(expected => Name(expected) == rule.Id)).ToList();
            var right = must.Count(one => one.Draft.Expected.Where(expected => Name(expected) == rule.Id).All(expected => LabelledDraft.Speaks(one.Found, expected)));
            // on a good draft, what annoys is wrong whether its label names the rule or not
            var wrong = judged.Count(one => !must.Contains(one) && one.Found.Findings.Any(finding => finding.Rule == rule.Id && (one.Draft.Free.Contains(rule.Id) || (one.Draft.Verdict == "good" && finding.Severity == Severity.Annoying))));
            var remarks = good.Count(one => one.Found.Findings.Any(finding => finding.Rule == rule.Id && finding.Severity == Severity.Improve));
            output.WriteLine($"| {rule.Id} | {Share(right, must.Count)} | {Share(right, right + wrong)} | {remarks} |");
        }

        var spent = Process.GetCurrentProcess().TotalProcessorTime;
        var rounds = Math.Max(1, 20_000 / Math.Max(1, drafts.Count));
        for (var i = 0; i < rounds; i++)
        {
            foreach (var draft in drafts)
                _ = draft.Look(Tuning.None);
        }

        var seconds = (Process.GetCurrentProcess().TotalProcessorTime - spent).TotalSeconds;
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds * drafts.Count} checks in {seconds:0.00} s of processor time: {rounds * drafts.Count / seconds:0} a second."));
        if (!misses)
            return;
        foreach (var (draft, found) in judged.Where(one => one.Draft.Wrong(one.Found).Any()))
            output.WriteLine($"{draft.Id}: {string.Join("; ", draft.Wrong(found))} | {string.Join("; ", found.Findings.Select(one => $"{(one.Severity == Severity.Annoying ? "!" : "")}{one.Rule} \"{one.Text}\""))}");
    }

    private static string Name(string expected) => expected.Split(':')[0];

    private static string Share(int right, int of) => of == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{right}/{of} ({100.0 * right / of:0.#} %)");
}
