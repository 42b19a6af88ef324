using System.Text.Json;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Mail.Mailboxes;

/// <summary>How to reach a mail server and sign in there, as the gateway takes it. Exactly one of password and access token is set.</summary>
/// <param name="Security">tls from the first byte, starttls, or none.</param>
/// <param name="Trust">"any" takes every certificate: only for servers on this machine.</param>
public sealed record ServerSettings(string Host, long Port, string Security, string User, string? Password, string? AccessToken, string? Trust);

/// <summary>A mailbox as it is stored.</summary>
public sealed class MailboxRow
{
    /// <summary>The columns every query selects, of mailboxes m with their owner u.</summary>
    public const string Columns = """
        m.id as Id, m.name as Name, m.address as Address, m.aliases as Aliases, m.owner_id as OwnerId, u.name as OwnerName,
        m.imap_host as ImapHost, m.imap_port as ImapPort, m.imap_security as ImapSecurity, m.smtp_host as SmtpHost, m.smtp_port as SmtpPort, m.smtp_security as SmtpSecurity,
        m.user_name as UserName, m.auth as Auth, m.secret as Secret, m.months as Months, m.company_mail as CompanyMail, m.left_out as LeftOut,
        m.hour_limit as HourLimit, m.day_limit as DayLimit, m.spacing_seconds as SpacingSeconds, m.signature as Signature, m.dkim as Dkim,
        m.state as State, m.problem as Problem, m.problem_at as ProblemAt, m.checked_at as CheckedAt, m.created_at as CreatedAt
        """;

    /// <summary>Where they come from.</summary>
    public const string From = "from mailboxes m left join users u on u.id = m.owner_id";

    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The name shown as sender.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address it sends from.</summary>
    public string Address { get; set; } = "";

    /// <summary>Further addresses that arrive here, a json list.</summary>
    public string Aliases { get; set; } = "[]";

    /// <summary>Whose it is; null when the team shares it.</summary>
    public long? OwnerId { get; set; }

    /// <summary>Their name.</summary>
    public string? OwnerName { get; set; }

    /// <summary>The server that is read.</summary>
    public string ImapHost { get; set; } = "";

    /// <summary>Its port.</summary>
    public long ImapPort { get; set; }

    /// <summary>tls, starttls or none.</summary>
    public string ImapSecurity { get; set; } = "tls";

    /// <summary>The server that sends; null for a mailbox that is only read.</summary>
    public string? SmtpHost { get; set; }

    /// <summary>Its port.</summary>
    public long? SmtpPort { get; set; }

    /// <summary>tls, starttls or none.</summary>
    public string? SmtpSecurity { get; set; }

    /// <summary>The name to sign in with.</summary>
    public string UserName { get; set; } = "";

    /// <summary>password, google or microsoft.</summary>
    public string Auth { get; set; } = "password";

    /// <summary>The sealed password, or the sealed tokens.</summary>
    public string? Secret { get; set; }

    /// <summary>How many months back are read at first.</summary>
    public long Months { get; set; }

    /// <summary>1 when mail with unknown people of known companies is kept too.</summary>
    public long CompanyMail { get; set; }

    /// <summary>Addresses and domains whose mail is never kept, a json list.</summary>
    public string LeftOut { get; set; } = "[]";

    /// <summary>Messages an hour at most.</summary>
    public long HourLimit { get; set; }

    /// <summary>Messages a day at most.</summary>
    public long DayLimit { get; set; }

    /// <summary>Seconds between two messages at least.</summary>
    public long SpacingSeconds { get; set; }

    /// <summary>What stands under each message.</summary>
    public string Signature { get; set; } = "";

    /// <summary>DKIM settings as json with a sealed key; null when the server signs.</summary>
    public string? Dkim { get; set; }

    /// <summary>new, connected, trouble.</summary>
    public string State { get; set; } = "new";

    /// <summary>What is wrong, in words.</summary>
    public string? Problem { get; set; }

    /// <summary>Since when, Unix milliseconds.</summary>
    public long? ProblemAt { get; set; }

    /// <summary>When it was last looked through, Unix milliseconds.</summary>
    public long? CheckedAt { get; set; }

    /// <summary>When it was connected, Unix milliseconds.</summary>
    public long CreatedAt { get; set; }

