using NodaTime;
using Tact.Core.FollowUps;
using Tact.Storage;

namespace Tact;

/// <summary>The business clock: the real time, or the frozen instant of <c>--now</c> (for demonstrations and tests).</summary>
public sealed class BusinessClock(Instant? frozen, TimeProvider real)
{
    /// <summary>A clock that runs.</summary>
    public static BusinessClock Running { get; } = new(null, TimeProvider.System);

    /// <summary>Whether it stands still; pages show a banner then.</summary>
    public bool IsFrozen => frozen is not null;

    /// <summary>Now, for every decision and record.</summary>
    public Instant Now => frozen ?? Instant.FromDateTimeOffset(real.GetUtcNow());
}

/// <summary>One team's data with the clock and zone it is used in.</summary>
/// <param name="Data">Where everything is kept.</param>
/// <param name="Clock">The business clock.</param>
/// <param name="Zone">The zone of people and sellers for whom none is known.</param>
public sealed record Workspace(Database Data, BusinessClock Clock, DateTimeZone Zone)
{
    /// <summary>The presets and cadences in force.</summary>
    public Policies Policies { get; init; } = Policies.Shipped;

    /// <summary>Now.</summary>
    public Instant Now => Clock.Now;

    /// <summary>A zone by its IANA name; the workspace's zone when there is none or it is not known.</summary>
    public DateTimeZone ZoneOf(string? name) => name is null ? Zone : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? Zone;
}
