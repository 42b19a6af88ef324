using System.Globalization;
using System.Text;
using Tact.Contacts;
using Tact.FollowUps;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>An address or number of a row, and what it is looked for by.</summary>
/// <param name="Hash">Of the key in UTF-8; see <see cref="KeyFilter.Hash"/>.</param>
/// <param name="StopHash">The beginning of the keyed hash under which a no of the address would be kept; null when it is not known.</param>
readonly record struct ReadyKey(string Kind, string AddressKey, string Key, ulong Hash, ulong? StopHash)
{
    public static ReadyKey Of(string kind, string addressKey, KnownKeys? known = null)
    {
        var key = ContactKeys.OfAddress(kind, addressKey);
        return new(kind, addressKey, key, KeyFilter.Hash(key), known?.StopHash(kind, addressKey));
    }
}

/// <summary>
/// What one import knows of the addresses that are there, so that few have to be looked for. On SQLite it learns who came since it began:
/// others' people have higher numbers than it has seen, others' edits tell their new addresses. On PostgreSQL it knows nothing and everything is
/// looked for.
/// </summary>
sealed class KnownKeys : IDisposable
{
    /// <summary>A filter pays when the file is not small beside the workspace.</summary>
    internal static long FewestRows { get; set; } = 20_000;
    const long PeoplePerRow = 20;

    readonly CancellationTokenSource enough = new();
    readonly HashSet<ulong> added = [];
    readonly List<(long From, long To)> others = [];
    Task<KeyFilter>? building;
    KeyFilter? filter;
    bool isFilterWanted;
    long seenTo;
    long changesSeen;
    long removals;
    long keyedTo;

    readonly KeyFilter own;
    readonly HashSet<ulong> ownTwice = [];
    readonly HashSet<ulong> stops = [];
    Func<string, string, ulong>? stopHash;
    long stopsSeen;

    KnownKeys(long batch, long rows) => (Batch, own) = (batch, new KeyFilter((long)(rows * KeyFilter.KeysPerPerson)));

    /// <summary>The import whose own people are not looked for: the file itself is compared with itself elsewhere.</summary>
    public long Batch { get; }

    /// <summary>People of others whose keys are not entered yet, by number: after From, up to To.</summary>
    public IReadOnlyList<(long From, long To)> Others => others;

    /// <summary>Changes whenever people or companies are gone whose numbers somebody else may have now.</summary>
    public long Removals => removals;

    /// <summary>How many people are pending, as far as this import knows.</summary>
    public long Pending => Math.Max(0, seenTo - keyedTo);

    /// <summary>For a dry run, which writes nothing, in a read.</summary>
    public static KnownKeys Now(Session session)
    {
        var known = new KnownKeys(0, 1);
        known.Begin(session);
        known.CatchUp(session);
        return known;
    }

    /// <summary>For an import; where its file is large, it begins to learn which addresses nobody has.</summary>
    public static KnownKeys For(Workspace workspace, long batch, long rows)
    {
        var known = new KnownKeys(batch, rows);
        var people = workspace.Data.Read(known.Begin);
        if (workspace.Data.Dialect == Dialect.Sqlite && rows >= FewestRows && rows * PeoplePerRow >= people)
        {
            known.isFilterWanted = true;
            known.building = OwnThread.Run(() => KeyFilter.Build(workspace, people, known.enough.Token));
        }
        return known;
    }

    long Begin(Session session)
    {
        if (session.Dialect == Dialect.Postgres)
            return 0;
        var people = session.Scalar<long?>("select max(id) from contacts") ?? 0;
        (keyedTo, removals) = session.One<(long, long)>("select keyed_to, removals from keyed");
        seenTo = Math.Min(keyedTo, people);
        changesSeen = session.Scalar<long?>("select max(id) from key_changes") ?? 0;
        if (Batch > 0 && Suppress.HasKey(session))
        {
            stopHash = Suppress.ShortHasher(session);
            LearnStops(session);
        }
        return people;
    }

    /// <summary>Learns what others did since the last time; inside the transaction that is going to rely on it.</summary>
    public void CatchUp(Session session)
    {
        if (session.Dialect == Dialect.Postgres)
            return;
        (keyedTo, var gone) = session.One<(long, long)>("select keyed_to, removals from keyed");
        if (gone != removals)
            LookForEverything(session, gone);
        if (session.Scalar<long?>("select max(id) from contacts") is { } last && last > seenTo)
        {
            if (isFilterWanted)
                foreach (var (kind, key) in session.Query<(string, string)>(
                    "select a.kind, a.address_key from addresses a join contacts c on c.id = a.contact_id where a.contact_id > @seenTo and coalesce(c.import_id, 0) <> @Batch", new { seenTo, Batch }))
                    added.Add(ReadyKey.Of(kind, key).Hash);
            others.Add((seenTo, last));
            seenTo = last;
        }
        others.RemoveAll(range => range.To <= keyedTo);
        if (stopHash is not null)
            LearnStops(session);
        if (!isFilterWanted)
            return;
        foreach (var (id, key) in session.Query<(long, string)>("select id, key from key_changes where id > @changesSeen order by id", new { changesSeen }))
        {
            if (id != ++changesSeen)
                LookForEverything(session, gone); // so many at once that only the latest are kept
            added.Add(KeyFilter.Hash(key));
            changesSeen = id;
        }
        if (building is { IsCompleted: true })
            (filter, building) = (building.GetAwaiter().GetResult(), null);
    }

