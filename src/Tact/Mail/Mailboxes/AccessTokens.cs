using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Mail.Mailboxes;

/// <summary>A provider that lets programs in by OAuth 2: where people sign in, where tokens come from, and what is asked for.</summary>
public sealed record OAuthProvider(string Name, string Authorise, string Token, string Scope, IReadOnlyDictionary<string, string> Extra)
{
    /// <summary>Google and Microsoft, as their documentation for IMAP and SMTP states.</summary>
    public static OAuthProvider? Of(string auth) => auth switch
    {
        "google" => new("Google", "https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token", "https://mail.google.com/", new Dictionary<string, string> { ["access_type"] = "offline", ["prompt"] = "consent" }),
        "microsoft" => new("Microsoft", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize", "https://login.microsoftonline.com/common/oauth2/v2.0/token", "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access", new Dictionary<string, string> { ["prompt"] = "select_account" }),
        _ => null,
    };

    /// <summary>The team's own client at the provider; its secret is sealed.</summary>
    public static (string Id, string? Secret)? Client(Session session, Database data, string auth)
    {
        if (session.Scalar<string>("select value from settings where name = @name", new { name = $"oauth_{auth}" }) is not { } kept)
            return null;
        var client = JsonSerializer.Deserialize<KeptClient>(kept)!;
        return (client.Id, client.Secret is null ? null : SealedSecrets.Open(data, $"oauth {auth}", client.Secret));
    }

    /// <summary>Keeps the team's own client id and secret; only an admin does.</summary>
    public static Result<string> SetClient(Workspace workspace, Actor actor, string auth, string id, string? secret)
    {
        if (actor.Role != "admin")
            return new Result<string>.Refused("Only an admin sets up the sign-in at a provider.", "role", null);
        if (Of(auth) is null)
            return Result<string>.Wrong("provider", $"\"{auth}\" is not known. Choose google or microsoft.");
        if (string.IsNullOrWhiteSpace(id))
            return Result<string>.Wrong("client-id", "Enter the client id that the provider gave you.");
        var kept = JsonSerializer.Serialize(new KeptClient(id.Trim(), string.IsNullOrWhiteSpace(secret) ? null : SealedSecrets.Seal(workspace.Data, $"oauth {auth}", secret.Trim())));
        workspace.Data.Write(session => session.Execute(
            "insert into settings (name, value) values (@name, @kept) on conflict (name) do update set value = excluded.value", new { name = $"oauth_{auth}", kept }));
        return id.Trim();
    }

    private sealed record KeptClient(string Id, string? Secret);
}

/// <summary>Access tokens of mailboxes whose provider takes no passwords: got by the authorisation-code flow (RFC 6749, with PKCE of RFC 7636), renewed before they run out, kept sealed.</summary>
public sealed class AccessTokens(Workspace workspace, TimeProvider? time = null, HttpMessageHandler? provider = null)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(2);
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly HttpClient http = provider is null ? new HttpClient() : new HttpClient(provider);
    private readonly ConcurrentDictionary<long, SemaphoreSlim> renewing = [];

