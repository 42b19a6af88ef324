using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>METHOD C and D: next steps, answers, what was learned, stalls.</summary>
public class OrganisedTests
{
    [Theory]
    [InlineData("1 Mon 09:00 call spoke", "active note 1 Mon")]
    [InlineData("1 Mon 09:00 meeting met", "active note 1 Mon")]
    [InlineData("1 Mon 09:00 call callback", "active note 1 Mon")]
    [InlineData("1 Mon 09:00 call booked", "active note 1 Mon")]
    [InlineData("1 Mon 09:00 meeting no-show", "active note 1 Mon")]
    [InlineData("1 Mon 09:00 note", "active note 1 Mon")]
    [InlineData("1 Mon 09:00 call interested", "answered note 1 Mon")]
    [InlineData("1 Mon 09:00 call spoke open", "active cadence email 1 Tue 1/5")]
    [InlineData("1 Mon 09:00 call spoke next=1Thu say=call", "active agreed call 1 Thu")]
    [InlineData("1 Mon 09:00 call spoke next=1Thu say=call time=10:00", "active callback call 1 Thu")]
    [InlineData("1 Mon 09:00 call spoke until=3Mon", "waiting-for-them agreed 3 Mon 1/5")]
    [InlineData("1 Mon 09:00 call spoke next=8Mon; 1 Tue 09:00 call spoke until=3Mon", "waiting-for-them agreed 3 Mon 1/5")]
    [InlineData("1 Mon 09:00 call spoke; 1 Mon 09:30 step next=1Wed say=call", "active agreed call 1 Wed")]
    [InlineData("1 Mon 09:00 call spoke; 1 Mon 09:30 pause busy until=5Mon", "paused return email 5 Mon 1/5")]
    [InlineData("1 Mon 09:00 call spoke next=1Thu; 1 Tue 09:00 note", "active note 1 Tue")]
    [InlineData("1 Mon 09:00 call spoke next=1Thu; 1 Fri 09:00 note", "active agreed 1 Thu")]
    [InlineData("1 Mon 09:00 email replied note=hi", "active answered email 1 Mon")]
    [InlineData("1 Mon 09:00 email replied note=hi until=4Mon", "waiting-for-them agreed 4 Mon 1/5")]
    [InlineData("1 Mon 09:00 email replied note=hi; 1 Mon 09:30 putoff until=1Wed", "active answered email 1 Wed")]
    [InlineData("1 Mon 09:00 email replied note=hi; 1 Mon 09:30 pause ill until=4Mon", "paused answered email 4 Mon")]
    [InlineData("1 Mon 09:00 email replied note=hi; 1 Mon 09:30 call left-company", "answered")]
    [InlineData("1 Mon 09:00 call booked next=1Mon time=15:00 say=meeting; 1 Mon 10:00 call spoke open", "active agreed meeting 1 Mon")]
    [InlineData("1 Mon 09:00 call spoke until=3Mon; 2 Mon 09:00 letter sent", "waiting-for-them agreed 3 Mon 2/5")]
    [InlineData("1 Mon 09:00 call spoke until=3Mon; 2 Mon 09:00 call voicemail next=2Fri say=call", "waiting-for-them agreed call 3 Mon 2/5")]
    [InlineData("1 Mon 09:00 call will-call until=3Mon; 2 Mon 09:00 call voicemail next=4Fri say=call", "will-call agreed call 4 Fri 2/5")]
    [InlineData("1 Mon 09:00 call asked-for-quiet until=3Mon; 2 Mon 09:00 call voicemail next=2Fri say=call", "paused agreed call 3 Mon 2/5")]
    [InlineData("1 Mon 09:00 call spoke until=3Mon; 3 Mon 09:00 call voicemail", "active cadence call 3 Wed 2/5")]
    public void C1_no_conversation_without_a_next_step(string history, string next) => new Story("balanced", history).Next().ShouldBe(next);

