using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;

namespace Tact.Core.Simulation;

/// <summary>
/// One person followed up under one policy, from event to event: the product's own decision says what is next and when, its
/// judge has the last word, the person reacts, and the product's own fold takes the touch up.
/// </summary>
internal sealed class Life
{
    private const int MostTouches = 400;
    private const int MostHolds = 8;
    private const long FollowUpId = 1;
    private static readonly DateTimeZone Zone = DateTimeZone.Utc;
    private static readonly Surroundings Around = new() { ContactZone = Zone, OwnerZone = Zone };

    /// <summary>The first day, a Monday; only weekdays matter.</summary>
    private static readonly int FirstDay = WorkingDays.Number(new LocalDate(2026, 1, 5));

    private readonly Contender contender;
    private readonly Chance chance;
    private readonly Someone someone;
    private readonly Tally tally;
    private readonly List<Entry>? told;
    private readonly Fold fold;
    private readonly int lastDay;
    private long entries;
    private Instant now;
    private Mood mood;
    private int touches;
    private int triesInARow;
    private bool heardNothing = true;
    private bool answered;
    private bool optedOut;
    private bool numberIsDead;
    private bool mailIsDead;

    private Life(Contender contender, Chance chance, int months, Tally tally, List<Entry>? told)
    {
        (this.contender, this.chance, this.tally, this.told) = (contender, chance, tally, told);
        someone = new Someone(chance);
        (numberIsDead, mailIsDead) = (someone.NumberIsDead, someone.MailIsDead);
        lastDay = FirstDay + someone.StartDay + (months * 365 / 12);
        fold = new Fold(Zone, contender.Policies);
    }

    /// <summary>Lives it and adds it to the tally; the timeline goes to <paramref name="told"/> when somebody wants to read it.</summary>
    public static void Live(Contender contender, Chance chance, int months, Tally tally, List<Entry>? told = null) => new Life(contender, chance, months, tally, told).Run();

    private void Run()
    {
        var start = WorkingDays.OnOrAfter(FirstDay + someone.StartDay);
        now = WorkingDays.Start(start, 0, Zone);
        Tell(new Started
        {
            Id = ++entries, At = now, FollowUpId = FollowUpId, Matter = "matter", MatterKey = "matter", Situation = contender.Situation,
            Preset = contender.Preset.Name, Cadence = contender.CadenceName, OwnerId = 1, StartOn = WorkingDays.Date(start),
        });
        var gaveUp = false;
        var planned = false;
        FollowUp followUp;
        while (true)
        {
            // a message that came back has everything told again, so that nothing of before is kept
            followUp = fold.Person.FollowUps[FollowUpId];
            var decision = Decide.Next(fold.Person, followUp, Around, contender.Policies);
            planned = decision.DueOn is not null;
            if (decision.DueOn is not { } due)
                break;
            gaveUp = GivesUp(followUp);
            if (gaveUp || touches >= MostTouches || WorkingDays.Number(due) >= lastDay)
                break;
            if (decision.Kind == TodayKind.Note)
            {
                if (!FindAnotherWay(due))
                    PlanAnew(due);
                continue;
            }

            var channel = decision.Channel ?? (fold.Person.PhoneDead ? Channel.Email : Channel.Call);
            var allowed = Allowed(followUp, channel, due, decision.SameDay);
            if (decision.SameDay && (allowed is not { } free || WorkingDays.NumberAt(free, Zone) != WorkingDays.Number(due)))
            {
                // what goes with an approach lapses with its day
                Tell(new DayOver { Id = ++entries, At = now, FollowUpId = FollowUpId });
                continue;
            }

            if (allowed is not { } at || WorkingDays.NumberAt(at, Zone) >= lastDay)
                break;
            now = at;
            touches++;
            Make(followUp, decision, channel);
        }

        tally.People++;
        tally.Touches += touches;
        tally.OptOuts += optedOut ? 1 : 0;
        tally.Answers += answered ? 1 : 0;
        tally.Annoyed += mood.WasAnnoyed ? 1 : 0;
        tally.Wins += followUp.Answer == Outcome.Bought ? 1 : 0;
        tally.Noes += followUp.Answer == Outcome.NotInterested ? 1 : 0;
        // no answer, no date, no rest, no stop
        if (followUp.IsOpen && (gaveUp || !planned))
            tally.Limbo++;
    }

    /// <summary>A habit's end: so many tries in a row without an answer. What was agreed is kept, except by those who never follow up.</summary>
    private bool GivesUp(FollowUp followUp) =>
        contender.StopAfter is { } most && (contender.KeepsDates ? triesInARow >= most && !followUp.AgreedWithThem : touches >= most);

