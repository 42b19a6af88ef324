using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NodaTime;

namespace Tact.Core.Mail;

/// <summary>What a mail means. The order is the rule: bounce, complaint or opt-out, automatic, human; each test sees only what those before it passed over.</summary>
public static partial class Understand
{
    /// <summary>Reads a mail that came in. <paramref name="received"/> is the day it arrived at the receiver's place; <paramref name="language"/> a hint such as <c>de</c> or <c>en-GB</c>; <paramref name="own"/> the addresses of the mailbox.</summary>
    public static MailMeaning Mail(MailMessage mail, LocalDate received, string? language = null, IEnumerable<string>? own = null)
    {
        var ours = (own ?? []).Concat(mail.Header("delivered-to") is { } delivered ? [delivered.Trim()] : []).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        return Challenge(mail)
            ?? Complaints.Notification(mail)
            ?? Bounces.Read(mail, ours)
            ?? Complaints.Read(mail)
            ?? Words(new Reading(mail, ReplyText.Of(mail), received, language, ours));
    }

    /// <summary>Reads a body without headers.</summary>
    public static MailMeaning Text(string body, LocalDate received, string? language = null) =>
        Words(new Reading(new MailMessage { Text = body }, ReplyText.Of(body), received, language, FrozenSet<string>.Empty));

    private static MailMeaning Words(Reading read) =>
        Stopped(read)
        ?? Calendar(read)
        ?? Automatic(read)
        ?? Human.Read(read);

    // a program asks whether we are human: some dress it as a delivery report
    private static MailMeaning? Challenge(MailMessage mail)
    {
        if (Replies().IsMatch(mail.Subject ?? "") && mail.InReplyTo is not null && mail.Header("auto-submitted") is null)
            return null;
        var text = FoldedText.Of($"{mail.Subject}\n{mail.Text ?? (mail.Html is { } html ? HtmlText.Read(html, Quotes.Plain) : "")}", 6000);
        var found = MailWords.Meaning.Find(text).Where(one => one.Sign == Sign.Challenge).ToList();
        var services = found.Exists(one => text.Folded.AsSpan(one.Start, one.End - one.Start) is "boxbe" or "spamarrest" or "spam arrest" or "i'm protecting myself from receiving junk mail");
        var asks = found.Select(one => one.Start).Distinct().Count();
        if (!services && !(asks >= 2 && HasLink().IsMatch(text.Original)))
            return null;
        return new MailMeaning { Kind = MailKind.AutoReply, Confidence = 0.9, Text = ReplyText.Of(mail), Evidence = [text.Sentence(found[0].Start, found[0].End)], Why = "A program asks whether we are human before it lets our mail through." };
    }

