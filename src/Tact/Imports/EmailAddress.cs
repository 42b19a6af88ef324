using System.Collections.Frozen;
using System.Globalization;

namespace Tact.Imports;

static class EmailAddress
{
    static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    static readonly FrozenSet<string> Roles = FrozenSet.Create(StringComparer.Ordinal,
    [
        "info", "office", "kontakt", "contact", "sales", "vertrieb", "einkauf", "purchasing", "mail", "hello", "hallo", "support", "service", "admin", "team", "post", "buero",
        "zentrale", "empfang", "reception", "sekretariat", "verwaltung", "accounting", "buchhaltung", "rechnung", "invoice", "hr", "jobs", "marketing", "presse", "press",
        "accueil", "direction", "compta", "comptabilite", "administracion", "ventas", "compras", "contacto", "ufficio", "amministrazione", "vendite", "enquiries", "order", "orders", "shop",
    ]);

    /// <summary>The address as written (without "mailto:", a name and angle brackets) and its key; null when it cannot be an address.</summary>
    public static ImportedEmail? Read(string text)
    {
        var address = text.AsSpan().Trim();
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            address = address[7..].Trim();
        if (address.IndexOf('<') is var open and >= 0 && address[open..].IndexOf('>') is var close and > 1)
            address = address.Slice(open + 1, close - 1).Trim();
        address = address.Trim("'\"<>,;");

        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || address.Length - at < 4 || address.Length > 254)
            return null;
        var local = address[..at];
        var domain = address[(at + 1)..];
        if (local.IndexOfAny(" \t\r\n\"(),:;<>@[\\]") >= 0 || local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            return null;
        var dot = domain.LastIndexOf('.');
        if (dot < 1 || domain.Length - dot < 3 || domain.Contains("..", StringComparison.Ordinal))
            return null;
        foreach (var c in domain)
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-') && !char.IsBetween(c, '\u0300', '\u036F'))
                return null;
        if (domain[0] is '-' or '.' || char.IsAsciiDigit(domain[^1]))
            return null;

        var written = address.Length == text.Length ? text : address.ToString();
        return new(written, Key(written));
    }

    /// <summary>
    /// Two addresses with one key reach the same mailbox: lower case, domain in its ASCII form. "+tag" and dots are left alone, since only some
    /// providers ignore them.
    /// </summary>
    public static string Key(string address)
    {
        if (System.Text.Ascii.IsValid(address))
            return address.ToLowerInvariant();
        var at = address.LastIndexOf('@');
        try
        {
            return address[..at].ToLowerInvariant() + "@" + Idn.GetAscii(address[(at + 1)..].ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return address.ToLowerInvariant();
        }
    }

    /// <summary>An address of an office, not of a person: several people may have it.</summary>
    public static bool IsShared(string key) =>
        Roles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(key.AsSpan(0, Math.Max(0, key.IndexOf('@'))));
}
