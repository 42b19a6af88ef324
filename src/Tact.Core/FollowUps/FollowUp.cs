using NodaTime;
using Tact.Core.Cadences;
using Tact.Core.Timeline;

namespace Tact.Core.FollowUps;

/// <summary>How a promise ended, or that it is still open (METHOD A6).</summary>
public enum PromiseState
{
    /// <summary>Still to be kept.</summary>
    Open,

    /// <summary>Done on the day or before.</summary>
    Kept,

    /// <summary>Done, after the day.</summary>
    Late,

    /// <summary>They answered first, so it was not needed.</summary>
    Released,
}

/// <summary>Why a contact is not held by gap, cap, budget or rest (METHOD, never held).</summary>
public enum FreeBecause
{
    /// <summary>It is unasked: all rules apply.</summary>
    Nothing,

    /// <summary>They asked for it: it does not count as an approach either.</summary>
    TheyAsked,

    /// <summary>We promised it: it is not held, but it counts.</summary>
    WePromised,
}

/// <summary>A promise of ours and what became of it.</summary>
public sealed record PromiseRecord(string What, LocalDate For, Instant MadeAt, bool UnlessTheyAnswer, PromiseState State);

/// <summary>
/// Where one follow-up stands: the fold of its person's timeline. Nothing here depends on now.
/// Days are whole numbers since 1970 in the contact's zone; -1 is never.
/// </summary>
public sealed class FollowUp
{
    internal FollowUp(Started start)
    {
        Id = start.FollowUpId ?? 0;
        Matter = start.Matter;
        MatterKey = start.MatterKey;
        Situation = start.Situation;
        PresetName = start.Preset;
        PresetByHand = start.PresetByHand || start.Preset != PolicyFiles.PresetFor(start.Situation);
        CadenceName = start.Cadence;
        OwnerId = start.OwnerId;
        StartOn = start.StartOn;
        StartedAt = start.At;
    }

    /// <summary>Its number.</summary>
    public long Id { get; }

    /// <summary>What it is about.</summary>
    public string Matter { get; }

    /// <summary>The matter, folded.</summary>
    public string MatterKey { get; }

    /// <summary>Where the relation stands now.</summary>
    public Situation Situation { get; internal set; }

    /// <summary>The etiquette preset's name.</summary>
    public string PresetName { get; internal set; }

    /// <summary>A person chose the preset, so that no change of situation replaces it.</summary>
    internal bool PresetByHand { get; }

    /// <summary>The cadence's name.</summary>
    public string CadenceName { get; internal set; }

    /// <summary>Who follows up.</summary>
    public long OwnerId { get; internal set; }

    /// <summary>The first day.</summary>
    public LocalDate StartOn { get; }

    /// <summary>When it was started.</summary>
    public Instant StartedAt { get; }

    /// <summary>Where it stands.</summary>
    public FollowUpState State { get; internal set; } = FollowUpState.Active;

    /// <summary>The answer, once there is one.</summary>
    public Outcome? Answer { get; internal set; }

    /// <summary>They left us leave to stay in touch after a no.</summary>
    public bool MayStayInTouch { get; internal set; }

    /// <summary>With that leave: months between contacts.</summary>
    public int? StayEveryMonths { get; internal set; }

    /// <summary>They said no to this matter and gave no leave to stay in touch.</summary>
    public bool SaidNo => this is { State: FollowUpState.Answered, Answer: Outcome.NotInterested, MayStayInTouch: false };

    /// <summary>The cycle since the last answer, from 1.</summary>
    public int Cycle { get; internal set; } = 1;

    /// <summary>Unanswered approaches in this cycle.</summary>
    public int Approaches { get; internal set; }

    /// <summary>Steps of the cadence that branches have left out in this cycle, or that service has used up: the place is one more than these and the approaches.</summary>
    public int LeftOut { get; internal set; }

    /// <summary>The branch by which the step in place is done: once more, or on another channel.</summary>
    public Branch? Turn { get; internal set; }

    /// <summary>The contact that goes with the last approach on its own day; null when there is none, or it is done.</summary>
    public Branch? Companion { get; internal set; }

    /// <summary>After a branch: the first day of what comes next.</summary>
    public int NotBeforeDay { get; internal set; } = -1;

    /// <summary>Silent rings in this cycle.</summary>
    public int SilentRings { get; internal set; }

    /// <summary>Touches in which words went either way, since the start (METHOD A3).</summary>
    public int Contacts { get; internal set; }

    /// <summary>Two-way contacts since the start.</summary>
    public int TwoWays { get; internal set; }

    /// <summary>When we last heard from them.</summary>
    public Instant? LastTwoWayAt { get; internal set; }

    /// <summary>Day of the first approach of this cycle.</summary>
    public int FirstApproachDay { get; internal set; } = -1;

    /// <summary>Day of the last approach.</summary>
    public int LastApproachDay { get; internal set; } = -1;

