using System.Text.Json;

namespace Tact.Core.Mail;

/// <summary>Reads complaints that mail providers pass on (RFC 5965), and the notifications of a mail service that come as JSON.</summary>
internal static class Complaints
{
    /// <summary>What a feedback report says; nothing where the mail is none.</summary>
    public static MailMeaning? Read(MailMessage mail)
    {
        if (mail.Parts.FirstOrDefault(part => part.ContentType == "message/feedback-report" && part.Level == 0) is { Text: { } text })
            return Report(mail, StatusReport.Fields(text));
        var subject = FoldedText.Of(mail.Subject ?? "", 300).Folded;
        var passedOn = mail.Parts.Any(part => part.ContentType == "message/rfc822");
        if (passedOn && (subject.Contains("abuse report", StringComparison.Ordinal) || subject.Contains("feedback report", StringComparison.Ordinal) || subject.Contains("complaint about message from", StringComparison.Ordinal) || subject.Contains("spam report", StringComparison.Ordinal) || subject.Contains("spam complaint", StringComparison.Ordinal)))
            return Complaint(mail, [], AddressVerdict.Unknown, mail.Subject!, 0.8, "A mail provider passes on a complaint.");
        return null;
    }

    private static MailMeaning Report(MailMessage mail, List<(string Name, string Value)> fields)
    {
        var type = (StatusReport.First(fields, "feedback-type") ?? "abuse").Trim().ToLowerInvariant();
        var evidence = $"Feedback-Type: {type}";
        var about = fields.Where(field => field.Name is "original-rcpt-to" or "removal-recipient").Select(field => field.Value.Trim(' ', '<', '>', '"'))
            .Select(value => value.Contains('<') ? value[(value.LastIndexOf('<') + 1)..] : value).Where(value => value.Contains('@')).Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(50).Select(address => new MailRecipient(address, null, AddressVerdict.Unknown)).ToList();
        return type switch
        {
            "not-spam" => new MailMeaning { Kind = MailKind.AutoReply, Confidence = 0.9, Evidence = [evidence], Why = "Somebody told their provider that our mail is wanted." },
            "opt-out" or "opt-out-list" => new MailMeaning { Kind = MailKind.OptOut, Confidence = 0.98, Recipients = about, Evidence = [evidence], Why = "Their provider passes on that they want no more of our mail." },
            "auth-failure" or "dmarc" => Complaint(mail, about, AddressVerdict.Blocked, evidence, 0.55, "A server reports that mail in our name failed its checks; no person complained."),
            _ => Complaint(mail, about, AddressVerdict.Unknown, evidence, 0.98, "Their provider passes on that our mail was reported as unwanted."),
        };
    }

    private static MailMeaning Complaint(MailMessage mail, IReadOnlyList<MailRecipient> about, AddressVerdict verdict, string evidence, double confidence, string why) => new()
    {
        Kind = MailKind.Complaint, Confidence = confidence, Text = (mail.Text ?? "").Trim(), Recipients = [.. about.Select(one => one with { Verdict = verdict })], Evidence = [FoldedText.OneLine(evidence)], Why = why,
    };

    /// <summary>What a mail service's notification says ("notificationType": Bounce, Complaint, Delivery).</summary>
    public static MailMeaning? Notification(MailMessage mail)
    {
        var text = mail.Text?.TrimStart();
        if (text is not { Length: > 20 and < 300_000 } || text[0] != '{' || !(text.Contains("\"notificationType\"", StringComparison.Ordinal) || text.Contains("\"eventType\"", StringComparison.Ordinal) || text.Contains("\"Message\"", StringComparison.Ordinal)))
            return null;
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
            using var document = JsonDocument.ParseValue(ref reader);
            return Notified(document.RootElement, 0);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MailMeaning? Notified(JsonElement json, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        if (depth == 0 && Text(json, "Message") is { } inner && inner.StartsWith('{'))
        {
            using var document = JsonDocument.Parse(inner);
            return Notified(document.RootElement, 1);
        }

        return (Text(json, "notificationType") ?? Text(json, "eventType")) switch
        {
            "Bounce" when json.TryGetProperty("bounce", out var bounce) => new MailMeaning
            {
                Kind = MailKind.Bounce, Confidence = 0.98, Evidence = [$"bounceType: {Text(bounce, "bounceType")}"], Why = "The mail service reports a bounce.",
                Recipients = [.. List(bounce, "bouncedRecipients").Select(one => Bounced(one, Text(bounce, "bounceType"), Text(bounce, "bounceSubType")))],
            },
            "Complaint" => new MailMeaning
            {
                Kind = MailKind.Complaint, Confidence = 0.98, Evidence = ["notificationType: Complaint"], Why = "The mail service passes on that our mail was reported as unwanted.",
                Recipients = json.TryGetProperty("complaint", out var complaint) ? [.. List(complaint, "complainedRecipients").Select(one => new MailRecipient(Text(one, "emailAddress") ?? "", null, AddressVerdict.Unknown))] : [],
            },
            "Delivery" => new MailMeaning { Kind = MailKind.AutoReply, Confidence = 0.95, Evidence = ["notificationType: Delivery"], Why = "The mail service reports that our mail was delivered." },
            _ => null,
        };
    }

    private static MailRecipient Bounced(JsonElement one, string? type, string? subtype)
    {
        var status = Text(one, "status");
        var verdict = BounceVerdict.Of(status, (Text(one, "action") ?? "").ToLowerInvariant(), Text(one, "diagnosticCode") ?? "");
        var said = verdict.Verdict != AddressVerdict.Unknown ? verdict.Verdict : (type, subtype) switch
        {
            ("Permanent", "General" or "NoEmail") => AddressVerdict.Dead,
            ("Transient", "MailboxFull") => AddressVerdict.Full,
            ("Transient", "ContentRejected" or "AttachmentRejected" or "MessageTooLarge") => AddressVerdict.Blocked,
            ("Transient", _) => AddressVerdict.Delayed,
            _ => AddressVerdict.Unknown,
        };
        return new MailRecipient(Text(one, "emailAddress") ?? "", verdict.Status ?? status, said);
    }

    private static IEnumerable<JsonElement> List(JsonElement json, string name) => json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Take(100) : [];

    private static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
