using NodaTime;
using Tact.Core.Etiquette;
using Tact.Core.Outbox;
using Tact.Core.Timeline;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>The rules of messages that leave: fields, formatting, pace, and the last look.</summary>
public class OutboxTests
{
    private static readonly Dictionary<string, string?> Known = new() { ["contact.given"] = "Maria", ["contact.company"] = " ", ["me.given"] = "Kim" };

    [Theory]
    [InlineData("Hello {{contact.given}},", "Hello Maria,", "", "")]
    [InlineData("Hello {{ contact.given }}, {{me.given}}", "Hello Maria, Kim", "", "")]
    [InlineData("For {{contact.company}} and {{contact.company}}", "For {{contact.company}} and {{contact.company}}", "contact.company", "")]
    [InlineData("Hi {{contact.givn}},", "Hi {{contact.givn}},", "", "contact.givn")]
    [InlineData("a {{ b", "a {{ b", "", "{{")]
    [InlineData("a {b} }} {c}", "a {b} }} {c}", "", "")]
    [InlineData("{{}} {{contact.given}}", "{{}} Maria", "", "{{")]
    [InlineData("{{contact.\ngiven}}", "{{contact.\ngiven}}", "", "{{")]
    public void B6_a_field_is_filled_or_named(string text, string filled, string missing, string unknown)
    {
        var merged = MergeText.Fill(text, Known);
        Assert.Equal((filled, missing, unknown), (merged.Text, string.Join(',', merged.Missing), string.Join(',', merged.Unknown)));
        Assert.Equal(missing.Length + unknown.Length == 0, merged.IsWhole);
    }

    [Theory]
    [InlineData("{{#if contact.given}}Hello {{contact.given}}{{else}}Good morning{{/if}},", "Hello Maria,", "", "")]
    [InlineData("{{#if contact.company}}At {{contact.company}}{{else}}Good morning{{/if}},", "Good morning,", "", "")]
    [InlineData("a{{#unless contact.company}} no company{{/unless}}", "a no company", "", "")]
    [InlineData("one\n{{#if contact.company}}\nat {{contact.company}}\n{{/if}}\ntwo", "one\ntwo", "", "")]
    [InlineData("one\n  {{#if contact.given}}  \nfor {{contact.given}}\n{{/if}}", "one\nfor Maria\n", "", "")]
    [InlineData("{{#if contact.given}}{{#if contact.company}}x{{else}}y{{/if}}z{{/if}}", "yz", "", "")]
    [InlineData("{{#if contact.company}}{{#if contact.given}}x{{else}}y{{/if}}z{{/if}}", "", "", "")]
    [InlineData("{{#if contact.company}}{{contact.givn}}{{/if}}", "", "contact.givn", "")]
    [InlineData("{{#if contact.givn}}x{{/if}}", "", "contact.givn", "")]
    [InlineData("{{#if contact.given}}x", "x", "", "{{#if contact.given}} is not closed. Write {{/if}} where it ends.")]
    [InlineData("x{{/if}}", "x", "", "{{/if}} has no {{#if …}} before it.")]
    [InlineData("x{{else}}y", "xy", "", "{{else}} has no {{#if …}} before it.")]
    [InlineData("{{#if contact.given}}a{{else}}b{{else}}c{{/if}}", "a", "", "{{else}} has no {{#if …}} before it.")]
    [InlineData("{{#if contact.given}}a{{/unless}}b{{/if}}", "ab", "", "{{/unless}} has no {{#unless …}} before it.")]
    public void B6_a_condition_leaves_out_what_is_not_known(string text, string filled, string unknown, string broken)
    {
        var merged = MergeText.Fill(text, Known);
        Assert.Equal((filled, unknown, broken), (merged.Text, string.Join(',', merged.Unknown), string.Join(' ', merged.Broken)));
        Assert.Empty(merged.Missing);
        Assert.Equal(unknown.Length + broken.Length == 0, merged.IsWhole);
    }

