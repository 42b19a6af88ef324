using NodaTime;
using Shouldly;
using Tact.Core.FollowUps;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>METHOD A: persist.</summary>
public class PersistTests
{
    private const string FiveCold = "1 Mon 09:00 call voicemail; 1 Thu 09:00 email sent; 2 Wed 09:00 call voicemail; 3 Tue 09:00 email sent; 4 Mon 09:00 call voicemail;";
    private const string ThatDayIsOver = "4 Mon 20:00 dayover;";

    [Theory]
    [InlineData("1 Mon 09:00 email sent; 1 Wed 09:00 email replied", "active answered email 1 Wed")]
    [InlineData("1 Mon 09:00 email sent; 120 Mon 09:00 in call spoke", "active note 120 Mon")]
    [InlineData("1 Mon 09:00 call not-interested; 110 Mon 09:00 email replied", "active answered email 110 Mon")]
    [InlineData("1 Mon 09:00 call not-interested; 110 Mon 09:00 in call spoke next=111Mon", "active agreed 111 Mon")]
    [InlineData(FiveCold + "6 Mon 09:00 in call voicemail", "active answered call 6 Mon")]
    public void A1_silence_is_no_answer_and_whoever_comes_back_is_welcome(string history, string next)
    {
        var words = new Story("balanced", history.Replace("replied", "replied note=hello").Replace("in call voicemail", "in call voicemail note=hello")).Next();
        words.ShouldBe(next);
    }

    [Theory]
    [InlineData("gentle", 4, 90, 2, 180, 2, 365)]
    [InlineData("balanced", 5, 60, 3, 120, 3, 365)]
    [InlineData("determined", 8, 60, 4, 90, 4, 180)]
    public void A2_budget_rest_return_each_cycle_shorter_each_rest_longer(string preset, int first, int rest1, int second, int rest2, int third, int rest3)
    {
        var story = new Story(preset);
        var day = Story.Date("1Mon");
        foreach (var (budget, rest, cycle) in new[] { (first, rest1, 1), (second, rest2, 2), (third, rest3, 3) })
        {
            for (var i = 1; i <= budget; i++)
            {
                story.FollowUp.State.ShouldBe(i > 1 || cycle == 1 ? FollowUpState.Active : FollowUpState.Resting);
                story.Tell($"{Story.Say(day)} 09:00 email sent");
                story.FollowUp.Cycle.ShouldBe(cycle);
                story.FollowUp.Approaches.ShouldBe(i);
                day = day.PlusWeeks(1);
            }

            story.FollowUp.State.ShouldBe(FollowUpState.Resting);
            var until = story.FollowUp.RestUntil!.Value;
            var silent = Period.DaysBetween(day.PlusWeeks(-1), until);
            silent.ShouldBeInRange(rest, rest + 2);
            story.Ask($"{Story.Say(until.PlusDays(-1))} 09:00 email").ShouldStartWith("hold");
            story.Decision().DueOn!.Value.ShouldBeGreaterThanOrEqualTo(until);
            day = until;
        }
    }

    [Theory]
    [InlineData("", "resting return email 12 Fri 1/3", 1, 5)]
    [InlineData("4 Mon 09:05 email sent", "resting return email 12 Fri 1/3", 1, 5)]
    [InlineData("5 Mon 09:00 call voicemail; 5 Mon 20:00 dayover", "resting return email 13 Fri 1/3", 1, 6)]
    [InlineData("5 Mon 09:00 pause ill until=8Mon", "paused return email 12 Fri 1/3", 1, 5)]
    [InlineData("5 Mon 09:00 pause reorganised until=17Mon", "paused return email 17 Mon 1/3", 1, 5)]
    [InlineData("5 Mon 09:00 call voicemail next=6Mon say=call; 5 Mon 20:00 dayover", "resting return call 13 Fri 7/5", 1, 6)]
    [InlineData("5 Mon 09:00 resume", "active return email 5 Mon 1/3", 2, 0)]
    [InlineData("12 Fri 09:00 email sent", "active cadence call 13 Fri 2/3", 2, 1)]
    [InlineData("12 Fri 09:00 call no-answer", "active return email 13 Mon 1/3", 2, 0)]
    [InlineData("5 Mon 09:00 email out-of-office until=14Mon", "resting return email 14 Mon 1/3", 1, 5)]
    public void A2_rest_outlasts_what_we_do_meanwhile(string history, string next, int cycle, int approaches)
    {
        var story = new Story("balanced", FiveCold + (history.StartsWith("4 Mon") ? "" : ThatDayIsOver) + history);
        var words = story.Next();
        story.FollowUp.Cycle.ShouldBe(cycle, words);
        story.FollowUp.Approaches.ShouldBe(approaches, words);
        if (!history.EndsWith("resume"))
            words.ShouldBe(next);
        else
            words.ShouldStartWith("active return email");
    }

