using NodaTime;
using Shouldly;
using Tact.Core.Homework;
using Xunit;

namespace Tact.Core.Tests.Homework;

/// <summary>METHOD E5: one page, sixty seconds, nothing invented.</summary>
public class BriefSheetTests
{
    private static readonly LocalDate Today = new(2026, 3, 5);

    private static BriefKnown Ada => new() { Name = "Ada Byron", Given = "Ada", Seller = "Jana", Today = Today, Matter = "spring count", Situation = Situation.Cold };

    [Fact]
    public void E5_of_somebody_unknown_it_says_so_and_invents_nothing()
    {
        var sheet = BriefSheet.Of(new BriefKnown { Name = "Ada Byron", Today = Today });
        Text(sheet, "cares").ShouldBe("No fact yet: listen for one.");
        Text(sheet, "happened").ShouldBe("No touch yet.");
        Text(sheet, "promises").ShouldBe("None open, on either side.");
        Text(sheet, "wishes").ShouldBe("Not asked yet.");
        Text(sheet, "opening").ShouldBe("Ada Byron, this is (your name). Is this a good moment? (Nothing on record is true of them alone. Find one thing first, or ask what matters to them.)");
        Text(sheet, "voicemail").ShouldContain("(One sentence that is true of them.)");
        Section(sheet, "opening").Lines[1].Gap.ShouldBeTrue();
        sheet.Sections.ShouldNotContain(section => section.Id == "ask" || section.Id == "stall");
    }

    public static TheoryData<string, string, string> Openings => new()
    {
        { "callback", "You asked me to call.", "You asked me to call: here I am." },
        { "asked", "You asked: “Could you send the figures?” That is why I am calling.", "This is about what you asked on 3 March." },
        { "wrote", "You told us: “We have winter tyres to think of first.” That is why I am calling.", "This is about what you told us yesterday." },
        { "promise", "I said I would get back to you: “Call again”.", "I said I would get back to you." },
        { "referral", "Helene Vogt thought we should talk.", "Helene Vogt thought we should talk." },
        { "talked", "We talked on 3 March (say one thing from it).", "We talked on 3 March." },
        { "left", "I left you something on 2 March: the one-page checklist.", "I left you the one-page checklist on 2 March." },
        { "fact", "I am calling because of this: two sites count in different weeks.", "I am calling because of this: two sites count in different weeks." },
    };

    [Theory, MemberData(nameof(Openings))]
    public void F1_F3_the_opening_and_the_voicemail_begin_with_what_is_true_of_them(string which, string said, string left)
    {
        var known = which switch
        {
            "callback" => Ada with { AskedForCall = true, WaitForUs = true },
            "asked" => Ada with { WaitForUs = true, Verbatim = true, TheirWords = "Could you send the figures?", TheirWordsOn = Today.PlusDays(-2) },
            "wrote" => Ada with { WaitForUs = true, Verbatim = true, TheirWords = "We have winter tyres to think of first.", TheirWordsOn = Today.PlusDays(-1) },
            "promise" => Ada with { Promised = [new BriefPromise("Call again", Today)] },
            "referral" => Ada with { Situation = Situation.Referral, ReferredBy = "Helene Vogt" },
            "talked" => Ada with { Talked = true, TheirWords = "Liked the idea; colleague has to agree.", TheirWordsOn = Today.PlusDays(-2) },
            "left" => Ada with { Touches = [new BriefTouch(Today.PlusDays(-3), "Voicemail left", null, "The one-page checklist")] },
            _ => Ada with { Facts = [new BriefFact("They say so", Today, true, false, false), new BriefFact("Two sites count in different weeks.", Today, false, false, true)] },
        };
        var sheet = BriefSheet.Of(known);
        Text(sheet, "opening").ShouldBe($"Ada, this is Jana. {said} Is this a good moment?");
        Text(sheet, "voicemail").ShouldStartWith($"Ada, this is Jana. {left} ");
        Text(sheet, "voicemail").ShouldEndWith("I will try again on (day). If it is not the time, just tell me.");
    }