    /// <summary>Contacts made on that day.</summary>
    public int ContactsThatDay { get; internal set; }

    /// <summary>Channels used on that day, one bit each.</summary>
    public int ChannelsThatDay { get; internal set; }

    /// <summary>Day of the last outbound try that was no approach: silent ring, gatekeeper, no-show.</summary>
    public int LastTryDay { get; internal set; } = -1;

    /// <summary>Day the cadence counts its gap from: the last approach, talk or answer of ours.</summary>
    public int AnchorDay { get; internal set; } = -1;

    /// <summary>The return from rest; kept through a pause, so that a pause never shortens a rest.</summary>
    public LocalDate? RestUntil { get; internal set; }

    /// <summary>Until when it is paused, waits for them, or is left to their call.</summary>
    public LocalDate? Until { get; internal set; }

    /// <summary>Why it is paused; null when they asked for quiet.</summary>
    public StallReason? Stall { get; internal set; }

    /// <summary>The agreed next step.</summary>
    public Plan? Agreed { get; internal set; }

    /// <summary>The step was agreed with them in a conversation; otherwise it is only our plan.</summary>
    public bool AgreedWithThem { get; internal set; }

    /// <summary>One bit for each channel to which they have withdrawn their consent since they agreed to the step (METHOD B2): it is no longer asked for there.</summary>
    internal int AgreedNotBy { get; set; }

    /// <summary>The same since they asked for a word from us.</summary>
    internal int AnswerNotBy { get; set; }

    /// <summary>The same since they enquired.</summary>
    internal int ServiceNotBy { get; set; }

    /// <summary>The agreed step is a callback they asked for.</summary>
    public bool IsCallback { get; internal set; }

    /// <summary>We chose the day, so it moves off the days either side has off.</summary>
    internal bool DayIsOurs { get; set; }

    /// <summary>Day on which the agreed call was tried once without reaching them: one retry that day is free.</summary>
    public int TriedDay { get; internal set; } = -1;

    /// <summary>They wait for a word from us since then.</summary>
    public Instant? WantsAnswerSince { get; internal set; }

    /// <summary>A conversation ended without a next step, then.</summary>
    public Instant? NeedsNextStepSince { get; internal set; }

    /// <summary>They are away until then (METHOD C5).</summary>
    public LocalDate? AwayUntil { get; internal set; }

    /// <summary>Put off until then.</summary>
    public LocalDate? PutOffUntil { get; internal set; }

    /// <summary>Why it was put off.</summary>
    public string? PutOffBecause { get; internal set; }

    /// <summary>Last day on which tries to answer their enquiry are service.</summary>
    public int ServiceUntilDay { get; internal set; } = -1;

    /// <summary>All promises, oldest first.</summary>
    public List<PromiseRecord> Promises { get; } = [];

    /// <summary>The last touch.</summary>
    public Touch? LastTouch { get; internal set; }

    /// <summary>Their own last words.</summary>
    public Touch? TheirWords { get; internal set; }

    /// <summary>What they asked, as it was noted before any touch said anything.</summary>
    public Noted? EnquiryNote { get; internal set; }

    /// <summary>The promise to keep next.</summary>
    public PromiseRecord? OpenPromise
    {
        get
        {
            PromiseRecord? first = null;
            foreach (var promise in Promises)
            {
                if (promise.State == PromiseState.Open && (first is null || promise.For < first.For))
                    first = promise;
            }

            return first;
        }
    }

    /// <summary>Whether it is still followed up.</summary>
    public bool IsOpen => State is not (FollowUpState.Answered or FollowUpState.Stopped);
}

/// <summary>One outbound, unasked contact that reached them, or the ring that counts as one.</summary>
/// <param name="Day">The day in the contact's zone.</param>
/// <param name="FollowUpId">The follow-up it belongs to; 0 for none.</param>
public readonly record struct ApproachDay(int Day, long FollowUpId);

/// <summary>What a person's whole timeline says, over all follow-ups and colleagues.</summary>
public sealed class Person
{
    /// <summary>The follow-ups by number.</summary>
    public Dictionary<long, FollowUp> FollowUps { get; } = [];

    /// <summary>Days of approaches, in order; one entry per approach.</summary>
    public List<int> ApproachDays { get; } = [];

    /// <summary>Unasked contacts on the last approach day, over all follow-ups.</summary>
    public int ContactsOnLastDay { get; internal set; }

    /// <summary>The follow-up that made the last approach.</summary>
    public long LastApproachBy { get; internal set; }

    /// <summary>Numbers of the touches that count towards the company's cap on cold approaches; a message that came back is not among them.</summary>
    public HashSet<long> ColdTouches { get; } = [];

    /// <summary>Instants of every call and text of ours, whatever came of it, in order, Unix milliseconds: statutory limits count them all.</summary>
    public List<long> Dials { get; } = [];

