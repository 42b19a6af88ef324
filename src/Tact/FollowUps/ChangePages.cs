using System.Globalization;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.FollowUps;
using Tact.Storage;
using Tact.Web;

namespace Tact.FollowUps;

/// <summary>The small pages that change a follow-up without a touch: the next step, a pause, not today, starting one.</summary>
public static class ChangePages
{
    private const int MostTicked = 500;

    private static readonly Choice[] Situations = [new("", "By what we know of them"), .. Names.All<Situation>().Select(name => new Choice(name, StateWords.Situation(name)))];

    private static readonly AnswerButton[] Stalls =
    [
        .. StallReasons.All.Where(stall => stall.Reason is not StallReason.Ill and not StallReason.Family).Select(stall => (Value: Names.Of(stall.Reason), stall.Name, Stall: stall))
            .Prepend((Value: "personal", Name: "Personal reasons", Stall: StallReasons.Of(StallReason.Family)))
            .Select((choice, i) => new AnswerButton("reason", choice.Value, choice.Name, (char)('1' + i), Patience(choice.Stall.PatienceDays), [choice.Stall.Gesture, choice.Stall.Avoid])),
    ];

    /// <summary>Where they are.</summary>
    public static void MapFollowUps(this IEndpointRouteBuilder app)
    {
        app.MapGet("/follow-ups/{id:long}/next", (Visit visit, long id) => Ask(visit, id, NextForm));
        app.MapPost("/follow-ups/{id:long}/next", (Visit visit, long id) => Take(visit, id, NextForm, "Saved: next step of", (contact, sent) =>
            SetNextStep.Run(visit.Workspace, visit.Actor, contact, id, sent.Text("next"), sent.Day("on"), sent.Time("at"))));
        app.MapGet("/follow-ups/{id:long}/pause", (Visit visit, long id) => Ask(visit, id, PauseForm));
        app.MapPost("/follow-ups/{id:long}/pause", (Visit visit, long id) => Take(visit, id, PauseForm, "Paused:", (contact, sent) =>
            PauseFollowUp.Run(visit.Workspace, visit.Actor, contact, id, sent.Text("reason") ?? "", sent.Day("until"), sent.Text("note"))));
        app.MapPost("/follow-ups/{id:long}/resume", (Visit visit, long id) => Take(visit, id, PauseForm, "Taken up again:", (contact, _) => ResumeFollowUp.Run(visit.Workspace, visit.Actor, contact, id)));
        app.MapGet("/follow-ups/{id:long}/not-today", (Visit visit, long id) => Ask(visit, id, NotTodayForm));
        app.MapPost("/follow-ups/{id:long}/not-today", (Visit visit, long id) => Take(visit, id, NotTodayForm, "Not today:", (contact, sent) =>
            PutOffStep.Run(visit.Workspace, visit.Actor, contact, id, sent.Text("because") ?? "", sent.Day("until"))));
        app.MapGet("/people/{id:long}/start", (Visit visit, long id) => visit.Workspace.Data.Read(session => session.Scalar<string>("select name from contacts where id = @id", new { id })) is { } name
            ? Pages.Page<SmallFormPage>(StartForm(visit, id, name, visit.Form($"/people/{id}"), new Dictionary<string, string>())) : visit.NotFound());
        app.MapPost("/people/{id:long}/start", Start);
        app.MapPost("/people/{id:long}/thank", (Visit visit, long id) => visit.Answer(
            ThankReferrer.Run(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture)),
            changed => Site.SaidThen(visit.Http, $"/people/{id}", $"Promised: {changed.NextStep?.Step}.", changed.Entry.ToString(CultureInfo.InvariantCulture)),
            problems => Site.SaidThen(visit.Http, $"/people/{id}", string.Join(" ", problems.Select(problem => problem.Text)))));
        app.MapGet("/focus-list", (Visit visit, long[] person) => Pages.Page<SmallFormPage>(FocusForm(visit, visit.Form("/people"), new Dictionary<string, string>(), Chosen(visit, person))));
        app.MapPost("/focus-list", StartList);
        app.MapGet("/follow-ups/{id:long}/hand-over", (Visit visit, long id) => Ask(visit, id, HandOverForm));
        app.MapPost("/follow-ups/{id:long}/hand-over", (Visit visit, long id) => Take(visit, id, HandOverForm, "Handed over:", (contact, sent) => HandOver.Run(visit.Workspace, visit.Actor, contact, id, sent.Text("to") ?? "", sent.Text("note"))));
    }

    private static SmallForm NextForm(Visit visit, Subject about, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"Next step of {about.Name}"), Form = form, Action = $"/follow-ups/{about.Id}/next", Heading = $"Next step of {about.Name}",
        Intro = "It ends a pause or a rest. Leave the step empty, and the cadence decides.",
        Fields =
        [
            new("next", "What", sent.GetValueOrDefault("next") ?? about.Step) { Optional = true, Longest = 200 },
            new("on", "Day", sent.GetValueOrDefault("on") ?? about.DueOn) { Type = "date", Least = Visit.Iso(visit.Today), Optional = true },
            new("at", "Time", sent.GetValueOrDefault("at")) { Type = "time", Optional = true, Hint = "Your time. Left empty, any time will do." },
        ],
    };

    private static SmallForm PauseForm(Visit visit, Subject about, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"Pause {about.Name}"), Form = form, Action = $"/follow-ups/{about.Id}/pause", Heading = $"Pause {about.Name}", Answers = Stalls,
        Intro = "Why is it quiet? Nobody gets in touch until then; managers see that it is quiet, and until when. Personal reasons stay with you.",
        Fields =
        [
            new("until", "Until", sent.GetValueOrDefault("until")) { Type = "date", Least = Visit.Iso(visit.Today), Optional = true, Hint = "Left empty, as long as the reason says." },
            new("note", "What you heard", sent.GetValueOrDefault("note")) { Optional = true, Longest = 400 },
        ],
    };

    private static string Patience(int days) => days switch
    {
        0 => "from now",
        _ when days % 7 == 0 => Words.Count(days / 7, "week", "weeks"),
        _ => $"{days} days",
    };

    private static SmallForm NotTodayForm(Visit visit, Subject about, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"Not today: {about.Name}"), Form = form, Action = $"/follow-ups/{about.Id}/not-today", Heading = $"{about.Name}: not today, because…", Button = "Another day",
        Fields =
        [
            new("because", "Because", sent.GetValueOrDefault("because")) { Longest = 200 },
            new("until", "Then on", sent.GetValueOrDefault("until")) { Type = "date", Least = Visit.Iso(visit.Today.PlusDays(1)), Optional = true, Hint = "Left empty, the next working day." },
        ],
    };

    private static SmallForm StartForm(Visit visit, long contact, string name, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"Follow up {name}"), Form = form, Action = $"/people/{contact}/start", Heading = $"Follow up {name}", Button = "Start",
        Intro = "Until they answer: persistent, never pushy. The situation picks how patient we are.",
        Fields =
        [
            new("matter", "What about", sent.GetValueOrDefault("matter")) { Optional = true, Longest = 200, Hint = "Such as “spring offer”." },
            new("situation", "Where things stand", sent.GetValueOrDefault("situation") ?? "") { Options = Situations, Optional = true },
            new("cadence", "Cadence", sent.GetValueOrDefault("cadence") ?? "") { Options = [new("", "The one for the situation"), .. visit.Workspace.Policies.Cadences.Keys.Order(StringComparer.Ordinal).Select(known => new Choice(known, known))], Optional = true },
            new("etiquette", "Etiquette", sent.GetValueOrDefault("etiquette") ?? "")
            {
                Options = [new("", "The usual one for where things stand"), .. visit.Workspace.Policies.Presets.Values.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new Choice(p.Name, p.Name))], Optional = true,
            },
            new("on", "From", sent.GetValueOrDefault("on") ?? Visit.Iso(visit.Today)) { Type = "date", Least = Visit.Iso(visit.Today) },
        ],
    };

    private static SmallForm HandOverForm(Visit visit, Subject about, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"Hand over {about.Name}"), Form = form, Action = $"/follow-ups/{about.Id}/hand-over", Heading = $"Hand over {about.Name}", Button = "Hand over",
        Intro = "A warm handover: the whole history travels with it.",
        Fields =
        [
            new("to", "To", sent.GetValueOrDefault("to")) { Options = Colleagues(visit) },
            new("note", "What they should know", sent.GetValueOrDefault("note")) { Optional = true, Lines = 3 },
        ],
    };

    /// <summary>A list by tag, or of the people who were ticked.</summary>
    private static SmallForm FocusForm(Visit visit, FormState form, IReadOnlyDictionary<string, string> sent, IReadOnlyList<(long Id, string Name)> chosen)
    {
        FieldModel[] who = chosen.Count > 0 ? [] :
        [
            new("tag", "People tagged", sent.GetValueOrDefault("tag")) { Hint = "client, prospect, partner, or a label from your import." },
            new("most", "How many people", sent.GetValueOrDefault("most") ?? "20") { Type = "number", Least = "1" },
        ];
        return new()
        {
            Frame = visit.Frame("Focus list"), Form = form, Action = "/focus-list", Heading = "Start a focus list", Button = "Start",
            Intro = chosen.Count > 0
                ? $"{Words.Count(chosen.Count, "person", "people")}: {string.Join(", ", chosen.Select(person => person.Name))}. Whoever is followed up about the matter already is left out; the days are days you work."
                : "A small list, a few a day: begin with 15 to 20. Those with the tag who are not followed up about the matter yet are started, on days you work.",
            Hidden = [.. chosen.Select(person => new Choice("person", person.Id.ToString(CultureInfo.InvariantCulture)))],
            Fields =
            [
                .. who,
                new("matter", "What about", sent.GetValueOrDefault("matter")) { Longest = 200 },
                new("per-day", "First contacts a day", sent.GetValueOrDefault("per-day") ?? "5") { Type = "number", Least = "1" },
                new("situation", "Where things stand", sent.GetValueOrDefault("situation") ?? "") { Options = Situations, Optional = true },
                new("on", "From", sent.GetValueOrDefault("on") ?? Visit.Iso(visit.Today)) { Type = "date", Least = Visit.Iso(visit.Today) },
            ],
        };
    }

    private static async Task<IResult> StartList(Visit visit)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        var sent = new Sent(form);
        var chosen = Chosen(visit, [.. form["person"].Select(text => long.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : 0)]);
        var input = new StartInput { Owner = visit.User.Email, Matter = sent.Text("matter"), Situation = sent.Text("situation"), Preset = sent.Text("etiquette"), StartOn = sent.Day("on") };
        var most = 0;
        if (!int.TryParse(sent.Text("per-day"), CultureInfo.InvariantCulture, out var perDay)) sent.Problems.Add(new Problem("per-day", "Say how many a day, as a number."));
        if (chosen.Count == 0 && !int.TryParse(sent.Text("most"), CultureInfo.InvariantCulture, out most)) sent.Problems.Add(new Problem("most", "Say how many people, as a number."));
        if (chosen.Count == 0 && sent.Text("tag") is null) sent.Problems.Add(new Problem("tag", "Name a tag, or tick people in the list of people."));
        IResult Again(IReadOnlyList<Problem> problems) => Pages.Page<SmallFormPage>(FocusForm(visit, visit.Form("/people", problems, sent.Text("id")), sent.All, chosen), StatusCodes.Status422UnprocessableEntity);
        if (sent.Problems.Count > 0)
            return Again(sent.Problems);
        var started = chosen.Count > 0
            ? StartFocusList.Run(visit.Workspace, visit.Actor, chosen.ConvertAll(person => person.Id), perDay, input)
            : StartFocusList.ByTag(visit.Workspace, visit.Actor, sent.Text("tag")!, perDay, input, most);
        return started switch
        {
            Result<StartedList>.NotFound nobody => Again([new Problem("tag", nobody.What)]),
            var result => visit.Answer(result, list => Site.SaidThen(visit.Http, "/today", $"{Words.Count(list.Started, "follow-up", "follow-ups")} started{(list.Skipped.Count > 0 ? $", {list.Skipped.Count} left out: {list.Skipped[0].Why.TrimEnd('.')}" : "")}."), Again),
        };
    }

    /// <summary>The people ticked, as far as they are there, in the order of the list.</summary>
    private static List<(long Id, string Name)> Chosen(Visit visit, long[] people) => people.Length == 0 ? [] : visit.Workspace.Data.Read(session =>
        session.Query<(long Id, string Name)>("select id, name from contacts where id in @ids and erased_at is null order by name_key, id", new { ids = people.Take(MostTicked).ToList() }));

    private static List<Choice> Colleagues(Visit visit) => visit.Workspace.Data.Read(session =>
        session.Query<(string Email, string Name)>("select email, name from users where disabled_at is null and id <> @me order by name, id", new { me = visit.User.Id }))
        .ConvertAll(user => new Choice(user.Email, user.Name));

    private static async Task<IResult> Start(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        if (visit.Workspace.Data.Read(session => session.Scalar<string>("select name from contacts where id = @id", new { id })) is not { } name)
            return visit.NotFound();
        var input = new StartInput { Owner = visit.User.Email, Matter = sent.Text("matter"), Situation = sent.Text("situation"), Preset = sent.Text("etiquette"), Cadence = sent.Text("cadence"), StartOn = sent.Day("on") };
        IResult Again(IReadOnlyList<Problem> problems) => Pages.Page<SmallFormPage>(StartForm(visit, id, name, visit.Form($"/people/{id}", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity);
        return sent.Problems.Count > 0 ? Again(sent.Problems)
            : visit.Answer(StartFollowUp.Run(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), input), started => Site.SaidThen(visit.Http, $"/people/{id}", $"Following up {name} about “{started.Matter}”.{(started.Thank is { } sender ? $" {sender.Name} sent you: thank them, below their name." : "")}"), Again);
    }

    private static IResult Ask(Visit visit, long id, Func<Visit, Subject, FormState, IReadOnlyDictionary<string, string>, SmallForm> form) =>
        Find(visit, id) is { } about ? Draw(visit, form(visit, about, visit.Form(visit.Http.Request.Query["back"].FirstOrDefault() ?? $"/people/{about.Contact}"), new Dictionary<string, string>())) : visit.NotFound();

    private static IResult Draw(Visit visit, SmallForm form) => visit.Http.Request.Query.ContainsKey("panel") ? Pages.Page<SmallFormBody>(form) : Pages.Page<SmallFormPage>(form);

    private static async Task<IResult> Take(Visit visit, long id, Func<Visit, Subject, FormState, IReadOnlyDictionary<string, string>, SmallForm> form, string done, Func<string, Sent, Result<ChangedFollowUp>> change)
    {
        if (Find(visit, id) is not { } about)
            return visit.NotFound();
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        _ = (sent.Day("on"), sent.Day("until"), sent.Time("at"));
        var back = Site.Local(sent.Text("back")) ?? $"/people/{about.Contact}";
        IResult Again(IReadOnlyList<Problem> problems) => Pages.Page<SmallFormPage>(form(visit, about, visit.Form(back, problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity);
        return sent.Problems.Count > 0 ? Again(sent.Problems) : visit.Answer(change(about.Contact.ToString(CultureInfo.InvariantCulture), sent), changed => Site.SaidThen(visit.Http, back, $"{done} {about.Name}.{Next(changed, visit)}", changed.Entry.ToString(CultureInfo.InvariantCulture)), Again);
    }

    private static string Next(ChangedFollowUp changed, Visit visit) =>
        changed.NextStep is { Due: { } due } step ? $" Next: {step.Step}, {When.Day(NodaTime.Text.LocalDatePattern.Iso.Parse(due).Value, visit.Today)}." : "";

    private static Subject? Find(Visit visit, long id) => visit.Workspace.Data.Read(session => session.One<Subject>(
        """
        select f.id as Id, f.contact_id as Contact, c.name as Name, f.step as Step, f.due_on as DueOn
        from follow_ups f
        join contacts c on c.id = f.contact_id
        where f.id = @id
        """,
        new { id }));

    private sealed class Subject
    {
        public long Id { get; set; }
        public long Contact { get; set; }
        public string Name { get; set; } = "";
        public string? Step { get; set; }
        public string? DueOn { get; set; }
    }
}
