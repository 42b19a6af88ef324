using NodaTime;
using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Simulation;
using Tact.Core.Timeline;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>The simulation follows the product's own rules, is the same for the same seed, and fits what was measured.</summary>
public class SimulationTests
{
    private const int People = 300;
    private const int Months = 24;

    private static IEnumerable<Contender> Everyone() =>
        [.. PolicyFiles.Presets.Values.Select(preset => Contender.Of(preset, preset.Name, Policies.Shipped)), .. Contender.Habits.Select(name => Contender.Habit(name)!)];

    private static void InEveryLife(Action<Contender, IReadOnlyList<Entry>> check)
    {
        foreach (var contender in Everyone())
        {
            for (var person = 0; person < People; person++)
                check(contender, Simulate.Timeline(contender, person, Months, seed: 7));
        }
    }

    private static void OnAllCores(int parts, Action<int> part) => Parallel.For(0, parts, part);

    private static IReadOnlyList<PolicyOutcome> Run(int seed, Spread spread, int people = 4_000) => Simulate.Compare([.. Everyone()], people, 12, seed, spread);

    private static string Text(IReadOnlyList<PolicyOutcome> report) => System.Text.Json.JsonSerializer.Serialize(report);

    [Fact]
    public void A4_branches_are_followed()
    {
        var (gatekeepers, dead, bounced) = (0, 0, 0);
        InEveryLife((contender, life) =>
        {
            var touches = life.OfType<Touch>().ToList();
            for (var i = 0; i < touches.Count; i++)
            {
                if (touches[i].Outcome is not (Outcome.Gatekeeper or Outcome.DeadNumber or Outcome.Bounced))
                    continue;
                gatekeepers += touches[i].Outcome == Outcome.Gatekeeper ? 1 : 0;
                dead += touches[i].Outcome == Outcome.DeadNumber ? 1 : 0;
                bounced += touches[i].Outcome == Outcome.Bounced ? 1 : 0;
                // a struck way is not tried again before a new one was found
                if (touches[i].Outcome == Outcome.Gatekeeper || i + 1 == touches.Count)
                    continue;
                if (!life.Any(entry => entry is AddressSet && entry.At >= touches[i].At && entry.At <= touches[i + 1].At))
                    touches[i + 1].Channel.ShouldNotBe(touches[i].Channel, contender.Name);
            }
        });
        (gatekeepers, dead, bounced).ShouldSatisfyAllConditions(n => n.gatekeepers.ShouldBeGreaterThan(100), n => n.dead.ShouldBeGreaterThan(20), n => n.bounced.ShouldBeGreaterThan(20));
    }

    [Fact]
    public void A4_what_goes_with_a_message_is_sent_on_its_day_or_not_at_all()
    {
        var contender = Contender.With(PolicyFiles.Presets["determined"], Situation.Talked, "after-a-meeting", Policies.Shipped);
        var (together, lapsed) = (0, 0);
        for (var person = 0; person < People; person++)
        {
            var life = Simulate.Timeline(contender, person, Months, seed: 7);
            lapsed += life.Count(entry => entry is DayOver);
            var ours = life.OfType<Touch>().Where(touch => touch is { Direction: Direction.Out, Outcome: Outcome.Voicemail or Outcome.Sent }).ToList();
            together += ours.Zip(ours.Skip(1)).Count(pair => pair.First.Outcome == Outcome.Voicemail && pair.Second.Channel == Channel.Email && pair.First.At.InUtc().Date == pair.Second.At.InUtc().Date);
        }

        together.ShouldBeGreaterThan(50);
        lapsed.ShouldBeLessThan(together);
    }

