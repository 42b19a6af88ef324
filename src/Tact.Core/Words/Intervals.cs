namespace Tact.Core;

/// <summary>How far a share that was counted may lie from the real one.</summary>
public static class Intervals
{
    private const double Z = 1.96;

    /// <summary>The 95 % interval of a share (Wilson 1927), both ends from 0 to 1; good for few and for extreme shares, too.</summary>
    public static (double Low, double High) Wilson(long yes, long of)
    {
        var share = (double)yes / of;
        var over = 1 + (Z * Z / of);
        var middle = share + (Z * Z / (2 * of));
        var half = Z * Math.Sqrt((share * (1 - share) / of) + (Z * Z / (4.0 * of * of)));
        return (Math.Max(0, (middle - half) / over), Math.Min(1, (middle + half) / over));
    }
}
