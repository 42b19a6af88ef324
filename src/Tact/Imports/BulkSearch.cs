using Tact.Contacts;
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
        if (session.Dialect != Dialect.Sqlite || before == after || table == "contact" && SearchIndex.Waits(session, id))
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

    /// <summary>
    /// Makes some more of an import's new people findable; returns how many. Together and apart from their rows, because each
    /// transaction leaves a piece of index behind that has to be merged with the others later.
    /// </summary>
    public static long Fill(Workspace workspace, long batch, int most) => workspace.Data.Dialect == Dialect.Postgres ? 0L : workspace.Data.WritePatientlyAsync(session =>
    {
        var from = session.Scalar<long>("select indexed_to from imports where id = @batch", new { batch });
        var (count, to) = session.One<(long, long?)>("select count(*), max(id) from (select id from contacts where import_id = @batch and id > @from order by id limit @most)", new { batch, from, most });
        if (to is null)
            return 0L;
        session.Execute(
            "insert into contact_search(rowid, search_key) select id, search_key from contacts where import_id = @batch and id > @from and id <= @to order by id", new { batch, from, to });
        session.Execute("update imports set indexed_to = @to where id = @batch", new { batch, to });
        return count;
    }).GetAwaiter().GetResult();

    /// <summary>Makes all of an import's new people findable.</summary>
    public static void FillAll(Workspace workspace, long batch)
    {
        while (Fill(workspace, batch, Slice) > 0)
        {
            // others go first between two slices
        }
    }

    /// <summary>People indexed together: about ten milliseconds.</summary>
    public const int Slice = 1000;

    static string Plural(string table) => table == "company" ? "companies" : table + "s";
}
