using System.Collections.Frozen;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Tact.Imports;

/// <summary>What a column says about the order of day and month, gathered over the whole file.</summary>
sealed class DateEvidence
{
    /// <summary>Values in which only the first number can be the day, for example 13/05/2026.</summary>
    public int DayFirst { get; private set; }

    /// <summary>Values in which only the second number can be the day, for example 3/15/2024.</summary>
    public int MonthFirst { get; private set; }

    /// <summary>The first value that can be read both ways, and its line.</summary>
    public (long Line, string Text)? Unclear { get; private set; }

    public int FutureIfDayFirst { get; private set; }
    public int FutureIfMonthFirst { get; private set; }
    public bool Dots { get; private set; }
    public bool AmPm { get; private set; }

    public void Add(long line, string text, LocalDate today)
    {
        if (!MixedDate.TryNumeric(text, today, out var first, out var second, out var year, out var separator, out var rest))
            return;
        if (first > 12 && second <= 12)
            DayFirst++;
        else if (second > 12 && first <= 12)
            MonthFirst++;
        else if (first <= 12 && second <= 12 && first != second)
        {
            Unclear ??= (line, text);
            Dots |= separator == '.';
            FutureIfDayFirst += new LocalDate(year, second, first) > today ? 1 : 0;
            FutureIfMonthFirst += new LocalDate(year, first, second) > today ? 1 : 0;
        }
        AmPm |= rest.Contains('m', StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The order that the values themselves prove; null when they leave it open.</summary>
    public DateOrder? Proven => (DayFirst, MonthFirst) switch
    {
        (> 0, 0) => DateOrder.DayFirst,
        (0, > 0) => DateOrder.MonthFirst,
        (0, 0) => null,
        var (day, month) => day >= month ? DateOrder.DayFirst : DateOrder.MonthFirst,
    };
}

/// <summary>Dates as exports write them: ISO, 3/15/2024 2:30 PM, 12 Mar 2024, 7-Feb-22, 28. September 2026, with or without a time.</summary>
static class MixedDate
{
    static readonly FrozenDictionary<string, int> Months = MonthNames();

    /// <summary>The date in the reader's zone; null when it is none.</summary>
    public static ImportedDate? Read(string text, DateOrder order, ReadingPlace place)
    {
        text = text.Trim();
        if (text.Length is < 5 or > 60)
            return null;
        if (Iso(text, place.Zone) is { } iso)
            return iso;
        if (TryNumeric(text, place.Today, out var first, out var second, out var year, out _, out var rest))
        {
            var dayFirst = second > 12 ? false : first > 12 || order == DateOrder.DayFirst;
            return Make(year, dayFirst ? second : first, dayFirst ? first : second, rest);
        }
        return WithMonthName(text, place.Today);
    }

    /// <summary>Splits "04/05/2026 14:30" into its numbers; false when the text is not three numbers with a year at the end.</summary>
    public static bool TryNumeric(string text, LocalDate today, out int first, out int second, out int year, out char separator, out string rest)
    {
        (first, second, year, separator, rest) = (0, 0, 0, '\0', "");
        var at = 0;
        if (!Number(text, ref at, 2, out first) || at >= text.Length || text[at] is not ('/' or '.' or '-'))
            return false;
        separator = text[at++];
        while (at < text.Length && text[at] == ' ')
            at++;
        if (!Number(text, ref at, 2, out second) || at >= text.Length || text[at] != separator)
            return false;
        at++;
        while (at < text.Length && text[at] == ' ')
            at++;
        var start = at;
        if (!Number(text, ref at, 4, out year) || at - start is not (2 or 4) || at < text.Length && char.IsLetterOrDigit(text[at]))
            return false;
        if (at - start == 2)
            year = Century(year, today);
        rest = text[at..];
        return first is >= 1 and <= 31 && second is >= 1 and <= 31 && (first <= 12 || second <= 12) && year is > 1900 and < 2200
            && (first > 12 || second <= DateTime.DaysInMonth(year, first)) | (second > 12 || first <= DateTime.DaysInMonth(year, Math.Min(second, 12)));
    }

    static ImportedDate? Iso(string text, DateTimeZone zone)
    {
        if (text.Length < 8 || !char.IsAsciiDigit(text[3]))
            return null;
        if (text.Length is 10 or 13 && text.All(char.IsAsciiDigit) && long.TryParse(text, CultureInfo.InvariantCulture, out var unix))
            return In(zone, text.Length == 10 ? Instant.FromUnixTimeSeconds(unix) : Instant.FromUnixTimeMilliseconds(unix));
        if (text.Length == 8 && text.All(char.IsAsciiDigit))
            return Make(int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(4, 2), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(6, 2), CultureInfo.InvariantCulture), "");
        var at = 0;
        if (!Number(text, ref at, 4, out var year) || at != 4 || at >= text.Length || text[at] is not ('-' or '/' or '.'))
            return null;
        at++;
        if (!Number(text, ref at, 2, out var month) || at >= text.Length || text[at] is not ('-' or '/' or '.'))
            return null;
        at++;
        if (!Number(text, ref at, 2, out var day))
            return null;
        var rest = text[at..].Trim();
        if (Make(year, month, day, rest.TrimStart('T', 't')) is not { } local)
            return null;
        if (local.Time is null || rest.AsSpan(1).IndexOfAny("Z+-") < 0 && !rest.EndsWith("UTC", StringComparison.Ordinal) && !rest.EndsWith("GMT", StringComparison.Ordinal))
            return local;
        var offset = rest[(rest.AsSpan(1).IndexOfAny("Z+-UG") + 1)..].Replace("UTC", "").Replace("GMT", "").Trim();
        if (offset is "" or "Z")
            return In(zone, local.Date.At(local.Time.Value).InUtc().ToInstant());
        if (offset.Length == 5 && !offset.Contains(':'))
            offset = offset.Insert(3, ":");
        return OffsetPattern.GeneralInvariantWithZ.Parse(offset) is { Success: true, Value: var value }
            ? In(zone, local.Date.At(local.Time.Value).WithOffset(value).ToInstant())
            : local;
    }

    static ImportedDate In(DateTimeZone zone, Instant instant)
    {
        var local = instant.InZone(zone).LocalDateTime;
        return new(local.Date, local.TimeOfDay);
    }

    // Day, month name and year in any order: "12 Mar 2024", "Mar 12, 2024 at 3:00 PM", "7-Feb-22", "Mittwoch, 28. September 2026".
    static ImportedDate? WithMonthName(string text, LocalDate today)
    {
        int? day = null, month = null, year = null;
        var at = 0;
        while (at < text.Length && !(day is not null && month is not null && year is not null))
        {
            if (char.IsAsciiDigit(text[at]))
            {
                var start = at;
                if (!Number(text, ref at, 4, out var number))
                    return null;
                if (at - start == 4)
                    year = number;
                else if (day is null)
                    day = number;
                else
                    year ??= Century(number, today);
            }
            else if (char.IsLetter(text[at]))
            {
                var start = at;
                while (at < text.Length && (char.IsLetter(text[at]) || text[at] == '.' && at - start < 5))
                    at++;
                var word = text[start..at].TrimEnd('.');
                if (Months.TryGetValue(word, out var found))
                    month = found;
            }
            else
            {
                at++;
            }
        }
        return day is { } d && month is { } m && year is { } y ? Make(y, m, d, text[at..]) : null;
    }

    static ImportedDate? Make(int year, int month, int day, string rest)
    {
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        return new(new LocalDate(year, month, day), Time(rest));
    }

    static LocalTime? Time(string rest)
    {
        var at = 0;
        while (at < rest.Length && !char.IsAsciiDigit(rest[at]))
            at++;
        if (!Number(rest, ref at, 2, out var hour) || at >= rest.Length || text(at) is not (':' or '.' or 'h'))
            return null;
        at++;
        if (!Number(rest, ref at, 2, out var minute))
            return null;
        var tail = rest.AsSpan(at);
        if (tail.Contains("pm", StringComparison.OrdinalIgnoreCase) || tail.Contains("p.m", StringComparison.OrdinalIgnoreCase))
            hour = hour < 12 ? hour + 12 : hour;
        else if ((tail.Contains("am", StringComparison.OrdinalIgnoreCase) || tail.Contains("a.m", StringComparison.OrdinalIgnoreCase)) && hour == 12)
            hour = 0;
        return hour <= 23 && minute <= 59 ? new LocalTime(hour, minute) : null;

        char text(int i) => rest[i];
    }

    static bool Number(string text, ref int at, int digits, out int value)
    {
        value = 0;
        var start = at;
        while (at < text.Length && at - start < digits && char.IsAsciiDigit(text[at]))
            value = value * 10 + text[at++] - '0';
        return at > start && (at >= text.Length || !char.IsAsciiDigit(text[at]));
    }

    // Exports carry the past and a few years of plans.
    static int Century(int twoFigures, LocalDate today) => 2000 + twoFigures <= today.Year + 20 ? 2000 + twoFigures : 1900 + twoFigures;

    static FrozenDictionary<string, int> MonthNames()
    {
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        string[] forms =
        [
            "jan january januar jänner janvier janv enero ene gennaio gen januari janeiro",
            "feb february februar févr février fevrier fev febrero febbraio februari fevereiro",
            "mar march märz mär mrz maerz mars marzo maart mrt março",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag mei maio",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho",
            "aug august août aout agosto ago augustus",
            "sep sept september septembre septiembre settembre set setembro",
            "oct october okt oktober octobre octubre ottobre ott outubro",
            "nov november novembre noviembre novembro",
            "dec december dez dezember décembre déc decembre diciembre dic dicembre dezembro",
        ];
        for (var month = 0; month < forms.Length; month++)
            foreach (var name in forms[month].Split(' '))
                names.TryAdd(name, month + 1);
        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
