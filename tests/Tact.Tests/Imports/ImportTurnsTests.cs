using System.Text;
using Shouldly;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Doctor;
using Tact.Imports;
using Tact.Search;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Imports;

/// <summary>Long imports in short turns: what others see meanwhile, and what is remembered from one turn to the next.</summary>
public class ImportTurnsTests
{
    [Theory]
    [Databases]
    public void Somebody_just_imported_can_be_edited_before_a_search_finds_them(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        var batch = Start(test.Workspace, Enumerable.Range(0, 300).Select(i => $"Person {i},p{i}@example.com,\n"));
        using var stop = new CancellationTokenSource();
        ImportBatch.Finish(test.Workspace, batch, _ => stop.Cancel(), stop.Token).ShouldBeOfType<Result<ImportReport>.Stale>();
        var id = test.Workspace.Data.Read(session => session.Scalar<long>("select max(id) from contacts"));
        EditContact.Run(test.Workspace, Actor.CommandLine, id.ToString(System.Globalization.CultureInfo.InvariantCulture), new ContactInput { Name = "Renamed Zebra" }, null).ShouldBeOfType<Result<AddedContact>.Ok>();

        ImportBatch.Finish(test.Workspace, batch, stop: TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Ok>().Value.Created.ShouldBe(300);
        Found(test.Workspace, "zebra").ShouldBe(["Renamed Zebra"]);
        Found(test.Workspace, "person 299").ShouldBe(["Person 299"]);
        CheckIndex(test.Workspace);
    }

    [Theory]
    [Databases]
    public void An_import_undone_half_way_leaves_nothing_to_be_found(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        var batch = Start(test.Workspace, Enumerable.Range(0, 300).Select(i => $"Person {i},p{i}@example.com,\n"));
        using var stop = new CancellationTokenSource();
        ImportBatch.Finish(test.Workspace, batch, _ => stop.Cancel(), stop.Token);
        UndoImport.Run(test.Workspace, Actor.CommandLine, batch).ShouldBeOfType<Result<UndoneImport>.Ok>().Value.Removed.ShouldBeGreaterThan(0);
        Found(test.Workspace, "person").ShouldBeEmpty();
        CheckIndex(test.Workspace);
    }

    [Theory]
    [Databases]
    public void A_company_that_is_removed_meanwhile_is_made_again(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        var batch = Start(test.Workspace, Enumerable.Range(0, 1000).Select(i => $"Person {i},p{i}@example.com,{(i is < 100 or > 800 ? "Acme" : "")}\n"));
        var removed = false;
        ImportBatch.Finish(test.Workspace, batch, _ =>
        {
            if (removed)
                return;
            removed = true;
            test.Workspace.Data.Write(session =>
            {
                session.Execute("update contacts set company_id = null where company_id is not null");
                session.Execute("delete from companies where name = 'Acme'");
                ContactKeys.Removed(session);
            });
        }, TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Ok>().Value.Created.ShouldBe(1000);
        test.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from contacts c join companies co on co.id = c.company_id")).ShouldBe(199);
    }

    [Theory]
    [Databases]
    public void A_company_is_known_by_its_own_domain_but_not_by_a_mailbox_of_everybody(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        Import(test.Workspace, "Ada Keller,ada@acme.example,Acme\nBo Lind,bo@gmail.com,Gmail Fans\n");
        Import(test.Workspace, "Cy Ray,cy@acme.example,ACME Deutschland GmbH\nDi Fay,di@gmail.com,Gmail Haters\n");
        test.Workspace.Data.Read(session => session.Query<string>("select name from companies order by id")).ShouldBe(["Acme", "Gmail Fans", "Gmail Haters"]);
        test.Workspace.Data.Read(session => session.Query<string?>("select domain from companies order by id")).ShouldBe(["acme.example", null, null]);
    }

    [Theory]
    [Databases]
    public void One_number_has_one_key_whoever_writes_it(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        test.Workspace.Data.Write(session => session.Execute("insert into settings (name, value) values ('zone', 'Europe/Berlin') on conflict (name) do nothing"));
        AddContact.Run(test.Workspace, Actor.CommandLine, new ContactInput { Name = "Ada Keller", Phone = "0171 / 555 01 00" }).ShouldBeOfType<Result<AddedContact>.Ok>();
        var report = ImportContacts.Run(test.Workspace, Actor.CommandLine, Text("Name,Phone\nAda Keller,+49 (0)171 5550100\n"), Input, stop: TestContext.Current.CancellationToken);
        var (created, updated, skipped) = report.ShouldBeOfType<Result<ImportReport>.Ok>().Value is var done ? (done.Created, done.Updated, done.Skipped) : default;
        created.ShouldBe(0);
        (updated + skipped).ShouldBe(1);
        Addresses.PhoneKey("+49 (0)30 555", "DE").ShouldBe(Addresses.PhoneKey("0049 30 555"));
    }

    [Theory]
    [Databases]
    public void A_file_that_was_looked_at_and_left_is_thrown_away_after_a_day(Dialect dialect)
    {
        using var test = TestWorkspace.Create(dialect);
        var batch = ImportContacts.Receive(test.Workspace, Actor.CommandLine, Text("Name\nAda\n"), Input).ShouldBeOfType<Result<long>.Ok>().Value;
        ImportBatch.ForgetNeverStarted(test.Workspace, TimeSpan.FromDays(1));
        ImportBatch.Report(test.Workspace, batch).ShouldBeOfType<Result<ImportReport>.Ok>();
        test.Workspace.Data.Write(session => session.Execute("update imports set seen_at = seen_at - 86400001"));
        ImportBatch.ForgetNeverStarted(test.Workspace, TimeSpan.FromDays(1));
        ImportBatch.Report(test.Workspace, batch).ShouldBeOfType<Result<ImportReport>.NotFound>();
    }

    [Fact]
    public void The_doctor_finds_nothing_wrong_with_an_index_that_was_merged_since_it_last_looked()
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite);
        for (var i = 0; i < 40; i++)
        {
            AddContact.Run(test.Workspace, Actor.CommandLine, new ContactInput { Name = $"Ada {i} Keller" }).ShouldBeOfType<Result<AddedContact>.Ok>();
        }
        CheckIndex(test.Workspace);
        for (var i = 0; i < 50; i++)
            BulkSearch.Merge(test.Workspace);
        CheckIndex(test.Workspace);
    }

