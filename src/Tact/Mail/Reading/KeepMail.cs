using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using Tact.Core.Mail;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Reading;

/// <summary>Keeps a mail that is somebody's business: once, in its thread, with what it means; then takes it into the follow-up.</summary>
public static partial class KeepMail
{
    private const int LongestBody = 200_000;
    private const int LongestHtml = 1_000_000;
    private static readonly SearchValues<char> NotKept = SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(half => (char)half)]);
    private static readonly Duration SameSubject = Duration.FromDays(120);

    /// <summary>How mails are written into columns.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Keeps one. Returns what became of the message, and its mail when one is kept.</summary>
    public static (string Fate, long? Mail) In(Session session, Workspace workspace, MailboxRow mailbox, MailHead head, MailMatch match, MailMessage message, MailMeaning meaning, MatchMail matching)
    {
        meaning = Clean(meaning);
        var key = head.Key is { } given ? Clean(given)! : Made(message, head);
        if (session.Scalar<long?>("select id from mails where message_key = @key", new { key }) is { } copy)
            return (Fates.Copy, copy);
        // the copy of what left here: that it lies in Sent shows that it was sent
        if (match.Out && Outbox.OutgoingRow.Leaving(session, key) is { } leaving)
        {
            Outbox.RecordSent.In(session, workspace, leaving, head.At.ToUnixTimeMilliseconds());
            return (Fates.Copy, session.Scalar<long?>("select id from mails where message_key = @key", new { key }));
        }

        match = Closer(session, match, message, meaning, matching);
        if (match.Fate != Fates.Matched)
            return (match.Fate, null);
        var references = MessageKeys.Refer(message.References, message.InReplyTo);
        var from = message.From ?? head.From.FirstOrDefault() ?? new MailPerson(null, "");
        var row = new MailRow
        {
            MailboxId = mailbox.Id, MessageKey = key, MessageId = Clean(message.MessageId)?.Trim().Trim('<', '>'), Direction = match.Out ? "out" : "in", ContactId = match.Contact,
            At = head.At.ToUnixTimeMilliseconds(), SeenAt = workspace.Now.ToUnixTimeMilliseconds(), FromName = Line(from.Name), FromAddress = Line(from.Address) ?? "",
            SentTo = JsonSerializer.Serialize(message.To, Json), CopiedTo = JsonSerializer.Serialize(message.Cc, Json), Subject = Cut(Line(message.Subject) ?? "", Lengths.Line),
            Words = Cut(meaning.Text, LongestBody), Body = Cut(Clean(message.Text) ?? "", LongestBody), Html = message.Html is { } html ? Clean(Cut(html, LongestHtml)) : null,
            Files = JsonSerializer.Serialize(message.Parts.Where(part => !string.IsNullOrEmpty(part.FileName)).Select(part => new { name = part.FileName, type = part.ContentType, size = part.Size }), Json),
            Kind = match.Out ? "sent" : match.By == "forwarded" ? "forwarded" : Core.Names.Of(meaning.Kind), Confidence = (long)Math.Round(meaning.Confidence * 100), MatchedBy = match.By,
            Meaning = MeaningText.Of(meaning), State = "shown",
        };
        row.ThreadId = Thread(session, [.. references, key]) ?? BySubject(session, row) ?? 0;
        row.FollowUpId = row.ThreadId == 0 ? null : session.Scalar<long?>("select follow_up_id from mails where thread_id = @ThreadId and follow_up_id is not null and contact_id = @ContactId order by at desc, id desc limit 1", new { row.ThreadId, row.ContactId });
        if (Insert(session, row) is not { } id)
            return (Fates.Copy, session.Scalar<long>("select id from mails where message_key = @key", new { key }));
        row.Id = id;
        if (row.ThreadId == 0)
            session.Execute("update mails set thread_id = id where id = @Id", new { row.Id });
        var thread = row.ThreadId == 0 ? row.Id : row.ThreadId;
        foreach (var reference in references.Append(key))
            session.Execute("insert into mail_references (message_key, thread_id) values (@reference, @thread) on conflict (message_key) do nothing", new { reference, thread });
        TakeMail.In(session, workspace, mailbox, row, meaning, match.Contacts ?? []);
        return (Fates.Matched, row.Id);
    }

    /// <summary>What only the text tells: whose bounce it is, whose mail was forwarded.</summary>
    private static MailMatch Closer(Session session, MailMatch match, MailMessage message, MailMeaning meaning, MatchMail matching)
    {
        if (match.By == "report" || (match.Contact is null && meaning.Kind is MailKind.Bounce or MailKind.Complaint))
        {
            var about = meaning.Recipients.SelectMany(recipient => matching.With(recipient.Address)).Distinct().ToList();
            if (about.Count == 0)
                about = [.. Enclosed(message).SelectMany(matching.With).Distinct()];
            if (about.Count > 0)
                return match with { Contacts = about };
            return match.By == "report" ? new MailMatch(Fates.Nobody) : match;
        }

        if (match.By == "forwarded")
        {
            var quoted = Address().Matches(message.Text ?? "").Select(found => found.Value).Take(20).SelectMany(matching.With).Distinct().ToList();
            return quoted.Count > 0 ? match with { Contacts = quoted } : new MailMatch(Fates.Nobody);
        }

        if (match.Out || meaning.Kind != MailKind.Bounce)
            return match;
        // a bounce that answers our own mail is about those it names
        var named = meaning.Recipients.SelectMany(recipient => matching.With(recipient.Address)).Distinct().ToList();
        return named.Count > 0 ? match with { Contacts = named } : match;
    }

    private static IEnumerable<string> Enclosed(MailMessage message) =>
        message.Parts.Where(part => part.Text is not null && part.ContentType is "message/rfc822" or "text/rfc822-headers")
            .SelectMany(part => ToLine().Matches(part.Text!).SelectMany(line => Address().Matches(line.Value)).Select(found => found.Value)).Take(20);

    private static long? Thread(Session session, IReadOnlyList<string> references)
    {
        var threads = session.Query<long>("select distinct thread_id from mail_references where message_key in @references order by thread_id", new { references });
        foreach (var later in threads.Skip(1))
        {
            // what answers both shows that they were one
            session.Execute("update mails set thread_id = @first where thread_id = @later", new { first = threads[0], later });
            session.Execute("update mail_references set thread_id = @first where thread_id = @later", new { first = threads[0], later });
        }

        return threads.Count > 0 ? threads[0] : null;
    }

    /// <summary>Programs that do not say what they answer still keep the subject.</summary>
    private static long? BySubject(Session session, MailRow row)
    {
        if (row.ContactId is null || Bare(row.Subject) is not { Length: > 3 } subject || subject == row.Subject.Trim())
            return null;
        var since = row.At - (long)SameSubject.TotalMilliseconds;
        return session.Query<(long Thread, string Subject)>(
                "select thread_id, subject from mails where contact_id = @ContactId and at between @since and @At order by at desc, id desc limit 50", new { row.ContactId, since, row.At })
            .Where(mail => string.Equals(Bare(mail.Subject), subject, StringComparison.OrdinalIgnoreCase)).Select(mail => (long?)mail.Thread).FirstOrDefault();
    }

    private static string Bare(string subject)
    {
        var bare = subject.Trim();
        while (Prefix().Match(bare) is { Success: true } prefix)
            bare = bare[prefix.Length..].Trim();
        return bare;
    }

    private static string Made(MailMessage message, MailHead head) => "none-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001f', message.From?.Address, message.Date ?? head.At, message.Subject, message.Text, message.Html))).AsSpan(0, 16));

    /// <summary>Its number; null when another mailbox kept the same mail just now.</summary>
    private static long? Insert(Session session, MailRow row) => session.Scalar<long?>(
        """
        insert into mails (mailbox_id, message_key, message_id, thread_id, direction, contact_id, follow_up_id, at, seen_at, from_name, from_address,
          sent_to, copied_to, subject, words, body, html, files, kind, confidence, matched_by, meaning, state)
        values (@MailboxId, @MessageKey, @MessageId, @ThreadId, @Direction, @ContactId, @FollowUpId, @At, @SeenAt, @FromName, @FromAddress,
          @SentTo, @CopiedTo, @Subject, @Words, @Body, @Html, @Files, @Kind, @Confidence, @MatchedBy, @Meaning, @State)
        on conflict (message_key) do nothing
        returning id
        """,
        new
        {
            row.MailboxId, row.MessageKey, row.MessageId, row.ThreadId, row.Direction, row.ContactId, row.FollowUpId, row.At, row.SeenAt, row.FromName, row.FromAddress,
            row.SentTo, row.CopiedTo, row.Subject, row.Words, row.Body, row.Html, row.Files, row.Kind, row.Confidence, row.MatchedBy, row.Meaning, row.State,
        });

    // PostgreSQL keeps no zero characters, and half of a pair is no text anywhere
    private static string? Clean(string? text)
    {
        if (text is null || text.AsSpan().IndexOfAny(NotKept) < 0)
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0)
                whole.Append(rune);
        }

        return whole.ToString();
    }

    private static MailMeaning Clean(MailMeaning meaning) => meaning with
    {
        Text = Clean(meaning.Text) ?? "", Why = Clean(meaning.Why) ?? "", Evidence = [.. meaning.Evidence.Select(Clean).OfType<string>()], StandIn = Clean(meaning.StandIn), ReferredTo = Clean(meaning.ReferredTo),
        Recipients = [.. meaning.Recipients.Select(one => one with { Address = Clean(one.Address) ?? "", Status = Clean(one.Status) })],
    };

    private static NamedPerson? Clean(NamedPerson? person) => person is null ? null : new NamedPerson(Line(person.Name), Line(person.Email));

    // a header that was folded, or forged to look like two, is one line here
    private static string? Line(string? text) => Clean(text) is { } clean ? string.Concat(clean.Select(c => char.IsControl(c) ? ' ' : c)).Trim() : null;

    private static string Cut(string text, int most) => text.Length <= most ? text : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];

    [GeneratedRegex(@"^(re|aw|antw|sv|vs|ref|rif|odp|fwd?|wg|tr|rv|doorst|enc)(\[\d+\])?\s*:\s*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"[\w.+'=-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,6}", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(to|cc|x-original-to|original-recipient|final-recipient)\s*:.*$", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ToLine();
}
