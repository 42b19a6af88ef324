using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Absences;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Etiquette;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Touches;
using Tact.Web;

namespace Tact.Today;

/// <summary>Today's page.</summary>
public static class TodayPages
{
    private static readonly (TodayFilter Filter, string Name, string Words)[] Filters =
    [
        (TodayFilter.All, "", "All"), (TodayFilter.CallsNow, "calls", "Calls now"), (TodayFilter.Emails, "emails", "E-mails"), (TodayFilter.Rest, "rest", "The rest"),
    ];

    /// <summary>Where it is.</summary>
    public static void MapToday(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => Site.SeeOther("/today"));
        app.MapGet("/today", Show);
        app.MapGet("/keys", (Visit visit) => Pages.Page<KeysPage>(visit.Frame("Keys")));
    }

    private static IResult Show(Visit visit, string? show, string? after, string? more, long? at, long? owner, long? cover) =>
        visit.Workspace.Data.Read(session => cover is { } away ? OfCovered(session, visit, away, show ?? "", after) : Model(session, visit, new Wanted(show ?? "", after, more is not null, at, owner))) is { } model ? Pages.Page<TodayPage>(model) : visit.NotFound();

    private static TodayModel? Model(Session session, Visit visit, Wanted wanted)
    {
        var owner = wanted.Owner is not { } id || id == visit.User.Id ? visit.User
            : visit.Actor.SeesTeam ? session.One<UserRow>($"select {UserRow.Columns} from users where id = @id", new { id }) : null;
        if (owner is null)
            return null;
        var filter = Filters.FirstOrDefault(filter => filter.Name == wanted.Show).Filter;
        var hours = OwnHours.Of(visit.User, visit.Workspace);
        var listed = TodayList.Read(session, visit.Workspace, owner.Id, owner.Zone, owner.Capacity, filter: filter, after: Cursor(wanted.After), everything: wanted.Everything, hours: hours);
        var beside = TodayBeside.Read(session, visit, owner, isMuch: listed.Beyond > 0);
        var whose = owner.Id == visit.User.Id ? "" : $"owner={owner.Id}&";
        var own = wanted.Everything ? listed.Due : listed.OnTheList;
        var days = wanted.Everything && listed.Beyond > 0 ? PlanDays.PlannedFor(session, visit.Workspace, owner) : [];
        var lines = listed.Rows.ConvertAll(row => Line(row, visit, hours) is var line && days.GetValueOrDefault(row.Id) is { } day ? line with { PlannedFor = $"planned for {When.Day(LocalDatePattern.Iso.Parse(day).Value, visit.Today)}" } : line);
        var covered = owner.Id != visit.User.Id || beside.Covers == 0 ? [] : Leaves.CoveredBy(session, visit.Workspace, visit.User.Id)
            .ConvertAll(away => (Away: away, Listed: TodayList.Read(session, visit.Workspace, away.OwnerId, away.Zone, capacity: 0, filter: filter, hours: hours)));
        var bring = Library.SuggestForToday.Of(session, visit.Workspace.Library.Look(session, beside.Library), listed.Rows, listed.Today);
        lines = lines.ConvertAll(line => bring.TryGetValue(line.FollowUp, out var one) ? line with { Perhaps = new TodayBring($"/library/{one.Asset.Id}", one.Asset.Title, one.Reasons[0]) } : line);
        if (wanted.After is null)
        {
            // what cannot wait of colleagues who are away comes before one's own that can
            var at = lines.FindIndex(line => line.Kind >= TodayKind.Cadence) is >= 0 and var first ? first : lines.Count;
            foreach (var (away, theirs) in covered)
            {
                lines.InsertRange(at, theirs.Rows.ConvertAll(row => ForSomebody(Line(row, visit, hours), away, visit)));
                at += theirs.Rows.Count;
            }
        }

        var due = own + covered.Sum(c => c.Listed.OnTheList);
        var whole = wanted.Everything ? "&more=1" : "";
        return new TodayModel
        {
            Frame = visit.Frame("Today", Section.Today), Writes = beside.Writes == 1, Day = When.LongDay(listed.Today), Due = due, Takes = due == 0 ? null : When.About((int)(listed.Effort + covered.Aggregate(Duration.Zero, (sum, c) => sum + c.Listed.Effort)).TotalMinutes),
            First = [.. First(listed, visit), .. covered.Where(c => c.Listed.OnTheList > 0).Select(c => $"{c.Listed.OnTheList:N0} for {Away(c.Away, visit)}")],
            Outbox = owner.Id == visit.User.Id ? Mail.Outbox.OutboxPages.ForToday(beside.Stopped, beside.Doubtful, beside.Asking) : null, Listen = owner.Id == visit.User.Id ? Rehearsal.RehearsalPages.ForToday(beside) : null,
            Because = listed.Beyond > 0 ? MuchDue.Because(visit.Workspace, owner, beside) : null, Moved = listed.Beyond,
            PlanAddress = listed.Beyond > 0 ? $"/today/plan{(owner.Id == visit.User.Id ? "" : $"?owner={owner.Id}")}" : null, Whose = owner.Id == visit.User.Id ? null : owner.Name, Rows = lines, At = wanted.At,
            Filters = [.. Filters.Select((choice, i) => new TodayShow(choice.Words, Count(choice.Filter), $"/today?{whose}show={choice.Name}{whole}", (char)('1' + i), choice.Filter == filter))],
            NextAddress = listed.More is { } next ? $"/today?{whose}show={wanted.Show}&after={Written(next)}{whole}" : null,
            MoreCovered = [.. covered.Where(c => c.Listed.More is not null && wanted.After is null).Select(c => (
                filter == TodayFilter.All ? $"{c.Listed.OnTheList - c.Listed.Rows.Count:N0} more for {c.Away.Name}" : $"More for {c.Away.Name}", $"/today?cover={c.Away.OwnerId}&show={wanted.Show}&after={Written(c.Listed.More!)}"))],
            More = listed.HeldBack, MoreAddress = listed.HeldBack > 0 ? $"/today?{whose}show={wanted.Show}&more=1" : null, Others = listed.Others,
        };

        long? Count(TodayFilter choice) => choice == TodayFilter.All ? due
            : covered.Aggregate(listed.Under(choice, visit.Now), (sum, c) => sum + c.Listed.Under(choice, visit.Now));
    }

    /// <summary>What cannot wait of a colleague who is away, page by page, for whoever covers.</summary>
    private static TodayModel? OfCovered(Session session, Visit visit, long ownerId, string show, string? after)
    {
        if (Leaves.CoveredBy(session, visit.Workspace, visit.User.Id).Find(covered => covered.OwnerId == ownerId) is not { } away)
            return null;
        var filter = Filters.FirstOrDefault(filter => filter.Name == show).Filter;
        var hours = OwnHours.Of(visit.User, visit.Workspace);
        var listed = TodayList.Read(session, visit.Workspace, away.OwnerId, away.Zone, capacity: 0, filter: filter, after: Cursor(after), hours: hours);
        return new TodayModel
        {
            Frame = visit.Frame("Today", Section.Today), Writes = Mail.Outbox.ComposePages.CanWrite(session, visit), Day = When.LongDay(visit.Today), Due = listed.OnTheList, Takes = listed.OnTheList == 0 ? null : When.About((int)listed.Effort.TotalMinutes), First = [.. First(listed, visit)], Whose = Away(away, visit),
            Rows = listed.Rows.ConvertAll(row => ForSomebody(Line(row, visit, hours), away, visit)), Others = listed.Others,
            Filters = [.. Filters.Select((choice, i) => new TodayShow(choice.Words, choice.Filter == TodayFilter.All ? listed.OnTheList : listed.Under(choice.Filter, visit.Now), $"/today?cover={ownerId}&show={choice.Name}", (char)('1' + i), choice.Filter == filter))],
            NextAddress = listed.More is { } next ? $"/today?cover={ownerId}&show={show}&after={Written(next)}" : null,
        };
    }

    private static string Away(Covered away, Visit visit) => $"{away.Name}, away until {When.Day(LocalDatePattern.Iso.Parse(away.Until).Value, visit.Today)}";

    private static string Written(TodayCursor next) => string.Create(CultureInfo.InvariantCulture, $"{next.Kind}.{next.DueOn}.{next.DueAt}.{next.Id}");

    private static IEnumerable<string> First(TodayListed listed, Visit visit)
    {
        if (listed.DueOf(TodayKind.Answered) is > 0 and var answered) yield return Words.Count(answered, "person answered", "people answered");
        if (listed.DueOf(TodayKind.Promise) is > 0 and var promises) yield return Words.Count(promises, "promise", "promises");
        if (listed.DueOf(TodayKind.Callback) is > 0 and var callbacks)
        {
            var at = listed.Rows.FirstOrDefault(row => row.Kind == (long)TodayKind.Callback)?.DueAt;
            yield return Words.Count(callbacks, "callback", "callbacks") + (at is { } time ? $" at {Clock(time, visit)}" : "");
        }

        if (listed.DueOf(TodayKind.Note) is > 0 and var notes) yield return Words.Count(notes, "needs a next step", "need a next step");
    }

    /// <summary>A row of somebody who is away: what they said and set is theirs.</summary>
    private static TodayLine ForSomebody(TodayLine line, Covered away, Visit visit) => line with
    {
        For = $"for {Away(away, visit)}",
        Why = [.. line.Why.Select(rule => rule.Text.StartsWith("You ", StringComparison.Ordinal) ? rule with { Text = $"{away.Name}{rule.Text[3..].Replace(" you ", " they ", StringComparison.Ordinal)}" } : rule)],
    };

    private static TodayLine Line(TodayRow row, Visit visit, OwnHours? hours)
    {
        var details = RowDetails.Read(row.Details);
        var why = WhyNow.Of(row.ToFollowUp(), details);
        var kind = (TodayKind)row.Kind;
        var due = LocalDatePattern.Iso.Parse(row.DueOn).Value;
        var (verdict, until) = TodayList.VerdictOf(row, visit.Now, details, hours);
        return new TodayLine
        {
            FollowUp = row.Id, Contact = row.ContactId, Name = row.Name, Kind = kind, Label = details.SameDay == true ? "Goes with it" : Label(kind, row, visit), Role = row.Role, Company = row.Company, CompanyId = row.CompanyId, Phone = row.Phone, Email = row.Email,
            LocalTime = When.There(visit.Now, TodayList.ZoneOf(row.CallWindow, visit.Workspace), visit.Zone), InHours = TodayList.IsOpen(row.CallWindow, visit.Now),
            Do = row.Step ?? "", Written = row.Waiting?.Link(visit), Approach = row.Approach > 0 && kind >= TodayKind.Cadence ? Words.Ordinal((int)row.Approach) + (row.ApproachOf is { } of ? $" of {of}" : "") : null,
            WhyNow = string.Join(" · ", new[] { row.Matter == StartFollowUp.UsualMatter ? null : row.Matter, details.TookOver is { } before ? $"took over from {before}{(details.TookOverTalked is { } talked ? $", last talked {When.Day(LocalDatePattern.Iso.Parse(talked).Value, visit.Today)}" : "")}" : null, due < visit.Today ? $"since {When.Day(due, visit.Today)}" : null }.OfType<string>()) is { Length: > 0 } now ? now : null,
            Why = [.. why.Select(reason => new RuleWords(reason.Rule, reason.Text))], Bring = details.Offer, Asked = details.Asked?.Replace("asked for ", "", StringComparison.Ordinal),
            TheirWords = details.TheirWords, TheirWordsAt = details.TheirWordsAt is { } said ? When.At(Instant.FromUnixTimeMilliseconds(said), visit.Zone, visit.Today) : null,
            LastTouch = details.Last is { } last && last.At != details.TheirWordsAt ? $"{OutcomeWords.Said(last.Channel, last.Direction, last.Outcome).ToLowerInvariant()} {When.Day(Instant.FromUnixTimeMilliseconds(last.At).InZone(visit.Zone).Date, visit.Today)}" : null,
            LastNote = details.Last is { Direction: "out", Note: { } note } ? note : null,
            NotYet = row.TooOld is { } old && verdict == VerdictKind.Refuse ? $"Not yet: {char.ToLowerInvariant(old[0])}{old[1..]}" : verdict != VerdictKind.Hold || kind == TodayKind.Callback || until is not { } free ? null : $"Not yet: {When.From(free, visit.Zone, visit.Today)}",
        };
    }

    private static string Label(TodayKind kind, TodayRow row, Visit visit) => kind switch
    {
        TodayKind.Callback => row.DueAt is { } at ? $"Callback {Clock(at, visit)}" : "Callback",
        TodayKind.Answered => row.Situation == "enquiry" ? "Asked us" : "Answered",
        TodayKind.Promise => "Promise",
        TodayKind.Note => "Needs a step",
        TodayKind.Agreed => row.DueAt is { } at ? $"Agreed {Clock(at, visit)}" : "Agreed",
        TodayKind.Cadence => "Next step",
        TodayKind.Return => "Back again",
        _ => "First contact",
    };

    private static string Clock(long at, Visit visit) => When.Time(Instant.FromUnixTimeMilliseconds(at).InZone(visit.Zone).TimeOfDay);

    private static TodayCursor? Cursor(string? after) =>
        after?.Split('.') is [var kind, var due, var at, var id] && long.TryParse(kind, CultureInfo.InvariantCulture, out var k) && long.TryParse(at, CultureInfo.InvariantCulture, out var t) && long.TryParse(id, CultureInfo.InvariantCulture, out var i)
            ? new TodayCursor(k, due, t, i) : null;

    private sealed record Wanted(string Show, string? After, bool Everything, long? At, long? Owner);
}
