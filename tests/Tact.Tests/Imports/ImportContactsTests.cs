using System.Text;
using Shouldly;
using Tact.Accounts;
using Tact.Doctor;
using Tact.Exports;
using Tact.Imports;
using Tact.Search;
using Tact.Storage;
using Xunit;

namespace Tact.Tests.Imports;

public class ImportContactsTests
{
    public static TheoryData<string> Both => Workspaces.Both;

    static Func<Stream> Text(string text) => () => new MemoryStream(Encoding.UTF8.GetBytes(text));

    static ImportReport Import(Workspace workspace, string text, ImportInput? input = null)
    {
        var dry = ImportContacts.DryRun(workspace, Actor.CommandLine, Text(text), input ?? new ImportInput { FileName = "people.csv" }).ShouldBeOfType<Result<ImportReport>.Ok>().Value;
        var done = ImportContacts.Run(workspace, Actor.CommandLine, Text(text), input ?? new ImportInput { FileName = "people.csv" }, stop: TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Ok>().Value;
        (dry.Rows, dry.Created, dry.Updated, dry.Skipped, dry.Suppressed).ShouldBe((done.Rows, done.Created, done.Updated, done.Skipped, done.Suppressed), "a dry run says what the import does");
        return done;
    }

    static long Count(Workspace workspace, string table) => workspace.Data.Read(session => session.Scalar<long>($"select count(*) from {table}"));

    [Theory]
    [MemberData(nameof(Both))]
    public void People_arrive_with_where_they_stand(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        var kim = Workspaces.AddUser(workspace, "kim@vendor.example");
        var report = Import(workspace,
            "Name,E-mail,Phone,Company,Tags,Notes,Last contact,Owner,Next step,Next step date,Do not call,Shoe size\n"
            + "Ada Keller,ada@example.com,+49 30 555 0100,Acme,Customer,likes tea,2026-06-03 14:30,kim@vendor.example,Call about the offer,2026-08-03,,38\n"
            + "Bo Lind,bo@example.com,,Acme,,,,,,,yes,\n"
            + ",,,,,,,,,,,40\n");
        (report.Rows, report.Created, report.Updated, report.Skipped).ShouldBe((3, 2, 0, 1));
        report.Suppressed.ShouldBe(new SuppressedCounts(0, 1, 0));
        data.Read(session =>
        {
            var (id, facts, tags) = session.One<(long, string, string)>("select id, facts, tags from contacts where name = 'Ada Keller'");
            facts.ShouldContain("\"Shoe size\":\"38\"");
            tags.ShouldBe("client");
            session.Query<string>("select kind from timeline where contact_id = @id order by id", new { id }).ShouldBe(["known", "note", "start", "step"]);
            session.One<(long, string, string, string)>("select owner_id, situation, step, due_on from follow_ups where contact_id = @id", new { id })
                .ShouldBe((kim, "client", "Call about the offer", "2026-08-03"));
            session.Scalar<long>("select count(*) from companies").ShouldBe(1);
            session.Query<string>("select scope from suppressions where contact_id is not null").ShouldBe(["phone"]);
            return true;
        });
        CheckDecisions.Run(workspace).Differences.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void The_same_file_twice_adds_nothing(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        Workspaces.AddUser(workspace, "kim@vendor.example");
        const string File = "Name,E-mail,Notes,Last contact,Next step,Next step date,Unsubscribed\nAda Keller,ada@example.com,likes tea,2026-06-03,Call,2026-08-03,\nBo Lind,bo@example.com,,,,,yes\n";
        var input = new ImportInput { FileName = "people.csv", Owner = "kim@vendor.example", Tag = "prospect" };
        Import(workspace, File, input).Created.ShouldBe(2);
        var entries = Count(workspace, "timeline");
        var again = Import(workspace, File, input);
        (again.Created, again.Updated, again.Skipped).ShouldBe((0, 0, 2));
        again.Suppressed.ShouldBe(new SuppressedCounts(0, 0, 0));
        Count(workspace, "timeline").ShouldBe(entries);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Somebody_known_is_filled_in_and_never_overwritten(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        Import(workspace, "Name,E-mail,Job title,City\nAda Keller,ada@example.com,Buyer,\n");
        var second = Import(workspace, "Name,E-mail,Job title,City,Phone,Company\nAda Keller,ADA@example.com; ada@home.example,Director,Köln,+49 221 555 0101,Acme\nAda Keller,ada@home.example,,,,\n");
        (second.Created, second.Updated, second.Skipped).ShouldBe((0, 1, 1));
        data.Read(session =>
        {
            session.One<(string, string, string)>("select role, city, phone from contacts").ShouldBe(("Buyer", "Köln", "+49 221 555 0101"));
            session.Query<string>("select address_key from addresses order by address_key").ShouldBe(["49221555" + "0101", "ada@example.com", "ada@home.example"]);
            return true;
        });
        Found(workspace, "5550101").ShouldBe(["Ada Keller"]);
        Found(workspace, "acme").ShouldContain("Ada Keller");

        UndoImport.Run(workspace, Actor.CommandLine, second.Batch!.Value).ShouldBeOfType<Result<UndoneImport>.Ok>().Value.Reverted.ShouldBe(1);
        data.Read(session =>
        {
            session.One<(string, string?, string?, long?)>("select role, city, phone, company_id from contacts").ShouldBe(("Buyer", null, null, null));
            session.Query<string>("select address_key from addresses").ShouldBe(["ada@example.com"]);
            session.Scalar<long>("select count(*) from companies").ShouldBe(0);
            return true;
        });
        Found(workspace, "5550101").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void An_import_is_undone_whole_and_what_happened_since_stays(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        Workspaces.AddUser(workspace, "kim@vendor.example");
        var report = Import(workspace,
            "Name,E-mail,Company,Last contact,Next step,Next step date,Do not contact\n"
            + "Ada Keller,ada@example.com,Acme,2026-06-03,Call,2026-08-03,\nBo Lind,bo@example.com,Beta,,,,yes\nCy Ray,cy@example.com,Acme,,,,\n",
            new ImportInput { FileName = "people.csv", Owner = "kim@vendor.example" });
        var cy = data.Read(session => session.Scalar<long>("select id from contacts where name = 'Cy Ray'"));
        data.Write(session => session.Execute("insert into timeline (contact_id, kind, at, recorded_at, note) values (@cy, 'note', 1, 1, 'rang us')", new { cy }));

        var undone = UndoImport.Run(workspace, Actor.CommandLine, report.Batch!.Value).ShouldBeOfType<Result<UndoneImport>.Ok>().Value;
        undone.Kept.Select(person => person.Name).ShouldBe(["Cy Ray"]);
        data.Read(session =>
        {
            session.Query<string>("select name from contacts").ShouldBe(["Cy Ray"]);
            session.Query<string>("select name from companies").ShouldBe(["Acme"]);
            foreach (var table in (string[])["follow_ups", "suppressions", "import_parts"])
                session.Scalar<long>($"select count(*) from {table}").ShouldBe(0, table);
            session.Scalar<long>("select coalesce(sum(n), 0) from due_counts").ShouldBe(0);
            session.Scalar<long>("select count(*) from timeline").ShouldBe(1);
            return true;
        });
        Found(workspace, "keller").ShouldBeEmpty();
        UndoImport.Run(workspace, Actor.CommandLine, report.Batch!.Value).ShouldBeOfType<Result<UndoneImport>.Stale>();
        CheckDecisions.Run(workspace).Differences.ShouldBeEmpty();
        Import(workspace, "Name,E-mail\nBo Lind,bo@example.com\n").Suppressed.All.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void An_address_that_said_no_arrives_stopped(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        data.Write(session => session.Execute(
            "insert into suppressions (scope, address_hash, created_at) values ('all', @hash, 0)", new { hash = FollowUps.Suppress.Hash(session, "email", "gone@example.com") }));
        Import(workspace, "Name,E-mail\nNew Name,GONE@example.com\n").Suppressed.ShouldBe(new SuppressedCounts(0, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void An_interrupted_import_goes_on_where_it_stopped(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        var text = "Name,E-mail,Company\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"Person {i},p{i}@example.com,Company {i % 100}\n"));
        var batch = ImportContacts.Start(workspace, Actor.CommandLine, Text(text), new ImportInput { FileName = "people.csv" }).ShouldBeOfType<Result<long>.Ok>().Value;
        using var stop = new CancellationTokenSource();
        ImportBatch.Finish(workspace, batch, step => stop.Cancel(), stop.Token).ShouldBeOfType<Result<ImportReport>.Stale>();
        var half = Count(workspace, "contacts");
        half.ShouldBeInRange(1, 2999);

        data.Write(session => session.Execute("update imports set worker = 'elsewhere/1/1', seen_at = 0"));
        ImportBatch.Interrupted(workspace).ShouldBe([batch]);
        ImportBatch.FinishInterrupted(workspace, stop: TestContext.Current.CancellationToken);
        Count(workspace, "contacts").ShouldBe(3000);
        Count(workspace, "import_parts").ShouldBe(0);
        ImportBatch.Report(workspace, batch).ShouldBeOfType<Result<ImportReport>.Ok>().Value.Created.ShouldBe(3000);
        Found(workspace, "p2999@").Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_file_that_had_not_arrived_whole_is_removed(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        var batch = ImportContacts.Start(workspace, Actor.CommandLine, Text("Name,E-mail\nAda,ada@example.com\n"), new ImportInput { FileName = "people.csv" }).ShouldBeOfType<Result<long>.Ok>().Value;
        data.Write(session => session.Execute("update imports set state = 'receiving', worker = 'elsewhere/1/1', seen_at = 0"));
        ImportBatch.FinishInterrupted(workspace, stop: TestContext.Current.CancellationToken);
        Count(workspace, "imports").ShouldBe(0);
        Count(workspace, "import_parts").ShouldBe(0);
        ImportBatch.Report(workspace, batch).ShouldBeOfType<Result<ImportReport>.NotFound>();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void What_is_exported_can_be_imported_elsewhere(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        Import(workspace, "Name,E-mail,Phone,Company,Tags,Do not call\n=Ada+1,ada@example.com; a@home.example,+49 30 555 0100,@Acme,Kunden;VIP,ja\n");
        using var csv = new MemoryStream();
        ExportWorkspace.ToCsv(workspace, Actor.CommandLine, csv).Contacts.ShouldBe(1);
        Encoding.UTF8.GetString(csv.ToArray()).ShouldContain("\"'=Ada+1\"");
        using var json = new MemoryStream();
        ExportWorkspace.ToJson(workspace, Actor.CommandLine, json).Companies.ShouldBe(1);
        System.Text.Json.JsonDocument.Parse(json.ToArray()).RootElement.GetProperty("contacts")[0].GetProperty("suppressions")[0].GetString().ShouldBe("phone");

        var other = Workspaces.Empty(kind);
        using var otherData = other.Data;
        Import(other, Encoding.UTF8.GetString(csv.ToArray())).Suppressed.Phone.ShouldBe(1);
        other.Data.Read(session => session.One<(string, string, string, string)>("select c.name, c.phone, c.tags, co.name from contacts c join companies co on co.id = c.company_id"))
            .ShouldBe(("=Ada+1", "+49 30 555 0100", "client", "@Acme"));
        Count(other, "addresses").ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Bad_input_is_said_and_nothing_is_written(string kind)
    {
        var workspace = Workspaces.Empty(kind);
        using var data = workspace.Data;
        var input = new ImportInput { FileName = "people.csv" };
        ImportContacts.Run(workspace, Actor.CommandLine, Text("PK\u0003\u0004"), input, stop: TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Invalid>().Problems[0].Text.ShouldContain("spreadsheet");
        ImportContacts.Run(workspace, Actor.CommandLine, Text("Name\nAda\n"), input with { Owner = "nobody@example.com" }, stop: TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.NotFound>();
        ImportContacts.Run(workspace, Actor.CommandLine, () => File.OpenRead("/nowhere/people.csv"), input, stop: TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.NotFound>();
        ImportContacts.Run(workspace, new Actor(7, "seller"), Text("Name\nAda\n"), input with { Owner = Add(workspace) }, stop: TestContext.Current.CancellationToken).ShouldBeOfType<Result<ImportReport>.Refused>();
        Count(workspace, "imports").ShouldBe(0);
    }

    static string Add(Workspace workspace)
    {
        Workspaces.AddUser(workspace, "boss@vendor.example");
        return "boss@vendor.example";
    }

    static List<string> Found(Workspace workspace, string words) =>
        workspace.Data.Read(session => FindPeople.In(session, words)).People.Select(one => one.Name).ToList();
}
