using Shouldly;
using Tact.Core.Checks;
using Xunit;

namespace Tact.Core.Tests.Messages;

/// <summary>A team's settings of the message check are checked like other policy files.</summary>
public sealed class TuningFileTests
{
    [Theory]
    [InlineData("""{"rules": [{"rule": "hyp", "set": "off"}]}""", "hype")]
    [InlineData("""{"rules": [{"rule": "hype", "set": "loud"}]}""", "off, improve, annoying")]
    [InlineData("""{"rules": [{"rule": "hype", "set": "off"}, {"rule": "hype", "set": "improve"}]}""", "set twice")]
    [InlineData("""{"phrases": [{"rule": "hype", "say": "a|b"}]}""", "plain words")]
    [InlineData("""{"phrases": [{"rule": "hype", "say": "at * home"}]}""", "without letters")]
    [InlineData("""{"phrases": [{"rule": "hype", "say": "an"}]}""", "too short")]
    [InlineData("""{"phrases": [{"rule": "hype"}]}""", "missing")]
    [InlineData("""{"words": []}""", "no field")]
    public void Mistakes_are_told_with_their_cure(string file, string says)
    {
        var (tuning, mistakes) = MessageCheckFile.Read(file);
        tuning.ShouldBeNull();
        mistakes.ShouldHaveSingleItem().Text.ShouldContain(says);
    }

    [Fact]
    public void A_file_reads_as_it_was_written()
    {
        const string file = """{"rules": [{"rule": "hype", "set": "off"}], "phrases": [{"rule": "guilt", "say": "cold shoulder*", "better": "silence"}]}""";
        var tuning = MessageCheckFile.Read(file).Tuning.ShouldNotBeNull();
        var again = MessageCheckFile.Read(MessageCheckFile.Write(tuning)).Tuning.ShouldNotBeNull();
        again.Rules.ShouldBe(tuning.Rules);
        again.Phrases.ShouldBe(tuning.Phrases);
        MessageCheckFile.Schema.ShouldContain("unfilled_placeholder");
    }
}
