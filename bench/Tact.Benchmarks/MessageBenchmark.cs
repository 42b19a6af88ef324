using BenchmarkDotNet.Attributes;
using NodaTime;
using Tact.Core.Messages;

namespace Tact.Benchmarks;

/// <summary>The message check: an e-mail of 120 words with a date, and a page of 600.</summary>
[MemoryDiagnoser]
public class MessageBenchmark
{
    private const string Mail = """
        Dear Ms Hill,

        The frost warning for your valley comes at four in the morning, when nobody looks at a telephone. A nursery in Evesham had the same trouble for years: the message came, the heater stayed cold, and by six the young plants at the north wall were gone. They let the warning ring the heater instead of the gardener. The part costs forty pounds, any electrician can fit it in an hour, and it has worked for two winters now. I wrote down how they wired it; the page is below, with the name of the part.

        I will ring you on Thursday, 14 May 2026, at ten. If this is not for you, tell me, and I will leave it.

        Kind regards
        Joan Marsh
        """;

    private static readonly Receiver Known = new() { Names = ["Margaret Hill"], Company = "Hill Nurseries", OtherPeople = ["Omar Haddad", "Lea Sommer"], OtherCompanies = ["Cedar Clinics"], Acquaintance = Acquaintance.Talked, Given = ["frost table"] };

    private static readonly Draft Short = new() { Kind = MessageKind.Email, Subject = "Frost in the greenhouse", Text = Mail, Day = new LocalDate(2026, 5, 4), WayOut = WayOutState.Due };

    private static readonly Draft Page = Short with { Text = string.Join("\n\n", Enumerable.Repeat(Mail, 5)) };

    /// <summary>An e-mail.</summary>
    [Benchmark]
    public MessageFindings EMail() => MessageCheck.Look(Short, Known, Tuning.None);

    /// <summary>A page.</summary>
    [Benchmark]
    public MessageFindings APage() => MessageCheck.Look(Page, Known, Tuning.None);
}
