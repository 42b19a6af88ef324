using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tact.Contacts;
using Tact.Core;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>Keeps a no for ever, with keyed hashes of the addresses it covers, so that it holds after erasure and re-import (METHOD B1).</summary>
public static class Suppress
{
    /// <summary>Records a no for a contact, and for every other record that carries the same e-mail address.</summary>
    public static void Record(Session session, Workspace workspace, ContactFile file, StopScope scope, string? matterKey, long entryId, long? byUser) =>
        Record(session, workspace, file.Contact.Id, scope, matterKey, entryId, byUser, PendingPeople.Search);

    /// <summary>The same for an import, which may know that nobody <paramref name="pending"/> carries the address.</summary>
    public static void Record(Session session, Workspace workspace, long contact, StopScope scope, string? matterKey, long entryId, long? byUser, PendingPeople pending)
    {
        var at = workspace.Now.ToUnixTimeMilliseconds();
        Insert(session, contact, scope, matterKey, null, entryId, at, byUser);
        if (scope == StopScope.Matter)
            return;
        var addresses = session.Query<(string Kind, string Key)>("select kind, address_key from addresses where contact_id = @id", new { id = contact });
        foreach (var (kind, key) in addresses.Where(a => scope == StopScope.All || (scope == StopScope.Email) == (a.Kind == "email")))
        {
            Insert(session, null, kind == "email" ? scope : StopScope.Phone, null, Hash(session, kind, key), entryId, at, byUser);
            if (kind == "email")
                StopSameAddress(session, workspace, contact, key, scope, entryId, at, byUser, pending);
        }
    }

    /// <summary>The stops that apply to addresses nobody has yet: for a new contact or an import.</summary>
    public static List<StopScope> KnownFor(Session session, IEnumerable<(string Kind, string Key)> addresses)
    {
        var hashes = addresses.Select(a => Hash(session, a.Kind, a.Key)).ToList();
        return hashes.Count == 0 ? [] : session
            .Query<string>("select distinct scope from suppressions where address_hash in @hashes and lifted_at is null", new { hashes })
            .ConvertAll(Names.Read<StopScope>);
    }

    /// <summary>Takes back what one entry recorded.</summary>
    public static void TakeBack(Session session, long entryId, long? byUser, long at) => session.Execute(
        "update suppressions set lifted_at = @at, lifted_by = @byUser, evidence = 'taken back by its author' where entry_id = @entryId and lifted_at is null",
        new { entryId, byUser, at });

    /// <summary>The keyed hash of an address; the key is made once and stays in the workspace.</summary>
    public static string Hash(Session session, string kind, string addressKey) => Hasher(session)(kind, addressKey);

    /// <summary>Whether any address has ever said no.</summary>
    public static bool HasKey(Session session) => session.Scalar<string>("select value from settings where name = 'suppression_key'") is not null;

    /// <summary>The same for many addresses: kind and key of an address → its keyed hash.</summary>
    public static Func<string, string, string> Hasher(Session session)
    {
        var key = session.Scalar<string>("select value from settings where name = 'suppression_key'");
        if (key is null)
        {
            key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            session.Execute("insert into settings (name, value) values ('suppression_key', @key)", new { key });
        }

        var secret = Convert.FromHexString(key);
        return (kind, addressKey) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{kind}:{addressKey}")));
    }

    /// <summary>The same for one thread and very many addresses: kind and key of an address → the first eight bytes of its keyed hash.</summary>
    public static Func<string, string, ulong> ShortHasher(Session session)
    {
        Hasher(session);
        var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromHexString(session.Scalar<string>("select value from settings where name = 'suppression_key'")!));
        return (kind, addressKey) =>
        {
            var most = kind.Length + 1 + addressKey.Length * 3;
            var text = most <= 512 ? stackalloc byte[512] : new byte[most];
            var length = Encoding.UTF8.GetBytes(kind, text);
            text[length++] = (byte)':';
            length += Encoding.UTF8.GetBytes(addressKey, text[length..]);
            hmac.AppendData(text[..length]);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            hmac.GetHashAndReset(hash);
            return BinaryPrimitives.ReadUInt64BigEndian(hash);
        };
    }

    private static void StopSameAddress(Session session, Workspace workspace, long contactId, string addressKey, StopScope scope, long entryId, long at, long? byUser, PendingPeople pending)
    {
        foreach (var other in ContactKeys.ByEmail(session, addressKey, pending: pending).Where(one => one != contactId))
        {
            var file = ContactFile.Open(session, workspace, other)!;
            file.Append(new TimelineRow { Kind = "stop", At = at, RecordedAt = at, ByUser = byUser, TouchId = entryId, Note = "The same address said no elsewhere.", Data = new EntryData { Scope = Names.Of(scope) }.ToText() });
            Insert(session, other, scope, null, null, entryId, at, byUser);
            file.SaveDecisions();
        }
    }

    private static void Insert(Session session, long? contactId, StopScope scope, string? matterKey, string? addressHash, long entryId, long at, long? byUser) => session.Execute(
        """
        insert into suppressions (contact_id, scope, matter_key, address_hash, entry_id, created_at, created_by)
        values (@contactId, @scope, @matterKey, @addressHash, @entryId, @at, @byUser)
        """,
        new { contactId, scope = Names.Of(scope), matterKey, addressHash, entryId, at, byUser });
}
