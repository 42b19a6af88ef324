using System.Text.Json;
using Shouldly;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Journeys;

/// <summary>A seller's year through the command line, on both databases: each case is one the method lets anyone check by hand.</summary>
public class CommandLineJourneyTests
{
    private const string Jana = "jana@example.com";

    [Theory, Databases]
    public void Five_unanswered_approaches_rest_return_an_answer_and_a_no_for_everyone(Dialect dialect)
    {
        using var place = Place(dialect);
        place.User("tom@example.com");
        Run(place, "2026-03-02T08:00:00Z", "add", "Ada Byron, ada@mill.example, +49 30 5550123", "--company", "Mill Ltd");
        Run(place, "2026-03-02T08:00:00Z", "start", "ada@mill.example", "--owner", Jana, "--matter", "spring offer");

        var day = "2026-03-02";
        for (var n = 1; n <= 5; n++)
        {
            var row = Today(place, day).ShouldHaveSingleItem();
            row.GetProperty("approach").GetInt32().ShouldBe(n);
            row.GetProperty("of").GetInt32().ShouldBe(5);
            row.GetProperty("verdict").GetString().ShouldBe("allow");
            row.GetProperty("kind").GetString().ShouldBe(n == 1 ? "first" : "cadence");
            var channel = row.GetProperty("channel").GetString()!;
            var logged = Run(place, $"{day}T09:30:00Z", "log", "ada@mill.example", channel, channel == "email" ? "sent" : "voicemail", "--offer", $"thing {n}");
            logged.GetProperty("outside").EnumerateArray().ShouldBeEmpty();
            logged.GetProperty("state").GetString().ShouldBe(n < 5 ? "active" : "resting");
            if (channel == "call")
                logged = GoesWith(place, day, n);
            day = logged.GetProperty("nextStep").GetProperty("due").GetString()!;
            Today(place, logged.GetProperty("touch").GetProperty("at").GetString()![..10]).ShouldBeEmpty();
        }

        day.ShouldBe("2026-05-22");
        var hold = Run(place, "2026-04-15T09:00:00Z", "ask", "ada@mill.example", "call");
        hold.GetProperty("verdict").GetString().ShouldBe("hold");
        hold.GetProperty("until").GetString().ShouldStartWith("2026-05-22T08:00:00");
        Rules(hold).ShouldContain("A2");

        Today(place, day).ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("return");
        var answer = Run(place, "2026-05-22T10:00:00Z", "log", "ada@mill.example", "call", "interested", "--note", "Yes, send the offer", "--next", "e-mail the offer", "--on", "2026-05-25");
        answer.GetProperty("state").GetString().ShouldBe("answered");
        Today(place, "2026-05-25").ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("agreed");

        Run(place, "2026-06-01T09:00:00Z", "start", "ada@mill.example", "--owner", "tom@example.com", "--matter", "autumn offer");
        Run(place, "2026-06-02T09:00:00Z", "log", "ada@mill.example", "email", "opt-out", "--note", "Never contact me again", "--followup", "2").GetProperty("state").GetString().ShouldBe("stopped");
        foreach (var channel in new[] { "call", "email", "message", "letter", "visit", "social" })
        {
            var refused = Run(place, "2027-06-02T09:00:00Z", "ask", "ada@mill.example", channel);
            refused.GetProperty("verdict").GetString().ShouldBe("refuse");
            refused.GetProperty("until").ValueKind.ShouldBe(JsonValueKind.Null);
            Rules(refused).ShouldContain("B1");
        }

        Today(place, "2027-06-02").ShouldBeEmpty();
        Today(place, "2027-06-02", "tom@example.com").ShouldBeEmpty();
        place.Run("start", "ada@mill.example", "--owner", Jana, "--matter", "another", "--now", "2027-06-02T09:00:00Z").ExitCode.ShouldBe(1);
        // what happened is recorded all the same, and marked
        Rules(Run(place, "2027-06-03T09:00:00Z", "log", "ada@mill.example", "call", "voicemail", "--followup", "1"), "outside").ShouldContain("B1");
        NoDifference(place);
    }

    // a voicemail has its e-mail, the same day: work to do, and no approach of its own
    private static JsonElement GoesWith(TestWorkspace place, string day, int approach)
    {
        var row = Today(place, day).ShouldHaveSingleItem();
        (row.GetProperty("channel").GetString(), row.GetProperty("step").GetString(), row.GetProperty("approach").GetInt32()).ShouldBe(("email", "Write the e-mail that goes with your message", approach));
        var mail = Run(place, $"{day}T09:40:00Z", "log", "ada@mill.example", "email", "sent", "--offer", $"thing {approach}");
        mail.GetProperty("outside").EnumerateArray().ShouldBeEmpty();
        return mail;
    }

