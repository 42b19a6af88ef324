using Tact.Accounts;
using Tact.Core;
using Tact.Core.FollowUps;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Library;

/// <summary>
/// What somebody was given because of an illness or a family matter tells of it. Whoever gave it and the owner of the follow-up read its title and
/// who has it; everybody else reads that it was something personal (METHOD D).
/// </summary>
public sealed class PersonalGifts
{
    /// <summary>What everybody else reads.</summary>
    public const string Something = "something personal";

    private readonly Actor actor;
    private readonly HashSet<string> titles = [];
    private readonly HashSet<long> entries = [];
    private readonly Dictionary<long, long> owners = [];

    private PersonalGifts(Actor actor) => this.actor = actor;

    /// <summary>For whoever asks, about these people.</summary>
    public static PersonalGifts Of(Session session, Actor actor, IReadOnlyCollection<long> people)
    {
        var gifts = new PersonalGifts(actor);
        if (actor.UserId is null || people.Count == 0)
            return gifts;
        var personal = session.Query<(long Id, string Key, string KindFor)>("select id, title_key, kind_for from assets where kind_for <> ''").Where(asset => IsPersonal(asset.KindFor)).ToList();
        if (personal.Count == 0)
            return gifts;
        gifts.titles.UnionWith(personal.Select(asset => asset.Key));
        gifts.entries.UnionWith(session.Query<long>("select entry_id from asset_gifts where asset_id in @assets and contact_id in @people", new { assets = personal.ConvertAll(asset => asset.Id), people }));
        foreach (var (id, owner) in session.Query<(long Id, long Owner)>("select id, owner_id from follow_ups where contact_id in @people", new { people }))
            gifts.owners[id] = owner;
        return gifts;
    }

    /// <summary>Whether an asset is one that is given for illness or family, by its stall reasons as they are kept.</summary>
    public static bool IsPersonal(string kindFor) => AssetRow.List(kindFor).Any(reason => Names.Read<StallReason>(reason) is StallReason.Ill or StallReason.Family);

    /// <summary>Whether somebody may read who was given something personal. The command line may: whoever can read the data folder reads it all.</summary>
    public static bool MaySee(Actor actor, long? owner, long? giver) => actor.UserId is not { } me || me == owner || me == giver;

    /// <summary>What a touch brought, as whoever asks may read it.</summary>
    public string? Offer(TimelineRow row) => row.Offer is { } offer && IsHidden(row.Id, Folded.Text(offer), row.FollowUpId, row.ByUser) ? Something : row.Offer;

    /// <summary>What somebody has, the newest first, as whoever asks may read it.</summary>
    public List<string> Given(ContactFile file)
    {
        var newest = file.Person.GivenInOrder.AsEnumerable().Reverse();
        return titles.Count == 0 ? [.. newest] : [.. newest.Select(title => IsOpen(file, Folded.Text(title)) ? title : Something).Distinct()];
    }

    private bool IsOpen(ContactFile file, string key)
    {
        var touches = file.Person.Gifts.Where(gift => gift.Key == key).Select(gift => gift.Entry).ToHashSet();
        return file.Rows.Exists(row => touches.Contains(row.Id) && !IsHidden(row.Id, key, row.FollowUpId, row.ByUser));
    }

    private bool IsHidden(long entry, string key, long? followUp, long? giver) =>
        (titles.Contains(key) || entries.Contains(entry)) && !MaySee(actor, followUp is { } id && owners.TryGetValue(id, out var owner) ? owner : null, giver);
}
