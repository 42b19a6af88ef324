using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;
using Tact.Core.Law;
using Tact.Core.Timeline;

namespace Tact.Core.Etiquette;

/// <summary>What lies outside the person's own timeline and still matters for a decision.</summary>
public sealed record Surroundings
{
    /// <summary>The contact's zone: hours and working days.</summary>
    public required DateTimeZone ContactZone { get; init; }

    /// <summary>The days on which people work where the contact is.</summary>
    public WorkCalendar Calendar { get; init; } = WorkCalendar.Plain;

    /// <summary>The laws on calls that hold for them; null when none is known.</summary>
    public LawfulCalls? Law { get; init; }

    /// <summary>The other laws that hold for them: consent, rest, lists.</summary>
    public TheirLaws Laws { get; init; } = TheirLaws.None;

    /// <summary>They are tagged as a client.</summary>
    public bool Client { get; init; }

    /// <summary>The lists that were brought in and have a number or address of theirs.</summary>
    public IReadOnlyList<Listed> Listed { get; init; } = [];

    /// <summary>How old the lists are that calls to them are screened against; for questions about now, never for decisions that are kept.</summary>
    public IReadOnlyList<Screened> Screened { get; init; } = [];

    /// <summary>A list that was never brought in holds calls like one that is too old.</summary>
    public bool ScreenAlways { get; init; }

    /// <summary>The owner's zone: due days.</summary>
    public required DateTimeZone OwnerZone { get; init; }

    /// <summary>The owner's own days off.</summary>
    public DaysOff OwnerDaysOff { get; init; } = DaysOff.Weekends;

    /// <summary>Days of cold approaches to the company by anybody, in order; one entry per person and day.</summary>
    public IReadOnlyList<int> CompanyDays { get; init; } = [];

    /// <summary>Day of a colleague's last two-way contact on the same matter with them or their company; -1 for none.</summary>
    public int ColleagueTalkDay { get; init; } = -1;

    /// <summary>An e-mail address is known.</summary>
    public bool HasEmail { get; init; } = true;

    /// <summary>A telephone number is known.</summary>
    public bool HasPhone { get; init; } = true;
}

/// <summary>
/// Everything the rules need for one follow-up, laid out so that judging allocates nothing. Built once per fold; good
/// for any proposal and instant. Days are whole numbers since 1970 in the contact's zone; -1 is never.
/// </summary>
public sealed class Case
{
    private static readonly Channel[] Channels = Enum.GetValues<Channel>();

    private Case(Preset preset, DateTimeZone zone)
    {
        Preset = preset;
        Zone = zone;
        Clock = ZoneClock.Of(zone);
    }

    internal Preset Preset { get; }

    internal DateTimeZone Zone { get; }

    internal ZoneClock Clock { get; }

    /// <summary>When no gap, cap or rest holds a contact.</summary>
    internal Freedom Freedom { get; private init; }

    /// <summary>One bit for each channel that is closed by a no.</summary>
    internal int StoppedChannels { get; private set; }

    /// <summary>One bit for each channel that is not the one they asked for.</summary>
    internal int OtherChannels { get; private set; }

    // up to which day each rule holds, none before its time
    internal int RhythmUntil { get; private set; }

    internal int SilenceUntil { get; private set; }

    internal int YearUntil { get; private set; }

    internal int CycleUntil { get; private set; }

    internal int GapUntil { get; private set; }

    internal int PersonUntil { get; private set; }

    internal int CompanyUntil { get; private set; }

    internal int ColleagueUntil { get; private set; }

    /// <summary>The latest of the guidelines on days.</summary>
    internal int GuidelinesUntil { get; private set; }

    /// <summary>Weekdays they asked for, bit 0 is Monday; 0 for none.</summary>
    internal int AskedDays { get; private set; }

    /// <summary>Hours for calls on a common day and on one that ends at noon.</summary>
    internal (int From, int Until) Hours { get; private set; }

    internal (int From, int Until) ShortHours { get; private set; }

    internal WorkCalendar Calendar { get; private init; } = WorkCalendar.Plain;

