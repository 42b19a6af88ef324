using System.Diagnostics;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>
/// Enters the keys of pending people (<see cref="ContactKeys"/>) on SQLite: reads and sorts them beside the writer, then inserts them in
/// their order in turns, so that the many pages of a large index are each written once. Another program may do the same at the same
/// time, and a kill between two turns loses nothing: who is pending changes only with the last turn.
/// </summary>
sealed class LateKeys(Workspace workspace) : IDisposable
{
    /// <summary>So many people are pending before their keys are entered. More means fewer pages for each of them, and more to look through for everybody else.</summary>
    internal static int MostPending { get; set; } = 50_000;

    static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);
    const int FewestKeys = 500;
    const int KeysBetweenLooks = 100;

    Task<SortedKeys>? sorting;
    SortedKeys? entering;
    SortedKeys? spare;
    int done;
    int most = 4000;

    /// <summary>Does a little of what is due, if anything is; for between two turns of an import.</summary>
    /// <param name="pending">How many people are pending.</param>
    public void Step(long pending)
    {
        if (entering is not null)
            Enter();
        else if (sorting is { IsCompleted: true })
            (entering, sorting, done) = (sorting.GetAwaiter().GetResult(), null, 0);
        else if (sorting is null && pending >= MostPending)
            sorting = OwnThread.Run(Read);
    }

    /// <summary>Enters the keys of everybody who is pending now.</summary>
    public void All()
    {
        if (workspace.Data.Dialect == Dialect.Postgres)
            return;
        while (sorting is not null || entering is not null)
        {
            sorting?.Wait();
            Step(0);
        }
        // not more than that: another import may go on and on
        var last = workspace.Data.Read(session => session.Scalar<long?>("select max(id) from contacts") ?? 0);
        while (Read() is var keys && keys.From < last)
        {
            (entering, done) = (keys, 0);
            while (entering is not null)
                Enter();
        }
    }

    public void Dispose() => sorting?.Wait();

    SortedKeys Read() => workspace.Data.Read(session =>
    {
        var (from, removals) = session.One<(long, long)>("select keyed_to, removals from keyed");
        var to = session.Scalar<long?>("select max(id) from contacts") ?? 0;
        return SortedKeys.Read(session, from, Math.Max(from, to), removals, Interlocked.Exchange(ref spare, null));
    });

    void Enter()
    {
        var keys = entering!;
        var (count, isLast) = workspace.Data.WritePatientlyAsync(session => Insert(session, keys, done, most)).GetAwaiter().GetResult();
        most = workspace.Data.LastPatient > Turn * 1.5 ? Math.Max(FewestKeys, most / 2) : Math.Min(most + most / 8, 50_000);
        done += count;
        if (isLast)
            (entering, spare) = (null, keys);
    }

    internal static (int Count, bool IsLast) Insert(Session session, SortedKeys keys, int done, int most)
    {
        var started = Stopwatch.GetTimestamp();
        var end = Math.Min(done + most, keys.Count);
        var next = done;
        using (var insert = new BareInsert(session, "insert or ignore into contact_keys (key, contact_id) values (?1, ?2)"))
            for (; next < end && (next % KeysBetweenLooks != 0 || next == done || Stopwatch.GetElapsedTime(started) < Turn); next++)
            {
                var (key, contact) = keys[next];
                insert.Text(1, key.Span);
                insert.Number(2, contact);
                insert.Run();
            }
        if (next < keys.Count)
            return (next - done, false);
        // Whoever came since is pending still. If somebody else was quicker, or people of the range are gone and others have their numbers, this was for nothing.
        session.Execute(
            """
            update keyed
            set keyed_to = case when exists (select 1 from contacts where id > @To) then @To else @Everybody end
            where keyed_to = @From
              and removals = @Removals
            """,
            new { keys.To, ContactKeys.Everybody, keys.From, keys.Removals });
        return (next - done, true);
    }
}

