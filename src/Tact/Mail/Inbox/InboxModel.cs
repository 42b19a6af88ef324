using Tact.Web;

namespace Tact.Mail.Inbox;

/// <summary>The inbox.</summary>
public sealed record InboxModel
{
    /// <summary>What the layout shows around the page.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The token of its forms.</summary>
    public required FormState Form { get; init; }

    /// <summary>Mails that wait for an answer from the reader.</summary>
    public required IReadOnlyList<InboxLine> Held { get; init; }

    /// <summary>The others by day.</summary>
    public required IReadOnlyList<(string Day, IReadOnlyList<InboxLine> Lines)> Days { get; init; }

    /// <summary>The next page; null when there is none.</summary>
    public string? More { get; init; }

    /// <summary>Mailboxes that cannot be read now, a line each.</summary>
    public required IReadOnlyList<string> Troubles { get; init; }

    /// <summary>The reader may answer from a mailbox.</summary>
    public bool CanWrite { get; init; }

    /// <summary>There is a mailbox.</summary>
    public bool HasMailbox { get; init; }
}

/// <summary>A mail in the list.</summary>
public sealed record InboxLine(InboxMail Mail, string At, string Who, string What, string Words, string? Rests);

/// <summary>One mail with its thread.</summary>
public sealed record MailModel
{
    /// <summary>What the layout shows around the page.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The token of its forms.</summary>
    public required FormState Form { get; init; }

    /// <summary>The mail.</summary>
    public required InboxMail Mail { get; init; }

    /// <summary>What it is, in words.</summary>
    public required string What { get; init; }

    /// <summary>When, in the reader's zone.</summary>
    public required string At { get; init; }

    /// <summary>The thread, oldest first.</summary>
    public required IReadOnlyList<ThreadLine> Thread { get; init; }

    /// <summary>The kinds to choose from.</summary>
    public required IReadOnlyList<Choice> Kinds { get; init; }

    /// <summary>What was chosen, when it has to be shown again.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>The reader may answer from a mailbox.</summary>
    public bool CanWrite { get; init; }
}

/// <summary>One mail of a thread.</summary>
public sealed record ThreadLine(long Id, bool Ours, string Who, string At, string Words, string? Rest, bool HasHtml, IReadOnlyList<string> Files, bool This);