    [Fact]
    public void B1_whoever_opted_out_is_never_touched_again()
    {
        var optOuts = 0;
        InEveryLife((contender, life) =>
        {
            var place = life.ToList().FindIndex(entry => entry is Touch { Outcome: Outcome.OptOut });
            if (place < 0)
                return;
            optOuts++;
            life.Skip(place + 1).ShouldBeEmpty(contender.Name);
        });
        optOuts.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void B4_nobody_is_touched_while_quiet()
    {
        var requests = 0;
        InEveryLife((contender, life) =>
        {
            var quietUntil = Instant.MinValue;
            foreach (var touch in life.OfType<Touch>())
            {
                if (touch.Direction == Direction.Out)
                    touch.At.ShouldBeGreaterThanOrEqualTo(quietUntil, contender.Name);
                if (touch.Outcome != Outcome.AskedForQuiet)
                    continue;
                requests++;
                quietUntil = touch.At.InUtc().Date.PlusDays(Defaults.QuietDays).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
            }
        });
        requests.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void B10_no_touch_of_an_etiquette_would_be_held_by_its_rules() => InEveryLife((contender, life) =>
    {
        if (contender.Kind == PolicyKind.Habit)
            return;
        var fold = new Fold(DateTimeZone.Utc, Policies.Shipped);
        foreach (var entry in life)
        {
            if (entry is Touch { Direction: Direction.Out } touch)
            {
                var laidOut = Etiquette.Case.Of(fold.Person, fold.Person.FollowUps[1], new Surroundings { ContactZone = DateTimeZone.Utc, OwnerZone = DateTimeZone.Utc }, Policies.Shipped.Preset(contender.Name));
                Judge.Of(laidOut, touch.Channel, touch.At).Kind.ShouldBe(VerdictKind.Allow, $"{contender.Name} at {touch.At}");
            }

            fold.Add(entry);
        }
    });

    [Fact]
    public void C1_an_etiquette_leaves_nobody_in_limbo_and_a_habit_that_stops_does()
    {
        foreach (var policy in Run(1, OnAllCores))
        {
            if (policy.Kind == PolicyKind.Etiquette)
                policy.Limbo.Mean.ShouldBe(0, policy.Name);
            else if (policy.Name != "never-stop")
                policy.Limbo.Mean.ShouldBeGreaterThan(0, policy.Name);
        }
    }

    [Fact]
    public void A3_whoever_goes_on_longer_gets_no_fewer_answers()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var answers = Simulate.Compare([.. Contender.Habits.Select(name => Contender.Habit(name)!)], 3_000, 12, seed, OnAllCores).Select(policy => policy.Answers.Mean).ToArray();
            answers.ShouldBe(answers.Order());
            answers.Distinct().Count().ShouldBe(answers.Length);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_result_however_the_work_is_spread()
    {
        var inTurn = Text(Run(3, Simulate.InTurn));

        Text(Run(3, OnAllCores)).ShouldBe(inTurn);
        Text(Run(3, (parts, part) => Simulate.InTurn(parts, i => part(parts - 1 - i)))).ShouldBe(inTurn);
        Text(Run(4, OnAllCores)).ShouldNotBe(inTurn);
    }

    [Fact]
    public void The_parts_add_up()
    {
        foreach (var policy in Run(2, OnAllCores, people: 4_003))
        {
            policy.ByTouch[0].Reached.ShouldBeLessThanOrEqualTo(4_003);
            policy.ByTouch.Select(touch => touch.N).ShouldBe(Enumerable.Range(1, policy.ByTouch.Count));
            policy.ByTouch.Select(touch => touch.Reached).ShouldBe(policy.ByTouch.Select(touch => touch.Reached).OrderDescending());
            policy.ByTouch.ShouldAllBe(touch => touch.Answered <= touch.Reached);
            policy.Wins.Mean.ShouldBeLessThanOrEqualTo(policy.Answers.Mean);
            foreach (var estimate in new[] { policy.Answers, policy.Wins, policy.OptOuts, policy.Touches, policy.Limbo, policy.Annoyed })
                (estimate.Low <= estimate.Mean && estimate.Mean <= estimate.High).ShouldBeTrue(policy.Name);
        }
    }

    /// <summary>EVIDENCE §1 and §2. The model may drift no further than the measured figures are uncertain.</summary>
    [Fact]
    public void Calls_fit_the_measured_campaign_and_mails_the_shape_that_is_reported()
    {
        var calibration = Calibration.Run(OnAllCores, people: 200_000);

        foreach (var call in calibration.Calls)
            call.Within.ShouldBeTrue($"call {call.N}: {call.Model} is not within {call.Low} and {call.High}");
        calibration.CallsFit.ShouldBeTrue();
        calibration.Calls.Select(call => Math.Round(call.Observed * 100, 2)).ShouldBe([5.66, 5.06, 4.08, 3.29, 2.27, 2.11, 1.53, 1.37, 1.17, 0.96]);
        calibration.FifthMailToFirst.ShouldBeInRange(0.4, 0.6);
        calibration.OptOutsFourthMailToFirst.ShouldBeInRange(3, 8);
    }
}
