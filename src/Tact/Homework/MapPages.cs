using System.Globalization;
using Tact.Core;
using Tact.Core.Homework;
using Tact.Web;

namespace Tact.Homework;

/// <summary>The part somebody plays, by form; the map itself stands on the company's page.</summary>
public static class MapPages
{
    /// <summary>Where it is.</summary>
    public static void MapPeopleMap(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people/{id:long}/part", (Visit visit, long id) => Form(visit, id, new Dictionary<string, string>(), []));
        app.MapPost("/people/{id:long}/part", Set);
    }

    /// <summary>A part, as the page says it.</summary>
    public static string InWords(string part) => BriefSheet.PartWords(Names.Read<Part>(part));

    private static IResult Form(Visit visit, long id, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems)
    {
        if (visit.Workspace.Data.Read(session => session.Scalar<long?>("select company_id from contacts where id = @id and erased_at is null", new { id }) is { } company ? PlacesOnTheMap.Of(session, company) : null) is not { } map
            || map.People.FirstOrDefault(person => person.Contact == id) is not { } who)
            return visit.NotFound();
        return Pages.Page<SmallFormPage>(
            new SmallForm
            {
                Frame = visit.Frame($"The part of {who.Name}", Section.Companies), Form = visit.Form($"/companies/{map.Company}", problems, sent.GetValueOrDefault("id")), Action = $"/people/{id}/part", Heading = $"{who.Name} at {map.Name}", Intro = "As far as you know it; “not known yet” is a good answer.",
                Fields =
                [
                    new("part", "Their part", sent.GetValueOrDefault("part") ?? who.Part) { Options = [.. Names.All<Part>().Select(part => new Choice(part, Sentence(InWords(part))))] },
                    new("reports-to", "Reports to", sent.GetValueOrDefault("reports-to") ?? who.ReportsTo?.ToString(CultureInfo.InvariantCulture) ?? "")
                    {
                        Options = [new("", "Not known, or to nobody there"), .. map.People.Where(person => person.Contact != id).Select(person => new Choice(person.Contact.ToString(CultureInfo.InvariantCulture), person.Name))], Optional = true,
                    },
                ],
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Set(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            PlacesOnTheMap.Set(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), sent.Text("part"), sent.Text("reports-to") ?? ""),
            person => Site.SaidThen(visit.Http, Site.Local(sent.Text("back")) ?? "/companies", $"{person.Name}: {InWords(person.Part)}."),
            problems => Form(visit, id, sent.All, problems));
    }

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
