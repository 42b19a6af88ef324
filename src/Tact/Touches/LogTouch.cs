using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Touches;

/// <summary>What happened, as the seller says it. Words are checked here; nothing that happened is refused (METHOD B10).</summary>
public sealed record TouchInput
{
    /// <summary>The contact: id, e-mail or unique name.</summary>
    public required string Contact { get; init; }

    /// <summary>call, email, message, letter, visit, meeting or social.</summary>
    public required string Channel { get; init; }

    /// <summary>What came of it.</summary>
    public required string Outcome { get; init; }

    /// <summary>The follow-up; needed only when several are open.</summary>
    public long? FollowUp { get; init; }

    /// <summary>It belongs to the person alone: it happened before anybody followed up.</summary>
    public bool WithoutFollowUp { get; init; }

    /// <summary>Who did it, by e-mail; the follow-up's owner when empty.</summary>
    public string? By { get; init; }

    /// <summary>They made the touch.</summary>
    public Direction? Direction { get; init; }

    /// <summary>A line about it, or their words.</summary>
    public string? Note { get; init; }

    /// <summary>What it brought them.</summary>
    public string? Offer { get; init; }

    /// <summary>The number of the asset it brought them: its title is the offer.</summary>
    public long? Asset { get; init; }

    /// <summary>Others who took part: one touch on several timelines.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>The next step that was agreed.</summary>
    public string? Next { get; init; }

    /// <summary>Its day.</summary>
    public LocalDate? On { get; init; }

    /// <summary>Its time, in the owner's zone.</summary>
    public LocalTime? At { get; init; }

    /// <summary>They did not say how to go on.</summary>
    public bool TheyDidNotSay { get; init; }

    /// <summary>What was promised.</summary>
    public string? Promise { get; init; }

    /// <summary>The day it was promised for.</summary>
    public LocalDate? PromisedFor { get; init; }

    /// <summary>Until when: away, quiet, waiting, not now.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }

    /// <summary>For a wrong person: who the right one is. For somebody who has left: the successor.</summary>
    public string? Who { get; init; }

    /// <summary>Their e-mail address.</summary>
    public string? WhoEmail { get; init; }

    /// <summary>Their telephone number.</summary>
    public string? WhoPhone { get; init; }

    /// <summary>Leave to stay in touch after a no.</summary>
    public bool? MayStayInTouch { get; init; }

    /// <summary>Months between contacts they allowed.</summary>
    public int? StayEveryMonths { get; init; }

    /// <summary>How much an opt-out covers; everything when unclear (METHOD B1).</summary>
    public string? Scope { get; init; }

    /// <summary>Why a guideline was overruled.</summary>
    public string? Override { get; init; }

    /// <summary>Service they have a right to, not an unasked contact.</summary>
    public bool Service { get; init; }

    /// <summary>When it happened; now when empty.</summary>
    public Instant? Happened { get; init; }

    /// <summary>A key under which it is recorded once.</summary>
    public string? Key { get; init; }

    /// <summary>The follow-up's version the seller looked at; a newer one means somebody else recorded meanwhile.</summary>
    public long? SeenVersion { get; init; }
}

/// <summary>The next step as contracts show it.</summary>
public sealed record NextStep(string Kind, string Step, string? Channel, string? Due, string? At, long Approach, long? Of);

/// <summary>A recorded touch and what follows from it.</summary>
/// <param name="Touch">Its number, time, channel, direction and outcome.</param>
/// <param name="State">Where the follow-up stands now; null without a follow-up.</param>
/// <param name="NextStep">What comes next.</param>
/// <param name="Why">Why that comes next.</param>
/// <param name="Outside">Rules it lay outside of: recorded all the same.</param>
/// <param name="Changed">What a colleague changed meanwhile; null when nothing did.</param>
/// <param name="LedTo">The right person, when the wrong one named them; null otherwise.</param>
public sealed record LoggedTouch(TouchShown Touch, string? State, NextStep? NextStep, IReadOnlyList<Reason> Why, IReadOnlyList<Reason> Outside, string? Changed = null, LedTo? LedTo = null);

