using NodaTime;

namespace Tact.Core.Mail;

/// <summary>When somebody who is away is back: the first working day after the last day away (C5).</summary>
internal static class Absences
{
    /// <summary>The day they are back, and the words that say it; nothing where no day is stated or it is past.</summary>
    public static (LocalDate? Day, string? Words) Return(FoldedText text, LocalDate received, string? language)
    {
        var dates = MailDates.Find(text, received, language, 90).Where(date => date.First <= received.PlusYears(2)).ToList();
        foreach (var tier in (IEnumerable<Func<DateFound, LocalDate?>>)[BackOn, LastDayAway, BackPerhaps, AwayOn])
        {
            var stated = dates.Select(date => (Date: date, Day: tier(date))).Where(one => one.Day is not null).ToList();
            if (stated.Count == 0)
                continue;
            var (found, day) = stated.MaxBy(one => one.Day);
            return day < received ? (null, text.Sentence(found.Start, found.End)) : (day, text.Sentence(found.Start, found.End));
        }

        return (null, null);

        // "back on the 6th", "KW 34 zurück", "returning after the 5th"
        LocalDate? BackOn(DateFound date) => date.IsRange ? null : date.Relation switch
        {
            Sign.Back => Working(date.First),
            Sign.After => Working(date.Last.PlusDays(1)),
            _ => null,
        };

        // "until the 5th": away on it too, except that a week that begins with that day ends the absence
        LocalDate? LastDayAway(DateFound date) => date switch
        {
            { IsRange: true } => Working(date.Last.PlusDays(1)),
            { Relation: Sign.Through } => Working(date.Last.PlusDays(1)),
            { Relation: Sign.Until, Grain: Grain.End } => Working(date.Last.PlusDays(1)),
            { Relation: Sign.Until, Grain: Grain.Month or Grain.Longer } => Working(date.First),
            { Relation: Sign.Until, Grain: Grain.Week } => Working(date.First == date.Last.PlusDays(-6) && date.First.DayOfWeek == IsoDayOfWeek.Monday ? date.Last.PlusDays(1) : date.First),
            { Relation: Sign.Until } => date.Last.DayOfWeek == IsoDayOfWeek.Monday ? date.Last : Working(date.Last.PlusDays(1)),
            _ => null,
        };

        // "am 10. August", "dal 10": back, if nothing else was said
        LocalDate? BackPerhaps(DateFound date) => date switch
        {
            { IsRange: false, Relation: Sign.BackWeak, Grain: not Grain.Span } when date.First > received => Working(date.First),
            { Grain: Grain.Span, IsRange: false } => Working(date.First),
            _ => null,
        };

        // "I am away today", "this week", "on 5 August"
        LocalDate? AwayOn(DateFound date) => date.Relation is Sign.Before or Sign.From ? null : Working(date.Last.PlusDays(1));
    }

    /// <summary>The day itself, or the Monday after a weekend.</summary>
    public static LocalDate Working(LocalDate day) => day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? day.Next(IsoDayOfWeek.Monday) : day;

    /// <summary>When to write again after "not now": the day named, or a few weeks before a "before".</summary>
    public static (LocalDate? Day, string? Words) Resume(FoldedText text, LocalDate received, string? language)
    {
        foreach (var date in MailDates.Find(text, received, language, 0).OrderBy(date => date.Relation is Sign.In or Sign.After or Sign.Back or Sign.BackWeak or null ? 0 : 1))
        {
            LocalDate? day = date.Relation switch
            {
                Sign.After or Sign.Until or Sign.Through when date.Grain is Grain.Day or Grain.End => date.Last.PlusDays(1),
                Sign.After or Sign.Through when date.Grain is not Grain.Span => date.Last.PlusDays(1),
                Sign.Before => Working(date.First.PlusDays(-28)) is var early && early > received ? early : received.PlusDays(7),
                _ => date.First,
            };
            if (SaysBefore(text, date) && date.Relation is not Sign.Before)
                day = Working(date.Last.PlusDays(-28));
            if (day > received && day < received.PlusYears(5))
                return (day, text.Sentence(date.Start, date.End));
        }

        return (null, null);
    }

    // "runs until the end of January, let us talk a bit before that"
    private static bool SaysBefore(FoldedText text, DateFound date)
    {
        var after = text.Folded.AsSpan(date.End, Math.Min(60, text.Folded.Length - date.End));
        return after.IndexOf("before that") >= 0 || after.IndexOf("before then") >= 0 || after.IndexOf("vorher") >= 0 || after.IndexOf("davor") >= 0 || after.IndexOf("avant cela") >= 0 || after.IndexOf("antes de eso") >= 0;
    }
}
