using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>What a follow-up is started with; empty fields take the usual choice.</summary>
public sealed record StartInput
{
    /// <summary>Who follows up, by e-mail.</summary>
    public required string Owner { get; init; }

    /// <summary>What it is about.</summary>
    public string? Matter { get; init; }

    /// <summary>cold, enquiry, talked, proposal, referral or client; picked from the person's tags when empty.</summary>
    public string? Situation { get; init; }

    /// <summary>The etiquette preset.</summary>
    public string? Preset { get; init; }

    /// <summary>The cadence.</summary>
    public string? Cadence { get; init; }

    /// <summary>Who has left and is succeeded by this person: id, e-mail or unique name (METHOD D2).</summary>
    public string? SuccessorOf { get; init; }

    /// <summary>The first day; today when empty.</summary>
    public LocalDate? StartOn { get; init; }
}

/// <summary>A follow-up that was started.</summary>
public sealed record StartedFollowUp(long FollowUp, long Contact, string Matter, string Situation, string Etiquette, string Cadence, string State, string? Due)
{
    /// <summary>Who has left and is succeeded; null for none.</summary>
    public TookOverData? TookOverFrom { get; init; }

    /// <summary>Who sent us and is to be thanked (METHOD H1); null for nobody, or when that is promised already.</summary>
    public PersonLinked? Thank { get; init; }
}

/// <summary>Starts following up one contact about one matter.</summary>
public static class StartFollowUp
{
    /// <summary>The matter when none is given.</summary>
    public const string UsualMatter = "general";

