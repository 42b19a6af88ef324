using Tact.Storage;
using Tact.Web;

namespace Tact.Today;

/// <summary>
/// What Today's page tells beside its list, asked for in one statement. Of colleagues who are away it says only whether there are any: each
/// has a list of their own.
/// </summary>
internal sealed class TodayBeside : MuchDueFacts
{
    /// <summary>1 when the reader has a mailbox to send from.</summary>
    public long Writes { get; set; }

    /// <summary>1 when somebody is away for whom the reader may cover.</summary>
    public long Covers { get; set; }

    /// <summary>How many recordings colleagues ask the reader to listen to.</summary>
    public long Asked { get; set; }

    /// <summary>The rehearsal of the newest of them.</summary>
    public long? AskedRehearsal { get; set; }

    /// <summary>The newest of them.</summary>
    public long? AskedRecording { get; set; }

    /// <summary>Who asks for it.</summary>
    public string? AskedBy { get; set; }

    /// <summary>The newest revision of the library; 0 for an empty one.</summary>
    public long Library { get; set; }

    /// <summary>The reader's messages that did not leave.</summary>
    public long Stopped { get; set; }

    /// <summary>The reader's messages of which nobody knows whether they arrived.</summary>
    public long Doubtful { get; set; }

    /// <summary>For an admin: people who ask for their data.</summary>
    public long Asking { get; set; }

    /// <summary>Reads it for the reader of an owner's Today.</summary>
    public static TodayBeside Read(Session session, Visit visit, Accounts.UserRow owner, bool isMuch)
    {
        var span = MuchDueSpan.Of(visit.Workspace, owner);
        return session.One<TodayBeside>(Sql, new
        {
            me = visit.User.Id, admin = visit.User.Role == "admin" ? 1 : 0, yesterday = Absences.Leaves.Yesterday(visit.Workspace), owner = owner.Id, much = isMuch ? 1 : 0, span.Today, span.LeaveSince, span.ImportSince,
        })!;
    }

    private static readonly string Sql = $"""
        select
          {Any("from mailboxes where removed_at is null and smtp_host is not null and (owner_id is null or owner_id = @me)")} as Writes,
          {Any("from leaves where cover_id = @me and cancelled_at is null and until_on >= @yesterday")} as Covers,
          (select count(*) from recording_asks where colleague_id = @me and answered_at is null) as Asked,
          asked.rehearsal_id as AskedRehearsal, asked.recording_id as AskedRecording, asked.name as AskedBy,
          coalesce((select max(revision) from assets), 0) as Library,
          (select count(*) from outgoing where written_by = @me and state in ('stopped', 'failed')) as Stopped,
          (select count(*) from outgoing where written_by = @me and state = 'in-doubt') as Doubtful,
          (select count(*) from data_requests r join contacts c on c.id = r.contact_id where @admin = 1 and r.answered_at is null and c.erased_at is null) as Asking,
          {Columns}
        from {From}
        left join (
          select k.rehearsal_id, a.recording_id, u.name
          from recording_asks a
          join recordings k on k.id = a.recording_id
          join rehearsals r on r.id = k.rehearsal_id
          join users u on u.id = r.owner_id
          where a.colleague_id = @me
            and a.answered_at is null
          order by a.recording_id desc
          limit 1) asked on 1 = 1
        """;

    private static string Any(string from) => $"cast(case when exists (select 1 {from}) then 1 else 0 end as bigint)";
}
