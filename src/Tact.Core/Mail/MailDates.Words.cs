using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Calendars;

namespace Tact.Core.Mail;

// Dates in words: weeks, days of the week, "in two weeks", occasions; and what stands around a date.
internal sealed partial class MailDates
{
    // 8月10日, 10月末
    private void Asian()
    {
        foreach (Match match in AsianDate().Matches(Folded))
        {
            var (month, day) = (Int(match.Groups[1]), Int(match.Groups[2]));
            if (month is < 1 or > 12 || Taken(match.Groups[1].Index, match.Index + match.Length))
                continue;
            var (start, end) = (match.Groups[1].Index, match.Index + match.Length);
            if (day > 0)
            {
                if (Fit(day, month, null) is { } date)
                    Add(start, match.Groups[2].Index + match.Groups[2].Length + 1, date, date, Grain.Day);
                continue;
            }

            var first = NextMonth(month);
            var last = first.PlusMonths(1).PlusDays(-1);
            var rest = Folded.AsSpan(Math.Min(end, Folded.Length));
            if (rest.StartsWith("末") || rest.StartsWith("底") || rest.StartsWith("下旬"))
                Add(start, end + 1, last, last, Grain.End);
            else
                Add(start, end, first, last, Grain.Month);
        }
    }

    // KW 34, week 34, vecka 34
    private void WeekNumbers()
    {
        foreach (var word in _words.Where(word => word.Sign == Sign.WeekNumber))
        {
            if (NumberAfter().Match(Folded[word.End..Math.Min(Folded.Length, word.End + 8)]) is not { Success: true } match || Int(match.Groups[1]) is not (>= 1 and <= 53) || Taken(word.Start, word.End))
                continue;
            var week = Int(match.Groups[1]);
            var rule = WeekYearRules.Iso;
            for (var year = _received.Year - 1; year <= _received.Year + 1; year++)
            {
                if (week > rule.GetWeeksInWeekYear(year))
                    continue;
                var monday = rule.GetLocalDate(year, week, IsoDayOfWeek.Monday);
                if (monday.PlusDays(6 + Math.Min(_daysBack, 30)) < _received)
                    continue;
                Add(word.Start, word.End + match.Length, monday, monday.PlusDays(6), Grain.Week);
                break;
            }
        }
    }

    // tomorrow, in two weeks, next month, el mes que viene, end of the year, Q1
    private void Relative()
    {
        foreach (var word in _words)
        {
            if (word.Sign == Sign.Tomorrow)
                Add(word.Start, word.End, _received.PlusDays(1), _received.PlusDays(1), Grain.Day);
            else if (word.Sign == Sign.Today)
                Add(word.Start, word.End, _received, _received, Grain.Day);
            else if (word.Sign is Sign.Day or Sign.WorkingDay or Sign.Week or Sign.MonthUnit or Sign.Quarter or Sign.Year or Sign.Half or Sign.Fortnight)
                Counted(word);
        }

        foreach (Match match in QuarterName().Matches(Folded))
        {
            var quarter = Int(match.Groups[1]);
            var year = Year(match.Groups[2]);
            var first = new LocalDate(year ?? _received.Year, quarter * 3 - 2, 1);
            if (year is null && first <= _received)
                first = first.PlusYears(1);
            Add(match.Groups[1].Index - 1, match.Groups[1].Index + 1 + match.Groups[2].Length, first, first.PlusMonths(3).PlusDays(-1), Grain.Longer);
        }
    }

    // in 2028
    private void YearAlone()
    {
        foreach (Match match in LoneYear().Matches(Folded))
        {
            var year = Int(match.Groups[1]);
            if (year > _received.Year && year < _received.Year + 6)
                Add(match.Groups[1].Index, match.Groups[1].Index + 4, new LocalDate(year, 1, 1), new LocalDate(year, 12, 31), Grain.Longer);
        }
    }

