using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Commands;
using Tact.FollowUps;
using Tact.Laws;
using Tact.Mail.Outbox;

namespace Tact.Exports;

/// <summary>
/// Everything kept about one person, for when they ask for it: the record with addresses, follow-ups and timeline, each no, consents, mails both ways, what is written and has
/// not left, and when they asked. Details of illness and family stay with their owner here, too (METHOD D): the owner adds them.
/// </summary>
public static class ExportPerson
{
    private static readonly JsonWriterOptions Written = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As a JSON file; an admin gives it out.</summary>
    public static Result<byte[]> Run(Workspace workspace, Actor actor, long contact)
    {
        if (actor.Role != "admin")
            return new Result<byte[]>.Refused("An admin gives out somebody's data.", "role", null);
        return workspace.Data.Read<Result<byte[]>>(session =>
        {
            if (ContactFile.Open(session, workspace, contact) is not { } file)
                return new Result<byte[]>.NotFound("There is no such person.");
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, Written))
            {
                json.WriteStartObject();
                json.WriteString("exportedAt", InstantPattern.General.Format(workspace.Now));
                json.WritePropertyName("contact");
                if (!ExportWorkspace.WriteOne(json, session, actor, contact))
                    return new Result<byte[]>.NotFound("The person is not on record any more.");
                List("suppressions", session.Query<(string Scope, string? Matter, long At, long? Lifted, string? Evidence)>("select scope, matter_key, created_at, lifted_at, evidence from suppressions where contact_id = @contact order by id", new { contact })
                    .Select(no => new { no.Scope, no.Matter, At = Iso(no.At), LiftedAt = Iso(no.Lifted), no.Evidence }));
                List("consents", ShowConsents.Of(workspace, file));
                List("mails", session.Query<(string Direction, long At, string From, string To, string Subject, string Body, string? Html, string Files)>(
                    "select direction, at, from_address, sent_to, subject, body, html, files from mails where contact_id = @contact order by at, id", new { contact })
                    .Select(mail => new { mail.Direction, At = Iso(mail.At), mail.From, To = JsonSerializer.Deserialize<JsonElement>(mail.To), mail.Subject, mail.Body, mail.Html, Files = JsonSerializer.Deserialize<JsonElement>(mail.Files) }));
                List("messages", session.Query<(long Id, string State, long Written, string To, string Subject, string Body)>("select id, state, created_at, send_to, subject, body from outgoing where contact_id = @contact and state <> 'sent' order by id", new { contact })
                    .Select(message => new { message.State, WrittenAt = Iso(message.Written), message.To, message.Subject, message.Body, Files = AttachFile.Of(session, message.Id).Select(one => one.Name) }));
                List("gifts", Library.ExportLibrary.Gifts(session, actor, contact));
                List("dataRequests", session.Query<(long At, long? Answered)>("select asked_at, answered_at from data_requests where contact_id = @contact order by id", new { contact })
                    .Select(request => new { AskedAt = Iso(request.At), AnsweredAt = Iso(request.Answered) }));
                json.WriteEndObject();

                void List<T>(string name, IEnumerable<T> rows)
                {
                    json.WritePropertyName(name);
                    JsonSerializer.Serialize(json, rows, CommandLine.JsonFormat);
                }
            }

            return new Result<byte[]>.Ok(stream.ToArray());
        });
    }

    private static string? Iso(long? at) => at is { } ms ? InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(ms)) : null;
}
