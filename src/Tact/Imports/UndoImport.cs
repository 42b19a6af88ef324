using Tact.Accounts;
using Tact.Contacts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Imports;

/// <summary>What undoing an import did.</summary>
/// <param name="Removed">People of the import who are gone again.</param>
/// <param name="Reverted">People who were there before and are as they were.</param>
/// <param name="Companies">Companies of the import that nobody belongs to any more and that are gone.</param>
/// <param name="Kept">People of the import who stay, because something happened with them since.</param>
public sealed record UndoneImport(long Batch, long Removed, long Reverted, long Companies, IReadOnlyList<KeptPerson> Kept);

/// <summary>Somebody who stays, and why.</summary>
public sealed record KeptPerson(long Id, string Name, string Why);

/// <summary>Takes an import back whole: what it created goes, what it added goes, whatever people did since stays.</summary>
public static class UndoImport
{
    const int Together = 200;

    /// <summary>Undoes a batch. Safe to call again after an interruption.</summary>
    public static Result<UndoneImport> Run(Workspace workspace, Actor actor, long batch) =>
        Begin(workspace, actor, batch, ImportBatch.Worker).Then<UndoneImport>(_ => Work(workspace, actor, batch));

    /// <summary>Has a batch undone in the background: from here on it is, whatever happens to the connection.</summary>
    public static Result<long> Ask(Workspace workspace, Actor actor, long batch) => Begin(workspace, actor, batch, worker: null);

    static Result<long> Begin(Workspace workspace, Actor actor, long batch, string? worker)
    {
        var import = workspace.Data.Read(session => session.One<(long Id, long? ByUser, string State, string? Worker)?>(
            "select id, by_user, state, worker from imports where id = @batch", new { batch }));
        if (import is not { } found)
            return new Result<long>.NotFound($"There is no import {batch}.");
        if (!actor.SeesTeam && found.ByUser != actor.UserId)
            return new Result<long>.Refused("Only who imported, a manager or an admin may undo an import.", "role", null);
        if (found.State == "undone")
            return new Result<long>.Stale($"Import {batch} is undone already.");

        workspace.Data.Write(session => session.Execute(
            "update imports set state = 'undoing', worker = @worker, seen_at = @seen where id = @batch", new { batch, worker, seen = ImportBatch.Seen() }));
        return batch;
    }

    static UndoneImport Work(Workspace workspace, Actor actor, long batch)
    {
        var at = workspace.Now.ToUnixTimeMilliseconds();
        ImportBatch.RemoveParts(workspace, batch);
        BulkSearch.FillAll(workspace, batch); // what is not in the index cannot be taken out of it

        var reverted = Revert(workspace, actor, batch, at);
        var (removed, kept) = Remove(workspace, batch);
        long companies = 0;
        while (workspace.Data.Write(session => RemoveCompanies(session, batch)) is var gone and > 0)
            companies += gone;
        workspace.Data.Write(session => session.Execute("update imports set state = 'undone', undone_at = @at, worker = null where id = @batch", new { batch, at }));
        return new UndoneImport(batch, removed, reverted, companies, kept);
    }

    static void Alive(Workspace workspace, long batch) => workspace.Data.Write(session =>
        session.Execute("update imports set seen_at = @seen where id = @batch", new { batch, seen = ImportBatch.Seen() }));

    static long Revert(Workspace workspace, Actor actor, long batch, long at)
    {
        long reverted = 0, after = 0;
        while (true)
        {
            var rows = workspace.Data.Read(session => session.Query<(long Row, long Contact, string? Before)>(
                "select row_number, contact_id, before from import_rows where import_id = @batch and action = 'updated' and contact_id is not null and row_number > @after order by row_number limit @Together",
                new { batch, after, Together }));
            if (rows.Count == 0)
                return reverted;
            after = rows[^1].Row;
            reverted += workspace.Data.WritePatientlyAsync(session => rows.Sum(row => RevertOne(session, workspace, actor, batch, row.Row, row.Contact, row.Before, at))).GetAwaiter().GetResult();
            Alive(workspace, batch);
        }
    }

