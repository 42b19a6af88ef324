using Npgsql;

namespace Tact.Storage;

/// <summary>The workspace on a PostgreSQL server; many Tact processes may share it.</summary>
public sealed class PostgresDatabase : Database
{
    private const int MostTries = 5;
    private readonly NpgsqlDataSource source;

    private PostgresDatabase(NpgsqlDataSource source, string place)
    {
        this.source = source;
        Place = place;
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Postgres;

    /// <inheritdoc/>
    public override string Place { get; }

    /// <summary>Connects and brings the schema up to date. Throws <see cref="DataProblem"/> with what to do when it cannot.</summary>
    public static PostgresDatabase Open(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 3, ApplicationName = "tact" };
        }
        catch (ArgumentException wrong)
        {
            throw new DataProblem($"The PostgreSQL connection cannot be read: {wrong.Message}. Write it as \"Host=…;Database=…;Username=…;Password=…\".", wrong);
        }

        var database = new PostgresDatabase(NpgsqlDataSource.Create(settings), $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database}");
        try
        {
            database.Write(session =>
            {
                session.Execute("select pg_advisory_xact_lock(7461637400)");
                Migrations.Apply(session);
            });
        }
        catch (DataProblem unreachable) when (unreachable.InnerException is NpgsqlException)
        {
            database.Dispose();
            throw new DataProblem($"{database.Place} cannot be used: {unreachable.InnerException?.Message ?? unreachable.Message} Check the host, the port and that the server runs.", unreachable);
        }
        catch (PostgresException refused) when (refused.SqlState is "28P01" or "28000" or "3D000" or "42501")
        {
            database.Dispose();
            throw new DataProblem($"{database.Place} refused: {refused.MessageText}. Check user, password, database and that the user may create tables and the pg_trgm extension.", refused);
        }

        return database;
    }

    /// <inheritdoc/>
    public override T Read<T>(Func<Session, T> query)
    {
        try
        {
            using var connection = source.OpenConnection();
            return query(new Session(connection, null, Dialect.Postgres));
        }
        catch (NpgsqlException wrong) when (InWords(wrong) is { } said)
        {
            throw said;
        }
    }

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, T> work) => Task.Run(() =>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var connection = source.OpenConnection();
                using var transaction = connection.BeginTransaction();
                var result = work(new Session(connection, transaction, Dialect.Postgres));
                transaction.Commit();
                return result;
            }
            catch (PostgresException conflict) when (attempt < MostTries && conflict.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation)
            {
                // another writer won: start again from what it left
            }
            catch (NpgsqlException wrong) when (InWords(wrong) is { } said)
            {
                throw said;
            }
        }
    });

    private DataProblem? InWords(NpgsqlException wrong) => wrong switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new DataProblem("The disk of the database is full. Nothing of this was saved; free some space and try again.", wrong),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => new DataProblem($"{Place} has no free connection just now. Nothing was saved; try again in a moment.", wrong),
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } => new DataProblem("The text holds a character that cannot be kept. Take it out and try again.", wrong),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new DataProblem($"{Place} takes no changes just now. Nothing was saved; try again later.", wrong),
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } or not PostgresException =>
            new DataProblem($"{Place} cannot be reached: {wrong.Message} What was being saved may be missing; look before you send it again.", wrong),
        _ => null,
    };

    /// <inheritdoc/>
    public override void Dispose() => source.Dispose();
}
