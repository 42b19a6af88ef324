using NodaTime;
using Shouldly;
using Tact.Core.Library;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>METHOD B5, A7 and D: what to bring somebody, and why.</summary>
public class LibraryTests
{
    private static readonly LocalDate Today = new(2026, 3, 2);
    private static readonly Receiver Nobody = new() { Today = Today };

    [Theory]
    [InlineData("counting", "count")]
    [InlineData("Counts", "count")]
    [InlineData("scanners", "scan")]
    [InlineData("scanning", "scan")]
    [InlineData("deliveries", "delivery")]
    [InlineData("country", "country")]
    [InlineData("sites", "site")]
    [InlineData("process", "process")]
    [InlineData("Prüfungen", "pruefung")]
    public void Words_are_compared_without_their_endings(string word, string stem) => Stems.Of(word).ShouldBe([stem]);

    [Fact]
    public void Small_words_say_nothing() => Stems.Of("What is it that you would do with the two of them?").ShouldBeEmpty();

    [Theory]
    // topics against their last words, the matter, the record
    [InlineData("topic night shifts", "words=How do others manage their night shift?", "night shifts: they said “How do others manage their night shift?”")]
    [InlineData("topic stock counting", "matter=stock counts at two sites", "stock counting: you follow up about “stock counts at two sites”")]
    [InlineData("topic cold rooms", "fact=Two cold rooms were added in May", "cold rooms: on record, “Two cold rooms were added in May”")]
    [InlineData("topic Prüfung", "words=Wann ist die Prüfungen vorbei?", "Prüfung: they said “Wann ist die Prüfungen vorbei?”")]
    // industry, role, where one stands
    [InlineData("industry retail", "industry=Food retail", "for their trade: Food retail")]
    [InlineData("helps finance", "role=Finance Director", "for their role: Finance Director")]
    [InlineData("helps after a proposal", "situation=proposal", "for where you stand: a proposal is out")]
    // nothing in common
    [InlineData("topic night shifts", "words=We need a contractor", null)]
    [InlineData("topic contract law", "words=Call my contact in the country", null)]
    [InlineData("industry retail", "role=Retail Manager", null)]
    [InlineData("topic retail", "industry=retail", null)]
    // one word of two is no match, two of three are
    [InlineData("topic second site", "words=Our site manager left", null)]
    [InlineData("topic year-end stock count", "matter=year-end count", "year-end stock count: you follow up about “year-end count”")]
    public void B5_something_fits_for_a_reason_that_is_shown(string asset, string them, string? reason)
    {
        var found = SuggestAssets.For(Them(them), Shelf.Of([Thing(1, asset)]));
        if (reason is null)
            found.Fitting.ShouldBeEmpty();
        else
            found.Fitting.ShouldHaveSingleItem().Reasons.ShouldBe([reason]);
    }

