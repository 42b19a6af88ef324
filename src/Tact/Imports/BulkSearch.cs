using Tact.Contacts;
using Tact.Storage;

namespace Tact.Imports;

/// <summary>Keeps the full-text index in step after many rows at once. PostgreSQL keeps its own.</summary>
static class BulkSearch
{
    /// <summary>One row reads differently now.</summary>
    public static void Changed(Session session, string table, long id, string before, string after)
    {
        if (session.Dialect != Dialect.Sqlite || before == after || SearchIndex.Waits(session, table, id))
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
    /// Makes some more of an import's new people, and its new companies, findable; returns how many people. Together and apart from
    /// their rows, because each transaction leaves a piece of index behind that has to be merged with the others later.
    /// </summary>
    public static long Fill(Workspace workspace, long batch, int most) => workspace.Data.Dialect == Dialect.Postgres ? 0L : workspace.Data.WritePatientlyAsync(session =>
    {
        var (from, companies) = session.One<(long, long)>("select indexed_to, companies_indexed_to from imports where id = @batch", new { batch });
        var (count, to) = session.One<(long, long?)>("select count(*), max(id) from (select id from contacts where import_id = @batch and id > @from order by id limit @most)", new { batch, from, most });
        var lastCompany = session.Scalar<long?>("select max(id) from companies where id > @companies and import_id = @batch", new { companies, batch });
        if (to is not null)
            session.Execute("insert into contact_search(rowid, search_key) select id, search_key from contacts where import_id = @batch and id > @from and id <= @to order by id", new { batch, from, to });
        if (lastCompany is not null)
            session.Execute("insert into company_search(rowid, search_key) select id, search_key from companies where import_id = @batch and id > @companies and id <= @lastCompany", new { batch, companies, lastCompany });
        if (to is not null || lastCompany is not null)
            session.Execute("update imports set indexed_to = @indexed, companies_indexed_to = @companiesIndexed where id = @batch", new { batch, indexed = to ?? from, companiesIndexed = lastCompany ?? companies });
        return count;
    }).GetAwaiter().GetResult();

    /// <summary>Merges some of the pieces that filling leaves behind: about five milliseconds, in place of a second now and then.</summary>
    public static void Merge(Workspace workspace)
    {
        if (workspace.Data.Dialect == Dialect.Sqlite)
            workspace.Data.WritePatientlyAsync(session => MergeIn(session, "contact_search") + MergeIn(session, "company_search")).GetAwaiter().GetResult();
    }

    static int MergeIn(Session session, string index) => session.Execute($"insert into {index}({index}, rank) values ('merge', {MergedPages})");

    /// <summary>Makes all of an import's new people findable.</summary>
    public static void FillAll(Workspace workspace, long batch)
    {
        // others go first between two slices
        while (Fill(workspace, batch, Slice) > 0)
            Merge(workspace);
    }

    /// <summary>People indexed together: about ten milliseconds.</summary>
    public const int Slice = 750;

    const int MergedPages = 32;
}
