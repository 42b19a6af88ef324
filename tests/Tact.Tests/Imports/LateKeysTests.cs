using System.Globalization;
using System.Text;
using Shouldly;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Doctor;
using Tact.FollowUps;
using Tact.Imports;
using Tact.Search;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Imports;

/// <summary>Keys of imported people are entered late: nobody may notice, whatever happens meanwhile.</summary>
public class LateKeysTests
{
    private const int People = 900;

    [Theory]
    [Databases]
    public void Somebody_just_imported_is_found_by_all_their_keys_while_the_import_is_in_the_middle(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        test.Contact("Aaron First", "aaron@example.com");
        var (batch, done) = ImportHalf(test.Workspace);
        done.ShouldBeInRange(2, People - 1);
        if (dialect == Dialect.Sqlite)
            Pending(test.Workspace).ShouldBe(done);

        Check();
        Finish(test.Workspace, batch);
        Pending(test.Workspace).ShouldBe(0);
        Check();
        CheckDecisions.Run(test.Workspace).Differences.ShouldBeEmpty();

        void Check()
        {
            var id = IdOf(test.Workspace, "p1@example.com");
            Resolve(test.Workspace, "P1@example.com").ShouldBe(id);
            Resolve(test.Workspace, "givén1 pérson1").ShouldBe(id);
            Found(test.Workspace, "pe").Count.ShouldBe(20);
            Found(test.Workspace, "g").Count.ShouldBe(20);
            Found(test.Workspace, "aa").ShouldBe(["Aaron First"]);
            AddContact.Run(test.Workspace, Actor.CommandLine, new ContactInput { Name = "Somebody", Email = "p1@example.com" }).ShouldBeOfType<Result<AddedContact>.Ok>().Value.ShouldBe(new AddedContact(id, "Given1 Person1", true));
            var everybody = Listed(test.Workspace);
            everybody.ShouldBe(test.Workspace.Data.Read(session => session.Query<(string Key, string Name)>("select name_key, name from contacts")).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Name));
        }
    }

    [Theory]
    [Databases]
    public void A_person_edited_before_their_keys_are_entered_is_found_by_the_new_ones_only(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        var (batch, _) = ImportHalf(test.Workspace);
        var id = IdOf(test.Workspace, "p1@example.com");
        EditContact.Run(test.Workspace, Actor.CommandLine, id.ToString(CultureInfo.InvariantCulture), new ContactInput { Name = "Zoe Zebra", Email = "zoe@zebra.example" }, null).ShouldBeOfType<Result<AddedContact>.Ok>();
        Check();
        Finish(test.Workspace, batch);
        Check();

        void Check()
        {
            Resolve(test.Workspace, "zoe@zebra.example").ShouldBe(id);
            Resolve(test.Workspace, "Zoe Zebra").ShouldBe(id);
            Resolve(test.Workspace, "Given1 Person1").ShouldBeNull();
            Found(test.Workspace, "ze").ShouldBe(["Zoe Zebra"]);
            Listed(test.Workspace)[^1].ShouldBe("Zoe Zebra");
        }
    }

    [Fact]
    public void Keys_are_entered_between_the_turns_of_a_long_import()
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite);
        var most = LateKeys.MostPending;
        try
        {
            LateKeys.MostPending = 300;
            var batch = Start(test.Workspace, Rows(0, 6000));
            long entered = 0;
            ImportBatch.Finish(test.Workspace, batch, step =>
            {
                entered = Math.Max(entered, step.Rows - Pending(test.Workspace));
                Resolve(test.Workspace, $"p{step.Rows - 1}@example.com").ShouldNotBeNull();
                Resolve(test.Workspace, "Given0 Person0").ShouldNotBeNull();
            }, TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Ok>();
            entered.ShouldBeInRange(300, 5999);
        }
        finally
        {
            LateKeys.MostPending = most;
        }
        Pending(test.Workspace).ShouldBe(0);
        CheckKeys(test.Workspace);
    }

    [Fact]
    public void Keys_half_entered_when_the_power_goes_are_entered_by_the_next()
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite);
        var (batch, done) = ImportHalf(test.Workspace);
        // what a kill between two turns leaves: some keys are there, and everybody is pending still
        test.Workspace.Data.Write(session => session.Execute("insert into contact_keys (key, contact_id) select 'n:' || name_key, id from contacts where id % 3 = 0 and import_id = @batch", new { batch }));
        Pending(test.Workspace).ShouldBe(done);
        Listed(test.Workspace).Count.ShouldBe((int)done);
        Finish(test.Workspace, batch);
        CheckKeys(test.Workspace);
        Listed(test.Workspace).Count.ShouldBe(People);
    }

    [Fact]
    public void Keys_entered_by_two_at_once_are_entered_once()
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite);
        var (batch, _) = ImportHalf(test.Workspace);
        using var other = SqliteDatabase.Open(test.Folder);
        var there = test.Workspace with { Data = other };
        using var one = new LateKeys(test.Workspace);
        using var two = new LateKeys(there);
        Parallel.Invoke(one.All, two.All);
        Pending(test.Workspace).ShouldBe(0);
        CheckKeys(test.Workspace);
        Finish(test.Workspace, batch);
        CheckKeys(test.Workspace);
    }

    [Theory]
    [Databases]
    public async Task Two_imports_at_once_know_each_others_people(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        // each file has half of its people in common with the other
        var files = new[] { Rows(0, 1200), Rows(600, 1200) }.Select(rows => Start(test.Workspace, rows)).ToList();
        // as two programs do it, each with a writer of its own
        using var other = dialect == Dialect.Sqlite ? SqliteDatabase.Open(test.Folder) : null;
        await Task.WhenAll(Task.Run(() => Finish(test.Workspace, files[0])), Task.Run(() => Finish(other is null ? test.Workspace : test.Workspace with { Data = other }, files[1])));
        test.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from contacts")).ShouldBe(1800);
        test.Workspace.Data.Read(session => session.Scalar<long>("select count(distinct address_key) from addresses where kind = 'email'")).ShouldBe(1800);
        Pending(test.Workspace).ShouldBe(0);
        CheckKeys(test.Workspace);
    }

    [Theory]
    [Databases]
    public void An_import_undone_in_the_middle_leaves_no_keys(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        test.Contact("Aaron First", "aaron@example.com");
        var (batch, done) = ImportHalf(test.Workspace);
        UndoImport.Run(test.Workspace, Actor.CommandLine, batch).ShouldBeOfType<Result<UndoneImport>.Ok>().Value.Removed.ShouldBe(done);
        Listed(test.Workspace).ShouldBe(["Aaron First"]);
        Resolve(test.Workspace, "p1@example.com").ShouldBeNull();
        CheckKeys(test.Workspace);
        // their numbers are given again
        Finish(test.Workspace, Start(test.Workspace, Rows(0, 50)));
        Listed(test.Workspace).Count.ShouldBe(51);
        CheckKeys(test.Workspace);
    }

    [Fact]
    public void Numbers_given_to_others_meanwhile_do_not_count_as_entered()
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite);
        var (batch, _) = ImportHalf(test.Workspace);
        var read = test.Workspace.Data.Read(session => SortedKeys.Read(session, 0, session.Scalar<long>("select max(id) from contacts"), 0));
        UndoImport.Run(test.Workspace, Actor.CommandLine, batch);
        ImportHalf(test.Workspace, "other");
        test.Workspace.Data.Write(session => LateKeys.Insert(session, read, 0, int.MaxValue));
        Pending(test.Workspace).ShouldBeGreaterThan(0);
        Resolve(test.Workspace, "other1@example.com").ShouldNotBeNull();
        Resolve(test.Workspace, "p1@example.com").ShouldBeNull();
    }

    [Theory]
    [Databases]
    public void A_duplicate_is_never_missed_however_it_came(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        foreach (var i in Enumerable.Range(0, 40))
            test.Contact($"Given{i} Person{i}", $"p{i}@example.com");
        var known = test.Contact("Somebody Else", "somebody@example.com");
        var fewest = KnownKeys.FewestRows;
        try
        {
            KnownKeys.FewestRows = 1;
            var turns = 0;
            var batch = Start(test.Workspace, Rows(0, People));
            ImportBatch.Finish(test.Workspace, batch, _ =>
            {
                if (turns++ > 0)
                    return;
                // while it runs, people of later rows are added by hand, and get the address of one by hand
                AddContact.Run(test.Workspace, Actor.CommandLine, new ContactInput { Name = "Given898 Person898", Email = "p898@example.com" }).ShouldBeOfType<Result<AddedContact>.Ok>();
                EditContact.Run(test.Workspace, Actor.CommandLine, known.ToString(CultureInfo.InvariantCulture), new ContactInput { Email = "p899@example.com" }, null).ShouldBeOfType<Result<AddedContact>.Ok>();
            }, TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Ok>().Value.Created.ShouldBe(People - 42);
            turns.ShouldBeGreaterThan(1);
        }
        finally
        {
            KnownKeys.FewestRows = fewest;
        }
        test.Workspace.Data.Read(session => session.Query<string>("select address_key from addresses where kind = 'email' group by address_key having count(*) > 1")).ShouldBeEmpty();
        CheckKeys(test.Workspace);
    }

    [Theory]
    [Databases]
    public void A_no_holds_for_everybody_with_the_address_of_the_office_imported_a_moment_ago(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        var csv = "First name,Last name,E-mail,Unsubscribed\nAda,Keller,info@mill.example,\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"Given{i},Person{i},p{i}@example.com,\n")) + "Bo,Lind,info@mill.example,yes\n";
        Finish(test.Workspace, ImportContacts.Start(test.Workspace, Actor.CommandLine, Text(csv), Input).ShouldBeOfType<Result<long>.Ok>().Value);
        test.Workspace.Data.Read(session => session.Query<string>("select c.name from suppressions s join contacts c on c.id = s.contact_id order by c.name")).ShouldBe(["Ada Keller", "Bo Lind"]);
    }

    [Fact]
    public void A_filter_never_says_no_to_what_it_holds()
    {
        var filter = new KeyFilter(10_000);
        foreach (var i in Enumerable.Range(0, 10_000))
            filter.Add(KeyFilter.Hash($"e:example.com@p{i}"));
        Enumerable.Range(0, 10_000).ShouldAllBe(i => filter.MayHold(KeyFilter.Hash($"e:example.com@p{i}")));
        Enumerable.Range(0, 10_000).Count(i => filter.MayHold(KeyFilter.Hash($"e:example.org@p{i}"))).ShouldBeLessThan(300);
    }

    private static ImportInput Input { get; } = new() { FileName = "people.csv" };

    private static Func<Stream> Text(string text) => () => new MemoryStream(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Rows(int from, int count, string mailbox = "p") =>
        Enumerable.Range(from, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"Given{i},Person{i},{mailbox}{i}@example.com,+49 30 {1000000 + i}\n"));

    private static long Start(Workspace workspace, IEnumerable<string> rows) =>
        ImportContacts.Start(workspace, Actor.CommandLine, Text("First name,Last name,E-mail,Phone\n" + string.Concat(rows)), Input).ShouldBeOfType<Result<long>.Ok>().Value;

    private static (long Batch, long Done) ImportHalf(Workspace workspace, string mailbox = "p")
    {
        var batch = Start(workspace, Rows(0, People, mailbox));
        using var stop = new CancellationTokenSource();
        ImportBatch.Finish(workspace, batch, _ => stop.Cancel(), stop.Token).ShouldBeOfType<Result<ImportReport>.Stale>();
        return (batch, workspace.Data.Read(session => session.Scalar<long>("select rows_done from imports where id = @batch", new { batch })));
    }

    private static ImportReport Finish(Workspace workspace, long batch) =>
        ImportBatch.Finish(workspace, batch, stop: TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Ok>().Value;

    private static long Pending(Workspace workspace) => workspace.Data.Dialect == Dialect.Postgres ? 0
        : workspace.Data.Read(session => session.Scalar<long>("select count(*) from contacts where id > (select keyed_to from keyed)"));

    private static long IdOf(Workspace workspace, string email) => workspace.Data.Read(session => session.Scalar<long>("select min(contact_id) from addresses where address_key = @email", new { email }));

    private static long? Resolve(Workspace workspace, string who) => workspace.Data.Read(session => ResolveContact.From(session, who) is Result<long>.Ok { Value: var id } ? id : (long?)null);

    private static List<string> Found(Workspace workspace, string words) => [.. FindPeople.Run(workspace, words).People.Select(one => one.Name)];

    private static List<string> Listed(Workspace workspace)
    {
        var names = new List<string>();
        for (string? after = null; ;)
        {
            var page = ListContacts.Run(workspace, 70, after).ShouldBeOfType<Result<ContactsListed>.Ok>().Value;
            names.AddRange(page.Contacts.Select(one => one.Name));
            if (page.Next is null)
                return names;
            after = page.Next;
        }
    }

    /// <summary>Everybody has exactly the keys they should have.</summary>
    private static void CheckKeys(Workspace workspace) => workspace.Data.Read(session =>
    {
        var kept = session.Query<(string Key, long Id)>("select key, contact_id from contact_keys").ToHashSet();
        var due = session.Query<long>("select id from contacts").SelectMany(id => ContactKeys.Of(session, id).Select(key => (key, id))).ToHashSet();
        due.Except(kept).ShouldBeEmpty("missing");
        kept.Except(due).ShouldBeEmpty("left over");
        return true;
    });
}