    static long RevertOne(Session session, Workspace workspace, Actor actor, long batch, long row, long contact, string? before, long at)
    {
        if (session.Scalar<long?>("select import_id from contacts where id = @contact", new { contact }) == batch || !KnownPeople.Load(session, [contact]).TryGetValue(contact, out var person))
            return 0;
        if (before is not null)
            TakeAway(session, person, UndoNote.Read(before));
        TakeBackEntries(session, workspace, actor, batch, contact, at);
        return session.Execute("update import_rows set action = 'reverted' where import_id = @batch and row_number = @row", new { batch, row });
    }

    static void TakeAway(Session session, PersonState person, UndoNote note)
    {
        var keys = ContactKeys.Of(session, person.Id);
        foreach (var (column, value) in note.Filled)
        {
            // What somebody wrote over it since is theirs. Column names come from our own list.
            if (column is "name" or "email" or "phone" || PersonState.Columns.Contains(column))
                session.Execute($"update contacts set {column} = null where id = @Id and {column} = @value".Replace("set name = null", "set name = coalesce(email, phone, name)"), new { person.Id, value });
        }
        foreach (var address in note.Addresses)
            session.Execute(
                "delete from addresses where contact_id = @Id and kind = @kind and address_key = @key",
                new { person.Id, kind = address[..address.IndexOf(':')], key = address[(address.IndexOf(':') + 1)..] });
        if (note.Company)
            session.Execute("update contacts set company_id = null where id = @Id and company_id = @CompanyId", new { person.Id, person.CompanyId });
        person.Tags.RemoveAll(note.Tags.Contains);
        person.Labels.RemoveAll(note.Labels.Contains);
        foreach (var fact in note.Facts)
            person.Facts.Remove(fact);

        var old = session.One<string>("select search_key from contacts where id = @Id", new { person.Id })!;
        var now = KnownPeople.Load(session, [person.Id])[person.Id];
        session.Execute(
            """
            update contacts
            set tags = @tags, labels = @labels, facts = @facts, search_key = @search, name_key = @nameKey, family_key = @familyKey, version = version + 1
            where id = @Id
            """,
            new { person.Id, tags = person.TagsText, labels = person.LabelsText, facts = person.FactsText, search = now.SearchKey, nameKey = now.NameKey, familyKey = now.FamilyKey });
        ContactKeys.Change(session, person.Id, keys);
        BulkSearch.Changed(session, "contact", person.Id, old, now.SearchKey);
    }

    // The timeline of somebody who stays keeps the entries, marked as undone by a dated entry (METHOD C2).
    static void TakeBackEntries(Session session, Workspace workspace, Actor actor, long batch, long contact, long at)
    {
        var entries = session.Query<long>("select id from timeline where contact_id = @contact and import_id = @batch and undone_by is null and kind <> 'undo'", new { contact, batch });
        if (entries.Count == 0)
            return;
        foreach (var entry in entries)
        {
            Suppress.TakeBack(session, entry, actor.UserId, at);
            // The same address may have been stopped with others too.
            session.Execute("update timeline set undone_by = @entry where touch_id = @entry and kind = 'stop' and undone_by is null", new { entry });
        }
        DropFollowUps(session, batch, contact);
        var undo = AppendEntry.To(session, new TimelineRow { ContactId = contact, Kind = "undo", At = at, RecordedAt = at, ByUser = actor.UserId, Note = "The import was undone", ImportId = batch });
        session.Execute("update timeline set undone_by = @undo where contact_id = @contact and import_id = @batch and id <> @undo and undone_by is null", new { undo = undo.Id, contact, batch });
        ContactFile.Open(session, workspace, contact)!.SaveDecisions();
    }

    static void DropFollowUps(Session session, long batch, long contact)
    {
        var rows = session.Query<FollowUpRow>(
            $"select {FollowUpRow.Columns} from follow_ups f join users u on u.id = f.owner_id where f.contact_id = @contact and f.import_id = @batch", new { contact, batch });
        foreach (var row in rows)
        {
            DueCounts.Move(session, row, null);
            session.Execute("delete from rechecks where follow_up_id = @Id", new { row.Id });
            session.Execute("delete from follow_ups where id = @Id", new { row.Id });
        }
    }

