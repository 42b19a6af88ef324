using Tact.Core;
using Tact.Storage;

namespace Tact.Contacts;

/// <summary>The ways to reach a person, each with the normalised key that finds duplicates.</summary>
public static class Addresses
{
    /// <summary>Adds the first e-mail address and number of a person; those already there stay. A number without country code belongs to the person's country, else the workspace's.</summary>
    public static void Set(Session session, long contact, string? email, string? phone)
    {
        if (email is not null)
            Add(session, contact, "email", email, EmailKey(email), 0);
        if (phone is not null && PhoneKey(phone, CountryOf(session, contact)) is { Length: > 0 } key)
            Add(session, contact, "phone", phone, key, 0);
    }

    /// <summary>The key under which an e-mail address is the same.</summary>
    public static string EmailKey(string email) => email.Trim().ToLowerInvariant();

    /// <summary>The key under which a number is the same, for imports too; the mere digits where it cannot be a number.</summary>
    /// <param name="country">ISO 3166 code for numbers in national form; null when unknown.</param>
    public static string PhoneKey(string phone, string? country = null) => PhoneNumber.Read(phone, country)?.Key ?? Folded.Digits(phone);

    private static string? CountryOf(Session session, long contact)
    {
        var (country, zone) = session.One<(string?, string?)>("select country, zone from contacts where id = @contact", new { contact });
        return Countries.Code(country) ?? (zone is null ? null : Countries.OfZone(zone))
            ?? (session.Scalar<string>("select value from settings where name = 'zone'") is { } own ? Countries.OfZone(own) : null);
    }

    /// <summary>Whether a text can be an e-mail address.</summary>
    public static bool LooksLikeEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 3 && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && !text.Any(c => char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>');
    }

    private static void Add(Session session, long contact, string kind, string value, string key, int position) => session.Execute(
        """
        insert into addresses (contact_id, kind, address_key, value, position)
        values (@contact, @kind, @key, @value, @position)
        on conflict (contact_id, kind, address_key) do update set value = excluded.value, position = excluded.position, dead_at = null
        """,
        new { contact, kind, key, value = value.Trim(), position });
}
