using NodaTime;
using Tact.Accounts;
using Tact.Exports;
using Tact.Mail.Preferences;
using Tact.Storage;
using Tact.Web;

namespace Tact.Mail.Outbox;

/// <summary>The outbox's page.</summary>
public sealed record OutboxModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>Hidden fields.</summary>
    public required FormState Form { get; init; }

    /// <summary>Why nothing can be sent on this machine; null when it can.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Messages by what they ask for.</summary>
    public required IReadOnlyList<OutboxGroup> Groups { get; init; }

    /// <summary>Contacts who asked for their data; for admins.</summary>
    public IReadOnlyList<RequestLine> Requests { get; init; } = [];
}

/// <summary>Messages that stand alike.</summary>
public sealed record OutboxGroup(string Heading, IReadOnlyList<OutboxLine> Lines, bool Doubt = false);

/// <summary>One message.</summary>
public sealed record OutboxLine(long Id, string Name, string Subject, string? State, string? Writer, bool MayStop);

/// <summary>A contact who asked for their data.</summary>
public sealed record RequestLine(long Id, long Contact, string Name, string When);

/// <summary>Where the outbox is, and what can be done there.</summary>
public static class OutboxPages
{
    private const int SentShown = 20;

    /// <summary>Where it is.</summary>
    public static void MapOutbox(this IEndpointRouteBuilder app)
    {
        app.MapCompose();
        app.MapGet("/outbox", Show);
        app.MapPost("/outbox/{id:long}/stop", (Visit visit, long id) => visit.Answer(StopMessage.Run(visit.Workspace, visit.Actor, id), message => Site.SaidThen(visit.Http, $"/outbox/{id}", $"Stopped: “{message.Subject}” is a draft again."), problems => Tell(visit, problems)));
        app.MapPost("/outbox/{id:long}/discard", (Visit visit, long id) => visit.Answer(StopMessage.Discard(visit.Workspace, visit.Actor, id), _ => Site.SaidThen(visit.Http, "/outbox", "Thrown away."), problems => Tell(visit, problems)));
        app.MapPost("/outbox/{id:long}/resolve", async (Visit visit, long id) =>
        {
            var answer = new Sent(await visit.Http.Request.ReadFormAsync()).Text("answer") ?? "";
            return visit.Answer(
                ResolveDoubt.Run(visit.Workspace, visit.Actor, id, answer),
                message => Site.SaidThen(visit.Http, "/outbox", message.State switch { "sent" => $"Noted: “{message.Subject}” arrived.", "released" => $"“{message.Subject}” is sent again.", "stopped" => $"Not sent again: {message.Why}", _ => $"“{message.Subject}” is left." }),
                problems => Tell(visit, problems));
        });
        app.MapGet("/people/{id:long}/data", (Visit visit, long id) => visit.Answer(
            ExportPerson.Run(visit.Workspace, visit.Actor, id), bytes => Results.File(bytes, "application/json", $"person-{id}.json"), _ => visit.NotFound())).RequireAuthorization(AccountRoutes.Admin);
        app.MapPost("/outbox/requests/{id:long}", (Visit visit, long id) => visit.Answer(DataRequests.Answer(visit.Workspace, visit.Actor, id), _ => Site.SaidThen(visit.Http, "/outbox", "Noted: they have their data."), problems => Tell(visit, problems)));
    }

    /// <summary>A line for Today about messages that ask for a person; null when none does.</summary>
    public static Choice? ForToday(long stopped, long doubtful, long asking)
    {
        string?[] parts = [asking > 0 ? $"{Words.Count(asking, "person asks", "people ask")} for their data" : null, doubtful > 0 ? $"{Words.Count(doubtful, "message", "messages")} of yours may not have arrived" : null, stopped > 0 ? $"{Words.Count(stopped, "message", "messages")} did not leave" : null];
        var words = string.Join(" · ", parts.OfType<string>());
        return words.Length > 0 ? new Choice("/outbox", words) : null;
    }

    private static IResult Tell(Visit visit, IReadOnlyList<Problem> problems) => Site.SaidThen(visit.Http, "/outbox", string.Join(" ", problems.Select(problem => problem.Text)));

    private static IResult Show(Visit visit, MailGateway gateway) => Pages.Page<OutboxPage>(visit.Workspace.Data.Read(session =>
    {
        var names = new Dictionary<long, string>();
        var rows = ListMessages.Rows(session, visit.Actor, ["draft", "released", "sending", "in-doubt", "stopped", "failed"], everyone: true);
        var sent = ListMessages.Rows(session, visit.Actor, ["sent"], everyone: true).Take(SentShown);
        OutboxLine Line(OutgoingRow row) => new(
            row.Id, Name(row.ContactId), row.Subject.Length > 0 ? row.Subject : "No subject yet", OutboxWords.Of(row, visit), row.WrittenBy == visit.User.Id ? null : session.Scalar<string>("select name from users where id = @WrittenBy", new { row.WrittenBy }), row.State == "released");
        string Name(long contact) => names.TryGetValue(contact, out var known) ? known : names[contact] = session.Scalar<string>("select name from contacts where id = @contact", new { contact }) ?? "";
        OutboxGroup Group(string heading, bool doubt, params string[] states) => new(heading, [.. rows.Where(row => states.Contains(row.State)).Select(Line)], doubt);
        return new OutboxModel
        {
            Frame = visit.Frame("Outbox"), Form = visit.Form("/outbox"), WhyNot = gateway.WhyNot(),
            Groups = [Group("Did these arrive?", true, "in-doubt"), Group("They did not leave", false, "stopped", "failed"), Group("Waiting", false, "released", "sending"), Group("Drafts", false, "draft"), new OutboxGroup("Sent lately", [.. sent.Select(Line)])],
            Requests = visit.User.Role == "admin" ? [.. DataRequests.Open(session).Select(request => new RequestLine(request.Id, request.Contact, request.Name, When.At(Instant.FromUnixTimeMilliseconds(request.At), visit.Zone, visit.Today)))] : [],
        };
    }));
}
