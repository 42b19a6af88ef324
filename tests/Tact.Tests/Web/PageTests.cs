using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tact.Core;
using Tact.Today;
using Tact.Touches;
using Tact.Web;
using Xunit;

namespace Tact.Tests.Web;

public class PageTests
{
    static readonly PageFrame Frame = new() { Title = "Today", Section = Section.Today, Viewer = new("Jana", "seller", SeesTeam: false, SetsUp: false, SingleKeys: true) };

    [Fact]
    public async Task Today_shows_who_why_and_that_nobody_is_forgotten()
    {
        var page = await Draw<TodayPage>(Today(new TodayLine
        {
            FollowUp = 7, Contact = 8, Name = "Ada <b>Byron", Kind = TodayKind.Answered, Label = "Answered", Do = "Answer her", Phone = "+44 (20) 7946-0958",
            TheirWords = "Could you send the figures?", TheirWordsAt = "yesterday 16:40", Why = [new("A1", "They wrote: answer them.")],
        }));

        page.QuerySelector("h1")!.TextContent.ShouldContain("1 today");
        page.QuerySelector("#f7 h2")!.TextContent.ShouldBe("Ada <b>Byron");
        page.QuerySelector("#f7 .tel")!.GetAttribute("href").ShouldBe("tel:+442079460958");
        page.QuerySelector("#f7 blockquote")!.TextContent.ShouldContain("Could you send the figures?");
        page.QuerySelector("#f7 .why")!.TextContent.ShouldContain("A1");
        page.QuerySelector(".foot")!.TextContent.ShouldContain("Nobody is forgotten");
        (await Draw<TodayPage>(Today() with { Others = 0 })).QuerySelector(".foot")!.TextContent.ShouldNotContain("0 others");
    }

    [Fact]
    public async Task A_page_holds_no_inline_script_or_style_and_names_each_id_once()
    {
        foreach (var page in new[] { await Draw<TodayPage>(Today()), await Draw<RecordPage>(Record("spoke")), await Draw<ProblemPage>(ProblemModel.NotFound(Frame.Viewer)) })
        {
            page.QuerySelectorAll("script:not([src]), style, [style], [onclick]").ShouldBeEmpty();
            page.QuerySelectorAll("[id]").GroupBy(element => element.Id).ShouldAllBe(same => same.Count() == 1);
            page.QuerySelectorAll("[href], [src]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!)
                .ShouldAllBe(address => address.StartsWith('/') || address.StartsWith('#') || address.StartsWith("tel:") || address.StartsWith("mailto:"));
            foreach (var use in page.QuerySelectorAll("use"))
                Sprite.ShouldContain($"id=\"{use.GetAttribute("href")!.Split('#')[1]}\"");
        }
    }

    [Fact]
    public async Task Every_field_of_the_record_form_has_a_label_and_the_note_comes_first()
    {
        var page = await Draw<RecordPage>(Record("spoke"));

        foreach (var field in page.QuerySelectorAll("form.record input:not([type=hidden]), form.record select"))
            (field.Closest("label") ?? page.QuerySelector($"label[for={field.Id}]")).ShouldNotBeNull(field.OuterHtml);
        page.QuerySelector("[autofocus]")!.Id.ShouldBe("note");
        page.QuerySelector(".ask")!.TextContent.ShouldContain("How shall we go on?");
    }

    [Fact]
    public async Task A_problem_stands_next_to_its_field_and_in_the_summary()
    {
        var page = await Draw<RecordPage>(Record("voicemail") with { Form = new() { Token = "t", Problems = new Dictionary<string, string> { ["on"] = "Choose a day from today on." } } });

        page.QuerySelector("#on")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelector("#on-problem")!.TextContent.ShouldBe("Choose a day from today on.");
        page.QuerySelector(".problems a")!.GetAttribute("href").ShouldBe("#on");
    }

    [Fact]
    public async Task A_failure_says_nothing_technical()
    {
        var page = await Draw<ProblemPage>(ProblemModel.Broken(null, "4bf9"));

        page.Body!.TextContent.ShouldContain("4bf9");
        page.Body.TextContent.ShouldNotContain("Exception");
    }

    static readonly string Sprite = Encoding.UTF8.GetString(WebFiles.Bytes("vendor/icons.svg"));

    static TodayModel Today(params TodayLine[] rows) => new() { Frame = Frame, Day = "Monday 2 March", Due = rows.Length, Filters = [new("All", rows.Length, "/today", '1', true)], Rows = rows, Others = 41 };

    static RecordModel Record(string outcome) => new()
    {
        Frame = Frame, Form = new() { Token = "t" }, FollowUp = 7, Contact = 8, Name = "Ada Byron", Today = "2026-03-02", TwoWay = outcome == "spoke",
        Outcomes = [new("voicemail", "Voicemail", 'v', outcome == "voicemail", "call"), new("spoke", "Spoke", 's', outcome == "spoke", "call")],
        Next = new("Call", "2026-03-05", "", null),
    };

    static async Task<IHtmlDocument> Draw<TPage>(object model) where TPage : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        using var body = new MemoryStream();
        http.Response.Body = body;
        await Pages.Page<TPage>(model).ExecuteAsync(http);
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body.ToArray()));
    }
}
