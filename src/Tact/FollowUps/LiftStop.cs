using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>Lifts a no: only an authorised person may, with recorded evidence (METHOD B1).</summary>
public static class LiftStop
{
    /// <summary>Lifts a scope for a contact.</summary>
    public static Result<long> Run(Workspace workspace, Actor actor, string contact, string scope, string evidence) => workspace.Data.Write(session =>
    {
        if (!actor.SeesTeam)
            return new Result<long>.Refused("Only a manager or admin may lift a no, with evidence that they asked for it.", "B1", null);
        if (!Names.TryRead<StopScope>(scope, out var which))
            return Result<long>.Wrong("scope", $"\"{scope}\" is no scope. Choose one of: {string.Join(", ", Names.All<StopScope>())}.");
        if (string.IsNullOrWhiteSpace(evidence))
            return Result<long>.Wrong("evidence", "Say how and when they told you that they want to hear from us again.");
        return ResolveContact.From(session, contact).Then<long>(id =>
        {
            var file = ContactFile.Open(session, workspace, id)!;
            var now = workspace.Now.ToUnixTimeMilliseconds();
            var entries = session.Query<long>("select entry_id from suppressions where contact_id = @id and scope = @scope and lifted_at is null and entry_id is not null", new { id, scope = Names.Of(which) });
            foreach (var matter in which == StopScope.Matter ? file.Person.StoppedMatters.ToList() : [null!])
            {
                file.Append(new TimelineRow
                {
                    Kind = "lift", At = now, RecordedAt = now, ByUser = actor.UserId, Note = evidence.Trim(),
                    Data = new EntryData { Scope = Names.Of(which), MatterKey = matter, Evidence = evidence.Trim() }.ToText(),
                });
            }

            session.Execute(
                "update suppressions set lifted_at = @now, lifted_by = @user, evidence = @evidence where lifted_at is null and scope = @scope and (contact_id = @id or entry_id in @entries)",
                new { now, user = actor.UserId, evidence = evidence.Trim(), scope = Names.Of(which), id, entries = entries.Count == 0 ? [-1] : entries });
            file.SaveDecisions();
            return id;
        });
    });
}
