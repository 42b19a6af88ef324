using System.Globalization;
using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;
using Tact.Core.Law;

namespace Tact.Core.Etiquette;

/// <summary>The words of a verdict, rendered only when somebody reads them.</summary>
public static class Reasons
{
    private static readonly Rule[] InOrder = Enum.GetValues<Rule>().Where(rule => rule != Rule.None).ToArray();

    /// <summary>The METHOD id of a rule.</summary>
    public static string IdOf(Rule rule) => rule switch
    {
        Rule.StopWhenAsked or Rule.LeaveTheMatter => "B1",
        Rule.LeaveThemInQuiet => "B4",
        Rule.UseTheirChannel or Rule.KeepTheirRhythm or Rule.KeepTheirHours => "B2",
        Rule.BePatient => "D8",
        Rule.KeepTheDate => "A5",
        Rule.WaitForTheirReturn => "C5",
        Rule.KeepPromises => "A6",
        Rule.RestAfterSilence or Rule.KeepTheYear or Rule.TakeYourTime => "A2",
        Rule.KeepTheGap or Rule.SpareThePerson or Rule.SpareTheCompany or Rule.RingSparingly or Rule.OneVoiceAtATime => "B3",
        Rule.BringSomething => "B5",
        Rule.AnswerThemFirst => "A1",
        Rule.KeepTheLaw or Rule.AskFirst or Rule.SpareTheListed or Rule.ScreenFirst => "law",
        _ => "",
    };

    /// <summary>Every rule of a verdict with its id and why, strictest order first; for an allowed contact, why it is free.</summary>
    public static List<Reason> Of(Case c, Verdict verdict, Channel channel, Instant at)
    {
        var reasons = new List<Reason>();
        foreach (var rule in InOrder)
        {
            if ((verdict.Rules & rule) == 0)
                continue;
            if (LawReasons(c, rule, channel, at) is { } laws)
                reasons.AddRange(laws);
            else
                reasons.Add(new Reason(rule == Rule.BePatient && c.Stall is { } stall ? StallId(stall) : IdOf(rule), Text(c, rule, channel, at)));
        }

        if (verdict.Kind == VerdictKind.Allow)
            reasons.AddRange(WhyAllowed(c, channel, at));
        return reasons;
    }

    private static IEnumerable<Reason>? LawReasons(Case c, Rule rule, Channel channel, Instant at)
    {
        if (rule is not (Rule.KeepTheLaw or Rule.AskFirst or Rule.SpareTheListed or Rule.ScreenFirst))
            return null;
        var day = WorkingDays.NumberAt(at, c.Zone);
        return rule switch
        {
            Rule.KeepTheLaw => (c.Law?.Against(at, c.Dials) ?? []).Select(law => new Reason($"law:{law.Id}", LawText(law))).Concat(c.Lawful.WhyRest(channel, day)),
            Rule.AskFirst => c.Lawful.WhyAsk(channel, day),
            Rule.SpareTheListed => c.Lawful.WhyListed(channel, day),
            _ => c.Lawful.WhyScreen(day),
        };
    }

    /// <summary>The id of a stall as everybody may read it: D2 to D8, and D alone for illness and family, which are personal reasons (METHOD D).</summary>
    public static string StallId(StallReason reason) => reason is StallReason.Ill or StallReason.Family ? PersonalId : StallReasons.Of(reason).Id;

    /// <summary>A rule's id as everybody may read it: what was recorded as D1 or D5 is D.</summary>
    public static string Public(string id) => id is "D1" or "D5" ? PersonalId : id;

    private const string PersonalId = "D";

    private static IEnumerable<Reason> WhyAllowed(Case c, Channel channel, Instant at)
    {
        var day = WorkingDays.NumberAt(at, c.Zone);
        var asked = c.FollowUp is { } known && Fold.WhyFree(known, channel, at, day) == FreeBecause.TheyAsked;
        foreach (var unscreened in channel is Channel.Call or Channel.Message && !asked ? c.Lawful.Unscreened(day) : [])
            yield return unscreened;
        if (c.FollowUp is not { } f)
        {
            yield return new Reason("B3", "No rule holds a contact now.");
            yield break;
        }

        switch (Fold.WhyFree(f, channel, at, day))
        {
            case FreeBecause.TheyAsked when f.WantsAnswerSince is not null:
                yield return new Reason("A1", "They wrote or called: answer them.");
                break;
            case FreeBecause.TheyAsked when f.TriedDay == day:
                yield return new Reason("C1", "You agreed this call and did not reach them: one more try today is fine.");
                break;
            case FreeBecause.TheyAsked when f.Agreed is not null:
                yield return new Reason("C1", "This was agreed with them.");
                break;
            case FreeBecause.TheyAsked:
                yield return new Reason("A1", "They asked you: tries in the first three working days are service.");
                break;
            case FreeBecause.WePromised:
                yield return new Reason("A6", $"You promised it: {f.OpenPromise!.What}.");
                break;
            default:
                var of = c.Preset.BudgetOf(f.Cycle) is { } budget ? $" of {budget}" : "";
                yield return new Reason("A2", string.Create(CultureInfo.InvariantCulture, $"This would be approach {f.Approaches + 1}{of} in this cycle, and every gap has been kept."));
                if (c.Preset.MustBring(f.Approaches + 1))
                    yield return new Reason("B5", "Bring something for them.");
                break;
        }
    }

