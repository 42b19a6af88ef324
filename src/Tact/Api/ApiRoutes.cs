using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using NodaTime;
using Tact.Accounts;
using Tact.Brief;
using Tact.Commands;
using Tact.Companies;
using Tact.Contacts;
using Tact.Core;
using Tact.Etiquette;
using Tact.FollowUps;
using Tact.Homework;
using Tact.Imports;
using Tact.Laws;
using Tact.Library;
using Tact.Mail.Outbox;
using Tact.Messages;
using Tact.Search;
using Tact.Storage;
using Tact.Today;
using Tact.Touches;
using Tact.Waiting;
using Tact.Web;
using Words = Tact.Commands.Words;

namespace Tact.Api;

/// <summary>The REST API under <c>/api/v1</c>: thin doors to the same use cases as the pages and the command line.</summary>
public static class ApiRoutes
{
    private const string PerUser = "api";
    private const int AtOnce = 32;
    private const int Waiting = 256;

    /// <summary>Registers what the API needs.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.AddHostedService<OldRequests>();
        services.AddOpenApiDocument();
        services.AddRateLimiter(limits =>
        {
            limits.OnRejected = (rejected, _) => new ValueTask(Answer.Problem(429, "Too much at once", $"This token has more than {AtOnce + Waiting} requests under way. Send fewer at a time.").ExecuteAsync(rejected.HttpContext));
            limits.AddPolicy(PerUser, http => RateLimitPartition.GetConcurrencyLimiter(http.SignedIn()?.User.Id ?? 0, _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = Waiting }));
        });
    }

    /// <summary>The routes.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/api/v1/openapi.json").AllowAnonymous();
        var api = routes.MapGroup("/api/v1").AddEndpointFilter(ReadWords).RequireRateLimiting(PerUser);
        api.MapPeople();
        api.MapFollowUps();
        api.MapTouches();
        api.MapPolicies();
        api.MapLaws();
        api.MapLeaves();
        api.MapMail();
        api.MapMessages();
        api.MapRehearsals();
        api.MapTemplates();
        api.MapLibrary();
        api.MapHomeworkApi();
        api.MapBriefApi();
        api.MapMessageCheck();
        api.MapGroup("").WithTags("Imports").MapImportsApi();
    }

    private static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("").WithTags("People");
        people.MapGet("/me", (Visit visit) => Answer.Json<Me>(new Me(visit.User.Id, visit.User.Email, visit.User.Name, visit.User.Role, visit.Zone.Id))).Gives<Me>("Whom this token acts for");
        people.MapGet("/contacts", (Visit visit, int? limit, string? after) => Answer.Json(ListContacts.Run(visit.Workspace, limit, after))).Gives<ContactsListed>("All people by name, a page at a time");
        people.MapGet("/search", (Visit visit, string? q) => Answer.Json<Found>(FindPeople.Run(visit.Workspace, q))).Gives<Found>("People and companies by any part of a name, address or number");
        people.MapGet("/contacts/{contact}", (Visit visit, string contact) => Answer.Json(ShowContact.Run(visit.Workspace, visit.Actor, contact))).Gives<PersonShown>("One person: state, counts, next step, timeline");
        people.Post<ContactInput, AddedContact>("/contacts", "Adds a person, or finds the one with the same address", (visit, body, workspace) => AddContact.Run(workspace, visit.Actor, body));
        people.PatchOf<ContactBody, AddedContact>("/contacts/{contact}", "Edits a person", (visit, contact, body, workspace) => EditContact.Run(workspace, visit.Actor, contact, new ContactInput
        {
            Name = body.Name, Email = body.Email, Phone = body.Phone, Company = body.Company, Role = body.Role, Zone = body.Zone, City = body.City, Region = body.Region, Country = body.Country, Language = body.Language,
            Tags = body.Tags, Website = body.Website, ReferredBy = body.ReferredBy,
        }, body.SeenVersion));
        people.PostAbout<ContactNoteBody, AddedNote>("/contacts/{contact}/notes", "Adds a note to a person's timeline", (visit, contact, body, workspace) =>
            AddNote.Run(workspace, visit.Actor, contact, body.Text, body.FollowUp, body.NeedsNextStep == true));
        people.PostAbout<EmptyBody, ChangedFollowUp>("/contacts/{contact}/thank-referrer", "Promises to thank the one who sent you to them, on the next working day", (visit, contact, _, workspace) => ThankReferrer.Run(workspace, visit.Actor, contact));
        people.PostAbout<PreferBody, RecordedWish>("/contacts/{contact}/preferences", "Records how they would like to be followed up; what is not named stays as it was", (visit, contact, body, workspace) =>
        {
            var (from, until) = Words.Hours(body.Hours);
            return SetPreference.Add(workspace, visit.Actor, contact, new PreferenceInput(body.Channel, Words.Days(body.Every), from, until, null, body.Evidence), Date(visit, body.QuietUntil, "quietUntil")).Then<RecordedWish>(entry => new RecordedWish(entry));
        });
        people.MapGet("/companies", (Visit visit, int? limit, string? after) => Answer.Json(ShowCompany.List(visit.Workspace, limit, after))).Gives<CompaniesListed>("All companies by name, a page at a time");
        people.MapGet("/companies/{id:long}", (Visit visit, long id) => Answer.Json(ShowCompany.Run(visit.Workspace, id))).Gives<CompanyWithPeople>("One company with its people");
        people.Post<CompanyBody, SavedCompany>("/companies", "Adds a company, or finds the one of the same name", (visit, body, workspace) => EditCompany.Add(workspace, body.ToInput()));
        people.PatchOn<CompanyBody, SavedCompany>("/companies/{id:long}", "Edits a company", (visit, id, body, workspace) => EditCompany.Run(workspace, id, body.ToInput(), body.SeenVersion));
    }

    private static void MapFollowUps(this IEndpointRouteBuilder api)
    {
        var followUps = api.MapGroup("").WithTags("Follow-ups");
        followUps.MapGet("/today", (Visit visit, string? owner, int? limit) => Answer.Json(ShowToday.Run(visit.Workspace, visit.Actor, owner ?? visit.User.Email, limit))).Gives<IReadOnlyList<TodayShown>>("Today's list of an owner");
        followUps.MapGet("/plan", (Visit visit, string? owner) => Answer.Json(PlanDays.Run(visit.Workspace, visit.Actor, owner ?? visit.User.Email))).Gives<DaysPlanned>("What moves when more is due than fits, and to when");
        followUps.MapGet("/waiting", (Visit visit, string? owner, string? state, string? after) => Answer.Json(ListWaiting.Run(visit.Workspace, visit.Actor, owner ?? visit.User.Email, state, after)))
            .Gives<WaitingListed>("Everyone without an answer");
        followUps.MapGet("/verdicts", (Visit visit, string contact, string channel, string? by, long? followUp, string? matter) =>
            Answer.Json(AskVerdict.Run(visit.Workspace, visit.Actor, contact, channel, by, followUp, matter))).Gives<VerdictShown>("May this person be contacted unasked, on this channel, now?");
        followUps.MapGet("/follow-ups/{id:long}", (Visit visit, long id) => Answer.Json(Of(visit, id).Then(contact => ShowContact.Run(visit.Workspace, visit.Actor, contact)).Then<FollowUpShown>(person =>
            person.FollowUps.First(f => f.Id == id)))).Gives<FollowUpShown>("One follow-up");
        followUps.Post<StartBody, StartedFollowUp>("/follow-ups", "Starts following up one person about one matter", (visit, body, workspace) => body.Contact is null
            ? Result<StartedFollowUp>.Wrong("contact", "Say who: an id, an e-mail address or a unique name.") : StartFollowUp.Run(workspace, visit.Actor, body.Contact, Input(visit, body)));
        followUps.Post<StartBody, StartedList>("/focus-lists", "Starts everyone with a tag, so many a day", (visit, body, workspace) => body.Tag is null
            ? Result<StartedList>.Wrong("tag", "Say which tag.") : StartFocusList.ByTag(workspace, visit.Actor, body.Tag, body.PerDay, Input(visit, body)));
        followUps.PostOn<PauseBody, ChangedFollowUp>("/follow-ups/{id:long}/pause", "Pauses it, with the reason", (visit, id, body, workspace) => Of(visit, id).Then(contact =>
            PauseFollowUp.Run(workspace, visit.Actor, contact, id, body.Reason, Date(visit, body.Until, "until"), body.Note)));
        followUps.PostOn<EmptyBody, ChangedFollowUp>("/follow-ups/{id:long}/resume", "Ends a pause", (visit, id, _, workspace) => Of(visit, id).Then(contact =>
            ResumeFollowUp.Run(workspace, visit.Actor, contact, id)));
        followUps.PostOn<NextBody, ChangedFollowUp>("/follow-ups/{id:long}/next", "Sets the next step without a touch", (visit, id, body, workspace) => Of(visit, id).Then(contact =>
            SetNextStep.Run(workspace, visit.Actor, contact, id, Words.IsUnsaid(body.Step) ? null : body.Step, Date(visit, body.On, "on"), CommandLine.ReadTime(body.At, "at"))));
        followUps.PostOn<PutOffBody, ChangedFollowUp>("/follow-ups/{id:long}/put-off", "Not today, because …", (visit, id, body, workspace) => Of(visit, id).Then(contact =>
            PutOffStep.Run(workspace, visit.Actor, contact, id, body.Because, Date(visit, body.Until, "until"))));
        followUps.PostOn<PromiseBody, ChangedFollowUp>("/follow-ups/{id:long}/promise", "Records what was promised for a day, unless they answer first", (visit, id, body, workspace) => Of(visit, id).Then(contact =>
            MakePromise.Run(workspace, visit.Actor, contact, id, body.What, Date(visit, body.For, "for"))));
        followUps.PostOn<HandOverBody, ChangedFollowUp>("/follow-ups/{id:long}/hand-over", "Gives it to a colleague", (visit, id, body, workspace) => Of(visit, id).Then(contact =>
            HandOver.Run(workspace, visit.Actor, contact, id, body.To, body.Note)));
        followUps.PostOn<NoteBody, AddedNote>("/follow-ups/{id:long}/note", "Adds a note to it", (visit, id, body, workspace) => Of(visit, id).Then(contact =>
            AddNote.Run(workspace, visit.Actor, contact, body.Text, id, body.NeedsNextStep == true)));
    }

    private static void MapTouches(this IEndpointRouteBuilder api)
    {
        var touches = api.MapGroup("").WithTags("Touches");
        touches.PostMany<TouchBody, LoggedTouch>("/touches", "Records what happened; it is never refused for a rule", Log);
        touches.Post<EmptyBody, Undone>("/touches/undo", "Takes back one's own last record", (visit, _, workspace) => UndoLast.Run(workspace, visit.Actor), 200);
        touches.PostOn<CorrectionBody, LoggedCorrection>("/touches/{id:long}/correct", "Corrects an older record by a dated entry", (visit, id, body, workspace) =>
            CorrectTouch.Run(workspace, visit.Actor, id, body.Outcome, DirectionOf(body.Direction), body.Note, InstantOf(visit, body.Happened)));
    }

    private static Task<Result<LoggedTouch>> Log(Visit visit, TouchBody body, Workspace workspace)
    {
        if (body.By is { } by && !visit.Actor.SeesTeam && !by.Trim().Equals(visit.User.Email, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult<Result<LoggedTouch>>(new Result<LoggedTouch>.Refused("Sellers record what they did themselves. A manager may record for others.", "role", null));
        var unsaid = Words.IsUnsaid(body.Next);
        return LogTouch.RunAsync(workspace, visit.Actor, new TouchInput
        {
            Contact = body.Contact, Channel = body.Channel, Outcome = body.Outcome, FollowUp = body.FollowUp, By = body.By ?? visit.User.Email, Direction = DirectionOf(body.Direction), Note = body.Note, Offer = body.Offer, Asset = body.AssetId,
            With = body.With ?? [], Next = unsaid ? null : body.Next, TheyDidNotSay = unsaid, On = Date(visit, body.On, "on"), At = CommandLine.ReadTime(body.At, "at"), Promise = body.Promise,
            PromisedFor = Date(visit, body.PromisedFor, "promisedFor"), Until = Date(visit, body.Until, "until"), Reason = body.Reason, MayStayInTouch = body.MayStayInTouch, StayEveryMonths = body.StayEveryMonths,
            Who = body.Who, WhoEmail = body.WhoEmail, WhoPhone = body.WhoPhone, Scope = body.Scope, Override = body.Override, Service = body.Service == true, Happened = InstantOf(visit, body.Happened), Key = body.Id, SeenVersion = body.SeenVersion,
        });
    }

    private static StartInput Input(Visit visit, StartBody body) => new()
    {
        Owner = body.Owner ?? visit.User.Email, Matter = body.Matter, Situation = body.Situation, Preset = body.Etiquette, Cadence = body.Cadence, StartOn = Date(visit, body.StartOn, "startOn"), SuccessorOf = body.SuccessorOf ?? body.SuccessorOfAsWords,
    };

    /// <summary>The person of a follow-up, as use cases name people.</summary>
    private static Result<string> Of(Visit visit, long followUp) =>
        visit.Workspace.Data.Read(session => session.Scalar<long?>("select contact_id from follow_ups where id = @followUp", new { followUp })) is { } contact
            ? contact.ToString(System.Globalization.CultureInfo.InvariantCulture) : new Result<string>.NotFound($"There is no follow-up {followUp}.");

    private static LocalDate? Date(Visit visit, string? text, string field) => CommandLine.ReadDate(text, field, visit.Today);

    private static Instant? InstantOf(Visit visit, string? text) => text is null ? null : CommandLine.ReadInstant(text, visit.Zone);

    private static Direction? DirectionOf(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : Names.TryRead<Direction>(text, out var direction) ? direction : throw new BadInput("direction", $"\"{text}\" is no direction. Choose one of: {string.Join(", ", Names.All<Direction>())}.");

    /// <summary>Words that cannot be read are the caller's mistake, not ours.</summary>
    private static async ValueTask<object?> ReadWords(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (BadInput wrong)
        {
            return Answer.Problem(400, "Cannot be used", "Some of what was sent cannot be used; see problems.", [new Problem(wrong.Field, wrong.Message)]);
        }
    }

    /// <summary>Failures and bare statuses under <c>/api</c> as problem+json.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(http => http.Request.Path.StartsWithSegments("/api"), api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Failed, SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException });
        api.UseStatusCodePages(context => Bare(context.HttpContext));
    });

    private static Task Failed(HttpContext http) => (http.Features.Get<IExceptionHandlerFeature>()?.Error switch
    {
        BadHttpRequestException { StatusCode: 413 } => Answer.Problem(413, "Too large", "That is larger than one request may be."),
        BadHttpRequestException wrong => Answer.Problem(wrong.StatusCode, "Cannot be read", wrong.Message),
        DataProblem wrong => Answer.Problem(503, "The data cannot be used", wrong.Message),
        _ => Answer.Problem(500, "Something broke on our side", $"What you sent may not have been saved. If you report it, this helps to find it: {System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier}"),
    }).ExecuteAsync(http);

    private static Task Bare(HttpContext http) => (http.Response.StatusCode switch
    {
        413 => Answer.Problem(413, "Too large", "That is larger than one request may be."),
        404 => Answer.Problem(404, "Not found", "There is nothing at this address."),
        405 => Answer.Problem(405, "Not this way", $"{http.Request.Method} is not understood at this address."),
        415 => Answer.Problem(415, "Not JSON", "Send a body of type application/json."),
        400 => Answer.Problem(400, "Cannot be read", "The request cannot be read: a required value is missing, or is of another kind."),
        var status => Answer.Problem(status, "Not done", "The request was not carried out."),
    }).ExecuteAsync(http);
}

/// <summary>Whom a token acts for.</summary>
public sealed record Me(long Id, string Email, string Name, string Role, string Zone);
