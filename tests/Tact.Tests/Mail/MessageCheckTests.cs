using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tact.Messages;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>METHOD B5 to B9, F1 to F4: a text is looked at, on the command line, over REST and on its page; the team sets the rules.</summary>
public class MessageCheckTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public void The_record_tells_what_is_wrong_for_this_person(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        place.RunAt(TestWorkspace.Monday, "add", "Dana Berg, dana@borealis.example, Borealis").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "add", "Omar Haddad, omar@cedar.example, Cedar Clinics").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "start", "Dana Berg", "--owner", "jana@example.com").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "log", "Dana Berg", "call", "voicemail", "--offer", "count checklist").ExitCode.ShouldBe(0);

        var found = Look("Hi Omar,\n\nAs we discussed, here is the count checklist. How are things at Cedar Clinics? The 12th would suit.\n\nJana");
        found.Verdict.ShouldBe("annoying");
        found.Findings.Select(one => one.Rule).ShouldBe(["wrong_name", "false_familiarity", "already_given", "wrong_company"], ignoreOrder: true, $"{string.Join(", ", found.Findings.Select(one => one.Rule))}");
        var name = found.Findings.Single(one => one.Rule == "wrong_name");
        (name.Text, name.Start, name.Length, name.Better).ShouldBe(("Omar", 3, 4, "Dana"));

        Look("Hi Dana,\n\nYour count is in August. The floor plan from Linz is below. Would it help?\n\nJana").Findings.Select(one => one.Rule).ShouldBe([]);
        place.RunAt(TestWorkspace.Monday, "log", "Dana Berg", "email", "opt-out").ExitCode.ShouldBe(0);
        Look("Hi Dana,\n\nYour count is in August. The floor plan from Linz is below. Would it help?\n\nJana").Findings.Select(one => one.Rule).ShouldBe(["opted_out"]);

        TextChecked Look(string text) => CheckText.Run(place.Workspace, jana, new TextToCheck(text, Contact: "Dana Berg")).ShouldBeOfType<Result<TextChecked>.Ok>().Value;
    }

    [Theory, Databases]
    public void A_team_sets_rules_and_adds_words_of_its_own(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var jana = place.User("jana@example.com");
        var admin = place.User("ada@example.com", "admin");
        const string text = "Hi Dana,\n\nJust checking in: the list for your count is below. Shall I ping you on the 12th?\n\nJana";
        Rules(text).ShouldBe(["stale_phrase"]);
        TeamTuning.Set(place.Workspace, jana, "stale_phrase", "off", null).ShouldBeOfType<Result<RuleShown>.Refused>();
        TeamTuning.Set(place.Workspace, admin, "stale_phrase", "off", null).ShouldBeOfType<Result<RuleShown>.Ok>();
        Rules(text).ShouldBe([]);
        TeamTuning.Set(place.Workspace, admin, "hype", "improve", "ping you = tell you\nsmashing*").ShouldBeOfType<Result<RuleShown>.Ok>().Value.Phrases.Count.ShouldBe(2);
        var found = CheckText.Run(place.Workspace, jana, new TextToCheck(text)).ShouldBeOfType<Result<TextChecked>.Ok>().Value;
        found.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Rule.ShouldBe("hype"), one => one.Severity.ShouldBe("improve"), one => one.Better.ShouldBe("tell you"));
        TeamTuning.Set(place.Workspace, admin, "hype", "improve", "(ping").ShouldBeOfType<Result<RuleShown>.Invalid>().Problems[0].Text.ShouldContain("Write plain words");
        TeamTuning.Set(place.Workspace, admin, "hype", "loud", null).ShouldBeOfType<Result<RuleShown>.Invalid>();
        TeamTuning.Set(place.Workspace, admin, "no_such_rule", "off", null).ShouldBeOfType<Result<RuleShown>.NotFound>();
        TeamTuning.Set(place.Workspace, admin, "stale_phrase", "improve", null).ShouldBeOfType<Result<RuleShown>.Ok>();
        TeamTuning.Set(place.Workspace, admin, "hype", "annoying", null).ShouldBeOfType<Result<RuleShown>.Ok>();
        Rules(text).ShouldBe(["stale_phrase"]);

        IEnumerable<string> Rules(string words) => CheckText.Run(place.Workspace, jana, new TextToCheck(words)).ShouldBeOfType<Result<TextChecked>.Ok>().Value.Findings.Select(one => one.Rule);
    }

    [Fact]
    public async Task The_contract_is_the_same_on_the_command_line_and_over_REST()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var jana = place.User("jana@example.com");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "Subject: just checking in\nHi Dana,\n\nAny thoughts on my last email?\n\nKim", Stop);
        var lint = place.RunAt(TestWorkspace.Monday, "lint", file, "--kind", "email", "--json");
        File.Delete(file);
        lint.ExitCode.ShouldBe(0);
        Contract(lint.Json);
        place.RunAt(TestWorkspace.Monday, "lint", "no-such-file").ExitCode.ShouldBe(2);

        await using var server = await TestServer.Start(place);
        using var api = server.Api(jana);
        var answer = await api.PostAsJsonAsync("/api/v1/messages/check", new { kind = "email", subject = "just checking in", text = "Hi Dana,\n\nAny thoughts on my last email?\n\nKim" }, Stop);
        ((int)answer.StatusCode).ShouldBe(200);
        Contract(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement);
        ((int)(await api.PostAsJsonAsync("/api/v1/messages/check", new { kind = "poem", text = "" }, Stop)).StatusCode).ShouldBe(400);
        ((int)(await api.PostAsJsonAsync("/api/v1/messages/rules", new { rule = "hype", set = "off" }, Stop)).StatusCode).ShouldBe(403);

        static void Contract(JsonElement found)
        {
            found.GetProperty("verdict").GetString().ShouldBe("annoying");
            found.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("rule").GetString()).ShouldContain("no_new_value");
            foreach (var finding in found.GetProperty("findings").EnumerateArray())
            {
                foreach (var field in (string[])["rule", "severity", "start", "length", "text", "why", "better"])
                    finding.TryGetProperty(field, out _).ShouldBeTrue(field);
            }

            found.GetProperty("words").GetInt32().ShouldBe(9);
            found.GetProperty("seconds").GetInt32().ShouldBe(4);
            found.TryGetProperty("readingEase", out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task The_pages_show_rules_to_all_let_an_admin_set_them_and_mark_what_is_found()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var jana = place.User("jana@example.com");
        var ada = place.User("ada@example.com", "admin");
        await using var server = await TestServer.Start(place);
        using var seller = server.SignedIn(jana);
        var rules = await seller.Open("/messages/rules");
        rules.Page.QuerySelectorAll("section.check-rule").Length.ShouldBe(Core.Messages.MessageRules.All.Count);
        rules.Page.QuerySelectorAll("form[action^='/messages/rules/']").Length.ShouldBe(0);
        (await seller.Get("/templates")).Page.QuerySelector("a[href='/messages/rules']").ShouldNotBeNull();

        using var admin = server.SignedIn(ada);
        var page = await admin.Open("/messages/rules");
        (await admin.Send(page, "/messages/rules/hype", ("set", "off"), ("phrases", ""))).Location.ShouldStartWith("/messages/rules");
        var wrong = await admin.Send(await admin.Open("/messages/rules"), "/messages/rules/guilt", ("set", "annoying"), ("phrases", "(("));
        wrong.Status.ShouldBe(422);
        wrong.Page.QuerySelector("#phrases-guilt")!.TextContent.ShouldBe("((");

        var check = await seller.Send(await seller.Open("/messages/check"), "/messages/check", ("kind", "email"), ("text", "Hi Dana,\r\n\r\nThis is a game changer. I will have to contact your boss.\r\n\r\nKim"));
        check.Status.ShouldBe(200);
        check.Page.QuerySelector("#checked mark.annoying")!.TextContent.ShouldBe("I will have to contact your boss");
        check.Page.QuerySelector("#checked")!.TextContent.ShouldNotContain("game changer.”");
        (await seller.Send(await seller.Open("/messages/check"), "/messages/check", ("kind", "email"), ("text", ""))).Status.ShouldBe(422);
    }
}
