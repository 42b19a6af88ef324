using System.Globalization;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Web;

namespace Tact.Touches;

/// <summary>The pages that record what happened.</summary>
public static class RecordPages
{
    /// <summary>Where they are.</summary>
    public static void MapTouches(this IEndpointRouteBuilder app)
    {
        app.MapGet("/follow-ups/{id:long}/record", Form);
        app.MapPost("/follow-ups/{id:long}/record", Record);
    }

    private static IResult Form(Visit visit, long id, string? outcome, string? channel, string? @override, string? panel, long? bring) =>
        visit.Workspace.Data.Read(session => Model(session, visit, id, OutcomeWords.Find(outcome, channel), @override, bring)) is { } model
            ? Draw(model, panel is not null, StatusCodes.Status200OK)
            : visit.NotFound();

    private static async Task<IResult> Record(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var what = OutcomeWords.Find(sent.Text("outcome"), sent.Text("channel"));
        var input = what is null ? null : Read(sent, id, what, visit);
        if (input is null || sent.Problems.Count > 0)
            return Again(visit, id, what, sent, sent.Problems);
        return visit.Answer(await LogTouch.RunAsync(visit.Workspace, visit.Actor, input), touch => Saved(visit, sent, what!, touch), problems => Again(visit, id, what, sent, problems));
    }

    /// <summary>What the form says as the use case takes it: what they said decides the outcome, an untouched next step is left to the cadence.</summary>
    private static TouchInput? Read(Sent sent, long followUp, OutcomeWords what, Visit visit)
    {
        if (visit.Workspace.Data.Read(session => session.Scalar<long?>("select contact_id from follow_ups where id = @followUp", new { followUp })) is not { } contact)
            return null;

        var said = what.TwoWay ? sent.Text("said") ?? "next" : "";
        var later = sent.Text("later") is not null;
        var (next, on, at) = (sent.Text("next"), sent.Day("on"), sent.Time("at"));
        var untouched = said != "next" && at is null && $"{next}|{Visit.Iso(on)}" == sent.Text("proposed");
        var step = next is not null && !later && !untouched && said is "" or "next" or "interested" ? next : null;
        var stay = sent.Text("stay");
        string? Named(string field) => said == "wrong-person" || what.Outcome == Outcome.LeftCompany ? sent.Text(field) : null;
        return new TouchInput
        {
            Contact = contact.ToString(CultureInfo.InvariantCulture), FollowUp = followUp, Channel = Names.Of(what.Channel),
            Outcome = said is "" or "next" or "did-not-say" ? Names.Of(what.Outcome) : said,
            Note = sent.Text("note"), Offer = sent.Text("offer"), Key = sent.Text("id"), Override = sent.Text("override"),
            Next = step, On = step is null ? null : on, At = step is null ? null : at, TheyDidNotSay = said == "did-not-say",
            Promise = sent.Text("promise"), PromisedFor = sent.Day("promised"), Until = sent.Day("until"),
            Reason = sent.Text("reason"), Who = Named("who"), WhoEmail = Named("who-email"), WhoPhone = Named("who-phone"),
            MayStayInTouch = said != "not-interested" || stay is null ? null : stay != "no",
            StayEveryMonths = stay is ['y', 'e', 's', '-', .. var months] && int.TryParse(months, NumberStyles.None, CultureInfo.InvariantCulture, out var every) ? every : null,
            Scope = said == "opt-out" ? sent.Text("scope") : null,
            SeenVersion = long.TryParse(sent.Text("version"), CultureInfo.InvariantCulture, out var version) ? version : null,
        };
    }

    private static IResult Saved(Visit visit, Sent sent, OutcomeWords what, LoggedTouch logged)
    {
        var name = visit.Workspace.Data.Read(session => session.Scalar<string>("select name from contacts where id = @id", new { id = logged.Touch.Contact }));
        var words = OutcomeWords.Said(logged.Touch.Channel, logged.Touch.Direction, logged.Touch.Outcome);
        var next = logged.NextStep is { Due: { } due } step ? $" Next: {step.Step}, {When.Day(NodaTime.Text.LocalDatePattern.Iso.Parse(due).Value, visit.Today)}." : "";
        var outside = logged.Outside is [var first, ..] ? $" Recorded outside {first.Rule}: {first.Text}" : "";
        var led = logged.LedTo is { } right ? " " + LedToTheRightPerson.InWords(right, null) : "";
        var back = Site.Local(sent.Text("back")) ?? "/today";
        return Site.SaidThen(visit.Http, back, $"Saved: {words}, {name}.{led}{next}{outside} {logged.Changed}".TrimEnd(), logged.Touch.Id.ToString(CultureInfo.InvariantCulture));
    }

