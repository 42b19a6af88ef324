using Tact.Accounts;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>Gives a follow-up to a colleague, with its whole history (METHOD G2).</summary>
public static class HandOver
{
    /// <summary>Hands over to the user with an e-mail address.</summary>
    public static Result<ChangedFollowUp> Run(Workspace workspace, Actor actor, string contact, long? followUp, string to, string? note)
    {
        var found = workspace.Data.Read(session => Actor.Find(session, to, "to"));
        return found.Then(owner => owner.DisabledAt is not null
            ? Result<ChangedFollowUp>.Wrong("to", $"The account of {owner.Name} is switched off. Choose somebody who can take it on.")
            : ChangeFollowUp.Run(workspace, actor, contact, followUp, (_, row) => row.OwnerId == owner.Id
            ? Result<TimelineRow>.Wrong("to", $"{owner.Name} follows this up already.")
            : new TimelineRow { Kind = "handover", Note = note, Data = new EntryData { Owner = owner.Id }.ToText() }));
    }
}
