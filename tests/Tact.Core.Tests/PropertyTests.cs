using NodaTime;
using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Law;
using Tact.Core.Timeline;
using Xunit;
using Case = Tact.Core.Etiquette.Case;

namespace Tact.Core.Tests;

/// <summary>What holds in every life, whatever happens in it.</summary>
public class PropertyTests
{
    private static readonly Channel[] Reaching = [Channel.Call, Channel.Email, Channel.Message, Channel.Letter, Channel.Visit];

    /// <summary>Runs a check after every entry of a life.</summary>
    private static void Throughout(Life life, Action<Fold, Entry> check)
    {
        var fold = new Fold(life.Zone, Policies.Shipped);
        foreach (var entry in life.Entries())
        {
            fold.Add(entry);
            check(fold, entry);
        }
    }

    [Fact]
    public void C1_no_limbo() => Lives.Hold(life => Throughout(life, (fold, _) =>
    {
        foreach (var f in fold.Person.FollowUps.Values)
        {
            var decision = life.Decide(fold.Person, f);
            var due = decision.DueOn is not null;
            (decision.Kind != TodayKind.None).ShouldBe(due);
            switch (decision.State)
            {
                case FollowUpState.Stopped:
                    // whoever came to us after a no is answered
                    due.ShouldBe(decision.Kind == TodayKind.Answered && f.WantsAnswerSince is not null);
                    break;
                case FollowUpState.Answered:
                    f.State.ShouldBe(FollowUpState.Answered);
                    if (!due && !f.SaidNo)
                        (f.Agreed is null && f.NeedsNextStepSince is null && f.OpenPromise is null && f.WantsAnswerSince is null).ShouldBeTrue();
                    break;
                default:
                    due.ShouldBeTrue($"{decision.State}");
                    break;
            }

            if (f.State is FollowUpState.Resting)
                f.RestUntil.ShouldNotBeNull();
            if (f.State is FollowUpState.Paused or FollowUpState.WaitingForThem or FollowUpState.WillCall)
                f.Until.ShouldNotBeNull();
            else
                f.Until.ShouldBeNull();
        }
    }));

    [Fact]
    public void B1_nothing_is_proposed_or_allowed_after_a_no_in_its_scope() => Lives.Hold(life => Throughout(life, (fold, entry) =>
    {
        var person = fold.Person;
        foreach (var f in person.FollowUps.Values)
        {
            var decision = life.Decide(person, f);
            var c = life.CaseOf(person, f);
            if (person.StoppedAll || person.StoppedMatters.Contains(f.MatterKey))
            {
                f.State.ShouldBe(FollowUpState.Stopped);
                if (decision.Kind == TodayKind.Answered)
                    (decision.State == FollowUpState.Stopped && f.WantsAnswerSince > (person.StoppedAll ? person.StoppedAt[StopScope.All] : person.StoppedAt[StopScope.Matter])).ShouldBeTrue();
                else
                    decision.ShouldBe(new Decision { State = FollowUpState.Stopped });
            }

            foreach (var channel in Reaching)
            {
                var closed = person.StoppedAll || person.StoppedMatters.Contains(f.MatterKey)
                    || (channel == Channel.Email && person.StoppedEmail) || (channel is Channel.Call or Channel.Message && person.StoppedPhone);
                if (!closed)
                    continue;
                var came = f.WantsAnswerSince is { } since && person.StoppedAt.Values.Any(stopped => since > stopped);
                if (!came)
                {
                    decision.Channel.ShouldNotBe(channel);
                    Judge.Of(c, channel, entry.At).Kind.ShouldBe(VerdictKind.Refuse);
                    Judge.Of(c, channel, entry.At + Duration.FromDays(1000)).Kind.ShouldBe(VerdictKind.Refuse);
                }
            }
        }
    }));

    [Fact]
    public void B2_what_they_agreed_to_by_a_way_ends_when_they_withdraw_it() => Lives.Hold(life => Throughout(life, (fold, entry) =>
    {
        if (entry is not ConsentWithdrawn { Channel: var withdrawn })
            return;
        foreach (var f in fold.Person.FollowUps.Values)
        {
            var c = life.CaseOf(fold.Person, f);
            foreach (var channel in withdrawn == Channel.Email ? new[] { Channel.Email } : [Channel.Call, Channel.Message])
            {
                life.Decide(fold.Person, f).Channel.ShouldNotBe(channel);
                foreach (var days in new[] { 0, 3, 40, 400 })
                    Judge.Of(c, channel, entry.At + Duration.FromDays(days)).Kind.ShouldBe(VerdictKind.Refuse, $"{channel} after {days} days");
            }
        }
    }));

    [Fact]
    public void The_fold_of_any_order_is_the_same_and_deciding_twice_too() => Lives.Hold(life =>
    {
        var entries = life.Entries();
        var first = Fold.Of(entries, life.Zone, Policies.Shipped);
        var mixed = entries.OrderBy(e => (e.Id * 7919) % 104_729 % 31).ThenByDescending(e => e.Id).ToList();
        var second = Fold.Of(mixed, life.Zone, Policies.Shipped);
        Lives.Dump(second).ShouldBe(Lives.Dump(first));
        foreach (var f in first.FollowUps.Values)
        {
            var decision = life.Decide(first, f);
            life.Decide(first, f).ShouldBe(decision);
            life.Decide(second, second.FollowUps[f.Id]).ShouldBe(decision);
        }
    });

