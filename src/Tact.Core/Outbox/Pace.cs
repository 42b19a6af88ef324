using NodaTime;

namespace Tact.Core.Outbox;

/// <summary>How fast a mailbox may send: messages an hour and a day at most, and the least time between two.</summary>
public sealed record Limits(int PerHour, int PerDay, Duration Between);

/// <summary>When the next message of a mailbox may leave, and when one that was turned away is tried again.</summary>
public static class Pace
{
    private static readonly int[] MinutesBetweenTries = [1, 5, 15, 60, 120, 240, 480, 720, 1440];

    /// <summary>The first moment from <paramref name="now"/> on at which the limits leave room. <paramref name="left"/>: when messages left in the last day, in any order.</summary>
    public static Instant Next(Limits limits, IEnumerable<Instant> left, Instant now)
    {
        var latest = left.Where(at => at > now - Duration.FromDays(1)).OrderDescending().ToList();
        var next = now;
        if (latest.Count > 0)
            next = Later(next, latest[0] + limits.Between);
        next = Later(next, RoomAfter(latest, limits.PerHour, Duration.FromHours(1)));
        return Later(next, RoomAfter(latest, limits.PerDay, Duration.FromDays(1)));
    }

    /// <summary>How long to wait after so many tries that surely took nothing; null when it is enough.</summary>
    public static Duration? BeforeTry(int tries) => tries > MinutesBetweenTries.Length ? null : Duration.FromMinutes(MinutesBetweenTries[Math.Max(0, tries - 1)]);

    // the one that makes room when it is old enough
    private static Instant RoomAfter(List<Instant> latest, int most, Duration within) => latest.Count < most ? Instant.MinValue : most <= 0 ? Instant.MaxValue : latest[most - 1] + within;

    private static Instant Later(Instant one, Instant other) => one > other ? one : other;
}
