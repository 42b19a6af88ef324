using System.Text.RegularExpressions;

namespace Tact.Core.Mail;

/// <summary>What a server's words and codes say of an address (RFC 3463 for the codes). Words come before codes: servers choose codes carelessly and words for people. Where they disagree, the harmless reading holds: only a clear "nobody is here" is dead.</summary>
internal static partial class BounceVerdict
{
    /// <summary>The verdict, the status as it is shown, and the words it rests on.</summary>
    public static (AddressVerdict Verdict, string? Status, string? Words) Of(string? status, string action, string diagnostic)
    {
        var said = WithoutLinks(diagnostic);
        var codes = Codes(said);
        var enhanced = codes.Enhanced is { } own && !IsVague(own) ? own : Enhanced(status) is { } field && !IsVague(field) ? field : codes.Enhanced ?? Enhanced(status);
        var shown = enhanced ?? codes.Smtp;
        var folded = FoldedText.Of(said, 6000);
        var found = MailWords.Bounces.Find(folded);
        if (action is "delayed")
            return (AddressVerdict.Delayed, shown, "Action: delayed");

        var dead = First([.. found.Where(one => !IsAboutSender(folded, one))], Sign.AddressDead);
        var full = First(found, Sign.AddressFull);
        var blocked = First(found, Sign.SenderBlocked);
        var late = First(found, Sign.NotYet);
        var perhaps = First(found, Sign.AddressGonePerhaps);
        var passing = enhanced is ['4', ..] || (enhanced is null && codes.Smtp is ['4', ..]);
        var nobody = enhanced is not null && SaysNobody(enhanced);

        if (found.Find(one => one.Sign == Sign.AddressDead && IsDeclared(folded, one)) is { End: > 0 } declared)
            return (AddressVerdict.Dead, shown, folded.Words(declared.Start, declared.End));
        if (enhanced is "5.4.1" && folded.Folded.Contains("recipient address rejected: access denied", StringComparison.Ordinal))
            return (AddressVerdict.Dead, shown, "Recipient address rejected: Access denied");
        if (diagnostic.Contains("groups.google.com", StringComparison.OrdinalIgnoreCase) && dead is null)
            return (AddressVerdict.Blocked, shown, "groups.google.com");
        if (found.Find(one => one.Sign == Sign.NotYet && IsProgram(folded, one)) is { End: > 0 } program)
            return (AddressVerdict.Delayed, shown, folded.Words(program.Start, program.End));
        if (full is { } f && !(nobody && enhanced != Enhanced(status) && dead is not null))
            return (AddressVerdict.Full, shown, folded.Words(f.Start, f.End));
        if (late is { } expired && IsOver(folded, expired) && !nobody)
            return (AddressVerdict.Delayed, shown, folded.Words(expired.Start, expired.End));
        if (dead is { } d)
        {
            if (blocked is null && late is null)
                return passing && !nobody ? (AddressVerdict.Delayed, shown, folded.Words(d.Start, d.End)) : (AddressVerdict.Dead, shown, folded.Words(d.Start, d.End));
            if (blocked is null && late is { } l)
                return nobody || (!passing && d.Start < l.Start) ? (AddressVerdict.Dead, shown, folded.Words(d.Start, d.End)) : (AddressVerdict.Delayed, shown, folded.Words(l.Start, l.End));
            if (nobody || IsRefusalOfNobody(folded, d))
                return (AddressVerdict.Dead, shown, folded.Words(d.Start, d.End));
            return (AddressVerdict.Blocked, shown, folded.Words(blocked!.Value.Start, blocked.Value.End));
        }

        if (blocked is { } b && !(nobody && perhaps is not null && !IsStrong(folded, b)))
            return (AddressVerdict.Blocked, shown, folded.Words(b.Start, b.End));
        if (late is { } t)
            return (AddressVerdict.Delayed, shown, folded.Words(t.Start, t.End));
        if (passing)
            return (enhanced is "4.2.2" ? AddressVerdict.Full : AddressVerdict.Delayed, shown, shown);
        if (perhaps is { } p && (enhanced is null || IsVague(enhanced) || nobody || enhanced.StartsWith("5.2.", StringComparison.Ordinal) || enhanced.StartsWith("5.1.", StringComparison.Ordinal)) && (enhanced is not null || codes.Smtp is ['5', ..]))
            return (AddressVerdict.Dead, shown, folded.Words(p.Start, p.End));
        return (ByCode(enhanced), shown, enhanced);
    }