    private static string Text(Case c, Rule rule, Channel channel, Instant asked) => rule switch
    {
        Rule.StopWhenAsked when c.StoppedAll => "They asked never to be contacted again.",
        Rule.StopWhenAsked when c.StoppedMatter => "They said no to this matter for good.",
        Rule.StopWhenAsked when channel == Channel.Email => "They asked for no more e-mail. The phone may still be open.",
        Rule.StopWhenAsked => "They asked for no more calls or text messages. E-mail may still be open.",
        Rule.LeaveTheMatter => "They said no to this matter and gave no leave to stay in touch.",
        Rule.LeaveThemInQuiet => $"They asked for quiet until {Date(c.QuietUntil)}.",
        Rule.UseTheirChannel => $"They asked to be reached by {ChannelWord(c.AskedChannel!.Value)}.",
        Rule.KeepTheirRhythm => $"They asked for contact every {c.Preference!.EveryDays} days at most; the last was on {Date(c.LastContactDay)}.",
        Rule.KeepTheirHours => HoursText(c, channel, WorkingDays.NumberAt(asked, c.Zone)),
        Rule.BePatient => $"{StallText(c.Stall)} Be patient until {Date(c.PausedUntil)}.",
        Rule.KeepTheDate when c.FollowUp?.State == FollowUpState.WaitingForThem => $"You are waiting for them until {Date(c.DateUntil)}.",
        Rule.KeepTheDate when c.FollowUp?.State == FollowUpState.WillCall => $"They said they would call; a quiet look is set for {Date(c.DateUntil)}.",
        Rule.KeepTheDate when c.AgreedAt is { } at => string.Create(CultureInfo.InvariantCulture, $"The next step is set for {Date(c.DateUntil)} at {at.InZone(c.Zone).TimeOfDay:HH:mm} their time."),
        Rule.KeepTheDate => $"The next step is set for {Date(c.DateUntil)}.",
        Rule.WaitForTheirReturn => $"They are away until {Date(c.AwayUntil)}.",
        Rule.KeepPromises => $"You said you would be in touch on {Date(c.PromisedFor)} unless you hear from them.",
        Rule.RestAfterSilence when c.AskAnotherUntil >= 0 => $"They have not answered {c.FollowUp!.Approaches} times. Ask another person there, and leave them until {Date(c.AskAnotherUntil)}.",
        Rule.RestAfterSilence => $"Resting after {c.FollowUp!.Approaches} approaches without an answer, until {Date(c.RestUntil)}.",
        Rule.KeepTheYear => $"{c.Preset.PerYear} approaches in twelve months without an answer are enough.",
        Rule.TakeYourTime => $"The {c.Preset.Budget} approaches of this cycle take at least {c.Preset.ShortestCycle} working days from the first, on {Date(c.FollowUp!.FirstApproachDay)}.",
        Rule.KeepTheGap => $"The last approach was on {Date(c.PersonDays[^1])}; leave at least {Days(c.Preset.GapAfter(Math.Max(1, c.FollowUp?.Approaches ?? 1)))} between.",
        Rule.SpareThePerson => $"{Times(c.Preset.PersonPerWeek)} in seven days are enough for one person.",
        Rule.SpareTheCompany => $"{c.Preset.CompanyPerWeek} cold approaches to one company in seven days are enough, over all colleagues.",
        Rule.RingSparingly => $"At most {c.Preset.RingsPerDay} silent rings a day{Apart(c.Preset)} and {c.Preset.RingsPerWeek} in seven days.",
        Rule.OneVoiceAtATime => $"A colleague talked with them about this on {Date(c.ColleagueTalkDay)}. One voice at a time.",
        Rule.BringSomething => "Nothing was brought for them.",
        _ => "",
    };

    private static string LawText(CallLaw law)
    {
        var hours = string.Join(" and ", law.Hours.Select(span => $"{span[0]}:00 to {span[1]}:00"));
        var days = law.Days.Length switch { 7 => "", 6 => ", not on Sundays", _ => ", Monday to Friday" };
        var most = string.Concat(law.Most.Select(limit => limit.Hours % 24 == 0 && limit.Hours > 24 ? $"; at most {limit.Calls} calls in {limit.Hours / 24} days" : $"; at most {limit.Calls} calls in {limit.Hours} hours"));
        return $"{law.Name}: calls {hours} where they are{days}{(law.OnHolidays ? "" : ", not on public holidays")}{most}. The law cannot be overruled.";
    }

    private static string HoursText(Case c, Channel channel, int day)
    {
        if (c.Calendar.HolidayOn(day) is { } holiday)
            return $"It is a public holiday there: {holiday}.";
        var (from, until) = Rules.KeepTheirHours(c, channel, day);
        var asked = c.Preference is { FromHour: not null } or { Weekdays: not null } ? "They asked for" : "Their time for calls is";
        if (channel is Channel.Email or Channel.Letter or Channel.Social)
            return "It is not one of their working days.";
        return $"{asked} {(c.Preference?.Weekdays is null ? "working days" : "certain days")}, {from}:00 to {until}:00 where they are.";
    }

    private static string StallText(StallReason? stall) => stall switch
    {
        StallReason.Ill or StallReason.Family => "Paused for personal reasons.",
        StallReason.Left => "They have left the company.",
        StallReason.BossChanged => "Their boss has changed.",
        StallReason.Reorganised => "The company is being reorganised.",
        StallReason.Review => "Review, approval or budget takes time.",
        StallReason.Busy => "They are busy with other things.",
        StallReason.Silence => "It has gone quiet for no known reason.",
        _ => "Paused.",
    };

    private static string ChannelWord(Channel channel) => channel == Channel.Email ? "e-mail" : channel == Channel.Call ? "phone" : Names.Of(channel);

    private static string Apart(Preset preset) => preset.HoursBetweenRings > 0 ? $", {preset.HoursBetweenRings} hours apart," : "";

    private static string Days(int days) => days == 1 ? "1 working day" : $"{days} working days";

    private static string Times(int times) => times == 1 ? "One approach" : $"{times} approaches";

    private static string Date(int day) => WorkingDays.Date(day).ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture);
}
