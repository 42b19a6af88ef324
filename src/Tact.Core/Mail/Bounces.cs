using System.Text.RegularExpressions;

namespace Tact.Core.Mail;

/// <summary>Reads bounces: the machine-readable report first (RFC 3464), then the words of the mail servers.</summary>
internal static partial class Bounces
{
    private const int MostRecipients = 100;

    /// <summary>What the mail says of our mail's delivery; nothing where it is no bounce.</summary>
    public static MailMeaning? Read(MailMessage mail, IReadOnlySet<string> own)
    {
        var report = Report(mail);
        var recipients = report is null ? [] : StatusReport.Recipients(report.Text!);
        var whole = mail.Text ?? (mail.Html is { } html ? HtmlText.Read(html, Quotes.Plain) : "");
        var text = ReportText(whole);
        if (recipients.Count == 0)
            recipients = StatusReport.Recipients(text);
        var folded = FoldedText.Of(text, 12_000);
        var found = MailWords.Bounces.Find(folded);
        var subject = FoldedText.Of(mail.Subject ?? "", 500);
        var subjectFound = MailWords.Bounces.Find(subject);

        if (recipients.Count > 0 && recipients.TrueForAll(one => one.Action is "delivered" or "relayed" or "expanded"))
            return new MailMeaning { Kind = MailKind.AutoReply, Confidence = 0.95, Text = text, Evidence = [$"Action: {recipients[0].Action}"], Why = "A server reports that our mail was delivered." };
        if (!Looks(mail, report is not null, recipients.Count, found, subjectFound, BounceVerdict.Codes(text) is not (null, null)))
            return null;

        var warning = found.Find(one => one.Sign == Sign.WarningOnly) is { End: > 0 } w ? folded.Words(w.Start, w.End)
            : subjectFound.Find(one => one.Sign == Sign.WarningOnly) is { End: > 0 } s ? subject.Words(s.Start, s.End) : null;
        List<MailRecipient> judged = [];
        List<string> evidence = [];
        if (recipients.Count > 0)
        {
            foreach (var one in recipients)
                Add(one.Address, Judge(one, text, warning, recipients.Count));
        }
        else
        {
            foreach (var (address, said) in InWords(mail, text, own))
                Add(address, warning is not null ? (AddressVerdict.Delayed, BounceVerdict.Codes(said).Enhanced, warning) : BounceVerdict.Of(null, "", said));
        }

        // a report whose parts were lost is read as one text
        if (judged.Count == 0)
        {
            var all = string.Join('\n', mail.Parts.Where(part => part.Level == 0 && part.ContentType.StartsWith("text/plain", StringComparison.Ordinal)).Select(part => part.Text).Prepend(whole));
            all = all.Length > 20_000 ? all[..20_000] : all;
            foreach (var one in StatusReport.Recipients(all))
                Add(one.Address, Judge(one, all, warning, 1));
            if (judged.Count == 0)
            {
                foreach (var (address, said) in InWords(mail, all, own))
                    Add(address, ((IEnumerable<string>)[text, mail.Subject ?? "", said]).Select(words => BounceVerdict.Of(null, "", words)).FirstOrDefault(known => known.Verdict != AddressVerdict.Unknown));
            }
        }

        if (judged.Count == 0 && (warning is not null, BounceVerdict.Of(null, "", $"{text}")) is var (isWarning, last))
            evidence.Add(isWarning ? warning! : last.Words ?? mail.Subject ?? "");
        var dead = judged.Count(one => one.Verdict == AddressVerdict.Dead);
        return new MailMeaning
        {
            Kind = MailKind.Bounce,
            Confidence = report is not null ? 0.99 : judged.Count > 0 ? 0.95 : 0.85,
            Text = text.Trim(),
            Recipients = judged,
            Evidence = [.. evidence.Where(words => words.Length > 0).Distinct().Take(5)],
            Why = dead > 0 ? "A mail server says that there is nobody at the address." : judged.Count == 0 ? "A mail server says that our mail did not arrive; it names no address." : Reason(judged[0].Verdict),
        };

        void Add(string address, (AddressVerdict Verdict, string? Status, string? Words) verdict)
        {
            if (judged.Count >= MostRecipients || judged.Exists(one => one.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))
                return;
            judged.Add(new MailRecipient(address, verdict.Status, verdict.Verdict));
            if (verdict.Words is { } words)
                evidence.Add(words);
        }
    }

    // the report of this mail; a report within an enclosed mail counts where a mail system wrapped it, not where a person passes a bounce on
    private static MailPart? Report(MailMessage mail)
    {
        var reports = mail.Parts.Where(part => part.ContentType is "message/delivery-status" or "message/global-delivery-status" && part.Text is { Length: > 0 }).ToList();
        return reports.Find(part => part.Level == 0) ?? (IsDaemon(mail) ? reports.Find(part => part.Level == 1) : null);
    }

