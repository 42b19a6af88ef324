using Shouldly;
using Tact.Core.Messages;
using Xunit;

namespace Tact.Core.Tests.Messages;

/// <summary>Each rule of the message check speaks in its examples for, and is silent in those against.</summary>
public sealed class RuleTests
{
    public static TheoryData<string, bool, int> Examples()
    {
        var rows = new TheoryData<string, bool, int>();
        foreach (var rule in MessageRules.All)
        {
            for (var i = 0; i < rule.Speaks.Count; i++)
                rows.Add(rule.Id, true, i);
            for (var i = 0; i < rule.Silent.Count; i++)
                rows.Add(rule.Id, false, i);
        }

        return rows;
    }

    [Theory, MemberData(nameof(Examples))]
    public void Rules_keep_to_their_examples(string id, bool speaks, int number)
    {
        var rule = MessageRules.ById[id];
        var example = (speaks ? rule.Speaks : rule.Silent)[number];
        var (draft, receiver) = RuleExamples.Of(example);
        var findings = MessageCheck.Look(draft, receiver, Tuning.None);
        var told = string.Join("; ", findings.Findings.Select(one => $"{one.Rule} \"{one.Text}\""));
        findings.Findings.Any(one => one.Rule == id).ShouldBe(speaks, $"{example.Text}\n→ {told}");
        if (!speaks)
            findings.Verdict.ShouldNotBe(MessageVerdict.Annoying, $"{example.Text}\n→ {told}");
    }

    [Theory]
    [InlineData("Yes, gladly. What would you like to know?", InThread.Reply, false)]
    [InlineData("Of course. Would Thursday at ten suit you?", InThread.Reply, false)]
    [InlineData("Just checking in. Any news?", InThread.Reply, true)]
    [InlineData("Would you have time for a quick call this week?", InThread.New, true)]
    public void B5_an_answer_to_them_needs_no_gift_but_chasing_in_their_thread_does(string text, InThread thread, bool empty) =>
        MessageCheck.Look(new Draft { Kind = MessageKind.Email, Text = $"Hi Dana,\n\n{text}\n\nKim", Thread = thread, OwnNames = ["Kim"] }, null, Tuning.None).Findings.Any(one => one.Rule == "no_new_value").ShouldBe(empty, text);

    [Fact]
    public void Each_rule_has_examples_for_and_against_and_a_METHOD_id()
    {
        foreach (var rule in MessageRules.All)
        {
            rule.Speaks.Count.ShouldBeGreaterThanOrEqualTo(2, rule.Id);
            rule.Silent.Count.ShouldBeGreaterThanOrEqualTo(2, rule.Id);
            rule.Method.ShouldNotBeEmpty();
        }
    }
}
