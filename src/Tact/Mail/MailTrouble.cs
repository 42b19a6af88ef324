namespace Tact.Mail;

/// <summary>A mail server, or the gateway that speaks to it, did not do what was asked.</summary>
/// <param name="code">Short and for programs: EAUTH, ECONNECTION, ETIMEDOUT, NO-NODE, GONE …</param>
/// <param name="message">What the server or the network said.</param>
public sealed class MailTrouble(string code, string message) : Exception(message)
{
    /// <summary>Short and for programs.</summary>
    public string Code { get; } = code;

    /// <summary>The server's reply code (RFC 5321), such as 550; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>When sending: whether the server may have taken the message all the same. Nobody knows then.</summary>
    public bool MayHaveBeenTaken { get; init; }

    /// <summary>What went wrong and what to do, for the person whose mailbox it is.</summary>
    public string InWords(string server) => Code switch
    {
        "NO-NODE" or "GONE" or "UNREAD" => Message,
        "EAUTH" => $"{server} did not accept the name and password ({Message}). Many providers ask for an app password made for this purpose.",
        "EDNS" or "ENOTFOUND" or "EAI_AGAIN" => $"There is no server called {server}. Check the spelling of its name.",
        "ECONNREFUSED" => $"{server} does not take connections at this port. Check the port and the kind of encryption.",
        "ETIMEDOUT" or "CONNECT_TIMEOUT" or "GREETING_TIMEOUT" or "UPGRADE_TIMEOUT" => $"{server} did not answer in time. Check the port and the kind of encryption, and whether a firewall is in between.",
        "ETLS" or "ESOCKET" when IsCertificate => $"The certificate of {server} is not trusted ({Message}). Use the name that the provider states, or ask them.",
        "ETLS" or "ESOCKET" or "ERR_SSL_WRONG_VERSION_NUMBER" => $"The encrypted connection to {server} failed ({Message}). The other kind of encryption or another port may be right.",
        _ => $"{server} said: {Message}",
    };

    private bool IsCertificate => Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) || Message.Contains("self-signed", StringComparison.OrdinalIgnoreCase);
}
