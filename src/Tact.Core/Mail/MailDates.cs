using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Tact.Core.Mail;

/// <summary>How long what was said lasts.</summary>
internal enum Grain { Day, End, Week, Month, Longer, Span }

/// <summary>A date in a text: its place, its first and last day, and what stands before it ("until", "back on").</summary>
internal sealed record DateFound(int Start, int End, LocalDate First, LocalDate Last, Grain Grain)
{
    /// <summary>What the words around it say of it; nothing where they say nothing.</summary>
    public Sign? Relation { get; init; }

    /// <summary>The first day of "from … to …".</summary>
    public bool IsRange { get; init; }
}

/// <summary>Finds dates in free text in many languages. The order of day and month comes from the day the mail was received; a year that is not stated is the one that fits it.</summary>
internal sealed partial class MailDates
{
    private readonly FoldedText _text;
    private readonly LocalDate _received;
    private readonly string? _language;
    private readonly List<Found> _words;
    private readonly List<DateFound> _dates = [];
    private readonly int _daysBack;
    private bool? _dayFirst;

    private MailDates(FoldedText text, LocalDate received, string? language, int daysBack)
    {
        (_text, _received, _language, _daysBack) = (text, received, language?.ToLowerInvariant(), daysBack);
        _words = MailWords.Dates.Find(text);
    }

    /// <summary>All dates in the order of the text. A day and month without a year may lie <paramref name="daysBack"/> days before the day of receipt (a stale absence); 0 means in the future.</summary>
    public static List<DateFound> Find(FoldedText text, LocalDate received, string? language, int daysBack)
    {
        var dates = new MailDates(text, received, language, daysBack);
        dates._dayFirst = dates.OrderOfDayAndMonth();
        dates.Numeric();
        dates.WithMonth();
        dates.Asian();
        dates.WeekNumbers();
        dates.Relative();
        dates.Weekdays();
        dates.Occasions();
        dates.DayOnly();
        dates.YearAlone();
        dates._dates.Sort((a, b) => a.Start.CompareTo(b.Start));
        dates.Ranges();
        return [.. dates._dates.Select(date => date.IsRange && date.Relation is not null ? date : date with { Relation = dates.RelationOf(date) })];
    }

    private string Folded => _text.Folded;

    private bool Taken(int start, int end) => _dates.Exists(date => start < date.End && end > date.Start);

    private void Add(int start, int end, LocalDate first, LocalDate last, Grain grain)
    {
        if (!Taken(start, end) && first.Year is > 1990 and < 2200)
            _dates.Add(new DateFound(start, end, first, last, grain));
    }

    // 2026-08-06, 06/08/2026, 6.8., 05/07
    private void Numeric()
    {
        foreach (Match match in YearFirst().Matches(Folded))
        {
            if (Day(Int(match.Groups[1]), Int(match.Groups[2]), Int(match.Groups[3])) is { } date)
                Add(match.Groups[1].Index, match.Groups[3].Index + match.Groups[3].Length, date, date, Grain.Day);
        }

        foreach (Match match in DottedRange().Matches(Folded))
        {
            if (Fit(Int(match.Groups[2]), Int(match.Groups[3]), Year(match.Groups[4])) is { } last && Day(last.Year, last.Month, Int(match.Groups[1])) is { } first && first < last)
                _dates.Add(new DateFound(match.Groups[1].Index, EndOf(match), first, last, Grain.Span) { IsRange = true, Relation = Sign.To });
        }

        foreach (var match in NumericDates())
        {
            var (a, b) = (Int(match.Groups[1]), Int(match.Groups[3]));
            var separator = match.Groups[2].Value.Trim();
            var year = Year(match.Groups[4]);
            if (Taken(match.Groups[1].Index, EndOf(match)) || (year is null && match.Groups[1].ValueSpan is "24" && match.Groups[3].ValueSpan is "7") || (year is null && separator == "-"))
                continue;
            if (year is null && separator == "." && !FollowsAsDate(match))
                continue;
            var dayFirst = a > 12 ? true : b > 12 ? false : separator == "." ? true : _dayFirst ?? true;
            if (Fit(dayFirst ? a : b, dayFirst ? b : a, year) is { } date)
                Add(match.Groups[1].Index, EndOf(match), date, date, Grain.Day);
        }
    }

    // one date may end where the next one begins: "7/24-7/31"
    private IEnumerable<Match> NumericDates()
    {
        for (var match = NumericDate().Match(Folded); match.Success; match = NumericDate().Match(Folded, EndOf(match)))
            yield return match;
    }

