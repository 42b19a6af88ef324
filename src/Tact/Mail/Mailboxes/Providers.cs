using System.Reflection;
using System.Text.Json;

namespace Tact.Mail.Mailboxes;

/// <summary>How a provider is reached, from providers.json; a guess for domains that are not in it.</summary>
/// <param name="Auth">password, google or microsoft: how this provider lets programs in.</param>
/// <param name="Hint">What its users must do first; null when nothing.</param>
public sealed record Provider(string Name, IReadOnlyList<string> Domains, string Imap, string Smtp, long SmtpPort, string SmtpSecurity, string? Auth = null, string? Hint = null)
{
    private static readonly IReadOnlyList<Provider> Known = Read();

    /// <summary>The port of IMAP with encryption from the first byte.</summary>
    public const long ImapPort = 993;

    /// <summary>Every domain that anybody can have an address at: it tells nothing about a company.</summary>
    public static IReadOnlySet<string> PersonalDomains { get; } = Known.SelectMany(provider => provider.Domains)
        .Concat(["protonmail.com", "proton.me", "pm.me", "tutanota.com", "tuta.io", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "qq.com", "163.com", "126.com", "naver.com", "freenet.de", "arcor.de", "laposte.net", "sfr.fr", "btinternet.com", "virginmedia.com", "sky.com", "verizon.net", "att.net", "sbcglobal.net", "cox.net", "ziggo.nl", "kpnmail.nl", "telenet.be", "skynet.be", "wp.pl", "o2.pl", "onet.pl", "seznam.cz", "tiscali.it", "alice.it", "virgilio.it", "uol.com.br", "bol.com.br", "hey.com"])
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The provider of an address.</summary>
    public static Provider Of(string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..].Trim().ToLowerInvariant();
        return Known.FirstOrDefault(provider => provider.Domains.Any(one => domain == one || domain.EndsWith("." + one, StringComparison.Ordinal)))
            ?? new Provider(domain, [domain], $"imap.{domain}", $"smtp.{domain}", 465, "tls");
    }

    private static IReadOnlyList<Provider> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Tact.Mail.Mailboxes.providers.json")!;
        return JsonSerializer.Deserialize<File>(stream, new JsonSerializerOptions(JsonSerializerDefaults.Web))!.Providers;
    }

    private sealed record File(IReadOnlyList<Provider> Providers);
}
