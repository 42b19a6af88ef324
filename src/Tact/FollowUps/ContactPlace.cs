using System.Collections.Concurrent;
using NodaTime;
using Tact.Contacts;
using Tact.Core.Calendars;
using Tact.Core.Law;

namespace Tact.FollowUps;

/// <summary>
/// Where a contact is. The zone is the one that was chosen for them, else their address tells it, else the one chosen for
/// their company, else their number, else the company's address, else it is the workspace's. The calendar follows the address, else the number, else the company's address.
/// </summary>
/// <param name="Zone">Their zone: hours and days.</param>
/// <param name="ZoneFrom">What told the zone: chosen, address, phone, company or workspace.</param>
/// <param name="Calendar">Their working week and holidays; the plain week when no country is known.</param>
/// <param name="Country">ISO 3166 code of where they are; null when unknown.</param>
/// <param name="Region">The region's code; null when unknown.</param>
/// <param name="Number">The country and state of their number; null when it tells none.</param>
/// <param name="NumberZone">The zone of their number; null when it tells none.</param>
public sealed record ContactPlace(DateTimeZone Zone, string ZoneFrom, WorkCalendar Calendar, string? Country, string? Region, Place? Number, DateTimeZone? NumberZone)
{
    private const int ShortestNational = 7;
    private const string FederalHolidays = "US";

    // as many as there are pairs of states; bulk work asks for each person
    private static readonly ConcurrentDictionary<(Place? Address, Place? Number, Standing Standing), TheirLaws> KnownLaws = [];

    /// <summary>The laws on calls that hold for them; null when none is known.</summary>
    public LawfulCalls? Law { get; private init; }

    /// <summary>The other laws that hold for them: consent, rest, lists.</summary>
    public TheirLaws Laws { get; private init; } = TheirLaws.None;

    /// <summary>The place whose laws hold by choice, address, company or the workspace's own choice; null when only the number tells one, or nothing does.</summary>
    public Place? LawPlace { get; private init; }

    /// <summary>As whom the law sees them.</summary>
    public Standing Standing { get; private init; }

    /// <summary>Finds it from what is on record.</summary>
    public static ContactPlace Of(Workspace workspace, ContactFacts contact)
    {
        var number = International(contact.Phone, Countries.Code(contact.Country) ?? Countries.OfZone(contact.Zone ?? workspace.Zone.Id));
        var key = new Telling(
            workspace.Zone.Id, contact.Zone, contact.Country, contact.Region, contact.City, contact.CompanyId is null, contact.CompanyZone, contact.CompanyCountry, contact.CompanyRegion, contact.CompanyCity,
            number is null ? null : Places.BeginningOf(number), contact.LawPlace, contact.LawAs, contact.LawDefault);
        if (Known.TryGetValue(key, out var known))
            return known;
        if (Known.Count >= MostKnown)
            Known.Clear();
        return Known[key] = Find(workspace, contact, number);
    }

    private const int MostKnown = 20_000;

    // a team's people are in a few places, and each person is looked at again and again
    private static readonly ConcurrentDictionary<Telling, ContactPlace> Known = [];

    private readonly record struct Telling(
        string Workspace, string? Zone, string? Country, string? Region, string? City, bool Alone, string? CompanyZone, string? CompanyCountry, string? CompanyRegion, string? CompanyCity, string? Number,
        string? LawPlace, string? LawAs, string? LawDefault);

    private static ContactPlace Find(Workspace workspace, ContactFacts contact, string? number)
    {
        var own = Where(contact.Country, contact.Region);
        var called = number is null ? null : Places.OfNumber(number);
        var numberZone = number is null ? null : Places.ZoneOfNumber(number);
        var company = Where(contact.CompanyCountry, contact.CompanyRegion);
        var place = own is { Region: null } && called?.Country == own?.Country ? called : own ?? called ?? company;
        var kept = place is { } there ? WorkCalendars.Of(there.Country, there.Region) : WorkCalendar.Plain;
        // a number tells where it was given out, not where somebody works; and an American state's own holidays close its offices, not business
        var works = (own ?? company)?.Region is null || place?.Country == FederalHolidays ? WorkCalendars.Of(place?.Country) : kept;
        var (zone, from) = ZoneOf(contact, own, company, numberZone, sameCountry: called?.Country == own?.Country);
        var (theirs, numbers) = (workspace.ZoneOf(zone), numberZone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(numberZone));
        var chosen = LawPlaceOf(contact.LawPlace);
        var law = chosen ?? own ?? company ?? LawPlaceOf(contact.LawDefault);
        var standing = Core.Names.TryRead<Standing>(contact.LawAs, out var set) ? set : contact.CompanyId is null ? Standing.Consumer : Standing.Company;
        var holidays = chosen is { } at ? WorkCalendars.Of(at.Country, at.Region) : kept;
        return new ContactPlace(theirs, from, works, place?.Country, place?.Region, called, numbers)
        {
            Law = LawfulCalls.For(law, called, theirs, numbers, holidays, standing == Standing.Consumer ? Protected.Consumers : Protected.Everyone),
            Laws = KnownLaws.GetOrAdd((law, called, standing), static of => TheirLaws.For(of.Address, of.Number, of.Standing)), LawPlace = law, Standing = standing,
        };
    }

    /// <summary>Reads a chosen place: a country, or a country and its region, as US-FL.</summary>
    public static Place? LawPlaceOf(string? text) => text?.Split('-', 2) is [var country, .. var region] && Countries.Code(country) is { } code
        ? new Place(code, region is [var one] ? WorkCalendars.RegionCode(code, one) : null) : null;

    private static (string? Zone, string From) ZoneOf(ContactFacts contact, Place? own, Place? company, string? numberZone, bool sameCountry)
    {
        if (contact.Zone is not null)
            return (contact.Zone, "chosen");
        var sure = true;
        var address = own is { } at ? Places.ZoneOf(at.Country, contact.Region, contact.City, out sure) : null;
        if (address is not null && sure)
            return (address, "address");
        // chosen by somebody for the company's people: better than what a number lets us guess
        if (contact.CompanyZone is not null)
            return (contact.CompanyZone, "company");
        // "USA" alone does not tell the zone; a number of the same country may
        if (address is not null && (!sameCountry || numberZone is null))
            return (address, "address");
        if (numberZone is not null)
            return (numberZone, "phone");
        return company is { } there && Places.ZoneOf(there.Country, contact.CompanyRegion, contact.CompanyCity) is { } theirs ? (theirs, "company") : (null, "workspace");
    }

    /// <summary>The country and region an address is in; "Scotland" names both.</summary>
    private static Place? Where(string? country, string? region) =>
        Countries.Code(country) is { } code ? new Place(code, WorkCalendars.RegionCode(code, region) ?? WorkCalendars.RegionCode(code, country)) : null;

    /// <summary>The digits with country code; null for a number of which the country is not known.</summary>
    private static string? International(string? phone, string? country)
    {
        if (phone is null || PhoneNumber.Read(phone, country) is not { Key: var key })
            return null;
        if (phone.AsSpan().TrimStart() is ['+', ..] or ['0', '0', ..])
            return key;
        return Countries.DialCode(country) is { } dial && key.StartsWith(dial, StringComparison.Ordinal) && key.Length >= dial.Length + ShortestNational ? key : null;
    }
}
