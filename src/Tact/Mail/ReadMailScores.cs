using System.Text.Json;
using NodaTime.Text;
using Tact.Core.Mail;

namespace Tact.Mail;

/// <summary>Compares what was understood with what a corpus expects. What the labels of a corpus mean is said in docs/judgement.md.</summary>
internal static class ReadMailScores
{
    internal const string BounceTable = "Bounces and complaints (real)";
    internal const string RealTable = "Automatic replies (real)";
    internal const string AuthoredTable = "Replies in many languages (authored)";
    internal const string ReplyTable = "Visible text";

    private static string? Text(JsonElement row, string name) => ReadMailJudge.Text(row, name);

    private static IEnumerable<string> Strings(JsonElement row, string name) => !row.TryGetProperty(name, out var list) ? [] : list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!) : list.ValueKind == JsonValueKind.String ? [list.GetString()!] : [];

    public static void Mail(Judgement judged, string corpus, string name, JsonElement row, MailMeaning meaning)
    {
        if (corpus == "autoreply-real")
        {
            AutoReply(judged, corpus, name, row, meaning);
            return;
        }

        var cls = Text(row, "suggested") ?? Text(row, "cls") ?? "";
        var reason = Text(row, "std_reason");
        var bounce = row.TryGetProperty("is_bounce", out var flag) ? flag.GetBoolean() : cls is not ("complaint" or "delivered" or "auto_reply");
        var feedback = corpus == "bounce_email" && meaning.Evidence.Any(words => words.StartsWith("Feedback-Type", StringComparison.Ordinal));
        var delay = cls == "temporary" || (Text(row, "note")?.Contains("delay", StringComparison.Ordinal) ?? false);
        var got = $"{meaning.Kind}: {string.Join(" ", meaning.Recipients.Select(one => $"{one.Address}={one.Verdict}({one.Status})"))} \"{string.Join(" · ", meaning.Evidence)}\"";
        if (cls == "complaint" || feedback)
            judged.Count(BounceTable, corpus, "complaint or opt-out seen as one", name, meaning.Kind is MailKind.Complaint or MailKind.OptOut, got);
        else if (bounce || delay)
            judged.Count(BounceTable, corpus, "bounce seen as one", name, meaning.Kind == MailKind.Bounce, got);
        else
            judged.Count(BounceTable, corpus, "other mail not taken for a bounce", name, meaning.Kind != MailKind.Bounce, got);
        judged.Count(BounceTable, corpus, "not taken for a person's answer", name, meaning.Kind is MailKind.Bounce or MailKind.Complaint or MailKind.OptOut or MailKind.AutoReply or MailKind.OutOfOffice or MailKind.LeftCompany, got);

        var dead = meaning.Recipients.Any(one => one.Verdict == AddressVerdict.Dead);
        bool? isDead = corpus switch
        {
            "sisimai" => cls.StartsWith("address_dead", StringComparison.Ordinal),
            "bounceparser-perl" => reason is null or "domain_error" ? null : reason is "user_unknown" or "user_disabled",
            "php-bounce-handler" => cls == "hard",
            "flufl-bounce" => cls == "temporary" ? false : null,
            _ => null,
        };
        if (isDead is true)
            judged.Count(BounceTable, corpus, "dead address found (recall)", name, dead, got);
        if (dead && isDead is not null)
            judged.Count(BounceTable, corpus, "called dead, and is (precision)", name, isDead.Value, got);
        if (isDead is false && bounce)
            judged.Count(BounceTable, corpus, "blocked, full or delayed never called dead", name, !dead, got);
        if (corpus == "sisimai" && cls.Contains("blocked", StringComparison.Ordinal))
            judged.Count(BounceTable, corpus, "blocked called blocked", name, meaning.Recipients.Any(one => one.Verdict == AddressVerdict.Blocked), got);
        var named = Strings(row, "addresses").Concat(Strings(row, "permanent")).Concat(Strings(row, "temporary")).Distinct().ToList();
        if (named.Count > 0)
            judged.Count(BounceTable, corpus, "all addresses found", name, named.TrueForAll(address => meaning.Recipients.Any(one => one.Address.Equals(address, StringComparison.OrdinalIgnoreCase))), $"{got}; expected {string.Join(" ", named)}");
    }

    private static void AutoReply(Judgement judged, string corpus, string name, JsonElement row, MailMeaning meaning)
    {
        var label = Text(row, "label")!;
        var right = label switch
        {
            "ooo" => meaning.Kind == MailKind.OutOfOffice,
            "opt_out" => meaning.Kind is MailKind.OptOut or MailKind.Complaint,
            "auto_other" or "challenge" => meaning.Kind == MailKind.AutoReply,
            "genuine" => meaning.Kind is MailKind.Reply or MailKind.Interested or MailKind.Unsure or MailKind.NotNow or MailKind.NotInterested or MailKind.Meeting or MailKind.Referral,
            "delay_warning" => meaning.Kind == MailKind.Bounce && meaning.Recipients.All(one => one.Verdict == AddressVerdict.Delayed),
            _ => false,
        };
        judged.Count(RealTable, corpus, $"kind: {label}", name, right, $"{meaning.Kind} \"{string.Join(" · ", meaning.Evidence)}\"");
        if (label == "ooo")
        {
            judged.Count(RealTable, corpus, "return date", name, Date(row, "return_date", meaning.ReturnsOn?.ToString("uuuu-MM-dd", null)), $"{meaning.ReturnsOn}");
            if (Text(row, "delegate") is { } delegated)
                judged.Count(RealTable, corpus, "stand-in", name, meaning.StandIn?.Email == delegated, $"{meaning.StandIn}");
        }
    }

    private static bool Date(JsonElement row, string field, string? got)
    {
        if (Text(row, field) == got)
            return true;
        if (row.TryGetProperty("accept", out var accept) && accept.ValueKind == JsonValueKind.Array)
            return accept.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Null ? got is null : one.GetString() == got);
        return row.TryGetProperty("accept_range", out var range) && got is not null && string.CompareOrdinal(got, range[0].GetString()) >= 0 && string.CompareOrdinal(got, range[1].GetString()) <= 0;
    }

    public static void Authored(Judgement judged, JsonElement row)
    {
        var name = Text(row, "id")!;
        var mail = new MailMessage
        {
            Subject = Text(row, "subject"), Text = Text(row, "body"), From = new MailPerson(null, "writer@contact.example"), To = [new MailPerson(null, "me@seller.example")],
            InReplyTo = Text(row, "subject")?.StartsWith("Re:", StringComparison.Ordinal) == true ? "<1@seller.example>" : null,
            Cc = [.. Strings(row, "cc").Select(address => new MailPerson(null, address))],
            Headers = row.TryGetProperty("headers", out var headers) ? [.. headers.EnumerateObject().Select(one => new MailHeader(one.Name.ToLowerInvariant(), one.Value.GetString()!))] : [],
        };
        var meaning = Understand.Mail(mail, LocalDatePattern.Iso.Parse(Text(row, "received")!).Value);
        var labels = Strings(row, "accept_labels").Append(Text(row, "label")!).ToList();
        judged.Count(AuthoredTable, "authored-replies", $"kind: {Text(row, "label")}", name, labels.Exists(label => Fits(label, meaning.Kind)), $"{Text(row, "body")} -> {meaning.Kind} \"{string.Join(" · ", meaning.Evidence)}\"");
        if (Text(row, "label") == "ooo")
            judged.Count(AuthoredTable, "authored-replies", "return date", name, Date(row, "return_date", meaning.ReturnsOn?.ToString("uuuu-MM-dd", null)), $"{Text(row, "body")} -> {meaning.ReturnsOn}");
        if (Text(row, "label") == "not_now")
            judged.Count(AuthoredTable, "authored-replies", "date to resume", name, Date(row, "resume_on", meaning.ResumeOn?.ToString("uuuu-MM-dd", null)), $"{Text(row, "body")} -> {meaning.ResumeOn}");
        if (row.TryGetProperty("delegate", out var delegated))
        {
            var person = meaning.StandIn ?? meaning.ReferredTo;
            judged.Count(AuthoredTable, "authored-replies", "person named", name, (Text(delegated, "email") is not { } email || email == person?.Email) && (Text(delegated, "name") is not { } who || who == person?.Name), $"{Text(row, "body")} -> {person}");
        }
    }

    private static bool Fits(string label, MailKind kind) => label switch
    {
        "ooo" => kind == MailKind.OutOfOffice,
        "auto_ack" => kind == MailKind.AutoReply,
        "left_company" => kind == MailKind.LeftCompany,
        "opt_out" => kind is MailKind.OptOut or MailKind.Complaint,
        "interested" => kind == MailKind.Interested,
        "not_interested" => kind == MailKind.NotInterested,
        "not_now" => kind == MailKind.NotNow,
        "wrong_person" => kind == MailKind.WrongPerson,
        "referral" => kind == MailKind.Referral,
        "question" => kind is MailKind.Reply or MailKind.Interested,
        "meeting_accept" or "meeting_decline" => kind == MailKind.Meeting,
        "ack" => kind == MailKind.Reply,
        "unclear" => kind == MailKind.Unsure,
        _ => false,
    };

    public static void Reply(Judgement judged, string corpus, JsonElement row, Func<string, MailMessage> parse)
    {
        var name = Text(row, "id")!;
        var kind = Text(row, "kind");
        var input = Text(row, "input") ?? "";
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var got = kind == "html" ? ReplyText.OfHtml(input) : kind == "eml" ? ReplyText.Of(parse(Text(row, "input_file")!)) : ReplyText.Of(input);
        var milliseconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (row.TryGetProperty("max_ms", out var most))
            judged.Count(ReplyTable, corpus, "in time", name, milliseconds <= most.GetDouble(), $"{milliseconds:0} ms");
        var squeeze = kind == "html";
        var expected = Text(row, "expected") is { } own ? (squeeze ? Squeezed(ReplyText.Plain(own)) : Lines(own)) : Text(row, "expected_text") is { } text ? Squeezed(text) : null;
        var shown = squeeze ? Squeezed(got) : Lines(got);
        if (expected is not null)
            judged.Count(ReplyTable, corpus, "exact", name, shown == expected, $"got «{got}» expected «{expected}»");
        else if (Text(row, "expected_first") is { } first)
            judged.Count(ReplyTable, corpus, "exact (first part)", name, shown == Lines(first) || shown.StartsWith(Lines(first) + "\n", StringComparison.Ordinal), $"got «{got}» expected «{first}»");
        var own2 = Text(row, "expected") ?? Text(row, "expected_first") ?? Text(row, "expected_text");
        if (own2 is not null && !squeeze)
            judged.Count(ReplyTable, corpus, "no own word lost", name, Words(own2).All(word => shown.Contains(word, StringComparison.Ordinal)), $"got «{got}»");
        if (Strings(row, "must_contain").ToList() is { Count: > 0 } must)
            judged.Count(ReplyTable, corpus, "holds what it must", name, must.TrueForAll(part => shown.Contains(part, StringComparison.Ordinal) || Squeezed(got).Contains(Squeezed(part), StringComparison.Ordinal)), $"got «{(got.Length > 300 ? got[..300] : got)}»");
        if (Strings(row, "must_not_contain").ToList() is { Count: > 0 } mustNot)
            judged.Count(ReplyTable, corpus, "holds nothing quoted", name, !mustNot.Exists(part => shown.Contains(part, StringComparison.Ordinal)), $"got «{(got.Length > 300 ? got[..300] : got)}» has {string.Join(" | ", mustNot.Where(part => shown.Contains(part, StringComparison.Ordinal)))}");
    }

    private static IEnumerable<string> Words(string text) => text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static string Lines(string text) => string.Join('\n', text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd())).Trim();

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '_'));
}
