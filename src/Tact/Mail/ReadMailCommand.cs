using System.CommandLine;
using System.Text.Json;
using NodaTime;
using Tact.Commands;

namespace Tact.Mail;

/// <summary><c>tact read-mail FILE…</c>: what mails mean, one line each.</summary>
public static class ReadMailCommand
{
    /// <summary>The command.</summary>
    public static Command Command()
    {
        var files = new Argument<string[]>("FILE") { Description = "Mail files as they were sent (.eml)", Arity = ArgumentArity.OneOrMore };
        var text = new Option<bool>("--text") { Description = "The files are bare bodies, without headers (- reads standard input)" };
        var received = new Option<string?>("--received") { Description = "The day they arrived (default: the day they were written, or today)", HelpName = "DATE" };
        var language = new Option<string?>("--lang") { Description = "Their language, for the order of day and month: de, en-US", HelpName = "L" };
        var own = new Option<string[]>("--own") { Description = "An address of the mailbox itself", HelpName = "E" };
        var command = new Command("read-mail", "Say what mails mean: an answer, an absence, a bounce, an opt-out …; nothing is stored") { files, text, received, language, own };
        command.SetAction(words =>
        {
            try
            {
                var (clock, zone) = CommandLine.ClockAndZone(words);
                var where = zone ?? DateTimeZoneProviders.Tzdb.GetSystemDefault();
                var today = clock.Now.InZone(where).Date;
                var day = CommandLine.ReadDate(words.GetValue(received), "received", today);
                return words.GetValue(text)
                    ? Bodies(words, words.GetValue(files)!, day ?? today, words.GetValue(language))
                    : Mails(words, words.GetValue(files)!, day, today, where, words.GetValue(language), words.GetValue(own) ?? []);
            }
            catch (BadInput wrong)
            {
                return CommandLine.Fail(words, 2, [new Problem(wrong.Field, wrong.Message)]);
            }
        });
        return command;
    }

    private static int Bodies(ParseResult words, string[] files, LocalDate received, string? language)
    {
        var code = 0;
        foreach (var file in files)
        {
            var (body, problem) = ReadMail.Open(file);
            code = body is null ? Unread(words, file, problem!) : Print(words, ReadMail.Body(file, body, received, language), code);
        }

        return code;
    }

    private static int Mails(ParseResult words, string[] files, LocalDate? received, LocalDate today, DateTimeZone zone, string? language, string[] own)
    {
        switch (ReadMailGateway.Open())
        {
            case Result<ReadMailGateway>.Ok { Value: var gateway }:
                using (gateway)
                {
                    var code = 0;
                    foreach (var (file, (mail, problem)) in files.Zip(gateway.ParseAll([.. files.Select(Path.GetFullPath)])))
                    {
                        code = mail switch
                        {
                            null => Unread(words, file, problem ?? "This file could not be read."),
                            { Headers.Count: 0 } => Unread(words, file, "This is no mail: it has no header lines. A bare body is read with --text."),
                            _ => Print(words, ReadMail.File(file, mail, received, today, zone, language, own), code),
                        };
                    }

                    return code;
                }

            case Result<ReadMailGateway>.NotFound missing:
                return CommandLine.Fail(words, 4, [new Problem("mail-gateway", missing.What)]);
            default:
                throw new InvalidOperationException();
        }
    }

    private static int Unread(ParseResult words, string file, string problem)
    {
        if (words.GetValue(CommandLine.Json))
            Console.Out.WriteLine(JsonSerializer.Serialize(new { file, problem }, CommandLine.JsonFormat));
        Console.Error.WriteLine($"{file}: {problem}");
        return 2;
    }

    private static int Print(ParseResult words, MailRead read, int code)
    {
        if (words.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(read, CommandLine.JsonFormat));
            return code;
        }

        Console.Out.WriteLine($"{read.File}: {JsonNamingPolicy.KebabCaseLower.ConvertName(read.Kind.ToString())} ({read.Confidence:0%}). {read.Why}");
        if (read.ReturnsOn is { } back)
            Console.Out.WriteLine($"  back on {back}");
        if (read.ResumeOn is { } resume)
            Console.Out.WriteLine($"  again from {resume}");
        foreach (var (label, person) in (IEnumerable<(string, Core.Mail.NamedPerson?)>)[("stand-in", read.StandIn), ("referred to", read.ReferredTo)])
        {
            if (person is not null)
                Console.Out.WriteLine($"  {label}: {string.Join(" ", ((string?[])[person.Name, person.Email]).OfType<string>())}");
        }

        foreach (var recipient in read.Recipients)
            Console.Out.WriteLine($"  {recipient.Address}: {JsonNamingPolicy.KebabCaseLower.ConvertName(recipient.Verdict.ToString())}{(recipient.Status is { } status ? $" ({status})" : "")}");
        if (read.Evidence.Count > 0)
            Console.Out.WriteLine($"  {string.Join(" · ", read.Evidence.Select(one => $"\"{one}\""))}");
        return code;
    }
}
