using System.Text;
using Shouldly;
using Tact.Accounts;
using Tact.Laws;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Laws;

/// <summary>Do-not-call lists: brought in whole, in any form, held against people, and only as long as they are new enough.</summary>
public class ScreenTests
{
    [Theory, Databases]
    public void A_number_on_the_list_is_not_called_until_a_newer_list_leaves_it_out(Dialect dialect)
    {
        using var place = Team(dialect);
        Next(place).ShouldBe("call");
        var made = place.RunAt(TestWorkspace.Monday, "screen", ListFile("020 7946 0958\nnonsense\n+44 20 7946 0999\n\n02079460958\n"), "--list", "gb-tps", "--as-of", "2026-03-01", "--json").Json;
        made.GetProperty("entries").GetInt64().ShouldBe(2);
        made.GetProperty("lines").GetInt64().ShouldBe(4);
        made.GetProperty("unreadable").GetInt64().ShouldBe(1);
        made.GetProperty("unreadableLines")[0].GetInt64().ShouldBe(2);
        made.GetProperty("concerned").GetInt64().ShouldBe(1);

        var asked = place.RunAt(TestWorkspace.Monday, "ask", "Ada", "call", "--json");
        asked.Output.ShouldContain("\"verdict\":\"refuse\"");
        asked.Output.ShouldContain("law:gb-tps");
        asked.Output.ShouldContain("1 Mar 2026");
        asked.Output.ShouldContain("\"overrulable\":false");
        Next(place).ShouldBe("letter");
        place.RunAt(TestWorkspace.Monday, "doctor").ExitCode.ShouldBe(0);

        place.RunAt(TestWorkspace.Monday, "screen", ListFile("+44 20 7946 0999"), "--list", "gb-tps", "--as-of", "2026-03-02", "--json").Json.GetProperty("replaced").GetString().ShouldBe("2026-03-01");
        Next(place).ShouldBe("call");
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "call", "--json").Output.ShouldContain("\"verdict\":\"allow\"");
        place.RunAt(TestWorkspace.Monday, "doctor").ExitCode.ShouldBe(0);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from screened_phones")).ShouldBe(1);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from screen_lists")).ShouldBe(1);
    }

    [Theory, Databases]
    public void A_list_grows_too_old_and_the_words_name_the_cure(Dialect dialect)
    {
        using var place = Team(dialect);
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "call").Output.ShouldContain("has not been screened");
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("+44 20 7946 0999"), "--list", "gb-tps", "--as-of", "2026-03-01").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("+44 20 7946 0999"), "--list", "gb-ctps", "--as-of", "2026-03-01").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-27T10:00:00Z", "ask", "Ada", "call", "--json").Output.ShouldContain("\"verdict\":\"allow\"");
        // 28 days after the first of March
        var late = place.RunAt("2026-03-30T10:00:00Z", "ask", "Ada", "call", "--json");
        late.Output.ShouldContain("\"verdict\":\"refuse\"");
        late.Output.ShouldContain("29 days old");
        late.Output.ShouldContain("tact screen FILE --list gb-tps");
        late.Output.ShouldContain("\"overrulable\":false");
        var today = place.RunAt("2026-03-30T10:00:00Z", "today", "--owner", "jana@example.com", "--json");
        today.Output.ShouldContain("\"verdict\":\"refuse\"");
        place.RunAt("2026-03-30T10:00:00Z", "screen").Output.ShouldContain("29 days old");
        place.RunAt("2026-03-30T10:00:00Z", "doctor").ExitCode.ShouldBe(0);
        // recording is never refused, and it stands among the breaches
        place.RunAt("2026-03-30T10:00:00Z", "log", "Ada", "call", "voicemail").ExitCode.ShouldBe(0);
        var breaches = place.RunAt(TestWorkspace.Monday, "law", "breaches", "--json").Json.GetProperty("breaches");
        breaches.GetArrayLength().ShouldBe(1);
        breaches[0].GetProperty("rules")[0].GetString()!.ShouldStartWith("law:gb-");
        breaches[0].GetProperty("name").GetString().ShouldBe("Ada");
    }

    [Fact]
    public void A_list_that_is_too_old_already_is_taken_and_said_to_be()
    {
        using var place = Team(Dialect.Sqlite);
        var old = place.RunAt(TestWorkspace.Monday, "screen", ListFile("+44 20 7946 0999"), "--list", "gb-tps", "--as-of", "2026-01-02");
        old.ExitCode.ShouldBe(0);
        old.Output.ShouldContain("59 days old, and the law lets it be 28: unasked calls to those it is for are refused until a newer one is brought in");
        old.Output.ShouldContain("1 number or address from 1 line.");
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("+44 20 7946 0999"), "--list", "gb-tps", "--as-of", "2026-03-01", "--json").Json.TryGetProperty("tooOld", out var tooOld);
        (tooOld.ValueKind is System.Text.Json.JsonValueKind.Null or System.Text.Json.JsonValueKind.Undefined).ShouldBeTrue();
    }

    [Theory]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-16", true)]
    public void Two_bytes_a_letter_are_read_with_and_without_a_mark(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("email\nada@mill.example\nBo@Mill.example\n")];
        ScreenFile.Read(() => new MemoryStream(bytes), null).Select(line => line.Email).ShouldBe(["ada@mill.example", "bo@mill.example"]);
    }

    [Theory, Databases]
    public void The_workspace_may_have_calls_wait_for_the_first_list(Dialect dialect)
    {
        using var place = Team(dialect);
        place.RunAt(TestWorkspace.Monday, "law", "set", "--screening", "always").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "call", "--json").Output.ShouldContain("\"verdict\":\"refuse\"");
        place.RunAt(TestWorkspace.Monday, "law", "set", "--screening", "brought-in").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "call", "--json").Output.ShouldContain("\"verdict\":\"allow\"");
    }

    [Theory, Databases]
    public void A_list_of_ones_own_holds_addresses_and_numbers_of_everybody(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("jana@example.com");
        place.RunAt(TestWorkspace.Monday, "add", "Lena, +49 30 5550 0100, lena@mill.example", "--country", "Germany").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("E-Mail;Name\nLena@Mill.example;Lena\n"), "--list", "ours", "--as-of", "2026-03-01").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "consent", "Lena", "--channel", "email", "--kind", "customer", "--evidence", "bought in 2025").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "ask", "Lena", "email", "--json").Output.ShouldContain("on the list ours");
        place.RunAt(TestWorkspace.Monday, "ask", "Lena", "call", "--json").Output.ShouldContain("\"verdict\":\"allow\"");
        place.RunAt(TestWorkspace.Monday, "screen", "--list", "ours", "--drop").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "ask", "Lena", "email", "--json").Output.ShouldContain("\"verdict\":\"allow\"");
        place.RunAt(TestWorkspace.Monday, "screen", "--list", "ours", "--drop").ExitCode.ShouldBe(3);
    }

    [Theory, Databases]
    public void Half_a_list_never_counts(Dialect dialect)
    {
        using var place = Team(dialect);
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("020 7946 0958"), "--list", "gb-tps", "--as-of", "2026-03-01").ExitCode.ShouldBe(0);
        Should.Throw<IOException>(() => BringInList.Run(place.Workspace, Actor.CommandLine, () => new Breaking(), new ListInput("gb-tps", new NodaTime.LocalDate(2026, 3, 2), "b.csv")));
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "call", "--json").Output.ShouldContain("1 Mar 2026");
        // what an interrupted attempt left is swept by the next one
        place.Workspace.Data.Write(session =>
        {
            var id = session.Insert("insert into screen_lists (name, as_of, file_name, state, brought_at) values ('gb-tps', '2026-03-02', 'cut.csv', 'coming', 0) returning id");
            session.Execute("insert into screened_phones (list_id, phone) values (@id, 442079460000)", new { id });
        });
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "call", "--json").Output.ShouldContain("1 Mar 2026");
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("+44 20 7946 0999"), "--list", "gb-tps", "--as-of", "2026-03-02").ExitCode.ShouldBe(0);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from screened_phones")).ShouldBe(1);
    }

    [Fact]
    public void What_cannot_be_a_list_is_told_and_changes_nothing()
    {
        using var place = Team(Dialect.Sqlite);
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("020 7946 0958"), "--list", "gb-tps", "--as-of", "2026-03-01").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("020 7946 0958"), "--list", "gb-tps", "--as-of", "2026-02-01").Errors.ShouldContain("newer");
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("nobody\nat all"), "--list", "gb-tps", "--as-of", "2026-03-02").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "screen", ListFile(""), "--list", "gb-tps", "--as-of", "2026-03-02").Errors.ShouldContain("empty");
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("%PDF-1.4 …"), "--list", "gb-tps", "--as-of", "2026-03-02").Errors.ShouldContain("PDF");
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("020 7946 0958"), "--list", "Bad Name", "--as-of", "2026-03-02").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("020 7946 0958"), "--list", "gb-tps").Errors.ShouldContain("as-of");
        place.RunAt(TestWorkspace.Monday, "screen", ListFile("020 7946 0958"), "--list", "gb-tps", "--as-of", "2027-03-02").Errors.ShouldContain("still to come");
        place.RunAt(TestWorkspace.Monday, "screen", "/nowhere.csv", "--list", "gb-tps", "--as-of", "2026-03-02").ExitCode.ShouldBe(2);
        place.RunAt(TestWorkspace.Monday, "ask", "Ada", "call", "--json").Output.ShouldContain("1 Mar 2026");
        BringInList.Run(place.Workspace, new Actor(1, "manager"), () => Stream.Null, new ListInput("gb-tps", new NodaTime.LocalDate(2026, 3, 2), "x")).ShouldBeOfType<Result<ListBroughtIn>.Refused>();
    }

    [Theory]
    [InlineData("GB", "02079460958", 442079460958)]
    [InlineData("GB", "020 7946 0958", 442079460958)]
    [InlineData("GB", "2079460958", 442079460958)]
    [InlineData("GB", "+44 (0)20 7946 0958", 442079460958)]
    [InlineData("GB", "0044 20 7946 0958", 442079460958)]
    [InlineData("GB", "442079460958", 442079460958)]
    [InlineData("US", "(305) 555-0100", 13055550100)]
    [InlineData("US", "305,5550100", 13055550100)]
    [InlineData("US", "13055550100", 13055550100)]
    [InlineData("IT", "06 5550 0100", 390655500100)]
    [InlineData("AU", "0491570156", 61491570156)]
    public void Numbers_are_read_in_any_national_form(string country, string line, long number) =>
        ScreenFile.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(line)), country).Single().Phone.ShouldBe(number);

    [Theory]
    [InlineData("Name;Telephone Number\nMill Ltd;020 7946 0958", 442079460958)]
    [InlineData("area code,phone number\n207,9460958", null)]
    [InlineData("\"Company\",\"Phone\"\n\"Mill\",\"020 7946 0958\"", 442079460958)]
    [InlineData("Mill Ltd\t020 7946 0958", 442079460958)]
    public void Tables_are_read_by_their_column_of_numbers(string file, long? number)
    {
        var line = ScreenFile.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(file)), "GB").Single();
        if (number is not null)
            line.Phone.ShouldBe(number);
    }

    [Theory, Databases]
    public async Task Over_REST_a_list_is_brought_in_once_under_its_key(Dialect dialect)
    {
        using var place = Team(dialect);
        var admin = place.User("admin@example.com", "admin");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(admin);
        var first = await Send("+44 20 7946 0958");
        first.Status.ShouldBe(201);
        first.Body.ShouldContain("\"concerned\":1");
        // the connection was lost: sent again it says the same, and nothing is replaced
        (await Send("+44 20 7946 0958")).ShouldBe(first);
        (await Send("+44 20 7946 0999")).Status.ShouldBe(422);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from screen_lists")).ShouldBe(1);

        async Task<(int Status, string Body)> Send(string list)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/screen?list=gb-tps&asOf=2026-03-01") { Content = new StringContent(list, Encoding.UTF8, "text/csv") };
            request.Headers.Add("Idempotency-Key", "march");
            using var answer = await api.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private static TestWorkspace Team(Dialect dialect)
    {
        var place = TestWorkspace.Create(dialect, zone: "Europe/London");
        place.User("jana@example.com");
        place.RunAt(TestWorkspace.Monday, "add", "Ada, +44 20 7946 0958").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", "Ada", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        return place;
    }

    private static string? Next(TestWorkspace place) => place.Workspace.Data.Read(session => session.Scalar<string>("select channel from follow_ups"));

    private static string ListFile(string content)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("tact-list-").FullName, "list.csv");
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A file on a disk that fails after the first line.</summary>
    private sealed class Breaking : MemoryStream
    {
        private int reads;

        public Breaking() : base(Encoding.UTF8.GetBytes("+44 20 7946 0111\n"))
        {
        }

        public override int Read(Span<byte> buffer) => ++reads > 2 ? throw new IOException("The disk is gone.") : base.Read(buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
