using NodaTime;
using Tact.Core.Cadences;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;

namespace Tact.Core.FollowUps;

/// <summary>Takes the decision for one follow-up.</summary>
public static class Decide
{
    /// <summary>Changes with every change of what is decided, so that stored decisions are taken again.</summary>
    public const string Version = "5";

    private const int MostShifts = 400;

    // what is taken instead, in this order, where a way is closed
    private static readonly Channel[] Ways = [Core.Channel.Call, Core.Channel.Email, Core.Channel.Letter];

    /// <summary>Decides from the fold and what surrounds it.</summary>
    public static Decision Next(Person person, FollowUp followUp, Surroundings around, Policies policies)
    {
        var preset = policies.Preset(followUp.PresetName);
        if (followUp.State == FollowUpState.Stopped || person.StoppedAll || person.StoppedMatters.Contains(followUp.MatterKey))
            return CameSince(person, followUp) ? TheirTurn(person, followUp, around)! : new Decision { State = FollowUpState.Stopped };
        return TheirTurn(person, followUp, around)
            ?? Earliest(
                Promise(person, followUp, around, preset),
                Agreed(person, followUp, around, preset),
                NeedsNextStep(followUp, around),
                GoesWith(person, followUp, around, preset))
            ?? Closed(followUp)
            ?? NoWayLeft(person, followUp, around)
            ?? Later(person, followUp, around, preset, policies)
            ?? Step(person, followUp, around, preset, policies);
    }

    /// <summary>
    /// Whether a decision rests on their words alone: we spoke last, and it is what they agreed to or wait for. No gap, cap, budget or rest
    /// holds that (METHOD, never held), so that its day is the same under every preset.
    /// </summary>
    /// <param name="kind">What is to be done.</param>
    /// <param name="agreedWithThem">The step in place was agreed with them.</param>
    /// <param name="promised">A promise of ours is open: its day may be moved.</param>
    /// <param name="spokeLast">The last touch went both ways.</param>
    public static bool IsTheirs(TodayKind kind, bool agreedWithThem, bool promised, bool spokeLast) =>
        spokeLast && !promised && (kind == TodayKind.Answered || (agreedWithThem && kind is TodayKind.Agreed or TodayKind.Callback));

    /// <summary>B1: only unasked contact stops. Whoever came to us after their no is answered, once.</summary>
    private static bool CameSince(Person person, FollowUp f) => f.WantsAnswerSince is { } since
        && (!person.StoppedAll || since > person.StoppedAt[StopScope.All])
        && (!person.StoppedMatters.Contains(f.MatterKey) || since > person.StoppedAt[StopScope.Matter]);

    /// <summary>They answered or enquired: answer them first.</summary>
    private static Decision? TheirTurn(Person person, FollowUp f, Surroundings around)
    {
        if (f.WantsAnswerSince is not { } since)
            return null;
        var channel = f.TheirWords?.Channel;
        return new Decision
        {
            State = f.State == FollowUpState.Resting ? FollowUpState.Active : f.State,
            Kind = TodayKind.Answered,
            Step = f.TwoWays == 0 ? "Answer their enquiry" : "Answer them",
            Channel = channel is { } used && (IsStopped(person, used, since) || (f.AnswerNotBy & (1 << (int)used)) != 0) ? null : channel,
            DueOn = Latest(since.InZone(around.OwnerZone).Date, f.PutOffUntil, f.State == FollowUpState.Paused ? f.Until : null),
        };
    }

    /// <summary>Of what waits, the first in time; on one day a promise before a note before what was agreed, but an agreed callback before all.</summary>
    private static Decision? Earliest(params ReadOnlySpan<Decision?> waiting)
    {
        Decision? first = null;
        foreach (var one in waiting)
        {
            if (one is not null && (first is null || one.DueOn < first.DueOn || (one.DueOn == first.DueOn && one.Kind < first.Kind)))
                first = one;
        }

        return first;
    }

