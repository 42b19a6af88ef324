using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tact.Storage;
using Tact.Today;
using Tact.Web;

namespace Tact.Load;

/// <summary>What a page costs in processor time, and how much of it is reading: the same work, one request after the other, in this process.</summary>
internal static class PagesInProcess
{
    public static void Run(string folder, int seconds)
    {
        var with = Prepared.From(folder);
        using var data = SqliteDatabase.Open(folder);
        var workspace = new Workspace(data, BusinessClock.Running, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var app = Serve.Build(workspace, new ServeOptions("http://127.0.0.1:0"));
        app.StartAsync().Wait();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        long bytes = 0;
        for (var round = 0; round < 2; round++)
        {
            Measure("reading Today's rows and counts", seconds, n => data.Read(session => TodayList.Read(session, workspace, 1 + (n % 100), "Europe/Berlin", 30)));
            Measure("the plainest page (/keys), with the client that asks for it", seconds, n => Get("/keys", n));
            Measure("Today's page, with the client that asks for it", seconds, n => Get("/today", n));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes / 1024.0:0.0} KB a page"));
        }

        app.StopAsync().Wait();

        void Get(string path, int n)
        {
            var asked = new HttpRequestMessage(HttpMethod.Get, address + path);
            asked.Headers.Add("Cookie", with.Cookies[n % with.Cookies.Count]);
            using var answer = client.Send(asked);
            bytes = answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().Result.Length;
        }
    }

    private static void Measure(string what, int seconds, Action<int> work)
    {
        var until = Environment.TickCount64 + (seconds * 1000);
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var n = 0;
        while (Environment.TickCount64 < until)
            work(n++);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / n:0.000} ms of processor time each, {(GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / n:0} KB allocated"));
    }
}
