using Tact.Load;

// dotnet run --project bench/Tact.Load -c Release -- in-process --data DIR [--seconds N]
var words = args.Skip(1).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
if (args is ["in-process", ..] && words.TryGetValue("--data", out var folder))
{
    InProcess.Run(folder, int.Parse(words.GetValueOrDefault("--seconds", "8")));
    return 0;
}

Console.Error.WriteLine("tact-load in-process --data DIR [--seconds N]");
return 2;
