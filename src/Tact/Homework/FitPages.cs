using System.Globalization;
using Tact.Core;
using Tact.Core.Homework;
using Tact.Storage;
using Tact.Web;

namespace Tact.Homework;

/// <summary>The ideal client and the focus list on a company's page.</summary>
/// <param name="Company">Its number.</param>
/// <param name="Fit">How well it fits; null while no ideal client is described.</param>
/// <param name="OnList">Whether it is on the reader's focus list.</param>
/// <param name="Form">The page's hidden fields.</param>
public sealed record CompanyFitModel(long Company, FitShown? Fit, bool OnList, FormState Form);

/// <summary>The pages of the ideal client and of the focus list.</summary>
public static class FitPages
{
    private static readonly Choice[] How =
    [
        new("asked", "A question I answer with yes or no"), new("is", "A field is one of"), new("is-not", "A field is none of"), new("contains", "A field contains"), new("at-least", "A field is at least"), new("at-most", "A field is at most"),
    ];

    /// <summary>Where they are.</summary>
    public static void MapFit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ideal-client", List);
        app.MapGet("/ideal-client/new", (Visit visit) => Form(visit, null, new Dictionary<string, string>(), []));
        app.MapPost("/ideal-client/new", (Visit visit) => Save(visit, null));
        app.MapGet("/ideal-client/{id:long}", (Visit visit, long id) => visit.Workspace.Data.Read(IdealClient.All).Find(one => one.Id == id) is { } known ? Form(visit, known, new Dictionary<string, string>(), []) : visit.NotFound());
        app.MapPost("/ideal-client/{id:long}", (Visit visit, long id) => Save(visit, id));
        app.MapPost("/companies/{id:long}/fit", Answer);
        app.MapGet("/companies/{id:long}/focus", (Visit visit, long id) => Focus(visit, id, new Dictionary<string, string>(), []));
        app.MapPost("/companies/{id:long}/focus", SetFocus);
    }

    /// <summary>Fit and focus of a company's page.</summary>
    public static CompanyFitModel OfCompany(Session session, Visit visit, long id) =>
        new(id, CompanyFit.Of(session, [id]).GetValueOrDefault(id) is { Parts.Count: > 0 } fit ? fit : null, FocusCompanies.IsOn(session, visit.User.Id, id), visit.Form($"/companies/{id}"));

    private static IResult List(Visit visit) => Pages.Page<ListPage>(new ListModel
    {
        Frame = visit.Frame("Ideal client"), Heading = "Ideal client", Columns = ["What we look for", "Points", "How it is told"], None = "Nothing is described yet. Begin with three things your best clients have in common.",
        Intro = "A company's page and the focus list show how well it fits, part by part. What nobody knows is not a no.", Act = visit.Actor.SeesTeam ? new("/ideal-client/new", "Add a qualifier") : null, Also = [new("/homework", "Homework")],
        Rows = [.. visit.Workspace.Data.Read(IdealClient.All).Select(one => new ListRow(one.Name, visit.Actor.SeesTeam ? $"/ideal-client/{one.Id}" : null, null, [one.Weight.ToString(CultureInfo.InvariantCulture), Told(one)]))],
    });

    private static string Told(QualifierShown one) => one.Field is null ? "the seller answers" : $"{one.Field} {one.Condition switch { "is" => "is one of", "is-not" => "is none of", "at-least" => "is at least", "at-most" => "is at most", _ => "contains" }} {one.Value}";

    private static IResult Form(Visit visit, QualifierShown? known, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems)
    {
        if (!visit.Actor.SeesTeam)
            return Pages.Page<ProblemPage>(ProblemModel.NotYours(Visit.Viewer(visit.User), "A manager or an admin describes the ideal client."), StatusCodes.Status403Forbidden);
        string? Value(string field, string? kept) => sent.GetValueOrDefault(field) ?? kept;
        return Pages.Page<SmallFormPage>(
            new SmallForm
            {
                Frame = visit.Frame("Ideal client"), Form = visit.Form("/ideal-client", problems, sent.GetValueOrDefault("id")), Action = known is null ? "/ideal-client/new" : $"/ideal-client/{known.Id}", Heading = known is null ? "A qualifier" : $"Change “{known.Name}”",
                Intro = "Something your best clients have in common: a field of the company, or a question you answer when you know it.",
                Fields =
                [
                    new("name", "What we look for", Value("name", known?.Name)) { Hint = "Such as “Two sites or more”, or “Do they count more than once a year?”" },
                    new("weight", "Points", Value("weight", known?.Weight.ToString(CultureInfo.InvariantCulture)) ?? "2") { Type = "number", Least = "1", Hint = $"1 to {Qualifier.Heaviest}: how much it tells." },
                    new("condition", "How it is told", Value("condition", known?.Condition) ?? "asked") { Options = How },
                    new("field", "Field", Value("field", known?.Field)) { Optional = true, Longest = 100, Hint = $"{string.Join(", ", IdealClient.Fields)}, or a column you imported." },
                    new("value", "Value", Value("value", known?.Value)) { Optional = true, Hint = "Several with commas; a number for “at least” and “at most”." },
                    .. known is null ? (FieldModel[])[] : [new("act", "And then", "keep") { Options = [new("keep", "Keep it"), new("remove", "Take it away")] }],
                ],
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Save(Visit visit, long? id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        if (id is { } gone && sent.Text("act") == "remove")
            return visit.Answer(IdealClient.Retire(visit.Workspace, visit.Actor, gone), one => Site.SaidThen(visit.Http, "/ideal-client", $"“{one.Name}” counts no longer."), _ => visit.NotFound());
        var asked = sent.Text("condition") is null or "asked";
        var input = new QualifierInput(sent.Text("name"), int.TryParse(sent.Text("weight"), NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : null, asked ? null : sent.Text("field") ?? "", asked ? null : sent.Text("condition"), sent.Text("value"));
        if (!asked && sent.Text("field") is null)
            return Form(visit, id is { } one ? visit.Workspace.Data.Read(IdealClient.All).Find(q => q.Id == one) : null, sent.All, [new Problem("field", "Say which field.")]);
        return visit.Answer(
            IdealClient.Save(visit.Workspace, visit.Actor, id, input),
            saved => Site.SaidThen(visit.Http, "/ideal-client", $"“{saved.Name}” counts {Words.Count(saved.Weight, "point", "points")}."),
            problems => Form(visit, id is { } known ? visit.Workspace.Data.Read(IdealClient.All).Find(q => q.Id == known) : null, sent.All, problems));
    }

    private static async Task<IResult> Answer(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            CompanyFit.Answer(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), long.TryParse(sent.Text("qualifier"), NumberStyles.None, CultureInfo.InvariantCulture, out var qualifier) ? qualifier : 0, sent.Text("answer")),
            fit => Site.SaidThen(visit.Http, $"/companies/{id}#fit", $"{fit.Name}: {fit.Words}."),
            problems => Site.SaidThen(visit.Http, $"/companies/{id}", string.Join(" ", problems.Select(problem => problem.Text))));
    }

    private static IResult Focus(Visit visit, long id, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems)
    {
        if (visit.Workspace.Data.Read(session => session.Scalar<string>("select name from companies where id = @id", new { id })) is not { } name)
            return visit.NotFound();
        var on = visit.Workspace.Data.Read(session => FocusCompanies.IsOn(session, visit.User.Id, id));
        return Pages.Page<SmallFormPage>(
            new SmallForm
            {
                Frame = visit.Frame("Focus list", Section.Companies), Form = visit.Form(Site.Local(sent.GetValueOrDefault("back") ?? visit.Http.Request.Query["back"]) ?? $"/companies/{id}", problems, sent.GetValueOrDefault("id")), Action = $"/companies/{id}/focus", Heading = on ? $"Take {name} off your focus list" : $"{name} on your focus list",
                Intro = on ? "It stays on record that it was there, and why it no longer is." : "The few companies you work on: you know them well, and prepare each contact.", Button = on ? "Take it off" : "Put it on",
                Hidden = [new Choice("act", on ? "off" : "on")], Fields = [new("why", "Why", sent.GetValueOrDefault("why")) { Optional = !on }],
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> SetFocus(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var company = id.ToString(CultureInfo.InvariantCulture);
        return sent.Text("act") == "off"
            ? visit.Answer(FocusCompanies.TakeOff(visit.Workspace, visit.Actor, visit.User.Email, company, sent.Text("why")), _ => Site.SaidThen(visit.Http, Site.Local(sent.Text("back")) ?? "/homework", "Taken off your focus list."), problems => Focus(visit, id, sent.All, problems))
            : visit.Answer(FocusCompanies.Add(visit.Workspace, visit.Actor, visit.User.Email, company, sent.Text("why")), line => Site.SaidThen(visit.Http, Site.Local(sent.Text("back")) ?? "/homework", $"{line.Name} is on your focus list: {line.Fit.Words}."), problems => Focus(visit, id, sent.All, problems));
    }
}
