using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using Tact.Storage;

namespace Tact.Commands;

/// <summary>The words every command understands, how results are printed, and the exit codes: 0 done, 1 not allowed, 2 bad input, 3 not found, 4 failure.</summary>
public static class CommandLine
{
    /// <summary>Result as JSON on standard output.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON", Recursive = true };

    /// <summary>Years before this one are slips of the hand.</summary>
    public const int FirstYear = 1900;

    /// <summary>Years after this one are slips of the hand; there is room for every rest and rhythm beyond it.</summary>
    public const int LastYear = 2199;

    /// <summary>The data folder.</summary>
    public static readonly Option<string?> Data = new("--data") { Description = "The folder that holds the workspace (default: your data folder)", Recursive = true, HelpName = "DIR" };

    /// <summary>A PostgreSQL connection in place of the data folder.</summary>
    public static readonly Option<string?> Postgres = new("--postgres") { Description = "Use this PostgreSQL database in place of the data folder", Recursive = true, HelpName = "CONNECTION" };

    /// <summary>The frozen business clock.</summary>
    public static readonly Option<string?> Now = new("--now") { Description = "Act as if it were this instant (ISO 8601), for demonstrations and tests", Recursive = true, HelpName = "INSTANT" };

    /// <summary>The zone of people for whom none is known.</summary>
    public static readonly Option<string?> Zone = new("--zone") { Description = "The time zone of people and sellers for whom none is known (default: this machine's)", Recursive = true, HelpName = "ZONE" };

    /// <summary>How contracts are written.</summary>
    public static readonly JsonSerializerOptions JsonFormat = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The workspace the words of a command line point to. Throws <see cref="DataProblem"/> or <see cref="BadInput"/>.</summary>
    public static Workspace Open(ParseResult words)
    {
        var (clock, zone) = ClockAndZone(words);
        Database data = words.GetValue(Postgres) is { Length: > 0 } connection ? PostgresDatabase.Open(connection) : SqliteDatabase.Open(Folder(words));
        return Workspace.Open(data, clock, zone);
    }

