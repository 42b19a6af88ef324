namespace Tact.Core.Simulation;

/// <summary>The n-th call in the measured campaign and in the model.</summary>
/// <param name="N">Which call, from 1.</param>
/// <param name="Clients">Clients the bank called an n-th time.</param>
/// <param name="Observed">Share of them who said yes to it.</param>
/// <param name="Low">Lower end of its 95 % interval (Wilson).</param>
/// <param name="High">Upper end.</param>
/// <param name="Model">The same share among invented people.</param>
/// <param name="Within">Whether the model's lies within.</param>
public sealed record CalibratedCall(int N, int Clients, double Observed, double Low, double High, double Model, bool Within);

/// <summary>How well the invented people fit real ones.</summary>
public sealed record CalibrationReport
{
    /// <summary>Where the calls come from.</summary>
    public required string Source { get; init; }

    /// <summary>Invented people it was tried on.</summary>
    public required int People { get; init; }

    /// <summary>Call by call: calls only, every other working day, never stopping.</summary>
    public required IReadOnlyList<CalibratedCall> Calls { get; init; }

    /// <summary>Whether every call lies within its interval.</summary>
    public required bool CallsFit { get; init; }

    /// <summary>Yeses to the fifth mail for each yes to the first, mails only, every fourth working day; 0.48 in what a vendor reports (Growbots 2018).</summary>
    public required double FifthMailToFirst { get; init; }

    /// <summary>Opt-outs at the fourth mail for each at the first; more than 3 in what a vendor reports (Belkins 2025).</summary>
    public required double OptOutsFourthMailToFirst { get; init; }
}

/// <summary>Compares the model with what was measured (UCI Bank Marketing; the shape of vendors' figures for mail).</summary>
public static class Calibration
{
    /// <summary>The measured source.</summary>
    public const string Source = "UCI Bank Marketing, 45,211 clients of one bank, 124,956 calls (Moro, Rita, Cortez 2012; doi 10.24432/C5K306; CC BY 4.0)";

    private const int UsualPeople = 40_000;
    private const int Seed = 20120214;

    // clients called an n-th time, and how many of them said yes to it
    private static readonly (int Clients, int Yes)[] Measured =
        [(45211, 2561), (27667, 1401), (15162, 618), (9641, 317), (6119, 139), (4355, 92), (3064, 47), (2329, 32), (1789, 21), (1462, 14)];

    private static readonly Contender CallsOnly = Contender.Trying("calls-only", null, 2, Channel.Call);
    private static readonly Contender MailsOnly = Contender.Trying("mails-only", null, 4, Channel.Email);

    /// <summary>Tries the model on so many invented people.</summary>
    public static CalibrationReport Run(Spread spread, int people = UsualPeople)
    {
        var calls = Simulate.TwoMonths(CallsOnly, people, Seed, spread);
        var mails = Simulate.TwoMonths(MailsOnly, people, Seed, spread);
        var rows = Measured.Select((row, i) =>
        {
            var (low, high) = Intervals.Wilson(row.Yes, row.Clients);
            var model = Share(calls.AnsweredBy, calls.ReachedBy, i + 1);
            return new CalibratedCall(i + 1, row.Clients, Math.Round((double)row.Yes / row.Clients, 6), Math.Round(low, 6), Math.Round(high, 6), Math.Round(model, 6), model >= low && model <= high);
        }).ToList();
        return new CalibrationReport
        {
            Source = Source, People = people, Calls = rows, CallsFit = rows.TrueForAll(row => row.Within),
            FifthMailToFirst = Math.Round(Share(mails.AnsweredBy, mails.ReachedBy, 5) / Share(mails.AnsweredBy, mails.ReachedBy, 1), 3),
            OptOutsFourthMailToFirst = Math.Round(Share(mails.OptedOutBy, mails.ReachedBy, 4) / Share(mails.OptedOutBy, mails.ReachedBy, 1), 3),
        };
    }

    private static double Share(ReadOnlySpan<long> part, ReadOnlySpan<long> whole, int n) => (double)part[n] / whole[n];
}
