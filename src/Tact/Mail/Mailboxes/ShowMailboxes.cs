using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Mail.Mailboxes;

/// <summary>A mailbox as contracts show it; times are ISO 8601.</summary>
/// <param name="State">new, connected or trouble.</param>
/// <param name="Complete">How much of it has been read.</param>
public sealed record MailboxShown(long Id, string Address, string Name, string? Owner, bool Shared, string State, string? Problem, string? ProblemSince, string? Checked, ServerShown Imap, ServerShown? Smtp, string Auth, long Months, bool CompanyMail, IReadOnlyList<string> Aliases, IReadOnlyList<string> LeftOut, Completeness Complete)
{
    /// <summary>Limits of sending.</summary>
    public required LimitsShown Limits { get; init; }
}

/// <summary>A server.</summary>
public sealed record ServerShown(string Host, long Port, string Security);

/// <summary>Messages an hour and a day at most, and seconds between two.</summary>
public sealed record LimitsShown(long Hour, long Day, long SpacingSeconds);

/// <summary>How complete the reading of a mailbox is.</summary>
/// <param name="OnServer">Messages on the server within the months that are read.</param>
/// <param name="Seen">Of those, looked at.</param>
/// <param name="Matched">Of those, kept because they are with known people.</param>
/// <param name="LeftOut">The others, by reason.</param>
/// <param name="Folders">The same by folder.</param>
public sealed record Completeness(long OnServer, long Seen, long Matched, IReadOnlyDictionary<string, long> LeftOut, IReadOnlyList<FolderShown> Folders);

/// <summary>One folder's part.</summary>
public sealed record FolderShown(string Folder, string Role, long OnServer, long Seen, long Matched, string? Checked);

/// <summary>Shows the mailboxes and how they are.</summary>
public static class ShowMailboxes
{
    /// <summary>Those the actor may see: their own, shared ones, and for an admin all.</summary>
    public static Result<IReadOnlyList<MailboxShown>> List(Workspace workspace, Actor actor) => workspace.Data.Read(session =>
        new Result<IReadOnlyList<MailboxShown>>.Ok([.. Mailboxes.All(session).Where(row => row.MayUse(actor) || row.MayChange(actor)).Select(row => One(session, workspace, row))]));

    /// <summary>One of them.</summary>
    public static Result<MailboxShown> Find(Workspace workspace, Actor actor, string mailbox) => workspace.Data.Read(session => Mailboxes.Find(session, mailbox).Then<MailboxShown>(row =>
        row.MayUse(actor) || row.MayChange(actor) ? One(session, workspace, row) : new Result<MailboxShown>.Refused($"{row.Address} belongs to {row.OwnerName}.", "role", null)));

    /// <summary>One, with its figures.</summary>
    public static MailboxShown One(Session session, Workspace workspace, MailboxRow row) => new(
        row.Id, row.Address, row.Name, row.OwnerName, row.OwnerId is null, row.State, row.Problem, Iso(row.ProblemAt), Iso(row.CheckedAt),
        new ServerShown(row.ImapHost, row.ImapPort, row.ImapSecurity), row.SmtpHost is null ? null : new ServerShown(row.SmtpHost, row.SmtpPort!.Value, row.SmtpSecurity!),
        row.Auth, row.Months, row.CompanyMail == 1, row.AliasList, row.LeftOutList, Figures(session, row.Id))
    {
        Limits = new LimitsShown(row.HourLimit, row.DayLimit, row.SpacingSeconds),
    };

    private static Completeness Figures(Session session, long mailbox)
    {
        var fates = session.Query<(long Folder, string Fate, long N)>(
            """
            select f.id, m.fate, count(*)
            from mailbox_folders f
            join mailbox_messages m on m.folder_id = f.id
            where f.mailbox_id = @mailbox
              and f.gone_at is null
            group by f.id, m.fate
            """,
            new { mailbox });
        var folders = session.Query<(long Id, string Path, string Role, long OnServer, long? Checked)>("select id, path, role, on_server, checked_at from mailbox_folders where mailbox_id = @mailbox and gone_at is null order by role, path", new { mailbox })
            .ConvertAll(folder =>
            {
                var own = fates.Where(fate => fate.Folder == folder.Id).ToList();
                return new FolderShown(folder.Path, folder.Role, folder.OnServer, own.Sum(fate => fate.N), own.Where(fate => Fates.IsKept(fate.Fate)).Sum(fate => fate.N), Iso(folder.Checked));
            });
        return new Completeness(
            folders.Sum(folder => folder.OnServer), folders.Sum(folder => folder.Seen), folders.Sum(folder => folder.Matched),
            fates.Where(fate => !Fates.IsKept(fate.Fate)).GroupBy(fate => fate.Fate).OrderByDescending(group => group.Sum(fate => fate.N)).ToDictionary(group => group.Key, group => group.Sum(fate => fate.N)), folders);
    }

    private static string? Iso(long? at) => at is { } time ? InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(time)) : null;
}

/// <summary>What became of a message that was looked at.</summary>
public static class Fates
{
    /// <summary>It is kept.</summary>
    public const string Matched = "matched";

    /// <summary>It is a copy of one that is kept.</summary>
    public const string Copy = "copy";

    /// <summary>With nobody we know.</summary>
    public const string Nobody = "nobody known";

    /// <summary>Between ourselves.</summary>
    public const string Own = "between colleagues";

    /// <summary>From an address or domain that was left out.</summary>
    public const string LeftOut = "left out by setting";

    /// <summary>Not sent yet.</summary>
    public const string Draft = "draft";

    /// <summary>Could not be read.</summary>
    public const string Unreadable = "could not be read";

    /// <summary>Whether it counts as matched.</summary>
    public static bool IsKept(string fate) => fate is Matched or Copy;
}
