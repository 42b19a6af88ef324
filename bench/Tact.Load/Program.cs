using Tact.Load;
using Tact.Storage;

// dotnet run --project bench/Tact.Load -c Release -- in-process --data DIR [--seconds N]
// dotnet run --project bench/Tact.Load -c Release -- import --data DIR | --postgres CONNECTION [--rows N] [--seconds N] [--touches A_SECOND]
// dotnet run --project bench/Tact.Load -c Release -- statements --data DIR
// dotnet run --project bench/Tact.Load -c Release -- pages --data DIR [--seconds N]
// dotnet run --project bench/Tact.Load -c Release -- try --data DIR | --postgres CONNECTION [--preset NAME] [--now INSTANT] [--times N]
// dotnet run --project bench/Tact.Load -c Release -- plan --data DIR [--now INSTANT] [--times N]
// dotnet run --project bench/Tact.Load -c Release -- library --data EMPTY | --postgres CONNECTION [--assets N] [--times N]
// dotnet run --project bench/Tact.Load -c Release -- http --data DIR [--small DIR] [--program FILE] [--seconds N] [--only today,search,touch,form,start]
var words = args.Skip(1).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
var seconds = int.Parse(words.GetValueOrDefault("--seconds", "10"));
var program = words.GetValueOrDefault("--program") ?? Path.Combine(Root(), "src", "Tact", "bin", "Release", "net10.0", OperatingSystem.IsWindows() ? "tact.exe" : "tact");
switch (args)
{
    case ["in-process", ..] when words.TryGetValue("--data", out var folder):
        InProcess.Run(folder, seconds);
        return 0;
    case ["import", ..] when words.ContainsKey("--data") || words.ContainsKey("--postgres"):
        Importing.Run(() => words.TryGetValue("--data", out var place) ? SqliteDatabase.Open(place) : PostgresDatabase.Open(words["--postgres"]), int.Parse(words.GetValueOrDefault("--rows", "200000")), seconds, int.Parse(words.GetValueOrDefault("--touches", "20")));
        return 0;
    case ["try", ..] when words.ContainsKey("--data") || words.ContainsKey("--postgres"):
        Trying.Run(() => words.TryGetValue("--data", out var place) ? SqliteDatabase.Open(place) : PostgresDatabase.Open(words["--postgres"]), words.GetValueOrDefault("--preset", "balanced"), words.GetValueOrDefault("--now"), int.Parse(words.GetValueOrDefault("--times", "2")));
        return 0;
    case ["plan", ..] when words.TryGetValue("--data", out var folder):
        PlanningDays.Run(() => SqliteDatabase.Open(folder), words.GetValueOrDefault("--now"), int.Parse(words.GetValueOrDefault("--times", "40")));
        return 0;
    case ["library", ..] when words.ContainsKey("--data") || words.ContainsKey("--postgres"):
        Suggesting.Run(words.TryGetValue("--data", out var shelf) ? SqliteDatabase.Open(shelf) : PostgresDatabase.Open(words["--postgres"]), int.Parse(words.GetValueOrDefault("--assets", "10000")), 400, int.Parse(words.GetValueOrDefault("--times", "1000")));
        return 0;
    case ["pages", ..] when words.TryGetValue("--data", out var folder):
        PagesInProcess.Run(folder, seconds);
        return 0;
    case ["statements", ..] when words.TryGetValue("--data", out var folder):
        return Statements.Run(folder);
    case ["http", ..] when words.TryGetValue("--data", out var folder):
        OverHttp.Run(program, folder, words.GetValueOrDefault("--small"), seconds, [.. words.GetValueOrDefault("--only", "").Split(',', StringSplitOptions.RemoveEmptyEntries)]);
        return 0;
    default:
        Console.Error.WriteLine("Say what: in-process --data DIR, import --data DIR | --postgres CONNECTION [--rows N], statements --data DIR, try --data DIR | --postgres CONNECTION [--preset NAME] [--now INSTANT], plan --data DIR [--now INSTANT], library --data EMPTY | --postgres CONNECTION [--assets N], pages --data DIR, or http --data DIR [--small DIR] [--program FILE] [--seconds N] [--only today,search,touch,form,start]");
        return 2;
}

static string Root()
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "Tact.slnx")))
            return folder.FullName;
    }

    return Environment.CurrentDirectory;
}
