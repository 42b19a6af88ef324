namespace Tact.Core.Simulation;

/// <summary>What is counted of one batch of people: whole numbers only, so that adding them up in any order gives the same.</summary>
internal sealed class Tally
{
    private const int MostTouches = 401;
    private readonly long[] reached = new long[MostTouches];
    private readonly long[] answered = new long[MostTouches];
    private readonly long[] optedOut = new long[MostTouches];

    public long People { get; set; }

    public long Answers { get; set; }

    public long Wins { get; set; }

    public long Noes { get; set; }

    public long OptOuts { get; set; }

    public long Touches { get; set; }

    public long Limbo { get; set; }

    public long Annoyed { get; set; }

    /// <summary>By number of the touch, from 1: people it was made to who had said nothing yet.</summary>
    public ReadOnlySpan<long> ReachedBy => reached;

    /// <summary>Of these, who said yes to it.</summary>
    public ReadOnlySpan<long> AnsweredBy => answered;

    /// <summary>Of these, who asked never to be contacted again.</summary>
    public ReadOnlySpan<long> OptedOutBy => optedOut;

    public void Reached(int n) => reached[n]++;

    public void Answered(int n) => answered[n]++;

    public void OptedOut(int n) => optedOut[n]++;

    public static Tally Sum(IEnumerable<Tally> parts)
    {
        var sum = new Tally();
        foreach (var part in parts)
            sum.Add(part);
        return sum;
    }

    private void Add(Tally other)
    {
        People += other.People;
        Answers += other.Answers;
        Wins += other.Wins;
        Noes += other.Noes;
        OptOuts += other.OptOuts;
        Touches += other.Touches;
        Limbo += other.Limbo;
        Annoyed += other.Annoyed;
        for (var n = 0; n < MostTouches; n++)
        {
            reached[n] += other.reached[n];
            answered[n] += other.answered[n];
            optedOut[n] += other.optedOut[n];
        }
    }
}