    private void Counted(Found unit)
    {
        if (Before(unit, Sign.Next, 1) is { } next || After(unit, Sign.Next) is { } following && (next = following) != default)
        {
            var (from, to) = (Math.Min(next.Start, unit.Start), Math.Max(next.End, unit.End));
            var (start, last, grain) = unit.Sign switch
            {
                Sign.Week => (_received.Next(IsoDayOfWeek.Monday), _received.Next(IsoDayOfWeek.Monday).PlusDays(6), Grain.Week),
                Sign.MonthUnit => (FirstOfMonth(1), FirstOfMonth(2).PlusDays(-1), Grain.Month),
                Sign.Quarter => (FirstOfQuarter(), FirstOfQuarter().PlusMonths(3).PlusDays(-1), Grain.Longer),
                Sign.Half => (_received.Month < 7 ? new LocalDate(_received.Year, 7, 1) : new LocalDate(_received.Year + 1, 1, 1), new LocalDate(_received.Year + 1, 6, 30), Grain.Longer),
                Sign.Year => (new LocalDate(_received.Year + 1, 1, 1), new LocalDate(_received.Year + 1, 12, 31), Grain.Longer),
                _ => (default, default, Grain.Day),
            };
            if (start != default)
                Add(from, to, start, last, grain);
            return;
        }

        if (Before(unit, Sign.EndOf) is { } end)
        {
            if (unit.Sign == Sign.MonthUnit)
                Add(end.Start, unit.End, FirstOfMonth(1).PlusDays(-1), FirstOfMonth(1).PlusDays(-1), Grain.End);
            else if (unit.Sign == Sign.Year)
                Add(end.Start, unit.End, new LocalDate(_received.Year, 12, 31), new LocalDate(_received.Year, 12, 31), Grain.End);
            else if (unit.Sign == Sign.Week)
                Add(end.Start, unit.End, _received.PlusDays(-1).Next(IsoDayOfWeek.Friday), _received.PlusDays(-1).Next(IsoDayOfWeek.Friday), Grain.End);
            else if (unit.Sign == Sign.Quarter)
                Add(end.Start, unit.End, FirstOfQuarter().PlusDays(-1), FirstOfQuarter().PlusDays(-1), Grain.End);
            return;
        }

        if (unit.Sign == Sign.Week && Before(unit, Sign.This) is { } running)
        {
            var friday = _received.PlusDays(-1).Next(IsoDayOfWeek.Friday);
            Add(running.Start, unit.End, _received, friday, Grain.Week);
            return;
        }

        var (count, at) = Count(unit);
        if (count == 0)
            return;
        var lead = _words.Find(word => word.Sign is Sign.In or Sign.After or Sign.Until && word.End <= at && at - word.End <= 3);
        var behind = _words.Exists(word => word.Sign is Sign.In or Sign.After && word.Start >= unit.End && word.Start - unit.End <= 1);
        if (lead.End == 0 && !behind && unit.Sign != Sign.Fortnight)
            return;
        var date = unit.Sign switch
        {
            Sign.Day => _received.PlusDays(count),
            Sign.WorkingDay => _received.PlusDays(count + 2 * (count / 5)),
            Sign.Week => _received.PlusWeeks(count),
            Sign.Fortnight => _received.PlusWeeks(2),
            Sign.MonthUnit => _received.PlusMonths(count),
            Sign.Quarter => _received.PlusMonths(3 * count),
            Sign.Half => _received.PlusMonths(6),
            _ => _received.PlusYears(count),
        };
        if (date.Year < 2190)
            Add(lead.End > 0 ? lead.Start : at, unit.End, date, date, Grain.Span);
    }

    private (int Count, int At) Count(Found unit)
    {
        if (unit.Sign == Sign.Fortnight)
            return (2, unit.Start);
        var before = Folded[Math.Max(0, unit.Start - 8)..unit.Start];
        if (NumberBefore().Match(before) is { Success: true } digits)
            return (Math.Min(Int(digits.Groups[1]), 600), unit.Start - before.Length + digits.Groups[1].Index);
        var word = _words.FindLast(one => one.Sign == Sign.Number && one.End <= unit.Start && unit.Start - one.End <= 1);
        return word.End > 0 ? (word.Value, word.Start) : (0, 0);
    }

