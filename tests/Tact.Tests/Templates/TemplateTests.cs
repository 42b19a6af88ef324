using Shouldly;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Messages;
using Tact.Core.Outbox;
using Tact.Storage;
using Tact.Templates;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Templates;

/// <summary>METHOD B6–B8, H1: templates begin a message; each that ships passes its own check, and a preview shows what is still missing.</summary>
public class TemplateTests
{
    [Theory, Databases]
    public void Every_shipped_template_is_whole_and_passes_its_own_check(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var all = place.Workspace.Data.Read(TeamTemplates.All);
        all.Count.ShouldBeGreaterThan(25);
        var wrong = new List<string>();
        foreach (var template in all)
        {
            if (place.Workspace.Data.Read(session => session.Scalar<string>("select name_key from templates where id = @Id", new { template.Id })) != Folded.Text(template.Name))
                wrong.Add($"{template.Name}: its key");
            if (!template.Blanks.ToHashSet().SetEquals(template.Examples.Keys))
                wrong.Add($"{template.Name}: blanks and examples differ");
            var draft = PreviewTemplate.Example(template);
            if ((draft.Text + draft.Subject).IndexOfAny(['[', '{', '!']) >= 0)
                wrong.Add($"{template.Name}: {draft.Subject} {draft.Text}");
            var found = PreviewTemplate.Look(template, Tuning.None);
            if (found.Verdict != MessageVerdict.Good)
                wrong.Add($"{template.Name}: {string.Join("; ", found.Findings.Select(one => $"{one.Severity} {one.Rule} “{one.Text}” {one.Why}"))}");
            if (template.Kind == "voicemail" && found.Seconds > 40)
                wrong.Add($"{template.Name}: {found.Seconds} seconds");
        }

        wrong.ShouldBeEmpty();
        foreach (var purpose in new[] { "pleasantly-persistent", "permission-to-close", "get-well", "thinking-of-you", "ask-preferences", "ask-referral", "handover", "first-approach", "revival", "congratulation" })
            all.ShouldContain(template => template.Purpose == purpose, purpose);
    }

    [Theory, Databases]
    public void A_template_is_saved_changed_found_and_taken_away(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var kim = place.User("kim@house.example");
        var saved = Ok(TeamTemplates.Save(place.Workspace, kim, null, new TemplateInput("Ours", "A [thing]", "Hello {{contact.given}},\r\n[what it is]", "email", "value", "de", "Sometimes")));
        saved.Blanks.ShouldBe(["thing", "what it is"]);
        saved.Body.ShouldNotContain("\r");
        Ok(TeamTemplates.Save(place.Workspace, kim, saved.Id, new TemplateInput(null, null, "Now else"))).ShouldSatisfyAllConditions(
            changed => changed.Body.ShouldBe("Now else"), changed => changed.Subject.ShouldBe("A [thing]"), changed => changed.Language.ShouldBe("de"), changed => changed.Purpose.ShouldBe("value"));
        Ok(place.Workspace.Data.Read(session => TeamTemplates.Find(session, "OURS"))).Id.ShouldBe(saved.Id);
        (TemplateInput Input, string Field)[] table =
        [
            (new("", null, "x"), "name"), (new("ours", null, "x"), "name"), (new("New", null, " "), "body"), (new("New", null, "{{contact.givn}}"), "body"), (new("New", null, "{{#if matter}}x"), "body"), (new("New", "{{", "x"), "subject"),
            (new("New", null, "x", "fax"), "kind"), (new("New", null, "x", null, "sell"), "purpose"), (new("New", null, "x", null, null, "english"), "language"),
        ];
        foreach (var (input, field) in table)
            TeamTemplates.Save(place.Workspace, kim, null, input).ShouldBeOfType<Result<TemplateShown>.Invalid>(input.ToString()).Problems.ShouldContain(problem => problem.Field == field);
        var (lea, boss) = (place.User("lea@house.example"), place.User("boss@house.example", "manager"));
        var shipped = Ok(place.Workspace.Data.Read(session => TeamTemplates.Find(session, "First approach")));
        TeamTemplates.Save(place.Workspace, lea, saved.Id, new TemplateInput(null, null, "Hers")).ShouldBeOfType<Result<TemplateShown>.Refused>().Rule.ShouldBe("role");
        TeamTemplates.Remove(place.Workspace, lea, saved.Id).ShouldBeOfType<Result<TemplateShown>.Refused>();
        TeamTemplates.Remove(place.Workspace, kim, shipped.Id).ShouldBeOfType<Result<TemplateShown>.Refused>("one that came with Tact is the team's");
        Ok(TeamTemplates.Save(place.Workspace, boss, shipped.Id, new TemplateInput(null, null, "Ours now")));
        Ok(TeamTemplates.Remove(place.Workspace, kim, saved.Id));
        TeamTemplates.Save(place.Workspace, kim, saved.Id, new TemplateInput("Ours", null, "x")).ShouldBeOfType<Result<TemplateShown>.NotFound>();
    }