    /// <summary>A6: the day we named, or the first after it on which they let us.</summary>
    private static Decision? Promise(Person person, FollowUp f, Surroundings around, Preset preset)
    {
        if (f.OpenPromise is not { } promise)
            return null;
        var wanted = StepWords.ChannelOf(promise.What);
        var day = Latest(promise.For, f.PutOffUntil);
        var c = Case.Of(person, f, around, preset);
        var channel = wanted is null ? person.AskedChannel : Way(wanted.Value, person, around, c, day);
        if (channel is { } used && IsStopped(person, used, null))
            channel = null;
        return new Decision
        {
            State = f.State,
            Kind = TodayKind.Promise,
            Step = promise.What,
            Channel = channel,
            DueOn = Judge.FirstAllowed(c, channel ?? Core.Channel.Letter, StartOf(day, around))?.InZone(around.OwnerZone).Date ?? day,
            Approach = f.Approaches + 1,
            Of = preset.BudgetOf(f.Cycle),
        };
    }

    /// <summary>The way that was named, or another where it is closed or the law leaves it no hour.</summary>
    private static Channel Way(Channel named, Person person, Surroundings around, Case c, LocalDate day)
    {
        var number = WorkingDays.Number(day);
        var channel = Open(named, person, around, c, number);
        if (person.AskedChannel is not null || Judge.FirstAllowed(c, channel, StartOf(day, around)) is not null)
            return channel;
        foreach (var other in Ways)
        {
            if (other != channel && Open(other, person, around, c, number) == other && Judge.FirstAllowed(c, other, StartOf(day, around)) is not null)
                return other;
        }

        return channel;
    }

    private static Decision? Agreed(Person person, FollowUp f, Surroundings around, Preset preset)
    {
        if (f.Agreed is not { } plan || (f.SaidNo && !f.AgreedWithThem))
            return null;
        var channel = plan.Channel ?? (f.IsCallback ? Core.Channel.Call : null);
        if (channel is { } wanted && IsStopped(person, wanted, null))
            channel = null;
        var on = Latest(plan.On, f.AwayUntil, f.PutOffUntil);
        if (!f.AgreedWithThem)
            on = Latest(on, f.Until, f.RestUntil);
        if (f.TriedDay >= 0)
            on = Latest(on, WorkingDays.Date(f.TriedDay));
        if (f.DayIsOurs)
            on = WorkingDay(person, around, preset, on);
        // the retry is free on its day only; put off, or moved from a day off, it is a contact like any other
        if (f.TriedDay >= 0 && WorkingDays.Number(on) > f.TriedDay)
        {
            if (channel is { } named)
                (channel, on) = FirstWay(person, f, around, preset, named, WorkingDays.Number(on));
            else
            {
                channel = person.AskedChannel;
                on = FirstFreeDay(Case.Of(person, f, around, preset), around, channel ?? Core.Channel.Letter, WorkingDays.Number(on));
            }
        }

        return new Decision
        {
            State = f.State,
            Kind = f is { State: FollowUpState.Resting, AgreedWithThem: false } ? TodayKind.Return : f.IsCallback ? TodayKind.Callback : TodayKind.Agreed,
            Step = f.TriedDay >= 0 ? $"{plan.Say} (try once more)" : plan.Say,
            Channel = channel,
            DueOn = on,
            DueAt = on == plan.On && f.TriedDay < 0 ? plan.At : null,
            Approach = f.AgreedWithThem ? 0 : f.Approaches + 1,
            Of = f.AgreedWithThem ? null : preset.BudgetOf(f.Cycle),
        };
    }

    /// <summary>C1: no conversation without a next step.</summary>
    private static Decision? NeedsNextStep(FollowUp f, Surroundings around) => f.NeedsNextStepSince is not { } since ? null : new Decision
    {
        State = f.State,
        Kind = TodayKind.Note,
        Step = "Needs a next step",
        DueOn = Latest(since.InZone(around.OwnerZone).Date, f.PutOffUntil),
    };

