namespace Tact.Core.Simulation;

/// <summary>One invented person: what nobody can see from outside. Days count from the first day of the simulation.</summary>
internal readonly struct Someone
{
    private readonly int firstHoliday;
    private readonly int secondHoliday;
    private readonly int stallStart;

    public Someone(Chance chance)
    {
        StartDay = (int)(chance.Draw(Question.StartDay) * 28);
        Willing = chance.Draw(Question.Willing) < Model.Willing;
        OpensOn = chance.Draw(Question.OpenAtOnce) < Model.OpenAtOnce ? 0 : StartDay + (int)(chance.Draw(Question.Opens) * Model.OpensWithinDays);
        Keenness = 0.5 + chance.Draw(Question.Keenness);
        // half tolerate four average touches at once or more, some little, some a lot
        Tolerance = 2 * Math.Pow(4, chance.Draw(Question.Tolerance));
        firstHoliday = (int)(chance.Draw(Question.AwayFirst) * 182);
        secondHoliday = 182 + (int)(chance.Draw(Question.AwaySecond) * 182);
        stallStart = chance.Draw(Question.Stalls) < Model.Stalls ? (int)(chance.Draw(Question.StallStart) * 365) : -1;
        NumberIsDead = chance.Draw(Question.DeadNumber) < Model.DeadNumbers;
        MailIsDead = chance.Draw(Question.DeadMail) < Model.DeadMails;
        HasGatekeeper = chance.Draw(Question.HasGatekeeper) < Model.Gatekeepers;
        StallReason = StallKinds[(int)(chance.Draw(Question.StallReason) * StallKinds.Length)];
    }

    private static readonly StallReason[] StallKinds = [StallReason.Ill, StallReason.BossChanged, StallReason.Reorganised, StallReason.Family, StallReason.Review, StallReason.Busy];

    /// <summary>Day of the first contact.</summary>
    public int StartDay { get; }

    /// <summary>Would ever say yes.</summary>
    public bool Willing { get; }

    /// <summary>Day from which the need or budget is open.</summary>
    public int OpensOn { get; }

    /// <summary>How readily they answer; 1 on average.</summary>
    public double Keenness { get; }

    /// <summary>How much pressure they tolerate.</summary>
    public double Tolerance { get; }

    /// <summary>The number on record leads nowhere.</summary>
    public bool NumberIsDead { get; }

    /// <summary>The e-mail address on record leads nowhere.</summary>
    public bool MailIsDead { get; }

    /// <summary>Somebody else may answer their telephone.</summary>
    public bool HasGatekeeper { get; }

    /// <summary>Why they stall, when they do.</summary>
    public StallReason StallReason { get; }

    /// <summary>The day they are back, when they are away; 0 when they are there.</summary>
    public int AwayUntil(int day)
    {
        var year = day / 365 * 365;
        var inYear = day - year;
        if (inYear >= firstHoliday && inYear < firstHoliday + Model.HolidayDays)
            return year + firstHoliday + Model.HolidayDays;
        return inYear >= secondHoliday && inYear < secondHoliday + Model.HolidayDays ? year + secondHoliday + Model.HolidayDays : 0;
    }

    /// <summary>Something else has all their attention (METHOD D).</summary>
    public bool IsStalled(int day) => stallStart >= 0 && day % 365 is var inYear && inYear >= stallStart && inYear < stallStart + Model.StallDays;
}