    void LearnStops(Session session)
    {
        foreach (var (id, hash) in session.Query<(long, string?)>("select id, address_hash from suppressions where id > @stopsSeen order by id", new { stopsSeen }))
        {
            if (hash is not null)
                stops.Add(Beginning(hash));
            stopsSeen = id;
        }
    }

    static ulong Beginning(string hash) => ulong.Parse(hash.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>See <see cref="ReadyKey.StopHash"/>; for the thread that makes rows ready.</summary>
    public ulong? StopHash(string kind, string addressKey) => stopHash?.Invoke(kind, addressKey);

    /// <summary>False where the address surely has said no to nothing.</summary>
    public bool MayHaveSaidNo(in ReadyKey key) => stopHash is null || key.StopHash is not { } hash || stops.Contains(hash);

    // Numbers of people who are gone may be somebody else's now.
    void LookForEverything(Session session, long gone)
    {
        (isFilterWanted, filter, removals, stopHash) = (false, null, gone, null);
        added.Clear();
        others.Clear();
        seenTo = Math.Min(keyedTo, session.Scalar<long?>("select max(id) from contacts") ?? 0);
    }

    /// <summary>Somebody new is about to be written with these addresses.</summary>
    public void Meet(ReadyKey[] keys)
    {
        foreach (var key in keys)
            if (own.MayHold(key.Hash))
                ownTwice.Add(key.Hash);
            else
                own.Add(key.Hash);
    }

    /// <summary>Whether nobody else among those whose keys are not entered yet has one of somebody's addresses.</summary>
    public bool HasNoNamesake(PersonState person) => others.Count == 0 && !person.Addresses.Exists(address =>
        ReadyKey.Of(address.Kind, address.Key).Hash is var hash && (person.IsNew ? ownTwice.Contains(hash) : own.MayHold(hash)));

    /// <summary>This import's own people up to this number are written and kept.</summary>
    /// <param name="first">The first of them.</param>
    public void Wrote(long first, long last)
    {
        seenTo = Math.Max(seenTo, last);
        keyedTo = Math.Min(keyedTo, first - 1);
    }

    public void Dispose()
    {
        enough.Cancel();
        building?.Wait();
        enough.Dispose();
    }

    /// <summary>False where nobody else has the address.</summary>
    public bool MayBeThere(in ReadyKey key) => filter is null || filter.MayHold(key.Hash) || added.Contains(key.Hash);
}

/// <summary>
/// Which keys of addresses are surely not there: a Bloom filter in blocks of 512 bits, 12 bits a key, so that about one question in a
/// hundred is answered "perhaps" in vain.
/// </summary>
sealed class KeyFilter
{
    public const double KeysPerPerson = 2.5;
    const int KeysAtOnce = 50_000;
    const int BitsPerKey = 12;
    const int WordsPerBlock = 8;
    const int BitsSet = 6;

    readonly ulong[] words;
    readonly ulong blocks;

    /// <param name="keys">How many it is made for.</param>
    public KeyFilter(long keys)
    {
        blocks = (ulong)Math.Max(1, keys * BitsPerKey / (WordsPerBlock * 64));
        words = new ulong[blocks * WordsPerBlock];
    }

    /// <summary>Reads all addresses, some at a time, so that the log of the database is not kept from being emptied.</summary>
    public static KeyFilter Build(Workspace workspace, long people, CancellationToken enough)
    {
        var filter = new KeyFilter((long)(people * KeysPerPerson) + 1);
        foreach (var kind in (ReadOnlySpan<string>)["e:", "p:"])
        {
            var (from, end) = (kind, kind[0] + ";");
            while (!enough.IsCancellationRequested && workspace.Data.Read(session => filter.AddSome(session, from, end)) is { } last)
                from = last;
        }
        return filter;
    }

    // The key after which it goes on; null when that was all. Keys of several people are met again, which does no harm.
    string? AddSome(Session session, string from, string end)
    {
        using var keys = new BareQuery(session, "select key from contact_keys where key > ?1 and key < ?2 order by key limit ?3", from, end, (long)KeysAtOnce);
        var count = 0;
        while (keys.Next())
        {
            var key = keys.Text(0);
            Add(Hash(key));
            if (++count == KeysAtOnce)
                return Encoding.UTF8.GetString(key);
        }
        return null;
    }

    public void Add(ulong hash)
    {
        var block = Block(hash);
        for (var (i, bits) = (0, hash * 0x9E3779B97F4A7C15); i < BitsSet; i++, bits >>= 9)
            words[block + (int)(bits >> 6 & 7)] |= 1UL << (int)(bits & 63);
    }

    public bool MayHold(ulong hash)
    {
        var block = Block(hash);
        for (var (i, bits) = (0, hash * 0x9E3779B97F4A7C15); i < BitsSet; i++, bits >>= 9)
            if ((words[block + (int)(bits >> 6 & 7)] & 1UL << (int)(bits & 63)) == 0)
                return false;
        return true;
    }

    int Block(ulong hash) => (int)(Math.BigMul(hash, blocks, out _) * WordsPerBlock);

    public static ulong Hash(string key)
    {
        Span<byte> utf8 = key.Length <= 300 ? stackalloc byte[900] : new byte[key.Length * 3];
        return Hash(utf8[..Encoding.UTF8.GetBytes(key, utf8)]);
    }

    // FNV-1a with a last mixing step.
    public static ulong Hash(ReadOnlySpan<byte> key)
    {
        var hash = 14695981039346656037;
        foreach (var one in key)
            hash = (hash ^ one) * 1099511628211;
        hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93;
        return hash ^ hash >> 32;
    }
}