    [Fact]
    public void Until_is_the_first_allowed_instant() => Lives.Hold(life => Throughout(life, (fold, entry) =>
    {
        foreach (var f in fold.Person.FollowUps.Values)
        {
            var c = life.CaseOf(fold.Person, f);
            foreach (var channel in Reaching)
            {
                foreach (var days in new[] { 0, 3, 40 })
                {
                    var at = entry.At + Duration.FromDays(days);
                    JudgeTests.CheckUntil(c, channel, at);
                    var verdict = Judge.Of(c, channel, at);
                    if (verdict.Until is not { } until)
                        continue;
                    for (var part = 1; part < 4; part++)
                        Judge.Of(c, channel, at + ((until - at) * part / 4)).Until.ShouldBe(until);
                }
            }
        }
    }));

    [Fact]
    public void The_due_day_of_a_decision_is_a_day_on_which_it_is_allowed() => Lives.Hold(life => Throughout(life, (fold, _) =>
    {
        foreach (var f in fold.Person.FollowUps.Values)
        {
            var decision = life.Decide(fold.Person, f);
            var ours = f.Agreed is not null && !f.AgreedWithThem;
            if (decision.DueOn is not { } due || decision.Kind is TodayKind.Note or TodayKind.Answered || ours || decision.Step == "Ask another person there")
                continue;
            var c = life.CaseOf(fold.Person, f);
            var opens = life.Around.OwnerZone.AtStartOfDay(due).ToInstant();
            var allowed = (decision.Channel is { } channel ? [channel] : Reaching).Select(on => Judge.FirstAllowed(c, on, opens)).Where(at => at is not null).Min();
            // they asked for calls, or for this one, where the law leaves no hour, say: the day is kept, and the row says why
            var theyAsked = fold.Person.AskedChannel == decision.Channel || (f is { AgreedWithThem: true, Agreed.Channel: { } agreed } && agreed == decision.Channel);
            if (allowed is null && (theyAsked || f.TriedDay >= 0) && life.Around.Law is not null)
                continue;
            allowed.ShouldNotBeNull(decision.ToString());
            var day = allowed.Value.InZone(life.Around.OwnerZone).Date;
            // a day they named stays, where the law has its first hour later
            if (f is { AgreedWithThem: true, Agreed: { } plan } && decision.Step?.StartsWith(plan.Say, StringComparison.Ordinal) == true && life.Around.Law is not null)
                (f.TriedDay >= 0 || day >= due).ShouldBeTrue(decision.ToString());
            else
                day.ShouldBe(due, decision.ToString());
            if (decision.Kind is TodayKind.Cadence or TodayKind.Return or TodayKind.First && fold.Person.Preference?.Weekdays is null)
                life.Around.OwnerDaysOff.IsOff(WorkingDays.Number(due)).ShouldBeFalse(decision.ToString());
        }
    }));

    [Fact]
    public void A6_a_promise_is_kept_answered_or_late_and_never_forgotten() => Lives.Hold(life =>
    {
        var made = new Dictionary<long, int>();
        Throughout(life, (fold, entry) =>
        {
            if (entry is Touch { Promise: not null, FollowUpId: not null } or PromiseMade && entry.FollowUpId is { } id && fold.Person.FollowUps[id].State != FollowUpState.Stopped)
                made[id] = made.GetValueOrDefault(id) + 1;
            foreach (var f in fold.Person.FollowUps.Values)
            {
                f.Promises.Count.ShouldBe(made.GetValueOrDefault(f.Id));
                if (f.OpenPromise is not { } promise)
                    continue;
                f.State.ShouldNotBe(FollowUpState.Stopped);
                var decision = life.Decide(fold.Person, f);
                decision.DueOn.ShouldNotBeNull();
                if (decision.Kind == TodayKind.Promise)
                    decision.Step.ShouldBe(promise.What);
            }
        });
    });

    /// <summary>The law by other means than the judge's: its hours told one by one, consent told from the entries.</summary>
    [Fact]
    public void Law_is_never_overruled_and_consent_never_assumed_after_its_end() => Lives.Hold(life =>
    {
        DateTimeZone[] zones = [life.Zone, .. life.Around.Law?.SecondZone is { } second ? [second] : Array.Empty<DateTimeZone>()];
        var told = new List<Entry>();
        Throughout(life, (fold, entry) =>
        {
            told.Add(entry);
            foreach (var f in fold.Person.FollowUps.Values)
            {
                var c = life.CaseOf(fold.Person, f);
                foreach (var hours in new[] { 0, 7, 30, 24 * 45, 24 * 400 })
                {
                    var at = entry.At + Duration.FromHours(hours);
                    var day = at.InZone(life.Zone).Date;
                    var unasked = Fold.WhyFree(f, Channel.Email, at, WorkingDays.Number(day)) != FreeBecause.TheyAsked;
                    if (unasked && NeedsConsent(life) && fold.Person.AskedChannel != Channel.Email && !HasConsent(told, day))
                        Forbidden(c, Channel.Email, at, Rule.AskFirst);
                    if (life.Around.Law is not { } law || Fold.WhyFree(f, Channel.Call, at, WorkingDays.Number(day)) == FreeBecause.TheyAsked)
                        continue;
                    var lawful = zones.All(zone => law.Laws.All(one => IsOpen(one, at.InZone(zone), life.Around.Calendar)));
                    if (!lawful)
                        Forbidden(c, Channel.Call, at, Rule.KeepTheLaw);
                }
            }
        });
    });

