using System.Text;
using System.Text.Json;
using Shouldly;
using Tact.Core;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.BadLuck;

/// <summary>Text as people and attackers write it, in every field: it is kept as it was and shown as text, on every page.</summary>
public class StrangeTextTests
{
    public static readonly string[] Texts =
    [
        "Robert'); drop table contacts;--", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "javascript:alert(1)", "{{7*7}} ${7*7} @(7*7) %s %n", "مرحبا بالعالم", "עברית ‏וגם English",
        "👩‍👩‍👧‍👦 Familie 🦄", "Ｆｕｌｌ ｗｉｄｔｈ", "Z̷͚͝a̴̢͝l̶̰̈́g̵̮̀o̸͎͗", "O'Brien 100%_!", "=cmd|' /C calc'!A0", "../../etc/passwd", "\u202Egnirts", "null", "ﷺ Šišmiš Łódź İstanbul", "a\r\nSet-Cookie: evil=1", "tab\there", "x" + new string('y', 380),
    ];

    [Theory, Databases]
    public async Task It_is_kept_and_shown_as_text(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@house.example", "manager");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(jana);
        using var browser = server.SignedIn(jana);
        List<long> people = [];
        foreach (var text in Texts)
        {
            var person = await Post("/api/v1/contacts", new { name = text, company = text, role = text, city = text, country = text, language = text, website = text, phone = $"+4420794{people.Count:0000}" });
            var id = person.GetProperty("id").GetInt64();
            people.Add(id);
            var started = await Post("/api/v1/follow-ups", new { contact = id.ToString(), matter = text });
            var followUp = started.GetProperty("followUp").GetInt64();
            await Post($"/api/v1/contacts/{id}/notes", new { text });
            await Post("/api/v1/touches", new { contact = id.ToString(), channel = "call", outcome = "voicemail", note = text, offer = text, id = text, followUp });
            await Post("/api/v1/touches", new { contact = id.ToString(), channel = "call", outcome = "spoke", direction = "in", note = text, next = text, on = "2026-03-02", promise = text, promisedFor = "2026-03-02", reason = text, followUp });
            await Post($"/api/v1/follow-ups/{followUp}/put-off", new { because = text });
            await Post($"/api/v1/follow-ups/{followUp}/next", new { step = text, on = "2026-03-02" });
        }

        for (var i = 0; i < Texts.Length; i++)
        {
            var id = people[i];
            foreach (var address in (string[])[$"/people/{id}", $"/people/{id}/edit", $"/people/{id}/start", $"/people/{id}/preferences", $"/follow-ups/{i + 1}/record?outcome=spoke&channel=call", $"/follow-ups/{i + 1}/pause", $"/follow-ups/{i + 1}/next"])
                Sound(await browser.Get(address), address).ShouldContain(OneLine(Texts[i]), Case.Sensitive, address);
            var word = Texts[i].Split(' ', '\r', '\n', '\t', ';')[0];
            Sound(await browser.Get($"/find?q={Uri.EscapeDataString(Texts[i])}"), "find");
            Sound(await browser.Get($"/find?q={Uri.EscapeDataString(word)}"), "find");
        }

        foreach (var address in (string[])["/today", "/waiting", "/people", "/companies", "/companies/1", "/team", "/focus-list", "/import"])
            Sound(await browser.Get(address), address);
        var saved = await browser.Send(await browser.Get("/follow-ups/2/pause"), "/follow-ups/2/pause", ("reason", "busy"), ("note", Texts[1]));
        Sound(await browser.Get(saved.Location!), "after saving").ShouldContain("Paused: <script>alert(1)</script>");
        var csv = (await browser.Get("/export.csv")).Text;
        csv.ShouldContain("'=cmd|");
        place.Run("doctor").ExitCode.ShouldBe(0);

        async Task<JsonElement> Post(string address, object body)
        {
            using var answer = await api.PostAsync(address, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            answer.IsSuccessStatusCode.ShouldBeTrue($"{address} {JsonSerializer.Serialize(body)}: {said}");
            return JsonDocument.Parse(said).RootElement;
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The page's text; nothing of what was typed became part of the page.</summary>
    private static string Sound(Visit visit, string address)
    {
        visit.Status.ShouldBe(200, $"{address} {visit.Text[..Math.Min(500, visit.Text.Length)]}");
        visit.Page.QuerySelectorAll("script:not([src]), img[onerror], [onmouseover], iframe").ShouldBeEmpty(address);
        visit.Page.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")!).ShouldAllBe(href => !href.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        visit.Page.QuerySelectorAll("*").SelectMany(element => element.Attributes).ShouldAllBe(attribute => !attribute.Name.StartsWith("on"));
        return OneLine(visit.Page.Body!.TextContent + string.Join(' ', visit.Page.QuerySelectorAll("input").Select(input => " " + input.GetAttribute("value"))));
    }
}
