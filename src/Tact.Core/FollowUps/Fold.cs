using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Cadences;
using Tact.Core.Etiquette;
using Tact.Core.Timeline;

namespace Tact.Core.FollowUps;

/// <summary>The policy files a fold needs by name.</summary>
public sealed record Policies(IReadOnlyDictionary<string, Preset> Presets, IReadOnlyDictionary<string, Cadence> Cadences)
{
    /// <summary>What ships with Tact.</summary>
    public static Policies Shipped { get; } = new(PolicyFiles.Presets, PolicyFiles.Cadences);

    /// <summary>The preset of a name; balanced when the file is gone.</summary>
    public Preset Preset(string name) => Presets.TryGetValue(name, out var preset) ? preset : Presets["balanced"];

    /// <summary>The cadence of a name; the cold one when the file is gone.</summary>
    public Cadence Cadence(string name) => Cadences.TryGetValue(name, out var cadence) ? cadence : Cadences["cold-five-and-rest"];
}

/// <summary>Turns a person's timeline into where everything stands. The same entries always give the same state.</summary>
public sealed partial class Fold
{
    private readonly DateTimeZone zone;
    private readonly WorkCalendar calendar;
    private readonly Policies policies;
    private readonly List<Entry> taken = [];
    private readonly HashSet<long> neverArrived = [];
    private Person person = new();

    /// <summary>An empty timeline.</summary>
    public Fold(DateTimeZone zone, Policies policies, WorkCalendar? calendar = null)
    {
        this.calendar = calendar ?? WorkCalendar.Plain;
        this.zone = zone;
        this.policies = policies;
    }

    /// <summary>Where everything stands after the entries so far.</summary>
    public Person Person => person;

    /// <summary>Folds a timeline. Entries may come in any order; they are placed by instant and number. Undone ones must be left out.</summary>
    public static Person Of(IReadOnlyList<Entry> entries, DateTimeZone zone, Policies policies, WorkCalendar? calendar = null) => Over(entries, zone, policies, calendar).person;

    /// <summary>As <see cref="Of"/>, to go on with.</summary>
    public static Fold Over(IReadOnlyList<Entry> entries, DateTimeZone zone, Policies policies, WorkCalendar? calendar = null)
    {
        var fold = new Fold(zone, policies, calendar);
        fold.taken.EnsureCapacity(entries.Count + 1);
        foreach (var entry in InOrder(entries))
            fold.Add(entry);
        return fold;
    }

    /// <summary>The state in front of an instant: what a touch at that time met.</summary>
    public static Fold Before(IReadOnlyList<Entry> entries, Instant at, DateTimeZone zone, Policies policies, WorkCalendar? calendar = null)
    {
        var fold = new Fold(zone, policies, calendar);
        foreach (var entry in InOrder(entries))
        {
            if (entry.At > at)
                break;
            fold.Add(entry);
        }

        return fold;
    }

    private static IReadOnlyList<Entry> InOrder(IReadOnlyList<Entry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (Compare(entries[i - 1], entries[i]) > 0)
                return [.. entries.Order(Comparer<Entry>.Create(Compare))];
        }

