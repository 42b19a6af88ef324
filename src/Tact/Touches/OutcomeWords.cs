using Tact.Core;

namespace Tact.Touches;

/// <summary>What happened, in the words of the screen, with the key that records it.</summary>
public sealed record OutcomeWords(Channel Channel, Outcome Outcome, string Words, char? Key = null)
{
    /// <summary>The ones that have a key of their own.</summary>
    public static IReadOnlyList<OutcomeWords> Usual { get; } =
    [
        new(Channel.Call, Outcome.Voicemail, "Voicemail", 'v'),
        new(Channel.Call, Outcome.Spoke, "Spoke", 's'),
        new(Channel.Call, Outcome.NoAnswer, "No answer", 'r'),
        new(Channel.Email, Outcome.Sent, "E-mail sent", 'e'),
    ];

    /// <summary>All that can be recorded by hand.</summary>
    public static IReadOnlyList<OutcomeWords> All { get; } =
    [
        .. Usual,
        new(Channel.Call, Outcome.Callback, "They asked for a callback"),
        new(Channel.Call, Outcome.Busy, "Line busy"),
        new(Channel.Call, Outcome.Gatekeeper, "Somebody else answered"),
        new(Channel.Call, Outcome.HungUp, "Hung up"),
        new(Channel.Call, Outcome.WrongNumber, "Wrong number"),
        new(Channel.Call, Outcome.DeadNumber, "Dead number"),
        new(Channel.Email, Outcome.Replied, "They wrote back"),
        new(Channel.Email, Outcome.OutOfOffice, "Out of office"),
        new(Channel.Email, Outcome.Bounced, "E-mail bounced"),
        new(Channel.Message, Outcome.Sent, "Text message sent"),
        new(Channel.Letter, Outcome.Sent, "Letter or card sent"),
        new(Channel.Social, Outcome.Sent, "Social message sent"),
        new(Channel.Meeting, Outcome.Booked, "Meeting booked"),
        new(Channel.Meeting, Outcome.Met, "Met"),
        new(Channel.Visit, Outcome.Met, "Visited"),
        new(Channel.Meeting, Outcome.NoShow, "They did not come"),
        new(Channel.Email, Outcome.ProposalSent, "Proposal sent"),
        new(Channel.Call, Outcome.Referred, "They referred us"),
        new(Channel.Call, Outcome.LeftCompany, "They left the company"),
        new(Channel.Call, Outcome.Bought, "They bought"),
    ];

    /// <summary>The one with these names; a channel that does not fit is replaced by the outcome's own.</summary>
    public static OutcomeWords? Find(string? outcome, string? channel)
    {
        if (!Names.TryRead<Outcome>(outcome, out var wanted)) return null;

        var named = Names.TryRead<Channel>(channel, out var by);
        return All.FirstOrDefault(words => words.Outcome == wanted && named && words.Channel == by) ?? All.FirstOrDefault(words => words.Outcome == wanted);
    }

    /// <summary>Whether both sides took part, so that how to go on is asked (METHOD C1).</summary>
    public bool TwoWay => Outcome is Outcome.Spoke or Outcome.Met or Outcome.Replied;

    /// <summary>A touch as timelines say it: "Voicemail left", "E-mail from them".</summary>
    public static string Said(string channel, string direction, string outcome) => (outcome, channel, direction) switch
    {
        ("voicemail", _, "in") => "Voicemail from them",
        ("voicemail", _, _) => "Voicemail left",
        ("sent", "email", "in") => "E-mail from them",
        ("sent", "email", _) => "E-mail sent",
        ("sent", "letter", _) => "Letter sent",
        ("sent", "message", _) => "Text message sent",
        ("sent", "social", _) => "Social message sent",
        ("sent", _, "in") => "They wrote",
        ("no-answer", _, "in") => "They called, missed",
        ("no-answer", _, _) => "No answer",
        ("busy", _, _) => "Line busy",
        ("spoke", _, "in") => "They called",
        ("spoke", _, _) => "Spoke",
        ("replied", _, _) => "They wrote back",
        ("met", "visit", _) => "Visited",
        ("met", _, _) => "Met",
        ("hung-up", _, _) => "They hung up",
        ("gatekeeper", _, _) => "Somebody else answered",
        ("wrong-number", _, _) => "Wrong number",
        ("dead-number", _, _) => "Dead number",
        ("bounced", _, _) => "E-mail bounced",
        ("out-of-office", _, _) => "Out of office",
        ("callback", _, _) => "Asked for a callback",
        ("no-show", _, _) => "Did not come",
        ("booked", _, _) => "Meeting booked",
        ("proposal-sent", _, _) => "Proposal sent",
        ("bought", _, _) => "Bought",
        ("interested", _, _) => "Interested",
        ("not-now", _, _) => "Not now",
        ("not-interested", _, _) => "Not interested",
        ("wrong-person", _, _) => "Wrong person",
        ("left-company", _, _) => "Left the company",
        ("referred", _, _) => "Referred us",
        ("asked-for-quiet", _, _) => "Asked for quiet",
        ("will-call", _, _) => "They will call",
        ("opt-out", _, _) => "Asked not to be contacted",
        _ => outcome,
    };

    /// <summary>The icon of a touch.</summary>
    public static string Icon(string channel, string direction, string outcome) => (outcome, channel, direction) switch
    {
        ("voicemail", _, _) => "record-mail",
        ("no-answer" or "busy" or "wrong-number" or "dead-number" or "hung-up", _, _) => "phone-off",
        ("opt-out" or "not-interested", _, _) => "hand-stop",
        ("asked-for-quiet", _, _) => "bell-off",
        (_, "email", _) => "mail",
        (_, "call", "in") => "phone-incoming",
        (_, "call", _) => "phone",
        (_, "meeting" or "visit", _) => "users",
        (_, "letter", _) => "send",
        _ => "message",
    };
}
