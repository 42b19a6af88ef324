namespace Tact.Rehearsal;

/// <summary>A question that somebody answers while listening to themselves.</summary>
/// <param name="Id">Its name in files.</param>
/// <param name="Rule">The rule of the method it comes from.</param>
/// <param name="Text">What was heard, as a statement to tick.</param>
public sealed record ReviewQuestion(string Id, string Rule, string Text);

/// <summary>What to listen for in one's own voicemail (METHOD F1–F5, B7–B9): what a check of the words alone cannot tell.</summary>
public static class SelfReview
{
    /// <summary>The questions, in the order in which one hears it.</summary>
    public static IReadOnlyList<ReviewQuestion> Questions { get; } =
    [
        new("first_seconds", "F1", "In the first ten seconds they hear what it has to do with them."),
        new("about_them", "F1", "It is about their situation, more than about us."),
        new("known", "F3", "It names something that is true of them alone."),
        new("one_thing", "F2", "It asks for one thing, or for nothing at all."),
        new("what_next", "F2", "It says what happens next, and on which day."),
        new("way_out", "B7", "They can say no without feeling bad about it."),
        new("human", "F4", "I sound like myself, and a little warm; nothing is read off."),
        new("pace", "F1", "My name and number are slow enough to write down."),
    ];
}
