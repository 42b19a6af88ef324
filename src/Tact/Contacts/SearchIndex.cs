using Tact.Core;
using Tact.Storage;

namespace Tact.Contacts;

/// <summary>Keeps people and companies findable: the folded search key, and on SQLite its trigram index.</summary>
public static class SearchIndex
{
    /// <summary>Writes a contact's search key anew.</summary>
    public static void Refresh(Session session, long contact, bool isNew = false)
    {
        var (name, role, company) = session.One<(string, string?, string?)>(
            "select c.name, c.role, co.name from contacts c left join companies co on co.id = c.company_id where c.id = @contact", new { contact });
        var addresses = session.Query<(string Kind, string Value)>("select kind, value from addresses where contact_id = @contact and dead_at is null order by kind, position", new { contact });
        var key = SearchKey.OfContact(name, company, role, addresses.Where(a => a.Kind == "email").Select(a => a.Value), addresses.Where(a => a.Kind == "phone").Select(a => a.Value));
        var waits = !isNew && Waits(session, "contact", contact);
        if (session.Dialect == Dialect.Sqlite && !isNew && !waits)
            session.Execute("insert into contact_search (contact_search, rowid, search_key) select 'delete', id, search_key from contacts where id = @contact", new { contact });
        session.Execute("update contacts set search_key = @key where id = @contact", new { key, contact });
        if (session.Dialect == Dialect.Sqlite && !waits)
            session.Execute("insert into contact_search (rowid, search_key) values (@contact, @key)", new { contact, key });
    }

    /// <summary>Takes somebody who is about to go out of the index.</summary>
    public static void Forget(Session session, long contact)
    {
        if (session.Dialect == Dialect.Sqlite && !Waits(session, "contact", contact))
            session.Execute("insert into contact_search (contact_search, rowid, search_key) select 'delete', id, search_key from contacts where id = @contact", new { contact });
    }

    /// <summary>Whether a contact or company has just been imported and is not in the index yet, so that nothing of it may be taken out of it.</summary>
    public static bool Waits(Session session, string table, long id) => session.Dialect == Dialect.Sqlite && session.Scalar<long?>(
        table == "contact"
            ? "select 1 from contacts c join imports i on i.id = c.import_id where c.id = @id and c.id > i.indexed_to"
            : "select 1 from companies c join imports i on i.id = c.import_id where c.id = @id and c.id > i.companies_indexed_to",
        new { id }) is not null;

    /// <summary>Makes a new company findable.</summary>
    public static void AddCompany(Session session, long company)
    {
        if (session.Dialect == Dialect.Sqlite)
            session.Execute("insert into company_search (rowid, search_key) select id, search_key from companies where id = @company", new { company });
    }
}
