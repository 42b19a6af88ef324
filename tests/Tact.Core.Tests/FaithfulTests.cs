using NodaTime;
using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;
using Xunit;
using Case = Tact.Core.Etiquette.Case;

namespace Tact.Core.Tests;

/// <summary>
/// Sellers who do what Decide says when Judge allows it: three people of one company, two colleagues each, for years. What
/// they did is counted here again, by other means than the fold's.
/// </summary>
public class FaithfulTests
{
    private sealed record Done(int Person, long FollowUp, Channel Channel, int Day, Instant At, bool Cold);

    private sealed class Office(Life life)
    {
        private readonly List<Entry>[] timelines = [[], [], []];
        private readonly List<Done> approaches = [];
        private readonly List<Done> rings = [];
        private readonly Instant?[] answered = new Instant?[3];
        private readonly Dictionary<(int Person, long FollowUp), (int Count, int Rings, int Last)> cycle = [];
        private Instant now = Instant.FromUtc(2026, 3, 2, 6, 0);
        private long number;

        public int Contacts { get; private set; }

        private string Told(string rule, int p) => $"{rule}, person {p}\n" + string.Join('\n', timelines[p].Select(e => $"{e.At.InZone(life.Zone)} {e}"));

        public void Run()
        {
            var presets = PolicyFiles.Presets.Keys.Order(StringComparer.Ordinal).ToArray();
            for (var p = 0; p < 3; p++)
            {
                for (var f = 1L; f <= 2; f++)
                {
                    var situation = (life.Setup >> (p + (int)f)) % 2 == 0 ? Situation.Cold : (Situation)((life.Setup / (p + 1)) % 6);
                    timelines[p].Add(new Started
                    {
                        Id = ++number, At = now, FollowUpId = f, Matter = $"m{f}", MatterKey = $"m{f}", Situation = situation, Preset = presets[life.Setup / (p + (int)f) % presets.Length],
                        Cadence = PolicyFiles.CadenceFor(situation), OwnerId = f, StartOn = new LocalDate(2026, 3, 2),
                    });
                }
            }

            foreach (var moment in life.Moments.Concat(life.Moments))
            {
                if (!Act(moment))
                    return;
            }
        }

        private Surroundings Around() => life.Around with
        {
            HasEmail = true, HasPhone = true, ColleagueTalkDay = -1, CompanyDays = [.. approaches.Where(a => a.Cold).Select(a => (a.Person, a.Day)).Distinct().Select(a => a.Day).Order()],
        };

        private bool Act(Moment moment)
        {
            (int Person, FollowUp F, Decision Decision, Channel Channel, Instant At)? next = null;
            for (var p = 0; p < 3; p++)
            {
                var person = Fold.Of(timelines[p], life.Zone, Policies.Shipped);
                foreach (var f in person.FollowUps.Values)
                {
                    var decision = Decide.Next(person, f, Around(), Policies.Shipped);
                    if (decision.DueOn is not { } due || decision.Step == "Ask another person there")
                        continue;
                    var c = Case.Of(person, f, Around(), Policies.Shipped.Preset(f.PresetName));
                    var opens = Instant.Max(now, decision.DueAt ?? life.Around.OwnerZone.AtStartOfDay(due).ToInstant());
                    var channel = decision.Channel ?? (Judge.FirstAllowed(c, Channel.Email, opens) is null ? Channel.Letter : Channel.Email);
                    var at = decision.Kind == TodayKind.Note ? opens : Judge.FirstAllowed(c, channel, opens);
                    // the day of the one retry went by: the seller sets another step
                    if (at is null && f.TriedDay >= 0)
                        (decision, at) = (decision with { Kind = TodayKind.Note }, opens);
                    at.ShouldNotBeNull($"proposed and refused: {decision}");
                    if (next is null || at < next.Value.At)
                        next = (p, f, decision, channel, at.Value);
                }
            }

            if (next is not { } step)
                return false;
            now = step.At;
            Do(step.Person, step.F, step.Decision, step.Channel, moment);
            now += Duration.FromMinutes(1);
            return true;
        }