    /// <summary>A voicemail and the e-mail that goes with it are one approach (METHOD, approach): due the same day, or not at all.</summary>
    private static Decision? GoesWith(Person person, FollowUp f, Surroundings around, Preset preset)
    {
        if (f is not { IsOpen: true, Companion: { Channel: { } channel } branch, LastTouch: { } touch } || (person.AskedChannel is { } asked && asked != channel))
            return null;
        var day = touch.At.InZone(around.OwnerZone).Date;
        var opens = around.OwnerZone.AtStartOfDay(day).ToInstant();
        var c = Case.Of(person, f, around, preset);
        if (Open(channel, person, around, c, WorkingDays.Number(day)) != channel || around.OwnerDaysOff.IsOff(WorkingDays.Number(day)) || Judge.FirstAllowed(c, channel, opens)?.InZone(around.OwnerZone).Date != day)
            return null;
        return new Decision
        {
            // not limited by the day's capacity: tomorrow it would be gone
            State = f.State, Kind = TodayKind.Agreed, Step = branch.Say ?? StepWords.GoesWith(channel), Channel = channel, DueOn = day,
            Approach = f.Approaches, Of = preset.BudgetOf(f.Cycle), Offer = branch.Offer, SameDay = true,
        };
    }

    private static Decision? Closed(FollowUp f) => f.IsOpen ? null : new Decision { State = f.State };

    /// <summary>No address that may be used: stopped where they said no, else a note to find another way.</summary>
    private static Decision? NoWayLeft(Person person, FollowUp f, Surroundings around)
    {
        var email = around.HasEmail && !person.EmailDead;
        var phone = around.HasPhone && !person.PhoneDead;
        var say = person.AskedChannel switch
        {
            Core.Channel.Email when !email => "Find an e-mail address: they asked for e-mail",
            Core.Channel.Call or Core.Channel.Message when !phone => "Find a number: they asked to be reached by phone",
            _ => null,
        };
        if (say is null)
        {
            if ((email && !person.StoppedEmail) || (phone && !person.StoppedPhone))
                return null;
            if (email || phone)
                return new Decision { State = FollowUpState.Stopped };
            say = "Find a number or an address to reach them";
        }

        var since = Math.Max(Math.Max(f.LastTryDay, f.AnchorDay), WorkingDays.Number(f.StartOn));
        return new Decision
        {
            State = f.State,
            Kind = TodayKind.Note,
            Step = say,
            DueOn = Latest(WorkingDays.Date(since), f.PutOffUntil),
        };
    }

    /// <summary>Paused, waiting, resting or left to their call: the date on which it returns.</summary>
    private static Decision? Later(Person person, FollowUp f, Surroundings around, Preset preset, Policies policies)
    {
        if (f.State is FollowUpState.Active || (f.Until ?? f.RestUntil) is not { } date)
            return null;
        var returns = f.RestUntil is not null;
        var approach = returns ? 1 : f.Approaches + 1;
        var cycle = returns ? f.Cycle + 1 : f.Cycle;
        var step = policies.Cadence(f.CadenceName).StepAt(cycle, returns ? approach : approach + f.LeftOut);
        var day = Latest(date, f.RestUntil, Latest(date, f.AwayUntil, f.PutOffUntil));
        var from = WorkingDays.Number(day);
        if (f.LastTryDay >= from)
            from = around.Calendar.Plus(f.LastTryDay, 1);
        var (channel, due) = FirstWay(person, f, around, preset, step.Channel, from);
        var (intent, rests) = SpecialMessages.Of(step, preset, f, around, cycle, approach, due);
        return new Decision
        {
            State = f.State,
            Kind = f.State == FollowUpState.WaitingForThem ? TodayKind.Agreed : TodayKind.Return,
            Step = f.State switch
            {
                FollowUpState.WaitingForThem => "Ask how it went on their side",
                FollowUpState.WillCall => "They said they would call: a quiet look",
                FollowUpState.Paused when !returns && f.Stall is null => "Get in touch again after the quiet, with something for them",
                FollowUpState.Paused when !returns => "Get in touch again after the pause",
                _ => StepWords.Meant(step, intent, channel, due, rests),
            },
            Channel = f.State is FollowUpState.Resting or FollowUpState.Paused ? channel : person.AskedChannel,
            DueOn = due,
            Approach = approach,
            Of = preset.BudgetOf(cycle),
            Offer = step.Offer ?? (preset.MustBring(approach) ? "something for them" : null),
            Intent = intent,
            RestsUntil = rests,
        };
    }