    [Fact]
    public void A2_rest_is_kept_through_a_pause_that_was_ended_by_hand()
    {
        var story = new Story("balanced", FiveCold + "5 Mon 09:00 pause ill until=8Mon; 6 Mon 09:00 resume");
        story.FollowUp.Cycle.ShouldBe(2);
        story.FollowUp.Approaches.ShouldBe(0);
    }

    [Theory]
    [InlineData("balanced", "1 Mon 09:00 email sent; 1 Wed 09:00 email sent; 2 Tue 09:00 email sent; 2 Thu 09:00 email sent", "3 Wed 09:00 email", "hold 4 Mon 00:00 A2")]
    [InlineData("balanced", "1 Mon 09:00 email sent; 1 Wed 09:00 email sent; 2 Tue 09:00 email sent; 3 Thu 09:00 email sent", "4 Mon 09:00 email", "allow")]
    [InlineData("gentle", "1 Mon 09:00 email sent; 2 Mon 09:00 email sent; 3 Mon 09:00 email sent", "4 Mon 09:00 email", "hold 5 Mon 00:00 A2")]
    [InlineData("until-they-respond", "1 Mon 09:00 email sent; 1 Thu 09:00 email sent; 2 Wed 09:00 email sent", "3 Mon 09:00 email", "allow")]
    public void A2_shortest_cycle_spends_the_budget_over_a_reasonable_period(string preset, string history, string question, string verdict) =>
        new Story(preset, history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("gentle", 8)]
    [InlineData("balanced", 12)]
    [InlineData("determined", 20)]
    [InlineData("until-they-respond", 16)]
    [InlineData("client-care", 6)]
    public void A2_year_has_a_limit_while_nobody_answers(string preset, int limit)
    {
        var story = new Story($"{preset} {(preset == "client-care" ? "client" : "cold")}");
        for (var i = 0; i < limit; i++)
            story.Tell($"{1 + (2 * i)} Mon 09:00 email sent");
        var c = story.CaseOf(story.Person);
        var at = story.At($"{1 + (2 * limit)}Mon", "09:00");
        (Etiquette.Judge.Of(c, Channel.Email, at).Rules & Etiquette.Rule.KeepTheYear).ShouldBe(Etiquette.Rule.KeepTheYear);
        (Etiquette.Judge.Of(c, Channel.Email, story.At("54Mon", "09:00")).Rules & Etiquette.Rule.KeepTheYear).ShouldBe(Etiquette.Rule.None);
        story.Tell($"{1 + (2 * limit)} Mon 09:00 call spoke open");
        story.Ask($"{1 + (2 * limit)} Tue 09:00 email").ShouldBe("allow");
    }

    [Theory]
    [InlineData("1 Mon 09:00 email sent; 1 Wed 09:00 call voicemail; 2 Mon 09:00 call spoke open; 2 Mon 10:00 email sent", 4, 1)]
    [InlineData("1 Mon 09:00 call no-answer; 1 Tue 09:00 call gatekeeper; 1 Wed 09:00 email out-of-office", 0, 0)]
    [InlineData("1 Mon 09:00 email replied; 1 Mon 10:00 email sent; 1 Tue 09:00 call spoke open", 3, 2)]
    public void A3_contacts_are_counted_apart_from_attempts(string history, int contacts, int twoWays)
    {
        var story = new Story("balanced", history);
        story.FollowUp.Contacts.ShouldBe(contacts);
        story.FollowUp.TwoWays.ShouldBe(twoWays);
    }

