using System.Text.Json;
using Shouldly;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Cadences;

/// <summary>METHOD A4, words: a voicemail and the e-mail that goes with it are one approach of one day; situations pick their cadence.</summary>
public class BranchingTests
{
    private const string Jana = "jana@example.com";
    private const string Monday = "2026-03-02T08:00:00Z";

    private static TestWorkspace Mill(Dialect dialect, params string[] start)
    {
        var place = TestWorkspace.Create(dialect);
        place.User(Jana);
        place.RunAt(Monday, "add", "Ada Byron, ada@mill.example, +49 30 5550123").ExitCode.ShouldBe(0);
        place.RunAt(Monday, ["start", "ada@mill.example", "--owner", Jana, .. start]).ExitCode.ShouldBe(0);
        return place;
    }

    private static JsonElement Shown(TestWorkspace place, string now) => place.RunAt(now, "show", "ada@mill.example", "--json").Json.GetProperty("followUps")[0];

    [Theory, Databases]
    public void What_goes_with_a_voicemail_is_due_that_day_counts_no_second_approach_and_is_gone_the_day_after(Dialect dialect)
    {
        using var place = Mill(dialect, "--situation", "talked", "--etiquette", "determined");
        Shown(place, Monday).GetProperty("cadence").GetString().ShouldBe("after-a-meeting");
        place.RunAt(Monday, "log", "ada@mill.example", "email", "sent").ExitCode.ShouldBe(0);
        var logged = place.RunAt("2026-03-04T08:00:00Z", "log", "ada@mill.example", "call", "voicemail", "--json").Json;
        var next = logged.GetProperty("nextStep");
        (next.GetProperty("channel").GetString(), next.GetProperty("due").GetString(), next.GetProperty("approach").GetInt32()).ShouldBe(("email", "2026-03-04", 2));
        logged.GetProperty("why")[0].GetProperty("rule").GetString().ShouldBe("A4");
        place.Run("doctor", "--now", "2026-03-04T09:00:00Z").ExitCode.ShouldBe(0);

        // the day passes: it is not made up for, and the next approach keeps its distance
        place.RunAt("2026-03-05T06:00:00Z", "today", "--owner", Jana, "--json").Json[0].GetProperty("step").GetString().ShouldBe("Call to hear what they think");
        Shown(place, "2026-03-05T06:00:00Z").GetProperty("nextStep").GetProperty("approach").GetInt32().ShouldBe(3);
        place.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from follow_ups where same_day_on is not null")).ShouldBe(0);
        place.Run("doctor", "--now", "2026-03-05T06:00:00Z").ExitCode.ShouldBe(0);
    }