    [Fact]
    public void F3_what_is_only_assumed_or_old_is_never_stated()
    {
        var sheet = BriefSheet.Of(Ada with { Facts = [new BriefFact("Has no budget", Today.PlusDays(-3), true, false, false), new BriefFact("Sings in a choir", Today.PlusDays(-400), false, true, false)] });
        Text(sheet, "opening").ShouldContain("Nothing on record is true of them alone");
        Section(sheet, "cares").Lines.Select(line => line.Mark).ShouldBe(["assumed · 3 days ago", "13 months old, ask again"]);
        Text(sheet, "not-to-say").ShouldBe("“As we agreed”: you have not talked yet. “Has no budget” as if you knew: it is assumed. “Sings in a choir” without asking whether it still holds.");
    }

    [Fact]
    public void B2_what_is_not_allowed_now_stands_there_with_the_reason()
    {
        var sheet = BriefSheet.Of(Ada with { Asked = "asked for monthly, by e-mail", NotNow = [new BriefLimit(Channel.Call, null, "They asked for no calls."), new BriefLimit(Channel.Email, "tomorrow", "outside their hours")] });
        Text(sheet, "wishes").ShouldBe("They asked for monthly, by e-mail. No call now: They asked for no calls. No e-mail before tomorrow: outside their hours");
        sheet.Sections.ShouldNotContain(section => section.Id == "voicemail");
        var night = BriefSheet.Of(Ada with { NotNow = [new BriefLimit(Channel.Call, "8:00", "outside their hours"), new BriefLimit(Channel.Email, "tomorrow", "outside their hours")] });
        Text(night, "wishes").ShouldEndWith("No call before 8:00, no e-mail before tomorrow: outside their hours");
    }

    [Fact]
    public void D_while_it_is_quiet_there_is_a_gesture_and_no_opening()
    {
        var sheet = BriefSheet.Of(Ada with { Stall = new BriefStall("Their boss changed", "Help them argue the case.", "Do not press.") });
        Text(sheet, "stall").ShouldBe("Their boss changed. Help them argue the case. Do not press.");
        sheet.Sections.ShouldNotContain(section => section.Id == "opening" || section.Id == "voicemail");
        Text(sheet, "not-to-say").ShouldStartWith("Nothing about deciding or buying.");
    }

    [Fact]
    public void E5_a_full_record_is_still_read_in_sixty_seconds_and_keeps_what_matters_most()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 60));
        var sheet = BriefSheet.Of(Ada with
        {
            Role = "Head of Operations", Company = "Mill Ltd", City = "London", Tags = ["prospect"], Part = Part.Decides, ReferredBy = "Helene Vogt", Step = "Call, today", LocalTime = "10:12 there", Language = "en",
            Facts = [.. Enumerable.Range(0, 9).Select(i => new BriefFact($"{i} {words}", Today, i == 1, i == 2, false))], TheirWords = words, TheirWordsOn = Today, Talked = true, Verbatim = true,
            Touches = [.. Enumerable.Range(0, 3).Select(i => new BriefTouch(Today.PlusDays(-i), "Voicemail left", words, "a checklist"))], Promised = [new BriefPromise("Send the figures", Today.PlusDays(-1))], Theirs = "will call when they are ready",
            Asked = "asked for monthly", NotNow = [new BriefLimit(Channel.Email, null, words)], Bring = words, Has = ["one", "two", "three", "four"], Suggestions = [new BriefSuggestion(words, words), new BriefSuggestion(words, words)],
            Offering = new FittingOffering(new Offering(1, "Counting by night", words, []), null, "for everybody"), Questions = [.. Enumerable.Repeat("What would have to be true for this to be worth your time?", 9)],
        });
        sheet.Words.ShouldBeLessThanOrEqualTo(BriefSheet.MostWords);
        sheet.Seconds.ShouldBeLessThanOrEqualTo(60);
        Text(sheet, "promises").ShouldBe("We: Send the figures, yesterday They: will call when they are ready");
        Section(sheet, "promises").Lines[0].Mark.ShouldBe("not kept yet: say so");
        Section(sheet, "happened").Lines.Count.ShouldBe(4);
        Text(sheet, "wishes").ShouldContain("No e-mail now");
        Section(sheet, "ask").Lines.Count.ShouldBeGreaterThan(0);
    }

    private static BriefSection Section(BriefSheet sheet, string id) => sheet.Sections.Single(section => section.Id == id);

    private static string Text(BriefSheet sheet, string id) => string.Join(' ', Section(sheet, id).Lines.Select(line => line.Text));
}
