using NodaTime;
using Shouldly;
using Tact.Accounts;
using Tact.Rehearsal;
using Tact.Storage;
using Tact.Tests.Support;
using Xunit;

namespace Tact.Tests.Rehearsal;

/// <summary>METHOD F5: rehearse, record a voicemail, listen, let a colleague criticise it.</summary>
public class RehearsalTests
{
    private const string Words = "Hello Ada, this is Kim at House. You said the counting starts in May; a site like yours halved it with one page. I will call on Thursday at ten unless you tell me not to.";
    private static readonly byte[] Sound = [.. "OggS"u8, .. new byte[2000]];

    [Theory, Databases]
    public void A_recording_is_its_speakers_alone_until_a_colleague_is_asked(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (kim, lea, boss) = (place.User("kim@house.example"), place.User("lea@house.example"), place.User("boss@house.example", "manager"));
        var rehearsal = Ok(Rehearsals.Save(place.Workspace, kim, null, new RehearsalInput(null, Words)));
        rehearsal.Name.ShouldBe("Voicemail");
        var recording = Ok(Recordings.Keep(place.Workspace, kim, rehearsal.Id, Sound, 9500));
        recording.Type.ShouldBe("audio/ogg");

        foreach (var other in new[] { lea, boss })
        {
            place.Workspace.Data.Read(session => Rehearsals.Find(session, other, rehearsal.Id)).ShouldBeOfType<Result<RehearsalShown>.NotFound>();
            place.Workspace.Data.Read(session => Recordings.Hear(session, other, recording.Id)).ShouldBeOfType<Result<(byte[], string)>.NotFound>();
            Recordings.Comment(place.Workspace, other, recording.Id, "Nice", null).ShouldBeOfType<Result<RecordingShown>.NotFound>();
        }

        Ok(Recordings.Ask(place.Workspace, kim, recording.Id, "lea@house.example")).Asked.ShouldHaveSingleItem().Answered.ShouldBeFalse();
        Ok(Recordings.Ask(place.Workspace, kim, recording.Id, "lea@house.example")).Asked.Count.ShouldBe(1);
        place.Workspace.Data.Read(session => Rehearsals.List(session, lea)).Asked.ShouldHaveSingleItem().Answered.ShouldBeFalse();
        Ok(place.Workspace.Data.Read(session => Recordings.Hear(session, lea, recording.Id))).Content.ShouldBe(Sound);
        Ok(Recordings.Comment(place.Workspace, lea, recording.Id, "Slower here", 4500)).Comments.ShouldHaveSingleItem().MomentMs.ShouldBe(4500);
        place.Workspace.Data.Read(session => Rehearsals.List(session, lea)).Asked.ShouldHaveSingleItem().Answered.ShouldBeTrue();
        // asked to listen is not asked to change
        Recordings.Discard(place.Workspace, lea, recording.Id).ShouldBeOfType<Result<RecordingShown>.Refused>();
        Recordings.Review(place.Workspace, lea, recording.Id, ["human"], null).ShouldBeOfType<Result<RecordingShown>.Refused>();
        Recordings.Keep(place.Workspace, lea, rehearsal.Id, Sound, null).ShouldBeOfType<Result<RecordingShown>.Refused>();
        place.Workspace.Data.Read(session => Rehearsals.Find(session, boss, rehearsal.Id)).ShouldBeOfType<Result<RehearsalShown>.NotFound>();
        // what the speaker heard in it, and whom else they asked, is theirs alone
        Ok(Recordings.Review(place.Workspace, kim, recording.Id, ["human"], "Breathe"));
        Ok(Recordings.Ask(place.Workspace, kim, recording.Id, "boss@house.example"));
        var hers = Ok(place.Workspace.Data.Read(session => Rehearsals.Find(session, lea, rehearsal.Id))).Recordings.ShouldHaveSingleItem();
        (hers.Heard.Count, hers.NextTime, hers.Asked.Count).ShouldBe((0, null, 1));
        Ok(Recordings.Unask(place.Workspace, kim, recording.Id, boss.UserId!.Value));
        Recordings.Unask(place.Workspace, lea, recording.Id, kim.UserId!.Value).ShouldBeOfType<Result<RecordingShown>.Refused>();
        // a second take, not asked about, stays unheard by the colleague
        var second = Ok(Recordings.Keep(place.Workspace, kim, rehearsal.Id, Sound, null));
        Ok(place.Workspace.Data.Read(session => Rehearsals.Find(session, lea, rehearsal.Id))).Recordings.ShouldHaveSingleItem().Id.ShouldBe(recording.Id);
        place.Workspace.Data.Read(session => Recordings.Hear(session, lea, second.Id)).ShouldBeOfType<Result<(byte[], string)>.NotFound>();
    }

