using System.Globalization;
using NodaTime;
using Tact.Core.Messages;
using Tact.Core.Outbox;
using Tact.Mail.Mailboxes;
using Tact.Mail.Preferences;
using Tact.Storage;
using Tact.Templates;

namespace Tact.Mail.Outbox;

/// <summary>A name and address as headers carry them.</summary>
public sealed record Named(string Name, string Address);

/// <summary>A message as its receiver gets it.</summary>
/// <param name="Html">Beside the text, only when simple formatting is used; null otherwise.</param>
/// <param name="Headers">Further headers.</param>
public sealed record MessageOut(string MessageId, Named From, Named To, string Subject, string Text, string? Html, string? InReplyTo, IReadOnlyList<string> References, IReadOnlyDictionary<string, string> Headers);

/// <summary>Writes a message out: merge fields, signature, the way out, the quoted mail it answers. The same for the preview and for what leaves; links stay as they were written.</summary>
public static class MessageText
{
    private const int MostReferences = 20;
    private const int MostQuoted = 20_000;

    private static readonly Dictionary<string, (string WithLink, string Without)> WaysOut = new(StringComparer.Ordinal)
    {
        ["en"] = ("If now is not the time, tell me; a word is enough. How and how often you hear from us, or not at all, is yours to choose: {0}", "If now is not the time, or you would rather not hear from us, tell me; a word is enough."),
        ["de"] = ("Wenn es gerade nicht passt, sagen Sie es mir; ein Wort genügt. Wie und wie oft Sie von uns hören, oder gar nicht, bestimmen Sie hier: {0}", "Wenn es gerade nicht passt oder Sie lieber nichts von uns hören möchten, sagen Sie es mir; ein Wort genügt."),
        ["fr"] = ("Si le moment est mal choisi, dites-le-moi ; un mot suffit. Comment et à quelle fréquence vous avez de nos nouvelles, ou plus du tout, c’est vous qui choisissez : {0}", "Si le moment est mal choisi, ou si vous préférez ne plus avoir de nos nouvelles, dites-le-moi ; un mot suffit."),
        ["es"] = ("Si no es el momento, dígamelo; basta una palabra. Cómo y cada cuánto sabe de nosotros, o nunca, lo decide usted aquí: {0}", "Si no es el momento, o prefiere no saber de nosotros, dígamelo; basta una palabra."),
        ["it"] = ("Se non è il momento, me lo dica; basta una parola. Come e ogni quanto ci sentiamo, o per nulla, lo decide lei qui: {0}", "Se non è il momento, o preferisce non ricevere nostre notizie, me lo dica; basta una parola."),
        ["nl"] = ("Komt het nu niet uit, zeg het me; één woord is genoeg. Hoe en hoe vaak u van ons hoort, of helemaal niet, kiest u hier: {0}", "Komt het nu niet uit, of hoort u liever niets van ons, zeg het me; één woord is genoeg."),
    };

    /// <summary>The merge fields of a message with what is known.</summary>
    public static IReadOnlyDictionary<string, string?> Known(Session session, Workspace workspace, OutgoingRow row, MailboxRow? mailbox)
    {
        // days are named in the language of the message
        var language = row.Body.Contains(".day}}", StringComparison.Ordinal) ? MessageCheck.Look(new Draft { Kind = MessageKind.Email, Text = row.Body }, null, Tuning.None).Language : "en";
        var known = MergeFields.Of(session, row.ContactId, row.FollowUpId, row.WrittenBy, workspace.Zone, language);
        known["offer"] = row.Offer;
        known["next.day"] = (row.With.PromisedFor ?? row.With.On) is { } day ? MergeFields.NextDay(day, language) : null;
        known["me.email"] = mailbox?.Address;
        return known;
    }

    /// <summary>Subject and text with their fields filled, and what could not be.</summary>
    public static (Merged Subject, Merged Body) Filled(Session session, Workspace workspace, OutgoingRow row, MailboxRow? mailbox)
    {
        var known = Known(session, workspace, row, mailbox);
        return (MergeText.Fill(row.Subject, known), MergeText.Fill(row.Body, known));
    }

