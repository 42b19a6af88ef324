using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Commands;
using Tact.Core.Mail;

namespace Tact.Mail;

/// <summary>The hidden command that repeats the tables of docs/judgement.md: <c>tact judge-mail CORPORA</c>.</summary>
public static class ReadMailJudge
{
    /// <summary>The command.</summary>
    public static Command Command()
    {
        var folder = new Argument<string>("CORPORA") { Description = "The folder with the test corpora" };
        var misses = new Option<bool>("--misses") { Description = "Show each miss" };
        var half = new Option<string?>("--half") { Description = "Only misses of one half (a or b)" };
        var command = new Command("judge-mail", "Measure what is understood of the test corpora") { folder, misses, half };
        command.Hidden = true;
        command.SetAction(words =>
        {
            var path = words.GetValue(folder)!;
            if (!Directory.Exists(path))
                return CommandLine.Fail(words, 2, [new Problem("corpora", $"There is no folder \"{path}\".")]);
            if (ReadMailGateway.Open() is not Result<ReadMailGateway>.Ok { Value: var gateway })
                return CommandLine.Fail(words, 4, [new Problem("mail-gateway", "The mail gateway is not installed: run npm ci in mail-gateway.")]);
            using (gateway)
            {
                var judged = Run(path, gateway);
                Print(judged, Console.Out);
                if (words.GetValue(misses))
                {
                    foreach (var miss in judged.Misses.Where(miss => words.GetValue(half) is not { } only || miss.Half == only[0]))
                        Console.Out.WriteLine($"{miss.Half} {miss.Corpus}/{miss.Case}: {miss.What}");
                }
            }

            return 0;
        });
        return command;
    }

    /// <summary>Measures every corpus that is there.</summary>
    public static Judgement Run(string corpora, ReadMailGateway gateway)
    {
        var judged = new Judgement();
        List<string> all = [];
        foreach (var corpus in (IEnumerable<string>)["sisimai", "flufl-bounce", "bounceparser-perl", "bounce_email", "php-bounce-handler", "autoreply-real"])
        {
            var list = Path.Combine(corpora, corpus, "expected.json");
            if (!System.IO.File.Exists(list))
                continue;
            using var expected = JsonDocument.Parse(System.IO.File.ReadAllText(list));
            foreach (var row in expected.RootElement.EnumerateArray())
            {
                var file = row.GetProperty("file").GetString()!;
                all.Add(Path.Combine(corpora, corpus, file));
                var (mail, problem) = gateway.Parse(Path.Combine(corpora, corpus, file));
                if (mail is null)
                    throw new InvalidDataException($"{corpus}/{file}: {problem}");
                var received = Text(row, "received") is { } day ? LocalDatePattern.Iso.Parse(day).Value : mail.Date?.InUtc().Date ?? new LocalDate(2026, 1, 1);
                var meaning = Understand.Mail(mail, received);
                ReadMailScores.Mail(judged, corpus, Path.GetFileName(file), row, meaning);
            }
        }

        Time(judged, all, gateway);
        foreach (var row in Rows(Path.Combine(corpora, "authored-replies", "cases.jsonl")))
            ReadMailScores.Authored(judged, row);
        foreach (var corpus in (IEnumerable<string>)["reply-talon", "reply-github", "reply-crisp", "reply-multilang-alfonsrv"])
        {
            foreach (var row in Rows(Path.Combine(corpora, corpus, "cases.jsonl")))
                ReadMailScores.Reply(judged, corpus, row, file => gateway.Parse(Path.Combine(corpora, corpus, file)).Mail!);
        }

        return judged;
    }

