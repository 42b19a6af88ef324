using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Web;

/// <summary>The built program as a process of its own.</summary>
public class ServeTests
{
    [Fact]
    public async Task The_program_greets_answers_and_stops_when_told_to()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Running.Start("--data", folder.Path, "--now", "2026-03-02T09:00:00Z");

        server.Output.ShouldContain($"The data is in  {folder.Path}");
        server.Output.ShouldContain("The clock stands still");
        server.Output.ShouldMatch("once:  [A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}");
        (await server.Get("/")).ShouldContain("Welcome to Tact");
        (await server.Stop()).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_server_on_one_data_folder_says_so_and_leaves()
    {
        using var folder = new TemporaryFolder();
        await using var first = await Running.Start("--data", folder.Path);

        var second = await Running.Once("serve", "--data", folder.Path, "--urls", "http://127.0.0.1:0");

        second.ExitCode.ShouldBe(4);
        second.Errors.ShouldContain("Another Tact server is running");
        (await Running.Once("user", "add", "jana@example.com", "--role", "seller", "--data", folder.Path)).ExitCode.ShouldBe(0);
        (await first.Get("/")).ShouldContain("Sign in");
        await first.Stop();
        await using var third = await Running.Start("--data", folder.Path);
    }

    [Fact]
    public async Task An_address_in_use_is_named_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var run = await Running.Once("serve", "--data", folder.Path, "--urls", $"http://{taken.LocalEndpoint}");

        run.ExitCode.ShouldBe(4);
        run.Errors.ShouldContain("--urls");
        run.Errors.ShouldNotContain("   at ");
        (await Running.Once("serve", "--data", folder.Path, "--urls", "nowhere")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Data_from_a_newer_version_is_left_alone()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        place.Workspace.Data.Write(session => session.Execute("insert into schema_versions (version) values (9999)"));

        foreach (var command in (string[][])[["serve", "--urls", "http://127.0.0.1:0"], ["user", "list"]])
        {
            var run = place.Run(command);
            run.ExitCode.ShouldBe(4);
            run.Errors.ShouldContain("newer version");
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a-file");
        File.WriteAllText(file, "not a folder");
        var damaged = Directory.CreateDirectory(Path.Combine(folder.Path, "damaged")).FullName;
        File.WriteAllText(Path.Combine(damaged, "tact.db"), new string('x', 8192));

        foreach (var bad in (string[])[file, Path.Combine(file, "below"), damaged, "/proc/tact"])
        {
            var run = InProcess.Run(["serve", "--data", bad, "--urls", "http://127.0.0.1:0"]);
            run.ExitCode.ShouldBe(4, run.Output);
            run.Errors.ShouldStartWith("data: ");
            run.Errors.ShouldNotContain("   at ");
        }

        InProcess.Run(["serve", "--postgres", "Host=127.0.0.1;Port=1;Database=none;Timeout=2"]).ExitCode.ShouldBe(4);
        InProcess.Run(["serve", "--now", "whenever", "--data", folder.Path]).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task The_demonstration_opens_on_today_without_signing_in()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Running.Start("--demo", "--data", folder.Path);

        var today = await server.Get("/");

        today.ShouldContain("Demonstration people");
        today.ShouldContain("<h1");
        (await server.Get("/demo?as=admin@demo.example&back=/settings")).ShouldContain("Accounts");
        (await Running.Once("serve", "--demo", "--data", folder.Path, "--urls", "http://127.0.0.1:0")).ExitCode.ShouldBe(4);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("tact-test-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly Process process;
        private readonly HttpClient client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() });

        private Running(Process process) => this.process = process;

        public string Output { get; private set; } = "";

        public static async Task<Running> Start(params string[] words)
        {
            var server = new Running(Begin(["serve", "--urls", "http://127.0.0.1:0", .. words]));
            while (!server.Output.Contains("Ctrl+C", StringComparison.Ordinal))
            {
                if (await server.process.StandardOutput.ReadLineAsync() is not { } line)
                    throw new InvalidOperationException(await server.process.StandardError.ReadToEndAsync());
                server.Output += line + "\n";
            }

            server.client.BaseAddress = new Uri(server.Output.Split('\n')[0].Split(' ')[^1]);
            return server;
        }

        public static async Task<CommandRun> Once(params string[] words)
        {
            using var process = Begin(words);
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            return new CommandRun(process.ExitCode, await output, await errors);
        }

        public async Task<string> Get(string address) => await client.GetStringAsync(address);

        public async Task<int> Stop()
        {
            using (var tell = Process.Start("kill", ["-TERM", process.Id.ToString()]))
                await tell.WaitForExitAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            client.Dispose();
        }

        private static Process Begin(string[] words) => Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
    }
}
