using System.Diagnostics;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Library;
using Tact.Storage;
using Tact.Today;

namespace Tact.Load;

/// <summary>What to bring somebody, from a library of many, in process, reading included. Fills an empty workspace with invented assets and people.</summary>
internal static class Suggesting
{
    private static readonly string[] Words =
    [
        "night shifts", "stock counting", "cold rooms", "returns", "budget round", "second site", "new hall", "spring count", "year-end count", "scanners", "pallets", "auditors", "overtime", "training", "seasonal staff", "yard floods", "parts list",
        "shelf gaps", "delivery times", "temperature records", "price labels", "empties", "transport damage", "insurance", "fire drills", "container stock", "customs papers", "fleet repairs", "tool hire", "spare parts", "recipe changes", "packaging",
    ];

    private static readonly string[] Trades = ["food retail", "steel", "shipping", "timber trade", "fashion retail", "cold storage", "building materials", "spare parts", "beverages", "textiles", "logistics", "ports"];
    private static readonly string[] Roles = ["finance", "operations", "purchasing", "warehouse", "owner", "planning", "quality", "after a proposal", "client", "enquiry"];

    /// <summary>Prints how long one person's suggestions take, and a page of Today's, with so many assets.</summary>
    public static void Run(Database data, int assets, int people, int times)
    {
        using var opened = data;
        var clock = new BusinessClock(InstantPattern.General.Parse("2026-06-01T08:00:00Z").Value, TimeProvider.System);
        var workspace = new Workspace(data, clock, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        if (data.Read(session => session.Scalar<long>("select count(*) from assets")) == 0)
            Fill(workspace, assets, people);
        var contacts = data.Read(session => session.Query<long>("select id from contacts order by id limit 400"));
        var watch = Stopwatch.StartNew();
        var shelf = data.Read(workspace.Library.Look);
        Console.WriteLine($"{shelf.Assets.Count:N0} assets, {contacts.Count:N0} people asked about. The first look, which reads the library whole: {watch.Elapsed.TotalMilliseconds:0} ms");
        Time("Suggestions for one person", times, i => SuggestFor.Run(workspace, Actor.CommandLine, contacts[i % contacts.Count].ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var owner = data.Read(session => session.One<UserRow>($"select {UserRow.Columns} from users order by id limit 1"))!;
        var rows = data.Read(session => TodayList.Read(session, workspace, owner.Id, owner.Zone, 1000));
        Time($"A page of Today, {rows.Rows.Count} rows that want something", Math.Max(20, times / 10), _ => data.Read(session => SuggestForToday.Of(session, workspace.Library.Look(session), rows.Rows, rows.Today)));
        Time("After one asset was changed", 20, i =>
        {
            SaveAsset.Run(workspace, Actor.CommandLine, 1, new AssetInput { Does = $"Helps {i}." });
            return SuggestFor.Run(workspace, Actor.CommandLine, contacts[i].ToString(System.Globalization.CultureInfo.InvariantCulture));
        });
        Time("A search", times / 4, i => ListAssets.Run(workspace, Actor.CommandLine, new AssetFilter(Words[i % Words.Length])));
        Time("The first page of the list", times / 4, _ => ListAssets.Run(workspace, Actor.CommandLine, new AssetFilter()));
    }

    private static void Time<T>(string what, int times, Func<int, T> work)
    {
        var walls = new List<double>();
        for (var i = -20; i < times; i++)
        {
            var wall = Stopwatch.StartNew();
            work(Math.Max(0, i));
            if (i >= 0)
                walls.Add(wall.Elapsed.TotalMilliseconds);
        }

        walls.Sort();
        Console.WriteLine($"{what}: middle {walls[walls.Count / 2]:0.00} ms, 95 % within {walls[walls.Count * 95 / 100]:0.00} ms, worst {walls[^1]:0.00} ms");
    }

    private static void Fill(Workspace workspace, int assets, int people)
    {
        var random = new Random(1);
        string Some(string[] from, int most) => string.Join(", ", Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => from[random.Next(from.Length)]));
        AddUser.Run(workspace, Actor.CommandLine, TimeProvider.System, new NewUser("kim@example.com", "seller"));
        var before = workspace with { Clock = new BusinessClock(workspace.Now - Duration.FromDays(40), TimeProvider.System) };
        for (var from = 0; from < assets; from += ImportAssets.MostRows)
        {
            var rows = Enumerable.Range(from, Math.Min(ImportAssets.MostRows, assets - from)).Select(i => string.Join(';',
                $"Asset {i} on {Words[random.Next(Words.Length)]}", Names.All<Core.Library.AssetKind>()[i % 8], "Helps with what they wrestle with just now.", Some(Words, 4), Some(Trades, 2), Some(Roles, 2), i % 5 == 0 ? "de" : "en", i % 10 == 0 ? "2026-05-01" : "",
                string.Join(' ', Enumerable.Range(0, 60).Select(_ => Words[random.Next(Words.Length)]))));
            var file = System.Text.Encoding.UTF8.GetBytes("title;kind;does;topics;industries;helps;language;fresh until;text\n" + string.Join('\n', rows));
            var wall = Stopwatch.StartNew();
            if (ImportAssets.Run(before, Actor.CommandLine, file) is not Result<AssetsImported>.Ok { Value: var brought })
                throw new InvalidOperationException("The file could not be brought in.");
            Console.WriteLine($"A file of {brought.Added:N0} assets brought in: {wall.Elapsed.TotalSeconds:0.0} s");
        }

        workspace.Data.Write(session =>
        {
            for (var i = 0; i < people; i++)
            {
                var added = ((Result<AddedContact>.Ok)AddContact.In(session, before, Actor.CommandLine, new ContactInput { Name = $"Person {i}", Email = $"p{i}@c{i}.example", Company = $"Company {i}", Role = $"Head of {Roles[i % 7]}" })).Value.Id;
                session.Execute("update companies set industry = @trade where id = (select company_id from contacts where id = @added)", new { added, trade = Trades[i % Trades.Length] });
                StartFollowUp.In(session, before, Actor.CommandLine, added, new StartInput { Owner = "kim@example.com", Matter = Words[i % Words.Length] });
                for (var n = 0; n < 3; n++)
                {
                    Touches.LogTouch.In(session, workspace with { Clock = new BusinessClock(before.Now + Duration.FromDays(3 * n), TimeProvider.System) }, Actor.CommandLine, new Touches.TouchInput
                    {
                        Contact = $"p{i}@c{i}.example", Channel = n == 1 ? "call" : "email", Outcome = n == 1 ? "spoke" : "sent", Note = $"They have {Some(Words, 4)} on their mind.", Asset = random.Next(1, assets), TheyDidNotSay = n == 1,
                    });
                }
            }
        });
    }
}