/// <summary>A touch as contracts show it.</summary>
public sealed record TouchShown(long Id, long Contact, long? FollowUp, string At, string Channel, string Direction, string Outcome, string? Note, string? Offer);

/// <summary>Records what happened, folds it in, decides what comes next: one transaction.</summary>
public static class LogTouch
{
    private const int MostTogether = 100;

    /// <summary>Records a touch. Invalid only for words that cannot be read; never refused for a rule.</summary>
    public static Result<LoggedTouch> Run(Workspace workspace, Actor actor, TouchInput input) => RunAsync(workspace, actor, input).GetAwaiter().GetResult();

    /// <summary>As <see cref="Run"/>, for many at once.</summary>
    public static Task<Result<LoggedTouch>> RunAsync(Workspace workspace, Actor actor, TouchInput input) =>
        workspace.Data.WriteAsync(session => In(session, workspace, actor, input));

    /// <summary>The same inside a transaction.</summary>
    public static Result<LoggedTouch> In(Session session, Workspace workspace, Actor actor, TouchInput input)
    {
        if (Check(workspace, input, out var words) is { Count: > 0 } problems)
            return new Result<LoggedTouch>.Invalid(problems);
        var offered = Library.GiveAsset.Named(session, input.Asset, input.Offer);
        if (offered is not Result<string?>.Ok { Value: var offer })
            return offered.Then<LoggedTouch>(_ => throw new InvalidOperationException());
        input = input with { Offer = offer, Asset = null };
        var found = ResolveContact.From(session, input.Contact);
        if (found is not Result<long>.Ok { Value: var contactId })
            return found.Then<LoggedTouch>(_ => throw new InvalidOperationException());
        var by = input.By is null ? null : Actor.Find(session, input.By, "by");
        if (by is not null and not Result<UserRow>.Ok)
            return by.Then<LoggedTouch>(_ => throw new InvalidOperationException());
        var others = new List<long>();
        foreach (var name in input.With.Where(name => !string.IsNullOrWhiteSpace(name)))
        {
            var other = ResolveContact.From(session, name, "with");
            if (other is not Result<long>.Ok { Value: var otherId })
                return other.Then<LoggedTouch>(_ => throw new InvalidOperationException());
            if (otherId != contactId && !others.Contains(otherId))
                others.Add(otherId);
        }

        var file = ContactFile.Open(session, workspace, contactId)!;
        var meant = Meant(file, input, words.Outcome);
        if (meant is not Result<FollowUpRow?>.Ok { Value: var row })
            return meant.Then<LoggedTouch>(_ => throw new InvalidOperationException());
        if (words.Outcome == Outcome.OptOut)
            words = words with { Scope = words.Scope is { } scope && !IsUnclear(input, row) ? scope : StopScope.All };
        var byUser = by is Result<UserRow>.Ok user ? user.Value.Id : actor.UserId ?? row?.OwnerId;
        var covering = row is not null && Absences.Leaves.IsCovering(session, workspace, actor, row.OwnerId);
        if (row is not null && actor.UserId is { } acting && !covering && !actor.MayChange(row.OwnerId) && words.Direction == Direction.Out)
            return new Result<LoggedTouch>.Refused($"This follow-up belongs to {row.OwnerName}. You see it so that nobody is contacted twice; ask {row.OwnerName} or a manager to hand it over.", "role", null);
        return Record(session, workspace, file, row, byUser, input, words, others, covering ? row!.OwnerId : null);
    }

