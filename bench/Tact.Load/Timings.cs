using System.Globalization;

namespace Tact.Load;

/// <summary>How long each of many calls took, in milliseconds, and how long all of them took together.</summary>
internal sealed class Timings(List<double> calls, TimeSpan span)
{
    private readonly List<double> ordered = [.. calls.Order()];

    public int Count => ordered.Count;

    public double PerSecond => ordered.Count / span.TotalSeconds;

    /// <summary>The time that so many of a hundred calls did not exceed.</summary>
    public double At(double percent) => ordered.Count == 0 ? double.NaN : ordered[Math.Min(ordered.Count - 1, (int)(ordered.Count * percent / 100))];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Count:N0} calls, {PerSecond:N0}/s, p50 {At(50):0.00} ms, p95 {At(95):0.00} ms, p99 {At(99):0.00} ms, slowest {At(100):0.0} ms");
}
