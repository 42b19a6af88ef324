using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using Tact.Mail;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>What <c>tact send</c> sends without a server of ours, through a real Postfix, and that its signature holds (RFC 6376).</summary>
public partial class OutboxSigningTests(MailServersOfAClass mail) : IClassFixture<MailServersOfAClass>
{
    private static int people;

    [Theory, DatabasesWithRealMail]
    public async Task Tact_send_sends_by_itself_signed_and_once(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        post.House.Workspace.Data.Write(session => PublicUrl.Keep(session, "https://tact.house.example/"));
        var to = $"p{Interlocked.Increment(ref people)}@example.com";
        post.Person("Maria Keller", to);
        using var key = RSA.Create(2048);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        post.House.Run("dkim", "kim@house.example", "--selector", "s1", "--key", file).ExitCode.ShouldBe(0);
        File.Delete(file);
        post.House.Workspace.Data.Read(session => session.Scalar<string>("select dkim from mailboxes"))!.ShouldNotContain("PRIVATE KEY", Case.Insensitive, "the key is kept sealed");

        var draft = post.Draft(to, "Grüße und ein Angebot", "Hello {{contact.given}},\n\nhere is **the  offer**,   for your May.   \n\n.dot\n\n\n");
        var sent = await Task.Run(() => post.House.RunAt(TestWorkspace.Monday, "send", $"{draft.Id}"));
        (sent.ExitCode, sent.Output.Trim()).ShouldBe((0, $"Sent to Maria Keller <{to}>."), sent.Errors);
        var source = (await mail.Servers.Arrived(to, 1))[0];
        post.Now(draft.Id).State.ShouldBe("sent");
        var again = await Task.Run(() => post.House.RunAt(TestWorkspace.Monday, "send", $"{draft.Id}"));
        again.ExitCode.ShouldBe(1);
        again.Errors.ShouldContain("It has left already");
        mail.Servers.Mails(to).Count.ShouldBe(1);

        var (domain, selector, headers) = Signature(source);
        (domain, selector).ShouldBe(("house.example", "s1"));
        Holds(source, key).ShouldBeTrue();
        foreach (var name in new[] { "from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post" })
            headers.ShouldContain(name, "RFC 8058 asks for both List-Unsubscribe headers");
        // one byte changed on the way, another link, another key: it no longer holds
        Holds(source.Replace("for your May", "for your may", StringComparison.Ordinal), key).ShouldBeFalse();
        Holds(Regex.Replace(source, "^Subject: ", "Subject: Not ", RegexOptions.Multiline), key).ShouldBeFalse();
        Holds(Regex.Replace(source, "^List-Unsubscribe-Post: ", "List-Unsubscribe-Post: No", RegexOptions.Multiline), key).ShouldBeFalse();
        using var stranger = RSA.Create(2048);
        Holds(source, stranger).ShouldBeFalse();

        post.House.Run("dkim", "kim@house.example", "--off").ExitCode.ShouldBe(0);
        var plain = post.Draft(to, "Unsigned");
        (await Task.Run(() => post.House.RunAt(TestWorkspace.Monday, "send", $"{plain.Id}", "--override", "they-asked"))).ExitCode.ShouldBe(0);
        (await mail.Servers.Arrived(to, 2)).Count(one => one.Contains("DKIM-Signature:", StringComparison.Ordinal)).ShouldBe(1);
    }

    /// <summary>Verifies a relaxed/relaxed rsa-sha256 signature as a receiver does, with the public half of a key.</summary>
    private static bool Holds(string source, RSA key)
    {
        var (headers, body) = Split(source);
        var (name, signature) = headers.Find(header => header.Name.Equals("DKIM-Signature", StringComparison.OrdinalIgnoreCase));
        var tags = Tags(signature);
        (tags["a"], tags["c"]).ShouldBe(("rsa-sha256", "relaxed/relaxed"));
        if (Convert.ToBase64String(SHA256.HashData(Encoding.Latin1.GetBytes(Body(body)))) != tags["bh"])
            return false;
        var left = headers.ToList();
        var signed = new StringBuilder();
        foreach (var wanted in tags["h"].Split(':'))
        {
            // the lowest of a name is signed first (5.4.2); one that is not there counts as empty
            if (left.FindLastIndex(header => header.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is not (>= 0 and var at))
                continue;
            signed.Append(Header(left[at].Name, left[at].Value)).Append("\r\n");
            left.RemoveAt(at);
        }

        signed.Append(Header(name, SignatureValue().Replace(signature, "$1")));
        using var known = RSA.Create();
        known.ImportSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
        return known.VerifyData(Encoding.Latin1.GetBytes(signed.ToString()), Convert.FromBase64String(tags["b"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static (string Domain, string Selector, string[] Headers) Signature(string source)
    {
        var tags = Tags(Split(source).Headers.Find(header => header.Name.Equals("DKIM-Signature", StringComparison.OrdinalIgnoreCase)).Value);
        return (tags["d"], tags["s"], tags["h"].ToLowerInvariant().Split(':'));
    }

    private static (List<(string Name, string Value)> Headers, string Body) Split(string source)
    {
        var text = source.ReplaceLineEndings("\r\n");
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = FoldedLine().Split(text[..end]).Select(line => (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..])).ToList();
        return (headers, text[(end + 4)..]);
    }

    private static Dictionary<string, string> Tags(string signature) => signature.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .ToDictionary(tag => tag[..tag.IndexOf('=')].Trim(), tag => White().Replace(tag[(tag.IndexOf('=') + 1)..], ""));

    // RFC 6376, 3.4.2
    private static string Header(string name, string value) => $"{name.ToLowerInvariant().Trim()}:{White().Replace(value, " ").Trim()}";

    // RFC 6376, 3.4.4
    private static string Body(string body)
    {
        var text = string.Join("\r\n", body.Split("\r\n").Select(line => Blanks().Replace(line, " ").TrimEnd(' '))).TrimEnd('\r', '\n');
        return text.Length == 0 ? "" : text + "\r\n";
    }

    [GeneratedRegex(@"\r\n(?![ \t])")]
    private static partial Regex FoldedLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(;\s*b=)[^;]*")]
    private static partial Regex SignatureValue();
}
