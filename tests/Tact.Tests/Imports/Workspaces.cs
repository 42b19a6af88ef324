using NodaTime;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Imports;

/// <summary>Empty workspaces on both databases, on 22 July 2026 at 9:00 in Berlin.</summary>
public static class Workspaces
{
    public static readonly Instant Now = Instant.FromUtc(2026, 7, 22, 7, 0);

    public static TheoryData<string> Both => ["sqlite", "postgres"];

    public static Workspace Empty(string kind)
    {
        Assert.SkipWhen(kind == "postgres" && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        Database data = kind == "postgres" ? PostgresDatabase.Open(PostgresServer.NewDatabase()) : SqliteDatabase.Open(Directory.CreateTempSubdirectory("tact-import").FullName);
        return new Workspace(data, new BusinessClock(Now, TimeProvider.System), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
    }

    public static long AddUser(Workspace workspace, string email, string role = "seller") => workspace.Data.Write(session => session.Insert(
        "insert into users (email, email_key, name, role, created_at) values (@email, @email, @email, @role, 0) returning id", new { email, role }));
}
