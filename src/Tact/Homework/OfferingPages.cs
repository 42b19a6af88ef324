using Tact.Core.Homework;
using Tact.Web;

namespace Tact.Homework;

/// <summary>What we sell, on a page.</summary>
/// <param name="Frame">What the layout shows around it.</param>
/// <param name="Offerings">All of them.</param>
/// <param name="Writes">Whether the reader may change them.</param>
public sealed record OfferingsModel(PageFrame Frame, IReadOnlyList<Offering> Offerings, bool Writes);

/// <summary>The pages of what we sell: everybody reads, managers and admins write.</summary>
public static class OfferingPages
{
    private static readonly Choice[] KeepIt = [new("keep", "Keep it"), new("remove", "Take it away")];

    /// <summary>Where they are.</summary>
    public static void MapOfferings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/offerings", (Visit visit) => Pages.Page<OfferingsPage>(new OfferingsModel(visit.Frame("What we sell"), visit.Workspace.Data.Read(WhatWeSell.All), visit.Actor.SeesTeam)));
        app.MapGet("/offerings/new", (Visit visit) => Writing(visit, () => Form(visit, null, [], [])));
        app.MapPost("/offerings/new", (Visit visit) => Save(visit, null));
        app.MapGet("/offerings/{id:long}", (Visit visit, long id) => Writing(visit, () => With(visit, id, offering => Form(visit, offering, [], []))));
        app.MapPost("/offerings/{id:long}", (Visit visit, long id) => Save(visit, id));
        app.MapGet("/offerings/{id:long}/audiences/{n:int}", (Visit visit, long id, int n) => Writing(visit, () => With(visit, id, offering => AudienceForm(visit, offering, n, [], []))));
        app.MapPost("/offerings/{id:long}/audiences/{n:int}", SaveAudience);
    }

    private static IResult Writing(Visit visit, Func<IResult> page) => visit.Actor.SeesTeam ? page() : Pages.Page<ProblemPage>(ProblemModel.NotYours(Visit.Viewer(visit.User), "A manager or an admin writes what we sell."), StatusCodes.Status403Forbidden);

    private static IResult With(Visit visit, long id, Func<Offering, IResult> page) => visit.Answer(visit.Workspace.Data.Read(session => WhatWeSell.One(session, id)), page, _ => visit.NotFound());

    private static IResult Form(Visit visit, Offering? offering, Dictionary<string, string> sent, IReadOnlyList<Problem> problems) => Pages.Page<SmallFormPage>(
        new SmallForm
        {
            Frame = visit.Frame("What we sell"), Form = visit.Form("/offerings", problems, sent.GetValueOrDefault("id")), Action = offering is null ? "/offerings/new" : $"/offerings/{offering.Id}",
            Heading = offering is null ? "Something we sell" : $"Change {offering.Name}", Intro = "In their words: what it does for them, not what it is made of.",
            Fields =
            [
                new("name", "Name", sent.GetValueOrDefault("name") ?? offering?.Name) { Longest = 200 }, new("does", "What it does for them", sent.GetValueOrDefault("does") ?? offering?.Does) { Lines = 2 },
                .. offering is null ? (FieldModel[])[] : [new("act", "And then", "keep") { Options = KeepIt }],
            ],
        },
        problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static async Task<IResult> Save(Visit visit, long? id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        if (id is { } gone && sent.Text("act") == "remove")
            return visit.Answer(WhatWeSell.Retire(visit.Workspace, visit.Actor, gone), offering => Site.SaidThen(visit.Http, "/offerings", $"{offering.Name} is no longer offered."), _ => visit.NotFound());
        var before = id is { } known && visit.Workspace.Data.Read(session => WhatWeSell.One(session, known)) is Result<Offering>.Ok ok ? ok.Value : null;
        return visit.Answer(
            WhatWeSell.Save(visit.Workspace, visit.Actor, id, new OfferingInput(sent.Text("name"), sent.Text("does"))),
            offering => Site.SaidThen(visit.Http, id is null ? $"/offerings/{offering.Id}/audiences/0" : "/offerings", id is null ? $"{offering.Name} is kept. For whom is it, and what sets it apart for them?" : $"{offering.Name} is saved."),
            problems => Form(visit, before, new Dictionary<string, string>(sent.All), problems));
    }

    private static IResult AudienceForm(Visit visit, Offering offering, int n, Dictionary<string, string> sent, IReadOnlyList<Problem> problems)
    {
        var audience = offering.Audiences.ElementAtOrDefault(n);
        FieldModel Field(string name, string label, string? kept, string hint) => new(name, label, sent.GetValueOrDefault(name) ?? kept) { Optional = true, Hint = hint };
        return Pages.Page<SmallFormPage>(
            new SmallForm
            {
                Frame = visit.Frame(offering.Name), Form = visit.Form("/offerings", problems, sent.GetValueOrDefault("id")), Action = $"/offerings/{offering.Id}/audiences/{n}", Heading = $"{offering.Name}: for whom",
                Intro = "The brief shows the audience that fits a person by industry and role; left empty, any will do.",
                Fields =
                [
                    Field("industry", "Industries", audience?.Industry, "Several with commas."), Field("role", "Roles", audience?.Role, "Several with commas; a part of a word is enough, such as “Einkauf”."),
                    Field("problem", "The problem it solves for them", audience?.Problem, "As they would say it."), Field("apart", "What sets it apart for them", audience?.Apart, ""), Field("proof", "What shows it", audience?.Proof, "A client who agreed to be named, or a figure you measured."),
                    .. audience is null ? (FieldModel[])[] : [new("act", "And then", "keep") { Options = KeepIt }],
                ],
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> SaveAudience(Visit visit, long id, int n)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return With(visit, id, offering =>
        {
            List<AudienceInput> audiences = [.. offering.Audiences.Select(one => new AudienceInput(one.Industry, one.Role, one.Problem, one.Apart, one.Proof))];
            var at = Math.Clamp(n, 0, audiences.Count);
            if (at < audiences.Count)
                audiences.RemoveAt(at);
            var removed = sent.Text("act") == "remove";
            if (!removed)
                audiences.Insert(at, new AudienceInput(sent.Text("industry"), sent.Text("role"), sent.Text("problem"), sent.Text("apart"), sent.Text("proof")));
            return visit.Answer(
                WhatWeSell.Save(visit.Workspace, visit.Actor, id, new OfferingInput(offering.Name, offering.Does, audiences)),
                saved => Site.SaidThen(visit.Http, "/offerings", removed ? "Taken away." : $"{saved.Name} is saved."),
                problems => AudienceForm(visit, offering, n, new Dictionary<string, string>(sent.All), problems));
        });
    }
}