    /// <summary>No number and no address leads to them: the seller finds new ones. False when some way is open.</summary>
    private bool FindAnotherWay(LocalDate due)
    {
        if (fold.Person is not { EmailDead: true, PhoneDead: true })
            return false;
        now = Instant.Max(now, WorkingDays.Start(WorkingDays.Number(due), 0, Zone));
        (numberIsDead, mailIsDead) = (false, false);
        Tell(new AddressSet { Id = ++entries, At = now, Channel = Channel.Call });
        Tell(new AddressSet { Id = ++entries, At = now, Channel = Channel.Email });
        return true;
    }

    /// <summary>A conversation whose step was carried out without reaching them: the seller plans the next one (METHOD C1).</summary>
    private void PlanAnew(LocalDate due)
    {
        var day = WorkingDays.Plus(WorkingDays.OnOrAfter(WorkingDays.Number(due)), 5);
        Tell(new StepSet { Id = ++entries, At = now, FollowUpId = FollowUpId, Plan = new Plan("Call", Channel.Call, WorkingDays.Date(day), null) });
    }

    /// <summary>The moment of the touch: in office hours of the day it is due, later when the judge says so; null when it refuses for good.</summary>
    private Instant? Allowed(FollowUp followUp, Channel channel, LocalDate due, bool goesWith)
    {
        var minutes = 9 * 60 + (int)(chance.Of(touches).Draw(Question.Minute) * 120);
        var at = WorkingDays.Start(WorkingDays.Number(due), 0, Zone) + Duration.FromMinutes(minutes);
        if (at <= now)
            at = goesWith ? now + Duration.FromMinutes(10) : now + Duration.FromHours(Math.Max(3, contender.Preset.HoursBetweenRings));
        var laidOut = Case.Of(fold.Person, followUp, Around, contender.Preset);
        for (var holds = 0; holds < MostHolds; holds++)
        {
            var verdict = Judge.Of(laidOut, channel, at);
            if (verdict.Kind == VerdictKind.Allow)
                return at;
            if (verdict.Until is not { } until)
                return null;
            at = until;
        }

        return null;
    }

    private void Make(FollowUp followUp, Decision decision, Channel channel)
    {
        var day = WorkingDays.NumberAt(now, Zone) - FirstDay;
        var draw = chance.Of(touches);
        if (followUp is { AgreedWithThem: true, Agreed: not null } && decision.Approach == 0)
        {
            KeepAppointment(followUp, draw, day);
            return;
        }

        triesInARow++;
        if (heardNothing)
            tally.Reached(touches);
        if (someone.AwayUntil(day) is var back and > 0)
        {
            MeetAbsence(channel, draw, back);
            return;
        }

        if (MeetsObstacle(channel, draw))
            return;
        var stalled = someone.IsStalled(day);
        var rings = channel == Channel.Call && draw.Draw(Question.Rings) < Model.RingsOut;
        var brings = contender.Kind == PolicyKind.Etiquette && decision.Offer is not null;
        var annoyance = mood.Meet(day, channel, rings, brings || touches == 1) / someone.Tolerance;
        var tries = mood.TriedBefore(day);
        mood.Annoy(annoyance);
        if (draw.Draw(Question.OptsOut) < Model.OptsOut(annoyance))
        {
            optedOut = true;
            if (heardNothing)
                tally.OptedOut(touches);
            Hear(channel, Outcome.OptOut, scope: StopScope.All);
            return;
        }

        if (annoyance > 0.5 && draw.Draw(Question.AsksForQuiet) < Model.OptsOut(annoyance))
        {
            Hear(channel, Outcome.AskedForQuiet);
            return;
        }

        if (stalled)
        {
            Pass(channel, rings);
            if (contender.Kind == PolicyKind.Etiquette && channel == Channel.Call && draw.Draw(Question.HearsOfStall) < Model.BringsNews)
                Tell(new PausedFor { Id = ++entries, At = now, FollowUpId = FollowUpId, Reason = someone.StallReason, Until = WorkingDays.Date(FirstDay + day + Defaults.PatienceDays(someone.StallReason)) });
            return;
        }

        if (draw.Draw(Question.SaysNo) < Model.SaysNo)
        {
            var stay = annoyance < 1 && draw.Draw(Question.StayInTouch) < Model.LeaveToStay;
            Hear(channel, Outcome.NotInterested, stay: stay);
            return;
        }

        var yes = someone.Willing ? Model.Yes(channel, tries) * someone.Keenness : 0;
        if (someone.OpensOn > day)
            yes *= Model.SaysLater;
        if (draw.Draw(Question.Answers) >= yes)
            Pass(channel, rings);
        else if (someone.OpensOn > day)
            SayLater(channel, draw, day);
        else
            SayYes(channel, draw, day);
    }

