using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tact.Accounts;
using Tact.Core.Library;
using Tact.Library;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Library;

/// <summary>METHOD B5, A7 and D: what is offered to whom, what was given, and what came after.</summary>
public class GivingTests
{
    [Theory, Databases]
    public void What_fits_is_offered_with_its_reasons_and_never_twice(Dialect dialect)
    {
        using var place = Place(dialect);
        Add(place, "Counting at night", "--topics", "night shifts");
        Add(place, "Old count", "--topics", "night shifts", "--fresh-until", "2026-02-01");
        Add(place, "The checklist", "--industries", "food retail");
        Add(place, "Weather", "--topics", "weather");
        Log(place, "2026-03-02T10:00:00Z", "call", "spoke", "--note", "How do others do night shifts?", "--next", "they did not say");

        var found = Suggest(place);
        Titles(found).ShouldBe(["Counting at night", "The checklist"]);
        found.GetProperty("suggestions")[0].GetProperty("why")[0].GetString().ShouldBe("night shifts: they said “How do others do night shifts?”");
        found.GetProperty("suggestions")[1].GetProperty("why")[0].GetString().ShouldBe("for their trade: Food retail");
        found.GetProperty("stale")[0].GetProperty("title").GetString().ShouldBe("Old count");

        // typed by hand, in other letters
        Log(place, "2026-03-03T10:00:00Z", "email", "sent", "--offer", "COUNTING  at night");
        Titles(Suggest(place)).ShouldBe(["The checklist"]);
        // called otherwise since, it is still the same thing
        place.RunAt("2026-03-03T10:00:00Z", "library", "change", "Counting at night", "--title", "Nights").ExitCode.ShouldBe(0);
        Titles(Suggest(place)).ShouldBe(["The checklist"]);
        Suggest(place).GetProperty("givenAlready").GetInt32().ShouldBe(1);
        place.Run("library", "archive", "The checklist").ExitCode.ShouldBe(0);
        var nothing = Suggest(place);
        nothing.GetProperty("suggestions").GetArrayLength().ShouldBe(0);
        nothing.GetProperty("lookFor")[0].GetString().ShouldBe("An answer to their own words: “How do others do night shifts?”");
        place.Run("library", "suggest", "Grace").Output.ShouldContain("Nothing in the library fits. Look for:");
        place.RunAt("2026-03-04T10:00:00Z", "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void What_is_held_in_memory_takes_up_what_others_changed(Dialect dialect)
    {
        using var place = Place(dialect);
        var held = place.Workspace;
        Found(held).ShouldBeEmpty();
        Add(place, "Retail one", "--industries", "food retail");
        Found(held).ShouldBe(["Retail one"]);
        place.Run("library", "change", "Retail one", "--industries", "steel").ExitCode.ShouldBe(0);
        Found(held).ShouldBeEmpty();
        Add(place, "Retail two", "--industries", "retail");
        place.Run("library", "archive", "Retail two").ExitCode.ShouldBe(0);
        Found(held).ShouldBeEmpty();
        place.Run("library", "archive", "Retail two", "--back").ExitCode.ShouldBe(0);
        Found(held).ShouldBe(["Retail two"]);

        static IEnumerable<string> Found(Workspace workspace) => ((Result<SuggestionsShown>.Ok)SuggestFor.Run(workspace, Actor.CommandLine, "Grace")).Value.Suggestions.Select(one => one.Title);
    }

    [Theory, Databases]
    public void A_gift_is_undone_with_its_touch_and_not_given_when_nothing_reached_them(Dialect dialect)
    {
        using var place = Place(dialect);
        Add(place, "The checklist", "--industries", "food retail");
        Gifts(place).ShouldBe("");
        Log(place, "2026-03-02T10:00:00Z", "call", "no-answer", "--offer", "The checklist");
        Gifts(place).ShouldBe("", "a silent ring uses nothing up");
        var sent = Log(place, "2026-03-02T11:00:00Z", "email", "sent", "--offer", "the checklist");
        Gifts(place).ShouldBe("1 of 1, no answer");
        place.RunAt("2026-03-02T11:01:00Z", "undo").ExitCode.ShouldBe(0);
        Gifts(place).ShouldBe("");
        sent = Log(place, "2026-03-02T12:00:00Z", "call", "voicemail", "--offer", "The checklist");
        place.RunAt("2026-03-02T12:01:00Z", "correct", sent.ToString(CultureInfo.InvariantCulture), "--outcome", "no-answer").ExitCode.ShouldBe(0);
        Gifts(place).ShouldBe("");
        Log(place, "2026-03-03T12:00:00Z", "email", "sent", "--offer", "The checklist");
        Log(place, "2026-03-03T12:01:00Z", "email", "bounced");
        Gifts(place).ShouldBe("");
        Log(place, "2026-03-05T12:00:00Z", "letter", "sent", "--offer", "The checklist");
        Log(place, "2026-03-09T12:00:00Z", "call", "spoke", "--in", "--next", "they did not say");
        Gifts(place).ShouldBe("1 of 1, answered");
        place.RunAt("2026-03-09T12:01:00Z", "undo").ExitCode.ShouldBe(0);
        Gifts(place).ShouldBe("1 of 1, no answer");
        place.RunAt("2026-03-10T12:00:00Z", "doctor").ExitCode.ShouldBe(0);
        // a difference is found
        place.Workspace.Data.Write(session => session.Execute("update asset_gifts set answered_at = 5"));
        place.RunAt("2026-03-10T12:00:00Z", "doctor", "--json").Output.ShouldContain("\"gift\"");
    }

    [Theory, Databases]
    public void A_meeting_with_two_gives_it_to_both_and_what_was_given_before_it_was_in_the_library_is_not_counted(Dialect dialect)
    {
        using var place = Place(dialect);
        place.RunAt(TestWorkspace.Monday, "add", "Hal, hal@mill.example").ExitCode.ShouldBe(0);
        Log(place, "2026-03-02T10:00:00Z", "call", "voicemail", "--offer", "The checklist");
        place.RunAt("2026-03-03T10:00:00Z", "library", "add", "The checklist", "--kind", "case", "--does", "x", "--industries", "food retail").ExitCode.ShouldBe(0);
        Log(place, "2026-03-04T10:00:00Z", "meeting", "met", "--with", "Hal", "--offer", "Something else", "--next", "they did not say");
        Gifts(place).ShouldBe("");
        Titles(Suggest(place)).ShouldBeEmpty("it was given all the same");
        Log(place, "2026-03-05T10:00:00Z", "meeting", "met", "--with", "Hal", "--offer", "The checklist", "--next", "they did not say");
        Gifts(place).ShouldBe("2 of 2, no answer");
        place.RunAt("2026-03-06T10:00:00Z", "doctor").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void What_came_after_is_counted_over_those_who_have_had_it_for_thirty_days(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        place.User("kim@example.com");
        Add(place, "The checklist");
        for (var i = 0; i < 12; i++)
        {
            place.RunAt(TestWorkspace.Monday, "add", $"Person {i}, p{i}@mill.example").ExitCode.ShouldBe(0);
            // the last two have it for a day only
            place.RunAt(i < 10 ? "2026-03-02T10:00:00Z" : "2026-04-02T10:00:00Z", "log", $"p{i}@mill.example", "email", "sent", "--by", "kim@example.com", "--offer", "The checklist").ExitCode.ShouldBe(0);
            if (i < 3)
                place.RunAt("2026-03-20T10:00:00Z", "log", $"p{i}@mill.example", "email", "replied", "--by", "kim@example.com", "--next", "they did not say").ExitCode.ShouldBe(0);
            if (i == 3)
                place.RunAt("2026-04-02T10:00:00Z", "log", $"p{i}@mill.example", "email", "replied", "--by", "kim@example.com", "--next", "they did not say").ExitCode.ShouldBe(0);
        }

        place.RunAt("2026-03-25T10:00:00Z", "library", "show", "1").Output.ShouldContain("too few to say");
        var shown = place.RunAt("2026-04-03T10:00:00Z", "library", "show", "1", "--json").Json.GetProperty("answers");
        (shown.GetProperty("given").GetInt32(), shown.GetProperty("waited").GetInt32(), shown.GetProperty("answered").GetInt32()).ShouldBe((12, 10, 3));
        (shown.GetProperty("share").GetDouble(), shown.GetProperty("low").GetDouble(), shown.GetProperty("high").GetDouble()).ShouldBe((0.3, 0.108, 0.603));
        shown.GetProperty("words").GetString().ShouldBe("Given to 12 people. Of the 10 who have had it for thirty days, 3 talked with us or answered within them: 30 %, with a 95 % interval from 11 % to 60 %.");
        place.RunAt("2026-04-03T10:00:00Z", "library", "list").Output.ShouldContain(LibraryWords.NoProof);
    }

    [Theory, Databases]
    public async Task Over_REST_an_asset_is_given_by_its_number(Dialect dialect)
    {
        using var place = Place(dialect);
        Add(place, "The checklist", "--industries", "food retail");
        await using var server = await TestServer.Start(place);
        using var api = server.Api(place.Workspace.Data.Read(session => new Actor(session.Scalar<long>("select id from users where email_key = 'kim@example.com'"), "seller")));
        var stop = TestContext.Current.CancellationToken;
        var suggested = await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts/Grace/suggestions", stop);
        var id = suggested.GetProperty("suggestions")[0].GetProperty("id").GetInt64();
        ((int)(await api.PostAsJsonAsync("/api/v1/touches", new { contact = "Grace", channel = "call", outcome = "voicemail", assetId = 99 }, stop)).StatusCode).ShouldBe(404);
        ((int)(await api.PostAsJsonAsync("/api/v1/touches", new { contact = "Grace", channel = "call", outcome = "voicemail", assetId = id, offer = "Another thing" }, stop)).StatusCode).ShouldBe(400);
        var given = await api.PostAsJsonAsync("/api/v1/touches", new { contact = "Grace", channel = "call", outcome = "voicemail", assetId = id }, stop);
        ((int)given.StatusCode).ShouldBe(201);
        (await given.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("touch").GetProperty("offer").GetString().ShouldBe("The checklist");
        Gifts(place).ShouldBe("1 of 1, no answer");
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/contacts/Grace/suggestions", stop)).GetProperty("suggestions").GetArrayLength().ShouldBe(0);
    }

    [Theory, Databases]
    public void D_illness_is_for_the_owner_and_a_stop_ends_all_offers(Dialect dialect)
    {
        using var place = Place(dialect);
        place.User("lea@example.com");
        Add(place, "The checklist", "--industries", "food retail");
        Add(place, "Get-well card", "--kind-for", "D1");
        place.RunAt(TestWorkspace.Monday, "pause", "Grace", "--reason", "ill").ExitCode.ShouldBe(0);
        Titles(Suggest(place, "--by", "kim@example.com")).ShouldBe(["Get-well card"]);
        var colleague = Suggest(place, "--by", "lea@example.com");
        Titles(colleague).ShouldBeEmpty();
        colleague.GetRawText().ShouldNotContain("ill");
        Log(place, "2026-03-03T10:00:00Z", "call", "opt-out");
        Suggest(place).GetProperty("quiet").GetString().ShouldBe("They asked never to be contacted again. Nothing is brought.");
    }

    /// <summary>Grace of Mill Ltd, food retail, followed up by Kim.</summary>
    private static TestWorkspace Place(Dialect dialect)
    {
        var place = TestWorkspace.Create(dialect);
        place.User("kim@example.com");
        place.RunAt(TestWorkspace.Monday, "add", "Grace, grace@mill.example, Mill Ltd").ExitCode.ShouldBe(0);
        place.Workspace.Data.Write(session => session.Execute("update companies set industry = 'Food retail'"));
        place.RunAt(TestWorkspace.Monday, "start", "Grace", "--owner", "kim@example.com").ExitCode.ShouldBe(0);
        return place;
    }

    private static void Add(TestWorkspace place, string title, params string[] words) => place.RunAt(TestWorkspace.Monday, ["library", "add", title, "--kind", Kinds[title.Length % Kinds.Length], "--does", "Helps.", .. words]).ExitCode.ShouldBe(0);

    private static readonly string[] Kinds = ["article", "case", "card"];

    private static long Log(TestWorkspace place, string now, params string[] words)
    {
        var logged = place.RunAt(now, ["log", "Grace", .. words, "--json"]);
        logged.ExitCode.ShouldBe(0, logged.Errors);
        return logged.Json.GetProperty("touch").GetProperty("id").GetInt64();
    }

    private static JsonElement Suggest(TestWorkspace place, params string[] words)
    {
        var run = place.RunAt("2026-03-06T10:00:00Z", ["library", "suggest", "Grace", .. words, "--json"]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Json;
    }

    private static List<string?> Titles(JsonElement found) => [.. found.GetProperty("suggestions").EnumerateArray().Select(one => one.GetProperty("title").GetString())];

    private static string Gifts(TestWorkspace place) => place.Workspace.Data.Read(session => string.Join("; ", session.Query<(long Asset, long People, long Gifts, long Answered)>(
        "select asset_id, count(distinct contact_id), count(*), count(answered_at) from asset_gifts group by asset_id").Select(row => $"{row.People} of {row.Gifts}, {(row.Answered == row.Gifts ? "answered" : "no answer")}")));
}
