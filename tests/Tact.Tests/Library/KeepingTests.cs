using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Library;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Library;

/// <summary>METHOD B5: the library is filled by hand, by file and by program, and never half.</summary>
public class KeepingTests
{
    [Theory, Databases]
    public void Something_is_added_found_changed_put_away_and_taken_out_again(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var added = place.Run("library", "add", "The Prüfliste", "--kind", "article", "--does", "Saves an hour at each count.", "--topics", "stock counting; night shifts", "--industries", "food retail", "--language", "Deutsch", "--fresh-until", "2026-06-30", "--kind-for", "D6, busy", "--json");
        added.ExitCode.ShouldBe(0, added.Errors);
        added.Json.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()).ShouldBe(["stock counting", "night shifts"]);
        added.Json.GetProperty("language").GetString().ShouldBe("de");
        added.Json.GetProperty("kindFor").EnumerateArray().Select(reason => reason.GetString()).ShouldBe(["review", "busy"]);

        Found(place, "pruefl").ShouldBe("The Prüfliste");
        Found(place, "LISTE", "night").ShouldBe("The Prüfliste");
        Found(place, "hour at", "fo").ShouldBe("The Prüfliste");
        Found(place, "listen").ShouldBe("");
        Found(place, "zz").ShouldBe("");
        var changed = place.Run("library", "change", "the pruefliste", "--title", "The list", "--topics", "", "--json");
        changed.ExitCode.ShouldBe(0, changed.Errors);
        changed.Json.GetProperty("does").GetString().ShouldBe("Saves an hour at each count.");
        Found(place, "pruefl").ShouldBe("", "what is not there any more is not found any more");
        Found(place, "night").ShouldBe("");
        Found(place, "The list").ShouldBe("The list");

        place.Run("library", "archive", "The list").ExitCode.ShouldBe(0);
        Listed(place).ShouldBe("");
        Listed(place, "--archived").ShouldBe("The list");
        Found(place, "The list").ShouldBe("The list", "a search finds what is put away, too, and says so");
        place.Run("library", "archive", "The list", "--back").ExitCode.ShouldBe(0);
        Listed(place).ShouldBe("The list");
        place.Run("doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void The_list_is_narrowed_by_kind_topic_language_and_what_is_stale(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        Add(place, "One", "--kind", "article", "--topics", "stock", "--language", "de");
        Add(place, "Two", "--kind", "case", "--topics", "stock, Prüfung", "--fresh-until", "2026-03-01");
        Add(place, "Three", "--kind", "case", "--topics", "stock_", "--fresh-until", "2026-03-02");
        Listed(place).ShouldBe("Three Two One");
        Listed(place, "--kind", "case").ShouldBe("Three Two");
        Listed(place, "--topic", "Stock").ShouldBe("Two One");
        Listed(place, "--topic", "PRUEFUNG").ShouldBe("Two");
        Listed(place, "--language", "German").ShouldBe("One");
        place.RunAt(TestWorkspace.Monday, "library", "list", "--stale", "--json").Json.GetProperty("assets").EnumerateArray().ShouldHaveSingleItem().GetProperty("title").GetString().ShouldBe("Two");
        place.Run("library", "list", "--kind", "gift").ExitCode.ShouldBe(2);
    }

    [Theory, Databases]
    public void What_cannot_be_used_says_why_and_keeps_nothing(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        Add(place, "Straße", "--kind", "article");
        foreach (var (words, field) in new (string[] Words, string Field)[]
        {
            (["STRASSE", "--kind", "article", "--does", "x"], "title"), (["A", "--does", "x"], "kind"), (["A", "--kind", "thing", "--does", "x"], "kind"), (["A", "--kind", "case"], "does"),
            (["A", "--kind", "case", "--does", "x", "--link", "javascript:alert(1)"], "link"), (["A", "--kind", "case", "--does", "x", "--link", "example.com"], "link"), (["A", "--kind", "case", "--does", "x", "--link", "file:///etc/passwd"], "link"),
            (["A", "--kind", "case", "--does", "x", "--fresh-until", "soon"], "fresh-until"), (["A", "--kind", "case", "--does", "x", "--language", "Klingon"], "language"), (["A", "--kind", "case", "--does", "x", "--kind-for", "D9"], "kind-for"),
            ([new string('a', 201), "--kind", "case", "--does", "x"], "title"), (["A", "--kind", "case", "--does", "x", "--file", "/nowhere"], "file"),
        })
        {
            var refused = place.Run(["library", "add", .. words, "--json"]);
            refused.ExitCode.ShouldBe(2, string.Join(' ', words));
            refused.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("field").GetString()).ShouldContain(field);
        }

