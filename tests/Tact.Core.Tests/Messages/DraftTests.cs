using Shouldly;
using Tact.Core.Messages;
using Xunit;

namespace Tact.Core.Tests.Messages;

/// <summary>The labelled drafts: those that are good stay free of "would annoy", those that are bad are caught for the right reason.</summary>
public sealed class DraftTests
{
    private static readonly Dictionary<string, LabelledDraft> Ours = LabelledDraft.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Messages", "drafts.json"))).ToDictionary(draft => draft.Id);

    public static TheoryData<string> Ids() => [.. Ours.Keys.Order()];

    [Theory, MemberData(nameof(Ids))]
    public void B9_a_draft_is_judged_as_labelled(string id)
    {
        var found = Ours[id].Look(Tuning.None);
        string.Join("; ", Ours[id].Wrong(found)).ShouldBe("", $"{id}: {string.Join("; ", found.Findings.Select(one => $"{one.Rule} \"{one.Text}\""))}");
    }

    [Fact]
    public void There_are_enough_of_each()
    {
        Ours.Count.ShouldBeGreaterThanOrEqualTo(150);
        Ours.Values.Count(draft => draft.Verdict == "good").ShouldBeInRange(Ours.Count * 4 / 10, Ours.Count * 6 / 10);
        Ours.Values.Count(draft => draft.Held == "yes").ShouldBeGreaterThanOrEqualTo(50);
    }
}