    static (long Removed, List<KeptPerson> Kept) Remove(Workspace workspace, long batch)
    {
        long removed = 0, after = 0;
        var kept = new List<KeptPerson>();
        while (true)
        {
            var people = workspace.Data.Read(session => session.Query<long>(
                "select id from contacts where import_id = @batch and id > @after order by id limit @Together", new { batch, after, Together }));
            if (people.Count == 0)
                return (removed, kept);
            after = people[^1];
            var (gone, stay) = workspace.Data.WritePatientlyAsync(session => RemoveSome(session, batch, people)).GetAwaiter().GetResult();
            Alive(workspace, batch);
            removed += gone;
            kept.AddRange(stay);
        }
    }

    static (long Gone, List<KeptPerson> Stay) RemoveSome(Session session, long batch, List<long> people)
    {
        var ids = KnownPeople.List(session, people);
        string In(string column) => KnownPeople.Any(session, column, "ids");
        var busy = session.Query<long>(
            $"""
            select contact_id from timeline where {In("contact_id")} and (import_id is null or import_id <> @batch)
            union
            select contact_id from follow_ups where {In("contact_id")} and (import_id is null or import_id <> @batch)
            union
            select referred_by from contacts where {In("referred_by")}
            union
            {Homework.HomeworkOf.People(In)}
            """,
            new { ids, batch }).ToHashSet();
        var stay = session.Query<(long Id, string Name)>($"select id, name from contacts where {In("id")}", new { ids })
            .Where(person => busy.Contains(person.Id)).Select(person => new KeptPerson(person.Id, person.Name, "Something was recorded with them since the import.")).ToList();
        var going = people.Where(id => !busy.Contains(id)).ToList();
        if (going.Count == 0)
            return (0, stay);

        ids = KnownPeople.List(session, going);
        if (session.Dialect == Dialect.Sqlite)
            session.Execute(
                $"insert into contact_search(contact_search, rowid, search_key) select 'delete', id, search_key from contacts where {In("id")}", new { ids });
        ContactKeys.Remove(session, In("c.id"), ids);
        foreach (var id in session.Query<long>($"select distinct contact_id from follow_ups where {In("contact_id")}", new { ids }))
            DropFollowUps(session, batch, id);
        session.Execute($"delete from suppressions where entry_id in (select id from timeline where {In("contact_id")})", new { ids });
        session.Execute($"delete from suppressions where {In("contact_id")}", new { ids });
        session.Execute($"delete from timeline where {In("contact_id")}", new { ids });
        session.Execute($"delete from addresses where {In("contact_id")}", new { ids });
        session.Execute($"delete from contacts where {In("id")}", new { ids });
        return (going.Count, stay);
    }

    static long RemoveCompanies(Session session, long batch)
    {
        var free = session.Query<(long Id, string Key)>(
            session.Dialect == Dialect.Postgres
                ? $"""
                select c.id, c.search_key
                from companies c
                where c.import_id = @batch
                  and not exists (select 1 from contacts p where p.company_id = c.id)
                  and {Homework.HomeworkOf.NoneAboutCompany}
                limit @Together
                """
                : $"""
                select c.id, c.search_key
                from companies c
                where c.import_id = @batch
                  and not exists (select 1 from contact_keys k join contacts p on p.id = k.contact_id and p.company_id = c.id where k.key = 'c:' || c.id)
                  and c.id not in (select p.company_id from contacts p where p.id > (select keyed_to from keyed) and p.company_id is not null)
                  and {Homework.HomeworkOf.NoneAboutCompany}
                limit @Together
                """,
            new { batch, Together });
        if (free.Count > 0)
            ContactKeys.Removed(session);
        foreach (var (id, key) in free)
        {
            BulkSearch.Remove(session, "company", id, key);
            session.Execute("delete from companies where id = @id", new { id });
        }
        return free.Count;
    }
}
