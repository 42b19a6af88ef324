using NodaTime;
using Shouldly;
using Tact.Core.Etiquette;
using Xunit;
using Case = Tact.Core.Etiquette.Case;

namespace Tact.Core.Tests;

/// <summary>What a verdict promises: its instant is the first at which the contact is allowed.</summary>
public class JudgeTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>Held until T means: allowed at T, and held a minute before.</summary>
    internal static void CheckUntil(Case c, Channel channel, Instant at)
    {
        var verdict = Judge.Of(c, channel, at);
        switch (verdict.Kind)
        {
            case VerdictKind.Allow:
                verdict.Until.ShouldBeNull();
                verdict.Rules.ShouldBe(Rule.None);
                break;
            case VerdictKind.Refuse:
                verdict.Until.ShouldBeNull();
                verdict.Rules.ShouldNotBe(Rule.None);
                break;
            default:
                var until = verdict.Until!.Value;
                until.ShouldBeGreaterThan(at);
                verdict.Rules.ShouldNotBe(Rule.None);
                Judge.Of(c, channel, until).Kind.ShouldBe(VerdictKind.Allow, $"at {until}");
                if (until - Minute >= at)
                    Judge.Of(c, channel, until - Minute).Kind.ShouldBe(VerdictKind.Hold, $"a minute before {until}");
                break;
        }
    }

    /// <summary>A rest or gap does not skip over the day on which they expect us.</summary>
    [Theory]
    [InlineData("1 Mon 09:00 email sent; 1 Tue 09:00 call callback next=2Thu time=11:00 say=call; 1 Wed 09:00 email sent", "1 Thu 09:00 call", "hold 2 Thu 10:30 A5 B3")]
    [InlineData("1 Mon 09:00 email sent; 2 Mon 09:00 email sent; 3 Mon 09:00 email sent; 5 Mon 09:00 email sent promise=6Thu do=call", "5 Tue 09:00 call", "hold 6 Thu 08:00 A6 A2 B3")]
    [InlineData("1 Mon 09:00 call spoke promise=1Thu do=send; 1 Mon 10:00 call asked-for-quiet until=3Mon", "1 Tue 09:00 email", "hold 3 Mon 00:00 B4")]
    public void Until_is_the_first_instant_even_when_they_expect_us_earlier(string history, string question, string verdict) =>
        new Story("gentle", history).Ask(question).ShouldBe(verdict);

    [Theory]
    [InlineData("1 Mon 09:00 email sent; 1 Wed 09:00 email sent", "1 Thu 19:00 call", "hold 2 Mon 08:00 B2 B3")]
    [InlineData("1 Mon 09:00 email opt-out scope=email; 1 Mon 10:00 pause ill until=3Mon", "1 Tue 09:00 email", "refuse B1 D")]
    [InlineData("1 Mon 09:00 prefer by=call; 1 Mon 10:00 pause ill until=3Mon", "1 Tue 09:00 email", "refuse B2 D")]
    public void The_strictest_rule_wins_and_all_that_spoke_are_named(string history, string question, string verdict) =>
        new Story("balanced", history).Ask(question).ShouldBe(verdict);

    [Fact]
    public void Judging_a_person_who_is_not_followed_up_keeps_the_person_s_rules()
    {
        var story = new Story("balanced", "1 Mon 09:00 email sent; 1 Mon 10:00 stop scope=phone");
        var c = Case.Of(story.Person, null, story.Around, PolicyFiles.Presets["balanced"]);
        Judge.Of(c, Channel.Call, story.At("1Tue", "09:00")).Kind.ShouldBe(VerdictKind.Refuse);
        Judge.Of(c, Channel.Email, story.At("1Tue", "09:00")).Until.ShouldBe(story.At("1Wed", "00:00"));
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        var story = new Story("gentle", "1 Mon 09:00 email sent promise=3Mon; 1 Mon 10:00 call no-answer; 1 Tue 09:00 prefer from=10 to=12");
        var c = story.CaseOf(story.Person);
        var at = story.At("1Wed", "09:00");
        for (var i = 0; i < 200; i++)
            Judge.Of(c, Channel.Call, at);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Judge.Of(c, Channel.Call, at + Duration.FromHours(i));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000 * 8);
    }

    [Fact]
    public void Every_rule_that_spoke_has_words()
    {
        var told = new HashSet<Rule>();
        foreach (var (start, history, question) in new[]
        {
            ("balanced", "1 Mon 09:00 call opt-out", "1 Tue 09:00 call"), ("balanced", "1 Mon 09:00 call not-interested", "1 Tue 09:00 call"),
            ("balanced", "1 Mon 09:00 call asked-for-quiet", "1 Tue 09:00 call"), ("balanced", "1 Mon 09:00 prefer by=email every=30 from=10", "1 Tue 09:00 call"),
            ("balanced", "1 Mon 09:00 email sent; 1 Mon 09:00 prefer every=30", "1 Tue 09:00 call"), ("balanced", "1 Mon 09:00 pause family until=9Mon", "1 Tue 09:00 call"),
            ("balanced", "1 Mon 09:00 call will-call", "1 Tue 09:00 call"), ("balanced", "1 Mon 09:00 call spoke until=3Mon", "1 Tue 09:00 call"),
            ("balanced", "1 Mon 09:00 call callback next=1Tue time=15:00 say=call", "1 Tue 09:00 call"), ("balanced", "1 Mon 09:00 email out-of-office until=3Mon", "1 Tue 09:00 call"),
            ("balanced", "1 Mon 09:00 email sent promise=2Mon", "1 Tue 09:00 call"), ("gentle", "1 Mon 09:00 email sent; 2 Mon 09:00 email sent; 3 Mon 09:00 email sent; 5 Mon 09:00 email sent", "5 Tue 09:00 call"),
            ("gentle", "1 Mon 09:00 email sent; 2 Mon 09:00 email sent; 3 Mon 09:00 email sent", "4 Mon 09:00 call"), ("gentle", "1 Mon 09:00 call no-answer", "1 Mon 09:30 call"),
            ("client-care client", "1 Mon 09:00 email sent; 6 Mon 09:00 email sent; 11 Mon 09:00 email sent", "12 Mon 09:00 call"), ("balanced", "", "1 Sun 09:00 call"), ("balanced", "", "1 Sun 09:00 email"),
        })
        {
            var story = new Story(start, history);
            var words = question.Split(' ');
            var at = story.At(words[0] + words[1], words[2]);
            var c = story.CaseOf(story.Person);
            var channel = Names.Read<Channel>(words[3]);
            var verdict = Judge.Of(c, channel, at);
            verdict.Kind.ShouldNotBe(VerdictKind.Allow, $"{history}: {question}");
            Reasons.Of(c, verdict, channel, at).ShouldAllBe(r => r.Text.Length > 10 && (r.Rule.Length >= 2 || r.Rule == "D") && !r.Text.Contains('!'));
            foreach (var rule in Enum.GetValues<Rule>().Where(r => r != Rule.None && verdict.Rules.HasFlag(r)))
                told.Add(rule);
        }

        told.Count.ShouldBeGreaterThanOrEqualTo(12);
    }

    [Theory]
    [InlineData("1 Mon 09:00 email replied", "1 Tue 09:00 email", "A1")]
    [InlineData("1 Mon 09:00 call callback next=1Tue say=call", "1 Tue 09:00 call", "C1")]
    [InlineData("1 Mon 09:00 call callback next=1Tue say=call; 1 Tue 09:00 call no-answer", "1 Tue 10:00 call", "C1")]
    [InlineData("1 Mon 09:00 call voicemail promise=1Tue", "1 Tue 09:00 call", "A6")]
    [InlineData("", "1 Tue 09:00 call", "A2")]
    public void An_allowed_contact_says_why(string history, string question, string rule)
    {
        var story = new Story("gentle", history);
        var words = question.Split(' ');
        var at = story.At(words[0] + words[1], words[2]);
        var c = story.CaseOf(story.Person);
        Reasons.Of(c, Judge.Of(c, Names.Read<Channel>(words[3]), at), Names.Read<Channel>(words[3]), at)[0].Rule.ShouldBe(rule);
    }
}