    /// <summary>Where to send somebody to sign in, and what to remember until they come back.</summary>
    public Result<SigningIn> Begin(MailboxRow mailbox, string returnTo)
    {
        if (OAuthProvider.Of(mailbox.Auth) is not { } at)
            return Result<SigningIn>.Wrong("auth", $"{mailbox.Address} signs in with a password.");
        if (workspace.Data.Read(session => OAuthProvider.Client(session, workspace.Data, mailbox.Auth)) is not { } client)
            return new Result<SigningIn>.Refused($"Signing in with {at.Name} needs a client id of your own. An admin enters it under Mailboxes, Sign-in at providers; the operations guide tells where {at.Name} gives one.", "mail", null);
        var verifier = Secret.NewToken();
        var state = Secret.NewToken();
        var parameters = new Dictionary<string, string>(at.Extra)
        {
            ["client_id"] = client.Id, ["response_type"] = "code", ["redirect_uri"] = returnTo, ["scope"] = at.Scope, ["state"] = state, ["login_hint"] = mailbox.Address,
            ["code_challenge"] = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), ["code_challenge_method"] = "S256",
        };
        return new SigningIn($"{at.Authorise}?{string.Join('&', parameters.Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"))}", state, verifier);
    }

    /// <summary>Takes the code somebody came back with, and keeps the tokens.</summary>
    public async Task<Result<string>> Finish(MailboxRow mailbox, string code, string verifier, string returnTo)
    {
        var answer = await Ask(mailbox, new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = returnTo, ["code_verifier"] = verifier });
        if (answer is not Result<Tokens>.Ok { Value: var tokens })
            return answer.Then<string>(_ => throw new InvalidOperationException());
        if (tokens.Refresh is null)
            return new Result<string>.Refused("The provider gave no lasting permission. Remove Tact from the account's connected apps there, and sign in again.", "mail", null);
        Keep(mailbox, tokens);
        workspace.Data.Write(session => session.Execute("update mailboxes set state = 'new', problem = null, problem_at = null where id = @Id", new { mailbox.Id }));
        return mailbox.Address;
    }

    /// <summary>A token that is good now; null for a mailbox with a password. Throws <see cref="MailTrouble"/>.</summary>
    public async Task<string?> Of(MailboxRow mailbox)
    {
        if (mailbox.Auth == "password")
            return null;
        var gate = renewing.GetOrAdd(mailbox.Id, _ => new SemaphoreSlim(1));
        await gate.WaitAsync();
        try
        {
            var secret = workspace.Data.Read(session => session.Scalar<string>("select secret from mailboxes where id = @Id", new { mailbox.Id }));
            if (secret is null)
                throw new MailTrouble("EAUTH", "nobody has signed in at the provider yet");
            var tokens = JsonSerializer.Deserialize<Tokens>(SealedSecrets.Open(workspace.Data, Mailboxes.Place(mailbox.Id), secret))!;
            if (tokens.Until > time.GetUtcNow() + Early)
                return tokens.Access;
            switch (await Ask(mailbox, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = tokens.Refresh! }))
            {
                case Result<Tokens>.Ok { Value: var fresh }:
                    Keep(mailbox, fresh with { Refresh = fresh.Refresh ?? tokens.Refresh });
                    return fresh.Access;
                case Result<Tokens>.Refused refused:
                    throw new MailTrouble("EAUTH", refused.Why);
                default:
                    throw new MailTrouble("EAUTH", "the provider did not renew the permission; sign in there again");
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private void Keep(MailboxRow mailbox, Tokens tokens)
    {
        var secret = SealedSecrets.Seal(workspace.Data, Mailboxes.Place(mailbox.Id), JsonSerializer.Serialize(tokens));
        workspace.Data.Write(session => session.Execute("update mailboxes set secret = @secret where id = @Id and removed_at is null", new { mailbox.Id, secret }));
    }

    private async Task<Result<Tokens>> Ask(MailboxRow mailbox, Dictionary<string, string> form)
    {
        var at = OAuthProvider.Of(mailbox.Auth)!;
        if (workspace.Data.Read(session => OAuthProvider.Client(session, workspace.Data, mailbox.Auth)) is not { } client)
            return new Result<Tokens>.Refused($"the client id for {at.Name} is not set any more", "mail", null);
        form["client_id"] = client.Id;
        if (client.Secret is { } secret)
            form["client_secret"] = secret;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, at.Token) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await http.SendAsync(request);
            using var read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var body = read.RootElement;
            if (!answer.IsSuccessStatusCode || Text(body, "access_token") is not { } access)
                return new Result<Tokens>.Refused($"{at.Name} said: {Text(body, "error_description") ?? Text(body, "error") ?? answer.StatusCode.ToString()}", "mail", null);
            var seconds = body.TryGetProperty("expires_in", out var expires) && expires.ValueKind == JsonValueKind.Number && expires.TryGetInt64(out var given) ? given : 3600;
            return new Tokens(access, Text(body, "refresh_token"), time.GetUtcNow().AddSeconds(seconds));
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException or JsonException)
        {
            return new Result<Tokens>.Refused($"{at.Name} could not be reached: {broken.Message}", "mail", null);
        }
    }

    private static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Tokens(string Access, string? Refresh, DateTimeOffset Until);
}

/// <summary>Somebody is on the way to the provider.</summary>
/// <param name="Address">Where to.</param>
/// <param name="State">What must come back with them.</param>
/// <param name="Verifier">What proves that we sent them.</param>
public sealed record SigningIn(string Address, string State, string Verifier);