    internal LawfulCalls? Law { get; private init; }

    internal long[] Dials { get; private init; } = [];

    /// <summary>What the words of <see cref="Rule.AskFirst"/> and its like are made of; judging needs the days below only.</summary>
    internal Lawful Lawful { get; private init; } = Lawful.Free;

    internal int EmailUntil { get; private init; } = Consents.NoEnd;

    internal int TextUntil { get; private init; } = Consents.NoEnd;

    internal int CallConsentFrom { get; private init; } = int.MaxValue;

    internal int CallUntil { get; private init; } = Consents.NoEnd;

    internal int RefusedUntil { get; private init; } = -1;

    internal int ListedFrom { get; private init; } = int.MaxValue;

    internal bool EmailListed { get; private init; }

    internal int ListsGoodUntil { get; private init; } = int.MaxValue;

    internal FollowUp? FollowUp { get; private init; }

    internal Situation Situation { get; private init; }

    internal bool StoppedAll { get; private init; }

    internal bool StoppedEmail { get; private init; }

    internal bool StoppedPhone { get; private init; }

    internal bool StoppedMatter { get; private init; }

    internal bool SaidNo { get; private init; }

    internal int QuietUntil { get; private init; } = -1;

    internal Preferred? Preference { get; private init; }

    internal Channel? AskedChannel { get; private init; }

    internal int LastContactDay { get; private init; } = -1;

    internal int PausedUntil { get; private init; } = -1;

    internal StallReason? Stall { get; private init; }

    internal int DateUntil { get; private init; } = -1;

    internal Instant? AgreedAt { get; private init; }

    internal int AwayUntil { get; private init; } = -1;

    internal int PromisedFor { get; private init; } = -1;

    internal int RestUntil { get; private init; } = -1;

    internal int AskAnotherUntil { get; private init; } = -1;

    internal int[] PersonDays { get; private init; } = [];

    internal int UnansweredFrom { get; private init; }

    internal int[] CompanyDays { get; private init; } = [];

    internal long[] Rings { get; private init; } = [];

    internal int ColleagueTalkDay { get; private init; } = -1;

    internal int CompanionDay { get; private init; } = -1;

    internal int ChannelsThatDay { get; private init; }

    /// <summary>Lays out a follow-up; without one, what applies to the person alone.</summary>
    public static Case Of(Person person, FollowUp? followUp, Surroundings surroundings, Preset preset, Situation situation = Situation.Cold, string? matterKey = null)
    {
        var state = followUp?.State;
        var promise = followUp?.OpenPromise;
        var matter = followUp?.MatterKey ?? matterKey;
        var zone = surroundings.ContactZone;
        var lawful = Lawful.Of(person, surroundings);
        var c = new Case(preset, zone)
        {
            Lawful = lawful,
            EmailUntil = lawful.EmailUntil,
            TextUntil = lawful.TextUntil,
            CallConsentFrom = lawful.CallConsentFrom,
            CallUntil = lawful.CallUntil,
            RefusedUntil = lawful.RefusedUntil,
            ListedFrom = lawful.ListedFrom,
            EmailListed = lawful.EmailListed,
            ListsGoodUntil = lawful.ListsGoodUntil,
            FollowUp = followUp,
            Freedom = new Freedom(followUp),
            Calendar = surroundings.Calendar,
            Law = surroundings.Law,
            Dials = surroundings.Law is { Limits.Length: > 0 } ? [.. person.Dials] : [],
            Situation = followUp?.Situation ?? situation,
            StoppedAll = person.StoppedAll && !CameSince(person, followUp, StopScope.All),
            StoppedEmail = person.StoppedEmail && !CameSince(person, followUp, StopScope.Email),
            StoppedPhone = person.StoppedPhone && !CameSince(person, followUp, StopScope.Phone),
            StoppedMatter = matter is not null && person.StoppedMatters.Contains(matter) && !CameSince(person, followUp, StopScope.Matter),
            SaidNo = followUp is { SaidNo: true },
            QuietUntil = Number(person.QuietUntil),
            Preference = person.Preference,
            AskedChannel = person.AskedChannel,
            LastContactDay = person.LastContactDay,
            PausedUntil = followUp is { State: FollowUpState.Paused, Stall: not null } ? Number(followUp.Until) : -1,
            Stall = followUp?.Stall,
            DateUntil = Math.Max(
                followUp?.Agreed is not { } plan ? -1 : plan.At is { } time ? WorkingDays.NumberAt(time, zone) : WorkingDays.Number(plan.On),
                state is FollowUpState.WaitingForThem or FollowUpState.WillCall ? Number(followUp!.Until) : -1),
            AgreedAt = followUp?.Agreed?.At,
            AwayUntil = Number(followUp?.AwayUntil),
            PromisedFor = promise is { UnlessTheyAnswer: true } ? WorkingDays.Number(promise.For) : -1,
            RestUntil = Number(followUp?.RestUntil),
            AskAnotherUntil = followUp is not null && AskAnotherAfter(followUp, preset) is { } days ? followUp.LastApproachDay + days : -1,
            PersonDays = [.. person.ApproachDays],
            UnansweredFrom = person.UnansweredFrom,
            CompanyDays = [.. surroundings.CompanyDays],
            Rings = [.. person.Rings],
            ColleagueTalkDay = surroundings.ColleagueTalkDay,
            CompanionDay = followUp is { ContactsThatDay: 1 } && person is { ContactsOnLastDay: 1 } && person.LastApproachBy == followUp.Id ? followUp.LastApproachDay : -1,
            ChannelsThatDay = followUp?.ChannelsThatDay ?? 0,
        };
        c.LayOut();
        return c;
    }