    private Found? Before(Found unit, Sign sign, int gap = 5) => _words.FindLast(word => word.Sign == sign && word.End <= unit.Start && unit.Start - word.End <= gap) is { End: > 0 } found ? found : null;

    private Found? After(Found unit, Sign sign) => _words.Find(word => word.Sign == sign && word.Start >= unit.End && word.Start - unit.End <= 1) is { End: > 0 } found ? found : null;

    private LocalDate FirstOfMonth(int months) => new LocalDate(_received.Year, _received.Month, 1).PlusMonths(months);

    private LocalDate FirstOfQuarter() => new LocalDate(_received.Year, (_received.Month - 1) / 3 * 3 + 1, 1).PlusMonths(3);

    // until Monday, next Tuesday, Tuesday the 28th
    private void Weekdays()
    {
        foreach (var word in _words.Where(word => word.Sign == Sign.Weekday))
        {
            if (Taken(word.Start, word.End) || _dates.Exists(date => date.Start >= word.End && Between(word.End, date.Start, 4) && date.Start - word.End < 8))
                continue;
            var day = (IsoDayOfWeek)word.Value;
            if (DayBehind().Match(Folded[word.End..Math.Min(Folded.Length, word.End + 14)]) is { Success: true } number && Int(number.Groups[1]) is >= 1 and <= 31 and var dayOfMonth && WithDay(dayOfMonth) is { } named && named.DayOfWeek == day)
            {
                Add(word.Start, word.End + number.Groups[1].Index + number.Groups[1].Length, named, named, Grain.Day);
                continue;
            }

            var next = Before(word, Sign.Next) ?? After(word, Sign.Next);
            var date = _received.Next(day);
            if (next is not null && date < _received.Next(IsoDayOfWeek.Monday))
                date = date.PlusWeeks(1);
            Add(next is { } n ? Math.Min(n.Start, word.Start) : word.Start, next is { } m ? Math.Max(m.End, word.End) : word.End, date, date, Grain.Day);
        }
    }

    private LocalDate? WithDay(int day)
    {
        for (var month = 0; month < 3; month++)
        {
            var first = FirstOfMonth(month);
            if (Day(first.Year, first.Month, day) is { } date && date >= _received)
                return date;
        }

        return null;
    }

    // until the 15th, bis zum 15., do 15.
    private void DayOnly()
    {
        foreach (var word in _words.Where(word => word.Sign is Sign.Until or Sign.Through or Sign.Back))
        {
            if (DayBehind().Match(Folded[word.End..Math.Min(Folded.Length, word.End + 14)]) is { Success: true } number && Int(number.Groups[1]) is >= 1 and <= 31 and var day
                && !Taken(word.End, word.End + number.Length) && !IsTime(word.End + number.Groups[1].Index + number.Groups[1].Length) && (number.Groups[2].Length > 0 || word.Sign != Sign.Back) && WithDay(day) is { } date
                && !_words.Exists(unit => unit.Start >= word.End + number.Groups[1].Index + number.Groups[1].Length && unit.Start <= word.End + number.Length + 1 && unit.Sign is Sign.Day or Sign.Week or Sign.MonthUnit or Sign.Year or Sign.WorkingDay && unit.Start - word.End < 12))
                Add(word.End + number.Groups[1].Index, word.End + number.Groups[1].Index + number.Groups[1].Length, date, date, Grain.Day);
        }
    }

    // "until 2pm", "bis 14 Uhr"
    private bool IsTime(int end)
    {
        var rest = Folded.AsSpan(Math.Min(end, Folded.Length)).TrimStart();
        return rest.StartsWith("am") || rest.StartsWith("pm") || rest.StartsWith("a.m") || rest.StartsWith("p.m") || rest.StartsWith("uhr") || rest.StartsWith("h ") || rest.StartsWith("o'clock") || rest.StartsWith("hours") || rest.StartsWith("hrs") || rest.StartsWith("時");
    }

