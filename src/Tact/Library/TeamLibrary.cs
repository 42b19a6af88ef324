using Tact.Core.Library;
using Tact.Storage;

namespace Tact.Library;

/// <summary>The library as it is ranked: held in memory, and brought up to date by reading only what changed since. Several servers on one database each hold their own.</summary>
public sealed class TeamLibrary
{
    private readonly Lock turn = new();
    private readonly Dictionary<long, Asset> assets = [];
    private Held held = new(0, Shelf.Empty);

    /// <summary>The shelf as it stands. Only for reads: what a transaction has not committed must not be held.</summary>
    public Shelf Look(Session session) => Look(session, session.Scalar<long?>("select max(revision) from assets") ?? 0);

    /// <summary>The same by whoever knows the newest revision already; 0 for an empty library.</summary>
    public Shelf Look(Session session, long now)
    {
        if (Volatile.Read(ref held) is var current && current.Revision >= now)
            return current.Shelf;
        lock (turn)
        {
            if (held.Revision >= now)
                return held.Shelf;
            var revision = held.Revision;
            foreach (var row in session.Query<AssetRow>($"select {AssetRow.Columns} from assets a where a.revision > @revision order by a.revision", new { revision }))
            {
                assets[row.Id] = row.ToAsset();
                revision = Math.Max(revision, row.Revision);
            }

            Volatile.Write(ref held, new Held(revision, Shelf.Of(assets.Values.OrderBy(asset => asset.Id))));
            return held.Shelf;
        }
    }

    private sealed record Held(long Revision, Shelf Shelf);
}