    private static IResult Again(Visit visit, long id, OutcomeWords? what, Sent sent, IReadOnlyList<Problem> problems)
    {
        var fields = sent.All;
        string Was(string field) => fields.GetValueOrDefault(field, "");
        return visit.Workspace.Data.Read(session => Model(session, visit, id, what, sent.Text("override"))) is not { } model ? visit.NotFound() : Draw(model with
        {
            Form = visit.Form(sent.Text("back"), problems.Select(problem => problem with { Field = problem.Field switch { "promised-for" => "promised", "followup" or "happened" or "id" => "", var name => name } }), sent.Text("id")),
            Sent = fields, Note = Was("note"), Offer = Was("offer"), Said = sent.Text("said") ?? "next", Next = new(Was("next"), Was("on"), Was("at"), null),
        }, panel: false, StatusCodes.Status422UnprocessableEntity);
    }

    private static RecordModel? Model(Session session, Visit visit, long id, OutcomeWords? what, string? overrule, long? bring = null)
    {
        if (session.Scalar<long?>("select contact_id from follow_ups where id = @id", new { id }) is not { } contact || ContactFile.Open(session, visit.Workspace, contact) is not { } file)
            return null;

        var row = file.FollowUpRows.First(row => row.Id == id);
        var details = RowDetails.Read(row.Details);
        var proposal = what is null ? null : ProposeNext.After(file, row, visit.Workspace, what.Channel, what.Outcome, details.Offer);
        var (step, on) = (proposal?.Step ?? "", Visit.Iso(proposal?.DueOn));
        return new()
        {
            Frame = visit.Frame($"What happened with {file.Contact.Name}"), Form = visit.Form(), FollowUp = id, Contact = contact, Name = file.Contact.Name, Today = Visit.Iso(visit.Today),
            Outcomes = Choices(what), TwoWay = what?.TwoWay ?? false, AsksUntil = what?.Outcome == Outcome.OutOfOffice, AsksWho = what?.Outcome == Outcome.LeftCompany, Override = overrule,
            Given = [.. Library.PersonalGifts.Of(session, visit.Actor, [contact]).Given(file).Take(5)], Offer = bring is { } asset && Library.AssetRow.Of(session, asset) is { } brought ? brought.Title : what is { TwoWay: false, Outcome: Outcome.Voicemail or Outcome.Sent } && details.Offer is { } offer && offer != "something for them" ? offer : "",
            Offers = what is null or { Outcome: Outcome.NoAnswer or Outcome.Busy } ? null : Library.SuggestFor.In(session, visit.Workspace, visit.Actor, file, id),
            OfferAddress = what is null ? "" : $"/follow-ups/{id}/record?outcome={Names.Of(what.Outcome)}&channel={Names.Of(what.Channel)}&back={Uri.EscapeDataString(visit.Form().Back)}{(overrule is null ? "" : $"&override={Uri.EscapeDataString(overrule)}")}&bring=",
            Next = new(step, on, "", Why(proposal, visit)), Proposed = $"{step}|{on}", Version = row.Version,
        };
    }

    /// <summary>The usual outcomes, the current one, and a way to the rest; or all of them while choosing.</summary>
    private static List<OutcomeChoice> Choices(OutcomeWords? what)
    {
        var shown = what is null ? OutcomeWords.All : OutcomeWords.Usual.Contains(what) ? OutcomeWords.Usual : [.. OutcomeWords.Usual, what];
        List<OutcomeChoice> choices = [.. shown.Select(words => new OutcomeChoice(Names.Of(words.Outcome), words.Words, words.Key, words == what, Names.Of(words.Channel)))];
        if (what is not null) choices.Add(new("other", "Other…", 'o', false, Names.Of(what.Channel)));
        return choices;
    }

    private static string? Why(Core.FollowUps.Decision? proposal, Visit visit) => proposal is not { DueOn: { } day } ? null
        : proposal.SameDay ? "It goes with this message: today the two are one approach."
        : proposal.State == FollowUpState.Resting ? $"After this they rest until {When.Day(day, visit.Today)}."
        : proposal.Approach > 0 && proposal.Of is { } of ? $"The {Words.Ordinal(proposal.Approach)} of {of}; {When.Day(day, visit.Today)} is the first day the etiquette leaves free."
        : null;

    private static IResult Draw(RecordModel model, bool panel, int status) => panel ? Pages.Page<RecordForm>(model, status) : Pages.Page<RecordPage>(model, status);
}
