namespace Tact.Core.Messages;

/// <summary>Tells a message that is welcome from one that annoys, with reasons (F1–F4, B5–B9). It judges words a person can see; there is no score.</summary>
public static class MessageCheck
{
    /// <summary>Looks at a draft. What is not known of the receiver raises nothing.</summary>
    public static MessageFindings Look(Draft draft, Receiver? receiver, Tuning tuning)
    {
        var look = new Look(draft, receiver, tuning);
        LeftOpen.Placeholders(look);
        Addressed.WrongName(look);
        Addressed.WrongCompany(look);
        Addressed.OptedOut(look);
        look.AddPhrases();
        Tone.Shouting(look);
        Claims.Familiarity(look);
        Claims.Reply(look);
        Claims.Attachment(look);
        Claims.Given(look);
        Dates.Wrong(look);
        Dates.Promises(look);
        Worth.Pitch(look);
        Worth.Specifics(look);
        Worth.Value(look);
        Asks.Count(look);
        Asks.WayOut(look);
        var measured = Measure.Of(look);
        measured.Judge(look);
        Claims.SameAsOthers(look);
        var findings = look.Findings;
        return new MessageFindings
        {
            Verdict = findings.Count == 0 ? MessageVerdict.Good : findings[0].Severity == Severity.Annoying ? MessageVerdict.Annoying : MessageVerdict.Improve,
            Findings = findings,
            Seconds = measured.Seconds,
            Words = measured.Words,
            ReadingEase = measured.Ease,
            Language = look.Words.Language,
        };
    }
}
