namespace Tact.Core.Library;

/// <summary>To how many an asset was given, and how many of them were in touch both ways within thirty days after.</summary>
/// <param name="Given">People who have it.</param>
/// <param name="Waited">Those of them who have had it for thirty days: only they can be counted.</param>
/// <param name="Answered">Those of them with a two-way contact within the thirty days.</param>
public sealed record GivenAndAnswered(long Given, long Waited, long Answered)
{
    /// <summary>Days in which an answer is taken to have to do with it.</summary>
    public const int Days = 30;

    /// <summary>With fewer people than this, nothing is said about the share.</summary>
    public const int TooFew = 10;

    /// <summary>Whether there are too few to say anything.</summary>
    public bool IsTooFew => Waited < TooFew;

    /// <summary>The share that answered with its 95 % interval (Wilson), from 0 to 1; null when there are too few.</summary>
    public (double Share, double Low, double High)? Share
    {
        get
        {
            if (IsTooFew)
                return null;
            var (low, high) = Intervals.Wilson(Answered, Waited);
            return ((double)Answered / Waited, low, high);
        }
    }
}
