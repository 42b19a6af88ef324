using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Law;
using Tact.FollowUps;
using Tact.Imports;
using Tact.Touches;
using Tact.Web;

namespace Tact.Laws;

/// <summary>The admin's page of laws, and the small pages about one person: consent, and which law holds for them.</summary>
public static class LawPages
{
    private const long LargestList = 2L * 1024 * 1024 * 1024;

    private static readonly Choice[] Ways = [new("email", "E-mail"), new("call", "Calls and text messages")];

    private static readonly Choice[] Kinds =
    [
        new("express", "They said yes"), new("customer", "They are a customer (soft opt-in)"), new("enquiry", "They enquired"), new("referral", "Somebody sent us to them"), new("contract", "A contract is running"),
    ];

    private static readonly Choice[] Standings = [new("none", "By the company on record"), new("company", "Somebody at a company"), new("sole-trader", "A sole trader or partnership"), new("consumer", "A consumer")];

    /// <summary>Where they are.</summary>
    public static void MapLawPages(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/laws").RequireAuthorization(AccountRoutes.Admin);
        admin.MapGet("", (Visit visit, string? after) => Page(visit, visit.Form("/laws"), after: after));
        admin.MapPost("/lists", BringIn).WithMetadata(new RequestSizeLimitAttribute(LargestList));
        admin.MapPost("/setting", Set);
        app.MapGet("/people/{id:long}/consent", (Visit visit, long id) => NameOf(visit, id) is { } name ? Pages.Page<SmallFormPage>(ConsentForm(visit, id, name, visit.Form($"/people/{id}"), Nothing)) : visit.NotFound());
        app.MapPost("/people/{id:long}/consent", Consent);
        app.MapGet("/people/{id:long}/consent/withdraw", (Visit visit, long id) => NameOf(visit, id) is { } name ? Pages.Page<SmallFormPage>(WithdrawForm(visit, id, name, visit.Form($"/people/{id}"), Nothing)) : visit.NotFound());
        app.MapPost("/people/{id:long}/consent/withdraw", Withdraw);
        app.MapGet("/people/{id:long}/law", (Visit visit, long id) => NameOf(visit, id) is { } name ? Pages.Page<SmallFormPage>(LawForm(visit, id, name, visit.Form($"/people/{id}"), Nothing)) : visit.NotFound());
        app.MapPost("/people/{id:long}/law", Choose);
    }

    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>What to know about consent on a person's page, a line each.</summary>
    public static IReadOnlyList<string> Lines(Workspace workspace, ContactFile file)
    {
        var lines = new List<string>();
        foreach (var standing in ShowConsents.Standing(workspace, file))
        {
            var way = standing.Channel == "email" ? "e-mail" : "calls";
            lines.Add(standing.Lawful
                ? $"The law asks for consent to {way}; it is there{(standing.Until is { } until ? $" until {Words.Date(until)}" : "")} ({string.Join(", ", standing.Asks)})."
                : $"The law asks for consent to {way}, and it is not there: no unasked {(standing.Channel == "email" ? "e-mail" : "call")} ({string.Join(", ", standing.Asks)}).");
        }

        foreach (var consent in ShowConsents.Of(workspace, file))
        {
            var until = consent.Until is null ? "" : consent.Ended ? $", ended {Words.Date(consent.Until)}" : $", until {Words.Date(consent.Until)}";
            lines.Add($"{(consent.Channel == "email" ? "E-mail" : "Calls")}: {Array.Find(Kinds, kind => kind.Value == consent.Kind)!.Words.ToLowerInvariant()}, {Words.Date(consent.Since)}{until}{(consent.Evidence is { } evidence ? $" “{evidence}”" : $" (follows from the timeline, {consent.Law})")}");
        }

        if (file.Person.EmailWithdrawn is { } email)
            lines.Add($"E-mail: withdrawn “{email.Evidence}”");
        if (file.Person.CallsWithdrawn is { } calls)
            lines.Add($"Calls: withdrawn “{calls.Evidence}”");
        foreach (var on in ScreenLists.Read(file.Contact.PhonesListed, file.Contact.EmailsListed))
            lines.Add($"On the list {on.List} of {Words.Date(LocalDatePattern.Iso.Format(Core.Calendars.WorkingDays.Date(on.AsOf)))}.");
        return lines;
    }