    // the due day of what was agreed: theirs stays, also while they rest; a retry that cannot be on its day is a contact like any other
    [Theory]
    [InlineData("1 Mon 09:00 call callback next=9Sun say=call; 1 Wed 09:00 email sent; 2 Wed 09:00 email sent; 3 Wed 09:00 email sent; 4 Wed 09:00 email sent", "resting callback call 9 Sun")]
    [InlineData("1 Mon 09:00 call voicemail; 2 Wed 09:00 email sent; 3 Wed 09:00 email sent; 4 Wed 09:00 email sent; 4 Wed 10:00 call voicemail next=9Sun say=call", "resting return call 17 Tue 5/4")]
    [InlineData("1 Mon 09:00 call not-now; 14 Sat 09:00 call voicemail", "active agreed 15 Mon")]
    [InlineData("1 Mon 09:00 call not-now; 14 Sat 09:00 call voicemail; 14 Sat 10:00 prefer every=7", "active agreed 16 Mon")]
    [InlineData("1 Mon 09:00 prefer by=meeting; 1 Mon 10:00 call not-now until=3Mon; 3 Mon 09:00 email out-of-office until=5Fri; 3 Tue 10:00 call voicemail", "active agreed meeting 5 Fri")]
    public void C1_an_agreed_day_is_theirs_and_a_retry_has_its_day(string history, string next) => new Story("gentle", history).Next().ShouldBe(next);

    [Theory]
    [InlineData("1 Mon 09:00 call spoke; 1 Mon 09:30 step next=1Wed say=call", true)]
    [InlineData("1 Mon 09:00 call spoke next=1Wed say=call; 1 Mon 09:30 step next=1Fri say=call", true)]
    [InlineData("1 Mon 09:00 call spoke next=30Wed say=call; 1 Mon 09:30 step next=1Wed say=call", false)]
    [InlineData("1 Mon 09:00 call voicemail; 1 Mon 09:30 step next=1Wed say=call", false)]
    [InlineData("1 Mon 09:00 call spoke open; 1 Mon 09:30 step next=1Wed say=call", false)]
    [InlineData("1 Mon 09:00 call voicemail next=1Wed say=call", false)]
    [InlineData("1 Mon 09:00 call spoke next=1Wed say=call", true)]
    public void C1_a_plan_of_ours_is_not_agreed_with_them(string history, bool agreed) =>
        new Story("balanced", history).FollowUp.AgreedWithThem.ShouldBe(agreed);

    [Theory]
    [InlineData("1 Mon 09:00 call interested", "Interested", "answered note 1 Mon")]
    [InlineData("1 Mon 09:00 call interested next=1Wed say=meeting", "Interested", "answered agreed meeting 1 Wed")]
    [InlineData("1 Mon 09:00 call interested next=1Wed say=call; 1 Wed 09:00 call no-answer; 1 Wed 10:00 call no-answer", "Interested", "answered note 1 Wed")]
    [InlineData("1 Mon 09:00 call interested next=1Wed say=e-mail; 1 Wed 09:00 email sent", "Interested", "answered note 1 Wed")]
    [InlineData("1 Mon 09:00 call interested until=4Mon", "Interested", "answered agreed 4 Mon")]
    [InlineData("1 Mon 09:00 call interested open", "Interested", "answered")]
    [InlineData("1 Mon 09:00 call not-now until=30Mon", "", "active agreed 30 Mon")]
    [InlineData("1 Mon 09:00 call not-now", "", "active agreed 14 Mon")]
    [InlineData("1 Mon 09:00 call not-interested", "NotInterested", "answered")]
    [InlineData("1 Mon 09:00 call not-interested stay=yes", "NotInterested", "answered agreed 27 Wed")]
    [InlineData("1 Mon 09:00 call not-interested stay=3", "NotInterested", "answered agreed 14 Tue")]
    [InlineData("1 Mon 09:00 call not-interested stay=3; 14 Tue 09:00 email sent", "NotInterested", "answered agreed 27 Wed")]
    [InlineData("1 Mon 09:00 call not-interested stay=3; 14 Tue 09:00 call no-answer; 14 Tue 10:00 call no-answer", "NotInterested", "answered agreed 15 Tue")]
    [InlineData("1 Mon 09:00 call not-interested stay=3; 14 Tue 09:00 call spoke open", "NotInterested", "answered agreed 27 Wed")]
    [InlineData("1 Mon 09:00 call not-interested stay=3; 14 Tue 09:00 call spoke next=14Fri say=call", "", "active agreed call 14 Fri")]
    [InlineData("1 Mon 09:00 call wrong-person", "WrongPerson", "answered")]
    [InlineData("1 Mon 09:00 call left-company", "LeftCompany", "answered")]
    [InlineData("1 Mon 09:00 call bought", "Bought", "answered")]
    public void C4_an_answer_either_way(string history, string answer, string next)
    {
        var story = new Story("balanced", history);
        (story.FollowUp.Answer?.ToString() ?? "").ShouldBe(answer);
        story.Next().ShouldBe(next);
    }