    // the same mails again, several times, now that everything is warm
    private static void Time(Judgement judged, List<string> files, ReadMailGateway gateway)
    {
        List<string> many = [.. Enumerable.Repeat(files, 6).SelectMany(one => one)];
        List<MailMessage> parsed = new(many.Count);
        var cpu = gateway.ProcessorTime + Process.GetCurrentProcess().TotalProcessorTime;
        foreach (var (mail, _) in gateway.ParseAll(many))
        {
            parsed.Add(mail!);
            _ = Understand.Mail(mail!, new LocalDate(2026, 1, 1));
        }

        judged.Seconds = (gateway.ProcessorTime + Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        judged.Mails = many.Count;
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (var mail in parsed)
            _ = Understand.Mail(mail, new LocalDate(2026, 1, 1));
        judged.Understanding = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
    }

    /// <summary>Which half a case is in: <c>a</c> was worked on, <c>b</c> was held out (by a hash of its name).</summary>
    public static char Half(string name)
    {
        var hash = 2166136261u;
        foreach (var b in System.Text.Encoding.UTF8.GetBytes(name))
            hash = (hash ^ b) * 16777619u;
        return (hash >> 16 & 1) == 1 ? 'a' : 'b';
    }

    internal static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonElement> Rows(string path) => System.IO.File.Exists(path) ? System.IO.File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement) : [];

    private static void Print(Judgement judged, TextWriter output)
    {
        foreach (var part in judged.Tallies.GroupBy(one => one.Key.Table))
        {
            output.WriteLine($"### {part.Key}");
            output.WriteLine();
            output.WriteLine("| corpus | measure | worked on | held out | all |");
            output.WriteLine("|---|---|---|---|---|");
            foreach (var row in part.GroupBy(one => (one.Key.Corpus, one.Key.Measure)))
                output.WriteLine($"| {row.Key.Corpus} | {row.Key.Measure} | {Share(judged, part.Key, row.Key.Corpus, row.Key.Measure, "a")} | {Share(judged, part.Key, row.Key.Corpus, row.Key.Measure, "b")} | {Share(judged, part.Key, row.Key.Corpus, row.Key.Measure, "ab")} |");
            output.WriteLine();
        }

        output.WriteLine($"{judged.Mails} mails parsed and understood in {judged.Seconds:0.00} s of processor time (both processes): {judged.Mails / judged.Seconds:0} a second and core; understanding alone {judged.Mails / judged.Understanding:0} a second.");
    }

    private static string Share(Judgement judged, string table, string corpus, string measure, string halves)
    {
        var (right, of) = (0, 0);
        foreach (var half in halves)
        {
            if (judged.Tallies.TryGetValue(new TallyKey(table, corpus, measure, half), out var tally))
                (right, of) = (right + tally.Right, of + tally.Of);
        }

        return of == 0 ? "–" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{right}/{of} ({100.0 * right / of:0.#} %)");
    }
}

/// <summary>What was measured, and what was missed.</summary>
public sealed class Judgement
{
    /// <summary>Counts by table, corpus, measure and half.</summary>
    public Dictionary<TallyKey, (int Right, int Of)> Tallies { get; } = [];

    /// <summary>Each miss.</summary>
    public List<(string Corpus, string Case, char Half, string What)> Misses { get; } = [];

    /// <summary>Mails that were parsed by the gateway and understood.</summary>
    public int Mails { get; set; }

    /// <summary>Seconds of processor time that took, in both processes.</summary>
    public double Seconds { get; set; }

    /// <summary>Seconds of processor time for understanding alone.</summary>
    public double Understanding { get; set; }

    /// <summary>Counts one case, in its corpus.</summary>
    public void Count(string table, string corpus, string measure, string name, bool right, string what = "")
    {
        var half = ReadMailJudge.Half(name);
        var key = new TallyKey(table, corpus, measure, half);
        var (count, of) = Tallies.GetValueOrDefault(key);
        Tallies[key] = (count + (right ? 1 : 0), of + 1);
        if (!right)
            Misses.Add((corpus, name, half, $"{measure}: {what}"));
    }

    /// <summary>The share of one measure over all corpora of a table.</summary>
    public (int Right, int Of) Total(string table, string measure, string? corpus = null)
    {
        var all = Tallies.Where(one => one.Key.Table == table && one.Key.Measure == measure && (corpus is null || one.Key.Corpus == corpus)).ToList();
        return (all.Sum(one => one.Value.Right), all.Sum(one => one.Value.Of));
    }
}

/// <summary>One row and half of a table.</summary>
public sealed record TallyKey(string Table, string Corpus, string Measure, char Half);
