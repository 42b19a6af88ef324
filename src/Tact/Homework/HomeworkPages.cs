using System.Globalization;
using NodaTime.Text;
using Tact.Storage;
using Tact.Web;

namespace Tact.Homework;

/// <summary>The page of homework, and what the team chooses for it.</summary>
public static class HomeworkPages
{
    private const int MostStale = 20;
    private const int MostStarted = 40;

    /// <summary>Where they are.</summary>
    public static void MapHomework(this IEndpointRouteBuilder app)
    {
        app.MapFacts();
        app.MapOfferings();
        app.MapFit();
        app.MapQuestions();
        app.MapPeopleMap();
        app.MapGet("/homework", (Visit visit) => Pages.Page<HomeworkPage>(visit.Workspace.Data.Read(session => Model(session, visit))));
        app.MapGet("/homework/settings", (Visit visit) => visit.Actor.SeesTeam ? Settings(visit, new Dictionary<string, string>(), []) : Pages.Page<ProblemPage>(ProblemModel.NotAllowed(Visit.Viewer(visit.User)), StatusCodes.Status403Forbidden));
        app.MapPost("/homework/settings", Choose);
    }

    private static HomeworkModel Model(Session session, Visit visit)
    {
        var days = HomeworkSettings.Of(session).FactDays;
        var focus = FocusCompanies.Of(session, visit.Workspace, visit.User);
        var untouched = focus.Companies.SelectMany(line => line.Untouched).Take(MostStarted).ToList();
        return new HomeworkModel
        {
            Frame = visit.Frame("Homework"), FactDays = days, Also = [new("/offerings", "What we sell"), new("/ideal-client", "Ideal client"), new("/questions", "Questions"), .. visit.Actor.SeesTeam ? (Choice[])[new("/homework/settings", "Settings")] : []], Focus = focus,
            Start = untouched.Count == 0 ? null : new Choice("/focus-list?" + string.Join('&', untouched.Select(id => $"person={id}")), $"Start follow-ups with {Words.Count(untouched.Count, "person", "people")}"),
            Stale = new FactsModel("", "/homework", FactLine.Of(Stale(session, visit, days), visit.Today), visit.Form("/homework")),
        };
    }

    // their owner's, by the day of the next step
    private static List<FactShown> Stale(Session session, Visit visit, int days) =>
        [.. session.Query<long>(
            """
            select x.id
            from facts x
            join follow_ups f on f.contact_id = x.contact_id
            where f.owner_id = @me
              and x.replaced_by is null
              and x.withdrawn_at is null
              and x.learned_on < @before
            group by x.id
            order by min(coalesce(f.due_on, '9999')), x.id
            limit @MostStale
            """,
            new { me = visit.User.Id, before = LocalDatePattern.Iso.Format(FactsOf.Today(visit.Workspace).PlusDays(-days)), MostStale })
            .Select(id => FactsOf.One(session, visit.Workspace, id)).OfType<FactShown>().Select(fact => fact with { Text = $"{fact.AboutName}: {fact.Text}" })];

    private static IResult Settings(Visit visit, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems)
    {
        var chosen = visit.Workspace.Data.Read(HomeworkSettings.Of);
        return Pages.Page<SmallFormPage>(
            new SmallForm
            {
                Frame = visit.Frame("Homework settings"), Form = visit.Form("/homework", problems, sent.GetValueOrDefault("id")), Action = "/homework/settings", Heading = "Homework settings", Intro = "For the whole team.",
                Fields = [new("fact-days", "A fact is stale after so many days", sent.GetValueOrDefault("fact-days") ?? chosen.FactDays.ToString(CultureInfo.InvariantCulture)) { Type = "number", Least = "7" }, new("focus-limit", "Companies on a focus list at most", sent.GetValueOrDefault("focus-limit") ?? chosen.FocusLimit.ToString(CultureInfo.InvariantCulture)) { Type = "number", Least = "1", Hint = "15 to 20 to begin with: more calls are not more revenue." }],
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Choose(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        int? Number(string field) => sent.Text(field) is null ? null : int.TryParse(sent.Text(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return visit.Answer(
            HomeworkSettings.Set(visit.Workspace, visit.Actor, Number("fact-days"), Number("focus-limit")),
            chosen => Site.SaidThen(visit.Http, "/homework", $"Chosen: a fact is stale after {chosen.FactDays} days, and a focus list holds {chosen.FocusLimit} companies."),
            problems => Settings(visit, sent.All, problems));
    }
}