    [Theory, Databases]
    public void Recordings_go_when_their_time_is_over_and_when_they_are_discarded(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var (kim, admin) = (place.User("kim@house.example"), place.User("root@house.example", "admin"));
        var rehearsal = Ok(Rehearsals.Save(place.Workspace, kim, null, new RehearsalInput("Call", Words)));
        var kept = Ok(Recordings.Keep(place.Workspace, kim, rehearsal.Id, Sound, null));
        Ok(Recordings.Comment(place.Workspace, kim, kept.Id, "Better", null));
        Recordings.RemoveOld(place.At(Later(place, 89))).ShouldBe(0);
        Recordings.Retain(place.Workspace, kim, 5).ShouldBeOfType<Result<RetentionShown>.Refused>();
        Recordings.Retain(place.Workspace, admin, -1).ShouldBeOfType<Result<RetentionShown>.Invalid>();
        Ok(Recordings.Retain(place.Workspace, admin, 30));
        Recordings.RemoveOld(place.At(Later(place, 29))).ShouldBe(0);
        Recordings.RemoveOld(place.At(Later(place, 30))).ShouldBe(1);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from recording_comments")).ShouldBe(0);
        Ok(Recordings.Retain(place.Workspace, admin, 0));
        var ever = Ok(Recordings.Keep(place.Workspace, kim, rehearsal.Id, Sound, null));
        ever.KeptUntil.ShouldBeNull();
        Recordings.RemoveOld(place.At(Later(place, 4000))).ShouldBe(0);
        Ok(Rehearsals.Remove(place.Workspace, kim, rehearsal.Id));
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from recordings")).ShouldBe(0);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from rehearsals")).ShouldBe(0);
        place.Workspace.Data.Read(session => Rehearsals.List(session, kim)).Mine.ShouldBeEmpty();
    }

    [Theory, Databases]
    public void What_is_no_recording_is_refused_in_plain_words(Dialect dialect)
    {
        using var place = TestWorkspace.Create(dialect);
        var kim = place.User("kim@house.example");
        var rehearsal = Ok(Rehearsals.Save(place.Workspace, kim, null, new RehearsalInput(null, Words)));
        foreach (var (content, says) in new (byte[], string)[] { ([], "no sound yet"), ([.. "<html><script>"u8], "no recording that browsers can play"), ([.. "OggS"u8, .. new byte[Recordings.MostBytes]], "MB") })
            Recordings.Keep(place.Workspace, kim, rehearsal.Id, content, null).ShouldBeOfType<Result<RecordingShown>.Invalid>().Problems.ShouldHaveSingleItem().Text.ShouldContain(says);
        Rehearsals.Save(place.Workspace, kim, null, new RehearsalInput(null, " ")).ShouldBeOfType<Result<RehearsalShown>.Invalid>();
        Rehearsals.Save(place.Workspace, kim, null, new RehearsalInput(null, Words, "nobody@house.example")).ShouldBeOfType<Result<RehearsalShown>.NotFound>();
        Rehearsals.Save(place.Workspace, Actor.CommandLine, null, new RehearsalInput(null, Words)).ShouldBeOfType<Result<RehearsalShown>.Invalid>();
        var recording = Ok(Recordings.Keep(place.Workspace, kim, rehearsal.Id, Sound, 9500));
        Recordings.Comment(place.Workspace, kim, recording.Id, "Later", 60_000).ShouldBeOfType<Result<RecordingShown>.Invalid>();
        Recordings.Ask(place.Workspace, kim, recording.Id, "kim@house.example").ShouldBeOfType<Result<RecordingShown>.Invalid>();
        Recordings.Ask(place.Workspace, kim, recording.Id, "who@house.example").ShouldBeOfType<Result<RecordingShown>.NotFound>();
    }

    [Fact]
    public async Task The_pages_without_JavaScript_from_the_words_to_a_colleagues_remark()
    {
        using var place = TestWorkspace.Create(Dialect.Sqlite);
        var (kim, lea) = (place.User("kim@house.example"), place.User("lea@house.example"));
        place.RunAt(TestWorkspace.Monday, "add", "Ada Byron, ada@mill.example").ExitCode.ShouldBe(0);
        await using var server = await TestServer.Start(place);
        using var mine = server.SignedIn(kim);
        var page = await mine.Get("/rehearsals/new?contact=1");
        page = await mine.Send(page, "/rehearsals/new", ("script", Words));
        page.Status.ShouldBe(303, page.Text);
        var address = page.Location!;
        page = await mine.Get(address);
        page.Page.QuerySelector("h1")!.TextContent.ShouldBe("Voicemail for Ada Byron");
        page.Page.QuerySelectorAll("[data-script] span").Length.ShouldBe(3);
        page = await mine.SendFile(page, $"{address}/recordings", "recording", "voicemail.ogg", "OggS and more", ("length", "12000"));
        page.Location.ShouldBe($"{address}#recording-1");
        page = await mine.Get(address);
        page.Page.QuerySelector("#recording-1 audio")!.GetAttribute("src").ShouldBe("/rehearsals/recordings/1");
        var sound = await mine.Get("/rehearsals/recordings/1");
        sound.Text.ShouldBe("OggS and more");
        sound.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page = await mine.Send(page, "/rehearsals/recordings/1/review", ("heard", "human"), ("next-time", "Pause after her name"));
        page.Status.ShouldBe(303);
        page = await mine.Get(address);
        page.Page.QuerySelector("input[name=heard][value=human]")!.HasAttribute("checked").ShouldBeTrue();
        page.Text.ShouldContain("Pause after her name");
        (await mine.Send(page, "/rehearsals/recordings/1/ask", ("colleague", "lea@house.example"))).Status.ShouldBe(303);

        using var hers = server.SignedIn(lea);
        (await hers.Get("/today")).Page.QuerySelector($".summary a[href='{address}#recording-1']")!.TextContent.ShouldContain("asks you to listen");
        page = await hers.Get(address);
        page.Page.QuerySelector($"form[action='/rehearsals/recordings/1/discard']").ShouldBeNull();
        var wrong = await hers.Send(page, "/rehearsals/recordings/1/comment", ("text", "Slower"), ("moment", "4000"));
        wrong.Status.ShouldBe(422);
        wrong.Text.ShouldContain("Slower");
        (await hers.Send(page, "/rehearsals/recordings/1/comment", ("text", "Slower <here>"), ("moment", "4.5"))).Status.ShouldBe(303);
        (await mine.Get(address)).Page.QuerySelector(".comments li")!.TextContent.ShouldContain("Slower <here>");
        (await hers.Get("/today")).Page.QuerySelector(".summary a[href*=rehearsals]").ShouldBeNull();
    }

    private static string Later(TestWorkspace place, int days) => NodaTime.Text.InstantPattern.General.Format(place.Workspace.Now + Duration.FromDays(days));

    private static T Ok<T>(Result<T> result) => result.ShouldBeOfType<Result<T>.Ok>(result is Result<T>.Invalid invalid ? string.Join(' ', invalid.Problems.Select(p => p.Text)) : null).Value;
}
