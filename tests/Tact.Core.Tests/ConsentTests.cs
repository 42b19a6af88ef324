using NodaTime;
using Shouldly;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.Law;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>METHOD B2 and the law: consent to e-mail and calls, rest after a no, do-not-call lists. Week 1 begins on Monday 2 March 2026.</summary>
public class ConsentTests
{
    // what EVIDENCE says of each country: at a company, as a sole trader, as a consumer
    [Theory]
    [InlineData("DE", "consent consent consent")]
    [InlineData("DK", "consent consent consent")]
    [InlineData("IT", "consent consent consent")]
    [InlineData("BE", "consent consent consent")]
    [InlineData("FR", "opt-out opt-out consent")]
    [InlineData("FI", "opt-out consent consent")]
    [InlineData("IE", "opt-out consent consent")]
    [InlineData("GB", "opt-out consent consent")]
    [InlineData("CA", "consent consent consent")]
    [InlineData("US", "opt-out opt-out opt-out")]
    public void B2_Each_country_asks_for_its_own(string country, string regimes)
    {
        var law = PolicyFiles.EmailLaws.Values.Single(l => l.Country == country);
        string.Join(' ', Enum.GetValues<Standing>().Select(standing => Names.Of(law.For(standing)))).ShouldBe(regimes);
        foreach (var standing in Enum.GetValues<Standing>())
            Told(country, standing).Ask("1 Mon 10:00 email").ShouldBe(law.For(standing) == Regime.Consent ? $"refuse law:{law.Id}" : "allow");
    }