    private static Result<LoggedTouch> Record(Session session, Workspace workspace, ContactFile file, FollowUpRow? row, long? byUser, TouchInput input, Words words, List<long> others, long? insteadOf)
    {
        var fingerprint = input.Key is null ? null : Fingerprint(file.Contact.Id, input);
        if (input.Key is not null && file.Rows.Find(r => r.TouchKey == input.Key) is { } earlier)
            return Repeat(session, file, row, earlier, input, fingerprint!);
        if (input.Key is not null && session.Scalar<long?>("select id from timeline where touch_key = @Key limit 1", new { input.Key }) is not null)
            return Result<LoggedTouch>.Wrong("id", $"The id \"{input.Key}\" was used before, for another person. Use a new id for each touch.");

        if (row is not null && Past(input, (input.Happened ?? workspace.Now).InZone(file.OwnerZone(row)).Date) is { Count: > 0 } past)
            return new Result<LoggedTouch>.Invalid(past);
        var kindBefore = (TodayKind)(row?.Kind ?? 0);
        var changed = input.SeenVersion is { } seen && row is not null && row.Version != seen
            ? $"Meanwhile this follow-up was changed: the last touch on record is {file.Rows.LastOrDefault(r => r.Kind == "touch")?.Outcome ?? "none"}. Both are kept, and the next step below counts." : null;
        var happened = input.Happened ?? workspace.Now;
        var ownerZone = row is null ? workspace.Zone : file.OwnerZone(row);
        var entry = new TimelineRow
        {
            FollowUpId = row?.Id, Kind = "touch", At = happened.ToUnixTimeMilliseconds(), RecordedAt = workspace.Now.ToUnixTimeMilliseconds(), ByUser = byUser,
            Channel = Names.Of(words.Channel), Direction = Names.Of(words.Direction), Outcome = Names.Of(words.Outcome), Note = Blank(input.Note), Offer = Blank(input.Offer), TouchKey = input.Key,
        };
        var outside = Outside(workspace, file, row, words, input, happened, out var met, out var asked);
        var known = met is not null || row is null or { Situation: "cold" };
        entry.Cold = known && Fold.CountsForCompany(met, words.Outcome, words.Direction, WorkingDays.NumberAt(happened, file.Zone), asked) ? 1 : 0;
        var planned = words.Direction == Direction.Out && kindBefore is (TodayKind.Cadence or TodayKind.Return or TodayKind.First);
        var led = LedToTheRightPerson.IsNamed(input) ? LedToTheRightPerson.Take(session, workspace, file, row, byUser, input, words.Outcome) : null;
        entry.Data = (Data(input, words, ownerZone, happened, outside, others, fingerprint) with { Planned = planned ? true : null, LedTo = led?.Contact, LedAdded = led is { WasKnown: false } ? true : null, LedFollowUp = led?.FollowUp, LedReferred = led is { Referred: true } ? true : null, For = insteadOf }).ToText();
        file.Append(entry);
        if (words.Outcome == Outcome.OptOut)
            Suppress.Record(session, workspace, file, words.Scope!.Value, row?.MatterKey, entry.Id, byUser);
        file.SaveDecisions();
        AfterTouch(session, workspace, file, row, entry, words);
        foreach (var other in others)
            CopyTo(session, workspace, other, entry, row, byUser, Outcomes.WeightOf(words.Outcome, words.Direction) == Weight.TwoWay);
        return Show(file, row, entry, input, outside, changed) with { LedTo = led };
    }

    /// <summary>What a touch sets going around it: the day's count, colleagues at the same company.</summary>
    private static void AfterTouch(Session session, Workspace workspace, ContactFile file, FollowUpRow? row, TimelineRow entry, Words words)
    {
        DayCounts.Add(session, entry, row is null ? workspace.Zone : file.OwnerZone(row), 1);
        Colleagues.AfterTouch(session, workspace, file, row, entry, Outcomes.WeightOf(words.Outcome, words.Direction) == Weight.TwoWay);
    }

    /// <summary>A meeting with four people is one touch on four timelines.</summary>
    private static void CopyTo(Session session, Workspace workspace, long contactId, TimelineRow first, FollowUpRow? row, long? byUser, bool twoWay)
    {
        var file = ContactFile.Open(session, workspace, contactId)!;
        var same = file.FollowUpRows.FirstOrDefault(f => f.MatterKey == row?.MatterKey && f.State is not ("answered" or "stopped"))
            ?? (file.FollowUpRows.Where(f => f.State is not ("answered" or "stopped")).ToList() is [var only] ? only : null);
        var data = EntryData.Read(first.Data);
        var copy = file.Append(new TimelineRow
        {
            FollowUpId = same?.Id, Kind = "touch", At = first.At, RecordedAt = first.RecordedAt, ByUser = byUser, Channel = first.Channel, Direction = first.Direction, Outcome = first.Outcome,
            Note = first.Note, Offer = first.Offer, TouchKey = first.TouchKey, Cold = first.Cold, TouchId = first.Id,
            Data = (data with { Outside = null, With = [first.ContactId], DidNotSay = data.Next is null ? true : null }).ToText(),
        });
        file.SaveDecisions();
        Colleagues.AfterTouch(session, workspace, file, same, copy, twoWay);
    }

