using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Tact.Core.Mail;

/// <summary>One mail as the gateway parsed it: plain text fields, no attachments' contents. Every field may be missing; strangers write mail.</summary>
public sealed record MailMessage
{
    /// <summary>The Message-ID with its angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>The Message-ID this one answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The Message-IDs of the thread, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>When the sender says it was written; nothing where the header is missing or no date.</summary>
    public Instant? Date { get; init; }

    /// <summary>Who wrote it.</summary>
    public MailPerson? From { get; init; }

    /// <summary>Who sent it on the writer's behalf.</summary>
    public MailPerson? Sender { get; init; }

    /// <summary>Where answers should go.</summary>
    public IReadOnlyList<MailPerson> ReplyTo { get; init; } = [];

    /// <summary>To whom.</summary>
    public IReadOnlyList<MailPerson> To { get; init; } = [];

    /// <summary>Who gets a copy.</summary>
    public IReadOnlyList<MailPerson> Cc { get; init; } = [];

    /// <summary>Who gets a copy unseen (in sent mail only).</summary>
    public IReadOnlyList<MailPerson> Bcc { get; init; } = [];

    /// <summary>Where bounces of it go; empty or <c>&lt;&gt;</c> means that it wants no answer (RFC 5321, 4.5.5).</summary>
    public string? ReturnPath { get; init; }

    /// <summary>The subject, decoded.</summary>
    public string? Subject { get; init; }

    /// <summary>All header lines in order, names in lower case, values unfolded and decoded.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];

    /// <summary>The text/plain of it, decoded; nothing where it has only HTML.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML of it, as it was sent: hostile until it is sanitised.</summary>
    public string? Html { get; init; }

    /// <summary>Attachments, reports, invitations and enclosed mails.</summary>
    public IReadOnlyList<MailPart> Parts { get; init; } = [];

    /// <summary>What was cut because it went beyond a limit, in words; empty where the mail is whole.</summary>
    public IReadOnlyList<string> Cut { get; init; } = [];

    /// <summary>Whether something of it was cut.</summary>
    [JsonIgnore]
    public bool IsCut => Cut.Count > 0;

    /// <summary>The first value of a header (name in lower case).</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (header.Name == name)
                return header.Value;
        }

        return null;
    }

    /// <summary>Reads what the gateway wrote. Unknown fields are passed over and missing ones stay empty; throws <see cref="JsonException"/> where it is no JSON object.</summary>
    public static MailMessage Read(string json) => JsonSerializer.Deserialize<MailMessage>(json, Format) ?? throw new JsonException("A mail is a JSON object.");

    /// <summary>Reads what the gateway wrote, as a part of a larger answer.</summary>
    public static MailMessage Read(JsonElement json) => json.Deserialize<MailMessage>(Format) ?? throw new JsonException("A mail is a JSON object.");

    /// <summary>How the gateway's JSON is read: names in any case, null lists as empty ones.</summary>
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new LenientInstant(), new LenientList<string>(), new LenientList<MailPerson>(), new LenientList<MailHeader>(), new LenientList<MailPart>() },
    };

    private sealed class LenientInstant : JsonConverter<Instant?>
    {
        public override Instant? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                return null;
            }

            return InstantPattern.ExtendedIso.Parse(reader.GetString()!) is { Success: true } read ? read.Value : null;
        }

        public override void Write(Utf8JsonWriter writer, Instant? value, JsonSerializerOptions options)
        {
            if (value is { } instant)
                writer.WriteStringValue(InstantPattern.ExtendedIso.Format(instant));
            else
                writer.WriteNullValue();
        }
    }

    private sealed class LenientList<T> : JsonConverter<IReadOnlyList<T>>
    {
        public override bool HandleNull => true;

        public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return [];
            }

            List<T> all = [];
            var items = (JsonConverter<T>)options.GetConverter(typeof(T));
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Null && items.Read(ref reader, typeof(T), options) is { } one)
                    all.Add(one);
            }

            return all;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var one in value)
                JsonSerializer.Serialize(writer, one, options);
            writer.WriteEndArray();
        }
    }
}

/// <summary>A name and an address; either may be empty.</summary>
public sealed record MailPerson(string? Name, string? Address);

/// <summary>One header line: its name in lower case, its value unfolded and decoded.</summary>
public sealed record MailHeader(string Name, string Value);

/// <summary>One part that is not the body: an attachment, a report, an invitation, an enclosed mail.</summary>
public sealed record MailPart
{
    /// <summary>Its type in lower case, without parameters.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The name of the file.</summary>
    public string? FileName { get; init; }

    /// <summary><c>attachment</c>, <c>inline</c>, or what the sender wrote.</summary>
    public string? Disposition { get; init; }

    /// <summary>Bytes after decoding.</summary>
    public long Size { get; init; }

    /// <summary>The Content-ID with its angle brackets.</summary>
    public string? ContentId { get; init; }

    /// <summary>The method of an invitation: REQUEST, REPLY, CANCEL.</summary>
    public string? Method { get; init; }

    /// <summary>The text of reports, header copies, invitations and enclosed mails; nothing for all else.</summary>
    public string? Text { get; init; }

    /// <summary>How deep it lies: 0 in this mail, 1 in a mail enclosed in it.</summary>
    public int Level { get; init; }

    /// <summary>The header lines of an enclosed mail.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];
}
