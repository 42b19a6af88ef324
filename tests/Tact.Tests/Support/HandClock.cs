namespace Tact.Tests.Support;

/// <summary>A real clock that a test moves by hand.</summary>
public sealed class HandClock : TimeProvider
{
    private DateTimeOffset now = System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan span) => now += span;
}