    private static IResult Page(Visit visit, FormState form, IReadOnlyDictionary<string, string>? typed = null, string? after = null, int status = StatusCodes.Status200OK) => visit.Answer(
        ShowLaws.List(visit.Workspace, visit.Actor).Then(laws => ShowLaws.Breaches(visit.Workspace, visit.Actor, after).Then<LawModel>(breaches =>
        {
            var lists = ScreenLists.All(visit.Workspace);
            var wanted = laws.Where(law => law.People > 0).Select(law => law.Id).ToHashSet();
            var names = laws.ToDictionary(law => law.Id, law => law.Name);
            return new LawModel
            {
                Frame = visit.Frame("Laws", Section.Settings), Form = form, Typed = typed ?? Nothing, Setting = SetLaw.Workspace(visit.Workspace), Today = Visit.Iso(visit.Today),
                Holding = [.. laws.Where(law => law.People > 0).OrderByDescending(law => law.People).ThenBy(law => law.Id, StringComparer.Ordinal)], Others = [.. laws.Where(law => law.People is null or 0)],
                Lists = [.. lists.Where(list => list.AsOf is not null || wanted.Contains(list.List))],
                Breaches = [.. breaches.Breaches.Select(breach => new BreachLine(
                    When.At(InstantPattern.General.Parse(breach.At).Value, visit.Zone, visit.Today), breach.Contact, breach.Name, OutcomeWords.Said(breach.Channel, "out", breach.Outcome), breach.By ?? "command line",
                    string.Join("; ", breach.Rules.Select(rule => rule == "B1" ? "their no (B1)" : names.GetValueOrDefault(rule[4..], rule)))))],
                Older = breaches.More is { } more ? $"/laws?after={more}#breaches" : null,
            };
        })),
        model => Pages.Page<LawPage>(model, status),
        _ => visit.NotFound());

