using Shouldly;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>METHOD B: never push.</summary>
public class NeverPushTests
{
    [Theory]
    [InlineData("1 Mon 09:00 call opt-out", "30 Mon 09:00 call", "refuse B1")]
    [InlineData("1 Mon 09:00 call opt-out", "300 Mon 09:00 letter", "refuse B1")]
    [InlineData("1 Mon 09:00 email opt-out scope=all", "1 Tue 09:00 visit", "refuse B1")]
    [InlineData("1 Mon 09:00 email opt-out scope=email", "1 Tue 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 email opt-out scope=email", "1 Tue 09:00 call", "allow")]
    [InlineData("1 Mon 09:00 call opt-out scope=phone", "1 Tue 09:00 call", "refuse B1")]
    [InlineData("1 Mon 09:00 call opt-out scope=phone", "1 Tue 09:00 message", "refuse B1")]
    [InlineData("1 Mon 09:00 call opt-out scope=phone", "1 Tue 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call opt-out scope=matter", "1 Tue 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 call opt-out scope=matter f=2", "1 Tue 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call opt-out f=2", "1 Tue 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 call opt-out f=0 scope=matter", "1 Tue 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 stop scope=all", "1 Tue 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 stop scope=matter matter=matter", "1 Tue 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 call callback next=1Wed time=10:00 say=call; 1 Tue 09:00 email opt-out", "1 Wed 10:00 call", "refuse B1")]
    [InlineData("1 Mon 09:00 call spoke promise=1Wed do=send; 1 Tue 09:00 email opt-out", "1 Wed 10:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 call not-interested", "20 Mon 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 call not-interested; 1 Mon 09:30 step next=1Tue say=call", "1 Tue 09:00 call", "refuse B1")]
    [InlineData("1 Mon 09:00 call not-interested; 1 Mon 10:00 letter sent", "1 Mon 10:30 email", "refuse B1")]
    public void B1_a_no_is_a_no_in_its_scope(string history, string question, string verdict) =>
        new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=other;" + history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Mon 09:00 call opt-out", "stopped", "stopped")]
    [InlineData("1 Mon 09:00 call opt-out scope=matter", "stopped", "active first call 1 Mon 1/5")]
    [InlineData("1 Mon 09:00 call opt-out; 1 Tue 09:00 pause ill until=3Mon; 1 Wed 09:00 step next=2Mon; 1 Wed 10:00 resume; 1 Wed 11:00 note; 1 Thu 09:00 call voicemail; 1 Fri 09:00 call spoke next=9Mon", "stopped", "stopped")]
    [InlineData("1 Mon 09:00 stop scope=email; 1 Mon 09:01 stop scope=phone", "stopped", "stopped")]
    [InlineData("1 Mon 09:00 call spoke next=2Mon say=e-mail; 1 Mon 10:00 stop scope=email", "active agreed 2 Mon", "active cadence call 1 Tue 1/5")]
    [InlineData("1 Mon 09:00 email replied note=hello; 1 Mon 10:00 stop scope=email", "active answered 1 Mon", "active cadence call 1 Tue 1/5")]
    public void B1_nothing_is_proposed_after_a_no(string history, string first, string second)
    {
        var story = new Story("balanced", "1 Mon 08:00 start balanced cold f=2 matter=other;" + history);
        story.Next().ShouldBe(first);
        var other = story.Next(2);
        (other.StartsWith("active cadence") || other.StartsWith("active first") ? "open" : other).ShouldBe(second.StartsWith("active") ? "open" : second);
    }

    [Theory]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 email replied", "2 Mon 10:00 email", "allow")]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 in call voicemail", "2 Mon 10:00 call", "allow")]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 email replied; 2 Mon 10:00 email sent", "2 Mon 11:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 email replied; 1 Mon 10:00 call opt-out f=2", "1 Mon 11:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 stop scope=email; 2 Mon 09:00 email replied", "2 Mon 10:00 email", "allow")]
    public void B1_only_unasked_contact_stops(string history, string question, string verdict) =>
        new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=other;" + history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 email replied note=hello", "stopped answered email 2 Mon")]
    [InlineData("1 Mon 09:00 call opt-out scope=matter; 2 Mon 09:00 in call voicemail", "stopped answered 2 Mon")]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 email replied; 2 Mon 10:00 email sent", "stopped")]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 email replied; 2 Mon 10:00 putoff until=2Tue", "stopped answered 2 Tue")]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 email replied; 2 Mon 10:00 stop scope=all", "stopped")]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 email replied note=hello; 2 Mon 10:00 stop scope=email", "stopped answered 2 Mon")]
    [InlineData("1 Mon 09:00 email replied; 1 Mon 10:00 call opt-out", "stopped")]
    [InlineData("1 Mon 09:00 call opt-out; 2 Mon 09:00 in call spoke", "stopped")]
    public void B1_whoever_comes_to_us_after_a_no_is_answered_once(string history, string next) => new Story("balanced", history).Next().ShouldBe(next);

    [Theory]
    [InlineData("1 Mon 09:00 stop scope=all; 5 Mon 09:00 lift scope=all", "active note 5 Mon", "5 Mon 10:00 email", "allow")]
    [InlineData("1 Mon 09:00 stop scope=all; 2 Mon 09:00 step next=3Mon; 2 Tue 09:00 note; 5 Mon 09:00 lift scope=all", "active note 5 Mon", "5 Mon 10:00 email", "allow")]
    [InlineData("1 Mon 09:00 stop scope=email; 5 Mon 09:00 lift scope=email", "active first call 0 Mon 1/5", "5 Mon 10:00 email", "allow")]
    [InlineData("1 Mon 09:00 stop scope=all; 2 Mon 09:00 stop scope=email; 5 Mon 09:00 lift scope=all", "active note 5 Mon", "5 Mon 10:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 stop scope=matter matter=matter; 5 Mon 09:00 lift scope=email", "stopped", "5 Mon 10:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 stop scope=matter matter=matter; 5 Mon 09:00 lift scope=matter matter=matter", "active note 5 Mon", "5 Mon 10:00 email", "allow")]
    [InlineData("1 Mon 09:00 call not-interested; 2 Mon 09:00 stop scope=all; 5 Mon 09:00 lift scope=all", "answered", "5 Mon 10:00 email", "refuse B1")]
    public void B1_lifting_opens_only_what_was_lifted(string history, string next, string question, string verdict)
    {
        var story = new Story("balanced", history);
        story.Next().ShouldBe(next);
        story.Ask(question).ShouldBe(verdict);
    }

    [Fact]
    public void B1_a_later_follow_up_is_born_stopped_and_a_no_told_late_is_placed_where_it_belongs()
    {
        new Story("balanced", "1 Mon 09:00 call opt-out; 2 Mon 09:00 start balanced cold f=2 matter=new").Next(2).ShouldBe("stopped");
        new Story("balanced", "2 Mon 09:00 pause ill until=4Mon; 1 Mon 09:00 call opt-out").Next().ShouldBe("stopped");
        new Story("balanced", "2 Mon 09:00 call will-call; 1 Mon 09:00 call opt-out").Next().ShouldBe("stopped");
    }

    [Theory]
    [InlineData("1 Mon 09:00 prefer by=email", "1 Tue 09:00 call", "refuse B2")]
    [InlineData("1 Mon 09:00 prefer by=email", "1 Tue 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 prefer by=call", "1 Tue 09:00 message", "refuse B2")]
    [InlineData("1 Mon 09:00 prefer by=email; 1 Mon 10:00 stop scope=email", "1 Tue 09:00 call", "allow")]
    [InlineData("1 Mon 08:00 email sent; 1 Mon 09:00 prefer every=30", "2 Mon 09:00 email", "hold 5 Wed 00:00 B2")]
    [InlineData("1 Mon 08:00 call spoke open; 1 Mon 09:00 prefer every=30", "2 Mon 09:00 email", "hold 5 Wed 00:00 B2")]
    [InlineData("1 Mon 09:00 prefer from=14 to=16", "1 Tue 09:00 call", "hold 1 Tue 14:00 B2")]
    [InlineData("1 Mon 09:00 prefer from=14 to=16", "1 Tue 16:00 call", "hold 1 Wed 14:00 B2")]
    [InlineData("1 Mon 09:00 prefer from=14 to=16", "1 Tue 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 prefer from=19", "1 Tue 09:00 call", "hold 1 Tue 19:00 B2")]
    [InlineData("1 Mon 09:00 prefer to=8", "1 Tue 09:00 call", "hold 1 Wed 00:00 B2")]
    [InlineData("1 Mon 09:00 prefer from=20 to=6", "1 Tue 09:00 call", "hold 1 Tue 20:00 B2")]
    [InlineData("1 Mon 09:00 prefer from=40 to=-3", "1 Tue 09:00 call", "hold 1 Tue 23:00 B2")]
    [InlineData("1 Mon 09:00 prefer on=Sat", "1 Tue 09:00 email", "hold 1 Sat 00:00 B2")]
    [InlineData("1 Mon 09:00 prefer on=Tue,Thu", "1 Wed 09:00 call", "hold 1 Thu 08:00 B2")]
    [InlineData("1 Mon 09:00 prefer every=30; 1 Mon 10:00 call callback next=1Wed say=call", "1 Wed 20:00 call", "allow")]
    [InlineData("1 Mon 09:00 prefer every=30; 1 Mon 10:00 call spoke promise=1Wed do=send", "1 Wed 09:00 email", "hold 5 Wed 00:00 B2")]
    public void B2_what_they_asked_for_outranks_the_preset(string history, string question, string verdict) =>
        new Story("balanced", history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("0 Tue 09:00 prefer by=email", true, "active first email 0 Mon 1/5")]
    [InlineData("0 Tue 09:00 prefer by=message", true, "active first message 0 Mon 1/5")]
    [InlineData("0 Tue 09:00 prefer by=letter", true, "active first letter 0 Mon 1/5")]
    [InlineData("0 Tue 09:00 prefer by=email", false, "active note 0 Mon")]
    [InlineData("0 Tue 09:00 prefer by=call; 0 Tue 10:00 stop scope=phone", true, "active first email 0 Mon 1/5")]
    public void B2_the_next_step_takes_their_channel(string history, bool hasEmail, string next) =>
        new Story("balanced", history) { HasEmail = hasEmail }.Next().ShouldBe(next);

    [Fact]
    public void B2_days_of_the_week_that_name_no_day_are_no_wish()
    {
        var story = new Story("balanced");
        story.Entries.Add(new Timeline.Preferred { Id = 99, At = story.At("1Mon", "09:00"), Evidence = "", Weekdays = 0 });
        story.Ask("1 Sat 09:00 call").ShouldBe("hold 2 Mon 08:00 B2");
        story.Entries.Add(new Timeline.Preferred { Id = 100, At = story.At("1Mon", "09:00"), Evidence = "", Weekdays = 1 << 9 });
        story.Ask("1 Sat 09:00 call").ShouldBe("hold 2 Mon 08:00 B2");
    }

    [Theory]
    [InlineData("gentle", "1 Mon", "2 Mon")]
    [InlineData("gentle", "1 Wed", "2 Wed")]
    [InlineData("balanced", "1 Mon", "1 Wed")]
    [InlineData("balanced", "1 Thu", "2 Mon")]
    [InlineData("balanced", "1 Fri", "2 Tue")]
    [InlineData("balanced", "1 Sat", "2 Tue")]
    [InlineData("determined", "1 Mon", "1 Tue")]
    [InlineData("determined", "1 Fri", "2 Mon")]
    [InlineData("until-they-respond", "1 Mon", "1 Thu")]
    [InlineData("client-care", "1 Mon", "5 Mon")]
    public void B3_gap_in_working_days(string preset, string approach, string next) =>
        new Story(preset, $"{approach} 09:00 email sent").Ask($"{approach} 09:30 email").ShouldStartWith($"hold {next} 00:00 B");

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 10)]
    [InlineData(5, 20)]
    [InlineData(6, 40)]
    [InlineData(9, 40)]
    public void B3_gap_grows_until_they_respond(int approaches, int gap)
    {
        var story = new Story("until-they-respond");
        for (var i = 0; i < approaches; i++)
            story.Tell($"{1 + (i * 9)} Mon 09:00 email sent");
        var last = Story.Date($"{1 + ((approaches - 1) * 9)}Mon");
        story.Ask($"{Story.Say(last)} 10:00 email").ShouldBe($"hold {Story.Say(last.PlusWeeks(gap / 5).PlusDays(gap % 5))} 00:00 B3");
    }

    [Theory]
    [InlineData("balanced", "1 Mon 09:00 email sent; 1 Wed 09:00 email sent", "1 Fri 09:00 email", "hold 2 Mon 00:00 B3")]
    [InlineData("balanced", "1 Mon 09:00 email sent; 1 Wed 09:00 email sent", "1 Sun 23:00 email", "hold 2 Mon 00:00 B2 B3")]
    [InlineData("determined", "1 Mon 09:00 email sent; 1 Tue 09:00 email sent; 1 Wed 09:00 email sent; 1 Thu 09:00 email sent", "1 Fri 09:00 email", "hold 2 Mon 00:00 B3")]
    [InlineData("gentle", "1 Mon 09:00 email sent; 1 Mon 12:00 call spoke open", "1 Tue 09:00 email", "hold 2 Mon 00:00 B3")]
    [InlineData("balanced", "1 Mon 09:00 email sent; 1 Mon 12:00 call spoke open; 1 Mon 13:00 email sent", "1 Tue 09:00 email", "hold 2 Mon 00:00 B3")]
    [InlineData("determined", "1 Mon 09:00 email sent; 1 Mon 12:00 call spoke open; 1 Mon 13:00 email sent", "1 Mon 14:00 email", "hold 1 Tue 00:00 B3")]
    public void B3_cap_for_the_person_in_any_seven_days(string preset, string history, string question, string verdict) =>
        new Story(preset, history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Mon 09:00 email sent f=2", "1 Tue 09:00 email", "hold 1 Wed 00:00 B3")]
    [InlineData("1 Mon 09:00 email sent f=2; 1 Wed 09:00 email sent f=3", "1 Fri 09:00 email", "hold 2 Mon 00:00 B3")]
    [InlineData("1 Mon 09:00 email sent f=0; 1 Wed 09:00 email sent f=3", "1 Fri 09:00 email", "hold 2 Mon 00:00 B3")]
    [InlineData("1 Mon 09:00 call no-answer f=2; 1 Mon 13:00 call no-answer f=3", "1 Mon 17:00 call", "hold 1 Tue 08:00 B3")]
    public void B3_gap_and_caps_count_all_colleagues_and_matters_of_one_person(string history, string question, string verdict) =>
        new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=two; 0 Mon 09:00 start balanced talked f=3 matter=three;" + history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("balanced cold", "1Mon 1Tue 1Tue 1Wed", "1 Thu 09:00 email", "hold 2 Mon 00:00 B3")]
    [InlineData("balanced cold", "1Mon 1Tue 1Wed", "1 Thu 09:00 email", "allow")]
    [InlineData("gentle cold", "1Mon 1Tue", "1 Thu 09:00 email", "hold 2 Mon 00:00 B3")]
    [InlineData("balanced talked", "1Mon 1Tue 1Tue 1Wed", "1 Thu 09:00 email", "allow")]
    [InlineData("determined cold", "1Mon 1Mon 1Mon 1Tue 1Tue", "1 Wed 09:00 email", "allow")]
    [InlineData("client-care cold", "1Mon 1Mon 1Mon 1Mon 1Mon 1Mon 1Mon", "1 Thu 09:00 email", "allow")]
    public void B3_cap_for_the_company_counts_cold_approaches_of_everybody(string start, string days, string question, string verdict) =>
        new Story(start) { CompanyDays = [.. days.Split(' ').Select(Story.Day)] }.Ask(question).ShouldBe(verdict);

    [Fact]
    public void B3_a_decision_waits_for_the_last_full_week_at_the_company() =>
        new Story("balanced cold 1Mon") { CompanyDays = [Story.Day("2Mon"), Story.Day("2Tue"), Story.Day("2Wed"), Story.Day("2Wed")] }.Next().ShouldBe("active first call 3 Mon 1/5");

    [Theory]
    [InlineData("balanced cold", "1Mon", "1 Wed 09:00 email", "hold 3 Mon 00:00 B3")]
    [InlineData("balanced cold", "1Mon", "3 Mon 09:00 email", "allow")]
    [InlineData("balanced talked", "1Mon", "1 Wed 09:00 email", "allow")]
    public void B3_one_voice_at_a_time(string start, string talk, string question, string verdict) =>
        new Story(start) { ColleagueTalkDay = Story.Day(talk) }.Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Mon 09:00 call asked-for-quiet", "hold 7 Mon 00:00 B4", "paused return email 7 Mon 1/5")]
    [InlineData("1 Mon 09:00 call asked-for-quiet until=3Thu", "hold 3 Thu 00:00 B4", "paused return email 3 Thu 1/5")]
    [InlineData("1 Mon 09:00 call asked-for-quiet f=2", "hold 7 Mon 00:00 B4", "paused return call 7 Mon 1/5")]
    [InlineData("1 Mon 09:00 call asked-for-quiet; 1 Tue 09:00 email sent", "hold 7 Mon 00:00 B4 B3", "paused return call 7 Mon 2/5")]
    [InlineData("1 Mon 09:00 call asked-for-quiet; 1 Tue 09:00 resume", "hold 7 Mon 00:00 B4", "active cadence email 7 Mon 1/5")]
    [InlineData("1 Mon 09:00 pause reorganised until=12Mon; 1 Tue 09:00 call asked-for-quiet f=2", "hold 12 Mon 00:00 B4 D4", "paused return call 12 Mon 1/5")]
    [InlineData("1 Mon 09:00 call asked-for-quiet; 1 Tue 09:00 call asked-for-quiet until=3Mon", "hold 3 Mon 00:00 B4", "paused return email 3 Mon 1/5")]
    public void B4_quiet_pauses_everything_until_their_date_or_six_weeks(string history, string verdict, string next)
    {
        var story = new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=other;" + history);
        story.Ask("1 Wed 09:00 email").ShouldBe(verdict);
        story.Next().ShouldBe(next);
    }

    [Fact]
    public void B4_quiet_moves_a_day_they_had_allowed_us_before()
    {
        var story = new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=other; 1 Mon 09:00 call not-interested stay=6 until=2Mon; 1 Tue 09:00 call asked-for-quiet f=2 until=5Mon");
        story.Next().ShouldBe("answered agreed 5 Mon");
    }

    [Theory]
    [InlineData("gentle", "2", "email")]
    [InlineData("balanced", "3", "call")]
    [InlineData("determined", "4", "email")]
    [InlineData("until-they-respond", "3", "call")]
    [InlineData("client-care", "", "")]
    public void B8_pleasantly_persistent_comes_where_the_preset_says(string preset, string at, string channel)
    {
        var story = new Story(preset);
        var found = "";
        for (var n = 1; n <= 5 && story.FollowUp.State == FollowUpState.Active; n++)
        {
            if (story.Decision().Intent == Cadences.Intent.PleasantlyPersistent)
            {
                found += n;
                Names.Of(story.Decision().Channel!.Value).ShouldBe(channel);
            }

            story.Tell($"{n * 9} Mon 09:00 email sent");
        }

        found.ShouldBe(at);
    }

    [Theory]
    [InlineData("gentle cold", "4 leave-until|2 permission-to-close")]
    [InlineData("balanced cold", "5 leave-until|3 permission-to-close|-")]
    [InlineData("balanced referral", "5 leave-until|3 permission-to-close|-")]
    [InlineData("balanced talked", "5 leave-until|3 permission-to-close|-")]
    [InlineData("determined talked", "8 leave-until|4 permission-to-close|-")]
    [InlineData("client-care client", "-")]
    [InlineData("client-care cold", "-")]
    [InlineData("balanced client", "-")]
    public void B8_the_last_of_the_first_cycle_leaves_it_until_a_month_and_the_last_of_the_second_asks_for_permission_to_close(string start, string cycles)
    {
        var story = new Story(start);
        foreach (var expected in cycles.Split('|'))
        {
            var found = "-";
            var cycle = story.FollowUp.Cycle;
            for (var n = 1; n <= 9; n++)
            {
                var d = story.Decision();
                if (n > 1 && d.Approach <= 1)
                    break;
                if (d.Intent is Cadences.Intent.LeaveUntil or Cadences.Intent.PermissionToClose)
                {
                    found = $"{d.Approach} {Names.Of(d.Intent.Value)}";
                    d.Step!.ShouldContain(d.Intent == Cadences.Intent.PermissionToClose ? "fine to say no" : $"leave it until {d.RestsUntil!.Value.ToString("MMMM", System.Globalization.CultureInfo.InvariantCulture)}");
                    d.RestsUntil.ShouldNotBeNull();
                }

                var day = Story.Say(d.DueOn!.Value);
                story.Tell($"{day} 10:00 email sent offer=thing-{cycle}-{n}");
                // what was said is what happens
                (story.FollowUp.RestUntil ?? d.RestsUntil).ShouldBe(d.RestsUntil);
            }

            found.ShouldBe(expected, $"cycle {cycle}");
        }
    }

    [Theory]
    [InlineData("determined talked", 4, "follow-up")]
    [InlineData("determined talked", 5, "permission-to-close")]
    [InlineData("determined client", 5, "care")]
    [InlineData("balanced talked", 4, "follow-up")]
    [InlineData("until-they-respond talked", 5, "follow-up")]
    [InlineData("client-care talked", 2, "follow-up")]
    public void B8b_a_cadence_may_ask_for_permission_to_close_only_where_the_preset_allows_it(string start, int place, string intent)
    {
        var steps = Enumerable.Range(1, 8).Select(i => new Cadences.Step(Channel.Email, i == place ? Cadences.Intent.PermissionToClose : Cadences.Intent.Share, 4, i == place ? "Ask where they stand" : "Share")).ToArray();
        var cadence = PolicyFiles.Cadences["after-a-talk"] with { Name = "own", Steps = steps };
        var words = start.Split(' ');
        var story = Story.Under(cadence, "", words[0], words[1]);
        for (var n = 1; n < place; n++)
            story.Tell($"{Story.Say(story.Decision().DueOn!.Value)} 10:00 email sent offer=thing-{n}");

        story.Decision().Approach.ShouldBe(place);
        if (intent == "follow-up" && PolicyFiles.Presets[words[0]].PleasantlyPersistentAt == place)
            intent = "pleasantly-persistent";
        Names.Of(story.Decision().Intent!.Value).ShouldBe(intent);
        story.Decision().Step!.Contains("where they stand", StringComparison.Ordinal).ShouldBe(intent == "permission-to-close");
    }

    [Fact]
    public void B8b_until_they_respond_asks_for_permission_to_close_once_a_year()
    {
        var story = new Story("until-they-respond cold");
        var asked = new List<NodaTime.LocalDate>();
        var first = story.Decision().DueOn!.Value;
        var last = first;
        for (var n = 1; n <= 24; n++)
        {
            var d = story.Decision();
            last = d.DueOn!.Value;
            if (d.Intent == Cadences.Intent.PermissionToClose)
                asked.Add(last);
            story.Tell($"{Story.Say(d.DueOn!.Value)} 10:00 email sent offer=thing-{n}");
        }

        asked.Count.ShouldBe(NodaTime.Period.DaysBetween(first, last) / 365);
        asked.Count.ShouldBeGreaterThan(1);
        for (var i = 0; i < asked.Count; i++)
            NodaTime.Period.DaysBetween(first, asked[i]).ShouldBeInRange(365 * (i + 1), (365 * (i + 1)) + 70);
    }

    [Fact]
    public void B10_only_consent_and_law_cannot_be_overruled()
    {
        var consent = Enum.GetValues<Rule>().Where(r => r != Rule.None && (Judge.Consent & r) != 0).Select(Reasons.IdOf).Distinct();
        consent.ShouldBe(["B1", "B4", "B2", "law"], ignoreOrder: true);
    }

    [Fact]
    public void Every_rule_has_its_METHOD_id() =>
        Enum.GetValues<Rule>().Where(r => r != Rule.None).ShouldAllBe(rule => Reasons.IdOf(rule).Length >= 2);
}
