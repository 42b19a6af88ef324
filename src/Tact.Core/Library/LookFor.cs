using Tact.Core.FollowUps;

namespace Tact.Core.Library;

/// <summary>When nothing in the library fits somebody: what to look for, from what is known of them (METHOD A7).</summary>
internal static class LookFor
{
    private const int Most = 3;

    public static IReadOnlyList<string> Of(Receiver them)
    {
        var ideas = new List<string>();
        if (them.Stall is { } stall)
        {
            var reason = StallReasons.Of(stall);
            ideas.Add($"{reason.Gesture} ({reason.Id})");
            if (stall is StallReason.Ill or StallReason.Family or StallReason.Left)
                return ideas;
        }

        if (!string.IsNullOrWhiteSpace(them.LastWords))
            ideas.Add($"An answer to their own words: “{SuggestAssets.Short(them.LastWords)}”");
        if (!string.IsNullOrWhiteSpace(them.Industry))
            ideas.Add($"How somebody else in {SuggestAssets.Short(them.Industry)} did it{(string.IsNullOrWhiteSpace(them.Matter) ? "" : $", best about “{SuggestAssets.Short(them.Matter)}”")}.");
        if (!string.IsNullOrWhiteSpace(them.Role))
            ideas.Add($"Something a {SuggestAssets.Short(them.Role)} can use at once: a checklist, a figure, somebody worth knowing.");
        if (ideas.Count == 0)
            ideas.Add("Nothing on record says what they care about. Ask one open question, note the answer, and look again.");
        return ideas.Count > Most ? ideas[..Most] : ideas;
    }
}