    private static bool IsDaemon(MailMessage mail)
    {
        var from = mail.From?.Address ?? "";
        var at = from.IndexOf('@');
        return Daemon().IsMatch((at > 0 ? from[..at] : from).Trim('"')) || Daemon().IsMatch(mail.From?.Name ?? "");
    }

    private static string Reason(AddressVerdict verdict) => verdict switch
    {
        AddressVerdict.Full => "A mail server says that the mailbox is full; the address may live.",
        AddressVerdict.Blocked => "A mail server refused our mail because of the sender or its content; that says nothing about the address.",
        AddressVerdict.Delayed => "Our mail was not delivered yet, or for a reason that passes.",
        _ => "A mail server says that our mail did not arrive, and not why.",
    };

    private static (AddressVerdict, string?, string?) Judge(StatusFields one, string text, string? warning, int count)
    {
        if (one.Action is "delivered" or "relayed" or "expanded")
            return (AddressVerdict.Unknown, BounceVerdict.Enhanced(one.Status), null);
        var byReport = BounceVerdict.Of(one.Status, one.Action is "" && warning is not null ? "delayed" : one.Action, one.Diagnostic);
        if (byReport.Verdict == AddressVerdict.Dead)
        {
            // people read "disk is full" where the report says "user unknown": the harmless reading holds
            if (count == 1 && MailWords.Bounces.Find(FoldedText.Of(BounceVerdict.WithoutLinks(text), 600)) is var words && words.Exists(word => word.Sign == Sign.AddressFull) && !words.Exists(word => word.Sign == Sign.AddressDead))
                return (AddressVerdict.Full, byReport.Status, "disk or mailbox full");

            // this provider's filters say "unknown user" once the mail is written
            if (Segment(text, one.Address) is { } segment && segment.Contains("docomo.ne.jp", StringComparison.OrdinalIgnoreCase) && segment.Contains("end of DATA", StringComparison.OrdinalIgnoreCase))
                return (AddressVerdict.Blocked, byReport.Status, "in reply to end of DATA command");
        }

        var vague = one.Diagnostic.Length == 0 || byReport.Verdict == AddressVerdict.Unknown;
        if (!vague || one.Action == "delayed")
            return byReport;

        // the report says little: the words for people say more
        var said = Segment(text, one.Address) ?? (one.FinalAddress is { } final ? Segment(text, final) : null) ?? (count == 1 ? text : null);
        if (said is null)
            return byReport;
        var byWords = BounceVerdict.Of(one.Status, one.Action, said);
        return byWords.Verdict == AddressVerdict.Unknown ? byReport : byWords;
    }

    // many signs, none of which is enough; a report with recipients is
    private static bool Looks(MailMessage mail, bool hasReport, int recipients, List<Found> found, List<Found> subject, bool hasCode)
    {
        var daemon = IsDaemon(mail);
        var returned = mail.Header("x-failed-recipients") is { Length: > 0 };
        var nullPath = mail.ReturnPath is "<>" or "" || mail.Header("return-path")?.Trim() is "<>";
        var inSubject = subject.Exists(one => one.Sign == Sign.BounceSubject);
        var words = found.Where(one => one.Sign is Sign.BounceText or Sign.WarningOnly).Select(one => one.Start).Distinct().Count();
        var why = found.Exists(one => one.Sign is Sign.AddressDead or Sign.AddressFull);
        var enclosed = mail.Parts.Any(part => part.ContentType is "message/rfc822" or "text/rfc822-headers" && part.Level == 0);
        var answered = mail.InReplyTo is not null && Answer().IsMatch(mail.Subject ?? "");
        var score = (hasReport ? 4 : 0) + (recipients > 0 ? 3 : 0) + (returned ? 4 : 0) + (daemon ? 3 : 0) + (nullPath ? 1 : 0) + (inSubject ? 3 : 0) + Math.Min(3, words) + (why ? 1 : 0)
            + (mail.Header("auto-submitted") is { } auto && !auto.StartsWith("no", StringComparison.OrdinalIgnoreCase) ? 1 : 0) + (enclosed ? 1 : 0) + (enclosed && why && words > 0 ? 1 : 0) + (hasCode ? 1 : 0)
            - (answered || Answer().IsMatch(mail.Subject ?? "") && !daemon ? 4 : 0) - (mail.From is null or { Address: null or "" } ? -1 : 0);
        return score >= 5 && (hasReport || recipients > 0 || returned || daemon || inSubject || nullPath) && (words > 0 || inSubject || hasReport || returned || recipients > 0);
    }

