using NodaTime;
using NodaTime.Text;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Touches;

/// <summary>How many touches somebody recorded on a day, and how many places of the day's capacity they used up.</summary>
public static class DayCounts
{
    /// <summary>Counts a touch (1), or takes it out again (-1).</summary>
    public static void Add(Session session, TimelineRow touch, DateTimeZone zone, int by)
    {
        if (touch.ByUser is not { } user)
            return;
        session.Execute(
            """
            insert into day_counts (owner_id, day, planned, touches)
            values (@user, @day, @planned, @by)
            on conflict (owner_id, day) do update set planned = day_counts.planned + excluded.planned, touches = day_counts.touches + excluded.touches
            """,
            new { user, day = LocalDatePattern.Iso.Format(Instant.FromUnixTimeMilliseconds(touch.At).InZone(zone).Date), planned = EntryData.Read(touch.Data).Planned == true ? by : 0, by });
    }
}
