namespace Tact.Core;

/// <summary>The text in which people and companies are found: folded words, then the digits of their numbers.</summary>
public static class SearchKey
{
    /// <summary>Of a person: name, company, role, addresses, digits of all numbers.</summary>
    public static string OfContact(string name, string? company, string? role, IEnumerable<string> emails, IEnumerable<string> phones) =>
        Join([Folded.Text(name), Folded.Text(company), Folded.Text(role), .. emails.Select(e => e.ToLowerInvariant()), .. phones.Select(Folded.Digits)]);

    /// <summary>Of a company: name, domain, city, digits of its number.</summary>
    public static string OfCompany(string name, string? domain, string? city, string? phone) =>
        Join([Folded.Text(name), Folded.Text(domain), Folded.Text(city), Folded.Digits(phone)]);

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

    private static string Join(IEnumerable<string> parts) => string.Join(' ', parts.Where(part => part.Length > 0));
}
