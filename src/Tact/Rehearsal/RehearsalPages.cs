using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core.Messages;
using Tact.Messages;
using Tact.Storage;
using Tact.Web;

namespace Tact.Rehearsal;

/// <summary>The pages on which a voicemail is rehearsed (METHOD F5).</summary>
public static partial class RehearsalPages
{
    private const long LargestForm = Recordings.MostBytes + (64 * 1024);
    private const int LongestScript = 5000;

    // nobody speaks faster; what seems so was broken off
    private const int FastestSpeech = 300;

    /// <summary>Where they are.</summary>
    public static void MapRehearsals(this IEndpointRouteBuilder app)
    {
        app.MapGet("/rehearsals", List);
        app.MapGet("/rehearsals/new", (Visit visit, string? contact, string? script, string? language) => Pages.Page<SmallFormPage>(Script(visit, null, visit.Form("/rehearsals"), new RehearsalInput("", script, contact, language))));
        app.MapPost("/rehearsals/new", (Visit visit) => Save(visit, null));
        app.MapGet("/rehearsals/{id:long}", (Visit visit, long id) => Page(visit, id, null, new Dictionary<string, string>(), []));
        app.MapGet("/rehearsals/{id:long}/script", (Visit visit, long id) => visit.Answer(visit.Workspace.Data.Read(session => Rehearsals.Find(session, visit.Actor, id)), found => found.OwnerId == visit.User.Id
            ? Pages.Page<SmallFormPage>(Script(visit, id, visit.Form($"/rehearsals/{id}"), new RehearsalInput(found.Name, found.Script, found.Contact?.ToString(CultureInfo.InvariantCulture), found.Language))) : visit.NotFound(), _ => visit.NotFound()));
        app.MapPost("/rehearsals/{id:long}/script", (Visit visit, long id) => Save(visit, id));
        app.MapPost("/rehearsals/{id:long}/remove", (Visit visit, long id) => visit.Answer(Rehearsals.Remove(visit.Workspace, visit.Actor, id), found => Site.SaidThen(visit.Http, "/rehearsals", $"“{found.Name}” and its recordings are gone."), _ => visit.NotFound()));
        app.MapPost("/rehearsals/{id:long}/recordings", Keep).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        app.MapGet("/rehearsals/recordings/{id:long}", Hear);
        app.MapPost("/rehearsals/recordings/{id:long}/review", (Visit visit, long id, IFormCollection form) => On(visit, id, form, sent => Recordings.Review(visit.Workspace, visit.Actor, id, [.. form["heard"].OfType<string>()], sent.Text("next-time")), "Noted."));
        app.MapPost("/rehearsals/recordings/{id:long}/ask", (Visit visit, long id, IFormCollection form) => On(visit, id, form, sent => Recordings.Ask(visit.Workspace, visit.Actor, id, sent.Text("colleague") ?? ""), "They find it under Rehearsals, and on their Today."));
        app.MapPost("/rehearsals/recordings/{id:long}/unask", (Visit visit, long id, IFormCollection form) => On(visit, id, form, sent => Recordings.Unask(visit.Workspace, visit.Actor, id, long.TryParse(sent.Text("colleague"), NumberStyles.None, CultureInfo.InvariantCulture, out var colleague) ? colleague : 0), "They hear it no longer."));
        app.MapPost("/rehearsals/recordings/{id:long}/comment", (Visit visit, long id, IFormCollection form) => On(visit, id, form, sent => Moment(sent.Text("moment")).Then(moment => Recordings.Comment(visit.Workspace, visit.Actor, id, sent.Text("text"), moment)), "Said."));
        app.MapPost("/rehearsals/recordings/{id:long}/discard", (Visit visit, long id) =>
        {
            var rehearsal = RehearsalOf(visit, id);
            return visit.Answer(Recordings.Discard(visit.Workspace, visit.Actor, id), _ => Site.SaidThen(visit.Http, $"/rehearsals/{rehearsal}", "Discarded."), _ => visit.NotFound());
        });
        app.MapGet("/rehearsals/kept", (Visit visit) => Pages.Page<SmallFormPage>(KeptForm(visit, visit.Form("/settings"), visit.Workspace.Data.Read(Recordings.Retention).Days.ToString(CultureInfo.InvariantCulture)))).RequireAuthorization(AccountRoutes.Admin);
        app.MapPost("/rehearsals/kept", SetKept).RequireAuthorization(AccountRoutes.Admin);
    }

