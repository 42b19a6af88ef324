using System.Text.Json;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Mail.Mailboxes;

/// <summary>A mailbox as somebody describes it. What is left empty is filled in from what is known of the provider.</summary>
public sealed record MailboxInput
{
    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>The name receivers see.</summary>
    public string? Name { get; init; }

    /// <summary>Whose it is, by e-mail; the one who connects it when empty.</summary>
    public string? Owner { get; init; }

    /// <summary>The team shares it.</summary>
    public bool Shared { get; init; }

    /// <summary>The name to sign in with; the address when empty.</summary>
    public string? User { get; init; }

    /// <summary>The password; null keeps the one that is there.</summary>
    public string? Password { get; init; }

    /// <summary>password, google or microsoft.</summary>
    public string? Auth { get; init; }

    /// <summary>The server that is read.</summary>
    public string? Imap { get; init; }

    /// <summary>Its port.</summary>
    public long? ImapPort { get; init; }

    /// <summary>tls, starttls or none.</summary>
    public string? ImapSecurity { get; init; }

    /// <summary>The server that sends; "none" for a mailbox that is only read.</summary>
    public string? Smtp { get; init; }

    /// <summary>Its port.</summary>
    public long? SmtpPort { get; init; }

    /// <summary>tls, starttls or none.</summary>
    public string? SmtpSecurity { get; init; }

    /// <summary>Months that are read back.</summary>
    public long? Months { get; init; }

    /// <summary>Keep mail of unknown people at known companies.</summary>
    public bool? CompanyMail { get; init; }

    /// <summary>Further addresses that arrive here.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>Addresses and domains whose mail is never kept.</summary>
    public IReadOnlyList<string>? LeftOut { get; init; }

    /// <summary>Messages an hour at most.</summary>
    public long? HourLimit { get; init; }

    /// <summary>Messages a day at most.</summary>
    public long? DayLimit { get; init; }

    /// <summary>Seconds between two messages at least.</summary>
    public long? SpacingSeconds { get; init; }

    /// <summary>What stands under each message.</summary>
    public string? Signature { get; init; }
}

/// <summary>Connects a mailbox, changes its settings, or takes it away again.</summary>
public static class ConnectMailbox
{
    private static readonly string[] Securities = ["tls", "starttls", "none"];
    private static readonly string[] Ways = ["password", "google", "microsoft"];

    /// <summary>Adds it; reading begins at once.</summary>
    public static Result<MailboxShown> Add(Workspace workspace, Actor actor, MailboxInput input)
    {
        if (!Addresses.LooksLikeEmail(input.Address.Trim()))
            return Result<MailboxShown>.Wrong("address", $"\"{input.Address}\" is no e-mail address. Write it as anna@example.com.");
        return workspace.Data.Write(session => Owner(session, actor, input).Then(owner =>
        {
            var provider = Provider.Of(input.Address);
            var row = new MailboxRow
            {
                Address = input.Address.Trim(), OwnerId = input.Shared ? null : owner?.Id, OwnerName = input.Shared ? null : owner?.Name, Name = owner?.Name ?? "", Auth = provider.Auth is { } way && input.Password is null ? way : "password",
                ImapHost = provider.Imap, ImapPort = Provider.ImapPort, ImapSecurity = "tls", SmtpHost = provider.Smtp, SmtpPort = provider.SmtpPort, SmtpSecurity = provider.SmtpSecurity,
                UserName = input.Address.Trim(), Months = 12, HourLimit = 20, DayLimit = 80, SpacingSeconds = 60, CreatedAt = workspace.Now.ToUnixTimeMilliseconds(),
            };
            if (Problems(row, input, isNew: true) is { Count: > 0 } problems)
                return new Result<MailboxShown>.Invalid(problems);
            var key = row.Address.ToLowerInvariant();
            if (session.Scalar<long?>("select id from mailboxes where address_key = @key and removed_at is null", new { key }) is { } there)
                return Result<MailboxShown>.Wrong("address", $"{row.Address} is connected already, as mailbox {there}.");
            row.Id = session.Insert(
                """
                insert into mailboxes (name, address, address_key, owner_id, imap_host, imap_port, imap_security, user_name, auth, created_at)
                values (@Name, @Address, @key, @OwnerId, @ImapHost, @ImapPort, @ImapSecurity, @UserName, @Auth, @CreatedAt)
                returning id
                """,
                new { row.Name, row.Address, key, row.OwnerId, row.ImapHost, row.ImapPort, row.ImapSecurity, row.UserName, row.Auth, row.CreatedAt });
            Save(session, workspace, row, input.Password);
            return ShowMailboxes.One(session, workspace, row);
        }));
    }