    /// <summary>The business clock and the zone that was named.</summary>
    public static (BusinessClock Clock, DateTimeZone? Zone) ClockAndZone(ParseResult words)
    {
        var zone = Read<DateTimeZone?>(words.GetValue(Zone), null, text =>
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) ?? throw new BadInput("zone", $"\"{text}\" is no time zone. Write it as Europe/Berlin or America/New_York."));
        var now = Read<Instant?>(words.GetValue(Now), null, text => ReadInstant(text, zone ?? DateTimeZoneProviders.Tzdb.GetSystemDefault()));
        return (new BusinessClock(now, TimeProvider.System), zone);
    }

    /// <summary>The data folder: the one named, or the user's own.</summary>
    public static string Folder(ParseResult words) => Path.GetFullPath(words.GetValue(Data) is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tact"));

    /// <summary>Runs a use case against the workspace and prints what came of it.</summary>
    public static int Run<T>(ParseResult words, Func<Workspace, Result<T>> work, Action<T, TextWriter>? print = null)
    {
        try
        {
            var workspace = Open(words);
            using var data = workspace.Data;
            FinishImports(workspace);
            return Print(words, work(workspace), print);
        }
        catch (BadInput wrong)
        {
            return Fail(words, 2, [new Problem(wrong.Field, wrong.Message)]);
        }
        catch (DataProblem wrong)
        {
            return Fail(words, 4, [new Problem("data", wrong.Message)]);
        }
    }

    // What an interrupted import left is finished before anybody looks at it; if it cannot be now, the command goes on.
    private static void FinishImports(Workspace workspace)
    {
        try
        {
            Imports.ImportBatch.FinishInterrupted(workspace);
        }
        catch (DataProblem wrong)
        {
            Console.Error.WriteLine($"An interrupted import waits: {wrong.Message}");
        }
    }

    /// <summary>Prints a result; returns the exit code.</summary>
    public static int Print<T>(ParseResult words, Result<T> result, Action<T, TextWriter>? print = null)
    {
        switch (result)
        {
            case Result<T>.Ok ok:
                if (words.GetValue(Json) || print is null)
                    Console.Out.WriteLine(JsonSerializer.Serialize(ok.Value, JsonFormat));
                else
                    print(ok.Value, Console.Out);
                return 0;
            case Result<T>.NotFound missing:
                return Fail(words, 3, [new Problem("", missing.What)]);
            case Result<T>.Invalid invalid:
                return Fail(words, 2, invalid.Problems);
            case Result<T>.Refused refused:
                return Fail(words, 1, [new Problem(refused.Rule, refused.Why)]);
            case Result<T>.Stale stale:
                return Fail(words, 1, [new Problem("", stale.What)]);
            default:
                throw new InvalidOperationException();
        }
    }

    /// <summary>Prints problems to standard error (and as JSON to standard output when asked); returns the exit code.</summary>
    public static int Fail(ParseResult words, int exitCode, IReadOnlyList<Problem> problems)
    {
        if (words.GetValue(Json))
            Console.Out.WriteLine(JsonSerializer.Serialize(new { problems }, JsonFormat));
        foreach (var problem in problems)
            Console.Error.WriteLine(problem.Field.Length == 0 ? problem.Text : $"{problem.Field}: {problem.Text}");
        return exitCode;
    }

    /// <summary>What to say of a failure that no command foresaw; the trace is kept for those who set TACT_TRACE.</summary>
    public static string InWords(Exception broken) => Environment.GetEnvironmentVariable("TACT_TRACE") is { Length: > 0 }
        ? broken.ToString()
        : $"Something went wrong inside Tact, and nothing of this was saved: {broken.Message} Run it again with TACT_TRACE=1 to see where, and please report it.";

    /// <summary>Reads a date: yyyy-MM-dd, today, tomorrow, or +N for N days from today.</summary>
    public static LocalDate? ReadDate(string? text, string field, LocalDate today)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        text = text.Trim();
        if (text is "today" or "tomorrow")
            return today.PlusDays(text == "today" ? 0 : 1);
        if (text.StartsWith('+') && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < 4000)
            return today.PlusDays(days);
        return LocalDatePattern.Iso.Parse(text) is { Success: true } read && read.Value.Year is >= FirstYear and <= LastYear ? read.Value : throw new BadInput(field, $"\"{text}\" is no date. Write it as 2026-03-14.");
    }

    /// <summary>Reads a time of day: 14:30.</summary>
    public static LocalTime? ReadTime(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        foreach (var pattern in (string[])["H:mm", "H:mm:ss", "HH"])
        {
            if (LocalTimePattern.CreateWithInvariantCulture(pattern).Parse(text.Trim()) is { Success: true } read)
                return read.Value;
        }

        throw new BadInput(field, $"\"{text}\" is no time. Write it as 14:30.");
    }

    /// <summary>Reads an instant in ISO 8601; without an offset it is taken in the workspace's zone.</summary>
    public static Instant ReadInstant(string text, DateTimeZone zone)
    {
        var read = AnyInstant(text.Trim(), zone);
        return read.InUtc().Year is >= FirstYear and <= LastYear ? read : throw new BadInput("now", $"\"{text}\" is too far away. Choose a year from {FirstYear} to {LastYear}.");
    }

    private static Instant AnyInstant(string text, DateTimeZone zone)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } withOffset)
            return withOffset.Value.ToInstant();
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } utc)
            return utc.Value;
        foreach (var pattern in (string[])["uuuu'-'MM'-'dd'T'HH':'mm':'ss", "uuuu'-'MM'-'dd'T'HH':'mm", "uuuu'-'MM'-'dd HH':'mm"])
        {
            if (LocalDateTimePattern.CreateWithInvariantCulture(pattern).Parse(text) is { Success: true } local)
                return zone.AtLeniently(local.Value).ToInstant();
        }

        foreach (var pattern in (string[])["uuuu'-'MM'-'dd'T'HH':'mmo<G>", "uuuu'-'MM'-'dd'T'HH':'mm':'sso<G>"])
        {
            if (OffsetDateTimePattern.CreateWithInvariantCulture(pattern).Parse(text) is { Success: true } shorter)
                return shorter.Value.ToInstant();
        }

        return LocalDatePattern.Iso.Parse(text) is { Success: true } day
            ? zone.AtLeniently(day.Value.At(new LocalTime(9, 0))).ToInstant()
            : throw new BadInput("now", $"\"{text}\" is no instant. Write it as 2026-03-02T08:55:00Z or 2026-03-02T09:55:00+01:00.");
    }

    private static T Read<T>(string? text, T usual, Func<string, T> read) => string.IsNullOrWhiteSpace(text) ? usual : read(text.Trim());
}

/// <summary>A word of the command line that cannot be read; the message says how to write it.</summary>
public sealed class BadInput(string word, string message) : Exception(message)
{
    /// <summary>Which word.</summary>
    public string Field => word;
}
