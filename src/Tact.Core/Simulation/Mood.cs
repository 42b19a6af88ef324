namespace Tact.Core.Simulation;

/// <summary>How somebody feels about being contacted: annoyed, and tired of tries they did not answer. Both fade.</summary>
internal struct Mood
{
    private double annoyance;
    private double tries;
    private int lastDay;
    private bool met;

    /// <summary>Was annoyed beyond what they tolerate at least once.</summary>
    public bool WasAnnoyed { get; private set; }

    /// <summary>A touch arrives; the annoyance it leaves.</summary>
    public double Meet(int day, Channel channel, bool rings, bool brings)
    {
        var gap = met ? day - lastDay : int.MaxValue;
        annoyance *= met ? Math.Pow(0.5, gap / Model.AnnoyanceHalves) : 0;
        annoyance += channel == Channel.Email ? Model.MailAnnoys : rings ? Model.RingAnnoys : Model.CallAnnoys;
        // a ring brings nothing and is not expected to
        if (!brings && !rings)
            annoyance += Model.NothingForThemAnnoys;
        if (gap <= 2)
            annoyance += Model.SoonAnnoys;
        return annoyance;
    }

    /// <summary>Tries before this one that they did not answer and still remember.</summary>
    public double TriedBefore(int day)
    {
        if (met && day - lastDay > Model.TiredForDays)
            tries *= Math.Pow(0.5, (day - lastDay - Model.TiredForDays) / Model.TirednessHalves);
        var before = tries;
        tries++;
        lastDay = day;
        met = true;
        return before;
    }

    /// <summary>Keeps in mind whether it went too far; 1 is all they tolerate.</summary>
    public void Annoy(double annoyance) => WasAnnoyed |= annoyance >= 1;

    /// <summary>A talk clears the air.</summary>
    public void Talk()
    {
        annoyance *= 0.3;
        tries = 0;
    }
}
