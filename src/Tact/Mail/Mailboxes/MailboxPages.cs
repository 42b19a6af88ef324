using NodaTime.Text;
using Tact.Accounts;
using Tact.Mail.Reading;
using Tact.Web;

namespace Tact.Mail.Mailboxes;

/// <summary>The pages about mailboxes.</summary>
public static class MailboxPages
{
    private static readonly Choice[] Securities = [new("tls", "Encrypted from the start (TLS)"), new("starttls", "Encrypted after greeting (STARTTLS)"), new("none", "Not encrypted: this machine only")];

    /// <summary>Where they are.</summary>
    public static void MapMailboxes(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mailboxes", List);
        app.MapGet("/mailboxes/new", (Visit visit) => Pages.Page<SmallFormPage>(NewForm(visit, visit.Form("/mailboxes"), Nothing)));
        app.MapPost("/mailboxes/new", Add);
        app.MapGet("/mailboxes/{id:long}/edit", (Visit visit, long id) => Mine(visit, id) is { } box ? Pages.Page<SmallFormPage>(EditForm(visit, box, visit.Form("/mailboxes"), Nothing)) : visit.NotFound());
        app.MapPost("/mailboxes/{id:long}/edit", Edit);
        app.MapGet("/mailboxes/{id:long}/remove", (Visit visit, long id) => Mine(visit, id) is { } box ? Pages.Page<SmallFormPage>(RemoveForm(visit, box)) : visit.NotFound());
        app.MapPost("/mailboxes/{id:long}/remove", Remove);
        app.MapPost("/mailboxes/{id:long}/test", Test);
        app.MapPost("/mailboxes/{id:long}/look", Look);
    }

    private static readonly Dictionary<string, string> Nothing = [];

    private static MailboxRow? Mine(Visit visit, long id) => visit.Workspace.Data.Read(session => Mailboxes.Of(session, id)) is { } box && box.MayChange(visit.Actor) ? box : null;

    private static IResult List(Visit visit) => visit.Answer(
        ShowMailboxes.List(visit.Workspace, visit.Actor),
        boxes => Pages.Page<MailboxesPage>(new MailboxesModel
        {
            Frame = visit.Frame("Mailboxes", Section.Inbox), Form = visit.Form("/mailboxes"), WhyNot = visit.Http.RequestServices.GetRequiredService<MailGateway>().WhyNot(),
            Mailboxes = [.. boxes.Select(box => Card(visit, box, Mine(visit, box.Id) is not null))],
        }),
        _ => visit.NotFound());

    private static MailboxCard Card(Visit visit, MailboxShown box, bool mayChange) => new(
        box, box.Shared ? "shared by the team" : box.Owner ?? "", Status(visit, box), mayChange,
        box.Complete.OnServer == 0 ? 0 : (int)(100 * box.Complete.Seen / box.Complete.OnServer), box.Auth == "password" || !mayChange ? null : $"/mailboxes/{box.Id}/sign-in");

    private static string Status(Visit visit, MailboxShown box) => box.State switch
    {
        "trouble" => $"Not connected{(box.ProblemSince is { } since ? $" since {At(visit, since)}" : "")}. {box.Problem}",
        "demo" => "Part of the demonstration: nothing is read there and nothing is sent.",
        "connected" => $"Connected, last looked at {(box.Checked is { } at ? At(visit, at) : "just now")}.",
        _ => "Being connected; this page tells how far it is.",
    };

    private static string At(Visit visit, string iso) => When.At(InstantPattern.General.Parse(iso).Value, visit.Zone, visit.Today);

