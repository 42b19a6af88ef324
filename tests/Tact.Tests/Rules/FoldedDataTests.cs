using System.Reflection;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Tact.Core;
using Tact.Core.Timeline;
using Tact.Timeline;

namespace Tact.Tests.Rules;

/// <summary>What folding reads of an entry's data is what the whole data says, field by field.</summary>
public class FoldedDataTests
{
    public static TheoryData<string> Fields() => [.. typeof(FoldedData).GetFields(BindingFlags.Public | BindingFlags.Instance).Select(field => field.Name)];

    [Theory, MemberData(nameof(Fields))]
    public void A_field_is_read_as_the_whole_data_says_it_alone_and_among_all_others(string name)
    {
        var all = new EntryData();
        foreach (var property in typeof(EntryData).GetProperties().Where(p => p.SetMethod is not null))
            property.SetValue(all, Sample(property));
        var alone = new EntryData();
        var one = typeof(EntryData).GetProperty(name)!;
        one.SetValue(alone, Sample(one));
        var field = typeof(FoldedData).GetField(name)!;

        foreach (var data in (EntryData[])[all, alone])
            Written(field.GetValue(FoldedData.Read(data.ToText()))).ShouldBe(Written(one.GetValue(EntryData.Read(data.ToText()))));
        Written(field.GetValue(FoldedData.Read(null))).ShouldBe(Written(null));
        Written(field.GetValue(FoldedData.Read($$"""{"{{char.ToLowerInvariant(name[0])}}{{name[1..]}}":null}"""))).ShouldBe(Written(null));
    }

    [Fact]
    public void Long_words_with_signs_of_their_own_arrive_whole()
    {
        var words = string.Concat(Enumerable.Repeat("\"Straße\" \\ 東京\n\U0001F600 ", 300));

        FoldedData.Read(new EntryData { Reason = words }.ToText()).Reason.ShouldBe(words);
    }

    [Fact]
    public void Text_that_is_no_data_is_not_taken_for_empty_data() =>
        Should.Throw<System.Text.Json.JsonException>(() => FoldedData.Read("""{"until":"2026-03"""));

    private static object? Sample(PropertyInfo property) => property.Name switch
    {
        nameof(EntryData.PromisedFor) or nameof(EntryData.Until) => "2026-02-28",
        nameof(EntryData.StartOn) or nameof(EntryData.ConsentOn) => "2024-02-29",
        nameof(EntryData.Channel) => "email",
        nameof(EntryData.Next) => new StepData("Call about \"the figures\"", "call", "2026-12-31", 1_798_704_000_123),
        nameof(EntryData.Outside) => new[] { "B1", "B4" },
        nameof(EntryData.TookOver) => new TookOverData(7, "Ada", null),
        nameof(EntryData.With) => new long[] { 3, 4 },
        var name when property.PropertyType == typeof(string) => $"the {name} of \u00fc \U0001F600",
        _ when property.PropertyType == typeof(bool?) => true,
        _ when property.PropertyType == typeof(int?) => 17,
        _ => 9_007_199_254_740_993L,
    };

    // one form for both: an absent truth is no truth, a step is its plan, a date its text
    private static string Written(object? value) => value switch
    {
        null or false => "",
        StepData step => Written(new Plan(step.Say, Names.Read<Channel>(step.Channel!), LocalDatePattern.Iso.Parse(step.On).Value, Instant.FromUnixTimeMilliseconds(step.At!.Value))),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        _ => value.ToString()!,
    };
}
