using System.Diagnostics;
using NodaTime;
using Shouldly;
using Tact.Core.Mail;
using Tact.Mail;
using Tact.Tests.Imports;
using Xunit;

namespace Tact.Tests.Mail;

/// <summary>Real mail: the measures of docs/judgement.md do not get worse. Skipped where the corpora or Node are not there.</summary>
public class ReadMailCorporaTests
{
    private static readonly Lazy<Judgement> Judged = new(() =>
    {
        using var gateway = ((Result<ReadMailGateway>.Ok)ReadMailGateway.Open()).Value;
        return ReadMailJudge.Run(Reading.Corpora!, gateway);
    });

    private static Judgement Judgement()
    {
        Assert.SkipWhen(Reading.Corpora is null, "the corpora are not beside the repository");
        Assert.SkipWhen(ReadMailTests.Missing is not null, ReadMailTests.Missing ?? "");
        return Judged.Value;
    }

    private static double Share((int Right, int Of) count) => count.Of == 0 ? 1 : (double)count.Right / count.Of;

    [Theory]
    [InlineData("Bounces and complaints (real)", "dead address found (recall)", 0.95)]
    [InlineData("Bounces and complaints (real)", "called dead, and is (precision)", 0.995)]
    [InlineData("Bounces and complaints (real)", "blocked, full or delayed never called dead", 1)]
    [InlineData("Bounces and complaints (real)", "not taken for a person's answer", 1)]
    [InlineData("Bounces and complaints (real)", "bounce seen as one", 0.995)]
    [InlineData("Bounces and complaints (real)", "complaint or opt-out seen as one", 1)]
    [InlineData("Bounces and complaints (real)", "all addresses found", 0.95)]
    [InlineData("Automatic replies (real)", "kind: ooo", 0.97)]
    [InlineData("Automatic replies (real)", "return date", 0.95)]
    [InlineData("Automatic replies (real)", "kind: opt_out", 1)]
    [InlineData("Automatic replies (real)", "kind: genuine", 1)]
    [InlineData("Replies in many languages (authored)", "kind: ooo", 0.97)]
    [InlineData("Replies in many languages (authored)", "return date", 0.95)]
    [InlineData("Replies in many languages (authored)", "kind: opt_out", 1)]
    [InlineData("Replies in many languages (authored)", "date to resume", 1)]
    [InlineData("Visible text", "exact", 0.95)]
    [InlineData("Visible text", "exact (first part)", 0.95)]
    [InlineData("Visible text", "holds what it must", 1)]
    [InlineData("Visible text", "in time", 1)]
    public void The_measure_is_kept(string table, string measure, double least)
    {
        var judged = Judgement();
        judged.Total(table, measure).Of.ShouldBeGreaterThan(0);
        Share(judged.Total(table, measure)).ShouldBeGreaterThanOrEqualTo(least, string.Join("\n", judged.Misses.Where(miss => miss.What.StartsWith(measure, StringComparison.Ordinal)).Select(miss => $"{miss.Corpus}/{miss.Case}: {miss.What}")));
    }

    [Fact]
    public void Real_mails_that_were_mangled_are_read_to_the_end()
    {
        _ = Judgement();
        var folder = Directory.CreateTempSubdirectory("tact-mangled-");
        try
        {
            var chance = 4711u;
            var files = Directory.GetFiles(Reading.Corpora!, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
            List<string> mangled = [];
            for (var i = 0; i < 600; i++)
            {
                var bytes = File.ReadAllBytes(files[Next(files.Length)]);
                for (var change = Next(12); change >= 0 && bytes.Length > 20; change--)
                    bytes = Change(bytes);
                mangled.Add(Path.Combine(folder.FullName, $"{i}.eml"));
                File.WriteAllBytes(mangled[^1], bytes);
            }

            var watch = Stopwatch.StartNew();
            using var gateway = ((Result<ReadMailGateway>.Ok)ReadMailGateway.Open()).Value;
            foreach (var ((mail, problem), file) in gateway.ParseAll(mangled).Zip(mangled))
            {
                problem.ShouldBeNull(file);
                Understand.Mail(mail!, new LocalDate(2026, 7, 22)).Why.ShouldNotBeEmpty();
            }

            watch.Elapsed.TotalSeconds.ShouldBeLessThan(60);

            int Next(int below) => (int)((chance = chance * 1664525 + 1013904223) >> 8) % below;

            byte[] Change(byte[] bytes)
            {
                var (at, length) = (Next(bytes.Length), 1 + Next(60));
                switch (Next(5))
                {
                    case 0: return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(Math.Min(bytes.Length, at + length))];
                    case 1: bytes[at] = (byte)Next(256); return bytes;
                    case 2: return [.. bytes.AsSpan(0, at), .. new byte[length], .. bytes.AsSpan(at)];
                    case 3: return bytes[..at];
                    default: return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(Next(bytes.Length / 2), Math.Min(bytes.Length / 2, 400)), .. bytes.AsSpan(at)];
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
