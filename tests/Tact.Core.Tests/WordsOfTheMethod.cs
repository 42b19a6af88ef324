using Shouldly;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>METHOD, words of the method: what counts, what does not, what is never held.</summary>
public class WordsOfTheMethod
{
    [Theory]
    [InlineData("1 Mon 09:00 call voicemail", 1)]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:05 email sent", 1)]
    [InlineData("1 Mon 09:00 email sent; 1 Mon 15:00 call voicemail", 1)]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:05 email sent; 1 Mon 16:00 message sent", 2)]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:05 email sent; 1 Mon 16:00 message sent; 1 Mon 17:00 letter sent", 2)]
    [InlineData("1 Mon 23:30 email sent; 1 Tue 00:30 email sent", 2)]
    [InlineData("1 Mon 09:00 call hung-up", 1)]
    public void Approach_is_all_unasked_contact_of_a_day_at_most_two_contacts(string history, int approaches)
    {
        var story = new Story("balanced", history);
        story.FollowUp.Approaches.ShouldBe(approaches);
        story.Person.ApproachDays.Count.ShouldBe(approaches);
    }

    [Theory]
    [InlineData("1 Mon 09:00 call voicemail", "1 Mon 09:05 email", "allow")]
    [InlineData("1 Mon 09:00 email sent", "1 Mon 15:00 call", "allow")]
    [InlineData("1 Mon 09:00 call voicemail", "1 Mon 09:05 call", "hold 1 Wed 08:00 B3")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:05 email sent", "1 Mon 16:00 message", "hold 1 Wed 08:00 B3")]
    [InlineData("1 Mon 09:00 email sent", "1 Mon 19:00 call", "hold 1 Wed 08:00 B2")]
    [InlineData("1 Mon 09:00 call voicemail next=1Fri say=call", "1 Mon 09:05 email", "allow")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Fri", "1 Mon 09:05 email", "allow")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 10:00 pause ill until=4Mon", "1 Mon 10:05 email", "hold 4 Mon 00:00 D")]
    [InlineData("1 Mon 09:00 email sent; 1 Mon 09:01 email out-of-office until=3Mon", "1 Mon 10:05 call", "hold 3 Mon 08:00 C5")]
    [InlineData("1 Mon 09:00 call no-answer; 1 Mon 12:00 call no-answer; 1 Mon 12:01 email sent", "1 Mon 16:05 call", "hold 1 Wed 08:00 B3")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:05 email sent f=2", "1 Mon 10:05 email", "hold 1 Wed 00:00 B3")]
    public void Approach_the_email_goes_with_the_voicemail(string history, string question, string verdict) =>
        new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=other;" + history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Mon 09:10 call no-answer", "1 Mon 15:30 call", "allow")]
    [InlineData("1 Mon 09:10 call no-answer", "1 Mon 11:00 call", "hold 1 Mon 12:10 B3")]
    [InlineData("1 Mon 09:10 call busy", "1 Mon 12:10 call", "allow")]
    [InlineData("1 Mon 09:10 call no-answer; 1 Mon 15:30 call no-answer", "1 Mon 17:00 call", "hold 1 Tue 08:00 B3")]
    [InlineData("1 Mon 09:10 call no-answer", "1 Mon 09:15 email", "allow")]
    [InlineData("1 Mon 16:00 call no-answer", "1 Mon 17:00 call", "hold 1 Tue 08:00 B3")]
    [InlineData("1 Mon 09:00 call no-answer; 1 Mon 15:00 call no-answer; 1 Tue 09:00 call no-answer", "1 Tue 15:00 call", "allow")]
    public void Silent_ring_is_no_approach_and_has_caps_of_its_own(string history, string question, string verdict) =>
        new Story("balanced", history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("gentle", "1 Mon 09:00 call no-answer", "1 Mon 15:00 call", "hold 1 Tue 08:00 B3")]
    [InlineData("gentle", "1 Mon 09:00 call no-answer; 1 Wed 09:00 call no-answer", "1 Thu 09:00 call", "hold 2 Mon 08:00 B3")]
    [InlineData("determined", "1 Mon 09:00 call no-answer", "1 Mon 11:00 call", "allow")]
    [InlineData("determined", "1 Mon 09:00 call no-answer; 1 Mon 11:00 call no-answer; 1 Mon 13:00 call no-answer", "1 Mon 15:00 call", "hold 1 Tue 08:00 B3")]
    [InlineData("client-care", "1 Mon 09:00 call no-answer", "1 Mon 15:00 call", "hold 1 Tue 08:00 B3")]
    public void Silent_ring_caps_differ_by_preset(string preset, string history, string question, string verdict) =>
        new Story(preset, history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    public void Silent_ring_every_fourth_in_a_cycle_counts_as_an_approach(int rings, int approaches)
    {
        var story = new Story("until-they-respond");
        for (var i = 1; i <= rings; i++)
            story.Tell($"{i} Mon 09:00 call no-answer");
        story.FollowUp.Approaches.ShouldBe(approaches);
        story.Person.ApproachDays.Count.ShouldBe(approaches);
    }

    [Fact]
    public void Silent_ring_after_a_rest_counts_in_the_new_cycle()
    {
        var story = new Story("gentle", "1 Mon 09:00 email sent; 2 Mon 09:00 email sent; 3 Mon 09:00 email sent; 4 Mon 09:00 email sent; 5 Mon 09:00 call no-answer");
        story.FollowUp.State.ShouldBe(FollowUpState.Resting);
        story.Tell("30 Mon 09:00 call no-answer");
        story.FollowUp.Cycle.ShouldBe(2);
        story.FollowUp.SilentRings.ShouldBe(1);
        story.Next().ShouldBe("active return email 30 Tue 1/2");
    }

    [Theory]
    [InlineData("1 Mon 09:00 call voicemail; 1 Tue 09:00 in email replied", "1 Tue 09:05 email", "allow")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Tue 09:00 call callback next=1Tue time=15:00 say=call", "1 Tue 15:00 call", "allow")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Tue 09:00 call callback next=1Tue time=15:00 say=call", "1 Tue 14:30 call", "allow")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Tue 09:00 call callback next=1Tue time=15:00 say=call", "1 Tue 14:29 call", "hold 1 Tue 14:30 A5 B3")]
    [InlineData("1 Mon 09:00 call callback next=1Mon time=19:00 say=call", "1 Mon 19:00 call", "allow")]
    [InlineData("1 Mon 09:00 call spoke promise=1Tue do=send", "1 Tue 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Tue", "1 Tue 09:00 call", "allow")]
    [InlineData("1 Mon 09:00 call booked next=1Tue time=10:00 say=meeting", "1 Tue 10:00 meeting", "allow")]
    public void Never_held_what_they_asked_for_or_we_promised(string history, string question, string verdict) =>
        new Story("gentle", history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Mon 10:00 call callback next=1Mon time=15:00 say=call; 1 Mon 15:00 call no-answer", "1 Mon 15:10 call", "allow")]
    [InlineData("1 Mon 10:00 call callback next=1Mon time=15:00 say=call; 1 Mon 15:00 call voicemail", "1 Mon 16:00 call", "allow")]
    [InlineData("1 Mon 10:00 call callback next=1Mon time=15:00 say=call; 1 Mon 15:00 call voicemail; 1 Mon 16:00 call voicemail", "1 Mon 16:30 email", "allow")]
    public void Callback_not_picked_up_allows_one_retry_the_same_day_under_gentle(string history, string question, string verdict) =>
        new Story("gentle", history).Ask(question).ShouldBe(verdict);

    [Fact]
    public void Callback_tries_do_not_count_and_the_second_miss_hands_back_to_the_cadence()
    {
        var story = new Story("gentle", "1 Mon 10:00 call callback next=1Mon time=15:00 say=call; 1 Mon 15:00 call no-answer");
        story.Next().ShouldBe("active callback call 1 Mon");
        story.Decision().Step.ShouldBe("call (try once more)");
        story.Tell("1 Mon 16:00 call voicemail");
        story.FollowUp.Approaches.ShouldBe(0);
        story.FollowUp.Agreed.ShouldBeNull();
        story.Next().ShouldBe("active cadence email 1 Tue 1/4");
    }

    [Theory]
    [InlineData("1 Mon 10:00 call callback next=1Fri say=call; 1 Wed 09:00 call gatekeeper")]
    [InlineData("1 Mon 10:00 call callback next=1Fri say=call; 1 Wed 09:00 email replied; 1 Wed 10:00 call voicemail")]
    [InlineData("1 Mon 10:00 call callback next=1Fri say=call; 1 Wed 09:00 email replied; 1 Wed 10:00 call no-answer; 1 Wed 11:00 email sent")]
    [InlineData("1 Mon 10:00 call callback next=1Fri say=call; 1 Fri 09:00 email sent")]
    [InlineData("1 Mon 10:00 call callback next=1Fri say=call time=15:00; 1 Fri 09:00 call no-answer")]
    [InlineData("1 Mon 10:00 call spoke next=1Fri; 1 Wed 09:00 email replied; 1 Wed 10:00 email sent")]
    public void Never_held_an_agreed_day_survives_what_happens_before_it(string history)
    {
        var story = new Story("balanced", history);
        story.Decision().DueOn.ShouldBe(Story.Date("1Fri"));
        story.Ask("1 Fri 15:00 call").ShouldBe("allow");
    }

    [Theory]
    [InlineData("1 Mon 09:00 call wrong-number")]
    [InlineData("1 Mon 09:00 call dead-number")]
    [InlineData("1 Mon 09:00 email bounced")]
    [InlineData("1 Mon 09:00 call gatekeeper")]
    [InlineData("1 Mon 09:00 meeting no-show")]
    [InlineData("1 Mon 09:00 email out-of-office")]
    [InlineData("1 Mon 09:00 email proposal-sent")]
    public void Does_not_count_and_does_not_reset(string line)
    {
        new Story("balanced", line).FollowUp.Approaches.ShouldBe(0);
        var story = new Story("balanced", "0 Thu 09:00 call voicemail; " + line);
        story.FollowUp.Approaches.ShouldBe(1);
        story.FollowUp.TwoWays.ShouldBe(0);
        story.Person.ApproachDays.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("2 Mon 09:00 call spoke open")]
    [InlineData("2 Mon 09:00 email replied")]
    [InlineData("2 Mon 09:00 meeting met open")]
    [InlineData("2 Mon 09:00 in call voicemail")]
    [InlineData("2 Mon 09:00 in call no-answer")]
    [InlineData("2 Mon 09:00 call not-now")]
    [InlineData("2 Mon 09:00 call asked-for-quiet")]
    public void Only_a_two_way_contact_resets_the_count(string line)
    {
        var story = new Story("balanced", "1 Mon 09:00 call voicemail; 1 Wed 09:00 email sent; " + line);
        story.FollowUp.Approaches.ShouldBe(0);
        story.FollowUp.Cycle.ShouldBe(1);
        story.FollowUp.TwoWays.ShouldBe(1);
    }

    [Fact]
    public void Does_not_count_a_bounce_takes_back_its_own_approach_and_no_other()
    {
        var story = new Story("balanced", "1 Mon 09:00 email sent offer=article; 1 Wed 09:00 call voicemail; 1 Thu 09:00 email bounced");
        story.FollowUp.Approaches.ShouldBe(1);
        story.Person.ApproachDays.ShouldBe([Story.Day("1Wed")]);
        story.Person.Given.ShouldBeEmpty();
        story.FollowUp.Contacts.ShouldBe(1);
        story.Ask("1 Thu 10:00 call").ShouldBe("hold 1 Fri 08:00 B3");
        story.Tell("1 Thu 12:00 email bounced");
        story.FollowUp.Approaches.ShouldBe(1);
    }

    [Theory]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:05 email sent; 1 Mon 09:06 email bounced", 1, "active cadence call 1 Thu 2/5")]
    [InlineData("1 Mon 09:00 email sent; 1 Mon 09:06 email bounced", 0, "active first call 1 Tue 1/5")]
    [InlineData("1 Mon 09:00 email sent; 2 Mon 09:00 email sent; 3 Mon 09:00 email sent; 4 Mon 09:00 email sent; 5 Mon 09:00 email sent; 5 Mon 10:00 email bounced", 4, "active cadence call 5 Tue 5/5")]
    public void Does_not_count_a_bounced_message_and_the_next_step_takes_another_way(string history, int approaches, string next)
    {
        var story = new Story("balanced", history);
        story.FollowUp.Approaches.ShouldBe(approaches);
        story.FollowUp.State.ShouldBe(FollowUpState.Active);
        story.Next().ShouldBe(next);
    }

    [Fact]
    public void Does_not_count_a_bounced_answer_leaves_their_question_open_and_a_bounced_promise_unkept()
    {
        var story = new Story("balanced", "1 Mon 09:00 email replied promise=1Tue do=send; 1 Tue 09:00 email sent");
        story.FollowUp.WantsAnswerSince.ShouldBeNull();
        story.FollowUp.OpenPromise.ShouldBeNull();
        story.Tell("1 Tue 09:01 email bounced");
        story.FollowUp.WantsAnswerSince.ShouldNotBeNull();
        story.FollowUp.OpenPromise.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("1 Mon 09:00 call voicemail", "1 Tue 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Tue 09:00 email sent", "1 Wed 09:00 call", "allow")]
    [InlineData("1 Mon 09:00 call voicemail; 1 Tue 09:00 email sent; 1 Wed 09:00 call voicemail", "1 Thu 09:00 call", "allow")]
    public void Enquiry_tries_in_the_first_three_working_days_are_service(string history, string question, string verdict)
    {
        var story = new Story("gentle enquiry 1Mon", history);
        story.Ask(question).ShouldBe(verdict);
        story.FollowUp.Approaches.ShouldBe(0);
    }

    [Fact]
    public void Enquiry_is_answered_first_and_service_ends()
    {
        var story = new Story("gentle enquiry 1Mon");
        story.Next().ShouldBe("active answered 1 Mon");
        story.Tell("1 Mon 09:30 call voicemail; 1 Tue 09:00 email sent; 1 Wed 09:00 call voicemail; 1 Thu 09:00 call voicemail");
        story.FollowUp.Approaches.ShouldBe(1);
        story.Ask("1 Fri 09:00 call").ShouldBe("hold 2 Thu 08:00 B3");
    }

    [Theory]
    [InlineData("client-care")]
    [InlineData("balanced")]
    public void Client_is_never_rested_and_never_gets_a_closing_message(string preset)
    {
        var story = new Story($"{preset} client");
        for (var week = 1; week <= 40; week += 5)
        {
            story.Tell($"{week} Mon 09:00 email sent offer={week}");
            story.FollowUp.State.ShouldBe(FollowUpState.Active);
            story.Decision().Intent.ShouldNotBe(Cadences.Intent.PermissionToClose);
        }

        story.Decision().Step.ShouldBe("Ask another person there");
        story.Ask("37 Mon 09:00 email").ShouldContain("A2");
    }

    [Theory]
    [InlineData("balanced", "client-care")]
    [InlineData("determined", "determined")]
    public void Client_who_bought_is_cared_for_as_one_unless_the_preset_was_chosen_by_hand(string preset, string then)
    {
        var story = new Story(preset, "1 Mon 09:00 call bought");
        (story.FollowUp.Situation, story.FollowUp.CadenceName, story.FollowUp.PresetName).ShouldBe((Situation.Client, "client-care", then));
        var chosen = new Story(preset, "1 Mon 09:00 call bought");
        chosen.Entries[0] = (Started)chosen.Entries[0] with { PresetByHand = true };
        chosen.FollowUp.PresetName.ShouldBe(preset);
    }

    [Theory]
    [InlineData("1 Mon 09:00 email sent", 1)]
    [InlineData("1 Mon 09:00 email sent; 1 Tue 09:00 email bounced", 0)]
    [InlineData("1 Mon 09:00 email sent; 1 Mon 09:05 call voicemail; 1 Tue 09:00 email bounced", 1)]
    [InlineData("1 Mon 09:00 call no-answer; 1 Mon 13:00 call no-answer; 1 Tue 09:00 call busy", 0)]
    [InlineData("1 Mon 09:00 call no-answer; 1 Mon 13:00 call no-answer; 1 Tue 09:00 call busy; 1 Thu 09:00 call no-answer", 1)]
    [InlineData("1 Mon 09:00 call gatekeeper", 1)]
    [InlineData("1 Mon 09:00 call spoke open; 1 Tue 09:00 email sent", 0)]
    [InlineData("1 Mon 09:00 email sent service", 0)]
    [InlineData("1 Mon 09:00 call wrong-number", 0)]
    public void Cold_approaches_of_the_company_are_told_by_the_timeline(string history, int count) => new Story("balanced", history).Person.ColdTouches.Count.ShouldBe(count);

    [Fact]
    public void Client_who_bought_and_fell_silent_is_not_rested()
    {
        var story = new Story("balanced", "1 Mon 09:00 call bought; 10 Mon 09:00 email replied; 10 Mon 10:00 email sent");
        for (var week = 11; week < 18; week++)
            story.Tell($"{week} Mon 09:00 email sent");
        story.FollowUp.State.ShouldBe(FollowUpState.Active);
        story.FollowUp.RestUntil.ShouldBeNull();
    }

    [Fact]
    public void Referral_is_contacted_within_two_working_days_and_names_the_referrer()
    {
        var story = new Story("balanced referral 1Fri");
        story.Next().ShouldBe("active agreed call 1 Fri 1/5");
        story.Decision().Step.ShouldBe("Get in touch, and name who sent you");
    }

    [Fact]
    public void Third_contact_of_a_day_opens_a_second_approach_for_the_weekly_cap_too()
    {
        var story = new Story("balanced", "1 Mon 09:00 call voicemail; 1 Mon 09:05 email sent; 1 Mon 16:00 message sent");
        story.Ask("1 Wed 09:00 call").ShouldBe("hold 2 Mon 08:00 B3");
    }
}