    /// <summary>Starts one follow-up; the contact is meant by id, e-mail or unique name.</summary>
    public static Result<StartedFollowUp> Run(Workspace workspace, Actor actor, string contact, StartInput input) => workspace.Data.Write(session =>
        ResolveContact.From(session, contact).Then(id => In(session, workspace, actor, id, input)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<StartedFollowUp> In(Session session, Workspace workspace, Actor actor, long contactId, StartInput input)
    {
        var problems = new List<Problem>();
        if (input.Situation is { } s && !Names.TryRead<Situation>(s, out _))
            problems.Add(new Problem("situation", $"\"{s}\" is no situation. Choose one of: {string.Join(", ", Names.All<Situation>())}."));
        if (input.Preset is { } p && !workspace.Policies.Presets.ContainsKey(p))
            problems.Add(new Problem("etiquette", $"\"{p}\" is no etiquette preset. Choose one of: {string.Join(", ", workspace.Policies.Presets.Keys.Order())}."));
        if (input.Cadence is { } c && !workspace.Policies.Cadences.ContainsKey(c))
            problems.Add(new Problem("cadence", $"\"{c}\" is no cadence. Choose one of: {string.Join(", ", workspace.Policies.Cadences.Keys.Order())}."));
        problems.AddRange(Lengths.Problems(Lengths.Line, ("matter", input.Matter)));
        if (problems.Count > 0)
            return new Result<StartedFollowUp>.Invalid(problems);
        return Actor.Find(session, input.Owner, "owner").Then(owner => For(session, workspace, actor, contactId, input, owner));
    }

    private static Result<StartedFollowUp> For(Session session, Workspace workspace, Actor actor, long contactId, StartInput input, UserRow owner)
    {
        if (!actor.MayChange(owner.Id))
            return new Result<StartedFollowUp>.Refused("Sellers start follow-ups of their own. Ask a manager to start one for a colleague.", "role", null);
        if (owner.DisabledAt is not null)
            return Result<StartedFollowUp>.Wrong("owner", $"The account of {owner.Name} is switched off. Choose somebody who can follow up.");
        if (input.StartOn < workspace.Now.InZone(workspace.ZoneOf(owner.Zone)).Date.PlusDays(-1))
            return Result<StartedFollowUp>.Wrong("on", $"{LocalDatePattern.Iso.Format(input.StartOn.Value)} is in the past. Choose today or later.");
        var file = ContactFile.Open(session, workspace, contactId);
        if (file is null)
            return new Result<StartedFollowUp>.NotFound($"There is no contact {contactId}.");
        return Successor.Of(session, workspace, contactId, input.SuccessorOf).Then(before => In(session, workspace, actor, file, input, owner, before.From, before.Matter));
    }

    private static Result<StartedFollowUp> In(Session session, Workspace workspace, Actor actor, ContactFile file, StartInput input, UserRow owner, TookOverData? before, string? usualMatter)
    {
        var contactId = file.Contact.Id;
        var matter = string.IsNullOrWhiteSpace(input.Matter) ? usualMatter ?? UsualMatter : input.Matter.Trim();
        var matterKey = Folded.Text(matter);
        if (file.FollowUpRows.FirstOrDefault(f => f.MatterKey == matterKey && f.State is not ("answered" or "stopped")) is { } open)
            return Result<StartedFollowUp>.Wrong("matter", $"{file.Contact.Name} is already followed up about \"{open.Matter}\" by {open.OwnerName} (follow-up {open.Id}).");
        if (file.Person.StoppedAll)
            return new Result<StartedFollowUp>.Refused($"{file.Contact.Name} asked never to be contacted again.", "B1", null);
        if (file.Person.StoppedMatters.Contains(matterKey))
            return new Result<StartedFollowUp>.Refused($"{file.Contact.Name} said no to \"{matter}\" for good.", "B1", null);

        var situation = input.Situation is { } s ? Names.Read<Situation>(Names.All<Situation>().First(n => n.Equals(s.Trim(), StringComparison.OrdinalIgnoreCase))) : UsualSituation(file);
        var preset = input.Preset ?? PolicyFiles.PresetFor(situation);
        var cadence = input.Cadence ?? UsualCadence(file, situation, preset, workspace.Now);
        var now = workspace.Now;
        var startOn = input.StartOn ?? now.InZone(workspace.ZoneOf(owner.Zone)).Date;
        var row = new FollowUpRow
        {
            ContactId = contactId, CompanyId = file.Contact.CompanyId, OwnerId = owner.Id, Matter = matter, MatterKey = matterKey, Situation = Names.Of(situation),
            Preset = preset, Cadence = cadence, StartedAt = now.ToUnixTimeMilliseconds(), OwnerZone = owner.Zone, OwnerDaysOff = owner.DaysOff, OwnerEmail = owner.Email, OwnerName = owner.Name, Version = 1,
        };
        var start = LocalDatePattern.Iso.Format(startOn);
        row.Id = session.Insert(
            """
            insert into follow_ups (contact_id, company_id, owner_id, matter, matter_key, situation, preset, cadence, started_at, start_on, successor_of, state)
            values (@ContactId, @CompanyId, @OwnerId, @Matter, @MatterKey, @Situation, @Preset, @Cadence, @StartedAt, @start, @predecessor, 'active')
            returning id
            """,
            new { row.ContactId, row.CompanyId, row.OwnerId, row.Matter, row.MatterKey, row.Situation, row.Preset, row.Cadence, row.StartedAt, start, predecessor = before?.Contact });
        DueCounts.Move(session, null, row);
        file.FollowUpRows.Add(row);
        file.Append(new TimelineRow
        {
            FollowUpId = row.Id, Kind = "start", At = row.StartedAt, RecordedAt = row.StartedAt, ByUser = actor.UserId ?? owner.Id,
            Data = new EntryData { Matter = matter, MatterKey = matterKey, Situation = row.Situation, Preset = preset, PresetByHand = input.Preset is null ? null : true, Cadence = cadence, Owner = owner.Id, StartOn = start, TookOver = before }.ToText(),
        });
        file.SaveDecisions();
        var saved = file.FollowUpRows[^1];
        return new StartedFollowUp(saved.Id, contactId, matter, saved.Situation, preset, cadence, saved.State, saved.DueOn)
        {
            TookOverFrom = before, Thank = situation == Situation.Referral ? ThankReferrer.Unthanked(session, workspace, contactId) : null,
        };
    }

    /// <summary>The cadence of the situation; for somebody who was followed up before and left in peace for as long as a first rest, the one that begins with something new.</summary>
    private static string UsualCadence(ContactFile file, Situation situation, string preset, Instant now) =>
        situation is Situation.Cold or Situation.Talked && file.FollowUpRows.Count > 0 && file.Person.LastContactDay is >= 0 and var last && WorkingDays.NumberAt(now, file.Zone) - last >= Defaults.RevivalDays
            ? "revival" : PolicyFiles.CadenceFor(situation, preset);

    /// <summary>Where the relation stands when nobody says: clients are clients, somebody who talked with us is not cold.</summary>
    private static Situation UsualSituation(ContactFile file) =>
        file.Contact.Tags.Split(',').Contains("client") ? Situation.Client
        : file.Person.LastTwoWayAt is not null || file.Person.KnownSince is not null ? Situation.Talked
        : Situation.Cold;
}
