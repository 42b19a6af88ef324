using System.Diagnostics;
using Shouldly;
using Tact.Accounts;
using Tact.Mail;
using Tact.Mail.Inbox;
using Tact.Mail.Mailboxes;
using Tact.Mail.Reading;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>Reading a real mailbox: what is kept, what is not, and that nothing is missed.</summary>
public class ReadingTests
{
    [Theory, DatabasesWithRealMail]
    public async Task Only_mail_with_people_on_record_is_kept_and_the_figures_tell_of_the_rest(Dialect dialect)
    {
        using var servers = await MailServers.Start();
        using var place = TestWorkspace.Create(dialect, now: null);
        place.User("kim@house.example");
        place.User("lea@house.example");
        var maria = place.Contact("Maria Example", "maria@example.com");
        place.Run("start", "maria@example.com", "--owner", "kim@house.example", "--situation", "talked").ExitCode.ShouldBe(0);
        servers.Put("kim@house.example", Mails.Write("Kim <kim@house.example>", "maria@example.com", "Our talk", "Dear Maria, as promised.", "first@house.example"), "Sent");
        servers.Put("kim@house.example", Mails.Write("Maria Example <maria@example.com>", "kim@house.example", "Re: Our talk", "Dear Kim,\nthank you, we would like to see it.", "second@example.com", "first@house.example"));
        servers.Put("kim@house.example", Mails.Write("News <news@shop.example>", "kim@house.example", "Sale", "Buy now"));
        servers.Put("kim@house.example", Mails.Write("Aunt <aunt@family.example>", "kim@house.example", "Sunday", "Will you come?"));
        servers.Put("kim@house.example", Mails.Write("Lea <lea@house.example>", "kim@house.example", "Lunch", "Twelve?"));
        // the same mail once more, in another folder
        servers.Put("kim@house.example", Mails.Write("Maria Example <maria@example.com>", "kim@house.example", "Re: Our talk", "Dear Kim,\nthank you, we would like to see it.", "second@example.com", "first@house.example"), "Archive");
        var box = Mails.Connect(place, servers, with: input => input with { LeftOut = ["family.example"] });

        var synced = place.Run("mailbox", "sync", "kim@house.example", "--json");
        synced.ExitCode.ShouldBe(0, synced.Errors);
        var complete = synced.Json.GetProperty("complete");
        complete.GetProperty("onServer").GetInt64().ShouldBe(6);
        complete.GetProperty("seen").GetInt64().ShouldBe(6);
        complete.GetProperty("matched").GetInt64().ShouldBe(3);
        complete.GetProperty("leftOut").GetProperty(Fates.Nobody).GetInt64().ShouldBe(1);
        complete.GetProperty("leftOut").GetProperty(Fates.LeftOut).GetInt64().ShouldBe(1);
        complete.GetProperty("leftOut").GetProperty(Fates.Own).GetInt64().ShouldBe(1);

        var mails = place.Workspace.Data.Read(session => session.Query<MailRow>($"select {MailRow.Columns} from mails m order by m.id"));
        mails.Count.ShouldBe(2);
        mails.Select(mail => mail.Direction).Order().ShouldBe(["in", "out"]);
        mails.Select(mail => mail.ThreadId).Distinct().Count().ShouldBe(1);
        mails.ShouldAllBe(mail => mail.ContactId == maria);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from mails where body like '%Will you come%' or body like '%Buy now%'")).ShouldBe(0);

        // nothing twice, whole or not
        place.Run("mailbox", "sync", box.Id.ToString(), "--json").Json.GetProperty("complete").GetProperty("matched").GetInt64().ShouldBe(3);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from mails")).ShouldBe(2);
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, DatabasesWithRealMail]
    public async Task A_server_that_numbers_its_messages_anew_is_read_again_and_nothing_is_taken_twice(Dialect dialect)
    {
        using var servers = await MailServers.Start();
        using var place = TestWorkspace.Create(dialect, now: null);
        place.User("kim@house.example");
        place.Contact("Maria Example", "maria@example.com");
        servers.Put("kim@house.example", Mails.Write("kim@house.example", "maria@example.com", "Hello", "Dear Maria, a question."), "Sent");
        Mails.Connect(place, servers);
        place.Run("mailbox", "sync", "1").ExitCode.ShouldBe(0);
        servers.StopDovecot();
        servers.ChangeUidValidity("kim@house.example", "Sent");
        servers.Put("kim@house.example", Mails.Write("kim@house.example", "maria@example.com", "Hello again", "And another."), "Sent");
        await servers.StartDovecot();
        var complete = place.Run("mailbox", "sync", "1", "--json").Json.GetProperty("complete");
        (complete.GetProperty("seen").GetInt64(), complete.GetProperty("matched").GetInt64()).ShouldBe((2, 2));
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from mails")).ShouldBe(2);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from timeline where channel = 'email' and undone_by is null")).ShouldBe(2);
    }

    [Theory, DatabasesWithRealMail]
    public async Task The_server_reads_what_comes_in_at_once_and_connects_again_when_the_mail_server_was_away(Dialect dialect)
    {
        using var servers = await MailServers.Start();
        using var place = TestWorkspace.Create(dialect, now: null);
        place.User("kim@house.example");
        place.Contact("Maria Example", "maria@example.com");
        Mails.Connect(place, servers);
        using var server = ServerProcess.Start(place.Place);
        await server.Address();
        await Until(place, "select count(*) from mailboxes where state = 'connected'", 1, server);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        var waited = Stopwatch.StartNew();
        await servers.Send("maria@example.com", "kim@house.example", Mails.Write("maria@example.com", "kim@house.example", "One", "First"));
        await Until(place, "select count(*) from mails", 1, server);
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(90), "IDLE should tell at once, long before the next look in two minutes");

        servers.StopDovecot();
        await Until(place, "select count(*) from mailboxes where state = 'trouble'", 1, server);
        place.Run("mailbox", "status", "1", "--json").Json.GetProperty("problem").GetString()!.ShouldContain("127.0.0.1");
        await servers.StartDovecot();
        await servers.Send("maria@example.com", "kim@house.example", Mails.Write("maria@example.com", "kim@house.example", "Two", "Second"));
        await Until(place, "select count(*) from mails", 2, server);
        place.Run("mailbox", "status", "1", "--json").Json.GetProperty("state").GetString().ShouldBe("connected");
    }

    /// <summary>Ten thousand mails, a third of them with people on record; the rate is printed, and stands in docs/performance.md.</summary>
    [Theory, DatabasesWithRealMail]
    public async Task A_mailbox_of_ten_thousand_is_read_back_whole(Dialect dialect)
    {
        const int mails = 10_000, people = 300;
        using var servers = await MailServers.Start();
        using var place = TestWorkspace.Create(dialect, now: null);
        place.User("kim@house.example");
        for (var i = 0; i < people; i++)
            place.Contact($"Person {i}", $"p{i}@example.com");
        servers.Put("kim@house.example", Enumerable.Range(0, mails).Select(i => i % 3 == 0
            ? Mails.Write($"Person <p{i % people}@example.com>", "kim@house.example", $"Question {i}", $"Dear Kim,\ncould you send me number {i}?\n\nBest regards", $"q{i}@example.com", at: DateTimeOffset.UtcNow.AddHours(-i / 5))
            : Mails.Write($"shop{i}@shop.example", "kim@house.example", $"Offer {i}", "Only today.", $"o{i}@shop.example")));
        Mails.Connect(place, servers);
        var watch = Stopwatch.StartNew();
        var complete = place.Run("mailbox", "sync", "1", "--json").Json.GetProperty("complete");
        var took = watch.Elapsed;
        (complete.GetProperty("onServer").GetInt64(), complete.GetProperty("seen").GetInt64(), complete.GetProperty("matched").GetInt64()).ShouldBe((mails, mails, (mails + 2) / 3));
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from mails")).ShouldBe((mails + 2) / 3);
        TestContext.Current.SendDiagnosticMessage($"{dialect}: {mails} mails looked at, {(mails + 2) / 3} of them kept, in {took.TotalSeconds:0.0} s: {mails / took.TotalSeconds:0} a second");
        await File.AppendAllTextAsync(Path.Combine(Path.GetTempPath(), "tact-backfill.txt"), $"{dialect} {took.TotalSeconds:0.0} s\n", TestContext.Current.CancellationToken);
    }

    [RealMail]
    public async Task Changed_settings_hold_at_once_and_not_after_the_patience_with_the_old_ones()
    {
        using var servers = await MailServers.Start();
        using var other = await MailServers.Start();
        using var place = TestWorkspace.Create(Dialect.Sqlite, now: null);
        place.User("kim@house.example");
        place.Contact("Maria Example", "maria@example.com");
        Mails.Connect(place, servers);
        using var server = ServerProcess.Start(place.Place);
        await server.Address();
        await Until(place, "select count(*) from mailboxes where state = 'connected'", 1, server);
        other.Put("kim@house.example", Mails.Write("maria@example.com", "kim@house.example", "Moved", "We have moved to another server."));
        place.Run("mailbox", "set", "1", "--imap-port", other.ImapPort.ToString(System.Globalization.CultureInfo.InvariantCulture)).ExitCode.ShouldBe(0);
        await Until(place, "select count(*) from mails where subject = 'Moved'", 1, server);
    }

    [RealMail]
    public async Task A_test_says_exactly_what_failed()
    {
        using var servers = await MailServers.Start();
        using var place = TestWorkspace.Create(Dialect.Sqlite, now: null);
        place.User("kim@house.example");
        var box = Mails.Connect(place, servers, with: input => input with { Password = "not the one" });
        var wrong = place.Run("mailbox", "test", "1", "--json");
        wrong.ExitCode.ShouldBe(4);
        wrong.Json.GetProperty("reading").GetString()!.ShouldContain("did not accept the name and password");
        wrong.Json.GetProperty("sending").GetString()!.ShouldContain("did not accept the name and password");
        ConnectMailbox.Change(place.Workspace, Actor.CommandLine, "1", row => new MailboxInput { Address = row.Address, Password = MailServers.Password, SmtpPort = 1 }).ShouldBeOfType<Result<MailboxShown>.Ok>();
        var half = place.Run("mailbox", "test", "1", "--json").Json;
        half.GetProperty("reading").GetString().ShouldBeNull();
        half.GetProperty("sending").GetString()!.ShouldContain("does not take connections at this port");
        ConnectMailbox.Change(place.Workspace, Actor.CommandLine, "1", row => new MailboxInput { Address = row.Address, Imap = "no-such-host.invalid", ImapSecurity = "tls", SmtpPort = servers.SmtpPort }).ShouldBeOfType<Result<MailboxShown>.Ok>();
        place.Run("mailbox", "test", "1", "--json").Json.GetProperty("reading").GetString()!.ShouldContain("There is no server called");
        box.Id.ShouldBe(1);
    }

    [Fact]
    public void A_password_is_sealed_with_a_key_that_is_not_in_the_database()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var kept = SealedSecrets.Seal(place.Workspace.Data, "mailbox 1", "open sesame");
        kept.ShouldNotContain("sesame");
        SealedSecrets.Open(place.Workspace.Data, "mailbox 1", kept).ShouldBe("open sesame");
        Should.Throw<DataProblem>(() => SealedSecrets.Open(place.Workspace.Data, "mailbox 2", kept));
        var file = Path.Combine(place.Folder, "secret.key");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(file, new string('0', 64));
        Should.Throw<DataProblem>(() => SealedSecrets.Open(place.Workspace.Data, "mailbox 1", kept)).Message.ShouldContain("Put the old key back");
    }

    [Fact]
    public void Without_encryption_only_this_machine_is_spoken_to()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        place.User("kim@house.example");
        var refused = ConnectMailbox.Add(place.Workspace, Actor.CommandLine, new MailboxInput { Address = "kim@house.example", Owner = "kim@house.example", Password = "x", Imap = "mail.house.example", ImapSecurity = "none" });
        refused.ShouldBeOfType<Result<MailboxShown>.Invalid>().Problems.ShouldHaveSingleItem().Field.ShouldBe("imap-security");
    }

    private static async Task Until(TestWorkspace place, string count, long least, ServerProcess server)
    {
        for (var waited = Stopwatch.StartNew(); place.Workspace.Data.Read(session => session.Scalar<long>(count)) < least;)
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(120))
                throw new TimeoutException($"{count} never reached {least}. {server.Said}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
