using Shouldly;
using Tact.Core.Homework;
using Xunit;

namespace Tact.Core.Tests.Homework;

/// <summary>METHOD E1 and E2: what fits whom, and how well a company fits.</summary>
public class FitTests
{
    [Theory]
    [InlineData(Condition.Is, "logistics, food", "Food", Met.Yes)]
    [InlineData(Condition.Is, "logistics", "Food", Met.No)]
    [InlineData(Condition.Is, "client", "prospect,client", Met.Yes)]
    [InlineData(Condition.Is, "Köln", "Koeln", Met.Yes)]
    [InlineData(Condition.IsNot, "Germany", "France", Met.Yes)]
    [InlineData(Condition.IsNot, "Germany", "Germany", Met.No)]
    [InlineData(Condition.Contains, "logist", "Weiss Logistik", Met.Yes)]
    [InlineData(Condition.Contains, "AG", "Lagerwerk", Met.No)]
    [InlineData(Condition.Contains, "AG", "Feldspar AG", Met.Yes)]
    [InlineData(Condition.AtLeast, "50", "1,200 employees", Met.Yes)]
    [InlineData(Condition.AtLeast, "50", "about 30", Met.No)]
    [InlineData(Condition.AtLeast, "70", "50-99", Met.Unknown)]
    [InlineData(Condition.AtLeast, "70", "200+", Met.Yes)]
    [InlineData(Condition.AtMost, "100", "50–99", Met.Yes)]
    [InlineData(Condition.AtMost, "100", "200+", Met.No)]
    [InlineData(Condition.AtMost, "100", "50 to 250", Met.Unknown)]
    [InlineData(Condition.AtLeast, "50", "many", Met.Unknown)]
    [InlineData(Condition.Is, "food", "", Met.Unknown)]
    [InlineData(Condition.IsNot, "food", null, Met.Unknown)]
    public void E2_a_field_meets_a_qualifier_or_not_or_nobody_knows(Condition condition, string value, string? seen, Met met) =>
        Fit.Look([new FieldQualifier(1, "q", 3, "industry", condition, value)], _ => seen, new Dictionary<long, bool>()).Parts.Single().Met.ShouldBe(met);

    [Fact]
    public void E2_the_figure_shows_its_parts_and_unknown_is_not_no()
    {
        var fit = Fit.Look(
            [new FieldQualifier(1, "Makes food", 3, "Industry", Condition.Is, "food"), new FieldQualifier(2, "In Germany", 2, "country", Condition.Is, "Germany"), new AskedQualifier(3, "Counts at night", 2), new AskedQualifier(4, "Two sites", 1), new AskedQualifier(5, "Has a planner", 1)],
            field => field == "industry" ? "Food" : null, new Dictionary<long, bool> { [3] = true, [4] = false });
        fit.Parts.Select(part => part.Met).ShouldBe([Met.Yes, Met.Unknown, Met.Yes, Met.No, Met.Unknown]);
        (fit.Points, fit.Of, fit.Unknown, fit.Open, fit.Words).ShouldBe((5, 9, 2, 3, "5 of 9 points, 2 unknown"));
        Fit.Look([], _ => null, new Dictionary<long, bool>()).Words.ShouldBe("no ideal client described yet");
    }

    [Theory]
    [InlineData("1,200 employees", 1200, 1200)]
    [InlineData("1.200", 1200, 1200)]
    [InlineData("12.5 million", 12, 12)]
    [InlineData("50-99", 50, 99)]
    [InlineData("99-50", 99, 99)]
    [InlineData("2026", 2026, 2026)]
    [InlineData("1'500'000", 1500000, 1500000)]
    public void Numbers_are_read_as_people_write_them(string text, int least, int most) => Numbers.Read(text).ShouldBe(new Numbers(least, most));

    [Theory]
    [InlineData("")]
    [InlineData("many")]
    [InlineData("99999999999999999999999")]
    [InlineData(null)]
    public void What_is_no_number_is_none(string? text) => Numbers.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("Food", "Finance Director", "food directors")]
    [InlineData("Food", "Cook", "food")]
    [InlineData("Textile", "Director of plants", "directors")]
    [InlineData("Textile", "Cook", "everybody")]
    [InlineData(null, null, "everybody")]
    [InlineData("", "Einkaufsleiter", "buyers")]
    public void E1_what_fits_by_industry_and_role_and_nothing_is_guessed(string? industry, string? role, string expected)
    {
        Audience For(string industries, string roles, string problem) => new(0, industries, roles, problem, "", "");
        var sold = new Offering(1, "Counting", "Counts", [For("", "", "everybody"), For("", "director", "directors"), For("food, drink", "", "food"), For("food", "director", "food directors"), For("", "einkauf", "buyers")]);
        WhatFits.For([sold], industry, role)!.Audience!.Problem.ShouldBe(expected);
        WhatFits.For([sold with { Audiences = [For("steel", "", "steel")] }], industry, role).ShouldBeNull();
        WhatFits.For([sold with { Audiences = [] }], industry, role)!.Why.ShouldBe("for everybody");
    }

    [Theory]
    [InlineData("COO", "coo", true)]
    [InlineData("Cooking", "coo", false)]
    [InlineData("Head of Operations", "operations, coo", true)]
    [InlineData(null, "coo", false)]
    public void E1_short_words_are_whole_words(string? role, string words, bool named) => WhatFits.Names(words, role).ShouldBe(named);
}
