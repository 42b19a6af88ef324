using System.Globalization;
using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Mail;

namespace Tact.Core.Messages;

/// <summary>Dates that are wrong, and promises without one (B8a, F2).</summary>
internal static class Dates
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>A weekday that does not match its date, a date in the past, a holiday there.</summary>
    public static void Wrong(Look look)
    {
        var text = look.Body;
        if (!look.Draft.Text.AsSpan().ContainsAnyInRange('0', '9'))
            return;
        var day = look.Day;
        var found = MailDates.Find(text.Folded, day ?? new LocalDate(2026, 1, 1), look.Words.Language, 0);
        List<Found>? weekdays = null;
        foreach (var date in found.Where(date => date.Grain == Grain.Day))
        {
            var written = text.Folded.Words(date.Start, date.End);
            if (!written.Any(char.IsAsciiDigit))
                continue;
            var stated = HasYear(written);
            if (!stated && day is null)
                continue;
            weekdays ??= [.. MailWords.Dates.Find(text.Folded).Where(word => word.Sign == Sign.Weekday)];
            var weekday = weekdays.Find(word => (word.End <= date.Start && date.Start - word.End <= 6 && Joins(text.Folded.Folded.AsSpan(word.End, date.Start - word.End))) || (word.Start >= date.Start && word.End <= date.End));
            var token = TokenAt(text, date.Start);
            var sentence = text.Tokens[token].Sentence;
            if (text.Tokens[token].Quoted)
                continue;
            var start = text.Folded.Origin(weekday.End > 0 ? Math.Min(weekday.Start, date.Start) : date.Start);
            var length = text.Folded.Origin(date.End - 1) + 1 - start;
            if (weekday.End > 0 && Mismatch(look, date.First, (IsoDayOfWeek)weekday.Value, stated, start, length))
                continue;
            if (look.Is(sentence, "promises") || look.Is(sentence, "asks-to-meet"))
                Ahead(look, date.First, stated, weekday.End > 0, start, length);
        }
    }

    // true when it was found wrong
    private static bool Mismatch(Look look, LocalDate date, IsoDayOfWeek weekday, bool stated, int start, int length)
    {
        if (date.DayOfWeek == weekday)
            return false;
        // without a year it may be last year's day, or next year's
        var other = !stated && (OnYear(date, -1)?.DayOfWeek == weekday || OnYear(date, 1)?.DayOfWeek == weekday);
        if (other && OnYear(date, -1) is { } last && last.DayOfWeek == weekday && look.Day is { } today && last > today.PlusDays(-300))
            return false;
        look.AddAt("wrong_date", MessageField.Body, start, length, $"{date.ToString("d MMMM uuuu", English)} is a {date.DayOfWeek}.", null, other ? Severity.Improve : null);
        return true;
    }

    // what is promised or asked for lies ahead, and not on their holiday
    private static void Ahead(Look look, LocalDate date, bool stated, bool weekday, int start, int length)
    {
        if (look.Day is not { } today)
            return;
        if (stated ? date < today : !weekday && OnYear(date, -1) is { } last && last < today && last >= today.PlusDays(-45))
        {
            look.AddAt("wrong_date", MessageField.Body, start, length, "That day is in the past.");
            return;
        }

        if (look.Receiver?.Calendar is { } calendar && calendar.HolidayOn(WorkingDays.Number(date)) is { } holiday)
            look.AddAt("wrong_date", MessageField.Body, start, length, $"That day is a holiday there: {holiday}.", null, Severity.Improve);
        else if (look.Receiver?.AwayUntil is { } away && date <= away && date >= today)
            look.AddAt("wrong_date", MessageField.Body, start, length, $"They are away until {away.ToString("d MMMM", English)}.", null, Severity.Improve);
    }

    /// <summary>"I will call you soon": when?</summary>
    public static void Promises(Look look)
    {
        // "I will have to write to your boss" wants no day
        if (look.Spoke("threat"))
            return;
        var text = look.Body;
        foreach (var (group, first, end) in look.Found)
        {
            if (look.Words.Groups[group].Mark != "promises" || text.Tokens[first].Quoted)
                continue;
            var sentence = text.Tokens[first].Sentence;
            if (look.Is(sentence, "when") || look.Is(sentence, "rests") || look.Is(sentence, "hardly-asks") || text.Sentences[sentence].Mark == '?' || HasDigits(text, sentence))
                continue;
            // the day may stand in the sentence before: "On Thursday I am in Graz. I will call you then."
            if (!look.Is(sentence, "soon") && sentence > 0 && (look.Is(sentence - 1, "when") || HasDigits(text, sentence - 1)))
                continue;
            look.Add("promise_without_date", text, first, end, null, "Name the day, and keep it: “I will ring you on Thursday at ten.”");
            return;
        }
    }

    private static bool HasDigits(DraftText text, int sentence)
    {
        for (var i = text.Sentences[sentence].First; i < text.Sentences[sentence].End; i++)
        {
            if (char.IsAsciiDigit(text.Word(i)[0]))
                return true;
        }

        return false;
    }

    private static bool Joins(ReadOnlySpan<char> between) => between.Trim(" ,.(") is "" or "the" or "den" or "der" or "dem" or "le" or "el" or "de" or "on";

    private static LocalDate? OnYear(LocalDate date, int years) => date is { Month: 2, Day: 29 } ? null : date.PlusYears(years);

    private static bool HasYear(string written)
    {
        var digits = 0;
        foreach (var c in written)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits == 4)
                return true;
        }

        return false;
    }

    private static int TokenAt(DraftText text, int place)
    {
        var at = text.Tokens.FindIndex(token => token.Start + token.Length > place);
        return at < 0 ? text.Tokens.Count - 1 : at;
    }
}