    private static async Task<IResult> BringIn(Visit visit)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        var sent = new Sent(form);
        var asOf = sent.Day("as-of");
        IResult Again(IReadOnlyList<Problem> problems) => Page(visit, visit.Form("/laws", problems, sent.Text("id")), sent.All, status: StatusCodes.Status422UnprocessableEntity);
        if (sent.Problems.Count > 0)
            return Again(sent.Problems);
        if (form.Files["file"] is not { Length: > 0 } file)
            return Again([new Problem("file", "Choose a file that is not empty.")]);
        var input = new ListInput(sent.Text("list") ?? "", asOf, Path.GetFileName(file.FileName), sent.Text("country"));
        return visit.Answer(
            BringInList.Run(visit.Workspace, visit.Actor, file.OpenReadStream, input),
            made => Site.SaidThen(visit.Http, "/laws", $"{made.List} of {Words.Date(made.AsOf)} is in: {N(made.Entries)} {(made.Entries == 1 ? "entry" : "entries")}{(made.Unreadable > 0 ? $"; {N(made.Unreadable)} lines could not be read ({string.Join(", ", made.UnreadableLines.Take(10))}{(made.Unreadable > 10 ? ", …" : "")})" : "")}. {Words.Count((int)made.Concerned, "follow-up is", "follow-ups are")} decided again.{(made.TooOld is { } old ? $" {old}" : "")}"),
            Again);
    }

    private static async Task<IResult> Set(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            SetLaw.ForWorkspace(visit.Workspace, visit.Actor, sent.Text("place") ?? "none", sent.Text("screening")),
            set => Site.SaidThen(visit.Http, "/laws", set.Place is null ? "Kept: by address and number alone." : $"Kept: where no address tells a country, the law of {set.Place}."),
            problems => Page(visit, visit.Form("/laws", problems, sent.Text("id")), sent.All, status: StatusCodes.Status422UnprocessableEntity));
    }

    private static SmallForm ConsentForm(Visit visit, long id, string name, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"Consent of {name}"), Form = form, Action = $"/people/{id}/consent", Heading = $"Consent of {name}",
        Intro = "Where a law asks for it, an unasked e-mail or call needs it. Purchases and enquiries on the timeline count by themselves.",
        Fields =
        [
            new("channel", "For", sent.GetValueOrDefault("channel") ?? "email") { Options = Ways },
            new("kind", "Because", sent.GetValueOrDefault("kind") ?? "express") { Options = Kinds },
            new("evidence", "How they said it", sent.GetValueOrDefault("evidence")) { Hint = "Their words, where and to whom: “yes, send me the tests”, at the fair, to Jana." },
            new("on", "Given on", sent.GetValueOrDefault("on") ?? Visit.Iso(visit.Today)) { Type = "date" },
            new("until", "Until", sent.GetValueOrDefault("until")) { Type = "date", Optional = true, Hint = "Left empty, until they say otherwise or the law ends it." },
        ],
    };

    private static async Task<IResult> Consent(Visit visit, long id)
    {
        if (NameOf(visit, id) is not { } name)
            return visit.NotFound();
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var input = new ConsentInput(sent.Text("channel") ?? "", sent.Text("kind"), sent.Text("evidence") ?? "", sent.Day("on"), sent.Day("until"));
        IResult Again(IReadOnlyList<Problem> problems) => Pages.Page<SmallFormPage>(ConsentForm(visit, id, name, visit.Form($"/people/{id}", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity);
        return sent.Problems.Count > 0 ? Again(sent.Problems) : visit.Answer(
            RecordConsent.Run(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), input),
            kept => Site.SaidThen(visit.Http, $"/people/{id}", $"Kept: the consent of {name}.", kept.Entry.ToString(CultureInfo.InvariantCulture)), Again);
    }

    private static SmallForm WithdrawForm(Visit visit, long id, string name, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"{name} no longer agrees"), Form = form, Action = $"/people/{id}/consent/withdraw", Heading = $"{name} no longer agrees",
        Intro = "What they agreed to before does not count any more, nor a purchase or an enquiry. Nothing unasked goes this way until they agree again.",
        Fields =
        [
            new("channel", "To", sent.GetValueOrDefault("channel") ?? "email") { Options = Ways },
            new("evidence", "How they said it", sent.GetValueOrDefault("evidence")),
        ],
    };

    private static async Task<IResult> Withdraw(Visit visit, long id)
    {
        if (NameOf(visit, id) is not { } name)
            return visit.NotFound();
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            RecordConsent.Withdraw(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), sent.Text("channel") ?? "", sent.Text("evidence") ?? ""),
            kept => Site.SaidThen(visit.Http, $"/people/{id}", $"Kept: {name} no longer agrees.", kept.Entry.ToString(CultureInfo.InvariantCulture)),
            problems => Pages.Page<SmallFormPage>(WithdrawForm(visit, id, name, visit.Form($"/people/{id}", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity));
    }

    private static SmallForm LawForm(Visit visit, long id, string name, FormState form, IReadOnlyDictionary<string, string> sent)
    {
        var (now, laws) = visit.Workspace.Data.Read(session =>
        {
            var file = ContactFile.Open(session, visit.Workspace, id)!;
            return (file.Contact, SetLaw.LawsOf(file));
        });
        return new()
        {
            Frame = visit.Frame($"The law for {name}"), Form = form, Action = $"/people/{id}/law", Heading = $"The law for {name}",
            Intro = laws.Count == 0 ? "No law that Tact knows holds for them now." : $"These hold now: {string.Join(", ", laws)}. For calls the law of their number holds besides what is chosen here; the strictest wins.",
            Fields =
            [
                new("place", "Whose law", sent.GetValueOrDefault("place") ?? now.LawPlace) { Optional = true, Longest = 60, Hint = "A country, or a country and its state: GB, US-FL. Left empty, address and number tell." },
                new("as", "As whom", sent.GetValueOrDefault("as") ?? now.LawAs ?? "none") { Options = Standings },
            ],
        };
    }

    private static async Task<IResult> Choose(Visit visit, long id)
    {
        if (NameOf(visit, id) is not { } name)
            return visit.NotFound();
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            SetLaw.ForContact(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), sent.Text("place") ?? "none", sent.Text("as") ?? "none"),
            set => Site.SaidThen(visit.Http, $"/people/{id}", set.Laws.Count == 0 ? $"Kept. No law that Tact knows holds for {name}." : $"Kept. For {name} these hold: {string.Join(", ", set.Laws)}."),
            problems => Pages.Page<SmallFormPage>(LawForm(visit, id, name, visit.Form($"/people/{id}", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity));
    }

    private static string? NameOf(Visit visit, long id) => visit.Workspace.Data.Read(session => session.Scalar<string>("select name from contacts where id = @id and erased_at is null", new { id }));

    private static string N(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
