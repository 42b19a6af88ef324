using NodaTime;
using Tact.Web;

namespace Tact.Mail.Outbox;

/// <summary>Where a message stands, as people say it.</summary>
public static class OutboxWords
{
    /// <summary>A line for a message; null for a plain draft.</summary>
    public static string? Of(OutgoingRow row, Visit visit) => row.State switch
    {
        "released" when row.NextTryAt is { } again && again > visit.Now.ToUnixTimeMilliseconds() => $"{row.Why ?? "The mailbox keeps its pace."} Leaves {At(again, visit)}.",
        "released" when row.SendAt > visit.Now.ToUnixTimeMilliseconds() => $"Leaves {At(row.SendAt!.Value, visit)}, unless something happens before.",
        "released" => "Leaves now.",
        "sending" => "Is leaving now.",
        "sent" => $"Sent {At(row.SentAt!.Value, visit)}.",
        "in-doubt" => $"{row.Why} Look into their reply, your Sent folder or ask them: did it arrive?",
        "stopped" => $"Stopped before it left: {row.Why}",
        "failed" => $"Not sent: {row.Why}",
        "dropped" => row.Why ?? "Thrown away.",
        _ => null,
    };

    private static string At(long at, Visit visit) => When.At(Instant.FromUnixTimeMilliseconds(at), visit.Zone, visit.Today);
}
