using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Tact.Core.Calendars;
using Tact.Core.Outbox;
using Tact.Etiquette;
using Tact.FollowUps;
using Tact.Messages;
using Tact.Storage;
using Tact.Templates;
using Tact.Today;
using Tact.Web;

namespace Tact.Mail.Outbox;

/// <summary>Writing to one person. Whatever was typed is saved before anything is checked, so that nothing is lost.</summary>
public static class ComposePages
{
    private const long LargestForm = 17 * 1024 * 1024;

    /// <summary>Where they are.</summary>
    public static void MapCompose(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people/{id:long}/write", New);
        app.MapPost("/people/{id:long}/write", (Visit visit, long id) => Save(visit, id, null)).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        app.MapGet("/outbox/{id:long}", (Visit visit, long id) => Draw(visit, null, id, null, []));
        app.MapGet("/outbox/{id:long}/html", Html);
        app.MapPost("/people/{id:long}/write/look", Look).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        app.MapPost("/outbox/{id:long}", (Visit visit, long id) => Save(visit, null, id)).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    /// <summary>Whether somebody has a mailbox to write from.</summary>
    public static bool CanWrite(Session session, Visit visit) =>
        session.Scalar<long?>("select id from mailboxes where removed_at is null and smtp_host is not null and (owner_id is null or owner_id = @me) limit 1", new { me = visit.User.Id }) is not null;

    private static IResult New(Visit visit, long id, long? followUp, long? answers, long? template) => Draw(visit, id, null, new Dictionary<string, string>
    {
        ["followup"] = followUp?.ToString(CultureInfo.InvariantCulture) ?? "", ["answers"] = answers?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["template"] = template?.ToString(CultureInfo.InvariantCulture) ?? "",
    }, []);

    /// <summary>What the message check finds while it is written; nothing is kept.</summary>
    private static async Task<IResult> Look(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var found = visit.Workspace.Data.Read(session =>
        {
            if (session.Scalar<long?>("select id from contacts where id = @id and erased_at is null", new { id }) is null)
                return null;
            // a draft that is saved brings its files; what is typed goes before what is saved
            var row = Number(sent.Text("draft")) is { } saved && OutgoingRow.Find(session, visit.Actor, saved) is Result<OutgoingRow>.Ok { Value: var kept } && kept.ContactId == id ? kept : new OutgoingRow { ContactId = id, WrittenBy = visit.User.Id };
            row.Subject = sent.Text("subject") ?? "";
            row.Body = sent.Text("body")?.ReplaceLineEndings("\n") ?? "";
            row.Offer = sent.Text("offer");
            row.AnswersMailId = Number(sent.Text("answers"));
            row.FollowUpId = Number(sent.Text("followup"));
            row.MailboxId = Number(sent.Text("mailbox")) ?? row.MailboxId;
            row.Touch = new WithTouch(On: Iso(sent.Text("on")), PromisedFor: Iso(sent.Text("promised"))).ToText();
            return row.Body.Length is 0 or > CheckText.Longest ? null : CheckMessage.Words(session, visit.Workspace, row);
        });
        return found is null ? Results.Text("", "text/html; charset=utf-8") : Pages.Page<WordsFound>(found);
    }

    private static string? Iso(string? day) => day is not null && LocalDatePattern.Iso.Parse(day).Success ? day : null;

    /// <summary>The formatted text alone, for the closed frame of the preview: it runs and loads nothing.</summary>
    private static IResult Html(Visit visit, long id) => visit.Answer(
        ListMessages.One(visit.Workspace, visit.Actor, id),
        message =>
        {
            visit.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";
            visit.Http.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Results.Text(message.Preview?.Html ?? "", "text/html; charset=utf-8");
        },
        _ => visit.NotFound());

    private static async Task<IResult> Save(Visit visit, long? contact, long? message)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        var sent = new Sent(form);
        var act = sent.Text("act") ?? "save";
        var saved = WriteMessage.Run(visit.Workspace, visit.Actor, Read(visit, sent, contact, message, act));
        if (saved is not Result<MessageShown>.Ok { Value: var draft })
            return visit.Answer(saved, _ => Results.Empty, problems => Draw(visit, contact, message, sent.All, problems));
        var problems = sent.Problems;
        foreach (var file in form.Files.Where(file => file.Length > 0))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            if (AttachFile.Run(visit.Workspace, visit.Actor, draft.Id, file.FileName, file.ContentType, content.ToArray()) is Result<OutgoingFile>.Invalid no)
                problems.AddRange(no.Problems);
        }

        if (act.StartsWith("remove-", StringComparison.Ordinal) && long.TryParse(act.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var gone))
            AttachFile.Remove(visit.Workspace, visit.Actor, draft.Id, gone);
        if (problems.Count > 0)
            return Draw(visit, null, draft.Id, sent.All, problems);
        if (act.StartsWith("bring-", StringComparison.Ordinal) && long.TryParse(act.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var asset))
            return visit.Answer(Library.BringAsset.Run(visit.Workspace, visit.Actor, draft.Id, asset), said => Site.SaidThen(visit.Http, $"/outbox/{draft.Id}", said), no => Draw(visit, null, draft.Id, sent.All, no));
        if (act is not ("now" or "next" or "chosen"))
            return Site.SaidThen(visit.Http, $"/outbox/{draft.Id}#preview", act == "template" && sent.Text("body") is not null ? "Your own text was kept. Empty it first, and the template is filled in." : act is "template" or "snippet" ? "It is filled in below. Make it yours." : "Saved. Below is what they will see.");

