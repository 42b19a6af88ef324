using System.CommandLine;
using NodaTime.Text;
using Tact.Commands;
using Tact.Storage;

namespace Tact.Demo;

/// <summary>Where the demonstration lives: a folder of its own beside the real data, told anew on each new day.</summary>
public static class DemoFolder
{
    /// <summary>
    /// The demonstration's workspace. Data that is no demonstration is never touched: a folder or database named by the
    /// user must be empty or hold a demonstration.
    /// </summary>
    public static Workspace Open(ParseResult words)
    {
        var (clock, zone) = CommandLine.ClockAndZone(words);
        var own = string.IsNullOrEmpty(words.GetValue(CommandLine.Data)) && string.IsNullOrEmpty(words.GetValue(CommandLine.Postgres));
        var folder = own ? CommandLine.Folder(words) + "-demo" : CommandLine.Folder(words);
        if (own && IsOfAnotherDay(folder, clock))
        {
            using var only = ServerLock.Take(folder);
            Directory.Delete(folder, recursive: true);
        }

        var workspace = own ? Workspace.Open(SqliteDatabase.Open(folder), clock, zone) : CommandLine.Open(words);
        if (DemoWorkspace.Is(workspace))
            return workspace;
        if (!DemoWorkspace.IsEmpty(workspace))
        {
            workspace.Data.Dispose();
            throw new DataProblem($"{workspace.Data.Place} holds a real workspace. A demonstration needs an empty one: leave out --data and --postgres, or name an empty folder.");
        }

        DemoWorkspace.Fill(workspace);
        return workspace;
    }

    private static bool IsOfAnotherDay(string folder, BusinessClock clock)
    {
        if (!File.Exists(Path.Combine(folder, "tact.db")))
            return false;
        using var data = SqliteDatabase.Open(folder);
        var told = data.Read(session => session.Scalar<string>("select value from settings where name = @Setting", new { DemoWorkspace.Setting }));
        return told is not null && told != LocalDatePattern.Iso.Format(DemoWorkspace.DayOf(clock.Now));
    }
}
