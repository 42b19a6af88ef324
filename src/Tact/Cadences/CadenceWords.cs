using Tact.Core;
using Tact.Core.Cadences;

namespace Tact.Cadences;

/// <summary>Cadences in the words of the screen.</summary>
public static class CadenceWords
{
    /// <summary>How a step travels.</summary>
    public static string Of(Channel channel) => channel switch
    {
        Channel.Call => "Call", Channel.Email => "E-mail", Channel.Message => "Text message", Channel.Letter => "Letter or card", Channel.Visit => "Visit", Channel.Meeting => "Meeting", _ => "Social message",
    };

    /// <summary>What a step is meant to do.</summary>
    public static string Of(Intent intent) => intent switch
    {
        Intent.Introduce => "introduce", Intent.Share => "share something of value", Intent.FollowUp => "take up where we left off", Intent.PleasantlyPersistent => "pleasantly persistent",
        Intent.LeaveUntil => "leave it until a month", Intent.PermissionToClose => "permission to close", Intent.Revive => "start anew with something new", _ => "look after a client",
    };

    /// <summary>What may happen.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Voicemail => "a message was left", Outcome.Sent => "it was sent", Outcome.HungUp => "they hung up", Outcome.NoAnswer => "no answer", Outcome.Busy => "the line was busy",
        Outcome.Gatekeeper => "somebody else answered", Outcome.WrongNumber => "wrong number", Outcome.DeadNumber => "dead number", Outcome.Bounced => "the e-mail bounced", Outcome.NotNow => "not now",
        Outcome.OutOfOffice => "out of office", Outcome.Callback => "they asked for a callback", Outcome.WillCall => "they will call", Outcome.WrongPerson => "wrong person", Outcome.LeftCompany => "they left the company",
        Outcome.NotInterested => "not interested", Outcome.OptOut => "never contact again", _ => Names.Of(outcome),
    };

    /// <summary>What may come.</summary>
    public static string Of(Then then) => then switch
    {
        Then.SameDay => "the same day, on another channel", Then.Again => "the same step again", Then.OtherChannel => "the same step on another channel", Then.Step => "a later step", Then.TheirDate => "the day they named", _ => "stop here",
    };

    /// <summary>A branch as a sentence; places are those of the list it stands in.</summary>
    public static string Of(Branch branch, IReadOnlyList<Step> steps)
    {
        var say = branch.Say is { } words ? $": {words}" : "";
        return branch.Then switch
        {
            Then.SameDay => $"{Of(branch.Outcome)} → the same day {By(branch.Channel)}{say}",
            Then.Again => $"{Of(branch.Outcome)} → again {Days(branch.Gap ?? 1)} later{say}",
            Then.OtherChannel => $"{Of(branch.Outcome)} → {By(branch.Channel)} {Days(branch.Gap ?? 1)} later{say}",
            Then.Step => $"{Of(branch.Outcome)} → step {Branches.Target(steps, branch.Step) + 1}",
            _ => $"{Of(branch.Outcome)} → {Of(branch.Then)}",
        };
    }

    /// <summary>"1 working day", "3 working days".</summary>
    public static string Days(int days) => days == 1 ? "1 working day" : $"{days} working days";

    /// <summary>For which situations it is taken when nobody chooses; null for none.</summary>
    public static string? For(string cadence)
    {
        var situations = Enum.GetValues<Situation>().Where(situation => PolicyFiles.CadenceFor(situation) == cadence).Select(Names.Of).ToList();
        if (cadence == PolicyFiles.CadenceFor(Situation.Talked, "determined"))
            situations.Add("talked, when determined");
        if (cadence == "revival")
            situations.Add("after a long silence");
        return situations.Count == 0 ? null : string.Join(", ", situations);
    }

    private static string By(Channel? channel) => channel switch
    {
        Channel.Call => "by phone", Channel.Email => "by e-mail", Channel.Message => "by text message", Channel.Letter => "by letter", Channel.Visit => "by a visit", Channel.Meeting => "in a meeting", _ => "on a social network",
    };
}