    private static async Task<IResult> Add(Visit visit)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        var sent = new Sent(form);
        var address = sent.Text("address") ?? "";
        var input = Input(sent, form, address) with { Shared = sent.Text("whose") == "team" };
        return visit.Answer(
            ConnectMailbox.Add(visit.Workspace, visit.Actor, input),
            made => Site.SaidThen(visit.Http, made.Auth == "password" ? "/mailboxes" : $"/mailboxes/{made.Id}/sign-in", $"{made.Address} is being connected. It takes a moment until its mail is here."),
            problems => Pages.Page<SmallFormPage>(NewForm(visit, visit.Form("/mailboxes", problems, sent.Text("id")), sent.All, showServers: true), StatusCodes.Status422UnprocessableEntity));
    }

    private static async Task<IResult> Edit(Visit visit, long id)
    {
        if (Mine(visit, id) is not { } box)
            return visit.NotFound();
        var form = await visit.Http.Request.ReadFormAsync();
        var sent = new Sent(form);
        return visit.Answer(
            ConnectMailbox.Change(visit.Workspace, visit.Actor, id.ToString(System.Globalization.CultureInfo.InvariantCulture), _ => Input(sent, form, box.Address) with
            {
                CompanyMail = sent.Text("company-mail") == "yes", Aliases = Lines(sent.Text("aliases")), LeftOut = Lines(sent.Text("left-out")), Signature = sent.Text("signature") ?? "",
            }),
            _ => Site.SaidThen(visit.Http, "/mailboxes", "Saved. The mailbox is connected anew."),
            problems => Pages.Page<SmallFormPage>(EditForm(visit, box, visit.Form("/mailboxes", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity));
    }

    private static MailboxInput Input(Sent sent, IFormCollection form, string address) => new()
    {
        Address = address, Name = sent.Text("name"), Password = form["password"].ToString() is { Length: > 0 } password ? password : null, User = sent.Text("user"), Auth = sent.Text("auth"),
        Imap = sent.Text("imap"), ImapPort = Number(sent.Text("imap-port")), ImapSecurity = sent.Text("imap-security"), Smtp = sent.Text("smtp"), SmtpPort = Number(sent.Text("smtp-port")), SmtpSecurity = sent.Text("smtp-security"),
        Months = Number(sent.Text("months")), HourLimit = Number(sent.Text("hour-limit")), DayLimit = Number(sent.Text("day-limit")), SpacingSeconds = Number(sent.Text("spacing-seconds")),
    };

    private static long? Number(string? text) => text is null ? null : long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static List<string> Lines(string? text) => [.. (text ?? "").Split(['\n', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static async Task<IResult> Remove(Visit visit, long id)
    {
        await visit.Http.Request.ReadFormAsync();
        return visit.Answer(
            ConnectMailbox.Remove(visit.Workspace, visit.Actor, id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            gone => Site.SaidThen(visit.Http, "/mailboxes", $"{gone.Address} is no longer read, and nothing is sent from it. What was kept stays on the timelines."), _ => visit.NotFound());
    }

    private static async Task<IResult> Test(Visit visit, long id)
    {
        var services = visit.Http.RequestServices;
        return visit.Answer(
            await TestMailbox.Run(visit.Workspace, visit.Actor, services.GetRequiredService<MailGateway>(), services.GetRequiredService<AccessTokens>(), id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            tested => Site.SaidThen(visit.Http, "/mailboxes", tested.Ok ? $"{tested.Address}: reading and sending work." : $"{tested.Address}: {Part("reading", tested.Reading)} {Part("sending", tested.Sending)}"),
            problems => Site.SaidThen(visit.Http, "/mailboxes", string.Join(" ", problems.Select(problem => problem.Text))));
    }

    private static string Part(string what, string? problem) => problem is null ? $"{what} works." : $"{what} failed. {problem}";

    private static IResult Look(Visit visit, long id)
    {
        if (visit.Workspace.Data.Read(session => Mailboxes.Of(session, id)) is not { } box || (!box.MayUse(visit.Actor) && !box.MayChange(visit.Actor)))
            return visit.NotFound();
        visit.Http.RequestServices.GetRequiredService<MailboxWork>().Wake(id);
        return Site.SaidThen(visit.Http, "/mailboxes", "It is being read now.");
    }

    private static SmallForm NewForm(Visit visit, FormState form, IReadOnlyDictionary<string, string> sent, bool showServers = false) => new()
    {
        Frame = visit.Frame("Connect a mailbox", Section.Inbox), Form = form, Action = "/mailboxes/new", Heading = "Connect a mailbox", Button = "Connect",
        Intro = "The servers of well-known providers are found by themselves; for others they are guessed from the address and can be changed under Settings. The password is kept encrypted.",
        Fields =
        [
            new("address", "E-mail address", sent.GetValueOrDefault("address") ?? visit.User.Email) { Type = "email" },
            new("password", "Password") { Type = "password", Optional = true, Hint = "Often an app password made for this purpose. Leave it empty to sign in with Google or Microsoft." },
            new("name", "Name that receivers see", sent.GetValueOrDefault("name") ?? visit.User.Name),
            new("months", "Months to read back", sent.GetValueOrDefault("months") ?? "12") { Type = "number", Least = "0", Hint = "Only mail with people on record is kept." },
            .. visit.Actor.Role == "admin" ? (FieldModel[])[new("whose", "Whose", sent.GetValueOrDefault("whose") ?? "me") { Options = [new("me", "Mine"), new("team", "Shared by the team")] }] : [],
            .. showServers ? Servers(sent, null) : [],
        ],
    };

    private static FieldModel[] Servers(IReadOnlyDictionary<string, string> sent, MailboxRow? box) =>
    [
        new("user", "Name to sign in with", sent.GetValueOrDefault("user") ?? box?.UserName) { Optional = true },
        new("imap", "Server that is read (IMAP)", sent.GetValueOrDefault("imap") ?? box?.ImapHost) { Optional = true },
        new("imap-port", "Its port", sent.GetValueOrDefault("imap-port") ?? box?.ImapPort.ToString(System.Globalization.CultureInfo.InvariantCulture)) { Type = "number", Optional = true },
        new("imap-security", "Its encryption", sent.GetValueOrDefault("imap-security") ?? box?.ImapSecurity ?? "tls") { Options = Securities },
        new("smtp", "Server that sends (SMTP)", sent.GetValueOrDefault("smtp") ?? (box is null ? null : box.SmtpHost ?? "none")) { Optional = true, Hint = "“none” for a mailbox that is only read." },
        new("smtp-port", "Its port", sent.GetValueOrDefault("smtp-port") ?? box?.SmtpPort?.ToString(System.Globalization.CultureInfo.InvariantCulture)) { Type = "number", Optional = true },
        new("smtp-security", "Its encryption", sent.GetValueOrDefault("smtp-security") ?? box?.SmtpSecurity ?? "tls") { Options = Securities },
    ];

    private static SmallForm EditForm(Visit visit, MailboxRow box, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"Settings of {box.Address}", Section.Inbox), Form = form, Action = $"/mailboxes/{box.Id}/edit", Heading = $"Settings of {box.Address}",
        Fields =
        [
            new("name", "Name that receivers see", sent.GetValueOrDefault("name") ?? box.Name) { Optional = true },
            new("password", "New password") { Type = "password", Optional = true, Hint = "Left empty, the one that is there stays." },
            .. Servers(sent, box),
            new("months", "Months to read back", sent.GetValueOrDefault("months") ?? N(box.Months)) { Type = "number", Least = "0" },
            new("company-mail", "Unknown people at known companies", sent.GetValueOrDefault("company-mail") ?? (box.CompanyMail == 1 ? "yes" : "no")) { Options = [new("no", "Their mail is not kept"), new("yes", "Their mail is kept too")] },
            new("left-out", "Never keep mail with", sent.GetValueOrDefault("left-out") ?? string.Join("\n", box.LeftOutList)) { Lines = 3, Optional = true, Hint = "Addresses or domains, one a line: family, your doctor, your bank." },
            new("aliases", "Other addresses that arrive here", sent.GetValueOrDefault("aliases") ?? string.Join("\n", box.AliasList)) { Lines = 2, Optional = true, Hint = "Mail from them counts as yours." },
            new("signature", "Signature", sent.GetValueOrDefault("signature") ?? box.Signature) { Lines = 4, Optional = true, Longest = Lengths.Text },
            new("hour-limit", "Messages an hour at most", sent.GetValueOrDefault("hour-limit") ?? N(box.HourLimit)) { Type = "number", Least = "1" },
            new("day-limit", "Messages a day at most", sent.GetValueOrDefault("day-limit") ?? N(box.DayLimit)) { Type = "number", Least = "1" },
            new("spacing-seconds", "Seconds between two messages", sent.GetValueOrDefault("spacing-seconds") ?? N(box.SpacingSeconds)) { Type = "number", Least = "0" },
        ],
    };

    private static SmallForm RemoveForm(Visit visit, MailboxRow box) => new()
    {
        Frame = visit.Frame($"Remove {box.Address}", Section.Inbox), Form = visit.Form("/mailboxes"), Action = $"/mailboxes/{box.Id}/remove", Heading = $"Remove {box.Address}?", Fields = [], Button = "Remove it",
        Intro = "Nothing is read there or sent from there any more, and its password is forgotten. Mail that was kept stays on the timelines of your people.",
    };

    private static string N(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
