using System.Reflection;
using System.Text.RegularExpressions;
using Shouldly;
using Tact.Core.FollowUps;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>Every rule of METHOD's A, B, C and D that concerns a decision has its table of cases here: a test named by its id, or a case whose words name it.</summary>
public class EveryRuleTests
{
    /// <summary>The ids. B6, B7 and B9 are about the words of a message, not about whether, when and how.</summary>
    public static TheoryData<string> Ids =>
    [
        "A1", "A2", "A3", "A4", "A5", "A6", "A7", "B1", "B2", "B3", "B4", "B5", "B8a", "B8b", "B10", "C1", "C2", "C3", "C4", "C5", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9",
    ];

    [Theory, MemberData(nameof(Ids))]
    public void Every_rule_that_concerns_a_decision_has_cases(string id) => Cases(id).ShouldNotBeEmpty();

    [Fact]
    public void An_id_that_is_none_has_no_cases() => Cases("B11").ShouldBeEmpty();

    private static List<string> Cases(string id) =>
    [
        .. from type in typeof(EveryRuleTests).Assembly.GetTypes()
           from test in type.GetMethods()
           where test.GetCustomAttributes().OfType<FactAttribute>().Any()
           where test.Name.Split('_').TakeWhile(word => Id.IsMatch(word)).Contains(id) || test.GetCustomAttributes<InlineDataAttribute>().Any(row => row.Data.OfType<string>().Any(text => text.Split(' ').Contains(id)))
           select $"{type.Name}.{test.Name}",
    ];

    private static readonly Regex Id = new("^[A-D][0-9]+[ab]?$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("balanced", "", false, "nothing")]
    [InlineData("balanced", "1 Mon 09:00 call voicemail; 1 Mon 20:00 dayover", true, "")]
    [InlineData("gentle", "", true, "")]
    [InlineData("client-care", "", true, "")]
    [InlineData("until-they-respond", "", true, "")]
    [InlineData("determined", "", false, "nothing")]
    [InlineData("determined", "1 Mon 09:00 call voicemail; 1 Mon 20:00 dayover", true, "")]
    public void B5_something_for_them_is_asked_for_as_the_preset_says(string preset, string history, bool asks, string offer)
    {
        var story = new Story(preset, history);
        var at = story.At("9Wed", "10:00");
        var c = story.CaseOf(story.Person);
        var verdict = Etiquette.Judge.Of(c, Channel.Email, at);
        Etiquette.Reasons.Of(c, verdict, Channel.Email, at).Any(reason => reason.Rule == "B5").ShouldBe(asks);
        if (offer.Length == 0)
            story.Decision().Offer.ShouldNotBeNullOrEmpty();
    }

    // a dead number or address is struck and another way is taken; without one, the next step is to find it
    [Theory]
    [InlineData("1 Mon 09:00 call dead-number", true, "active first email 1 Tue 1/5", "1 Tue 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call dead-number", false, "active note 1 Mon", "1 Tue 09:00 letter", "allow")]
    [InlineData("1 Mon 09:00 call dead-number; 1 Tue 09:00 address call", false, "active first call 1 Tue 1/5", "1 Tue 09:00 call", "allow")]
    public void C3_a_dead_address_is_no_way_to_reach_them(string history, bool hasEmail, string next, string question, string verdict)
    {
        var story = new Story("balanced", history) { HasEmail = hasEmail };
        story.Next().ShouldBe(next);
        story.Ask(question).ShouldBe(verdict);
    }

    // it does not fit now: a good impression, and in touch if they allow it
    [Theory]
    [InlineData("1 Mon 09:00 call not-interested", "answered", "30 Mon 09:00 email", "refuse B1")]
    [InlineData("1 Mon 09:00 call not-interested stay=6", "answered agreed 27 Wed", "27 Wed 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call not-now until=30Mon", "active agreed 30 Mon", "30 Mon 09:00 email", "allow")]
    [InlineData("1 Mon 09:00 call will-call until=9Mon", "will-call return 9 Mon 1/5", "5 Mon 09:00 email", "hold 9 Mon 00:00 A5")]
    public void D9_fit_and_timing_decide(string history, string next, string question, string verdict)
    {
        var story = new Story("balanced", history);
        story.Next().ShouldBe(next);
        story.Ask(question).ShouldBe(verdict);
        story.FollowUp.State.ShouldNotBe(FollowUpState.Stopped);
    }
}