    private void SayYes(Channel channel, Chance draw, int day)
    {
        if (heardNothing)
            tally.Answered(touches);
        answered = true;
        if (draw.Draw(Question.BuysAtOnce) < Model.BuysAtOnce)
            Hear(channel, Outcome.Bought);
        else
            Hear(channel, Outcome.Interested, until: WorkingDays.OnOrAfter(FirstDay + day + 7));
    }

    private void SayLater(Channel channel, Chance draw, int day) =>
        Hear(channel, Outcome.NotNow, until: draw.Draw(Question.NamesTheDay) < Model.NamesTheDay ? WorkingDays.OnOrAfter(FirstDay + Math.Max(someone.OpensOn, day + 7)) : null);

    /// <summary>An agreed call: they are reached or not; what they say depends on what was said before.</summary>
    private void KeepAppointment(FollowUp followUp, Chance draw, int day)
    {
        if (someone.AwayUntil(day) > 0 || draw.Draw(Question.IsReached) >= Model.Reached)
        {
            triesInARow++;
            Tell(Ours(Channel.Call, Outcome.Voicemail));
            return;
        }

        var talk = draw.Draw(Question.Talk);
        if (someone.OpensOn > day)
            SayLater(Channel.Call, draw, day);
        else if (followUp.Answer == Outcome.Interested)
            Hear(Channel.Call, talk < 0.45 ? Outcome.Bought : talk < 0.7 ? Outcome.NotInterested : Outcome.Interested, until: talk < 0.7 ? null : WorkingDays.OnOrAfter(FirstDay + day + 30));
        else if (someone.Willing && talk < 0.6)
            SayYes(Channel.Call, draw, day);
        else if (followUp.MayStayInTouch && talk < 0.9)
            HearNothingNew();
        else
            Hear(Channel.Call, Outcome.NotInterested);
    }

    private void HearNothingNew()
    {
        Talked();
        Tell(Ours(Channel.Call, Outcome.Spoke) with { TheyDidNotSay = true });
    }

    private void MeetAbsence(Channel channel, Chance draw, int back)
    {
        var known = channel == Channel.Email || draw.Draw(Question.HearsOfAbsence) < Model.BringsNews;
        Tell(Ours(channel, channel == Channel.Email ? Outcome.Sent : Outcome.NoAnswer));
        if (known)
            Tell(new Touch { Id = ++entries, At = now, FollowUpId = FollowUpId, Channel = channel, Direction = Direction.In, Outcome = Outcome.OutOfOffice, Until = WorkingDays.Date(FirstDay + back) });
    }

    /// <summary>A number or an address that leads nowhere, or somebody else who answers: nothing has reached them, and the cadence takes its branch.</summary>
    private bool MeetsObstacle(Channel channel, Chance draw)
    {
        if (!contender.MeetsObstacles)
            return false;
        if (channel == Channel.Call && numberIsDead)
        {
            Tell(Ours(channel, Outcome.DeadNumber));
        }
        else if (channel == Channel.Email && mailIsDead)
        {
            Tell(Ours(channel, Outcome.Sent));
            now += Duration.FromMinutes(5);
            Tell(Ours(channel, Outcome.Bounced) with { Direction = Direction.In });
        }
        else if (channel == Channel.Call && someone.HasGatekeeper && draw.Draw(Question.Gatekeeper) < Model.GatekeeperAnswers)
        {
            Tell(Ours(channel, Outcome.Gatekeeper));
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Pass(Channel channel, bool rings) => Tell(Ours(channel, channel == Channel.Email ? Outcome.Sent : rings ? Outcome.NoAnswer : Outcome.Voicemail));

    /// <summary>They say something: on the telephone at once, to a mail some hours later.</summary>
    private void Hear(Channel channel, Outcome outcome, int? until = null, bool stay = false, StopScope? scope = null)
    {
        Talked();
        if (channel != Channel.Call)
        {
            Tell(Ours(channel, Outcome.Sent));
            now += Duration.FromHours(2);
        }

        Tell(Ours(channel, outcome) with
        {
            Direction = channel == Channel.Call ? Direction.Out : Direction.In,
            Until = until is { } day ? WorkingDays.Date(day) : null,
            MayStayInTouch = outcome == Outcome.NotInterested ? stay : null,
            Scope = scope,
        });
    }

    private void Talked()
    {
        heardNothing = false;
        triesInARow = 0;
        mood.Talk();
    }

    private Touch Ours(Channel channel, Outcome outcome) => new() { Id = ++entries, At = now, FollowUpId = FollowUpId, By = 1, Channel = channel, Direction = Direction.Out, Outcome = outcome };

    private void Tell(Entry entry)
    {
        fold.Add(entry);
        told?.Add(entry);
    }
}