    /// <summary>Instants of silent rings, in order, Unix milliseconds.</summary>
    public List<long> Rings { get; } = [];

    /// <summary>Stopped: everything, e-mail, phone.</summary>
    public bool StoppedAll { get; internal set; }

    /// <summary>No more e-mail.</summary>
    public bool StoppedEmail { get; internal set; }

    /// <summary>No more calls and text messages.</summary>
    public bool StoppedPhone { get; internal set; }

    /// <summary>Matters they said no to, folded.</summary>
    public HashSet<string> StoppedMatters { get; } = [];

    /// <summary>When the newest no was said, by scope.</summary>
    public Dictionary<StopScope, Instant> StoppedAt { get; } = [];

    /// <summary>They are away until then (METHOD C5).</summary>
    internal LocalDate? AwayUntil { get; set; }

    /// <summary>They asked for quiet until then.</summary>
    public LocalDate? QuietUntil { get; internal set; }

    /// <summary>How they want to be followed up.</summary>
    public Preferred? Preference { get; internal set; }

    /// <summary>The channel they asked for; none when they have closed that channel since.</summary>
    public Channel? AskedChannel => Preference?.Channel is { } asked && !((StoppedEmail || EmailWithdrawn is not null) && Covers(StopScope.Email, asked)) && !((StoppedPhone || CallsWithdrawn is not null) && Covers(StopScope.Phone, asked)) ? asked : null;

    /// <summary>Whether a no in a scope covers a channel.</summary>
    public static bool Covers(StopScope scope, Channel channel) => scope switch
    {
        StopScope.Email => channel == Channel.Email,
        StopScope.Phone => channel is Channel.Call or Channel.Message,
        _ => true,
    };

    /// <summary>Consents on record that were not withdrawn since.</summary>
    public List<Law.Consent> Consents { get; } = [];

    /// <summary>They have withdrawn their consent to e-mail and not given it anew.</summary>
    public Withdrawal? EmailWithdrawn { get; internal set; }

    /// <summary>They have withdrawn their consent to calls and texts and not given it anew.</summary>
    public Withdrawal? CallsWithdrawn { get; internal set; }

    /// <summary>Day of the last purchase, or on which a follow-up of a client began; -1 for none.</summary>
    public int CustomerDay { get; internal set; } = -1;

    /// <summary>Day of the last enquiry; -1 for none.</summary>
    public int EnquiryDay { get; internal set; } = -1;

    /// <summary>Day of the last referral; -1 for none.</summary>
    public int ReferralDay { get; internal set; } = -1;

    /// <summary>No message of ours has gone to them since the referral.</summary>
    public bool ReferralIsOpen { get; internal set; }

    /// <summary>Day on which they last refused; -1 for none.</summary>
    public int RefusedDay { get; internal set; } = -1;

    /// <summary>Day of the last withdrawal on a channel; -1 for none.</summary>
    public int WithdrawnDay(Channel channel) => channel == Channel.Email ? EmailWithdrawnDay : CallsWithdrawnDay;

    internal int EmailWithdrawnDay { get; set; } = -1;

    internal int CallsWithdrawnDay { get; set; } = -1;

    /// <summary>The e-mail address bounced.</summary>
    public bool EmailDead { get; internal set; }

    /// <summary>The number is wrong or dead.</summary>
    public bool PhoneDead { get; internal set; }

    /// <summary>Everything they were given, folded (METHOD B5: not the same thing twice).</summary>
    public HashSet<string> Given { get; } = [];

    /// <summary>What they were given, newest last, as written.</summary>
    public List<string> GivenInOrder { get; } = [];

    /// <summary>Each touch that gave them something, oldest first.</summary>
    public List<Gift> Gifts { get; } = [];

    /// <summary>There was contact before Tact.</summary>
    public Instant? KnownSince { get; internal set; }

    /// <summary>The last two-way contact with anybody here.</summary>
    public Instant? LastTwoWayAt { get; internal set; }

    /// <summary>Day of the last contact of any kind that carried words.</summary>
    public int LastContactDay { get; internal set; } = -1;

    /// <summary>Place in <see cref="ApproachDays"/> of the first approach since the last two-way contact.</summary>
    public int UnansweredFrom { get; internal set; }
}

/// <summary>That a touch gave them something (METHOD B5).</summary>
/// <param name="Entry">The touch.</param>
/// <param name="Key">What it was, folded.</param>
/// <param name="At">When.</param>
public sealed record Gift(long Entry, string Key, Instant At)
{
    /// <summary>The first two-way contact with them after it; null when there was none yet.</summary>
    public Instant? AnsweredAt { get; internal set; }
}

/// <summary>That they no longer agree to a channel.</summary>
/// <param name="Day">Since when, days since 1970.</param>
/// <param name="Evidence">How it was said.</param>
public sealed record Withdrawal(int Day, string Evidence);