    // a no to everything (B1), by words or by the button of a mail program
    private static MailMeaning? Stopped(Reading read)
    {
        if (read.Mail.To.Concat(read.Mail.Cc).Any(to => to.Address is { } address && UnsubscribeAddress().IsMatch(address)))
            return read.Is(MailKind.OptOut, 0.97, "It was sent to the address for stopping.", read.Mail.To.First().Address);
        var subject = read.SubjectWithoutPrefix;
        var own = read.Own.Folded.Trim(' ', '.', '!', '?', '-', '*', '"', '\'');
        foreach (var alone in (IEnumerable<string>)[subject, own, FirstLine(read.Text)])
        {
            if (alone.Length is > 0 and < 40 && read.IsAlone(alone) && (!ReferenceEquals(alone, subject) || read.Own.Folded.Length < 400))
                return read.Is(MailKind.OptOut, 0.97, "They ask to be taken off.", alone);
        }

        var hits = read.Hits(Sign.OptOut).ToList();
        if (hits.Count == 0)
            return null;
        var automatic = read.AutomaticSign is not null;
        if (automatic && (read.WordCount > 40 || !read.HasStrong(hits)))
            return null;
        var hit = hits[0];
        return read.Is(MailKind.OptOut, hits.Count > 1 ? 0.96 : 0.9, "They ask for no more contact.", [.. hits.Take(3).Select(read.Sentence)]);
    }

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().TrimStart();
        var end = line.IndexOf('\n');
        return FoldedText.Phrase((end < 0 ? line : line[..end]).ToString()).Trim(' ', '.', '!', '?', ',', '*');
    }

    // invitations and the answers to them
    private static MailMeaning? Calendar(Reading read)
    {
        var part = read.Mail.Parts.FirstOrDefault(part => part.ContentType is "text/calendar" or "application/ics" && part.Level == 0);
        var atStart = read.SubjectHits.FirstOrDefault(one => one.Sign == Sign.MeetingSubject && one.Start < 4);
        var method = part?.Method ?? (part?.Text is { } text && CalendarMethod().Match(text) is { Success: true } match ? match.Groups[1].Value.ToUpperInvariant() : null);
        if (part is null && (atStart.End == 0 || Replies().IsMatch(read.Mail.Subject ?? "")))
            return null;
        var evidence = method is not null ? $"METHOD:{method}{(part!.Text is { } ics && PartStat().Match(ics) is { Success: true } stat ? $" {stat.Value.ToUpperInvariant()}" : "")}" : atStart.End > 0 ? read.Subject.Words(atStart.Start, atStart.End) : part!.ContentType;
        return read.Is(MailKind.Meeting, part is not null ? 0.95 : 0.85, method switch
        {
            "REPLY" => "They answer an invitation.",
            "CANCEL" => "They cancel a meeting.",
            "COUNTER" => "They propose another time.",
            _ => "It is about a meeting.",
        }, evidence);
    }

    // sent by a machine on somebody's behalf
    private static MailMeaning? Automatic(Reading read)
    {
        var sign = read.AutomaticSign;
        var absence = read.Hits(Sign.Absence).ToList();
        var weak = read.Hits(Sign.AbsenceWeak).ToList();
        if (sign is null)
            return HumanAbsence(read, absence);
        var gone = read.Hits(Sign.Gone).ToList();
        var (back, said) = Absences.Return(read.WithSubject, read.Received, read.Language);
        if (gone.Count > 0 && !(absence.Count > 0 && back is not null))
            return read.Is(MailKind.LeftCompany, 0.93, "An automatic reply says that they are no longer there.", read.Sentence(gone[0])) with { ReferredTo = read.StandIn() };
        var closed = read.Hits(Sign.Unmonitored).FirstOrDefault(one => !read.Phrase(one).Contains("monitored", StringComparison.Ordinal) || read.Phrase(one).Contains("no longer", StringComparison.Ordinal));
        if (closed.End > 0 && absence.Count == 0)
            return read.Is(MailKind.LeftCompany, 0.85, "An automatic reply says that the address is no longer used.", read.Sentence(closed)) with { ReferredTo = read.StandIn() };
        var inSubject = read.SubjectHits.Any(one => one.Sign is Sign.Absence or Sign.AbsenceWeak);
        var receipt = read.Hits(Sign.Receipt).Any();
        if (absence.Count > 0 || inSubject || (weak.Count > 0 && (back is not null || said is not null)) || weak.Select(one => read.Phrase(one)).Distinct().Count() >= (receipt ? 3 : 2) || (weak.Count == 1 && !receipt))
        {
            var words = absence.Count > 0 ? read.Sentence(absence[0]) : weak.Count > 0 ? read.Sentence(weak[0]) : read.Mail.Subject ?? "";
            return read.Is(MailKind.OutOfOffice, absence.Count > 0 || inSubject ? 0.97 : 0.85, back is { } day ? $"They are away until they are back on {day.ToString("uuuu-MM-dd", null)}." : "They are away; no day of return is stated.", words, said, sign) with { ReturnsOn = back, StandIn = read.StandIn() };
        }

        return read.Is(MailKind.AutoReply, 0.9, "A machine sent it; it is no answer.", sign, receipt ? read.Sentence(read.Hits(Sign.Receipt).First()) : null);
    }

    // "Am on holiday, back in week 34. Jens": written by hand, and still an absence
    private static MailMeaning? HumanAbsence(Reading read, List<Found> absence)
    {
        if (absence.Count == 0 || absence.TrueForAll(one => read.IsPast(one)) || absence[0].Start > 200 || read.WordCount > 120 || read.Hits(Sign.NotInterested).Any() || read.Hits(Sign.Gone).Any())
            return null;
        var (back, said) = Absences.Return(read.WithSubject, read.Received, read.Language);
        var wants = read.Hits(Sign.Interested).Count(one => !read.Phrase(one).StartsWith("call ", StringComparison.Ordinal) && !read.Phrase(one).StartsWith("reach ", StringComparison.Ordinal));
        if (wants >= 2 || (wants == 1 && back is null) || read.Hits(Sign.Meeting).Any(one => one.Start < absence[0].Start))
            return null;
        return read.Is(MailKind.OutOfOffice, back is null ? 0.7 : 0.85, "They write that they are away.", read.Sentence(absence[0]), said) with { ReturnsOn = back, StandIn = read.StandIn() };
    }

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^\s*(re|aw|sv|vs|antw|odp|ref|回复|答复|回覆|返信)\s*(\[\d+\])?\s*[:：]", Safe)]
    internal static partial Regex Replies();

    [GeneratedRegex(@"^(unsubscribe|unsub|opt-?out|abmelden|abmeldung|desinscription|baja|list-?unsubscribe)[\w.+=-]*@|^[\w.=-]+[+-](unsubscribe|unsub|optout)[\w.+=-]*@", Safe)]
    private static partial Regex UnsubscribeAddress();

    [GeneratedRegex(@"https?://", Safe)]
    private static partial Regex HasLink();

    [GeneratedRegex(@"METHOD:([A-Z]+)", Safe)]
    private static partial Regex CalendarMethod();

    [GeneratedRegex(@"PARTSTAT=[A-Z-]+", Safe)]
    private static partial Regex PartStat();
}
