using NodaTime;

namespace Tact.Core.Mail;

/// <summary>What a mail is. The order in which they are tested: bounce, complaint or opt-out, automatic, human.</summary>
public enum MailKind
{
    /// <summary>A person wrote, and nothing more can be said (C4).</summary>
    Reply,

    /// <summary>They would like to hear more (C4).</summary>
    Interested,

    /// <summary>Later, perhaps with a date (A5, C4).</summary>
    NotNow,

    /// <summary>A no to this matter (B1, C4).</summary>
    NotInterested,

    /// <summary>Somebody else decides, and nobody is named (E6).</summary>
    WrongPerson,

    /// <summary>The person is no longer there (D2).</summary>
    LeftCompany,

    /// <summary>Somebody else is named (E6, H1).</summary>
    Referral,

    /// <summary>Never again, in words or by a mail program's button (B1).</summary>
    OptOut,

    /// <summary>Their provider reports our mail as unwanted (B1).</summary>
    Complaint,

    /// <summary>Away, perhaps with a return date and a stand-in (C5).</summary>
    OutOfOffice,

    /// <summary>Sent by a machine: a receipt, a ticket number, a question whether we are human. Never an answer.</summary>
    AutoReply,

    /// <summary>A mail of ours did not arrive, or not yet; see the recipients' verdicts.</summary>
    Bounce,

    /// <summary>An invitation, or the answer to one.</summary>
    Meeting,

    /// <summary>A human has to look; the follow-up is held until then.</summary>
    Unsure,
}

/// <summary>What a bounce says of one address. Only <see cref="Dead"/> may end anything.</summary>
public enum AddressVerdict
{
    /// <summary>The report does not say what is wrong.</summary>
    Unknown,

    /// <summary>There is nobody at this address.</summary>
    Dead,

    /// <summary>The mailbox is full.</summary>
    Full,

    /// <summary>Refused because of the sender, the content or a policy; the address may be fine.</summary>
    Blocked,

    /// <summary>Not delivered yet, or not for a reason that passes.</summary>
    Delayed,
}

/// <summary>One address in a bounce or complaint: its status as the server wrote it (5.1.1, or 550 where there is no better), and what it means.</summary>
public sealed record MailRecipient(string Address, string? Status, AddressVerdict Verdict);

/// <summary>Somebody named in a mail; either may be missing, not both.</summary>
public sealed record NamedPerson(string? Name, string? Email);

/// <summary>What a mail means, with how sure that is and the words it rests on.</summary>
public sealed record MailMeaning
{
    /// <summary>What it is.</summary>
    public required MailKind Kind { get; init; }

    /// <summary>From 0 to 1; below <see cref="Sure"/> a human confirms.</summary>
    public required double Confidence { get; init; }

    /// <summary>What the writer wrote: without quoted mail and signature.</summary>
    public string Text { get; init; } = "";

    /// <summary>The first working day on which they are back, where it is stated and not past (C5).</summary>
    public LocalDate? ReturnsOn { get; init; }

    /// <summary>When they would like to hear from us again (A5).</summary>
    public LocalDate? ResumeOn { get; init; }

    /// <summary>Who looks after their mail meanwhile.</summary>
    public NamedPerson? StandIn { get; init; }

    /// <summary>To whom they point (E6).</summary>
    public NamedPerson? ReferredTo { get; init; }

    /// <summary>The addresses a bounce or complaint is about.</summary>
    public IReadOnlyList<MailRecipient> Recipients { get; init; } = [];

    /// <summary>The words of the mail it rests on.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>In one sentence, why.</summary>
    public required string Why { get; init; }

    /// <summary>Below this a human confirms before anything follows from it.</summary>
    public const double Sure = 0.6;
}