    [Fact]
    public void Letters_that_were_mixed_up_before_are_pointed_out()
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite);
        Import(test.Workspace, "JÃ¼rgen MÃ¼ller,j@example.com,\nJoÃŸ,k@example.com,\n").Problems.ShouldContain(problem => problem.Problem.Contains("2 rows") && problem.Problem.Contains("JÃ¼rgen MÃ¼ller") && problem.Problem.Contains("UTF-8"));
        Import(test.Workspace, "JOÃO MÜLLER,l@example.com,Ångström Âme\n").Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Others_go_before_the_patient()
    {
        using var test = TestWorkspace.Create(Dialect.Sqlite);
        var order = new List<string>();
        using var go = new ManualResetEventSlim();
        var first = test.Workspace.Data.WriteAsync(_ => go.Wait(10_000));
        var patient = test.Workspace.Data.WritePatientlyAsync(_ => Say("patient"));
        var other = test.Workspace.Data.WriteAsync(_ => Say("other"));
        var failing = test.Workspace.Data.WritePatientlyAsync<bool>(session =>
        {
            session.Execute("insert into settings (name, value) values ('half', 'done')");
            throw new InvalidOperationException("on purpose");
        });
        go.Set();
        await Task.WhenAll(first, patient, other);
        await Should.ThrowAsync<InvalidOperationException>(failing);
        order.ShouldBe(["other", "patient"]);
        test.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from settings where name = 'half'")).ShouldBe(0);

        bool Say(string who)
        {
            order.Add(who);
            return true;
        }
    }

    private static ImportInput Input { get; } = new() { FileName = "people.csv" };

    private static Func<Stream> Text(string text) => () => new MemoryStream(Encoding.UTF8.GetBytes(text));

    private static long Start(Workspace workspace, IEnumerable<string> rows) =>
        ImportContacts.Start(workspace, Actor.CommandLine, Text("Name,E-mail,Company\n" + string.Concat(rows)), Input).ShouldBeOfType<Result<long>.Ok>().Value;

    private static ImportReport Import(Workspace workspace, string rows) =>
        ImportContacts.Run(workspace, Actor.CommandLine, Text("Name,E-mail,Company\n" + rows), Input, stop: TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Ok>().Value;

    private static List<string> Found(Workspace workspace, string words) => [.. FindPeople.Run(workspace, words).People.Select(one => one.Name)];

    /// <summary>FTS5 compares its index with the table itself.</summary>
    private static void CheckIndex(Workspace workspace)
    {
        if (workspace.Data.Dialect == Dialect.Sqlite)
            workspace.Data.Write(session => session.Execute("insert into contact_search(contact_search, rank) values ('integrity-check', 1)"));
        CheckDecisions.Run(workspace).Differences.ShouldBeEmpty();
    }
}