    /// <summary>
    /// The sequence that won a client: what each preset says to each of its contacts, in order; what is held is recorded all
    /// the same. The e-mail on Wednesday goes with that day's call.
    /// </summary>
    [Theory]
    [InlineData("determined", "allow allow allow allow allow allow allow")]
    [InlineData("gentle", "allow hold allow hold hold hold hold")]
    [InlineData("balanced", "allow allow allow hold hold hold hold")]
    public void A4_worked_sequence_is_allowed_by_determined_and_held_by_gentle(string preset, string verdicts)
    {
        var story = new Story($"{preset} talked", "1 Mon 10:00 meeting met open");
        var said = new List<string>();
        foreach (var contact in new[] { "1 Mon 14:00 email sent", "1 Wed 09:00 call voicemail", "1 Wed 09:10 email sent", "1 Thu 10:00 call voicemail", "1 Fri 10:00 call voicemail", "2 Mon 11:00 email sent", "4 Fri 10:00 call voicemail" })
        {
            said.Add(story.Ask(contact[..(contact.LastIndexOf(' '))]).Split(' ')[0]);
            story.Tell(contact);
        }

        string.Join(' ', said).ShouldBe(verdicts);
    }

    [Theory]
    [InlineData("1 Mon 09:00 call not-now until=2028-02-01", "2028-02-01")]
    [InlineData("1 Mon 09:00 call spoke next=2027-09-01 say=call", "2027-09-01")]
    [InlineData("1 Mon 09:00 call spoke next=2027-09-01; 3 Mon 09:00 in call asked-for-quiet f=2", "2027-09-01")]
    [InlineData("1 Mon 09:00 call spoke next=2027-09-01; 3 Mon 09:00 pause ill until=6Mon", "2027-09-01")]
    [InlineData("1 Mon 09:00 call spoke next=2027-09-01 say=e-mail; 3 Mon 09:00 stop scope=email", "2027-09-01")]
    [InlineData("1 Mon 09:00 call spoke next=2027-09-01; 3 Mon 09:00 call voicemail", "2027-09-01")]
    [InlineData("1 Mon 09:00 call spoke next=2027-09-01; 3 Mon 09:00 call spoke open", "2027-09-01")]
    [InlineData("1 Mon 09:00 call spoke next=2027-09-01; 3 Mon 09:00 call gatekeeper", "2027-09-01")]
    [InlineData("1 Mon 09:00 call will-call until=2027-09-01", "2027-09-01")]
    [InlineData("1 Mon 09:00 call spoke until=2027-09-01", "2027-09-01")]
    public void A5_far_future_agreed_date_is_never_early_and_never_lost(string history, string date)
    {
        var story = new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=other;" + history);
        story.Decision().DueOn.ShouldBe(Story.Date(date));
        story.Ask("30 Wed 09:00 call").ShouldStartWith($"hold {Story.Say(Story.Date(date))}");
    }

    [Theory]
    [InlineData("1 Mon 09:00 call will-call", "will-call return 14 Mon 1/5", "5 Mon 09:00 call", "hold 14 Mon 08:00 A5")]
    [InlineData("1 Mon 09:00 call will-call until=9Wed; 9 Wed 09:00 call no-answer", "will-call return 9 Thu 1/5", "9 Thu 09:00 call", "allow")]
    [InlineData("1 Mon 09:00 call will-call until=9Wed; 9 Wed 09:00 call voicemail", "active cadence call 9 Fri 2/5", "9 Thu 09:00 call", "hold 9 Fri 08:00 B3")]
    [InlineData("1 Mon 09:00 call will-call until=9Wed; 7 Wed 09:00 call voicemail", "will-call return 9 Wed 2/5", "9 Wed 09:00 call", "allow")]
    public void A5_they_will_call_is_a_state_with_a_quiet_check(string history, string next, string question, string verdict)
    {
        var story = new Story("balanced talked", history);
        story.Next().ShouldBe(next);
        story.Ask(question).ShouldBe(verdict);
    }