    // what the server says, without the mail that comes back
    private static string ReportText(string whole)
    {
        var lines = whole.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var kept = new List<string>(Math.Min(lines.Length, 400));
        var shown = 0;
        for (var i = 0; i < lines.Length && kept.Count < 400; i++)
        {
            var line = lines[i];
            var trimmed = line.TrimStart(' ', '\t', '>');
            if (shown > 0 && i > 0 && OriginalHeader().IsMatch(trimmed) && (lines[i - 1].Trim().Length == 0 || (i + 1 < lines.Length && (AnyHeader().IsMatch(lines[i + 1].TrimStart(' ', '\t', '>')) || lines[i + 1].StartsWith('\t')))))
                break;
            if (shown > 0 && line.Length < 120 && trimmed.Length > 8 && BeginsCopy(line, trimmed[0] is '-' or '=' or '*' or '#' or '_'))
                break;
            kept.Add(line);
            shown += trimmed.Length > 0 ? 1 : 0;
        }

        return string.Join('\n', kept);
    }

    // "----- Returned message -----" begins the copy; "delete your own text from the attached returned message" does not
    private static bool BeginsCopy(string line, bool ruled)
    {
        var folded = FoldedText.Of(line, 200);
        return MailWords.Bounces.Find(folded).Exists(one => one.Sign == Sign.ReturnedCopy && (ruled || folded.Folded.AsSpan(one.Start, one.End - one.Start) is not ("returned message" or "your original message" or "copy of your message")));
    }

