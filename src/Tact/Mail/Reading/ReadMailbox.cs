using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Core.Mail;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Reading;

/// <summary>What one pass through a mailbox found.</summary>
/// <param name="Looked">Messages looked at in this pass.</param>
/// <param name="Kept">Of those, kept as new mail.</param>
/// <param name="Folders">Folders read.</param>
public sealed record ReadPass(long Looked, long Kept, int Folders);

/// <summary>
/// Reads a mailbox until nothing on the server is left unseen: every folder but drafts, bin and junk (all mail, where the server has such a folder). What
/// was looked at is written down message by message, so that a pass that was interrupted goes on where it was, and gaps show.
/// </summary>
public sealed class ReadMailbox(Workspace workspace, MailboxConnections connections)
{
    private const int HeadsAtOnce = 200;
    private const int MailsAtOnce = 10;
    private static readonly Duration JustArrived = Duration.FromDays(3);
    private static readonly string[] NotRead = ["\\Drafts", "\\Trash", "\\Junk", "\\Flagged", "\\Important"];

    /// <summary>Looks through all folders. <paramref name="whole"/> compares with everything on the server, otherwise only what is new. Throws <see cref="MailTrouble"/>.</summary>
    public async Task<ReadPass> Run(MailboxRow mailbox, bool whole, CancellationToken stop, Action<ReadPass>? progress = null)
    {
        var folders = await Folders(mailbox, stop);
        var pass = new ReadPass(0, 0, 0);
        foreach (var folder in folders)
        {
            pass = await Read(mailbox, folder, whole, pass, progress, stop) with { Folders = pass.Folders + 1 };
            stop.ThrowIfCancellationRequested();
        }

        workspace.Data.Write(session => session.Execute(
            "update mailboxes set state = 'connected', problem = null, problem_at = null, checked_at = @now where id = @Id", new { mailbox.Id, now = workspace.Now.ToUnixTimeMilliseconds() }));
        return pass;
    }

    /// <summary>Looks at what arrived in the last days and was not looked at yet, and at nothing else: before something is sent, an answer that lies in the mailbox must be known. Throws <see cref="MailTrouble"/>.</summary>
    public async Task CatchUp(MailboxRow mailbox, CancellationToken stop)
    {
        if (workspace.Data.Read(session => session.Scalar<long>("select count(*) from mailbox_folders where mailbox_id = @Id and gone_at is null", new { mailbox.Id })) == 0)
            await Folders(mailbox, stop);
        var arriving = workspace.Data.Read(session => session.Query<(long Id, string Path, string? Validity)>(
            "select id, path, uid_validity from mailbox_folders where mailbox_id = @Id and gone_at is null and role in ('inbox', 'all')", new { mailbox.Id }));
        foreach (var (id, path, validity) in arriving)
        {
            var found = await connections.Ask(mailbox, "uids", Of(("path", path), ("since", InstantPattern.General.Format(workspace.Clock.Real - JustArrived)), ("from", 1)), stop: stop);
            if (validity is not null && found.GetProperty("uidValidity").GetString() != validity)
            {
                await Run(mailbox, whole: true, stop);
                return;
            }

            var uids = found.GetProperty("uids").EnumerateArray().Select(uid => uid.GetInt64()).ToList();
            var seen = workspace.Data.Read(session => session.Query<long>("select uid from mailbox_messages where folder_id = @id and uid in @uids", new { id, uids }));
            foreach (var some in uids.Except(seen).Order().Chunk(HeadsAtOnce))
                await Look(mailbox, new Folder(id, path, validity, validity, 0, null), some, stop);
        }
    }

    /// <summary>The folder to be told of changes in.</summary>
    public string? Watched(MailboxRow mailbox) => workspace.Data.Read(session => session.Scalar<string>(
        "select path from mailbox_folders where mailbox_id = @Id and gone_at is null and role in ('inbox', 'all') order by case role when 'inbox' then 0 else 1 end limit 1", new { mailbox.Id }));

