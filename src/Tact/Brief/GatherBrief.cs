using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Homework;
using Tact.FollowUps;
using Tact.Homework;
using Tact.Library;
using Tact.Storage;
using Tact.Timeline;
using Tact.Touches;
using Tact.Web;

namespace Tact.Brief;

/// <summary>The brief of one person, as contracts show it.</summary>
/// <param name="Contact">Whose.</param>
/// <param name="Name">Their name.</param>
/// <param name="On">The day it is for, yyyy-MM-dd.</param>
/// <param name="Phone">Their number; null when none leads to them.</param>
/// <param name="Email">Their address; null when none leads to them.</param>
/// <param name="FollowUp">The follow-up it is about; null when nobody follows them up.</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Seconds">How long it takes to read.</param>
/// <param name="Sections">Its parts, in order.</param>
public sealed record BriefShown(long Contact, string Name, string On, string? Phone, string? Email, long? FollowUp, int Words, int Seconds, IReadOnlyList<BriefSection> Sections);

/// <summary>Gathers what the record knows of one person for the page before a contact (METHOD E5). Details of illness and family are for the owner alone.</summary>
public static class GatherBrief
{
    private const int LastTouches = 3;

    /// <summary>The brief of the person meant by id, e-mail or unique name, for whoever asks.</summary>
    public static Result<BriefShown> Run(Workspace workspace, Actor actor, string contact) => workspace.Data.Read(session => ResolveContact.From(session, contact).Then<BriefShown>(id => In(session, workspace, actor, id)));

    private static BriefShown In(Session session, Workspace workspace, Actor actor, long id)
    {
        var file = ContactFile.Open(session, workspace, id)!;
        var row = file.FollowUpRows.Where(f => f.State is not ("answered" or "stopped")).OrderBy(f => f.OwnerId != actor.UserId).FirstOrDefault() ?? file.FollowUpRows.LastOrDefault();
        var known = Known(session, workspace, actor, file, row);
        var sheet = BriefSheet.Of(known);
        return new BriefShown(id, sheet.Name, LocalDatePattern.Iso.Format(known.Today), file.Person.PhoneDead || file.Person.StoppedPhone || file.Person.StoppedAll ? null : file.Contact.Phone, file.Person.EmailDead || file.Person.StoppedEmail || file.Person.StoppedAll ? null : file.Contact.Email, row?.Id, sheet.Words, sheet.Seconds, sheet.Sections);
    }

    private static BriefKnown Known(Session session, Workspace workspace, Actor actor, ContactFile file, FollowUpRow? row)
    {
        var id = file.Contact.Id;
        var who = session.One<PersonRow>(
            """
            select c.given as Given, c.role as Role, c.language as Language, co.name as Company, co.industry as Industry, r.name as Referrer, m.part as Part
            from contacts c
            left join companies co on co.id = c.company_id
            left join contacts r on r.id = c.referred_by and r.erased_at is null
            left join people_map m on m.contact_id = c.id and m.company_id = c.company_id
            where c.id = @id
            """,
            new { id })!;
        var reader = session.One<UserRow>($"select {UserRow.Columns} from users where id = @reader", new { reader = actor.UserId ?? row?.OwnerId ?? 0 });
        var zone = workspace.ZoneOf(reader?.Zone);
        var today = workspace.Now.InZone(zone).Date;
        var details = row is null ? new RowDetails() : RowDetails.Read(row.Details);
        var followUp = row is null ? null : file.Person.FollowUps.GetValueOrDefault(row.Id);
        var situation = row is null ? (Situation?)null : Names.Read<Situation>(row.Situation);
        var days = HomeworkSettings.Of(session).FactDays;
        var library = SuggestFor.In(session, workspace, actor, file, row?.Id);
        // "something personal" is nothing to begin a call with: it stands with what they have, not with the touch
        var personal = PersonalGifts.Of(session, actor, [id]);
        LocalDate? On(long? at) => at is { } ms ? Instant.FromUnixTimeMilliseconds(ms).InZone(zone).Date : null;
        return new BriefKnown
        {
            Name = file.Contact.Name, Given = Imports.PersonName.FromParts(null, who.Given, null, null, null).Given, Role = who.Role, Company = who.Company, Industry = who.Industry, City = file.Contact.City, Language = who.Language, LocalTime = When.There(workspace.Now, file.Zone, zone),
            Tags = file.Contact.Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Part = Names.TryRead<Part>(who.Part, out var part) ? part : Part.Unknown, ReferredBy = who.Referrer,
            CameAfter = row is null ? null : Successor.Of(file, row.Id)?.Name, Seller = reader is null ? null : AddContact.Split(reader.Name).Given ?? reader.Name, Today = today,
            Matter = row?.Matter, Situation = situation, State = row is null ? null : StateWords.State(row, details, today), Step = Step(row, today, zone),
            Facts = [.. FactsOf.Person(session, workspace, id).OrderBy(fact => fact.Stale).ThenBy(fact => fact.Assumption).Select(fact => new BriefFact(fact.Text, LocalDatePattern.Iso.Parse(fact.LearnedOn).Value, fact.Assumption, fact.Stale, fact.About == "company"))],
            TheirWords = Unsigned(details.TheirWords, file.Contact.Name), Verbatim = followUp?.TheirWords is null or { Direction: Direction.In }, HasNumber = file.Contact.Phone is not null && !file.Person.PhoneDead, TheirWordsOn = On(details.TheirWordsAt), Talked = file.Person.LastTwoWayAt is not null, WaitForUs = row?.Kind == (long)TodayKind.Answered, AskedForCall = row?.Kind == (long)TodayKind.Callback && details.AgreedWithThem == true,
            Touches = [.. file.Rows.Where(entry => entry is { Kind: "touch", UndoneBy: null }).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(LastTouches)
                .Select(entry => new BriefTouch(On(entry.At)!.Value, OutcomeWords.Said(entry.Channel!, entry.Direction!, entry.Outcome!), entry.Note, personal.Offer(entry) is { } brought and not PersonalGifts.Something ? brought : null))],
            Promised = [.. file.Person.FollowUps.Values.SelectMany(f => f.Promises).Where(promise => promise.State == PromiseState.Open).OrderBy(promise => promise.For).Select(promise => new BriefPromise(promise.What, promise.For))],
            Theirs = Theirs(row, details, followUp, today, zone), Asked = ContactFile.Asked(file.Person.Preference), NotNow = NotNow(workspace, file, row, zone, today), Stall = Stall(row, details, actor, today),
            Bring = details.Offer == "something for them" ? null : details.Offer, Has = personal.Given(file),
            Suggestions = [.. library.Suggestions.Select(one => new BriefSuggestion(one.Title, one.Why.FirstOrDefault() ?? ""))], LookFor = library.LookFor.FirstOrDefault(), Offering = WhatFits.For(WhatWeSell.All(session), who.Industry, who.Role),
            Questions = [.. AskNext.Order(QuestionsOf.Person(session, id), situation, today, days).Select(question => question.Text)],
        };
    }

