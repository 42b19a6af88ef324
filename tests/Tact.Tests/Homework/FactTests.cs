using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Homework;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Homework;

/// <summary>METHOD E3: facts with source and date, assumptions marked, going stale, confirmed with a key, withdrawn and never changed.</summary>
public class FactTests
{
    private const string Later = "2026-10-05T08:00:00Z";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public void E3_a_fact_goes_stale_is_confirmed_and_keeps_its_history(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        var ada = place.Contact("Ada Byron", "ada@mill.example");
        var kept = Ok(KeepFact.Run(place.Workspace, jana, "ada@mill.example", new FactInput("Counts twice a year", "on the phone")));
        (kept.About, kept.AboutId, kept.LearnedOn, kept.Stale, kept.By).ShouldBe(("person", ada, "2026-03-02", false, "jana"));

        var late = place.At(Later);
        Ok(FactsOf.List(late, "ada@mill.example")).Facts.Single().Stale.ShouldBeTrue();
        var again = Ok(KeepFact.Confirm(late, jana, kept.Id));
        (again.LearnedOn, again.Stale, again.Source).ShouldBe(("2026-10-05", false, "on the phone"));
        again.Before.Single().LearnedOn.ShouldBe("2026-03-02");
        KeepFact.Confirm(late, jana, kept.Id).ShouldBeOfType<Result<FactShown>.Stale>();
        Ok(FactsOf.List(late, "ada@mill.example")).Facts.Count.ShouldBe(1);
    }

    [Theory, Databases]
    public void E3_an_assumption_is_marked_until_somebody_told(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        place.Contact("Ada Byron", "ada@mill.example");
        KeepFact.Run(place.Workspace, jana, "ada@mill.example", new FactInput("Has no budget")).ShouldBeOfType<Result<FactShown>.Invalid>().Problems.Single().Field.ShouldBe("source");
        KeepFact.Run(place.Workspace, jana, "ada@mill.example", new FactInput(" ", "me", new NodaTime.LocalDate(2026, 3, 3))).ShouldBeOfType<Result<FactShown>.Invalid>().Problems.Select(problem => problem.Field).ShouldBe(["text", "learned"]);
        var assumed = Ok(KeepFact.Run(place.Workspace, jana, "ada@mill.example", new FactInput("Has no budget", Assumption: true)));
        assumed.Assumption.ShouldBeTrue();
        KeepFact.Confirm(place.Workspace, jana, assumed.Id, known: true).ShouldBeOfType<Result<FactShown>.Invalid>();
        var still = Ok(KeepFact.Confirm(place.Workspace, jana, assumed.Id));
        still.Assumption.ShouldBeTrue();
        var known = Ok(KeepFact.Confirm(place.Workspace, jana, still.Id, "She said so", known: true));
        (known.Assumption, known.Source, known.Before.Count).ShouldBe((false, "She said so", 2));
    }

    [Theory, Databases]
    public void E3_a_withdrawn_fact_stays_on_record_with_the_reason(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        place.Contact("Ada Byron", "ada@mill.example");
        var kept = Ok(KeepFact.Run(place.Workspace, jana, "ada@mill.example", new FactInput("Counts twice a year", "on the phone")));
        KeepFact.Withdraw(place.Workspace, jana, kept.Id, " ").ShouldBeOfType<Result<FactShown>.Invalid>();
        Ok(KeepFact.Withdraw(place.Workspace, jana, kept.Id, "It is monthly now")).Withdrawn!.Why.ShouldBe("It is monthly now");
        KeepFact.Confirm(place.Workspace, jana, kept.Id).ShouldBeOfType<Result<FactShown>.Stale>();
        KeepFact.Withdraw(place.Workspace, jana, 99, "x").ShouldBeOfType<Result<FactShown>.NotFound>();
        place.Workspace.Data.Read(session => FactsOf.Person(session, place.Workspace, 1)).ShouldBeEmpty();
        Ok(FactsOf.List(place.Workspace, "ada@mill.example")).Facts.Single().Withdrawn.ShouldNotBeNull();
    }