    // "7.8." is a date, "3.5 million" is not
    private bool FollowsAsDate(Match match)
    {
        var end = match.Groups[3].Index + match.Groups[3].Length;
        var dotted = end < Folded.Length && Folded[end] == '.';
        return dotted || _words.Exists(word => word.Sign is Sign.Until or Sign.Through or Sign.Back or Sign.BackWeak or Sign.From && word.End <= match.Groups[1].Index && match.Groups[1].Index - word.End < 4);
    }

    private static int EndOf(Match match) => match.Groups[4].Success && match.Groups[4].Length > 0 ? match.Groups[4].Index + match.Groups[4].Length : match.Groups[3].Index + match.Groups[3].Length;

    // which order makes sense of all dates of this mail, seen from the day of receipt
    private bool? OrderOfDayAndMonth()
    {
        if (_language is { } hint)
        {
            if (hint is "en-us" or "en-ph" or "us")
                return false;
            if (!hint.StartsWith("en", StringComparison.Ordinal) || hint.Length > 2)
                return true;
        }

        var (byDay, byMonth) = (0, 0);
        var (nearDay, nearMonth) = (0, 0);
        foreach (var match in NumericDates())
        {
            var (a, b) = (Int(match.Groups[1]), Int(match.Groups[3]));
            if (a > 12 && b <= 12)
                byDay += 5;
            else if (b > 12 && a <= 12)
                byMonth += 5;
            var year = Year(match.Groups[4]);
            var (day, month) = (Fit(a, b, year), Fit(b, a, year));
            if (day is null || month is null || day == month)
                continue;
            if (Sensible(day.Value) != Sensible(month.Value))
                _ = Sensible(day.Value) ? byDay += 2 : byMonth += 2;
            else if (Math.Abs(Period.DaysBetween(_received, day.Value)) <= Math.Abs(Period.DaysBetween(_received, month.Value)))
                nearDay++;
            else
                nearMonth++;
        }

        return byDay != byMonth ? byDay > byMonth : nearDay != nearMonth ? nearDay > nearMonth : null;

        bool Sensible(LocalDate date) => date >= _received && date <= _received.PlusDays(200);
    }

    // 3rd to 5th August 2026, August 3–5, 2026, 10 août, end of October, through November 2026
    private void WithMonth()
    {
        foreach (var word in _words.Where(word => word.Sign == Sign.Month).OrderBy(word => word.Start).ThenByDescending(word => word.End))
        {
            if (Taken(word.Start, word.End))
                continue;
            var before = Folded[Math.Max(0, word.Start - 30)..word.Start];
            var after = Folded[word.End..Math.Min(Folded.Length, word.End + 30)];
            var yearAfter = YearAfterMonth().Match(after);
            var year = yearAfter.Success ? Year(yearAfter.Groups[1]) : null;
            if (TwoDays().Match(before) is { Success: true } two && Fit(Int(two.Groups[2]), word.Value, year) is { } last && Day(last.Year, last.Month, Int(two.Groups[1])) is { } first && first < last)
            {
                var start = word.Start - before.Length + two.Groups[1].Index;
                if (!Taken(start, word.End))
                    _dates.Add(new DateFound(start, word.End + (year is null ? 0 : yearAfter.Length), first, last, Grain.Span) { IsRange = true, Relation = Sign.To });
            }
            else if (DayBefore().Match(before) is { Success: true } one && Fit(Int(one.Groups[1]), word.Value, year) is { } day)
            {
                Add(word.Start - before.Length + one.Groups[1].Index, word.End + (year is null ? 0 : yearAfter.Length), day, day, Grain.Day);
            }
            else if (DaysAfter().Match(after) is { Success: true } following && Fit(Int(following.Groups[1]), word.Value, Year(following.Groups[3]) ?? null) is { } from)
            {
                var end = word.End + following.Index + following.Length;
                if (following.Groups[2].Success && Day(from.Year, from.Month, Int(following.Groups[2])) is { } until && until > from)
                    _dates.Add(new DateFound(word.Start, end, from, until, Grain.Span) { IsRange = true, Relation = Sign.To });
                else
                    Add(word.Start, end, from, from, Grain.Day);
            }
            else
            {
                MonthOnly(word, year, year is null ? 0 : yearAfter.Length);
            }
        }
    }