    // the lines about one address, up to the next address
    private static string? Segment(string text, string address)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].Contains(address, StringComparison.OrdinalIgnoreCase))
                continue;
            var end = i + 1;
            while (end < lines.Length && end < i + 14 && !(LineAddress().Match(lines[end]) is { Success: true } next && !next.Groups[1].Value.Equals(address, StringComparison.OrdinalIgnoreCase)))
                end++;
            return string.Join('\n', lines[i..end]);
        }

        return null;
    }

    // the addresses a report without fields names, each with what is said of it
    private static List<(string Address, string Said)> InWords(MailMessage mail, string text, IReadOnlySet<string> own)
    {
        var lines = text.Split('\n');
        List<(string Address, int Line)> named = [];
        var strong = lines.Select((line, i) => (Match: LineAddress().Match(line), Line: i)).Where(one => one.Match.Success).Select(one => (one.Match.Groups[1].Value, one.Line)).ToList();
        named.AddRange(strong.Where(one => !IsOurs(one.Value)));
        if (named.Count > 0)
            named.AddRange(lines.Select((line, i) => (Match: ExpandedFrom().Match(line), Line: i)).Where(one => one.Match.Success && one.Line > 0 && one.Line - named[0].Line is > 0 and < 6 && !IsOurs(one.Match.Groups[1].Value)).Select(one => (one.Match.Groups[1].Value, one.Line)).ToList());

        var failed = (mail.Header("x-failed-recipients") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(one => one.Contains('@')).ToList();
        if (named.Count == 0 || failed.Count > 0)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                if (KeyedLine().IsMatch(lines[i]))
                    named.AddRange(AnyAddress().Matches(lines[i]).Select(match => match.Value).Where(one => !IsOurs(one)).Select(one => (one, i)));
            }
        }

        var any = named.Count == 0 && failed.Count == 0;
        if (any)
            named.AddRange(lines.SelectMany((line, i) => AnyAddress().Matches(line).Select(match => (match.Value, i))).Where(one => !IsOurs(one.Value)));
        if (any && named.Count == 0 && AnyAddress().Match(BounceVerdict.WithoutLinks("") + (mail.Subject ?? "")) is { Success: true } inSubject && !IsOurs(inSubject.Value))
            named.Add((inSubject.Value, 0));
        if (any && named.Count == 0)
            named.AddRange(strong.Where(one => !Technical().IsMatch(one.Value)));
        if (any && named.Count == 0 && mail.From?.Address is { } from && from.Contains('@'))
            named.AddRange(lines.Select((line, i) => (Local: line.Trim(), Line: i)).Where(one => one.Line > 0 && BareLocal().IsMatch(one.Local) && lines[one.Line - 1].TrimEnd().EndsWith(':')).Select(one => ($"{one.Local}{from[from.IndexOf('@')..]}", one.Line)));
        if (any && named.Count == 0)
            named.AddRange(Enclosed(mail).Where(one => !IsOurs(one)).Select(one => (one, 0)));

        var addresses = failed.Concat(named.Select(one => one.Address)).Where(one => failed.Count == 0 || failed.Contains(one, StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostRecipients).ToList();
        return [.. addresses.Select(address => (address, addresses.Count == 1 ? text : (named.Exists(one => one.Address.Equals(address, StringComparison.OrdinalIgnoreCase)) ? Segment(text, address) : null) is { } part && HasReason(part) ? part : text))];

        bool IsOurs(string address) => own.Contains(address) || Technical().IsMatch(address) || (mail.From?.Address?.Equals(address, StringComparison.OrdinalIgnoreCase) ?? false)
            || (mail.To.Any(to => to.Address?.Equals(address, StringComparison.OrdinalIgnoreCase) ?? false) && !(mail.Header("x-failed-recipients")?.Contains(address, StringComparison.OrdinalIgnoreCase) ?? false));
    }

    private static bool HasReason(string part) => BounceVerdict.Of(null, "", part) is { Verdict: not AddressVerdict.Unknown };

    // to whom the enclosed mail was written
    private static IEnumerable<string> Enclosed(MailMessage mail) =>
        mail.Parts.Where(part => part.Level == 0 && part.ContentType is "message/rfc822" or "text/rfc822-headers" or "message/rfc822-headers")
            .SelectMany(part => part.Headers.Count > 0 ? part.Headers.Where(header => header.Name == "to").Select(header => header.Value) : (part.Text ?? "").Split('\n').Where(line => line.StartsWith("To:", StringComparison.OrdinalIgnoreCase)))
            .SelectMany(value => AnyAddress().Matches(value).Select(match => match.Value))
            .Take(2).ToList() is { Count: 1 } one ? one : [];

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(mailer-?daemon|mail-?daemon|mdaemon|postmaster|poostmaster|mail delivery (system|subsystem|service)|mail\.?delivery\.?(system|subsystem)|mailadm(in)?|system administrator|mail administrator|ndr|bounces?([+=_-].*)?|delivery|maildelivery|mailsystem|mta|majordomo|sysadmin|microsoft outlook|internet mail delivery|mail system|email delivery system)$", Safe)]
    private static partial Regex Daemon();

    [GeneratedRegex(@"^\s*(re|aw|sv|vs|fw|fwd|wg|tr|rv|ref|antw|odp|res|回复|答复|回覆|返信)\s*(\[\d+\])?\s*[:：]", Safe)]
    private static partial Regex Answer();

    [GeneratedRegex(@"^(return-path|received|from|message-id|dkim-signature|x-received|x-google-smtp-source|x-originating-ip|content-type|mime-version|delivered-to|arc-seal|x-mailer|date)\s*:", Safe)]
    private static partial Regex OriginalHeader();

    [GeneratedRegex(@"^[a-z][a-z-]{1,30}:", Safe)]
    private static partial Regex AnyHeader();

    [GeneratedRegex(@"^[\s>*·•-]*(?:\d{3}[ -](?:\d\.\d+\.\d+ )?)?(?:[\w ]{0,30}(?:recipient|address|to|mailbox is full|size|attempts)[\w ]{0,12}:\s*)?['""<(\[]*([\w.!#$%&*+/=?^`{|}~-]+@[#\w][\w.-]*\w)['"">)\]]*(?:<mailto:[^>]*>)?(?:\s*\([^)]*\))?\s*(?:$|[:,;.-]|\(|\s-|\s[A-Z]|\s\d)", Safe)]
    private static partial Regex LineAddress();

    [GeneratedRegex(@"\((?:expanded|generated|ultimately generated) from:?\s*<?([\w.!#$%&*+/=?^`{|}~-]+@[\w.-]+)>?\)", Safe)]
    private static partial Regex ExpandedFrom();

    [GeneratedRegex(@"^[a-z0-9][\w.+-]{2,40}$", Safe)]
    private static partial Regex BareLocal();

    [GeneratedRegex(@"recipient|address|deliver|mailbox|user|to <|rcpt|sent to|generated from|message to|for the|quota|account|unknown", Safe)]
    private static partial Regex KeyedLine();

    [GeneratedRegex(@"[\w.!#$%&*+/=?^`{|}~-]+@[#\w][\w.-]*\w", Safe)]
    private static partial Regex AnyAddress();

    [GeneratedRegex(@"^(mailer-?daemon|postmaster|abuse|noc|support|helpdesk|webmaster|hostmaster|mailadmin|admin|security|tech(nical)?support|customer-?service|no-?reply)@|@[\w.-]*(bounces?|email-bounces|smtp-in|outbound)\.|^[0-9a-z]{16,}[-.][0-9a-z.-]+@|\.prod\.outlook\.com$|@mail\.gmail\.com$", Safe)]
    private static partial Regex Technical();
}
