using System.Collections.Frozen;
using System.Globalization;

namespace Tact.Contacts;

/// <summary>Countries by the names people write, with dialling code and trunk digit (ITU-T E.164 and national plans).</summary>
static class Countries
{
    // Code, dialling code, digit dialled before a national number ('-': none).
    const string Plan =
        "US 1 1|CA 1 1|DE 49 0|AT 43 0|CH 41 0|LI 423 -|FR 33 0|BE 32 0|NL 31 0|LU 352 -|GB 44 0|IE 353 0|ES 34 -|PT 351 -|IT 39 -|DK 45 -|SE 46 0|NO 47 -|FI 358 0|IS 354 -|PL 48 -|CZ 420 -|SK 421 0|"
        + "HU 36 -|RO 40 0|BG 359 0|GR 30 -|HR 385 0|SI 386 0|RS 381 0|BA 387 0|EE 372 -|LV 371 -|LT 370 -|UA 380 0|RU 7 8|BY 375 8|TR 90 0|IL 972 0|AE 971 0|SA 966 0|EG 20 0|MA 212 0|TN 216 -|ZA 27 0|NG 234 0|KE 254 0|"
        + "IN 91 0|PK 92 0|CN 86 0|HK 852 -|SG 65 -|JP 81 0|KR 82 0|TW 886 0|TH 66 0|VN 84 0|MY 60 0|ID 62 0|PH 63 0|AU 61 0|NZ 64 0|BR 55 0|AR 54 0|CL 56 -|CO 57 -|PE 51 0|MX 52 -|UY 598 0|MT 356 -|CY 357 -|MC 377 -";

    const string Extra =
        "usa=US|u.s.a.=US|u.s.=US|united states of america=US|vereinigte staaten=US|états-unis=US|etats-unis=US|estados unidos=US|stati uniti=US|verenigde staten=US|"
        + "uk=GB|u.k.=GB|great britain=GB|england=GB|scotland=GB|wales=GB|northern ireland=GB|großbritannien=GB|vereinigtes königreich=GB|royaume-uni=GB|reino unido=GB|regno unito=GB|verenigd koninkrijk=GB|"
        + "brd=DE|d=DE|allemagne=DE|alemania=DE|germania=DE|duitsland=DE|tyskland=DE|niemcy=DE|a=AT|autriche=AT|austria=AT|oostenrijk=AT|ch=CH|schweiz=CH|suisse=CH|svizzera=CH|suiza=CH|zwitserland=CH|"
        + "frankreich=FR|francia=FR|frankrijk=FR|belgien=BE|belgique=BE|belgië=BE|bélgica=BE|belgio=BE|niederlande=NL|holland=NL|pays-bas=NL|países bajos=NL|paesi bassi=NL|nederland=NL|the netherlands=NL|"
        + "spanien=ES|espagne=ES|españa=ES|spagna=ES|spanje=ES|italien=IT|italie=IT|italia=IT|italië=IT|dänemark=DK|danemark=DK|schweden=SE|suède=SE|norwegen=NO|norvège=NO|finnland=FI|finlande=FI|polen=PL|pologne=PL|"
        + "tschechien=CZ|czech republic=CZ|österreich=AT|irland=IE|irlande=IE|luxemburg=LU|ungarn=HU|rumänien=RO|griechenland=GR|kroatien=HR|slowenien=SI|slowakei=SK|türkei=TR|turkey=TR|russland=RU|brasilien=BR|indien=IN|japan=JP";

    static readonly FrozenDictionary<string, (string Dial, char? Trunk)> Plans = Plan.Split('|').Select(line => line.Split(' '))
        .ToFrozenDictionary(part => part[0], part => (part[1], part[2] == "-" ? (char?)null : part[2][0]), StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> Names = AllNames();

    static readonly FrozenDictionary<string, string> ByZone = (NodaTime.TimeZones.TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .DistinctBy(location => location.ZoneId).ToFrozenDictionary(location => location.ZoneId, location => location.CountryCode, StringComparer.Ordinal);

    /// <summary>ISO 3166 code of a country written as a name or a code; null when unknown.</summary>
    public static string? Code(string? country) => country is not null && Names.TryGetValue(country.Trim(), out var code) ? code : null;

    /// <summary>The country of an IANA zone, as the zone database says; null for zones of no country.</summary>
    public static string? OfZone(string zone) => ByZone.GetValueOrDefault(zone);

    /// <summary>The dialling code without plus; null when unknown.</summary>
    public static string? DialCode(string? code) => code is not null && Plans.TryGetValue(code, out var plan) ? plan.Dial : null;

    /// <summary>The digit dialled before a national number; null where there is none.</summary>
    public static char? Trunk(string code) => Plans.TryGetValue(code, out var plan) ? plan.Trunk : null;

    static FrozenDictionary<string, string> AllNames()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Extra.Split('|'))
            names[line[..line.IndexOf('=')]] = line[(line.IndexOf('=') + 1)..];
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            try
            {
                var region = new RegionInfo(culture.Name);
                if (region.TwoLetterISORegionName.Length != 2)
                    continue;
                names.TryAdd(region.EnglishName, region.TwoLetterISORegionName);
                names.TryAdd(region.NativeName, region.TwoLetterISORegionName);
                names.TryAdd(region.TwoLetterISORegionName, region.TwoLetterISORegionName);
                names.TryAdd(region.ThreeLetterISORegionName, region.TwoLetterISORegionName);
            }
            catch (ArgumentException)
            {
                // A culture without a region of its own names no country.
            }
        }
        foreach (var code in Plans.Keys)
            names.TryAdd(code, code);
        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
