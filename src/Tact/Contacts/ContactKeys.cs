using System.Globalization;
using Tact.Storage;

namespace Tact.Contacts;

/// <summary>Whether those whose keys are not entered yet are looked through.</summary>
public enum PendingPeople
{
    /// <summary>Everybody is meant.</summary>
    Search,

    /// <summary>The caller knows that none of them can be meant.</summary>
    Skip,
}

/// <summary>
/// What people are found by without searching: e-mail address, number, name, the beginning of a family name, company. All keys lie in one table in
/// their order, so that an import can enter those of its people late, many at once. Until then, on SQLite, its people are pending: they are
/// the ones with the highest numbers, and every query here looks through them too.
/// </summary>
public static class ContactKeys
{
    /// <summary>Nobody is pending.</summary>
    internal const long Everybody = long.MaxValue;

    private const int ChangesKept = 1000;
    private const string Last = "\U0010FFFF";

    /// <summary>The key of an address or number.</summary>
    /// <param name="kind">email or phone.</param>
    /// <param name="addressKey">Its normalised form.</param>
    public static string OfAddress(string kind, string addressKey) => kind == "email" ? OfEmail(addressKey) : "p:" + addressKey;

    /// <summary>The key of a name.</summary>
    public static string OfName(string nameKey) => "n:" + nameKey;

    /// <summary>The key of a family name: its first two letters. Many people share it, so that those of an import lie together.</summary>
    public static string OfFamily(string familyKey) => "f:" + Beginning(familyKey);

    /// <summary>The key of a company; on PostgreSQL its people have an index.</summary>
    public static string OfCompany(long company) => string.Create(CultureInfo.InvariantCulture, $"c:{company}");

    // The domain first: colleagues lie together.
    private static string OfEmail(string addressKey) =>
        addressKey.IndexOf('@') is var at and >= 0 ? $"e:{addressKey.AsSpan(at + 1)}@{addressKey.AsSpan(0, at)}" : "e:" + addressKey;

    /// <summary>The keys of a person as they are stored now.</summary>
    public static List<string> Of(Session session, long contact)
    {
        if (session.One<(string Name, string Family, long? Company)?>("select name_key, family_key, company_id from contacts where id = @contact and erased_at is null", new { contact }) is not { } names)
            return [];
        var keys = session.Query<(string Kind, string Key)>("select kind, address_key from addresses where contact_id = @contact", new { contact }).ConvertAll(address => OfAddress(address.Kind, address.Key));
        keys.Add(OfName(names.Name));
        if (names.Family.Length > 0)
            keys.Add(OfFamily(names.Family));
        if (names.Company is { } company && session.Dialect == Dialect.Sqlite)
            keys.Add(OfCompany(company));
        return keys;
    }

    /// <summary>Makes a person found by what they are called and reached by now, and no longer by what that was.</summary>
    /// <param name="before">What <see cref="Of"/> gave before the change; empty for somebody new.</param>
    public static void Change(Session session, long contact, IReadOnlyCollection<string> before)
    {
        var now = Of(session, contact);
        foreach (var key in before.Except(now))
            session.Execute("delete from contact_keys where key = @key and contact_id = @contact", new { key, contact });
        foreach (var key in now.Except(before))
        {
            session.Execute("insert into contact_keys (key, contact_id) values (@key, @contact) on conflict do nothing", new { key, contact });
            if (session.Dialect == Dialect.Sqlite && key[0] is 'e' or 'p')
                Tell(session, key);
        }
    }

    private static void Tell(Session session, string key)
    {
        session.Execute("insert into key_changes (key) values (@key)", new { key });
        session.Execute("delete from key_changes where id <= (select max(id) from key_changes) - @ChangesKept", new { ChangesKept });
    }