    [Theory, Databases]
    public void An_agreed_callback_the_same_day_is_never_held_under_gentle(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z", "--etiquette", "gentle");
        Run(place, "2026-03-02T09:00:00Z", "log", "ada@mill.example", "call", "voicemail", "--offer", "a checklist");
        Run(place, "2026-03-02T10:00:00Z", "log", "ada@mill.example", "call", "callback", "--in", "--on", "2026-03-02", "--at", "15:00")
            .GetProperty("nextStep").GetProperty("kind").GetString().ShouldBe("callback");

        Today(place, "2026-03-02").ShouldHaveSingleItem().GetProperty("at").GetString().ShouldBe("2026-03-02T15:00:00+01:00");
        Run(place, "2026-03-02T12:00:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("hold");
        Run(place, "2026-03-02T14:00:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("allow");
        Run(place, "2026-03-02T14:00:00Z", "log", "ada@mill.example", "call", "no-answer").GetProperty("outside").EnumerateArray().ShouldBeEmpty();
        // one retry the same day
        Run(place, "2026-03-02T15:00:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("allow");
        Run(place, "2026-03-02T15:00:00Z", "log", "ada@mill.example", "call", "no-answer").GetProperty("outside").EnumerateArray().ShouldBeEmpty();
        Run(place, "2026-03-02T16:00:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("hold");
        NoDifference(place);
    }

    [Theory, Databases]
    public void A_client_who_wants_no_more_email_may_still_be_called(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z", "--situation", "client");
        Run(place, "2026-03-02T09:00:00Z", "log", "ada@mill.example", "email", "opt-out", "--scope", "email").GetProperty("state").GetString().ShouldBe("active");

        var refused = Run(place, "2026-04-13T09:00:00Z", "ask", "ada@mill.example", "email");
        refused.GetProperty("verdict").GetString().ShouldBe("refuse");
        Rules(refused).ShouldContain("B1");
        Run(place, "2026-04-13T09:00:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("allow");
        var shown = Run(place, "2026-04-13T09:00:00Z", "show", "ada@mill.example");
        shown.GetProperty("suppressions").EnumerateArray().ShouldHaveSingleItem().GetProperty("scope").GetString().ShouldBe("email");
        shown.GetProperty("nextStep").GetProperty("channel").GetString().ShouldBe("call");
        NoDifference(place);
    }

    [Theory, Databases]
    public void A_mis_keyed_opt_out_is_undone_by_its_author(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z");
        Run(place, "2026-03-02T09:00:00Z", "log", "ada@mill.example", "call", "opt-out").GetProperty("state").GetString().ShouldBe("stopped");
        Run(place, "2026-03-02T09:01:00Z", "undo", "--by", Jana).GetProperty("state").GetString().ShouldBe("active");

        Run(place, "2026-03-02T09:02:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("allow");
        Run(place, "2026-03-02T09:02:00Z", "show", "ada@mill.example").GetProperty("suppressions").EnumerateArray().ShouldBeEmpty();
        Today(place, "2026-03-02").ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("first");
        NoDifference(place);
    }

    [Theory, Databases]
    public void A_voicemail_and_the_email_that_goes_with_it_are_one_approach(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z");
        Run(place, "2026-03-02T09:00:00Z", "log", "ada@mill.example", "call", "voicemail", "--offer", "checklist");
        Run(place, "2026-03-02T09:05:00Z", "ask", "ada@mill.example", "email").GetProperty("verdict").GetString().ShouldBe("allow");
        Run(place, "2026-03-02T09:05:00Z", "log", "ada@mill.example", "email", "sent", "--offer", "checklist").GetProperty("outside").EnumerateArray().ShouldBeEmpty();

        Run(place, "2026-03-02T10:00:00Z", "show", "ada@mill.example").GetProperty("counts").GetProperty("approachesInCycle").GetInt32().ShouldBe(1);
        var third = Run(place, "2026-03-02T10:00:00Z", "ask", "ada@mill.example", "message");
        third.GetProperty("verdict").GetString().ShouldBe("hold");
        third.GetProperty("until").GetString().ShouldStartWith("2026-03-04");
    }

    [Theory, Databases]
    public void Silent_rings_at_ten_past_nine_and_half_past_three_are_allowed_under_balanced(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z", "--etiquette", "balanced");
        Run(place, "2026-03-02T08:10:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("allow");
        Run(place, "2026-03-02T08:10:00Z", "log", "ada@mill.example", "call", "no-answer").GetProperty("outside").EnumerateArray().ShouldBeEmpty();
        Run(place, "2026-03-02T09:10:00Z", "ask", "ada@mill.example", "call").GetProperty("until").GetString().ShouldBe("2026-03-02T12:10:00+01:00");
        Run(place, "2026-03-02T14:30:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("allow");
        Run(place, "2026-03-02T14:30:00Z", "log", "ada@mill.example", "call", "no-answer").GetProperty("outside").EnumerateArray().ShouldBeEmpty();

        var third = Run(place, "2026-03-02T16:45:00Z", "ask", "ada@mill.example", "call");
        third.GetProperty("verdict").GetString().ShouldBe("hold");
        third.GetProperty("until").GetString().ShouldStartWith("2026-03-03T08:00:00");
        var counts = Run(place, "2026-03-02T17:00:00Z", "show", "ada@mill.example").GetProperty("counts");
        counts.GetProperty("approachesInCycle").GetInt32().ShouldBe(0);
        counts.GetProperty("silentRings").GetInt32().ShouldBe(2);
    }

    [Theory, Databases]
    public void The_sequence_that_won_a_client_is_allowed_by_determined_and_held_by_gentle(Dialect dialect)
    {
        // A4: e-mail right after the meeting (Monday); a call and an e-mail on Wednesday; two more calls later that week;
        // an e-mail the next week; a phone message nearly three weeks later
        (string At, string Channel, string Outcome)[] sequence =
        [
            ("2026-03-02T15:00:00Z", "email", "sent"), ("2026-03-04T09:00:00Z", "call", "voicemail"), ("2026-03-04T09:10:00Z", "email", "sent"), ("2026-03-05T10:00:00Z", "call", "voicemail"),
            ("2026-03-06T10:00:00Z", "call", "voicemail"), ("2026-03-10T10:00:00Z", "email", "sent"), ("2026-03-30T10:00:00Z", "call", "voicemail"),
        ];
        foreach (var preset in new[] { "determined", "gentle" })
        {
            using var place = Place(dialect);
            Follow(place, "2026-03-02T08:00:00Z", "--situation", "talked", "--etiquette", preset);
            Run(place, "2026-03-02T09:00:00Z", "log", "ada@mill.example", "meeting", "met", "--next", "they did not say");
            var verdicts = new List<string>();
            foreach (var (at, channel, outcome) in sequence)
            {
                verdicts.Add(Run(place, at, "ask", "ada@mill.example", channel).GetProperty("verdict").GetString()!);
                Run(place, at, "log", "ada@mill.example", channel, outcome, "--offer", $"something for {at}");
            }

            if (preset == "determined")
                verdicts.ShouldAllBe(verdict => verdict == "allow");
            else
                verdicts.ShouldContain("hold");
        }
    }

    [Theory, Databases]
    public void An_enquiry_is_answered_three_times_in_three_days(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z", "--situation", "enquiry");
        Today(place, "2026-03-02").ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("answered");
        foreach (var day in new[] { "2026-03-02", "2026-03-03", "2026-03-04" })
        {
            Run(place, $"{day}T09:00:00Z", "ask", "ada@mill.example", "call").GetProperty("verdict").GetString().ShouldBe("allow");
            Run(place, $"{day}T09:00:00Z", "log", "ada@mill.example", "call", "voicemail").GetProperty("outside").EnumerateArray().ShouldBeEmpty();
        }

        Run(place, "2026-03-04T10:00:00Z", "show", "ada@mill.example").GetProperty("counts").GetProperty("approachesInCycle").GetInt32().ShouldBe(0);
        NoDifference(place);
    }

    [Theory, Databases]
    public void The_same_id_records_once_and_other_content_under_it_is_bad_input(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z");
        var first = Run(place, "2026-03-02T09:00:00Z", "log", "ada@mill.example", "call", "voicemail", "--note", "hello", "--id", "k1");
        var again = Run(place, "2026-03-02T09:05:00Z", "log", "ada@mill.example", "call", "voicemail", "--note", "hello", "--id", "k1");
        again.GetProperty("touch").GetProperty("id").GetInt64().ShouldBe(first.GetProperty("touch").GetProperty("id").GetInt64());
        place.Run("log", "ada@mill.example", "call", "spoke", "--note", "hello", "--id", "k1", "--now", "2026-03-02T09:06:00Z").ExitCode.ShouldBe(2);
        Run(place, "2026-03-02T10:00:00Z", "show", "ada@mill.example").GetProperty("counts").GetProperty("contacts").GetInt32().ShouldBe(1);
    }

    [Theory, Databases]
    public void A_touch_dated_earlier_is_placed_where_it_belongs(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z");
        Run(place, "2026-03-10T09:00:00Z", "log", "ada@mill.example", "call", "voicemail", "--offer", "b");
        Run(place, "2026-03-10T09:30:00Z", "log", "ada@mill.example", "call", "spoke", "--next", "they did not say", "--happened", "2026-03-05T09:00:00Z");

        var shown = Run(place, "2026-03-10T10:00:00Z", "show", "ada@mill.example");
        shown.GetProperty("counts").GetProperty("approachesInCycle").GetInt32().ShouldBe(1);
        shown.GetProperty("timeline")[0].GetProperty("outcome").GetString().ShouldBe("voicemail");
        NoDifference(place);
    }

    [Theory, Databases]
    public void Several_open_follow_ups_ask_which_one_is_meant(Dialect dialect)
    {
        using var place = Place(dialect);
        Follow(place, "2026-03-02T08:00:00Z", "--matter", "one");
        Run(place, "2026-03-02T08:00:00Z", "start", "ada@mill.example", "--owner", Jana, "--matter", "two");
        var unclear = place.Run("log", "ada@mill.example", "call", "voicemail", "--now", "2026-03-02T09:00:00Z");
        unclear.ExitCode.ShouldBe(2);
        unclear.Errors.ShouldContain("--followup");
        Run(place, "2026-03-02T09:00:00Z", "log", "ada@mill.example", "call", "voicemail", "--followup", "2").GetProperty("state").GetString().ShouldBe("active");
    }

    [Theory, Databases]
    public void Welcome_back_ends_a_rest_and_holds_a_colleagues_cold_steps(Dialect dialect)
    {
        using var place = Place(dialect);
        place.User("tom@example.com");
        Follow(place, "2026-03-02T08:00:00Z", "--matter", "spring offer");
        Run(place, "2026-03-02T08:00:00Z", "add", "Bo Lind, bo@mill.example", "--company", "Mill Ltd");
        Run(place, "2026-03-02T08:00:00Z", "start", "bo@mill.example", "--owner", "tom@example.com", "--matter", "spring offer");
        Run(place, "2026-03-03T09:00:00Z", "log", "ada@mill.example", "call", "spoke", "--in", "--next", "e-mail the figures", "--on", "2026-03-04");

        var held = Run(place, "2026-03-03T10:00:00Z", "ask", "bo@mill.example", "email", "--by", "tom@example.com");
        held.GetProperty("verdict").GetString().ShouldBe("hold");
        Rules(held).ShouldContain("B3");
        Today(place, "2026-03-03", "tom@example.com").ShouldBeEmpty();
        NoDifference(place);
    }

    private static TestWorkspace Place(Dialect dialect)
    {
        var place = TestWorkspace.Create(dialect);
        place.User(Jana);
        return place;
    }

    private static void Follow(TestWorkspace place, string now, params string[] words)
    {
        Run(place, now, "add", "Ada Byron, ada@mill.example, +49 30 5550123", "--company", "Mill Ltd");
        Run(place, now, ["start", "ada@mill.example", "--owner", Jana, .. words]);
    }

    private static JsonElement Run(TestWorkspace place, string now, params string[] words)
    {
        var run = place.Run([.. words, "--json", "--now", now]);
        run.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}: {run.Errors}");
        return run.Json;
    }

    private static List<JsonElement> Today(TestWorkspace place, string day, string owner = Jana) =>
        [.. Run(place, $"{day}T09:00:00Z", "today", "--owner", owner).EnumerateArray()];

    private static List<string> Rules(JsonElement result, string of = "reasons") => [.. result.GetProperty(of).EnumerateArray().Select(reason => reason.GetProperty("rule").GetString()!)];

    private static void NoDifference(TestWorkspace place)
    {
        var run = place.Run("doctor");
        run.ExitCode.ShouldBe(0, run.Output);
    }
}
