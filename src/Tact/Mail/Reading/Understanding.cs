using NodaTime;
using Tact.Core.Mail;

namespace Tact.Mail.Reading;

/// <summary>What a mail means.</summary>
public static class Understanding
{
    /// <summary>Every mail is held for a person until its meaning is read.</summary>
    public static MailMeaning Of(MailMessage message, LocalDate received, IReadOnlySet<string> own) => new() { Kind = MailKind.Unsure, Confidence = 0, Text = message.Text ?? "", Why = "Tact shows it and leaves its meaning to you." };
}