    [Theory, Databases]
    public async Task Of_two_who_save_the_same_name_at_once_one_is_told_so(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var kim = place.User("kim@house.example");
        for (var round = 0; round < 8; round++)
        {
            var name = $"Ours {round}";
            using var start = new Barrier(4);
            var saved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                return TeamTemplates.Save(place.Workspace, kim, null, new TemplateInput(name, null, "x"));
            })));
            saved.OfType<Result<TemplateShown>.Ok>().ShouldHaveSingleItem();
            saved.OfType<Result<TemplateShown>.Invalid>().Count().ShouldBe(3);
        }
    }

    [Theory, Databases]
    public void A_preview_for_a_person_fills_what_is_known_and_names_what_is_not(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var kim = place.User("kim@house.example");
        place.RunAt(TestWorkspace.Monday, "add", "Ruth Hale, ruth@mill.example").ExitCode.ShouldBe(0);
        place.RunAt(TestWorkspace.Monday, "add", "Ada Byron, ada@mill.example", "--company", "Mill Ltd", "--referred-by", "ruth@mill.example").ExitCode.ShouldBe(0);
        Ok(TeamTemplates.Save(place.Workspace, kim, null, new TemplateInput("Ours", "For {{contact.company}}", "{{contact.given}}, {{contact.referrer}} sent me. {{#if contact.city}}In {{contact.city}}.{{else}}[where]{{/if}} {{last.day}} {{me.name}}")));
        var shown = Ok(place.Workspace.Data.Read(session => PreviewTemplate.Run(session, place.Workspace, kim, "ours", "ada@mill.example")));
        (shown.Subject, shown.Missing, shown.Name).ShouldSatisfyAllConditions(all => all.Subject.ShouldBe("For Mill Ltd"), all => all.Missing.ShouldBe(["last.day"]), all => all.Name.ShouldBe("Ada Byron"));
        shown.Text.ShouldStartWith("Ada, Ruth Hale sent me. [where]");
        place.Workspace.Data.Read(session => PreviewTemplate.Run(session, place.Workspace, kim, "ours", "nobody")).ShouldBeOfType<Result<TemplatePreview>.NotFound>();
    }

    [Theory]
    [InlineData("a [link](https://x.example) and [1]", "")]
    [InlineData("[one thing] and [one thing], [other]", "one thing,other")]
    public void Blanks_are_words_in_square_brackets(string text, string blanks) => string.Join(',', Blanks.Of(text)).ShouldBe(blanks);

    [Fact]
    public async Task The_pages_without_JavaScript()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var kim = place.User("kim@house.example");
        place.RunAt(TestWorkspace.Monday, "add", "Ada & Bo, ada@mill.example").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var browser = server.SignedIn(kim);
        var list = await browser.Get("/templates?for=1&kind=voicemail");
        list.Page.QuerySelector("h1")!.TextContent.ShouldBe("Words for Ada & Bo");
        list.Page.QuerySelectorAll("section h2").Length.ShouldBe(1);
        var address = list.Page.QuerySelector(".templates a")!.GetAttribute("href")!;
        address.ShouldEndWith("?for=1");
        var page = await browser.Get(address);
        page.Page.QuerySelector(".draft-text")!.TextContent.ShouldContain("this is");
        page.Page.QuerySelectorAll(".draft-text mark").Length.ShouldBeGreaterThan(1);
        page.Page.QuerySelector("a[href^='/rehearsals/new?script=']").ShouldNotBeNull();
        (await browser.Get("/templates/1?for=nobody")).Page.QuerySelector("#for-problem")!.TextContent.ShouldContain("nobody");
        var form = await browser.Get("/templates/new");
        var wrong = await browser.Send(form, "/templates/new", ("name", "Mine"), ("body", "Hello {{contact.givn}} <script>"));
        wrong.Status.ShouldBe(422);
        wrong.Page.QuerySelector("textarea[name=body]")!.TextContent.ShouldBe("Hello {{contact.givn}} <script>");
        var saved = await browser.Send(wrong, "/templates/new", ("name", "Mine"), ("body", "Hello {{contact.given}} <script>"));
        saved.Status.ShouldBe(303, saved.Text);
        (await browser.Get($"{saved.Location}?for=1")).Page.QuerySelector(".draft-text script").ShouldBeNull();
    }

    private static T Ok<T>(Result<T> result) => result.ShouldBeOfType<Result<T>.Ok>(result is Result<T>.Invalid invalid ? string.Join(' ', invalid.Problems.Select(p => p.Text)) : null).Value;
}