    /// <summary>Further addresses that arrive here.</summary>
    public IReadOnlyList<string> AliasList => JsonSerializer.Deserialize<List<string>>(Aliases) ?? [];

    /// <summary>Addresses and domains whose mail is never kept.</summary>
    public IReadOnlyList<string> LeftOutList => JsonSerializer.Deserialize<List<string>>(LeftOut) ?? [];

    /// <summary>Who may see its mail and send from it: its owner, and everybody where the team shares it.</summary>
    public bool MayUse(Actor actor) => OwnerId is null || OwnerId == actor.UserId || actor == Actor.CommandLine;

    /// <summary>Who may change it: its owner, and an admin.</summary>
    public bool MayChange(Actor actor) => actor.Role == "admin" || (OwnerId is not null && OwnerId == actor.UserId);
}

/// <summary>Finds mailboxes.</summary>
public static class Mailboxes
{
    /// <summary>One by its number; null when there is none (any more).</summary>
    public static MailboxRow? Of(Session session, long id) => session.One<MailboxRow>($"select {MailboxRow.Columns} {MailboxRow.From} where m.id = @id and m.removed_at is null", new { id });

    /// <summary>One by its number or address.</summary>
    public static Result<MailboxRow> Find(Session session, string idOrAddress)
    {
        var text = idOrAddress.Trim();
        var row = long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var id) ? Of(session, id)
            : session.One<MailboxRow>($"select {MailboxRow.Columns} {MailboxRow.From} where m.address_key = @key and m.removed_at is null", new { key = text.ToLowerInvariant() });
        return row is null ? new Result<MailboxRow>.NotFound($"There is no mailbox \"{text}\". See them with: tact mailbox list") : row;
    }

    /// <summary>All that are connected, by address.</summary>
    public static List<MailboxRow> All(Session session) => session.Query<MailboxRow>($"select {MailboxRow.Columns} {MailboxRow.From} where m.removed_at is null order by m.address_key, m.id");

    /// <summary>Those somebody may send from: their own first, then shared ones.</summary>
    public static List<MailboxRow> UsableBy(Session session, Actor actor) =>
        [.. All(session).Where(mailbox => mailbox.MayUse(actor)).OrderBy(mailbox => mailbox.OwnerId is null).ThenBy(mailbox => mailbox.Id)];

    /// <summary>Every address that is ours: of mailboxes, their aliases, and of the users. Lower case.</summary>
    public static HashSet<string> OwnAddresses(Session session)
    {
        var own = new HashSet<string>(session.Query<string>("select email_key from users"), StringComparer.Ordinal);
        foreach (var mailbox in All(session))
        {
            own.Add(mailbox.Address.ToLowerInvariant());
            own.UnionWith(mailbox.AliasList.Select(alias => alias.ToLowerInvariant()));
        }

        return own;
    }

    /// <summary>How to reach the server that is read. Opens the sealed secret.</summary>
    public static ServerSettings Reading(Database data, MailboxRow mailbox, string? accessToken = null) => Settings(data, mailbox, mailbox.ImapHost, mailbox.ImapPort, mailbox.ImapSecurity, accessToken);

    /// <summary>How to reach the server that sends. Opens the sealed secret.</summary>
    public static ServerSettings Sending(Database data, MailboxRow mailbox, string? accessToken = null) => Settings(data, mailbox, mailbox.SmtpHost!, mailbox.SmtpPort!.Value, mailbox.SmtpSecurity!, accessToken);

    /// <summary>What a mailbox's secret is sealed for.</summary>
    public static string Place(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"mailbox {id}");

    private static ServerSettings Settings(Database data, MailboxRow mailbox, string host, long port, string security, string? accessToken)
    {
        var password = mailbox.Auth == "password" && mailbox.Secret is { } kept ? SealedSecrets.Open(data, Place(mailbox.Id), kept) : null;
        return new ServerSettings(host, port, security, mailbox.UserName, password, mailbox.Auth == "password" ? null : accessToken, TrustOf(host));
    }

    // nobody is in between on the way to this machine itself, and its servers rarely have a certificate for that name
    internal static string? TrustOf(string host) => host is "localhost" or "127.0.0.1" or "::1" ? "any" : null;
}
