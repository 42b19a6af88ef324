using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;
using Tact.FollowUps;
using Tact.Storage;

namespace Tact;

/// <summary>The business clock: the real time, or the frozen instant of <c>--now</c> (for demonstrations and tests).</summary>
public sealed class BusinessClock(Instant? frozen, TimeProvider real)
{
    /// <summary>A clock that runs.</summary>
    public static BusinessClock Running { get; } = new(null, TimeProvider.System);

    /// <summary>Whether it stands still; pages show a banner then.</summary>
    public bool IsFrozen => frozen is not null;

    /// <summary>The real time, for questions to servers that have no other.</summary>
    public Instant Real => Instant.FromDateTimeOffset(real.GetUtcNow());

    /// <summary>Now, for every decision and record.</summary>
    public Instant Now => frozen ?? Instant.FromDateTimeOffset(real.GetUtcNow());
}

/// <summary>One team's data with the clock and zone it is used in.</summary>
/// <param name="Data">Where everything is kept.</param>
/// <param name="Clock">The business clock.</param>
/// <param name="Zone">The zone of people and sellers for whom none is known.</param>
public sealed record Workspace(Database Data, BusinessClock Clock, DateTimeZone Zone)
{
    private readonly Policies? tried;

    /// <summary>The presets and cadences of this team, kept up to date.</summary>
    public Etiquette.TeamPolicies Team { get; init; } = new();

    /// <summary>The library of this team, kept up to date.</summary>
    public Library.TeamLibrary Library { get; init; } = new();

    /// <summary>The presets and cadences in force; set to try others.</summary>
    public Policies Policies
    {
        get => tried ?? Team.Current;
        init => tried = value;
    }

    /// <summary>Now.</summary>
    public Instant Now => Clock.Now;

    /// <summary>
    /// Opens a workspace. Its zone is kept with the data, so that stored decisions do not depend on which machine asks:
    /// the first use sets it, naming another changes it and has every decision taken again.
    /// </summary>
    public static Workspace Open(Database data, BusinessClock clock, DateTimeZone? named)
    {
        const string setting = "zone";
        const string calendars = "calendars";
        var kept = data.Read(session => session.Scalar<string>("select value from settings where name = @setting", new { setting }));
        var zone = named ?? (kept is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(kept)) ?? DateTimeZoneProviders.Tzdb.GetSystemDefault();
        var workspace = new Workspace(data, clock, zone);
        var reckoned = data.Read(session => session.Scalar<string>("select value from settings where name = @calendars", new { calendars }));
        var queued = workspace.Team.Refresh(workspace);
        EndOfDay.Close(workspace);
        if (kept == zone.Id && reckoned == Reckoning)
        {
            if (queued > 0)
                workspace.TakeQueued();
            return workspace;
        }

        data.Write(session =>
        {
            Keep(session, setting, zone.Id);
            Keep(session, calendars, Reckoning);
            if (kept is not null)
            {
                session.Execute(
                    "insert into rechecks (follow_up_id, queued_at) select id, @at from follow_ups where due_on is not null on conflict (follow_up_id) do nothing",
                    new { at = workspace.Now.ToUnixTimeMilliseconds() });
            }
        });
        if (kept is not null || queued > 0)
            workspace.TakeQueued();
        return workspace;
    }

    /// <summary>Takes queued decisions at once: a small workspace is done then; of a large one the server's background work does the rest.</summary>
    public void TakeQueued()
    {
        for (var rounds = 0; rounds < MostRoundsAtOnce && Rechecks.Next(this) > 0; rounds++)
        {
            // the work is done in the condition
        }
    }

    private const int MostRoundsAtOnce = 250;

    /// <summary>What stored decisions were reckoned with; another one has all of them taken again.</summary>
    private static string Reckoning => $"{WorkCalendars.Version}; laws {Core.Law.TheirLaws.Version}; decisions {Decide.Version}";

    private static void Keep(Session session, string name, string value) =>
        session.Execute("insert into settings (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value", new { name, value });

    /// <summary>A zone by its IANA name; the workspace's zone when there is none or it is not known.</summary>
    public DateTimeZone ZoneOf(string? name) => name is null ? Zone : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? Zone;
}
