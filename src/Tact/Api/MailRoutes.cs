using NodaTime;
using NodaTime.Text;
using Tact.Mail;
using Tact.Mail.Inbox;
using Tact.Mail.Mailboxes;
using Tact.Mail.Reading;
using Tact.Web;

namespace Tact.Api;

/// <summary>A mailbox to connect or to change; what is left out is found by the address, or stays.</summary>
public sealed record MailboxBody(
    string? Address = null, string? Name = null, string? Owner = null, bool? Shared = null, string? User = null, string? Password = null, string? Auth = null, ServerBody? Imap = null, ServerBody? Smtp = null,
    long? Months = null, bool? CompanyMail = null, IReadOnlyList<string>? Aliases = null, IReadOnlyList<string>? LeftOut = null, LimitsBody? Limits = null, string? Signature = null)
{
    internal MailboxInput Input(string address) => new()
    {
        Address = address, Name = Name, Owner = Owner, Shared = Shared ?? false, User = User, Password = Password, Auth = Auth, Imap = Imap?.Host, ImapPort = Imap?.Port, ImapSecurity = Imap?.Security,
        Smtp = Smtp?.Host, SmtpPort = Smtp?.Port, SmtpSecurity = Smtp?.Security, Months = Months, CompanyMail = CompanyMail, Aliases = Aliases, LeftOut = LeftOut,
        HourLimit = Limits?.Hour, DayLimit = Limits?.Day, SpacingSeconds = Limits?.SpacingSeconds, Signature = Signature,
    };
}

/// <summary>A mail server; security is tls, starttls or none.</summary>
public sealed record ServerBody(string? Host = null, long? Port = null, string? Security = null);

/// <summary>Limits of sending.</summary>
public sealed record LimitsBody(long? Hour = null, long? Day = null, long? SpacingSeconds = null);

/// <summary>What a mail is; without a kind, that Tact understood it rightly.</summary>
public sealed record JudgeBody(string? Kind = null, string? Until = null, string? Contact = null);

/// <summary>Mailboxes and what came in, over REST.</summary>
public static class MailRoutes
{
    /// <summary>The routes.</summary>
    public static void MapMail(this IEndpointRouteBuilder api)
    {
        var mail = api.MapGroup("").WithTags("Mail");
        mail.MapGet("/mailboxes", (Visit visit) => Answer.Json(ShowMailboxes.List(visit.Workspace, visit.Actor))).Gives<IReadOnlyList<MailboxShown>>("The mailboxes you may see, with how complete their reading is");
        mail.MapGet("/mailboxes/{id:long}", (Visit visit, long id) => Answer.Json(ShowMailboxes.Find(visit.Workspace, visit.Actor, Number(id)))).Gives<MailboxShown>("One mailbox");
        mail.Post<MailboxBody, MailboxShown>("/mailboxes", "Connects a mailbox; its mail is read at once, in the background", (visit, body, workspace) => ConnectMailbox.Add(workspace, visit.Actor, body.Input(body.Address ?? "")));
        mail.PatchOn<MailboxBody, MailboxShown>("/mailboxes/{id:long}", "Changes the settings of a mailbox", (visit, id, body, workspace) => ConnectMailbox.Change(workspace, visit.Actor, Number(id), row => body.Input(row.Address)));
        mail.PostOn<CancelBody, MailboxShown>("/mailboxes/{id:long}/remove", "Takes a mailbox away; what was kept stays on the timelines", (visit, id, _, workspace) => ConnectMailbox.Remove(workspace, visit.Actor, Number(id)));
        mail.MapPost("/mailboxes/{id:long}/test", async (Visit visit, long id) =>
        {
            var services = visit.Http.RequestServices;
            return Answer.Json(await TestMailbox.Run(visit.Workspace, visit.Actor, services.GetRequiredService<MailGateway>(), services.GetRequiredService<AccessTokens>(), Number(id)));
        }).Gives<MailboxTested>("Signs in at both servers and says exactly what failed");
        mail.MapPost("/mailboxes/{id:long}/sync", (Visit visit, long id) => Answer.Json(ShowMailboxes.Find(visit.Workspace, visit.Actor, Number(id)).Then<MailboxShown>(box =>
        {
            visit.Http.RequestServices.GetRequiredService<MailboxWork>().Wake(id);
            return box;
        }), StatusCodes.Status202Accepted)).Gives<MailboxShown>("Reads a mailbox now, in the background");
        mail.MapGet("/inbox", (Visit visit, string? after) => Answer.Json(ShowInbox.Run(visit.Workspace, visit.Actor, after))).Gives<InboxShown>("What came in from your people, what Tact understood and did");
        mail.MapGet("/inbox/{id:long}", (Visit visit, long id) => Answer.Json(visit.Workspace.Data.Read(session => ShowInbox.One(session, visit.Actor, id)).Then<InboxMail>(found => found.Shown))).Gives<InboxMail>("One mail");
        mail.PostOn<JudgeBody, InboxMail>("/inbox/{id:long}/judge", "Confirms or corrects what Tact understood", (visit, id, body, workspace) => Day(body.Until).Then(until => JudgeMail.Run(workspace, visit.Actor, id, new SaidOfMail(body.Kind, until, body.Contact))));
    }

    private static Result<LocalDate?> Day(string? text) => text is null ? new Result<LocalDate?>.Ok(null)
        : LocalDatePattern.Iso.Parse(text) is { Success: true } day ? new Result<LocalDate?>.Ok(day.Value) : Result<LocalDate?>.Wrong("until", $"\"{text}\" is no date. Write it as 2026-07-13.");

    private static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
