using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact;
using Tact.FollowUps;
using Tact.Generator;
using Tact.Storage;

// Makes a workspace: dotnet run --project bench/Tact.Generator -c Release -- --contacts 1000000 --sellers 100 --followups 300000 --touches 10000000 --seed 1 --data DIR
var words = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
long Number(string name, long usual) => words.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : usual;
var contacts = Number("--contacts", 10_000);
var now = words.TryGetValue("--now", out var at) ? InstantPattern.ExtendedIso.Parse(at).GetValueOrThrow() : SystemClock.Instance.GetCurrentInstant();
var order = new Order(contacts, (int)Number("--sellers", 100), Number("--followups", contacts * 3 / 10), Number("--touches", contacts * 10), (int)Number("--seed", 1), now);
var folder = words.GetValueOrDefault("--data");
var postgres = words.GetValueOrDefault("--postgres");
if ((folder is null) == (postgres is null))
{
    Console.Error.WriteLine("Say where: --data DIR (an empty folder), or --postgres CONNECTION (an empty database).");
    return 2;
}

if (folder is not null && File.Exists(Path.Combine(folder, "tact.db")))
{
    Console.Error.WriteLine("There is a workspace in that folder already. Name an empty one.");
    return 2;
}

var clock = Stopwatch.StartNew();
void Say(string text) => Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds,7:0.0} s  {text}");
Database Open() => postgres is null ? SqliteDatabase.Open(folder!) : PostgresDatabase.Open(postgres);

var sellers = new List<Seller>();
using (var data = Open())
    sellers = MakeUsers(data, order);
var workspace = new Workspace(null!, new BusinessClock(order.Now, TimeProvider.System), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
var optOuts = new List<(long Contact, long Entry, long At, long By, string Email, string Phone)>();
long people = 0, open = 0, touches = 0;
using (Target target = postgres is null ? new SqliteTarget(folder!) : new PostgresTarget(postgres))
{
    using var ready = new BlockingCollection<CompanyMaker.Made>(2_000);
    var making = Task.Factory.StartNew(
        () =>
        {
            try
            {
                foreach (var company in new CompanyMaker(order, workspace, sellers).All())
                    ready.Add(company);
            }
            finally
            {
                ready.CompleteAdding();
            }
        },
        TaskCreationOptions.LongRunning);
    foreach (var company in ready.GetConsumingEnumerable())
    {
        foreach (var (table, values) in company.Rows)
            target.Add(table, values);
        target.Flush();
        optOuts.AddRange(company.OptOuts);
        if ((people += company.Contacts) / 100_000 != (people - company.Contacts) / 100_000)
            Say(string.Create(CultureInfo.InvariantCulture, $"{people:N0} contacts"));
        open += company.OpenFollowUps;
        touches += company.Touches;
    }

    await making;
    target.Finish(Say);
}

using (var data = Open())
    KeepTheNos(data, optOuts);
Say(string.Create(CultureInfo.InvariantCulture, $"done: {people:N0} contacts, {open:N0} open follow-ups, {touches:N0} touches, {optOuts.Count:N0} who said never again"));
return 0;

static List<Seller> MakeUsers(Database data, Order order)
{
    var sellers = Enumerable.Range(1, order.Sellers).Select(i => new Seller(
        i, string.Create(CultureInfo.InvariantCulture, $"seller{i}@example.com"), $"{WordLists.Given[i % WordLists.Given.Length]} {WordLists.Family[i * 7 % WordLists.Family.Length]}", "Europe/Berlin")).ToList();
    var created = order.Now.Minus(Duration.FromDays(1600)).ToUnixTimeMilliseconds();
    data.Write(session =>
    {
        const string add = "insert into users (id, email, email_key, name, role, zone, created_at) values (@id, @email, @email, @name, @role, 'Europe/Berlin', @created)";
        foreach (var seller in sellers)
            session.Execute(add, new { id = seller.Id, email = seller.Email, name = seller.Name, role = "seller", created });
        session.Execute(add, new { id = order.Sellers + 1L, email = "manager@example.com", name = "Mara Manager", role = "manager", created });
        session.Execute(add, new { id = order.Sellers + 2L, email = "admin@example.com", name = "Adam Admin", role = "admin", created });
    });
    return sellers;
}

static void KeepTheNos(Database data, List<(long Contact, long Entry, long At, long By, string Email, string Phone)> nos)
{
    foreach (var some in nos.Chunk(2_000))
    {
        data.Write(session =>
        {
            foreach (var no in some)
            {
                const string add = "insert into suppressions (contact_id, scope, address_hash, entry_id, created_at, created_by) values (@contact, @scope, @hash, @Entry, @At, @By)";
                session.Execute(add, new { contact = (long?)no.Contact, scope = "all", hash = (string?)null, no.Entry, no.At, no.By });
                session.Execute(add, new { contact = (long?)null, scope = "all", hash = (string?)Suppress.Hash(session, "email", no.Email), no.Entry, no.At, no.By });
                session.Execute(add, new { contact = (long?)null, scope = "phone", hash = (string?)Suppress.Hash(session, "phone", no.Phone), no.Entry, no.At, no.By });
            }
        });
    }
}