    private async Task<List<Folder>> Folders(MailboxRow mailbox, CancellationToken stop)
    {
        var answer = await connections.Ask(mailbox, "folders", Nothing, stop: stop);
        var there = answer.EnumerateArray().Where(folder => folder.GetProperty("readable").GetBoolean())
            .Select(folder => (Path: folder.GetProperty("path").GetString()!, Use: folder.GetProperty("use").GetString(), Validity: folder.GetProperty("uidValidity").GetString(), Next: Number(folder, "uidNext"))).ToList();
        // one folder holds everything (Gmail): the others are its labels
        var all = there.Find(folder => folder.Use == "\\All");
        var read = all.Path is not null ? [all] : there.Where(folder => !NotRead.Contains(folder.Use)).ToList();
        return workspace.Data.Write(session =>
        {
            var known = session.Query<(long Id, string Path, string? Validity, long Last)>("select id, path, uid_validity, last_uid from mailbox_folders where mailbox_id = @Id", new { mailbox.Id });
            foreach (var (id, _, _, _) in known.Where(one => read.TrueForAll(folder => folder.Path != one.Path)))
                session.Execute("update mailbox_folders set gone_at = @now where id = @id and gone_at is null", new { id, now = workspace.Now.ToUnixTimeMilliseconds() });
            // what we wrote comes first, so that answers find what they answer
            return read.OrderByDescending(folder => folder.Use == "\\Sent").ToList().ConvertAll(folder =>
            {
                var role = folder.Use switch { "\\All" => "all", "\\Inbox" => "inbox", "\\Sent" => "sent", _ => "other" };
                var (_, _, validity, last) = known.Find(one => one.Path == folder.Path);
                var id = session.Insert(
                    "insert into mailbox_folders (mailbox_id, path, role) values (@Id, @Path, @role) on conflict (mailbox_id, path) do update set role = excluded.role, gone_at = null returning id",
                    new { mailbox.Id, folder.Path, role });
                return new Folder(id, folder.Path, folder.Validity, validity, last, folder.Next);
            });
        });
    }

    private async Task<ReadPass> Read(MailboxRow mailbox, Folder folder, bool whole, ReadPass pass, Action<ReadPass>? progress, CancellationToken stop)
    {
        var anew = folder.Known != folder.Validity;
        if (!whole && !anew && folder.Next is { } next && next <= folder.Last + 1)
            return pass;
        var since = mailbox.Months == 0 ? Instant.FromUnixTimeMilliseconds(mailbox.CreatedAt) : workspace.Now - Duration.FromDays(mailbox.Months * 30.44);
        var from = whole || anew ? 1 : folder.Last + 1;
        var found = await connections.Ask(mailbox, "uids", Of(("path", folder.Path), ("since", InstantPattern.General.Format(since)), ("from", from)), stop: stop);
        var validity = found.GetProperty("uidValidity").GetString()!;
        var uids = found.GetProperty("uids").EnumerateArray().Select(uid => uid.GetInt64()).Order().ToList();
        if (folder.Known != validity)
        {
            // the server numbers its messages anew: everything is looked at again, and what is known is recognised by its Message-ID
            Write(session => session.Execute("delete from mailbox_messages where folder_id = @Id", new { folder.Id }));
            folder = folder with { Last = 0 };
        }

        var seen = from == 1 ? Write(session => Reconciled(session, folder, uids)) : [];
        Write(session => session.Execute(
            "update mailbox_folders set uid_validity = @validity, on_server = case when @from = 1 then @n else on_server + @n end, checked_at = @now where id = @Id",
            new { folder.Id, validity, from, n = (long)uids.Count, now = workspace.Now.ToUnixTimeMilliseconds() }));
        foreach (var some in uids.Where(uid => !seen.Contains(uid)).Chunk(HeadsAtOnce))
        {
            var kept = await Look(mailbox, folder, some, stop);
            pass = pass with { Looked = pass.Looked + some.Length, Kept = pass.Kept + kept };
            progress?.Invoke(pass);
        }

        if (uids.Count > 0)
            Write(session => session.Execute("update mailbox_folders set last_uid = @last where id = @Id and last_uid < @last", new { folder.Id, last = uids[^1] }));
        return pass;
    }

    /// <summary>What was looked at before, without what is gone from the server since.</summary>
    private static HashSet<long> Reconciled(Session session, Folder folder, List<long> uids)
    {
        var seen = session.Query<long>("select uid from mailbox_messages where folder_id = @Id", new { folder.Id }).ToHashSet();
        foreach (var gone in seen.Except(uids).Chunk(500))
            session.Execute("delete from mailbox_messages where folder_id = @Id and uid in @gone", new { folder.Id, gone });
        return seen;
    }

