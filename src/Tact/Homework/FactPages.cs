using System.Globalization;
using Tact.Storage;
using Tact.Web;

namespace Tact.Homework;

/// <summary>Keeping facts, by form.</summary>
public static class FactPages
{
    private static readonly Choice[] Kinds = [new("no", "We know it"), new("yes", "We assume it")];

    /// <summary>Where they are.</summary>
    public static void MapFacts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people/{id:long}/facts/new", (Visit visit, long id) => New(visit, About.Person, id, new Dictionary<string, string>(), []));
        app.MapPost("/people/{id:long}/facts/new", (Visit visit, long id) => Add(visit, About.Person, id));
        app.MapGet("/companies/{id:long}/facts/new", (Visit visit, long id) => New(visit, About.Company, id, new Dictionary<string, string>(), []));
        app.MapPost("/companies/{id:long}/facts/new", (Visit visit, long id) => Add(visit, About.Company, id));
        app.MapGet("/facts/{id:long}", (Visit visit, long id) => Show(visit, id, new Dictionary<string, string>(), []));
        app.MapPost("/facts/{id:long}/confirm", Confirm);
        app.MapPost("/facts/{id:long}/withdraw", Withdraw);
    }

    /// <summary>The facts of a person's page.</summary>
    public static FactsModel OfPerson(Session session, Visit visit, long id, IReadOnlyList<string> before) =>
        new($"/people/{id}/facts/new", $"/people/{id}", FactLine.Of(FactsOf.Person(session, visit.Workspace, id), visit.Today), visit.Form($"/people/{id}")) { Before = before };

    /// <summary>The facts of a company's page.</summary>
    public static FactsModel OfCompany(Session session, Visit visit, long id) =>
        new($"/companies/{id}/facts/new", $"/companies/{id}", FactLine.Of([.. FactsOf.Company(session, visit.Workspace, id).Select(fact => fact with { AboutName = "" })], visit.Today), visit.Form($"/companies/{id}"));

    private enum About
    {
        Person,
        Company,
    }

    private static string Place(About about, long id) => about == About.Person ? $"/people/{id}" : $"/companies/{id}";

    private static string? NameOf(Visit visit, About about, long id) => visit.Workspace.Data.Read(session => session.Scalar<string>(
        about == About.Person ? "select name from contacts where id = @id and erased_at is null" : "select name from companies where id = @id", new { id }));

    private static IResult New(Visit visit, About about, long id, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems) => NameOf(visit, about, id) is not { } name ? visit.NotFound()
        : Pages.Page<SmallFormPage>(
            new SmallForm
            {
                Frame = visit.Frame($"A fact about {name}"), Form = visit.Form(Place(about, id), problems, sent.GetValueOrDefault("id")), Action = $"{Place(about, id)}/facts/new", Heading = $"A fact about {name}", Intro = KeepFact.NotEverything, Button = "Keep",
                Fields =
                [
                    new("text", "What is known", sent.GetValueOrDefault("text")) { Lines = 2 },
                    new("assumption", "Sure", sent.GetValueOrDefault("assumption") ?? "no") { Options = Kinds },
                    new("source", "Where from", sent.GetValueOrDefault("source")) { Optional = true, Hint = "Who told you, or a link. An assumption needs none." },
                    new("learned", "Learned on", sent.GetValueOrDefault("learned") ?? Visit.Iso(visit.Today)) { Type = "date" },
                ],
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static async Task<IResult> Add(Visit visit, About about, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var input = new FactInput(sent.Text("text"), sent.Text("source"), sent.Day("learned"), sent.Text("assumption") == "yes");
        if (sent.Problems.Count > 0)
            return New(visit, about, id, sent.All, sent.Problems);
        var who = id.ToString(CultureInfo.InvariantCulture);
        return visit.Answer(
            about == About.Person ? KeepFact.Run(visit.Workspace, visit.Actor, who, input) : KeepFact.AboutCompany(visit.Workspace, visit.Actor, who, input),
            fact => Site.SaidThen(visit.Http, Place(about, id), $"Kept{(fact.Assumption ? " as an assumption" : "")}: {fact.Text}"),
            problems => New(visit, about, id, sent.All, problems));
    }

    private static IResult Show(Visit visit, long id, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems)
    {
        if (visit.Workspace.Data.Read(session => FactsOf.One(session, visit.Workspace, id)) is not { } fact)
            return visit.NotFound();
        var place = Place(fact.About == "person" ? About.Person : About.Company, fact.AboutId);
        return Pages.Page<FactPage>(
            new FactModel
            {
                Frame = visit.Frame($"A fact about {fact.AboutName}"), Fact = FactLine.Of(fact, visit.Today), About = new Choice(place, fact.AboutName), Form = visit.Form(place, problems, sent.GetValueOrDefault("id")), Sent = sent,
                Before = [.. fact.Before.Select(before => $"Before: {Words.Date(before.LearnedOn)}{(before.Assumption ? ", assumed" : "")}{(before.Source.Length > 0 ? $", {before.Source}" : "")}{(before.By is { } by ? $" ({by})" : "")}")],
                Withdrawn = fact.Withdrawn is { } gone ? $"Withdrawn on {Words.Date(gone.On)}{(gone.By is { } who ? $" by {who}" : "")}: {gone.Why}" : null,
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Confirm(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            KeepFact.Confirm(visit.Workspace, visit.Actor, id, sent.Text("source"), sent.Text("known") == "yes"),
            fact => Site.SaidThen(visit.Http, Site.Local(sent.Text("back")) ?? "/today", $"Confirmed as of today: {fact.Text}"),
            problems => Show(visit, id, sent.All, problems));
    }

    private static async Task<IResult> Withdraw(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            KeepFact.Withdraw(visit.Workspace, visit.Actor, id, sent.Text("why")),
            fact => Site.SaidThen(visit.Http, Site.Local(sent.Text("back")) ?? "/today", $"Withdrawn: {fact.Text}"),
            problems => Show(visit, id, sent.All, problems));
    }
}
