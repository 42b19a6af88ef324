using NodaTime;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Etiquette;
using Tact.Mail.Mailboxes;
using Tact.Messages;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>When a message shall leave.</summary>
public enum ReleaseAt
{
    /// <summary>At once.</summary>
    Now,

    /// <summary>At the next moment the etiquette allows in the receiver's working day.</summary>
    Next,

    /// <summary>At a chosen moment.</summary>
    Chosen,
}

/// <summary>A person releases a message they have read (METHOD B6).</summary>
/// <param name="When">When it shall leave.</param>
/// <param name="At">The chosen moment.</param>
/// <param name="Override">Why a guideline is overruled: they-asked, urgent or my-judgement (METHOD B10).</param>
/// <param name="SeenVersion">The version they read; a newer one is not released.</param>
/// <param name="AsItIs">Why its words go as they are although the message check says that they would annoy; what would annoy is answered before it leaves.</param>
public sealed record Release(ReleaseAt When = ReleaseAt.Now, Instant? At = null, string? Override = null, long? SeenVersion = null, string? AsItIs = null);

/// <summary>Releases one message. Consent, law and a no cannot be overruled; a guideline can, with a reason.</summary>
public static class ReleaseMessage
{
    /// <summary>Releases it; from then on it leaves by itself at its time, unless something happens before.</summary>
    public static Result<MessageShown> Run(Workspace workspace, Actor actor, long id, Release release) => workspace.Data.Write(session =>
        OutgoingRow.Find(session, actor, id).Then(row => In(session, workspace, actor, row, release)).Then<MessageShown>(row => ListMessages.Show(session, workspace, row)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<OutgoingRow> In(Session session, Workspace workspace, Actor actor, OutgoingRow row, Release release)
    {
        if (row.State is not ("draft" or "stopped" or "failed"))
            return new Result<OutgoingRow>.Refused(row.State is "released" ? "It is released already." : row.State == "in-doubt" ? "Nobody knows yet whether it arrived. Answer that first." : "It has left already.", "state", null);
        if (release.SeenVersion is { } seen && seen != row.Version)
            return new Result<OutgoingRow>.Stale("This draft was changed meanwhile. Read it again before you release it.");
        if (release.Override is { Length: > 0 } because && !Names.TryRead<OverrideReason>(because, out _))
            return Result<OutgoingRow>.Wrong("override", $"\"{because}\" is no reason. Choose one of: {string.Join(", ", Names.All<OverrideReason>())}.");
        if (session.Scalar<long?>("select id from contacts where id = @ContactId and erased_at is null", new { row.ContactId }) is null)
            return new Result<OutgoingRow>.NotFound("The person is not on record any more.");
        var now = workspace.Now;
        var check = CheckMessage.Draft(session, workspace, row, now);
        if (check.Problems.Count > 0)
            return new Result<OutgoingRow>.Invalid(check.Problems);
        if (CheckMessage.IsHeld(session, row))
            return new Result<OutgoingRow>.Refused("Mail from them waits to be understood. Look at it first, then release this.", "A1", null);
        var moment = release.When switch { ReleaseAt.Next => check.Next, ReleaseAt.Chosen => release.At, _ => now };
        if (moment is not { } at)
            return release.When == ReleaseAt.Chosen ? Result<OutgoingRow>.Wrong("at", "Say when it shall leave.") : Refused(check);
        if (release.When == ReleaseAt.Chosen)
        {
            if (at < now)
                return Result<OutgoingRow>.Wrong("at", "That moment is past. Choose a later one.");
            check = CheckMessage.Draft(session, workspace, row, at);
        }

        var overruled = release.Override is { Length: > 0 } given ? given : row.With.Override;
        if (release.When != ReleaseAt.Next && check.Verdict.Verdict != Names.Of(VerdictKind.Allow) && !(check.Verdict.Overrulable && overruled is not null))
            return Refused(check);
        var asItIs = string.IsNullOrWhiteSpace(release.AsItIs) ? row.With.AsItIs : release.AsItIs.Trim();
        if (check.Words.Verdict == "annoying" && asItIs is null)
            return Result<OutgoingRow>.Wrong("as-it-is", Annoys(check.Words));
        if (asItIs is { Length: > Lengths.Line })
            return Result<OutgoingRow>.Wrong("as-it-is", $"Say it in {Lengths.Line} characters.");
        Write(session, workspace, actor, row, at, check.Verdict.Verdict == Names.Of(VerdictKind.Allow) || release.When == ReleaseAt.Next ? null : overruled, check.Words.Verdict == "annoying" ? asItIs : null);
        return OutgoingRow.Of(session, row.Id)!;
    }

    /// <summary>What would annoy, and what can be done about it.</summary>
    private static string Annoys(TextChecked words) => $"It would annoy: {string.Join("; ", words.Findings.Where(one => one.Severity == "annoying").Select(one => one.Text.Length > 0 ? $"“{(one.Text.Length > 60 ? one.Text[..59] + "…" : one.Text)}” ({one.Why.TrimEnd('.')})" : one.Why.TrimEnd('.')))}. Change the words, or say why they go as they are.";

    // what is released is what was read: from here on the fields stand filled
    private static void Write(Session session, Workspace workspace, Actor actor, OutgoingRow row, Instant at, string? overruled, string? asItIs)
    {
        var (subject, body) = MessageText.Filled(session, workspace, row, Mailboxes.Mailboxes.Of(session, row.MailboxId));
        var wayOut = WayOut.IsDue(session, row) ? 1 : 0;
        var seenEntry = session.Scalar<long?>("select max(id) from timeline where contact_id = @ContactId", new { row.ContactId }) ?? 0;
        var seenState = row.FollowUpId is { } followUp ? session.Scalar<string>("select state from follow_ups where id = @followUp", new { followUp }) : null;
        session.Execute(
            """
            update outgoing
            set state = 'released', subject = @subject, body = @body, touch = @touch, way_out = @wayOut, send_at = @at, released_at = @now, released_by = @by, seen_entry = @seenEntry, seen_state = @seenState,
              why = null, tries = 0, next_try_at = null, claimed_by = null, claimed_at = null, data_at = null, looks = 0, version = version + 1
            where id = @Id
            """,
            new
            {
                row.Id, subject = subject.Text, body = body.Text, touch = (row.With with { Override = overruled, AsItIs = asItIs }).ToText(), wayOut, at = at.ToUnixTimeMilliseconds(), now = workspace.Now.ToUnixTimeMilliseconds(),
                by = actor.UserId ?? row.WrittenBy, seenEntry, seenState,
            });
    }

    private static Result<OutgoingRow> Refused(Checked check)
    {
        var why = string.Join(" ", check.Verdict.Reasons.Select(reason => reason.Text));
        return new Result<OutgoingRow>.Refused(
            why.Length > 0 ? why : "The etiquette does not allow it.", check.Verdict.Reasons is [var first, ..] ? first.Rule : "B3", check.Verdict.Verdict == Names.Of(VerdictKind.Refuse) ? null : check.Next);
    }
}