    [Theory]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "", "Open")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "1 Fri 16:00 call voicemail", "Kept")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "1 Fri 16:00 call no-answer", "Kept")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "1 Fri 16:00 call wrong-number", "Open")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "2 Mon 09:00 call voicemail", "Late")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Sat", "2 Mon 09:00 call voicemail", "Kept")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "1 Wed 16:00 call voicemail", "Open")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "1 Wed 16:00 email replied", "Released")]
    [InlineData("1 Mon 09:00 call spoke promise=1Fri do=send", "1 Wed 16:00 email replied", "Open")]
    [InlineData("1 Mon 09:00 call spoke promise=1Fri do=send", "1 Fri 16:00 email sent", "Kept")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "1 Wed 16:00 call opt-out", "Released")]
    [InlineData("1 Mon 09:00 call spoke promise=1Fri do=send", "1 Wed 16:00 call left-company", "Released")]
    public void A6_promise_is_kept_late_or_answered(string made, string then, string state) =>
        new Story("balanced", $"{made}; {then}").FollowUp.Promises.Single().State.ToString().ShouldBe(state);

    [Theory]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri do=call; 1 Mon 20:00 dayover", "active promise call 1 Fri 2/5", "1 Thu 09:00 call", "hold 1 Fri 08:00 A6")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri do=call; 1 Mon 20:00 dayover", "active promise call 1 Fri 2/5", "1 Fri 09:00 call", "allow")]
    [InlineData("1 Mon 09:00 call spoke promise=1Fri do=send", "active promise email 1 Fri 1/5", "1 Fri 19:00 email", "allow")]
    [InlineData("1 Mon 09:00 call spoke promise=1Sat do=send", "active promise email 2 Mon 1/5", "1 Sat 19:00 email", "hold 2 Mon 00:00 B2")]
    [InlineData("1 Mon 09:00 call spoke promise=1Fri do=send; 1 Tue 09:00 putoff until=2Tue", "active promise email 2 Tue 1/5", "1 Fri 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call spoke promise=1Fri do=send; 1 Tue 09:00 stop scope=email", "active promise call 1 Fri 1/5", "1 Fri 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 call spoke promise=1Fri do=send; 1 Tue 09:00 call not-interested", "answered promise email 1 Fri 1/5", "1 Fri 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call spoke promise=1Fri do=send; 1 Tue 09:00 call asked-for-quiet f=2 until=3Mon", "paused promise email 3 Mon 1/5", "1 Fri 09:00 email", "hold 3 Mon 00:00 B4")]
    [InlineData("1 Mon 09:00 call spoke promise=9Fri do=send; 1 Tue 09:00 note", "active note 1 Tue", "1 Tue 10:00 email", "allow")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Wed 09:00 call voicemail; 2 Wed 09:00 email sent; 2 Fri 09:00 email sent; 4 Mon 09:00 call voicemail promise=5Fri do=call; 4 Mon 20:00 dayover", "resting promise call 5 Fri 6/5", "4 Wed 09:00 call", "hold 5 Fri 08:00 B8a")]
    public void A6_promise_stands_on_its_day(string history, string next, string question, string verdict)
    {
        var story = new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=other;" + history);
        story.Next().ShouldBe(next);
        var said = story.Ask(question);
        if (verdict.EndsWith("B8a"))
            said.ShouldStartWith(verdict[..^4]);
        else
            said.ShouldBe(verdict);
    }

    [Fact]
    public void A7_a_due_step_offers_something_to_bring()
    {
        foreach (var preset in PolicyFiles.Presets.Values)
        {
            var story = new Story(preset.Name);
            for (var n = 1; n <= (preset.Budget ?? 9); n++)
            {
                if (preset.MustBring(n))
                    story.Decision().Offer.ShouldNotBeNullOrEmpty($"{preset.Name} {n}");
                story.Tell($"{n * 10} Mon 09:00 email sent");
            }
        }
    }
}
