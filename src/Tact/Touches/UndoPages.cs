using Tact.Core;
using Tact.Storage;
using Tact.Timeline;
using Tact.Web;

namespace Tact.Touches;

/// <summary>Taking back one's own last record, and correcting an older one by a dated entry.</summary>
public static class UndoPages
{
    /// <summary>Where they are.</summary>
    public static void MapUndo(this IEndpointRouteBuilder app)
    {
        app.MapPost("/undo", Undo);
        app.MapGet("/touches/{id:long}/correct", (Visit visit, long id) => Find(visit, id) is { } row ? Pages.Page<SmallFormPage>(Form(visit, row, visit.Form($"/people/{row.ContactId}"), new Dictionary<string, string>())) : visit.NotFound());
        app.MapPost("/touches/{id:long}/correct", Correct);
    }

    private static async Task<IResult> Undo(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            UndoLast.Run(visit.Workspace, visit.Actor, record: long.TryParse(sent.Text("record"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var record) ? record : null),
            undone => Site.SaidThen(visit.Http, sent.Text("back") ?? "/today", $"Taken back: {undone.Name}, {undone.What}.{(undone.NextStep is { } step ? $" Next again: {step.Step}." : "")}"),
            problems => Site.SaidThen(visit.Http, "/today", string.Join(" ", problems.Select(problem => problem.Text))));
    }

    private static SmallForm Form(Visit visit, TimelineRow row, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame("Correct a record"), Form = form, Action = $"/touches/{row.Id}/correct", Heading = "Correct a record", Button = "Correct",
        Intro = "What was there first stays on the timeline; the correction counts from now on.",
        Fields =
        [
            new("outcome", "What happened", sent.GetValueOrDefault("outcome") ?? row.Outcome)
            {
                Options = [.. Names.All<Outcome>().Select(name => new Choice(name, OutcomeWords.Said(row.Channel ?? "call", row.Direction ?? "out", name)))],
            },
            new("note", "Note", sent.GetValueOrDefault("note") ?? row.Note) { Optional = true, Lines = 3, Longest = 4000 },
        ],
    };

    private static async Task<IResult> Correct(Visit visit, long id)
    {
        if (Find(visit, id) is not { } row)
            return visit.NotFound();
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            CorrectTouch.Run(visit.Workspace, visit.Actor, id, sent.Text("outcome") is var outcome && outcome == row.Outcome ? null : outcome, null, sent.Text("note") is var note && note == row.Note ? null : note, null),
            _ => Site.SaidThen(visit.Http, $"/people/{row.ContactId}", "Corrected. What follows from it is decided anew."),
            problems => Pages.Page<SmallFormPage>(Form(visit, row, visit.Form($"/people/{row.ContactId}", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity));
    }

    private static TimelineRow? Find(Visit visit, long id) => visit.Workspace.Data.Read(session =>
        session.One<TimelineRow>($"select {TimelineRow.Columns} from timeline where id = @id and kind = 'touch'", new { id }));
}
