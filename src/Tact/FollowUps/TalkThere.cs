using NodaTime;
using NodaTime.Text;
using Tact.Storage;

namespace Tact.FollowUps;

/// <summary>Words that went both ways with somebody else at the same company. On the same matter they hold a colleague's cold steps (METHOD B3); on another they are for knowing.</summary>
/// <param name="Contact">With whom.</param>
/// <param name="Name">Their name.</param>
/// <param name="Matter">About what.</param>
/// <param name="Owner">Who follows that up.</param>
/// <param name="On">The day, yyyy-MM-dd in the workspace's zone.</param>
public sealed record TalkThere(long Contact, string Name, string Matter, string Owner, string On)
{
    private const int MostShown = 5;
    private static readonly Duration Lately = Duration.FromDays(30);

    /// <summary>Those of the last thirty days, the newest first.</summary>
    public static List<TalkThere> Of(Session session, Workspace workspace, long contact, long? company) => company is null ? [] : session.Query<(long Contact, string Name, string Matter, string Owner, long At)>(
            """
            select f.contact_id, c.name, f.matter, u.name, f.last_two_way_at
            from follow_ups f
            join contacts c on c.id = f.contact_id
            join users u on u.id = f.owner_id
            where f.company_id = @company
              and f.contact_id <> @contact
              and f.last_two_way_at >= @since
              and c.erased_at is null
            order by f.last_two_way_at desc, f.id desc
            limit @MostShown
            """,
            new { company, contact, since = (workspace.Now - Lately).ToUnixTimeMilliseconds(), MostShown })
        .ConvertAll(talk => new TalkThere(talk.Contact, talk.Name, talk.Matter, talk.Owner, LocalDatePattern.Iso.Format(Instant.FromUnixTimeMilliseconds(talk.At).InZone(workspace.Zone).Date)));
}
