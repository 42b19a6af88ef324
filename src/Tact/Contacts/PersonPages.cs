using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Core;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;
using Tact.Today;
using Tact.Touches;
using Tact.Web;

namespace Tact.Contacts;

/// <summary>One person's page.</summary>
public static class PersonPages
{
    private const int EntriesAtOnce = 30;

    /// <summary>Where it is.</summary>
    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people/{id:long}", Person);
        app.MapPost("/people/{id:long}/welcome-back", WelcomeBack);
    }

    private static IResult Person(Visit visit, long id, int? all) =>
        visit.Workspace.Data.Read(session => Model(session, visit, id, all is null ? EntriesAtOnce : int.MaxValue)) is { } model ? Pages.Page<PersonPage>(model) : visit.NotFound();

    /// <summary>Moment 3: they rang us. Records the inbound call, which ends a rest and holds colleagues' cold steps, then asks how to go on.</summary>
    private static async Task<IResult> WelcomeBack(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var open = visit.Workspace.Data.Read(session => session.Query<long>(
            "select id from follow_ups where contact_id = @id order by case when owner_id = @me then 0 else 1 end, case when state in ('answered', 'stopped') then 1 else 0 end, id desc", new { id, me = visit.User.Id }));
        var input = new TouchInput
        {
            Contact = id.ToString(CultureInfo.InvariantCulture), FollowUp = open.Count == 0 ? null : open[0], Channel = "call", Outcome = "spoke", Direction = Direction.In, Key = sent.Text("id"), By = visit.User.Email,
        };
        return visit.Answer(
            await LogTouch.RunAsync(visit.Workspace, visit.Actor, input),
            logged => Site.SaidThen(visit.Http, $"/people/{id}", "Welcome back: their call is recorded. Note what they say, and how to go on.", logged.Touch.Id.ToString(CultureInfo.InvariantCulture)),
            problems => Site.SaidThen(visit.Http, $"/people/{id}", string.Join(" ", problems.Select(problem => problem.Text))));
    }

    private static PersonModel? Model(Session session, Visit visit, long id, int entries)
    {
        if (ContactFile.Open(session, visit.Workspace, id) is not { } file)
            return null;
        var details = session.One<ContactRow>("select c.role as Role, co.id as CompanyId, co.name as Company, c.erased_at as ErasedAt, r.id as ReferrerId, r.name as Referrer from contacts c left join companies co on co.id = c.company_id left join contacts r on r.id = c.referred_by and r.erased_at is null where c.id = @id", new { id })!;
        if (details.ErasedAt is not null)
            return null;
        var users = session.Query<(long Id, string Name)>("select id, name from users").ToDictionary(user => user.Id, user => user.Name);
        var addresses = session.Query<(string Kind, string Value, long? DeadAt)>("select kind, value, dead_at from addresses where contact_id = @id order by position, kind", new { id });
        var shown = file.Rows.Where(row => row.Kind is not ("undo" or "correction")).Reverse().ToList();
        var mails = Mail.Inbox.ShowInbox.ByEntry(session, visit.Actor, id);
        var personal = Library.PersonalGifts.Of(session, visit.Actor, [id]);
        var written = Mail.Outbox.WaitingMessages.Of(session, file.FollowUpRows.Select(row => row.Id));
        return new PersonModel
        {
            Frame = visit.Frame(file.Contact.Name, Section.People), Contact = id, Name = file.Contact.Name, Role = details.Role, Company = details.Company, CompanyId = details.CompanyId,
            ReferredBy = details.ReferrerId is { } referrer ? new Choice($"/people/{referrer}", details.Referrer ?? "") : null,
            Thank = ThankReferrer.Unthanked(session, visit.Workspace, id)?.Name, TakenOverBy = [.. Successor.After(session, id).Select(person => new Choice($"/people/{person.Contact}", person.Name))],
            TalksThere = TalkThere.Of(session, visit.Workspace, id, details.CompanyId),
            Tags = file.Contact.Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Form = visit.Form($"/people/{id}"),
            Reaches = [.. addresses.Select(address => new Reach(address.Kind, address.Value, Struck(file.Person, address.Kind, address.DeadAt), Struck(file.Person, address.Kind, address.DeadAt) is not null))],
            Writes = Mail.Outbox.ComposePages.CanWrite(session, visit), LocalTime = When.There(visit.Now, file.Zone, visit.Zone), Stops = Stops(file), NotYet = NotYet(file, visit),
            FollowUps = [.. file.FollowUpRows.OrderBy(row => row.State is "answered" or "stopped").ThenByDescending(row => row.Id).Select(row => Card(row, visit, Successor.Of(file, row.Id)) with { Written = written.GetValueOrDefault(row.Id)?.Link(visit) })],
            Timeline = [.. shown.Take(entries).Select(row => Entry(row, users, visit, personal) with { Mail = mails.TryGetValue(row.Id, out var mail) ? mail : null })], Older = shown.Count > entries ? $"/people/{id}?all=1#timeline" : null,
            Asked = Asked(file), Consent = Laws.LawPages.Lines(visit.Workspace, file), Given = personal.Given(file), Bring = Library.SuggestFor.In(session, visit.Workspace, visit.Actor, file), Promises = Promises(file, visit),
            Facts = Homework.FactPages.OfPerson(session, visit, id, [.. file.Entries.OfType<KnownBefore>().Select(known => known.Text).OfType<string>()]),
        };
    }

    private static string? Struck(Person person, string kind, long? deadAt) =>
        deadAt is not null ? kind == "email" ? "mail comes back" : "not their number any more"
        : person.StoppedAll ? "asked for no contact"
        : kind == "email" && person.StoppedEmail ? "asked for no e-mail"
        : kind == "phone" && person.StoppedPhone ? "asked for no calls" : null;

    private static List<string> Stops(ContactFile file)
    {
        if (file.Person.StoppedAll) return ["Asked never to be contacted again. Everything has stopped, for everyone."];

        List<string> stops = [];
        if (file.Person.StoppedEmail) stops.Add("No e-mail: they asked. The phone may still be open.");
        if (file.Person.StoppedPhone) stops.Add("No calls or text messages: they asked. E-mail may still be open.");
        stops.AddRange(file.FollowUpRows.Where(row => file.Person.StoppedMatters.Contains(row.MatterKey)).Select(row => $"Nothing more about “{row.Matter}”: they asked."));
        return stops;
    }

    /// <summary>Moment 4: the verdict on the next step's channel, drawn as a small time line.</summary>
    private static NotYetModel? NotYet(ContactFile file, Visit visit)
    {
        if (file.FollowUpRows.FirstOrDefault(row => row.State is not ("answered" or "stopped")) is not { } row)
            return null;
        var c = file.CaseOf(row);
        var channel = Names.TryRead<Channel>(row.Channel, out var planned) ? planned : file.Contact.Phone is null ? Channel.Email : Channel.Call;
        var verdict = Judge.Of(c, channel, visit.Now);
        if (verdict.Kind == VerdictKind.Allow)
            return null;
        var marks = file.Rows.Where(entry => entry is { Kind: "touch", UndoneBy: null }).TakeLast(3)
            .Select(entry => Mark(entry, visit)).Where(mark => mark.Day > -30).Append(new TimeMark(0, "today", "today")).ToList();
        if (verdict.Until is { } until) marks.Add(new TimeMark((until - visit.Now).TotalDays, When.At(until, visit.Zone, visit.Today), "free"));
        var locked = Judge.Consent;
        var overrule = verdict.Kind == VerdictKind.Hold && (verdict.Rules & locked) == 0;
        return new NotYetModel
        {
            Heading = verdict.Until is { } at ? $"Not yet: {When.From(at, visit.Zone, visit.Today)}" : (verdict.Rules & Rule.ScreenFirst) != 0 ? "Not before a newer list is brought in" : channel == Channel.Email && (verdict.Rules & Rule.AskFirst) != 0 ? "Not without their consent" : "Not any more",
            Reasons = [.. Reasons.Of(c, verdict, channel, visit.Now).Select(reason => new RuleWords(reason.Rule, reason.Text))], Marks = verdict.Until is null || marks.Any(mark => mark.Day > 120) ? [] : marks,
            MayOverrule = overrule, OverrideAddress = overrule ? $"/follow-ups/{row.Id}/record?outcome=spoke&channel={Names.Of(channel)}" : null,
        };
    }

    private static TimeMark Mark(TimelineRow entry, Visit visit)
    {
        var at = Instant.FromUnixTimeMilliseconds(entry.At);
        return new TimeMark((at - visit.Now).TotalDays, OutcomeWords.Said(entry.Channel!, entry.Direction!, entry.Outcome!), entry.Direction == "in" ? "theirs" : "ours");
    }

    private static FollowUpCard Card(FollowUpRow row, Visit visit, TookOverData? before)
    {
        var details = RowDetails.Read(row.Details);
        var due = Due(row);
        return new FollowUpCard
        {
            TookOver = before is null ? null : new Choice($"/people/{before.Contact}", before.Name), TookOverTalked = before?.Talked is { } talked ? When.Day(LocalDatePattern.Iso.Parse(talked).Value, visit.Today) : null,
            Id = row.Id, Matter = row.Matter, Owner = row.OwnerName, Situation = StateWords.Situation(row.Situation), State = StateWords.State(row, details, visit.Today),
            Gesture = row.State == "paused" && Names.TryRead<StallReason>(details.Stall, out var stall) && (visit.User.Id == row.OwnerId || stall is not (StallReason.Ill or StallReason.Family)) ? $"{StallReasons.Of(stall).Gesture} {StallReasons.Of(stall).Avoid}" : null,
            Open = row.State is not ("answered" or "stopped"), Mine = visit.Actor.MayChange(row.OwnerId) || visit.Workspace.Data.Read(session => Absences.Leaves.IsCovering(session, visit.Workspace, visit.Actor, row.OwnerId)),
            Next = row.Step is null || due is null || row.Kind == (long)TodayKind.Note ? null : $"{row.Step}, {When.Day(due.Value, visit.Today)}{(row.DueAt is { } at ? $" {When.Time(Instant.FromUnixTimeMilliseconds(at).InZone(visit.Zone).TimeOfDay)}" : "")}{(details.Offer is { } offer ? $" · bring {offer}" : "")}",
            Counts = string.Join(" · ", new[]
            {
                details.Approaches == 0 ? null : row.ApproachOf is { } of ? $"{details.Approaches} of {of} approaches in this cycle" : Words.Count(details.Approaches, "approach", "approaches"),
                $"{Words.Ordinal(Math.Max(1, details.Cycle))} cycle", details.SilentRings > 0 ? Words.Count(details.SilentRings, "silent ring", "silent rings") : null,
                Words.Count(details.Contacts, "contact in all", "contacts in all"),
            }.OfType<string>()),
        };
    }

    private static LocalDate? Due(FollowUpRow row) => row.DueOn is { } due ? LocalDatePattern.Iso.Parse(due).Value : null;

    /// <summary>One entry of the timeline in words.</summary>
    public static TimelineEntry Entry(TimelineRow row, Dictionary<long, string> users, Visit visit, Library.PersonalGifts personal, string? with = null)
    {
        var data = EntryData.Read(row.Data);
        var inbound = row.Direction == "in";
        return new TimelineEntry
        {
            Id = row.Id, At = When.At(Instant.FromUnixTimeMilliseconds(row.At), visit.Zone, visit.Today), With = with,
            Icon = row.Kind switch { "touch" => OutcomeWords.Icon(row.Channel!, row.Direction!, row.Outcome!), "start" => "seedling", "pause" => "player-pause", "stop" => "hand-stop", "note" => "note", "step" => "calendar-event", "preference" or "consent" => "heart-handshake", "withdrawn" => "hand-stop", _ => "history" },
            What = row.Kind switch
            {
                "touch" => OutcomeWords.Said(row.Channel!, row.Direction!, row.Outcome!), "start" => $"Follow-up started: {data.Matter}", "pause" => $"Paused until {data.Until}", "resume" => "Taken up again",
                "note" => "Note", "promise" => $"Promised: {data.Promise}, {data.PromisedFor}", "quiet" => $"They asked for quiet until {data.Until}", "put-off" => $"Not today: {data.Reason}", "day-over" => "The day passed without what goes with the message", "step" => data.Next is { } next ? $"Next step: {next.Say}, {next.On}" : "Next step left to the cadence",
                "preference" => "They asked", "consent" => $"Agreed to {(row.Channel == "email" ? "e-mail" : "calls")}{(data.Until is { } end ? $", until {end}" : "")}", "withdrawn" => $"No longer agrees to {(row.Channel == "email" ? "e-mail" : "calls")}", "stop" => "Asked not to be contacted", "lift" => "May be contacted again", "known" => "Known before", "address" => "Address changed", "handover" => "Handed over", _ => row.Kind,
            },
            By = row.ByUser is { } by ? users.GetValueOrDefault(by) + (data.For is { } owner ? $" for {users.GetValueOrDefault(owner)}" : "") : null, Inbound = inbound, Undone = row.UndoneBy is not null,
            Words = inbound ? row.Note : null, Note = inbound ? data.Reason : Private(row, data, visit) ? null : row.Note ?? data.Evidence, Brought = personal.Offer(row),
            Outside = [.. (data.Outside ?? []).Select(rule => new RuleWords(rule, "recorded outside this guideline"))],
            Correctable = row.Kind == "touch" && (visit.Actor.SeesTeam || row.ByUser == visit.User.Id),
        };
    }

    /// <summary>Illness and family are for the owner only (METHOD D).</summary>
    private static bool Private(TimelineRow row, EntryData data, Visit visit) => row.Kind == "pause" && (data.Stall is "ill" or "family") && row.ByUser != visit.User.Id;

    private static List<string> Asked(ContactFile file) => file.Person.Preference is not { } wish ? [] :
        [.. new[] { ContactFile.Asked(wish)?.Replace("asked for ", "", StringComparison.Ordinal), wish.Evidence.Length > 0 ? $"“{wish.Evidence}”" : null }.OfType<string>()];

    private static List<string> Promises(ContactFile file, Visit visit) =>
        [.. file.Person.FollowUps.Values.SelectMany(followUp => followUp.Promises).OrderByDescending(promise => promise.MadeAt).Take(6)
            .Select(promise => $"{promise.What}, {When.Day(promise.For, visit.Today)}{(ShowContact.PromiseWord(promise, visit.Today) switch { "open" => "", "kept" => " · kept", "late" => " · kept late", "broken" => " · not kept yet", _ => " · they came first" })}")];

    private sealed record ContactRow(string? Role, long? CompanyId, string? Company, long? ErasedAt, long? ReferrerId, string? Referrer)
    {
        public ContactRow() : this(null, null, null, null, null, null)
        {
        }
    }
}
