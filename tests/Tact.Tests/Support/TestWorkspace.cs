using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Tests.Support;

/// <summary>An empty workspace of its own for one test, on either database, gone afterwards.</summary>
public sealed class TestWorkspace : IDisposable
{
    private readonly string? connection;

    private TestWorkspace(string? folder, string? connection, Instant? now, DateTimeZone zone)
    {
        Folder = folder ?? "";
        this.connection = connection;
        Zone = zone;
        Place = folder is null ? ["--postgres", connection!, "--zone", zone.Id] : ["--data", folder, "--zone", zone.Id];
        Workspace = new Workspace(folder is null ? PostgresDatabase.Open(connection!) : SqliteDatabase.Open(folder), Clock(now), zone);
    }

    /// <summary>A Monday in March, 10:00 in Berlin.</summary>
    public const string Monday = "2026-03-02T09:00:00Z";

    /// <summary>The workspace; <see cref="At"/> gives it at another time.</summary>
    public Workspace Workspace { get; }

    /// <summary>The data folder; empty on PostgreSQL.</summary>
    public string Folder { get; }

    /// <summary>The words of a command line that point to it.</summary>
    public IReadOnlyList<string> Place { get; }

    private DateTimeZone Zone { get; }

    /// <summary>A new one. <paramref name="now"/> freezes the business clock (ISO 8601); null lets it run.</summary>
    public static TestWorkspace Create(Dialect dialect, string? now = Monday, string zone = "Europe/Berlin")
    {
        var instant = now is null ? (Instant?)null : InstantPattern.ExtendedIso.Parse(now).Value;
        return dialect == Dialect.Sqlite
            ? new TestWorkspace(Directory.CreateTempSubdirectory("tact-test-").FullName, null, instant, DateTimeZoneProviders.Tzdb[zone])
            : new TestWorkspace(null, PostgresServer.NewDatabase(), instant, DateTimeZoneProviders.Tzdb[zone]);
    }

    /// <summary>The same data at another time.</summary>
    public Workspace At(string now) => Workspace with { Clock = Clock(InstantPattern.ExtendedIso.Parse(now).Value) };

    /// <summary>Adds an account and returns who acts for it.</summary>
    public Actor User(string email, string role = "seller", string? password = null, string? zone = null)
    {
        var added = AddUser.Run(Workspace, Actor.CommandLine, TimeProvider.System, new NewUser(email, role, Zone: zone, Password: password));
        return added is Result<AddedUser>.Ok { Value: var user } ? new Actor(user.Id, role) : throw new InvalidOperationException(added.ToString());
    }

    /// <summary>Adds a person with just what most tests need, and returns the id.</summary>
    public long Contact(string name, string? email = null, string? phone = null, string tags = "", string? zone = null) => Workspace.Data.Write(session =>
    {
        var id = session.Insert(
            """
            insert into contacts (name, name_key, email, phone, tags, zone, search_key, created_at)
            values (@name, @key, @email, @phone, @tags, @zone, @key, 0)
            returning id
            """,
            new { name, key = Core.Folded.Text(name), email, phone, tags, zone });
        if (email is not null)
            session.Execute("insert into addresses (contact_id, kind, address_key, value, position) values (@id, 'email', @key, @email, 0)", new { id, key = email.ToLowerInvariant(), email });
        if (phone is not null)
            session.Execute("insert into addresses (contact_id, kind, address_key, value, position) values (@id, 'phone', @key, @phone, 0)", new { id, key = string.Concat(phone.Where(char.IsAsciiDigit)), phone });
        Contacts.ContactKeys.Change(session, id, []);
        Contacts.SearchIndex.Refresh(session, id, isNew: true);
        return id;
    });

    /// <summary>Runs a command line on it. Its own connection is opened and closed, as in a process of its own.</summary>
    public CommandRun Run(params string[] words) => InProcess.Run([.. words, .. Place]);

    /// <summary>The same, at an instant (ISO 8601).</summary>
    public CommandRun RunAt(string now, params string[] words) => Run([.. words, "--now", now]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Workspace.Data.Dispose();
        if (connection is not null)
            PostgresServer.Drop(connection);
        else
            Directory.Delete(Folder, recursive: true);
    }

    private static BusinessClock Clock(Instant? now) => now is null ? BusinessClock.Running : new BusinessClock(now, TimeProvider.System);
}