    /// <summary>What does not depend on the moment that is asked about.</summary>
    private void LayOut()
    {
        foreach (var channel in Channels)
        {
            if (Rules.StopWhenAsked(this, channel) == Rules.Never)
                StoppedChannels |= 1 << (int)channel;
            if (Rules.UseTheirChannel(this, channel) == Rules.Never)
                OtherChannels |= 1 << (int)channel;
        }

        RhythmUntil = Rules.KeepTheirRhythm(this);
        SilenceUntil = Rules.RestAfterSilence(this);
        YearUntil = Rules.KeepTheYear(this);
        CycleUntil = Rules.TakeYourTime(this);
        GapUntil = Rules.KeepTheGap(this);
        PersonUntil = Rules.SpareThePerson(this);
        CompanyUntil = Rules.SpareTheCompany(this);
        ColleagueUntil = Rules.OneVoiceAtATime(this);
        GuidelinesUntil = Math.Max(
            Math.Max(Math.Max(DateUntil, PromisedFor), Math.Max(SilenceUntil, YearUntil)),
            Math.Max(Math.Max(Math.Max(CycleUntil, GapUntil), Math.Max(PersonUntil, CompanyUntil)), ColleagueUntil));
        AskedDays = (Preference?.Weekdays ?? 0) & Rules.EveryDay;
        Hours = Rules.HoursForCalls(this, endsAtNoon: false);
        ShortHours = Rules.HoursForCalls(this, endsAtNoon: true);
    }

    /// <summary>Days to leave this person alone and ask somebody else there; null when that is not the next thing to do.</summary>
    internal static int? AskAnotherAfter(FollowUp followUp, Preset preset)
    {
        if (preset.BudgetOf(followUp.Cycle) is not { } budget || followUp.Approaches < budget)
            return null;
        return preset.AskAnotherPersonAfter ?? (followUp.Situation == Situation.Client ? Defaults.AskAnotherPersonDays : null);
    }

    /// <summary>B1: only unasked contact stops; whoever rings or writes after a no may be answered.</summary>
    private static bool CameSince(Person person, FollowUp? followUp, StopScope scope) =>
        followUp?.WantsAnswerSince is { } since && person.StoppedAt.TryGetValue(scope, out var stopped) && since > stopped;

    private static int Number(LocalDate? date) => date is { } day ? WorkingDays.Number(day) : -1;
}
