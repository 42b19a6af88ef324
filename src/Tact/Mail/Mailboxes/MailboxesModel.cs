using Tact.Web;

namespace Tact.Mail.Mailboxes;

/// <summary>The page of mailboxes.</summary>
public sealed record MailboxesModel
{
    /// <summary>What the layout shows around the page.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The token of its forms.</summary>
    public required FormState Form { get; init; }

    /// <summary>Why no mail can be used on this machine; null when it can.</summary>
    public string? WhyNot { get; init; }

    /// <summary>The mailboxes.</summary>
    public required IReadOnlyList<MailboxCard> Mailboxes { get; init; }
}

/// <summary>One mailbox in words.</summary>
/// <param name="Whose">The owner's name, or that the team shares it.</param>
/// <param name="Status">How it is.</param>
/// <param name="MayChange">The reader may change it.</param>
/// <param name="Percent">How much of it has been looked at.</param>
/// <param name="SignIn">Where to sign in at the provider; null for a password.</param>
public sealed record MailboxCard(MailboxShown Box, string Whose, string Status, bool MayChange, int Percent, string? SignIn);
