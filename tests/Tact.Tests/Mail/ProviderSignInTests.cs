using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Shouldly;
using Tact.Accounts;
using Tact.Mail;
using Tact.Mail.Mailboxes;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>Signing in at a provider, with one that is played: there, back, and renewed before it runs out.</summary>
public class ProviderSignInTests
{
    private const string Back = "https://tact.example/mailboxes/signed-in";

    [Theory, Databases]
    public async Task There_and_back_and_renewed_before_it_runs_out_until_the_provider_refuses(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("kim@house.example");
        var clock = new HandClock();
        var provider = new Provider();
        var tokens = new AccessTokens(place.Workspace, clock, provider);
        var box = Gmail(place);
        tokens.Begin(box, Back).ShouldBeOfType<Result<SigningIn>.Refused>().Why.ShouldContain("client id of your own");
        OAuthProvider.SetClient(place.Workspace, new Actor(1, "seller"), "google", "id-1", "hush-hush").ShouldBeOfType<Result<string>.Refused>();
        OAuthProvider.SetClient(place.Workspace, Actor.CommandLine, "google", "id-1", "hush-hush").ShouldBeOfType<Result<string>.Ok>();
        place.Workspace.Data.Read(session => session.Scalar<string>("select value from settings where name = 'oauth_google'"))!.ShouldNotContain("hush-hush");

        var there = tokens.Begin(box, Back).ShouldBeOfType<Result<SigningIn>.Ok>().Value;
        var asked = HttpUtility.ParseQueryString(new Uri(there.Address).Query);
        (asked["client_id"], asked["redirect_uri"], asked["response_type"], asked["state"], asked["code_challenge_method"], asked["access_type"]).ShouldBe(("id-1", Back, "code", there.State, "S256", "offline"));
        asked["code_challenge"].ShouldBe(System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(there.Verifier))));
        there.Address.ShouldNotContain("hush-hush");
        there.Address.ShouldNotContain(there.Verifier);
        tokens.Begin(box, Back).ShouldBeOfType<Result<SigningIn>.Ok>().Value.State.ShouldNotBe(there.State);

        (await Should.ThrowAsync<MailTrouble>(() => tokens.Of(box))).Code.ShouldBe("EAUTH");
        provider.Says(HttpStatusCode.OK, """{"access_token":"a1","expires_in":3600}""");
        (await tokens.Finish(box, "code-1", there.Verifier, Back)).ShouldBeOfType<Result<string>.Refused>().Why.ShouldContain("no lasting permission");
        provider.Says(HttpStatusCode.OK, """{"access_token":"a1","refresh_token":"r-1","expires_in":3600}""");
        (await tokens.Finish(box, "code-1", there.Verifier, Back)).ShouldBeOfType<Result<string>.Ok>();
        (provider.Asked["grant_type"], provider.Asked["code"], provider.Asked["code_verifier"], provider.Asked["client_secret"], provider.Asked["redirect_uri"]).ShouldBe(("authorization_code", "code-1", there.Verifier, "hush-hush", Back));
        var kept = place.Workspace.Data.Read(session => session.Scalar<string>("select secret from mailboxes"))!;
        kept.ShouldNotContain("r-1");

        (await tokens.Of(box)).ShouldBe("a1");
        clock.Pass(TimeSpan.FromMinutes(57));
        (await tokens.Of(box)).ShouldBe("a1");
        clock.Pass(TimeSpan.FromMinutes(2));
        provider.Says(HttpStatusCode.OK, """{"access_token":"a2","expires_in":3600}""");
        var calls = provider.Calls;
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tokens.Of(box)))).ShouldAllBe(token => token == "a2");
        (provider.Calls - calls, provider.Asked["grant_type"], provider.Asked["refresh_token"]).ShouldBe((1, "refresh_token", "r-1"));

        // the provider may give a new lasting one, and may take it away
        clock.Pass(TimeSpan.FromHours(1));
        provider.Says(HttpStatusCode.OK, """{"access_token":"a3","refresh_token":"r2","expires_in":60}""");
        (await tokens.Of(box)).ShouldBe("a3");
        provider.Says(HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"Token has been revoked."}""");
        var refused = await Should.ThrowAsync<MailTrouble>(() => tokens.Of(box));
        provider.Asked["refresh_token"].ShouldBe("r2");
        refused.InWords("imap.gmail.com").ShouldContain("Token has been revoked.");
        foreach (var odd in new[] { "no json", "[]", "{}", """{"access_token":7}""", "\"x\"" })
        {
            provider.Says(HttpStatusCode.OK, odd);
            (await Should.ThrowAsync<MailTrouble>(() => tokens.Of(box))).Code.ShouldBe("EAUTH", odd);
        }

        provider.Says(HttpStatusCode.OK, """{"access_token":"a4","expires_in":3600}""");
        (await tokens.Of(box)).ShouldBe("a4");
    }

    [Fact]
    public async Task Who_comes_back_with_another_state_or_from_nowhere_connects_nothing()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var kim = place.User("kim@house.example");
        var lea = place.User("lea@house.example");
        OAuthProvider.SetClient(place.Workspace, Actor.CommandLine, "google", "id-1", null).ShouldBeOfType<Result<string>.Ok>();
        Gmail(place);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);
        using var other = server.SignedIn(lea);
        (await other.Get("/mailboxes/1/sign-in")).Status.ShouldBe(404);
        await Refused(browser, "code=c&state=s", "not begun here");
        var there = await browser.Get("/mailboxes/1/sign-in");
        there.Location!.ShouldStartWith("https://accounts.google.com/");
        await Refused(browser, "code=c&state=another", "not begun here");
        // one wrong answer ends it
        await Refused(browser, $"code=c&state={HttpUtility.ParseQueryString(new Uri(there.Location!).Query)["state"]}", "not begun here");
        await browser.Get("/mailboxes/1/sign-in");
        await Refused(browser, "error=access_denied&error_description=You+said+no", "You said no");
        place.Count("select count(*) from mailboxes where secret is not null").ShouldBe(0);

        static async Task Refused(Browser browser, string query, string words)
        {
            var back = await browser.Get($"/mailboxes/signed-in?{query}");
            back.Location.ShouldBe("/mailboxes");
            (await browser.Get("/mailboxes")).Page.QuerySelector(".said")!.TextContent.ShouldContain(words);
        }
    }

    private static MailboxRow Gmail(TestWorkspace place)
    {
        var made = ConnectMailbox.Add(place.Workspace, Actor.CommandLine, new MailboxInput { Address = "kim@gmail.com", Owner = "kim@house.example", Auth = "google" });
        made.ShouldBeOfType<Result<MailboxShown>.Ok>();
        return place.Workspace.Data.Read(session => Mailboxes.Of(session, 1))!;
    }

    private sealed class Provider : HttpMessageHandler
    {
        private HttpStatusCode status;
        private string body = "";

        public int Calls { get; private set; }

        public System.Collections.Specialized.NameValueCollection Asked { get; private set; } = [];

        public void Says(HttpStatusCode code, string text) => (status, body) = (code, text);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            request.RequestUri!.Host.ShouldBe("oauth2.googleapis.com");
            Asked = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(status) { Content = new StringContent(body) };
        }
    }
}