    /// <summary>Takes the keys of people away who are about to go.</summary>
    /// <param name="which">Which contacts c, by <paramref name="ids"/>.</param>
    internal static void Remove(Session session, string which, object ids)
    {
        session.Execute($"delete from contact_keys where (key, contact_id) in (select {(session.Dialect == Dialect.Sqlite ? "key" : "key collate \"C\"")}, id from ({All(session.Dialect, which)}) keys)", new { ids });
        Removed(session);
    }

    /// <summary>Tells imports that remember people and companies by their numbers that some are gone, whose numbers may be given again.</summary>
    internal static void Removed(Session session)
    {
        if (session.Dialect == Dialect.Sqlite)
            session.Execute("update keyed set removals = removals + 1");
    }

    /// <summary>Those who have an e-mail address, by number.</summary>
    public static List<long> ByEmail(Session session, string addressKey, int most = int.MaxValue, PendingPeople pending = PendingPeople.Search) => session.Query<long>(
        $"""
        select a.contact_id
        from contact_keys k
        join addresses a on a.contact_id = k.contact_id and a.kind = 'email' and a.address_key = @addressKey
        where k.key = @key
        {(pending == PendingPeople.Skip ? "" : OrPending(session, "select a.contact_id from addresses a where a.contact_id > (select keyed_to from keyed) and a.kind = 'email' and a.address_key = @addressKey"))}
        order by 1
        limit @most
        """,
        new { addressKey, key = OfEmail(addressKey), most });

    /// <summary>Those who have a name, by number.</summary>
    public static List<long> ByName(Session session, string nameKey, int most) => session.Query<long>(
        $"""
        select c.id
        from contact_keys k
        join contacts c on c.id = k.contact_id and c.name_key = @nameKey and c.erased_at is null
        where k.key = @key
        {OrPending(session, "select c.id from contacts c where c.id > (select keyed_to from keyed) and c.name_key = @nameKey and c.erased_at is null")}
        order by 1
        limit @most
        """,
        new { nameKey, key = OfName(nameKey), most });

    /// <summary>A subquery: the numbers (id) of a company's people.</summary>
    /// <param name="company">The parameter or column that holds the company's number.</param>
    public static string AtCompany(Session session, string company = "@company") => session.Dialect == Dialect.Postgres
        ? $"(select c.id from contacts c where c.company_id = {company})"
        : $"""
        (select c.id
        from contact_keys k
        join contacts c on c.id = k.contact_id and c.company_id = {company}
        where k.key = 'c:' || {company}
        union
        select c.id from contacts c where c.id > (select keyed_to from keyed) and c.company_id = {company})
        """;

    /// <summary>How many people some companies have; nothing for those that have none.</summary>
    public static Dictionary<long, long> PeopleAt(Session session, IReadOnlyCollection<long> companies) => companies.Count == 0 ? [] : session.Query<(long Company, long People)>(
        session.Dialect == Dialect.Postgres
            ? "select company_id, count(*) from contacts where company_id in @companies group by company_id"
            : """
            select company_id, count(*)
            from (
              select c.company_id, c.id
              from contact_keys k
              join contacts c on c.id = k.contact_id and 'c:' || c.company_id = k.key
              where k.key in @keys
              union
              select c.company_id, c.id from contacts c where c.id > (select keyed_to from keyed) and c.company_id in @companies)
            group by company_id
            """,
        new { companies, keys = companies.Select(OfCompany).ToList() }).ToDictionary(row => row.Company, row => row.People);

    /// <summary>
    /// A subquery for <c>from</c>: the numbers (id) of some whose name or family name begins with what was typed; its values
    /// come from <see cref="Typed"/>.
    /// </summary>
    public static string Beginning(Session session) =>
        $"""
        (select id
        from (
          select c.id
          from contact_keys k
          join contacts c on c.id = k.contact_id and k.key = {NameKey(session)} and c.erased_at is null
          where k.key >= @name
            and k.key < @nameEnd
          order by k.key, k.contact_id
          limit @most) by_name
        union
        select id
        from (
          select c.id
          from contact_keys k
          join contacts c on c.id = k.contact_id and c.family_key like @like escape '!' and c.erased_at is null
          where k.key >= @family
            and k.key < @familyEnd
          order by k.key, k.contact_id
          limit @most) by_family
        {OrPending(session, "select id from (select c.id from contacts c where c.id > (select keyed_to from keyed) and (c.name_key like @like escape '!' or c.family_key like @like escape '!') and c.erased_at is null limit @most) pending")})
        """;

    /// <summary>The values for <see cref="Beginning(Session)"/>.</summary>
    public static object Typed(string beginning, string like, int most) =>
        new { name = OfName(beginning), nameEnd = OfName(beginning) + Last, family = OfFamily(beginning), familyEnd = OfFamily(beginning) + Last, like, most };

    /// <summary>
    /// A subquery for <c>from</c>: the keys (key) and numbers (id) of everybody whose name comes after @key and @id, in that order; @rows of
    /// them at most.
    /// </summary>
    public static string NamesAfter(Session session) =>
        $"""
        (select key, id
        from (
          select k.key, c.id
          from contact_keys k
          join contacts c on c.id = k.contact_id and k.key = {NameKey(session)} and c.erased_at is null
          where (k.key, k.contact_id) > (@key, @id)
            and k.key < 'n;'
          order by k.key, k.contact_id
          limit @rows) keyed_people
        {OrPending(session, "select key, id from (select 'n:' || c.name_key as key, c.id from contacts c where c.id > (select keyed_to from keyed) and c.erased_at is null and ('n:' || c.name_key, c.id) > (@key, @id) order by 1, 2 limit @rows) pending")}
        order by 1, 2
        limit @rows)
        """;

    /// <summary>Keys for everybody who is there, for a workspace that was filled from outside.</summary>
    public static string Fill(Dialect dialect) => $"insert into contact_keys (key, contact_id) {All(dialect, "1 = 1")} order by 1, 2";

    private static string All(Dialect dialect, string which)
    {
        var at = dialect == Dialect.Sqlite ? "instr(a.address_key, '@')" : "strpos(a.address_key, '@')";
        return $"""
            select
              case
                when a.kind = 'phone' then 'p:' || a.address_key
                when {at} > 0 then 'e:' || substr(a.address_key, {at} + 1) || '@' || substr(a.address_key, 1, {at} - 1)
                else 'e:' || a.address_key
              end as key, c.id
            from contacts c
            join addresses a on a.contact_id = c.id
            where {which}
            union all
            select 'n:' || c.name_key, c.id from contacts c where {which}
            union all
            select 'f:' || substr(c.family_key, 1, 2), c.id from contacts c where c.family_key <> '' and {which}
            {(dialect == Dialect.Sqlite ? $"union all select 'c:' || c.company_id, c.id from contacts c where c.company_id is not null and {which}" : "")}
            """;
    }

    // PostgreSQL does not compare texts of two orders without being told which.
    private static string NameKey(Session session) => session.Dialect == Dialect.Sqlite ? "'n:' || c.name_key" : "('n:' || c.name_key) collate \"C\"";

    /// <summary>Nobody is pending on PostgreSQL.</summary>
    private static string OrPending(Session session, string query) => session.Dialect == Dialect.Sqlite ? "union\n" + query : "";

    private static string Beginning(string text)
    {
        var end = 0;
        for (var letters = 0; letters < 2 && end < text.Length; letters++)
            end += end + 1 < text.Length && char.IsSurrogatePair(text, end) ? 2 : 1;
        return text[..end];
    }
}
