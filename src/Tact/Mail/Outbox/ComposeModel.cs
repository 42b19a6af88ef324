using Tact.Today;
using Tact.Web;

namespace Tact.Mail.Outbox;

/// <summary>The page on which one message to one person is written, read as they will see it, and released.</summary>
public sealed record ComposeModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>Where the form goes.</summary>
    public required string Action { get; init; }

    /// <summary>The message; null before it is saved for the first time.</summary>
    public MessageShown? Message { get; init; }

    /// <summary>The contact.</summary>
    public required long Contact { get; init; }

    /// <summary>Their name.</summary>
    public required string Name { get; init; }

    /// <summary>The mailboxes it can leave from; empty when none is connected.</summary>
    public required IReadOnlyList<Choice> Mailboxes { get; init; }

    /// <summary>Their addresses that work.</summary>
    public required IReadOnlyList<Choice> Addresses { get; init; }

    /// <summary>The team's templates.</summary>
    public required IReadOnlyList<Choice> Templates { get; init; }

    /// <summary>The team's snippets.</summary>
    public required IReadOnlyList<Choice> Snippets { get; init; }

    /// <summary>What fits of the library.</summary>
    public required Library.SuggestionsShown Offers { get; init; }

    /// <summary>What they already have.</summary>
    public required IReadOnlyList<string> Given { get; init; }

    /// <summary>The fields as they are shown, by name.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>The mail it answers, in a line; null when it answers none.</summary>
    public string? Answers { get; init; }

    /// <summary>Its text.</summary>
    public string? TheirWords { get; init; }

    /// <summary>The etiquette in a line: "Allowed now", "Not yet: Thu 5 Mar".</summary>
    public required string Verdict { get; init; }

    /// <summary>Whether it may leave now without anything overruled.</summary>
    public required bool Allowed { get; init; }

    /// <summary>Every rule that spoke.</summary>
    public required IReadOnlyList<RuleWords> Reasons { get; init; }

    /// <summary>Whether a guideline holds it, which a reason overrules.</summary>
    public required bool MayOverrule { get; init; }

    /// <summary>The next allowed moment in words; null when there is none.</summary>
    public string? Next { get; init; }

    /// <summary>As the receiver sees it; null before it is saved.</summary>
    public MessageOut? Preview { get; init; }

    /// <summary>What the message check finds in its words; null before there are any.</summary>
    public Messages.TextChecked? Words { get; init; }

    /// <summary>Where what is typed is looked at, while it is typed.</summary>
    public required string LookAddress { get; init; }

    /// <summary>What must be mended before it can leave, when nothing was tried yet.</summary>
    public IReadOnlyList<Problem> ToMend { get; init; } = [];

    /// <summary>The earliest day.</summary>
    public required string Today { get; init; }

    /// <summary>Another message of the same follow-up that waits to leave already; null when none does.</summary>
    public Choice? Waits { get; init; }

    /// <summary>Whether it can be changed.</summary>
    public bool MayEdit => Message is null or { State: "draft" or "stopped" or "failed" };

    /// <summary>Where it stands, in words; null for a draft.</summary>
    public string? State { get; init; }

    /// <summary>A field's value.</summary>
    public string Value(string field) => Values.GetValueOrDefault(field, "");
}
