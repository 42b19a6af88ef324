using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Tact.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Tact.Tests.Support;

/// <summary>
/// One PostgreSQL server for the whole test run, from Debian's package, as a user of its own, on a free port; started by
/// the first test that asks. It ends with this process however that ends: a shell waits for our end of its input to close.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private static readonly Lazy<PostgresServer> Running = new(Start);
    private readonly Process? shell;
    private readonly string folder = "";
    private readonly int port;
    private int databases;

    /// <summary>For the test framework, which ends the server after the last test.</summary>
    public PostgresServer()
    {
    }

    private PostgresServer(Process shell, string folder, int port) => (this.shell, this.folder, this.port) = (shell, folder, port);

    /// <summary>Why there is no PostgreSQL here; null when there is.</summary>
    public static string? Missing { get; } =
        !File.Exists($"{Programs}/postgres") ? "PostgreSQL 15 is not installed (apt-get install postgresql-15)."
        : Environment.UserName == "root" && !File.Exists("/usr/bin/setpriv") ? "PostgreSQL does not run as root and setpriv is missing." : null;

    /// <summary>The connection to a new, empty database.</summary>
    public static string NewDatabase()
    {
        var server = Running.Value;
        var name = $"tact_{Interlocked.Increment(ref server.databases)}";
        using var connection = new NpgsqlConnection(server.Connection("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand($"create database {name}", connection);
        command.ExecuteNonQuery();
        return server.Connection(name);
    }

    /// <summary>Drops a database that <see cref="NewDatabase"/> made.</summary>
    public static void Drop(string connection)
    {
        NpgsqlConnection.ClearAllPools();
        using var server = new NpgsqlConnection(Running.Value.Connection("postgres"));
        server.Open();
        using var command = new NpgsqlCommand($"drop database if exists {new NpgsqlConnectionStringBuilder(connection).Database} with (force)", server);
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (shell is null)
        {
            if (Running.IsValueCreated)
                Running.Value.Dispose();
            return;
        }

        shell.StandardInput.Close();
        if (!shell.WaitForExit(20_000))
            shell.Kill(entireProcessTree: true);
        shell.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // the folder is in the temporary files anyway
        }
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={port};Database={database};Username=postgres;Pooling=true;Maximum Pool Size=20;Include Error Detail=true";

    private static PostgresServer Start()
    {
        var own = Environment.UserName == "root" ? "setpriv --reuid=postgres --regid=postgres --init-groups " : "";
        var folder = Directory.CreateTempSubdirectory("tact-postgres-").FullName;
        var port = FreePort();
        if (own.Length > 0)
            Sh($"chown postgres:postgres {folder}");
        Sh($"cd {folder} && {own}{Programs}/initdb -D {folder}/data -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync");
        var run = $"cd {folder}; {own}{Programs}/postgres -D {folder}/data -h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=400 >{folder}.log 2>&1 </dev/null & "
            + "server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -f " + folder + ".log";
        var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", run]) { RedirectStandardInput = true, UseShellExecute = false })!;
        var server = new PostgresServer(shell, folder, port);
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var connection = new NpgsqlConnection(server.Connection("postgres") + ";Timeout=2");
                connection.Open();
                return server;
            }
            catch (NpgsqlException) when (waited.Elapsed < TimeSpan.FromSeconds(90))
            {
                Thread.Sleep(50);
            }
        }
    }

    private static void Sh(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command + " 2>&1"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"PostgreSQL for the tests did not start: {said}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