    [Theory]
    [InlineData("Hello,\n\nall plain * and _ and 2 > 1.", false, "")]
    [InlineData("**Good** news", true, "<p><strong>Good</strong> news</p>\n")]
    [InlineData("see [our page](https://house.example/?a=1&b=2) soon", true, "<p>see <a href=\"https://house.example/?a=1&amp;b=2\">our page</a> soon</p>\n")]
    [InlineData("[x](javascript:alert(1)) **a**", true, "<p>[x](javascript:alert(1)) <strong>a</strong></p>\n")]
    [InlineData("<img src=x onerror=alert(1)> **a**", true, "<p>&lt;img src=x onerror=alert(1)&gt; <strong>a</strong></p>\n")]
    [InlineData("[\"><b>](https://x.example/\"onmouseover=1)", false, "")]
    [InlineData("first\n- one\n- **two**\nlast", true, "<p>first</p>\n<ul><li>one</li><li><strong>two</strong></li></ul>\n<p>last</p>\n")]
    [InlineData("1. one\n2. two", true, "<ol><li>one</li><li>two</li></ol>\n")]
    [InlineData("**a**\n\n> theirs\n> more", true, "<p><strong>a</strong></p>\n<blockquote>theirs<br>\nmore</blockquote>\n")]
    public void Simple_formatting_yields_clean_HTML_and_only_when_it_is_used(string text, bool used, string html)
    {
        Assert.Equal(used, SimpleFormat.IsUsed(text));
        if (used)
            Assert.Equal(html, SimpleFormat.ToHtml(text));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("0", 60)]
    [InlineData("30", 30)]
    [InlineData("61", 0)]
    [InlineData("61 100 3599", 1)]
    [InlineData("61 100 3600", 0)]
    [InlineData("4000 5000 6000 7000", 79400)]
    [InlineData("86400 86400 86400 86400", 0)]
    public void A_mailbox_keeps_its_pace(string secondsAgo, int waits)
    {
        var now = Instant.FromUtc(2026, 3, 2, 9, 0);
        var left = secondsAgo.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => now - Duration.FromSeconds(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(now + Duration.FromSeconds(waits), Pace.Next(new Limits(3, 4, Duration.FromMinutes(1)), left, now));
    }

    [Fact]
    public void What_is_not_taken_is_tried_again_for_two_days_and_then_no_more()
    {
        Assert.Equal(Duration.FromMinutes(1), Pace.BeforeTry(1));
        var all = Enumerable.Range(1, 20).Select(Pace.BeforeTry).TakeWhile(pause => pause is not null).Aggregate(Duration.Zero, (sum, pause) => sum + pause!.Value);
        Assert.InRange(all, Duration.FromDays(1.5), Duration.FromDays(2.5));
    }

    public static TheoryData<string, Func<BeforeItLeaves, BeforeItLeaves>, string?> LastLooks => new()
    {
        { "nothing happened", known => known, null },
        { "the writer's own call", known => known with { Since = [Touch(Direction.Out, Outcome.Voicemail, 1)] }, null },
        { "a note and the end of a day", known => known with { Since = [new Noted { Id = 9, At = default, By = 2, Text = "x" }, new DayOver { Id = 10, At = default }] }, null },
        { "they wrote", known => known with { Since = [Touch(Direction.In, Outcome.Replied, 1)] }, "A1" },
        { "they are away", known => known with { Since = [Touch(Direction.In, Outcome.OutOfOffice, null)] }, "A1" },
        { "a colleague called", known => known with { Since = [Touch(Direction.Out, Outcome.NoAnswer, 2)] }, "B3" },
        { "handed over", known => known with { Since = [new HandedOver { Id = 9, At = default, By = 2, OwnerId = 3 }] }, "B3" },
        { "asked for quiet", known => known with { Since = [new QuietAsked { Id = 9, At = default, Until = new LocalDate(2026, 5, 1), Evidence = "x" }] }, "B4" },
        { "mail held", known => known with { HeldMail = true }, "A1" },
        { "paused meanwhile", known => known with { StateThen = FollowUpState.Active, StateNow = FollowUpState.Paused }, "A1" },
        { "an answer to somebody who had answered", known => known with { StateThen = FollowUpState.Answered, StateNow = FollowUpState.Answered }, null },
        { "address gone", known => known with { AddressIsTheirs = false }, "C3" },
        { "mailbox gone", known => known with { MailboxIsThere = false }, "C2" },
        { "person gone", known => known with { ContactIsThere = false }, "B1" },
        { "no e-mail", known => known with { Verdict = new Verdict(VerdictKind.Refuse, null, Rule.StopWhenAsked), Overruled = true }, "B1" },
        { "a gap", known => known with { Verdict = new Verdict(VerdictKind.Hold, default(Instant), Rule.KeepTheGap) }, "B3" },
        { "a gap, overruled", known => known with { Verdict = new Verdict(VerdictKind.Hold, default(Instant), Rule.KeepTheGap), Overruled = true }, null },
        { "their quiet, overruled", known => known with { Verdict = new Verdict(VerdictKind.Hold, default(Instant), Rule.LeaveThemInQuiet), Overruled = true }, "B3" },
    };

    [Theory, MemberData(nameof(LastLooks))]
    public void A1_B1_B3_what_happened_since_the_release_stops_it(string what, Func<BeforeItLeaves, BeforeItLeaves> happened, string? rule)
    {
        var known = happened(new BeforeItLeaves
        {
            ContactIsThere = true, MailboxIsThere = true, AddressIsTheirs = true, HeldMail = false, Writer = 1, StateThen = FollowUpState.Active, StateNow = FollowUpState.Active, Since = [],
            Verdict = new Verdict(VerdictKind.Allow, null, Rule.None), Overruled = false,
        });
        Assert.True(StillRight.WhyNot(known, _ => "Lea", () => []) is var because && because?.Rule == rule, $"{what}: {because}");
    }

    private static Touch Touch(Direction direction, Outcome outcome, long? by) => new() { Id = 9, At = default, By = by, Channel = Channel.Email, Direction = direction, Outcome = outcome };
}
