using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Core.Mail;

namespace Tact.Mail.Reading;

/// <summary>What the envelope of a message tells, enough to know whether it is anybody's business here.</summary>
public sealed record MailHead
{
    /// <summary>Its number in the folder.</summary>
    public required long Uid { get; init; }

    /// <summary>When the server took it.</summary>
    public required Instant At { get; init; }

    /// <summary>The Message-ID as kept: without brackets, lower case; null when it has none.</summary>
    public string? Key { get; init; }

    /// <summary>Message-IDs it refers to, as kept, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Who wrote it; empty for bounces of some servers.</summary>
    public IReadOnlyList<MailPerson> From { get; init; } = [];

    /// <summary>Where answers go.</summary>
    public IReadOnlyList<MailPerson> ReplyTo { get; init; } = [];

    /// <summary>Everybody it went to.</summary>
    public IReadOnlyList<MailPerson> Recipients { get; init; } = [];

    /// <summary>It is not sent yet.</summary>
    public bool IsDraft { get; init; }

    /// <summary>A machine wrote it: a bounce, a report, an automatic reply.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Reads what the gateway gives.</summary>
    public static MailHead Read(JsonElement head)
    {
        var headers = head.GetProperty("headers");
        var from = People(head, "from");
        return new MailHead
        {
            Uid = head.GetProperty("uid").GetInt64(), At = InstantPattern.ExtendedIso.Parse(head.GetProperty("at").GetString()!).GetValueOrThrow(), Key = MessageKeys.Of(Text(head, "messageId")),
            References = MessageKeys.Refer(Header("references"), Text(head, "inReplyTo")), Subject = Text(head, "subject") ?? "", From = from, ReplyTo = People(head, "replyTo"),
            Recipients = [.. People(head, "to"), .. People(head, "cc"), .. People(head, "bcc")], IsDraft = head.GetProperty("draft").GetBoolean(),
            IsAutomatic = Header("auto-submitted") is { } automatic && !automatic.StartsWith("no", StringComparison.OrdinalIgnoreCase)
                || Header("content-type")?.Contains("multipart/report", StringComparison.OrdinalIgnoreCase) == true || Header("x-failed-recipients") is not null
                || Header("return-path") is "<>" || from.Count == 0 || from.Any(one => IsMachine(one.Address)),
        };

        string? Header(string name) => Text(headers, name);
    }

    private static bool IsMachine(string? address)
    {
        var name = (address ?? "").Split('@')[0].ToLowerInvariant();
        return name is "mailer-daemon" or "postmaster" or "mail-daemon" or "mailerdaemon" or "bounce" or "bounces" or "complaints" or "abuse" || name.StartsWith("feedback", StringComparison.Ordinal) || name.StartsWith("mailer", StringComparison.Ordinal);
    }

    private static List<MailPerson> People(JsonElement head, string name) =>
        head.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(one => new MailPerson(Text(one, "name"), Text(one, "address")))] : [];

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Replace("\0", "", StringComparison.Ordinal) : null;
}

/// <summary>Message-IDs as they are kept: without brackets and case.</summary>
public static class MessageKeys
{
    private const int MostReferences = 50;

    /// <summary>The key of one; null when there is none.</summary>
    public static string? Of(string? messageId) => messageId?.Replace("\0", "", StringComparison.Ordinal).Trim().Trim('<', '>').Trim().ToLowerInvariant() is { Length: > 0 and <= 990 } key ? key : null;

    /// <summary>The keys a mail refers to, oldest first: its References, then what it answers.</summary>
    public static IReadOnlyList<string> Refer(string? references, string? inReplyTo) => Refer((references ?? "").Split([' ', '\t', '\r', '\n', '>'], StringSplitOptions.RemoveEmptyEntries), inReplyTo);

    /// <summary>The same from a list.</summary>
    public static IReadOnlyList<string> Refer(IEnumerable<string> references, string? inReplyTo) => [.. references.Append(inReplyTo ?? "").Select(Of).OfType<string>().Distinct().TakeLast(MostReferences)];
}