    /// <summary>The rules this touch lay outside of, judged by what it met.</summary>
    private static List<Reason> Outside(Workspace workspace, ContactFile file, FollowUpRow? row, Words words, TouchInput input, Instant happened, out FollowUp? met, out bool asked)
    {
        met = null;
        asked = input.Service;
        if (words.Direction == Direction.In)
            return [];
        var before = file.Entries.TrueForAll(earlier => earlier.At <= happened) ? file.Person : Fold.Before(file.Entries, happened, file.Zone, workspace.Policies, file.Place.Calendar).Person;
        var followUp = met = row is null ? null : before.FollowUps.GetValueOrDefault(row.Id);
        var day = WorkingDays.NumberAt(happened, file.Zone);
        var free = followUp is null ? FreeBecause.Nothing : Fold.WhyFree(followUp, words.Channel, happened, day);
        asked |= free == FreeBecause.TheyAsked;
        if (input.Service || words.Outcome is Outcome.ProposalSent or Outcome.NoShow || (words.Channel == Channel.Meeting && words.Outcome == Outcome.Met))
            return [];
        var c = row is null ? file.CaseOfPerson(from: happened) : file.CaseOf(row, before, happened);
        var verdict = Judge.Of(c, words.Channel, happened);
        var outside = verdict.Kind == VerdictKind.Allow ? [] : Reasons.Of(c, verdict, words.Channel, happened);
        if (!asked && Outcomes.WeightOf(words.Outcome, words.Direction) == Weight.OneWay && words.Outcome != Outcome.HungUp)
            outside.AddRange(BringSomething(workspace, before, followUp, row, input, day));
        return outside;
    }

    /// <summary>B5: each approach whose words reach them has something for them, and not the same thing twice.</summary>
    private static IEnumerable<Reason> BringSomething(Workspace workspace, Person before, FollowUp? followUp, FollowUpRow? row, TouchInput input, int day)
    {
        var sameApproach = followUp is not null && followUp.LastApproachDay == day && followUp.ContactsThatDay % Defaults.ContactsPerApproach == 1;
        if (Blank(input.Offer) is { } offer)
        {
            if (before.Given.Contains(Folded.Text(offer)) && !sameApproach)
                yield return new Reason("B5", $"\"{offer}\" was given before. Not the same thing twice.");
            yield break;
        }

        var preset = workspace.Policies.Preset(followUp?.PresetName ?? row?.Preset ?? PolicyFiles.PresetFor(Situation.Cold));
        if (!sameApproach && Blank(input.Note) is null && preset.MustBring((followUp?.Approaches ?? 0) + 1))
            yield return new Reason("B5", "Nothing on record says what this brought them.");
    }

    private static EntryData Data(TouchInput input, Words words, DateTimeZone ownerZone, Instant happened, List<Reason> outside, List<long> others, string? fingerprint)
    {
        var on = input.On ?? (input.At is null ? null : happened.InZone(ownerZone).Date);
        var say = Blank(input.Next) ?? (on is null ? null : words.Outcome switch { Outcome.Callback => "Call back, as agreed", Outcome.Booked => "Meet, as booked", _ => null });
        StepData? next = null;
        if (say is not null && on is { } date)
        {
            var channel = StepWords.ChannelOf(say) ?? (words.Outcome == Outcome.Callback ? Channel.Call : words.Outcome == Outcome.Booked ? Channel.Meeting : null);
            var at = input.At is { } time ? ownerZone.AtLeniently(date.At(time)).ToInstant().ToUnixTimeMilliseconds() : (long?)null;
            next = new StepData(say, channel is { } c ? Names.Of(c) : null, LocalDatePattern.Iso.Format(date), at);
        }

        return new EntryData
        {
            Next = next, DidNotSay = input.TheyDidNotSay ? true : null, Promise = Blank(input.Promise), PromisedFor = Iso(input.Promise is null ? null : input.PromisedFor ?? input.On),
            Until = Iso(input.Until), Reason = Blank(input.Reason) ?? (words.Outcome is Outcome.WrongPerson or Outcome.LeftCompany ? Blank(input.Who) ?? Blank(input.WhoEmail) ?? Blank(input.WhoPhone) : null), MayStay = input.MayStayInTouch, StayEvery = input.StayEveryMonths,
            Scope = words.Outcome == Outcome.OptOut ? Names.Of(words.Scope!.Value) : null, Override = words.Override is { } o ? Names.Of(o) : null,
            Service = input.Service ? true : null, Outside = outside.Count == 0 ? null : [.. outside.Select(r => r.Rule).Distinct()],
            With = others.Count == 0 ? null : others, Fingerprint = fingerprint,
        };
    }