        Listed(place).ShouldBe("Straße");
    }

    [Theory, Databases]
    public void A_file_with_mistakes_keeps_nothing_and_names_each_and_the_same_file_again_changes_nothing(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        Add(place, "Known", "--kind", "case");
        var wrong = Import(place, "Title,Kind,Does,Fresh until\nFine,article,Helps,2026-05-01\nKnown,thing,Helps,\n,case,x,\nFine,case,x,\n\nLate,case,,never\n");
        wrong.ExitCode.ShouldBe(2);
        wrong.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("field").GetString()).ShouldBe(["line 3, kind", "line 4, title", "line 5, title", "line 7, does", "line 7, fresh-until"]);
        Listed(place).ShouldBe("Known");

        const string good = "sep=;\r\nTitel;Art;Nutzen;Themen;Sprache\r\nKnown;insight;Says more;\"counts, shifts\";de\r\nÄpfel;article;Tells of apples;;\r\n";
        var brought = Import(place, good);
        brought.ExitCode.ShouldBe(0, brought.Errors + brought.Output);
        (Number(brought, "added"), Number(brought, "changed"), Number(brought, "unchanged")).ShouldBe((1, 1, 0));
        var again = Import(place, good);
        (Number(again, "added"), Number(again, "changed"), Number(again, "unchanged")).ShouldBe((0, 0, 2));
        Found(place, "aepfel").ShouldBe("Äpfel");
        var known = place.Run("library", "show", "known", "--json").Json;
        known.GetProperty("kind").GetString().ShouldBe("insight");
        known.GetProperty("topics").GetArrayLength().ShouldBe(2);
        // an empty cell leaves what is known
        Import(place, "title,does,topics\nKnown,Says less,\n").ExitCode.ShouldBe(0);
        place.Run("library", "show", "known", "--json").Json.GetProperty("topics").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004zip")]
    [InlineData("name of it,kind of it\na,b\n")]
    [InlineData("title,kind,does\n")]
    [InlineData("title,titel,kind\na,b,case\n")]
    public void What_is_no_list_of_assets_is_refused(string content)
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var refused = Import(place, content);
        refused.ExitCode.ShouldBe(2);
        refused.Json.GetProperty("problems")[0].GetProperty("field").GetString().ShouldBe("file");
    }

    [Theory]
    [InlineData("title,kind,does\nOne,case,x\nTwo,case,\"never closed\nThree,case,x\n", 0, "A quotation mark is not closed near line 3.")]
    [InlineData("title,kind,does\nOne,case,x\nTwo,case,\"", 2_000_000, "A quotation mark is not closed near line 3.")]
    [InlineData("\"title,kind,does\n", 0, "A quotation mark is not closed near line 1.")]
    [InlineData("\"title,kind,does\n", 2_000_000, "A quotation mark is not closed near line 1.")]
    [InlineData("title,kind,does\nOne,case,x", 4 * 1024 * 1024, "A file may have 4 MB. Divide it.")]
    public void A_file_that_cannot_be_read_to_its_end_says_why(string content, int more, string why)
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        Why(place, content + new string('x', more)).ShouldBe(why);
        Listed(place).ShouldBe("");
    }

    [Fact]
    public void A_file_with_too_many_rows_or_columns_is_not_read_any_further()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var rows = string.Concat(Enumerable.Range(0, ImportAssets.MostRows + 1).Select(i => $"Number {i},case,x\n"));
        // below the row too many stands what would be another mistake
        Why(place, $"title,kind,does\n{rows}Broken,case,\"never closed\n").ShouldBe("The file has more than 2,000 rows, and so many can be brought in at once. Divide it.");
        Why(place, $"title,kind,does{string.Concat(Enumerable.Range(0, 98).Select(i => $",more {i}"))}\nOne,case,x\n").ShouldBe("The first line has more than 100 columns. Leave out those that are not needed.");
        Why(place, $"title,kind,does\nOne,case,x{new string(',', 98)}\n").ShouldBe("Line 2 has more than 100 columns. Leave out those that are not needed.");

        var wide = Encoding.UTF8.GetBytes("title,kind,does\n" + string.Concat(Enumerable.Repeat("a,,,,,,,,,,,,,,\n", 250_000)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssetFileReader.Read(wide).ShouldBeOfType<Result<List<AssetLine>>.Invalid>();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10L * wide.Length);
    }

    private static string Why(TestWorkspace place, string content)
    {
        var refused = Import(place, content);
        refused.ExitCode.ShouldBe(2, refused.Errors);
        var problem = refused.Json.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem();
        problem.GetProperty("field").GetString().ShouldBe("file");
        return problem.GetProperty("text").GetString()!;
    }

    [Theory, Databases]
    public void Sellers_change_what_they_added_and_managers_everything(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (kim, lea, boss) = (place.User("kim@example.com"), place.User("lea@example.com"), place.User("boss@example.com", "manager"));
        var id = Value(SaveAsset.Run(place.Workspace, kim, null, new AssetInput { Title = "One", Kind = "case", Does = "x" })).Id;
        SaveAsset.Run(place.Workspace, lea, id, new AssetInput { Does = "y" }).ShouldBeOfType<Result<AssetShown>.Refused>().Rule.ShouldBe("role");
        ArchiveAsset.Run(place.Workspace, lea, "One").ShouldBeOfType<Result<AssetShown>.Refused>();
        AssetContent.Keep(place.Workspace, lea, id, "a.txt", null, [1]).ShouldBeOfType<Result<AssetFile>.Refused>();
        ImportAssets.Run(place.Workspace, lea, Encoding.UTF8.GetBytes("title,does\nOne,y\nTwo,z\n")).ShouldBeOfType<Result<AssetsImported>.Invalid>().Problems[0].Field.ShouldBe("line 2, title");
        Value(SaveAsset.Run(place.Workspace, kim, id, new AssetInput { Does = "y" })).Does.ShouldBe("y");
        Value(SaveAsset.Run(place.Workspace, boss, id, new AssetInput { Does = "z" })).Does.ShouldBe("z");
        Value(ShowAsset.Run(place.Workspace, lea, "One")).MayChange.ShouldBeFalse();
    }

    [Theory, Databases]
    public async Task Over_REST_it_is_filled_and_a_file_comes_back_only_as_a_download(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var kim = place.User("kim@example.com");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(kim);
        var stop = TestContext.Current.CancellationToken;
        var added = await api.PostAsJsonAsync("/api/v1/library", new { title = "One page", kind = "answer", does = "Answers the board.", topics = new[] { "board", "budget" } }, stop);
        ((int)added.StatusCode).ShouldBe(201);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("id").GetInt64();
        ((int)(await api.PostAsJsonAsync("/api/v1/library", new { title = "one PAGE", kind = "answer", does = "x" }, stop)).StatusCode).ShouldBe(400);
        (await Json(await api.PatchAsJsonAsync($"/api/v1/library/{id}", new { freshUntil = "2026-04-01" }, stop))).GetProperty("topics").GetArrayLength().ShouldBe(2);

        var kept = await api.PutAsync($"/api/v1/library/{id}/file?name=..%2Fpage.html", new StringContent("<script>alert(1)</script>", Encoding.UTF8, "text/html"), stop);
        (await Json(kept)).GetProperty("name").GetString().ShouldBe("page.html");
        var file = await api.GetAsync($"/api/v1/library/{id}/file", stop);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await file.Content.ReadAsStringAsync(stop)).ShouldBe("<script>alert(1)</script>");
        ((int)(await api.PutAsync($"/api/v1/library/{id}/file", new ByteArrayContent(new byte[(15 * 1024 * 1024) + 1]), stop)).StatusCode).ShouldBe(400);
        ((int)(await api.GetAsync("/api/v1/library/999/file", stop)).StatusCode).ShouldBe(404);

        ((int)(await api.PostAsync("/api/v1/library/import", new StringContent("title,kind,does\nTwo,case,x\n", Encoding.UTF8, "text/csv"), stop)).StatusCode).ShouldBe(201);
        ((int)(await api.PostAsync("/api/v1/library/import", new StringContent("title,kind,does\nThree,thing,x\n", Encoding.UTF8, "text/csv"), stop)).StatusCode).ShouldBe(400);
        (await Json(await api.GetAsync("/api/v1/library?q=board", stop))).GetProperty("assets").GetArrayLength().ShouldBe(1);
        (await Json(await api.PostAsJsonAsync($"/api/v1/library/{id}/archive", new { }, stop))).GetProperty("archived").GetBoolean().ShouldBeTrue();
        (await Json(await api.PostAsJsonAsync($"/api/v1/library/{id}/restore", new { }, stop))).GetProperty("archived").GetBoolean().ShouldBeFalse();
        (await Json(await api.GetAsync("/api/v1/library?show=all&limit=1", stop))).GetProperty("more").ValueKind.ShouldBe(JsonValueKind.Number);

        async Task<JsonElement> Json(HttpResponseMessage response)
        {
            ((int)response.StatusCode).ShouldBe(200);
            return await response.Content.ReadFromJsonAsync<JsonElement>(stop);
        }
    }

    private static T Value<T>(Result<T> result) => result.ShouldBeOfType<Result<T>.Ok>().Value;

    private static int Number(CommandRun run, string field) => run.Json.GetProperty(field).GetInt32();

    private static string Found(TestWorkspace place, params string[] words) => Titles(place.Run(["library", "search", .. words, "--json"]));

    private static string Listed(TestWorkspace place, params string[] words) => Titles(place.Run(["library", "list", .. words, "--json"]));

    private static string Titles(CommandRun run) => string.Join(' ', run.Json.GetProperty("assets").EnumerateArray().Select(asset => asset.GetProperty("title").GetString()));

    private static void Add(TestWorkspace place, string title, params string[] words) => place.Run(["library", "add", title, "--does", "Helps.", .. words]).ExitCode.ShouldBe(0);

    private static CommandRun Import(TestWorkspace place, string content)
    {
        var path = Path.Combine(Path.GetTempPath(), $"tact-test-{Guid.NewGuid():n}.csv");
        File.WriteAllText(path, content);
        try
        {
            return place.Run("library", "import", path, "--json");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
