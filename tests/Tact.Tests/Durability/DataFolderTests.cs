using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Shouldly;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Tests.Support;
using Tact.Touches;

namespace Tact.Tests.Durability;

/// <summary>What can befall a data folder: a full disk, a damaged file, another program that writes.</summary>
public class DataFolderTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_full_disk_is_said_nothing_half_is_kept_and_it_goes_on_when_there_is_space()
    {
        var folder = Directory.CreateTempSubdirectory("tact-full-").FullName;
        try
        {
            // a small disk of its own, in a mount namespace that ends with the shell
            var script = $$"""
                mount -t tmpfs -o size=3m tact "$1" || exit 77
                tact() { dotnet "{{ServerProcess.Program}}" "$@" --data "$FOLDER" --zone Europe/Berlin 2>&1; echo "exit $?"; }
                FOLDER="$1"
                echo "Name,Email" > "$1/people.csv"; echo "Ada Byron,ada@mill.example" >> "$1/people.csv"
                tact user add jana@house.example --role seller; tact import "$1/people.csv" --owner jana@house.example; tact start ada@mill.example --owner jana@house.example
                dd if=/dev/zero of="$1/fill" bs=4k 2>/dev/null
                echo FULL
                tact log ada@mill.example call no-answer --id one
                tact today --owner jana@house.example
                rm "$1/fill"
                echo SPACE
                tact log ada@mill.example call no-answer --id one
                tact doctor
                """;
            using var shell = Process.Start(new ProcessStartInfo("unshare", ["--mount", "bash", "-c", script, "bash", folder]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var errors = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            output.WriteLine(said);
            Assert.SkipWhen(shell.ExitCode is 77 or 1 && !said.Contains("exit", StringComparison.Ordinal), $"No small disk can be mounted here: {await errors}");

            var (full, space) = (said.Split("FULL")[1].Split("SPACE")[0], said.Split("SPACE")[1]);
            full.ShouldContain("The disk is full. Nothing of this was saved; free some space and try again.");
            full.ShouldContain("exit 4");
            full.ShouldNotContain("   at ");
            space.Split('\n').Count(line => line == "exit 0").ShouldBe(2, said);
            space.ShouldContain("Recorded: call · no-answer");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_file_is_said_by_every_command_that_meets_it_and_found_by_the_doctor(bool cutOff)
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var jana = place.User("jana@house.example");
        for (var i = 0; i < 300; i++)
        {
            place.Contact($"Person {i}", $"p{i}@example.com");
            StartFollowUp.Run(place.Workspace, jana, $"p{i}@example.com", new() { Owner = "jana@house.example" });
        }

        place.Workspace.Data.Dispose();
        var file = Path.Combine(place.Folder, "tact.db");
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            command.ExecuteNonQuery();
        }

        using (var stream = new FileStream(file, FileMode.Open))
        {
            if (cutOff)
            {
                stream.SetLength(stream.Length / 3);
            }
            else
            {
                var noise = new byte[4096];
                new Random(1).NextBytes(noise);
                for (var page = stream.Length / 4096 / 4; page < stream.Length / 4096; page += 3)
                {
                    stream.Position = page * 4096;
                    stream.Write(noise);
                }
            }
        }

        foreach (var words in (string[][])[["today", "--owner", "jana@house.example"], ["log", "p7@example.com", "call", "voicemail"], ["show", "p200@example.com"], ["find", "person"], ["doctor"]])
        {
            var run = place.Run(words);
            output.WriteLine($"{words[0]}: {run.ExitCode} {run.Errors}");
            run.ExitCode.ShouldBeOneOf(0, 4);
            run.Errors.ShouldNotContain("   at ");
            if (words[0] == "doctor")
                run.ExitCode.ShouldBe(4);
            if (run.ExitCode == 4)
                run.Errors.ShouldContain("damaged");
        }
    }

    [Fact]
    public void Another_program_that_writes_for_more_than_five_seconds_is_named_and_nothing_is_changed()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        place.Contact("Ada Byron", "ada@mill.example");
        var waited = Stopwatch.StartNew();

        CommandRun run;
        using (WriteLock(place))
            run = place.Run("log", "ada@mill.example", "call", "no-answer", "--json");

        waited.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(5));
        run.ExitCode.ShouldBe(4);
        run.Errors.ShouldContain("has been writing");
        run.Json.GetProperty("problems")[0].GetProperty("text").GetString()!.ShouldContain("try again");
        place.Run("log", "ada@mill.example", "call", "no-answer").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task Commands_and_the_server_write_side_by_side(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect, now: null);
        var jana = place.User("jana@house.example");
        for (var i = 0; i < 4; i++)
        {
            place.Contact($"Person {i}", $"p{i}@example.com");
            StartFollowUp.Run(place.Workspace, jana, $"p{i}@example.com", new() { Owner = "jana@house.example" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();
        }

        using var server = ServerProcess.Start(place.Place);
        using var api = new HttpClient { BaseAddress = await server.Address() };
        var token = place.Run("token", "add", "jana@house.example", "--name", "test", "--json").Json.GetProperty("token").GetString();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);

        var throughServer = Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            using var body = new StringContent($$"""{"contact":"p{{i % 4}}@example.com","channel":"call","outcome":"no-answer"}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await api.PostAsync("/api/v1/touches", body);
            return (int)answer.StatusCode;
        })).ToList();
        var throughCommands = Enumerable.Range(0, 12).Select(i => Task.Run(() => place.Run("log", $"p{i % 4}@example.com", "call", "voicemail", "--note", "hello"))).ToList();

        (await Task.WhenAll(throughServer)).ShouldAllBe(status => status == 201);
        foreach (var run in await Task.WhenAll(throughCommands))
            run.ExitCode.ShouldBe(0, run.Errors);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from timeline where kind = 'touch'")).ShouldBe(52);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void Bytes_of_a_finished_import_that_a_power_cut_left_are_cleared_away(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.Workspace.Data.Write(session =>
        {
            var id = session.Insert("insert into imports (file_name, state, started_at) values ('list.csv', 'done', 0) returning id", new { });
            session.Execute("insert into import_parts (import_id, part, content) values (@id, 0, @content)", new { id, content = new byte[10] });
        });

        place.Run("find", "ada").ExitCode.ShouldBe(0);

        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from import_parts")).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task Many_who_record_on_one_follow_up_at_once_are_all_kept_and_decided_once(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect, now: null);
        var manager = place.User("ines@house.example", "manager");
        place.Contact("Ada Byron", "ada@mill.example");
        StartFollowUp.Run(place.Workspace, manager, "ada@mill.example", new() { Owner = "ines@house.example" }).ShouldBeOfType<Result<StartedFollowUp>.Ok>();

        var logged = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => LogTouch.RunAsync(place.Workspace, manager, new TouchInput
        {
            Contact = "ada@mill.example", Channel = "call", Outcome = "voicemail", Note = $"call {i}", Key = $"key-{i / 2}",
        }))));

        // each key came twice, with another note: one of the two is recorded, the other is told
        logged.Count(result => result is Result<LoggedTouch>.Ok).ShouldBe(12);
        logged.OfType<Result<LoggedTouch>.Invalid>().ShouldAllBe(told => told.Problems[0].Field == "id");
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from timeline where kind = 'touch'")).ShouldBe(12);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    // whoever wrote last is answered a moment before it lets go of the lock
    private static FileStream WriteLock(TestWorkspace place)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new(Path.Combine(place.Folder, "write.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < TimeSpan.FromSeconds(2))
            {
                Thread.Sleep(1);
            }
        }
    }
}
