using Tact.Storage;

namespace Tact.Mail;

/// <summary>The address under which people outside reach this server; links in messages begin with it. Without one, messages carry the mailto form alone.</summary>
public static class PublicUrl
{
    private const string Setting = "public_url";

    /// <summary>The address without a slash at its end, from TACT_PUBLIC_URL or as it was set last; null when there is none.</summary>
    public static string? Of(Session session) =>
        Read(Environment.GetEnvironmentVariable("TACT_PUBLIC_URL")) ?? Read(session.Scalar<string>("select value from settings where name = @Setting", new { Setting }));

    /// <summary>Keeps it. Throws <see cref="FormatException"/> for what cannot be one.</summary>
    public static void Keep(Session session, string address)
    {
        var url = Read(address) ?? throw new FormatException($"\"{address}\" cannot be a public address. Write it as https://tact.example.com; without encryption it may be this machine alone.");
        session.Execute("insert into settings (name, value) values (@Setting, @url) on conflict (name) do update set value = excluded.value", new { Setting, url });
    }

    // RFC 8058 asks for https; this machine itself is for trying out
    private static string? Read(string? text) =>
        Uri.TryCreate(text?.Trim().TrimEnd('/'), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.Query.Length == 0
            ? url.AbsoluteUri.TrimEnd('/') : null;
}
