using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Tact.Core.Calendars;
using Tact.FollowUps;

namespace Tact.Accounts;

/// <summary>The hours an owner keeps, as contracts show them; null for none.</summary>
public sealed record HoursShown(string Owner, int? From, int? To);

/// <summary>A seller's own working hours, on days that are not off. Kept with the days off; they say when calls are possible for the seller, never when a contact may be called.</summary>
/// <param name="From">First hour.</param>
/// <param name="To">The hour at which they end.</param>
/// <param name="Zone">The seller's zone.</param>
/// <param name="DaysOff">The seller's days off.</param>
public sealed record OwnHours(int From, int To, DateTimeZone Zone, DaysOff DaysOff)
{
    private const int DaysAhead = 31;

    /// <summary>A user's hours; null when none are set.</summary>
    public static OwnHours? Of(UserRow user, Workspace workspace) =>
        Read(user.DaysOff) is ({ } from, { } to) ? new OwnHours(from, to, workspace.ZoneOf(user.Zone), ContactFile.DaysOffOf(user.DaysOff)) : null;

    /// <summary>The hours among what is kept as days off.</summary>
    public static (int? From, int? To) Read(string daysOff)
    {
        using var json = JsonDocument.Parse(string.IsNullOrEmpty(daysOff) ? "{}" : daysOff);
        return json.RootElement.TryGetProperty("hours", out var hours) && hours.ValueKind == JsonValueKind.Array ? (hours[0].GetInt32(), hours[1].GetInt32()) : (null, null);
    }

    /// <summary>What is wrong with hours; both or neither are given.</summary>
    public static Problem? Problem(int? from, int? to) =>
        (from, to) is (null, null) || (from is >= 0 and <= 23 && to is >= 1 and <= 24 && from < to) ? null : new Problem("hours", "Write both hours, such as 9 and 17: the first from 0 to 23, the second later, up to 24. Leave both empty for none.");

    /// <summary>Sets an owner's hours, or takes them away.</summary>
    public static Result<HoursShown> Set(Workspace workspace, Actor actor, string owner, int? from, int? to) => workspace.Data.Write(session => Actor.Find(session, owner, "owner").Then<HoursShown>(user =>
    {
        if (!actor.MayChange(user.Id))
            return new Result<HoursShown>.Refused($"{user.Name} or a manager sets these hours.", "role", null);
        if (Problem(from, to) is { } problem)
            return new Result<HoursShown>.Invalid([problem]);
        var days = JsonNode.Parse(string.IsNullOrEmpty(user.DaysOff) ? "{}" : user.DaysOff)!.AsObject();
        days.Remove("hours");
        if (from is { } first && to is { } last)
            days["hours"] = new JsonArray(first, last);
        session.Execute("update users set days_off = @text where id = @Id", new { user.Id, text = days.ToJsonString(JsonSerializerOptions.Default) });
        return new HoursShown(user.Email, from, to);
    }));

    /// <summary>An owner's hours.</summary>
    public static Result<HoursShown> Show(Workspace workspace, string owner) => workspace.Data.Read(session => Actor.Find(session, owner, "owner").Then<HoursShown>(user =>
    {
        var (from, to) = Read(user.DaysOff);
        return new HoursShown(user.Email, from, to);
    }));

    /// <summary>Whether it is their time to work.</summary>
    public bool IsOpen(Instant now) => now.InZone(Zone).Hour is var hour && hour >= From && hour < To && !DaysOff.IsOff(WorkingDays.NumberAt(now, Zone));

    /// <summary>The first instant from which both work: theirs opens and ours is open; what theirs says alone where the two never meet within a month.</summary>
    public Instant? Meets(CallWindow theirs, Instant now)
    {
        var first = theirs.IsOpen(now) ? now : theirs.NextOpening(now);
        var at = first;
        for (var i = 0; i < 2 * DaysAhead && at is { } time; i++)
        {
            var ours = IsOpen(time) ? time : Opens(time);
            if (ours is not { } open)
                break;
            if (theirs.IsOpen(open))
                return open;
            at = theirs.NextOpening(open);
        }

        return first;
    }

    private Instant? Opens(Instant after)
    {
        var day = WorkingDays.NumberAt(after, Zone);
        for (var i = 0; i <= DaysAhead; i++, day++)
        {
            if (!DaysOff.IsOff(day) && WorkingDays.Start(day, From, Zone) is var opens && opens > after)
                return opens;
        }

        return null;
    }
}