    private static Result<FollowUpRow?> Meant(ContactFile file, TouchInput input, Outcome outcome)
    {
        if (input.WithoutFollowUp)
            return new Result<FollowUpRow?>.Ok(null);
        if (input.FollowUp is { } id)
        {
            return file.FollowUpRows.Find(f => f.Id == id) is { } named ? named
                : Result<FollowUpRow?>.Wrong("followup", $"{file.Contact.Name} has no follow-up {id}. {Choices(file.FollowUpRows)}");
        }

        var open = file.FollowUpRows.Where(f => f.State is not ("answered" or "stopped")).ToList();
        if (open.Count == 0)
            return new Result<FollowUpRow?>.Ok(file.FollowUpRows.LastOrDefault());
        if (open.Count == 1)
            return open[0];
        if (outcome == Outcome.OptOut && (input.Scope is null || !input.Scope.Equals("matter", StringComparison.OrdinalIgnoreCase)))
            return open[0];
        return Result<FollowUpRow?>.Wrong("followup", $"{file.Contact.Name} is followed up about several matters. Say which with --followup: {Choices(open)}");
    }

    /// <summary>A no to a matter that nobody can name: the wider scope counts until a person confirms less (METHOD B1).</summary>
    private static bool IsUnclear(TouchInput input, FollowUpRow? row) =>
        row is null && Names.TryRead<StopScope>(input.Scope, out var scope) && scope == StopScope.Matter && Names.TryRead<Outcome>(input.Outcome, out var outcome) && outcome == Outcome.OptOut;

    private static string Choices(List<FollowUpRow> rows) => rows.Count == 0 ? "There is none yet." : string.Join("; ", rows.Select(f => $"{f.Id} ({f.Matter}, {f.OwnerName})")) + ".";

    private static Result<LoggedTouch> Repeat(Session session, ContactFile file, FollowUpRow? row, TimelineRow earlier, TouchInput input, string fingerprint)
    {
        var data = EntryData.Read(earlier.Data);
        if (data.Fingerprint != fingerprint)
            return Result<LoggedTouch>.Wrong("id", $"The id \"{earlier.TouchKey}\" was used before with other content. Use a new id for each touch.");
        row = file.FollowUpRows.Find(f => f.Id == earlier.FollowUpId) ?? row;
        return Show(file, row, earlier, input, [.. (data.Outside ?? []).Select(rule => new Reason(rule, "Recorded outside this rule."))], null) with
        {
            LedTo = data.LedTo is { } right ? LedToTheRightPerson.Earlier(session, right, row) : null,
        };
    }

    private static LoggedTouch Show(ContactFile file, FollowUpRow? row, TimelineRow entry, TouchInput input, List<Reason> outside, string? changed)
    {
        var touch = new TouchShown(
            entry.Id, file.Contact.Id, row?.Id, InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(entry.At)), entry.Channel!, entry.Direction!, entry.Outcome!, entry.Note, entry.Offer);
        if (row is null)
        {
            List<Reason> why = IsUnclear(input, row) ? [new Reason("B1", $"{file.Contact.Name} is not followed up, so there is no matter to name: everything has stopped, for everyone, until a manager lifts it with evidence.")] : [];
            return new LoggedTouch(touch, null, null, why, outside, changed);
        }

