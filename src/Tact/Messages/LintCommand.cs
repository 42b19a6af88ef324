using System.CommandLine;
using System.Globalization;
using System.Text;
using Tact.Accounts;
using Tact.Commands;

namespace Tact.Messages;

/// <summary><c>tact lint</c>: looks at a message before it is sent or said.</summary>
public static class LintCommand
{
    /// <summary>The command.</summary>
    public static Command Command()
    {
        var file = new Argument<string?>("FILE") { Description = "The text; standard input without it. A first line \"Subject: …\" is the subject", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<string?>("--kind") { Description = "voicemail, email, letter or opening (default: email)" };
        var contact = new Option<string?>("--contact") { Description = "For whom: id, e-mail or unique name; what the record knows of them is used" };
        var lang = new Option<string?>("--lang") { Description = "en, de, fr, es or nl (default: by the words)" };
        var subject = new Option<string?>("--subject") { Description = "The subject of an e-mail" };
        var by = Words.By();
        var command = new Command("lint", "Look at a message before it goes: what would annoy, what could be better, and why") { file, kind, contact, lang, subject, by };
        command.SetAction(words =>
        {
            var path = words.GetValue(file);
            if (path is not (null or "-") && !File.Exists(path))
                return CommandLine.Fail(words, 2, [new Problem("file", $"There is no file \"{path}\".")]);
            using var input = path is null or "-" ? new StreamReader(Console.OpenStandardInput(), Encoding.UTF8) : new StreamReader(path, Encoding.UTF8);
            var text = input.ReadToEnd();
            return CommandLine.Run(
                words,
                workspace => Words.As(workspace, words.GetValue(by), actor => CheckText.Run(workspace, actor, new TextToCheck(text, words.GetValue(kind), words.GetValue(contact), words.GetValue(lang), words.GetValue(subject)))),
                Print);
        });
        return command;
    }

    private static void Print(TextChecked found, TextWriter output)
    {
        output.WriteLine(found.Verdict switch
        {
            "good" => "Good. Nothing was found.",
            "improve" => "Nothing here would annoy; some of it could be better.",
            _ => "This would annoy.",
        });
        foreach (var finding in found.Findings)
        {
            output.WriteLine();
            output.WriteLine($"{(finding.Severity == "annoying" ? "Would annoy" : "Could be better")}: {finding.Name}{(finding.Length == 0 ? "" : $", “{OneLine(finding.Text)}”{(finding.Field == "subject" ? " in the subject" : "")}")}");
            output.WriteLine($"  {finding.Why}");
            if (finding.Better is { } better)
                output.WriteLine($"  Better: {better}");
        }

        output.WriteLine();
        output.WriteLine($"{Web.Words.Count(found.Words, "word", "words")}, {Web.Words.Count(found.Seconds, "second", "seconds")} to say{(found.ReadingEase is { } ease ? string.Create(CultureInfo.InvariantCulture, $", reading ease {ease:0}") : "")} ({found.Language}).");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ") is { Length: > 120 } far ? string.Concat(far.AsSpan(0, 117), "…") : text.ReplaceLineEndings(" ");
}
