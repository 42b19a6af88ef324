using NodaTime;
using NodaTime.Text;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Law;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Today;

namespace Tact.Laws;

/// <summary>A do-not-call list as it stands.</summary>
/// <param name="List">Its name.</param>
/// <param name="Name">What it is: the registry's name, or that it is the team's own.</param>
/// <param name="Country">ISO 3166 code; null for lists of the team's own.</param>
/// <param name="AsOf">Its date; null when it was never brought in.</param>
/// <param name="DaysOld">Days since; null when it was never brought in.</param>
/// <param name="MostDays">How old the law lets it be; null without a limit.</param>
/// <param name="TooOld">Whether calls are refused until a newer one is brought in.</param>
/// <param name="Entries">Numbers and addresses on it.</param>
/// <param name="Lines">Lines that were read.</param>
/// <param name="Unreadable">Lines that could not be read.</param>
/// <param name="From">Where it is to be had; null for the team's own.</param>
public sealed record ListShown(string List, string Name, string? Country, string? AsOf, int? DaysOld, int? MostDays, bool TooOld, long Entries, long Lines, long Unreadable, string? From);

/// <summary>The lists that were brought in, and how old they are.</summary>
public static class ScreenLists
{
    /// <summary>The setting that has lists which were never brought in refuse calls, too.</summary>
    public const string AlwaysSetting = "law_screening";

    private const string PhoneOf = "case when a.kind = 'phone' and length(a.address_key) between 7 and 15 then cast(a.address_key as bigint) end";

    /// <summary>For queries of contacts c: the lists with a number of theirs, as name|date, divided by commas.</summary>
    public const string PhonesListed =
        $"(select string_agg(l.name || '|' || l.as_of, ',') from screen_lists l join addresses a on a.contact_id = c.id and a.kind = 'phone' join screened_phones s on s.list_id = l.id and s.phone = {PhoneOf} where l.state = 'ready')";

    /// <summary>For queries of contacts c: the lists with an e-mail address of theirs.</summary>
    public const string EmailsListed =
        "(select string_agg(l.name || '|' || l.as_of, ',') from screen_lists l join addresses a on a.contact_id = c.id and a.kind = 'email' join screened_emails s on s.list_id = l.id and s.email = a.address_key where l.state = 'ready')";

    /// <summary>Follow-ups, of people with numbers in a range, for whom one list tells other than another.</summary>
    internal const string Differing = $"""
        select distinct f.id
        from addresses a
        join follow_ups f on f.contact_id = a.contact_id and f.due_on is not null
        where a.contact_id > @from
          and a.contact_id <= @to
          and (case when exists (select 1 from screened_phones s where s.list_id = @old and s.phone = {PhoneOf}) or exists (select 1 from screened_emails s where s.list_id = @old and a.kind = 'email' and s.email = a.address_key) then 1 else 0 end)
           <> (case when exists (select 1 from screened_phones s where s.list_id = @made and s.phone = {PhoneOf}) or exists (select 1 from screened_emails s where s.list_id = @made and a.kind = 'email' and s.email = a.address_key) then 1 else 0 end)
        """;

    /// <summary>Reads what <see cref="PhonesListed"/> and <see cref="EmailsListed"/> gave.</summary>
    public static IReadOnlyList<Listed> Read(string? phones, string? emails) =>
        phones is null && emails is null ? [] : [.. Each(phones, "phone").Concat(Each(emails, "email")).Distinct().OrderBy(on => on.List, StringComparer.Ordinal)];

    /// <summary>How old the lists are that a law wants.</summary>
    public static IReadOnlyList<Screened> For(Session session, IReadOnlyList<ScreenList> wanted)
    {
        var dates = Dates(session);
        return [.. wanted.Select(list => new Screened(list, dates.GetValueOrDefault(list.Id, -1)))];
    }

    /// <summary>Whether a list that was never brought in refuses calls.</summary>
    public static bool Always(Session session) => session.Scalar<string>("select value from settings where name = @AlwaysSetting", new { AlwaysSetting }) == "always";

    /// <summary>Marks the rows of Today whose lists are too old to call on, with why.</summary>
    public static void Mark(Session session, Workspace workspace, IReadOnlyList<TodayRow> rows)
    {
        var concerned = rows.Where(row => row.Details.Contains("\"screen\":", StringComparison.Ordinal)).ToList();
        if (concerned.Count == 0)
            return;
        var (dates, always) = (Dates(session), Always(session));
        foreach (var row in concerned)
        {
            var day = WorkingDays.NumberAt(workspace.Now, TodayList.ZoneOf(row.CallWindow, workspace));
            foreach (var name in RowDetails.Read(row.Details).Screen!.Split(' '))
            {
                if (!PolicyFiles.Lists.TryGetValue(name, out var list) || !(dates.TryGetValue(name, out var asOf) ? day > asOf + list.Days : always))
                    continue;
                row.TooOld = dates.ContainsKey(name) ? $"The list {name} is {day - asOf} days old: bring in a newer one before you call" : $"The list {name} was never brought in: screen the number before you call";
                break;
            }
        }
    }

    /// <summary>All lists: those the law knows, and the team's own.</summary>
    public static IReadOnlyList<ListShown> All(Workspace workspace) => workspace.Data.Read(session =>
    {
        var today = WorkingDays.Number(workspace.Now.InZone(workspace.Zone).Date);
        var always = Always(session);
        var kept = session.Query<Kept>("select name as Name, as_of as AsOf, country as Country, entries as Entries, lines as Lines, unreadable as Unreadable from screen_lists where state = 'ready' order by name").ToDictionary(list => list.Name);
        var known = PolicyFiles.Lists.Values.OrderBy(list => list.Country, StringComparer.Ordinal).ThenBy(list => list.Id, StringComparer.Ordinal).Select(list => Show(list.Id, list, kept.GetValueOrDefault(list.Id)));
        return known.Concat(kept.Values.Where(list => !PolicyFiles.Lists.ContainsKey(list.Name)).Select(list => Show(list.Name, null, list))).ToList();

        ListShown Show(string name, ScreenList? law, Kept? list)
        {
            var days = list is null ? (int?)null : today - WorkingDays.Number(LocalDatePattern.Iso.Parse(list.AsOf).Value);
            return new ListShown(name, law?.Name ?? "your own list", law?.Country ?? list?.Country, list?.AsOf, days, law?.Days, law is not null && (days > law.Days || (days is null && always)), list?.Entries ?? 0, list?.Lines ?? 0, list?.Unreadable ?? 0, law?.From);
        }
    });

    private static Dictionary<string, int> Dates(Session session) => session.Query<(string Name, string AsOf)>("select name, as_of from screen_lists where state = 'ready'")
        .ToDictionary(list => list.Name, list => WorkingDays.Number(LocalDatePattern.Iso.Parse(list.AsOf).Value), StringComparer.Ordinal);

    private static IEnumerable<Listed> Each(string? text, string kind) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('|')).Select(part => new Listed(part[0], WorkingDays.Number(LocalDatePattern.Iso.Parse(part[1]).Value), kind));

    private sealed class Kept
    {
        public string Name { get; set; } = "";
        public string AsOf { get; set; } = "";
        public string? Country { get; set; }
        public long Entries { get; set; }
        public long Lines { get; set; }
        public long Unreadable { get; set; }
    }
}
