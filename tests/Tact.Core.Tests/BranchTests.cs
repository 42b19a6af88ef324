using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Tact.Core.Cadences;
using Tact.Core.Calendars;
using Tact.Core.Checks;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>METHOD A4: what comes after an outcome. Approaches never get closer than the cadence designed and the preset allows.</summary>
public class BranchTests
{
    private static readonly Cadence Branching = new()
    {
        Name = "branching", About = "For tests.",
        Steps =
        [
            new Step(Channel.Call, Intent.Introduce, 0, "one")
            {
                On =
                [
                    new Branch(Outcome.Voicemail, Then.SameDay) { Channel = Channel.Email, Say = "with it" }, new Branch(Outcome.HungUp, Then.Step) { Step = "four" },
                    new Branch(Outcome.Busy, Then.Step) { Step = "three" }, new Branch(Outcome.NoAnswer, Then.OtherChannel) { Channel = Channel.Message, Gap = 2, Say = "text" },
                ],
            },
            new Step(Channel.Email, Intent.Share, 3, "two"),
            new Step(Channel.Call, Intent.FollowUp, 5, "three") { Name = "three" },
            new Step(Channel.Letter, Intent.FollowUp, 4, "four") { Name = "four" },
            new Step(Channel.Call, Intent.FollowUp, 8, "five"),
        ],
        LaterSteps = [new Step(Channel.Email, Intent.Revive, 0, "anew")],
        On = [new Branch(Outcome.Gatekeeper, Then.Again) { Gap = 3, Say = "another time" }, new Branch(Outcome.Bounced, Then.OtherChannel) { Channel = Channel.Call, Say = "ask for the address" }],
    };