    /// <summary>The message as it leaves, or would leave now.</summary>
    public static MessageOut Of(Session session, Workspace workspace, OutgoingRow row, MailboxRow mailbox, bool wayOut)
    {
        var (subject, body) = Filled(session, workspace, row, mailbox);
        var (name, language) = Person(session, row.ContactId);
        var answered = row.AnswersMailId is { } id ? session.One<Answered>("select id as Id, message_id as MessageId, thread_id as ThreadId, at as At, from_name as FromName, from_address as FromAddress, words as Words, body as Body from mails where id = @id", new { id }) : null;
        var text = body.Text.ReplaceLineEndings("\n").TrimEnd();
        if (mailbox.Signature.Trim() is { Length: > 0 } signature)
            text += $"\n\n-- \n{signature.ReplaceLineEndings("\n")}";
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (wayOut)
            text += "\n\n" + WayOut(session, workspace, row, mailbox, language, headers);
        if (row.Quotes == 1 && answered is not null)
            text += "\n\n" + Quoted(workspace, answered);
        var me = session.Scalar<string>("select name from users where id = @WrittenBy", new { row.WrittenBy });
        return new MessageOut(
            row.MessageId, new Named(mailbox.Name.Length > 0 ? mailbox.Name : me ?? "", mailbox.Address), new Named(name is { } said && !said.Contains('@', StringComparison.Ordinal) ? said : "", row.SendTo), OneLine(subject.Text), text + "\n",
            SimpleFormat.IsUsed(body.Text) ? SimpleFormat.ToHtml(text) : null, answered?.MessageId, References(session, answered), headers);
    }

    /// <summary>The subject of an answer.</summary>
    public static string ReplySubject(string subject)
    {
        var bare = OneLine(subject);
        return bare.StartsWith("re:", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("aw:", StringComparison.OrdinalIgnoreCase) ? bare : $"Re: {bare}";
    }

    private static string WayOut(Session session, Workspace workspace, OutgoingRow row, MailboxRow mailbox, string? language, Dictionary<string, string> headers)
    {
        var words = WaysOut.GetValueOrDefault((language ?? "en").Split('-', '_')[0].ToLowerInvariant(), WaysOut["en"]);
        var mailto = $"<mailto:{Uri.EscapeDataString(mailbox.Address).Replace("%40", "@", StringComparison.Ordinal)}?subject=stop>";
        if (PublicUrl.Of(session) is not { } url)
        {
            headers["List-Unsubscribe"] = mailto;
            return words.Without;
        }

        var link = $"{url}/u/{PreferenceLink.TokenOf(workspace.Data, row.ContactId)}";
        headers["List-Unsubscribe"] = $"<{link}>, {mailto}";
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        return string.Format(CultureInfo.InvariantCulture, words.WithLink, link);
    }

    private static string Quoted(Workspace workspace, Answered mail)
    {
        var day = Instant.FromUnixTimeMilliseconds(mail.At).InZone(workspace.Zone).ToString("d MMM uuuu, H:mm", CultureInfo.InvariantCulture);
        var words = (mail.Words.Trim().Length > 0 ? mail.Words : mail.Body).ReplaceLineEndings("\n").Trim();
        if (words.Length > MostQuoted)
            words = words[..MostQuoted];
        return $"On {day}, {(string.IsNullOrWhiteSpace(mail.FromName) ? mail.FromAddress : mail.FromName)} wrote:\n" + string.Join('\n', words.Split('\n').Select(line => line.Length == 0 ? ">" : $"> {line}"));
    }

    private static List<string> References(Session session, Answered? answered)
    {
        if (answered?.MessageId is not { } last)
            return [];
        var thread = session.Query<string>("select message_id from mails where thread_id = @ThreadId and message_id is not null and at <= @At order by at desc, id desc limit 20", new { answered.ThreadId, answered.At });
        thread.Reverse();
        return [.. thread.Where(id => id != last).TakeLast(MostReferences - 1), last];
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static (string? Name, string? Language) Person(Session session, long contact) => session.One<(string?, string?)>("select name, language from contacts where id = @contact", new { contact });

    private sealed class Answered
    {
        public long Id { get; set; }

        public string? MessageId { get; set; }

        public long ThreadId { get; set; }

        public long At { get; set; }

        public string? FromName { get; set; }

        public string FromAddress { get; set; } = "";

        public string Words { get; set; } = "";

        public string Body { get; set; } = "";
    }
}
