using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NodaTime;
using Npgsql;
using Tact.Storage;
using Tact.Tests.Imports;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Tact.Tests.Imports;

/// <summary>Empty workspaces on both databases, on 22 July 2026 at 9:00 in Berlin.</summary>
public static class Workspaces
{
    public static readonly Instant Now = Instant.FromUtc(2026, 7, 22, 7, 0);

    public static TheoryData<string> Both => ["sqlite", "postgres"];

    public static Workspace Empty(string kind, PostgresServer server)
    {
        Database data;
        if (kind == "postgres")
        {
            Assert.SkipWhen(server.Connection is null, "PostgreSQL is not installed here");
            data = PostgresDatabase.Open(server.NewDatabase());
        }
        else
        {
            data = SqliteDatabase.Open(Directory.CreateTempSubdirectory("tact-import").FullName);
        }
        return new Workspace(data, new BusinessClock(Now, TimeProvider.System), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
    }

    public static long AddUser(Workspace workspace, string email, string role = "seller") => workspace.Data.Write(session => session.Insert(
        "insert into users (email, email_key, name, role, created_at) values (@email, @email, @email, @role, 0) returning id", new { email, role }));
}

/// <summary>A PostgreSQL server of the tests' own, from Debian's package, on a free port; or the one that TACT_TEST_POSTGRES names.</summary>
public sealed class PostgresServer : IDisposable
{
    const string Binaries = "/usr/lib/postgresql/15/bin";
    readonly string? folder;
    int databases;

    public PostgresServer()
    {
        Connection = Environment.GetEnvironmentVariable("TACT_TEST_POSTGRES");
        if (Connection is not null || !File.Exists(Binaries + "/initdb"))
            return;
        folder = Directory.CreateTempSubdirectory("tact-postgres").FullName;
        var port = FreePort();
        if (Environment.UserName == "root")
            Run("chown", "postgres", folder);
        if (!AsServer($"{Binaries}/initdb -D {folder}/data -U tact -A trust -E UTF8 --locale=C.UTF-8")
            || !AsServer($"{Binaries}/pg_ctl -D {folder}/data -w -l {folder}/log -o '-p {port} -k {folder} -c fsync=off -c listen_addresses=127.0.0.1' start"))
            return;
        Connection = $"Host=127.0.0.1;Port={port};Username=tact;Database=postgres";
    }

    /// <summary>null where there is no PostgreSQL.</summary>
    public string? Connection { get; }

    public string NewDatabase()
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        using var connection = new NpgsqlConnection(Connection);
        connection.Open();
        using var command = new NpgsqlCommand($"create database {name}", connection);
        command.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(Connection) { Database = name, Pooling = true }.ToString();
    }

    public void Dispose()
    {
        if (folder is null)
            return;
        AsServer($"{Binaries}/pg_ctl -D {folder}/data -m immediate stop");
        Directory.Delete(folder, recursive: true);
    }

    static bool AsServer(string command) => Environment.UserName == "root" ? Run("runuser", "-u", "postgres", "--", "sh", "-c", command) : Run("sh", "-c", command);

    static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var finished = process.WaitForExit(60_000);
        return finished && process.ExitCode == 0;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