    /// <summary>Tomorrow it would be gone: however full the day is, it stands on it, and doing it takes nobody's place.</summary>
    [Theory, Databases]
    public void What_goes_with_a_voicemail_is_never_beyond_the_days_capacity(Dialect dialect)
    {
        using var place = Mill(dialect, "--situation", "talked", "--etiquette", "determined");
        place.RunAt(Monday, "log", "ada@mill.example", "email", "sent").ExitCode.ShouldBe(0);
        for (var i = 0; i < 3; i++)
        {
            place.RunAt(Monday, "add", $"Person {i}, p{i}@c{i}.example").ExitCode.ShouldBe(0);
            place.RunAt(Monday, "start", $"p{i}@c{i}.example", "--owner", Jana).ExitCode.ShouldBe(0);
        }

        place.RunAt("2026-03-04T08:00:00Z", "log", "ada@mill.example", "call", "voicemail").ExitCode.ShouldBe(0);
        // the call itself took one place of the day
        foreach (var (capacity, cold) in new[] { (0, 0), (1, 0), (2, 1), (3, 2), (4, 3), (9, 3) })
        {
            place.Workspace.Data.Write(session => session.Execute("update users set capacity = @capacity", new { capacity }));
            var today = place.RunAt("2026-03-04T09:00:00Z", "today", "--owner", Jana, "--json").Json.EnumerateArray().ToList();
            today.Count.ShouldBe(cold + 1, $"capacity {capacity}");
            today[0].GetProperty("step").GetString().ShouldBe("Write what you said in the message");
            if (capacity == 0)
                continue;
            var plan = place.RunAt("2026-03-04T09:00:00Z", "plan", "--owner", Jana, "--json").Json;
            (plan.GetProperty("fixed").GetInt64(), plan.GetProperty("due").GetInt32(), plan.GetProperty("moved").GetArrayLength()).ShouldBe((1, 3, 3 - cold), $"capacity {capacity}");
            plan.GetProperty("moved").EnumerateArray().ShouldNotContain(moved => moved.GetProperty("name").GetString() == "Ada Byron");
        }

        place.Workspace.Data.Write(session => session.Execute("update users set capacity = 1"));
        place.RunAt("2026-03-04T09:05:00Z", "log", "ada@mill.example", "email", "sent", "--offer", "what I said").ExitCode.ShouldBe(0);
        place.Workspace.Data.Read(session => session.Scalar<long>("select planned from day_counts where day = '2026-03-04'")).ShouldBe(1);
        place.Run("doctor", "--now", "2026-03-04T09:10:00Z").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void Done_the_same_day_it_is_one_approach_and_can_be_taken_back(Dialect dialect)
    {
        using var place = Mill(dialect, "--situation", "talked", "--etiquette", "determined");
        place.RunAt(Monday, "log", "ada@mill.example", "email", "sent").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-04T08:00:00Z", "log", "ada@mill.example", "call", "voicemail").ExitCode.ShouldBe(0);
        var mail = place.RunAt("2026-03-04T08:10:00Z", "log", "ada@mill.example", "email", "sent", "--offer", "what I said", "--json").Json;
        mail.GetProperty("outside").GetArrayLength().ShouldBe(0);
        mail.GetProperty("nextStep").GetProperty("due").GetString().ShouldBe("2026-03-05");
        Shown(place, "2026-03-04T08:10:00Z").GetProperty("counts").GetProperty("approachesInCycle").GetInt32().ShouldBe(2);
        place.RunAt("2026-03-04T08:20:00Z", "undo").ExitCode.ShouldBe(0);
        Shown(place, "2026-03-04T08:20:00Z").GetProperty("nextStep").GetProperty("channel").GetString().ShouldBe("email");
        place.Run("doctor", "--now", "2026-03-04T09:00:00Z").ExitCode.ShouldBe(0);
    }

    [Theory, Databases]
    public void A_running_server_closes_the_day_in_the_owners_zone(Dialect dialect)
    {
        using var place = Mill(dialect, "--situation", "talked", "--etiquette", "determined");
        place.RunAt(Monday, "log", "ada@mill.example", "email", "sent").ExitCode.ShouldBe(0);
        place.RunAt("2026-03-04T08:00:00Z", "log", "ada@mill.example", "call", "voicemail").ExitCode.ShouldBe(0);
        EndOfDay.Close(place.At("2026-03-04T22:59:00Z")).ShouldBe(0);
        EndOfDay.Close(place.At("2026-03-04T23:01:00Z")).ShouldBe(1);
        EndOfDay.Close(place.At("2026-03-04T23:01:00Z")).ShouldBe(0);
    }

    [Theory]
    [InlineData("cold", "cold-five-and-rest")]
    [InlineData("enquiry", "enquiry-first-days")]
    [InlineData("referral", "referral-introduction")]
    [InlineData("talked", "after-a-talk")]
    [InlineData("proposal", "after-a-talk")]
    [InlineData("client", "client-care")]
    public void A_situation_picks_its_cadence(string situation, string cadence)
    {
        using var place = Mill(Dialect.Sqlite, "--situation", situation);
        Shown(place, Monday).GetProperty("cadence").GetString().ShouldBe(cadence);
    }

    [Theory, Databases]
    public void Whoever_was_left_in_peace_for_two_months_is_begun_with_again_with_something_new(Dialect dialect)
    {
        using var place = Mill(dialect);
        place.RunAt(Monday, "log", "ada@mill.example", "call", "not-interested").ExitCode.ShouldBe(0);
        place.RunAt("2026-04-20T08:00:00Z", "start", "ada@mill.example", "--owner", Jana, "--matter", "one", "--json").Json.GetProperty("cadence").GetString().ShouldBe("after-a-talk");
        var later = place.RunAt("2026-06-01T08:00:00Z", "start", "ada@mill.example", "--owner", Jana, "--matter", "two", "--json").Json;
        later.GetProperty("cadence").GetString().ShouldBe("revival");
        place.RunAt("2026-06-01T08:00:00Z", "log", "ada@mill.example", "call", "spoke", "--followup", "3", "--next", "call", "--on", "2026-06-09").ExitCode.ShouldBe(0);
        place.RunAt("2026-06-01T08:00:00Z", "show", "ada@mill.example", "--json").Json.GetProperty("followUps")[2].GetProperty("cadence").GetString().ShouldBe("after-a-talk");
    }

    [Theory, Databases]
    public void Data_from_before_has_its_decisions_taken_again_when_it_is_opened(Dialect dialect)
    {
        using var place = Mill(dialect);
        place.Workspace.Data.Write(session =>
        {
            session.Execute("update settings set value = 'of old' where name = 'calendars'");
            return session.Execute("update follow_ups set step = 'of old'");
        });
        Shown(place, Monday).GetProperty("nextStep").GetProperty("step").GetString().ShouldBe("Call to introduce yourself");
    }
}