    /// <summary>What a code alone says.</summary>
    public static AddressVerdict ByCode(string? enhanced) => enhanced switch
    {
        null => AddressVerdict.Unknown,
        "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1" or "5.4.4" or "5.7.13" => AddressVerdict.Dead,
        "5.2.2" or "4.2.2" => AddressVerdict.Full,
        "5.1.7" or "5.1.8" or "5.2.3" or "5.3.4" => AddressVerdict.Blocked,
        "5.4.7" or "5.4.1" or "5.3.2" or "5.4.5" => AddressVerdict.Delayed,
        ['4', ..] => AddressVerdict.Delayed,
        ['5', '.', '7', ..] or ['5', '.', '6', ..] => AddressVerdict.Blocked,
        _ => AddressVerdict.Unknown,
    };

    private static bool SaysNobody(string enhanced) => ByCode(enhanced) == AddressVerdict.Dead;

    // x.0.0 and x.5.0 say only that it failed
    private static bool IsVague(string enhanced) => enhanced is "5.0.0" or "5.5.0" or "4.0.0" or "5.1.0" or "5.2.0" or "5.3.0" or "5.4.0";

    // "From: Domain is invalid": it is our own domain that they do not like
    private static bool IsAboutSender(FoldedText text, Found dead)
    {
        var before = text.Folded.AsSpan(Math.Max(0, dead.Start - 26), Math.Min(26, dead.Start));
        return before.IndexOf("from:") >= 0 || before.IndexOf("sender") >= 0 || before.IndexOf("helo") >= 0 || before.IndexOf("envelope") >= 0 || before.IndexOf("return path") >= 0;
    }

    // the domain itself says that it takes no mail (RFC 7505)
    private static bool IsDeclared(FoldedText text, Found dead) => text.Folded.AsSpan(dead.Start, dead.End - dead.Start) is "null mx" or "nullmx" or "doesn't receive email" or "does not accept mail" or "doesn't accept mail" or "does not accept email";

    // a program that files the mail failed: that is the server's trouble
    private static bool IsProgram(FoldedText text, Found late) => text.Folded.AsSpan(late.Start, late.End - late.Start) is "procmail" or "couldn't create" or "could not create" or "command died" or "command time limit" or "operating system error";

    // the mail's time is over: what failed before it was not final
    private static bool IsOver(FoldedText text, Found late) => text.Folded.AsSpan(late.Start, late.End - late.Start) is "message expired" or "expired" or "envelope expired" or "delivery time expired" or "retry timeout" or "retry timeout exceeded" or "been in the queue too long" or "in the queue too long" or "host not found, try again" or "have been failing for a long time" or "all hosts have been failing" or "name service error for domain";

    // "550 5.7.1 … user unknown" refuses because there is nobody; "access denied, unknown user of the list" does not
    private static bool IsRefusalOfNobody(FoldedText text, Found dead) => text.Folded.AsSpan(dead.Start, dead.End - dead.Start) is "user unknown" or "unknown user" or "no such user" or "no such user here" or "unknown recipient" or "recipient unknown" or "mailbox does not exist" or "mailbox not found" or "user does not exist" or "account that you tried to reach does not exist" or "recipient address does not exist" or "this user doesn't have a";

    private static bool IsStrong(FoldedText text, Found blocked) => text.Folded.AsSpan(blocked.Start, blocked.End - blocked.Start) is not ("denied" or "policy" or "not accepting" or "not accepted" or "refusal");

    private static Found? First(List<Found> found, Sign sign)
    {
        Found? first = null;
        foreach (var one in found)
        {
            if (one.Sign == sign && (first is null || one.Start < first.Value.Start || (one.Start == first.Value.Start && one.End > first.Value.End)))
                first = one;
        }

        return first;
    }

    /// <summary>The codes in a server's words: 550 and 5.1.1.</summary>
    public static (string? Smtp, string? Enhanced) Codes(string said)
    {
        var enhanced = EnhancedCode().Match(said);
        var smtp = SmtpCode().Match(said);
        return (smtp.Success ? smtp.Groups[1].Value : null, enhanced.Success ? enhanced.Groups[1].Value : null);
    }

    /// <summary>The enhanced code at the beginning of a status field.</summary>
    public static string? Enhanced(string? status) => status is null ? null : EnhancedCode().Match(status) is { Success: true } code ? code.Groups[1].Value : null;

    /// <summary>Words in links and addresses are no words of the server.</summary>
    public static string WithoutLinks(string text) => LinkOrAddress().Replace(text, " ");

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?:^|[\s#(<\-])([245]\.\d{1,3}\.\d{1,3})(?:$|[\s):;,>\]-])", Safe)]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(@"(?:^|[\s:('\[-])([45]\d{2})(?:$|[\s:;,.)\]-])", Safe)]
    private static partial Regex SmtpCode();

    [GeneratedRegex(@"https?://[^\s>]+|<?[\w.+=-]+@[\w.-]+\.?[\w]+>?", Safe)]
    private static partial Regex LinkOrAddress();
}
