using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Tact.Load;

/// <summary>Today, search, recording, start and memory of the built server, beside their goals.</summary>
internal static partial class OverHttp
{
    private const int WarmUp = 20;
    private const int TouchWarmUp = 12;

    public static void Run(string program, string big, string? small, int seconds, HashSet<string> only)
    {
        bool Wanted(string what) => only.Count == 0 || only.Contains(what);
        var with = Prepared.From(big);
        if (Wanted("start"))
            Start(program, big);
        using (var server = Server.Start(program, big))
        {
            Say($"warm-up of {WarmUp} s");
            Wrk.Run(server, with.Today, 8, WarmUp / 2);
            Wrk.Run(server, with.Find(with.Fragments), 4, WarmUp / 4);
            Wrk.Run(server, with.Today, 1, WarmUp / 4);
            Answered? today = null;
            if (Wanted("today"))
            {
                today = Wrk.Run(server, with.Today, 1, seconds);
                Line("Today, 1 connection (p95 ≤ 5 ms)", today, today.P95 <= 5);
                var eight = Wrk.Run(server, with.Today, 8, seconds);
                Line("Today, 8 connections (≥ 1,500/s, p95 ≤ 15 ms)", eight, eight is { PerSecond: >= 1500, P95: <= 15 });
            }

            if (Wanted("search"))
            {
                var found = Wrk.Run(server, with.Find(with.Fragments), 1, seconds);
                Line("Search, 3 or more characters (p95 ≤ 15 ms)", found, found.P95 <= 15);
                found = Wrk.Run(server, with.Find(with.Beginnings), 1, seconds);
                Line("Search, 1 or 2 characters (p95 ≤ 15 ms)", found, found.P95 <= 15);
            }

            if (Wanted("touch"))
                Touch(server, with, seconds);
            if (Wanted("form"))
                Form(server, with, seconds);
            var (now, highest) = server.Memory();
            Say(string.Create(CultureInfo.InvariantCulture, $"Memory under load (≤ 300 MB): {now:0} MB, at most {highest:0} MB{Miss(highest <= 300)}"));
            if (today is not null && small is not null)
                Ratio(program, small, today, seconds);
        }
    }

    private static void Start(string program, string big)
    {
        using var server = Server.Start(program, big);
        Say(string.Create(CultureInfo.InvariantCulture, $"First answer (≤ 1 s): {server.FirstAnswer.TotalSeconds:0.00} s{Miss(server.FirstAnswer.TotalSeconds <= 1)}"));
        Thread.Sleep(30_000);
        var (now, _) = server.Memory();
        Say(string.Create(CultureInfo.InvariantCulture, $"Memory 30 s later (≤ 150 MB): {now:0} MB{Miss(now <= 150)}"));
    }

    private static void Touch(Server server, Prepared with, int seconds)
    {
        var some = with.FollowUps.Count / 4;
        Wrk.Run(server, with.Touches(0).Take(some), 8, TouchWarmUp);
        var touched = Wrk.Run(server, with.Touches(some), 8, seconds);
        Line("Record a touch by REST, 8 connections (≥ 1,500/s, no error)", touched, touched is { PerSecond: >= 1500, Errors: 0 });
    }

    private static void Form(Server server, Prepared with, int seconds)
    {
        // the manager's forms: one page gives the cookie and the token for all
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        var asked = new HttpRequestMessage(HttpMethod.Get, $"{server.Address}/follow-ups/{with.FollowUps[0].FollowUp}/record?outcome=voicemail");
        asked.Headers.Add("Cookie", with.ManagerCookie);
        var page = client.Send(asked);
        var text = page.Content.ReadAsStringAsync().Result;
        if (page.StatusCode != HttpStatusCode.OK || FormToken().Match(text) is not { Success: true } token)
        {
            Say($"Record a touch by form: not measured, the form answered {(int)page.StatusCode}");
            return;
        }

        var cookies = string.Join("; ", page.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]).Prepend(with.ManagerCookie) : [with.ManagerCookie]);
        var half = with.FollowUps.Count / 2;
        var some = with.FollowUps.Count / 4;
        Wrk.Run(server, with.Forms(half, cookies, token.Groups[1].Value).Take(some), 8, TouchWarmUp);
        var touched = Wrk.Run(server, with.Forms(half + some, cookies, token.Groups[1].Value), 8, seconds);
        Line("Record a touch by form, 8 connections (≥ 1,500/s, no error)", touched, touched is { PerSecond: >= 1500, Errors: 0 });
    }

    private static void Ratio(string program, string small, Answered today, int seconds)
    {
        var with = Prepared.From(small);
        using var server = Server.Start(program, small);
        Wrk.Run(server, with.Today, 8, WarmUp);
        var there = Wrk.Run(server, with.Today, 1, seconds);
        Line("Today in the small workspace, 1 connection", there, true);
        Say(string.Create(CultureInfo.InvariantCulture, $"Today, large to small (≤ 1.5): p50 {today.P50 / there.P50:0.00}, p95 {today.P95 / there.P95:0.00}{Miss(today.P50 / there.P50 <= 1.5)}"));
    }

    private static void Line(string what, Answered answered, bool kept) => Say($"{what,-62}{answered}{Miss(kept)}");

    private static string Miss(bool kept) => kept ? "" : "   MISSED";

    private static void Say(string text) => Console.WriteLine(text);

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
