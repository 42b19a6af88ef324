namespace Tact.Imports;

/// <summary>
/// Remembers who has been in the file, so that a second row about the same person is told from a first. The same person is: the same e-mail
/// address (unless it belongs to an office and the names differ); or the same phone number with the same name, unless both address and company differ;
/// or the same phone number where a name is missing and no address says otherwise. A shared number with another name is a switchboard or a family.
/// </summary>
sealed class SeenPeople
{
    readonly CompactMap seen = new();
    readonly List<Seen> people = [];

    readonly record struct Seen(uint Line, uint Name, uint Email, uint Company);

    /// <summary>How many rows have the phone number of somebody else, and the first of them.</summary>
    public (long Rows, long First) SharedNumbers { get; private set; }

    /// <summary>The earlier line that is the same person, and a remark where a way is shared with somebody else. Then remembers the row.</summary>
    public (long? SameAs, string? Remark) Meet(ImportRow row)
    {
        var name = row.Name is null ? 0 : (uint)Hash(HeaderWords.Key(row.Name), 'n');
        var email = row.Emails.Length == 0 ? 0 : (uint)Hash(row.Emails[0].Key, 'e');
        var company = row.Company is null ? 0 : (uint)Hash(HeaderWords.Key(row.Company), 'c');
        var (sameAs, remark) = Find(row, name, email, company);
        var me = people.Count;
        people.Add(new((uint)(sameAs ?? row.Line), name, email, company));
        foreach (var address in row.Emails)
        {
            seen.TryAdd(Hash(address.Key, 'e'), me);
            if (EmailAddress.IsShared(address.Key) && name != 0)
                seen.TryAdd(Hash(address.Key, 'e') ^ name, me);
        }
        foreach (var phone in row.Phones)
        {
            var key = Hash(phone.Key + "/" + phone.Extension, 'p');
            seen.TryAdd(key, me);
            seen.TryAdd(key ^ name, me);
        }
        return (sameAs, remark);
    }

    (long? SameAs, string? Remark) Find(ImportRow row, uint name, uint email, uint company)
    {
        string? remark = null;
        foreach (var address in row.Emails)
        {
            var hash = Hash(address.Key, 'e');
            if (TryGet(hash) is not { } first)
                continue;
            if (!EmailAddress.IsShared(address.Key) || name == 0 || first.Name == 0 || first.Name == name)
                return (first.Line, name != 0 && first.Name != 0 && first.Name != name
                    ? $"Line {first.Line} has the same e-mail address under another name; both are taken for one person." : null);
            if (TryGet(hash ^ name) is { } named)
                return (named.Line, null);
            remark = $"Line {first.Line} has the same e-mail address {address.Address}, which belongs to an office; they stay two people.";
        }
        foreach (var phone in row.Phones)
        {
            var key = Hash(phone.Key + "/" + phone.Extension, 'p');
            if (name != 0 && TryGet(key ^ name) is { } named && (Agree(email, named.Email) || Agree(company, named.Company)))
                return (named.Line, null);
            if (TryGet(key) is not { } first)
                continue;
            if ((name == 0 || first.Name == 0) && Agree(email, first.Email))
                return (first.Line, null);
            SharedNumbers = SharedNumbers is { Rows: 0 } ? (1, row.Line) : (SharedNumbers.Rows + 1, SharedNumbers.First);
            break;
        }
        return (null, remark);
    }

    static bool Agree(uint one, uint other) => one == 0 || other == 0 || one == other;

    Seen? TryGet(ulong key) => seen.TryGet(key, out var index) ? people[index] : null;

    // FNV-1a with a last mixing step: 64 bits, so that millions of rows meet no false friend.
    static ulong Hash(string key, char kind)
    {
        var hash = (14695981039346656037 ^ kind) * 1099511628211;
        foreach (var c in key)
            hash = (hash ^ c) * 1099511628211;
        hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    /// <summary>Hash → number in 12 bytes an entry, in 64 parts that grow one by one: a million rows stay below 80 MB.</summary>
    sealed class CompactMap
    {
        readonly Part[] parts = [.. Enumerable.Range(0, 64).Select(_ => new Part())];

        public bool TryGet(ulong key, out int value) => parts[key >> 58].TryGet(key | 1, out value);

        public void TryAdd(ulong key, int value) => parts[key >> 58].TryAdd(key | 1, value);

        sealed class Part
        {
            ulong[] keys = new ulong[16];
            int[] values = new int[16];
            int count;

            public bool TryGet(ulong key, out int value)
            {
                var at = Slot(key);
                value = values[at];
                return keys[at] == key;
            }

            public void TryAdd(ulong key, int value)
            {
                var at = Slot(key);
                if (keys[at] == key)
                    return;
                (keys[at], values[at]) = (key, value);
                if (++count * 4 > keys.Length * 3)
                    Grow();
            }

            int Slot(ulong key)
            {
                var mask = keys.Length - 1;
                var at = (int)(key >> 20) & mask;
                while (keys[at] != 0 && keys[at] != key)
                    at = (at + 1) & mask;
                return at;
            }

            void Grow()
            {
                var (oldKeys, oldValues) = (keys, values);
                (keys, values) = (new ulong[oldKeys.Length * 2], new int[oldKeys.Length * 2]);
                for (var i = 0; i < oldKeys.Length; i++)
                {
                    if (oldKeys[i] == 0)
                        continue;
                    var at = Slot(oldKeys[i]);
                    (keys[at], values[at]) = (oldKeys[i], oldValues[i]);
                }
            }
        }
    }
}
