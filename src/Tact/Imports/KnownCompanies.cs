using Tact.Core;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>A row with the person it describes, made ready before the database is kept waiting for it.</summary>
readonly record struct ReadyRow(ImportRow Row, PersonState? Fresh, ReadyKey[] Keys)
{
    public static ReadyRow Of(ImportRow row, ImportSettings settings, KnownKeys known) =>
        new(row, row is { Skipped: null, Subject: RowSubject.Person } ? PersonState.From(row, settings.Tag).Settle() : null, KeysOf(row, known));

    /// <summary>A row to be looked at only.</summary>
    public static ReadyRow Of(ImportRow row) => new(row, null, KeysOf(row, null));

    /// <summary>The first row about somebody, who may be there already.</summary>
    public bool MayBeKnown => Row is { Skipped: null, SameAs: null, Subject: RowSubject.Person };

    static ReadyKey[] KeysOf(ImportRow row, KnownKeys? known)
    {
        var keys = new ReadyKey[row.Emails.Length + row.Phones.Length];
        for (var i = 0; i < row.Emails.Length; i++)
            keys[i] = ReadyKey.Of("email", row.Emails[i].Key, known);
        for (var i = 0; i < row.Phones.Length; i++)
            keys[row.Emails.Length + i] = ReadyKey.Of("phone", row.Phones[i].Key, known);
        return keys;
    }
}

/// <summary>
/// The companies of one import by folded name, so that each is looked up once. What a transaction made counts only when
/// it was kept: <see cref="Keep"/> or <see cref="Forget"/> says so.
/// </summary>
sealed class KnownCompanies
{
    const int MostKept = 100_000;

    readonly Dictionary<string, long> kept = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> made = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> domains = new(StringComparer.Ordinal);
    long removalsSeen;

    /// <summary>The companies that are there, by the name in the file: the same name, else the same domain where it says the name.</summary>
    /// <param name="removals"><see cref="KnownKeys.Removals"/>: what was remembered under another one no longer counts.</param>
    public IReadOnlyDictionary<string, long> Find(Session session, IReadOnlyList<PersonState> people, long removals)
    {
        if (removals != removalsSeen)
            Forget();
        removalsSeen = removals;
        made.Clear();
        domains.Clear();
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        var unknown = new Dictionary<string, List<PersonState>>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            var key = person.CompanyKey;
            if (kept.TryGetValue(key, out var id))
                found[key] = id;
            else
                (unknown.TryGetValue(key, out var known) ? known : unknown[key] = []).Add(person);
        }
        if (unknown.Count == 0)
            return found;
        foreach (var (key, id) in session.Query<(string, long)>(
            $"select name_key, min(id) from companies where {KnownPeople.Any(session, "name_key", "names")} group by name_key", new { names = KnownPeople.List(session, unknown.Keys) }))
            found[key] = made[key] = id;
        foreach (var (key, named) in unknown)
            if (!found.ContainsKey(key) && CompanyDomain.Of(key, named) is { } domain)
                domains[key] = domain;
        if (domains.Count > 0)
            FindByDomain(session, found);
        return found;
    }

    /// <summary>The domain of a company that was looked for in vain; null when its people do not say it.</summary>
    public string? DomainOf(string key) => domains.GetValueOrDefault(key);

    void FindByDomain(Session session, Dictionary<string, long> found)
    {
        var keys = domains.ToLookup(one => one.Value, one => one.Key);
        foreach (var (domain, id) in session.Query<(string, long)>(
            $"select domain, min(id) from companies where domain is not null and {KnownPeople.Any(session, "domain", "domains")} group by domain",
            new { domains = KnownPeople.List(session, keys.Select(one => one.Key)) }))
            foreach (var key in keys[domain])
                found[key] = made[key] = id;
    }

    /// <summary>A company that the current transaction makes.</summary>
    public void Made(string key, long id) => made[key] = id;

    /// <summary>The transaction was kept.</summary>
    public void Keep()
    {
        if (kept.Count + made.Count > MostKept)
            kept.Clear();
        foreach (var (key, id) in made)
            kept[key] = id;
        made.Clear();
    }

    /// <summary>Something is not as it was remembered.</summary>
    public void Forget()
    {
        kept.Clear();
        made.Clear();
    }
}

/// <summary>Which internet domain is a company's own.</summary>
static class CompanyDomain
{
    const int ShortestSaying = 3;
    const int LongestLabel = 64; // of a domain
    const int LongestName = 256; // no domain says more of one

    // Mailboxes of everybody: whoever has one there says nothing about where they work.
    static readonly HashSet<string> Public = new(StringComparer.Ordinal)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.com", "gmx.at",
        "gmx.ch", "web.de", "t-online.de", "freenet.de", "proton.me", "protonmail.com", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "libero.it", "bluewin.ch",
        "comcast.net", "verizon.net", "att.net", "btinternet.com", "qq.com", "163.com", "126.com", "zoho.com", "fastmail.com", "hey.com",
    };

    /// <summary>The domain of one of its people's addresses, where it says the company's name: "acme" of acme.example for "Acme GmbH"; else null.</summary>
    public static string? Of(string nameKey, IEnumerable<PersonState> people)
    {
        var name = LettersAndDigits(nameKey, stackalloc char[LongestName]);
        Span<char> kept = stackalloc char[LongestLabel];
        foreach (var person in people)
            foreach (var (kind, key, _) in person.Addresses)
            {
                var domain = key.AsSpan(key.LastIndexOf('@') + 1);
                if (kind != "email" || domain.Length == 0 || IsPublic(domain))
                    continue;
                var last = domain[(domain.LastIndexOf('.') + 1)..];
                foreach (var range in domain.Split('.'))
                    if (domain[range] is { Length: >= ShortestSaying and <= LongestLabel } label && !label.SequenceEqual(last) && Says(LettersAndDigits(label, kept), name))
                        return domain.ToString();
            }
        return null;
    }

    static ReadOnlySpan<char> LettersAndDigits(ReadOnlySpan<char> text, Span<char> kept)
    {
        var length = 0;
        foreach (var c in text)
            if (char.IsLetterOrDigit(c) && length < kept.Length)
                kept[length++] = c;
        return kept[..length];
    }

    static bool IsPublic(ReadOnlySpan<char> domain) =>
        Public.GetAlternateLookup<ReadOnlySpan<char>>().Contains(domain) || domain.StartsWith("yahoo.") || domain.StartsWith("hotmail.") || domain.StartsWith("live.");

    static bool Says(ReadOnlySpan<char> label, ReadOnlySpan<char> name) => label.Length >= ShortestSaying && name.StartsWith(label) || name.Length >= ShortestSaying && label.StartsWith(name);
}