        private void Do(int p, FollowUp f, Decision decision, Channel channel, Moment moment)
        {
            var day = WorkingDays.NumberAt(now, life.Zone);
            if (decision.Kind == TodayKind.Note)
            {
                timelines[p].Add(new StepSet { Id = ++number, At = now, FollowUpId = f.Id });
                return;
            }

            var free = Fold.WhyFree(f, channel, now, day);
            var ring = channel == Channel.Call && moment.A % 4 == 0;
            var touch = new Touch
            {
                Id = ++number, At = now, FollowUpId = f.Id, Channel = channel, Direction = Direction.Out, Outcome = ring ? Outcome.NoAnswer : channel == Channel.Call ? Outcome.Voicemail : Outcome.Sent,
                Promise = moment.B % 9 == 0 ? new Promised("call", now.InZone(life.Around.OwnerZone).Date.PlusDays(1 + (moment.B % 14))) : null,
            };
            timelines[p].Add(touch);
            Contacts++;
            if (free != FreeBecause.TheyAsked)
                Count(p, f, channel, day, ring, free == FreeBecause.Nothing);
            if (moment.A % 11 == 0)
            {
                now += Duration.FromHours(1);
                answered[p] = now;
                cycle.Remove((p, f.Id));
                var today = now.InZone(life.Around.OwnerZone).Date;
                timelines[p].Add(new Touch
                {
                    Id = ++number, At = now, FollowUpId = f.Id, Channel = Channel.Call, Direction = moment.B % 2 == 0 ? Direction.In : Direction.Out, TheyDidNotSay = true,
                    Outcome = new[] { Outcome.Spoke, Outcome.NotNow, Outcome.WillCall, Outcome.Callback, Outcome.AskedForQuiet, Outcome.Replied }[moment.B % 6],
                    Next = moment.B % 6 == 3 ? new Plan("call back", Channel.Call, today.PlusDays(moment.B % 30), null) : null,
                });
            }
        }

        private void Count(int p, FollowUp f, Channel channel, int day, bool ring, bool held)
        {
            var preset = Policies.Shipped.Preset(f.PresetName);
            var (count, ringsBefore, last) = cycle.GetValueOrDefault((p, f.Id), (0, 0, -1));
            // the e-mail that goes with a call, or the other way round: the same approach
            var theirs = approaches.Where(a => a.Person == p).ToList();
            var companion = !ring && theirs.Where(a => a.Day == day && !(a.At < answered[p])).ToList() is [var first] && first.FollowUp == f.Id && first.Channel != channel;
            if (f.RestUntil is not null && held && !companion)
                (day - last).ShouldBeGreaterThanOrEqualTo(preset.RestAfter(f.Cycle)!.Value, Told("rest", p));
            if (f.RestUntil is { } until && day >= WorkingDays.Number(until))
                (count, ringsBefore) = (0, 0);
            if (held && preset.Rests is not null && f.Situation != Situation.Client && preset.BudgetOf(f.Cycle) is { } budget && f.RestUntil is null && !companion)
                count.ShouldBeLessThan(budget, Told("budget", p));
            if (ring)
            {
                var mine = rings.Where(r => r.Person == p).ToList();
                if (held)
                {
                    mine.Count(r => r.Day == day).ShouldBeLessThan(preset.RingsPerDay, Told("rings a day", p));
                    mine.Count(r => r.Day > day - 7).ShouldBeLessThan(preset.RingsPerWeek, Told("rings a week", p));
                    mine.ShouldAllBe(r => now - r.At >= Duration.FromHours(preset.HoursBetweenRings));
                }

                rings.Add(new Done(p, f.Id, channel, day, now, false));
                ringsBefore++;
            }

            if (!ring || ringsBefore % 4 == 0)
            {
                if (held && !ring && !companion)
                {
                    var unanswered = theirs.Where(a => answered[p] is null || a.At > answered[p]).ToList();
                    if (unanswered.Count > 0)
                        day.ShouldBeGreaterThanOrEqualTo(Around().Calendar.Plus(unanswered[^1].Day, preset.Gaps[0]), Told("gap", p));
                    theirs.Where(a => a.Day > day - 7).Select(a => a.Day).Distinct().Count().ShouldBeLessThan(preset.PersonPerWeek, Told("person's week", p));
                    unanswered.Where(a => a.Day > day - 365).Select(a => a.Day).Distinct().Count().ShouldBeLessThan(preset.PerYear, Told("year", p));
                    if (f.Situation == Situation.Cold && preset.CompanyPerWeek is { } cap)
                        approaches.Where(a => a.Cold && a.Day > day - 7).Select(a => (a.Person, a.Day)).Distinct().Count().ShouldBeLessThan(cap, Told("company's week", p));
                }

                approaches.Add(new Done(p, f.Id, channel, day, now, f.Situation == Situation.Cold));
                if (last != day || count == 0)
                    count++;
                last = day;
            }

            cycle[(p, f.Id)] = (count, ringsBefore, last);
        }
    }

    [Fact]
    public void Following_the_decisions_keeps_gaps_caps_budgets_rests_and_the_year()
    {
        var contacts = 0;
        Lives.Hold(life =>
        {
            var office = new Office(life);
            office.Run();
            contacts += office.Contacts;
        }, tests: 150);
        contacts.ShouldBeGreaterThan(100);
    }
}