    // after Labor Day, in the new year, after the summer
    private void Occasions()
    {
        foreach (var word in _words.Where(word => word.Sign == Sign.Occasion))
        {
            if (Taken(word.Start, word.End))
                continue;
            var occasion = (Occasion)word.Value;
            var (first, last) = (default(LocalDate), default(LocalDate));
            for (var year = _received.Year; year <= _received.Year + 1; year++)
            {
                (first, last) = In(occasion, year);
                if (last >= _received)
                    break;
            }

            Add(word.Start, word.End, first, last, first == last ? Grain.Day : Grain.Longer);
        }
    }

    private static (LocalDate First, LocalDate Last) In(Occasion occasion, int year) => occasion switch
    {
        Occasion.NewYear => (new(year, 1, 1), new(year, 1, 1)),
        Occasion.Easter => (Easter(year), Easter(year).PlusDays(1)),
        Occasion.Carnival => (Easter(year).PlusDays(-48), Easter(year).PlusDays(-47)),
        Occasion.Whitsun => (Easter(year).PlusDays(49), Easter(year).PlusDays(50)),
        Occasion.Christmas => (new(year, 12, 24), new(year, 12, 31)),
        Occasion.Spring => (new(year, 3, 1), new(year, 5, 31)),
        Occasion.Summer => (new(year, 6, 1), new(year, 8, 31)),
        Occasion.September => (new(year, 9, 1), new(year, 9, 1)),
        Occasion.Autumn => (new(year, 9, 1), new(year, 11, 30)),
        Occasion.Winter => (new(year, 12, 1), new LocalDate(year + 1, 3, 1).PlusDays(-1)),
        Occasion.LaborDay => (Nth(year, 9, IsoDayOfWeek.Monday, 1), Nth(year, 9, IsoDayOfWeek.Monday, 1)),
        Occasion.Thanksgiving => (Nth(year, 11, IsoDayOfWeek.Thursday, 4), Nth(year, 11, IsoDayOfWeek.Thursday, 4).PlusDays(1)),
        Occasion.MemorialDay => (new LocalDate(year, 6, 1).Previous(IsoDayOfWeek.Monday), new LocalDate(year, 6, 1).Previous(IsoDayOfWeek.Monday)),
        Occasion.IndependenceDay => (new(year, 7, 4), new(year, 7, 4)),
        Occasion.Midsummer => (new LocalDate(year, 6, 18).Next(IsoDayOfWeek.Friday), new LocalDate(year, 6, 19).Next(IsoDayOfWeek.Saturday)),
        _ => (new(year, 5, 1), new(year, 5, 10)),
    };

    private static LocalDate Nth(int year, int month, IsoDayOfWeek day, int nth) => new LocalDate(year, month, 1).PlusDays(-1).Next(day).PlusWeeks(nth - 1);