    /// <summary>A colleague's request to listen, for the head of Today; null when there is none.</summary>
    internal static Choice? ForToday(Today.TodayBeside beside) => beside switch
    {
        { Asked: 0 } => null,
        { Asked: 1, AskedRehearsal: { } rehearsal, AskedRecording: { } recording } => new Choice($"/rehearsals/{rehearsal}#recording-{recording}", $"{beside.AskedBy} asks you to listen to a voicemail"),
        _ => new Choice("/rehearsals", "Colleagues ask you to listen to their voicemails"),
    };

    private static IResult List(Visit visit)
    {
        var (mine, asked) = visit.Workspace.Data.Read(session => Rehearsals.List(session, visit.Actor));
        return Pages.Page<RehearsalsPage>(new RehearsalsModel { Frame = visit.Frame("Rehearsals"), Mine = mine, Asked = asked, Day = at => When.At(InstantPattern.General.Parse(at).Value, visit.Zone, visit.Today) });
    }

    private static async Task<IResult> Save(Visit visit, long? id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var input = new RehearsalInput(sent.Text("name"), sent.Text("script"), sent.Text("contact"), sent.Text("language"));
        return visit.Answer(
            Rehearsals.Save(visit.Workspace, visit.Actor, id, input),
            saved => Site.SeeOther($"/rehearsals/{saved.Id}"),
            problems => Pages.Page<SmallFormPage>(Script(visit, id, visit.Form("/rehearsals", problems, sent.Text("id")), input), StatusCodes.Status422UnprocessableEntity));
    }

