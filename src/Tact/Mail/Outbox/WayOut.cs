using System.Globalization;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Mail;
using Tact.Storage;

namespace Tact.Mail.Outbox;

/// <summary>Every how many unasked messages to one person the way out goes along.</summary>
public sealed record WayOutShown(long Every);

/// <summary>
/// Every unasked message lets them say no without awkwardness (METHOD B7). Its words do that in each; the sentence with the link goes along in the first and
/// every few. The answer to a mail of theirs is not unasked: it neither carries the way out nor counts.
/// </summary>
public static class WayOut
{
    /// <summary>Every how many, where the team chose nothing else.</summary>
    public const long Usual = 4;

    private const long Most = 20;
    private const string Setting = "way_out_every";

    // the first message of ours that answers a mail a person wrote; what follows in the same thread is unasked again
    private static string IsAnswer(string another) => $"""
        exists (
          select 1
          from mails m
          where m.id = o.answers_mail_id
            and m.direction = 'in'
            and m.kind not in ('{Names.Of(MailKind.OutOfOffice)}', '{Names.Of(MailKind.AutoReply)}', '{Names.Of(MailKind.Bounce)}'))
        and not exists (
          select 1
          from outgoing e
          where e.contact_id = o.contact_id
            and e.answers_mail_id = o.answers_mail_id
            and {another}
            and {HasLeft("e")})
        """;

    /// <summary>As it is set.</summary>
    public static WayOutShown Of(Session session) => new(
        long.TryParse(session.Scalar<string>("select value from settings where name = @Setting", new { Setting }), NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set > 0 ? set : Usual);

    /// <summary>Sets it, between every message and every twentieth; an admin does.</summary>
    public static Result<WayOutShown> Set(Workspace workspace, Actor actor, long? every)
    {
        if (actor.Role != "admin")
            return new Result<WayOutShown>.Refused("An admin sets this for the whole team.", "role", null);
        if (every is not { } chosen || chosen is < 1 or > Most)
            return Result<WayOutShown>.Wrong("every", $"Choose a number from 1 (every message) to {Most}.");
        return workspace.Data.Write<Result<WayOutShown>>(session =>
        {
            session.Execute("insert into settings (name, value) values (@Setting, @value) on conflict (name) do update set value = excluded.value", new { Setting, value = chosen.ToString(CultureInfo.InvariantCulture) });
            return Of(session);
        });
    }

    /// <summary>Whether the next message to them carries it: the first unasked one, and every few.</summary>
    public static bool IsDue(Session session, OutgoingRow row)
    {
        if (session.Scalar<long?>($"select o.id from outgoing o where o.id = @Id and {IsAnswer("e.id <> o.id")}", new { row.Id }) is not null)
            return false;
        var before = session.Scalar<long>($"select count(*) from outgoing o where o.contact_id = @ContactId and o.id <> @Id and {HasLeft("o")} and not ({IsAnswer("e.id < o.id")})", new { row.ContactId, row.Id });
        return before % Of(session).Every == 0;
    }

    private static string HasLeft(string message) => $"({message}.sent_at is not null or {message}.state in ('released', 'sending', 'in-doubt'))";
}