    private async Task<long> Look(MailboxRow mailbox, Folder folder, long[] uids, CancellationToken stop)
    {
        var answer = await connections.Ask(mailbox, "heads", Of(("path", folder.Path), ("uids", uids)), stop: stop);
        var heads = answer.EnumerateArray().Select(MailHead.Read).ToList();
        var matches = workspace.Data.Read(session =>
        {
            var matching = new MatchMail(session, mailbox);
            return heads.ConvertAll(head => (Head: head, Match: matching.Of(head)));
        });
        // messages that went away between the two questions are gone, and not forgotten
        Write(session =>
        {
            foreach (var (head, match) in matches.Where(one => one.Match.Fate != Fates.Matched))
                Note(session, folder, head.Uid, match.Fate, match.Copy);
        });
        long kept = 0;
        foreach (var some in matches.Where(one => one.Match.Fate == Fates.Matched).OrderBy(one => one.Head.Uid).Chunk(MailsAtOnce))
            kept += await Keep(mailbox, folder, some, stop);
        return kept;
    }

    private async Task<long> Keep(MailboxRow mailbox, Folder folder, (MailHead Head, MailMatch Match)[] some, CancellationToken stop)
    {
        var answer = await connections.Ask(mailbox, "read", Of(("path", folder.Path), ("uids", some.Select(one => one.Head.Uid).ToArray())), stop: stop);
        var own = workspace.Data.Read(Mailboxes.Mailboxes.OwnAddresses);
        var mails = answer.EnumerateArray().Select(read => (Uid: read.GetProperty("uid").GetInt64(), Message: MailMessage.Read(read.GetProperty("mail"))))
            .Join(some, read => read.Uid, one => one.Head.Uid, (read, one) => (one.Head, one.Match, read.Message, Meaning: Understanding.Of(read.Message, one.Head.At.InZone(workspace.Zone).Date, own))).ToList();
        try
        {
            return Write(session => mails.Sum(mail => Keep(session, mailbox, folder, mail)));
        }
        catch (Exception broken) when (broken is not DataProblem and not OperationCanceledException)
        {
            // one mail that cannot be kept must not hold up the others, nor go unnoticed
            return mails.Sum(mail => KeepAlone(mailbox, folder, mail));
        }
    }

    private long KeepAlone(MailboxRow mailbox, Folder folder, (MailHead Head, MailMatch Match, MailMessage Message, MailMeaning Meaning) mail)
    {
        try
        {
            return Write(session => Keep(session, mailbox, folder, mail));
        }
        catch (Exception broken) when (broken is not DataProblem and not OperationCanceledException)
        {
            Write(session => Note(session, folder, mail.Head.Uid, Fates.Unreadable, null));
            return 0;
        }
    }

    private long Keep(Session session, MailboxRow mailbox, Folder folder, (MailHead Head, MailMatch Match, MailMessage Message, MailMeaning Meaning) mail)
    {
        var (fate, id) = KeepMail.In(session, workspace, mailbox, mail.Head, mail.Match, mail.Message, mail.Meaning, new MatchMail(session, mailbox));
        Note(session, folder, mail.Head.Uid, fate, id);
        return fate == Fates.Matched ? 1 : 0;
    }

    private static void Note(Session session, Folder folder, long uid, string fate, long? mail) => session.Execute(
        "insert into mailbox_messages (folder_id, uid, fate, mail_id) values (@Id, @uid, @fate, @mail) on conflict (folder_id, uid) do update set fate = excluded.fate, mail_id = excluded.mail_id",
        new { folder.Id, uid, fate, mail });

    private T Write<T>(Func<Session, T> work) => workspace.Data.WritePatientlyAsync(work).GetAwaiter().GetResult();

    private void Write(Action<Session> work) => Write(session =>
    {
        work(session);
        return true;
    });

    private static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>();

    private static Dictionary<string, object?> Of(params (string Name, object? Value)[] arguments) => arguments.ToDictionary(one => one.Name, one => one.Value);

    private static long? Number(JsonElement of, string name) => of.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt64() : null;

    private sealed record Folder(long Id, string Path, string? Validity, string? Known, long Last, long? Next);
}
