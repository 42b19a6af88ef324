using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using Tact.Storage;
using Tact.Web;

namespace Tact.Mail.Outbox;

/// <summary>A message of a follow-up that is written and released: while it waits, nothing more is proposed.</summary>
/// <param name="Id">The message.</param>
/// <param name="State">released, sending or in-doubt.</param>
/// <param name="LeavesAt">When it leaves, ISO 8601; null once it is leaving, or may have left.</param>
public sealed record WaitingMessage(long Id, string State, string? LeavesAt)
{
    /// <summary>Who wrote it.</summary>
    [JsonIgnore]
    public long WrittenBy { get; init; }

    /// <summary>What the record of a message says; its times in Unix milliseconds.</summary>
    /// <param name="again">When it is tried again, after a first time in vain.</param>
    public static WaitingMessage Of(long id, string state, long? sendAt, long? again, long writtenBy) =>
        new(id, state, state == "released" ? InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(Math.Max(sendAt ?? 0, again ?? 0))) : null) { WrittenBy = writtenBy };

    /// <summary>The words, and where the message is; nowhere for those who may not look at it.</summary>
    public Choice Link(Visit visit) => new(visit.Actor.MayChange(WrittenBy) ? $"/outbox/{Id}" : "", Words(visit));

    /// <summary>As the next step says it: "Written; leaves tomorrow 9:00".</summary>
    public string Words(Visit visit) => State switch
    {
        "in-doubt" => "Written; nobody knows yet whether it arrived",
        "released" when LeavesAt is { } at && InstantPattern.General.Parse(at).Value is var leaves && leaves > visit.Now => $"Written; leaves {When.At(leaves, visit.Zone, visit.Today)}",
        _ => "Written; leaves now",
    };
}

/// <summary>Finds the messages that wait to leave.</summary>
public static class WaitingMessages
{
    /// <summary>The condition on a record of <c>outgoing</c>, as its index has it.</summary>
    public const string Waits = "state in ('released', 'sending', 'in-doubt') and follow_up_id is not null";

    /// <summary>The first of each follow-up that has one.</summary>
    public static Dictionary<long, WaitingMessage> Of(Session session, IEnumerable<long> followUps)
    {
        var wanted = followUps.Distinct().ToArray();
        var found = new Dictionary<long, WaitingMessage>();
        if (wanted.Length == 0)
            return found;
        var rows = session.Query<(long FollowUp, long Id, string State, long? SendAt, long? Again, long WrittenBy)>(
            $"select follow_up_id, id, state, send_at, next_try_at, written_by from outgoing where {Waits} and follow_up_id in @wanted order by send_at, id", new { wanted });
        foreach (var row in rows)
            found.TryAdd(row.FollowUp, WaitingMessage.Of(row.Id, row.State, row.SendAt, row.Again, row.WrittenBy));
        return found;
    }
}