    /// <summary>The next step of the cadence, on the first day the etiquette allows.</summary>
    private static Decision Step(Person person, FollowUp f, Surroundings around, Preset preset, Policies policies)
    {
        var approach = f.Approaches + 1;
        var step = policies.Cadence(f.CadenceName).StepAt(f.Cycle, approach + f.LeftOut);
        var askAnother = Case.AskAnotherAfter(f, preset) is not null;
        var fresh = f.AnchorDay < 0;
        var from = fresh ? WorkingDays.Number(f.StartOn) : around.Calendar.Plus(f.AnchorDay, Math.Max(1, askAnother ? preset.GapAfter(f.Approaches) : step.Gap));
        if (f.LastTryDay >= 0)
            from = Math.Max(from, around.Calendar.Plus(f.LastTryDay, 1));
        from = Math.Max(from, f.NotBeforeDay);
        from = WorkingDays.Number(Latest(WorkingDays.Date(from), f.AwayUntil, f.PutOffUntil));
        var (channel, due) = FirstWay(person, f, around, preset, f.Turn?.Channel ?? step.Channel, from);
        var (intent, rests) = SpecialMessages.Of(step, preset, f, around, f.Cycle, approach, due);
        var known = person.KnownSince is not null || f.Contacts > 0 || person.LastTwoWayAt is not null;
        var referred = fresh && f.Situation == Situation.Referral;
        return new Decision
        {
            State = FollowUpState.Active,
            Kind = referred ? TodayKind.Agreed
                : fresh && f is { Cycle: 1, Approaches: 0 } && !known ? TodayKind.First
                : f is { Cycle: > 1, Approaches: 0 } ? TodayKind.Return
                : TodayKind.Cadence,
            Step = askAnother ? "Ask another person there"
                : referred ? "Get in touch, and name who sent you"
                : known && intent == Intent.Introduce ? "Pick up where you left off"
                : f.Turn is { } turn ? StepWords.Again(step, turn, channel)
                : StepWords.Meant(step, intent, channel, due, rests),
            Channel = askAnother ? null : channel,
            DueOn = askAnother ? WorkingDay(person, around, preset, WorkingDays.Date(from)) : due,
            Approach = approach,
            Of = preset.BudgetOf(f.Cycle),
            Offer = f.Turn?.Offer ?? step.Offer ?? (preset.MustBring(approach) ? "something for them" : null),
            Intent = intent,
            RestsUntil = rests,
        };
    }

    /// <summary>The step's channel, or another that is open and lawful on a day; a letter always is.</summary>
    private static Channel Open(Channel wanted, Person person, Surroundings around, Case c, int day)
    {
        if (person.AskedChannel is { } asked)
            return asked;
        var email = around.HasEmail && !person.EmailDead && !person.StoppedEmail && IsLawful(Channel.Email);
        var phone = around.HasPhone && !person.PhoneDead && !person.StoppedPhone;
        var call = phone && IsLawful(Channel.Call);
        return wanted switch
        {
            Channel.Email when email => wanted,
            Channel.Call when call => wanted,
            Channel.Message when phone && IsLawful(wanted) => wanted,
            Channel.Email or Channel.Message when call => Channel.Call,
            Channel.Call or Channel.Message when email => Channel.Email,
            Channel.Email or Channel.Call or Channel.Message => Channel.Letter,
            _ => wanted,
        };

        bool IsLawful(Channel channel) => Rules.AskFirst(c, channel, day) == Rules.Silent && Rules.SpareTheListed(c, channel, day) == Rules.Silent;
    }

