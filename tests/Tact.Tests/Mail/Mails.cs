using System.Globalization;
using Tact.Accounts;
using Tact.Mail.Mailboxes;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>Mails for tests, and the mailbox they lie in.</summary>
internal static class Mails
{
    private static int count;

    /// <summary>A mail as a program writes it.</summary>
    public static string Write(string from, string to, string subject, string text, string? id = null, string? answers = null, string? headers = null, DateTimeOffset? at = null) =>
        $"""
        Return-Path: <{Bare(from)}>
        From: {from}
        To: {to}
        Subject: {subject}
        Message-ID: <{id ?? $"m{Interlocked.Increment(ref count)}@mail.example"}>
        Date: {(at ?? DateTimeOffset.UtcNow).ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)}
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        {(answers is null ? "" : $"In-Reply-To: <{answers}>\nReferences: <{answers}>\n")}{headers}
        """.TrimEnd() + "\n\n" + text + "\n";

    /// <summary>Connects kim's mailbox at the servers of a test.</summary>
    public static MailboxRow Connect(TestWorkspace place, MailServers servers, string address = "kim@house.example", Func<MailboxInput, MailboxInput>? with = null)
    {
        var input = new MailboxInput
        {
            Address = address, Password = MailServers.Password, Owner = address, Imap = "127.0.0.1", ImapPort = servers.ImapPort, ImapSecurity = "none",
            Smtp = "127.0.0.1", SmtpPort = servers.SmtpPort, SmtpSecurity = "none", SpacingSeconds = 0, HourLimit = 500, DayLimit = 2000,
        };
        var made = ConnectMailbox.Add(place.Workspace, Actor.CommandLine, with?.Invoke(input) ?? input);
        return made is Result<MailboxShown>.Ok { Value: var box } ? place.Workspace.Data.Read(session => Mailboxes.Of(session, box.Id))! : throw new InvalidOperationException(made.ToString());
    }

    private static string Bare(string from) => from.Contains('<', StringComparison.Ordinal) ? from[(from.IndexOf('<', StringComparison.Ordinal) + 1)..].TrimEnd('>') : from;
}
