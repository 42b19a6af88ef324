using Tact.Accounts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Contacts;

/// <summary>A note that was added.</summary>
public sealed record AddedNote(long Id, long Contact, string Text);

/// <summary>Adds a note to a person's timeline, without a touch.</summary>
public static class AddNote
{
    /// <summary>Adds it. A note broken off in a conversation asks for a next step (METHOD C1).</summary>
    public static Result<AddedNote> Run(Workspace workspace, Actor actor, string contact, string text, long? followUp = null, bool needsNextStep = false) =>
        workspace.Data.Write(session => ResolveContact.From(session, contact).Then(id => In(session, workspace, actor, id, text, followUp, needsNextStep)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<AddedNote> In(Session session, Workspace workspace, Actor actor, long contactId, string text, long? followUp, bool needsNextStep)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Result<AddedNote>.Wrong("text", "Write something to keep.");
        if (Lengths.Problems(Lengths.Text, ("text", text)).ToList() is { Count: > 0 } tooLong)
            return new Result<AddedNote>.Invalid(tooLong);
        var file = ContactFile.Open(session, workspace, contactId)!;
        if (followUp is not null && file.FollowUpRows.Find(f => f.Id == followUp) is null)
            return new Result<AddedNote>.NotFound($"{file.Contact.Name} has no follow-up {followUp}.");
        var open = file.FollowUpRows.Where(f => f.State is not ("answered" or "stopped")).ToList();
        var about = followUp ?? (open is [var only] ? only.Id : null);
        if (needsNextStep && file.FollowUpRows.Find(f => f.Id == about) is { } row && !actor.MayChange(row.OwnerId))
            return new Result<AddedNote>.Refused($"This follow-up belongs to {row.OwnerName}. Leave a note; ask {row.OwnerName} or a manager for the next step.", "role", null);
        var now = workspace.Now.ToUnixTimeMilliseconds();
        var kept = file.Append(new TimelineRow
        {
            Kind = "note", FollowUpId = about, At = now, RecordedAt = now, ByUser = actor.UserId ?? file.FollowUpRows.Find(f => f.Id == about)?.OwnerId, Note = text.Trim(),
            Data = needsNextStep && about is not null ? new EntryData { NeedsNextStep = true }.ToText() : null,
        });
        file.SaveDecisions();
        return new AddedNote(kept.Id, contactId, kept.Note!);
    }
}