    private static async Task<IResult> Keep(Visit visit, long id)
    {
        var form = await visit.Http.Request.ReadFormAsync();
        var sent = new Sent(form);
        using var content = new MemoryStream();
        if (form.Files["recording"] is { } file)
            await file.CopyToAsync(content);
        return visit.Answer(
            Recordings.Keep(visit.Workspace, visit.Actor, id, content.ToArray(), long.TryParse(sent.Text("length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null),
            kept => Site.SaidThen(visit.Http, $"/rehearsals/{id}#recording-{kept.Id}", "Kept. Listen to it as they would."),
            problems => Page(visit, id, null, sent.All, problems));
    }

    private static IResult Hear(Visit visit, long id) => visit.Answer(
        visit.Workspace.Data.Read(session => Recordings.Hear(session, visit.Actor, id)),
        sound =>
        {
            visit.Http.Response.Headers.CacheControl = "private, no-store";
            return Results.Bytes(sound.Content, sound.Type, enableRangeProcessing: true);
        },
        _ => visit.NotFound());

    private static IResult On(Visit visit, long recording, IFormCollection form, Func<Sent, Result<RecordingShown>> work, string said)
    {
        var sent = new Sent(form);
        var rehearsal = RehearsalOf(visit, recording);
        return visit.Answer(work(sent), _ => Site.SaidThen(visit.Http, $"/rehearsals/{rehearsal}#recording-{recording}", said), problems => rehearsal is { } known ? Page(visit, known, recording, sent.All, problems) : visit.NotFound());
    }

    private static long? RehearsalOf(Visit visit, long recording) => visit.Workspace.Data.Read(session => session.Scalar<long?>("select rehearsal_id from recordings where id = @recording", new { recording }));

    private static Result<long?> Moment(string? text) => text is null ? new Result<long?>.Ok(null)
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 3600 ? new Result<long?>.Ok((long)(seconds * 1000))
        : Result<long?>.Wrong("moment", $"“{text}” is no moment. Write the second: 4.5.");

    private static IResult Page(Visit visit, long id, long? wrong, IReadOnlyDictionary<string, string> sent, IReadOnlyList<Problem> problems) => visit.Answer(
        visit.Workspace.Data.Read(session => Rehearsals.Find(session, visit.Actor, id)),
        found =>
        {
            var (findings, colleagues, days) = visit.Workspace.Data.Read(session => (
                Look(session, visit, found),
                session.Query<(string Email, string Name)>("select email, name from users where disabled_at is null and id <> @me order by name, id", new { me = visit.User.Id }),
                Recordings.Retention(session).Days));
            return Pages.Page<RehearsalPage>(
                new RehearsalModel
                {
                    Frame = visit.Frame(found.Name), Form = visit.Form($"/rehearsals/{id}", problems), Rehearsal = found, IsMine = found.OwnerId == visit.User.Id, Findings = findings, Lines = Spoken(found.Script, findings.Seconds),
                    Recordings = [.. found.Recordings.Select(recording => Line(recording, visit))], Colleagues = [.. colleagues.Select(one => new Choice(one.Email, one.Name))], Wrong = wrong, Sent = sent, KeptDays = days,
                },
                problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
        },
        _ => visit.NotFound());

    /// <summary>What the message check finds in the words, held against what is known of whoever they are for.</summary>
    private static MessageFindings Look(Session session, Visit visit, RehearsalShown rehearsal)
    {
        var draft = new Draft { Kind = MessageKind.Voicemail, Text = rehearsal.Script, Language = rehearsal.Language, OwnNames = [rehearsal.Owner], Day = visit.Today };
        return rehearsal.Contact is { } contact ? CheckText.For(session, visit.Workspace, contact, draft) : MessageCheck.Look(draft, null, TeamTuning.Of(session));
    }

    private static RecordingLine Line(RecordingShown recording, Visit visit)
    {
        var words = recording.Script.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var about = recording.LengthMs is { } length && length > 0
            ? $"{Words.Count((length + 500) / 1000, "second", "seconds")}{(words * 60_000L / length is var pace and < FastestSpeech ? $", {pace} words a minute; about 150 is a natural pace" : "; the words alone take longer, so it was broken off")}."
            : "";
        return new RecordingLine(recording, When.At(InstantPattern.General.Parse(recording.At).Value, visit.Zone, visit.Today), about,
            recording.KeptUntil is { } until ? $"Kept until {When.Day(InstantPattern.General.Parse(until).Value.InZone(visit.Zone).Date, visit.Today)}." : "Kept until it is discarded.");
    }

    /// <summary>The sentences of a script with their time, by their share of its characters.</summary>
    internal static IReadOnlyList<SpokenLine> Spoken(string script, int seconds)
    {
        var sentences = Sentences().Split(script.Trim()).Where(sentence => sentence.Length > 0).ToList();
        double all = Math.Max(1, sentences.Sum(sentence => sentence.Length)), at = 0;
        return sentences.ConvertAll(sentence => new SpokenLine(sentence, at, at += seconds * sentence.Length / all));
    }

    private static SmallForm Script(Visit visit, long? id, FormState form, RehearsalInput input) => new()
    {
        Frame = visit.Frame("Rehearsal"), Form = form, Action = id is null ? "/rehearsals/new" : $"/rehearsals/{id}/script", Heading = id is null ? "New rehearsal" : "Change the words",
        Intro = "Write it as you would say it: short sentences, what it has to do with them first, and what happens next. Under 30 seconds is good.", Button = "Go on",
        Fields =
        [
            new("script", "The words", input.Script) { Lines = 9, Longest = LongestScript },
            new("name", "What to call it", input.Name) { Optional = true },
            new("contact", "For whom", input.Contact) { Optional = true, Hint = "A name, an e-mail address or a number; the check then knows what is true of them." },
            new("language", "Language", input.Language ?? "en") { Options = [new("en", "English"), new("de", "German"), new("fr", "French"), new("es", "Spanish"), new("nl", "Dutch")] },
        ],
    };

    private static SmallForm KeptForm(Visit visit, FormState form, string days) => new()
    {
        Frame = visit.Frame("How long recordings are kept"), Form = form, Action = "/rehearsals/kept", Heading = "How long recordings are kept",
        Intro = "Recordings of rehearsals go by themselves after these days, with what was said about them; those that are there, too.",
        Fields = [new("days", "Days", days) { Type = "number", Least = "0", Hint = "90 unless you choose another; 0 keeps them until somebody discards them." }],
    };

    private static async Task<IResult> SetKept(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            Recordings.Retain(visit.Workspace, visit.Actor, long.TryParse(sent.Text("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null),
            kept => Site.SaidThen(visit.Http, "/settings", kept.Days == 0 ? "Recordings are kept until somebody discards them." : $"Recordings are kept {Words.Count(kept.Days, "day", "days")}."),
            problems => Pages.Page<SmallFormPage>(KeptForm(visit, visit.Form("/settings", problems, sent.Text("id")), sent.Text("days") ?? ""), StatusCodes.Status422UnprocessableEntity));
    }

    [GeneratedRegex(@"(?<=[.?!…])\s+|\n+")]
    private static partial Regex Sentences();
}