    /// <summary>Changes its settings; what is left out stays.</summary>
    public static Result<MailboxShown> Change(Workspace workspace, Actor actor, string mailbox, Func<MailboxRow, MailboxInput> change) => workspace.Data.Write(session => Mailboxes.Find(session, mailbox).Then(row =>
    {
        if (!row.MayChange(actor))
            return NotYours(row);
        var input = change(row);
        if (Problems(row, input, isNew: false) is { Count: > 0 } problems)
            return new Result<MailboxShown>.Invalid(problems);
        row.State = "new";
        row.Problem = null;
        Save(session, workspace, row, input.Password);
        return ShowMailboxes.One(session, workspace, row);
    }));

    /// <summary>Takes it away: nothing is read or sent there any more. The mail that was kept stays on the timelines.</summary>
    public static Result<MailboxShown> Remove(Workspace workspace, Actor actor, string mailbox) => workspace.Data.Write(session => Mailboxes.Find(session, mailbox).Then(row =>
    {
        if (!row.MayChange(actor))
            return NotYours(row);
        session.Execute("update mailboxes set removed_at = @now, secret = null where id = @Id", new { row.Id, now = workspace.Now.ToUnixTimeMilliseconds() });
        return ShowMailboxes.One(session, workspace, row);
    }));

    private static Result<MailboxShown> NotYours(MailboxRow row) =>
        new Result<MailboxShown>.Refused(row.OwnerId is null ? $"{row.Address} is shared by the team; an admin changes it." : $"{row.Address} belongs to {row.OwnerName}.", "role", null);

    private static Result<UserRow?> Owner(Session session, Actor actor, MailboxInput input)
    {
        if (input.Shared && actor.Role != "admin")
            return new Result<UserRow?>.Refused("A mailbox for the whole team is connected by an admin.", "role", null);
        if (input.Owner is { Length: > 0 } named)
        {
            return Actor.Find(session, named, "owner").Then<UserRow?>(user => actor.Role == "admin" || user.Id == actor.UserId ? user
                : new Result<UserRow?>.Refused("A mailbox for somebody else is connected by an admin.", "role", null));
        }

        if (actor.UserId is { } id)
            return session.One<UserRow>($"select {UserRow.Columns} from users where id = @id", new { id });
        return input.Shared ? new Result<UserRow?>.Ok(null) : Result<UserRow?>.Wrong("owner", "Say whose mailbox it is with --owner, or --shared for the whole team.");
    }

