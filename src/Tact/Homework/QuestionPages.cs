using System.Globalization;
using Tact.Core;
using Tact.Core.Homework;
using Tact.Web;

namespace Tact.Homework;

/// <summary>The form of questions about one person.</summary>
/// <param name="Frame">What the layout shows around it.</param>
/// <param name="Contact">About whom.</param>
/// <param name="Name">Their name.</param>
/// <param name="Questions">The questions with their answers, in the order to ask them.</param>
/// <param name="Form">Hidden fields and problems.</param>
/// <param name="Typed">What was typed, and for which question, when the form comes back.</param>
public sealed record QuestionsModel(PageFrame Frame, long Contact, string Name, IReadOnlyList<AnsweredQuestion> Questions, FormState Form, (long Question, string Text)? Typed);

/// <summary>The pages of the team's questions, and of what somebody answered.</summary>
public static class QuestionPages
{
    private static readonly Choice[] Abouts = [new("person", "The person"), new("company", "Their company")];

    /// <summary>Where they are.</summary>
    public static void MapQuestions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people/{id:long}/questions", (Visit visit, long id) => Asked(visit, id, [], null));
        app.MapPost("/people/{id:long}/questions", Answer);
        app.MapPost("/answers/{id:long}/keep", Keep);
        app.MapGet("/questions", List);
        app.MapGet("/questions/new", (Visit visit) => Form(visit, null, new Dictionary<string, string>(), []));
        app.MapPost("/questions/new", (Visit visit) => Save(visit, null));
        app.MapGet("/questions/{id:long}", (Visit visit, long id) => visit.Workspace.Data.Read(TeamQuestions.All).Find(one => one.Id == id) is { } known ? Form(visit, known, new Dictionary<string, string>(), []) : visit.NotFound());
        app.MapPost("/questions/{id:long}", (Visit visit, long id) => Save(visit, id));
    }

    private static IResult Asked(Visit visit, long id, IReadOnlyList<Problem> problems, (long Question, string Text)? typed) => visit.Workspace.Data.Read(session => session.Scalar<string>("select name from contacts where id = @id and erased_at is null", new { id })) is not { } name ? visit.NotFound()
        : Pages.Page<QuestionsPage>(
            new QuestionsModel(visit.Frame($"What to ask {name}", Section.People), id, name, visit.Workspace.Data.Read(session => TeamQuestions.Form(session, visit.Workspace, id)), visit.Form($"/people/{id}", problems), typed),
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static async Task<IResult> Answer(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var question = long.TryParse(sent.Text("question"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return visit.Answer(
            TeamQuestions.Answer(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), question, sent.Text("answer")),
            answered => Site.SaidThen(visit.Http, $"/people/{id}/questions", $"Kept: {answered.Text}"),
            problems => Asked(visit, id, [.. problems.Select(problem => problem with { Field = $"answer-{question}" })], (question, sent.Text("answer") ?? "")));
    }

    private static async Task<IResult> Keep(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var back = Site.Local(sent.Text("back")) ?? "/today";
        return visit.Answer(
            TeamQuestions.KeepAsFact(visit.Workspace, visit.Actor, id), fact => Site.SaidThen(visit.Http, back, $"Kept as a fact: {fact.Text}"), problems => Site.SaidThen(visit.Http, back, string.Join(" ", problems.Select(problem => problem.Text))));
    }

    private static IResult List(Visit visit) => Pages.Page<ListPage>(new ListModel
    {
        Frame = visit.Frame("Questions"), Heading = "Questions", Columns = ["What we ask", "About", "When"], None = "No question yet.",
        Intro = "Open questions, asked when they fit. The brief shows those that nobody has answered yet.", Act = visit.Actor.SeesTeam ? new("/questions/new", "Add a question") : null, Also = [new("/homework", "Homework")],
        Rows = [.. visit.Workspace.Data.Read(TeamQuestions.All).Select(one => new ListRow(one.Text, visit.Actor.SeesTeam ? $"/questions/{one.Id}" : null, null, [one.About == "person" ? "the person" : "their company", one.Situations.Length == 0 ? "always" : one.Situations.Replace(",", ", ", StringComparison.Ordinal)]))],
    });

    private static IResult Form(Visit visit, Question? known, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems) => !visit.Actor.SeesTeam
        ? Pages.Page<ProblemPage>(ProblemModel.NotYours(Visit.Viewer(visit.User), "A manager or an admin writes the team's questions."), StatusCodes.Status403Forbidden)
        : Pages.Page<SmallFormPage>(
            new SmallForm
            {
                Frame = visit.Frame("Questions"), Form = visit.Form("/questions", problems, sent.GetValueOrDefault("id")), Action = known is null ? "/questions/new" : $"/questions/{known.Id}", Heading = known is null ? "A question" : "Change a question",
                Intro = "One that lets them talk: it begins with what, how, who, which, when or where.",
                Fields =
                [
                    new("text", "The question", sent.GetValueOrDefault("text") ?? known?.Text) { Lines = 2 }, new("about", "About", sent.GetValueOrDefault("about") ?? known?.About ?? "person") { Options = Abouts },
                    new("situations", "When", sent.GetValueOrDefault("situations") ?? known?.Situations) { Optional = true, Hint = $"{string.Join(", ", Names.All<Situation>())}; several with commas. Left empty, always." },
                    .. known is null ? (FieldModel[])[] : [new("act", "And then", "keep") { Options = [new("keep", "Keep it"), new("remove", "Take it away")] }],
                ],
            },
            problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static async Task<IResult> Save(Visit visit, long? id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        if (id is { } gone && sent.Text("act") == "remove")
            return visit.Answer(TeamQuestions.Retire(visit.Workspace, visit.Actor, gone), _ => Site.SaidThen(visit.Http, "/questions", "Taken away. What was answered stays."), _ => visit.NotFound());
        return visit.Answer(
            TeamQuestions.Save(visit.Workspace, visit.Actor, id, new QuestionInput(sent.Text("text"), sent.Text("about"), sent.Text("situations"))),
            _ => Site.SaidThen(visit.Http, "/questions", "The question is saved."),
            problems => Form(visit, id is { } known ? visit.Workspace.Data.Read(TeamQuestions.All).Find(one => one.Id == known) : null, sent.All, problems));
    }
}