    // a month alone counts only where a word makes a date of it: "may" and "mar" are other words too
    private void MonthOnly(Found word, int? year, int yearLength)
    {
        var part = _words.Find(one => one.Sign is Sign.StartOf or Sign.MidOf or Sign.EndOf && one.End <= word.Start && word.Start - one.End <= 4 && Between(one.End, word.Start, 4));
        if (word.End - word.Start <= 3 && !char.IsUpper(_text.Original[_text.Origin(word.Start)]))
            return;
        var leads = part.End > 0 || year is not null || word.End - word.Start > 4 || _words.Exists(one => one.Sign is Sign.Until or Sign.Through or Sign.In or Sign.After or Sign.Before or Sign.From or Sign.Next or Sign.This or Sign.Back && one.End <= word.Start && word.Start - one.End <= 4);
        if (!leads)
            return;
        var first = year is { } stated ? new LocalDate(stated, word.Value, 1) : NextMonth(word.Value);
        var last = first.PlusMonths(1).PlusDays(-1);
        var start = part.End > 0 ? part.Start : word.Start;
        var end = word.End + yearLength;
        switch (part.End > 0 ? part.Sign : Sign.Month)
        {
            case Sign.StartOf: Add(start, end, first, first.PlusDays(6), Grain.Week); break;
            case Sign.MidOf: Add(start, end, first.PlusDays(14), first.PlusDays(14), Grain.Day); break;
            case Sign.EndOf: Add(start, end, last, last, Grain.End); break;
            default: Add(start, end, first, last, Grain.Month); break;
        }
    }

    private LocalDate NextMonth(int month)
    {
        var first = new LocalDate(_received.Year, month, 1);
        return first.PlusMonths(1).PlusDays(-1 + _daysBack) < _received || (_daysBack == 0 && first <= _received && month != _received.Month) ? first.PlusYears(1) : _daysBack == 0 && month == _received.Month ? first.PlusYears(1) : first;
    }

    // a day and month in the year that fits: stated, or the one nearest to the day of receipt
    private LocalDate? Fit(int day, int month, int? year)
    {
        if (year is { } stated)
            return Day(stated, month, day);
        var oldest = _received.PlusDays(-_daysBack);
        for (var candidate = _received.Year - 1; candidate <= _received.Year + 4; candidate++)
        {
            if (Day(candidate, month, day) is { } date && date >= oldest)
                return date;
        }

        return null;
    }

    private static LocalDate? Day(int year, int month, int day) =>
        year is >= 1990 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;

    private static int Int(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int? Year(Group group) => !group.Success || group.Length == 0 ? null : Int(group) is var year && group.Length == 2 ? 2000 + year : year;

    // only filler between two places: articles, dots, commas, names of days
    private bool Between(int from, int to, int most)
    {
        if (to < from || to - from > most + 24)
            return false;
        var words = Folded.AsSpan(from, to - from).Trim(" ,.:('\"");
        if (words.Length <= most)
            return words.IndexOfAny('.', '!', '?') < 0 || words.Length <= 2;
        var weekday = _words.Find(word => word.Sign == Sign.Weekday && word.Start >= from && word.End <= to + 1);
        return weekday.End > 0 && words.Length - (weekday.End - weekday.Start) <= most + 4;
    }

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?:^|[^\d./-])((?:19|20)\d{2}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?:$|[^\d-])", Safe)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?:^|[^\d.])(\d{1,2})\.? ?(?:-|bis|al|au|to|–) ?(\d{1,2})\. ?(\d{1,2})\. ?((?:20)?\d{2})?(?:$|\D)", Safe)]
    private static partial Regex DottedRange();

    [GeneratedRegex(@"(?:^|[^\d./:])(\d{1,2})([./-] ?)(\d{1,2})(?:[./-] ?((?:19|20)\d{2}|\d{2}))?(?:$|[^\d:]|:\D)", Safe)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"(?:^|[^\d:.])(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª|°)? ?(?:-|to|until|till|through|thru|and|bis|und|au|al|a|ao|e|y|et|do|до|по|tot|t/m|en|til|och|og) ?(?:the |le |el |il |zum |den )?(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª|°)? ?(?:of |de |di |d')?$", Safe)]
    private static partial Regex TwoDays();

    [GeneratedRegex(@"(?:^|[^\d:./])(\d{1,2})(?:st|nd|rd|th|er|re|\.|º|ª|°|:e|:a)? ?(?:of |de |di |d'|den |-)?$", Safe)]
    private static partial Regex DayBefore();

    [GeneratedRegex(@"^\.? ?,?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: ?(?:-|to|through|thru|until|till|and) ?(?:the )?(\d{1,2})(?:st|nd|rd|th)?)?(?:,? ((?:20)\d{2}))?(?:$|[^\d:])", Safe)]
    private static partial Regex DaysAfter();

    [GeneratedRegex(@"^\.?,? ?(?:de |del |di |of |')?((?:19|20)\d{2})(?:$|\D)", Safe)]
    private static partial Regex YearAfterMonth();
}
