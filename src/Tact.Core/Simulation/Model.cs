namespace Tact.Core.Simulation;

/// <summary>
/// The numbers of the invented people. The chance of a yes to a call is fitted to real calls (UCI Bank Marketing, doi
/// 10.24432/C5K306) and that of a mail to the shape vendors report; all else is our assumption, chosen for plausibility.
/// </summary>
internal static class Model
{
    /// <summary>Share of people who would ever say yes to a stranger. Assumed; the chances below were fitted with it.</summary>
    public const double Willing = 0.45;

    /// <summary>Share of them whose need or budget is open on the first day. Assumed.</summary>
    public const double OpenAtOnce = 0.75;

    /// <summary>The others' need opens evenly over so many days. Assumed.</summary>
    public const double OpensWithinDays = 720;

    /// <summary>A no, at each touch whose words arrive. Assumed.</summary>
    public const double SaysNo = 0.006;

    /// <summary>Of those who say no, how many give leave to stay in touch when they are not annoyed. Assumed.</summary>
    public const double LeaveToStay = 0.3;

    /// <summary>Somebody willing whose need is not open says "later" so much more rarely than they would say yes. Assumed.</summary>
    public const double SaysLater = 0.5;

    /// <summary>Of those who say "later", how many name the day. Assumed.</summary>
    public const double NamesTheDay = 0.6;

    /// <summary>Of those who say yes, how many buy in the same talk. Assumed.</summary>
    public const double BuysAtOnce = 0.3;

    /// <summary>Chance that an agreed call reaches them. Assumed.</summary>
    public const double Reached = 0.65;

    /// <summary>Of calls without an answer, how many leave no message. Assumed.</summary>
    public const double RingsOut = 0.35;

    /// <summary>Chance that somebody stalls within the year for a cause of their own (METHOD D), and how long. Assumed.</summary>
    public const double Stalls = 0.15;

    /// <summary>Days such a stall lasts. Assumed.</summary>
    public const int StallDays = 60;

    /// <summary>Chance that a call during an absence or stall brings news of it. Assumed.</summary>
    public const double BringsNews = 0.35;

    /// <summary>Share of numbers on record that lead nowhere. Assumed.</summary>
    public const double DeadNumbers = 0.04;

    /// <summary>Share of e-mail addresses on record that lead nowhere. Assumed.</summary>
    public const double DeadMails = 0.03;

    /// <summary>Share of people whose telephone somebody else may answer. Assumed.</summary>
    public const double Gatekeepers = 0.25;

    /// <summary>Chance that it is somebody else, each time. Assumed.</summary>
    public const double GatekeeperAnswers = 0.35;

    /// <summary>Days of one holiday; everybody takes two a year. Assumed.</summary>
    public const int HolidayDays = 14;

    /// <summary>Days after which being tired of unanswered tries begins to fade, and days in which it then halves. Assumed.</summary>
    public const int TiredForDays = 14;

    /// <summary>See <see cref="TiredForDays"/>.</summary>
    public const double TirednessHalves = 45;

    /// <summary>Days in which annoyance halves. Assumed.</summary>
    public const double AnnoyanceHalves = 10;

    /// <summary>Chance of an opt-out at a touch that does not annoy at all. Assumed.</summary>
    public const double OptsOutAtLeast = 0.003;

    /// <summary>How steeply opt-outs rise with annoyance above half of what they tolerate. Fitted to the shape of vendors' figures.</summary>
    public const double OptsOutRise = 0.05;

    /// <summary>How a touch annoys: a call with a message, a silent ring, a mail; more without anything for them, more when it comes soon.</summary>
    public const double CallAnnoys = 1.0;

    /// <summary>See <see cref="CallAnnoys"/>.</summary>
    public const double RingAnnoys = 0.5;

    /// <summary>See <see cref="CallAnnoys"/>.</summary>
    public const double MailAnnoys = 0.7;

    /// <summary>See <see cref="CallAnnoys"/>.</summary>
    public const double NothingForThemAnnoys = 0.6;

    /// <summary>See <see cref="CallAnnoys"/>.</summary>
    public const double SoonAnnoys = 0.5;

    /// <summary>
    /// Chance that somebody willing with an open need says yes to the n-th call in a row without an answer, solved so that
    /// the hazards of the whole population are those of the UCI table; behind the tenth it follows 11–15, 16–20 and 21+.
    /// </summary>
    private static readonly double[] Calls = [0.1828, 0.1895, 0.1787, 0.1744, 0.1392, 0.1442, 0.1095, 0.0987, 0.0967, 0.0836, 0.07, 0.07, 0.07, 0.07, 0.07, 0.045, 0.045, 0.045, 0.045, 0.045, 0.02];

    /// <summary>The same for mails: 1.28 % of all at the first, about half at the fifth (Growbots 2018, the shape only).</summary>
    private const double FirstMail = 0.0424;
    private const double MailFalls = 0.845;

    /// <summary>The chance of a yes after so many unanswered tries, for an average willing person.</summary>
    public static double Yes(Channel channel, double tries)
    {
        if (channel == Channel.Email)
            return FirstMail * Math.Pow(MailFalls, tries);
        var place = Math.Min((int)tries, Calls.Length - 1);
        var next = Math.Min(place + 1, Calls.Length - 1);
        return Calls[place] + ((Calls[next] - Calls[place]) * Math.Min(tries - place, 1));
    }

    /// <summary>The chance of an opt-out at an annoyance, where 1 is all they tolerate.</summary>
    public static double OptsOut(double annoyance)
    {
        var above = Math.Max(0, annoyance - 0.5);
        return Math.Min(0.5, OptsOutAtLeast + (OptsOutRise * above * above));
    }
}
