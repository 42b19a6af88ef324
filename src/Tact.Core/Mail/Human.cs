namespace Tact.Core.Mail;

/// <summary>What a person answers (C4). Where the words say two things, a human decides.</summary>
internal static class Human
{
    public static MailMeaning Read(Reading read)
    {
        if (read.Own.Folded.Length == 0)
            return read.Is(MailKind.Unsure, 0.3, read.Mail.Parts.Count > 0 ? "They wrote no words of their own; look at what is attached." : "They wrote no words of their own.");
        return Gone(read) ?? Pointed(read) ?? Met(read) ?? Answered(read) ?? Rest(read);
    }

    private static MailMeaning? Gone(Reading read)
    {
        var gone = read.Hits(Sign.Gone).ToList();
        return gone.Count == 0 ? null : read.Is(MailKind.LeftCompany, 0.85, "They write that the person is no longer there.", read.Sentence(gone[0])) with { ReferredTo = read.PointsTo([.. read.Hits(Sign.Referral).Concat(read.Hits(Sign.StandIn))]) };
    }

    // somebody else is named, or at least: not me (E6)
    private static MailMeaning? Pointed(Reading read)
    {
        var words = read.Hits(Sign.Referral).ToList();
        var wrong = read.Hits(Sign.WrongPerson).ToList();
        if (words.Count == 0 && wrong.Count == 0)
            return null;
        var person = words.Count > 0 || wrong.Count > 0 ? read.PointsTo([.. words, .. wrong]) : null;
        if (person is { Email: not null } || (person is not null && words.Count > 0))
            return read.Is(MailKind.Referral, person.Email is not null ? 0.9 : 0.8, "They point to somebody else.", [.. words.Concat(wrong).Take(2).Select(read.Sentence)]) with { ReferredTo = person };
        if (wrong.Count > 0)
            return read.Is(MailKind.WrongPerson, 0.88, "They are not the one who decides, and name nobody.", read.Sentence(wrong[0]));
        return null;
    }

    private static MailMeaning? Met(Reading read)
    {
        var words = read.Hits(Sign.Meeting).ToList();
        if (words.Count == 0 || read.Hits(Sign.NotInterested).Any() || read.Hits(Sign.NotNow).Any(one => !words.Exists(meeting => meeting.Start < one.End && one.Start < meeting.End)))
            return null;
        var dates = MailDates.Find(read.Own, read.Received, read.Language, 0);
        var question = read.Hits(Sign.Interested).Any() && read.Text.Contains('?');
        if (dates.Count == 0 && !HasTime(read.Own.Folded) && !words.Exists(one => read.Phrase(one) is var phrase && (phrase.Contains("invit", StringComparison.Ordinal) || phrase.Contains("meeting", StringComparison.Ordinal) || phrase.Contains("calend", StringComparison.Ordinal) || phrase.Contains("termin", StringComparison.Ordinal))))
            return null;
        return question && dates.Count == 0 ? null : read.Is(MailKind.Meeting, 0.8, "They write about a time to meet.", [.. words.Take(2).Select(read.Sentence)]);
    }

    private static MailMeaning? Answered(Reading read)
    {
        var wants = read.Hits(Sign.Interested).Concat(read.Hits(Sign.OptIn)).ToList();
        var later = read.Hits(Sign.NotNow).ToList();
        var no = read.Hits(Sign.NotInterested).ToList();
        if (wants.Count + later.Count + no.Count == 0)
            return null;
        var (resume, said) = Absences.Resume(read.Own, read.Received, read.Language);
        if (later.Count > 0 && (no.Count == 0 || resume is not null || later.Exists(one => one.Start < no[0].Start)))
            return read.Is(MailKind.NotNow, resume is not null || later.Count > 1 ? 0.9 : 0.78, resume is { } day ? $"Later: from {day.ToString("uuuu-MM-dd", null)}." : "Later; no day is stated.", read.Sentence(later[0]), said) with { ResumeOn = resume };
        if (no.Count > 0 && wants.Count > 0 && later.Count == 0)
        {
            var last = no.Max(one => one.Start) > wants.Max(one => one.Start);
            return no.Count >= wants.Count || last
                ? read.Is(MailKind.NotInterested, no.Count > wants.Count ? 0.8 : 0.55, "They say no to this, and something kinder beside it.", read.Sentence(no[0]), read.Sentence(wants[0]))
                : read.Is(MailKind.Unsure, 0.4, "They say a no and a yes; somebody has to read it.", read.Sentence(no[0]), read.Sentence(wants[0]));
        }

        if (no.Count > 0)
            return read.Is(MailKind.NotInterested, no.Count > 1 ? 0.93 : 0.85, "They say no to this.", [.. no.Take(2).Select(read.Sentence)]);

        // a call far off is a "not now" with a date
        if (resume is { } far && NodaTime.Period.DaysBetween(read.Received, far) > 21 && !read.Text.Contains('?'))
            return read.Is(MailKind.NotNow, 0.65, $"They would like to go on later, from {far.ToString("uuuu-MM-dd", null)}.", read.Sentence(wants[0]), said) with { ResumeOn = far };
        return read.Is(MailKind.Interested, wants.Count > 1 ? 0.88 : 0.75, "They would like to go on.", [.. wants.Take(2).Select(read.Sentence)]);
    }

    // an answer without a known word: a question, a thank-you, a sentence; or nothing one could read
    private static MailMeaning Rest(Reading read)
    {
        var thanks = read.Hits(Sign.Thanks).ToList();
        if (read.Text.Contains('?') || read.Text.Contains('？'))
            return read.Is(MailKind.Reply, 0.75, "They ask something.", Question(read.Text));
        if (thanks.Count > 0)
            return read.Is(MailKind.Reply, read.WordCount > 1 ? 0.7 : 0.65, "A person answers.", read.Sentence(thanks[0]));
        if (read.WordCount >= 3 || Letters(read.Text) >= 24 || (read.Text.Any(c => c >= 0x3040) && Letters(read.Text) >= 6))
            return read.Is(MailKind.Reply, 0.62, "A person writes; no more than that can be told.", read.Text.Length > 120 ? read.Text[..120] : read.Text);
        return read.Is(MailKind.Unsure, 0.3, "Too short to tell what they mean.", read.Text);
    }

    private static int Letters(string text) => text.Count(char.IsLetter);

    private static string Question(string text)
    {
        var end = text.IndexOfAny(['?', '？']) + 1;
        var start = text.LastIndexOfAny(['.', '!', '\n', '?'], Math.Max(0, end - 2)) + 1;
        return text[start..end].Trim();
    }

    private static bool HasTime(string folded)
    {
        for (var i = 1; i + 2 < folded.Length; i++)
        {
            if (folded[i] is ':' or 'h' or '.' && char.IsAsciiDigit(folded[i - 1]) && char.IsAsciiDigit(folded[i + 1]) && char.IsAsciiDigit(folded[i + 2]))
                return true;
            if (char.IsAsciiDigit(folded[i - 1]) && folded.AsSpan(i).TrimStart() is var rest && (rest.StartsWith("am") || rest.StartsWith("pm") || rest.StartsWith("uhr") || rest.StartsWith("o'clock")))
                return true;
        }

        return false;
    }
}
