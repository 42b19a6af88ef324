namespace Tact.Storage;

/// <summary>The two databases Tact runs on.</summary>
public enum Dialect
{
    /// <summary>The embedded database: one file in the data folder.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, for teams that outgrow one machine.</summary>
    Postgres,
}
