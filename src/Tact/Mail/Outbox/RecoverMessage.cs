using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>
/// Messages whose sender died. Before its final dot could leave, a message surely was not taken: it waits again. After, nobody knows: it is looked for in Sent,
/// and else a person is asked. It is never sent again by itself.
/// </summary>
public static class RecoverMessage
{
    /// <summary>How long a sender may be silent before others take it for dead, in real time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Takes over what dead senders left; returns how many messages.</summary>
    /// <param name="silentSince">Claims from before this real time are taken for dead, Unix milliseconds.</param>
    public static int Run(Database data, long silentSince)
    {
        const string left = "state = 'sending' and claimed_at < @silentSince";
        if (data.Read(session => session.Scalar<long?>($"select id from outgoing where {left} limit 1", new { silentSince })) is null)
            return 0;
        return data.Write(session =>
        {
            var waits = session.Execute($"update outgoing set state = 'released', claimed_by = null, claimed_at = null, next_try_at = null, version = version + 1 where {left} and data_at is null", new { silentSince });
            var doubtful = session.Execute(
                $"update outgoing set state = 'in-doubt', next_try_at = 0, why = @why, version = version + 1 where {left} and data_at is not null", new { silentSince, why = Words("Tact stopped while it was sending.") });
            return waits + doubtful;
        });
    }

    /// <summary>A sender that ends in good order gives back what surely was not taken.</summary>
    public static void GiveBack(Session session, OutgoingRow row) => session.Execute(
        "update outgoing set state = 'released', claimed_by = null, claimed_at = null, version = version + 1 where id = @Id and state = 'sending' and claimed_by = @ClaimedBy and data_at is null", new { row.Id, row.ClaimedBy });

    /// <summary>The connection broke after the message had begun to leave.</summary>
    public static bool Doubt(Session session, OutgoingRow row, string said) => session.Execute(
        "update outgoing set state = 'in-doubt', next_try_at = 0, why = @why, version = version + 1 where id = @Id and state = 'sending' and claimed_by = @ClaimedBy", new { row.Id, row.ClaimedBy, why = Words(said) }) == 1;

    private static string Words(string said) => $"{said.TrimEnd('.')}. The server may have taken it, or not.";
}
