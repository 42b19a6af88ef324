using NodaTime;
using Tact.Core.Mail;

namespace Tact.Mail.Reading;

/// <summary>What a mail means, here: the rules of the core, with our own addresses known.</summary>
public static class Understanding
{
    /// <summary>Reads a mail that came in on a day of the receiver's.</summary>
    public static MailMeaning Of(MailMessage message, LocalDate received, IReadOnlySet<string> own) => Understand.Mail(message, received, own: own);
}
