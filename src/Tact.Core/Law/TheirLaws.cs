using Tact.Core.Calendars;

namespace Tact.Core.Law;

/// <summary>
/// The laws that hold for one person beside the hours of <see cref="LawfulCalls"/>: consent for messages and calls, rest after a no, lists
/// to be screened. Address and number may be in different countries: for calls the laws of both hold, for messages that of the address, since a number
/// tells where it was given out and nothing about an inbox.
/// </summary>
/// <param name="Standing">As whom the law sees them.</param>
/// <param name="Email">The laws on e-mail and texts.</param>
/// <param name="Calls">The laws on calls.</param>
/// <param name="Lists">The lists that calls to them are screened against.</param>
public sealed record TheirLaws(Standing Standing, EmailLaw[] Email, CallLaw[] Calls, ScreenList[] Lists)
{
    /// <summary>Changes with the laws' data and with what they do to decisions, so that every workspace takes its decisions again.</summary>
    public const string Version = "2";

    /// <summary>Nothing is known of where they are.</summary>
    public static TheirLaws None { get; } = new(Standing.Company, [], [], []);

    /// <summary>The laws for somebody.</summary>
    /// <param name="address">Where they are.</param>
    /// <param name="number">Where their number is from.</param>
    /// <param name="standing">As whom the law sees them.</param>
    public static TheirLaws For(Place? address, Place? number, Standing standing) => address is null && number is null ? None : new(
        standing,
        [.. PolicyFiles.EmailLaws.Values.Where(law => law.For(standing) == Regime.Consent && Is(law.Country, address))],
        [.. PolicyFiles.Laws.Values.Where(law => (Holds(law, address) || Holds(law, number)) && Guards(law.Who, standing))],
        [.. PolicyFiles.Lists.Values.Where(list => (Is(list.Country, address) || Is(list.Country, number)) && Guards(list.Who, standing))]);

    /// <summary>All laws that hold in a place, whatever they ask for, by id.</summary>
    public static IEnumerable<string> IdsFor(Place? address, Place? number, Standing standing) =>
        PolicyFiles.Laws.Values.Where(law => (Holds(law, address) || Holds(law, number)) && Guards(law.Who, standing)).Select(law => law.Id)
            .Concat(PolicyFiles.EmailLaws.Values.Where(law => Is(law.Country, address)).Select(law => law.Id))
            .Concat(PolicyFiles.Lists.Values.Where(list => (Is(list.Country, address) || Is(list.Country, number)) && Guards(list.Who, standing)).Select(list => list.Id));

    /// <summary>Whether a law protects somebody of a standing.</summary>
    public static bool Guards(Protected who, Standing standing) => who == Protected.Everyone || standing == Standing.Consumer;

    /// <summary>Whether a law on calls holds in a place.</summary>
    internal static bool Holds(CallLaw law, Place? place) => place is { } there && law.Country == there.Country && (law.Region is null || law.Region == there.Region);

    private static bool Is(string country, Place? place) => place is { } there && there.Country == country;
}
