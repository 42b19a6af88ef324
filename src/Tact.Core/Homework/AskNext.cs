using NodaTime;

namespace Tact.Core.Homework;

/// <summary>A question of the team's form (METHOD E4).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Text">The question.</param>
/// <param name="About">person or company.</param>
/// <param name="Situations">Where it belongs, with commas; empty for everywhere.</param>
/// <param name="AnsweredOn">The day of the newest answer; null when there is none.</param>
public sealed record Question(long Id, string Text, string About, string Situations, LocalDate? AnsweredOn = null);

/// <summary>Which questions come first: those nobody has answered, of this situation before the general ones; then answers that have grown old.</summary>
public static class AskNext
{
    private static readonly string[] Openings =
    [
        "what", "how", "who", "whom", "whose", "which", "when", "where", "why", "tell me", "describe", "walk me",
    ];

    /// <summary>The questions that belong to a situation and are worth asking now, in the order to ask them.</summary>
    public static IReadOnlyList<Question> Order(IEnumerable<Question> questions, Situation? situation, LocalDate today, int factDays) =>
        [.. questions.Where(question => Belongs(question, situation)).Where(question => IsOpenStill(question, today, factDays))
            .OrderBy(question => question.AnsweredOn is not null).ThenBy(question => question.Situations.Length == 0).ThenBy(question => question.About == "company")];

    /// <summary>Whether a question belongs to a situation.</summary>
    public static bool Belongs(Question question, Situation? situation) =>
        question.Situations.Length == 0 || situation is { } known && question.Situations.Split(',', StringSplitOptions.TrimEntries).Contains(Names.Of(known), StringComparer.Ordinal);

    /// <summary>Whether it is unanswered, or answered so long ago that the answer is stale.</summary>
    public static bool IsOpenStill(Question question, LocalDate today, int factDays) => question.AnsweredOn is not { } answered || FactAge.IsStale(answered, today, factDays);

    /// <summary>Whether a question opens a conversation; one that yes or no can answer does not. English only: others are taken as open.</summary>
    public static bool IsOpenQuestion(string text)
    {
        var folded = Folded.Text(text);
        return Openings.Any(opening => folded.StartsWith(opening, StringComparison.Ordinal)) || !Closed.Any(opening => folded.StartsWith(opening + " ", StringComparison.Ordinal));
    }

    private static readonly string[] Closed =
    [
        "do", "does", "did", "is", "are", "were", "have", "has", "had", "can", "could", "will", "would", "should", "may", "don't", "isn't", "aren't", "haven't",
    ];
}