    [Theory]
    [InlineData("1 Mon 09:00 call not-interested stay=3", "5 Mon 09:00 email", "hold 14 Tue 00:00 A5")]
    [InlineData("1 Mon 09:00 call not-interested stay=3", "14 Tue 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call not-now until=30Mon", "5 Mon 09:00 email", "hold 30 Mon 00:00 A5")]
    [InlineData("1 Mon 09:00 call spoke until=3Mon", "2 Mon 09:00 email", "hold 3 Mon 00:00 A5")]
    public void C4_their_date_is_kept(string history, string question, string verdict) => new Story("balanced", history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Mon 09:00 email sent; 1 Mon 09:01 email out-of-office until=4Wed", "active cadence email 4 Wed 2/5")]
    [InlineData("1 Mon 09:00 email sent; 1 Mon 09:01 email out-of-office until=4Wed; 1 Tue 09:00 email out-of-office", "active cadence email 4 Wed 2/5")]
    [InlineData("1 Mon 09:00 call spoke next=2Wed say=call time=10:00; 1 Tue 09:01 email out-of-office until=4Wed", "active callback call 4 Wed")]
    [InlineData("1 Mon 09:01 email out-of-office until=4Wed f=2", "active first call 4 Wed 1/5")]
    [InlineData("1 Mon 09:01 email out-of-office until=4Wed f=0", "active first call 4 Wed 1/5")]
    [InlineData("1 Mon 09:00 email sent; 1 Mon 09:01 email out-of-office until=4Wed; 1 Tue 09:00 call spoke open", "active cadence email 1 Wed 1/5")]
    public void C5_away_moves_the_next_step_behind_their_return(string history, string next) =>
        new Story("balanced", "0 Mon 09:00 start balanced cold f=2 matter=other;" + history).Next().ShouldBe(next);

    [Theory]
    [InlineData("ill", 21, "D1")]
    [InlineData("left", 0, "D2")]
    [InlineData("boss-changed", 30, "D3")]
    [InlineData("reorganised", 90, "D4")]
    [InlineData("family", 30, "D5")]
    [InlineData("review", 30, "D6")]
    [InlineData("busy", 30, "D7")]
    [InlineData("silence", 14, "D8")]
    public void D_each_stall_has_its_patience_its_gesture_and_what_not_to_do(string reason, int days, string id)
    {
        var stall = StallReasons.Of(Names.Read<StallReason>(reason));
        stall.PatienceDays.ShouldBe(days);
        stall.Id.ShouldBe(id);
        var told = id is "D1" or "D5" ? "D" : id;
        Etiquette.Reasons.StallId(stall.Reason).ShouldBe(told, "which personal reason it is stays with the owner");
        new[] { stall.Name, stall.Gesture, stall.Avoid }.ShouldAllBe(words => words.Length > 5);
        if (days == 0)
            return;
        var until = Story.Date("1Mon").PlusDays(days);
        var story = new Story("balanced", $"1 Mon 09:00 pause {reason} until={Story.Say(until).Replace(" ", "")}");
        story.Ask("1 Tue 09:00 email").ShouldEndWith($" {told}");
        story.FollowUp.State.ShouldBe(FollowUpState.Paused);
        story.Decision().DueOn.ShouldBe(WorkingDays.Date(WorkingDays.OnOrAfter(WorkingDays.Number(until))));
    }

    [Fact]
    public void D_stall_reasons_cover_every_word_once() =>
        StallReasons.All.Select(s => s.Reason).ShouldBe(Enum.GetValues<StallReason>());

    [Theory]
    [InlineData("1 Mon 09:00 pause ill until=4Mon; 1 Wed 09:00 letter sent", "paused return email 4 Mon 2/5")]
    [InlineData("1 Mon 09:00 pause ill until=4Mon; 4 Mon 09:00 call no-answer", "paused return call 4 Tue 1/5")]
    [InlineData("1 Mon 09:00 pause ill until=4Mon; 4 Mon 09:00 call voicemail", "active agreed email 4 Mon 1/5")]
    [InlineData("1 Mon 09:00 pause ill until=4Mon; 4 Mon 09:00 call voicemail; 4 Mon 20:00 dayover", "active cadence email 4 Thu 2/5")]
    [InlineData("1 Mon 09:00 pause ill until=4Mon; 2 Mon 09:00 email replied note=hi", "active answered email 2 Mon")]
    [InlineData("1 Mon 09:00 pause ill until=4Mon; 2 Mon 09:00 resume", "active first call 0 Mon 1/5")]
    [InlineData("1 Mon 09:00 pause ill until=4Mon; 2 Mon 09:00 pause busy until=2Thu", "paused return call 2 Thu 1/5")]
    [InlineData("1 Mon 09:00 pause ill until=4Sat", "paused return call 5 Mon 1/5")]
    [InlineData("1 Mon 09:00 pause ill until=4Mon; 2 Mon 09:00 call voicemail next=2Fri say=call; 2 Mon 20:00 dayover", "active agreed call 2 Fri 2/5")]
    public void D_a_pause_ends_on_its_day_by_hand_or_by_them_and_not_by_a_card(string history, string next) =>
        new Story("balanced", history).Next().ShouldBe(next);

    [Fact]
    public void Due_days_fall_on_nobody_s_day_off()
    {
        var story = new Story("balanced cold 1Mon") { OwnerDaysOff = new DaysOff(0b1100001, [Story.Date("1Tue")]) };
        story.Next().ShouldBe("active first call 1 Wed 1/5");
        story.Tell("1 Wed 09:00 call not-interested stay=yes");
        story.Next().ShouldBe("answered agreed 27 Fri");
        story = new Story("balanced cold 1Mon", "1 Mon 09:00 call not-now") { OwnerDaysOff = new DaysOff(0b1100001, []) };
        story.Next().ShouldBe("active agreed 14 Tue");
        story = new Story("client-care client 1Mon", "1 Mon 09:00 email sent; 6 Mon 09:00 email sent; 11 Mon 09:00 email sent") { OwnerDaysOff = new DaysOff(0b1100001, []) };
        story.Decision().DueOn.ShouldBe(Story.Date("15Tue"));
    }

    [Fact]
    public void No_way_left_is_a_note_and_a_new_address_opens_it()
    {
        var story = new Story("balanced", "1 Mon 09:00 call wrong-number") { HasEmail = false };
        story.Next().ShouldBe("active note 1 Mon");
        story.Tell("1 Tue 09:00 address call");
        story.Next().ShouldBe("active first call 1 Tue 1/5");
        new Story("balanced", "1 Mon 09:00 stop scope=phone") { HasEmail = false }.Next().ShouldBe("stopped");
    }

    [Fact]
    public void C2_a_touch_told_late_is_placed_where_it_belongs()
    {
        var told = new Story("balanced", "1 Mon 09:00 call voicemail; 2 Mon 09:00 call spoke next=3Mon; 1 Wed 09:00 email sent");
        told.FollowUp.Approaches.ShouldBe(0);
        told.FollowUp.Contacts.ShouldBe(3);
        told.Next().ShouldBe("active agreed 3 Mon");
        new Story("balanced", "1 Mon 09:00 call voicemail; 1 Fri 09:00 call voicemail; 1 Wed 09:00 email sent").FollowUp.Approaches.ShouldBe(3);
    }
}
