using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core.Mail;
using Tact.Mail.Reading;
using Tact.Storage;

namespace Tact.Mail.Inbox;

/// <summary>A mail as contracts show it; times are ISO 8601, dates yyyy-MM-dd.</summary>
/// <param name="Kind">What Tact understood: reply, interested, not-now … (MailKind); sent, forwarded.</param>
/// <param name="Confidence">How sure that is, 0 to 1.</param>
/// <param name="Text">Their own words, without quotes and signature.</param>
/// <param name="Did">What Tact did with it.</param>
/// <param name="State">done, held (waits for somebody) or shown (nothing to do).</param>
public sealed record InboxMail(
    long Id, string At, MailPerson From, long? Contact, string? Name, string? Company, long? FollowUp, string Subject, string Text, string Kind, double Confidence, IReadOnlyList<string> Evidence, string Why, string Did, string State,
    string MatchedBy, string? ReturnsOn, string? ResumeOn, NamedPerson? StandIn, NamedPerson? ReferredTo, IReadOnlyList<RecipientText> Recipients, long Thread, string Mailbox, string? Judged);

/// <summary>A page of the inbox.</summary>
/// <param name="Held">Mails that wait for somebody, whenever they came.</param>
/// <param name="Mails">The others, newest first.</param>
/// <param name="After">Where the next page begins; null when there is none.</param>
public sealed record InboxShown(IReadOnlyList<InboxMail> Held, IReadOnlyList<InboxMail> Mails, string? After);

/// <summary>What came in for somebody's people, with what Tact understood and did.</summary>
public static class ShowInbox
{
    private const int PageSize = 50;
    private const int MostHeld = 100;

    private const string Columns = $"{MailRow.Columns}, c.name as Name, co.name as Company, b.address as Mailbox, j.name as Judge";

    private const string From = """
        from mails m
        join mailboxes b on b.id = m.mailbox_id
        left join contacts c on c.id = m.contact_id
        left join companies co on co.id = c.company_id
        left join users j on j.id = m.judged_by
        """;

    /// <summary>The mails of one's own people and mailboxes.</summary>
    public static Result<InboxShown> Run(Workspace workspace, Actor actor, string? after = null) => workspace.Data.Read(session =>
    {
        var (at, id) = Cursor(after);
        var boxes = Boxes(session, actor);
        var held = after is not null ? [] : session.Query<Shown>($"select {Columns} {From} where m.state = 'held' and {Mine} order by m.at desc, m.id desc limit @MostHeld", new { boxes, me = actor.UserId ?? 0, MostHeld });
        var rows = session.Query<Shown>(
            $"""
            select {Columns}
            {From}
            where m.direction = 'in'
              and m.state <> 'held'
              and (m.at < @at or (m.at = @at and m.id < @id))
              and {Mine}
            order by m.at desc, m.id desc
            limit @most
            """,
            new { boxes, me = actor.UserId ?? 0, at, id, most = PageSize + 1 });
        var more = rows.Count > PageSize;
        if (more)
            rows.RemoveAt(PageSize);
        return new InboxShown(held.ConvertAll(row => row.Show()), rows.ConvertAll(row => row.Show()), more ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rows[^1].At}.{rows[^1].Id}") : null);
    });

    /// <summary>One mail with its thread, oldest first; a colleague's private mailbox stays closed.</summary>
    public static Result<(MailRow Mail, InboxMail Shown, IReadOnlyList<MailRow> Thread)> One(Session session, Actor actor, long id)
    {
        var boxes = Boxes(session, actor);
        var row = session.One<Shown>($"select {Columns} {From} where m.id = @id and {Mine}", new { id, boxes, me = actor.UserId ?? 0 });
        if (row is null)
            return new Result<(MailRow, InboxMail, IReadOnlyList<MailRow>)>.NotFound($"There is no mail {id} that you may see.");
        var thread = session.Query<MailRow>($"select {MailRow.Columns} from mails m join mailboxes b on b.id = m.mailbox_id where m.thread_id = @ThreadId and {Mine} order by m.at, m.id limit 200", new { row.ThreadId, boxes, me = actor.UserId ?? 0 });
        return (row, row.Show(), thread);
    }

    /// <summary>One mail, whoever may read it: for the one who has just judged it, even when it belongs to somebody else now.</summary>
    internal static InboxMail Any(Session session, long id) => session.One<Shown>($"select {Columns} {From} where m.id = @id", new { id })!.Show();

    /// <summary>The mails of one person that the actor may read, by the entry on the timeline that each became.</summary>
    public static Dictionary<long, long> ByEntry(Session session, Actor actor, long contact) => session
        .Query<(long Entry, long Mail)>($"select m.entry_id, min(m.id) from mails m where m.contact_id = @contact and m.entry_id is not null and {Mine} group by m.entry_id", new { contact, boxes = Boxes(session, actor), me = actor.UserId ?? 0 })
        .ToDictionary(row => row.Entry, row => row.Mail);

    /// <summary>How many mails wait for the actor.</summary>
    public static long Held(Session session, Actor actor) =>
        session.Scalar<long>($"select count(*) from mails m where m.state = 'held' and {Mine}", new { boxes = Boxes(session, actor), me = actor.UserId ?? 0 });

    // of a mailbox of mine or the team's, or with somebody I follow up
    private const string Mine = "(m.mailbox_id in @boxes or exists (select 1 from follow_ups f where f.contact_id = m.contact_id and f.owner_id = @me))";

    private static List<long> Boxes(Session session, Actor actor) => [.. Mailboxes.Mailboxes.UsableBy(session, actor).Select(box => box.Id), 0];

    private static (long At, long Id) Cursor(string? after) =>
        after?.Split('.') is [var at, var id] && long.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, out var time) && long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var number) ? (time, number) : (long.MaxValue, long.MaxValue);

    private sealed class Shown : MailRow
    {
        public string? Name { get; set; }

        public string? Company { get; set; }

        public string Mailbox { get; set; } = "";

        public string? Judge { get; set; }

        public InboxMail Show()
        {
            var meaning = MeaningText.Read(Meaning);
            return new InboxMail(
                Id, InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(At)), new MailPerson(FromName, FromAddress), ContactId, Name, Company, FollowUpId, Subject, Words, Kind, Confidence / 100.0,
                meaning.Evidence ?? [], meaning.Why, Did, State, MatchedBy, meaning.ReturnsOn, meaning.ResumeOn, meaning.StandIn, meaning.ReferredTo, meaning.Recipients ?? [], ThreadId, Mailbox, Judge);
        }
    }
}