    // the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)
    private static LocalDate Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var day = h + l - 7 * m + 114;
        return new LocalDate(year, day / 31, day % 31 + 1);
    }

    // two dates with "to" between them are one span
    private void Ranges()
    {
        for (var i = 0; i + 1 < _dates.Count; i++)
        {
            var (a, b) = (_dates[i], _dates[i + 1]);
            if (a.IsRange || b.IsRange || b.Last < a.First || b.Start - a.End > 22 || a.Grain is Grain.Span)
                continue;
            var to = _words.Exists(word => word.Sign is Sign.To or Sign.Until or Sign.Through && word.Start >= a.End && word.End <= b.Start && Between(a.End, word.Start, 3) && Between(word.End, b.Start, 4));
            var from = _words.Exists(word => word.Sign == Sign.From && word.End <= a.Start && Between(word.End, a.Start, 4) && a.Start - word.End < 14);
            var through = _words.Exists(word => word.Sign is Sign.Through or Sign.Until && word.Start >= a.End && word.End <= b.Start);
            if (!to || (!from && !through && a.Grain == Grain.Day && IsWeekdayOnly(a) && IsWeekdayOnly(b)))
                continue;
            _dates[i] = a with { End = b.End, Last = b.Last, Grain = Grain.Span, IsRange = true, Relation = Sign.To };
            _dates.RemoveAt(i + 1);
        }
    }

    private bool IsWeekdayOnly(DateFound date) => Folded.AsSpan(date.Start, date.End - date.Start).IndexOfAnyInRange('0', '9') < 0;

    // the nearest word that says what the date is: before it, or right behind it
    private Sign? RelationOf(DateFound date)
    {
        Found? best = null;
        foreach (var word in _words)
        {
            if (word.Sign is not (Sign.Until or Sign.Through or Sign.Back or Sign.BackWeak or Sign.After or Sign.From or Sign.Before or Sign.In))
                continue;
            var ahead = word.End <= date.Start && Between(word.End, date.Start, word.Sign == Sign.Back ? 9 : 5);
            var inside = word.Start == date.Start && word.End < date.End && word.Sign is Sign.In or Sign.After or Sign.Until && word.Start == date.Start;
            var behind = word.Start >= date.End && word.Start - date.End <= 1 && (word.Sign is Sign.Through or Sign.Back or Sign.After or Sign.Until or Sign.BackWeak) && word.Start < Folded.Length && (Folded[word.Start] >= 0x0E00 || Trailing(word));
            behind |= word.Sign == Sign.Back && word.Start >= date.End && word.Start - date.End <= 16 && Folded.AsSpan(date.End, word.Start - date.End).IndexOfAny('.', '!', '\n') < 0;
            if (!ahead && !inside && !behind)
                continue;
            var distance = Away(word);
            var bestDistance = best is { } one ? Away(one) : int.MaxValue;
            if (distance < bestDistance || (distance == bestDistance && best is { Sign: Sign.From } && word.Sign != Sign.From) || (distance == bestDistance && best is { } other && !(word.Sign == Sign.From && other.Sign != Sign.From) && word.End - word.Start > other.End - other.Start))
                best = word;
        }

        if (best is { Sign: Sign.Until } && _words.Exists(word => word.Sign == Sign.Inclusive && word.Start >= date.End && word.Start - date.End <= 3))
            return Sign.Through;
        if (best is null && _words.Exists(word => word.Sign == Sign.Inclusive && word.Start >= date.End && word.Start - date.End <= 3))
            return Sign.Through;
        return best?.Sign;

        // what stands ahead of a date counts before what stands behind it, except for "KW 34 zurück" after a weak "ab" or "am"
        int Away(Found word) => word.End <= date.Start ? date.Start - word.End + (word.Sign is Sign.BackWeak or Sign.In or Sign.From ? 8 : 0) : word.Start >= date.End && Folded[word.Start] < 0x0E00 ? 6 + word.Start - date.End : 0;

        // languages whose "until" and "after" stand behind the date
        bool Trailing(Found word) => Folded.AsSpan(word.Start, word.End - word.Start) is "asti" or "saakka" or "jalkeen" or "alkaen" or "kadar" or "tarihine kadar" or "sonra" or "-ig" or "ig" or "utan";
    }

    [GeneratedRegex(@"(?:^|\D)(\d{1,2}) ?[月월] ?(?:(\d{1,2}) ?[日号號일])?", Safe)]
    private static partial Regex AsianDate();

    [GeneratedRegex(@"(?:^| )(?:in|im jahr|en|nel|em|i|w|v|в|until|before|after|til|till) (20\d{2})(?:$|[^\d])", Safe)]
    private static partial Regex LoneYear();

    [GeneratedRegex(@"^\.? ?(?:nr\.? ?)?(\d{1,2})(?:$|[^\d:/.]|\.(?:\D|$))", Safe)]
    private static partial Regex NumberAfter();

    [GeneratedRegex(@"(?:^|[^\d.,])(\d{1,3})[ -]?(?:full |more |weitere[n]? )?$", Safe)]
    private static partial Regex NumberBefore();

    [GeneratedRegex(@"(?:^|[^\w])q([1-4])(?: ?(?:of )?((?:20)\d{2}))?(?:$|\W)", Safe)]
    private static partial Regex QuarterName();

    [GeneratedRegex(@"^ ?,?(?:the |le |el |il |den |dem |dia |dnia )?(\d{1,2})(st|nd|rd|th|er|\.|:e|º|日)?(?:$|[^\d:/.%€$,]|[.,](?:\D|$))", Safe)]
    private static partial Regex DayBehind();
}