/// <summary>The keys of the people in a range of numbers, in the order of the keys; compact, as there are hundreds of thousands.</summary>
sealed class SortedKeys
{
    readonly record struct Entry(ulong Beginning, int At, int Length, long Contact);

    const int KeysPerPerson = 5;
    const int BytesPerPerson = 120;
    const int MostRoom = 60_000;

    readonly List<Entry> entries;
    byte[] texts;
    int used;

    // Room for usual people at once, and used again: what grows or goes leaves garbage of the same size behind.
    SortedKeys(int people, SortedKeys? spare)
    {
        (entries, texts) = spare is null ? (new(people * KeysPerPerson), new byte[people * BytesPerPerson]) : (spare.entries, spare.texts);
        entries.Clear();
    }

    public long From { get; private init; }
    public long To { get; private init; }
    public long Removals { get; private init; }

    public int Count => entries.Count;

    public (ReadOnlyMemory<byte> Key, long Contact) this[int index] => (texts.AsMemory(entries[index].At, entries[index].Length), entries[index].Contact);

    /// <param name="spare">One that nobody needs any more.</param>
    public static SortedKeys Read(Session session, long from, long to, long removals, SortedKeys? spare = null)
    {
        var keys = new SortedKeys((int)Math.Min(to - from, MostRoom), spare) { From = from, To = to, Removals = removals };
        using (var names = new BareQuery(session, "select id, name_key, family_key, company_id from contacts where id > ?1 and id <= ?2 and erased_at is null", from, to))
            while (names.Next())
            {
                keys.Add('n', names.Text(1), names.Number(0));
                if (names.Text(2) is { Length: > 0 } family)
                    keys.Add('f', family[..TwoLetters(family)], names.Number(0));
                if (names.Text(3) is { Length: > 0 } company)
                    keys.Add('c', company, names.Number(0));
            }
        using (var addresses = new BareQuery(session, "select contact_id, kind, address_key from addresses where contact_id > ?1 and contact_id <= ?2", from, to))
            while (addresses.Next())
            {
                var text = addresses.Text(2);
                if (addresses.Text(1)[0] == (byte)'p')
                    keys.Add('p', text, addresses.Number(0));
                else if (text.IndexOf((byte)'@') is var at and >= 0)
                    keys.Add('e', text[(at + 1)..], addresses.Number(0), text[..at]);
                else
                    keys.Add('e', text, addresses.Number(0));
            }
        keys.entries.Sort(keys.Compare);
        return keys;
    }

    void Add(char kind, ReadOnlySpan<byte> text, long contact, ReadOnlySpan<byte> mailbox = default)
    {
        var length = 2 + text.Length + (mailbox.Length > 0 ? 1 + mailbox.Length : 0);
        if (used + length > texts.Length)
            Array.Resize(ref texts, Math.Max(texts.Length * 2, used + length));
        var key = texts.AsSpan(used, length);
        (key[0], key[1]) = ((byte)kind, (byte)':');
        text.CopyTo(key[2..]);
        if (mailbox.Length > 0)
        {
            key[2 + text.Length] = (byte)'@';
            mailbox.CopyTo(key[(3 + text.Length)..]);
        }
        ulong beginning = 0;
        for (var i = 0; i < 8; i++)
            beginning = beginning << 8 | (i < length ? key[i] : (byte)0);
        entries.Add(new(beginning, used, length, contact));
        used += length;
    }

    int Compare(Entry one, Entry other)
    {
        if (one.Beginning != other.Beginning)
            return one.Beginning < other.Beginning ? -1 : 1;
        var order = texts.AsSpan(one.At, one.Length).SequenceCompareTo(texts.AsSpan(other.At, other.Length));
        return order != 0 ? order : one.Contact.CompareTo(other.Contact);
    }

    // Bytes of the first two letters: whatever does not continue a letter begins one.
    static int TwoLetters(ReadOnlySpan<byte> text)
    {
        var letters = 0;
        for (var i = 0; i < text.Length; i++)
            if ((text[i] & 0xC0) != 0x80 && ++letters == 3)
                return i;
        return text.Length;
    }
}