    [Theory]
    [InlineData("1 Mon 09:00 call voicemail", "active agreed email 1 Mon 1/5", "with it")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:10 email sent", "active cadence email 1 Thu 2/5", "two")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Tue 00:00 dayover", "active cadence email 1 Thu 2/5", "two")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 12:00 putoff until=1Tue", "active cadence email 1 Thu 2/5", "two")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:10 email sent; 1 Mon 09:20 email bounced", "active cadence call 1 Thu 2/5", "ask for the address")]
    [InlineData("1 Mon 09:00 email sent", "active cadence email 1 Thu 2/5", "two")]
    [InlineData("1 Mon 09:00 call gatekeeper", "active first call 1 Thu 1/5", "another time")]
    [InlineData("1 Mon 09:00 call gatekeeper; 1 Thu 09:00 call voicemail; 1 Thu 09:30 email sent", "active cadence email 2 Tue 2/5", "two")]
    [InlineData("1 Mon 09:00 call no-answer", "active first message 1 Wed 1/5", "text")]
    [InlineData("1 Mon 09:00 call hung-up", "active cadence letter 1 Fri 2/5", "four")]
    [InlineData("1 Mon 09:00 call hung-up; 1 Fri 09:00 letter sent", "active cadence call 3 Wed 3/5", "five")]
    [InlineData("1 Mon 09:00 call busy", "active first call 2 Mon 1/5", "three")]
    [InlineData("1 Mon 09:00 call busy; 2 Mon 09:00 call voicemail", "active cadence letter 2 Fri 2/5", "four")]
    [InlineData("1 Mon 09:00 call hung-up; 1 Tue 09:00 email out-of-office until=2Wed", "active cadence letter 2 Wed 2/5", "four")]
    [InlineData("1 Mon 09:00 call not-now until=9Tue", "active agreed 9 Tue", "Ask again, as they said")]
    public void A4_what_comes_after_an_outcome(string history, string next, string say)
    {
        var story = Story.Under(Branching, history);
        var decision = story.Decision();
        (story.Next(), decision.Step).ShouldBe((next, say));
        decision.SameDay.ShouldBe(say == "with it");
    }

    [Theory]
    [InlineData("call gatekeeper", "again", "call", 3)]
    [InlineData("call dead-number", "other-channel", "letter", 2)]
    [InlineData("call wrong-number", "other-channel", "letter", 2)]
    public void A2_a_try_that_counts_for_nothing_on_the_day_of_return_takes_its_branch(string tried, string then, string channel, int after)
    {
        var outcome = Names.Read<Outcome>(tried.Split(' ')[1]);
        var cadence = PolicyFiles.Cadences["after-a-talk"] with
        {
            Name = "own", On = null,
            LaterSteps =
            [
                new Step(Channel.Call, Intent.Revive, 0, "anew") { On = [new Branch(outcome, Names.Read<Then>(then)) { Channel = then == "again" ? null : Channel.Letter, Gap = after }] },
                new Step(Channel.Call, Intent.FollowUp, 5, "next"), new Step(Channel.Call, Intent.FollowUp, 5, "last"),
            ],
        };
        var story = Story.Under(cadence);
        for (var n = 1; n <= 5; n++)
            story.Tell($"{Story.Say(story.Decision().DueOn!.Value)} 10:00 email sent offer=thing-{n}");
        story.FollowUp.State.ShouldBe(FollowUpState.Resting);
        var back = story.Decision().DueOn!.Value;

        story.Tell($"{Story.Say(back)} 10:00 {tried}");

        story.FollowUp.Cycle.ShouldBe(2);
        Names.Of(story.Decision().Channel!.Value).ShouldBe(channel);
        Tact.Core.Calendars.WorkingDays.Number(story.Decision().DueOn!.Value).ShouldBe(Tact.Core.Calendars.WorkingDays.Plus(Tact.Core.Calendars.WorkingDays.Number(back), after));
        (story.Decision().Approach, story.Decision().Kind).ShouldBe((1, TodayKind.Return));
    }

    [Fact]
    public void A4_the_next_starts_at_the_later_of_the_two_times()
    {
        // two would come after 3 days, four after 4: hung up leads to four at the later; five after 8 counts from there
        Story.Under(Branching, "1 Mon 09:00 call hung-up").Decision().DueOn.ShouldBe(Story.Date("1Fri"));
        var slow = Branching with { Steps = [Branching.Steps[0], Branching.Steps[1] with { Gap = 9 }, .. Branching.Steps.Skip(2)] };
        Story.Under(slow, "1 Mon 09:00 call hung-up").Decision().DueOn.ShouldBe(Story.Date("2Fri"));
    }

    [Theory]
    [InlineData("referral-introduction", "balanced", "referral", "1 Mon 09:00 call voicemail; 1 Wed 09:00 email sent; 2 Tue 09:00 call voicemail", "active agreed email 2 Tue 3/5")]
    [InlineData("after-a-meeting", "determined", "talked", "1 Mon 09:00 email sent; 1 Wed 09:00 call voicemail", "active agreed email 1 Wed 2/8")]
    [InlineData("cold-five-and-rest", "balanced", "cold", "1 Mon 09:00 call voicemail", "active agreed email 1 Mon 1/5")]
    [InlineData("cold-five-and-rest", "balanced", "cold", "1 Mon 09:00 call voicemail; 1 Mon 09:05 email sent", "active cadence email 1 Thu 2/5")]
    [InlineData("cold-five-and-rest", "balanced", "cold", "1 Mon 09:00 call voicemail; 1 Mon 20:00 dayover", "active cadence email 1 Thu 2/5")]
    [InlineData("cold-five-and-rest", "balanced", "cold", "1 Mon 09:00 call gatekeeper", "active first call 1 Tue 1/5")]
    [InlineData("cold-five-and-rest", "balanced", "cold", "1 Mon 09:00 call wrong-number", "active first email 1 Tue 1/5")]
    [InlineData("after-a-talk", "balanced", "talked", "1 Tue 09:00 email sent; 1 Tue 09:01 email bounced", "active first call 1 Wed 1/5")]
    [InlineData("cold-five-and-rest", "balanced", "cold", "1 Mon 09:00 call wrong-person", "answered")]
    public void A4_the_shipped_cadences_branch(string cadence, string preset, string situation, string history, string next) =>
        Story.Under(PolicyFiles.Cadences[cadence], history, preset, situation).Next().ShouldBe(next);

    [Fact]
    public void Same_day_is_not_proposed_where_they_asked_for_another_channel_or_quiet_or_the_day_is_off()
    {
        Story.Under(Branching, "0 Mon 09:00 prefer by=call; 1 Mon 09:00 call voicemail").Decision().SameDay.ShouldBeFalse();
        Story.Under(Branching, "0 Mon 09:00 stop scope=email; 1 Mon 09:00 call voicemail").Decision().SameDay.ShouldBeFalse();
        Story.Under(Branching, "1 Sat 09:00 call voicemail").Decision().SameDay.ShouldBeFalse();
        Story.Under(Branching, "1 Mon 09:00 call voicemail; 1 Mon 10:00 email asked-for-quiet").Decision().SameDay.ShouldBeFalse();
        Story.Under(Branching, "1 Mon 09:00 call voicemail; 1 Mon 10:00 pause ill until=3Mon").Decision().SameDay.ShouldBeFalse();
        Story.Under(Branching, "1 Mon 09:00 call voicemail; 1 Mon 10:00 step next=2Mon say=call").Decision().SameDay.ShouldBeFalse();
        Story.Under(Branching, "1 Mon 09:00 call voicemail").Decision().SameDay.ShouldBeTrue();
    }

    [Fact]
    public void Enquiry_tries_that_are_service_use_up_steps_of_their_own()
    {
        var story = new Story("balanced enquiry 1Mon", "1 Mon 09:00 call voicemail");
        story.Next().ShouldBe("active cadence call 1 Tue 1/5");
        story.Tell("1 Tue 09:00 call voicemail").Next().ShouldBe("active cadence email 1 Wed 1/5");
        story.Tell("1 Wed 09:00 email sent").Next().ShouldBe("active cadence call 2 Mon 1/5");
        story.FollowUp.Approaches.ShouldBe(0);
    }

    [Fact]
    public void A4_approaches_never_get_closer_than_designed_nor_than_the_preset_allows()
    {
        var changed = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(600).WithReplay(Microsoft.FSharp.Core.FSharpOption<Replay>.Some(new Replay(new Rnd(20260302UL, 1UL), Microsoft.FSharp.Core.FSharpOption<int>.None))),
            Prop.ForAll(Arb.From(Paths), path => changed += Walk(path)));
        changed.ShouldBeGreaterThan(300, "the paths must branch for this to mean anything");
    }

    /// <summary>A random cadence under a random preset, and what comes of each contact.</summary>
    public sealed record Path(Cadence Cadence, string Preset, int[] Luck)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Preset} {PolicyFiles.Write(Cadence)}";
    }

    private static readonly Outcome[] OnCalls = [Outcome.Voicemail, Outcome.NoAnswer, Outcome.HungUp, Outcome.Busy, Outcome.Gatekeeper, Outcome.DeadNumber];
    private static readonly Outcome[] OnMails = [Outcome.Sent, Outcome.Sent, Outcome.Bounced];

    private static readonly Gen<Path> Paths =
        from preset in Gen.Elements<string>(PolicyFiles.Presets.Keys.Order(StringComparer.Ordinal))
        from count in Gen.Choose(2, 8)
        from numbers in Gen.ArrayOf(Gen.Choose(0, 10_000), 64)
        from luck in Gen.ArrayOf(Gen.Choose(0, 10_000), 24)
        select new Path(Made(count, numbers), preset, luck);

    private static Cadence Made(int count, int[] numbers)
    {
        var at = 0;
        int Any(int most) => numbers[at++ % numbers.Length] / ((at % 7) + 1) % most;
        var steps = Enumerable.Range(0, count).Select(i => new Step((Channel)Any(4), Intent.FollowUp, Any(12), $"step {i}")
        {
            Name = $"s{i}",
            On = OnCalls.Concat([Outcome.Sent, Outcome.Bounced]).Where(_ => Any(2) == 0).Select(outcome =>
            {
                var open = Branches.After(outcome).Open;
                var then = open[Any(open.Count)];
                return new Branch(outcome, then)
                {
                    Channel = then is Then.SameDay or Then.OtherChannel ? (Channel)Any(4) : null, Gap = then is Then.Again or Then.OtherChannel && Any(2) == 0 ? 1 + Any(9) : null,
                    Step = then == Then.Step ? $"s{i + 1 + Any(3)}" : null,
                };
            }).ToList(),
        }).ToList();
        return new Cadence { Name = "made", About = "Made.", Steps = steps, LaterSteps = steps };
    }

    /// <summary>Follows the decisions to the end; returns how often the path changed.</summary>
    private static int Walk(Path path)
    {
        var story = Story.Under(path.Cadence, preset: path.Preset, situation: "proposal");
        var preset = PolicyFiles.Presets[path.Preset];
        var (place, changed, lastDay, notBefore) = (0, 0, -1, -1);
        var now = story.At("0Mon", "10:00");
        var steps = path.Cadence.Steps;
        var cycle = 1;
        foreach (var luck in path.Luck)
        {
            var decision = story.Decision();
            if (decision.DueOn is not { } due || decision.Kind == TodayKind.Note || decision.Channel is not { } channel)
                break;
            var opens = Instant.Max(now, story.OwnerZone.AtStartOfDay(due).ToInstant());
            now = Judge.FirstAllowed(story.CaseOf(story.Person), channel, opens) ?? throw new InvalidOperationException("proposed and refused");
            var day = WorkingDays.NumberAt(now, story.Zone);
            if (decision.SameDay && day != lastDay)
                throw new InvalidOperationException("what goes with an approach came on another day");
            var outcome = channel == Channel.Call ? OnCalls[luck % OnCalls.Length] : channel == Channel.Email ? OnMails[luck % OnMails.Length] : Outcome.Sent;
            var f = story.FollowUp;
            if (f.RestUntil is { } until && day >= WorkingDays.Number(until) && f.Cycle == cycle)
                (cycle, place, notBefore) = (cycle + 1, 0, -1);
            var before = (f.Approaches, f.Cycle);
            if (!decision.SameDay && lastDay >= 0 && place > 0)
                day.ShouldBeGreaterThanOrEqualTo(Math.Max(notBefore, WorkingDays.Plus(lastDay, preset.GapAfter(Math.Max(1, f.Approaches)))), $"{path}\n{string.Join('\n', story.Entries.OfType<Touch>().Select(t => $"{story.Say(t.At)} {t.Channel} {t.Outcome}"))}\n{decision}");
            if (outcome == Outcome.Bounced)
            {
                // it never arrived: for the distance it is as if it had not been
                now += Duration.FromMinutes(5);
                story.Entries.Add(Ours(story, channel, Outcome.Sent, now));
                now += Duration.FromMinutes(5);
                story.Entries.Add(Ours(story, channel, outcome, now) with { Direction = Direction.In });
                return changed;
            }

            story.Entries.Add(Ours(story, channel, outcome, now));
            now += Duration.FromMinutes(10);
            if (decision.SameDay)
                continue;
            var counted = story.FollowUp.Approaches > before.Approaches || story.FollowUp.Cycle > before.Cycle && story.FollowUp.Approaches > 0;
            var here = Math.Min(place, steps.Count - 1);
            var branch = path.Cadence.After(steps[here], outcome);
            var target = branch is { Then: Then.Step } ? Branches.Target(steps, branch.Step) : -1;
            if (counted)
            {
                var next = Math.Min(place + 1, steps.Count - 1);
                (lastDay, place, notBefore) = (day, place + 1, WorkingDays.Plus(day, Math.Max(1, steps[next].Gap)));
            }
            else if (lastDay < 0)
            {
                notBefore = Math.Max(notBefore, day);
            }

            // a try that reaches nobody does not end a rest, so the path of the next cycle has not begun
            if (target > here && (counted || story.FollowUp.RestUntil is null))
            {
                changed++;
                (place, notBefore) = (target, Math.Max(notBefore, WorkingDays.Plus(day, Math.Max(1, steps[target].Gap))));
            }
        }

        return changed;
    }

    private static Touch Ours(Story story, Channel channel, Outcome outcome, Instant at) => new()
    {
        Id = story.Entries.Count + 1, At = at, FollowUpId = 1, Channel = channel, Outcome = outcome, Direction = Direction.Out,
    };

    private const string File = """
        {
          "name": "our-way",
          "about": "Ours.",
          "steps": [
            { "name": "first", "channel": "call", "intent": "introduce", "gap": 0, "say": "Call", "on": [
              { "outcome": "voicemail", "then": "same-day", "channel": "email" },
              { "outcome": "hung-up", "then": "step", "step": "third" }
            ] },
            { "channel": "email", "intent": "share", "gap": 3, "say": "Write" },
            { "name": "third", "channel": "call", "intent": "follow-up", "gap": 4, "say": "Call again" }
          ],
          "laterSteps": [
            { "channel": "email", "intent": "revive", "gap": 0, "say": "Write anew" }
          ],
          "on": [
            { "outcome": "gatekeeper", "then": "again", "gap": 2 }
          ]
        }
        """;

    [Theory]
    [InlineData("\"step\": \"third\"", "\"step\": \"thrid\"", 7, "steps[1].on[2].step", "Did you mean \"third\"?")]
    [InlineData("\"step\": \"third\"", "\"step\": \"first\"", 7, "steps[1].on[2].step", "round in a loop and never end. Choose one of: third")]
    [InlineData(", \"step\": \"third\"", "", 7, "steps[1].on[2].step", "needs the name of a step")]
    [InlineData("\"outcome\": \"hung-up\"", "\"outcome\": \"voicemail\"", 7, "steps[1].on[2].outcome", "is here twice")]
    [InlineData("\"outcome\": \"hung-up\"", "\"outcome\": \"opt-out\"", 7, "steps[1].on[2].then", "Write \"stop\"")]
    [InlineData("\"outcome\": \"hung-up\"", "\"outcome\": \"wrong-person\"", 7, "steps[1].on[2].then", "METHOD B1, C4, D2, E6")]
    [InlineData("\"outcome\": \"hung-up\"", "\"outcome\": \"spoke\"", 7, "steps[1].on[2].outcome", "Choose one of: voicemail")]
    [InlineData("\"outcome\": \"hung-up\"", "\"outcome\": \"hungup\"", 7, "steps[1].on[2].outcome", "Did you mean \"hung-up\"?")]
    [InlineData("\"channel\": \"email\" },", "\"channel\": \"call\" },", 6, "steps[1].on[1].channel", "Choose another channel")]
    [InlineData(", \"channel\": \"email\" },", " },", 6, "steps[1].on[1].channel", "needs a channel")]
    [InlineData("{ \"outcome\": \"hung-up\", \"then\": \"step\", \"step\": \"third\" }", "{ \"outcome\": \"sent\", \"then\": \"same-day\", \"channel\": \"message\" }", 5, "steps[1]", "two contacts at most")]
    [InlineData("\"then\": \"again\", \"gap\": 2", "\"then\": \"step\", \"step\": \"third\"", 16, "on[1].then", "cannot lead to one step")]
    [InlineData("\"then\": \"again\", \"gap\": 2", "\"then\": \"same-day\", \"channel\": \"email\"", 16, "on[1].then", "Write \"again\" or \"other-channel\" or \"step\"")]
    [InlineData("\"then\": \"again\", \"gap\": 2", "\"then\": \"again\", \"gap\": 0", 16, "on[1].gap", "out of range")]
    [InlineData("\"then\": \"again\", \"gap\": 2", "\"then\": \"again\", \"step\": \"third\"", 16, "on[1].step", "says nothing with \"again\"")]
    [InlineData("\"name\": \"third\"", "\"name\": \"first\"", 10, "steps[3].name", "Two steps are named")]
    [InlineData("\"gap\": 3", "\"gap\": 1", 9, "steps[2].gap", "at least 2 working days")]
    public void The_check_refuses_a_branch_and_names_line_and_cure(string right, string wrong, int line, string field, string cure)
    {
        var file = File.Replace(right, wrong, StringComparison.Ordinal);
        file.ShouldNotBe(File);

        var (cadence, mistakes) = CadenceFile.Read(file, PolicyFiles.Presets);

        cadence.ShouldBeNull();
        mistakes.ShouldContain(m => m.Line == line && m.Field == field && m.Text.Contains(cure), string.Join("\n", mistakes));
    }

    [Fact]
    public void What_is_right_is_read_and_a_branch_that_leaves_steps_out_is_counted_for_the_week()
    {
        CadenceFile.Read(File, PolicyFiles.Presets).Mistakes.ShouldBeEmpty();
        var close = Branching with
        {
            Steps = [.. new[] { 0, 2, 9, 2 }.Select((gap, i) => new Step(Channel.Call, Intent.FollowUp, gap, "x") { Name = $"s{i}", On = i == 1 ? [new Branch(Outcome.Voicemail, Then.Step) { Step = "s3" }] : null })], On = null,
        };
        // the later of the two times keeps it apart
        CadenceFile.Against(close, PolicyFiles.Presets["balanced"]).ShouldBeEmpty();
        CadenceFile.Against(close with { Steps = [.. close.Steps.Select(step => step with { Gap = Math.Min(step.Gap, 2) })] }, PolicyFiles.Presets["balanced"]).ShouldNotBeEmpty();
    }

    [Fact]
    public void The_time_line_says_what_a_preset_would_hold()
    {
        var meeting = PolicyFiles.Cadences["after-a-meeting"];
        Timetable.Of(meeting.Steps, 1, PolicyFiles.Presets["determined"]).Select(s => s.Under).ShouldBe([0, 2, 3, 4, 7, 20]);
        var gentle = Timetable.Of(meeting.Steps, 1, PolicyFiles.Presets["gentle"]);
        gentle.Select(s => (s.Day, s.Under)).ShouldBe([(0, 0), (2, 5), (3, 10), (4, 20), (7, null), (20, null)]);
        gentle.Select(s => s.Because).ShouldBe([null, "B3", "B3", "A2", "A2", "A2"]);
    }
}