    [Theory, Databases]
    public async Task Facts_are_kept_confirmed_and_withdrawn_in_the_browser(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect, Later);
        var jana = place.User("jana@example.com");
        place.RunAt("2026-03-02T08:00:00Z", "add", "Ada Byron, ada@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(jana);

        var form = await browser.Get("/people/1/facts/new");
        form.Page.QuerySelector("form.form p")!.TextContent.ShouldContain("Illness and family are not written here");
        var wrong = await browser.Send(form, "/people/1/facts/new", ("text", "Wants <b>figures</b>"), ("learned", "2026-12-24"), ("source", ""));
        wrong.Status.ShouldBe(422);
        wrong.Page.QuerySelector("#source")!.GetAttribute("aria-invalid").ShouldBe("true");
        wrong.Page.QuerySelector("#text")!.TextContent.ShouldBe("Wants <b>figures</b>");
        (await browser.Send(form, "/people/1/facts/new", ("text", "Wants <b>figures</b>"), ("learned", "2026-03-02"), ("source", "https://mill.example/news"))).Location.ShouldBe("/people/1");
        var about = await browser.Get("/companies/1/facts/new");
        (await browser.Send(about, "/companies/1/facts/new", ("text", "Two sites"), ("source", "javascript:alert(1)"))).Location.ShouldBe("/companies/1");

        var person = await browser.Get("/people/1");
        var facts = person.Page.QuerySelectorAll(".facts li");
        facts.Select(fact => fact.QuerySelector(".fact")!.TextContent).ShouldBe(["Two sites", "Wants <b>figures</b>"]);
        facts[0].QuerySelectorAll("small a").ShouldBeEmpty();
        facts[0].TextContent.ShouldContain("Mill Ltd");
        facts[1].QuerySelector("small a")!.GetAttribute("rel").ShouldBe("noopener noreferrer");
        facts[1].QuerySelector("button")!.GetAttribute("data-key").ShouldBe("y");
        (await browser.Get("/homework")).Page.QuerySelectorAll(".facts li").ShouldBeEmpty("nobody follows her up");
        place.RunAt(Later, "start", "ada@mill.example", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        (await browser.Get("/homework")).Page.QuerySelector(".facts .fact")!.TextContent.ShouldBe("Ada Byron: Wants <b>figures</b>");
        (await browser.Get("/homework/settings")).Status.ShouldBe(403);
        (await browser.Send(person, "/facts/1/confirm")).Location.ShouldBe("/people/1");
        (await browser.Get("/people/1")).Page.QuerySelectorAll(".facts button").ShouldBeEmpty();
        (await browser.Get("/companies/1")).Page.QuerySelector(".facts")!.TextContent.ShouldContain("Two sites");

        var one = await browser.Get("/facts/3");
        one.Page.QuerySelector(".sheet")!.TextContent.ShouldContain("Before: 2 Mar 2026");
        (await browser.Send(one, "/facts/3/withdraw", ("why", ""))).Status.ShouldBe(422);
        (await browser.Send(one, "/facts/3/withdraw", ("why", "Somebody else does"))).Location.ShouldBe("/people/1");
        (await browser.Get("/people/1")).Page.QuerySelectorAll(".facts li").Length.ShouldBe(1);
        (await browser.Get("/facts/3")).Page.QuerySelectorAll("form[action^='/facts']").ShouldBeEmpty();
        (await browser.Get("/facts/99")).Status.ShouldBe(404);
    }

    [Theory, Databases]
    public async Task Facts_are_kept_by_REST_and_by_command_and_travel_with_the_data(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var admin = place.User("admin@example.com", "admin");
        var jana = place.User("jana@example.com");
        place.RunAt(TestWorkspace.Monday, "add", "Ada Byron, ada@mill.example", "--company", "Mill Ltd").ExitCode.ShouldBe(0);
        await using (var server = await TestServer.Start(place))
        {
            using var api = server.Api(jana);
            var kept = await Sent(await api.PostAsJsonAsync("/api/v1/contacts/1/facts", new { text = "Counts twice a year", source = "on the phone", learnedOn = "2026-01-15" }, Stop), 201);
            (kept.GetProperty("learnedOn").GetString(), kept.GetProperty("by").GetString()).ShouldBe(("2026-01-15", "jana"));
            await Sent(await api.PostAsJsonAsync("/api/v1/companies/1/facts", new { text = "Two sites", assumption = true }, Stop), 200);
            (await Sent(await api.PostAsJsonAsync("/api/v1/facts/1/confirm", new { source = "by mail" }, Stop), 200)).GetProperty("before").GetArrayLength().ShouldBe(1);
            await Sent(await api.PostAsJsonAsync("/api/v1/facts/1/confirm", new { }, Stop), 409);
            await Sent(await api.PostAsJsonAsync("/api/v1/homework/settings", new { factDays = 30 }, Stop), 403);
            var list = await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts/1/facts", Stop);
            list.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("text").GetString()).ShouldBe(["Counts twice a year", "Two sites"]);
            (await api.GetStringAsync("/api/v1/openapi.json", Stop)).ShouldContain("/api/v1/facts/{id}/withdraw");
            using var chief = server.Api(admin);
            await Sent(await chief.PostAsJsonAsync("/api/v1/homework/settings", new { factDays = 3 }, Stop), 400);
            (await Sent(await chief.PostAsJsonAsync("/api/v1/homework/settings", new { factDays = 30 }, Stop), 200)).GetProperty("factDays").GetInt32().ShouldBe(30);
        }

        place.Run("fact", "add", "Mill Ltd", "Makes flour", "--company", "--source", "their web site", "--by", "jana@example.com", "--json").Json.GetProperty("about").GetString().ShouldBe("company");
        place.Run("fact", "confirm", "4", "--json").Json.GetProperty("learnedOn").GetString().ShouldBe(LocalToday());
        place.Run("fact", "withdraw", "2", "--why", "Three sites").ExitCode.ShouldBe(0);
        place.Run("fact", "list", "ada@mill.example").Output.ShouldContain("withdrawn: Three sites");
        place.Run("fact", "list", "Nobody Ltd", "--company").ExitCode.ShouldBe(3);

        var file = Path.Combine(Path.GetTempPath(), $"tact-facts-{Guid.NewGuid():N}.json");
        try
        {
            place.Run("export", file).ExitCode.ShouldBe(0);
            using var whole = JsonDocument.Parse(await File.ReadAllTextAsync(file, Stop));
            whole.RootElement.GetProperty("contacts")[0].GetProperty("homework").GetProperty("facts").GetArrayLength().ShouldBe(2);
            whole.RootElement.GetProperty("companies")[0].GetProperty("homework").GetProperty("facts").GetArrayLength().ShouldBe(3);
        }
        finally
        {
            File.Delete(file);
        }

        var own = Tact.Exports.ExportPerson.Run(place.Workspace, admin, 1).ShouldBeOfType<Result<byte[]>.Ok>().Value;
        JsonDocument.Parse(own).RootElement.GetProperty("contact").GetProperty("homework").GetProperty("facts")[0].GetProperty("text").GetString().ShouldBe("Counts twice a year");
        place.Workspace.Data.Write(session => HomeworkOf.Forget(session, 1));
        place.Run("fact", "list", "ada@mill.example", "--json").Json.GetProperty("facts").GetArrayLength().ShouldBe(2);
        place.Run("doctor").ExitCode.ShouldBe(0);

        static string LocalToday() => NodaTime.Text.LocalDatePattern.Iso.Format(NodaTime.SystemClock.Instance.GetCurrentInstant().InZone(NodaTime.DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date);
    }

    internal static T Ok<T>(Result<T> result) => result is Result<T>.Ok ok ? ok.Value : throw new InvalidOperationException(result is Result<T>.Invalid wrong ? string.Join("; ", wrong.Problems) : result.ToString());

    internal static async Task<JsonElement> Sent(HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Stop);
            ((int)answer.StatusCode).ShouldBe(status, text);
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