        var now = file.FollowUpRows.Find(f => f.Id == row.Id)!;
        return new LoggedTouch(touch, now.State, WhyNow.StepOf(now, file.OwnerZone(now)), WhyNow.Of(now), outside, changed);
    }

    private static List<Problem> Check(Workspace workspace, TouchInput input, out Words words)
    {
        var problems = new List<Problem>();
        if (!Names.TryRead<Channel>(input.Channel, out var channel))
            problems.Add(new Problem("channel", $"\"{input.Channel}\" is no channel. Choose one of: {string.Join(", ", Names.All<Channel>())}."));
        if (!Names.TryRead<Outcome>(input.Outcome, out var outcome))
            problems.Add(new Problem("outcome", $"\"{input.Outcome}\" is no outcome. Choose one of: {string.Join(", ", Names.All<Outcome>())}."));
        StopScope? scope = null;
        if (Blank(input.Scope) is { } scopeText)
        {
            if (Names.TryRead<StopScope>(scopeText, out var read))
                scope = read;
            else
                problems.Add(new Problem("scope", $"\"{scopeText}\" is no scope. Choose one of: {string.Join(", ", Names.All<StopScope>())}."));
        }

        OverrideReason? reason = null;
        if (Blank(input.Override) is { } why)
            reason = Names.TryRead<OverrideReason>(why, out var read) ? read : OverrideReason.MyJudgement;
        var happened = input.Happened ?? workspace.Now;
        if (happened > workspace.Now + Duration.FromMinutes(1))
            problems.Add(new Problem("happened", "That time is in the future. Record it when it has happened."));
        // a day of grace, because the owner's zone is not known yet
        problems.AddRange(Past(input, happened.InZone(workspace.Zone).Date.PlusDays(-1)));
        if (input.StayEveryMonths is < 1 or > 120)
            problems.Add(new Problem("stay-every-months", "Say between 1 and 120 months."));
        problems.AddRange(LedToTheRightPerson.Problems(input, outcome));
        if (input.With.Count > MostTogether)
            problems.Add(new Problem("with", $"At most {MostTogether} people take part in one touch."));
        problems.AddRange(Lengths.Problems(Lengths.Text, ("note", input.Note)));
        problems.AddRange(Lengths.Problems(Lengths.Line, ("offer", input.Offer), ("next", input.Next), ("promise", input.Promise), ("reason", input.Reason), ("id", input.Key)));
        if (Blank(input.Next) is not null && input.On is null && input.At is null && !input.TheyDidNotSay)
            problems.Add(new Problem("on", "Say on which day the next step is: --on 2026-03-14."));
        if (Blank(input.Promise) is not null && input.PromisedFor is null && input.On is null)
            problems.Add(new Problem("promised-for", "Say for which day it is promised: --promised-for 2026-03-14."));
        words = new Words(channel, outcome, input.Direction ?? Outcomes.UsualDirection(channel, outcome), scope, reason);
        return problems;
    }

    private static List<Problem> Past(TouchInput input, LocalDate today)
    {
        (LocalDate? Date, string Field, string What)[] dates = [(input.On, "on", "next step"), (input.PromisedFor, "promised-for", "promise"), (input.Until, "until", "date")];
        return [.. dates.Where(given => given.Date < today)
            .Select(given => new Problem(given.Field, $"The {given.What} {LocalDatePattern.Iso.Format(given.Date!.Value)} is in the past. Choose today or later."))];
    }

    private static string Fingerprint(long contactId, TouchInput input)
    {
        var text = string.Join('\u001f', contactId, input.Channel.ToLowerInvariant(), input.Outcome.ToLowerInvariant(), input.FollowUp, input.By, input.Direction, input.Note, input.Offer,
            string.Join(',', input.With), input.Next, input.On, input.At, input.TheyDidNotSay, input.Promise, input.PromisedFor, input.Until, input.Reason, input.MayStayInTouch, input.StayEveryMonths, input.Scope, input.Override, input.Service);
        if (LedToTheRightPerson.IsNamed(input))
            text += string.Join('\u001f', "", input.Who, input.WhoEmail, input.WhoPhone);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Iso(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;

    private sealed record Words(Channel Channel, Outcome Outcome, Direction Direction, StopScope? Scope, OverrideReason? Override);
}
