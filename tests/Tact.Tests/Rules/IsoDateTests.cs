using NodaTime.Text;
using Shouldly;
using Tact.Timeline;

namespace Tact.Tests.Rules;

public class IsoDateTests
{
    [Theory]
    [InlineData("2026-03-01"), InlineData("2024-02-29"), InlineData("2026-12-31"), InlineData("0001-01-01"), InlineData("9999-12-28"), InlineData("2026-02-28"), InlineData("-0044-03-15")]
    public void A_kept_date_is_read_as_the_pattern_reads_it(string text) => IsoDate.Read(text).ShouldBe(LocalDatePattern.Iso.Parse(text).Value);

    [Theory]
    [InlineData("2026-02-30"), InlineData("2026-13-01"), InlineData("2026-00-10"), InlineData("2026-01-00"), InlineData("2026/01/01"), InlineData("20a6-01-01"), InlineData("soon"), InlineData("2026-01-0٣")]
    public void What_is_no_date_is_refused(string text) => Should.Throw<UnparsableValueException>(() => IsoDate.Read(text));
}