    [Theory]
    [InlineData("DE", "1 Tue 10:00 consent email express", "1 Wed 10:00 email", "allow")]
    [InlineData("DE", "1 Tue 10:00 consent email express until=1Thu", "1 Thu 10:00 email", "allow")]
    [InlineData("DE", "1 Tue 10:00 consent email express until=1Thu", "1 Fri 10:00 email", "refuse law:de-email")]
    [InlineData("DE", "1 Tue 10:00 consent call express", "1 Wed 10:00 email", "refuse law:de-email")]
    [InlineData("DE", "1 Tue 10:00 consent email enquiry", "1 Wed 10:00 email", "refuse law:de-email")]
    [InlineData("DE", "1 Tue 10:00 consent email customer", "1 Wed 10:00 email", "allow")]
    [InlineData("DE", "1 Tue 10:00 consent email express; 1 Wed 10:00 withdraw email", "1 Thu 10:00 email", "refuse B2")]
    [InlineData("DE", "1 Tue 10:00 consent email express; 1 Wed 10:00 withdraw email; 1 Thu 10:00 consent email express", "1 Fri 10:00 email", "allow")]
    [InlineData("DE", "1 Tue 10:00 prefer by=email", "1 Wed 10:00 email", "allow")]
    [InlineData("US", "1 Wed 10:00 withdraw email", "1 Thu 10:00 email", "refuse B2")]
    [InlineData("US", "1 Wed 10:00 withdraw call", "1 Thu 10:00 email", "allow")]
    [InlineData("US", "1 Wed 10:00 withdraw call", "1 Thu 10:00 call", "refuse B2")]
    [InlineData("DE", "1 Tue 10:00 email in replied", "1 Wed 10:00 email", "allow")] // answering them is no advertising
    [InlineData("DE", "1 Tue 10:00 call bought", "30 Mon 10:00 email", "allow")]
    [InlineData("IE", "1 Tue 10:00 call bought", "52 Fri 10:00 email", "allow")]
    [InlineData("DE", "", "1 Wed 10:00 letter", "allow")]
    [InlineData("DE", "", "1 Wed 10:00 call", "allow")]
    [InlineData("DE", "", "1 Wed 10:00 message", "refuse law:de-email")]
    public void B2_Consent_is_recorded_ends_and_is_withdrawn(string country, string history, string question, string verdict) => Told(country, Standing.Consumer, history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Tue 10:00 call bought", "2028-03-03 email", "allow")]
    [InlineData("1 Tue 10:00 call bought", "2028-03-06 email", "refuse law:ca-casl")] // the 4th and 5th are a weekend
    [InlineData("1 Tue 10:00 start balanced enquiry f=2", "2026-09-03 email", "allow")]
    [InlineData("1 Tue 10:00 start balanced enquiry f=2", "2026-09-04 email", "refuse law:ca-casl")]
    [InlineData("1 Tue 10:00 start balanced referral f=2", "2026-03-04 email", "allow")]
    [InlineData("1 Tue 10:00 start balanced referral f=2; 1 Wed 10:00 email sent f=2", "2026-03-20 email", "refuse law:ca-casl")]
    [InlineData("1 Tue 10:00 consent email customer", "2028-03-06 email", "refuse law:ca-casl")]
    [InlineData("1 Tue 10:00 consent email express", "2030-03-06 email", "allow")]
    public void B2_Canada_takes_purchases_enquiries_and_one_message_after_a_referral(string history, string question, string verdict)
    {
        var story = Told("CA", Standing.Company, history);
        var words = question.Split(' ');
        var at = story.Zone.AtLeniently(Story.Date(words[0]).At(new LocalTime(10, 0))).ToInstant();
        var c = story.CaseOf(story.Person);
        story.Say(Judge.Of(c, Channel.Email, at), c, Channel.Email, at).ShouldBe(verdict);
    }

    [Fact]
    public void B2_Nobody_is_in_limbo_because_of_the_law()
    {
        // the first step of the cold cadence is a call, the second an e-mail
        var german = Told("DE", Standing.Company, "1 Mon 10:00 call voicemail");
        german.Decision().Channel.ShouldBe(Channel.Call);
        Told("US", Standing.Company, "1 Mon 10:00 call voicemail").Decision().Channel.ShouldBe(Channel.Email);
        var listed = Told("GB", Standing.Consumer);
        listed.Listed.Add(new Listed("gb-tps", Story.Day("1Mon"), "phone"));
        listed.Decision().Channel.ShouldBe(Channel.Letter);
        listed.Decision().DueOn.ShouldNotBeNull();
    }

    // what they asked for by a way is no longer asked for by it; what they ask for later is
    [Theory]
    [InlineData("1 Mon 10:00 call callback next=1Wed say=call; 1 Tue 10:00 withdraw call", "active agreed 1 Wed", "1 Wed 10:00 call", "refuse B2")]
    [InlineData("1 Mon 10:00 call callback next=1Wed say=call time=15:00; 1 Tue 10:00 withdraw call", "active agreed 1 Wed", "1 Wed 15:00 call", "refuse B2")]
    [InlineData("1 Mon 10:00 call callback next=1Wed; 1 Tue 10:00 withdraw call", "active agreed 1 Wed", "1 Wed 10:00 call", "refuse B2")]
    [InlineData("1 Mon 10:00 call spoke next=1Wed; 1 Tue 10:00 withdraw call", "active agreed 1 Wed", "1 Wed 10:00 call", "refuse B2")]
    [InlineData("1 Mon 10:00 call callback next=1Wed say=call; 1 Tue 10:00 withdraw call", "active agreed 1 Wed", "1 Wed 10:00 message", "refuse B2")]
    [InlineData("1 Mon 10:00 call spoke next=1Wed; 1 Tue 10:00 withdraw call", "active agreed 1 Wed", "1 Wed 10:00 email", "allow")]
    [InlineData("1 Mon 10:00 call callback next=1Wed say=call; 1 Tue 10:00 withdraw email", "active callback call 1 Wed", "1 Wed 10:00 call", "allow")]
    [InlineData("1 Mon 10:00 call callback next=1Wed say=call; 1 Tue 10:00 withdraw call; 1 Tue 11:00 consent call express", "active agreed 1 Wed", "1 Wed 10:00 call", "allow")]
    [InlineData("1 Mon 10:00 withdraw call; 1 Tue 10:00 call callback next=1Wed say=call", "active callback call 1 Wed", "1 Wed 10:00 call", "allow")]
    [InlineData("1 Mon 10:00 call spoke; 1 Mon 11:00 withdraw call; 1 Mon 12:00 step next=1Wed say=call", "active agreed 1 Wed", "1 Wed 10:00 call", "refuse B2")]
    [InlineData("1 Mon 10:00 call callback next=1Wed say=call; 1 Mon 11:00 withdraw call; 1 Mon 12:00 step next=1Thu say=call", "active agreed 1 Thu", "1 Thu 10:00 call", "refuse B2")]
    [InlineData("1 Mon 10:00 call spoke next=1Wed say=e-mail; 1 Tue 10:00 withdraw email", "active agreed 1 Wed", "1 Wed 10:00 email", "refuse B2")]
    [InlineData("1 Mon 10:00 in call voicemail note=hello; 1 Mon 11:00 withdraw call", "active answered 1 Mon", "1 Mon 12:00 call", "refuse B2")]
    [InlineData("1 Mon 10:00 in call voicemail note=hello; 1 Mon 11:00 withdraw call", "active answered 1 Mon", "1 Mon 12:00 email", "allow")]
    [InlineData("1 Mon 10:00 withdraw call; 1 Mon 11:00 in call voicemail note=hello", "active answered call 1 Mon", "1 Mon 12:00 call", "allow")]
    public void B2_What_was_agreed_does_not_outlive_the_consent_to_its_channel(string history, string next, string question, string verdict)
    {
        var story = Told("US", Standing.Company, history);
        story.Next().ShouldBe(next);
        story.Ask(question).ShouldBe(verdict);
    }

    [Fact]
    public void B2_Tries_to_answer_an_enquiry_end_with_the_consent_to_their_channel()
    {
        var story = new Story("balanced enquiry 1Mon", "1 Mon 10:00 call no-answer; 1 Mon 11:00 withdraw call");
        story.Ask("1 Tue 10:00 call").ShouldBe("refuse B2");
        story.Ask("1 Tue 10:00 email").ShouldBe("allow");
    }

    [Fact]
    public void B2_A_step_takes_another_way_when_the_consent_ends_before_it_is_due()
    {
        var story = Told("DE", Standing.Company, "0 Mon 11:00 consent email express until=1Tue; 1 Mon 10:00 call voicemail; 1 Mon 20:00 dayover");
        story.Decision().DueOn!.Value.ShouldBeGreaterThan(Story.Date("1Tue"));
        story.Decision().Channel.ShouldBe(Channel.Call);
    }

    [Fact]
    public void B2_A_step_takes_another_way_when_the_consent_ends_while_the_owner_is_away()
    {
        var story = new Story("balanced talked", "0 Mon 10:00 consent email express until=1Tue; 1 Mon 10:00 call spoke open") { Laws = TheirLaws.For(new Place("DE", null), null, Standing.Company) };
        story.Next().ShouldBe("active cadence email 1 Tue 1/5");
        story.OwnerDaysOff = new DaysOff(0b1100000, [Story.Date("1Tue")]);
        story.Next().ShouldBe("active cadence call 1 Wed 1/5");
    }

    [Fact]
    public void B1_A_no_to_email_is_kept_where_calls_need_consent()
    {
        // from 11 August a call needs consent, and the step would be an e-mail
        Told("FR", Standing.Consumer, "0 Mon 10:00 email opt-out scope=email; 25 Mon 10:00 call voicemail").Decision().Channel.ShouldBe(Channel.Letter);
        Told("FR", Standing.Company, "0 Mon 10:00 email opt-out scope=email; 25 Mon 10:00 call voicemail").Decision().Channel.ShouldBe(Channel.Call);
    }

    [Fact]
    public void B2_A_step_takes_another_way_when_its_first_free_day_comes_after_the_last_lawful_one()
    {
        // planned for March, held by what another colleague did, until calls need consent
        var story = Told("FR", Standing.Consumer, "0 Mon 10:00 start balanced cold f=2 matter=other; 0 Mon 10:00 consent email express; 23 Thu 10:00 email sent f=2; 23 Fri 10:00 email sent f=2");
        story.Decision().DueOn!.Value.ShouldBeGreaterThan(Story.Date("2026-08-10"));
        story.Decision().Channel.ShouldBe(Channel.Email);
    }

    [Fact]
    public void B2_Who_withdraws_consent_no_longer_wishes_for_the_channel()
    {
        var story = Told("DE", Standing.Company, "0 Mon 10:00 prefer by=email; 0 Tue 10:00 withdraw email");
        story.Person.Preference!.Channel.ShouldBeNull();
        story.Ask("1 Mon 10:00 email").ShouldBe("refuse B2");
        story.Decision().Channel.ShouldBe(Channel.Call);
        Told("DE", Standing.Company, "0 Mon 10:00 prefer by=call; 0 Tue 10:00 withdraw email").Person.Preference!.Channel.ShouldBe(Channel.Call);
    }

    [Theory]
    [InlineData("2026-08-10", "", "allow")]
    [InlineData("2026-08-11", "", "refuse law:fr-consumers")]
    [InlineData("2026-08-11", "1 Mon 10:00 consent call express", "allow")]
    [InlineData("2026-08-11", "1 Mon 10:00 consent call contract", "allow")]
    [InlineData("2026-08-11", "1 Mon 10:00 consent call contract until=2026-08-10", "refuse law:fr-consumers")]
    [InlineData("2026-08-11", "1 Mon 10:00 consent call customer", "refuse law:fr-consumers")]
    [InlineData("2026-08-11", "1 Mon 10:00 consent email express", "refuse law:fr-consumers")]
    public void France_wants_prior_consent_to_call_consumers_from_11_August_2026(string day, string history, string verdict)
    {
        var story = Told("FR", Standing.Consumer, history);
        var at = story.At(day, "11:00");
        var c = story.CaseOf(story.Person);
        story.Say(Judge.Of(c, Channel.Call, at), c, Channel.Call, at).ShouldBe(verdict);
        Told("FR", Standing.Company, history).Ask("1 Mon 11:00 call").ShouldBe("allow");
    }

    [Fact]
    public void France_leaves_a_consumer_alone_for_sixty_days_after_a_no()
    {
        var story = Told("FR", Standing.Consumer, "1 Mon 10:00 call hung-up; 1 Mon 10:05 start balanced cold f=2 matter=other");
        story.Ask("9 Thu 11:00 call", 2).ShouldBe("hold 9 Fri 08:00 law:fr-consumers"); // 2 March and sixty days: 1 May
        story.Ask("9 Fri 11:00 call", 2).ShouldBe("allow");
        Told("FR", Standing.Company, "1 Mon 10:00 call hung-up; 1 Mon 10:05 start balanced cold f=2 matter=other").Ask("2 Thu 11:00 call", 2).ShouldBe("allow");
    }

    [Theory]
    [InlineData("gb-tps", "GB", Standing.Consumer, "", "refuse law:gb-tps")]
    [InlineData("gb-ctps", "GB", Standing.Company, "", "refuse law:gb-ctps")]
    [InlineData("us-dnc", "US", Standing.Consumer, "", "refuse law:us-dnc")]
    [InlineData("us-dnc", "US", Standing.Company, "", "allow")]
    [InlineData("us-dnc", "US", Standing.Consumer, "0 Mon 10:00 call bought", "allow")]
    [InlineData("gb-tps", "GB", Standing.Consumer, "0 Mon 10:00 call bought", "refuse law:gb-tps")]
    [InlineData("gb-tps", "GB", Standing.Consumer, "0 Mon 10:00 consent call express", "allow")]
    [InlineData("gb-tps", "FR", Standing.Company, "", "allow")]
    [InlineData("ours", "FR", Standing.Company, "", "refuse B1")]
    public void Nobody_on_a_list_that_holds_for_them_is_called_unasked(string list, string country, Standing standing, string history, string verdict)
    {
        var story = Told(country, standing, history);
        story.Listed.Add(new Listed(list, Story.Day("1Mon"), "phone"));
        story.Ask("40 Wed 11:00 call").ShouldBe(verdict);
        story.Ask("1 Wed 11:00 letter").ShouldBe("allow");
    }

    [Theory]
    [InlineData("gb-tps", "GB", 28)]
    [InlineData("gb-ctps", "GB", 28)]
    [InlineData("us-dnc", "US", 31)]
    public void A_list_that_is_too_old_refuses_and_one_that_was_never_there_is_told(string id, string country, int days)
    {
        var list = PolicyFiles.Lists[id];
        list.Days.ShouldBe(days);
        var last = WorkingDays.Date(Story.Day("1Mon") + days);
        var story = Told(country, Standing.Consumer, "0 Mon 08:00 prefer on=Mon,Tue,Wed,Thu,Fri,Sat,Sun");
        story.Screened.Add(new Screened(list, Story.Day("1Mon")));
        Ask(last).ShouldBe("allow");
        Ask(last.PlusDays(1)).ShouldBe($"refuse law:{id}");
        // what is decided and kept does not grow old
        story.Screened.Clear();
        Ask(last.PlusDays(1)).ShouldBe("allow");

        story.Screened.Add(new Screened(list, -1));
        var c = story.CaseOf(story.Person);
        var at = story.At("1Wed", "11:00");
        var verdict = Judge.Of(c, Channel.Call, at);
        verdict.Kind.ShouldBe(VerdictKind.Allow);
        Reasons.Of(c, verdict, Channel.Call, at)[0].Text.ShouldContain("has not been screened");
        story.ScreenAlways = true;
        Ask(Story.Date("1Wed")).ShouldBe($"refuse law:{id}");
        story.Tell("1 Tue 10:00 consent call express");
        Ask(Story.Date("1Wed")).ShouldBe("allow");

        string Ask(LocalDate day)
        {
            var then = story.Zone.AtLeniently(day.At(new LocalTime(11, 0))).ToInstant();
            var laid = story.CaseOf(story.Person);
            return story.Say(Judge.Of(laid, Channel.Call, then), laid, Channel.Call, then);
        }
    }

    [Fact]
    public void B10_Consent_and_lists_are_never_overruled()
    {
        (Judge.Consent & (Rule.AskFirst | Rule.SpareTheListed | Rule.ScreenFirst)).ShouldBe(Rule.AskFirst | Rule.SpareTheListed | Rule.ScreenFirst);
    }

    [Fact]
    public void Where_address_and_number_are_in_two_countries_the_laws_of_both_speak_on_calls()
    {
        var story = Told("US", Standing.Company);
        story.Laws = TheirLaws.For(new Place("US", null), new Place("DE", null), Standing.Company);
        story.Ask("1 Mon 10:00 email").ShouldBe("allow"); // a number tells nothing about an inbox
        story.Laws = TheirLaws.For(new Place("GB", null), new Place("FR", null), Standing.Consumer);
        story.Screened.Add(new Screened(PolicyFiles.Lists["gb-tps"], Story.Day("-9Mon")));
        story.Ask("25 Mon 11:00 call").ShouldBe("refuse law:fr-consumers law:gb-tps");
    }

    [Fact]
    public void Every_law_names_its_sources_and_is_no_advice()
    {
        foreach (var (sources, note) in PolicyFiles.EmailLaws.Values.Select(law => (law.Sources, law.Note)).Concat(PolicyFiles.Lists.Values.Select(list => (list.Sources, list.Note))))
        {
            sources.ShouldNotBeEmpty();
            note.ShouldContain("not legal advice");
        }
    }

    private static Story Told(string country, Standing standing, string history = "") => new("balanced", history) { Laws = TheirLaws.For(new Place(country, null), null, standing) };
}
