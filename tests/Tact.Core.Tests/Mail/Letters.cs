using NodaTime;
using Tact.Core.Mail;

namespace Tact.Core.Tests.Mail;

/// <summary>Mails for the tables: everything invented.</summary>
internal static class Letters
{
    /// <summary>Wednesday, 22 July 2026.</summary>
    public static readonly LocalDate Received = new(2026, 7, 22);

    public static MailMessage Answer(string text, string subject = "Re: Tea for your office") => new()
    {
        From = new MailPerson("Ada Example", "ada@example.org"), To = [new MailPerson(null, "me@example.com")], Subject = subject, Text = text, InReplyTo = "<1@example.com>",
        Headers = [new MailHeader("subject", subject)],
    };

    public static MailMessage Automatic(string text, string subject = "Automatic reply: Tea for your office") => Answer(text, subject) with
    {
        InReplyTo = null, Headers = [new MailHeader("subject", subject), new MailHeader("auto-submitted", "auto-replied")],
    };

    public static MailMessage Daemon(string text, string subject = "Undelivered Mail Returned to Sender", string? report = null) => new()
    {
        From = new MailPerson("Mail Delivery System", "mailer-daemon@mx.example.net"), To = [new MailPerson(null, "me@example.com")], Subject = subject, Text = text, ReturnPath = "<>",
        Headers = [new MailHeader("subject", subject), new MailHeader("auto-submitted", "auto-replied")],
        Parts = report is null ? [] : [new MailPart { ContentType = "message/delivery-status", Text = report }],
    };

    public static MailMeaning Read(MailMessage mail, string? language = null) => Understand.Mail(mail, Received, language, ["me@example.com"]);
}
