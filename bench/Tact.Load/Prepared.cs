using System.Globalization;
using System.Text.Json;
using NodaTime;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Load;

/// <summary>A generated workspace made ready: sessions and tokens of its sellers, fragments to search for, follow-ups to record on.</summary>
internal sealed record Prepared(IReadOnlyList<string> Cookies, string ManagerCookie, string Token, IReadOnlyList<string> Fragments, IReadOnlyList<string> Beginnings, IReadOnlyList<(long FollowUp, long Contact)> FollowUps)
{
    public static Prepared From(string folder)
    {
        using var data = SqliteDatabase.Open(folder);
        var workspace = new Workspace(data, BusinessClock.Running, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var sessions = new Sessions(workspace, TimeProvider.System);
        var cookies = data.Write(session => session.Query<long>("select id from users where role = 'seller' order by id limit 100").Select(id => $"{Sessions.Cookie}={sessions.Begin(session, id, "load")}").ToList());
        var manager = data.Write(session => $"{Sessions.Cookie}={sessions.Begin(session, session.Scalar<long>("select id from users where role = 'manager' limit 1"), "load")}");
        var token = data.Write(session => ApiTokens.Add(session, session.Scalar<long>("select id from users where role = 'admin' limit 1"), "load", TimeProvider.System)).Token;
        var chance = new Random(7);
        var keys = data.Read(session =>
        {
            var most = session.Scalar<long>("select max(id) from contacts");
            return Enumerable.Range(0, 2_000).Select(_ => session.Scalar<string>("select search_key from contacts where id = @id", new { id = chance.NextInt64(1, most + 1) })!).ToList();
        });
        // any place of any word, three to eight characters; the longest runs are e-mail addresses and numbers
        var fragments = keys.Select(key =>
        {
            var words = key.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 3).ToArray();
            var word = words[chance.Next(words.Length)];
            var length = chance.Next(3, Math.Min(8, word.Length) + 1);
            var from = chance.Next(word.Length - length + 1);
            return word[from..(from + length)];
        }).ToList();
        var beginnings = keys.Select(key => key[..chance.Next(1, 3)].Trim()).Where(text => text.Length > 0).ToList();
        var followUps = data.Read(session => session.Query<(long FollowUp, long Contact)>("select id, contact_id from follow_ups where state = 'active' and kind = 6")).ToArray();
        new Random(Environment.TickCount).Shuffle(followUps);
        return new Prepared(cookies, manager, token, fragments, beginnings, followUps);
    }

    /// <summary>Today's page, each seller in turn.</summary>
    public IEnumerable<Call> Today => Cookies.Select(cookie => new Call("GET", "/today", $"Cookie: {cookie}"));

    public IEnumerable<Call> Find(IEnumerable<string> texts) => texts.Select((text, i) => new Call("GET", $"/find/quick?q={Uri.EscapeDataString(text)}", $"Cookie: {Cookies[i % Cookies.Count]}"));

    /// <summary>A touch on one person after the other: voicemail, no answer, or a talk with a next step.</summary>
    public IEnumerable<Call> Touches(int skip) => FollowUps.Skip(skip).Select((row, n) => new Call("POST", "/api/v1/touches", $"Authorization: Bearer {Token}|Content-Type: application/json|Idempotency-Key: {Guid.NewGuid():N}", JsonSerializer.Serialize(new
    {
        contact = row.Contact.ToString(CultureInfo.InvariantCulture), followUp = row.FollowUp, channel = "call", outcome = (n % 10) switch { < 5 => "voicemail", < 8 => "no-answer", _ => "spoke" },
        note = "Left word about the checklist.", offer = n % 3 == 0 ? "checklist for the first audit" : null,
        next = n % 10 >= 8 ? "Call about the figures" : null, on = n % 10 >= 8 ? DateTime.UtcNow.AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
    }, Compact)));

    /// <summary>The same through the page's form, with a manager's session and its antiforgery token.</summary>
    public IEnumerable<Call> Forms(int skip, string cookies, string formToken) => FollowUps.Skip(skip).Select((row, n) => new Call("POST", $"/follow-ups/{row.FollowUp}/record", $"Cookie: {cookies}|Content-Type: application/x-www-form-urlencoded",
        $"__RequestVerificationToken={Uri.EscapeDataString(formToken)}&outcome={(n % 2 == 0 ? "voicemail" : "no-answer")}&note=Left+word+about+the+checklist.&back=%2Ftoday&id={Guid.NewGuid():N}"));

    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}
