using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Core;
using Tact.Core.Mail;
using Tact.Mail.Reading;
using Tact.Web;

namespace Tact.Mail.Inbox;

/// <summary>The inbox and its mails.</summary>
public static class InboxPages
{
    private const int LongestLine = 400;

    /// <summary>What each kind is called.</summary>
    public static readonly IReadOnlyList<Choice> Kinds =
    [
        new("reply", "An answer"), new("interested", "An answer: interested"), new("not-now", "An answer: not now"), new("not-interested", "An answer: no"), new("wrong-person", "The wrong person"),
        new("left-company", "They have left"), new("referral", "They name somebody else"), new("meeting", "About a meeting"), new("out-of-office", "Away"), new("auto-reply", "An automatic receipt"),
        new("bounce", "Not delivered"), new("opt-out", "Never again"), new("complaint", "A complaint to their provider"),
    ];

    /// <summary>Where they are.</summary>
    public static void MapInbox(this IEndpointRouteBuilder app)
    {
        app.MapGet("/inbox", List);
        app.MapGet("/inbox/{id:long}", (Visit visit, long id) => One(visit, id, visit.Form($"/inbox/{id}"), null));
        app.MapGet("/inbox/{id:long}/html", Html);
        app.MapPost("/inbox/{id:long}/judge", Judge);
    }

    private static IResult List(Visit visit, string? after) => visit.Answer(
        ShowInbox.Run(visit.Workspace, visit.Actor, after),
        page =>
        {
            var boxes = visit.Workspace.Data.Read(session => Mailboxes.Mailboxes.UsableBy(session, visit.Actor));
            return Pages.Page<InboxPage>(new InboxModel
            {
                Frame = visit.Frame("Inbox", Section.Inbox), Form = visit.Form("/inbox"), Held = [.. page.Held.Select(mail => Line(mail, visit))], HasMailbox = boxes.Count > 0, CanWrite = boxes.Exists(box => box.SmtpHost is not null),
                Troubles = [.. boxes.Where(box => box.State == "trouble").Select(box => $"{box.Address} cannot be read since {When.At(Instant.FromUnixTimeMilliseconds(box.ProblemAt ?? 0), visit.Zone, visit.Today)}: {box.Problem}")],
                Days = [.. page.Mails.GroupBy(mail => Day(mail, visit)).Select(day => (Capital(When.Day(day.Key, visit.Today)), (IReadOnlyList<InboxLine>)[.. day.Select(mail => Line(mail, visit))]))],
                More = page.After is { } next ? $"/inbox?after={next}" : null,
            });
        },
        _ => visit.NotFound());

    private static IResult One(Visit visit, long id, FormState form, IReadOnlyDictionary<string, string>? typed, int status = StatusCodes.Status200OK) => visit.Answer(
        visit.Workspace.Data.Read(session => ShowInbox.One(session, visit.Actor, id)),
        found => Pages.Page<MailPage>(
            new MailModel
            {
                Frame = visit.Frame(found.Shown.Subject.Length > 0 ? found.Shown.Subject : "Mail", Section.Inbox), Form = form, Mail = found.Shown, What = What(found.Shown.Kind), At = At(found.Shown, visit),
                Typed = typed ?? new Dictionary<string, string>(), Kinds = Kinds, CanWrite = visit.Workspace.Data.Read(session => Mailboxes.Mailboxes.UsableBy(session, visit.Actor)).Exists(box => box.SmtpHost is not null),
                Thread = [.. found.Thread.Select(mail => Line(mail, id, visit))],
            },
            status),
        _ => visit.NotFound());

    private static async Task<IResult> Judge(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var until = sent.Day("until");
        IResult Again(IReadOnlyList<Problem> problems) => One(visit, id, visit.Form($"/inbox/{id}", problems, sent.Text("id")), sent.All, StatusCodes.Status422UnprocessableEntity);
        if (sent.Problems.Count > 0)
            return Again(sent.Problems);
        return visit.Answer(
            JudgeMail.Run(visit.Workspace, visit.Actor, id, new SaidOfMail(sent.Text("kind"), until, sent.Text("contact"))),
            mail => Site.SaidThen(visit.Http, sent.Text("back") ?? "/inbox", sent.Text("kind") is null ? "Kept: that is right." : $"{What(mail.Kind)}. {mail.Did}"),
            Again);
    }

    /// <summary>Their HTML alone, for the closed frame: cleaned, and with a policy of its own that loads nothing and runs nothing.</summary>
    private static IResult Html(Visit visit, long id) => visit.Answer(
        visit.Workspace.Data.Read(session => ShowInbox.One(session, visit.Actor, id)),
        found =>
        {
            visit.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";
            visit.Http.Response.Headers["Referrer-Policy"] = "no-referrer";
            visit.Http.Response.Headers.XFrameOptions = "SAMEORIGIN";
            return Results.Text(CleanHtml.Of(found.Mail.Html ?? ""), "text/html; charset=utf-8");
        },
        _ => visit.NotFound());

    private static InboxLine Line(InboxMail mail, Visit visit) => new(
        mail, At(mail, visit), mail.Name ?? mail.From.Name ?? mail.From.Address ?? "somebody", What(mail.Kind), Short(mail.Text), mail.Kind == "reply" || mail.Evidence.Count == 0 ? null : string.Join("” “", mail.Evidence.Take(3)));

    private static ThreadLine Line(MailRow mail, long id, Visit visit) => new(
        mail.Id, mail.Direction == "out", mail.Direction == "out" ? $"{mail.FromName ?? mail.FromAddress} (us)" : mail.FromName is { Length: > 0 } name ? $"{name} <{mail.FromAddress}>" : mail.FromAddress,
        When.At(Instant.FromUnixTimeMilliseconds(mail.At), visit.Zone, visit.Today), mail.Words.Length > 0 ? mail.Words : mail.Body, mail.Words.Length > 0 && mail.Body.Trim().Length > mail.Words.Trim().Length ? mail.Body : null,
        mail.Html is { Length: > 0 }, [.. JsonSerializer.Deserialize<List<FileName>>(mail.Files, KeepMail.Json)!.Select(file => file.Name)], mail.Id == id);

    /// <summary>A kind in words.</summary>
    public static string What(string kind) => kind switch
    {
        "unsure" => "Not sure what it means",
        "sent" => "Sent",
        "forwarded" => "Forwarded by a colleague",
        _ => Kinds.FirstOrDefault(choice => choice.Value == kind)?.Words ?? kind,
    };

    private static string At(InboxMail mail, Visit visit) => When.At(InstantPattern.General.Parse(mail.At).Value, visit.Zone, visit.Today);

    private static LocalDate Day(InboxMail mail, Visit visit) => InstantPattern.General.Parse(mail.At).Value.InZone(visit.Zone).Date;

    private static string Short(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is var flat && flat.Length <= LongestLine ? flat : flat[..(LongestLine - 1)] + "…";

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private sealed record FileName(string Name);
}
