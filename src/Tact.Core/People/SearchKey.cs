namespace Tact.Core;

/// <summary>The text in which people and companies are found: folded words, then the digits of their numbers.</summary>
public static class SearchKey
{
    /// <summary>Of a person: name, company, role, addresses, digits of all numbers.</summary>
    public static string OfContact(string name, string? company, string? role, IEnumerable<string> emails, IEnumerable<string> phones) =>
        OfFolded([Folded.Text(name), Folded.Text(company), Folded.Text(role), .. emails.Select(OfEmail), .. phones.Select(Folded.Digits)]);

    /// <summary>How an e-mail address stands in it; numbers stand as their digits.</summary>
    public static string OfEmail(string email) => email.ToLowerInvariant();

    /// <summary>Of a company: name, domain, city, digits of its number.</summary>
    public static string OfCompany(string name, string? domain, string? city, string? phone) =>
        OfFolded([Folded.Text(name), Folded.Text(domain), Folded.Text(city), Folded.Digits(phone)]);

    /// <summary>Of parts that are folded already, in their order; empty ones are left out.</summary>
    public static string OfFolded(params ReadOnlySpan<string> parts)
    {
        var there = new string[parts.Length];
        var count = 0;
        foreach (var part in parts)
            if (part.Length > 0)
                there[count++] = part;
        return string.Join(' ', there.AsSpan(0, count));
    }

    /// <summary>The words somebody types, folded; digits written with blanks or signs become one word.</summary>
    public static IReadOnlyList<string> Words(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return [];
        var digits = Folded.Digits(typed);
        if (digits.Length >= 3 && typed.All(c => char.IsAsciiDigit(c) || " +-/().".Contains(c)))
            return [digits.TrimStart('0') is { Length: >= 3 } significant ? significant : digits];
        return Folded.Text(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