    /// <summary>Words from a mail without the name below them.</summary>
    private static string? Unsigned(string? words, string name)
    {
        var text = words?.Trim();
        foreach (var signed in (ReadOnlySpan<string>)[name, name.Split(' ')[0]])
        {
            if (text is not null && text.Length > signed.Length && text.EndsWith(signed, StringComparison.Ordinal) && char.IsWhiteSpace(text[^(signed.Length + 1)]))
                return text[..^signed.Length].TrimEnd(' ', '\n', '\r', '-', ',');
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string? Step(FollowUpRow? row, LocalDate today, DateTimeZone zone) => row is not { Step: { } step, DueOn: { } due } || row.Kind == (long)TodayKind.Note ? null
        : $"{step}, {When.Day(LocalDatePattern.Iso.Parse(due).Value, today)}{(row.DueAt is { } at ? $" {When.Time(Instant.FromUnixTimeMilliseconds(at).InZone(zone).TimeOfDay)}" : "")}";

    private static string? Theirs(FollowUpRow? row, RowDetails details, FollowUp? followUp, LocalDate today, DateTimeZone zone) => row switch
    {
        { State: "waiting-for-them", DueOn: { } due } => $"something happens on their side until {When.Day(LocalDatePattern.Iso.Parse(due).Value, today)}",
        { State: "will-call" } => "will call when they are ready",
        { State: "active" } when followUp is { Agreed: not null } && details.AgreedWithThem == true && Step(row, today, zone) is { } step => $"agreed to this: {step}",
        _ => null,
    };

    // what an unasked contact would meet now
    private static List<BriefLimit> NotNow(Workspace workspace, ContactFile file, FollowUpRow? row, DateTimeZone zone, LocalDate today)
    {
        var c = row is null ? file.CaseOfPerson() : file.CaseOf(row);
        var limits = new List<BriefLimit>();
        foreach (var channel in (ReadOnlySpan<Channel>)[Channel.Call, Channel.Email])
        {
            if ((channel == Channel.Call ? file.Contact.Phone : file.Contact.Email) is null || Judge.Of(c, channel, workspace.Now) is not { Kind: not VerdictKind.Allow } verdict)
                continue;
            limits.Add(new BriefLimit(channel, verdict.Until is { } until ? When.From(until, zone, today) : null, Why(c, verdict, channel, workspace.Now)));
        }

        return limits;
    }

    // that it is night there goes without saying where something else speaks, too
    private static string Why(Case c, Verdict verdict, Channel channel, Instant now) => verdict.Rules == Rule.KeepTheirHours ? "outside their hours"
        : Reasons.Of(c, verdict with { Rules = verdict.Rules & ~Rule.KeepTheirHours }, channel, now).FirstOrDefault()?.Text ?? "";

    private static BriefStall? Stall(FollowUpRow? row, RowDetails details, Actor actor, LocalDate today)
    {
        if (row is not { State: "paused" })
            return null;
        var until = row.DueOn is { } due ? $" until {When.Day(LocalDatePattern.Iso.Parse(due).Value, today)}" : "";
        if (!Names.TryRead<StallReason>(details.Stall, out var reason))
            return new BriefStall($"They asked for quiet{until}", "Then one contact that brings something.", "Do not chase.");
        var stall = StallReasons.Of(reason);
        return reason is StallReason.Ill or StallReason.Family && actor.UserId != row.OwnerId
            ? new BriefStall($"Personal reasons{until}", "Leave them in peace.", "Do not ask for details.")
            : new BriefStall($"{stall.Name}{until}", stall.Gesture, stall.Avoid);
    }

    private sealed class PersonRow
    {
        public string? Given { get; set; }
        public string? Role { get; set; }
        public string? Language { get; set; }
        public string? Company { get; set; }
        public string? Industry { get; set; }
        public string? Referrer { get; set; }
        public string? Part { get; set; }
    }
}
