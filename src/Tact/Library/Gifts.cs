using Tact.Core.FollowUps;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Library;

/// <summary>Which touch gave somebody which asset, and the first answer after it.</summary>
public sealed record AssetGift(long Entry, long Asset, long At, long? AnsweredAt);

/// <summary>
/// What was given is a cache of the timeline: a touch whose words reached them and whose offer is an asset's title. Undone, corrected
/// or bounced, it was not given; named again under another title later, it stays what it was.
/// </summary>
public static class Gifts
{
    /// <summary>Brings the table up to date with a contact's timeline.</summary>
    public static void Keep(Session session, long contact, Person person, IReadOnlyList<TimelineRow> rows)
    {
        // whoever was never offered anything has nothing there either
        if (!rows.Any(row => row.Offer is not null))
            return;
        var stored = Stored(session, contact);
        var meant = Meant(session, person, rows, stored);
        foreach (var gift in stored.Except(meant))
        {
            if (!meant.Exists(kept => kept.Entry == gift.Entry))
                session.Execute("delete from asset_gifts where contact_id = @contact and entry_id = @Entry", new { contact, gift.Entry });
        }

        foreach (var gift in meant.Except(stored))
        {
            session.Execute(
                """
                insert into asset_gifts (contact_id, entry_id, asset_id, at, answered_at)
                values (@contact, @Entry, @Asset, @At, @AnsweredAt)
                on conflict (contact_id, entry_id) do update
                set asset_id = excluded.asset_id, at = excluded.at, answered_at = excluded.answered_at
                """,
                new { contact, gift.Entry, gift.Asset, gift.At, gift.AnsweredAt });
        }
    }

    /// <summary>What is stored and what the timeline says; they must be equal.</summary>
    public static (List<AssetGift> Stored, List<AssetGift> Meant) Compare(Session session, ContactFile file)
    {
        if (!file.Rows.Exists(row => row.Offer is not null))
            return ([], []);
        var stored = Stored(session, file.Contact.Id);
        return (stored, Meant(session, file.Person, file.Rows, stored));
    }

    /// <summary>The numbers of the assets somebody has.</summary>
    public static HashSet<long> Of(Session session, long contact) => [.. session.Query<long>("select asset_id from asset_gifts where contact_id = @contact", new { contact })];

    private static List<AssetGift> Stored(Session session, long contact) =>
        session.Query<AssetGift>("select entry_id as Entry, asset_id as Asset, at as At, answered_at as AnsweredAt from asset_gifts where contact_id = @contact order by at, entry_id", new { contact });

    private static List<AssetGift> Meant(Session session, Person person, IReadOnlyList<TimelineRow> rows, List<AssetGift> stored)
    {
        if (person.Gifts.Count == 0)
            return [];
        var known = stored.ToDictionary(gift => gift.Entry, gift => gift.Asset);
        var keys = person.Gifts.Where(gift => !known.ContainsKey(gift.Entry)).Select(gift => gift.Key).Distinct().ToArray();
        var titled = keys.Length == 0 ? [] : session.Query<(string Key, long Id, long Since)>("select title_key, id, titled_at from assets where title_key in @keys", new { keys }).ToDictionary(asset => asset.Key);
        var meant = new List<AssetGift>();
        foreach (var gift in person.Gifts)
        {
            if (known.TryGetValue(gift.Entry, out var asset))
                meant.Add(new AssetGift(gift.Entry, asset, gift.At.ToUnixTimeMilliseconds(), gift.AnsweredAt?.ToUnixTimeMilliseconds()));
            else if (titled.TryGetValue(gift.Key, out var named) && rows.First(row => row.Id == gift.Entry).RecordedAt >= named.Since)
                meant.Add(new AssetGift(gift.Entry, named.Id, gift.At.ToUnixTimeMilliseconds(), gift.AnsweredAt?.ToUnixTimeMilliseconds()));
        }

        return meant;
    }
}