    private static void Forbidden(Case c, Channel channel, Instant at, Rule because)
    {
        var verdict = Judge.Of(c, channel, at);
        verdict.Kind.ShouldNotBe(VerdictKind.Allow, $"{channel} at {at}");
        (verdict.Rules & because).ShouldBe(because, $"{channel} at {at}");
        (verdict.Rules & Judge.Consent).ShouldNotBe(Rule.None);
    }

    private static bool IsOpen(CallLaw law, ZonedDateTime at, WorkCalendar calendar) =>
        law.Days.Contains(at.DayOfWeek) && (law.OnHolidays || !calendar.IsHoliday(WorkingDays.Number(at.Date))) && law.Hours.Any(span => at.Hour >= span[0] && at.Hour < span[1]);

    // where only what is on record, or a purchase, makes an e-mail lawful
    private static bool NeedsConsent(Life life) => life.Place is { Country: "DE" } && !life.Around.Client;

    private static bool HasConsent(List<Entry> told, LocalDate day)
    {
        var withdrawn = told.LastOrDefault(entry => entry is ConsentWithdrawn { Channel: Channel.Email })?.Id ?? 0;
        return told.Any(entry => entry.Id > withdrawn && (entry is ConsentGiven { Channel: Channel.Email, ConsentKind: ConsentKind.Express or ConsentKind.Contract or ConsentKind.Customer } given && (given.Until is null || given.Until >= day)
            || entry is Started { Situation: Situation.Client } or Touch { Outcome: Outcome.Bought }));
    }

    [Fact]
    public void Only_a_two_way_contact_resets_and_machines_change_no_count() => Lives.Hold(life =>
    {
        var before = new Dictionary<long, (int Cycle, int Approaches, int TwoWays)>();
        Throughout(life, (fold, entry) =>
        {
            foreach (var f in fold.Person.FollowUps.Values)
            {
                var now = (f.Cycle, f.Approaches, f.TwoWays);
                if (before.TryGetValue(f.Id, out var was) && entry is Touch { Outcome: not Outcome.Bounced } touch)
                {
                    var weight = Outcomes.WeightOf(touch.Outcome, touch.Direction);
                    if (touch.FollowUpId != f.Id)
                        now.ShouldBe(was);
                    else if (weight == Weight.Nothing && now.Cycle == was.Cycle + 1)
                        now.ShouldBe((was.Cycle + 1, 0, was.TwoWays), "a rest was over: the next cycle begins with nothing counted");
                    else if (weight == Weight.Nothing)
                        now.ShouldBe(was);
                    else if (weight != Weight.TwoWay)
                        (now.Cycle > was.Cycle || now.Approaches - was.Approaches is 0 or 1).ShouldBeTrue();
                    if (weight == Weight.TwoWay && touch.FollowUpId == f.Id)
                        (f.Cycle, f.Approaches).ShouldBe((1, 0));
                }

                before[f.Id] = now;
            }
        });
    });

    /// <summary>What rests on their words alone keeps its day when every preset is put in the place of another.</summary>
    [Fact]
    public void No_preset_moves_what_is_theirs()
    {
        string[] names = [.. Policies.Shipped.Presets.Keys.Order(StringComparer.Ordinal)];
        var theirs = 0;
        for (var shift = 1; shift < names.Length; shift++)
        {
            var changed = Policies.Shipped with { Presets = names.Select((name, i) => Policies.Shipped.Presets[names[(i + shift) % names.Length]] with { Name = name }).ToDictionary(preset => preset.Name) };
            Lives.Hold(life =>
            {
                var fold = new Fold(life.Zone, changed);
                Throughout(life, (old, entry) =>
                {
                    fold.Add(entry);
                    foreach (var f in old.Person.FollowUps.Values)
                    {
                        var decision = life.Decide(old.Person, f);
                        if (!Decide.IsTheirs(decision.Kind, f is { Agreed: not null, AgreedWithThem: true }, f.OpenPromise is not null, f.LastTouch is { } last && last.At == f.LastTwoWayAt))
                            continue;
                        theirs++;
                        Decide.Next(fold.Person, fold.Person.FollowUps[f.Id], life.Around, changed).DueOn.ShouldBe(decision.DueOn);
                    }
                });
            });
        }

        theirs.ShouldBeGreaterThan(5_000);
    }
}
