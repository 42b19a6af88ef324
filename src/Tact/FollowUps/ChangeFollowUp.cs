using NodaTime;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core.Etiquette;
using Tact.Storage;
using Tact.Timeline;
using Tact.Touches;

namespace Tact.FollowUps;

/// <summary>A follow-up after a change: where it stands and what comes next.</summary>
/// <param name="FollowUp">Its number.</param>
/// <param name="Contact">The person.</param>
/// <param name="State">Where it stands.</param>
/// <param name="NextStep">What comes next.</param>
/// <param name="Why">Why that comes next.</param>
/// <param name="Entry">The entry on the timeline; it can be taken back while it is the last.</param>
public sealed record ChangedFollowUp(long FollowUp, long Contact, string State, NextStep? NextStep, IReadOnlyList<Reason> Why, long Entry);

/// <summary>Finds the follow-up that is meant, checks who may change it, appends one entry and saves the decisions.</summary>
public static class ChangeFollowUp
{
    /// <summary>Runs a change of one follow-up in one transaction.</summary>
    public static Result<ChangedFollowUp> Run(Workspace workspace, Actor actor, string contact, long? followUp, Func<ContactFile, FollowUpRow, Result<TimelineRow>> entry) =>
        workspace.Data.Write(session => ResolveContact.From(session, contact).Then(id => In(session, workspace, actor, id, followUp, entry)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<ChangedFollowUp> In(Session session, Workspace workspace, Actor actor, long contactId, long? followUp, Func<ContactFile, FollowUpRow, Result<TimelineRow>> entry)
    {
        var file = ContactFile.Open(session, workspace, contactId)!;
        return Meant(file, followUp).Then(row =>
        {
            var covering = Absences.Leaves.IsCovering(session, workspace, actor, row.OwnerId);
            if (!actor.MayChange(row.OwnerId) && !covering)
                return new Result<ChangedFollowUp>.Refused($"This follow-up belongs to {row.OwnerName}. Ask {row.OwnerName} or a manager.", "role", null);
            return entry(file, row).Then<ChangedFollowUp>(made =>
            {
                if (covering && made.Kind == "handover")
                    return new Result<ChangedFollowUp>.Refused($"You cover for {row.OwnerName}; the follow-up stays theirs. A manager hands it over.", "role", null);
                var now = workspace.Now.ToUnixTimeMilliseconds();
                made.FollowUpId = row.Id;
                made.At = made.RecordedAt = now;
                made.ByUser = actor.UserId ?? row.OwnerId;
                if (covering)
                    made.Data = (EntryData.Read(made.Data) with { For = row.OwnerId }).ToText();
                file.Append(made);
                file.SaveDecisions();
                var saved = file.FollowUpRows.Find(f => f.Id == row.Id)!;
                return new ChangedFollowUp(saved.Id, contactId, saved.State, WhyNow.StepOf(saved, file.OwnerZone(saved)), WhyNow.Of(saved), made.Id);
            });
        });
    }

    /// <summary>The open follow-up that is meant; the last closed one when none is open.</summary>
    public static Result<FollowUpRow> Meant(ContactFile file, long? followUp)
    {
        if (followUp is { } id)
            return file.FollowUpRows.Find(f => f.Id == id) is { } named ? named : new Result<FollowUpRow>.NotFound($"{file.Contact.Name} has no follow-up {id}.");
        var open = file.FollowUpRows.Where(f => f.State is not ("answered" or "stopped")).ToList();
        return open switch
        {
            [var only] => only,
            [] when file.FollowUpRows.Count > 0 => file.FollowUpRows[^1],
            [] => new Result<FollowUpRow>.NotFound($"{file.Contact.Name} is not followed up yet. Start with: tact start {file.Contact.Id} --owner …"),
            _ => Result<FollowUpRow>.Wrong("followup", $"{file.Contact.Name} is followed up about several matters. Say which with --followup: {string.Join("; ", open.Select(f => $"{f.Id} ({f.Matter}, {f.OwnerName})"))}."),
        };
    }

    /// <summary>Today in a follow-up's owner's zone.</summary>
    public static LocalDate Today(Workspace workspace, ContactFile file, FollowUpRow row) => workspace.Now.InZone(file.OwnerZone(row)).Date;
}