    /// <summary>Takes over what is given and says what of it cannot be.</summary>
    private static List<Problem> Problems(MailboxRow row, MailboxInput input, bool isNew)
    {
        var problems = new List<Problem>();
        row.Name = input.Name?.Trim() ?? row.Name;
        row.UserName = Filled(input.User) ?? row.UserName;
        row.ImapHost = Filled(input.Imap) ?? row.ImapHost;
        row.ImapPort = input.ImapPort ?? row.ImapPort;
        row.ImapSecurity = OneOf(input.ImapSecurity, Securities, "imap-security", row.ImapSecurity);
        if (Filled(input.Smtp) is { } smtp)
        {
            row.SmtpHost = smtp.Equals("none", StringComparison.OrdinalIgnoreCase) ? null : smtp;
            row.SmtpPort ??= 465;
            row.SmtpSecurity ??= "tls";
        }

        row.SmtpPort = row.SmtpHost is null ? null : input.SmtpPort ?? row.SmtpPort;
        row.SmtpSecurity = row.SmtpHost is null ? null : OneOf(input.SmtpSecurity, Securities, "smtp-security", row.SmtpSecurity!);
        row.Auth = OneOf(input.Auth, Ways, "auth", row.Auth);
        row.Months = InRange(input.Months ?? row.Months, 0, 240, "months", "months");
        row.HourLimit = InRange(input.HourLimit ?? row.HourLimit, 1, 500, "hour-limit", "messages");
        row.DayLimit = InRange(input.DayLimit ?? row.DayLimit, 1, 2000, "day-limit", "messages");
        row.SpacingSeconds = InRange(input.SpacingSeconds ?? row.SpacingSeconds, 0, 3600, "spacing-seconds", "seconds");
        row.CompanyMail = input.CompanyMail is { } company ? company ? 1 : 0 : row.CompanyMail;
        row.Signature = input.Signature?.Trim() ?? row.Signature;
        if (input.Aliases is { } aliases)
        {
            problems.AddRange(aliases.Where(alias => !Addresses.LooksLikeEmail(alias)).Select(alias => new Problem("aliases", $"\"{alias}\" is no e-mail address.")));
            row.Aliases = JsonSerializer.Serialize(aliases.Select(alias => alias.Trim().ToLowerInvariant()).Distinct());
        }

        if (input.LeftOut is { } leftOut)
            row.LeftOut = JsonSerializer.Serialize(leftOut.Select(one => one.Trim().TrimStart('@').ToLowerInvariant()).Where(one => one.Length > 0).Distinct());
        foreach (var (port, field) in new[] { (row.ImapPort, "imap-port"), (row.SmtpPort ?? 25, "smtp-port") })
        {
            if (port is < 1 or > 65535)
                problems.Add(new Problem(field, "A port is a number from 1 to 65535."));
        }

        foreach (var (host, security, field) in new[] { (row.ImapHost, row.ImapSecurity, "imap-security"), (row.SmtpHost ?? "localhost", row.SmtpSecurity ?? "tls", "smtp-security") })
        {
            if (security == "none" && Mailboxes.TrustOf(host) is null)
                problems.Add(new Problem(field, $"Without encryption, everybody between here and {host} could read the password. Choose tls or starttls."));
        }

        if (isNew && row.Auth == "password" && string.IsNullOrEmpty(input.Password))
            problems.Add(new Problem("password", "Enter the mailbox's password, or an app password made for Tact."));
        problems.AddRange(Lengths.Problems(Lengths.Line, ("name", row.Name), ("user", row.UserName), ("imap", row.ImapHost), ("smtp", row.SmtpHost)));
        problems.AddRange(Lengths.Problems(Lengths.Text, ("signature", row.Signature)));
        return problems;

        string OneOf(string? given, string[] allowed, string field, string otherwise)
        {
            if (Filled(given)?.ToLowerInvariant() is not { } word)
                return otherwise;
            if (!allowed.Contains(word))
                problems.Add(new Problem(field, $"\"{given}\" is not known. Choose one of: {string.Join(", ", allowed)}."));
            return word;
        }

        long InRange(long given, long least, long most, string field, string unit)
        {
            if (given < least || given > most)
                problems.Add(new Problem(field, $"Say between {least} and {most} {unit}."));
            return given;
        }
    }

    private static void Save(Session session, Workspace workspace, MailboxRow row, string? password)
    {
        if (!string.IsNullOrEmpty(password))
            row.Secret = SealedSecrets.Seal(workspace.Data, Mailboxes.Place(row.Id), password);
        session.Execute(
            """
            update mailboxes
            set name = @Name, aliases = @Aliases, imap_host = @ImapHost, imap_port = @ImapPort, imap_security = @ImapSecurity,
              smtp_host = @SmtpHost, smtp_port = @SmtpPort, smtp_security = @SmtpSecurity, user_name = @UserName, auth = @Auth, secret = @Secret,
              months = @Months, company_mail = @CompanyMail, left_out = @LeftOut, hour_limit = @HourLimit, day_limit = @DayLimit,
              spacing_seconds = @SpacingSeconds, signature = @Signature, state = @State, problem = @Problem
            where id = @Id
            """,
            new
            {
                row.Id, row.Name, row.Aliases, row.ImapHost, row.ImapPort, row.ImapSecurity, row.SmtpHost, row.SmtpPort, row.SmtpSecurity, row.UserName, row.Auth, row.Secret,
                row.Months, row.CompanyMail, row.LeftOut, row.HourLimit, row.DayLimit, row.SpacingSeconds, row.Signature, row.State, row.Problem,
            });
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
