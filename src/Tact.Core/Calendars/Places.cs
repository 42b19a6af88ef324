using NodaTime;
using NodaTime.TimeZones;

namespace Tact.Core.Calendars;

/// <summary>A country, and its state or region where one is known.</summary>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="Region">Code as in <see cref="WorkCalendars.RegionCode"/>; null when unknown.</param>
public readonly record struct Place(string Country, string? Region);

/// <summary>
/// Which zone an address or a telephone number is in. Zones of countries come from the zone database; regions and towns
/// of countries with several from <c>zones.json</c>, numbers from <c>phones.json</c> (libphonenumber, Apache-2.0).
/// </summary>
public static class Places
{
    private const int LongestBeginning = 6;
    private const int NorthAmerican = 11;

    private static readonly Dictionary<string, CountryZones> Zones = PolicyFiles.ReadOne<Dictionary<string, CountryZones>>(".Calendars.zones.json");

    private static readonly PhoneData Phones = PolicyFiles.ReadOne<PhoneData>(".Calendars.phones.json");

    private static readonly Dictionary<string, string> ZoneByBeginning = Turned(Phones.Zones);

    private static readonly Dictionary<string, string> StateByArea = Turned(Phones.States);

    private static readonly ILookup<string, string> ZonesOf = TzdbDateTimeZoneSource.Default.ZoneLocations!.ToLookup(location => location.CountryCode, location => location.ZoneId, StringComparer.Ordinal);

    // a linked name ("Europe/Oslo" may stand for Berlin's rules) belongs to the country that lists it
    private static readonly Dictionary<string, string> CountryByZone = TzdbDateTimeZoneSource.Default.ZoneLocations!.GroupBy(location => location.ZoneId, StringComparer.Ordinal)
        .ToDictionary(zone => zone.Key, zone => zone.First().CountryCode, StringComparer.Ordinal);

    private static readonly HashSet<string> Canadian = [.. "AB BC MB NB NL NS NT NU ON PE QC SK YT".Split(' ')];

    /// <summary>The zone of an address: by region or town where a country has several; null when the country is unknown.</summary>
    /// <param name="country">ISO 3166 code.</param>
    /// <param name="region">A region's name or code, as written.</param>
    /// <param name="city">A town's name, as written.</param>
    public static string? ZoneOf(string? country, string? region, string? city) => ZoneOf(country, region, city, out _);

    /// <summary>The same, and whether the address tells it: of a country with several zones, the most usual is a guess.</summary>
    public static string? ZoneOf(string? country, string? region, string? city, out bool sure)
    {
        sure = true;
        if (country is null)
            return null;
        var known = Zones.GetValueOrDefault(country);
        var town = Folded.Text(city);
        if (town.Length > 0)
        {
            foreach (var (zone, towns) in known?.Towns ?? [])
            {
                if (towns.Split(", ").Contains(town))
                    return zone;
            }
        }

        if (known?.Regions is { } regions && CodeOf(country, region) is { } code)
        {
            foreach (var (zone, codes) in regions)
            {
                if (codes.Split(' ').Contains(code))
                    return zone;
            }
        }

        if (town.Length > 0 && ZonesOf[country].FirstOrDefault(zone => Folded.Text(zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ')) == town) is { } named)
            return named;
        sure = known is not { Regions: not null } and not { Towns: not null };
        return known?.Usual ?? ZonesOf[country].FirstOrDefault();
    }

    /// <summary>The zone of a telephone number; null when its beginning tells none.</summary>
    /// <param name="number">Digits with country code, without plus.</param>
    public static string? ZoneOfNumber(string number)
    {
        for (var n = Math.Min(LongestBeginning, number.Length); n > 0; n--)
        {
            if (ZoneByBeginning.TryGetValue(number[..n], out var zone))
                return zone;
        }

        return null;
    }

    /// <summary>The country of a telephone number, with the state or province of a North American one; null when unknown.</summary>
    /// <param name="number">Digits with country code, without plus.</param>
    public static Place? OfNumber(string number)
    {
        if (number.Length == NorthAmerican && number[0] == '1' && StateByArea.TryGetValue(number[1..4], out var state))
            return new Place(Canadian.Contains(state) ? "CA" : "US", state);
        return ZoneOfNumber(number) is { } zone && CountryByZone.TryGetValue(zone, out var country) ? new Place(country, null) : null;
    }

    /// <summary>As much of a telephone number as tells anything here: two with the same beginning have the same zone and country.</summary>
    /// <param name="number">Digits with country code, without plus.</param>
    public static string BeginningOf(string number) => string.Concat(number.AsSpan(0, Math.Min(LongestBeginning, number.Length)), number.Length == NorthAmerican ? "-" : "");

    /// <summary>The region's code, also for countries whose regions have no holidays of their own.</summary>
    private static string? CodeOf(string country, string? region) => WorkCalendars.RegionCode(country, region) ?? (region?.Trim() is { Length: 2 or 3 } code ? code.ToUpperInvariant() : null);

    private static Dictionary<string, string> Turned(Dictionary<string, string> lists) =>
        lists.SelectMany(list => list.Value.Split(' ').Select(key => (key, list.Key))).ToDictionary(pair => pair.key, pair => pair.Key, StringComparer.Ordinal);

    private sealed record CountryZones(string? Usual, Dictionary<string, string>? Regions, Dictionary<string, string>? Towns);

    private sealed record PhoneData(string Source, Dictionary<string, string> Zones, Dictionary<string, string> States);
}
