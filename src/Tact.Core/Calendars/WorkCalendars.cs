using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Tact.Core.Calendars;

/// <summary>
/// The calendars of countries and their regions: working weeks from <c>weeks.json</c>, public and bank holidays from
/// <c>holidays.json</c> (date-holidays, data CC BY-SA 3.0; renewed by <c>scripts/renew-holidays.mjs</c>).
/// </summary>
public static class WorkCalendars
{
    private static readonly HolidayData Data = PolicyFiles.ReadOne<HolidayData>(".Calendars.holidays.json");

    private static readonly Dictionary<string, Week> Weeks = PolicyFiles.ReadList<WeekData>(".Calendars.weeks.json")
        .SelectMany(week => week.Places.Select(place => (place, Week: new Week(Bits(week.Work), Bits(week.HalfDay)))))
        .ToDictionary(w => w.place, w => w.Week, StringComparer.Ordinal);

    // laid out at first use: there are hundreds, and a team meets a few
    private static readonly Dictionary<string, Lazy<WorkCalendar>> All = Data.Countries.SelectMany(country => (country.Value.Regions ?? []).Keys.Select(region => $"{country.Key}-{region}").Append(country.Key))
        .Union(Weeks.Keys).ToDictionary(name => name, name => new Lazy<WorkCalendar>(() => LayOut(name)), StringComparer.Ordinal);

    // what people write beside the names in the data
    private static readonly Dictionary<string, Dictionary<string, string[]>> MoreNames = PolicyFiles.ReadOne<Dictionary<string, Dictionary<string, string[]>>>(".Calendars.region-names.json");

    private static readonly Dictionary<string, Dictionary<string, string>> RegionNames = Data.Countries.ToDictionary(
        country => country.Key,
        country => (country.Value.Regions ?? []).SelectMany(region => region.Value.Names.Concat(MoreNames.GetValueOrDefault(country.Key)?.GetValueOrDefault(region.Key) ?? []).Append(region.Key).Select(name => (Name: Folded.Text(name), region.Key)))
            .GroupBy(pair => pair.Name, pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.First(), StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>
    /// Which data these are. Whoever keeps decisions takes them again when it changes: whoever renews the data, or changes
    /// weeks, zones or laws, changes it too. A constant, so that it can be asked without reading the data.
    /// </summary>
    public const string Version = "date-holidays 3.37.0, 2026 to 2031; 4";

    /// <summary>Where the holidays come from, with version and licence.</summary>
    public static string Source => Data.Source;

    /// <summary>The years whose holidays are known.</summary>
    public static IReadOnlyList<int> Years => Data.Years;

    /// <summary>ISO 3166 codes of the countries whose holidays are known.</summary>
    public static IEnumerable<string> Countries => Data.Countries.Keys;

    /// <summary>The regions of a country that have a calendar of their own.</summary>
    public static IEnumerable<string> Regions(string country) => Data.Countries.TryGetValue(country, out var entry) ? entry.Regions?.Keys ?? Enumerable.Empty<string>() : [];

    /// <summary>The code of a region written as a name or a code (Bavaria, Bayern, BY, DE-BY); null when unknown.</summary>
    public static string? RegionCode(string? country, string? region)
    {
        if (country is null || region is null || !RegionNames.TryGetValue(country, out var names))
            return null;
        var text = Folded.Text(region);
        return names.GetValueOrDefault(text.StartsWith(country + "-", StringComparison.OrdinalIgnoreCase) ? text[(country.Length + 1)..] : text);
    }

    /// <summary>The calendar of a country, or of its region when one is known; the plain week when the country is not.</summary>
    /// <param name="country">ISO 3166 code.</param>
    /// <param name="region">The region's code, as <see cref="RegionCode"/> gives it.</param>
    public static WorkCalendar Of(string? country, string? region = null)
    {
        if (country is null)
            return WorkCalendar.Plain;
        // "United Kingdom" alone most often means England; by itself it would know none of the bank holidays in summer
        if (country == "GB")
            region ??= "ENG";
        return All.TryGetValue(region is null ? country : $"{country}-{region}", out var own) || All.TryGetValue(country, out own) ? own.Value : WorkCalendar.Plain;
    }

    /// <summary>The calendar of a name as <see cref="WorkCalendar.Name"/> gives it; the plain week for any other name.</summary>
    public static WorkCalendar Named(string name) => All.TryGetValue(name, out var known) ? known.Value : WorkCalendar.Plain;

    private static WorkCalendar LayOut(string name)
    {
        var country = name[..2];
        var region = name.Length > 3 ? name[3..] : null;
        var week = Weeks.GetValueOrDefault(name) ?? Weeks.GetValueOrDefault(country) ?? new Week(WorkCalendar.MondayToFriday, 0);
        var days = new Dictionary<int, string>();
        if (!Data.Countries.TryGetValue(country, out var entry))
            return new WorkCalendar(name, week.Work, week.Short, 0, 0, days);
        Read(entry.Days, (day, holiday) => days.TryAdd(day, holiday));
        if (region is not null && entry.Regions?.GetValueOrDefault(region) is { } own)
        {
            Read(own.Less, (day, _) => days.Remove(day));
            Read(own.More, (day, holiday) => days.TryAdd(day, holiday));
        }

        var first = WorkingDays.Number(new LocalDate(Data.Years[0], 1, 1));
        return new WorkCalendar(name, week.Work, week.Short, first, WorkingDays.Number(new LocalDate(Data.Years[^1], 12, 31)) - first + 1, days);
    }

    // "0101" is the same day every year; "0403,0326,…" one group a year, '+' between days, '-' for none
    private static void Read(Dictionary<string, string>? names, Action<int, string> take)
    {
        foreach (var (name, text) in names ?? [])
        {
            var groups = text.Split(',');
            for (var i = 0; i < Data.Years.Length; i++)
            {
                foreach (var day in groups[groups.Length == 1 ? 0 : i].Split('+'))
                {
                    if (day != "-")
                        take(WorkingDays.Number(new LocalDate(Data.Years[i], int.Parse(day[..2], CultureInfo.InvariantCulture), int.Parse(day[2..], CultureInfo.InvariantCulture))), name);
                }
            }
        }
    }

    private static int Bits(IsoDayOfWeek[]? days) => days?.Sum(day => 1 << ((int)day - 1)) ?? 0;

    private sealed record Week(int Work, int Short);

    private sealed record WeekData(IsoDayOfWeek[] Work, IsoDayOfWeek[]? HalfDay, string[] Places, string Note);

    private sealed record HolidayData(string Source, int[] Years, Dictionary<string, CountryData> Countries);

    private sealed record CountryData(Dictionary<string, string> Days, Dictionary<string, RegionData>? Regions);

    private sealed record RegionData(string[] Names, Dictionary<string, string>? More, Dictionary<string, string>? Less);
}
