using NodaTime;
using Tact.Core.Mail;

namespace Tact.Mail;

/// <summary>A mail and what it means, as <c>tact read-mail</c> prints it.</summary>
public sealed record MailRead(
    string File, MailKind Kind, double Confidence, string Text, string? ReturnsOn, string? ResumeOn, NamedPerson? StandIn, NamedPerson? ReferredTo, IReadOnlyList<MailRecipient> Recipients, IReadOnlyList<string> Evidence, string Why);

/// <summary>Reads mail files and says what they mean (C4, C5). Nothing is stored.</summary>
public static class ReadMail
{
    /// <summary>The largest body that is read without headers, in bytes.</summary>
    public const int LargestBody = 8 << 20;

    /// <summary>What a mail file means; the day of receipt is the one named, else the one the mail was written on.</summary>
    public static MailRead File(string path, MailMessage mail, LocalDate? received, LocalDate today, DateTimeZone zone, string? language, IEnumerable<string> own) =>
        Shown(path, Understand.Mail(mail, received ?? mail.Date?.InZone(zone).Date ?? today, language, own));

    /// <summary>What a body without headers means.</summary>
    public static MailRead Body(string path, string body, LocalDate received, string? language) => Shown(path, Understand.Text(body, received, language));

    /// <summary>The text of a file, or why it cannot be read.</summary>
    public static (string? Text, string? Problem) Open(string path)
    {
        try
        {
            if (path == "-")
                return (Console.In.ReadToEnd(), null);
            if (Directory.Exists(path))
                return (null, "This is a folder, not a file.");
            var file = new FileInfo(path);
            if (!file.Exists)
                return (null, "There is no such file.");
            return file.Length > LargestBody ? (null, "This file is larger than 8 MB; a body without headers is not.") : (System.IO.File.ReadAllText(path), null);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return (null, "This file may not be read.");
        }
    }

    private static MailRead Shown(string path, MailMeaning meaning) => new(
        path, meaning.Kind, meaning.Confidence, meaning.Text, meaning.ReturnsOn?.ToString("uuuu-MM-dd", null), meaning.ResumeOn?.ToString("uuuu-MM-dd", null), meaning.StandIn, meaning.ReferredTo, meaning.Recipients, meaning.Evidence, meaning.Why);
}