        return entries;
    }

    private static int Compare(Entry a, Entry b) => a.At == b.At ? a.Id.CompareTo(b.Id) : a.At.CompareTo(b.At);

    /// <summary>Whether an entry comes after all those so far.</summary>
    public bool IsNext(Entry entry) => taken.Count == 0 || Compare(taken[^1], entry) < 0;

    /// <summary>Takes up the next entry; it must not be older than those before.</summary>
    public void Add(Entry entry)
    {
        // a message that came back never arrived: everything since is told again without it
        if (entry is Touch { Outcome: Outcome.Bounced } bounce && CameBack(bounce) is { } message)
        {
            neverArrived.Add(message.Id);
            person = new Person();
            foreach (var earlier in taken)
                Take(earlier);
        }

        taken.Add(entry);
        Take(entry);
    }

    private void Take(Entry entry)
    {
        switch (entry)
        {
            case Touch touch:
                Apply(touch);
                break;
            case Started start:
                Begin(start);
                break;
            case Preferred preference:
                Prefer(preference);
                break;
            case QuietAsked quiet:
                Quiet(quiet.Until);
                break;
            case ConsentGiven or ConsentWithdrawn:
                Consents(entry);
                break;
            case StopRecorded stop:
                Stop(stop.Scope, stop.MatterKey, stop.At);
                break;
            case StopLifted lift:
                Lift(lift);
                break;
            case KnownBefore known:
                person.KnownSince ??= known.At;
                person.LastContactDay = Math.Max(person.LastContactDay, Day(known.At));
                break;
            case AddressSet { Channel: Channel.Email }:
                person.EmailDead = false;
                break;
            case AddressSet:
                person.PhoneDead = false;
                break;
            default:
                if (entry.FollowUpId is { } id && person.FollowUps.TryGetValue(id, out var followUp))
                    Apply(entry, followUp);
                break;
        }
    }

    /// <summary>The message a bounce is about: the last one on its channel, unless it was answered or came back before.</summary>
    private Touch? CameBack(Touch bounce)
    {
        for (var i = taken.Count - 1; i >= 0; i--)
        {
            if (taken[i] is AddressSet set && set.Channel == bounce.Channel)
                return null;
            if (taken[i] is not Touch touch || touch.Channel != bounce.Channel || touch.FollowUpId != (bounce.FollowUpId ?? touch.FollowUpId))
                continue;
            if (touch.Outcome == Outcome.Bounced || touch.Direction == Direction.In)
                return null;
            if (touch.Outcome is Outcome.Sent or Outcome.ProposalSent)
                return touch;
        }

        return null;
    }

    private void Begin(Started start)
    {
        var followUp = new FollowUp(start) { AwayUntil = person.AwayUntil };
        person.FollowUps[followUp.Id] = followUp;
        Relate(start);
        if (person.StoppedAll || person.StoppedMatters.Contains(followUp.MatterKey))
        {
            followUp.State = FollowUpState.Stopped;
            return;
        }

        if (followUp.Situation == Situation.Enquiry)
        {
            followUp.WantsAnswerSince = start.At;
            followUp.ServiceUntilDay = calendar.Plus(calendar.OnOrAfter(Day(start.At)), Defaults.EnquiryServiceDays - 1);
        }
    }

    private void Apply(Entry entry, FollowUp followUp)
    {
        if (followUp.State == FollowUpState.Stopped && entry is not (HandedOver or PutOff))
            return;
        switch (entry)
        {
            case DayOver:
                followUp.Companion = null;
                break;
            case StepSet step:
                Plan(followUp, step.Plan);
                break;
            case PausedFor pause:
                Pause(followUp, pause);
                break;
            case Resumed:
                Continue(followUp);
                break;
            case PutOff putOff:
                followUp.Companion = null;
                followUp.PutOffUntil = putOff.Until;
                followUp.PutOffBecause = putOff.Because;
                break;
            case HandedOver handed:
                followUp.OwnerId = handed.OwnerId;
                break;
            case PromiseMade made:
                followUp.Promises.Add(new PromiseRecord(made.Promise.What, made.Promise.For, made.At, UnlessTheyAnswer: true, PromiseState.Open));
                followUp.NeedsNextStepSince = null;
                break;
            case Noted note:
                if (followUp is { Situation: Situation.Enquiry, TheirWords: null })
                    followUp.EnquiryNote ??= note;
                if (note.NeedsNextStep)
                    followUp.NeedsNextStepSince = note.At;
                break;
        }
    }

    /// <summary>
    /// A step set by hand. It is agreed with them when it completes a conversation or only moves an agreed date back;
    /// anything else is our own plan, and the rules apply to it.
    /// </summary>
    private void Plan(FollowUp followUp, Plan? plan)
    {
        var completes = followUp is { TwoWays: > 0, Approaches: 0, NeedsNextStepSince: not null };
        var movesBack = followUp is { AgreedWithThem: true, Agreed: { } agreed } && plan is not null && DayOf(plan) >= DayOf(agreed);
        Continue(followUp);
        // whoever says what comes next has decided about the rest of the day, too
        followUp.Companion = null;
        followUp.Agreed = plan;
        followUp.IsCallback = plan is { At: not null, Channel: Channel.Call };
        followUp.AgreedWithThem = plan is not null && (completes || movesBack) && !followUp.SaidNo;
        KeepOpenWays(followUp);
    }

    private void Pause(FollowUp followUp, PausedFor pause)
    {
        if (!followUp.IsOpen)
            return;
        followUp.Companion = null;
        followUp.State = FollowUpState.Paused;
        followUp.Stall = pause.Reason;
        followUp.Until = pause.Until;
        followUp.NeedsNextStepSince = null;
        DropBefore(followUp, pause.Until);
    }

    /// <summary>A step agreed for later than a pause still stands (METHOD A5); an earlier one is overtaken by it.</summary>
    private void DropBefore(FollowUp followUp, LocalDate until)
    {
        if (followUp.Agreed is { } plan && DayOf(plan) <= WorkingDays.Number(until))
            Settle(followUp);
    }

    /// <summary>Ends a rest, pause or wait and clears what asked for attention.</summary>
    private static void Continue(FollowUp followUp)
    {
        if (followUp.RestUntil is not null)
            BeginCycle(followUp, followUp.Cycle + 1);
        if (followUp.IsOpen || followUp.Answer == Outcome.LeftCompany)
            followUp.State = FollowUpState.Active;
        followUp.Until = null;
        followUp.Stall = null;
        followUp.RestUntil = null;
        followUp.NeedsNextStepSince = null;
        followUp.PutOffUntil = null;
        Settle(followUp);
    }

    private static void BeginCycle(FollowUp followUp, int cycle)
    {
        followUp.Cycle = cycle;
        followUp.Approaches = 0;
        followUp.SilentRings = 0;
        followUp.FirstApproachDay = -1;
        LeavePath(followUp);
        followUp.Companion = null;
    }

    /// <summary>The agreed step is no longer to be done.</summary>
    private static void Settle(FollowUp followUp)
    {
        followUp.Agreed = null;
        followUp.IsCallback = false;
        followUp.AgreedWithThem = false;
        followUp.DayIsOurs = false;
        followUp.TriedDay = -1;
    }

    private int DayOf(Plan plan) => plan.At is { } at ? Day(at) : WorkingDays.Number(plan.On);

    private int Day(Instant at) => WorkingDays.NumberAt(at, zone);
}