    /// <summary>
    /// The channel a step takes and its first free day. A consent may end in between, or the lawful hours leave none of theirs for a call:
    /// then it takes another way, so that nobody is proposed whom the law would refuse for ever.
    /// </summary>
    private static (Channel Channel, LocalDate Due) FirstWay(Person person, FollowUp f, Surroundings around, Preset preset, Channel wanted, int from)
    {
        var c = Case.Of(person, f, around, preset);
        var channel = Open(wanted, person, around, c, from);
        if (FreeDay(c, around, channel, from) is { } due && Open(channel, person, around, c, WorkingDays.Number(due)) == channel)
            return (channel, due);
        if (person.AskedChannel is null)
        {
            var day = WorkingDays.Number(FirstFreeDay(c, around, Channel.Letter, from));
            foreach (var other in Ways)
            {
                if (other != channel && Open(other, person, around, c, day) == other && FreeDay(c, around, other, from) is { } free)
                    return (other, free);
            }
        }

        return (channel, FirstFreeDay(c, around, channel, from));
    }

    /// <summary>Whether a no covers the channel, unless they have used it again since, at <paramref name="theyCame"/>.</summary>
    private static bool IsStopped(Person person, Channel channel, Instant? theyCame)
    {
        var scope = Person.Covers(StopScope.Email, channel) ? StopScope.Email : StopScope.Phone;
        return (scope == StopScope.Email ? person.StoppedEmail : person.StoppedPhone && Person.Covers(scope, channel))
            && !(theyCame > person.StoppedAt[scope]);
    }

    /// <summary>
    /// The first day from which the etiquette allows the step, on a day neither side has off. Later touches at the company
    /// count too, so that the answer does not depend on when it is asked.
    /// </summary>
    private static LocalDate FirstFreeDay(Case c, Surroundings around, Channel channel, int from) =>
        FreeDay(c, around, channel, from)
        ?? Judge.FirstAllowed(c, channel, StartOf(WorkingDays.Date(from), around))?.InZone(around.OwnerZone).Date
        ?? WorkingDays.Date(around.Calendar.OnOrAfter(from));

    /// <summary>The same; null when it is refused for good on this channel, at once or before the owner is back.</summary>
    private static LocalDate? FreeDay(Case c, Surroundings around, Channel channel, int from)
    {
        var time = StartOf(WorkingDays.Date(from), around);
        LocalDate? theirs = null;
        for (var shift = 0; shift < MostShifts; shift++)
        {
            if (Judge.FirstAllowed(c, channel, time) is not { } allowed)
                return null;
            var date = allowed.InZone(around.OwnerZone).Date;
            if (!around.OwnerDaysOff.IsOff(WorkingDays.Number(date)))
                return date;
            theirs ??= date;
            time = Instant.Max(allowed, around.OwnerZone.AtStartOfDay(date.PlusDays(1)).ToInstant());
        }

        // no day suits both: theirs counts
        return theirs;
    }

    /// <summary>The day itself or the next that neither side has off.</summary>
    private static LocalDate WorkingDay(Person person, Surroundings around, Preset preset, LocalDate day)
    {
        var c = Case.Of(person, null, around, preset);
        for (var shift = 0; shift < MostShifts; shift++, day = day.PlusDays(1))
        {
            var number = WorkingDays.Number(day);
            if (Rules.KeepTheirDay(c, number) && !around.OwnerDaysOff.IsOff(number))
                break;
        }

        return day;
    }

    /// <summary>When a day has begun on both sides.</summary>
    private static Instant StartOf(LocalDate day, Surroundings around) => Instant.Max(
        WorkingDays.Start(WorkingDays.Number(day), 0, around.ContactZone), WorkingDays.Start(WorkingDays.Number(day), 0, around.OwnerZone));

    private static LocalDate Latest(LocalDate day, LocalDate? second, LocalDate? third = null)
    {
        if (second is { } b && b > day)
            day = b;
        return third is { } c && c > day ? c : day;
    }
}
