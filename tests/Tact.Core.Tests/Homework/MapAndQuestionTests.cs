using NodaTime;
using Shouldly;
using Tact.Core.Homework;
using Xunit;

namespace Tact.Core.Tests.Homework;

/// <summary>METHOD E4 and the people map: what to ask first, who stands below whom.</summary>
public class MapAndQuestionTests
{
    private static readonly LocalDate Today = new(2026, 3, 5);

    [Fact]
    public void The_map_is_drawn_from_the_top_down_and_everybody_stands_on_it_once()
    {
        MapPlace Place(long who, long? chief) => new(who, Part.Unknown, chief);
        PeopleMap.Drawn([Place(1, 3), Place(2, null), Place(3, 2), Place(4, 99), Place(5, 3)]).Select(line => (line.Place.Contact, line.Depth))
            .ShouldBe([(2, 0), (3, 1), (1, 2), (5, 2), (4, 0)]);
        // what was written past the rule does not hang
        PeopleMap.Drawn([Place(1, 2), Place(2, 1), Place(3, 3)]).Select(line => line.Place.Contact).Order().ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(2, 1, true)]
    [InlineData(3, 1, true)]
    [InlineData(1, 3, false)]
    [InlineData(4, 1, false)]
    public void Nobody_reports_to_themselves_over_others(long who, long chief, bool circle) =>
        PeopleMap.WouldCircle(new Dictionary<long, long?> { [1] = 2, [2] = 3, [3] = null, [4] = null }, who, chief).ShouldBe(circle);

    [Fact]
    public void E4_unanswered_questions_of_the_situation_come_first_and_old_answers_last()
    {
        Question Ask(long id, string about, string situations, int? answeredDaysAgo = null) => new(id, $"What {id}?", about, situations, answeredDaysAgo is { } days ? Today.PlusDays(-days) : null);
        var asked = AskNext.Order(
            [Ask(1, "person", ""), Ask(2, "company", "cold"), Ask(3, "person", "cold,talked"), Ask(4, "person", "talked", 3), Ask(5, "person", "cold", 3), Ask(6, "person", "cold", 400), Ask(7, "company", "")], Situation.Cold, Today, 180);
        asked.Select(question => question.Id).ShouldBe([3, 2, 1, 7, 6]);
        AskNext.Order([Ask(1, "person", "cold"), Ask(2, "person", "")], null, Today, 180).Select(question => question.Id).ShouldBe([2]);
    }

    [Theory]
    [InlineData("What would have to be true?", true)]
    [InlineData("Who else will live with it?", true)]
    [InlineData("Tell me about the night shift.", true)]
    [InlineData("Whom do you know?", true)]
    [InlineData("Do you have a budget?", false)]
    [InlineData("is it you who decides?", false)]
    [InlineData("Was kostet Sie das?", true)]
    [InlineData("Isolation: what is it worth?", true)]
    public void E4_an_open_question_cannot_be_answered_with_yes_or_no(string text, bool open) => AskNext.IsOpenQuestion(text).ShouldBe(open);
}