    [Fact]
    public void B5_words_of_theirs_come_before_our_own_and_both_before_their_trade()
    {
        var shelf = Shelf.Of([Thing(4, "industry retail"), Thing(3, "topic audits", AssetKind.Case), Thing(2, "topic stock", AssetKind.Insight), Thing(1, "topic nights", AssetKind.Answer)]);
        var found = SuggestAssets.For(Nobody with { LastWords = "What about the nights?", Matter = "stock", Facts = ["audit in May"], Industry = "retail" }, shelf);
        found.Fitting.Select(one => one.Asset.Id).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void B5_never_what_they_have_whether_it_was_typed_by_hand_or_was_called_otherwise_then()
    {
        var shelf = Shelf.Of([Thing(1, "topic stock") with { Title = "The Prüfliste" }, Thing(2, "topic stock")]);
        var found = SuggestAssets.For(Nobody with { Matter = "stock", Given = new HashSet<string> { "the pruefliste" }, GivenAssets = new HashSet<long> { 2 } }, shelf);
        found.Fitting.ShouldBeEmpty();
        found.GivenAlready.ShouldBe(2);
        found.LookFor.ShouldNotBeEmpty();
    }

    [Fact]
    public void B5_what_is_put_away_is_gone_and_what_is_stale_is_only_flagged()
    {
        var shelf = Shelf.Of([Thing(1, "topic stock") with { Archived = true }, Thing(2, "topic stock") with { FreshUntil = Today.PlusDays(-1) }, Thing(3, "topic stock") with { FreshUntil = Today }]);
        var found = SuggestAssets.For(Nobody with { Matter = "stock" }, shelf);
        found.Fitting.ShouldHaveSingleItem().Asset.Id.ShouldBe(3);
        found.Fitting[0].Reasons.ShouldContain("good until 2 March");
        found.Stale.ShouldHaveSingleItem().Id.ShouldBe(2);
    }

    [Fact]
    public void B5_not_five_of_one_kind()
    {
        var articles = Enumerable.Range(1, 9).Select(i => Thing(i, "topic stock"));
        var shelf = Shelf.Of([.. articles, Thing(20, "industry retail", AssetKind.Case), Thing(21, "industry retail", AssetKind.Card), Thing(22, "industry retail", AssetKind.Answer)]);
        SuggestAssets.For(Nobody with { Matter = "stock" }, shelf).Fitting.Count.ShouldBe(3, "nothing else fits, and three of one kind are enough to choose from");
        var all = SuggestAssets.For(Nobody with { Matter = "stock", Industry = "retail" }, shelf);
        all.Fitting.Count.ShouldBe(5);
        all.Fitting.Count(one => one.Asset.Kind == AssetKind.Article).ShouldBe(2);
        all.Fitting[0].Asset.Id.ShouldBe(9, "of two that fit alike, the newer");
    }

    [Theory]
    [InlineData("en", "en", "stock: you follow up about “stock”")]
    [InlineData("en", null, "stock: you follow up about “stock”")]
    [InlineData("en", "es", "stock: you follow up about “stock”|in English; theirs is Spanish")]
    public void B2_another_language_is_said(string asset, string? theirs, string reasons) =>
        SuggestAssets.For(Nobody with { Matter = "stock", Language = theirs }, Shelf.Of([Thing(1, "topic stock") with { Language = asset }])).Fitting.ShouldHaveSingleItem().Reasons.ShouldBe(reasons.Split('|'));

    [Fact]
    public void B5_the_words_of_a_topic_stand_together_in_one_fact()
    {
        var shelf = Shelf.Of([Thing(1, "topic second site")]);
        SuggestAssets.For(Nobody with { Facts = ["The board meets on the second Tuesday", "Four sites"] }, shelf).Fitting.ShouldBeEmpty();
        SuggestAssets.For(Nobody with { Facts = ["Four sites", "The second of their sites floods"] }, shelf).Fitting.ShouldHaveSingleItem().Reasons.ShouldBe(["second site: on record, “The second of their sites floods”"]);
    }

    [Theory]
    [InlineData("fr", "2")]
    [InlineData("es", "1,2")]
    [InlineData(null, "2,1")]
    public void B2_what_is_in_neither_their_language_nor_the_usual_one_is_not_offered(string? theirs, string ids)
    {
        var shelf = Shelf.Of([Thing(1, "topic stock") with { Language = "es" }, Thing(2, "topic stock") with { Language = "en" }, Thing(3, "topic x") with { Language = "en" }]);
        string.Join(',', SuggestAssets.For(Nobody with { Matter = "stock", Language = theirs }, shelf).Fitting.Select(one => one.Asset.Id)).ShouldBe(ids);
    }

    [Fact]
    public void B5_two_topics_with_one_reason_are_said_together() =>
        SuggestAssets.For(Nobody with { Matter = "stock counts at night" }, Shelf.Of([Thing(1, "") with { Topics = ["night", "stock"] }])).Fitting[0].Reasons.ShouldBe(["night, stock: you follow up about “stock counts at night”"]);

    [Fact]
    public void B2_their_own_language_comes_first()
    {
        var shelf = Shelf.Of([Thing(2, "topic stock") with { Language = "en" }, Thing(1, "topic stock") with { Language = "es" }]);
        SuggestAssets.For(Nobody with { Matter = "stock", Language = "es" }, shelf).Fitting.Select(one => one.Asset.Id).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(StallReason.Review, "2,1")]
    [InlineData(StallReason.Busy, "1")]
    [InlineData(StallReason.Ill, "3")]
    [InlineData(StallReason.Family, "")]
    [InlineData(StallReason.Left, "")]
    public void D_what_is_kind_for_the_stall_comes_first_and_illness_takes_nothing_else(StallReason stall, string ids)
    {
        var shelf = Shelf.Of([Thing(1, "topic stock"), Thing(2, "topic nothing", AssetKind.Case) with { KindFor = [StallReason.Review] }, Thing(3, "topic nothing", AssetKind.Card) with { KindFor = [StallReason.Ill] }]);
        var found = SuggestAssets.For(Nobody with { Matter = "stock", Stall = stall }, shelf);
        string.Join(',', found.Fitting.Select(one => one.Asset.Id)).ShouldBe(ids);
    }

    [Fact]
    public void D6_says_that_it_is_kind_now() =>
        SuggestAssets.For(Nobody with { Stall = StallReason.Review }, Shelf.Of([Thing(1, "topic x") with { KindFor = [StallReason.Review] }])).Fitting[0].Reasons.ShouldBe(["Kind now (D6): review, approval or budget takes time"]);

    [Theory]
    [InlineData(StallReason.Ill)]
    [InlineData(StallReason.Family)]
    public void D1_D5_who_may_not_know_why_sees_nothing_of_it(StallReason stall)
    {
        var found = SuggestAssets.For(Nobody with { Matter = "stock", Stall = stall, MaySeeStall = false }, Shelf.Of([Thing(1, "topic stock"), Thing(3, "topic x", AssetKind.Card) with { KindFor = [stall] }]));
        found.Fitting.ShouldBeEmpty();
        found.LookFor.ShouldBeEmpty();
        found.Quiet.ShouldBe("They are away for personal reasons. Leave them in peace.");
    }

    [Theory]
    [InlineData("", "Nothing on record says what they care about. Ask one open question, note the answer, and look again.")]
    [InlineData("words=Can it wait?", "An answer to their own words: “Can it wait?”")]
    [InlineData("industry=food retail", "How somebody else in food retail did it.")]
    [InlineData("industry=food retail;matter=night counts", "How somebody else in food retail did it, best about “night counts”.")]
    [InlineData("role=Finance Director", "Something a Finance Director can use at once: a checklist, a figure, somebody worth knowing.")]
    [InlineData("stall=review", "Offer material that helps the case inside: figures, a comparison, a client they may ask. (D6)")]
    public void A7_when_nothing_fits_it_says_what_to_look_for(string them, string first)
    {
        var found = SuggestAssets.For(Them(them), Shelf.Of([Thing(1, "topic weather")]));
        found.Fitting.ShouldBeEmpty();
        found.LookFor[0].ShouldBe(first);
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("Deutsch", "de")]
    [InlineData("Español", "es")]
    [InlineData("English", "en")]
    [InlineData("Klingon", "klingon")]
    [InlineData(" ", null)]
    public void A_language_has_one_code_however_it_is_written(string written, string? code) => Languages.Code(written).ShouldBe(code);

    [Theory]
    [InlineData("DE", "de")]
    [InlineData("MX", "es")]
    [InlineData("CH", null)]
    [InlineData("BE", null)]
    [InlineData(null, null)]
    public void A_country_tells_a_language_only_where_everybody_reads_it(string? country, string? code) => Languages.OfCountry(country).ShouldBe(code);

    [Theory]
    [InlineData(9, 9, 4, null)]
    [InlineData(40, 10, 0, "0 0 28")]
    [InlineData(40, 20, 5, "25 11 47")]
    [InlineData(200, 200, 200, "100 98 100")]
    public void A_share_has_its_interval_or_there_are_too_few_to_say(long given, long waited, long answered, string? share)
    {
        var counted = new GivenAndAnswered(given, waited, answered);
        (counted.Share is { } known ? $"{known.Share * 100:0} {known.Low * 100:0} {known.High * 100:0}" : null).ShouldBe(share);
    }

    [Theory]
    [InlineData("1 Mon 09:00 email sent offer=list; 1 Wed 09:00 in email replied", "list 1 Wed 09:00")]
    [InlineData("1 Mon 09:00 email sent offer=list; 1 Tue 09:00 call voicemail", "list -")]
    [InlineData("1 Mon 09:00 call no-answer offer=list; 1 Wed 09:00 in email replied", "")]
    [InlineData("1 Mon 09:00 email sent offer=list; 1 Mon 09:01 email bounced; 1 Wed 09:00 in email replied", "")]
    [InlineData("1 Mon 09:00 call spoke offer=list", "list -")]
    [InlineData("1 Mon 09:00 call spoke offer=list; 1 Fri 09:00 call spoke; 2 Fri 09:00 call spoke", "list 1 Fri 09:00")]
    public void B5_each_gift_knows_the_first_answer_after_it(string history, string gifts)
    {
        var story = new Story("balanced", history);
        string.Join(", ", story.Person.Gifts.Select(gift => $"{gift.Key} {(gift.AnsweredAt is { } at ? story.Say(at) : "-")}")).ShouldBe(gifts);
    }

    private static Asset Thing(long id, string about, AssetKind kind = AssetKind.Article) => new()
    {
        Id = id, Title = $"Thing {id}", Kind = kind, Topics = About(about, "topic "), Industries = About(about, "industry "), Helps = About(about, "helps "),
    };

    private static List<string> About(string about, string what) => about.StartsWith(what, StringComparison.Ordinal) ? [about[what.Length..]] : [];

    private static Receiver Them(string known)
    {
        var them = Nobody;
        foreach (var part in known.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = part[(part.IndexOf('=') + 1)..];
            them = part[..part.IndexOf('=')] switch
            {
                "words" => them with { LastWords = value },
                "matter" => them with { Matter = value },
                "fact" => them with { Facts = ["They have a lift", value] },
                "industry" => them with { Industry = value },
                "role" => them with { Role = value },
                "situation" => them with { Situation = Names.Read<Situation>(value) },
                _ => them with { Stall = Names.Read<StallReason>(value) },
            };
        }

        return them;
    }
}
