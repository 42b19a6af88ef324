using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Etiquette;
using Tact.FollowUps;

namespace Tact.Etiquette;

/// <summary>The verdict for an unasked contact, as contracts show it.</summary>
/// <param name="Verdict">allow, hold or refuse.</param>
/// <param name="Until">The first instant at which it would be allowed, ISO 8601 with the contact's offset; null when allowed now or refused for good.</param>
/// <param name="Reasons">Every rule that spoke.</param>
/// <param name="FollowUp">The follow-up it was judged for; null when the person is not followed up.</param>
/// <param name="Overrulable">Whether a seller may overrule it with a reason (METHOD B10).</param>
/// <param name="Owner">Who owns the follow-up.</param>
public sealed record VerdictShown(string Verdict, string? Until, IReadOnlyList<Reason> Reasons, long? FollowUp, bool Overrulable, string? Owner);

/// <summary>Asks the etiquette about a contact now.</summary>
public static class AskVerdict
{
    /// <summary>Judges a contact on a channel at the workspace's now.</summary>
    public static Result<VerdictShown> Run(Workspace workspace, Actor actor, string contact, string channel, string? by = null, long? followUp = null, string? matter = null) => workspace.Data.Read(session =>
    {
        if (!Names.TryRead<Channel>(channel, out var on))
            return Result<VerdictShown>.Wrong("channel", $"\"{channel}\" is no channel. Choose one of: {string.Join(", ", Names.All<Channel>())}.");
        long? asker = actor.UserId;
        if (by is not null)
        {
            var user = Actor.Find(session, by, "by");
            if (user is not Result<UserRow>.Ok { Value: var found })
                return user.Then<VerdictShown>(_ => throw new InvalidOperationException());
            asker = found.Id;
        }

        return ResolveContact.From(session, contact).Then<VerdictShown>(id =>
        {
            var file = ContactFile.Open(session, workspace, id)!;
            if (followUp is { } named && file.FollowUpRows.All(f => f.Id != named))
                return new Result<VerdictShown>.NotFound($"{file.Contact.Name} has no follow-up {named}.");
            var row = followUp is not null ? file.FollowUpRows.Find(f => f.Id == followUp) : Meant(file, asker, matter);
            return Show(file, row, row is null ? file.CaseOfPerson(matter is null ? null : Folded.Text(matter)) : file.CaseOf(row), on, workspace.Now);
        });
    });

    /// <summary>A verdict in words and contract form.</summary>
    public static VerdictShown Show(ContactFile file, FollowUpRow? row, Case c, Channel channel, Instant now)
    {
        var verdict = Judge.Of(c, channel, now);
        var until = verdict.Until is { } at ? OffsetDateTimePattern.Rfc3339.Format(at.InZone(file.Zone).ToOffsetDateTime()) : null;
        return new VerdictShown(
            Names.Of(verdict.Kind), until, Reasons.Of(c, verdict, channel, now), row?.Id, verdict.Kind == VerdictKind.Hold && (verdict.Rules & Judge.Consent) == 0, row?.OwnerName);
    }

    /// <summary>The asker's own follow-up first, then any open one, then the last closed one.</summary>
    private static FollowUpRow? Meant(ContactFile file, long? asker, string? matter)
    {
        if (matter is not null)
            return file.FollowUpRows.LastOrDefault(f => f.MatterKey == Folded.Text(matter));
        var open = file.FollowUpRows.Where(f => f.State is not ("answered" or "stopped")).ToList();
        return open.Find(f => f.OwnerId == asker) ?? open.FirstOrDefault() ?? file.FollowUpRows.LastOrDefault();
    }
}
