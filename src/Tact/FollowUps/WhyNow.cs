using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Core;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Touches;

namespace Tact.FollowUps;

/// <summary>Says why a row stands on Today, from the stored decision.</summary>
public static class WhyNow
{
    /// <summary>The reasons, each with its METHOD id.</summary>
    public static List<Reason> Of(FollowUpRow row) => Of(row, RowDetails.Read(row.Details));

    /// <summary>The reasons, of a row whose details were read already.</summary>
    public static List<Reason> Of(FollowUpRow row, RowDetails details)
    {
        var reasons = new List<Reason>();
        switch ((TodayKind)row.Kind)
        {
            case TodayKind.Callback:
                reasons.Add(new Reason("C1", details.AgreedWithThem == true ? "They asked to be called." : "You set this call."));
                break;
            case TodayKind.Answered:
                reasons.Add(row.State == "stopped" ? new Reason("B1", "They came to you after their no: answer this, and nothing more.")
                    : row.Situation == "enquiry" && details.Contacts == 0
                    ? new Reason("A1", "They asked you. An enquiry is answered within the hour.")
                    : new Reason("A1", "They answered, and wait for a word from you."));
                break;
            case TodayKind.Promise:
                reasons.Add(new Reason("A6", $"You promised it for {Day(details.PromisedFor)}."));
                break;
            case TodayKind.Note:
                reasons.Add(new Reason("C1", "No conversation without a next step."));
                break;
            case TodayKind.Agreed when details.SameDay == true:
                reasons.Add(new Reason("A4", "It goes with the message you left: today the two are one approach. When the day is over, the cadence goes on without it."));
                break;
            case TodayKind.Agreed:
                reasons.Add(row.Situation == "referral" && row.Approach == 1
                    ? new Reason("H1", "Somebody sent you to them: get in touch within two working days, and name who it was.")
                    : row.State == "waiting-for-them" ? new Reason("C1", "You said you would wait for them until now.")
                    : new Reason("A5", details.AgreedWithThem == true ? "This day was agreed." : "You set this day."));
                break;
            case TodayKind.Return when row.State == "resting" || details.Cycle > 1:
                reasons.Add(new Reason("A2", "Back from a rest: try again with something new."));
                break;
            case TodayKind.Return when details.Quiet == true:
                reasons.Add(new Reason("B4", "The quiet they asked for is over: one contact that brings something."));
                break;
            case TodayKind.Return when details.Stall is { } stall:
                reasons.Add(new Reason(Reasons.StallId(Names.Read<StallReason>(stall)), "The pause is over."));
                break;
            case TodayKind.Return:
                reasons.Add(new Reason("A5", "They said they would call; a quiet look at how things are."));
                break;
            case TodayKind.First:
                reasons.Add(new Reason("E2", "First contact."));
                break;
            case TodayKind.Cadence:
                reasons.Add(new Reason("A2", row.ApproachOf is { } of
                    ? string.Create(CultureInfo.InvariantCulture, $"{row.Approach} of {of} approaches; the gap has been kept.")
                    : string.Create(CultureInfo.InvariantCulture, $"Approach {row.Approach}; the gap has been kept.")));
                break;
        }

        if (details.TookOver is { } before)
            reasons.Add(new Reason("D2", $"Took over from {before}; {(details.TookOverTalked is { } talked ? $"last talked {Day(talked)}" : "no talk with them on record")}. Start afresh, and build rapport anew."));
        if (details.AwayUntil is { } away)
            reasons.Add(new Reason("C5", $"They were away until {Day(away)}: mention it."));
        if (details.ColleagueTalk is { } talk)
            reasons.Add(new Reason("B3", $"A colleague talked with them on {Day(talk)}."));
        if (details.Intent == "pleasantly-persistent")
            reasons.Add(new Reason("B8a", "Say calmly what you will do on which date unless you hear from them."));
        if (details.Intent == "leave-until")
            reasons.Add(new Reason("B8", $"The last of this cycle: say that you will leave it{Until(details)}, and leave it."));
        if (details.Intent == "permission-to-close")
            reasons.Add(new Reason("B8b", $"Say that it is fine to say no, and what will happen: you leave it{Until(details)}, or you close it."));
        return reasons;
    }

    /// <summary>The stored next step as contracts show it; null when nothing is due any more.</summary>
    public static NextStep? StepOf(FollowUpRow row, DateTimeZone ownerZone) => row.Kind == 0 || row.DueOn is null ? null : new NextStep(
        Names.Of((TodayKind)row.Kind), row.Step ?? "", row.Channel, row.DueOn,
        row.DueAt is { } at ? OffsetDateTimePattern.Rfc3339.Format(Instant.FromUnixTimeMilliseconds(at).InZone(ownerZone).ToOffsetDateTime()) : null,
        row.Approach, row.ApproachOf);

    private static string Until(RowDetails details) => details.RestsUntil is { } back ? $" until {LocalDatePattern.Iso.Parse(back).GetValueOrThrow().ToString("MMMM uuuu", CultureInfo.InvariantCulture)}" : "";

    private static string Day(string? date) => date is null ? "" : LocalDatePattern.Iso.Parse(date).GetValueOrThrow().ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture);
}
