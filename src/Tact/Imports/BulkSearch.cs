using Tact.Storage;

namespace Tact.Imports;

/// <summary>Keeps the full-text index in step after many rows at once. PostgreSQL keeps its own.</summary>
static class BulkSearch
{
    /// <summary>Indexes the rows of an import in a range of numbers by one statement.</summary>
    public static void Add(Session session, string table, long first, long last, long batch)
    {
        if (session.Dialect == Dialect.Sqlite)
            session.Execute(
                $"insert into {table}_search(rowid, search_key) select id, search_key from {Plural(table)} where id between @first and @last and import_id = @batch",
                new { first, last, batch });
    }

    /// <summary>One row reads differently now.</summary>
    public static void Changed(Session session, string table, long id, string before, string after)
    {
        if (session.Dialect != Dialect.Sqlite || before == after)
            return;
        Remove(session, table, id, before);
        session.Execute($"insert into {table}_search(rowid, search_key) values (@id, @after)", new { id, after });
    }

    /// <summary>One row is going.</summary>
    public static void Remove(Session session, string table, long id, string before)
    {
        if (session.Dialect == Dialect.Sqlite)
            session.Execute($"insert into {table}_search({table}_search, rowid, search_key) values ('delete', @id, @before)", new { id, before });
    }

    static string Plural(string table) => table == "company" ? "companies" : table + "s";
}