        var release = new Release(act switch { "next" => ReleaseAt.Next, "chosen" => ReleaseAt.Chosen, _ => ReleaseAt.Now }, act == "chosen" ? Moment(visit, sent) : null, sent.Text("override"), AsItIs: sent.Text("as-it-is"));
        return visit.Answer(
            ReleaseMessage.Run(visit.Workspace, visit.Actor, draft.Id, release),
            released => Site.SaidThen(visit.Http, Site.Local(sent.Text("back")) is { } back && back != $"/outbox/{draft.Id}" ? back : "/outbox", $"Released: “{released.Subject}” to {released.Name}, {Leaves(visit, released)}."),
            again => Draw(visit, null, draft.Id, sent.All, again));
    }

    private static string Leaves(Visit visit, MessageShown message) =>
        InstantPattern.General.Parse(message.SendAt!).Value is var at && at <= visit.Now ? "leaves now" : $"leaves {When.At(at, visit.Zone, visit.Today)}";

    private static Instant? Moment(Visit visit, Sent sent) =>
        sent.Day("send-on") is { } day ? visit.Zone.AtLeniently(day.At(sent.Time("send-at") ?? new LocalTime(9, 0))).ToInstant() : null;

    private static MessageInput Read(Visit visit, Sent sent, long? contact, long? message, string act) => new()
    {
        Id = message, Contact = contact?.ToString(CultureInfo.InvariantCulture), FollowUp = Number(sent.Text("followup")), Mailbox = sent.Text("mailbox"), To = sent.Text("to"),
        Template = act == "template" ? sent.Text("template") : null, Snippet = act == "snippet" ? sent.Text("snippet") : null, Subject = sent.Text("subject") ?? "", Body = sent.All.GetValueOrDefault("body", "").Replace("\0", "", StringComparison.Ordinal), Answers = Number(sent.Text("answers")), Quotes = sent.Text("quotes") == "1",
        Offer = sent.Text("offer") ?? "", Next = sent.Text("next") ?? "", On = sent.Day("on"), At = sent.Time("at"), Promise = sent.Text("promise") ?? "", PromisedFor = sent.Day("promised"), Override = sent.Text("override") ?? "",
        SeenVersion = Number(sent.Text("version")),
    };

    private static IResult Draw(Visit visit, long? contact, long? message, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<Problem> problems)
    {
        var found = visit.Workspace.Data.Read(session =>
        {
            var row = message is { } id ? OutgoingRow.Find(session, visit.Actor, id) : null;
            if (row is not null and not Result<OutgoingRow>.Ok)
                return row.Then<ComposeModel>(_ => throw new InvalidOperationException());
            var saved = (row as Result<OutgoingRow>.Ok)?.Value;
            return ContactFile.Open(session, visit.Workspace, saved?.ContactId ?? contact!.Value) is { } file ? Model(session, visit, file, saved, typed, problems) : new Result<ComposeModel>.NotFound("There is no such person.");
        });
        return visit.Answer(found, model => Pages.Page<ComposePage>(model, problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK), _ => visit.NotFound());
    }

    private static ComposeModel Model(Session session, Visit visit, ContactFile file, OutgoingRow? row, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<Problem> problems)
    {
        var contact = file.Contact.Id;
        var answers = row?.AnswersMailId ?? Number(typed?.GetValueOrDefault("answers"));
        var mail = answers is { } id ? session.One<(string Subject, string From, long At, string Words)?>("select subject, coalesce(from_name, from_address), at, words from mails where id = @id and contact_id = @contact", new { id, contact }) : null;
        var about = row ?? new OutgoingRow { ContactId = contact, WrittenBy = visit.User.Id, FollowUpId = Number(typed?.GetValueOrDefault("followup")), AnswersMailId = mail is null ? null : answers };
        var check = CheckMessage.Draft(session, visit.Workspace, about, visit.Now);
        var language = session.Scalar<string>("select language from contacts where id = @contact", new { contact });
        var mailboxes = Mailboxes.Mailboxes.UsableBy(session, visit.Actor).Where(mailbox => mailbox.SmtpHost is not null).ToList();
        var mailbox = row is null ? null : Mailboxes.Mailboxes.Of(session, row.MailboxId);
        return new ComposeModel
        {
            Frame = visit.Frame($"Write to {file.Contact.Name}"), Form = visit.Form(typed?.GetValueOrDefault("back") ?? (row is null ? null : "/outbox"), problems, typed?.GetValueOrDefault("id")),
            Action = row is null ? $"/people/{contact}/write" : $"/outbox/{row.Id}", Message = row is null ? null : ListMessages.Show(session, visit.Workspace, row), Contact = contact, Name = file.Contact.Name,
            Mailboxes = [.. mailboxes.Select(one => new Choice(one.Id.ToString(CultureInfo.InvariantCulture), one.OwnerId is null ? $"{one.Address} (shared)" : one.Address))],
            Addresses = [.. session.Query<string>("select value from addresses where contact_id = @contact and kind = 'email' and dead_at is null order by position, address_key", new { contact }).Select(address => new Choice(address, address))],
            Templates = [new("", "Choose…"), .. TeamTemplates.Of(session, language, "email", "letter").Select(template => new Choice(template.Id.ToString(CultureInfo.InvariantCulture), template.Name))],
            Snippets = [new("", "Choose…"), .. TeamTemplates.Of(session, language, "snippet").Select(template => new Choice(template.Id.ToString(CultureInfo.InvariantCulture), template.Name))],
            Given = [.. Library.PersonalGifts.Of(session, visit.Actor, [contact]).Given(file).Take(5)], Offers = Library.SuggestFor.In(session, visit.Workspace, visit.Actor, file, about.FollowUpId),
            Values = problems.Count > 0 && typed is not null ? typed : Values(session, visit, file, row, typed, mail?.Subject),
            Answers = mail is { } m ? $"“{m.Subject}” from {m.From}, {When.At(Instant.FromUnixTimeMilliseconds(m.At), visit.Zone, visit.Today)}" : null, TheirWords = mail?.Words,
            Verdict = Words(visit, check.Verdict, file.Zone), Allowed = check.Verdict.Verdict == "allow", Reasons = [.. check.Verdict.Reasons.Select(reason => new RuleWords(reason.Rule, reason.Text))],
            MayOverrule = check.Verdict.Overrulable, Next = check.Next is { } next ? When.At(next, visit.Zone, visit.Today) : null,
            Preview = row is null || mailbox is null ? null : MessageText.Of(session, visit.Workspace, row, mailbox, row.State is "draft" or "stopped" or "failed" ? WayOut.IsDue(session, row) : row.WayOut == 1),
            Words = row is null || row.Body.Trim().Length == 0 ? null : check.Words, LookAddress = $"/people/{contact}/write/look",
            ToMend = row is null || problems.Count > 0 ? [] : check.Problems, Today = Visit.Iso(visit.Today), State = row is null ? null : OutboxWords.Of(row, visit),
            Waits = about.FollowUpId is { } followUp && WaitingMessages.Of(session, [followUp]).GetValueOrDefault(followUp) is { } other && other.Id != about.Id ? other.Link(visit) : null,
        };
    }

    private static Dictionary<string, string> Values(Session session, Visit visit, ContactFile file, OutgoingRow? row, IReadOnlyDictionary<string, string>? typed, string? answered)
    {
        if (row is null)
        {
            var followUp = file.FollowUpRows.Find(f => f.Id == Number(typed?.GetValueOrDefault("followup")));
            var begun = answered is null && typed?.GetValueOrDefault("template") is { Length: > 0 } chosen && TeamTemplates.Find(session, chosen) is Result<TemplateShown>.Ok { Value: var template } ? template : null;
            var known = begun is null ? null : MergeFields.Of(session, file.Contact.Id, followUp?.Id, visit.User.Id, visit.Workspace.Zone, begun.Language);
            string Begun(string? text) => text is null || known is null ? "" : MergeText.Fill(text, known).Text;
            return new Dictionary<string, string>
            {
                ["subject"] = answered is null ? Begun(begun?.Subject) : MessageText.ReplySubject(answered), ["body"] = Begun(begun?.Body), ["followup"] = typed?.GetValueOrDefault("followup") ?? "", ["answers"] = typed?.GetValueOrDefault("answers") ?? "", ["quotes"] = answered is null ? "" : "1",
                ["offer"] = followUp is not null && RowDetails.Read(followUp.Details).Offer is { } offer && offer != "something for them" ? offer : "",
            };
        }

        var with = row.With;
        return new Dictionary<string, string>
        {
            ["mailbox"] = row.MailboxId.ToString(CultureInfo.InvariantCulture), ["to"] = row.SendTo, ["subject"] = row.Subject, ["body"] = row.Body, ["offer"] = row.Offer ?? "", ["next"] = with.Next ?? "", ["on"] = with.On ?? "", ["at"] = with.At ?? "",
            ["promise"] = with.Promise ?? "", ["promised"] = with.PromisedFor ?? "", ["override"] = with.Override ?? "", ["as-it-is"] = with.AsItIs ?? "", ["answers"] = row.AnswersMailId?.ToString(CultureInfo.InvariantCulture) ?? "", ["quotes"] = row.Quotes == 1 ? "1" : "",
            ["followup"] = row.FollowUpId?.ToString(CultureInfo.InvariantCulture) ?? "",
        };
    }

    private static string Words(Visit visit, VerdictShown verdict, DateTimeZone there) => verdict.Verdict switch
    {
        "allow" => "Allowed now",
        "hold" when verdict.Until is { } until => $"Not yet: {When.From(OffsetDateTimePattern.Rfc3339.Parse(until).Value.ToInstant(), there, visit.Today)}",
        "hold" => "Not yet",
        _ => "Not any more",
    };

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
