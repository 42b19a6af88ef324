using System.Text.Json;
using Shouldly;
using Tact.Mail;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Mail;

/// <summary>tact read-mail: one line per mail, clear errors.</summary>
public sealed class ReadMailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tact-mail-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Why mail files cannot be read here; null where they can.</summary>
    internal static string? Missing { get; } = ReadMailGateway.Open() switch
    {
        Result<ReadMailGateway>.Ok { Value: var gateway } => Close(gateway),
        Result<ReadMailGateway>.NotFound missing => missing.What,
        _ => "the mail gateway does not open",
    };

    private static string? Close(ReadMailGateway gateway)
    {
        gateway.Dispose();
        return null;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static List<JsonElement> Lines(CommandRun run) => [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    [Fact]
    public void A_bare_body_is_read_without_Node()
    {
        var run = InProcess.Run(["read-mail", "--text", "--json", "--received", "2026-07-22", Write("a.txt", "Bin im Urlaub, bin KW 34 zurück. VG Jens"), Write("b.txt", "Not now - try me in March.\n\nOn 1 Jul 2026, at 10:00, Me <me@example.com> wrote:\n> Tea?")]);
        run.ExitCode.ShouldBe(0);
        var lines = Lines(run);
        lines.Count.ShouldBe(2);
        lines[0].GetProperty("kind").GetString().ShouldBe("out-of-office");
        lines[0].GetProperty("returnsOn").GetString().ShouldBe("2026-08-17");
        lines[1].GetProperty("kind").GetString().ShouldBe("not-now");
        lines[1].GetProperty("resumeOn").GetString().ShouldBe("2027-03-01");
        lines[1].GetProperty("text").GetString().ShouldBe("Not now - try me in March.");
        foreach (var name in (string[])["file", "kind", "confidence", "text", "returnsOn", "resumeOn", "standIn", "referredTo", "recipients", "evidence", "why"])
            lines[0].TryGetProperty(name, out _).ShouldBeTrue(name);
    }

    [Fact]
    public void A_body_comes_from_standard_input_too() =>
        InProcess.Run(["read-mail", "--text", "-"], "Please unsubscribe me.").Output.ShouldContain("opt-out");

    [Fact]
    public void Wrong_words_are_said_to_be()
    {
        InProcess.Run(["read-mail"]).ExitCode.ShouldBe(2);
        var day = InProcess.Run(["read-mail", "--text", "--received", "soon", Write("a.txt", "Hi")]);
        (day.ExitCode, day.Errors).ShouldBe((2, "received: \"soon\" is no date. Write it as 2026-03-14.\n"));
        var missing = InProcess.Run(["read-mail", "--text", "--json", Path.Combine(_folder, "none.txt"), Write("b.txt", "Thanks!")]);
        missing.ExitCode.ShouldBe(2);
        missing.Errors.ShouldContain("There is no such file.");
        Lines(missing).Count.ShouldBe(2);
    }

    [Fact]
    public void Mail_files_go_through_one_gateway()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var bounce = Write("bounce.eml", "From: Mail Delivery System <mailer-daemon@mx.example.net>\nTo: me@example.com\nSubject: Undelivered Mail Returned to Sender\nDate: Wed, 22 Jul 2026 10:00:00 +0200\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nI could not deliver your message.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; ben@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\n--b--\n");
        var flowed = Write("flowed.eml", "From: Ada <ada@example.org>\nTo: me@example.com\nSubject: Re: Tea\nContent-Type: text/plain; format=flowed\n\n> Is Tuesday \n> fine? \nYes, and \nbring milk.\n");
        var empty = Write("empty.eml", "");
        var run = InProcess.Run(["read-mail", "--json", bounce, flowed, empty, Path.Combine(_folder, "none.eml"), _folder]);
        run.ExitCode.ShouldBe(2);
        var lines = Lines(run);
        lines.Count.ShouldBe(5);
        lines[0].GetProperty("kind").GetString().ShouldBe("bounce");
        lines[0].GetProperty("recipients")[0].GetProperty("verdict").GetString().ShouldBe("dead");
        lines[1].GetProperty("text").GetString().ShouldBe("Yes, and bring milk.");
        lines[2].GetProperty("problem").GetString().ShouldBe("This is no mail: it has no header lines. A bare body is read with --text.");
        lines[3].GetProperty("problem").GetString().ShouldBe("There is no such file.");
        lines[4].GetProperty("problem").GetString().ShouldBe("This is a folder, not a file.");
    }

    [Fact]
    public void What_is_too_much_is_cut_and_the_rest_is_read()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var nested = string.Concat(Enumerable.Range(0, 100).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        using var gateway = ((Result<ReadMailGateway>.Ok)ReadMailGateway.Open()).Value;
        var (mail, problem) = gateway.Parse(Write("deep.eml", $"From: ada@example.org\nSubject: Tea\n{nested}Deep.\n"));
        problem.ShouldBeNull();
        mail!.Subject.ShouldBe("Tea");
        mail.IsCut.ShouldBeTrue();
    }
}
